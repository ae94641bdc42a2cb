//! The same setup for CloudFormation: `template.json`, built as data.

use super::policies::{bucket_policy, key_policy};
use super::shell::bucket_encryption;
use super::terraform::description;
use super::{File, Setup};
use crate::Result;
use serde_json::{Map, Value, json};

pub(crate) fn files(setup: &Setup) -> Result<Vec<File>> {
    let mut resources = Map::new();
    if let Some(policy) = key_policy(setup).filter(|_| setup.creates_key()) {
        resources.insert("Key".to_owned(), key(setup, &policy.to_value()));
    }
    if let (Some(alias), Some(arn)) = (setup.alias(), setup.policy_key_arn()) {
        let properties = json!({ "AliasName": alias.as_str(), "TargetKeyId": arn });
        resources.insert("Alias".to_owned(), json!({ "Type": "AWS::KMS::Alias", "Properties": properties }));
    }
    resources.insert("Bucket".to_owned(), bucket(setup));
    let policy = bucket_policy(setup, setup.bucket_policy()).to_value();
    let properties = json!({ "Bucket": { "Ref": "Bucket" }, "PolicyDocument": policy });
    resources.insert(
        "BucketPolicy".to_owned(),
        json!({ "Type": "AWS::S3::BucketPolicy", "Properties": properties }),
    );

    let mut template = json!({
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": format!("S3 bucket {}, {}", setup.bucket(), setup.option().name()),
        "Resources": resources,
    });
    if let (Some(template), Some(arn)) = (template.as_object_mut(), setup.policy_key_arn()) {
        template.insert("Outputs".to_owned(), json!({ "KeyArn": { "Value": arn } }));
    }
    if let Some(arn) = setup.policy_key_arn().filter(|_| setup.creates_key()) {
        refer(&mut template, &arn);
    }
    let about = "the same for CloudFormation";
    Ok(vec![File { name: "template.json", content: format!("{template:#}\n"), executable: false, about }])
}

/// Kept when the stack is deleted or the key replaced: with the key the objects would be lost.
fn key(setup: &Setup, policy: &Value) -> Value {
    json!({
        "Type": "AWS::KMS::Key",
        "DeletionPolicy": "Retain",
        "UpdateReplacePolicy": "Retain",
        "Properties": {
            "Description": description(setup),
            "EnableKeyRotation": true,
            "RotationPeriodInDays": setup.rotation().days(),
            "PendingWindowInDays": 30,
            "KeyPolicy": policy,
        },
    })
}

fn bucket(setup: &Setup) -> Value {
    // CloudFormation has names of its own for two of the fields.
    let mut rules = bucket_encryption(setup).get("Rules").cloned().unwrap_or_default();
    for rule in rules.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
        if let Some(default) = rule.shift_remove("ApplyServerSideEncryptionByDefault") {
            rule.shift_insert(0, "ServerSideEncryptionByDefault".to_owned(), default);
        }
    }
    json!({
        "Type": "AWS::S3::Bucket",
        "DeletionPolicy": "Retain",
        "UpdateReplacePolicy": "Retain",
        "Properties": {
            "BucketName": setup.bucket().as_str(),
            "BucketEncryption": { "ServerSideEncryptionConfiguration": rules },
            "PublicAccessBlockConfiguration": {
                "BlockPublicAcls": true,
                "BlockPublicPolicy": true,
                "IgnorePublicAcls": true,
                "RestrictPublicBuckets": true,
            },
        },
    })
}

/// Puts a reference to the key in place of the ARN that stands for it.
fn refer(value: &mut Value, arn: &str) {
    match value {
        Value::String(text) if text == arn => *value = json!({ "Fn::GetAtt": ["Key", "Arn"] }),
        Value::Array(items) => items.iter_mut().for_each(|item| refer(item, arn)),
        Value::Object(fields) => fields.values_mut().for_each(|field| refer(field, arn)),
        _ => {}
    }
}
