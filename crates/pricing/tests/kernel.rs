//! Columns are priced as single workloads are: against the estimates, and against an oracle in whole numbers that shares no
//! code with the library.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod oracle;

use oracle::{Month, price_table};
use proptest::prelude::*;
use sse_pricing::kernel::{self, Amounts, Columns, Kernel, KmsRequests};
use sse_pricing::keys::PartOfMonth;
use sse_pricing::{
    Assumable, BucketKey, BucketKeyModel, Client, Comparison, Discounts, EncryptionOption, Keys, Money,
    ObjectSizes, Percent, PriceBook, PrivatePrice, Service, Workload,
};

/// One row, before it is spread over columns.
#[derive(Clone, Debug)]
struct Row {
    uploads: u64,
    downloads: u64,
    copies: u64,
    region: String,
    object_bytes: u64,
    requesters: u64,
    keys: u64,
    free: u64,
}

/// Counts of every size, not mostly huge ones.
fn any_count() -> impl Strategy<Value = u64> {
    (0_u32..=9, 0_u64..1_000).prop_map(|(zeros, digits)| digits * 10_u64.pow(zeros))
}

prop_compose! {
    fn any_row()(
        (uploads, downloads, copies) in (any_count(), any_count(), any_count()),
        region in prop::sample::select(price_table().into_iter().map(|(code, _)| code).collect::<Vec<_>>()),
        object_bytes in prop_oneof![Just(0), 1_u64..=10_000_000_000],
        requesters in 1_u64..=1_000,
        (keys, free) in (0_u64..=3, 0_u64..=20_000),
    ) -> Row {
        // A copy in one request ends at 5 GiB.
        let copies = if object_bytes > 5 << 30 { 0 } else { copies };
        Row { uploads, downloads, copies, region, object_bytes, requesters, keys, free }
    }
}

prop_compose! {
    fn any_shared()(
        client in prop::sample::select(vec![Client::Boto3, Client::DotNet]),
        (complete, dsse, trails) in (0_u64..=1, 1_u64..=2, 0_u64..=3),
        (replicas, rotations) in (0_u64..=2, 0_u64..=3),
        hours in prop::option::of(0_u64..=672),
        flat in prop::option::of(0_u32..=100),
        before in 0_u32..=100,
    ) -> Workload {
        let existed = hours.map(|hours| PartOfMonth { hours, month_hours: 720 });
        let flat = flat.map(|saved| BucketKey::Reduction(Percent::whole("share", saved).unwrap()));
        Workload {
            client: Assumable::Given(client),
            complete_calls: Assumable::Given(complete),
            dsse_calls: Assumable::Given(dsse),
            trails,
            keys: Keys { replicas, rotations, existed, ..Keys::default() },
            bucket_key: flat.unwrap_or(BucketKey::Model(BucketKeyModel::default())),
            share_before_bucket_key: Percent::whole("share", before).unwrap(),
            ..Workload::documents("us-east-1", 0).unwrap()
        }
    }
}

/// Nothing agreed, or percentages to four places, or private prices to twelve, or both.
fn any_book() -> impl Strategy<Value = PriceBook> {
    let discount = prop::option::of(0_u32..=1_000_000);
    let price = prop::option::of(0_i64..=2_000_000_000_000);
    ((discount.clone(), discount.clone(), discount), (price.clone(), price.clone(), price)).prop_map(
        |((kms, s3, trail), (request, key, write))| {
            let off = |discounts: Discounts, service, off: Option<u32>| match off {
                Some(off) => discounts
                    .with(service, Percent::new("off", rust_decimal::Decimal::new(off.into(), 4)).unwrap()),
                None => discounts,
            };
            let discounts = off(Discounts::NONE, Service::Kms, kms);
            let discounts = off(off(discounts, Service::S3, s3), Service::CloudTrail, trail);
            let mut book = PriceBook::builtin().with_discounts(discounts);
            for (row, price) in [("kmsRequest", request), ("kmsKey", key), ("dsseWrite", write)] {
                if let Some(price) = price {
                    let dollars = rust_decimal::Decimal::new(price, 12);
                    book = book
                        .with_private_price(&PrivatePrice { region: None, row: row.to_owned(), dollars })
                        .unwrap();
                }
            }
            book
        },
    )
}

