//! What each line says of itself: it must be enough to check the line by hand.

#![allow(clippy::unwrap_used)]

use sse_pricing::keys::PartOfMonth;
use sse_pricing::{
    Assumable, BucketKey, Client, Comparison, EncryptionOption, Keys, LineItem, ObjectSizes, Percent,
    PriceBook, Workload, parse,
};

fn traffic(uploads: u64, downloads: u64) -> Workload {
    Workload { uploads, downloads, ..Workload::documents("us-east-1", 0).unwrap() }
}

fn said(line: &LineItem) -> String {
    format!("{}: {}; {}", line.code().id(), line.formula(), line.explanation())
}

/// Every line of an option, one under the other.
#[track_caller]
fn lines(workload: &Workload, option: EncryptionOption, expected: &[&str]) {
    let comparison = Comparison::new(workload, PriceBook::builtin()).unwrap();
    let said: Vec<String> = comparison.estimate(option).lines().iter().map(said).collect();
    assert_eq!(said, expected);
}

#[test]
fn options_are_known_by_their_ids() {
    for option in EncryptionOption::ALL {
        assert_eq!(option.id().parse(), Ok(option));
        assert_eq!(option.to_string(), option.id());
    }
    assert_eq!(
        "SSE-KMS".parse::<EncryptionOption>().unwrap_err().to_string(),
        "option: \"SSE-KMS\" is not one of sse-s3, sse-kms, sse-kms-bucket-key, sse-kms-aws-managed, \
         sse-kms-aws-managed-bucket-key, dsse-kms, sse-c"
    );
}

#[test]
fn options_without_a_charge() {
    lines(
        &traffic(2, 1),
        EncryptionOption::SseS3,
        &["no-charge: 3 requests x $0 = $0; S3 encrypts with keys of its own and charges nothing for it"],
    );
    lines(
        &traffic(1, 0),
        EncryptionOption::SseC,
        &[
            "no-charge: 1 request x $0 = $0; AWS encrypts with the key that each request brings, and charges nothing for it; \
           keeping and sending the key is yours",
        ],
    );
}

#[test]
fn requests_free_tier_and_key() {
    lines(
        &traffic(30_000, 15_000),
        EncryptionOption::SseKms,
        &[
            "kms-requests: 45,000 requests x $0.000003 = $0.135; uploads 30,000 GenerateDataKey, downloads 15,000 Decrypt",
            "kms-free-tier: -20,000 requests x $0.000003 = -$0.06; 20,000 of the 45,000 requests are free: what is left of \
             the 20,000 that an account has free in a month, over all its Regions",
            "kms-keys: 1 key-month x $1 = $1; 1 customer managed key, for the whole month",
        ],
    );
    lines(
        &traffic(1, 0),
        EncryptionOption::SseKmsAwsManaged,
        &[
            "kms-requests: 1 request x $0.000003 = $0.000003; uploads 1 GenerateDataKey",
            "kms-free-tier: -1 request x $0.000003 = -$0.000003; 1 of the 1 request is free: what is left of the 20,000 that \
             an account has free in a month, over all its Regions",
        ],
    );
    lines(
        &Workload { free_requests: Assumable::Given(0), ..traffic(0, 0) },
        EncryptionOption::SseKmsAwsManaged,
        &["kms-requests: 0 requests x $0.000003 = $0; no operations, no calls"],
    );
}

