//! `sse-cost prices import` and `prices diff`: newer prices from AWS Price List files.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{csv, json, markdown_table, program, refused, run, temporary, text};
use serde_json::json;
use std::path::{Path, PathBuf};

const KMS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/crates/price-list/tests/fixtures/awskms.json");
const S3: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/crates/price-list/tests/fixtures/AmazonS3.csv");
const CLOUDTRAIL: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/crates/price-list/tests/fixtures/AWSCloudTrail.json");

/// A file that the program writes, by its bare name; gone before it starts.
fn fresh(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_file(&path);
    path
}

fn import(flags: &str) -> String {
    format!("prices import {KMS} {S3} {CLOUDTRAIL} {flags}")
}

/// No file that begins with this name is left: nothing half written.
fn nothing_is_left(name: &str) {
    let entries = std::fs::read_dir(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let names: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
    assert!(!names.iter().any(|found| found.to_string_lossy().starts_with(name)), "{names:?}");
}

#[test]
fn an_imported_file_prices_like_the_compiled_in_table() {
    let path = fresh("imported.csv");
    assert_eq!(run(&import("--out imported.csv")), "imported.csv: 2 Regions, prices of 2026-09-28\n");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), run(&import("--out -")));
    let comparison = json("compare --documents 1M --region eu-central-1 --prices imported.csv");
    assert_eq!(comparison["prices"]["published"], "2026-09-28");
    assert!(
        comparison["prices"]["source"].as_str().unwrap().starts_with("AWS Price List, on-demand: awskms ")
    );
    let builtin = json("compare --documents 1M --region eu-central-1");
    assert_eq!(comparison["options"], builtin["options"]);
    refused(
        "compare --documents 1M --region eu-west-1 --prices imported.csv",
        "--region: \"eu-west-1\" is not one of the 2 Regions priced on 2026-09-28",
    );
}

#[test]
fn one_region_of_the_files() {
    fresh("one-region.csv");
    let said = run(&import("--region eu-central-1 --out one-region.csv"));
    assert_eq!(said, "one-region.csv: 1 Region, prices of 2026-09-28\n");
    let both = run(&import("--region eu-central-1 --region us-east-1 --out -"));
    assert_eq!(both, run(&import("--out -")));
    refused(&import("--region eu-west-1 --out never.csv"), "FILE: eu-west-1 is in none of the files");
    nothing_is_left("never.csv");
}

#[test]
fn a_file_that_is_there_stays_unless_forced() {
    temporary("kept.csv", "mine");
    refused(&import("--out kept.csv"), "--out kept.csv: is there already; --force writes in its place");
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("kept.csv");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
    run(&import("--out kept.csv --force"));
    assert!(std::fs::read_to_string(&path).unwrap().starts_with("# What AWS charges"));
}

#[test]
fn a_wrong_file_is_named_and_nothing_is_written() {
    fresh("wrong.csv");
    refused(
        &format!("prices import {KMS} {S3} --out wrong.csv"),
        "FILE: no file of AWSCloudTrail: a price book takes awskms, AmazonS3, AWSCloudTrail",
    );
    let whole = std::fs::read_to_string(KMS).unwrap();
    temporary("cut.json", &whole[..whole.len() / 2]);
    let output = program("prices import cut.json --out wrong.csv").output().unwrap();
    let said = text(&output.stderr);
    assert!(
        said.starts_with("error: cut.json: line ") && said.ends_with(": the file is cut short\n"),
        "{said}"
    );
    assert_eq!((output.status.code(), text(&output.stdout).as_str()), (Some(1), ""));
    temporary("other.json", &whole.replace("\"awskms\"", "\"AmazonEC2\""));
    let output = program("prices import other.json --out wrong.csv").output().unwrap();
    let said = text(&output.stderr);
    assert!(
        said.ends_with("the offer \"AmazonEC2\" is not one of awskms, AmazonS3, AWSCloudTrail\n"),
        "{said}"
    );
    let output = program("prices import missing.json --out wrong.csv").output().unwrap();
    assert!(text(&output.stderr).starts_with("error: missing.json: cannot be read: "));
    refused(
        &import("--out no/such/folder.csv"),
        "--out no/such/folder.csv: cannot be written: No such file or directory (os error 2)",
    );
    nothing_is_left("wrong.csv");
    // Usage: what to read, and where to write.
    for arguments in ["prices import", "prices import a.json", "prices import --out prices.csv"] {
        assert_eq!(program(arguments).output().unwrap().status.code(), Some(2), "{arguments}");
    }
}

