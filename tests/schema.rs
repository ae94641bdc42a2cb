//! The JSON Schemas: fresh in schemas/, true of every output, and no truer than the program.
//!
//! After a change that is meant: `UPDATE_GOLDEN=1 cargo test --test schema`, then read the difference in git.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{json, output_with_input, run, run_with_input, temporary};
use jsonschema::Validator;
use schemars::Schema;
use schemars::transform::{RecursiveTransform, Transform as _};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The names that the program lists.
fn names() -> Vec<String> {
    let list = run("schema");
    list.lines().map(|line| line.split_whitespace().next().unwrap().to_owned()).collect()
}

fn schema(name: &str) -> Value {
    serde_json::from_str(&run(&format!("schema {name}"))).unwrap()
}

fn validator(schema: &Value) -> Validator {
    jsonschema::options().should_validate_formats(true).build(schema).unwrap()
}

/// The schema with every object closed, so that a field which it does not describe is an error. As it is printed, an output may
/// hold fields that a later version adds.
fn closed(name: &str) -> Validator {
    fn close(schema: &mut Schema) {
        if schema.get("properties").is_some() && schema.get("additionalProperties").is_none() {
            schema.insert("additionalProperties".to_owned(), false.into());
        }
    }
    let mut schema = Schema::try_from(schema(name)).unwrap();
    RecursiveTransform(close).transform(&mut schema);
    validator(schema.as_value())
}

#[track_caller]
fn check(validator: &Validator, value: &Value, what: &str) {
    let errors: Vec<String> =
        validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{what}\n{}", errors.join("\n"));
}

#[test]
fn the_files_are_fresh() {
    let folder = root("schemas");
    for name in names() {
        let (file, actual) = (folder.join(&name).with_extension("json"), run(&format!("schema {name}")));
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&file, &actual).unwrap();
        }
        let expected = fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
        assert!(actual == expected, "sse-cost schema {name} is not as in {}", file.display());
    }
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let files: BTreeSet<_> =
        files.map(|file| file.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    assert_eq!(files, names().into_iter().collect(), "schemas/ holds each schema and nothing else");
}

#[test]
fn every_schema_is_one_of_draft_2020_12() {
    for name in names() {
        let schema = schema(&name);
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{name}");
        assert!(jsonschema::draft202012::meta::is_valid(&schema), "{name}");
    }
}

#[test]
fn every_field_is_described() {
    fn check(name: &str, schema: &Value) {
        for (field, property) in schema["properties"].as_object().into_iter().flatten() {
            let is_tag = property.get("const").is_some() && property["type"] == "string";
            // By option id: what they hold is said of all of them together.
            let is_option = field.starts_with("sse-") || field.starts_with("dsse-");
            assert!(property.get("description").is_some() || is_tag || is_option, "{name}: {field}");
        }
        match schema {
            Value::Object(fields) => fields.values().for_each(|value| check(name, value)),
            Value::Array(items) => items.iter().for_each(|value| check(name, value)),
            _ => {}
        }
    }
    names().iter().for_each(|name| check(name, &schema(name)));
}

/// Outputs of one kind are as its schema says.
#[track_caller]
fn outputs(name: &str, arguments: &[&str]) {
    let validator = closed(name);
    for arguments in arguments {
        check(&validator, &json(arguments), arguments);
    }
}

/// Every input given, and prices agreed with AWS.
const EVERYTHING: &str = "--uploads 1M --downloads 2M --copies 5k --stored 3TiB --trails 1 --before-bucket-key 20% \
     --object-size 64KiB:70%,8MiB:25%,1GiB:5% --part-size 16MiB --keys 2 --replicas 1 --rotations 3 --key-hours 360/720 \
     --discount kms=10% --private-price kmsRequest=0.0000025";

#[test]
fn comparisons() {
    outputs(
        "comparison",
        &[
            "compare --documents 1M",
            "compare --documents 0",
            "compare --documents 1000 --object-size 4MiB --bucket-key-reduction 99%",
            "compare --documents 100k --region us-gov-west-1 --requesters 3 --read-back 30d",
            "compare --documents 100k --bucket-key-calls 700 --client aws-cli",
            "compare --documents 10B",
            "compare --documents 10k --require key-policy",
            "compare --documents 1M --require key-holder,audit-trail,no-code-changes",
            &format!("compare {EVERYTHING}"),
        ],
    );
}

