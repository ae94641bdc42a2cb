//! Input that is wrong: exit code 1, one message that names the flag, the value and what is allowed, nothing else.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{program, refused, text};

const COUNT: &str =
    "is not a whole number from 0 to 1,000,000,000,000,000 such as 20000, 20k, 1.5M or 1_000_000";

#[test]
fn no_volume() {
    let message = "--documents: required: give the documents of a month such as 20k or 1.5M, or --uploads and --downloads, \
                   or --workload FILE";
    refused("compare", message);
    refused("compare --region eu-west-1", message);
}

#[test]
fn counts() {
    for flag in ["documents", "uploads", "downloads", "keys", "free-requests", "requesters", "active-hours"] {
        let documents =
            if ["documents", "uploads", "downloads"].contains(&flag) { "" } else { "--documents 1" };
        for value in ["abc", "1.5", "-5", "1e6", "1001T", "99999999999999999999999999"] {
            let message = format!("--{flag}: {value:?} {COUNT}");
            refused(&format!("compare {documents} --{flag} {value}"), &message);
        }
    }
}

#[test]
fn counts_beyond_their_own_limits() {
    refused("compare --documents 1 --keys 0", r#"--keys: "0" is not a whole number from 1 to 1,000,000"#);
    refused(
        "compare --documents 1 --keys 2M",
        r#"--keys 2M: "2000000" is not a whole number from 1 to 1,000,000"#,
    );
    refused(
        "compare --documents 1 --free-requests 20001",
        r#"--free-requests: "20001" is not a whole number from 0 to 20,000"#,
    );
    refused(
        "compare --documents 1 --requesters 0",
        r#"--requesters: "0" is not a whole number from 1 to 1,000,000"#,
    );
    refused(
        "compare --documents 1 --active-hours 745",
        r#"--active-hours: "745" is not a whole number from 1 to 744 hours"#,
    );
    refused(
        "compare --documents 1 --bucket-key-window 2d",
        r#"--bucket-key-window 2d: "172800" is not a whole number from 1 to 86,400 seconds"#,
    );
    refused(
        "compare --documents 1 --bucket-key-calls 3",
        r#"--bucket-key-calls: "3" is not a whole number from 0 to 2"#,
    );
}

#[test]
fn sizes_times_and_shares() {
    refused(
        "compare --documents 1 --object-size 4Mi",
        r#"--object-size: "4Mi" is not a size from 1 B to 48.8 TiB such as 512, 4MiB, 1.5GiB or 10MB"#,
    );
    refused(
        "compare --documents 1 --bucket-key-window soon",
        r#"--bucket-key-window: "soon" is not a time from 1 second to 100 years such as 300, 90s, 5m, 1h or 30d"#,
    );
    refused(
        "compare --documents 1 --read-back 5m:83%,1h:11%",
        "--read-back: \"5m:83%,1h:11%\" is not an age such as 30d, or ages with shares of 100 % together such as \
         5m:83%,1h:11%,1d:6%",
    );
    refused(
        "compare --documents 1 --bucket-key-reduction 101%",
        r#"--bucket-key-reduction: "101" is not a percentage from 0 to 100 with at most four decimal places, such as 99%"#,
    );
}

#[test]
fn two_ways_to_say_what_a_bucket_key_saves() {
    let ways = "two ways to say what a Bucket Key saves: give a saved share (--bucket-key-reduction), measured calls \
                (--bucket-key-calls), or the inputs of the model (--requesters, --bucket-key-window, --active-hours, \
                --read-back)";
    for (flags, named) in [
        ("--bucket-key-reduction 99% --bucket-key-calls 1", "--bucket-key-reduction and --bucket-key-calls"),
        ("--requesters 1 --bucket-key-reduction 99%", "--bucket-key-reduction and --requesters"),
        ("--bucket-key-calls 1 --bucket-key-window 5m", "--bucket-key-calls and --bucket-key-window"),
        ("--bucket-key-calls 1 --active-hours 5", "--bucket-key-calls and --active-hours"),
        ("--bucket-key-reduction 99% --read-back 30d", "--bucket-key-reduction and --read-back"),
    ] {
        refused(&format!("compare --documents 1 {flags}"), &format!("{named}: {ways}"));
        refused(&format!("table {flags}"), &format!("{named}: {ways}"));
    }
}

#[test]
fn regions() {
    let message =
        r#""us-east1" is not one of the 35 Regions priced on 2025-06-05; did you mean "us-east-1"?"#;
    refused("compare --documents 1 --region us-east1", &format!("--region: {message}"));
    refused("table --region us-east1", &format!("--region: {message}"));
    refused("prices show us-east1", &format!("REGION: {message}"));
    // China has prices of its own, in another currency: never a guess.
    refused(
        "compare --documents 1 --region cn-north-1",
        r#"--region: "cn-north-1" is not one of the 35 Regions priced on 2025-06-05"#,
    );
}

#[test]
fn options() {
    let message = "--option: \"sse\" is not one of sse-s3, sse-kms, sse-kms-bucket-key, sse-kms-aws-managed, \
                   sse-kms-aws-managed-bucket-key, dsse-kms, sse-c";
    refused("table --option sse", message);
    refused("criteria --option sse", message);
}

#[test]
fn lists_of_documents() {
    refused("table --documents 10,", &format!("--documents: \"\" {COUNT}"));
    refused("table --documents 10,x", &format!("--documents: \"x\" {COUNT}"));
    // A thousand, or one and nothing? Not for the program to guess.
    refused(
        "table --documents 1,000",
        r#"--documents: "000" is not a count: commas stand between counts, as in 1000,10000 or 1k,10k"#,
    );
}

#[test]
fn flags_of_another_format() {
    refused("compare --documents 1 --lines", "--lines: only with --format csv");
    refused("compare --documents 1 --brief --format json", "--brief: only with --format table");
}

/// Usage is clap's own: exit code 2.
#[track_caller]
fn misused(arguments: &str, part: &str) {
    let output = program(arguments).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "sse-cost {arguments}");
    assert_eq!(text(&output.stdout), "", "sse-cost {arguments}");
    let message = text(&output.stderr);
    assert!(message.contains(part), "sse-cost {arguments}: {message}");
}

#[test]
fn usage() {
    misused("", "Usage: sse-cost <COMMAND>");
    misused("compute", "unrecognized subcommand 'compute'");
    misused("compare --documents 1 --uploads 1", "cannot be used with '--uploads <N>'");
    misused("compare --documents 1 --format xml", "invalid value 'xml' for '--format <FORMAT>'");
    misused("table --uploads 1", "unexpected argument '--uploads'");
    misused("prices show", "<REGION>");
}