fn column<T>(rows: &[Row], of: impl Fn(&Row) -> T) -> Vec<T> {
    rows.iter().map(of).collect()
}

/// Counts and prices rows in columns.
fn price(kernel: &Kernel<'_>, rows: &[Row]) -> kernel::Result<(KmsRequests, Amounts)> {
    let uploads = column(rows, |row| row.uploads);
    let downloads = column(rows, |row| row.downloads);
    let columns = Columns {
        copies: Some(&column(rows, |row| row.copies)),
        regions: Some(&column(rows, |row| kernel.region(&row.region).unwrap())),
        object_bytes: Some(&column(rows, |row| row.object_bytes)),
        requesters: Some(&column(rows, |row| row.requesters)),
        keys: Some(&column(rows, |row| row.keys)),
        ..Columns::new(&uploads, &downloads)
    };
    let (mut requests, mut amounts) = (KmsRequests::default(), Amounts::default());
    kernel.count(&columns, &mut requests)?;
    kernel.price(&columns, &requests, Some(&column(rows, |row| row.free)), &mut amounts)?;
    Ok((requests, amounts))
}

/// The same row by the ordinary way.
fn workload(shared: &Workload, row: &Row) -> Workload {
    let mut workload = Workload {
        region: row.region.clone().into(),
        uploads: row.uploads,
        downloads: row.downloads,
        copies: row.copies,
        object_size: (row.object_bytes > 0).then(|| ObjectSizes::one(row.object_bytes).unwrap()),
        keys: Keys { count: row.keys, ..shared.keys },
        free_requests: Assumable::Given(row.free),
        ..shared.clone()
    };
    if let BucketKey::Model(model) = &mut workload.bucket_key {
        model.requesters = Assumable::Given(row.requesters);
    }
    workload
}

