//! The policies of the key and the bucket, built as data.
//!
//! A bucket policy sees the request's headers, not the bucket's default. `StringNotEquals` on
//! `s3:x-amz-server-side-encryption` holds where the header is absent, so a policy that refuses by it alone also refuses every
//! upload that relies on the default: that is [`RequireHeader`](BucketPolicyForm::RequireHeader). To refuse only a *wrong*
//! header, the same block needs `Null: false`: that is [`RefuseWrong`](BucketPolicyForm::RefuseWrong).
//!
//! A request with `aws:kms` and no key does not get the bucket's key: S3 takes the AWS managed key `aws/s3`
//! ([PutObject](https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html)). With a customer managed key both forms
//! refuse it.

use super::{BucketPolicyForm, File, Setup};
use crate::Result;
use crate::policy::{Condition, Document, Effect, Principal, Statement, Test};
use sse_pricing::{EncryptionOption, KmsKey};

/// The header that names the algorithm, as a condition key.
pub const ALGORITHM_KEY: &str = "s3:x-amz-server-side-encryption";
/// The header that names the KMS key, as a condition key.
pub const KMS_KEY_KEY: &str = "s3:x-amz-server-side-encryption-aws-kms-key-id";
/// The header that each request of SSE-C carries, as a condition key.
pub const CUSTOMER_ALGORITHM_KEY: &str = "s3:x-amz-server-side-encryption-customer-algorithm";
/// Whether the request came over TLS, as a condition key.
pub const TLS_KEY: &str = "aws:SecureTransport";
/// The service that calls KMS on somebody's behalf, as a condition key.
pub const VIA_SERVICE_KEY: &str = "kms:ViaService";
/// The part of the encryption context in which S3 says what is encrypted, as a condition key.
pub const CONTEXT_KEY: &str = "kms:EncryptionContext:aws:s3:arn";

/// What the security team may do with the key: manage it, and neither use it nor grant its use.
///
/// AWS's default for key administrators has `kms:Create*`, which holds `kms:CreateGrant`: a grant of `kms:Decrypt` to oneself.
/// Who may change the key policy (`kms:PutKeyPolicy`) can still allow themselves more; CloudTrail shows it.
pub(crate) const KEY_ADMINISTRATION: [&str; 19] = [
    "kms:CancelKeyDeletion",
    "kms:CreateAlias",
    "kms:DeleteAlias",
    "kms:DescribeKey",
    "kms:DisableKey",
    "kms:DisableKeyRotation",
    "kms:EnableKey",
    "kms:EnableKeyRotation",
    "kms:GetKeyPolicy",
    "kms:GetKeyRotationStatus",
    "kms:ListGrants",
    "kms:ListKeyRotations",
    "kms:ListResourceTags",
    "kms:PutKeyPolicy",
    "kms:RevokeGrant",
    "kms:RotateKeyOnDemand",
    "kms:ScheduleKeyDeletion",
    "kms:UpdateAlias",
    "kms:UpdateKeyDescription",
];

/// The policy files of the key and the bucket.
pub(crate) fn files(setup: &Setup) -> Result<Vec<File>> {
    let mut files = Vec::new();
    if let Some(policy) = key_policy(setup) {
        files.push(File {
            name: "key-policy.json",
            content: policy.to_json(),
            executable: false,
            about: "who may manage the KMS key, and who may use it",
        });
    }
    files.push(File {
        name: "bucket-policy.json",
        content: bucket_policy(setup, setup.bucket_policy()).to_json(),
        executable: false,
        about: "which uploads the bucket refuses",
    });
    Ok(files)
}

/// The policy of the customer managed key; `None` where the option has none.
///
/// The account's own statement is AWS's default: without it the key could become one that nobody can manage, and IAM policies
/// would have no effect on it
/// ([default key policy](https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html)).
#[must_use]
pub fn key_policy(setup: &Setup) -> Option<Document> {
    if !setup.has_own_key() {
        return None;
    }
    let role = |name| Principal::Identity(setup.role_arn(name));
    let account = setup.account().to_string();
    let account = Principal::Account { id: account, text: setup.root_arn() };
    let through_s3 = |sid: &str, actions: &[&str], name| {
        let statement = Statement::new(sid, Effect::Allow, actions).principal(role(name)).on(["*"]);
        through_s3(statement, setup)
    };
    Some(Document::new(vec![
        Statement::new("AccountAndItsIamPolicies", Effect::Allow, &["kms:*"]).principal(account).on(["*"]),
        Statement::new("SecurityTeamManages", Effect::Allow, &KEY_ADMINISTRATION)
            .principal(role(setup.security_role()))
            .on(["*"]),
        through_s3("ApplicationThroughS3", &["kms:Decrypt", "kms:GenerateDataKey"], setup.app_role()),
        through_s3("OperatorUploadsThroughS3", &["kms:GenerateDataKey"], setup.operator_role()),
    ]))
}

