//! What holds for every workload, against an oracle in whole numbers that shares no code with the library.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod oracle;

use oracle::{Month, Pico, pico, price_table};
use proptest::prelude::*;
use sse_pricing::bucket_key::Calls;
use sse_pricing::keys::PartOfMonth;
use sse_pricing::read_back::{Age, ReadBack};
use sse_pricing::{
    Assumable, BucketKey, BucketKeyModel, Client, Comparison, EncryptionOption, Estimate, Figures, Keys,
    LineCode, LineItem, Money, ObjectSizes, Percent, PriceBook, Workload,
};

/// Counts of every size, not mostly huge ones.
fn any_count() -> impl Strategy<Value = u64> {
    (0_u32..=12, 0_u64..1_000).prop_map(|(zeros, digits)| digits * 10_u64.pow(zeros))
}

fn any_region() -> impl Strategy<Value = String> {
    let codes: Vec<String> = price_table().into_iter().map(|(code, _)| code).collect();
    prop::sample::select(codes)
}

fn any_read_back() -> impl Strategy<Value = ReadBack> {
    let one = (1_u64..10_000_000).prop_map(|seconds| ReadBack::within("readBack", seconds).unwrap());
    let two = (1_u64..10_000, 10_000_u64..10_000_000, 0_u32..=100).prop_map(|(young, old, percent)| {
        let share = Percent::whole("share", percent).unwrap();
        let ages =
            vec![Age { within_seconds: old, share }, Age { within_seconds: young, share: share.rest() }];
        ReadBack::new("readBack", ages).unwrap()
    });
    prop_oneof![Just(ReadBack::default()), one, two]
}

fn any_bucket_key() -> impl Strategy<Value = BucketKey> {
    let model = (1_u64..=1_000, 1_u64..=86_400, 1_u64..=744, any_read_back());
    let model = model.prop_map(|(requesters, window, hours, read_back)| {
        BucketKey::Model(BucketKeyModel {
            requesters: Assumable::Given(requesters),
            window_seconds: Assumable::Given(window),
            active_hours: Assumable::Given(hours),
            read_back: Assumable::Given(read_back),
        })
    });
    let flat = (0_u32..=100).prop_map(|saved| BucketKey::Reduction(Percent::whole("share", saved).unwrap()));
    prop_oneof![model, flat]
}

fn any_keys() -> impl Strategy<Value = Keys> {
    let existed = (prop::sample::select(vec![672_u64, 696, 720, 744]), 0_u64..=672);
    let existed = existed.prop_map(|(month_hours, hours)| PartOfMonth { hours, month_hours });
    let inputs = (1_u64..=1_000, 0_u64..=5, 0_u64..=4, prop::option::of(existed));
    inputs.prop_map(|(count, replicas, rotations, existed)| Keys { count, replicas, rotations, existed })
}

prop_compose! {
    fn any_workload()(
        region in any_region(),
        (uploads, downloads, copies) in (any_count(), any_count(), any_count()),
        object_size in prop::option::of(1_u64..=100_000_000_000),
        client in prop::sample::select(vec![Client::Boto3, Client::DotNet]),
        (complete, dsse, trails) in (0_u64..=1, 1_u64..=2, 0_u64..=3),
        keys in any_keys(),
        free in 0_u64..=20_000,
        bucket_key in any_bucket_key(),
        before in 0_u32..=100,
        stored_bytes in prop::option::of(0_u64..=1_000_000_000_000_000_000),
    ) -> Workload {
        let documents = Workload::documents(region, 0).unwrap();
        // A copy in one request ends at 5 GiB.
        let copies = if client == Client::DotNet && object_size > Some(5 << 30) { 0 } else { copies };
        // Counts times parts must stay within a count.
        let scale = if object_size.is_some() { 1_000 } else { 1 };
        Workload {
            uploads: uploads / scale,
            downloads: downloads / scale,
            copies: copies / scale,
            object_size: object_size.map(|bytes| ObjectSizes::one(bytes).unwrap()),
            client: Assumable::Given(client),
            complete_calls: Assumable::Given(complete),
            dsse_calls: Assumable::Given(dsse),
            keys,
            free_requests: Assumable::Given(free),
            bucket_key,
            share_before_bucket_key: Percent::whole("share", before).unwrap(),
            trails,
            stored_bytes,
            peak_factor: Assumable::Given(10),
            ..documents
        }
    }
}

