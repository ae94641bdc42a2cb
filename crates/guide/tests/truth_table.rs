//! Who is allowed what, for every pair of a role and a request, by what AWS documents.
//!
//! The expected answers are AWS's, not the evaluator's:
//!
//! - uploading needs `kms:GenerateDataKey`, and in parts `kms:Decrypt` as well; reading needs `kms:Decrypt`
//!   (<https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html>)
//! - a negated operator holds where its key is absent, `Null` asks whether it is
//!   (<https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html>)
//! - an explicit refusal wins
//!   (<https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html>)
//! - `aws:kms` without a key is `aws/s3` (<https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html>)

#![allow(clippy::unwrap_used)]

use sse_guide::policy::{Document, Encryption, Reason, Upload};
use sse_guide::setup::access::{Access, Operation, Role, access, access_with, header};
use sse_guide::setup::{BucketPolicyForm, Inputs, Setup};
use sse_pricing::EncryptionOption::{
    self, DsseKms, SseC, SseKms, SseKmsAwsManaged, SseKmsAwsManagedBucketKey, SseKmsBucketKey, SseS3,
};
use sse_pricing::KmsKey;

use BucketPolicyForm::{RefuseWrong, RequireHeader};
use Role::{Application, Operator, Security};

const OTHER_KEY: &str = "arn:aws:kms:eu-central-1:111122223333:key/ffffffff-0000-0000-0000-000000000000";

fn setup(option: EncryptionOption, form: BucketPolicyForm) -> Setup {
    let mut inputs = Inputs::new(option, "reports", "eu-central-1", "111122223333");
    inputs.bucket_policy = form;
    inputs.check().unwrap()
}

/// What a role meets: `yes`, `-` for what is not there, or the action and what refuses it.
fn answer(setup: &Setup, role: Role, operation: &Operation) -> String {
    match access(setup, role, operation) {
        Access::Allowed => "yes".to_owned(),
        Access::NotThere => "-".to_owned(),
        Access::Refused { action, reason: Reason::Statement(name) } => format!("{action} {name}"),
        Access::Refused { action, .. } => action,
    }
}

/// The answers for application, operator and security team.
#[track_caller]
fn check(setup: &Setup, operation: &Operation, expected: [&str; 3]) {
    let answers = [Application, Operator, Security].map(|role| answer(setup, role, operation));
    assert_eq!(answers, expected, "{} {} {operation:?}", setup.option(), setup.bucket_policy());
}

#[track_caller]
fn upload(setup: &Setup, upload: Upload, expected: [&str; 3]) {
    check(setup, &Operation::Upload(upload), expected);
}

/// The same refusal for everyone: an explicit one of the bucket policy.
#[track_caller]
fn refused(setup: &Setup, encryption: Encryption, statement: &str) {
    let refusal = format!("s3:PutObject {statement}");
    upload(setup, Upload::new(encryption), [&refusal; 3]);
}

#[test]
fn a_plain_upload_relies_on_the_default() {
    for option in EncryptionOption::ALL {
        // Application and operator may; the security team has no s3:PutObject.
        let setup = setup(option, RefuseWrong);
        upload(&setup, Upload::new(Encryption::Default), ["yes", "yes", "s3:PutObject"]);
    }
}

#[test]
fn a_plain_upload_is_refused_where_the_header_is_required() {
    for option in EncryptionOption::ALL {
        let statement = if option == SseC { "RequireCustomerKey" } else { "RequireEncryptionHeader" };
        refused(&setup(option, RequireHeader), Encryption::Default, statement);
    }
}

#[test]
fn the_right_header_passes_both_forms() {
    for option in EncryptionOption::ALL {
        for form in BucketPolicyForm::ALL {
            let setup = setup(option, form);
            upload(&setup, Upload::new(header(&setup)), ["yes", "yes", "s3:PutObject"]);
        }
    }
}

