//! A forecast is what each of its months would cost by itself, and a bill for the rotations that fall due.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod oracle;

use oracle::{DOLLAR, Month, pico, price_table};
use proptest::prelude::*;
use rust_decimal::Decimal;
use sse_pricing::forecast::{Plan, StepReason};
use sse_pricing::keys::PartOfMonth;
use sse_pricing::{
    Assumable, BucketKey, EncryptionOption, Forecast, Growth, Keys, LineCode, LineItem, Money, ObjectSizes,
    Percent, PriceBook, Workload, parse,
};

fn growth(text: &str) -> Growth {
    parse::growth("growth", text).unwrap()
}

fn forecast<'a>(workload: &'a Workload, plan: &Plan) -> Forecast<'a> {
    Forecast::new(workload, PriceBook::builtin(), plan).unwrap()
}

fn documents(documents: u64) -> Workload {
    Workload::documents("us-east-1", documents).unwrap()
}

fn dollars(text: &str) -> Option<Money> {
    Some(Money::new(text.parse::<Decimal>().unwrap()))
}

fn to_pico(money: Money) -> oracle::Pico {
    pico(&money.amount().normalize().to_string())
}

fn any_growth() -> impl Strategy<Value = i64> {
    prop_oneof![-1_000_000_i64..=200_000, Just(0), 0_i64..=1_000]
}

fn any_bucket_key() -> impl Strategy<Value = Option<u32>> {
    prop::option::of(0_u32..=100)
}

prop_compose! {
    fn any_workload()(
        region in prop::sample::select(vec!["us-east-1", "us-gov-west-1", "sa-east-1"]),
        (uploads, downloads, copies) in (0_u64..2_000_000, 0_u64..2_000_000, 0_u64..10_000),
        object_size in prop::option::of(1_u64..=1_000_000_000),
        (count, replicas, rotations) in (1_u64..=50, 0_u64..=3, 0_u64..=3),
        (free, trails) in (0_u64..=20_000, 0_u64..=2),
        reduction in any_bucket_key(),
    ) -> Workload {
        let mut workload = Workload::documents(region, 0).unwrap();
        (workload.uploads, workload.downloads, workload.copies) = (uploads, downloads, copies);
        workload.object_size = object_size.map(|bytes| ObjectSizes::one(bytes).unwrap());
        workload.keys = Keys { count, replicas, rotations, existed: None };
        workload.free_requests = Assumable::Given(free);
        workload.trails = trails;
        if let Some(saved) = reduction {
            workload.bucket_key = BucketKey::Reduction(Percent::whole("share", saved).unwrap());
        }
        workload
    }
}

prop_compose! {
    fn any_plan()(
        months in 1_u32..=40,
        millionths in any_growth(),
        rotation_days in prop::option::of(prop_oneof![90_u32..=400, 90_u32..=2_560]),
        key_age_days in 0_u32..=3_000,
    ) -> Plan {
        Plan {
            rotation_days: Assumable::Given(rotation_days),
            key_age_days: Assumable::Given(key_age_days),
            ..Plan::new(months, Growth::new("growth", Decimal::new(millionths, 4)).unwrap())
        }
    }
}

/// The workload as the oracle sees it, in a month of such counts and rotations done.
fn month(workload: &Workload, [uploads, downloads, copies]: [i128; 3], rotations: i128) -> Month {
    let keys = workload.keys;
    Month {
        uploads,
        downloads,
        copies,
        object_bytes: workload.object_size.as_ref().map_or(0, |sizes| sizes.single().unwrap()).into(),
        boto3: true,
        complete_calls: 0,
        dsse_calls: 1,
        keys: keys.count.into(),
        replicas: keys.replicas.into(),
        rotations,
        key_hours: (1, 1),
        free_requests: workload.free_requests.value().into(),
        trails: workload.trails.into(),
    }
}

