//! `sse-cost table`: the reference table, and any option.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{csv, json, markdown_table, run};
use serde_json::json;

/// As published: documents a month, requests, a month, a year.
const REFERENCE: [[&str; 4]; 4] = [
    ["1,000", "2,000", "$1.00", "$12"],
    ["10,000", "20,000", "$1.00", "$12"],
    ["100,000", "200,000", "$1.54", "$18"],
    ["1,000,000", "2,000,000", "$6.94", "$83"],
];

#[test]
fn without_flags_it_is_the_reference_table() {
    let rows = markdown_table(&run("table --format markdown"));
    assert_eq!(rows[0], ["documents a month", "requests", "a month", "a year"]);
    assert_eq!(rows[1..], REFERENCE);

    let text = run("table");
    let rows = text.lines().filter(|line| line.contains('$'));
    let rows: Vec<Vec<&str>> = rows.map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(rows, REFERENCE);
}

#[test]
fn json_has_exact_figures_and_the_inputs_that_the_rows_share() {
    let table = json("table --region eu-central-1");
    assert_eq!(table["schemaVersion"], 1);
    assert_eq!(table["option"], "sse-kms");
    assert_eq!(table["prices"]["region"], "eu-central-1");
    assert_eq!(table["prices"]["published"], "2025-06-05");
    let comparison = json("compare --documents 1M --region eu-central-1");
    let mut workload = comparison["workload"].clone();
    workload.as_object_mut().unwrap().retain(|input, _| input != "uploads" && input != "downloads");
    assert_eq!(table["workload"], workload);
    assert_eq!(table["prices"], comparison["prices"]);
    assert_eq!(table["rows"].as_array().unwrap().len(), 4);
    let range = json!({ "low": "6.94", "high": "6.94" });
    let row = json!({ "documents": 1_000_000, "kmsRequests": 2_000_000, "monthly": "6.94", "annual": "83.28", "range": range });
    assert_eq!(table["rows"][3], row);
}

#[test]
fn csv_has_exact_figures() {
    let rows = csv("table --documents 100k,1M");
    assert_eq!(rows[0].join(","), "documents,kms_requests,monthly,annual,low,high,region,published,currency");
    assert_eq!(rows[1].join(","), "100000,200000,1.54,18.48,1.54,1.54,us-east-1,2025-06-05,USD");
    assert_eq!(rows[2].join(","), "1000000,2000000,6.94,83.28,6.94,6.94,us-east-1,2025-06-05,USD");
}

#[test]
fn an_option_with_a_range_has_columns_for_its_ends() {
    let rows = markdown_table(&run("table --documents 1M --option sse-kms-bucket-key --format markdown"));
    assert_eq!(rows[0][4..], ["low a month", "high a month"]);
    // See the derivation in tests/compare.rs: $1.00 and $3.96628.
    assert_eq!(rows[1][4..], ["$1.00", "$3.97"]);
}

#[test]
fn an_unknown_total_is_a_floor() {
    let arguments = "table --documents 1M --option dsse-kms";
    let rows = markdown_table(&run(&format!("{arguments} --format markdown")));
    assert_eq!(rows[1][2..], ["≥ $6.94", "≥ $83", "$6.94", "unknown"]);
    let row = &json(arguments)["rows"][0];
    assert_eq!((row["monthly"].clone(), row["range"]["high"].clone()), (json!(null), json!(null)));
    assert_eq!(csv(arguments)[1].join(","), "1000000,2000000,,,6.94,,us-east-1,2025-06-05,USD");
}

#[test]
fn rows_agree_with_compare() {
    for option in json("compare --documents 123k --object-size 5MB")["options"].as_array().unwrap() {
        let id = option["id"].as_str().unwrap();
        let table = json(&format!("table --documents 123k --object-size 5MB --option {id}"));
        for figure in ["monthly", "annual", "range", "kmsRequests"] {
            assert_eq!(table["rows"][0][figure], option[figure], "{id} {figure}");
        }
    }
}
