//! The volumes are those that pricing one volume after the other finds.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod oracle;

use oracle::price_table;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use rust_decimal::Decimal;
use sse_pricing::break_even::{self, Budget, Overtaking};
use sse_pricing::keys::PartOfMonth;
use sse_pricing::object_size::SizeClass;
use sse_pricing::read_back::ReadBack;
use sse_pricing::{
    Assumable, BreakEven, BucketKey, BucketKeyModel, Discounts, EncryptionOption, Figures, Keys, KmsKey,
    Money, ObjectSizes, Percent, PriceBook, Service, Workload, parse,
};

/// How far the scans go.
const SCANNED: u64 = 5_000;

fn documents(documents: u64) -> Workload {
    Workload::documents("us-east-1", documents).unwrap()
}

fn percent(percent: u32) -> Percent {
    Percent::whole("share", percent).unwrap()
}

fn money(text: &str) -> Money {
    Money::new(text.parse::<Decimal>().unwrap())
}

fn find(workload: &Workload) -> BreakEven<'_> {
    BreakEven::new(workload, PriceBook::builtin(), None).unwrap()
}

/// Halves up, in plain division.
fn ratio(volume: u64, count: u64, base: u64) -> u64 {
    let (whole, rest) = (volume * count / base, volume * count % base);
    whole + u64::from(rest * 2 >= base)
}

/// The workload at a volume, by the rule of the documentation.
fn at_volume(workload: &Workload, volume: u64) -> Workload {
    let counts = [workload.uploads, workload.downloads, workload.copies];
    let [uploads, downloads, copies] = match counts {
        [0, 0, 0] => [volume, volume, 0],
        [0, 0, _] => [0, 0, volume],
        [0, base, copies] => [0, volume, ratio(volume, copies, base)],
        [base, downloads, copies] => [volume, ratio(volume, downloads, base), ratio(volume, copies, base)],
    };
    Workload { uploads, downloads, copies, ..workload.clone() }
}

/// Every option at every volume that is scanned.
fn scan(workload: &Workload, book: &PriceBook, volumes: u64) -> Vec<[Figures; 7]> {
    let prices = book.region(&workload.region).unwrap();
    let figures = |volume| Figures::all(&at_volume(workload, volume), prices).unwrap();
    (0..=volumes).map(figures).collect()
}

fn at(all: &[Figures; 7], option: EncryptionOption) -> Figures {
    *all.iter().find(|figures| figures.option == option).unwrap()
}

/// What was found is what the scan finds first; beyond the scan it finds nothing.
#[track_caller]
fn same(found: Option<u64>, scanned: &[[Figures; 7]], what: &str, holds: impl Fn(&[Figures; 7]) -> bool) {
    let first = scanned.iter().position(holds).map(|volume| volume as u64);
    let found = found.filter(|volume| *volume < scanned.len() as u64);
    assert_eq!(found, first, "{what}");
}

#[track_caller]
fn check(workload: &Workload, book: &PriceBook, budget: Money, volumes: u64) {
    let scanned = scan(workload, book, volumes);
    let break_even = BreakEven::new(workload, book, Some(budget)).unwrap();
    let free = workload.free_requests.value();
    for option in EncryptionOption::ALL {
        let volumes = break_even.option(option);
        let ends = volumes.free_tier_ends;
        same(ends.map(|ends| ends.documents), &scanned, option.id(), |all| {
            at(all, option).kms_requests.typical > free
        });
        if let Some(ends) = ends.filter(|ends| ends.documents < scanned.len() as u64) {
            let documents = ends.documents as usize;
            assert_eq!(ends.below, at(&scanned[documents - 1], option));
            assert_eq!(ends.at, at(&scanned[documents], option));
        }
        let exceeds = |all: &[Figures; 7]| at(all, option).known.typical > budget;
        match volumes.within_budget.unwrap() {
            Budget::UpTo { documents, at: within, above } => {
                same(Some(documents + 1), &scanned, option.id(), exceeds);
                assert!(within.monthly().unwrap() <= budget && budget < above.monthly().unwrap());
            }
            Budget::Nothing { at_zero } => {
                same(Some(0), &scanned, option.id(), exceeds);
                assert_eq!(at_zero, at(&scanned[0], option));
            }
            Budget::Everything { .. } => same(None, &scanned, option.id(), exceeds),
            Budget::Unknown => assert!(scanned[1..].iter().any(|all| !at(all, option).complete)),
        }
        for against in EncryptionOption::ALL {
            let what = format!("{option} against {against}");
            let more = |all: &[Figures; 7]| at(all, option).known.typical > at(all, against).known.typical;
            let listed = break_even.overtakes().iter().find(|o| (o.option, o.against) == (option, against));
            let first = scanned.iter().position(more);
            match listed {
                Some(overtake) => same(Some(overtake.threshold.documents), &scanned, &what, more),
                None if first == Some(0) || first.is_none() => {}
                None => assert!(
                    !scanned[1..].iter().all(|all| at(all, option).complete && at(all, against).complete)
                ),
            }
        }
    }
    for pays in break_even.bucket_key_pays() {
        let documents = pays.threshold.map(|threshold| threshold.documents);
        same(documents, &scanned, pays.option.id(), |all| {
            at(all, pays.option).known.typical < at(all, pays.against).known.typical
        });
    }
}

