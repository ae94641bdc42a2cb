//! `--workload FILE`: the workload of an output, fed back.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{check_refused, json, output_with_input, refused, run, run_with_input, temporary};
use serde_json::{Value, json};

/// What is fed back gives the same output, to the byte: also which inputs were assumed.
#[track_caller]
fn round_trip(arguments: &str) {
    let printed = run(&format!("compare {arguments} --format json"));
    let comparison: Value = serde_json::from_str(&printed).unwrap();
    let workload = comparison["workload"].to_string();
    assert_eq!(run_with_input("compare --workload - --format json", &workload), printed, "{arguments}");
}

#[test]
fn round_trips() {
    round_trip("--documents 1M");
    round_trip("--uploads 5 --region eu-west-3 --object-size 4MiB --keys 7 --free-requests 0");
    // The defaults, but given: they stay given.
    round_trip(
        "--documents 1M --free-requests 20000 --requesters 1 --bucket-key-window 5m --active-hours 730",
    );
    round_trip("--documents 1M --read-back 5m:83%,1h:11%,1d:6%");
    round_trip("--documents 1M --requesters 12 --read-back 30d");
    round_trip("--documents 1M --bucket-key-reduction 99.5%");
    round_trip("--documents 1M --bucket-key-calls 1234");
}

/// Every field, each at a value that no default has.
#[test]
fn a_workload_with_every_field_set() {
    let objects = "--object-size 64KiB:70%,8MiB:25%,1GiB:5% --part-size 16MiB --multipart-threshold 64MiB \
                   --complete-calls 1 --dsse-calls 2";
    let keys = "--keys 2 --replicas 3 --rotations 4 --key-hours 1/720 --free-requests 5";
    let month = "--uploads 1M --downloads 2M --copies 3M --region eu-west-3 --trails 6 --stored 500GB --peak-factor 7";
    let model = "--requesters 8 --bucket-key-window 9m --active-hours 10 --read-back 11h:60%,12d:40% --before-bucket-key 13%";
    let every = format!("{month} {objects} {keys} {model}");
    let workload = json(&format!("compare {every}"))["workload"].clone();
    assert_eq!(workload["assumed"], json!([]));
    assert!(workload.as_object().unwrap().values().all(|value| !value.is_null()), "{workload}");
    round_trip(&every);
    round_trip(&format!("{month} {objects} {keys} --bucket-key-reduction 99.5% --before-bucket-key 13%"));
    round_trip(&format!("{month} --object-size 100MiB --client dotnet {keys} --bucket-key-calls 1234"));
    // The defaults, but given.
    round_trip(
        "--documents 1 --object-size 1 --client boto3 --complete-calls 0 --dsse-calls 1 --peak-factor 10 --replicas 0 \
         --rotations 0 --trails 0 --before-bucket-key 0%",
    );
}

#[test]
fn a_part_size_alone_keeps_the_threshold_of_the_file() {
    let workload = json!({ "uploads": 1, "client": { "partSize": 6 << 20, "multipartThreshold": 64 << 20 } });
    temporary("own-client.json", &workload.to_string());
    let client = json("compare --workload own-client.json --part-size 16MiB")["workload"]["client"].clone();
    assert_eq!(client, json!({ "partSize": 16 << 20, "multipartThreshold": 64 << 20 }));
    let client = json("compare --workload own-client.json --client single")["workload"]["client"].clone();
    assert_eq!(client, "single");
}

/// All are optional in a file.
#[test]
fn what_a_file_leaves_out_takes_its_default() {
    let printed = run("compare --documents 1M --format json");
    let input = r#"{"uploads":1000000,"downloads":1000000}"#;
    assert_eq!(run_with_input("compare --workload - --format json", input), printed);
}

#[test]
fn a_given_default_is_not_assumed() {
    let assumed = json("compare --documents 1M --requesters 1 --free-requests 20k")["assumed"].clone();
    let expected = [
        "objectSize",
        "dsseCalls",
        "peakFactor",
        "bucketKey.windowSeconds",
        "bucketKey.activeHours",
        "bucketKey.readBack",
    ];
    assert_eq!(assumed, json!(expected));
}

