//! The programs for a shell: `setup.sh`, `verify.sh`, `teardown.sh`, `migrate.sh`, and the JSON that they hand to AWS.
//!
//! The templates hold the logic; this file says what differs from option to option.

use super::escape::render;
use super::{BucketPolicyForm, File, KEY_ID_PLACEHOLDER, Setup};
use crate::Result;
use crate::setup::name::RoleName;
use askama::Template;
use serde_json::{Value, json};
use sse_pricing::{EncryptionOption, KmsKey};

/// What the templates of the programs are filled with.
pub(crate) struct Values {
    pub(crate) option_name: &'static str,
    pub(crate) bucket: String,
    pub(crate) region: String,
    pub(crate) account: String,
    pub(crate) algorithm: &'static str,
    /// The algorithm that the probe of `verify.sh` must not get through with.
    pub(crate) wrong_algorithm: &'static str,
    /// A KMS key of either kind.
    pub(crate) kms: bool,
    pub(crate) aws_managed: bool,
    pub(crate) own_key: bool,
    pub(crate) creates_key: bool,
    pub(crate) bucket_key: bool,
    pub(crate) sse_c: bool,
    /// Whether `UpdateObjectEncryption` can change to this option.
    pub(crate) in_place: bool,
    pub(crate) require_header: bool,
    pub(crate) has_alias: bool,
    pub(crate) alias: String,
    /// The key that exists, by its id; empty where it is created.
    pub(crate) given_key_id: String,
    pub(crate) key_arn_start: String,
    pub(crate) placeholder: &'static str,
    pub(crate) rotation: String,
    pub(crate) blocked: &'static str,
    /// Arguments of the probe's upload that need nothing from AWS.
    pub(crate) upload: Vec<String>,
    pub(crate) roles: Vec<Role>,
}

/// A role that the key policy names.
pub(crate) struct Role {
    pub(crate) name: String,
    pub(crate) arn: String,
}

impl Values {
    pub(crate) fn new(setup: &Setup) -> Values {
        let option = setup.option();
        let kms = option.kms_key().is_some();
        let key_arn_start =
            format!("arn:{}:kms:{}:{}:key/", setup.partition(), setup.region(), setup.account());
        let given_key_id =
            setup.key_arn().and_then(|arn| arn.as_str().strip_prefix(&key_arn_start).map(str::to_owned));
        let alias = setup.alias().map(ToString::to_string);
        let sse_c = option == EncryptionOption::SseC;
        let require_header = setup.bucket_policy() == BucketPolicyForm::RequireHeader;
        let upload = if require_header && !sse_c {
            vec!["--server-side-encryption".to_owned(), setup.algorithm().to_owned()]
        } else {
            Vec::new()
        };
        let role = |role: &RoleName| Role { name: role.to_string(), arn: setup.role_arn(role) };
        Values {
            option_name: option.name(),
            bucket: setup.bucket().to_string(),
            region: setup.region().to_string(),
            account: setup.account().to_string(),
            algorithm: setup.algorithm(),
            wrong_algorithm: if kms { "AES256" } else { "aws:kms" },
            kms,
            aws_managed: option.kms_key() == Some(KmsKey::AwsManaged),
            own_key: setup.has_own_key(),
            creates_key: setup.creates_key(),
            bucket_key: option.has_bucket_key(),
            sse_c,
            in_place: in_place(option),
            require_header,
            has_alias: alias.is_some(),
            alias: alias.unwrap_or_default(),
            given_key_id: given_key_id.unwrap_or_default(),
            key_arn_start,
            placeholder: KEY_ID_PLACEHOLDER,
            rotation: setup.rotation().to_string(),
            blocked: blocked_encryption_type(option),
            upload,
            roles: vec![role(setup.app_role()), role(setup.operator_role()), role(setup.security_role())],
        }
    }
}

#[derive(Template)]
#[template(path = "setup.sh")]
struct SetUp<'a> {
    v: &'a Values,
}

#[derive(Template)]
#[template(path = "verify.sh")]
struct Verify<'a> {
    v: &'a Values,
}

#[derive(Template)]
#[template(path = "teardown.sh")]
struct TearDown<'a> {
    v: &'a Values,
}

#[derive(Template)]
#[template(path = "migrate.sh")]
struct Migrate<'a> {
    v: &'a Values,
}

pub(crate) fn files(setup: &Setup) -> Result<Vec<File>> {
    let v = &Values::new(setup);
    let program = |name, about, content| File { name, content, executable: true, about };
    let json =
        |name, about, value: &Value| File { name, content: format!("{value:#}\n"), executable: false, about };
    let mut files = vec![
        program(
            "setup.sh",
            if setup.creates_key() {
                "makes the key and sets the bucket up, with the AWS CLI"
            } else {
                "sets the bucket up, with the AWS CLI"
            },
            render(&SetUp { v })?,
        ),
        program("verify.sh", "checks that it took, with a probe object", render(&Verify { v })?),
        program("teardown.sh", "takes it back; the bucket and its objects stay", render(&TearDown { v })?),
        program("migrate.sh", "encrypts the objects that exist again", render(&Migrate { v })?),
        json(
            "bucket-encryption.json",
            "the bucket's default encryption, for setup.sh",
            &bucket_encryption(setup),
        ),
    ];
    if let Some(encryption) = object_encryption(setup) {
        files.push(json(
            "object-encryption.json",
            "the encryption of existing objects, for migrate.sh",
            &encryption,
        ));
    }
    Ok(files)
}

/// Whether `UpdateObjectEncryption` changes objects to this option: SSE-KMS, and not DSSE-KMS.
pub(crate) fn in_place(option: EncryptionOption) -> bool {
    option.kms_key().is_some() && option != EncryptionOption::DsseKms
}

/// What the bucket blocks: SSE-C, unless it is the option. `NONE` lifts the block that new buckets have since April 2026.
pub(crate) fn blocked_encryption_type(option: EncryptionOption) -> &'static str {
    if option == EncryptionOption::SseC { "NONE" } else { "SSE-C" }
}

/// The argument of `PutBucketEncryption`.
pub(crate) fn bucket_encryption(setup: &Setup) -> Value {
    let mut default = json!({ "SSEAlgorithm": setup.algorithm() });
    if let (Some(default), Some(key)) = (default.as_object_mut(), setup.policy_key_arn()) {
        default.insert("KMSMasterKeyID".to_owned(), key.into());
    }
    let mut rule = json!({ "ApplyServerSideEncryptionByDefault": default });
    if let Some(rule) = rule.as_object_mut() {
        // It means nothing to SSE-S3, and DSSE-KMS has none.
        if in_place(setup.option()) {
            rule.insert("BucketKeyEnabled".to_owned(), setup.option().has_bucket_key().into());
        }
        let blocked = blocked_encryption_type(setup.option());
        rule.insert("BlockedEncryptionTypes".to_owned(), json!({ "EncryptionType": [blocked] }));
    }
    json!({ "Rules": [rule] })
}

/// The argument of `UpdateObjectEncryption`.
fn object_encryption(setup: &Setup) -> Option<Value> {
    let option = setup.option();
    // The AWS managed key has an id of its own in each account and Region: migrate.sh asks for it.
    let placeholder = || {
        let (partition, region, account) = (setup.partition(), setup.region(), setup.account());
        format!("arn:{partition}:kms:{region}:{account}:key/{KEY_ID_PLACEHOLDER}")
    };
    in_place(option).then(|| {
        let key = setup.policy_key_arn().unwrap_or_else(placeholder);
        json!({ "SSEKMS": { "KMSKeyArn": key, "BucketKeyEnabled": option.has_bucket_key() } })
    })
}
