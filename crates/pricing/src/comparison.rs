//! Every option for the same workload.

use crate::bill::Usage;
use crate::estimate::Estimate;
use crate::explain::{Explanation, explain};
use crate::prices::PriceBook;
use crate::s3_costs::S3Costs;
use crate::{EncryptionOption, Result, Workload};

/// The estimates of every option for the same workload, in the order of [`EncryptionOption::ALL`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison<'a> {
    workload: &'a Workload,
    book: &'a PriceBook,
    estimates: [Estimate; 7],
}

impl<'a> Comparison<'a> {
    /// Prices every option.
    ///
    /// # Errors
    /// An input out of its range, a Region that the book does not hold, or a figure too large to be computed exactly.
    pub fn new(workload: &'a Workload, book: &'a PriceBook) -> Result<Comparison<'a>> {
        workload.check()?;
        let prices = book.region(&workload.region)?;
        let usage = Usage::of(workload)?;
        let estimate = |option| Estimate::of(workload, prices, &usage, option);
        // Written out, so that each is worked out in its place: an array of results would be copied twice.
        let estimates = [
            estimate(EncryptionOption::SseS3)?,
            estimate(EncryptionOption::SseKms)?,
            estimate(EncryptionOption::SseKmsBucketKey)?,
            estimate(EncryptionOption::SseKmsAwsManaged)?,
            estimate(EncryptionOption::SseKmsAwsManagedBucketKey)?,
            estimate(EncryptionOption::DsseKms)?,
            estimate(EncryptionOption::SseC)?,
        ];
        Ok(Comparison { workload, book, estimates })
    }

    /// The workload that is priced.
    #[must_use]
    pub fn workload(&self) -> &'a Workload {
        self.workload
    }

    /// The prices it is priced at.
    #[must_use]
    pub fn book(&self) -> &'a PriceBook {
        self.book
    }

    /// What S3 itself costs for the same workload, as context: no part of any estimate. Priced when it is asked for.
    ///
    /// # Errors
    /// A figure too large to be computed exactly.
    pub fn s3_costs(&self) -> Result<S3Costs> {
        let usage = Usage::of(self.workload)?;
        S3Costs::of(self.workload, self.book.region(&self.workload.region)?, &usage)
    }

    /// Which input drives the figures with a Bucket Key most, and how their range would narrow.
    ///
    /// # Errors
    /// Those of [`explain`](crate::explain::explain); the workload has been priced, so none are expected.
    pub fn explain_bucket_key(&self) -> Result<Explanation> {
        explain(self.workload)
    }

    /// Every option's estimate.
    #[must_use]
    pub fn estimates(&self) -> &[Estimate; 7] {
        &self.estimates
    }

    /// One option's estimate.
    #[must_use]
    pub fn estimate(&self, option: EncryptionOption) -> &Estimate {
        let [a, b, c, d, e, f, g] = &self.estimates;
        match option {
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