#[test]
fn the_library_writes_the_same_shape() {
    let validator = closed("comparison");
    for file in ["plain", "everything-given"] {
        let file = root("crates/pricing/tests/golden").join(file).with_extension("json");
        let value: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        check(&validator, &value, &file.display().to_string());
    }
}

#[test]
fn forecasts() {
    outputs(
        "forecast",
        &[
            "forecast --documents 1M --months 14 --growth 5%",
            "forecast --uploads 1M --months 2 --growth -2.5%",
            "forecast --documents 1M --months 3 --rotation-days none",
            "forecast --documents 1M --months 30 --rotation-days 90 --key-age-days 80 --object-size 1MiB",
        ],
    );
}

#[test]
fn tables() {
    outputs(
        "table",
        &["table", "table --option sse-kms-bucket-key", "table --option dsse-kms --requesters 3"],
    );
}

#[test]
fn break_evens() {
    outputs(
        "break-even",
        &[
            "break-even",
            "break-even --budget 5",
            "break-even --budget 0.5 --uploads 1 --downloads 20 --object-size 4MiB --free-requests 0",
            "break-even --budget 0 --bucket-key-reduction 0%",
        ],
    );
}

#[test]
fn migrations() {
    outputs(
        "migration",
        &[
            "migrate --objects 10M --batch --documents 1M",
            "migrate --objects 10M --how copy --source-kms --object-size 1MiB",
            "migrate --objects 10M --documents 0",
        ],
    );
}

#[test]
fn recommendations() {
    outputs(
        "recommendation",
        &[
            "recommend --documents 1M",
            "recommend --documents 1M --require access-separation,audit-trail",
            "recommend --uploads 10k --downloads 1M --require key-policy,object-audit",
            "recommend --documents 1M --require key-holder,audit-trail,no-code-changes",
            "recommend --documents 1M --require two-layers",
        ],
    );
}

#[test]
fn criteria_prices_and_setups() {
    outputs("criteria", &["criteria", "criteria --option sse-c"]);
    outputs("prices", &["prices list", "prices show us-gov-west-1"]);
    let bucket = "--bucket reports --region eu-central-1 --account 111122223333";
    outputs(
        "setup",
        &[
            &format!("setup --option sse-kms-bucket-key {bucket}"),
            &format!("setup --option sse-s3 {bucket} --documents 1M"),
        ],
    );
    let policy = run(&format!("setup --option sse-kms-bucket-key {bucket} --file bucket-policy.json"));
    temporary("schema-policy.json", &policy);
    outputs("setup-check", &["setup --check schema-policy.json"]);
}

#[test]
fn price_differences() {
    let source = fs::read_to_string(root("crates/pricing/prices/2025-06-05.csv")).unwrap();
    // Ireland renamed to a Region that the table does not have, and another price of a key in Frankfurt.
    let changed = source.replace("eu-west-1,", "eu-west-9,");
    let line = changed.lines().find(|line| line.starts_with("eu-central-1,")).unwrap();
    let other = line.replacen(",1,", ",2,", 1);
    assert_ne!(line, other, "{line}");
    temporary("schema-prices.csv", &changed.replace(line, &other));
    let arguments = "prices diff builtin schema-prices.csv";
    outputs("price-diff", &[arguments, "prices diff builtin builtin"]);
    assert_eq!(json(arguments)["changes"].as_array().unwrap().len(), 3);
}

#[test]
fn portfolios() {
    let rows = fs::read_to_string(root("docs/buckets.csv")).unwrap();
    temporary("schema-buckets.csv", &rows);
    outputs("portfolio", &["portfolio schema-buckets.csv", "portfolio schema-buckets.csv --payer --top 1"]);
    let bad = format!("{rows}1,nowhere,b,sse-kms,,1,1,,,,x\n");
    let output = output_with_input("portfolio - --format json", &bad);
    check(&closed("portfolio"), &serde_json::from_slice(&output.stdout).unwrap(), "with a bad row");

    let validator = closed("portfolio-row");
    let lines = run_with_input("portfolio - --format jsonl", &rows);
    assert_eq!(lines.lines().count(), 6);
    for line in lines.lines() {
        check(&validator, &serde_json::from_str(line).unwrap(), line);
    }
}