proptest! {
    #![proptest_config(ProptestConfig::default())]

    #[test]
    fn every_amount_is_that_of_its_estimate(
        shared in any_shared(),
        rows in prop::collection::vec(any_row(), 0..8),
        book in any_book(),
    ) {
        let kernel = Kernel::new(&shared, &book).unwrap();
        let priced = price(&kernel, &rows);
        for (index, row) in rows.iter().enumerate() {
            let workload = workload(&shared, row);
            // What no longer fits an exact decimal is refused there; columns may hold more.
            let Ok(comparison) = Comparison::new(&workload, &book) else { continue };
            let Ok((requests, amounts)) = &priced else {
                // Columns hold less only where an amount is not within 128 bits.
                if priced.as_ref().unwrap_err().row() == index {
                    prop_assert!(priced.as_ref().unwrap_err().error().is_too_large());
                    let most = comparison.estimates().iter().map(|estimate| estimate.figures().known.high).max();
                    let digits = plain(most.unwrap()).split('.').next().unwrap().len();
                    prop_assert!(digits + usize::try_from(kernel.places()).unwrap() > 38, "{:?}", row);
                }
                continue;
            };
            for option in EncryptionOption::ALL {
                let estimate = comparison.estimate(option);
                let counted = estimate.kms_requests();
                prop_assert_eq!(requests.low(option)[index], counted.low);
                prop_assert_eq!(requests.typical(option)[index], counted.typical);
                prop_assert_eq!(requests.high(option)[index], counted.high);
                let complete = estimate.monthly().is_some();
                prop_assert_eq!(amounts.is_complete(option, index), complete);
                let figures = estimate.figures().known;
                for (amount, expected) in [
                    (amounts.low(option)[index], figures.low),
                    (amounts.typical(option)[index], figures.typical),
                    (amounts.high(option)[index], figures.high),
                ] {
                    prop_assert_eq!(exact(amount, kernel.places()), plain(expected), "{} {:?}", option, row);
                }
            }
        }
    }

    #[test]
    fn one_option_is_counted_as_all_are(shared in any_shared(), rows in prop::collection::vec(any_row(), 0..8)) {
        let kernel = Kernel::new(&shared, PriceBook::builtin()).unwrap();
        let (uploads, downloads) = (column(&rows, |row| row.uploads), column(&rows, |row| row.downloads));
        let columns = Columns {
            copies: Some(&column(&rows, |row| row.copies)),
            object_bytes: Some(&column(&rows, |row| row.object_bytes)),
            requesters: Some(&column(&rows, |row| row.requesters)),
            ..Columns::new(&uploads, &downloads)
        };
        let (mut all, mut one) = (KmsRequests::default(), Vec::new());
        kernel.count(&columns, &mut all).unwrap();
        for option in EncryptionOption::ALL {
            kernel.count_of(&columns, &vec![option; rows.len()], &mut one).unwrap();
            prop_assert_eq!(&one, all.typical(option), "{}", option);
        }
    }

    #[test]
    fn every_amount_is_the_oracles(
        rows in prop::collection::vec(any_row(), 0..8),
        (complete, dsse, trails) in (0_u64..=1, 1_u64..=2, 0_u64..=3),
    ) {
        let shared = Workload {
            complete_calls: Assumable::Given(complete),
            dsse_calls: Assumable::Given(dsse),
            trails,
            ..Workload::documents("us-east-1", 0).unwrap()
        };
        let kernel = Kernel::new(&shared, PriceBook::builtin()).unwrap();
        prop_assert_eq!(kernel.places(), 12, "as the oracle counts");
        let (requests, amounts) = price(&kernel, &rows).unwrap();
        let table = price_table();
        for (index, row) in rows.iter().enumerate() {
            let prices = &table.iter().find(|(code, _)| *code == row.region).unwrap().1;
            let month = Month {
                uploads: row.uploads.into(),
                downloads: row.downloads.into(),
                copies: row.copies.into(),
                object_bytes: row.object_bytes.into(),
                boto3: true,
                complete_calls: complete.into(),
                dsse_calls: dsse.into(),
                keys: row.keys.into(),
                replicas: 0,
                rotations: 0,
                key_hours: (1, 1),
                free_requests: row.free.into(),
                trails: trails.into(),
            };
            let (writes, reads) = oracle::calls(&month);
            let keys = oracle::keys(prices, &month);
            for option in EncryptionOption::ALL {
                let calls = i128::from(requests.typical(option)[index]);
                let by_request = oracle::requests(prices, &month, calls);
                let expected = match option {
                    EncryptionOption::SseS3 | EncryptionOption::SseC => (0, 0),
                    EncryptionOption::SseKms => (writes + reads, by_request + keys),
                    EncryptionOption::SseKmsAwsManaged => (writes + reads, by_request),
                    EncryptionOption::SseKmsBucketKey => (calls, by_request + keys),
                    EncryptionOption::SseKmsAwsManagedBucketKey => (calls, by_request),
                    EncryptionOption::DsseKms => {
                        ((writes + reads) * month.dsse_calls, by_request + keys + oracle::dsse(prices, &month))
                    }
                };
                prop_assert_eq!((calls, amounts.typical(option)[index]), expected, "{} {:?}", option, row);
            }
        }
    }
}

/// An amount of a column as decimal text, without the library's help.
fn exact(amount: i128, places: u32) -> String {
    assert!(amount >= 0);
    let digits = format!("{amount:0>width$}", width = usize::try_from(places).unwrap() + 1);
    let (whole, fraction) = digits.split_at(digits.len() - usize::try_from(places).unwrap());
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") }
}

