//! `sse-cost forecast`: months, growth, rotations. Figures are worked out by hand from AWS's prices for us-east-1: $0.03 for
//! 10,000 KMS requests past the 20,000 free ones, $1 a key, and $1 more for its first and for its second rotation.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{csv, json, markdown_table, refused, run};
use serde_json::{Value, json};

/// The monthly costs of SSE-KMS.
fn months(arguments: &str) -> Vec<String> {
    let rows = csv(&format!("forecast {arguments} --option sse-kms"));
    assert_eq!(rows[0][6], "monthly");
    rows[1..].iter().map(|row| row[6].clone()).collect()
}

#[track_caller]
fn total(arguments: &str, id: &str, total: &str) {
    let forecast = json(&format!("forecast {arguments}"));
    let options = forecast["options"].as_array().unwrap();
    let option = options.iter().find(|option| option["id"] == id).unwrap();
    assert_eq!(option["total"], total, "{arguments}");
}

#[test]
fn without_growth_every_month_is_the_same() {
    assert_eq!(months("--documents 1M --months 3"), ["6.94", "6.94", "6.94"]);
    total("--documents 1M --months 3", "sse-kms", "20.82");
}

#[test]
fn growth_starts_with_the_second_month() {
    // 1,000,000, then 1,100,000: 2,200,000 - 20,000 = 2,180,000 x $0.000003 = $6.54, and $1.
    // Then 1,210,000: 2,420,000 - 20,000 = 2,400,000 x $0.000003 = $7.20, and $1.
    assert_eq!(months("--documents 1M --months 3 --growth 10%"), ["6.94", "7.54", "8.2"]);
    total("--documents 1M --months 3 --growth 10%", "sse-kms", "22.68");
    // 500,000: 1,000,000 - 20,000 = 980,000 x $0.000003 = $2.94, and $1.
    assert_eq!(months("--documents 1M --months 2 --growth -50%"), ["6.94", "3.94"]);
}

#[test]
fn rotations_add_to_the_fee() {
    // 365 days are 8,760 hours, 12 months of 730: the first rotation falls on the first hour of month 13.
    let yearly = months("--documents 1M --months 25");
    assert_eq!((yearly[11].as_str(), yearly[12].as_str()), ("6.94", "7.94"));
    assert_eq!((yearly[23].as_str(), yearly[24].as_str()), ("7.94", "8.94"));
    // 12 x $6.94 + $7.94 = $91.22.
    total("--documents 1M --months 13", "sse-kms", "91.22");
    total("--documents 1M --months 13 --rotation-days none", "sse-kms", "90.22");
    // The key is 350 days old: 15 days are 360 hours, so 370 of the 730 are left: $0.5068493151.
    assert_eq!(months("--documents 1M --months 2 --key-age-days 350"), ["7.4468493151", "7.94"]);
    // Rotated twice already: nothing more is added, ever.
    assert_eq!(months("--documents 1M --months 2 --rotations 2 --key-age-days 350"), ["8.94", "8.94"]);
    // A period of 90 days is 2,160 hours: 30 hours short of 3 months.
    assert_eq!(months("--documents 1M --months 3 --rotation-days 90")[2], "6.9810958904");
}

#[test]
fn steps_say_why() {
    let forecast = json("forecast --documents 9k --months 14 --growth 10%");
    let steps: Vec<&Value> = forecast["steps"].as_array().unwrap().iter().collect();
    let of = |id: &str| -> Vec<(u64, &str)> {
        let steps = steps.iter().filter(|step| step["option"] == id);
        steps.map(|step| (step["month"].as_u64().unwrap(), step["reason"].as_str().unwrap())).collect()
    };
    // 18,000 requests, 19,800, then 21,780: more than are free.
    assert_eq!(of("sse-kms"), [(3, "free-tier-used-up"), (13, "first-rotation")]);
    let text = run("forecast --documents 9k --months 14 --growth 10% --option sse-kms");
    assert!(text.contains("\n- month 3: free tier used up (SSE-KMS)\n"), "{text}");
    assert!(text.contains("\n- month 13: first rotation of the key (SSE-KMS)\n"), "{text}");
}

#[test]
fn the_table_has_a_row_for_each_month_and_a_total() {
    let rows = markdown_table(&run("forecast --documents 1M --months 3 --format markdown"));
    let header = [
        "month",
        "documents",
        "SSE-KMS",
        "SSE-KMS with Bucket Key",
        "SSE-KMS, AWS managed key",
        "SSE-KMS, AWS managed key, with Bucket Key",
        "DSSE-KMS",
    ];
    assert_eq!(rows[0], header);
    assert_eq!(rows.len(), 1 + 3 + 1);
    assert_eq!(rows[1][..3], ["1", "1,000,000", "$6.94"]);
    assert_eq!(
        (rows[4][0].as_str(), rows[4][2].as_str(), rows[4][6].as_str()),
        ("total", "$20.82", "≥ $20.82")
    );
}

