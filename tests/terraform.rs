//! `sse-cost terraform`: a Terraform plan from outside. What it is priced at is tested in crates/terraform; figures here are worked
//! out by hand from the same prices, $0.03 for 10,000 KMS requests and $1 a month for a key.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{check_refused, csv, json, markdown_table, output_with_input, refused, run, temporary};
use rust_decimal::Decimal;
use serde_json::Value;
use std::path::Path;

/// A file of tests/terraform under a name where the program runs.
fn file(path: &str, name: &str) {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/terraform").join(path);
    std::fs::copy(from, Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)).unwrap();
}

/// An object with these fields, and no other than some more.
#[track_caller]
fn exactly(value: &Value, fields: &str, more: &[&str]) {
    shape(value, fields);
    let names: Vec<&str> = fields.split_whitespace().map(|field| field.split_once(':').unwrap().0).collect();
    for name in value.as_object().unwrap().keys() {
        assert!(names.contains(&name.as_str()) || more.contains(&name.as_str()), "{name} in {value}");
    }
}

/// Fields that infracost's schema requires of an object, each a text (`t`), a text or null (`?`), a whole number (`n`), a list
/// (`l`), or an object (`o`).
#[track_caller]
fn shape(value: &Value, fields: &str) {
    for field in fields.split_whitespace() {
        let (name, kind) = field.split_once(':').unwrap();
        let found = value.get(name).unwrap_or_else(|| panic!("no {name} in {value}"));
        let fits = match kind {
            "t" => found.is_string(),
            "?" => found.is_string() || found.is_null(),
            "n" => found.is_u64(),
            "l" => found.is_array(),
            _ => found.is_object(),
        };
        assert!(fits, "{name}: {found}");
    }
}

/// infracost/infracost, schema/infracost.schema.json: what it requires, and of which types.
#[track_caller]
fn is_infracost(root: &Value) {
    exactly(
        root,
        "version:t currency:t projects:l totalHourlyCost:? totalMonthlyCost:? pastTotalHourlyCost:? \
         pastTotalMonthlyCost:? diffTotalHourlyCost:? diffTotalMonthlyCost:? timeGenerated:t summary:o",
        // What infracost itself has beside its schema, and what its shape has no place for.
        &["metadata", "unpriced", "sseCost"],
    );
    for project in root["projects"].as_array().unwrap() {
        exactly(project, "name:t metadata:o pastBreakdown:o breakdown:o diff:o summary:o", &[]);
        exactly(&project["metadata"], "path:t type:t", &[]);
        for breakdown in ["pastBreakdown", "breakdown", "diff"] {
            let breakdown = &project[breakdown];
            exactly(breakdown, "resources:l totalHourlyCost:? totalMonthlyCost:?", &[]);
            for resource in breakdown["resources"].as_array().unwrap() {
                // resourceType is younger than the schema, and written by infracost itself.
                let fields = "name:t resourceType:t metadata:o hourlyCost:? monthlyCost:? costComponents:l";
                exactly(resource, fields, &["tags"]);
                for component in resource["costComponents"].as_array().unwrap() {
                    let fields =
                        "name:t unit:t hourlyQuantity:? monthlyQuantity:? price:? hourlyCost:? monthlyCost:?";
                    exactly(component, fields, &[]);
                }
            }
        }
    }
    exactly(
        &root["summary"],
        "totalDetectedResources:n totalSupportedResources:n totalUnsupportedResources:n totalUsageBasedResources:n \
         totalNoPriceResources:n supportedResourceCounts:o unsupportedResourceCounts:o noPriceResourceCounts:o",
        &[],
    );
}

/// A resource of a breakdown.
#[track_caller]
fn resource<'a>(root: &'a Value, breakdown: &str, name: &str) -> &'a Value {
    let resources = root["projects"][0][breakdown]["resources"].as_array().unwrap();
    resources.iter().find(|resource| resource["name"] == name).unwrap_or_else(|| panic!("{name}"))
}