fn plain(money: Money) -> String {
    money.amount().normalize().to_string()
}

/// A kernel of the defaults in us-east-1.
fn kernel() -> Kernel<'static> {
    Kernel::new(&Workload::documents("us-east-1", 0).unwrap(), PriceBook::builtin()).unwrap()
}

#[track_caller]
fn refused(columns: &Columns<'_>, message: &str) {
    let error = kernel().count(columns, &mut KmsRequests::default()).unwrap_err();
    assert_eq!(error.to_string(), message);
    for option in EncryptionOption::ALL {
        let options = vec![option; columns.uploads.len()];
        assert_eq!(kernel().count_of(columns, &options, &mut Vec::new()).unwrap_err(), error);
    }
}

#[test]
fn an_error_names_its_row() {
    let plain = Columns::new(&[1, 2, 3], &[1, 2, 3]);
    refused(
        &Columns { uploads: &[1, 2, 1_000_000_000_000_001], ..plain },
        "row 2: uploads: \"1000000000000001\" is not a whole number from 0 to 1,000,000,000,000,000",
    );
    refused(
        &Columns { requesters: Some(&[1, 0, 1]), ..plain },
        "row 1: bucketKey.requesters: \"0\" is not a whole number from 1 to 1,000,000",
    );
    refused(
        &Columns { object_bytes: Some(&[0, 1, 53_687_091_200_001]), ..plain },
        "row 2: objectSize: \"53687091200001\" is not a number of bytes from 1 to 53,687,091,200,000 (48.8 TiB)",
    );
    refused(
        &Columns { keys: Some(&[1, 1_000_001, 1]), ..plain },
        "row 1: keys: \"1000001\" is not a whole number from 0 to 1,000,000",
    );
    // Each count is allowed; 6.4 million ranged GETs for each of 10^15 downloads are more than a count holds.
    refused(
        &Columns {
            downloads: &[1, 1_000_000_000_000_000, 1],
            object_bytes: Some(&[53_687_091_200_000; 3]),
            ..plain
        },
        "row 1: requests: the figure is too large to be computed exactly; use smaller counts or sizes",
    );
    refused(
        &Columns { downloads: &[1, 2], ..plain },
        "row 2: downloads: \"2\" is not a column of 3 rows, as uploads is",
    );
}

#[test]
fn free_requests_and_regions_are_checked_where_they_are_used() {
    let columns = Columns { regions: Some(&[0, 35]), ..Columns::new(&[1, 1], &[1, 1]) };
    let (kernel, mut requests) = (kernel(), KmsRequests::default());
    kernel.count(&columns, &mut requests).unwrap();
    let price = |free: &[u64]| {
        kernel.price(&columns, &requests, Some(free), &mut Amounts::default()).unwrap_err().to_string()
    };
    assert_eq!(price(&[20_001, 0]), "row 0: freeRequests: \"20001\" is not a whole number from 0 to 20,000");
    assert_eq!(price(&[0, 0]), "row 1: region: \"35\" is not the index of a Region");
    assert!(kernel.region("mars-1").unwrap_err().is_unknown_region());
}

#[test]
fn an_amount_that_does_not_fit_is_an_error_of_its_row() {
    let dollars = rust_decimal::Decimal::from(10_u64.pow(18));
    let large = PrivatePrice { region: None, row: "kmsRequest".to_owned(), dollars };
    let shared = Workload::documents("us-east-1", 0).unwrap();
    let book = PriceBook::builtin().with_private_price(&large).unwrap();
    let kernel = Kernel::new(&shared, &book).unwrap();
    let columns = Columns::new(&[1, 1_000_000_000_000_000], &[0, 0]);
    let mut requests = KmsRequests::default();
    kernel.count(&columns, &mut requests).unwrap();
    let error = kernel.price(&columns, &requests, None, &mut Amounts::default()).unwrap_err();
    assert_eq!(error.row(), 1);
    assert!(error.error().is_too_large());
}