#[test]
fn one_option_comes_with_its_requests_and_its_sum() {
    let arguments = "forecast --documents 1M --months 2 --bucket-key-reduction 99% --format markdown";
    let rows = markdown_table(&run(&format!("{arguments} --option sse-kms")));
    assert_eq!(rows[0], ["month", "documents", "requests", "a month", "so far"]);
    assert_eq!(rows[2], ["2", "1,000,000", "2,000,000", "$6.94", "$13.88"]);
    let rows = markdown_table(&run(&format!("{arguments} --option sse-kms --option sse-s3")));
    assert_eq!(rows[0], ["month", "documents", "SSE-KMS"]);
}

#[test]
fn operations_where_uploads_and_downloads_differ() {
    let rows = markdown_table(&run("forecast --uploads 1k --downloads 3k --months 1 --format markdown"));
    assert_eq!(rows[0][1], "operations");
    assert_eq!(rows[1][1], "4,000");
}

/// Cents where there is room for them.
#[test]
fn no_row_is_wider_than_the_terminal() {
    let text = run("forecast --documents 1B --months 2 --growth 900%");
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    // 20 billion requests less the free ones, x $0.000003, are $59,999.94, and $1.
    assert!(text.contains(" $60,001 "), "{text}");
    assert!(run("forecast --documents 1M --months 2").contains(" $6.94 "));
}

#[test]
fn csv_has_a_row_for_each_option_in_each_month() {
    let rows = csv("forecast --documents 1M --months 2");
    let header = "month,uploads,downloads,copies,id,kms_requests,monthly,low,high,so_far,so_far_low,so_far_high,rotations,\
                  region,published,currency";
    assert_eq!(rows[0].join(","), header);
    assert_eq!(rows.len(), 1 + 2 * 7);
    assert_eq!(
        rows[9].join(","),
        "2,1000000,1000000,0,sse-kms,2000000,6.94,6.94,6.94,13.88,13.88,13.88,0,us-east-1,2025-06-05,USD"
    );
    assert_eq!(
        rows[13].join(","),
        "2,1000000,1000000,0,dsse-kms,2000000,,6.94,,,13.88,,0,us-east-1,2025-06-05,USD"
    );
}

#[test]
fn what_was_assumed_of_the_keys() {
    let text = run("forecast --documents 1M --months 13 --option sse-kms").replace("\n  ", " ");
    let words = "keys rotated every 365 days; keys new at the start; every month has 730 hours.";
    assert!(text.contains(words), "{text}");
    let text =
        run("forecast --documents 1M --months 2 --rotation-days 90 --key-age-days 10").replace("\n  ", " ");
    assert!(text.contains("Given: keys rotated every 90 days; keys 10 days old at the start."), "{text}");
    let text = run("forecast --documents 1M --months 2 --option sse-kms-aws-managed");
    assert!(!text.contains("rotated"), "{text}");
    let assumed = json("forecast --documents 1M --months 13")["assumed"].clone();
    assert!(assumed.as_array().unwrap().contains(&json!("plan.rotationDays")), "{assumed}");
}

#[test]
fn bad_input() {
    for months in ["0", "601", "many", "1.5"] {
        refused(
            &format!("forecast --documents 1 --months {months}"),
            &format!("--months: {months:?} is not a whole number from 1 to 600"),
        );
    }
    for growth in ["fast", "-101%", "1001%", "0.00001%"] {
        refused(
            &format!("forecast --documents 1 --months 2 --growth {growth}"),
            &format!(
                "--growth: {growth:?} is not a growth from -100 to 1,000 per cent with at most four decimal places, such as \
                 5% or -2.5%"
            ),
        );
    }
    for days in ["89", "2561", "never", "-1"] {
        refused(
            &format!("forecast --documents 1 --months 2 --rotation-days {days}"),
            &format!("--rotation-days: {days:?} is not a whole number of days from 90 to 2,560, or none"),
        );
    }
    refused(
        "forecast --documents 1 --months 2 --key-age-days 36501",
        r#"--key-age-days: "36501" is not a whole number from 0 to 36,500"#,
    );
    refused(
        "forecast --documents 1 --months 2 --key-hours 1/720",
        r#"--key-hours: "1/720" is not left out, as in a forecast keys exist for whole months"#,
    );
    refused(
        "forecast --documents 1 --months 2 --region us-east1",
        r#"--region: "us-east1" is not one of the 35 Regions priced on 2025-06-05; did you mean "us-east-1"?"#,
    );
    refused(
        "forecast --documents 900T --months 5 --growth 100%",
        "--months: \"5\" is not at most 1: with a growth of 100% there are more than 1,000,000,000,000,000 uploads in month 2",
    );
    refused(
        "forecast --months 2",
        "--documents: required: give the documents of a month such as 20k or 1.5M, or --uploads and --downloads, or \
         --workload FILE",
    );
}