#[test]
fn json_has_the_shape_of_infracosts_breakdown() {
    file("create/plan.json", "terraform-create.json");
    let root = json("terraform terraform-create.json");
    is_infracost(&root);
    // What Terraform wrote into the plan.
    assert_eq!(root["timeGenerated"], "2026-11-24T12:50:07Z");
    assert_eq!(root["projects"][0]["metadata"]["type"], "terraform_plan_json");
    // Four keys, and what nobody knows.
    assert_eq!(root["totalMonthlyCost"], Value::Null);
    assert_eq!(root["sseCost"]["known"]["monthlyCost"]["typical"], "4");
    // How another team's bucket is encrypted before.
    assert_eq!(root["pastTotalMonthlyCost"], Value::Null);
    let dual = resource(&root, "breakdown", "aws_s3_bucket.dual");
    assert_eq!(dual["monthlyCost"], Value::Null);
    assert_eq!(dual["metadata"]["encryption"], "dsse-kms");
    assert_eq!(dual["metadata"]["key"], "aws_kms_key.main");
    let components: Vec<_> = dual["costComponents"].as_array().unwrap().iter().collect();
    let of = |field: &str| components.iter().map(|component| component[field].clone()).collect::<Vec<_>>();
    assert_eq!(of("name"), ["KMS requests", "DSSE-KMS, GB written", "DSSE-KMS, GB read"]);
    assert_eq!(of("price"), ["0.000003", "0.003", "0.003"]);
    assert!(of("monthlyQuantity").iter().chain(&of("monthlyCost")).all(Value::is_null));
    // 38 resources, 15 of them the configurations of buckets: part of those.
    assert_eq!(root["summary"]["totalDetectedResources"], 25);
    let unpriced: Vec<_> =
        root["unpriced"].as_array().unwrap().iter().map(|one| one["name"].clone()).collect();
    assert_eq!(
        unpriced,
        [
            "aws_kms_alias.main",
            "aws_kms_key.signing",
            "aws_s3_bucket.undecided",
            "aws_s3_bucket_server_side_encryption_configuration.other_team",
            "aws_sqs_queue.events",
            "terraform_data.algorithm"
        ]
    );
}