#[test]
fn parts_copies_replicas_rotations_and_trails() {
    let workload = Workload {
        copies: 10,
        object_size: Some(ObjectSizes::one(20 << 20).unwrap()),
        client: Assumable::Given(Client::Boto3),
        free_requests: Assumable::Given(0),
        keys: Keys {
            count: 2,
            replicas: 1,
            rotations: 3,
            existed: Some(PartOfMonth { hours: 360, month_hours: 720 }),
        },
        trails: 2,
        dsse_calls: Assumable::Given(2),
        ..traffic(100, 1_000)
    };
    // 20 MiB are 3 parts: an upload makes 1 + 3 calls, a download 3, a copy 1 + 3 and 3.
    lines(
        &workload,
        EncryptionOption::SseKms,
        &[
            "kms-requests: 3,470 requests x $0.000003 = $0.01041; uploads 100 GenerateDataKey + 300 Decrypt, downloads 3,000 \
             Decrypt, copies 10 GenerateDataKey + 60 Decrypt",
            "kms-keys: 2 key-months x $1 = $2; 2 customer managed keys with 1 replica each, charged like keys, for 360 of the \
             month's 720 hours",
            "kms-key-rotations: 4 key-months x $1 = $4; 4 keys, rotated 3 times so far: the first and the second each add the \
             monthly fee once more, later ones nothing",
            "cloudtrail-copies: 6,940 events x $0.00002 = $0.1388; 3,470 KMS requests, each an event in 2 additional trails; \
             the first copy is free",
        ],
    );
    // 110 x 20 MiB are 2.1484375 GB, 1,010 x 20 MiB are 19.7265625 GB.
    lines(
        &Workload { trails: 0, keys: Keys::default(), ..workload },
        EncryptionOption::DsseKms,
        &[
            "kms-requests: 6,940 requests x $0.000003 = $0.02082; uploads 100 GenerateDataKey + 300 Decrypt, downloads 3,000 \
             Decrypt, copies 10 GenerateDataKey + 60 Decrypt; 2 calls for each of these, as set for the second layer",
            "kms-keys: 1 key-month x $1 = $1; 1 customer managed key, for the whole month",
            "dsse-write: 2.1484375 GB x $0.003 = $0.0064453125; 110 objects of 20 MiB, in GB of 2^30 bytes",
            "dsse-read: 19.7265625 GB x $0.003 = $0.0591796875; 1,010 objects of 20 MiB, in GB of 2^30 bytes",
        ],
    );
}

#[test]
fn sizes_that_are_several_or_unknown() {
    let sized = |size: &str| Workload {
        object_size: Some(parse::object_size("objectSize", size).unwrap()),
        client: Assumable::Given(Client::Single),
        ..traffic(10, 0)
    };
    let dsse_lines = |workload: &Workload| {
        let comparison = Comparison::new(workload, PriceBook::builtin()).unwrap();
        let lines = comparison.estimate(EncryptionOption::DsseKms).lines();
        lines.iter().skip(3).map(said).collect::<Vec<_>>()
    };
    // 5 objects of 1 GiB and 5 of 3 GiB are 20 GB.
    assert_eq!(
        dsse_lines(&sized("1GiB:50%,3GiB:50%")),
        [
            "dsse-write: 20 GB x $0.003 = $0.06; 10 objects of 2 sizes, in GB of 2^30 bytes",
            "dsse-read: 0 GB x $0.003 = $0; 0 objects of 2 sizes, in GB of 2^30 bytes",
        ]
    );
    assert_eq!(
        dsse_lines(&traffic(1, 0)),
        [
            "dsse-write: unknown GB x $0.003; 1 object of unknown size: give the object size to price this",
            "dsse-read: 0 GB x $0.003 = $0; 0 objects of unknown size: give the object size to price this",
        ]
    );
}

#[test]
fn one_rotation_and_a_key_that_is_charged_elsewhere() {
    let free = Assumable::Given(0);
    lines(
        &Workload { keys: Keys { rotations: 1, ..Keys::default() }, free_requests: free, ..traffic(0, 0) },
        EncryptionOption::SseKms,
        &[
            "kms-requests: 0 requests x $0.000003 = $0; no operations, no calls",
            "kms-keys: 1 key-month x $1 = $1; 1 customer managed key, for the whole month",
            "kms-key-rotations: 1 key-month x $1 = $1; 1 key, rotated 1 time so far: the first rotation adds the monthly fee \
             once more, later ones nothing",
        ],
    );
    lines(
        &Workload { keys: Keys { count: 0, ..Keys::default() }, free_requests: free, ..traffic(0, 0) },
        EncryptionOption::SseKms,
        &[
            "kms-requests: 0 requests x $0.000003 = $0; no operations, no calls",
            "kms-keys: 0 key-months x $1 = $0; the key is charged for elsewhere: one key that several buckets share is \
             charged once",
        ],
    );
}

/// The line of the requests that a Bucket Key leaves.
#[track_caller]
fn left(workload: &Workload, expected: &str) {
    let comparison = Comparison::new(workload, PriceBook::builtin()).unwrap();
    let estimate = comparison.estimate(EncryptionOption::SseKmsBucketKey);
    assert_eq!(estimate.lines().first().unwrap().explanation(), expected);
}

