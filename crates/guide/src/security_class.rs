//! Options that protect alike.

use sse_pricing::{Comparison, EncryptionOption};

/// A group of options that protect alike: what it takes to read an object, and whose key it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SecurityClass {
    /// Encrypted at rest; `s3:GetObject` is enough to read.
    S3Managed,
    /// A KMS key whose policy AWS manages: calls are logged, the key cannot be shared or its policy changed.
    AwsManagedKey,
    /// A KMS key whose policy is the customer's.
    CustomerManagedKey,
    /// A customer managed KMS key, and a second layer of encryption.
    TwoLayers,
    /// A key that AWS does not keep.
    CustomerProvidedKey,
}

impl SecurityClass {
    /// Every class, in the order of the options.
    pub const ALL: [SecurityClass; 5] = [
        SecurityClass::S3Managed,
        SecurityClass::CustomerManagedKey,
        SecurityClass::AwsManagedKey,
        SecurityClass::TwoLayers,
        SecurityClass::CustomerProvidedKey,
    ];

    /// The class of an option.
    #[must_use]
    pub fn of(option: EncryptionOption) -> SecurityClass {
        match option {
            EncryptionOption::SseS3 => SecurityClass::S3Managed,
            EncryptionOption::SseKmsAwsManaged | EncryptionOption::SseKmsAwsManagedBucketKey => {
                SecurityClass::AwsManagedKey
            }
            EncryptionOption::SseKms | EncryptionOption::SseKmsBucketKey => SecurityClass::CustomerManagedKey,
            EncryptionOption::DsseKms => SecurityClass::TwoLayers,
            EncryptionOption::SseC => SecurityClass::CustomerProvidedKey,
        }
    }

    /// The stable id, for example `customer-managed-key`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            SecurityClass::S3Managed => "s3-managed",
            SecurityClass::AwsManagedKey => "aws-managed-key",
            SecurityClass::CustomerManagedKey => "customer-managed-key",
            SecurityClass::TwoLayers => "two-layers",
            SecurityClass::CustomerProvidedKey => "customer-provided-key",
        }
    }

    /// The name to show.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            SecurityClass::S3Managed => "keys that S3 manages",
            SecurityClass::AwsManagedKey => "AWS managed KMS key",
            SecurityClass::CustomerManagedKey => "customer managed KMS key",
            SecurityClass::TwoLayers => "two layers of encryption",
            SecurityClass::CustomerProvidedKey => "keys that only you hold",
        }
    }

    /// The option of this class with the lowest typical cost; the earlier one where two cost the same.
    ///
    /// Where a cost is partly unknown, its known part is compared: only [`TwoLayers`](SecurityClass::TwoLayers) can be
    /// unknown, and it has a single option.
    #[must_use]
    pub fn cheapest(self, comparison: &Comparison<'_>) -> Option<EncryptionOption> {
        let estimates =
            comparison.estimates().iter().filter(|estimate| SecurityClass::of(estimate.option()) == self);
        estimates.min_by_key(|estimate| estimate.known()).map(sse_pricing::Estimate::option)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sse_pricing::{PriceBook, Workload};

    #[track_caller]
    fn cheapest(documents: u64, class: SecurityClass, expected: EncryptionOption) {
        let workload = Workload::documents("us-east-1", documents).unwrap();
        let comparison = Comparison::new(&workload, PriceBook::builtin()).unwrap();
        assert_eq!(class.cheapest(&comparison), Some(expected));
    }

    #[test]
    fn a_bucket_key_wins_where_there_is_something_to_save() {
        cheapest(1_000_000, SecurityClass::CustomerManagedKey, EncryptionOption::SseKmsBucketKey);
        cheapest(1_000_000, SecurityClass::AwsManagedKey, EncryptionOption::SseKmsAwsManagedBucketKey);
        // Within the free tier it saves nothing, and hides the object from the audit trail.
        cheapest(10_000, SecurityClass::CustomerManagedKey, EncryptionOption::SseKms);
    }

    #[test]
    fn every_option_has_a_class_and_every_class_an_option() {
        for option in EncryptionOption::ALL {
            assert!(SecurityClass::ALL.contains(&SecurityClass::of(option)));
        }
        for class in SecurityClass::ALL {
            assert!(EncryptionOption::ALL.into_iter().any(|option| SecurityClass::of(option) == class));
        }
    }
}
