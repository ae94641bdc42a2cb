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
    report_of(&json!({"format_version": "1.2", "resource_changes": changes}), usage)
}

#[track_caller]
fn report_of(plan: &Value, usage: &str) -> Report {
    let plan = Plan::parse(&plan.to_string()).unwrap();
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

/// What lacks a price makes no total exact of a side that it is on.
#[track_caller]
fn makes_totals_unknown(report: &Report, [before, after]: [bool; 2]) {
    assert!(report.others.iter().any(|other| other.sort == OtherKind::NotPriced), "{:?}", report.others);
    let is_unknown = |total: sse_terraform::Total| total.exact().is_none();
    let found = [report.before, report.after, report.difference].map(is_unknown);
    assert_eq!(found, [before, after, true], "{:?}", report.others);
}

#[test]
fn what_is_not_priced_is_missing_from_the_totals() {
    let none = || Value::Null;
    let is = || json!({"bucket": "a"});
    let new = |kind: &str| report(&[change(kind, "a", none(), is(), json!({}))], "");
    for kind in [
        "aws_s3_directory_bucket",
        "aws_s3_bucket_replication_configuration",
        "aws_kms_custom_key_store",
        "aws_s3_bucket_of_a_later_version",
    ] {
        makes_totals_unknown(&new(kind), [false, true]);
    }
    for kind in ["awscc_s3_bucket", "awscc_kms_key", "awscc_s3express_directory_bucket"] {
        let provider = json!({"provider_name": "example.com/hashicorp/awscc"});
        makes_totals_unknown(&report(&[change(kind, "a", none(), is(), provider)], ""), [false, true]);
    }
    let provider = json!({"provider_name": "example.com/acme/aws"});
    makes_totals_unknown(&report(&[change("aws_s3_bucket", "a", is(), is(), provider)], ""), [true, true]);
    let deposed = change("aws_kms_key", "a", is(), none(), json!({"deposed": "0a1b2c3d"}));
    makes_totals_unknown(&report(&[deposed], ""), [true, false]);
    // Which bucket it is for, nothing says.
    let stray =
        change("aws_s3_bucket_server_side_encryption_configuration", "a", none(), json!({}), json!({}));
    makes_totals_unknown(&report(&[stray], ""), [false, true]);
    // What stays as it is makes no difference, but its side is not known.
    let mut still = change("aws_s3_directory_bucket", "a", is(), is(), json!({}));
    still["change"]["actions"] = json!(["no-op"]);
    let report = report(&[still], "");
    assert!(report.before.exact().is_none() && report.after.exact().is_none());
    assert_eq!(report.difference.exact().unwrap().exact(), "$0");
}

#[test]
fn a_replication_that_stays_differs_by_what_it_replicates() {
    let is = || json!({"bucket": "a"});
    let mut replication = change("aws_s3_bucket_replication_configuration", "a", is(), is(), json!({}));
    replication["change"]["actions"] = json!(["no-op"]);
    let alone = report(std::slice::from_ref(&replication), "");
    assert_eq!(alone.difference.exact().unwrap().exact(), "$0");
    let bucket = change("aws_s3_bucket", "a", is(), is(), json!({}));
    makes_totals_unknown(&report(&[replication, bucket], ""), [true, true]);
}

#[test]
fn what_is_put_off_is_missing_from_the_totals() {
    let put_off = |kind: &str, before: Value| {
        let change = change(kind, "a", before, json!({}), json!({}));
        let plan = json!({"format_version": "1.2", "resource_changes": [],
            "deferred_changes": [{"reason": "instance_count_unknown", "resource_change": change}]});
        report_of(&plan, "")
    };
    makes_totals_unknown(&put_off("aws_kms_key", Value::Null), [false, true]);
    makes_totals_unknown(&put_off("aws_s3_bucket", json!({})), [true, true]);
    let bucket = put_off("aws_s3_bucket", Value::Null);
    not_priced(&bucket, &[("aws_s3_bucket.a", "put off to a later plan: instance_count_unknown")]);
    // What has nothing to do with it has nothing to do with it later, either.
    let queue = put_off("aws_sqs_queue", Value::Null);
    assert_eq!(queue.others[0].sort, OtherKind::Unrelated);
    assert_eq!(queue.after.exact().unwrap().exact(), "$0");
}

#[test]
fn an_object_with_an_encryption_of_its_own() {
    for (kind, attributes, is_own) in [
        (
            "aws_s3_object",
            json!({"key": "a", "kms_key_id": "arn:aws:kms:us-east-1:111122223333:key/a"}),
            true,
        ),
        ("aws_s3_object", json!({"key": "a", "server_side_encryption": "aws:kms"}), true),
        ("aws_s3_bucket_object", json!({"key": "a", "server_side_encryption": "aws:kms:dsse"}), true),
        ("aws_s3_object", json!({"key": "a", "server_side_encryption": "AES256"}), false),
        ("aws_s3_bucket_object", json!({"key": "a"}), false),
    ] {
        let report = report(&[change(kind, "a", Value::Null, attributes, json!({}))], "");
        let [other] = report.others.as_slice() else { panic!("{:?}", report.others) };
        let expected = if is_own { OtherKind::NotPriced } else { OtherKind::NoCharge };
        assert_eq!(other.sort, expected, "{other:?}");
        assert_eq!(report.after.exact().is_none(), is_own, "{other:?}");
    }
}

#[test]
fn a_new_configuration_of_a_bucket_that_is_there() {
    let rule = json!([{"apply_server_side_encryption_by_default": [{"sse_algorithm": "aws:kms"}]}]);
    let kind = "aws_s3_bucket_server_side_encryption_configuration";
    let after = json!({"bucket": "elsewhere", "rule": rule});
    let usage = format!("resource_usage: {{{kind}.a: {{uploads: 100k, downloads: 0}}}}");
    let report = report(&[change(kind, "a", Value::Null, after, json!({}))], &usage);
    let address = format!("{kind}.a");
    not_priced(&report, &[(&address, "before: its encryption before is not in the plan")]);
    // 80,000 at $0.000003, and what it costs before, which may be the same.
    assert_eq!(report.after.exact().unwrap().exact(), "$0.24");
    assert!(report.before.exact().is_none() && report.difference.may_be_less);
}

#[test]
fn two_configurations_of_one_bucket() {
    let kind = "aws_s3_bucket_server_side_encryption_configuration";
    let with = |algorithm: &str| {
        let rule = json!([{"apply_server_side_encryption_by_default": [{"sse_algorithm": algorithm}]}]);
        json!({"bucket": "a", "rule": rule})
    };
    let report = report(
        &[
            change("aws_s3_bucket", "a", Value::Null, json!({"bucket": "a"}), json!({})),
            change(kind, "one", Value::Null, with("AES256"), json!({})),
            change(kind, "two", Value::Null, with("aws:kms"), json!({})),
        ],
        "",
    );
    let reason = format!("after: configured by both {kind}.one and {kind}.two");
    not_priced(&report, &[("aws_s3_bucket.a", &reason)]);
    assert_eq!(report.resources[0].configured_by, [format!("{kind}.one"), format!("{kind}.two")]);
}

#[test]
fn what_the_use_of_a_resource_leaves_open_is_assumed() {
    let assumed = |kind: &str, attributes: Value, usage: &str| {
        let before = attributes.clone();
        let report = report(&[change(kind, "a", before, attributes, json!({}))], usage);
        report.resources[0].after.priced().unwrap().assumed.clone()
    };
    let key = |usage: &str| assumed("aws_kms_key", json!({"enable_key_rotation": false}), usage);
    // It may have rotated before that was turned off, or on demand.
    assert_eq!(key(""), ["rotations"]);
    assert!(key("resource_usage: {aws_kms_key.a: {rotations: 0}}").is_empty());
    assert!(assumed("aws_kms_key", json!({"enable_key_rotation": true}), "").is_empty());
    let new = change("aws_kms_key", "a", Value::Null, json!({}), json!({}));
    assert!(report(&[new], "").resources[0].after.priced().unwrap().assumed.is_empty());
    let bucket = |more: &str| {
        let rule = json!([{"apply_server_side_encryption_by_default": [{"sse_algorithm": "aws:kms"}],
            "bucket_key_enabled": true}]);
        let usage = format!("resource_usage: {{aws_s3_bucket.a: {{downloads: 0, {more}}}}}");
        let attributes = json!({"server_side_encryption_configuration": [{"rule": rule}]});
        assumed("aws_s3_bucket", attributes, &usage)
    };
    assert_eq!(bucket("uploads: 1"), ["objectSize", "bucketKey.requesters"]);
    assert_eq!(bucket("uploads: 1, object_bytes: 1MiB"), ["bucketKey.requesters"]);
    assert_eq!(bucket("uploads: 1, requesters: 3"), ["objectSize"]);
    // A request of a tier has no size that would count.
    assert_eq!(bucket("standard: {monthly_tier_1_requests: 5}, requesters: 3"), [""; 0]);
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
fn a_name_that_several_keys_have_is_no_key() {
    let of = |name: &str| {
        let rule = json!([{"apply_server_side_encryption_by_default":
            [{"sse_algorithm": "aws:kms", "kms_master_key_id": name}]}]);
        let after = json!({"server_side_encryption_configuration": [{"rule": rule}]});
        // A multi-Region key and its replica have one id.
        let key = |region: &str| json!({"arn": format!("arn:aws:kms:{region}:111122223333:key/mrk-1"), "key_id": "mrk-1"});
        let alias = json!({"name": "alias/a", "target_key_id": "mrk-1"});
        let changes = [
            change("aws_kms_key", "a", Value::Null, key("us-east-1"), json!({})),
            change("aws_kms_replica_key", "b", Value::Null, key("us-west-2"), json!({})),
            change("aws_kms_alias", "a", Value::Null, alias.clone(), json!({})),
            change("aws_kms_alias", "b", Value::Null, alias, json!({})),
            change("aws_s3_bucket", "a", Value::Null, after, json!({})),
        ];
        let report = report(&changes, "");
        let bucket = report.resources.iter().find(|resource| !resource.is_key()).unwrap();
        format!("{:?}", bucket.after.priced().unwrap().key.as_ref().unwrap())
    };
    assert_eq!(of("mrk-1"), "Unknown(\"several keys of the plan have the id mrk-1\")");
    assert_eq!(of("alias/a"), "Unknown(\"several aliases of the plan are named alias/a\")");
    assert_eq!(of("arn:aws:kms:us-west-2:111122223333:key/mrk-1"), "InPlan(\"aws_kms_replica_key.b\")");
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
