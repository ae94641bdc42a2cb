//! Every input at both ends of its range, and one beyond.

#![allow(clippy::unwrap_used)]

use sse_pricing::client::{Client, Multipart};
use sse_pricing::keys::PartOfMonth;
use sse_pricing::{
    Assumable, BucketKey, BucketKeyModel, Comparison, Keys, Percent, PriceBook, Workload, unit::Quantity,
};

type Change = fn(&mut Workload, u64);

/// The least and the most that an input takes, and the field and words that one beyond is refused with.
#[track_caller]
fn range(field: &str, least: u64, most: u64, allowed: &str, change: Change) {
    let with = |value: u64| {
        let mut workload = Workload::documents("us-east-1", 10).unwrap();
        change(&mut workload, value);
        workload.check()
    };
    for allowed in [least, most] {
        assert_eq!(with(allowed), Ok(()), "{field} {allowed}");
    }
    let beyond = [least.checked_sub(1), most.checked_add(1)];
    for refused in beyond.into_iter().flatten() {
        let error = with(refused).unwrap_err();
        assert_eq!(error.to_string(), format!("{field}: \"{refused}\" is not {allowed}"));
        assert_eq!((error.field(), error.value()), (field, Some(refused.to_string().as_str())));
        assert_eq!(error.allowed(), Some(allowed));
    }
}

fn model(workload: &mut Workload, change: impl FnOnce(&mut BucketKeyModel)) {
    let mut model = BucketKeyModel::default();
    change(&mut model);
    workload.bucket_key = BucketKey::Model(model);
}

#[test]
fn every_input_has_its_range() {
    const COUNT: &str = "a whole number from 0 to 1,000,000,000,000,000";
    range("uploads", 0, 1_000_000_000_000_000, COUNT, |w, n| w.uploads = n);
    range("downloads", 0, 1_000_000_000_000_000, COUNT, |w, n| w.downloads = n);
    range("copies", 0, 1_000_000_000_000_000, COUNT, |w, n| w.copies = n);
    range("completeCalls", 0, 1, "a whole number from 0 to 1", |w, n| w.complete_calls = Assumable::Given(n));
    range("dsseCalls", 1, 4, "a whole number from 1 to 4", |w, n| w.dsse_calls = Assumable::Given(n));
    range("keys", 0, 1_000_000, "a whole number from 0 to 1,000,000", |w, n| w.keys.count = n);
    range("replicas", 0, 100, "a whole number from 0 to 100", |w, n| w.keys.replicas = n);
    range("rotations", 0, 1_000, "a whole number from 0 to 1,000", |w, n| w.keys.rotations = n);
    range("keyHours.existed", 0, 720, "a whole number from 0 to 720", |w, n| {
        w.keys.existed = Some(PartOfMonth { hours: n, month_hours: 720 });
    });
    range("freeRequests", 0, 20_000, "a whole number from 0 to 20,000", |w, n| {
        w.free_requests = Assumable::Given(n);
    });
    range("trails", 0, 100, "a whole number from 0 to 100", |w, n| w.trails = n);
    range(
        "storedBytes",
        0,
        1_000_000_000_000_000_000,
        "a whole number from 0 to 1,000,000,000,000,000,000",
        |w, n| w.stored_bytes = Some(n),
    );
    range("peakFactor", 1, 10_000, "a whole number from 1 to 10,000", |w, n| {
        w.peak_factor = Assumable::Given(n);
    });
    range("bucketKey.requesters", 1, 1_000_000, "a whole number from 1 to 1,000,000", |w, n| {
        model(w, |model| model.requesters = Assumable::Given(n));
    });
    range("bucketKey.windowSeconds", 1, 86_400, "a whole number of seconds from 1 to 86,400", |w, n| {
        model(w, |model| model.window_seconds = Assumable::Given(n));
    });
    range("bucketKey.activeHours", 1, 744, "a whole number of hours from 1 to 744", |w, n| {
        model(w, |model| model.active_hours = Assumable::Given(n));
    });
}

