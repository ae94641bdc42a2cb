//! Plans written by hand, for what Terraform did not make: a resource of each kind and everything that can be wrong with it.

// A plan is easier to read in values than in references to them.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::needless_pass_by_value)]

use serde_json::{Value, json};
use sse_pricing::{PriceBook, Workload};
use sse_terraform::{OtherKind, Plan, Report, Settings, State, Usage};

/// A change of a resource, with more fields than the usual ones.
fn change(kind: &str, name: &str, before: Value, after: Value, more: Value) -> Value {
    let actions = match (before.is_null(), after.is_null()) {
        (true, _) => json!(["create"]),
        (_, true) => json!(["delete"]),
        _ => json!(["update"]),
    };
    let mut change = json!({
        "address": format!("{kind}.{name}"), "mode": "managed", "type": kind, "name": name,
        "provider_name": "example.com/hashicorp/aws",
        "change": {"actions": actions, "before": before, "after": after, "after_unknown": {}},
    });
    for (name, value) in more.as_object().into_iter().flatten() {
        change[name] = value.clone();
    }
    change
}

#[track_caller]
fn report(changes: &[Value], usage: &str) -> Report {
    let plan = json!({"format_version": "1.2", "resource_changes": changes}).to_string();
    let plan = Plan::parse(&plan).unwrap();
    let settings =
        Settings { region: Some("us-east-1"), ..Settings::new(Workload::documents("us-east-1", 0).unwrap()) };
    Report::new(&plan, &Usage::parse(usage).unwrap(), &settings, PriceBook::builtin()).unwrap()
}

/// Region and cost of the only resource, after the plan.
#[track_caller]
fn only(report: &Report) -> (String, String) {
    let [resource] = report.resources.as_slice() else { panic!("{:?}", report.resources) };
    let State::Priced(priced) = &resource.after else { panic!("{:?}", resource.after) };
    let at_least = if priced.is_complete { "" } else { "+" };
    (priced.region.clone(), format!("{}{at_least}", priced.known.typical.exact()))
}

