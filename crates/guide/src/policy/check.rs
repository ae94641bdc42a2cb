//! Which uploads a bucket policy that somebody has would refuse, and why.

use super::condition::{Condition, Test};
use super::document::{Document, Effect, Principal, Principals, Statement};
use super::request::Request;
use super::upload::{Encryption, Upload};
use crate::setup::policies::{ALGORITHM_KEY, CUSTOMER_ALGORITHM_KEY, KMS_KEY_KEY, TLS_KEY};
use crate::{Error, Result};

/// What typical uploads meet in a bucket policy.
///
/// A bucket policy that does not refuse an upload has not allowed it yet: that is the role's policies' part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The object that is uploaded.
    pub object: String,
    /// Who uploads it.
    pub principal: String,
    /// The KMS key that the uploads name as the right one.
    pub key: String,
    /// Whether that key is an example: none was given, and the policy names none.
    pub key_is_example: bool,
    /// Each typical upload.
    pub uploads: Vec<UploadCheck>,
    /// What else to know about the policy.
    pub notes: Vec<String>,
}

/// What one upload meets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadCheck {
    /// The upload in a few words.
    pub name: &'static str,
    /// The upload.
    pub upload: Upload,
    /// The statements that refuse it, by their names; none where it passes.
    pub refused_by: Vec<String>,
}

/// Who uploads what, for [`Check::new`]; what is not given is taken from the policy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// The bucket's ARN.
    pub bucket: Option<String>,
    /// The ARN of the role that uploads.
    pub principal: Option<String>,
    /// The ARN of the right key.
    pub key: Option<String>,
}

/// Names that no policy has, from the account number that AWS's documentation uses.
const SOMEONE: &str = "arn:aws:iam::111122223333:role/somebody-whom-no-statement-names";
const SOME_BUCKET: &str = "arn:aws:s3:::bucket";
const SOME_KEY: &str = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const OTHER_KEY: &str = "arn:aws:kms:us-east-1:111122223333:key/ffffffff-ffff-ffff-ffff-ffffffffffff";

const PRINCIPAL_ARN_KEY: &str = "aws:PrincipalArn";
const PRINCIPAL_ACCOUNT_KEY: &str = "aws:PrincipalAccount";

/// What a typical upload has, or has not: it names no ACL.
const KNOWN_KEYS: [&str; 7] = [
    ALGORITHM_KEY,
    KMS_KEY_KEY,
    CUSTOMER_ALGORITHM_KEY,
    TLS_KEY,
    PRINCIPAL_ARN_KEY,
    PRINCIPAL_ACCOUNT_KEY,
    "s3:x-amz-acl",
];

impl Check {
    /// Runs every typical upload through a policy, for each kind of object that its resources tell apart: the first check is of
    /// any object, the others of names that a resource of the policy has, where what they meet is different.
    ///
    /// # Errors
    /// Those of [`new`](Check::new).
    pub fn all(policy: &Document, subject: &Subject) -> Result<Vec<Check>> {
        let mut checks = vec![Check::new(policy, subject.clone())?];
        for object in objects_of(policy, subject.bucket.as_deref()) {
            let check = Check::of_object(policy, subject.clone(), object)?;
            let same = |other: &Check| {
                bucket(&other.object) == bucket(&check.object) && other.uploads == check.uploads
            };
            if !checks.iter().any(same) {
                checks.push(check);
            }
        }
        Ok(checks)
    }

    /// Runs every typical upload of one object through a policy.
    ///
    /// # Errors
    /// A condition, in a statement that may refuse uploads, on a key of which nothing is known here, such as `aws:SourceIp`: what
    /// it does would be a guess.
    pub fn new(policy: &Document, subject: Subject) -> Result<Check> {
        let bucket =
            subject.bucket.clone().or_else(|| bucket_of(policy)).unwrap_or_else(|| SOME_BUCKET.to_owned());
        Check::of_object(policy, subject, format!("{bucket}/an/object"))
    }