#[test]
fn documents_have_the_range_of_a_count() {
    assert!(Workload::documents("us-east-1", 1_000_000_000_000_000).is_ok());
    let error = Workload::documents("us-east-1", 1_000_000_000_000_001).unwrap_err();
    assert_eq!(error.field(), "documents");
}

#[test]
fn the_hours_of_a_month_are_those_of_a_month() {
    for month_hours in [672, 696, 720, 744] {
        let keys = Keys { existed: Some(PartOfMonth { hours: 1, month_hours }), ..Keys::default() };
        let workload = Workload { keys, ..Workload::documents("us-east-1", 1).unwrap() };
        assert_eq!(workload.check(), Ok(()));
    }
    let keys = Keys { existed: Some(PartOfMonth { hours: 1, month_hours: 730 }), ..Keys::default() };
    let workload = Workload { keys, ..Workload::documents("us-east-1", 1).unwrap() };
    let message = "keyHours.month: \"730\" is not the hours of a month: 672, 696, 720 or 744";
    assert_eq!(workload.check().unwrap_err().to_string(), message);
}

#[test]
fn parts_keep_the_limits_of_s3() {
    const MIB: u64 = 1 << 20;
    let check = |part_size, threshold| {
        let client = Client::Custom(Multipart { part_size, threshold });
        let client = Assumable::Given(client);
        Workload { client, ..Workload::documents("us-east-1", 1).unwrap() }.check()
    };
    assert_eq!(check(5 * MIB, 1), Ok(()));
    assert_eq!(check(5_120 * MIB, 5_120 * MIB), Ok(()));
    let message = check(5 * MIB - 1, 1).unwrap_err().to_string();
    assert_eq!(message, "client.partSize: \"5,242,879 B\" is not a size from 5 MiB to 5 GiB");
    assert_eq!(check(5_120 * MIB + 1, 1).unwrap_err().field(), "client.partSize");
    assert_eq!(check(5 * MIB, 0).unwrap_err().field(), "client.multipartThreshold");
    assert_eq!(check(5 * MIB, 5_120 * MIB + 1).unwrap_err().field(), "client.multipartThreshold");
}

#[test]
fn measured_calls_are_at_most_all_calls() {
    let measured = |calls| Workload {
        bucket_key: BucketKey::Measured(calls),
        ..Workload::documents("us-east-1", 50).unwrap()
    };
    assert!(Comparison::new(&measured(100), PriceBook::builtin()).is_ok());
    let too_many = measured(101);
    let error = Comparison::new(&too_many, PriceBook::builtin()).unwrap_err();
    assert_eq!(error.to_string(), "bucketKey.calls: \"101\" is not a whole number from 0 to 100");
}

#[test]
fn what_does_not_fit_is_refused_and_never_rounded() {
    let mut workload = Workload::documents("us-east-1", 1_000_000_000_000_000).unwrap();
    workload.object_size = Some(sse_pricing::ObjectSizes::one(50_000 << 30).unwrap());
    // 10^15 downloads of 6,400,000 ranged GETs each are more than a count holds.
    let error = Comparison::new(&workload, PriceBook::builtin()).unwrap_err();
    assert!(error.is_too_large());
    assert!(error.value().is_none() && error.allowed().is_none());
    assert_eq!(
        error.to_string(),
        "requests: the figure is too large to be computed exactly; use smaller counts or sizes"
    );
    assert!(Quantity::from_bytes(u128::MAX).is_err());
}

#[test]
fn percentages_name_their_field() {
    let error = Percent::whole("share", 101).unwrap_err();
    assert_eq!(error.field(), "share");
    assert_eq!(error.clone().with_field("--share").field(), "--share");
    assert!(!error.is_too_large() && !error.is_unknown_region());
}