proptest! {
    #[test]
    fn every_month_is_the_oracles(workload in any_workload(), plan in any_plan()) {
        let table = price_table();
        let prices = &table.iter().find(|(code, _)| *code == workload.region).unwrap().1;
        let millionths = (plan.growth.amount() * Decimal::from(10_000)).normalize().to_string().parse().unwrap();
        let period = plan.rotation_days.value().map(i128::from);
        let rotations = period.map_or(vec![], |period| {
            oracle::rotation_hours(plan.key_age_days.value().into(), period, i128::from(plan.months) * 31)
        });
        let mut counts = [workload.uploads, workload.downloads, workload.copies].map(i128::from);
        let mut sums = [0; 7];
        for found in forecast(&workload, &plan).months() {
            let begins = i128::from(found.number - 1) * 730;
            let before = rotations.iter().filter(|hour| **hour < begins).count() as i128;
            let done = i128::from(workload.keys.rotations) + before;
            let within = rotations.iter().find(|hour| (begins..begins + 730).contains(*hour));
            let month = month(&workload, counts, done);
            let mut keys = oracle::keys(prices, &month);
            if let Some(hour) = within.filter(|_| done < 2) {
                keys += oracle::rotating(prices, &month, begins + 730 - hour);
            }
            for (option, sum) in EncryptionOption::ALL.into_iter().zip(&mut sums) {
                let figures = found.figures(option);
                let by_request = oracle::requests(prices, &month, figures.kms_requests.typical.into());
                let expected = match option {
                    EncryptionOption::SseS3 | EncryptionOption::SseC => 0,
                    EncryptionOption::SseKms | EncryptionOption::SseKmsBucketKey => by_request + keys,
                    EncryptionOption::DsseKms => by_request + keys + oracle::dsse(prices, &month),
                    EncryptionOption::SseKmsAwsManaged
                    | EncryptionOption::SseKmsAwsManagedBucketKey => by_request,
                };
                if option == EncryptionOption::SseKms {
                    let (writes, reads) = oracle::calls(&month);
                    prop_assert_eq!(i128::from(figures.kms_requests.typical), writes + reads);
                }
                prop_assert_eq!(to_pico(figures.known.typical), expected, "{} in month {}", option, found.number);
                *sum += expected;
                prop_assert_eq!(to_pico(found.so_far(option).known.typical), *sum, "{} so far", option);
            }
            counts = counts.map(|count| oracle::grown(count, millionths));
        }
    }

    #[test]
    fn the_lines_of_a_month_make_its_figures(workload in any_workload(), plan in any_plan(), pick in any::<u32>()) {
        let forecast = forecast(&workload, &plan);
        let month = &forecast.months()[pick as usize % forecast.months().len()];
        for option in EncryptionOption::ALL {
            let estimate = forecast.estimate(month.number, option).unwrap();
            prop_assert_eq!(estimate.figures(), month.figures(option));
            let sum: i128 = estimate.lines().iter().filter_map(LineItem::amount).map(to_pico).sum();
            prop_assert_eq!(sum, to_pico(month.figures(option).known.typical));
        }
    }

    #[test]
    fn steps_are_the_first_months_of_what_they_say(workload in any_workload(), plan in any_plan()) {
        let forecast = forecast(&workload, &plan);
        for option in EncryptionOption::ALL {
            let step = |reason| {
                let mut steps = forecast.steps().iter().filter(|step| (step.option, step.reason) == (option, reason));
                let month = steps.next().map(|step| step.month);
                assert!(steps.next().is_none(), "a step is taken once");
                month
            };
            let first = |holds: &dyn Fn(&sse_pricing::forecast::Month) -> bool| {
                forecast.months().iter().position(holds).map(|at| at as u32 + 1)
            };
            let free = workload.free_requests.value();
            let used_up = first(&|month| month.figures(option).kms_requests.typical > free);
            prop_assert_eq!(step(StepReason::FreeTierUsedUp), used_up.filter(|_| free > 0));
            let pays = option.without_bucket_key().and_then(|without| {
                first(&|month| month.figures(option).monthly() < month.figures(without).monthly())
            });
            prop_assert_eq!(step(StepReason::BucketKeyPays), pays);
            // A rotation costs something from its month on, and only then.
            let has_key = forecast.estimate(1, option).unwrap().lines().iter().any(|line| line.code() == LineCode::KmsKeys);
            for (reason, nth) in [(StepReason::FirstRotation, 1), (StepReason::SecondRotation, 2)] {
                let rotated = first(&|month| month.rotations + u64::from(month.rotating.is_some()) >= nth);
                let new = rotated.filter(|_| has_key && workload.keys.rotations < nth);
                prop_assert_eq!(step(reason), new, "{} {}", option, nth);
            }
        }
        prop_assert!(forecast.steps().is_sorted_by_key(|step| step.month));
    }
}

