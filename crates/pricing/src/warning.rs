//! What to know before relying on a figure.

use crate::bucket_key::BucketKey;
use crate::display::count;
use crate::quota;
use crate::{EncryptionOption, Figures, Workload};
use std::borrow::Cow;
use std::fmt;

/// Something that an estimate's figure does not say by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Warning {
    /// The Bucket Key figure is modelled, from what AWS does not publish.
    BucketKeyModelled,
    /// DSSE-KMS bills by GB and the object size is unknown.
    ObjectSizeUnknown,
    /// DSSE-KMS makes "one or more" KMS calls for an operation; one is counted.
    DsseCallsUncertain,
    /// Whether GovCloud has the free tier is not stated anywhere found.
    FreeTierUncertain,
    /// At the busiest, KMS may be asked more often than its quota allows.
    KmsQuota {
        /// Requests in the busiest second.
        peak: u64,
        /// Requests that KMS takes in a second.
        quota: u64,
    },
    /// S3 refuses SSE-C uploads until the bucket allows them.
    SseCBlocked,
}

impl Warning {
    pub(crate) fn of(workload: &Workload, figures: &Figures) -> Vec<Warning> {
        let option = figures.option;
        let requests = figures.kms_requests;
        let modelled = option.has_bucket_key() && matches!(workload.bucket_key, BucketKey::Model(_));
        let free = workload.free_requests.value() > 0 && requests.typical > 0;
        let dsse = option == EncryptionOption::DsseKms && workload.dsse_calls.is_assumed();
        let peak = quota::kms_peak(workload, requests);
        let quota = quota::kms_requests_per_second(&workload.region);
        let busy = peak.saturating_mul(100) > quota.saturating_mul(quota::WARN_FROM_PERCENT);
        let all = [
            (Warning::BucketKeyModelled, modelled && !requests.is_exact()),
            (Warning::ObjectSizeUnknown, !figures.complete),
            (Warning::DsseCallsUncertain, dsse && requests.typical > 0),
            (Warning::FreeTierUncertain, free && workload.region.starts_with("us-gov-")),
            (Warning::KmsQuota { peak, quota }, busy),
            (Warning::SseCBlocked, option == EncryptionOption::SseC),
        ];
        all.into_iter().filter(|(_, holds)| *holds).map(|(warning, _)| warning).collect()
    }

    /// The warning in a sentence.
    #[must_use]
    pub fn text(self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Warning::KmsQuota { peak, quota } => {
                let used = peak.saturating_mul(100).checked_div(quota).map_or_else(String::new, count);
                return Cow::Owned(format!(
                    "in the busiest second about {} KMS requests, {used} % of the quota of {} that everything in the account \
                     shares in this Region: above it S3 answers with slow-downs, so ask AWS to raise it",
                    count(peak),
                    count(quota),
                ));
            }
            Warning::BucketKeyModelled => {
                "AWS does not publish how long S3 keeps a bucket-level key: take the range, not the typical figure alone"
            }
            Warning::ObjectSizeUnknown => {
                "DSSE-KMS also charges for each GB written and read, which depends on the object size: give it to get a total"
            }
            Warning::DsseCallsUncertain => {
                "AWS says that DSSE-KMS makes one or more KMS calls for each operation; one is counted here"
            }
            Warning::FreeTierUncertain => {
                "AWS does not say whether the free tier holds in GovCloud: set the free requests to 0 to be safe"
            }
            Warning::SseCBlocked => {
                "since April 2026 S3 refuses SSE-C uploads to most buckets until the bucket's encryption settings allow them"
            }
        })
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}