#[track_caller]
fn not_priced(report: &Report, expected: &[(&str, &str)]) {
    let found: Vec<_> = report
        .others
        .iter()
        .map(|other| {
            assert_eq!(other.sort, OtherKind::NotPriced, "{}", other.address);
            (other.address.as_str(), other.reason.as_str())
        })
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn a_region_of_its_own_comes_before_the_default() {
    let region =
        |after: Value| only(&report(&[change("aws_kms_key", "a", Value::Null, after, json!({}))], "")).0;
    // Version 6 of the provider.
    assert_eq!(region(json!({"region": "eu-west-1"})), "eu-west-1");
    assert_eq!(region(json!({"arn": "arn:aws:kms:eu-west-2:111122223333:key/a"})), "eu-west-2");
    assert_eq!(region(json!({})), "us-east-1");
    let bucket = change("aws_s3_bucket", "a", Value::Null, json!({"bucket_region": "us-west-2"}), json!({}));
    assert_eq!(only(&report(&[bucket], "")).0, "us-west-2");
}

#[test]
fn a_region_without_prices_is_a_reason() {
    let key = change("aws_kms_key", "a", Value::Null, json!({"region": "cn-north-1"}), json!({}));
    let reason = "after: region: \"cn-north-1\" is not one of the 35 Regions priced on 2025-06-05";
    not_priced(&report(&[key], ""), &[("aws_kms_key.a", reason)]);
}

#[test]
fn a_reason_of_both_sides_is_said_once() {
    let there = json!({"region": "cn-north-1"});
    let key = change("aws_kms_key", "a", there.clone(), there, json!({}));
    let reason = "region: \"cn-north-1\" is not one of the 35 Regions priced on 2025-06-05";
    let report = report(&[key], "");
    not_priced(&report, &[("aws_kms_key.a", reason)]);
    // And what it is, it stays.
    assert_eq!(report.difference.exact().unwrap().exact(), "$0");
}

#[test]
fn what_a_key_must_be_for_s3() {
    for (name, value) in [
        ("customer_master_key_spec", "HMAC_256"),
        ("key_usage", "SIGN_VERIFY"),
        ("key_spec", "ECC_NIST_P256"),
    ] {
        let key = change("aws_kms_key", "a", Value::Null, json!({name: value}), json!({}));
        let reason = format!("after: {name} is {value:?}: S3 takes symmetric encryption keys only");
        not_priced(&report(&[key], ""), &[("aws_kms_key.a", &reason)]);
    }
    let key = json!({"customer_master_key_spec": "SYMMETRIC_DEFAULT", "key_usage": "ENCRYPT_DECRYPT"});
    // $1 a month, whatever its material; a disabled key is billed like any other.
    for kind in ["aws_kms_key", "aws_kms_external_key", "aws_kms_replica_external_key"] {
        let with = json!({"is_enabled": false});
        let usage = format!("resource_usage: {{{kind}.a: {{rotations: 0}}}}");
        for after in [key.clone(), with] {
            let report = report(&[change(kind, "a", Value::Null, after, json!({}))], &usage);
            assert_eq!(only(&report).1, "$1", "{kind}");
        }
    }
}

#[test]
fn rotations_of_a_key() {
    let rotating = json!({"enable_key_rotation": true});
    let plain = json!({"enable_key_rotation": false});
    let cost = |before: &Value, after: &Value, usage: &str| {
        only(&report(&[change("aws_kms_key", "a", before.clone(), after.clone(), json!({}))], usage)).1
    };
    let usage = |rotations: u64| format!("resource_usage: {{aws_kms_key.a: {{rotations: {rotations}}}}}");
    // A new key has not rotated yet, nor one of which rotation is turned on now.
    assert_eq!(cost(&Value::Null, &rotating, ""), "$1");
    assert_eq!(cost(&plain, &rotating, ""), "$1");
    // How often one did that rotates already, the plan does not say.
    assert_eq!(cost(&rotating, &rotating, ""), "$1+");
    assert_eq!(cost(&rotating, &plain, ""), "$1+");
    // Only the first two add their fee.
    assert_eq!(cost(&rotating, &rotating, &usage(1)), "$2");
    assert_eq!(cost(&rotating, &rotating, &usage(2)), "$3");
    assert_eq!(cost(&rotating, &rotating, &usage(9)), "$3");
    // What a key had before, the one in its place has not.
    let mut replaced = change("aws_kms_key", "a", rotating.clone(), rotating, json!({}));
    replaced["change"]["actions"] = json!(["delete", "create"]);
    assert_eq!(only(&report(&[replaced], &usage(2))).1, "$1");
}

#[test]
fn a_replica_rotates_with_its_primary_key() {
    let arn = "arn:aws:kms:us-east-1:111122223333:key/mrk-1";
    let primary = json!({"arn": arn, "key_id": "mrk-1", "multi_region": true, "enable_key_rotation": true});
    let replica = json!({"primary_key_arn": arn, "region": "us-west-2"});
    let changes = [
        change("aws_kms_key", "a", primary.clone(), primary, json!({})),
        change("aws_kms_replica_key", "b", Value::Null, replica, json!({})),
    ];
    let total = |usage: &str| {
        let after = report(&changes, usage).after;
        (after.known.typical.exact(), after.may_be_more)
    };
    assert_eq!(total(""), ("$2".to_owned(), true));
    // $2 for each of them.
    assert_eq!(total("resource_usage: {aws_kms_key.a: {rotations: 1}}"), ("$4".to_owned(), false));
    // A primary key outside of the plan may have rotated.
    assert_eq!(only(&report(&changes[1..], "")), ("us-west-2".to_owned(), "$1+".to_owned()));
}

#[test]
fn what_is_not_for_us_says_why() {
    let provider = json!({"provider_name": "example.com/acme/aws"});
    let deposed = json!({"deposed": "0a1b2c3d"});
    let old = json!({"bucket": "a"});
    let changes = [
        change("aws_s3_bucket", "a", Value::Null, json!({}), provider),
        change("aws_s3_bucket", "b", old, Value::Null, deposed),
        change("aws_s3_directory_bucket", "c", Value::Null, json!({}), json!({})),
    ];
    not_priced(
        &report(&changes, ""),
        &[
            ("aws_s3_bucket.a", "its provider is example.com/acme/aws, not HashiCorp's for AWS"),
            ("aws_s3_bucket.b", "left over from a replacement, and deleted at last"),
            ("aws_s3_directory_bucket.c", "directory buckets are not priced: their Bucket Key is always on"),
        ],
    );
    let data = change("aws_s3_bucket", "d", Value::Null, json!({}), json!({"mode": "data"}));
    let report = report(&[data], "");
    assert!(report.resources.is_empty() && report.others.is_empty());
}

#[test]
fn an_algorithm_that_is_none() {
    let rule = json!([{"rule": [{"apply_server_side_encryption_by_default": [{"sse_algorithm": "rot13"}]}]}]);
    let after = json!({"server_side_encryption_configuration": rule});
    let bucket = change("aws_s3_bucket", "a", Value::Null, after, json!({}));
    let reason = "after: sse_algorithm: \"rot13\" is not AES256, aws:kms or aws:kms:dsse";
    not_priced(&report(&[bucket], ""), &[("aws_s3_bucket.a", reason)]);
}

#[test]
fn a_key_is_known_by_its_arn_its_id_and_its_alias() {
    let arn = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    let id = "1234abcd-12ab-34cd-56ef-1234567890ab";
    let key = json!({"arn": arn, "key_id": id});
    let alias = json!({"name": "alias/reports", "target_key_id": id});
    let of = |name: &str| {
        let rule = json!([{"apply_server_side_encryption_by_default":
            [{"sse_algorithm": "aws:kms", "kms_master_key_id": name}]}]);
        let after = json!({"server_side_encryption_configuration": [{"rule": rule}]});
        let report = report(
            &[
                change("aws_kms_key", "k", key.clone(), key.clone(), json!({})),
                change("aws_kms_alias", "a", alias.clone(), alias.clone(), json!({})),
                change("aws_s3_bucket", "b", Value::Null, after, json!({})),
            ],
            "",
        );
        let bucket = report.resources.iter().find(|resource| !resource.is_key()).unwrap();
        format!("{:?}", bucket.after.priced().unwrap().key.as_ref().unwrap())
    };
    let own = "InPlan(\"aws_kms_key.k\")";
    for name in [arn, id, "alias/reports", "arn:aws:kms:us-east-1:111122223333:alias/reports"] {
        assert_eq!(of(name), own, "{name}");
    }
    for name in ["alias/aws/s3", "arn:aws:kms:us-east-1:111122223333:alias/aws/s3", ""] {
        assert_eq!(of(name), "AwsManaged", "{name}");
    }
    assert_eq!(of("alias/other"), "Outside(\"alias/other\")");
}

#[test]
fn tags_that_are_secrets_stay_so() {
    let mut key =
        change("aws_kms_key", "a", Value::Null, json!({"tags": {"team": "red", "pin": "1234"}}), json!({}));
    key["change"]["after_sensitive"] = json!({"tags": {"pin": true}});
    let report = report(&[key], "");
    assert_eq!(report.resources[0].tags, [("team".to_owned(), "red".to_owned())]);
}

#[test]
fn a_replication_is_listed_once() {
    let inline = json!([{"role": "r", "rules": [{}]}]);
    let bucket =
        change("aws_s3_bucket", "a", Value::Null, json!({"replication_configuration": inline}), json!({}));
    let own = change(
        "aws_s3_bucket_replication_configuration",
        "a",
        Value::Null,
        json!({"bucket": "a"}),
        json!({}),
    );
    let reason = "replicating an object is a Decrypt at its source and an Encrypt at its target: count it in the usage \
                  file, as a download of the one and an upload of the other";
    // What the provider read of it stands in the bucket; only what is configured there counts.
    not_priced(&report(&[bucket.clone(), own], ""), &[("aws_s3_bucket_replication_configuration.a", reason)]);
    let plan = json!({
        "format_version": "1.2", "resource_changes": [bucket],
        "configuration": {"root_module": {"resources": [{"mode": "managed", "type": "aws_s3_bucket", "name": "a",
            "expressions": {"replication_configuration": [{}]}}]}},
    });
    let plan = Plan::parse(&plan.to_string()).unwrap();
    let settings =
        Settings { region: Some("us-east-1"), ..Settings::new(Workload::documents("us-east-1", 0).unwrap()) };
    let report = Report::new(&plan, &Usage::default(), &settings, PriceBook::builtin()).unwrap();
    not_priced(&report, &[("aws_s3_bucket.a", reason)]);
}
