//! What a migration costs, by the oracle and by hand.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod oracle;

use oracle::{Pico, everywhere, pico, price_table};
use proptest::prelude::*;
use rust_decimal::Decimal;
use sse_pricing::migration::{Method, MigrationWarning, Plan};
use sse_pricing::{
    BucketKey, Comparison, Discounts, EncryptionOption, KmsKey, LineItem, Migration, Money, ObjectSizes,
    Percent, PriceBook, Range, Service, Workload, parse,
};

const BUCKET_KEY: EncryptionOption = EncryptionOption::SseKmsBucketKey;

fn in_place(objects: u64) -> Plan {
    Plan::new("us-east-1", objects, BUCKET_KEY, Method::InPlace)
}

fn copied(objects: u64) -> Plan {
    Plan { source_is_kms: true, ..Plan::new("us-east-1", objects, BUCKET_KEY, Method::Copy) }
}

fn migration(plan: &Plan) -> Migration<'_> {
    Migration::new(plan, PriceBook::builtin()).unwrap()
}

fn money(text: &str) -> Money {
    Money::new(text.parse::<Decimal>().unwrap())
}

fn percent(percent: u32) -> Percent {
    Percent::whole("share", percent).unwrap()
}

fn to_pico(money: Money) -> Pico {
    pico(&money.amount().normalize().to_string())
}

prop_compose! {
    fn any_plan()(
        region in prop::sample::select(vec!["us-east-1", "us-gov-east-1", "ap-east-2", "sa-east-1"]),
        (digits, zeros) in (0_u64..1_000, 0_u32..=12),
        method in prop::sample::select(Method::ALL.to_vec()),
        option in prop::sample::select(vec![
            EncryptionOption::SseKms, EncryptionOption::SseKmsBucketKey,
            EncryptionOption::SseKmsAwsManaged, EncryptionOption::SseKmsAwsManagedBucketKey,
        ]),
        source_is_kms in any::<bool>(),
        batch_jobs in prop::option::of(1_u64..=1_000_000),
        (free_requests, trails) in (0_u64..=20_000, 0_u64..=100),
    ) -> Plan {
        let objects = digits * 10_u64.pow(zeros);
        Plan { source_is_kms, batch_jobs, free_requests, trails, ..Plan::new(region, objects, option, method) }
    }
}

/// The whole bill at a number of calls for each object.
fn bill(plan: &Plan, calls: i128) -> Pico {
    let table = price_table();
    let prices = &table.iter().find(|(code, _)| *code == plan.region).unwrap().1;
    let objects = i128::from(plan.objects);
    let requests = objects * calls;
    let billed = requests - requests.min(plan.free_requests.into());
    let jobs = plan.batch_jobs.map(i128::from);
    let batch = jobs.map(|jobs| jobs * everywhere("s3_batch_job") + objects * everywhere("s3_batch_object"));
    let events = requests * i128::from(plan.trails);
    billed * prices["kms_request"]
        + objects * prices["s3_put_request"]
        + batch.unwrap_or(0)
        + events * prices["cloudtrail_management_event"]
}

proptest! {
    #[test]
    fn every_migration_is_the_oracles(plan in any_plan()) {
        let migration = migration(&plan);
        let source = i128::from(plan.source_is_kms);
        let has_bucket_key = plan.option.without_bucket_key().is_some();
        let [low, typical] = match (plan.method, has_bucket_key) {
            (Method::InPlace, _) => [1, 2],
            (Method::Copy, true) => [source, 1 + source],
            (Method::Copy, false) => [1 + source, 1 + source],
        };
        let total = migration.total();
        prop_assert_eq!(to_pico(total.low), bill(&plan, low));
        prop_assert_eq!(to_pico(total.typical), bill(&plan, typical));
        prop_assert_eq!(total.high, total.typical);
        let sum: Pico = migration.lines().iter().filter_map(LineItem::amount).map(to_pico).sum();
        prop_assert_eq!(sum, to_pico(total.typical));
        for line in migration.lines() {
            let product = line.quantity().unwrap() * line.unit_price();
            prop_assert_eq!(Money::new(product.normalize()), Money::new(line.amount().unwrap().amount().normalize()));
        }
        let requests = migration.kms_requests().map(i128::from);
        prop_assert_eq!([requests.low, requests.typical], [low, typical].map(|calls| calls * i128::from(plan.objects)));
    }

    #[test]
    fn a_month_less_does_not_pay_for_it(plan in any_plan(), saving in 1_i64..=1_000_000_000_000) {
        let saving = Money::new(Decimal::new(saving, 6));
        let migration = migration(&plan);
        let months = i128::from(migration.payback_months(saving).unwrap().unwrap());
        let (cost, saving) = (to_pico(migration.total().typical), to_pico(saving));
        prop_assert!(months * saving >= cost);
        prop_assert!(months == 0 || (months - 1) * saving < cost);
    }
}

