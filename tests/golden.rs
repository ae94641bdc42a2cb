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
    let everything = "--uploads 1M --downloads 2M --copies 5k --stored 3TiB --trails 1 --before-bucket-key 20% \
                      --object-size 64KiB:70%,8MiB:25%,1GiB:5% --part-size 16MiB --keys 2 --replicas 1 --rotations 3 \
                      --key-hours 360/720 --discount kms=10% --private-price kmsRequest=0.0000025";
    check("compare-everything", 80, &format!("compare {everything}"));
    check("compare-busy", 80, "compare --documents 10B --brief");
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
fn forecast() {
    check("forecast", 80, "forecast --documents 1M --months 14 --growth 5%");
    check("forecast-option", 80, "forecast --documents 1M --months 3 --option sse-kms-bucket-key");
    check("forecast-markdown", 80, "forecast --uploads 1M --months 2 --growth -5% --format markdown");
}

#[test]
fn break_even() {
    check("break-even", 80, "break-even --budget 5");
    let ratio = "--uploads 1 --downloads 20 --object-size 4MiB --free-requests 0";
    check("break-even-ratio", 80, &format!("break-even --budget 0.5 {ratio}"));
    check("break-even-markdown", 80, "break-even --format markdown");
}

#[test]
fn migrate() {
    check("migrate", 80, "migrate --objects 10M --batch --documents 1M");
    check("migrate-copy", 80, "migrate --objects 10M --how copy --source-kms");
    check("migrate-markdown", 80, "migrate --objects 10M --jobs 4 --documents 1M --format markdown");
}

#[test]
fn criteria() {
    check("criteria-80", 80, "criteria");
    check("criteria-120", 120, "criteria");
    check("criteria-option", 80, "criteria --option sse-kms-bucket-key");
}

#[test]
fn recommend() {
    check("recommend-nothing", 80, "recommend --documents 1M");
    check("recommend-80", 80, "recommend --documents 1M --require access-separation,audit-trail");
    check("recommend-120", 120, "recommend --documents 1M --require access-separation,audit-trail");
    let turning = "recommend --uploads 10k --downloads 1M --require key-policy,object-audit";
    check("recommend-turning", 80, turning);
    check(
        "recommend-conflict",
        80,
        "recommend --documents 1M --require key-holder,audit-trail,no-code-changes",
    );
    check("recommend-markdown", 80, "recommend --documents 1M --require two-layers --format markdown");
    check("compare-require", 80, "compare --documents 10k --require key-policy --brief");
}

#[test]
fn prices() {
    check("prices-list", 80, "prices list");
    check("prices-show", 80, "prices show us-gov-west-1");
}

#[test]
fn terraform() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/terraform");
    for (file, name) in [
        ("create/plan.json", "golden-create.json"),
        ("change/plan.json", "golden-change.json"),
        ("change/state.json", "golden-state.json"),
        ("change/usage.yml", "golden-usage.yml"),
        ("../cloudformation/template.yaml", "golden-template.yaml"),
    ] {
        std::fs::copy(folder.join(file), Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)).unwrap();
    }
    check("terraform-create", 80, "terraform golden-create.json");
    check("terraform-change", 80, "terraform golden-change.json");
    check("terraform-change-usage", 100, "terraform golden-change.json --usage golden-usage.yml");
    check("terraform-state", 80, "terraform golden-state.json");
    check(
        "terraform-markdown",
        80,
        "terraform golden-change.json --usage golden-usage.yml --format markdown",
    );
}

#[test]
fn portfolio() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/buckets.csv");
    // By its bare name, so that no path of this machine is in the output.
    std::fs::copy(file, Path::new(env!("CARGO_TARGET_TMPDIR")).join("golden-buckets.csv")).unwrap();
    check("portfolio-80", 80, "portfolio golden-buckets.csv");
    check("portfolio-120", 120, "portfolio golden-buckets.csv --payer --top 1");
    check("portfolio-markdown", 80, "portfolio golden-buckets.csv --format markdown");
}
