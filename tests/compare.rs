//! `sse-cost compare`: figures, formats.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{csv, json, markdown_table, program, run};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use sse_pricing::{Comparison, ObjectSizes, PriceBook, Workload};

/// One option of a comparison.
#[track_caller]
fn option(comparison: &Value, id: &str) -> Value {
    let options = comparison["options"].as_array().unwrap();
    options.iter().find(|option| option["id"] == id).unwrap_or_else(|| panic!("no {id}")).clone()
}

#[track_caller]
fn costs(arguments: &str, id: &str, monthly: &str, annual: &str) {
    let option = option(&json(&format!("compare {arguments}")), id);
    assert_eq!((&option["monthly"], &option["annual"]), (&json!(monthly), &json!(annual)), "{arguments}");
}

#[test]
fn the_reference_figures() {
    // Published: 2,000,000 requests a month cost $6.94, $83 a year; the year to the cent is 12 x $6.94 = $83.28.
    costs("--documents 1000000", "sse-kms", "6.94", "83.28");
    costs("--documents 1000000", "sse-s3", "0", "0");
    costs("--documents 1000000", "sse-c", "0", "0");
    // 200,000 requests a month cost $1.54, $18 a year.
    costs("--documents 100000", "sse-kms", "1.54", "18.48");
    assert_eq!(option(&json("compare --documents 100000"), "sse-kms")["kmsRequests"], 200_000);
}

#[test]
fn an_aws_managed_key_has_no_fee_but_its_requests_are_billed() {
    // $6.94 less the $1 of the key.
    costs("--documents 1M", "sse-kms-aws-managed", "5.94", "71.28");
}

/// $0.04 for 10,000 requests in GovCloud, $1 for the key, 20,000 requests free.
#[test]
fn govcloud_is_dearer() {
    // 2,000,000 x $0.04 / 10,000 = $8.00; 20,000 free are -$0.08; $8.00 - $0.08 + $1.00 = $8.92; a year 12 x that.
    costs("--documents 1M --region us-gov-west-1", "sse-kms", "8.92", "107.04");
    costs("--documents 1M --region us-gov-east-1", "sse-kms", "8.92", "107.04");
    // 200,000 x $0.04 / 10,000 = $0.80; $0.80 - $0.08 + $1.00 = $1.72.
    costs("--documents 100k --region us-gov-west-1", "sse-kms", "1.72", "20.64");
}

#[test]
fn a_bucket_key_as_a_saved_share() {
    // 20,000,000 requests less 99 % are 200,000: what 100,000 documents cost without a Bucket Key.
    costs("--documents 10M --bucket-key-reduction 99%", "sse-kms-bucket-key", "1.54", "18.48");
    // 20,000 are left, all of them free: the key's $1 stays.
    costs("--documents 1M --bucket-key-reduction 99%", "sse-kms-bucket-key", "1", "12");
}

#[test]
fn a_bucket_key_as_measured_calls() {
    // 120,000 - 20,000 free = 100,000 x $0.03 / 10,000 = $0.30, and $1 for the key.
    costs("--documents 1M --bucket-key-calls 120k", "sse-kms-bucket-key", "1.3", "15.6");
}

#[test]
fn a_modelled_bucket_key_comes_with_its_range() {
    let option = option(&json("compare --documents 1M"), "sse-kms-bucket-key");
    // 730 hours have 8,760 windows of 5 minutes. A million uploads hit every one of them: 8,760 calls. At best so do the
    // downloads: 17,520 requests, all free, and $1 for the key. At worst each of a million downloads calls KMS:
    // 1,008,760 - 20,000 = 988,760 x $0.03 / 10,000 = $2.96628, and $1.
    assert_eq!(option["range"], json!({ "low": "1", "high": "3.96628" }));
    assert_eq!(option["kmsRequestsRange"], json!({ "low": 17_520, "high": 1_008_760 }));
}

#[test]
fn other_inputs_reach_the_bill() {
    // No free requests left: 2,000,000 x $0.03 / 10,000 = $6; three keys: $3.
    costs("--documents 1M --free-requests 0 --keys 3", "sse-kms", "9", "108");
    // Uploads alone: 1,000,000 - 20,000 = 980,000 x $0.03 / 10,000 = $2.94, and $1.
    costs("--uploads 1M", "sse-kms", "3.94", "47.28");
    costs("--downloads 1M", "sse-kms", "3.94", "47.28");
    // 1,024 objects of 1 MiB are 1 GB (2^30 bytes), $0.003 written and $0.003 read; 2,048 requests are free.
    costs("--documents 1024 --object-size 1MiB", "dsse-kms", "1.006", "12.072");
}

