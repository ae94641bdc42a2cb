//! Input that is wrong: exit code 1, one message that names the flag, the value and what is allowed, nothing else.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{program, refused, text};

const COUNT: &str =
    "is not a whole number from 0 to 1,000,000,000,000,000 such as 20000, 20k, 1.5M or 1_000_000";
const VOLUME: &str = "is not a whole number from 0 to 1,000,000,000,000,000 such as 20000, 20k or 1.5M, or a rate such as \
                      200/s, 50k a day or 3 TB a day";

#[test]
fn no_volume() {
    let message = "--documents: required: give the documents of a month such as 20k or 1.5M, or --uploads and --downloads, \
                   or --workload FILE";
    refused("compare", message);
    refused("compare --region eu-west-1", message);
}

#[test]
fn counts() {
    for (flag, allowed) in [
        ("documents", VOLUME),
        ("uploads", VOLUME),
        ("downloads", VOLUME),
        ("copies", COUNT),
        ("bucket-key-calls", COUNT),
    ] {
        let documents = if allowed == COUNT { "--documents 1" } else { "" };
        for value in WRONG_COUNTS {
            let message = format!("--{flag}: {value:?} {allowed}");
            refused(&format!("compare {documents} --{flag} {value}"), &message);
        }
    }
}

#[test]
fn bytes_without_an_object_size() {
    let allowed = "is not a number of objects: bytes are converted by the object size, which is not given as a single size";
    refused("compare --documents 3TB/day", &format!("--documents: \"3TB/day\" {allowed}"));
    refused(
        "compare --documents 3TB/day --object-size 1MiB:50%,2MiB:50%",
        &format!("--documents: \"3TB/day\" {allowed}"),
    );
}

/// What is no count, however large counts may be.
const WRONG_COUNTS: [&str; 6] = ["abc", "1.5", "-5", "1e6", "1001T", "99999999999999999999999999"];

/// A flag that counts between two limits: what is no count and what lies beyond them gives the same message.
#[track_caller]
fn within(flag: &str, beyond: &[&str], allowed: &str) {
    for value in WRONG_COUNTS.iter().chain(beyond) {
        let message = format!("--{flag}: {value:?} is not a whole number {allowed}");
        refused(&format!("compare --documents 1 --{flag} {value}"), &message);
    }
}

#[test]
fn counts_between_limits() {
    within("keys", &["2M", "1000001"], "from 0 to 1,000,000");
    within("replicas", &["101"], "from 0 to 100");
    within("rotations", &["1001", "2k"], "from 0 to 1,000");
    within("free-requests", &["20001"], "from 0 to 20,000");
    within("requesters", &["0", "1000001"], "from 1 to 1,000,000");
    within("active-hours", &["0", "745"], "of hours from 1 to 744");
    within("complete-calls", &["2"], "from 0 to 1");
    within("dsse-calls", &["0", "5"], "from 1 to 4");
    within("trails", &["101"], "from 0 to 100");
    within("peak-factor", &["0", "10001"], "from 1 to 10,000");
}

#[test]
fn more_calls_measured_than_there_are() {
    refused(
        "compare --documents 1 --bucket-key-calls 3",
        r#"--bucket-key-calls: "3" is not a whole number from 0 to 2"#,
    );
    // As it was typed.
    refused(
        "compare --documents 1 --bucket-key-calls 3k",
        r#"--bucket-key-calls: "3k" is not a whole number from 0 to 2"#,
    );
}