/// 90 days are 2,160 hours. Month 3 begins at hour 1,460 and ends at 2,190: 30 hours are left of 730, so 0.0410958904 key-months
/// (30/730 = 0.04109589041...). 180 days are 4,320 hours; month 6 ends at 4,380: 60/730 = 0.08219178082...
#[test]
fn a_rotation_is_charged_by_the_hours_that_are_left() {
    #[track_caller]
    fn check(month: u32, formulas: &[&str], total: &str) {
        let workload = documents(0);
        let plan = Plan { rotation_days: Assumable::Given(Some(90)), ..Plan::new(12, Growth::NONE) };
        let forecast = forecast(&workload, &plan);
        let estimate = forecast.estimate(month, EncryptionOption::SseKmsBucketKey).unwrap();
        let lines = estimate.lines().iter().filter(|line| line.code() != LineCode::KmsRequests);
        assert_eq!(lines.map(LineItem::formula).collect::<Vec<_>>(), formulas, "month {month}");
        assert_eq!(estimate.monthly(), dollars(total));
    }
    let key = "1 key-month x $1 = $1";
    check(2, &[key], "1");
    check(3, &[key, "0.0410958904 key-months x $1 = $0.0410958904"], "1.0410958904");
    check(4, &[key, key], "2");
    check(6, &[key, key, "0.0821917808 key-months x $1 = $0.0821917808"], "2.0821917808");
    check(7, &[key, "2 key-months x $1 = $2"], "3");
    check(12, &[key, "2 key-months x $1 = $2"], "3");
}

#[test]
fn the_line_of_a_rotation_says_where_its_hours_come_from() {
    let mut workload = documents(0);
    workload.keys = Keys { count: 2, replicas: 1, rotations: 1, existed: None };
    let plan = Plan { rotation_days: Assumable::Given(Some(90)), ..Plan::new(3, Growth::NONE) };
    let forecast = forecast(&workload, &plan);
    let estimate = forecast.estimate(3, EncryptionOption::SseKms).unwrap();
    let line = estimate.lines().last().unwrap();
    // 4 keys with their replicas: 4 x 30/730 = 0.16438356164...
    assert_eq!(line.formula(), "0.1643835616 key-months x $1 = $0.1643835616");
    assert_eq!(
        line.explanation(),
        "4 keys, the second rotation falls due with 30 of the month's 730 hours left: it adds the monthly fee for those",
    );
    assert_eq!(forecast.months()[2].rotating, Some(PartOfMonth { hours: 30, month_hours: 730 }));
    assert!(forecast.assumed().contains(&"rules.replicaRotation"));
    assert!(forecast.assumed().contains(&"rules.monthOf730Hours"));
}

/// 9,000 documents are 18,000 requests, all free; 10 % more are 19,800; then 10,890 documents are 21,780, of which 1,780 cost
/// $0.00534.
#[test]
fn growth_uses_up_the_free_tier() {
    let workload = documents(9_000);
    let forecast = forecast(&workload, &Plan::new(3, growth("10%")));
    let sse_kms = EncryptionOption::SseKms;
    let costs: Vec<_> = forecast.months().iter().map(|month| month.figures(sse_kms).monthly()).collect();
    assert_eq!(costs, [dollars("1"), dollars("1"), dollars("1.00534")]);
    assert_eq!(forecast.months()[2].uploads, 10_890);
    assert_eq!(forecast.total(sse_kms).typical(), dollars("3.00534"));
    let steps: Vec<_> = forecast.steps().iter().filter(|step| step.option == sse_kms).collect();
    assert_eq!(
        steps.iter().map(|step| (step.month, step.reason.id())).collect::<Vec<_>>(),
        [(3, "free-tier-used-up")]
    );
    let pays = forecast.steps().iter().find(|step| step.reason == StepReason::BucketKeyPays).unwrap();
    assert_eq!((pays.month, pays.option), (3, EncryptionOption::SseKmsBucketKey));
}

/// 10,000 documents are exactly the 20,000 requests that are free; 0.005 % more is 10,001 (10,000.5, rounded up).
#[test]
fn the_free_tier_is_used_up_past_its_last_request() {
    let workload = documents(10_000);
    let used_up = |growth: Growth| {
        let forecast = forecast(&workload, &Plan::new(2, growth));
        let steps = forecast.steps().iter();
        let sse_kms = steps.filter(|step| step.option == EncryptionOption::SseKms);
        sse_kms.map(|step| (step.month, step.reason)).collect::<Vec<_>>()
    };
    assert_eq!(used_up(Growth::NONE), []);
    assert_eq!(used_up(growth("0.005%")), [(2, StepReason::FreeTierUsedUp)]);
}

