//! What each option gives and gives up, criterion by criterion.

use sse_pricing::EncryptionOption::{self, DsseKms, SseC, SseKms, SseKmsBucketKey, SseS3};
use sse_pricing::EncryptionOption::{SseKmsAwsManaged, SseKmsAwsManagedBucketKey};

/// A question that the price does not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Criterion {
    /// Can someone manage the bucket, or be allowed to get its objects, and still not read them?
    AccessSeparation,
    /// Is each decryption logged?
    AuditTrail,
    /// Does the log name the object?
    ObjectAudit,
    /// Who rotates the key?
    KeyRotation,
    /// Who holds the key?
    KeyHolder,
    /// What must change in the code that uploads and downloads?
    CodeChanges,
    /// What can go wrong, and how badly?
    OperationalRisk,
    /// What of S3 cannot be used with it, or only in a certain way?
    ProtocolLimits,
    /// What is charged for?
    Charges,
}

/// How an answer weighs for someone with sensitive data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// What one would want.
    Good,
    /// With a limit that one should know.
    Limited,
    /// Not there, or a risk.
    Poor,
}

/// An option's answer to a criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// A word or a few, for a table.
    pub short: &'static str,
    /// A sentence that says why.
    pub reason: &'static str,
    /// AWS's page that says so.
    pub source: &'static str,
    /// How it weighs.
    pub verdict: Verdict,
}

pub(crate) const S3_GUIDE: &str =
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingServerSideEncryption.html";
const KMS_GUIDE: &str = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html";
const BUCKET_KEY_GUIDE: &str = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html";
pub(crate) const SSE_C_GUIDE: &str =
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerSideEncryptionCustomerKeys.html";
pub(crate) const DSSE_GUIDE: &str =
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingDSSEncryption.html";
const DIRECTORY_BUCKET_GUIDE: &str =
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-express-UsingKMSEncryption.html";
const S3_EVENTS_GUIDE: &str =
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html";
const KMS_EVENTS_GUIDE: &str =
    "https://docs.aws.amazon.com/kms/latest/developerguide/logging-using-cloudtrail.html";
const ROTATION_GUIDE: &str = "https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html";
const KEY_GUIDE: &str = "https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html";
const KMS_PRICING: &str = "https://aws.amazon.com/kms/pricing/";
const S3_PRICING: &str = "https://aws.amazon.com/s3/pricing/";

impl Criterion {
    /// Every criterion, in the order in which they are shown.
    pub const ALL: [Criterion; 9] = [
        Criterion::AccessSeparation,
        Criterion::AuditTrail,
        Criterion::ObjectAudit,
        Criterion::KeyRotation,
        Criterion::KeyHolder,
        Criterion::CodeChanges,
        Criterion::OperationalRisk,
        Criterion::ProtocolLimits,
        Criterion::Charges,
    ];

    /// The stable id, for example `access-separation`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Criterion::AccessSeparation => "access-separation",
            Criterion::AuditTrail => "audit-trail",
            Criterion::ObjectAudit => "object-audit",
            Criterion::KeyRotation => "key-rotation",
            Criterion::KeyHolder => "key-holder",
            Criterion::CodeChanges => "code-changes",
            Criterion::OperationalRisk => "operational-risk",
            Criterion::ProtocolLimits => "protocol-limits",
            Criterion::Charges => "charges",
        }
    }

    /// The name to show.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Criterion::AccessSeparation => "Access separation",
            Criterion::AuditTrail => "Audit trail of decryption",
            Criterion::ObjectAudit => "Audit by object",
            Criterion::KeyRotation => "Key rotation",
            Criterion::KeyHolder => "Who holds the key",
            Criterion::CodeChanges => "Code changes",
            Criterion::OperationalRisk => "Operational risk",
            Criterion::ProtocolLimits => "Protocol limits",
            Criterion::Charges => "What is charged",
        }
    }
}

/// How an option answers a criterion.
#[must_use]
pub fn answer(option: EncryptionOption, criterion: Criterion) -> Answer {
    match criterion {
        Criterion::AccessSeparation => access_separation(option),
        Criterion::AuditTrail => audit_trail(option),
        Criterion::ObjectAudit => object_audit(option),
        Criterion::KeyRotation => key_rotation(option),
        Criterion::KeyHolder => key_holder(option),
        Criterion::CodeChanges => code_changes(option),
        Criterion::OperationalRisk => operational_risk(option),
        Criterion::ProtocolLimits => protocol_limits(option),
        Criterion::Charges => charges(option),
    }
}

fn good(short: &'static str, reason: &'static str, source: &'static str) -> Answer {
    Answer { short, reason, source, verdict: Verdict::Good }
}