#[test]
fn unknown_is_null_and_not_zero() {
    let option = option(&json("compare --documents 1M"), "dsse-kms");
    assert_eq!((&option["monthly"], &option["annual"]), (&Value::Null, &Value::Null));
    assert_eq!(option["range"], json!({ "low": "6.94", "high": null }));
}

#[test]
fn json_is_the_librarys_byte_for_byte() {
    let mut workload = Workload::documents("eu-central-1", 123_456).unwrap();
    workload.object_size = Some(ObjectSizes::one(4 << 20).unwrap());
    let comparison = Comparison::new(&workload, PriceBook::builtin()).unwrap();
    let expected = serde_json::to_string_pretty(&comparison).unwrap() + "\n";
    let arguments = "compare --documents 123_456 --region eu-central-1 --object-size 4MiB --format json";
    assert_eq!(run(arguments), expected);
}

#[test]
fn csv_has_a_row_for_each_option() {
    let rows = csv("compare --documents 1M");
    let header = "id,name,monthly,annual,low,high,kms_requests,kms_requests_low,kms_requests_high,region,published,currency,\
                  s3_data_events,monthly_with_s3_data_events,surcharge_percent";
    assert_eq!(rows[0].join(","), header);
    assert_eq!(rows.len(), 1 + 7);
    assert_eq!(
        rows[2],
        [
            "sse-kms",
            "SSE-KMS",
            "6.94",
            "83.28",
            "6.94",
            "6.94",
            "2000000",
            "2000000",
            "2000000",
            "us-east-1",
            "2025-06-05",
            "USD",
            // S3 data events are for the options with a Bucket Key; what is kept is unknown, and so is a surcharge on it.
            "",
            "",
            ""
        ]
    );
    // Unknown is an empty field.
    assert_eq!(rows[6][..6], ["dsse-kms", "DSSE-KMS", "", "", "6.94", ""]);
    // 2,000,000 data events at $0.10 for 100,000 are $2; with 99 % saved the month is $1, so $3 with them.
    let rows = csv("compare --documents 1M --bucket-key-reduction 99%");
    assert_eq!(rows[3][12..], ["2", "3", ""]);
}

#[test]
fn csv_line_items_multiply_and_add_up() {
    let arguments =
        "compare --uploads 700k --downloads 1.3M --object-size 123456 --keys 2 --region us-gov-east-1";
    let number = |text: &String| text.parse::<Decimal>().unwrap();
    let lines = csv(&format!("{arguments} --lines"));
    assert_eq!(
        lines[0].join(","),
        "id,code,label,quantity,unit,unit_price,amount,explanation,source,list_price"
    );
    for line in &lines[1..] {
        assert_eq!(number(&line[3]) * number(&line[5]), number(&line[6]), "{line:?}");
    }
    for option in &csv(arguments)[1..] {
        let of_option = lines.iter().filter(|line| line[0] == option[0]);
        let sum: Decimal = of_option.map(|line| number(&line[6])).sum();
        assert_eq!(sum, number(&option[2]), "{option:?}");
    }
}

#[test]
fn csv_line_items_of_unknown_quantity_are_empty() {
    let lines = csv("compare --documents 1M --lines");
    let written = lines.iter().find(|line| line[1] == "dsse-write").unwrap();
    assert_eq!(written[3..7], ["", "GB", "0.003", ""]);
}

#[test]
fn markdown_is_a_table_with_what_it_rests_on() {
    let text = run("compare --documents 1M --format markdown");
    let rows = markdown_table(&text);
    assert_eq!(rows[0], ["Option", "Monthly", "Annual", "KMS requests", "Range"]);
    assert_eq!(rows.len(), 1 + 7);
    assert_eq!(rows[2], ["SSE-KMS", "$6.94", "$83.28", "2,000,000", "–"]);
    assert_eq!(rows[6], ["DSSE-KMS", "≥ $6.94", "≥ $83.28", "2,000,000", "unknown"]);
    assert!(text.contains("\n\nAssumed: "), "{text}");
    assert!(text.contains("published 2025-06-05"), "{text}");
}

#[test]
fn brief_leaves_out_the_line_items_only() {
    let (full, brief) = (run("compare --documents 1M"), run("compare --documents 1M --brief"));
    assert!(full.contains("2,000,000 requests x $0.000003 = $6\n"), "{full}");
    assert!(!brief.contains("x $0.000003"), "{brief}");
    for paragraph in brief.trim_end().split("\n\n") {
        assert!(full.contains(paragraph), "{paragraph}");
    }
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for columns in [80, 100, 120] {
        let output = program("compare --documents 123M --object-size 4MiB")
            .env("COLUMNS", columns.to_string())
            .output();
        let text = common::text(&output.unwrap().stdout);
        let widest = text.lines().max_by_key(|line| line.chars().count()).unwrap();
        assert!(widest.chars().count() <= columns, "{columns}: {widest}");
    }
}