fn month(workload: &Workload) -> Month {
    let keys = workload.keys;
    let sizes = workload.object_size.as_ref();
    Month {
        uploads: workload.uploads.into(),
        downloads: workload.downloads.into(),
        copies: workload.copies.into(),
        object_bytes: sizes.map_or(0, |sizes| sizes.single().unwrap()).into(),
        boto3: workload.client.value() == Client::Boto3,
        complete_calls: workload.complete_calls.value().into(),
        dsse_calls: workload.dsse_calls.value().into(),
        keys: keys.count.into(),
        replicas: keys.replicas.into(),
        rotations: keys.rotations.into(),
        key_hours: keys.existed.map_or((1, 1), |part| (part.hours.into(), part.month_hours.into())),
        free_requests: workload.free_requests.value().into(),
        trails: workload.trails.into(),
    }
}

/// The library's exact decimal, as the oracle counts.
fn to_pico(money: Money) -> Pico {
    pico(&money.amount().normalize().to_string())
}

fn compare(workload: &Workload) -> Comparison<'_> {
    Comparison::new(workload, PriceBook::builtin()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::default())]

    #[test]
    fn every_estimate_is_the_oracles(workload in any_workload()) {
        let table = price_table();
        let prices = &table.iter().find(|(code, _)| *code == workload.region).unwrap().1;
        let month = month(&workload);
        let (writes, reads) = oracle::calls(&month);
        for estimate in compare(&workload).estimates() {
            let calls = i128::from(estimate.kms_requests().typical);
            match estimate.option() {
                EncryptionOption::SseKms | EncryptionOption::SseKmsAwsManaged => {
                    prop_assert_eq!(calls, writes + reads);
                }
                EncryptionOption::DsseKms => prop_assert_eq!(calls, (writes + reads) * month.dsse_calls),
                _ => prop_assert!(calls <= writes + reads),
            }
            let by_request = oracle::requests(prices, &month, calls);
            let keys = oracle::keys(prices, &month);
            let expected = match estimate.option() {
                EncryptionOption::SseS3 | EncryptionOption::SseC => 0,
                EncryptionOption::SseKms | EncryptionOption::SseKmsBucketKey => by_request + keys,
                EncryptionOption::SseKmsAwsManaged
                | EncryptionOption::SseKmsAwsManagedBucketKey => by_request,
                EncryptionOption::DsseKms => by_request + keys + oracle::dsse(prices, &month),
            };
            prop_assert_eq!(to_pico(estimate.known()), expected, "{}", estimate.option());
            let moved = workload.uploads + workload.downloads + workload.copies > 0;
            let unknown = estimate.option() == EncryptionOption::DsseKms && workload.object_size.is_none() && moved;
            prop_assert_eq!(estimate.monthly().is_none(), unknown);
            if let Some(annual) = estimate.annual().unwrap() {
                prop_assert_eq!(to_pico(annual), expected * 12);
            }
        }
    }

    #[test]
    fn a_total_is_the_sum_of_its_lines_and_a_line_its_product(workload in any_workload()) {
        for estimate in compare(&workload).estimates() {
            let mut sum = 0;
            for line in estimate.lines() {
                let (Some(quantity), Some(amount)) = (line.quantity(), line.amount()) else { continue };
                sum += to_pico(amount);
                let product = pico(&quantity.to_string()) * pico(&line.unit_price().to_string());
                prop_assert_eq!(product, to_pico(amount) * oracle::DOLLAR);
                let is_free_tier = line.code() == LineCode::KmsFreeTier;
                prop_assert_eq!(is_free_tier, amount < Money::ZERO, "only the free tier takes off");
            }
            prop_assert_eq!(sum, to_pico(estimate.known()));
        }
    }

    #[test]
    fn the_free_tier_never_takes_off_more_than_there_is(workload in any_workload()) {
        for estimate in compare(&workload).estimates() {
            let amount = |code| {
                let line = estimate.lines().iter().find(|line| line.code() == code);
                line.and_then(LineItem::amount).map_or(0, to_pico)
            };
            let billed = amount(LineCode::KmsRequests) + amount(LineCode::KmsFreeTier);
            prop_assert!(billed >= 0);
            let every_request_free = estimate.kms_requests().typical <= workload.free_requests.value();
            prop_assert_eq!(billed == 0, every_request_free);
        }
    }

    #[test]
    fn a_bucket_key_never_costs_more_than_none(workload in any_workload()) {
        let comparison = compare(&workload);
        let pairs = [
            (EncryptionOption::SseKmsBucketKey, EncryptionOption::SseKms),
            (EncryptionOption::SseKmsAwsManagedBucketKey, EncryptionOption::SseKmsAwsManaged),
        ];
        for (with, without) in pairs {
            let (with, without) = (comparison.estimate(with), comparison.estimate(without));
            prop_assert!(with.high() <= without.monthly());
            prop_assert!(with.low() <= with.known() && Some(with.known()) <= with.high());
        }
    }

    #[test]
    fn more_volume_never_costs_less(workload in any_workload(), more in 0_u64..1_000_000, up in any::<bool>()) {
        let mut larger = workload.clone();
        let count = if up { &mut larger.uploads } else { &mut larger.downloads };
        *count += more;
        let (smaller, larger) = (compare(&workload), compare(&larger));
        for (smaller, larger) in smaller.estimates().iter().zip(larger.estimates()) {
            prop_assert!(smaller.known() <= larger.known(), "{}", smaller.option());
            prop_assert!(smaller.low() <= larger.low(), "{}", smaller.option());
            prop_assert!(smaller.high() <= larger.high() || larger.high().is_none(), "{}", smaller.option());
        }
    }

    #[test]
    fn figures_alone_are_those_of_the_estimates(workload in any_workload()) {
        let prices = PriceBook::builtin().region(&workload.region).unwrap();
        let comparison = compare(&workload);
        for (figures, estimate) in Figures::all(&workload, prices).unwrap().iter().zip(comparison.estimates()) {
            prop_assert_eq!(figures, estimate.figures());
        }
    }

    /// The ends of a range are what one would pay if that many calls had been measured.
    #[test]
    fn a_range_ends_where_measured_calls_would(workload in any_workload()) {
        let comparison = compare(&workload);
        let range = comparison.estimate(EncryptionOption::SseKmsBucketKey);
        for (calls, cost) in [(range.kms_requests().low, Some(range.low())), (range.kms_requests().high, range.high())] {
            let measured = Workload { bucket_key: BucketKey::Measured(calls), ..workload.clone() };
            let measured = compare(&measured);
            prop_assert_eq!(measured.estimate(EncryptionOption::SseKmsBucketKey).monthly(), cost);
        }
    }

    #[test]
    fn one_estimate_is_that_of_the_comparison(workload in any_workload()) {
        let prices = PriceBook::builtin().region(&workload.region).unwrap();
        let comparison = compare(&workload);
        for option in EncryptionOption::ALL {
            prop_assert_eq!(&Estimate::new(&workload, prices, option).unwrap(), comparison.estimate(option));
        }
    }

    /// The formula again, with the standard library's `exp` in place of `libm`'s `expm1`.
    #[test]
    fn the_cell_model_counts_what_its_formula_says(
        (uploads, downloads) in (0_u64..100_000_000, 0_u64..100_000_000),
        (requesters, window, hours) in (1_u64..=100, 10_u64..=3_600, 1_u64..=730),
        span in 60_u64..=2_592_000,
    ) {
        let calls = |n: f64, c: f64| c * (1.0 - (-n / c).exp());
        let windows = ((hours * 3_600) as f64 / window as f64).ceil();
        let cells = requesters as f64 * windows;
        let active = (hours * 3_600) as f64;
        let span_active = (span as f64).min(active);
        let written = uploads as f64 * span_active / active;
        let g = calls(written, requesters as f64 * (span_active / window as f64).max(1.0)).max(1.0);
        let model = BucketKey::Model(BucketKeyModel {
            requesters: Assumable::Given(requesters),
            window_seconds: Assumable::Given(window),
            active_hours: Assumable::Given(hours),
            read_back: Assumable::Given(ReadBack::within("readBack", span).unwrap()),
        });
        let range = model.calls(Calls { writes: uploads, reads: downloads }).unwrap();
        // `1 - exp(-x)` loses digits where x is small, and a count may stand at a half.
        let near = |counted: u64, expected: f64| (counted as f64 - expected).abs() <= 0.51 + expected * 1e-6;
        prop_assert!(near(range.typical.writes, calls(uploads as f64, cells)));
        prop_assert!(near(range.typical.reads, calls(downloads as f64, cells * g)));
        prop_assert!(near(range.low.reads, calls(downloads as f64, cells)));
        prop_assert_eq!(range.high.reads, downloads);
    }

    #[test]
    fn a_printed_workload_reads_back_as_itself(workload in any_workload()) {
        let printed = serde_json::to_string(&workload).unwrap();
        let read: Workload = serde_json::from_str(&printed).unwrap();
        prop_assert_eq!(serde_json::to_string(&read).unwrap(), printed);
        prop_assert_eq!(read, workload);
    }
}