#[test]
fn where_nothing_is_free_nothing_is_used_up() {
    let mut workload = documents(9_000);
    workload.free_requests = Assumable::Given(0);
    let forecast = forecast(&workload, &Plan::new(3, Growth::NONE));
    let reasons: Vec<_> = forecast.steps().iter().map(|step| (step.month, step.reason)).collect();
    // Two options with a Bucket Key, which saves from the first month on.
    assert_eq!(reasons, [(1, StepReason::BucketKeyPays), (1, StepReason::BucketKeyPays)]);
}

#[test]
fn what_is_unknown_stays_unknown_over_a_known_floor() {
    let workload = documents(1_000);
    let forecast = forecast(&workload, &Plan::new(2, Growth::NONE));
    let sum = forecast.total(EncryptionOption::DsseKms);
    assert_eq!((sum.typical(), Some(sum.known.typical)), (None, dollars("2")));
    // With nothing moved from the second month on, the first stays unknown.
    let plan = Plan::new(2, growth("-100%"));
    let ended = Forecast::new(&workload, PriceBook::builtin(), &plan).unwrap();
    assert_eq!(ended.months()[1].figures(EncryptionOption::DsseKms).monthly(), dollars("1"));
    assert_eq!(ended.total(EncryptionOption::DsseKms).typical(), None);
}

/// 60 measured calls of the 2,000 that 1,000 documents make are 3 %; 3 % of 3,000 are 90.
#[test]
fn measured_calls_keep_their_share() {
    let mut workload = documents(1_000);
    workload.bucket_key = BucketKey::Measured(60);
    let forecast = forecast(&workload, &Plan::new(2, growth("50%")));
    let calls = |month: usize| {
        forecast.months()[month].figures(EncryptionOption::SseKmsBucketKey).kms_requests.typical
    };
    assert_eq!((calls(0), calls(1)), (60, 90));
}

#[track_caller]
fn refused(workload: &Workload, plan: &Plan, message: &str) {
    let error = Forecast::new(workload, PriceBook::builtin(), plan).unwrap_err();
    assert_eq!(error.to_string(), message);
}

#[test]
fn errors_name_the_field_or_the_month() {
    let workload = documents(1_000);
    let plan = |months| Plan::new(months, Growth::NONE);
    refused(&workload, &plan(0), "months: \"0\" is not a whole number from 1 to 600");
    refused(&workload, &plan(601), "months: \"601\" is not a whole number from 1 to 600");
    let rotated = |days| Plan { rotation_days: Assumable::Given(Some(days)), ..plan(1) };
    refused(&workload, &rotated(89), "rotationDays: \"89\" is not a whole number from 90 to 2,560");
    refused(&workload, &rotated(2_561), "rotationDays: \"2561\" is not a whole number from 90 to 2,560");
    // 10^3 x 11^m passes 10^15 with m = 12 (11^12 = 3.1 x 10^12), in month 13.
    let fast = Plan::new(36, growth("1000%"));
    refused(
        &workload,
        &fast,
        "months: \"36\" is not at most 12: with a growth of 1000% there are more than 1,000,000,000,000,000 uploads in \
         month 13",
    );
    assert_eq!(forecast(&workload, &Plan { months: 12, ..fast }).months().len(), 12);
    // 10 TiB are 1,310,720 GETs of 8 MiB; 10^13 x 2^m of them pass 2^64 = 1.8 x 10^19 with m = 1.
    let mut large = documents(10_000_000_000_000);
    large.uploads = 0;
    large.object_size = Some(ObjectSizes::one(10 << 40).unwrap());
    refused(
        &large,
        &Plan::new(3, growth("100%")),
        "months: \"3\" is not at most 1: the requests of month 2 are too many to be computed exactly",
    );
    // Twice as many are too many in the first month, whatever the number of months.
    large.downloads = 20_000_000_000_000;
    let message = "requests: the figure is too large to be computed exactly; use smaller counts or sizes";
    refused(&large, &Plan::new(3, Growth::NONE), message);
    let mut part = documents(1);
    part.keys.existed = Some(PartOfMonth { hours: 1, month_hours: 720 });
    refused(
        &part,
        &plan(1),
        "keyHours.existed: \"1\" is not left out, as in a forecast keys exist for whole months",
    );
    let forecast = forecast(&workload, &plan(2));
    let error = forecast.estimate(3, EncryptionOption::SseKms).unwrap_err();
    assert_eq!(error.to_string(), "month: \"3\" is not a whole number from 1 to 2");
    assert!(forecast.estimate(0, EncryptionOption::SseKms).is_err());
}

