//! CloudFormation templates, priced. cfn-lint finds nothing to say of the one in tests/cloudformation.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use sse_pricing::{PriceBook, Workload};
use sse_terraform::{Key, OtherKind, Plan, Report, Settings, State, Usage};

const TEMPLATE: &str = include_str!("../../../tests/cloudformation/template.yaml");

#[track_caller]
fn report(template: &str, usage: &str) -> Report {
    let shared = Workload::documents("us-east-1", 0).unwrap();
    let settings = Settings { region: Some("eu-central-1"), ..Settings::new(shared) };
    let plan = Plan::template(template).unwrap();
    Report::new(&plan, &Usage::parse(usage).unwrap(), &settings, PriceBook::builtin()).unwrap()
}

/// How a bucket is encrypted, and with which key: `sse-kms Key`.
#[track_caller]
fn bucket(report: &Report, id: &str) -> String {
    let resource = report.resources.iter().find(|resource| resource.address == id);
    let priced = match &resource.unwrap_or_else(|| panic!("{id}")).after {
        State::Priced(priced) => priced,
        other => return format!("{other:?}"),
    };
    let key = match &priced.key {
        None => "-",
        Some(Key::AwsManaged) => "aws/s3",
        Some(Key::InPlan(id) | Key::Outside(id)) => id,
        Some(Key::Unknown(reason)) => reason,
    };
    format!("{} {key}", priced.option.unwrap().id())
}

#[test]
fn each_way_to_name_a_key() {
    let report = report(TEMPLATE, "");
    for (id, expected) in [
        ("ByReference", "sse-kms-bucket-key Key"),
        ("ByAttribute", "sse-kms Key"),
        ("ByAlias", "sse-kms-bucket-key Key"),
        ("ByAliasReference", "dsse-kms Key"),
        ("ByJoin", "sse-kms Key"),
        ("Managed", "sse-kms-aws-managed aws/s3"),
        ("Foreign", "sse-kms parameter ForeignKey has no default"),
        ("Plain", "sse-s3 -"),
    ] {
        assert_eq!(bucket(&report, id), expected, "{id}");
    }
}

#[test]
fn what_the_template_leaves_open_says_why() {
    let report = report(TEMPLATE, "");
    let others: Vec<_> = report
        .others
        .iter()
        .map(|other| (other.address.as_str(), other.sort, other.reason.as_str()))
        .collect();
    assert_eq!(
        others,
        [
            ("Alias", OtherKind::NoCharge, "an alias has no charge"),
            (
                "Signing",
                OtherKind::NotPriced,
                "key_spec is \"ECC_NIST_P256\": S3 takes symmetric encryption keys only"
            ),
            ("Depends", OtherKind::NotPriced, "sse_algorithm: it depends on the condition IsProduction"),
            ("Imported", OtherKind::NotPriced, "BucketEncryption: Fn::If is not resolved"),
            ("OnlySometimes", OtherKind::NotPriced, "it is made only on the condition IsProduction"),
            ("Policy", OtherKind::NoCharge, "no charge of its own for encryption"),
            ("Nested", OtherKind::NotPriced, "a nested stack: its own template says what is in it"),
            ("Queue", OtherKind::Unrelated, "no part of the encryption of S3"),
        ]
    );
    let notes = Plan::template(TEMPLATE).unwrap();
    assert_eq!(
        notes.notes(),
        ["Parameter Algorithm is at its default, \"aws:kms\".", "Parameter Days is at its default, \"180\"."]
    );
}

#[test]
fn a_month() {
    let usage = "
        resource_type_default_usage:
          AWS::S3::Bucket: { uploads: 0, downloads: 0 }
        resource_usage:
          ByAttribute: { uploads: 60k, downloads: 60k }
          Replica: { rotations: 0 }
    ";
    let report = report(TEMPLATE, usage);
    // Key and its replica of another Region, and 100,000 x $0.000003. Three buckets and a key are not known.
    assert_eq!(report.after.known.typical.exact(), "$2.3");
    assert!(report.after.may_be_more);
    assert_eq!(report.before.exact().unwrap().exact(), "$0");
    let key = report.resources.iter().find(|resource| resource.address == "Key").unwrap();
    assert_eq!(key.kind, "AWS::KMS::Key");
    assert_eq!(key.after.priced().unwrap().rotation_days, Some(180));
    assert_eq!(key.tags, [("team".to_owned(), "reports-aws:kms".to_owned())]);
}