fn limited(short: &'static str, reason: &'static str, source: &'static str) -> Answer {
    Answer { short, reason, source, verdict: Verdict::Limited }
}

fn poor(short: &'static str, reason: &'static str, source: &'static str) -> Answer {
    Answer { short, reason, source, verdict: Verdict::Poor }
}

fn access_separation(option: EncryptionOption) -> Answer {
    match option {
        SseS3 => poor(
            "no",
            "s3:GetObject is enough to read: S3 decrypts for whoever may get the object.",
            S3_GUIDE,
        ),
        SseKms | DsseKms => good(
            "yes",
            "Reading also needs kms:Decrypt on the key, so that who manages the bucket need not be able to read it.",
            KMS_GUIDE,
        ),
        SseKmsBucketKey => limited(
            "yes, checked less often",
            "Reading also needs kms:Decrypt, but while S3 holds a bucket-level key it does not ask KMS: the key policy is \
             not checked for each request.",
            BUCKET_KEY_GUIDE,
        ),
        SseKmsAwsManaged | SseKmsAwsManagedBucketKey => limited(
            "only by account",
            "The key policy of aws/s3 is AWS's and cannot be changed: it lets everyone in the account use the key through \
             S3, and nobody from another account.",
            KMS_GUIDE,
        ),
        SseC => good("yes", "Reading needs the key itself, sent with each request.", SSE_C_GUIDE),
    }
}

fn audit_trail(option: EncryptionOption) -> Answer {
    match option {
        SseS3 => poor("no", "Nothing calls KMS, so CloudTrail has no Decrypt event.", S3_GUIDE),
        SseKms | SseKmsAwsManaged | DsseKms => good(
            "yes",
            "Each Decrypt is an event in CloudTrail that says who called and when; the first copy of it is free.",
            KMS_EVENTS_GUIDE,
        ),
        SseKmsBucketKey | SseKmsAwsManagedBucketKey => limited(
            "yes, fewer events",
            "Each call to KMS is an event, but while S3 holds a bucket-level key it decrypts without a call, and KMS logs \
             nothing.",
            BUCKET_KEY_GUIDE,
        ),
        SseC => poor("no", "Nothing calls KMS; the use of your key is yours to log.", SSE_C_GUIDE),
    }
}

fn object_audit(option: EncryptionOption) -> Answer {
    match option {
        SseS3 | SseC => limited(
            "with S3 data events",
            "Nothing calls KMS; S3 data events in CloudTrail name each object read or written, for a fee of their own.",
            S3_EVENTS_GUIDE,
        ),
        SseKms | SseKmsAwsManaged | DsseKms => {
            good("yes", "Each KMS event names the object: its ARN is the encryption context.", KMS_GUIDE)
        }
        SseKmsBucketKey | SseKmsAwsManagedBucketKey => limited(
            "with S3 data events",
            "KMS events name the bucket, not the object: the bucket's ARN is the encryption context. S3 data events name \
             each object again, for a fee of their own.",
            BUCKET_KEY_GUIDE,
        ),
    }
}

fn key_rotation(option: EncryptionOption) -> Answer {
    match option {
        SseS3 => good("not applicable", "AWS rotates the keys that S3 owns.", S3_GUIDE),
        SseKms | SseKmsBucketKey | DsseKms => good(
            "automatic",
            "Every 90 to 2,560 days, 365 by default, once it is turned on; the first two rotations each add to the key's fee.",
            ROTATION_GUIDE,
        ),
        SseKmsAwsManaged | SseKmsAwsManagedBucketKey => limited(
            "automatic, fixed",
            "AWS rotates aws/s3 every year; the period cannot be changed.",
            ROTATION_GUIDE,
        ),
        SseC => poor("manual", "A new key means copying each object onto itself with it.", SSE_C_GUIDE),
    }
}

fn key_holder(option: EncryptionOption) -> Answer {
    match option {
        SseS3 => limited("AWS", "S3 owns the keys; you do not see them.", S3_GUIDE),
        SseKms | SseKmsBucketKey | DsseKms => good(
            "AWS KMS, under your policy",
            "The key never leaves KMS; you decide who may use, disable or delete it.",
            KEY_GUIDE,
        ),
        SseKmsAwsManaged | SseKmsAwsManagedBucketKey => limited(
            "AWS KMS, under AWS's policy",
            "The key is in your account, but AWS manages it.",
            KEY_GUIDE,
        ),
        SseC => good("only you", "AWS uses the key for the request and forgets it.", SSE_C_GUIDE),
    }
}