    fn of_object(policy: &Document, subject: Subject, object: String) -> Result<Check> {
        let principal = subject.principal.unwrap_or_else(|| SOMEONE.to_owned());
        let key = subject.key.or_else(|| key_of(policy));
        let key_is_example = key.is_none();
        let key = key.unwrap_or_else(|| SOME_KEY.to_owned());
        let request = |upload: &Upload| {
            let request = upload.request(&principal, &object);
            let account = request.account().to_owned();
            request.with(PRINCIPAL_ARN_KEY, principal.as_str()).with(PRINCIPAL_ACCOUNT_KEY, account)
        };
        let plain = request(&Upload::new(Encryption::Default));
        check_keys(policy, &plain)?;
        let uploads: Vec<UploadCheck> = typical(&key)
            .into_iter()
            .map(|(name, upload)| {
                let request = request(&upload);
                let refused_by = refusing(policy, &request).map(Statement::name).collect();
                UploadCheck { name, upload, refused_by }
            })
            .collect();
        let notes = notes(policy, &uploads, &plain);
        Ok(Check { object, principal, key, key_is_example, uploads, notes })
    }
}

impl UploadCheck {
    /// Whether the policy refuses it.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        !self.refused_by.is_empty()
    }
}

fn typical(key: &str) -> Vec<(&'static str, Upload)> {
    let key = || Some(key.to_owned());
    let all = [
        ("no header: the bucket's default decides", Upload::new(Encryption::Default)),
        ("AES256 (SSE-S3)", Upload::new(Encryption::SseS3)),
        ("aws:kms and no key: S3 takes aws/s3", Upload::new(Encryption::SseKms(None))),
        ("aws:kms and the right key", Upload::new(Encryption::SseKms(key()))),
        ("aws:kms and another key", Upload::new(Encryption::SseKms(Some(OTHER_KEY.to_owned())))),
        ("aws:kms:dsse and the right key", Upload::new(Encryption::DsseKms(key()))),
        ("SSE-C", Upload::new(Encryption::SseC)),
        ("no header, without TLS", Upload::new(Encryption::Default).without_tls()),
        ("aws:kms and the right key, without TLS", Upload::new(Encryption::SseKms(key())).without_tls()),
    ];
    all.into()
}

/// Refuses a condition on a key that these uploads neither have nor are known not to have.
fn check_keys(policy: &Document, plain: &Request) -> Result<()> {
    for statement in policy.statements.iter().filter(|statement| statement.may_refuse(plain)) {
        for Condition { operator, key, .. } in &statement.conditions {
            if !KNOWN_KEYS.iter().any(|known| key.eq_ignore_ascii_case(known)) {
                let field = format!("Statement[{}].Condition.{}.{key}", statement.index, operator.name());
                let allowed = format!("a key that is known of an upload here: {}", KNOWN_KEYS.join(", "));
                return Err(Error::invalid(field, key, allowed));
            }
        }
    }
    Ok(())
}

/// All that refuse, not the first only: whoever mends a policy must know each.
fn refusing<'a>(policy: &'a Document, request: &'a Request) -> impl Iterator<Item = &'a Statement> {
    policy.statements.iter().filter(|statement| statement.refuses(request))
}

/// The first bucket that the policy names whole.
fn bucket_of(policy: &Document) -> Option<String> {
    let resources = policy.statements.iter().flat_map(|statement| &statement.resources);
    let bucket = |arn: &String| {
        let (prefix, name) = arn.split_once(":s3:::")?;
        let name = name.split('/').next().filter(|name| !name.is_empty() && !name.contains(['*', '?']))?;
        Some(format!("{prefix}:s3:::{name}"))
    };
    resources.into_iter().find_map(bucket)
}

/// The bucket's ARN, of an object's.
fn bucket(object: &str) -> &str {
    object.split('/').next().unwrap_or_default()
}