#[test]
fn the_same_in_json() {
    let template = r#"{"Resources": {
        "Key": {"Type": "AWS::KMS::Key", "Properties": {"KeyPolicy": {}}},
        "Bucket": {"Type": "AWS::S3::Bucket", "Properties": {"BucketEncryption": {"ServerSideEncryptionConfiguration": [
            {"BucketKeyEnabled": true, "ServerSideEncryptionByDefault":
                {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": {"Fn::GetAtt": ["Key", "Arn"]}}}]}}}
    }}"#;
    assert_eq!(bucket(&report(template, ""), "Bucket"), "sse-kms-bucket-key Key");
}

/// The key that a bucket of SSE-KMS names by some YAML.
#[track_caller]
fn key(yaml: &str, expected: &str) {
    let template = format!(
        "Parameters: {{P: {{Type: String, Default: alias/p}}, S: {{Type: String, NoEcho: true, Default: pin}},\n  \
         Stored: {{Type: 'AWS::SSM::Parameter::Value<String>', Default: /shared/key}}}}\n\
         Resources:\n  Nested: {{Type: 'AWS::CloudFormation::Stack'}}\n  Key: {{Type: 'AWS::KMS::Key'}}\n  Topic: {{Type: 'AWS::SNS::Topic'}}\n  Bucket:\n    \
         Type: AWS::S3::Bucket\n    Properties:\n      BucketEncryption:\n        ServerSideEncryptionConfiguration:\n          \
         - ServerSideEncryptionByDefault: {{SSEAlgorithm: 'aws:kms', KMSMasterKeyID: {yaml}}}\n"
    );
    assert_eq!(bucket(&report(&template, ""), "Bucket"), expected, "{yaml}");
}

#[test]
fn functions() {
    key("alias/aws/s3", "sse-kms-aws-managed aws/s3");
    key("!Sub 'arn:aws:kms:${AWS::Region}:1:alias/aws/s3'", "sse-kms-aws-managed aws/s3");
    key("!Ref P", "sse-kms alias/p");
    key("!Sub '${Own}'", "sse-kms \"Own\" is no parameter and no resource of the template");
    key("!Sub ['${Own}', {Own: !Ref P}]", "sse-kms alias/p");
    key("!Sub 'key/${Key}'", "sse-kms Key");
    key("!Sub '${Key}${Topic}'", "sse-kms a text of several resources");
    key("!If [C, !Ref Key, !GetAtt Key.Arn]", "sse-kms Key");
    key("!If [C, !Ref Key, !Ref P]", "sse-kms it depends on the condition C");
    key("!Ref Topic", "sse-kms it refers to Topic, which is no key");
    let output = "sse-kms output KeyArn of the nested stack Nested stands in its own template";
    key("!GetAtt Nested.Outputs.KeyArn", output);
    key("{'Fn::GetAtt': [Nested, Outputs.KeyArn]}", output);
    key("!Sub '${Nested.Outputs.KeyArn}'", output);
    key("!Ref Stored", "sse-kms parameter Stored is read from SSM when the stack is made");
    key("!ImportValue shared-key", "sse-kms Fn::ImportValue is not resolved");
    key("{'Fn::FindInMap': [A, b, c]}", "sse-kms Fn::FindInMap is not resolved");
    key("!Ref 'AWS::StackName'", "sse-kms AWS::StackName is known only when the stack is made");
    let deep = format!("{}x{}", "!Sub ['${a}', {a: ".repeat(25), "}]".repeat(25));
    key(&deep, "sse-kms functions are nested too deep");
}

#[test]
fn a_bucket_key_and_a_rotation_in_every_spelling() {
    let of = |flag: &str| {
        let template = format!(
            "Resources:\n  Key: {{Type: 'AWS::KMS::Key', Properties: {{EnableKeyRotation: {flag}}}}}\n  Bucket:\n    \
             Type: AWS::S3::Bucket\n    Properties:\n      BucketEncryption:\n        \
             ServerSideEncryptionConfiguration:\n          - BucketKeyEnabled: {flag}\n            \
             ServerSideEncryptionByDefault: {{SSEAlgorithm: 'aws:kms', KMSMasterKeyID: !Ref Key}}\n"
        );
        let report = report(&template, "");
        let key = report.resources.iter().find(|resource| resource.address == "Key").unwrap();
        let rotates = key.after.priced().map(|priced| priced.rotation_days.is_some());
        (bucket(&report, "Bucket"), rotates)
    };
    for yes in ["true", "True", "TRUE", "yes", "on", "\"True\"", "'true'"] {
        assert_eq!(of(yes), ("sse-kms-bucket-key Key".to_owned(), Some(true)), "{yes}");
    }
    for no in ["false", "False", "No", "OFF", "\"false\""] {
        assert_eq!(of(no), ("sse-kms Key".to_owned(), Some(false)), "{no}");
    }
    let wrong = "Unpriced(\"bucket_key_enabled: \\\"maybe\\\" is not true or false\")";
    assert_eq!(of("maybe"), (wrong.to_owned(), None));
}

#[test]
fn a_replication_is_listed() {
    let template = "Resources: {B: {Type: 'AWS::S3::Bucket', Properties: {ReplicationConfiguration: {Role: r, Rules: []}}}}";
    let report = report(template, "");
    assert_eq!(bucket(&report, "B"), "sse-s3 -");
    assert!(report.after.exact().is_none());
    assert!(report.others[0].reason.starts_with("replicating an object is a Decrypt"), "{:?}", report.others);
}

#[test]
fn what_is_not_priced_is_missing_from_the_total() {
    for (kind, reason) in [
        ("AWS::CloudFormation::Stack", "a nested stack: its own template says what is in it"),
        (
            "AWS::S3Express::DirectoryBucket",
            "directory buckets are not priced: their Bucket Key is always on",
        ),
    ] {
        let report = report(&format!("Resources: {{A: {{Type: '{kind}'}}}}"), "");
        assert_eq!((report.others[0].sort, report.others[0].reason.as_str()), (OtherKind::NotPriced, reason));
        assert!(report.after.exact().is_none(), "{kind}");
    }
}

#[test]
fn yaml_that_begins_like_json() {
    let report = report("{Resources: {Key: {Type: 'AWS::KMS::Key'}}}", "");
    assert_eq!(report.after.exact().unwrap().exact(), "$1");
}

#[test]
fn only_types_of_cloudformation_are_priced() {
    for kind in ["aws_kms_key", "aws_s3_bucket"] {
        let report = report(&format!("Resources: {{A: {{Type: {kind}}}}}"), "");
        assert!(report.resources.is_empty(), "{:?}", report.resources);
        assert_eq!((report.others[0].sort, report.others[0].kind.as_str()), (OtherKind::Unrelated, kind));
    }
}

#[test]
fn a_function_among_the_resources_is_named() {
    for (id, function) in [
        ("Fn::ForEach::Buckets", "Fn::ForEach"),
        ("Fn::Transform", "Fn::Transform"),
        ("Fn::Transform::A::B", "Fn::Transform"),
    ] {
        let report = report(&format!("Resources: {{'{id}': [X, [a, b], {{}}]}}"), "");
        let [other] = report.others.as_slice() else { panic!("{:?}", report.others) };
        assert_eq!(
            (other.kind.as_str(), other.reason.as_str()),
            (function, &*format!("{function} is not resolved"))
        );
        assert!(report.after.exact().is_none());
    }
}

#[test]
fn the_default_of_a_secret_is_not_shown() {
    let template = "Parameters: {S: {Type: String, NoEcho: true, Default: '1234'}}\nResources:\n  \
                    Bucket: {Type: 'AWS::S3::Bucket', Properties: {BucketName: !Ref S}}\n";
    assert_eq!(
        Plan::template(template).unwrap().notes(),
        ["Parameter S is at its default, which is a secret."]
    );
}

#[test]
fn what_is_no_template() {
    #[track_caller]
    fn refused(template: &str, message: &str) {
        assert_eq!(Plan::template(template).unwrap_err().to_string(), message);
    }
    let form = "is not a CloudFormation template, with Resources";
    refused("", &format!("template: an object without Resources {form}"));
    refused("just text", &format!("template: an object without Resources {form}"));
    refused("Resources: 5", "Resources: \"5\" is not an object of resources by their names");
    refused("Resources: {A: {}}", "Resources.A: an object is not a resource, with a Type");
    refused("Resources: {A: {Type: X, Properties: [1]}}", "Resources.A.Properties: [\"1\"] is not an object");
    refused("Resources: {A: 1, A: 2}", "template: line 1: \"A\" is there twice");
    refused(
        r#"{"Resources": {"A": {"Type": "X"}, "A": {"Type": "Y"}}}"#,
        "template: \"A\" is there twice at line 1 column 38",
    );
    let id = "x".repeat(20_000);
    let error = Plan::template(&format!("Resources: {{{id}: 1}}")).unwrap_err().to_string();
    assert!(error.len() < 200, "{error}");
    refused("{\"Resources\": ", "template: not JSON: EOF while parsing a value at line 1 column 14");
    refused(
        "Resources: [",
        "template: line 2: not YAML: while parsing a node, did not find expected node content",
    );
}
