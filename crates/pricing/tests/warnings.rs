//! What an estimate warns of, and what it says of its Bucket Key figure.

#![allow(clippy::unwrap_used)]

use sse_pricing::explain::explain;
use sse_pricing::{
    Assumable, BucketKey, BucketKeyModel, Comparison, EncryptionOption, ObjectSizes, Percent, PriceBook,
    ReadBack, Warning, Workload,
};

fn warnings(workload: &Workload, option: EncryptionOption) -> Vec<Warning> {
    let comparison = Comparison::new(workload, PriceBook::builtin()).unwrap();
    comparison.estimate(option).warnings().to_vec()
}

fn documents(region: &'static str, documents: u64) -> Workload {
    Workload::documents(region, documents).unwrap()
}

#[test]
fn each_option_warns_of_its_own() {
    let workload = documents("us-east-1", 1_000_000);
    assert_eq!(warnings(&workload, EncryptionOption::SseS3), []);
    assert_eq!(warnings(&workload, EncryptionOption::SseKms), []);
    assert_eq!(warnings(&workload, EncryptionOption::SseKmsBucketKey), [Warning::BucketKeyModelled]);
    assert_eq!(
        warnings(&workload, EncryptionOption::DsseKms),
        [Warning::ObjectSizeUnknown, Warning::DsseCallsUncertain]
    );
    assert_eq!(warnings(&workload, EncryptionOption::SseC), [Warning::SseCBlocked]);
}

#[test]
fn what_is_given_is_not_warned_of() {
    let mut workload = documents("us-east-1", 1_000_000);
    workload.object_size = Some(ObjectSizes::one(1).unwrap());
    workload.dsse_calls = Assumable::Given(1);
    workload.bucket_key = BucketKey::Reduction(Percent::HUNDRED);
    assert_eq!(warnings(&workload, EncryptionOption::DsseKms), []);
    assert_eq!(warnings(&workload, EncryptionOption::SseKmsBucketKey), []);
    // Nothing is read: the model leaves no doubt.
    let workload = Workload { downloads: 0, ..documents("us-east-1", 1_000_000) };
    assert_eq!(warnings(&workload, EncryptionOption::SseKmsBucketKey), []);
    assert_eq!(warnings(&documents("us-east-1", 0), EncryptionOption::DsseKms), []);
}

#[test]
fn the_free_tier_in_govcloud_is_uncertain_where_it_is_used() {
    let workload = documents("us-gov-east-1", 10);
    assert_eq!(warnings(&workload, EncryptionOption::SseKms), [Warning::FreeTierUncertain]);
    let none_left = Workload { free_requests: Assumable::Given(0), ..workload };
    assert_eq!(warnings(&none_left, EncryptionOption::SseKms), []);
    assert_eq!(warnings(&documents("us-gov-east-1", 0), EncryptionOption::SseKms), []);
}

#[test]
fn a_busy_second_is_held_against_the_quota() {
    // 730 h are 2,628,000 s. Half of the 10,000 a second of eu-west-3, at a peak ten times the average, are 500 a second on
    // average: 1,314,000,000 requests a month.
    let at_half = Workload { uploads: 1_314_000_000, ..documents("eu-west-3", 0) };
    assert_eq!(warnings(&at_half, EncryptionOption::SseKms), []);
    let over = Workload { uploads: 1_314_000_001, ..documents("eu-west-3", 0) };
    let quota = Warning::KmsQuota { peak: 5_001, quota: 10_000 };
    assert_eq!(warnings(&over, EncryptionOption::SseKms), [quota]);
    assert_eq!(
        quota.to_string(),
        "in the busiest second about 5,001 KMS requests, 50 % of the quota of 10,000 that everything in the account shares in \
         this Region: above it S3 answers with slow-downs, so ask AWS to raise it"
    );
    // The same in a Region with a larger quota, or with a steadier load, is no matter.
    for region in ["us-east-1", "us-west-2", "eu-west-1", "us-east-2", "eu-central-1"] {
        let elsewhere = Workload { region: region.into(), ..over.clone() };
        assert_eq!(warnings(&elsewhere, EncryptionOption::SseKms), [], "{region}");
    }
    let steady = Workload { peak_factor: Assumable::Given(1), ..over.clone() };
    assert_eq!(warnings(&steady, EncryptionOption::SseKms), []);
    // All of it within 73 hours is ten times as much in each of their seconds.
    let model = BucketKeyModel { active_hours: Assumable::Given(73), ..BucketKeyModel::default() };
    let crowded = Workload { bucket_key: BucketKey::Model(model), ..steady };
    assert_eq!(warnings(&crowded, EncryptionOption::SseKms), [quota]);
}

#[test]
fn quotas_are_those_that_aws_names() {
    use sse_pricing::quota::kms_requests_per_second as quota;
    for region in ["us-east-1", "us-west-2", "eu-west-1"] {
        assert_eq!(quota(region), 100_000);
    }
    for region in
        ["us-east-2", "ap-southeast-1", "ap-southeast-2", "ap-northeast-1", "eu-central-1", "eu-west-2"]
    {
        assert_eq!(quota(region), 20_000);
    }
    assert_eq!(quota("sa-east-1"), 10_000);
}

/// Sentences, without the ends of numbers such as `5 min`.
fn sentences(text: &str) -> usize {
    text.matches(". ").count() + usize::from(text.ends_with('.'))
}

#[track_caller]
fn driver(workload: &Workload, driver: Option<&str>, says: &str) {
    let explanation = explain(workload).unwrap();
    assert_eq!(explanation.driver, driver, "{}", explanation.text);
    assert_eq!(sentences(&explanation.text), 2, "{}", explanation.text);
    assert!(explanation.text.contains(says), "{}", explanation.text);
}

#[test]
fn the_input_that_moves_the_figure_most_is_named() {
    // Half of the requests read, in a sparse month: young or old makes the difference.
    driver(&documents("us-east-1", 1_000_000), Some("bucketKey.readBack"), "how old the objects are");
    // Nothing read, every cell hit, so the calls are requesters x windows: half and twice either is half and twice of them.
    // Ten requesters in 8,760 windows make 87,600. Of two equals the first is named.
    let model = BucketKeyModel { requesters: Assumable::Given(10), ..BucketKeyModel::default() };
    let writes = Workload {
        uploads: 1_000_000_000,
        downloads: 0,
        bucket_key: BucketKey::Model(model),
        ..documents("us-east-1", 0)
    };
    driver(
        &writes,
        Some("bucketKey.requesters"),
        "with 5 it would be 43,800 calls, with 20 it would be 175,200",
    );
    driver(&writes, Some("bucketKey.requesters"), "no range to narrow: nothing is read");
}

#[test]
fn little_traffic_has_no_driver() {
    driver(&documents("us-east-1", 0), None, "No input changes the figure");
}

#[test]
fn a_percentage_and_a_measurement_speak_for_themselves() {
    let with = |bucket_key| Workload { bucket_key, ..documents("us-east-1", 10) };
    driver(&with(BucketKey::Measured(1)), None, "The calls were measured");
    driver(&with(BucketKey::Reduction(Percent::whole("share", 99).unwrap())), None, "as good as the 99%");
    let invalid = BucketKeyModel { requesters: Assumable::Given(0), ..BucketKeyModel::default() };
    assert!(explain(&with(BucketKey::Model(invalid))).is_err());
    let young = ReadBack::within("readBack", 1).unwrap();
    let model = BucketKeyModel { read_back: Assumable::Given(young), ..BucketKeyModel::default() };
    assert!(explain(&with(BucketKey::Model(model))).is_ok());
}
