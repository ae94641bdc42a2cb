//! The seven ways to encrypt.

use crate::{Error, Result};
use std::fmt;
use std::str::FromStr;

/// One way for S3 to encrypt the objects of a bucket.
///
/// The ids are stable: they stand in JSON, CSV, addresses and on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EncryptionOption {
    /// Keys that S3 owns. Free, and the default for every new object since 5 January 2023.
    SseS3,
    /// A customer managed KMS key; every upload and download calls KMS.
    SseKms,
    /// A customer managed KMS key behind an S3 Bucket Key.
    SseKmsBucketKey,
    /// The AWS managed key `aws/s3`: no monthly fee, the same requests.
    SseKmsAwsManaged,
    /// The AWS managed key `aws/s3` behind an S3 Bucket Key.
    SseKmsAwsManagedBucketKey,
    /// Two layers of encryption, with a customer managed KMS key; billed by GB as well.
    DsseKms,
    /// A key that the customer sends with each request and AWS does not keep. No AWS charge.
    SseC,
}

/// Whose KMS key an option uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KmsKey {
    /// Made, controlled and paid for by the customer.
    CustomerManaged,
    /// `aws/s3`, made and controlled by AWS in the customer's account.
    AwsManaged,
}

impl EncryptionOption {
    /// Every option, in the order in which they are shown.
    pub const ALL: [EncryptionOption; 7] = [
        EncryptionOption::SseS3,
        EncryptionOption::SseKms,
        EncryptionOption::SseKmsBucketKey,
        EncryptionOption::SseKmsAwsManaged,
        EncryptionOption::SseKmsAwsManagedBucketKey,
        EncryptionOption::DsseKms,
        EncryptionOption::SseC,
    ];

    /// The stable id, for example `sse-kms-bucket-key`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            EncryptionOption::SseS3 => "sse-s3",
            EncryptionOption::SseKms => "sse-kms",
            EncryptionOption::SseKmsBucketKey => "sse-kms-bucket-key",
            EncryptionOption::SseKmsAwsManaged => "sse-kms-aws-managed",
            EncryptionOption::SseKmsAwsManagedBucketKey => "sse-kms-aws-managed-bucket-key",
            EncryptionOption::DsseKms => "dsse-kms",
            EncryptionOption::SseC => "sse-c",
        }
    }

    /// The name to show, in AWS's terms.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            EncryptionOption::SseS3 => "SSE-S3",
            EncryptionOption::SseKms => "SSE-KMS",
            EncryptionOption::SseKmsBucketKey => "SSE-KMS with Bucket Key",
            EncryptionOption::SseKmsAwsManaged => "SSE-KMS, AWS managed key",
            EncryptionOption::SseKmsAwsManagedBucketKey => "SSE-KMS, AWS managed key, with Bucket Key",
            EncryptionOption::DsseKms => "DSSE-KMS",
            EncryptionOption::SseC => "SSE-C",
        }
    }

    /// Whose KMS key it uses, if it uses KMS at all.
    #[must_use]
    pub fn kms_key(self) -> Option<KmsKey> {
        match self {
            EncryptionOption::SseS3 | EncryptionOption::SseC => None,
            EncryptionOption::SseKmsAwsManaged | EncryptionOption::SseKmsAwsManagedBucketKey => {
                Some(KmsKey::AwsManaged)
            }
            EncryptionOption::SseKms | EncryptionOption::SseKmsBucketKey | EncryptionOption::DsseKms => {
                Some(KmsKey::CustomerManaged)
            }
        }
    }

    /// Whether an S3 Bucket Key stands between S3 and KMS. Never for DSSE-KMS.
    #[must_use]
    pub fn has_bucket_key(self) -> bool {
        matches!(self, EncryptionOption::SseKmsBucketKey | EncryptionOption::SseKmsAwsManagedBucketKey)
    }

    /// For an option with an S3 Bucket Key: the same without it.
    #[must_use]
    pub fn without_bucket_key(self) -> Option<EncryptionOption> {
        match self {
            EncryptionOption::SseKmsBucketKey => Some(EncryptionOption::SseKms),
            EncryptionOption::SseKmsAwsManagedBucketKey => Some(EncryptionOption::SseKmsAwsManaged),
            _ => None,
        }
    }

    /// The option's own of what there is one of for each, in the order of [`ALL`](EncryptionOption::ALL).
    pub(crate) fn pick<T>(self, [a, b, c, d, e, f, g]: &[T; 7]) -> &T {
        match self {
            EncryptionOption::SseS3 => a,
            EncryptionOption::SseKms => b,
            EncryptionOption::SseKmsBucketKey => c,
            EncryptionOption::SseKmsAwsManaged => d,
            EncryptionOption::SseKmsAwsManagedBucketKey => e,
            EncryptionOption::DsseKms => f,
            EncryptionOption::SseC => g,
        }
    }
}

impl fmt::Display for EncryptionOption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl FromStr for EncryptionOption {
    type Err = Error;

    fn from_str(id: &str) -> Result<EncryptionOption> {
        EncryptionOption::ALL.into_iter().find(|option| option.id() == id).ok_or_else(|| {
            let ids = EncryptionOption::ALL.map(EncryptionOption::id).join(", ");
            Error::invalid("option", id, format!("one of {ids}"))
        })
    }
}
