//! What each workload flag does to a bill. Figures are worked out by hand from AWS's prices for us-east-1: $0.03 for 10,000 KMS
//! requests past the 20,000 free ones, $1 a key, $0.003 a GB for DSSE-KMS each way, $2.00 for 100,000 events in another trail,
//! $0.10 for 100,000 data events, $0.005 for 1,000 PUT and $0.0004 for 1,000 GET requests, $0.023 a GB-month.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{json, run};
use serde_json::{Value, json};

/// One option of a comparison.
#[track_caller]
fn option(arguments: &str, id: &str) -> Value {
    let comparison = json(&format!("compare {arguments}"));
    let options = comparison["options"].as_array().unwrap();
    options.iter().find(|option| option["id"] == id).unwrap().clone()
}

#[track_caller]
fn month(arguments: &str, id: &str, monthly: &str) {
    assert_eq!(option(arguments, id)["monthly"], monthly, "{arguments}");
}

#[track_caller]
fn requests(arguments: &str, requests: u64) {
    assert_eq!(option(arguments, "sse-kms")["kmsRequests"], requests, "{arguments}");
}

#[test]
fn copies() {
    // A copy is a Decrypt of its source and a GenerateDataKey for its target: 2,000,000 requests, as a million documents make.
    requests("--copies 1M", 2_000_000);
    month("--copies 1M", "sse-kms", "6.94");
    requests("--documents 1k --copies 1k", 4_000);
}

#[test]
fn object_sizes_with_shares() {
    // Half of 100 uploads are one PUT: 50 GenerateDataKey. Half are 13 parts of 8 MiB (100 / 8 = 12.5): 50 x (1 + 13) = 700.
    // Their downloads are 50 x 1 + 50 x 13 = 700 Decrypt. 50 + 700 + 700 = 1,450 requests.
    let arguments = "--documents 100 --object-size 1MiB:50%,100MiB:50% --free-requests 0";
    requests(arguments, 1_450);
    // 1,450 x $0.000003 = $0.00435, and $1.
    month(arguments, "sse-kms", "1.00435");
}

#[test]
fn clients() {
    // 100 MiB in 13 parts of 8 MiB: an upload is 1 + 13 requests, a download in as many ranges 13.
    let arguments = "--documents 1k --object-size 100MiB";
    requests(arguments, 27_000);
    requests(&format!("{arguments} --client boto3"), 27_000);
    requests(&format!("{arguments} --client aws-cli"), 27_000);
    // .NET uploads in as many parts, but downloads at once.
    requests(&format!("{arguments} --client dotnet"), 15_000);
    requests(&format!("{arguments} --client single"), 2_000);
    // 100 / 16 = 6.25: 7 parts, 1 + 7 requests up, 7 down.
    requests(&format!("{arguments} --part-size 16MiB --multipart-threshold 64MiB"), 15_000);
    requests(&format!("{arguments} --part-size 16MiB"), 15_000);
    // Below the threshold an object is one request.
    requests(&format!("{arguments} --part-size 16MiB --multipart-threshold 101MiB"), 2_000);
    requests(&format!("{arguments} --multipart-threshold 101MiB"), 2_000);
    // With the default part size: 13 parts.
    requests(&format!("{arguments} --multipart-threshold 100MiB"), 27_000);
}

#[test]
fn calls_that_are_not_settled() {
    // One more for each of 1,000 multipart uploads.
    requests("--documents 1k --object-size 100MiB --complete-calls 1", 28_000);
    requests("--documents 1k --object-size 1MiB --complete-calls 1", 2_000);
    let dsse = option("--documents 1M --dsse-calls 2", "dsse-kms");
    assert_eq!(dsse["kmsRequests"], 4_000_000);
    requests("--documents 1M --dsse-calls 2", 2_000_000);
}

#[test]
fn keys() {
    // 1,980,000 x $0.000003 = $5.94 of requests; 2 keys with 1 replica each are 4 x $1.
    month("--documents 1M --keys 2 --replicas 1", "sse-kms", "9.94");
    // The first and the second rotation add $1 each, the third nothing.
    month("--documents 1M --rotations 1", "sse-kms", "7.94");
    month("--documents 1M --rotations 2", "sse-kms", "8.94");
    month("--documents 1M --rotations 3", "sse-kms", "8.94");
    // A real bill shows 0.0013888889 keys for an hour of a September.
    month("--documents 1M --key-hours 1/720", "sse-kms", "5.9413888889");
    month("--documents 1M --key-hours 0/744", "sse-kms", "5.94");
    // A key that is charged for elsewhere.
    month("--documents 1M --keys 0", "sse-kms", "5.94");
    // The AWS managed key has no fee, whatever is said of the customer's.
    month("--documents 1M --keys 2 --replicas 1 --rotations 2", "sse-kms-aws-managed", "5.94");
}

#[test]
fn trails() {
    // 2,000,000 KMS events at $2.00 for 100,000 are $40 for each trail after the first.
    month("--documents 1M --trails 1", "sse-kms", "46.94");
    month("--documents 1M --trails 2", "sse-kms", "86.94");
    month("--documents 1M --trails 2", "sse-s3", "0");
}

#[test]
fn reads_from_before_the_bucket_key() {
    // 20 % of a million downloads keep a request each; the Bucket Key saves all others: 200,000, as 100,000 documents make.
    let arguments = "--documents 1M --bucket-key-reduction 100% --before-bucket-key 20%";
    month(arguments, "sse-kms-bucket-key", "1.54");
}

