//! Whole outputs for people, compared with tests/golden/*.txt to the byte.
//!
//! After a change that is meant: `UPDATE_GOLDEN=1 cargo test --test golden`, then read the difference in git.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::program;
use std::path::Path;

#[track_caller]
fn check(name: &str, columns: u16, arguments: &str) {
    let output = program(arguments).env("COLUMNS", columns.to_string()).output().unwrap();
    assert!(output.status.success(), "sse-cost {arguments}");
    let actual = common::text(&output.stdout);
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name).with_extension("txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&file, &actual).unwrap();
    }
    let expected = std::fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
    assert_eq!(actual, expected, "sse-cost {arguments} is not as in {}", file.display());
    assert!(actual.lines().all(|line| line == line.trim_end()), "no spaces at line ends");
}

#[test]
fn compare() {
    check("compare-80", 80, "compare --documents 1M");
    check("compare-120", 120, "compare --documents 1M");
    check(
        "compare-given",
        80,
        "compare --documents 1000 --object-size 4MiB --bucket-key-reduction 99% --brief",
    );
    check(
        "compare-govcloud",
        80,
        "compare --documents 100k --region us-gov-west-1 --requesters 3 --read-back 30d",
    );
    check("compare-markdown", 80, "compare --documents 1M --format markdown");
}

#[test]
fn table() {
    check("table", 80, "table");
    check("table-bucket-key", 80, "table --option sse-kms-bucket-key");
    check("table-unknown", 80, "table --option dsse-kms");
    check("table-markdown", 80, "table --format markdown");
}

#[test]
fn criteria() {
    check("criteria-80", 80, "criteria");
    check("criteria-120", 120, "criteria");
    check("criteria-option", 80, "criteria --option sse-kms-bucket-key");
}

#[test]
fn prices() {
    check("prices-list", 80, "prices list");
    check("prices-show", 80, "prices show us-gov-west-1");
}
