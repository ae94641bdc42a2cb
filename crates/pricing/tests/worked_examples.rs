//! Bills and examples that others published, to the cent or to the rounding that they were published in.

#![allow(clippy::unwrap_used)]

use sse_pricing::keys::PartOfMonth;
use sse_pricing::{
    Assumable, BucketKey, Comparison, EncryptionOption, Keys, LineCode, ObjectSizes, Percent, PriceBook,
    Workload,
};

#[track_caller]
fn monthly(workload: &Workload, option: EncryptionOption, dollars: &str) {
    let comparison = Comparison::new(workload, PriceBook::builtin()).unwrap();
    assert_eq!(comparison.estimate(option).monthly().unwrap().dollars().to_string(), dollars);
}

fn traffic(uploads: u64, downloads: u64) -> Workload {
    Workload { uploads, downloads, ..Workload::documents("us-east-1", 0).unwrap() }
}

/// AWS KMS pricing, example "Amazon S3": one customer managed key, 10,000 files encrypted and decrypted 2,000,000 times in
/// the month. $1 for the key; 2,010,000 requests less 20,000 free ones at $0.03 for 10,000 are $5.97; $6.97 in all.
#[test]
fn aws_kms_pricing_example_amazon_s3() {
    monthly(&traffic(10_000, 2_000_000), EncryptionOption::SseKms, "$6.97");
}

/// AWS KMS pricing: 1,000,000 requests are $3.00, not $30 and not $3,000 as is often printed.
#[test]
fn a_million_requests_are_three_dollars() {
    let workload = Workload { free_requests: Assumable::Given(0), ..traffic(500_000, 500_000) };
    monthly(&workload, EncryptionOption::SseKmsAwsManaged, "$3.00");
}

/// AWS KMS pricing, "key storage": a key that was rotated once is $2 a month, twice $3, and ever after $3.
#[test]
fn a_key_costs_at_most_three_dollars() {
    for (rotations, dollars) in [(0, "$1.00"), (1, "$2.00"), (2, "$3.00"), (3, "$3.00"), (10, "$3.00")] {
        let keys = Keys { rotations, ..Keys::default() };
        monthly(&Workload { keys, ..traffic(0, 0) }, EncryptionOption::SseKms, dollars);
    }
}

/// AWS KMS pricing: "each multi-Region key (each primary and each replica multi-region key)" is $1 a month.
#[test]
fn a_replica_costs_what_a_key_costs() {
    let keys = Keys { replicas: 2, ..Keys::default() };
    monthly(&Workload { keys, ..traffic(0, 0) }, EncryptionOption::SseKms, "$3.00");
}

/// A row of a real bill of a September: 0.0013888889 keys for a key that existed for one hour.
#[test]
fn a_bill_row_of_a_key_for_one_hour() {
    let existed = Some(PartOfMonth { hours: 1, month_hours: 720 });
    let workload = Workload { keys: Keys { existed, ..Keys::default() }, ..traffic(0, 0) };
    let comparison = Comparison::new(&workload, PriceBook::builtin()).unwrap();
    let lines = comparison.estimate(EncryptionOption::SseKms).lines();
    let keys = lines.iter().find(|line| line.code() == LineCode::KmsKeys).unwrap();
    assert_eq!(keys.quantity().unwrap().to_string(), "0.0013888889");
    assert_eq!(keys.amount().unwrap().exact(), "$0.0013888889");
}

/// Amazon S3 pricing: DSSE-KMS is $0.003 for each GB written and each GB read. 1,000 objects of 1 GiB, written and read, are
/// $6.00; the 2,000 requests are free; $1 for the key.
#[test]
fn two_layers_by_gb() {
    let object_size = Some(ObjectSizes::one(1 << 30).unwrap());
    let client = Assumable::Given(sse_pricing::Client::Single);
    monthly(&Workload { object_size, client, ..traffic(1_000, 1_000) }, EncryptionOption::DsseKms, "$7.00");
}

/// boto3 cuts a download of 100 MiB into 13 ranged GETs of 8 MiB, each with a Decrypt of its own: 10,000 downloads are 130,000
/// requests, less 20,000 free, at $0.03 for 10,000: $0.33, and $1 for the key.
#[test]
fn a_large_download_is_many_requests() {
    let object_size = Some(ObjectSizes::one(100 << 20).unwrap());
    let workload = Workload { object_size, ..traffic(0, 10_000) };
    monthly(&workload, EncryptionOption::SseKms, "$1.33");
}