#[test]
fn what_is_kept_is_beside_the_options() {
    let comparison = json("compare --documents 1M --stored 1TiB");
    // 1,024 GB-months x $0.023 = $23.552; a million PUT $5, a million GET $0.40: $28.952. $6.94 is 23.97 % of it.
    assert_eq!(comparison["s3"]["monthly"], "28.952");
    assert_eq!(comparison["s3"]["surchargePercent"]["sse-kms"], "23.97");
    month("--documents 1M --stored 1TiB", "sse-kms", "6.94");
    let text = run("compare --documents 1M --stored 1TiB --brief").replace("\n  ", " ");
    let beside = "S3's own costs, beside the options and not in their cost: $28.95 a month; added to it: SSE-S3 0 %; SSE-KMS \
                  23.97 %; ";
    assert!(text.contains(beside), "{text}");
    let unknown = json("compare --documents 1M")["s3"].clone();
    assert_eq!((&unknown["monthly"], &unknown["surchargePercent"]["sse-kms"]), (&json!(null), &json!(null)));
}

#[test]
fn the_busiest_second_is_held_against_the_quota() {
    // 730 hours are 2,628,000 seconds: 1.314 billion documents are 1,000 requests a second.
    let warnings =
        |flags: &str| option(&format!("--documents 1314M {flags}"), "sse-kms")["warnings"].to_string();
    assert!(!warnings("").contains("quota"), "10,000 of 100,000");
    let busy = warnings("--peak-factor 60");
    assert!(busy.contains("about 60,000 KMS requests, 60 % of the quota of 100,000"), "{busy}");
    let north = warnings("--region eu-north-1");
    assert!(north.contains("about 10,000 KMS requests, 100 % of the quota of 10,000"), "{north}");
}

#[test]
fn the_audit_trail_that_a_bucket_key_takes_away() {
    // 99 % saved leaves 20,000 requests, which are free: $1. 2,000,000 data events are $2.
    let arguments = "--documents 1M --bucket-key-reduction 99%";
    assert_eq!(option(arguments, "sse-kms-bucket-key")["objectAudit"]["monthlyWith"], "3");
    let audit = "with S3 data events to see each object again: 2,000,000 events x $0.000001 = $2; then $3.00 a month, against \
                 $6.94 without a Bucket Key";
    let text = run(&format!("compare {arguments}")).replace("\n    ", " ");
    assert!(text.contains(&format!("\n  Beside it, {audit}\n")), "{text}");
    let text = run(&format!("compare {arguments} --format markdown"));
    assert!(text.contains(&format!("\n- **SSE-KMS with Bucket Key** {audit}\n")), "{text}");
}

/// The sentences below a comparison.
#[track_caller]
fn says(arguments: &str, verb: &str, words: &str) {
    let text = run(&format!("compare {arguments} --brief --format table")).replace("\n  ", " ");
    let sentence = text.lines().find(|line| line.starts_with(verb)).unwrap_or_default();
    assert!(sentence.contains(words), "{arguments}: {words}\n{sentence}");
}

#[test]
fn assumed_and_given_in_words() {
    says("--documents 1", "Assumed: ", "10 times the average requests in the busiest second");
    says("--documents 1", "Assumed: ", "1 KMS call by DSSE-KMS for each by SSE-KMS");
    says("--documents 1 --object-size 1MiB", "Assumed: ", "sent by boto3");
    says("--documents 1 --object-size 8MiB", "Assumed: ", "0 KMS calls to complete a multipart upload");
    says("--documents 1 --object-size 8MiB", "Assumed: ", "each part of an upload makes one Decrypt call");
    says("--documents 1 --region us-gov-west-1", "Assumed: ", "the free tier holds in GovCloud");
    says(
        "--documents 1 --replicas 1 --rotations 1",
        "Assumed: ",
        "a rotation adds to a replica's fee as to its primary key's",
    );
    says(
        "--documents 1 --object-size 64KiB:70%,8MiB:30% --client aws-cli",
        "Given: ",
        "objects: 70% of 64 KiB, 30% of 8 MiB; sent by the AWS CLI",
    );
    says(
        "--documents 1 --object-size 1MiB --part-size 16MiB",
        "Given: ",
        "sent in parts of 16 MiB from 8 MiB on",
    );
    says(
        "--documents 1 --keys 2 --replicas 1 --rotations 3 --key-hours 1/720",
        "Given: ",
        "2 KMS keys with 1 replica each, rotated 3 times so far, there for 1 of the month's 720 hours",
    );
    says("--documents 1 --trails 2 --stored 3TiB", "Given: ", "2 additional trails; 3 TiB kept in S3");
    says(
        "--documents 1 --before-bucket-key 20%",
        "Given: ",
        "20% of the downloads from before the Bucket Key",
    );
    says(
        "--documents 1 --peak-factor 3 --dsse-calls 2",
        "Given: ",
        "2 KMS calls by DSSE-KMS for each by SSE-KMS; 3 times the average requests in the busiest second",
    );
}

#[test]
fn no_assumption_is_without_words() {
    let arguments =
        "compare --documents 1 --region us-gov-west-1 --object-size 8MiB --replicas 1 --rotations 1";
    let assumed = json(arguments)["assumed"].clone();
    let text = run(&format!("{arguments} --brief"));
    for name in assumed.as_array().unwrap() {
        assert!(!text.contains(name.as_str().unwrap()), "{name} stands as it is in {text}");
    }
}