#[test]
fn a_wrong_algorithm_is_refused() {
    for form in BucketPolicyForm::ALL {
        let wrong = if form == RequireHeader { "RequireEncryptionHeader" } else { "RefuseWrongAlgorithm" };
        for option in EncryptionOption::ALL.into_iter().filter(|option| option.kms_key().is_some()) {
            let setup = setup(option, form);
            refused(&setup, Encryption::SseS3, wrong);
            let other = if option == DsseKms { Encryption::SseKms } else { Encryption::DsseKms };
            refused(&setup, other(setup.policy_key_arn()), wrong);
        }
        refused(&setup(SseS3, form), Encryption::SseKms(None), wrong);
        refused(&setup(SseS3, form), Encryption::SseKms(Some(OTHER_KEY.to_owned())), wrong);
    }
}

#[test]
fn a_wrong_key_is_refused() {
    let other = || Some(OTHER_KEY.to_owned());
    for option in [SseKms, SseKmsBucketKey] {
        refused(&setup(option, RefuseWrong), Encryption::SseKms(other()), "RefuseWrongKey");
        refused(&setup(option, RequireHeader), Encryption::SseKms(other()), "RequireKey");
    }
    refused(&setup(DsseKms, RefuseWrong), Encryption::DsseKms(other()), "RefuseWrongKey");
    refused(&setup(DsseKms, RequireHeader), Encryption::DsseKms(other()), "RequireKey");
    for form in BucketPolicyForm::ALL {
        refused(&setup(SseKmsAwsManaged, form), Encryption::SseKms(other()), "RefuseNamedKeys");
    }
}

#[test]
fn the_algorithm_without_a_key_would_be_aws_s3() {
    refused(&setup(SseKmsBucketKey, RefuseWrong), Encryption::SseKms(None), "RefuseAlgorithmWithoutKey");
    refused(&setup(SseKmsBucketKey, RequireHeader), Encryption::SseKms(None), "RequireKey");
    refused(&setup(DsseKms, RefuseWrong), Encryption::DsseKms(None), "RefuseAlgorithmWithoutKey");
    // Where aws/s3 is the key, that is right.
    let setup = setup(SseKmsAwsManaged, RefuseWrong);
    upload(&setup, Upload::new(Encryption::SseKms(None)), ["yes", "yes", "s3:PutObject"]);
}

#[test]
fn sse_c_passes_only_where_it_is_the_option() {
    for option in EncryptionOption::ALL.into_iter().filter(|&option| option != SseC) {
        refused(&setup(option, RefuseWrong), Encryption::SseC, "RefuseCustomerKeys");
        refused(&setup(option, RequireHeader), Encryption::SseC, "RequireEncryptionHeader");
    }
    refused(&setup(SseC, RefuseWrong), Encryption::SseS3, "RefuseOtherEncryption");
    refused(&setup(SseC, RefuseWrong), Encryption::SseKms(None), "RefuseOtherEncryption");
    refused(&setup(SseC, RequireHeader), Encryption::SseKms(None), "RequireCustomerKey");
}

#[test]
fn an_upload_in_parts_needs_decrypt() {
    for option in [SseKms, SseKmsBucketKey, DsseKms] {
        let setup = setup(option, RefuseWrong);
        let parts = Upload::new(Encryption::Default).in_parts();
        upload(&setup, parts, ["yes", "kms:Decrypt", "s3:PutObject"]);
        let parts = Upload::new(header(&setup)).in_parts();
        upload(&setup, parts, ["yes", "kms:Decrypt", "s3:PutObject"]);
    }
    // No key, or one that AWS lets everyone of the account use.
    for option in [SseS3, SseKmsAwsManaged, SseKmsAwsManagedBucketKey, SseC] {
        let setup = setup(option, RefuseWrong);
        upload(&setup, Upload::new(Encryption::Default).in_parts(), ["yes", "yes", "s3:PutObject"]);
    }
}

#[test]
fn a_download_needs_get_object_and_decrypt() {
    for option in EncryptionOption::ALL {
        let setup = setup(option, RefuseWrong);
        check(&setup, &Operation::Download, ["yes", "s3:GetObject", "s3:GetObject"]);
    }
}

/// What a role meets that another policy allows more.
#[track_caller]
fn check_with(
    option: EncryptionOption,
    role: Role,
    action: &str,
    operation: &Operation,
    expected: Option<&str>,
) {
    let setup = setup(option, RefuseWrong);
    let more = format!(
        r#"{{ "Statement": {{ "Sid": "More", "Effect": "Allow", "Action": "{action}", "Resource": "*" }} }}"#
    );
    let more = [Document::from_json(&more).unwrap()];
    let refused = match access_with(&setup, role, &more, operation) {
        Access::Refused { action, .. } => Some(action),
        Access::Allowed | Access::NotThere => None,
    };
    assert_eq!(refused.as_deref(), expected, "{option} {role:?} {action} {operation:?}");
}

