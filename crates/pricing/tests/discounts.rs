//! Discounts and private prices, against the oracle in whole numbers.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod oracle;

use oracle::{Month, Pico, pico, price_table};
use proptest::prelude::*;
use sse_pricing::{
    Assumable, Client, Comparison, Discounts, EncryptionOption, Figures, Keys, LineCode, Money, ObjectSizes,
    Percent, PriceBook, Service, Workload, parse,
};

/// 10^-14 dollars: a whole per cent of a Pico is a whole number of these.
type Centipico = i128;

fn centipico(money: Money) -> Centipico {
    let text = money.amount().normalize().to_string();
    // The oracle reads 12 places. The last two of 14 are read apart.
    let (sign, digits) = text.strip_prefix('-').map_or((1, text.as_str()), |digits| (-1, digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    assert!(fraction.len() <= 14, "{text} is finer than 10^-14");
    let padded = format!("{fraction:0<14}");
    let (coarse, fine) = padded.split_at(12);
    sign * (pico(&format!("{whole}.{coarse}")) * 100 + fine.parse::<i128>().unwrap())
}

/// Whole per cent off KMS, S3 and CloudTrail.
type Off = [u32; 3];

fn any_off() -> impl Strategy<Value = Off> {
    prop::array::uniform3(0_u32..=100)
}

fn discounts(off: Off) -> Discounts {
    let services = Service::ALL.into_iter().zip(off);
    services.fold(Discounts::NONE, |discounts, (service, off)| {
        discounts.with(service, Percent::whole("discount", off).unwrap())
    })
}

prop_compose! {
    fn any_workload()(
        region in prop::sample::select(price_table().into_iter().map(|(code, _)| code).collect::<Vec<_>>()),
        (uploads, downloads) in (0_u64..1_000_000_000, 0_u64..1_000_000_000),
        megabytes in prop::option::of(1_u64..1_000),
        (keys, replicas, rotations) in (1_u64..100, 0_u64..3, 0_u64..4),
        (free, trails, dsse_calls) in (0_u64..=20_000, 0_u64..=2, 1_u64..=2),
    ) -> Workload {
        let mut workload = Workload::documents(region, 0).unwrap();
        (workload.uploads, workload.downloads) = (uploads, downloads);
        workload.object_size = megabytes.map(|size| ObjectSizes::one(size * 1_000_003).unwrap());
        workload.client = Assumable::Given(Client::Boto3);
        workload.keys = Keys { count: keys, replicas, rotations, ..Keys::default() };
        workload.free_requests = Assumable::Given(free);
        workload.trails = trails;
        workload.dsse_calls = Assumable::Given(dsse_calls);
        workload
    }
}

fn month(workload: &Workload) -> Month {
    let keys = workload.keys;
    let sizes = workload.object_size.as_ref();
    Month {
        uploads: workload.uploads.into(),
        downloads: workload.downloads.into(),
        copies: 0,
        object_bytes: sizes.map_or(0, |sizes| sizes.single().unwrap()).into(),
        boto3: true,
        complete_calls: 0,
        dsse_calls: workload.dsse_calls.value().into(),
        keys: keys.count.into(),
        replicas: keys.replicas.into(),
        rotations: keys.rotations.into(),
        key_hours: (1, 1),
        free_requests: workload.free_requests.value().into(),
        trails: workload.trails.into(),
    }
}

/// What each service charges for an option, before anything is taken off; `calls` are those of the option.
fn by_service(prices: &oracle::Prices, month: &Month, option: EncryptionOption, calls: i128) -> [Pico; 3] {
    let without_trails = oracle::requests(prices, &Month { trails: 0, ..month.clone() }, calls);
    let trails = oracle::requests(prices, month, calls) - without_trails;
    let keys = oracle::keys(prices, month);
    match option {
        EncryptionOption::SseS3 | EncryptionOption::SseC => [0, 0, 0],
        EncryptionOption::SseKms | EncryptionOption::SseKmsBucketKey => [without_trails + keys, 0, trails],
        EncryptionOption::SseKmsAwsManaged | EncryptionOption::SseKmsAwsManagedBucketKey => {
            [without_trails, 0, trails]
        }
        EncryptionOption::DsseKms => [without_trails + keys, oracle::dsse(prices, month), trails],
    }
}

proptest! {
    #[test]
    fn every_discounted_estimate_is_the_oracles(workload in any_workload(), off in any_off()) {
        let table = price_table();
        let prices = &table.iter().find(|(code, _)| *code == workload.region).unwrap().1;
        let month = month(&workload);
        let book = PriceBook::builtin().with_discounts(discounts(off));
        let comparison = Comparison::new(&workload, &book).unwrap();
        for estimate in comparison.estimates() {
            let at = |calls: u64| -> Centipico {
                let sums = by_service(prices, &month, estimate.option(), calls.into());
                sums.iter().zip(off).map(|(sum, off)| sum * i128::from(100 - off)).sum()
            };
            let calls = estimate.kms_requests();
            prop_assert_eq!(centipico(estimate.known()), at(calls.typical), "{}", estimate.option());
            prop_assert_eq!(centipico(estimate.low()), at(calls.low), "{}", estimate.option());
            if let Some(high) = estimate.high() {
                prop_assert_eq!(centipico(high), at(calls.high), "{}", estimate.option());
            }
        }
        let alone = Figures::all(&workload, book.region(&workload.region).unwrap()).unwrap();
        for (figures, estimate) in alone.iter().zip(comparison.estimates()) {
            prop_assert_eq!(figures, estimate.figures());
        }
    }

    /// Each discount is one line, of its service, that takes off its share of the other lines of the service.
    #[test]
    fn a_discount_is_a_line_of_its_own(workload in any_workload(), off in any_off()) {
        let book = PriceBook::builtin().with_discounts(discounts(off));
        let comparison = Comparison::new(&workload, &book).unwrap();
        let codes = [LineCode::DiscountKms, LineCode::DiscountS3, LineCode::DiscountCloudTrail];
        for estimate in comparison.estimates() {
            for ((service, off), code) in Service::ALL.into_iter().zip(off).zip(codes) {
                let of_service = estimate.lines().iter().filter(|line| line.code().service() == service);
                let (discount, rest): (Vec<_>, Vec<_>) = of_service.partition(|line| line.code() == code);
                let sum = |lines: &[&sse_pricing::LineItem]| -> Centipico {
                    lines.iter().filter_map(|line| line.amount()).map(centipico).sum()
                };
                prop_assert!(discount.len() <= 1);
                prop_assert_eq!(sum(&discount) * 100, -sum(&rest) * i128::from(off));
                for line in discount {
                    let product = line.quantity().unwrap().checked_mul(line.unit_price()).unwrap();
                    prop_assert_eq!(Money::new(product), line.amount().unwrap());
                }
            }
        }
    }

    /// A private price is what the bill is made with, as if AWS had published it; and AWS's own stands beside it.
    #[test]
    fn a_private_price_is_billed_as_if_it_were_published(workload in any_workload(), nanodollars in 0_i64..10_000) {
        let mut table = price_table();
        let prices = &mut table.iter_mut().find(|(code, _)| *code == workload.region).unwrap().1;
        let listed = prices["kms_request"];
        prices.insert("kms_request".to_owned(), i128::from(nanodollars) * 1_000);
        let text = format!("{}:kmsRequest=0.{nanodollars:09}", workload.region);
        let private = parse::private_price("price", &text).unwrap();
        let book = PriceBook::builtin().with_private_price(&private).unwrap();
        let comparison = Comparison::new(&workload, &book).unwrap();
        let month = month(&workload);
        for estimate in comparison.estimates() {
            let calls = estimate.kms_requests().typical.into();
            let sums = by_service(prices, &month, estimate.option(), calls);
            prop_assert_eq!(centipico(estimate.known()), sums.iter().sum::<Pico>() * 100);
            for line in estimate.lines() {
                let private = matches!(line.code(), LineCode::KmsRequests | LineCode::KmsFreeTier);
                let list = line.list_price().map(|price| pico(&price.normalize().to_string()));
                prop_assert_eq!(list, private.then_some(listed));
            }
        }
    }
}

/// us-east-1: a million PUT are $5.00, a million GET $0.40; a tenth of $5.40 is $0.54. Of nothing nothing is taken off.
#[test]
fn a_discount_on_s3_is_taken_off_its_own_costs() {
    let ten = |service| Discounts::NONE.with(service, Percent::whole("discount", 10).unwrap());
    let costs = |documents, service| {
        let mut workload = Workload::documents("us-east-1", documents).unwrap();
        workload.stored_bytes = Some(0);
        let book = PriceBook::builtin().with_discounts(ten(service));
        let costs = Comparison::new(&workload, &book).unwrap().s3_costs().unwrap();
        let last = costs.lines().last().unwrap();
        (costs.total().unwrap().exact(), last.code(), last.amount().unwrap().exact())
    };
    assert_eq!(costs(1_000_000, Service::S3), ("$4.86".into(), LineCode::DiscountS3, "-$0.54".into()));
    assert_eq!(costs(1_000_000, Service::Kms), ("$5.4".into(), LineCode::S3StorageTo50Tb, "$0".into()));
    assert_eq!(costs(0, Service::S3), ("$0".into(), LineCode::S3StorageTo50Tb, "$0".into()));
}

/// The JSON says what an estimate was priced with.
#[cfg(feature = "serde")]
#[test]
fn the_json_names_what_was_agreed() {
    let private = parse::private_price("price", "kmsRequest=0.0000025").unwrap();
    let ten = Discounts::NONE.with(Service::S3, Percent::whole("discount", 10).unwrap());
    let book = PriceBook::builtin().with_private_price(&private).unwrap().with_discounts(ten);
    let workload = Workload::documents("eu-west-1", 1_000).unwrap();
    let json = |book: &PriceBook| {
        let comparison = Comparison::new(&workload, book).unwrap();
        serde_json::to_value(&comparison).unwrap()["prices"].clone()
    };
    let agreed = json(&book);
    assert_eq!(agreed["discounts"], serde_json::json!({ "kms": "0", "s3": "10", "cloudtrail": "0" }));
    let row = serde_json::json!([{
        "id": "kmsRequest", "label": "KMS symmetric request", "unit": "request",
        "unitPrice": "0.0000025", "listPrice": "0.000003",
    }]);
    assert_eq!(agreed["privatePrices"], row);
    let listed = json(PriceBook::builtin());
    assert_eq!(listed["privatePrices"], serde_json::json!([]));
    assert_eq!(listed["discounts"]["s3"], "0");
}

#[cfg(feature = "serde")]
#[test]
fn a_change_has_one_shape_in_json() {
    let old = PriceBook::builtin();
    let dearer = parse::private_price("price", "us-east-1:kmsRequest=0.000004").unwrap();
    let json = |new: &PriceBook| serde_json::to_value(PriceBook::diff(old, new)).unwrap();
    let expected = serde_json::json!([{
        "kind": "price", "region": "us-east-1", "name": "US East (N. Virginia)", "id": "kmsRequest",
        "label": "KMS symmetric request", "unit": "request", "old": "0.000003", "new": "0.000004", "percent": "33.33",
    }]);
    assert_eq!(json(&old.with_private_price(&dearer).unwrap()), expected);
    let [job, object] = old.rows().map(|row| row.dollars);
    let fewer = PriceBook::new("2026-01-01", "a test", [job, object], old.regions()[1..].to_vec()).unwrap();
    let expected = serde_json::json!([{
        "kind": "region-removed", "region": "af-south-1", "name": "Africa (Cape Town)", "id": null, "label": null,
        "unit": null, "old": null, "new": null, "percent": null,
    }]);
    assert_eq!(json(&fewer), expected);
}