/// The policy of the AWS managed key `aws/s3`, as AWS writes it; nobody can change it.
///
/// Whoever may use S3 in the account may use the key through S3.
#[must_use]
pub fn aws_managed_key_policy(setup: &Setup) -> Document {
    let account = setup.account().to_string();
    let root = Principal::Account { id: account.clone(), text: setup.root_arn() };
    let usage = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"];
    Document::new(vec![
        Statement::new("EveryoneInTheAccountThroughS3", Effect::Allow, &usage)
            .principal(Principal::Everyone)
            .on(["*"])
            .when(Condition::any(Test::StringEquals, VIA_SERVICE_KEY, setup.via_service()))
            .when(Condition::new(Test::StringEquals, "kms:CallerAccount", account)),
        Statement::new("MetadataForTheAccount", Effect::Allow, &["kms:Describe*", "kms:Get*", "kms:List*"])
            .principal(root)
            .on(["*"]),
    ])
}

/// A statement that holds only for calls that S3 makes for this bucket.
///
/// With a Bucket Key the encryption context is the bucket's ARN, without one the object's: both are named, so that objects from
/// before and after the Bucket Key was turned on can be read
/// ([encryption context](https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#encryption-context)).
pub(crate) fn through_s3(statement: Statement, setup: &Setup) -> Statement {
    let bucket = setup.bucket_arn();
    let contexts = [bucket.clone(), format!("{bucket}/*")];
    statement
        .when(Condition::any(Test::StringEquals, VIA_SERVICE_KEY, setup.via_service()))
        .when(Condition::any(Test::StringLike, CONTEXT_KEY, contexts))
}

/// The bucket's policy in one of its forms. Both refuse what does not come over TLS.
#[must_use]
pub fn bucket_policy(setup: &Setup, form: BucketPolicyForm) -> Document {
    let bucket = setup.bucket_arn();
    let all = [bucket.clone(), format!("{bucket}/*")];
    let tls = Statement::new("RefuseWithoutTls", Effect::Deny, &["s3:*"])
        .everyone()
        .on(all)
        .when(Condition::new(Test::Bool, TLS_KEY, "false"));
    let uploads = match form {
        BucketPolicyForm::RequireHeader => require_header(setup),
        BucketPolicyForm::RefuseWrong => refuse_wrong(setup),
    };
    Document::new(std::iter::once(tls).chain(uploads).collect())
}

/// Refuses uploads, under the conditions that are still to be added.
fn refuse(setup: &Setup, sid: &str) -> Statement {
    let objects = format!("{}/*", setup.bucket_arn());
    Statement::new(sid, Effect::Deny, &["s3:PutObject"]).everyone().on([objects])
}

fn differs(key: &str, value: impl Into<String>) -> Condition {
    Condition::new(Test::StringNotEquals, key, value)
}

fn present(key: &str) -> Condition {
    Condition::new(Test::Null, key, "false")
}

fn absent(key: &str) -> Condition {
    Condition::new(Test::Null, key, "true")
}

/// An absent header differs as well, so that one condition asks for the header and for its value.
fn require_header(setup: &Setup) -> Vec<Statement> {
    if setup.option() == EncryptionOption::SseC {
        return vec![refuse(setup, "RequireCustomerKey").when(absent(CUSTOMER_ALGORITHM_KEY))];
    }
    let mut statements =
        vec![refuse(setup, "RequireEncryptionHeader").when(differs(ALGORITHM_KEY, setup.algorithm()))];
    if let Some(arn) = setup.policy_key_arn() {
        statements.push(refuse(setup, "RequireKey").when(differs(KMS_KEY_KEY, arn)));
    }
    statements.extend(refuse_other_keys(setup));
    statements
}

/// What is absent passes: the bucket's default takes its place.
fn refuse_wrong(setup: &Setup) -> Vec<Statement> {
    if setup.option() == EncryptionOption::SseC {
        return vec![refuse(setup, "RefuseOtherEncryption").when(present(ALGORITHM_KEY))];
    }
    let algorithm = setup.algorithm();
    let mut statements = vec![
        refuse(setup, "RefuseWrongAlgorithm")
            .when(differs(ALGORITHM_KEY, algorithm))
            .when(present(ALGORITHM_KEY)),
    ];
    if let Some(arn) = setup.policy_key_arn() {
        statements
            .push(refuse(setup, "RefuseWrongKey").when(differs(KMS_KEY_KEY, arn)).when(present(KMS_KEY_KEY)));
        // Such an upload would be encrypted with aws/s3, not with the bucket's key.
        statements.push(
            refuse(setup, "RefuseAlgorithmWithoutKey")
                .when(Condition::new(Test::StringEquals, ALGORITHM_KEY, algorithm))
                .when(absent(KMS_KEY_KEY)),
        );
    }
    statements.extend(refuse_other_keys(setup));
    statements.push(refuse(setup, "RefuseCustomerKeys").when(present(CUSTOMER_ALGORITHM_KEY)));
    statements
}

/// With the AWS managed key an upload names none: `aws:kms` alone means `aws/s3`.
fn refuse_other_keys(setup: &Setup) -> Option<Statement> {
    let aws_managed = setup.option().kms_key() == Some(KmsKey::AwsManaged);
    aws_managed.then(|| refuse(setup, "RefuseNamedKeys").when(present(KMS_KEY_KEY)))
}