/// AWS CloudTrail pricing: $2.00 for 100,000 management events in each copy after the first. 100,000 documents are 200,000
/// KMS events, $4.00 in a second trail, beside the $1.54 of the option.
#[test]
fn a_second_trail_costs_more_than_the_requests() {
    monthly(&Workload { trails: 1, ..traffic(100_000, 100_000) }, EncryptionOption::SseKms, "$5.54");
}

/// "Up to 99 percent" fewer requests (Amazon S3, "Reducing the cost of SSE-KMS with Amazon S3 Bucket Keys"): of 100,000,000
/// requests 1,000,000 are left, 980,000 past the free tier, $2.94, and $1 for the key; instead of $300.94.
#[test]
fn ninety_nine_per_cent_fewer() {
    let bucket_key = BucketKey::Reduction(Percent::whole("share", 99).unwrap());
    let workload = Workload { bucket_key, ..traffic(50_000_000, 50_000_000) };
    monthly(&workload, EncryptionOption::SseKmsBucketKey, "$3.94");
    monthly(&workload, EncryptionOption::SseKms, "$300.94");
}

/// AWS CloudTrail pricing: $0.10 for 100,000 data events. Two million S3 requests are $2.00.
#[test]
fn object_level_audit_beside_a_bucket_key() {
    let workload = traffic(1_000_000, 1_000_000);
    let comparison = Comparison::new(&workload, PriceBook::builtin()).unwrap();
    let estimate = comparison.estimate(EncryptionOption::SseKmsBucketKey);
    let audit = estimate.object_audit().unwrap();
    assert_eq!(audit.amount().unwrap().exact(), "$2");
    let with = estimate.monthly_with_object_audit().unwrap().unwrap();
    assert_eq!(with.minus(estimate.monthly().unwrap()).unwrap().exact(), "$2");
    assert!(comparison.estimate(EncryptionOption::SseKms).object_audit().is_none());
}

/// Amazon S3 pricing, us-east-1: 1,000,000 PUT are $5.00, 1,000,000 GET $0.40. 600 TB kept are 50 TB at $0.023, 450 TB at
/// $0.022 and 100 TB at $0.021 a GB: 51,200 x 0.023 = $1,177.60, 460,800 x 0.022 = $10,137.60, 102,400 x 0.021 = $2,150.40.
#[test]
fn s3_itself_beside_the_options() {
    let workload = Workload { stored_bytes: Some(600 << 40), ..traffic(1_000_000, 1_000_000) };
    let comparison = Comparison::new(&workload, PriceBook::builtin()).unwrap();
    let costs = comparison.s3_costs().unwrap();
    let amounts: Vec<String> = costs.lines().iter().map(|line| line.amount().unwrap().exact()).collect();
    assert_eq!(amounts, ["$5", "$0.4", "$1,177.6", "$10,137.6", "$2,150.4"]);
    assert_eq!(costs.total().unwrap().exact(), "$13,471");
    // $6.94 on $13,471 are 0.0515 per cent.
    let surcharge = costs.surcharge(comparison.estimate(EncryptionOption::SseKms));
    assert_eq!(surcharge.unwrap().to_string(), "0.05");
    assert!(costs.surcharge(comparison.estimate(EncryptionOption::DsseKms)).is_none(), "its cost is unknown");
}

#[test]
fn what_is_kept_is_unknown_until_it_is_said() {
    let workload = traffic(1_000_000, 1_000_000);
    let comparison = Comparison::new(&workload, PriceBook::builtin()).unwrap();
    let costs = comparison.s3_costs().unwrap();
    assert_eq!((costs.total(), costs.known().exact()), (None, "$5.4".to_owned()));
    assert!(costs.surcharge(comparison.estimate(EncryptionOption::SseKms)).is_none());
    // An exact bound stays in the tier below it.
    let workload = Workload { stored_bytes: Some(50 << 40), ..traffic(0, 0) };
    let comparison = Comparison::new(&workload, PriceBook::builtin()).unwrap();
    assert_eq!(comparison.s3_costs().unwrap().lines().len(), 3);
    let workload = Workload { stored_bytes: Some((50 << 40) + 1), ..traffic(0, 0) };
    let comparison = Comparison::new(&workload, PriceBook::builtin()).unwrap();
    assert_eq!(comparison.s3_costs().unwrap().lines().len(), 4);
}
