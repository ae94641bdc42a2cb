//! `sse-cost break-even`: from which volume on something changes. Figures are worked out by hand from AWS's prices for
//! us-east-1: $0.03 for 10,000 KMS requests past the 20,000 free ones, $1 a key.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{csv, json, markdown_table, refused, run};
use serde_json::{Value, json};

fn of<'a>(list: &'a Value, field: &str, id: &str) -> &'a Value {
    list.as_array().unwrap().iter().find(|one| one[field] == id).unwrap()
}

#[test]
fn the_free_tier_ends() {
    // 10,000 documents make the 20,000 requests that are free; one more makes two that are paid.
    let volumes = json("break-even");
    let ends = &of(&volumes["options"], "id", "sse-kms")["freeTierEnds"];
    assert_eq!(ends["documents"], 10_001);
    assert_eq!((&ends["below"]["monthly"], &ends["at"]["monthly"]), (&json!("1"), &json!("1.000006")));
    assert_eq!(of(&volumes["options"], "id", "sse-s3")["freeTierEnds"], json!(null));
    let text = run("break-even").replace("\n  ", " ");
    let sentence = "- The 20,000 free KMS requests are enough for 10,000 documents a month with SSE-KMS; ";
    assert!(text.contains(sentence), "{text}");
    assert!(!run("break-even --free-requests 0").contains("free KMS requests are enough"));
}

#[test]
fn a_budget() {
    // $4 past the key's $1 are 1,333,333 requests of $0.000003; with 20,000 free ones 1,353,333, of 676,666 documents.
    // Without a key's fee $5 are 1,666,666, with the free ones 1,686,666, of 843,333 documents.
    let rows = markdown_table(&run("break-even --budget 5 --format markdown"));
    assert_eq!(rows[0], ["Option", "KMS requests are paid from", "within $5.00 a month up to"]);
    assert_eq!(rows[1], ["SSE-S3", "–", "any volume"]);
    assert_eq!(rows[2], ["SSE-KMS", "10,001", "676,666"]);
    assert_eq!(rows[4], ["SSE-KMS, AWS managed key", "10,001", "843,333"]);
    assert_eq!(rows[6], ["DSSE-KMS", "10,001", "unknown"]);
    let text = run("break-even --budget 5").replace("\n  ", " ");
    // 2 x 676,666 - 20,000 = 1,333,332 x $0.000003 = $3.999996, and $1.
    let sentence =
        "$5.00 a month is enough for 676,666 documents a month with SSE-KMS: $4.999996, one more $5.000002\n";
    assert!(text.contains(sentence), "{text}");
    assert!(text.contains(
        "Whether $5.00 a month is enough for DSSE-KMS depends on the object size: give --object-size"
    ));
    let text = run("break-even --budget 0.5").replace("\n  ", " ");
    assert!(
        text.contains("$0.50 a month is not enough for SSE-KMS, which costs $1 without any use\n"),
        "{text}"
    );
}

#[test]
fn a_bucket_key_pays_and_one_option_overtakes_another() {
    let arguments = "break-even --bucket-key-reduction 100%";
    let volumes = json(arguments);
    let pays = &of(&volumes["bucketKeyPays"], "option", "sse-kms-bucket-key")["threshold"];
    assert_eq!(pays["documents"], 10_001);
    // All requests saved, it is $1. The AWS managed key costs more than that from 333,334 paid requests on, $1.000002: with
    // the free ones 353,334, of 176,667 documents.
    let text = run(arguments).replace("\n  ", " ");
    let sentence = "- SSE-KMS, AWS managed key costs more than SSE-KMS with Bucket Key from 176,667 documents a month on: \
                    $1.000002 a month against $1\n";
    assert!(text.contains(sentence), "{text}");
    let text = run("break-even --bucket-key-reduction 0%").replace("\n  ", " ");
    let sentence = "- A Bucket Key never pays: SSE-KMS with Bucket Key never costs less than SSE-KMS\n";
    assert!(text.contains(sentence), "{text}");
}

#[test]
fn uploads_and_downloads_keep_their_ratio() {
    // 5 uploads and 15 downloads are 4 requests an upload: 5,000 uploads make the 20,000 that are free.
    let rows = markdown_table(&run("break-even --uploads 5 --downloads 15 --format markdown"));
    assert_eq!(rows[2][1], "5,001");
    let text = run("break-even --uploads 5 --downloads 15").replace("\n  ", " ");
    assert!(text.contains("enough for 5,000 uploads a month with SSE-KMS"), "{text}");
    assert!(
        text.contains("Uploads, downloads and copies keep the ratio of 5 uploads and 15 downloads."),
        "{text}"
    );
    // A copy is two requests.
    let text = run("break-even --copies 1").replace("\n  ", " ");
    assert!(text.contains("enough for 10,000 copied objects a month with SSE-KMS"), "{text}");
}

#[test]
fn csv_has_both_sides_of_each_volume() {
    let rows = csv("break-even --budget 5 --bucket-key-reduction 100%");
    let header = "question,id,against,answer,documents,monthly_below,monthly_at,against_below,against_at,\
                  region,published,currency";
    assert_eq!(rows[0].join(","), header);
    let has = |row: &str| {
        let row = format!("{row},us-east-1,2025-06-05,USD");
        assert!(rows.iter().any(|cells| cells.join(",") == row), "{row}");
    };
    has("free-tier-ends,sse-kms,,from,10001,1,1.000006,,");
    has("free-tier-ends,sse-kms-bucket-key,,never,,,,,");
    has("bucket-key-pays,sse-kms-bucket-key,sse-kms,from,10001,1,1,1,1.000006");
    has("costs-more,sse-kms-aws-managed,sse-kms-bucket-key,from,176667,0.999996,1.000002,1,1");
    has("within-budget,sse-kms,,up-to,676666,4.999996,5.000002,,");
    has("within-budget,dsse-kms,,unknown,,,,,");
}

#[test]
fn bad_input() {
    for budget in ["-5", "much", "1e3", "$$5"] {
        refused(
            &format!("break-even --budget {budget}"),
            &format!("--budget: {budget:?} is not an amount of US dollars from 0 such as 5 or 12.50"),
        );
    }
    refused(
        "break-even --documents 10 --bucket-key-calls 21",
        r#"--bucket-key-calls: "21" is not a whole number from 0 to 20"#,
    );
}
