//! What each option costs, in figures alone: for those who price many workloads.
//!
//! The options share most of their parts, so each part is priced once. An [`Estimate`](crate::Estimate) adds up its lines
//! instead; that both agree is tested for every workload.

use crate::bill::{Bill, Total, Usage, requests_cost};
use crate::bucket_key::Calls;
use crate::keys::PartOfMonth;
use crate::operations::Operations;
use crate::prices::RegionPrices;
use crate::unit::Quantity;
use crate::{EncryptionOption, Keys, Money, Range, Result, Workload};

/// What an option costs, without line items and text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figures {
    /// The option that is priced.
    pub option: EncryptionOption,
    /// Requests to KMS in the month, before the free ones are taken off.
    pub kms_requests: Range<u64>,
    /// The sum of the lines that are known.
    pub known: Range<Money>,
    /// Whether all are. If not, the cost is unknown, and `known` a floor under it.
    pub complete: bool,
}

impl Figures {
    /// Prices every option at a Region's prices, in the order of [`EncryptionOption::ALL`].
    ///
    /// # Errors
    /// An input out of its range, or a figure too large to be computed exactly.
    pub fn all(workload: &Workload, prices: &RegionPrices) -> Result<[Figures; 7]> {
        workload.check()?;
        Figures::of_usage(workload, prices, &Usage::of(workload)?)
    }

    /// Of a workload that has been checked and counted.
    pub(crate) fn of_usage(
        workload: &Workload,
        prices: &RegionPrices,
        usage: &Usage,
    ) -> Result<[Figures; 7]> {
        let every_call = Costs::of(EncryptionOption::SseKms, workload, prices, usage)?;
        let bucket_key = Costs::of(EncryptionOption::SseKmsBucketKey, workload, prices, usage)?;
        let keys = keys(&workload.keys, prices, usage.rotating)?;
        let with_keys = every_call.plus(keys)?;
        let two_layers = if workload.dsse_calls.value() == 1 {
            with_keys
        } else {
            Costs::of(EncryptionOption::DsseKms, workload, prices, usage)?.plus(keys)?
        };
        let (moved, all_known) = moved(prices, usage)?;
        let figures = |option, costs: Costs| Figures {
            option,
            kms_requests: costs.kms_requests,
            known: costs.known,
            complete: all_known || option != EncryptionOption::DsseKms,
        };
        Ok([
            figures(EncryptionOption::SseS3, Costs::NOTHING),
            figures(EncryptionOption::SseKms, with_keys),
            figures(EncryptionOption::SseKmsBucketKey, bucket_key.plus(keys)?),
            figures(EncryptionOption::SseKmsAwsManaged, every_call),
            figures(EncryptionOption::SseKmsAwsManagedBucketKey, bucket_key),
            figures(EncryptionOption::DsseKms, two_layers.plus(moved)?),
            figures(EncryptionOption::SseC, Costs::NOTHING),
        ])
    }

    /// The cost of the month; `None` where it is unknown.
    #[must_use]
    pub fn monthly(&self) -> Option<Money> {
        self.complete.then_some(self.known.typical)
    }

    /// Of a bill whose lines have been added up.
    pub(crate) fn of(bill: &Bill<'_>, total: Total) -> Result<Figures> {
        let kms_requests = bill.calls.map(Calls::total);
        let typical = total.known;
        let known = if kms_requests.is_exact() {
            Range::exactly(typical)
        } else {
            let low = bill.known_at(typical, kms_requests.low)?;
            Range { low, typical, high: bill.known_at(typical, kms_requests.high)? }
        };
        Ok(Figures { option: bill.option, kms_requests, known, complete: total.complete })
    }
}

/// Requests to KMS, and what they cost with what has been added to them.
#[derive(Clone, Copy)]
struct Costs {
    kms_requests: Range<u64>,
    known: Range<Money>,
}

impl Costs {
    /// Of the options that have nothing to do with KMS.
    const NOTHING: Costs = Costs { kms_requests: Range::exactly(0), known: Range::exactly(Money::ZERO) };

    /// Of an option's requests alone.
    fn of(
        option: EncryptionOption,
        workload: &Workload,
        prices: &RegionPrices,
        usage: &Usage,
    ) -> Result<Costs> {
        let kms_requests = usage.calls(workload, option)?.map(Calls::total);
        let cost = |requests| requests_cost(workload, prices, requests);
        let typical = cost(kms_requests.typical)?;
        let known = if kms_requests.is_exact() {
            Range::exactly(typical)
        } else {
            Range { low: cost(kms_requests.low)?, typical, high: cost(kms_requests.high)? }
        };
        Ok(Costs { kms_requests, known })
    }

    /// With what does not depend on the number of requests.
    fn plus(self, money: Money) -> Result<Costs> {
        let Range { low, typical, high } = self.known;
        let typical = typical.plus(money)?;
        let known = if self.kms_requests.is_exact() {
            Range::exactly(typical)
        } else {
            Range { low: low.plus(money)?, typical, high: high.plus(money)? }
        };
        Ok(Costs { known, ..self })
    }
}

/// What the customer managed keys cost.
pub(crate) fn keys(keys: &Keys, prices: &RegionPrices, rotating: Option<PartOfMonth>) -> Result<Money> {
    let mut fee = keys.key_months()?.at(prices.kms_key)?;
    if keys.charged_rotations() > 0 {
        fee = fee.plus(keys.rotation_months()?.at(prices.kms_key)?)?;
    }
    if let Some(part) = rotating {
        fee = fee.plus(keys.rotating_months(part)?.at(prices.kms_key)?)?;
    }
    prices.discounts.kms.taken_off(fee)
}

/// What DSSE-KMS bills by GB, as far as it is known, and whether all of it is.
fn moved(prices: &RegionPrices, usage: &Usage) -> Result<(Money, bool)> {
    let gb = |bytes: Option<u128>, price| match bytes {
        Some(bytes) => Quantity::from_bytes(bytes)?.at(price),
        None => Ok(Money::ZERO),
    };
    let Operations { bytes_written, bytes_read, .. } = usage.operations;
    let moved = gb(bytes_written, prices.dsse_write)?.plus(gb(bytes_read, prices.dsse_read)?)?;
    Ok((prices.discounts.s3.taken_off(moved)?, bytes_written.is_some() && bytes_read.is_some()))
}