#[test]
fn what_a_bucket_key_leaves_in_each_way() {
    left(
        &traffic(1_000_000_000, 0),
        "8,760 instead of 1,000,000,000 requests: 1 requester x 8,760 windows of a bucket-level key, in which writes make 8,760 \
         calls and reads 0, typically",
    );
    let share = Percent::whole("share", 99).unwrap();
    left(
        &Workload { bucket_key: BucketKey::Reduction(share), ..traffic(1_000, 0) },
        "10 instead of 1,000 requests: the Bucket Key saves 99 % of them",
    );
    // Of 1,000 reads 200 are of objects from before; of the 800 others and the 1,000 writes one in a hundred stays: 18.
    let workload = Workload {
        bucket_key: BucketKey::Reduction(share),
        share_before_bucket_key: Percent::whole("share", 20).unwrap(),
        ..traffic(1_000, 1_000)
    };
    left(
        &workload,
        "218 instead of 2,000 requests: the Bucket Key saves 99 % of them; 200 reads of objects from before the Bucket Key \
         keep a call each",
    );
    // What was measured holds them already.
    left(
        &Workload { bucket_key: BucketKey::Measured(5), ..workload },
        "5 instead of 2,000 requests: measured",
    );
}

#[test]
fn what_stands_beside_the_options() {
    let workload = Workload { copies: 1, stored_bytes: Some(60 << 40), ..traffic(2, 3) };
    let comparison = Comparison::new(&workload, PriceBook::builtin()).unwrap();
    let lines: Vec<String> = comparison.s3_costs().unwrap().lines().iter().map(said).collect();
    assert_eq!(
        lines,
        [
            "s3-put: 3 requests x $0.000005 = $0.000015; 2 for uploads, 0 for downloads, 1 for copies",
            "s3-get: 3 requests x $0.0000004 = $0.0000012; 0 for uploads, 3 for downloads, 0 for copies",
            "s3-storage-to-50-tb: 51,200 GB-months x $0.023 = $1,177.6; of 60 TiB kept, what lies over 0 TB and within 50 TB \
             (1 TB = 1,024 GB, 1 GB = 2^30 bytes)",
            "s3-storage-to-500-tb: 10,240 GB-months x $0.022 = $225.28; of 60 TiB kept, what lies over 50 TB and within 500 \
             TB (1 TB = 1,024 GB, 1 GB = 2^30 bytes)",
        ]
    );
    let audit = comparison.estimate(EncryptionOption::SseKmsBucketKey).object_audit().map(said);
    let expected = "cloudtrail-data-events: 6 events x $0.000001 = $0.000006; 6 S3 requests on objects, each a data event in one trail";
    assert_eq!(audit.as_deref(), Some(expected));
}

/// boto3 sends 20 MiB in 3 parts between a start and an end, reads them by 3 ranged GETs after a HEAD, and asks for a HEAD before
/// a copy, which it cuts like an upload.
#[test]
fn requests_to_s3_follow_the_client() {
    let workload = Workload {
        copies: 100,
        object_size: Some(ObjectSizes::one(20 << 20).unwrap()),
        client: Assumable::Given(Client::Boto3),
        ..traffic(10, 1_000)
    };
    let comparison = Comparison::new(&workload, PriceBook::builtin()).unwrap();
    let costs = comparison.s3_costs().unwrap();
    let requests: Vec<String> = costs.lines().iter().take(2).map(LineItem::explanation).collect();
    assert_eq!(
        requests,
        [
            "50 for uploads, 0 for downloads, 500 for copies",
            "0 for uploads, 4,000 for downloads, 100 for copies"
        ]
    );
}

#[test]
fn every_line_names_its_service_and_aws_page() {
    let workload = Workload {
        trails: 1,
        keys: Keys { rotations: 1, ..Keys::default() },
        stored_bytes: Some(600 << 40),
        ..traffic(1, 1)
    };
    let comparison = Comparison::new(&workload, PriceBook::builtin()).unwrap();
    let estimates = comparison
        .estimates()
        .iter()
        .flat_map(|estimate| estimate.lines().iter().chain(estimate.object_audit()));
    let s3 = comparison.s3_costs().unwrap();
    for line in estimates.chain(s3.lines()) {
        let (code, source) = (line.code(), line.code().source());
        let service = if code.id().starts_with("kms-") {
            "kms"
        } else if code.id().starts_with("cloudtrail-") {
            "cloudtrail"
        } else {
            "s3"
        };
        assert_eq!(code.service().id(), service);
        assert_eq!(source, format!("https://aws.amazon.com/{service}/pricing/"));
        assert_eq!(code.service().name().to_lowercase(), service);
        assert!(code.label().len() > 5);
    }
}