#[test]
fn sizes_times_and_shares() {
    refused(
        "compare --documents 1 --object-size 4Mi",
        r#"--object-size: "4Mi" is not a size from 1 B to 48.8 TiB such as 512, 4MiB, 1.5GiB or 10MB"#,
    );
    for window in ["soon", "0", "2d", "86401"] {
        refused(
            &format!("compare --documents 1 --bucket-key-window {window}"),
            &format!(
                "--bucket-key-window: {window:?} is not a time from 1 second to 1 day such as 300, 90s or 5m"
            ),
        );
    }
    for sizes in ["1MiB:50%,2MiB:49%", "1MiB:50%,1MiB:50%", "1MiB:50%", "1MiB:x"] {
        refused(
            &format!("compare --documents 1 --object-size {sizes}"),
            &format!(
                "--object-size: {sizes:?} is not a size such as 4MiB, or sizes with shares of 100 % together such as \
                 64KiB:70%,8MiB:30%"
            ),
        );
    }
    for stored in ["-1", "lots", "1000001TB"] {
        refused(
            &format!("compare --documents 1 --stored {stored}"),
            &format!("--stored: {stored:?} is not a size from 0 B to 1,000,000 TB such as 500GB or 3TiB"),
        );
    }
    for hours in ["1", "1/700", "721/720", "x/720"] {
        refused(
            &format!("compare --documents 1 --key-hours {hours}"),
            &format!(
                "--key-hours: {hours:?} is not hours and the hours of the month (672, 696, 720 or 744) such as 1/720"
            ),
        );
    }
    refused(
        "compare --documents 1 --before-bucket-key 101%",
        r#"--before-bucket-key: "101%" is not a percentage from 0 to 100 with at most four decimal places, such as 99%"#,
    );
    refused(
        "compare --documents 1 --read-back 5m:83%,1h:11%",
        "--read-back: \"5m:83%,1h:11%\" is not an age such as 30d, or ages with shares of 100 % together such as \
         5m:83%,1h:11%,1d:6%",
    );
    refused(
        "compare --documents 1 --bucket-key-reduction 101%",
        r#"--bucket-key-reduction: "101%" is not a percentage from 0 to 100 with at most four decimal places, such as 99%"#,
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
fn clients() {
    refused(
        "compare --documents 1 --client curl",
        r#"--client: "curl" is not one of boto3, aws-cli, dotnet, single"#,
    );
    let two_ways = "two ways to say how objects are sent: name a client (--client), or describe another one \
                    (--part-size, --multipart-threshold)";
    for (flag, value) in [("--part-size", "16MiB"), ("--multipart-threshold", "64MiB")] {
        refused(
            &format!("compare --documents 1 --client boto3 {flag} {value}"),
            &format!("--client and {flag}: {two_ways}"),
        );
    }
    for size in ["4MiB", "6GiB", "large", "-1"] {
        refused(
            &format!("compare --documents 1 --part-size {size}"),
            &format!("--part-size: {size:?} is not a size from 5 MiB to 5 GiB such as 16MiB"),
        );
    }
    for size in ["0", "6GiB"] {
        refused(
            &format!("compare --documents 1 --multipart-threshold {size}"),
            &format!("--multipart-threshold: {size:?} is not a size from 1 B to 5 GiB such as 16MiB"),
        );
    }
}

/// Each is allowed, but not with the other: the message names the flag that is to change.
#[test]
fn objects_that_a_client_cannot_send() {
    refused(
        "compare --documents 1 --client single --object-size 6GiB",
        r#"--object-size: "6GiB" is not at most 5 GiB for an object in one request; choose a client that goes multipart"#,
    );
    // 10,000 parts of 5 MiB are 48.8 GiB.
    refused(
        "compare --documents 1 --part-size 5MiB --object-size 60GiB",
        r#"--part-size: "5MiB" is not large enough for an object of 60 GiB in 10,000 parts"#,
    );
    // The part size was not given; 10,000 of 8 MiB are 78.1 GiB.
    refused(
        "compare --documents 1 --multipart-threshold 1GiB --object-size 80GiB",
        r#"--part-size: "8 MiB" is not large enough for an object of 80 GiB in 10,000 parts"#,
    );
}

#[test]
fn figures_too_large_to_be_exact() {
    refused(
        "compare --documents 1000T --object-size 48TiB",
        "requests: the figure is too large to be computed exactly; use smaller counts or sizes",
    );
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