#[track_caller]
fn lines(plan: &Plan, expected: &[(&str, &str, &str)]) {
    let migration = migration(plan);
    let lines = migration.lines().iter().map(|line| (line.code().id(), line.formula(), line.explanation()));
    let lines: Vec<_> = lines.collect();
    let lines: Vec<_> = lines.iter().map(|(code, sum, why)| (*code, sum.as_str(), why.as_str())).collect();
    assert_eq!(lines, expected);
}

/// A million objects: two calls and a PUT each, $6 and $5; a job $0.25 and a million objects $1.
#[test]
fn every_line_can_be_checked_by_hand() {
    let mut plan = in_place(1_000_000);
    plan.batch_jobs = Some(1);
    lines(
        &plan,
        &[
            (
                "migration-kms-requests",
                "2,000,000 requests x $0.000003 = $6",
                "1,000,000 existing objects, 2 KMS requests each",
            ),
            (
                "migration-s3-requests",
                "1,000,000 requests x $0.000005 = $5",
                "1,000,000 existing objects, 1 S3 request each",
            ),
            ("batch-jobs", "1 job x $0.25 = $0.25", "1 job over 1,000,000 objects"),
            ("batch-objects", "1,000,000 objects x $0.000001 = $1", "1 job over 1,000,000 objects"),
        ],
    );
    // One call is $3 less.
    let total = Range { low: money("9.25"), typical: money("12.25"), high: money("12.25") };
    assert_eq!(migration(&plan).total(), total);
}

/// A copy within SSE-KMS reads and writes: $6. Of SSE-S3 objects it only writes: $3.
#[test]
fn a_copy_calls_for_its_source_as_well() {
    assert_eq!(migration(&copied(1_000_000)).total().typical, money("11"));
    let mut plan = copied(1_000_000);
    plan.source_is_kms = false;
    assert_eq!(migration(&plan).total().typical, money("8"));
    // Behind a Bucket Key the writes may take next to no calls.
    assert_eq!(migration(&plan).total().low, money("5"));
    plan.option = EncryptionOption::SseKms;
    assert_eq!(migration(&plan).total(), Range::exactly(money("8")));
}

#[test]
fn what_is_free_and_what_is_agreed_is_taken_off() {
    let mut plan = in_place(10_000);
    plan.free_requests = 15_000;
    plan.trails = 1;
    // 20,000 requests, 5,000 of them paid: $0.015; 10,000 PUT: $0.05; 20,000 events: $0.40.
    assert_eq!(migration(&plan).total().typical, money("0.465"));
    // 10,000 requests are all free: $0.05, and $0.20 for their events.
    assert_eq!(migration(&plan).total().low, money("0.25"));
    let discounts = Discounts::NONE.with(Service::Kms, percent(20)).with(Service::S3, percent(10));
    let book = PriceBook::builtin().with_discounts(discounts);
    // 0.8 x 0.015 + 0.9 x 0.05 + 0.4
    let migration = Migration::new(&plan, &book).unwrap();
    assert_eq!(migration.total().typical, money("0.457"));
    assert_eq!(migration.lines().last().unwrap().code().id(), "discount-s3");
}

#[track_caller]
fn refused(plan: &Plan, message: &str) {
    let error = Migration::new(plan, PriceBook::builtin()).unwrap_err();
    assert_eq!(error.to_string(), message);
}

