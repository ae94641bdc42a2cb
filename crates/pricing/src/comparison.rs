//! Every option for the same workload.

use crate::estimate::{Estimate, KmsCalls};
use crate::prices::PriceBook;
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
        let calls = KmsCalls::new(workload)?;
        let estimate = |option| Estimate::of_calls(workload, prices, option, &calls);
        let [a, b, c, d, e, f, g] = EncryptionOption::ALL.map(estimate);
        Ok(Comparison { workload, book, estimates: [a?, b?, c?, d?, e?, f?, g?] })
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