fn code_changes(option: EncryptionOption) -> Answer {
    match option {
        SseS3 => good("none", "Every new object is encrypted so since January 2023.", S3_GUIDE),
        SseKms | SseKmsBucketKey | SseKmsAwsManaged | SseKmsAwsManagedBucketKey | DsseKms => good(
            "none",
            "The bucket's default encryption does it; clients need permissions on the key, not new code.",
            KMS_GUIDE,
        ),
        SseC => poor(
            "significant",
            "Each upload and each download must send the key and its MD5; a tool that cannot send them cannot be used.",
            SSE_C_GUIDE,
        ),
    }
}

fn operational_risk(option: EncryptionOption) -> Answer {
    match option {
        SseS3 => good("low", "There is no key to lose.", S3_GUIDE),
        SseKms | SseKmsAwsManaged => good(
            "low",
            "A deleted key is lost data, but KMS waits 7 to 30 days before it deletes; many requests share one quota.",
            KMS_GUIDE,
        ),
        SseKmsBucketKey | SseKmsAwsManagedBucketKey => good(
            "low",
            "As without a Bucket Key and with fewer calls; policies that name an object's ARN in the encryption context stop \
             matching.",
            BUCKET_KEY_GUIDE,
        ),
        DsseKms => limited(
            "low to medium",
            "As SSE-KMS, with more work for each operation, and never through a Bucket Key.",
            DSSE_GUIDE,
        ),
        SseC => poor(
            "high",
            "A lost key is lost data, and nobody can restore it; since April 2026 most buckets refuse SSE-C until they are told \
             otherwise.",
            SSE_C_GUIDE,
        ),
    }
}

fn protocol_limits(option: EncryptionOption) -> Answer {
    match option {
        SseS3 => good(
            "none",
            "Presigned URLs, the console, replication, AWS Backup and other accounts work as they are.",
            S3_GUIDE,
        ),
        SseKms => limited(
            "signed HTTPS only",
            "Requests must use HTTPS and Signature Version 4, presigned URLs too, so nobody reads without an identity; \
             replication must be told to include such objects; a directory bucket takes SSE-KMS only with a Bucket Key.",
            KMS_GUIDE,
        ),
        SseKmsBucketKey => limited(
            "signed HTTPS only",
            "Requests must use HTTPS and Signature Version 4, presigned URLs too, so nobody reads without an identity; \
             replication must be told to include such objects; a directory bucket keeps one key for life.",
            DIRECTORY_BUCKET_GUIDE,
        ),
        SseKmsAwsManaged | SseKmsAwsManagedBucketKey => limited(
            "one account, signed HTTPS only",
            "As with a customer managed key, and besides the key works for its own account only: no access from another \
             account, no replication into one; a directory bucket does not take it.",
            KMS_GUIDE,
        ),
        DsseKms => limited(
            "signed HTTPS, no Bucket Key",
            "As SSE-KMS, and besides no Bucket Key, no directory bucket, and an existing object becomes DSSE-KMS only by a \
             copy.",
            DSSE_GUIDE,
        ),
        SseC => poor(
            "no bucket default, console or AWS Backup",
            "Each request sends the key, over HTTPS only: no bucket default, no console, no AWS Backup, no directory bucket; \
             a presigned URL works only for a client that adds the key's headers. Replication works.",
            SSE_C_GUIDE,
        ),
    }
}

fn charges(option: EncryptionOption) -> Answer {
    match option {
        SseS3 => good("nothing", "S3 does not charge for it.", S3_PRICING),
        SseKms => limited(
            "key and each request",
            "A monthly fee for each key, and each KMS request past the free tier.",
            KMS_PRICING,
        ),
        SseKmsBucketKey => good(
            "key and few requests",
            "A monthly fee for each key, and the requests that the Bucket Key leaves.",
            KMS_PRICING,
        ),
        SseKmsAwsManaged => limited(
            "each request",
            "No fee for the key; its requests are billed like any other.",
            KMS_PRICING,
        ),
        SseKmsAwsManagedBucketKey => {
            good("few requests", "No fee for the key; the requests that the Bucket Key leaves.", KMS_PRICING)
        }
        DsseKms => {
            poor("key, each request and each GB", "As SSE-KMS, and each GB written and read.", S3_PRICING)
        }
        SseC => good(
            "nothing by AWS",
            "AWS does not charge for it; keeping the keys safe is your cost.",
            S3_PRICING,
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_answer_has_a_reason_and_a_source_of_aws() {
        for option in EncryptionOption::ALL {
            for criterion in Criterion::ALL {
                let answer = answer(option, criterion);
                let at = (option, criterion);
                assert!(!answer.short.is_empty(), "{at:?}");
                assert!(answer.reason.ends_with('.'), "{at:?}");
                let hosts = ["https://docs.aws.amazon.com/", "https://aws.amazon.com/"];
                assert!(hosts.iter().any(|host| answer.source.starts_with(host)), "{at:?}");
            }
        }
    }
}