#[test]
fn a_month_before_after_and_between() {
    file("change/plan.json", "terraform-change.json");
    temporary(
        "terraform-usage.yml",
        "resource_type_default_usage:\n  aws_s3_bucket: {uploads: 0, downloads: 0}\nresource_usage:\n  \
         aws_kms_key.shared: {rotations: 1}\n  aws_s3_bucket.vault: {uploads: 100k, downloads: 100k}\n",
    );
    let root = json("terraform terraform-change.json --usage terraform-usage.yml");
    is_infracost(&root);
    // old and shared with one rotation, and 180,000 x $0.000003; then new and shared.
    assert_eq!(root["pastTotalMonthlyCost"], "3.54");
    assert_eq!(root["totalMonthlyCost"], "3");
    assert_eq!(root["diffTotalMonthlyCost"], "-0.54");
    // That the key without rotation, old, never was rotated.
    let assumed = root["sseCost"]["assumed"].as_array().unwrap();
    assert!(assumed.contains(&Value::from("rotations")), "{assumed:?}");
    let vault = resource(&root, "diff", "aws_s3_bucket.vault");
    assert_eq!(vault["monthlyCost"], "-0.54");
    let first = &vault["costComponents"][0];
    assert_eq!(
        [&first["name"], &first["monthlyQuantity"], &first["price"], &first["monthlyCost"]],
        ["KMS requests", "-200000", "0.000003", "-0.6"]
    );
    // What stays is in no difference.
    let changed = root["projects"][0]["diff"]["resources"].as_array().unwrap();
    let names: Vec<_> = changed.iter().map(|resource| resource["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["aws_kms_key.new", "aws_kms_key.old", "aws_s3_bucket.vault"]);
    let rows = csv("terraform terraform-change.json --usage terraform-usage.yml");
    let amounts = |side: &str| {
        let of_side = rows.iter().filter(|row| row[3] == side);
        of_side.map(|row| row[12].parse::<Decimal>().unwrap()).sum::<Decimal>().normalize().to_string()
    };
    assert_eq!([amounts("before"), amounts("after")], ["3.54", "3"]);
}

#[test]
fn standard_input_and_the_other_forms() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/terraform/change/plan.json");
    let plan = std::fs::read_to_string(path).unwrap();
    let output = output_with_input("terraform - --format markdown", &plan);
    assert_eq!(output.status.code(), Some(0));
    let output = common::text(&output.stdout);
    assert!(
        output.starts_with("**standard input: 8 buckets and 3 KMS keys, prices of 2025-06-05."),
        "{output}"
    );
    let rows = markdown_table(&output);
    assert_eq!(rows[0], ["Action", "Resource", "What", "Before", "After", "Difference"]);
    assert_eq!(rows[1][..2], ["create", "`aws_kms_key.new`"]);
}

#[test]
fn a_template() {
    file("../cloudformation/template.yaml", "terraform-template.yaml");
    let root = json("cloudformation terraform-template.yaml --region eu-central-1");
    is_infracost(&root);
    assert_eq!(root["projects"][0]["metadata"]["type"], "cloudformation");
    assert_eq!(root["projects"][0]["pastBreakdown"]["resources"], serde_json::json!([]));
    // A template has no time of its own.
    assert_eq!(root["timeGenerated"], "2025-06-05T00:00:00Z");
    let bucket = resource(&root, "breakdown", "ByReference");
    assert_eq!(bucket["resourceType"], "AWS::S3::Bucket");
    assert_eq!(bucket["metadata"]["encryption"], "sse-kms-bucket-key");
    assert_eq!(bucket["metadata"]["key"], "Key");
    temporary("terraform-no-template.yaml", "Parameters: {}\n");
    refused(
        "cloudformation terraform-no-template.yaml",
        "terraform-no-template.yaml: template: an object without Resources is not a CloudFormation template, with Resources",
    );
}

#[test]
fn the_template_that_a_setup_writes() {
    let setup =
        "setup --option sse-kms-bucket-key --bucket reports --region eu-central-1 --account 111122223333";
    run(&format!("{setup} --out terraform-setup --force"));
    let root = json("cloudformation terraform-setup/template.json --region eu-central-1");
    let bucket = resource(&root, "breakdown", "Bucket");
    assert_eq!(bucket["metadata"]["encryption"], "sse-kms-bucket-key");
    assert_eq!(bucket["metadata"]["key"], "Key");
    assert_eq!(resource(&root, "breakdown", "Key")["monthlyCost"], "1");
}

/// A plan with a bucket of SSE-KMS with a Bucket Key, as it is and as it will be.
fn bucket(before: &str, after: &str) -> String {
    let side = |tag: &str| {
        serde_json::json!({"bucket": "a", "tags": {"team": tag}, "server_side_encryption_configuration": [{"rule": [
            {"bucket_key_enabled": true, "apply_server_side_encryption_by_default": [{"sse_algorithm": "aws:kms"}]}]}]})
    };
    serde_json::json!({"format_version": "1.2", "resource_changes": [{
        "address": "aws_s3_bucket.a", "mode": "managed", "type": "aws_s3_bucket", "name": "a",
        "change": {"actions": ["update"], "before": side(before), "after": side(after)}
    }]})
    .to_string()
}

#[test]
fn what_the_usage_file_leaves_open_is_said_to_be_assumed() {
    temporary("terraform-bucket.json", &bucket("red", "red"));
    let assumed = |usage: &str| {
        temporary("terraform-bucket.yml", &format!("resource_usage: {{aws_s3_bucket.a: {{{usage}}}}}"));
        let text = run("terraform terraform-bucket.json --region us-east-1 --usage terraform-bucket.yml");
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        text.split_once("Assumed: ").map(|(_, assumed)| assumed.to_owned()).unwrap_or_default()
    };
    let of_size = "one request for each upload and each download (object size unknown)";
    let nothing = assumed("uploads: 1k, downloads: 1k");
    assert!(nothing.contains(of_size) && nothing.contains("1 requester"), "{nothing}");
    let sized = assumed("uploads: 1k, downloads: 1k, object_bytes: 1KiB");
    assert!(!sized.contains(of_size) && sized.contains("1 requester"), "{sized}");
    let all = assumed("uploads: 1k, downloads: 1k, object_bytes: 1KiB, requesters: 2");
    assert!(!all.contains(of_size) && !all.contains("requester"), "{all}");
}

#[test]
fn a_new_tag_encrypts_nothing_anew() {
    temporary("terraform-tag.json", &bucket("red", "blue"));
    let text = run("terraform terraform-tag.json --region us-east-1");
    assert!(text.contains("~  aws_s3_bucket.a"), "{text}");
    assert!(!text.contains("Objects that are there stay encrypted"), "{text}");
}

#[test]
fn flags_that_no_plan_takes() {
    temporary("terraform-nothing.json", r#"{"format_version":"1.2","resource_changes":[]}"#);
    temporary("terraform-nothing.yaml", "Resources: {}");
    for command in ["terraform terraform-nothing.json", "cloudformation terraform-nothing.yaml"] {
        refused(
            &format!("{command} --bucket-key-calls 1000"),
            "bucket key: calls that were measured are those of one bucket, not of many",
        );
        let name = command.split(' ').next().unwrap();
        let help = run(&format!("{name} --help"));
        for flag in ["--stored", "--peak-factor", "--bucket-key-calls"] {
            assert!(!help.contains(&format!("{flag} <")), "{flag} in {help}");
        }
        for flag in ["--stored 1TB", "--peak-factor 5"] {
            let output = common::program(&format!("{command} {flag}")).output().unwrap();
            assert_eq!(output.status.code(), Some(2), "{flag}");
        }
    }
}

#[test]
fn a_plan_with_nothing_in_it() {
    let output = output_with_input("terraform -", r#"{"format_version":"1.2","resource_changes":[]}"#);
    let expected = "standard input: 0 buckets and 0 KMS keys, prices of 2025-06-05. Before $0.00 a\nmonth, after $0.00: a \
                    difference of $0.00.\n";
    assert_eq!(common::text(&output.stdout), expected);
}

#[test]
fn names_of_a_plan_do_nothing_to_a_terminal_or_a_page() {
    let plan = serde_json::json!({"format_version": "1.2", "resource_changes": [{
        "address": "aws_kms_key.a[\"\u{1b}[2J`|<b>@x\"]", "mode": "managed", "type": "aws_kms_key", "name": "a",
        "index": "\u{1b}[2J`|<b>@x", "change": {"actions": ["create"], "before": null, "after": {}}
    }]});
    temporary("terraform-hostile.json", &plan.to_string());
    let text = run("terraform terraform-hostile.json --region us-east-1");
    assert!(!text.contains('\u{1b}'), "{text}");
    let markdown = run("terraform terraform-hostile.json --region us-east-1 --format markdown");
    assert!(markdown.contains("| `` aws_kms_key.a[\"\u{fffd}[2J`\\|&lt;b>@x\"] `` |"), "{markdown}");
}

#[test]
fn what_is_wrong_is_said_in_one_line() {
    refused("terraform nothing.json", "nothing.json: cannot be read: No such file or directory (os error 2)");
    temporary("terraform-empty.json", "");
    refused(
        "terraform terraform-empty.json",
        "terraform-empty.json: plan: an empty file is not what `terraform show -json` prints of a plan or a state",
    );
    temporary("terraform-small.json", r#"{"format_version":"1.2","resource_changes":[]}"#);
    refused(
        "terraform terraform-small.json --region mars-1",
        "--region: \"mars-1\" is not one of the 35 Regions priced on 2025-06-05",
    );
    temporary("terraform-wrong.yml", "resource_usage:\n  aws_s3_bucket.a:\n    uploads: many\n");
    refused(
        "terraform terraform-small.json --usage terraform-wrong.yml",
        "--usage terraform-wrong.yml: line 3: aws_s3_bucket.a: uploads: \"many\" is not a whole number from 0 to \
         1,000,000,000,000,000 such as 20000, 20k, 1.5M or 1_000_000",
    );
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let utf_16: Vec<u8> = "\u{feff}{}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    std::fs::write(folder.join("terraform-utf16.json"), utf_16).unwrap();
    refused("terraform terraform-utf16.json", "terraform-utf16.json: UTF-16 text; write it as UTF-8");
    std::fs::write(folder.join("terraform-latin1.json"), b"{\"format_version\":\"\xfc\"}").unwrap();
    refused("terraform terraform-latin1.json", "terraform-latin1.json: not UTF-8 at byte 19");
    std::fs::write(folder.join("terraform-binary.json"), b"PK\x03\x04\xff\xff").unwrap();
    refused(
        "terraform terraform-binary.json",
        "terraform-binary.json: a binary plan file; `terraform show -json FILE` prints its JSON",
    );
    let output = output_with_input("terraform -", "{\"format_version\":\"2.0\"}");
    let message =
        "standard input: format_version: \"2.0\" is not a version 0.x or 1.x of Terraform's JSON output";
    check_refused("terraform -", &output, message);
}