fn model(requesters: u64, window: u64, hours: u64, read_back: ReadBack) -> BucketKey {
    BucketKey::Model(BucketKeyModel {
        requesters: Assumable::Given(requesters),
        window_seconds: Assumable::Given(window),
        active_hours: Assumable::Given(hours),
        read_back: Assumable::Given(read_back),
    })
}

#[test]
fn a_scan_of_one_volume_after_the_other_finds_the_same() {
    let mut workload = documents(1);
    workload.free_requests = Assumable::Given(3_000);
    check(&workload, PriceBook::builtin(), money("1.01"), SCANNED);
    // Many cells, so that it takes hundreds of operations until two fall into one.
    workload.bucket_key = model(40, 60, 730, ReadBack::within("readBack", 2_592_000).unwrap());
    check(&workload, PriceBook::builtin(), money("1"), SCANNED);
    workload.free_requests = Assumable::Given(0);
    check(&workload, PriceBook::builtin(), money("1.005"), SCANNED);
    // Rounded apart from each other: what is saved falls back at times.
    (workload.uploads, workload.downloads, workload.copies) = (7, 3, 1);
    check(&workload, PriceBook::builtin(), money("1.005"), SCANNED);
    (workload.uploads, workload.downloads, workload.copies) = (1_000, 1, 0);
    check(&workload, PriceBook::builtin(), money("0.99"), SCANNED);
    workload.share_before_bucket_key = percent(35);
    check(&workload, PriceBook::builtin(), money("1.002"), SCANNED);
}

#[test]
fn a_scan_with_sizes_and_trails_finds_the_same() {
    let mut workload = documents(2);
    workload.copies = 1;
    workload.trails = 3;
    workload.object_size = Some(ObjectSizes::one(100 << 20).unwrap());
    check(&workload, PriceBook::builtin(), money("3"), SCANNED);
    let class = |mib: u64, share| SizeClass { bytes: mib << 20, share: percent(share) };
    workload.object_size = Some(ObjectSizes::new(vec![class(1, 33), class(50, 33), class(300, 34)]).unwrap());
    workload.free_requests = Assumable::Given(1_000);
    check(&workload, PriceBook::builtin(), money("3"), SCANNED);
    // Two sizes that are rounded apart from each other: the Bucket Key pays at 47 documents, not at 48, and again from 49 on.
    let mut mixed = documents(6);
    mixed.downloads = 18;
    mixed.object_size = Some(ObjectSizes::new(vec![class(6, 63), class(48, 37)]).unwrap());
    mixed.free_requests = Assumable::Given(106);
    mixed.bucket_key = model(38, 1_921, 374, ReadBack::within("readBack", 54_409).unwrap());
    check(&mixed, PriceBook::builtin(), money("1"), 600);
    assert_eq!(find(&mixed).bucket_key_pays()[1].threshold.unwrap().documents, 47);
    let discounts = Discounts::NONE.with(Service::Kms, percent(100));
    check(&workload, &PriceBook::builtin().with_discounts(discounts), money("3"), 1_000);
}