#[test]
fn the_defaults_are_the_programs() {
    temporary("schema-empty.json", "{}");
    let workload = json("compare --workload schema-empty.json")["workload"].clone();
    let schema = schema("workload");
    let mut defaults = 0;
    for (field, property) in schema["properties"].as_object().unwrap() {
        if let Some(default) = property.get("default").filter(|_| field != "assumed") {
            assert_eq!(workload[field], *default, "{field}");
            defaults += 1;
        }
    }
    assert!(defaults >= 14, "{defaults}");
    let model = &schema["$defs"]["BucketKey"]["oneOf"][0]["properties"];
    for field in ["requesters", "windowSeconds", "activeHours"] {
        assert_eq!(workload["bucketKey"][field], model[field]["default"], "{field}");
    }
}

/// A workload that the schema refuses or accepts as the program does.
#[track_caller]
fn workload(validator: &Validator, value: &Value, is_read: bool) {
    let output = output_with_input("compare --workload - --format json", &value.to_string());
    assert_eq!(output.status.success(), is_read, "{value}: {}", common::text(&output.stderr));
    assert_eq!(validator.is_valid(value), is_read, "{value}");
}

#[test]
fn a_workload_is_valid_where_the_program_reads_it() {
    let validator = validator(&schema("workload"));
    let check = |value: Value, is_read: bool| workload(&validator, &value, is_read);
    check(json(&format!("compare {EVERYTHING}"))["workload"].clone(), true);
    check(json("compare --documents 1M")["workload"].clone(), true);
    for share in ["99.5", "99.5%", "0", " 100 % ", "100.0000", "007", "33.3333"] {
        check(json!({"uploads": 5, "shareBeforeBucketKey": share}), true);
    }
    for share in ["99.55555", "100.1", "-1", ".5", "1.", "1e1", "", "%", "1 0"] {
        check(json!({"uploads": 5, "shareBeforeBucketKey": share}), false);
    }
    check(json!({"uploads": null, "region": null, "client": null, "assumed": null}), true);
    check(json!({"assumed": [null]}), false);
    check(json!({"uploads": 1_000_000_000_000_000_u64}), true);
    check(json!({"uploads": 1_000_000_000_000_001_u64}), false);
    check(json!({"uploads": -1}), false);
    check(json!({"uploads": 1.5}), false);
    check(json!({"uploads": "1"}), false);
    check(json!({"upload": 1}), false);
    check(json!({"keyHours": {"existed": 360, "month": 720}}), true);
    check(json!({"keyHours": {"existed": 360, "month": 721}}), false);
    check(json!({"keyHours": {"existed": 360}}), false);
    check(json!({"keyHours": {"existed": 360, "month": 720, "year": 1}}), false);
    check(json!({"objectSize": 0}), false);
    check(json!({"objectSize": []}), false);
    check(json!({"objectSize": [{"bytes": 1, "share": 100}]}), false);
    check(json!({"objectSize": [{"bytes": 1, "share": "100"}]}), true);
    check(json!({"client": "boto4"}), false);
    check(json!({"client": {"partSize": 5_242_880, "multipartThreshold": 1}}), true);
    check(json!({"client": {"partSize": 5_242_879, "multipartThreshold": 1}}), false);
    check(json!({"client": {"partSize": 5_242_880}}), false);
    check(json!({"client": {"partSize": 5_242_880, "multipartThreshold": 1, "parts": 1}}), true);
    check(json!({"bucketKey": {"method": "model"}}), true);
    check(json!({"bucketKey": {"method": "model", "requester": 2}}), false);
    check(json!({"bucketKey": {"method": "model", "windowSeconds": 86_401}}), false);
    check(
        json!({"bucketKey": {"method": "model", "readBack": [{"withinSeconds": 0, "share": "100"}]}}),
        false,
    );
    check(json!({"bucketKey": {"method": "reduction", "reduction": "99"}}), true);
    check(json!({"bucketKey": {"method": "reduction", "reduction": 99}}), false);
    check(json!({"bucketKey": {"method": "reduction"}}), false);
    check(json!({"bucketKey": {"method": "guess"}}), false);
    check(json!({"bucketKey": {"requesters": 2}}), false);
    check(json!({"freeRequests": 20_001}), false);
    check(json!({"peakFactor": 0}), false);
    check(json!([]), false);
}

/// A comparison with one value put in another's place.
#[track_caller]
fn refused(pointer: &str, value: impl Into<Value>) {
    let value = value.into();
    let mut comparison = json("compare --documents 1M");
    *comparison.pointer_mut(pointer).unwrap_or_else(|| panic!("no {pointer}")) = value.clone();
    assert!(!validator(&schema("comparison")).is_valid(&comparison), "{pointer} = {value}");
}

