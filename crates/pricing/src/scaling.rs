//! The same workload at another volume.

use crate::bill::Usage;
use crate::bucket_key::BucketKey;
use crate::money::too_large;
use crate::operations::Operations;
use crate::{Error, Result, Workload};

/// A workload whose counts change, while everything else about it stays.
///
/// Calls that were measured behind a Bucket Key stand for the share of the calls that it left, which stays as well: at
/// another volume they are that share of the calls, to the nearest whole, halves up.
#[derive(Clone, Debug)]
pub(crate) struct Scaling {
    pub(crate) workload: Workload,
    measured: Option<Measured>,
}

#[derive(Clone, Copy, Debug)]
struct Measured {
    calls: u64,
    /// Without a Bucket Key there would have been as many.
    without: u64,
}

impl Scaling {
    /// # Errors
    /// An input out of its range, or a figure too large to be computed exactly.
    pub(crate) fn of(workload: &Workload) -> Result<Scaling> {
        workload.check()?;
        let measured = match workload.bucket_key {
            BucketKey::Measured(calls) => Some(Measured { calls, without: Usage::of(workload)?.total.kms() }),
            BucketKey::Model(_) | BucketKey::Reduction(_) => None,
        };
        Ok(Scaling { workload: workload.clone(), measured })
    }

    /// Counts the calls of so many uploads, downloads and copies, each within its range.
    pub(crate) fn at(&mut self, [uploads, downloads, copies]: [u64; 3]) -> Result<Usage> {
        let workload = &mut self.workload;
        (workload.uploads, workload.downloads, workload.copies) = (uploads, downloads, copies);
        if let Some(measured) = self.measured {
            let without = Operations::of(workload)?.total()?.kms();
            workload.bucket_key = BucketKey::Measured(measured.of(without)?);
        }
        Usage::of(workload)
    }
}

impl Measured {
    fn of(self, without: u64) -> Result<u64> {
        if without == 0 {
            return Ok(0);
        }
        if self.without == 0 {
            let allowed =
                "calls measured with uploads or downloads: without any, they say nothing of other volumes";
            return Err(Error::invalid("bucketKey.calls", self.calls, allowed));
        }
        let twice = u128::from(self.calls).checked_mul(u128::from(without)).and_then(|n| n.checked_mul(2));
        let whole = u128::from(self.without);
        let share = twice.and_then(|twice| twice.checked_add(whole)?.checked_div(whole.checked_mul(2)?));
        share.and_then(|share| u64::try_from(share).ok()).ok_or_else(|| too_large("requests"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(calls: u64, of: u64, at: u64, expected: u64) {
        assert_eq!(Measured { calls, without: of }.of(at).unwrap(), expected, "{calls} of {of}, at {at}");
    }

    #[test]
    fn measured_calls_keep_their_share() {
        check(10, 1_000, 500, 5);
        check(10, 1_000, 50, 1); // 0.5
        check(10, 1_000, 49, 0); // 0.49
        check(7, 7, 123, 123);
        check(0, 7, 123, 0);
        check(0, 0, 0, 0);
    }

    #[test]
    fn nothing_measured_says_nothing_of_another_volume() {
        let mut workload = Workload::documents("us-east-1", 0).unwrap();
        workload.bucket_key = BucketKey::Measured(0);
        let error = Scaling::of(&workload).unwrap().at([1, 0, 0]).err().unwrap();
        assert_eq!(error.field(), "bucketKey.calls");
    }
}