#[test]
fn what_nobody_said_is_assumed() {
    let workload = documents(1);
    let assumed = |plan: &Plan| {
        let assumed = forecast(&workload, plan).assumed();
        assumed.into_iter().filter(|name| name.starts_with("plan.")).collect::<Vec<_>>()
    };
    let plan = Plan::new(2, Growth::NONE);
    assert_eq!(assumed(&plan), ["plan.rotationDays", "plan.keyAgeDays"]);
    let given = Plan { rotation_days: Assumable::Given(Some(365)), ..plan };
    assert_eq!(assumed(&given), ["plan.keyAgeDays"]);
    assert!(assumed(&Plan { rotation_days: Assumable::Given(None), ..plan }).is_empty());
}

/// 90 days fall due in month 3. That a replica's rotation is charged like its key's matters only once there are both.
#[test]
fn a_rotation_of_replicas_is_assumed_where_there_is_one() {
    for (replicas, months, expected) in [(1, 3, true), (1, 2, false), (0, 3, false), (0, 2, false)] {
        let mut workload = documents(1);
        workload.keys.replicas = replicas;
        let plan = Plan { rotation_days: Assumable::Given(Some(90)), ..Plan::new(months, Growth::NONE) };
        let assumed = forecast(&workload, &plan).assumed();
        let listed = assumed.contains(&"rules.replicaRotation");
        assert_eq!(listed, expected, "{replicas} replicas, {months} months");
    }
}

#[test]
fn the_json_holds_the_figures_as_they_are() {
    let workload = documents(100_000);
    let plan = Plan { rotation_days: Assumable::Given(Some(90)), ..Plan::new(3, growth("-2.5%")) };
    let forecast = forecast(&workload, &plan);
    let json: serde_json::Value = serde_json::to_value(&forecast).unwrap();
    let mut fields: Vec<_> = json.as_object().unwrap().keys().map(String::as_str).collect();
    fields.sort_unstable();
    let mut expected =
        ["schemaVersion", "prices", "workload", "assumed", "plan", "options", "steps", "months"];
    expected.sort_unstable();
    assert_eq!(fields, expected);
    assert_eq!(
        json["plan"],
        serde_json::json!({ "months": 3, "growth": "-2.5", "rotationDays": 90, "keyAgeDays": 0 })
    );
    // 200,000 requests are $0.54 past the free tier; 195,000 and, of 97,500 documents less 2.5 %, 190,126 follow.
    assert_eq!(json["months"][0]["options"][1]["monthly"], "1.54");
    assert_eq!(json["months"][1]["options"][1]["kmsRequests"], 195_000);
    assert_eq!(json["months"][2]["uploads"], 95_063);
    assert_eq!(json["months"][2]["rotationHours"], 30);
    assert_eq!(json["months"][1]["rotationHours"], serde_json::Value::Null);
    // 1.54 + (175,000 x 0.000003 + 1) = 3.065
    assert_eq!(json["months"][1]["options"][1]["cumulative"], "3.065");
    assert_eq!(json["months"][1]["options"][5]["cumulative"], serde_json::Value::Null);
    assert_eq!(
        json["months"][1]["options"][5]["cumulativeRange"],
        serde_json::json!({ "low": "3.065", "high": null })
    );
    // The third month adds 170,126 x 0.000003 = 0.510378, and 1, and 0.0410958904.
    assert_eq!(json["options"][1]["total"], "4.6164738904");
    assert_eq!(
        json["steps"][0],
        serde_json::json!({
            "month": 1, "option": "sse-kms", "reason": "free-tier-used-up", "text": "free tier used up"
        })
    );
    assert_eq!(
        to_pico(forecast.months()[0].figures(EncryptionOption::SseKms).known.typical),
        154 * DOLLAR / 100
    );
}