/// An object for each bucket that the policy names whole, and one for each resource that names objects, with a word in the place
/// of each `*`; only those of one bucket, where it is given.
fn objects_of(policy: &Document, only: Option<&str>) -> Vec<String> {
    let mut objects = Vec::new();
    for arn in policy.statements.iter().flat_map(|statement| &statement.resources) {
        let (named, key) = arn.split_once('/').unwrap_or((arn, "*"));
        let whole = named.contains(":s3:::") && !named.contains(['*', '?']);
        let bucket = if whole { Some(named) } else { only };
        let Some(bucket) = bucket.filter(|bucket| only.is_none_or(|only| only == *bucket)) else { continue };
        if whole {
            objects.push(format!("{bucket}/an/object"));
        }
        objects.push(format!("{bucket}/{}", key.replace('*', "object").replace('?', "x")));
    }
    objects
}

/// The first KMS key that a condition names whole.
fn key_of(policy: &Document) -> Option<String> {
    let conditions = policy.statements.iter().flat_map(|statement| &statement.conditions);
    let about_key = conditions.filter(|condition| condition.key.eq_ignore_ascii_case(KMS_KEY_KEY));
    let mut values =
        about_key.filter(|condition| condition.operator.test != Test::Null).flat_map(|c| &c.values);
    values.find(|value| !value.contains(['*', '?'])).cloned()
}

fn notes(policy: &Document, uploads: &[UploadCheck], plain: &Request) -> Vec<String> {
    let mut notes = Vec::new();
    let principal = plain.principal();
    for statement in refusing(policy, plain) {
        let by_absence = |key: &str| {
            let negated = statement.conditions.iter().find(|condition| {
                condition.key.eq_ignore_ascii_case(key) && condition.operator.test.is_negated()
            });
            negated.map(|condition| condition.operator.name())
        };
        for key in [ALGORITHM_KEY, KMS_KEY_KEY] {
            let Some(operator) = by_absence(key) else { continue };
            notes.push(format!(
                "{}: {operator} on {key} holds where the header is absent, so uploads that rely on the bucket's default \
                 are refused as well; to refuse only a wrong header, add \"Null\": {{\"{key}\": \"false\"}} to the same \
                 Condition",
                statement.name(),
            ));
        }
    }
    let conditions = || policy.statements.iter().flat_map(|statement| &statement.conditions);
    let names_a_key = conditions().any(|condition| condition.key.eq_ignore_ascii_case(KMS_KEY_KEY));
    let without_key = uploads.iter().find(|check| check.upload.encryption == Encryption::SseKms(None));
    if names_a_key && without_key.is_some_and(|check| !check.is_refused()) {
        notes.push(format!(
            "an upload with aws:kms and no key passes, and S3 encrypts it with aws/s3, not with the key that the policy \
             names; to refuse it, deny s3:PutObject where {ALGORITHM_KEY} equals aws:kms and {KMS_KEY_KEY} is absent \
             (\"Null\": \"true\")"
        ));
    }
    let without_tls = uploads.iter().filter(|check| !check.upload.tls);
    if without_tls.into_iter().any(|check| !check.is_refused()) {
        notes.push(
            "uploads without TLS are not all refused; to refuse them, deny s3:* where aws:SecureTransport is false"
                .to_owned(),
        );
    }
    let of_others = policy
        .statements
        .iter()
        .filter(|statement| statement.effect == Effect::Deny && names_only_others(statement, principal));
    for statement in of_others {
        notes.push(format!(
            "{}: it refuses named principals only, and {principal} is none of them",
            statement.name()
        ));
    }
    notes
}