prop_compose! {
    fn any_workload()(
        (uploads, downloads, copies) in (0_u64..=30, 0_u64..=30, 0_u64..=3),
        object_size in prop::option::of(prop::collection::btree_set(1_u64..=200, 1..=3)),
        (requesters, window, hours, span) in (1_u64..=100, 1_u64..=3_600, 1_u64..=730, 60_u64..=5_000_000),
        flat in prop::option::of(0_u32..=100),
        (free, trails, before) in (0_u64..=2_000, 0_u64..=50, prop_oneof![Just(0_u32), 0_u32..=100]),
        (dsse_calls, keys, rotations) in (1_u64..=2, 1_u64..=3, 0_u64..=2),
    ) -> Workload {
        let mut workload = documents(0);
        (workload.uploads, workload.downloads, workload.copies) = (uploads, downloads, copies);
        workload.object_size = object_size.map(|sizes| {
            let shares: &[u32] = match sizes.len() { 1 => &[100], 2 => &[41, 59], _ => &[33, 33, 34] };
            let sizes = sizes.into_iter().zip(shares);
            let class = |(mib, share): (u64, &u32)| SizeClass { bytes: mib << 20, share: percent(*share) };
            ObjectSizes::new(sizes.map(class).collect()).unwrap()
        });
        workload.bucket_key = match flat {
            Some(saved) => BucketKey::Reduction(percent(saved)),
            None => model(requesters, window, hours, ReadBack::within("readBack", span).unwrap()),
        };
        workload.free_requests = Assumable::Given(free);
        workload.trails = trails;
        workload.share_before_bucket_key = percent(before);
        workload.dsse_calls = Assumable::Given(dsse_calls);
        workload.keys = Keys { count: keys, rotations, ..Keys::default() };
        workload
    }
}

/// A scan takes a hundred times as long as another property, so it has a twentieth of the cases; `proptest!` would let the
/// environment decide.
#[test]
fn a_scan_of_any_workload_finds_the_same() {
    let config = ProptestConfig::default();
    let cases = config.cases.div_ceil(20);
    let mut runner = TestRunner::new(ProptestConfig { cases, failure_persistence: None, ..config });
    let found = runner.run(&(any_workload(), 0_i64..=1_000), |(workload, cents)| {
        check(&workload, PriceBook::builtin(), Money::new(Decimal::new(cents, 2)), 600);
        Ok(())
    });
    found.unwrap();
}

/// By the oracle's own bill, without the library's: far out, where no scan goes.
#[test]
fn a_budget_ends_where_the_oracle_says() {
    let table = price_table();
    let prices = &table.iter().find(|(code, _)| code == "us-east-1").unwrap().1;
    let workload = documents(1);
    for cents in [100_i64, 101, 500, 12_345, 100_000_000] {
        let budget = Money::new(Decimal::new(cents, 2));
        let found =
            break_even::within_budget(&workload, PriceBook::builtin(), EncryptionOption::SseKms, budget);
        let Budget::UpTo { documents, at, above } = found.unwrap() else { panic!("{cents}") };
        // $1 for the key; each request past 20,000 costs a request's price; two for each document.
        let billed = (i128::from(cents) * oracle::DOLLAR / 100 - oracle::DOLLAR) / prices["kms_request"];
        assert_eq!(i128::from(documents), (billed + 20_000) / 2, "{cents}");
        assert!(at.known.typical <= budget && budget < above.known.typical);
    }
}

/// $1 for a key buys 333,333.3 requests. A flat 99 % saves 0.99 x 2n of them: from n = 168,351 on, 333,334.98 > 333,333.3, less
/// what the free tier takes: the AWS managed key pays for 2n - 20,000, the customer managed key, with 0.02n requests, for none
/// up to n = 1,000,000. So 2n - 20,000 > 333,333.3, n > 176,666.67.
#[test]
fn a_fee_is_made_up_for_by_what_a_bucket_key_saves() {
    let mut workload = documents(5);
    workload.bucket_key = BucketKey::Reduction(percent(99));
    let (aws, own) = (EncryptionOption::SseKmsAwsManaged, EncryptionOption::SseKmsBucketKey);
    let found = break_even::overtakes(&workload, PriceBook::builtin(), aws, own).unwrap();
    let Overtaking::From(threshold) = found else { panic!("{found:?}") };
    assert_eq!(threshold.documents, 176_667);
    // 353,332 - 20,000 requests are $0.999996; 353,334 - 20,000 are $1.000002.
    let costs = |pair: break_even::Pair| pair.map(|figures| figures.monthly().unwrap());
    assert_eq!(costs(threshold.below), [money("0.999996"), money("1")]);
    assert_eq!(costs(threshold.at), [money("1.000002"), money("1")]);
}