#[test]
fn what_cannot_be_done_is_refused() {
    for option in [EncryptionOption::SseS3, EncryptionOption::DsseKms, EncryptionOption::SseC] {
        let error = Migration::new(&Plan { option, ..in_place(1) }, PriceBook::builtin()).unwrap_err();
        assert_eq!((error.field(), error.value()), ("option", Some(option.id())));
    }
    let sized = |text| Some(parse::object_size("objectSize", text).unwrap());
    let large = Plan { object_size: sized("1MiB:50%,6GiB:50%"), ..copied(1) };
    refused(
        &large,
        "objectSize: \"6 GiB\" is not at most 5 GiB, the most that one CopyObject takes; change it in place, or copy it in \
         parts",
    );
    assert_eq!(
        migration(&Plan { object_size: sized("5GiB"), ..copied(1) }).total().typical,
        money("0.000011")
    );
    // In place nothing is copied.
    assert_eq!(migration(&Plan { method: Method::InPlace, ..large }).total().typical, money("0.000011"));
    let batch = |jobs| Plan { batch_jobs: Some(jobs), ..in_place(1) };
    refused(&batch(0), "batchJobs: \"0\" is not a whole number from 1 to 1,000,000");
    refused(&Plan { trails: 101, ..in_place(1) }, "trails: \"101\" is not a whole number from 0 to 100");
    let free = Plan { free_requests: 20_001, ..in_place(1) };
    refused(&free, "freeRequests: \"20001\" is not a whole number from 0 to 20,000");
    let many = in_place(1_000_000_000_000_001);
    refused(&many, "objects: \"1000000000000001\" is not a whole number from 0 to 1,000,000,000,000,000");
    let nowhere = Plan { region: "cn-north-1".into(), ..in_place(1) };
    assert!(Migration::new(&nowhere, PriceBook::builtin()).unwrap_err().is_unknown_region());
    assert_eq!(
        "update".parse::<Method>().unwrap_err().to_string(),
        "method: \"update\" is not one of in-place, copy"
    );
    for (method, id) in [(Method::InPlace, "in-place"), (Method::Copy, "copy")] {
        assert_eq!((id.parse::<Method>(), method.to_string().as_str()), (Ok(method), id));
    }
}

#[test]
fn what_is_not_published_is_said() {
    use MigrationWarning::{BucketKeyUncounted, FreeTierNotTaken, InPlaceInferred, ObjectSizeUnknown};
    let plan = in_place(1);
    let inferred = ["rules.updateObjectEncryptionCalls", "rules.updateObjectEncryptionPrice"];
    assert_eq!(migration(&plan).warnings(), [InPlaceInferred, FreeTierNotTaken]);
    assert_eq!(migration(&plan).assumed(), inferred);
    let plan = copied(1);
    assert_eq!(migration(&plan).warnings(), [ObjectSizeUnknown, BucketKeyUncounted, FreeTierNotTaken]);
    assert_eq!(migration(&plan).assumed(), ["objectSize", "rules.bucketKeyUncounted"]);
    let known = Plan {
        object_size: Some(ObjectSizes::one(1).unwrap()),
        option: EncryptionOption::SseKms,
        free_requests: 1,
        ..plan
    };
    assert!(migration(&known).warnings().is_empty());
    assert!(migration(&known).assumed().is_empty());
}

#[test]
fn each_warning_says_what_it_is_about() {
    use MigrationWarning::{BucketKeyUncounted, FreeTierNotTaken, InPlaceInferred, ObjectSizeUnknown};
    for (warning, about) in [
        (InPlaceInferred, "UpdateObjectEncryption"),
        (ObjectSizeUnknown, "at most 5 GiB"),
        (BucketKeyUncounted, "behind a Bucket Key"),
        (FreeTierNotTaken, "free KMS requests"),
    ] {
        assert!(warning.text().contains(about), "{}", warning.text());
    }
}

