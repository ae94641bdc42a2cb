//! `sse-cost migrate`: the cost, once, of encrypting existing objects again. Figures are worked out by hand from AWS's prices
//! for us-east-1: $0.03 for 10,000 KMS requests, $0.005 for 1,000 PUT requests; S3 Batch Operations $0.25 a job and $1.00 for a
//! million objects.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{csv, json, markdown_table, refused, run};
use serde_json::{Value, json};

#[track_caller]
fn once(arguments: &str, total: &str, low: &str, high: &str) -> Value {
    let migration = json(&format!("migrate {arguments}"));
    assert_eq!(migration["total"], total, "{arguments}");
    assert_eq!(migration["range"], json!({ "low": low, "high": high }), "{arguments}");
    migration
}

#[test]
fn in_place() {
    // Two KMS requests for each of 10 million objects, or one: $60 or $30. A request to S3 at the PUT price for each: $50.
    once("--objects 10M", "110", "80", "110");
    // $0.25 for the job and $10 for the objects.
    once("--objects 10M --batch", "120.25", "90.25", "120.25");
    once("--objects 10M --jobs 4", "121", "91", "121");
    once("--objects 10M --batch --jobs 4", "121", "91", "121");
}

#[test]
fn copies() {
    // GenerateDataKey for the target: $30, or nothing at best behind a Bucket Key; and $50 of PUT.
    once("--objects 10M --how copy", "80", "50", "80");
    // And Decrypt for the source.
    once("--objects 10M --how copy --source-kms", "110", "80", "110");
    // Without a Bucket Key there is no range.
    once("--objects 10M --how copy --option sse-kms", "80", "80", "80");
    // Each request is an event in a second trail: 10 million at $2.00 for 100,000 are $200; at best there are none.
    once("--objects 10M --how copy --trails 1", "280", "50", "280");
}

#[test]
fn payback() {
    // A million documents: $6.94 without, and with 99 % saved $1: $5.94 a month. $120.25 / $5.94 = 20.2, $90.25 / $5.94 = 15.2.
    let arguments = "--objects 10M --batch --documents 1M --bucket-key-reduction 99%";
    let migration = once(arguments, "120.25", "90.25", "120.25");
    assert_eq!(migration["payback"]["monthlySaving"], "5.94");
    assert_eq!(migration["payback"]["months"], 21);
    assert_eq!(migration["payback"]["monthsRange"], json!({ "low": 16, "high": 21 }));
    let text = run(&format!("migrate {arguments}")).replace("\n  ", " ");
    let sentence = "Payback: for 1,000,000 uploads and 1,000,000 downloads a month the Bucket Key saves $5.94 a month against \
                    the same key without one, and has paid for it after 21 months, at the earliest 16, at the latest 21 months. \
                    Against SSE-S3, which has no charge, no KMS key pays.";
    assert!(text.contains(sentence), "{text}");
    // 10,000 documents are free of charge anyway.
    let text = run("migrate --objects 1 --documents 10k").replace("\n  ", " ");
    assert!(
        text.contains("saves $0.00 a month against the same key without one, and never pays for it."),
        "{text}"
    );
    // No object is from before the Bucket Key once they have been encrypted again.
    let before = json(&format!("migrate {arguments} --before-bucket-key 50%"));
    assert_eq!(before["payback"]["months"], 21);
}

#[test]
fn payback_needs_a_month_and_a_bucket_key() {
    assert_eq!(json("migrate --objects 10M")["payback"], json!(null));
    assert!(run("migrate --objects 10M").contains("\nPayback: give the month's use (--documents) to see"));
    let text = run("migrate --objects 10M --option sse-kms --documents 1M");
    assert!(text.contains("\nPayback: none, as SSE-KMS saves nothing"), "{text}");
}

#[test]
fn csv_and_markdown() {
    let arguments = "migrate --objects 10M --batch --documents 1M --bucket-key-reduction 99%";
    let rows = csv(arguments);
    let header = "objects,how,id,kms_requests,kms_requests_low,kms_requests_high,once,once_low,once_high,monthly_saving,\
                  monthly_saving_low,monthly_saving_high,payback_months,payback_months_low,payback_months_high,region,\
                  published,currency";
    assert_eq!(rows[0].join(","), header);
    let row = "10000000,in-place,sse-kms-bucket-key,20000000,10000000,20000000,120.25,90.25,120.25,5.94,5.94,5.94,21,16,21,\
               us-east-1,2025-06-05,USD";
    assert_eq!(rows[1].join(","), row);
    let lines = csv(&format!("{arguments} --lines"));
    let amounts: Vec<&str> = lines[1..].iter().map(|line| line[5].as_str()).collect();
    assert_eq!(amounts, ["60", "50", "0.25", "10"]);
    let rows = markdown_table(&run(&format!("{arguments} --format markdown")));
    assert_eq!(rows[3], ["S3 Batch Operations, jobs", "1 job x $0.25 = $0.25", "$0.25"]);
    assert_eq!(rows[5], ["**Once**", "", "$120.25"]);
}

#[test]
fn bad_input() {
    for objects in ["x", "-1", "1001T"] {
        refused(
            &format!("migrate --objects {objects}"),
            &format!(
                "--objects: {objects:?} is not a whole number from 0 to 1,000,000,000,000,000 such as 20000, 20k, 1.5M or \
                 1_000_000"
            ),
        );
    }
    for jobs in ["0", "1000001", "x"] {
        refused(
            &format!("migrate --objects 1 --jobs {jobs}"),
            &format!("--jobs: {jobs:?} is not a whole number from 1 to 1,000,000"),
        );
    }
    refused("migrate --objects 1 --how move", r#"--how: "move" is not one of in-place, copy"#);
    refused(
        "migrate --objects 1 --option dsse-kms",
        "--option: \"dsse-kms\" is not an option with SSE-KMS: sse-kms, sse-kms-bucket-key, sse-kms-aws-managed or \
         sse-kms-aws-managed-bucket-key",
    );
    refused(
        "migrate --objects 1 --how copy --object-size 6GiB",
        "--object-size: \"6GiB\" is not at most 5 GiB, the most that one CopyObject takes; change it in place, or copy it in \
         parts",
    );
    refused("migrate --objects 1 --lines", "--lines: only with --format csv");
    refused(
        "migrate --objects 1 --region nowhere",
        r#"--region: "nowhere" is not one of the 35 Regions priced on 2025-06-05"#,
    );
}