/// Whether a statement names principals, and not this one.
fn names_only_others(statement: &Statement, principal: &str) -> bool {
    let Some(Principals::Of(list)) = &statement.principals else { return false };
    let account = principal.split(':').nth(4).unwrap_or_default();
    !list.iter().any(|one| match one {
        Principal::Everyone => true,
        Principal::Identity(arn) => arn == principal,
        Principal::Account { id, .. } => id == account,
        Principal::Service(_) => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER_ABSENT_TRAP: &str = r#"{
        "Version": "2012-10-17",
        "Statement": [{
            "Sid": "DenyWrongEncryption", "Effect": "Deny", "Principal": "*", "Action": "s3:PutObject",
            "Resource": "arn:aws:s3:::reports/*",
            "Condition": { "StringNotEquals": { "s3:x-amz-server-side-encryption": "aws:kms" } }
        }]
    }"#;

    /// The names of the uploads that a policy refuses.
    fn refused(policy: &str) -> Vec<&'static str> {
        let check = Check::new(&Document::from_json(policy).unwrap(), Subject::default()).unwrap();
        check.uploads.iter().filter(|upload| upload.is_refused()).map(|upload| upload.name).collect()
    }

    #[test]
    fn the_policy_that_common_guides_give_refuses_what_relies_on_the_default() {
        let names = [
            "no header: the bucket's default decides",
            "AES256 (SSE-S3)",
            "aws:kms:dsse and the right key",
            "SSE-C",
            "no header, without TLS",
        ];
        assert_eq!(refused(HEADER_ABSENT_TRAP), names);
        let check =
            Check::new(&Document::from_json(HEADER_ABSENT_TRAP).unwrap(), Subject::default()).unwrap();
        assert_eq!(check.object, "arn:aws:s3:::reports/an/object");
        let trap = "DenyWrongEncryption: StringNotEquals on s3:x-amz-server-side-encryption holds where the header is absent";
        assert!(check.notes[0].starts_with(trap), "{:?}", check.notes);
    }

    #[test]
    fn with_null_it_refuses_only_a_wrong_header() {
        let null = r#""Null": { "s3:x-amz-server-side-encryption": "false" }, "StringNotEquals""#;
        let policy = HEADER_ABSENT_TRAP.replace("\"StringNotEquals\"", null);
        assert_eq!(refused(&policy), ["AES256 (SSE-S3)", "aws:kms:dsse and the right key"]);
        let check = Check::new(&Document::from_json(&policy).unwrap(), Subject::default()).unwrap();
        assert!(!check.notes.iter().any(|note| note.contains("header is absent")), "{:?}", check.notes);
    }

    #[test]
    fn if_exists_changes_nothing_for_a_negated_operator() {
        // AWS: a Deny with StringNotEqualsIfExists still refuses where the key is missing.
        let policy = HEADER_ABSENT_TRAP.replace("StringNotEquals", "StringNotEqualsIfExists");
        assert_eq!(refused(&policy), refused(HEADER_ABSENT_TRAP));
    }

    #[test]
    fn a_policy_of_another_bucket_refuses_nothing() {
        let policy = Document::from_json(HEADER_ABSENT_TRAP).unwrap();
        let bucket = Some("arn:aws:s3:::other".to_owned());
        let check = Check::new(&policy, Subject { bucket, ..Subject::default() }).unwrap();
        assert!(check.uploads.iter().all(|upload| !upload.is_refused()));
    }

    /// `bucket/object` of each check, and how many uploads it refuses.
    fn checks(policy: &str, subject: &Subject) -> Vec<(String, usize)> {
        let checks = Check::all(&Document::from_json(policy).unwrap(), subject).unwrap();
        let refused = |check: &Check| check.uploads.iter().filter(|upload| upload.is_refused()).count();
        checks.iter().map(|check| (check.object.replace("arn:aws:s3:::", ""), refused(check))).collect()
    }

    #[test]
    fn objects_that_the_policy_tells_apart_are_all_tried() {
        let policy = HEADER_ABSENT_TRAP.replace("reports/*", "reports/private/*");
        let expected = [("reports/an/object".to_owned(), 0), ("reports/private/object".to_owned(), 5)];
        assert_eq!(checks(&policy, &Subject::default()), expected);
        // What meets the same is shown once.
        assert_eq!(checks(HEADER_ABSENT_TRAP, &Subject::default()), [("reports/an/object".to_owned(), 5)]);
    }

    #[test]
    fn every_bucket_of_the_policy_is_tried() {
        let two =
            r#"["arn:aws:s3:::letters/*", "arn:aws:s3:::reports/*", "arn:aws:s3:::reports/open-?.txt"]"#;
        let policy = HEADER_ABSENT_TRAP.replace(r#""arn:aws:s3:::reports/*""#, two);
        let expected = [("letters/an/object".to_owned(), 5), ("reports/an/object".to_owned(), 5)];
        assert_eq!(checks(&policy, &Subject::default()), expected);
        let reports = Subject { bucket: Some("arn:aws:s3:::reports".to_owned()), ..Subject::default() };
        assert_eq!(checks(&policy, &reports), expected[1..]);
    }

    #[test]
    fn aws_kms_without_the_key_that_a_policy_asks_for_is_noted() {
        let policy = r#"{ "Statement": {
            "Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::reports/*",
            "Condition": {
                "StringNotEquals": { "s3:x-amz-server-side-encryption-aws-kms-key-id": "arn:aws:kms:eu-west-1:111122223333:key/1" },
                "Null": { "s3:x-amz-server-side-encryption-aws-kms-key-id": "false" }
            }
        } }"#;
        assert_eq!(refused(policy), ["aws:kms and another key"]);
        let check = Check::new(&Document::from_json(policy).unwrap(), Subject::default()).unwrap();
        assert_eq!(check.key, "arn:aws:kms:eu-west-1:111122223333:key/1");
        assert!(check.notes[0].contains("S3 encrypts it with aws/s3"), "{:?}", check.notes);
        assert_eq!(check.uploads[4].refused_by, ["statement 1"]);
    }

    #[test]
    fn who_uploads_counts() {
        let role = "arn:aws:iam::111122223333:role/app";
        let principal = format!(r#""Principal": {{ "AWS": "{role}" }}"#);
        let policy =
            Document::from_json(&HEADER_ABSENT_TRAP.replace(r#""Principal": "*""#, &principal)).unwrap();
        let by = |principal: &str| {
            Check::new(&policy, Subject { principal: Some(principal.to_owned()), ..Subject::default() })
                .unwrap()
        };
        assert!(by(role).uploads[0].is_refused());
        let other = by("arn:aws:iam::111122223333:role/other");
        assert!(!other.uploads[0].is_refused());
        assert!(other.notes.iter().any(|note| note.contains("named principals only")), "{:?}", other.notes);
    }
    /// A refusal of everyone but an organization, which would look like one of everyone.
    #[test]
    fn a_key_of_which_nothing_is_known_is_refused() {
        let policy = |effect: &str, action: &str| {
            let policy = HEADER_ABSENT_TRAP.replace("s3:x-amz-server-side-encryption", "aws:PrincipalOrgID");
            let policy = policy.replace("Deny\"", &format!("{effect}\"")).replace("s3:PutObject", action);
            Check::new(&Document::from_json(&policy).unwrap(), Subject::default())
        };
        let message = "Statement[0].Condition.StringNotEquals.aws:PrincipalOrgID: \"aws:PrincipalOrgID\" is not a key that is known \
                       of an upload here: s3:x-amz-server-side-encryption, s3:x-amz-server-side-encryption-aws-kms-key-id, \
                       s3:x-amz-server-side-encryption-customer-algorithm, aws:SecureTransport, aws:PrincipalArn, \
                       aws:PrincipalAccount, s3:x-amz-acl";
        assert_eq!(policy("Deny", "s3:*").unwrap_err().to_string(), message);
        // Where it refuses no upload, whatever it holds, it need not be known.
        assert!(policy("Allow", "s3:*").is_ok());
        assert!(policy("Deny", "s3:GetObject").is_ok());
    }

    #[test]
    fn who_uploads_is_a_context_key_as_well() {
        let condition = r#""StringNotEquals": { "s3:x-amz-server-side-encryption": "aws:kms" }"#;
        let own = r#""ArnNotLike": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/app*" }"#;
        let policy = Document::from_json(&HEADER_ABSENT_TRAP.replace(condition, own)).unwrap();
        let refused = |principal: &str| {
            let subject = Subject { principal: Some(principal.to_owned()), ..Subject::default() };
            Check::new(&policy, subject).unwrap().uploads[0].is_refused()
        };
        assert!(!refused("arn:aws:iam::111122223333:role/app-1"));
        assert!(refused("arn:aws:iam::111122223333:role/other"));
    }
}
