//! What each option costs, in figures alone: for those who price many workloads.
//!
//! The options share most of their parts, so each part is priced once. An [`Estimate`](crate::Estimate) adds up its lines
//! instead; that both agree is tested for every workload.

use crate::bill::{Bill, Total, Usage, requests_cost};
use crate::bucket_key::Calls;
use crate::option::KmsKey;
use crate::prices::RegionPrices;
use crate::unit::Quantity;
use crate::{EncryptionOption, Money, Range, Result, Workload};

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
        let parts = Parts::of(workload, prices, usage)?;
        // Written out, so that each is worked out in its place: an array of results would be copied twice.
        Ok([
            parts.figures(EncryptionOption::SseS3)?,
            parts.figures(EncryptionOption::SseKms)?,
            parts.figures(EncryptionOption::SseKmsBucketKey)?,
            parts.figures(EncryptionOption::SseKmsAwsManaged)?,
            parts.figures(EncryptionOption::SseKmsAwsManagedBucketKey)?,
            parts.figures(EncryptionOption::DsseKms)?,
            parts.figures(EncryptionOption::SseC)?,
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

/// The parts that the options' costs are made of.
struct Parts {
    every_call: Requests,
    bucket_key: Requests,
    two_layers: Requests,
    keys: Money,
    gb: Money,
    gb_known: bool,
}

/// Requests to KMS, and what they cost.
#[derive(Clone, Copy)]
struct Requests {
    count: Range<u64>,
    cost: Range<Money>,
}

impl Parts {
    fn of(workload: &Workload, prices: &RegionPrices, usage: &Usage) -> Result<Parts> {
        let requests = |option| -> Result<Requests> {
            let count = usage.calls(workload, option)?.map(Calls::total);
            let typical = requests_cost(workload, prices, count.typical)?;
            let at = |requests| {
                if requests == count.typical {
                    Ok(typical)
                } else {
                    requests_cost(workload, prices, requests)
                }
            };
            Ok(Requests { count, cost: Range { low: at(count.low)?, typical, high: at(count.high)? } })
        };
        let kms = prices.discounts.kms;
        let mut keys = workload.keys.key_months()?.at(prices.kms_key)?;
        if workload.keys.charged_rotations() > 0 {
            keys = keys.plus(workload.keys.rotation_months()?.at(prices.kms_key)?)?;
        }
        if let Some(part) = usage.rotating {
            keys = keys.plus(workload.keys.rotating_months(part)?.at(prices.kms_key)?)?;
        }
        let operations = &usage.operations;
        let gb = |bytes: Option<u128>, price| {
            bytes.map(|bytes| Quantity::from_bytes(bytes)?.at(price)).transpose()
        };
        let written = gb(operations.bytes_written, prices.dsse_write)?;
        let read = gb(operations.bytes_read, prices.dsse_read)?;
        let moved = written.unwrap_or_default().plus(read.unwrap_or_default())?;
        let every_call = requests(EncryptionOption::SseKms)?;
        let once = workload.dsse_calls.value() == 1;
        Ok(Parts {
            two_layers: if once { every_call } else { requests(EncryptionOption::DsseKms)? },
            every_call,
            bucket_key: requests(EncryptionOption::SseKmsBucketKey)?,
            keys: kms.taken_off(keys)?,
            gb: prices.discounts.s3.taken_off(moved)?,
            gb_known: written.is_some() && read.is_some(),
        })
    }

    fn figures(&self, option: EncryptionOption) -> Result<Figures> {
        let Some(key) = option.kms_key() else {
            let (kms_requests, known) = (Range::exactly(0), Range::exactly(Money::ZERO));
            return Ok(Figures { option, kms_requests, known, complete: true });
        };
        let two_layers = option == EncryptionOption::DsseKms;
        let requests = match option {
            _ if option.has_bucket_key() => &self.bucket_key,
            EncryptionOption::DsseKms => &self.two_layers,
            _ => &self.every_call,
        };
        let keys = if key == KmsKey::CustomerManaged { self.keys } else { Money::ZERO };
        let besides = if two_layers { keys.plus(self.gb)? } else { keys };
        let complete = !two_layers || self.gb_known;
        let cost = requests.cost;
        let known = if requests.count.is_exact() {
            Range::exactly(cost.typical.plus(besides)?)
        } else {
            let (low, typical) = (cost.low.plus(besides)?, cost.typical.plus(besides)?);
            Range { low, typical, high: cost.high.plus(besides)? }
        };
        Ok(Figures { option, kms_requests: requests.count, known, complete })
    }
}