#[test]
fn what_is_no_comparison_is_refused() {
    refused("/options/1/monthly", 6.94);
    refused("/options/1/monthly", "6.940");
    refused("/options/1/monthly", "-0");
    refused("/options/1/monthly", "06.94");
    refused("/options/1/monthly", "6.94 USD");
    refused("/options/1/monthly", "6.9e1");
    refused("/options/1/kmsRequests", -1);
    refused("/options/1/kmsRequests", "2000000");
    refused("/options/1/kmsRequests", 0.5);
    refused("/options/1/id", "sse-kms-2");
    refused("/options/1/lines/0/amount", 6);
    refused("/options/1/lines/0/unitPrice", Value::Null);
    refused("/options/1/range/low", 1.5);
    refused("/options/1/range/low", Value::Null);
    refused("/workload/uploads", -1);
    refused("/workload/trails", 101);
    refused("/prices/published", "yesterday");
    refused("/schemaVersion", 2);
    refused("/options/1", json!({}));
}

#[test]
fn a_field_that_is_missing_or_misspelled_is_refused_wherever_it_is() {
    fn check(validator: &Validator, whole: &mut Value, pointer: &str) {
        let value = whole.pointer(pointer).unwrap().clone();
        match &value {
            // What each option adds to S3's costs is by id.
            Value::Object(fields) => {
                for name in fields.keys() {
                    let object = whole.pointer_mut(pointer).unwrap().as_object_mut().unwrap();
                    let field = object.remove(name).unwrap();
                    object.insert(format!("{name}x"), field.clone());
                    assert!(!validator.is_valid(whole), "{pointer}/{name}");
                    *whole.pointer_mut(pointer).unwrap() = value.clone();
                    check(validator, whole, &format!("{pointer}/{name}"));
                }
            }
            // One of each kind is enough.
            Value::Array(items) if !items.is_empty() => check(validator, whole, &format!("{pointer}/0")),
            _ => {}
        }
    }
    let mut whole = json("compare --documents 1M --require access-separation");
    whole.as_object_mut().unwrap().remove("recommendation").unwrap();
    check(&validator(&schema("comparison")), &mut whole, "");
    check(&validator(&schema("forecast")), &mut json("forecast --documents 1M --months 2"), "");
    temporary("schema-buckets-2.csv", &fs::read_to_string(root("docs/buckets.csv")).unwrap());
    let mut portfolio = json("portfolio schema-buckets-2.csv");
    // Of what the sums are is named in a field of their own.
    for names in ["options", "regions", "accounts"] {
        portfolio[names] = json!([]);
    }
    check(&validator(&schema("portfolio")), &mut portfolio, "");
}

/// A choice is an option at its cost.
#[test]
fn a_range_is_one_and_the_same_wherever_an_option_has_one() {
    let schema = schema("recommendation");
    for object in ["Choice", "RunnerUp"] {
        let range = &schema["$defs"][object]["properties"]["range"]["$ref"];
        assert_eq!(range, "#/$defs/MoneyRange", "{object}");
    }
    let comparison = self::schema("comparison");
    assert_eq!(comparison["$defs"]["MoneyRange"], schema["$defs"]["MoneyRange"]);
    assert_eq!(comparison["$defs"]["Estimate"]["properties"]["range"]["$ref"], "#/$defs/MoneyRange");
}

/// It would weigh on what the browser loads, and nothing there asks for it.
#[test]
fn the_page_has_no_schemas() {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["tree", "--offline", "--locked", "--edges", "normal", "--prefix", "none", "--target", "all"]);
    cargo.args(["--package", "sse-cost-web", "--package", "sse-cost-web-setup"]);
    let output = cargo.current_dir(root("")).output().unwrap();
    let tree = common::text(&output.stdout);
    assert!(tree.contains("sse-pricing v"), "{tree}{}", common::text(&output.stderr));
    assert!(!tree.contains("schemars"), "{tree}");
}

#[test]
fn a_name_that_is_none_is_refused() {
    common::refused(
        "schema comparisons",
        "NAME: \"comparisons\" is not one of workload, comparison, forecast, portfolio, portfolio-row, table, break-even, \
         migration, recommendation, criteria, prices, price-diff, setup, setup-check",
    );
}
