//! `--prices`, `--discount` and `--private-price`: other prices than the compiled-in ones, the same for every subcommand.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{csv, json, refused, run, temporary};
use serde_json::{Value, json};

const BUILTIN: &str = include_str!("../crates/pricing/prices/2025-06-05.csv");

/// SSE-KMS for a million documents, $6.94 at the published prices.
#[track_caller]
fn month(flags: &str, monthly: &str) -> Value {
    let comparison = json(&format!("compare --documents 1M {flags}"));
    assert_eq!(comparison["options"][1]["monthly"], monthly, "{flags}");
    comparison["prices"].clone()
}

#[test]
fn discounts() {
    // 10 % off $6.94.
    let prices = month("--discount kms=10%", "6.246");
    assert_eq!(prices["discounts"], json!({ "kms": "10", "s3": "0", "cloudtrail": "0" }));
    month("--discount s3=10%", "6.94");
    // $6.246, and half of the $40 of 2,000,000 events.
    month("--trails 1 --discount kms=10% --discount cloudtrail=50%", "26.246");
    let text = run("table --discount kms=10% --discount s3=5%");
    assert!(text.contains("\nAgreed with AWS: 10% off KMS; 5% off S3.\n"), "{text}");
}

#[test]
fn private_prices() {
    // 1,980,000 x $0.0000025 = $4.95, and $1.
    let prices = month("--private-price kmsRequest=0.0000025", "5.95");
    assert_eq!(prices["privatePrices"][0]["listPrice"], "0.000003");
    // $5.94, and $0.90.
    month("--private-price us-east-1:kmsKey=0.9", "6.84");
    month("--private-price us-east-2:kmsKey=0.9", "6.94");
    month("--private-price kmsKey=0.9 --private-price kmsRequest=0.0000025", "5.85");
    let lines = csv("compare --documents 1M --private-price kmsKey=0.9 --lines");
    let key = lines.iter().find(|line| line[1] == "kms-keys").unwrap();
    assert_eq!((key[5].as_str(), key[9].as_str()), ("0.9", "1"));
    let shown = csv("prices show us-east-1 --private-price kmsKey=0.9");
    assert_eq!((shown[1][5].as_str(), shown[1][7].as_str()), ("0.9", "1"));
}

#[test]
fn every_subcommand_takes_them() {
    let flags = "--private-price kmsKey=2 --discount kms=50%";
    // ($5.94 + $2) / 2 = $3.97.
    assert_eq!(json(&format!("table --documents 1M {flags}"))["rows"][0]["monthly"], "3.97");
    let forecast = json(&format!("forecast --documents 1M --months 1 {flags}"));
    assert_eq!(forecast["options"][1]["total"], "3.97");
    let volumes = json(&format!("break-even --documents 1M {flags}"));
    assert_eq!(volumes["options"][1]["freeTierEnds"]["below"]["monthly"], "1");
    // 10 million objects: $60 and $50; half off the $60.
    assert_eq!(json(&format!("migrate --objects 10M {flags}"))["total"], "80");
}

#[test]
fn a_price_file() {
    let dearer = BUILTIN
        .replace("us-east-1,US East (N. Virginia),1,0.000003", "us-east-1,US East (N. Virginia),1,0.000004");
    let dearer = dearer.replace("# published: 2025-06-05", "# published: 2026-01-31");
    temporary("dearer.csv", &dearer);
    // 1,980,000 x $0.000004 = $7.92, and $1.
    let prices = month("--prices dearer.csv", "8.92");
    assert_eq!(prices["published"], "2026-01-31");
    assert!(run("table --prices dearer.csv").starts_with("SSE-KMS, us-east-1, prices of 2026-01-31\n"));
    let shown = json("prices show us-east-1 --prices dearer.csv");
    assert_eq!(shown["regions"][0]["kmsRequest"], "0.000004");
    refused(
        "prices show us-east1 --prices dearer.csv",
        r#"REGION: "us-east1" is not one of the 35 Regions priced on 2026-01-31; did you mean "us-east-1"?"#,
    );
}

#[test]
fn bad_input() {
    let cause = std::fs::read("there-are-no-such-prices.csv").unwrap_err();
    refused(
        "table --prices there-are-no-such-prices.csv",
        &format!("--prices there-are-no-such-prices.csv: cannot be read: {cause}"),
    );
    temporary("negative.csv", &BUILTIN.replace("0.0405", "-0.0405"));
    refused(
        "table --prices negative.csv",
        "--prices negative.csv: line 36, sa-east-1, s3_storage_gb_month_to_50_tb: \"-0.0405\" is not a price from 0, to at most \
         12 decimal places, such as 0.000003",
    );
    refused("table --discount kms=10% --discount kms=20%", "--discount: kms has a discount already");
}
