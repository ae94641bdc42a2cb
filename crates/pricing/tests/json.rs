//! The JSON contract: names, order and form of everything, in one golden file for each kind of output.
//!
//! `UPDATE_GOLDEN=1 cargo test -p sse-pricing --test json` writes them anew; read the difference before you keep it.

#![cfg(feature = "serde")]
#![allow(clippy::unwrap_used)]

use sse_pricing::client::{Client, Multipart};
use sse_pricing::keys::PartOfMonth;
use sse_pricing::{
    Assumable, BucketKey, BucketKeyModel, Comparison, Keys, Percent, PriceBook, ReadBack, Workload, parse,
};
use std::path::Path;

#[track_caller]
fn golden(name: &str, actual: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, format!("{actual}\n")).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap();
    assert!(expected.trim_end() == actual, "{name} is not what it was; now it is\n{actual}");
}

fn json(workload: &Workload) -> String {
    let comparison = Comparison::new(workload, PriceBook::builtin()).unwrap();
    serde_json::to_string_pretty(&comparison).unwrap()
}

/// Every input given, and none of them its default.
fn everything_given() -> Workload {
    let given = Assumable::Given::<u64>;
    Workload {
        uploads: 3_000_000,
        downloads: 500_000,
        copies: 10,
        object_size: Some(parse::object_size("objectSize", "64KiB:70%,8MiB:25%,1GiB:5%").unwrap()),
        client: Assumable::Given(Client::Custom(Multipart { part_size: 16 << 20, threshold: 64 << 20 })),
        complete_calls: given(1),
        dsse_calls: given(2),
        keys: Keys {
            count: 2,
            replicas: 1,
            rotations: 1,
            existed: Some(PartOfMonth { hours: 1, month_hours: 720 }),
        },
        free_requests: given(5_000),
        bucket_key: BucketKey::Model(BucketKeyModel {
            requesters: given(10),
            window_seconds: given(180),
            active_hours: given(200),
            read_back: Assumable::Given(parse::read_back("readBack", "5m:50%,30d:50%").unwrap()),
        }),
        share_before_bucket_key: Percent::whole("share", 20).unwrap(),
        trails: 1,
        stored_bytes: Some(60 << 40),
        peak_factor: given(3),
        ..Workload::documents("us-gov-west-1", 0).unwrap()
    }
}

#[test]
fn a_plain_comparison() {
    golden("plain.json", &json(&Workload::documents("us-east-1", 1_000_000).unwrap()));
}

#[test]
fn a_comparison_with_every_input_given() {
    golden("everything-given.json", &json(&everything_given()));
}

/// Reads the workload of a printed comparison and prints it again.
#[track_caller]
fn round_trip(workload: &Workload) {
    let printed = json(workload);
    let value: serde_json::Value = serde_json::from_str(&printed).unwrap();
    let read: Workload = serde_json::from_value(value.get("workload").unwrap().clone()).unwrap();
    assert_eq!(json(&read), printed);
}

#[test]
fn what_is_printed_is_read_back_and_prints_the_same() {
    round_trip(&Workload::documents("us-east-1", 1_000_000).unwrap());
    round_trip(&everything_given());
    // A default that somebody gave is given, and stays so.
    let mut workload = Workload::documents("us-east-1", 7).unwrap();
    workload.free_requests = Assumable::Given(20_000);
    round_trip(&workload);
    for bucket_key in [BucketKey::Measured(3), BucketKey::Reduction(Percent::whole("share", 90).unwrap())] {
        round_trip(&Workload { bucket_key, ..workload.clone() });
    }
    for client in Client::NAMED {
        round_trip(&Workload { client: Assumable::Given(client), ..workload.clone() });
    }
}

fn read(json: &str) -> Result<Workload, String> {
    serde_json::from_str(json).map_err(|error| error.to_string())
}

