//! What a plan has beside buckets and keys with a price, and why it has none.

use crate::encryption::{BUCKET, CONFIGURATION, Owner, Owners};
use crate::key::is_key;
use crate::object::Attribute;
use crate::plan::{Action, Change, Deferred, Plan, Side};

/// A resource that has no price, or not on every side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// Its address.
    pub address: String,
    /// Its type.
    pub kind: String,
    /// What the plan does to it.
    pub action: Option<Action>,
    /// Of which sort the reason is.
    pub sort: OtherKind,
    /// Why.
    pub reason: String,
}

/// Why a resource has no price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OtherKind {
    /// It should have one, but something is not known or not supported: totals that it would be part of are not exact.
    NotPriced,
    /// AWS charges nothing for it.
    NoCharge,
    /// It has nothing to do with the encryption of S3.
    Unrelated,
}

impl OtherKind {
    /// The word for it in JSON and CSV.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            OtherKind::NotPriced => "not-priced",
            OtherKind::NoCharge => "no-charge",
            OtherKind::Unrelated => "unrelated",
        }
    }
}

impl Other {
    pub(crate) fn of(change: &Change, sort: OtherKind, reason: String) -> Other {
        Other {
            address: change.address.clone(),
            kind: change.given_kind().to_owned(),
            action: Some(change.action),
            sort,
            reason,
        }
    }

    pub(crate) fn put_off(deferred: &Deferred) -> Other {
        let Deferred { address, kind, reason, .. } = deferred;
        let (sort, reason) = if is_priced(kind) {
            (OtherKind::NotPriced, format!("put off to a later plan: {reason}"))
        } else {
            let (sort, reason) = of_kind(kind);
            (sort, reason.to_owned())
        };
        Other { address: address.clone(), kind: kind.clone(), action: None, sort, reason }
    }
}

/// Which totals lack a resource without a price.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Missing {
    pub(crate) before: bool,
    pub(crate) after: bool,
    /// Whether it may cost more or less on one side than on the other.
    pub(crate) differs: bool,
}

impl Missing {
    pub(crate) fn of(change: &Change) -> Missing {
        Missing::where_it_is([Side::Before, Side::After].map(|side| change.object(side).is_some()), change)
    }

    pub(crate) fn where_it_is([before, after]: [bool; 2], change: &Change) -> Missing {
        // What stays as it is costs what it did, whatever that is.
        let differs = !matches!(change.action, Action::NoOp | Action::Forget);
        Missing { before, after, differs }
    }
}

/// How much of a bucket is replicated, no plan says (AWS, "Replicating encrypted objects").
pub(crate) const REPLICATION: &str = "replicating an object is a Decrypt at its source and an Encrypt at its target: count it \
                                      in the usage file, as a download of the one and an upload of the other";

const OWN_ENCRYPTION: &str = "an object with an encryption of its own, whatever its bucket's is";

fn is_priced(kind: &str) -> bool {
    is_key(kind) || [BUCKET, CONFIGURATION].contains(&kind)
}

