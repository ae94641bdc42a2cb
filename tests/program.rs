//! The program as a whole: help, examples, flags, output that nobody reads.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{json, program, run, temporary, text};
use serde_json::{Value, json};
use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;

const COMMANDS: [&str; 13] = [
    "",
    "compare",
    "table",
    "forecast",
    "break-even",
    "migrate",
    "criteria",
    "recommend",
    "setup",
    "prices list",
    "prices show",
    "terraform",
    "cloudformation",
];

#[test]
fn version() {
    assert_eq!(run("--version"), format!("sse-cost {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn every_subcommand_has_help_and_formats() {
    for command in COMMANDS {
        let help = run(&format!("{command} --help"));
        assert!(help.contains("Usage: sse-cost"), "{help}");
        let formats = ["table", "json", "csv", "markdown"].map(|format| format!("- {format}:"));
        assert!(command.is_empty() || formats.iter().all(|format| help.contains(format)), "{help}");
    }
}

#[test]
fn the_examples_of_the_help_run() {
    let mut ran = 0;
    for (file, name) in [
        ("docs/buckets.csv", "buckets.csv"),
        ("tests/terraform/change/plan.json", "plan.json"),
        ("tests/cloudformation/template.yaml", "template.yaml"),
    ] {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        std::fs::copy(from, Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)).unwrap();
    }
    // The usage files that the help shows.
    for (command, name) in [("terraform", "infracost-usage.yml"), ("cloudformation", "usage.yml")] {
        let help = run(&format!("{command} --help"));
        let (_, usage) = help.split_once("A usage file:\n").unwrap();
        temporary(name, usage);
    }
    for command in [
        "",
        "compare",
        "table",
        "forecast",
        "break-even",
        "migrate",
        "criteria",
        "recommend",
        "setup",
        "prices",
        "portfolio",
        "schema",
        "terraform",
        "cloudformation",
    ] {
        // Wide enough that no example is broken.
        let help = program(&format!("{command} --help")).env("COLUMNS", "300").output().unwrap();
        let help = text(&help.stdout);
        for example in help.lines().filter_map(|line| line.strip_prefix("  sse-cost ")) {
            // Up to the pipe or the file that it goes to; a file that it reads is made by the example before it.
            let arguments = example.split(['|', '>']).next().unwrap();
            if !arguments.contains("month.json") && !arguments.contains("policy.json") {
                run(arguments);
                ran += 1;
            }
        }
    }
    assert!(ran >= 25, "{ran}");
}

/// A flag, and where it stands in the workload of the JSON.
#[track_caller]
fn reaches(flag: &str, pointer: &str, value: &Value) {
    for command in ["compare --documents 1k", "table --documents 1k"] {
        let workload = json(&format!("{command} {flag}"))["workload"].clone();
        assert_eq!(workload.pointer(pointer), Some(value), "{command} {flag}");
        let field = pointer.trim_start_matches('/').replace('/', ".");
        let assumed = workload["assumed"].as_array().unwrap();
        assert!(!assumed.contains(&json!(field)), "{field} was given: {assumed:?}");
    }
}

#[test]
fn every_workload_flag_reaches_the_workload() {
    reaches("--region eu-central-1", "/region", &json!("eu-central-1"));
    reaches("--object-size 4MiB", "/objectSize", &json!(4_194_304));
    let sizes = json!([{ "bytes": 65_536, "share": "70" }, { "bytes": 8_388_608, "share": "30" }]);
    reaches("--object-size 64KiB:70%,8MiB:30%", "/objectSize", &sizes);
    reaches("--copies 5k", "/copies", &json!(5_000));
    reaches("--client aws-cli", "/client", &json!("aws-cli"));
    reaches("--part-size 16MiB", "/client/partSize", &json!(16_777_216));
    reaches("--part-size 16MiB", "/client/multipartThreshold", &json!(8_388_608));
    reaches("--multipart-threshold 64MiB", "/client/multipartThreshold", &json!(67_108_864));
    reaches("--multipart-threshold 64MiB", "/client/partSize", &json!(8_388_608));
    reaches("--complete-calls 1", "/completeCalls", &json!(1));
    reaches("--dsse-calls 2", "/dsseCalls", &json!(2));
    reaches("--replicas 3", "/replicas", &json!(3));
    reaches("--rotations 2", "/rotations", &json!(2));
    reaches("--key-hours 1/720", "/keyHours", &json!({ "existed": 1, "month": 720 }));
    reaches("--trails 2", "/trails", &json!(2));
    reaches("--stored 500GB", "/storedBytes", &json!(500_000_000_000_u64));
    reaches("--peak-factor 20", "/peakFactor", &json!(20));
    reaches("--before-bucket-key 20%", "/shareBeforeBucketKey", &json!("20"));
    reaches("--keys 1_000", "/keys", &json!(1_000));
    reaches("--free-requests 1.5k", "/freeRequests", &json!(1_500));
    reaches("--requesters 2k", "/bucketKey/requesters", &json!(2_000));
    reaches("--bucket-key-window 5m", "/bucketKey/windowSeconds", &json!(300));
    reaches("--active-hours 160", "/bucketKey/activeHours", &json!(160));
    let thirty_days = json!([{ "withinSeconds": 2_592_000, "share": "100" }]);
    reaches("--read-back 30d", "/bucketKey/readBack", &thirty_days);
    reaches("--bucket-key-reduction 99.5%", "/bucketKey/reduction", &json!("99.5"));
    reaches("--bucket-key-calls 20", "/bucketKey/calls", &json!(20));
}

#[test]
fn counts_as_people_write_them() {
    for (typed, documents) in [
        ("10M", 10_000_000_u64),
        ("1.5B", 1_500_000_000),
        ("20k", 20_000),
        ("1_000_000", 1_000_000),
        ("1,000,000", 1_000_000),
        ("0", 0),
    ] {
        let workload = json(&format!("compare --documents {typed}"))["workload"].clone();
        assert_eq!((&workload["uploads"], &workload["downloads"]), (&json!(documents), &json!(documents)));
    }
}

/// `sse-cost compare ... | head -1`: the reader leaves before the program writes.
#[test]
fn a_reader_that_leaves_is_no_failure() {
    let mut command = program("compare --workload -");
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    child.stdin.take().unwrap().write_all(br#"{"uploads":1,"downloads":1}"#).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(text(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_a_failure() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = program("table").stdout(full).output().unwrap();
    assert!(text(&output.stderr).starts_with("error: standard output: cannot be written: "));
    assert_eq!(output.status.code(), Some(1));
}