/// Without an object size the GB of what is moved are unknown, of writes and of reads each by itself; of nothing they are none.
#[test]
fn figures_alone_know_what_is_unknown() {
    for (uploads, downloads, known) in [(1, 1, false), (1, 0, false), (0, 1, false), (0, 0, true)] {
        let workload = Workload { uploads, downloads, ..Workload::documents("us-east-1", 0).unwrap() };
        let figures = Figures::all(&workload, PriceBook::builtin().region("us-east-1").unwrap()).unwrap();
        for figures in figures {
            let expected = known || figures.option != EncryptionOption::DsseKms;
            assert_eq!(figures.monthly().is_some(), expected, "{} of {uploads}, {downloads}", figures.option);
        }
    }
}

/// Operations thrown at random into cells: the formula is the expectation of this.
#[test]
fn the_cell_model_agrees_with_a_simulation() {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = |below: u64| {
        // xorshift64*: any generator will do.
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        (state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 11) % below
    };
    for (operations, requesters) in [(500_u64, 1_u64), (8_760, 1), (20_000, 3), (400_000, 10)] {
        let cells = requesters * 8_760;
        let mut hit = vec![false; usize::try_from(cells).unwrap()];
        for _ in 0..operations {
            hit[usize::try_from(random(cells)).unwrap()] = true;
        }
        let simulated = hit.iter().filter(|hit| **hit).count() as f64;
        let model = BucketKeyModel { requesters: Assumable::Given(requesters), ..BucketKeyModel::default() };
        let calls = BucketKey::Model(model).calls(Calls { writes: operations, reads: 0 }).unwrap();
        let counted = calls.typical.writes as f64;
        // The spread of the simulation is below sqrt(cells) / 2.
        assert!((counted - simulated).abs() < 3.0 * (cells as f64).sqrt(), "{counted} against {simulated}");
    }
}