/// Why a type of resource is never priced.
fn of_kind(kind: &str) -> (OtherKind, &'static str) {
    use OtherKind::{NoCharge, NotPriced, Unrelated};
    match kind {
        "aws_kms_alias" | "awscc_kms_alias" => (NoCharge, "an alias has no charge"),
        "aws_s3_bucket_replication_configuration" => (NotPriced, REPLICATION),
        "aws_s3_directory_bucket" | "AWS::S3Express::DirectoryBucket" => {
            (NotPriced, "directory buckets are not priced: their Bucket Key is always on")
        }
        "AWS::CloudFormation::Stack" => (NotPriced, "a nested stack: its own template says what is in it"),
        "aws_kms_custom_key_store" => (NotPriced, "custom key stores are not priced"),
        "awscc_s3_bucket"
        | "awscc_s3express_directory_bucket"
        | "awscc_kms_key"
        | "awscc_kms_replica_key" => {
            (NotPriced, "resources of the provider awscc are not priced, only those of HashiCorp's for AWS")
        }
        "aws_s3_object" | "aws_s3_bucket_object" | "aws_s3_object_copy" => {
            (NoCharge, "encrypted as its bucket is, and counted with its use")
        }
        "AWS::S3::BucketPolicy"
        | "aws_kms_grant"
        | "aws_kms_key_policy"
        | "aws_s3_bucket_abac"
        | "aws_s3_bucket_accelerate_configuration"
        | "aws_s3_bucket_acl"
        | "aws_s3_bucket_analytics_configuration"
        | "aws_s3_bucket_cors_configuration"
        | "aws_s3_bucket_intelligent_tiering_configuration"
        | "aws_s3_bucket_inventory"
        | "aws_s3_bucket_lifecycle_configuration"
        | "aws_s3_bucket_logging"
        | "aws_s3_bucket_metadata_configuration"
        | "aws_s3_bucket_metric"
        | "aws_s3_bucket_notification"
        | "aws_s3_bucket_object_lock_configuration"
        | "aws_s3_bucket_ownership_controls"
        | "aws_s3_bucket_policy"
        | "aws_s3_bucket_public_access_block"
        | "aws_s3_bucket_request_payment_configuration"
        | "aws_s3_bucket_versioning"
        | "aws_s3_bucket_website_configuration"
        | "awscc_s3_bucket_policy" => (NoCharge, "no charge of its own for encryption"),
        kind if kind.starts_with("aws_s3_bucket_") => {
            (NotPriced, "what it does to the encryption of its bucket is not known")
        }
        _ => (Unrelated, "no part of the encryption of S3"),
    }
}

impl Plan {
    /// Why a resource is not priced on any side; `None` for what is part of a bucket that is.
    pub(crate) fn why_not(
        &self,
        change: &Change,
        place: usize,
        owners: &[Owners; 2],
    ) -> Option<(OtherKind, String)> {
        use OtherKind::{NoCharge, NotPriced, Unrelated};
        let kind = change.kind.as_str();
        let is_priced = is_priced(kind);
        let reason = if is_priced && !change.is_there() {
            (NoCharge, "it is there neither before nor after".to_owned())
        } else if !change.is_aws() && is_priced {
            (NotPriced, format!("its provider is {}, not HashiCorp's for AWS", change.provider))
        } else if change.is_deposed && is_priced {
            (NotPriced, "left over from a replacement, and deleted at last".to_owned())
        } else if kind == CONFIGURATION {
            let found: Vec<&Owner> = owners.iter().filter_map(|owners| owners.owner(place)).collect();
            let unknown = found.iter().find_map(|owner| match owner {
                Owner::Unknown(unresolved) => Some(&unresolved.reason),
                _ => None,
            })?;
            (NotPriced, format!("which bucket it is for is not known: {unknown}"))
        } else if kind.starts_with("Fn::") {
            (NotPriced, format!("{kind} is not resolved"))
        } else if self.has_own_encryption(change) {
            (NotPriced, OWN_ENCRYPTION.to_owned())
        } else {
            let (sort, reason) = of_kind(kind);
            let is_other = sort == Unrelated && !change.is_aws();
            (sort, if is_other { "another provider than AWS's" } else { reason }.to_owned())
        };
        Some(reason)
    }

    /// Whether an object names a key of its own, or SSE-KMS. What the provider reads of one that does not stands there, too, so
    /// the configuration counts, where there is one.
    fn has_own_encryption(&self, change: &Change) -> bool {
        if !["aws_s3_object", "aws_s3_bucket_object", "aws_s3_object_copy"].contains(&change.kind.as_str()) {
            return false;
        }
        let is_said = |name: &str| {
            if !self.configuration.is_null() && self.expression(change, &[name]).is_none() {
                return false;
            }
            [Side::Before, Side::After].into_iter().filter_map(|side| change.object(side)).any(|object| {
                match object.at(&[name]) {
                    Attribute::Missing => false,
                    Attribute::Known(value) => value.as_str() != Some("AES256"),
                    Attribute::Unknown => !self.configuration.is_null(),
                }
            })
        };
        is_said("kms_key_id") || is_said("server_side_encryption")
    }
}
