//! `sse-cost prices`: the prices that every figure is made of.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{csv, json, markdown_table, run};

/// The table that the program is built from, read without its help.
fn published() -> Vec<Vec<String>> {
    let text = include_str!("../crates/pricing/prices/2025-06-05.csv");
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn csv_holds_every_published_price() {
    let rows = csv("prices list");
    assert_eq!(rows[0].join(","), "region,name,price,label,unit,dollars,published,list_price");
    let published = published();
    assert_eq!(published.len(), 35);
    for prices in published {
        let (code, name, prices) = (&prices[0], &prices[1], &prices[2..]);
        let printed: Vec<&str> =
            rows.iter().filter(|row| row[0] == *code && row[1] == *name).map(|row| row[5].as_str()).collect();
        assert_eq!(printed, prices, "{code}");
    }
}

#[test]
fn json_lists_the_regions_in_one_shape() {
    let list = json("prices list");
    assert_eq!(list["schemaVersion"], 1);
    assert_eq!(list["published"], "2025-06-05");
    assert_eq!(list["currency"], "USD");
    assert!(list["source"].as_str().unwrap().contains("AWS Pricing Calculator"));
    let regions = list["regions"].as_array().unwrap();
    assert_eq!(regions.len(), 35);
    for region in regions {
        let mut shown = json(&format!("prices show {}", region["region"].as_str().unwrap()));
        assert_eq!(shown["regions"].as_array_mut().unwrap().pop().unwrap(), *region);
        assert_eq!(shown["source"], list["source"]);
    }
    // AWS KMS pricing: $0.03 for 10,000 requests, and $1 for a key.
    let virginia = regions.iter().find(|region| region["region"] == "us-east-1").unwrap();
    assert_eq!((&virginia["kmsRequest"], &virginia["kmsKey"]), (&"0.000003".into(), &"1".into()));
}

#[test]
fn markdown_is_a_table() {
    let rows = markdown_table(&run("prices list --format markdown"));
    assert_eq!(rows.len(), 1 + 35);
    assert!(rows.contains(&["eu-central-1", "EU (Frankfurt)", "$0.03", "$1"].map(str::to_owned).to_vec()));
    assert!(
        rows.contains(&["us-gov-west-1", "AWS GovCloud (US)", "$0.04", "$1"].map(str::to_owned).to_vec())
    );
    let text = run("prices show us-gov-west-1 --format markdown");
    let rows = markdown_table(&text);
    assert_eq!(rows.len(), 1 + 11 + 2);
    assert_eq!(rows[2], ["KMS symmetric request", "1 request", "$0.000004"]);
    assert!(text.contains("published 2025-06-05"), "{text}");
}