/// The JSON of every workload is what its schema says, and holds nothing that the schema does not describe.
#[cfg(feature = "schema")]
mod schema {
    use super::{any_workload, compare};
    use jsonschema::Validator;
    use proptest::prelude::*;
    use schemars::generate::SchemaSettings;
    use schemars::transform::RecursiveTransform;
    use schemars::{JsonSchema, Schema};
    use serde_json::Value;
    use sse_pricing::{Comparison, Forecast, Growth, PriceBook, Workload, forecast::Plan};
    use std::sync::LazyLock;

    fn close(schema: &mut Schema) {
        if schema.get("properties").is_some() && schema.get("additionalProperties").is_none() {
            schema.insert("additionalProperties".to_owned(), false.into());
        }
    }

    fn validator<T: JsonSchema>(settings: SchemaSettings) -> Validator {
        let settings = settings.with_transform(RecursiveTransform(close));
        let schema = settings.into_generator().into_root_schema_for::<T>();
        jsonschema::draft202012::new(schema.as_value()).unwrap()
    }

    fn written<T: JsonSchema>() -> Validator {
        validator::<T>(SchemaSettings::draft2020_12().for_serialize())
    }

    static WORKLOAD: LazyLock<Validator> =
        LazyLock::new(|| validator::<Workload>(SchemaSettings::draft2020_12()));
    static COMPARISON: LazyLock<Validator> = LazyLock::new(written::<Comparison<'_>>);
    static FORECAST: LazyLock<Validator> = LazyLock::new(written::<Forecast<'_>>);

    fn check(validator: &Validator, value: &Value) -> Result<(), TestCaseError> {
        let errors = validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path()));
        let errors: Vec<String> = errors.collect();
        prop_assert!(errors.is_empty(), "{}", errors.join("\n"));
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::default())]

        #[test]
        fn every_comparison_and_its_workload(workload in any_workload()) {
            let comparison = serde_json::to_value(compare(&workload)).unwrap();
            check(&COMPARISON, &comparison)?;
            check(&WORKLOAD, &comparison["workload"])?;
        }
    }

    proptest! {
        // Three months each.
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn every_forecast(workload in any_workload(), growth in -20_i64..=20) {
            // In a forecast keys exist for whole months, and counts grow.
            let mut workload = workload;
            workload.keys.existed = None;
            (workload.uploads, workload.downloads) = (workload.uploads / 10, workload.downloads / 10);
            workload.copies /= 10;
            let plan = Plan::new(3, Growth::new("growth", growth.into()).unwrap());
            let forecast = Forecast::new(&workload, PriceBook::builtin(), &plan).unwrap();
            check(&FORECAST, &serde_json::to_value(forecast).unwrap())?;
        }
    }
}