#[test]
fn what_is_left_out_takes_its_default_and_is_assumed() {
    let read = read(r#"{"uploads": 5, "downloads": 5}"#).unwrap();
    assert_eq!(read, Workload::documents("us-east-1", 5).unwrap());
    let empty: Workload = serde_json::from_str("{}").unwrap();
    assert_eq!(empty, Workload::documents("us-east-1", 0).unwrap());
}

#[test]
fn a_default_is_given_unless_it_is_listed_as_assumed() {
    let given = read(r#"{"freeRequests": 20000}"#).unwrap();
    assert_eq!(given.free_requests, Assumable::Given(20_000));
    let assumed = read(r#"{"freeRequests": 20000, "assumed": ["freeRequests"]}"#).unwrap();
    assert_eq!(assumed.free_requests, Assumable::Assumed(20_000));
    // Somebody changed the value and left the list as it was.
    let changed = read(r#"{"freeRequests": 100, "assumed": ["freeRequests"]}"#).unwrap();
    assert_eq!(changed.free_requests, Assumable::Given(100));
    let model = read(r#"{"bucketKey": {"method": "model", "requesters": 1}}"#).unwrap();
    let BucketKey::Model(model) = model.bucket_key else { unreachable!() };
    assert_eq!(model.requesters, Assumable::Given(1));
    assert_eq!(model.read_back, Assumable::Assumed(ReadBack::default()));
}

/// What files hold that were written for an earlier version.
#[test]
fn what_was_read_before_is_read() {
    let own = r#""partSize": 16777216, "multipartThreshold": 67108864"#;
    let plain = read(&format!(r#"{{"client": {{{own}}}}}"#)).unwrap();
    assert_eq!(plain.client.value(), Client::Custom(Multipart { part_size: 16 << 20, threshold: 64 << 20 }));
    let commented = read(&format!(r#"{{"client": {{{own}, "comment": "transfer.yaml"}}}}"#)).unwrap();
    assert_eq!(commented, plain);
    assert_eq!(read(r#"{"assumed": null}"#).unwrap(), read("{}").unwrap());
}

/// Code that derived the reading took a list of an object's values for the object, in an order that nobody wrote down.
#[test]
fn a_list_is_no_object() {
    wrong(r#"{"keyHours": [360, 720]}"#, "keyHours: \"a list\" is not an object");
    wrong(r#"{"client": [5242880, 1]}"#, "client: \"a list\" is not a name, or {");
    wrong(r#"{"bucketKey": ["measured", 5]}"#, "bucketKey: \"a list\" is not an object");
    wrong(r#"{"objectSize": [[1, "100"]]}"#, "objectSize[0]: \"a list\" is not an object");
    wrong(r#"["us-east-1", 5]"#, "workload: \"a list\" is not an object");
}

#[track_caller]
fn wrong(json: &str, says: &str) {
    let message = read(json).unwrap_err();
    assert!(message.contains(says), "{message}");
}

#[test]
fn what_is_wrong_is_named() {
    wrong(r#"{"upload": 5}"#, "upload: \"upload\" is not one of the fields region, uploads,");
    wrong(r#"{"upload": 5}"#, "trails, storedBytes, peakFactor, assumed");
    wrong(r#"{"uploads": -5}"#, "uploads: \"-5\" is not a whole number from 0 on");
    wrong(
        r#"{"bucketKey": {"method": "model", "windowSeconds": "5m"}}"#,
        "bucketKey.windowSeconds: \"5m\" is not",
    );
    wrong(
        r#"{"objectSize": [{"bytes": 1, "share": "100"}, null]}"#,
        "objectSize[1]: \"null\" is not an object",
    );
    wrong(r#"{"keyHours": {"existed": 1}}"#, "keyHours.month: \"null\" is not a whole number");
    wrong(r#"{"uploads": 2000000000000000}"#, "uploads: \"2000000000000000\" is not a whole number");
    wrong(r#"{"objectSize": "4MiB"}"#, "objectSize: \"4MiB\" is not a number of bytes, or a list of");
    wrong(r#"{"objectSize": [{"bytes": 1, "share": "50"}]}"#, "objectSize: \"1B:50%\" is not sizes");
    wrong(r#"{"client": 5}"#, "client: \"5\" is not a name, or {");
    wrong(r#"{"client": "ftp"}"#, "client: \"ftp\" is not one of boto3, aws-cli, dotnet, single");
    wrong(
        r#"{"bucketKey": {"method": "magic"}}"#,
        "bucketKey.method: \"magic\" is not one of model, reduction, measured",
    );
    wrong(r#"{"bucketKey": {"method": "reduction", "reduction": "101"}}"#, "bucketKey.reduction: \"101\"");
    wrong(r#"{"shareBeforeBucketKey": "many"}"#, "shareBeforeBucketKey: \"many\"");
    wrong(r#"{"keyHours": {"existed": 1, "month": 1}}"#, "keyHours.month");
}