#[test]
fn what_never_changes_is_never() {
    let workload = documents(1);
    let break_even = find(&workload);
    let overtakes =
        |option, against| break_even::overtakes(&workload, PriceBook::builtin(), option, against).unwrap();
    let (s3, kms) = (EncryptionOption::SseS3, EncryptionOption::SseKms);
    assert_eq!(break_even.option(s3).free_tier_ends, None);
    assert_eq!(break_even::free_tier_ends(&workload, PriceBook::builtin(), s3).unwrap(), None);
    assert_eq!(overtakes(s3, kms), Overtaking::Never);
    assert_eq!(overtakes(kms, kms), Overtaking::Never);
    assert_eq!(overtakes(kms, s3), Overtaking::FromTheStart);
    assert_eq!(overtakes(EncryptionOption::DsseKms, kms), Overtaking::Unknown);
    // 10^15 documents are 2 x 10^15 requests.
    assert_eq!(break_even.most_documents(), 1_000_000_000_000_000);
    let mut flat = documents(1);
    flat.bucket_key = BucketKey::Reduction(Percent::ZERO);
    assert_eq!(find(&flat).bucket_key_pays()[0].threshold, None);
    flat.bucket_key = BucketKey::Reduction(Percent::HUNDRED);
    assert_eq!(find(&flat).option(EncryptionOption::SseKmsBucketKey).free_tier_ends, None);
}

#[test]
fn a_budget_for_nothing_or_for_everything() {
    let workload = documents(1);
    let within = |option, budget: &str| {
        break_even::within_budget(&workload, PriceBook::builtin(), option, money(budget)).unwrap()
    };
    let Budget::Everything { at_most } = within(EncryptionOption::SseS3, "0") else { panic!() };
    assert_eq!(at_most.monthly(), Some(Money::ZERO));
    let Budget::Nothing { at_zero } = within(EncryptionOption::SseKms, "0.99") else { panic!() };
    assert_eq!(at_zero.monthly(), Some(money("1")));
    // All that $1 pays for is the key, and the free requests.
    let Budget::UpTo { documents, .. } = within(EncryptionOption::SseKms, "1") else { panic!() };
    assert_eq!(documents, 10_000);
    assert!(matches!(within(EncryptionOption::SseKms, "-1"), Budget::Nothing { .. }));
    assert_eq!(within(EncryptionOption::DsseKms, "100"), Budget::Unknown);
}

/// A download of 10 TiB is 1,310,720 GETs of 8 MiB and a HEAD; counts of them end at 2^64.
#[test]
fn a_volume_whose_figures_do_not_fit_is_beyond_the_range() {
    let mut workload = documents(0);
    workload.downloads = 1;
    workload.object_size = Some(ObjectSizes::one(10 << 40).unwrap());
    let break_even = find(&workload);
    assert_eq!(break_even.most_documents(), u64::MAX / 1_310_721);
}

#[test]
fn measured_calls_keep_their_share() {
    let mut workload = documents(1_000);
    workload.bucket_key = BucketKey::Measured(200);
    // A tenth of 2n calls is over 20,000 from 20,000.5 on: 2 x 100,003 / 10 = 20,000.6, and 2 x 100,002 / 10 = 20,000.4.
    let ends = find(&workload).option(EncryptionOption::SseKmsBucketKey).free_tier_ends.unwrap();
    assert_eq!((ends.documents, ends.at.kms_requests.typical), (100_003, 20_001));
    let mut nothing = documents(0);
    nothing.bucket_key = BucketKey::Measured(0);
    let error = BreakEven::new(&nothing, PriceBook::builtin(), None).unwrap_err();
    assert_eq!(error.field(), "bucketKey.calls");
}

/// Of 80,000 MiB and 100,000 MiB, boto3 cuts the first into 10,000 parts of 8 MiB and the second into 6,250 of 16 MiB.
#[test]
fn a_mix_whose_larger_objects_take_fewer_requests_is_refused() {
    let class = |mib: u64| SizeClass { bytes: mib << 20, share: percent(50) };
    let mut workload = documents(1);
    workload.object_size = Some(ObjectSizes::new(vec![class(80_000), class(100_000)]).unwrap());
    let error = BreakEven::new(&workload, PriceBook::builtin(), None).unwrap_err();
    assert_eq!((error.field(), error.value()), ("objectSize", Some("100,000 MiB")));
    // Downloads stay in parts of 8 MiB.
    workload.uploads = 0;
    assert!(BreakEven::new(&workload, PriceBook::builtin(), None).is_ok());
}

#[test]
fn a_bucket_key_pays_with_either_key_from_the_same_volume() {
    let workload = documents(1);
    let pays = |key| break_even::bucket_key_pays(&workload, PriceBook::builtin(), key).unwrap().unwrap();
    let (own, aws) = (pays(KmsKey::CustomerManaged), pays(KmsKey::AwsManaged));
    // The first paid requests, of which the Bucket Key saves nearly all.
    assert_eq!((own.documents, aws.documents), (10_001, 10_001));
    assert_eq!(own.at.map(|figures| figures.known.typical), [money("1"), money("1.000006")]);
    assert_eq!(aws.at.map(|figures| figures.known.typical), [money("0"), money("0.000006")]);
}