#[test]
fn get_object_without_decrypt_does_not_read() {
    for option in [SseKms, SseKmsBucketKey, DsseKms] {
        check_with(option, Operator, "s3:GetObject", &Operation::Download, Some("kms:Decrypt"));
        check_with(option, Security, "s3:GetObject", &Operation::Download, Some("kms:Decrypt"));
        // Nor does the key without the object.
        check_with(option, Security, "kms:Decrypt", &Operation::Download, Some("s3:GetObject"));
    }
    // What s3:GetObject alone is enough for.
    for option in [SseS3, SseKmsAwsManaged, SseKmsAwsManagedBucketKey, SseC] {
        check_with(option, Operator, "s3:GetObject", &Operation::Download, None);
    }
}

#[test]
fn the_account_statement_leaves_the_key_to_iam_policies() {
    let parts = Operation::Upload(Upload::new(Encryption::Default).in_parts());
    check_with(SseKmsBucketKey, Operator, "kms:Decrypt", &parts, None);
    check_with(SseKmsBucketKey, Operator, "kms:*", &Operation::DecryptDirectly, None);
    check_with(SseKmsBucketKey, Operator, "*", &Operation::ManageKey, None);
    // The policy of aws/s3 leaves nothing but metadata to them.
    check_with(SseKmsAwsManaged, Operator, "*", &Operation::DecryptDirectly, Some("kms:Decrypt"));
}

#[test]
fn an_explicit_refusal_wins_over_an_administrator() {
    let plain = Operation::Upload(Upload::new(Encryption::Default).without_tls());
    check_with(SseKmsBucketKey, Application, "*", &plain, Some("s3:PutObject"));
}

#[test]
fn without_tls_nothing_passes() {
    for option in EncryptionOption::ALL {
        for form in BucketPolicyForm::ALL {
            let setup = setup(option, form);
            let plain = Upload::new(header(&setup)).without_tls();
            upload(&setup, plain, ["s3:PutObject RefuseWithoutTls"; 3]);
        }
    }
}

#[test]
fn the_key_is_used_through_s3_only() {
    for option in EncryptionOption::ALL {
        let setup = setup(option, RefuseWrong);
        let expected = if option.kms_key().is_some() { "kms:Decrypt" } else { "-" };
        check(&setup, &Operation::DecryptDirectly, [expected; 3]);
    }
}

#[test]
fn each_manages_its_own() {
    for option in EncryptionOption::ALL {
        let setup = setup(option, RefuseWrong);
        let bucket = "s3:PutEncryptionConfiguration";
        check(&setup, &Operation::ManageBucket, [bucket, "yes", bucket]);
        let trail = "cloudtrail:LookupEvents";
        check(&setup, &Operation::Audit, [trail, trail, "yes"]);
        check(&setup, &Operation::List, ["yes", "yes", "s3:ListBucket"]);
        let key = "kms:DisableKey";
        let own = option.kms_key() == Some(KmsKey::CustomerManaged);
        let expected = if own { [key, key, "yes"] } else { ["-"; 3] };
        check(&setup, &Operation::ManageKey, expected);
    }
}

#[test]
fn the_same_in_every_partition() {
    for region in ["us-gov-west-1", "cn-north-1"] {
        let setup = Inputs::new(SseKmsBucketKey, "reports", region, "111122223333").check().unwrap();
        upload(&setup, Upload::new(Encryption::Default), ["yes", "yes", "s3:PutObject"]);
        check(&setup, &Operation::Download, ["yes", "s3:GetObject", "s3:GetObject"]);
        let prefix = format!("arn:{}:", setup.partition());
        for file in setup.files().unwrap().iter().filter(|file| file.name.ends_with(".json")) {
            assert!(file.content.contains(&prefix), "{}", file.name);
            assert!(!file.content.contains("arn:aws:"), "{}", file.name);
        }
    }
}