/// A table of two Regions with other prices for KMS in one of them.
fn two_books() {
    let table = run(&import("--out -"));
    temporary("diff-old.csv", &table);
    let dearer =
        table.replace("eu-central-1,EU (Frankfurt),1,0.000003", "eu-central-1,EU (Frankfurt),0.95,0.000004");
    let moved = dearer.replace("us-east-1,US East (N. Virginia)", "us-east-2,US East (Ohio)");
    temporary("diff-new.csv", &moved.replace("s3_batch_job: 0.25", "s3_batch_job: 0"));
}

#[test]
fn changes_row_by_row() {
    two_books();
    let rows = csv("prices diff diff-old.csv diff-new.csv");
    assert_eq!(rows[0].join(","), "kind,region,name,price,label,unit,old,new,percent");
    let changes: Vec<String> = rows[1..].iter().map(|row| row.join(",")).collect();
    assert_eq!(
        changes,
        [
            "price,,,s3BatchJob,S3 Batch Operations, job,job,0.25,0,-100",
            "price,eu-central-1,EU (Frankfurt),kmsKey,KMS customer managed key,key-month,1,0.95,-5",
            "price,eu-central-1,EU (Frankfurt),kmsRequest,KMS symmetric request,request,0.000003,0.000004,33.33",
            "region-removed,us-east-1,US East (N. Virginia),,,,,,",
            "region-added,us-east-2,US East (Ohio),,,,,,",
        ]
    );
    let diff = json("prices diff diff-old.csv diff-new.csv");
    assert_eq!((&diff["schemaVersion"], &diff["old"]["published"]), (&json!(1), &json!("2026-09-28")));
    assert_eq!(diff["changes"].as_array().unwrap().len(), 5);
    assert_eq!(diff["changes"][2]["percent"], "33.33");
    let markdown = run("prices diff diff-old.csv diff-new.csv --format markdown");
    let title = "**From the prices of 2026-09-28 to those of 2026-09-28, USD: 3 prices changed, 1 Region added and 1 Region removed**";
    assert!(markdown.starts_with(title), "{markdown}");
    let rows = markdown_table(&markdown);
    assert_eq!(rows[3], ["eu-central-1", "KMS symmetric request", "$0.000003", "$0.000004", "+33.33%"]);
    assert_eq!(rows[4][..2], ["us-east-1", "US East (N. Virginia): removed"]);
    let table = run("prices diff diff-old.csv diff-new.csv");
    assert!(table.contains("every Region  S3 Batch Operations, job"), "{table}");
}

#[test]
fn the_compiled_in_prices_are_called_builtin() {
    assert_eq!(
        run("prices diff builtin builtin"),
        "From the prices of 2025-06-05 to those of 2025-06-05, USD: no change\n"
    );
    assert_eq!(csv("prices diff builtin builtin").len(), 1);
    two_books();
    // The fixtures' prices are those of the table: only Regions differ, the other 33 of 35.
    let changes = json("prices diff builtin diff-old.csv")["changes"].as_array().unwrap().clone();
    assert_eq!(changes.len(), 33);
    assert!(changes.iter().all(|change| change["kind"] == "region-removed"));
    refused(
        "prices diff missing.csv builtin",
        "OLD missing.csv: cannot be read: No such file or directory (os error 2)",
    );
    temporary("no-prices.csv", "a,b\n");
    refused(
        "prices diff builtin no-prices.csv",
        "NEW no-prices.csv: # published: \"\" is not given once, on a line \"# published: ...\" above the table",
    );
}

#[test]
fn both_have_help() {
    assert!(
        run("prices import --help")
            .contains("Usage: sse-cost prices import [OPTIONS] --out <FILE> <FILE>...")
    );
    assert!(run("prices diff --help").contains("Usage: sse-cost prices diff [OPTIONS] <OLD> <NEW>"));
}