/// 10,001 uploads and as many downloads are two requests more than are free.
#[test]
fn the_free_tier_of_one_option_ends_where_it_does_among_all() {
    let workload = documents(1);
    let ends = |option| break_even::free_tier_ends(&workload, PriceBook::builtin(), option).unwrap().unwrap();
    assert_eq!(ends(EncryptionOption::SseKms).documents, 10_001);
    assert_eq!(ends(EncryptionOption::SseKms).at.kms_requests.typical, 20_002);
    for volumes in find(&workload).options().iter().filter(|volumes| volumes.option.kms_key().is_some()) {
        assert_eq!(Some(ends(volumes.option)), volumes.free_tier_ends);
    }
}

/// One object in 100,000 is large, so that there is none among the few that are given, and there are some at the largest volume.
#[test]
fn what_is_assumed_is_that_of_the_largest_volume() {
    let mut workload = documents(1);
    workload.object_size = Some(parse::object_size("objectSize", "1MiB:99.999%,100MiB:0.001%").unwrap());
    assert!(!workload.assumed().contains(&"completeCalls"));
    let expected = [
        "client",
        "completeCalls",
        "dsseCalls",
        "freeRequests",
        "peakFactor",
        "bucketKey.requesters",
        "bucketKey.windowSeconds",
        "bucketKey.activeHours",
        "bucketKey.readBack",
        "rules.uploadPartDecrypt",
    ];
    assert_eq!(find(&workload).assumed(), expected);
}

#[test]
fn keys_for_a_part_of_a_month_are_priced_as_they_are() {
    let mut workload = documents(1);
    workload.keys.existed = Some(PartOfMonth { hours: 360, month_hours: 720 });
    let budget =
        break_even::within_budget(&workload, PriceBook::builtin(), EncryptionOption::SseKms, money("0.5"));
    let Budget::UpTo { documents, .. } = budget.unwrap() else { panic!() };
    assert_eq!(documents, 10_000);
}

#[test]
fn the_json_holds_both_sides() {
    let mut workload = documents(1_000);
    workload.object_size = Some(parse::object_size("objectSize", "1MiB").unwrap());
    let break_even = BreakEven::new(&workload, PriceBook::builtin(), Some(money("5"))).unwrap();
    let json = serde_json::to_value(&break_even).unwrap();
    assert_eq!(json["budget"], "5");
    assert_eq!(json["mostDocuments"], break_even.most_documents());
    let sse_kms = &json["options"][1];
    assert_eq!((&sse_kms["id"], &sse_kms["name"]), (&"sse-kms".into(), &"SSE-KMS".into()));
    assert_eq!(sse_kms["freeTierEnds"]["documents"], 10_001);
    assert_eq!(sse_kms["freeTierEnds"]["below"]["monthly"], "1");
    assert_eq!(sse_kms["freeTierEnds"]["at"]["kmsRequests"], 20_002);
    assert_eq!(sse_kms["withinBudget"]["result"], "up-to");
    assert_eq!(sse_kms["withinBudget"]["documents"], 676_666);
    // 2 x 676,666 - 20,000 = 1,333,332 requests, $3.999996, and $1.
    assert_eq!(sse_kms["withinBudget"]["at"]["monthly"], "4.999996");
    assert_eq!(json["options"][0]["withinBudget"]["result"], "everything");
    assert_eq!(json["options"][0]["freeTierEnds"], serde_json::Value::Null);
    assert_eq!(json["bucketKeyPays"][0]["option"], "sse-kms-bucket-key");
    assert_eq!(json["bucketKeyPays"][0]["against"], "sse-kms");
    assert_eq!(json["bucketKeyPays"][0]["threshold"]["at"][1]["id"], "sse-kms");
    // One document of 1 MiB is 2 x 0.000976563 GB x $0.003.
    let dsse = json["overtakes"].as_array().unwrap().iter().find(|overtake| {
        (&overtake["option"], &overtake["against"]) == (&"dsse-kms".into(), &"sse-kms".into())
    });
    let threshold = &dsse.unwrap()["threshold"];
    assert_eq!(threshold["documents"], 1);
    assert_eq!(threshold["at"][0]["monthly"], "1.000005859378");
}