#[test]
fn flags_override_the_file() {
    let workload = json!({ "uploads": 10, "downloads": 20, "region": "eu-west-1", "keys": 2,
        "bucketKey": { "method": "reduction", "reduction": "90" } });
    temporary("flags-override.json", &workload.to_string());
    let read =
        |flags: &str| json(&format!("compare --workload flags-override.json {flags}"))["workload"].clone();

    let untouched = read("");
    assert_eq!((&untouched["uploads"], &untouched["downloads"]), (&json!(10), &json!(20)));
    assert_eq!((&untouched["region"], &untouched["keys"]), (&json!("eu-west-1"), &json!(2)));
    assert_eq!(untouched["bucketKey"], workload["bucketKey"]);

    assert_eq!(read("--downloads 5")["uploads"], 10);
    assert_eq!(read("--downloads 5")["downloads"], 5);
    let documents = read("--documents 7");
    assert_eq!((&documents["uploads"], &documents["downloads"]), (&json!(7), &json!(7)));
    assert_eq!(read("--region eu-north-1")["region"], "eu-north-1");
    assert_eq!(read("--keys 3")["keys"], 3);
    // Another way to say what a Bucket Key saves takes the place of the file's.
    assert_eq!(read("--bucket-key-calls 4")["bucketKey"], json!({ "method": "measured", "calls": 4 }));
    assert_eq!(read("--requesters 4")["bucketKey"]["method"], "model");
    assert_eq!(read("--requesters 4")["bucketKey"]["requesters"], 4);
}

#[test]
fn table_takes_the_inputs_and_not_the_volume() {
    temporary("table.json", r#"{"uploads":1,"downloads":2,"keys":3}"#);
    let table = json("table --workload table.json --documents 10");
    assert_eq!((&table["rows"][0]["documents"], &table["rows"][0]["monthly"]), (&json!(10), &json!("3")));
}

#[track_caller]
fn bad_input(input: &str, message: &str) {
    let arguments = "compare --workload -";
    let output = output_with_input(arguments, input);
    check_refused(arguments, &output, &format!("--workload - (standard input): {message}"));
}

#[test]
fn a_bad_file_is_named_with_the_place() {
    bad_input("{", "EOF while parsing an object at line 1 column 1");
    bad_input(r#"{"uploads":1,"uploads":1}"#, "duplicate field `uploads` at line 1 column 25");
    let allowed = "a whole number from 0 on, such as 20000, without quotes, fraction or exponent";
    bad_input(r#"{"uploads":1.0}"#, &format!(r#"uploads: "1.0" is not {allowed}"#));
    bad_input(r#"{"uploads":-1}"#, &format!(r#"uploads: "-1" is not {allowed}"#));
    bad_input(
        r#"{"uploads":1,"bucketKey":{"method":"model","requesters":"two"}}"#,
        &format!(r#"bucketKey.requesters: "two" is not {allowed}"#),
    );
    bad_input(
        r#"{"uploads":1,"downloads":1,"keys":1000001}"#,
        r#"keys: "1000001" is not a whole number from 0 to 1,000,000"#,
    );
    bad_input(
        r#"{"uploads":1,"downloads":1,"region":"us-east1"}"#,
        r#"region: "us-east1" is not one of the 35 Regions priced on 2025-06-05; did you mean "us-east-1"?"#,
    );
    bad_input(
        r#"{"uploads":1,"downloads":1,"bucketKey":{"method":"measured","calls":3}}"#,
        r#"bucketKey.calls: "3" is not a whole number from 0 to 2"#,
    );
    bad_input(
        r#"{"uploads":1,"downloads":1,"bucketKey":{"method":"reduction","reduction":"101"}}"#,
        r#"bucketKey.reduction: "101" is not a percentage from 0 to 100 with at most four decimal places, such as 99%"#,
    );
}

#[test]
fn a_field_that_is_not_known_is_refused() {
    let output = output_with_input("compare --workload -", r#"{"uploads":1,"downloads":1,"uplaods":2}"#);
    let message = common::text(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        message.contains(r#"uplaods: "uplaods" is not one of the fields region, uploads, downloads,"#),
        "{message}"
    );
}

#[test]
fn a_missing_file_is_named() {
    let cause = std::fs::read("there-is-no-such-file.json").unwrap_err();
    refused(
        "compare --workload there-is-no-such-file.json",
        &format!("--workload there-is-no-such-file.json: cannot be read: {cause}"),
    );
}