/// A flat 99 % of 20,000,000 requests is 200,000 left: past the free tier $59.94 and $0.54, so $59.40 saved a month. Ten million
/// objects in place are $60 and $50: two months, 118.80 being over 110.
#[test]
fn a_bucket_key_pays_for_its_migration() {
    let mut workload = Workload::documents("us-east-1", 10_000_000).unwrap();
    workload.bucket_key = BucketKey::Reduction(percent(99));
    let comparison = Comparison::new(&workload, PriceBook::builtin()).unwrap();
    let plan = in_place(10_000_000);
    let payback = migration(&plan).payback(&comparison, KmsKey::CustomerManaged).unwrap();
    assert_eq!(payback.monthly_saving, Range::exactly(money("59.4")));
    // With one call for each object it is $80, still two months.
    assert_eq!(payback.months, Range::exactly(Some(2)));
    let payback = migration(&plan).payback(&comparison, KmsKey::AwsManaged).unwrap();
    assert_eq!(payback.monthly_saving.typical, money("59.4"));
    assert_eq!(migration(&plan).payback_months(money("110")).unwrap(), Some(1));
    assert_eq!(migration(&plan).payback_months(money("109.99")).unwrap(), Some(2));
    assert_eq!(migration(&plan).payback_months(Money::ZERO).unwrap(), None);
}

/// By the model, every read may miss: the writes alone are saved for sure.
#[test]
fn a_modelled_saving_pays_back_within_a_range() {
    let workload = Workload::documents("us-east-1", 10_000_000).unwrap();
    let comparison = Comparison::new(&workload, PriceBook::builtin()).unwrap();
    let plan = in_place(20_000_000);
    let payback = migration(&plan).payback(&comparison, KmsKey::CustomerManaged).unwrap();
    let saving = payback.monthly_saving;
    assert!(saving.low < saving.typical && saving.typical <= saving.high);
    // Of 20,000,000 requests the 10,000,000 reads stay, at the worst: $29.97 a month for $220, 7.3 months. At the best what is
    // left is free: $59.94 is saved, for $160 of one call an object, 2.7 months.
    assert_eq!((payback.months.low, payback.months.high), (Some(3), Some(8)));
    let small = Workload::documents("us-east-1", 1_000).unwrap();
    let comparison = Comparison::new(&small, PriceBook::builtin()).unwrap();
    let payback = migration(&plan).payback(&comparison, KmsKey::CustomerManaged).unwrap();
    // Every request is free, with or without.
    assert_eq!(payback.months, Range::exactly(None));
}

#[test]
fn the_json_holds_inputs_lines_and_range() {
    let mut plan = copied(1_000_000);
    plan.object_size = Some(ObjectSizes::one(1 << 20).unwrap());
    plan.batch_jobs = Some(2);
    let json = serde_json::to_value(migration(&plan)).unwrap();
    assert_eq!(
        json["plan"],
        serde_json::json!({
            "region": "us-east-1", "objects": 1_000_000, "method": "copy", "option": "sse-kms-bucket-key",
            "sourceIsKms": true, "objectSize": 1_048_576, "batchJobs": 2, "freeRequests": 0, "trails": 0,
        })
    );
    assert_eq!(json["schemaVersion"], 1);
    // $6, $5, $0.50 and $1; and $3 less where the writes take no calls.
    assert_eq!(json["total"], "12.5");
    assert_eq!(json["range"], serde_json::json!({ "low": "9.5", "high": "12.5" }));
    assert_eq!(json["kmsRequestsRange"], serde_json::json!({ "low": 1_000_000, "high": 2_000_000 }));
    assert_eq!(json["lines"][2]["amount"], "0.5");
    assert_eq!(json["assumed"], serde_json::json!(["rules.bucketKeyUncounted"]));
    let small = Workload::documents("us-east-1", 1).unwrap();
    let comparison = Comparison::new(&small, PriceBook::builtin()).unwrap();
    let payback = migration(&plan).payback(&comparison, KmsKey::CustomerManaged).unwrap();
    assert_eq!(
        serde_json::to_value(payback).unwrap(),
        serde_json::json!({
            "monthlySaving": "0", "monthlySavingRange": { "low": "0", "high": "0" },
            "months": null, "monthsRange": { "low": null, "high": null },
        })
    );
}
