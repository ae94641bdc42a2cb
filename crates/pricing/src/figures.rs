//! What each option costs, in figures alone: for those who price many workloads.
//!
//! The options share most of their parts, so each part is priced once. An [`Estimate`](crate::Estimate) adds up its lines
//! instead; that both agree is tested for every workload.

use crate::bill::{Bill, Total, Usage, requests_cost};
use crate::bucket_key::Calls;
use crate::fixed::{self, FixedPrices, Places};
use crate::keys::PartOfMonth;
use crate::operations::Operations;
use crate::prices::RegionPrices;
use crate::unit::Quantity;
use crate::{EncryptionOption, Error, Keys, Money, Range, Result, Workload};

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
        // Whole numbers take a fraction of the time of decimals. What does not fit them is for the decimals to say.
        let whole = Whole::of(workload, prices, usage).and_then(|whole| all(workload, usage, &whole).ok());
        whole.map_or_else(|| all(workload, usage, &Exact { workload, prices, usage }), Ok)
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

/// The parts that options share, in one kind of numbers.
trait Parts {
    type Amount: Copy;
    /// So many requests to KMS.
    fn requests(&self, requests: u64) -> Result<Self::Amount>;
    /// The customer managed keys.
    fn keys(&self) -> Result<Self::Amount>;
    fn plus(&self, a: Self::Amount, b: Self::Amount) -> Result<Self::Amount>;
    fn money(&self, amount: Self::Amount) -> Result<Money>;
    /// With what DSSE-KMS bills by GB, as far as it is known.
    fn with_moved(&self, amount: Self::Amount) -> Result<Money>;
}

fn all<P: Parts>(workload: &Workload, usage: &Usage, parts: &P) -> Result<[Figures; 7]> {
    let requests = |option| Ok(usage.calls(workload, option)?.map(Calls::total));
    let bucket_key = requests(EncryptionOption::SseKmsBucketKey)?;
    let every_call = usage.without.total();
    let keys = parts.keys()?;
    let every_call_cost = parts.requests(every_call)?;
    let with_keys = parts.plus(every_call_cost, keys)?;
    let two_layers = if workload.dsse_calls.value() == 1 {
        every_call
    } else {
        requests(EncryptionOption::DsseKms)?.typical
    };
    let two_layers_cost =
        if two_layers == every_call { with_keys } else { parts.plus(parts.requests(two_layers)?, keys)? };
    let typical = parts.requests(bucket_key.typical)?;
    let bucket_key_cost = if bucket_key.is_exact() {
        Range::exactly(typical)
    } else {
        Range { low: parts.requests(bucket_key.low)?, typical, high: parts.requests(bucket_key.high)? }
    };
    let ranged = |plus: Option<P::Amount>| -> Result<Range<Money>> {
        let money = |amount| parts.money(plus.map_or(Ok(amount), |plus| parts.plus(amount, plus))?);
        let typical = money(bucket_key_cost.typical)?;
        if bucket_key.is_exact() {
            return Ok(Range::exactly(typical));
        }
        Ok(Range { low: money(bucket_key_cost.low)?, typical, high: money(bucket_key_cost.high)? })
    };
    let figures = |option, kms_requests, known, complete| Figures { option, kms_requests, known, complete };
    let nothing = |option| figures(option, Range::exactly(0), Range::exactly(Money::ZERO), true);
    let exactly = |option, requests, known, complete| {
        figures(option, Range::exactly(requests), Range::exactly(known), complete)
    };
    let Operations { bytes_written, bytes_read, .. } = usage.operations;
    let all_known = bytes_written.is_some() && bytes_read.is_some();
    Ok([
        nothing(EncryptionOption::SseS3),
        exactly(EncryptionOption::SseKms, every_call, parts.money(with_keys)?, true),
        figures(EncryptionOption::SseKmsBucketKey, bucket_key, ranged(Some(keys))?, true),
        exactly(EncryptionOption::SseKmsAwsManaged, every_call, parts.money(every_call_cost)?, true),
        figures(EncryptionOption::SseKmsAwsManagedBucketKey, bucket_key, ranged(None)?, true),
        exactly(EncryptionOption::DsseKms, two_layers, parts.with_moved(two_layers_cost)?, all_known),
        nothing(EncryptionOption::SseC),
    ])
}

/// In exact decimals, which hold every figure that there is.
struct Exact<'a> {
    workload: &'a Workload,
    prices: &'a RegionPrices,
    usage: &'a Usage,
}

impl Parts for Exact<'_> {
    type Amount = Money;

    fn requests(&self, requests: u64) -> Result<Money> {
        requests_cost(self.workload, self.prices, requests)
    }

    fn keys(&self) -> Result<Money> {
        keys(&self.workload.keys, self.prices, self.usage.rotating)
    }

    fn plus(&self, a: Money, b: Money) -> Result<Money> {
        a.plus(b)
    }

    fn money(&self, amount: Money) -> Result<Money> {
        Ok(amount)
    }

    fn with_moved(&self, amount: Money) -> Result<Money> {
        amount.plus(moved(self.prices, self.usage)?)
    }
}

/// In whole numbers of 10^-places dollars.
struct Whole<'a> {
    fixed: FixedPrices,
    places: Places,
    free: u64,
    keys: u128,
    usage: &'a Usage,
}

impl Whole<'_> {
    fn of<'a>(workload: &Workload, prices: &RegionPrices, usage: &'a Usage) -> Option<Whole<'a>> {
        let places = Places::of(workload, prices);
        let fixed = FixedPrices::of(prices, workload.trails, places)?;
        let keys = fixed::whole(keys(&workload.keys, prices, usage.rotating).ok()?, places.places)?;
        Some(Whole { fixed, places, free: workload.free_requests.value(), keys, usage })
    }
}

impl Parts for Whole<'_> {
    type Amount = u128;

    fn requests(&self, requests: u64) -> Result<u128> {
        self.fixed.requests(requests, self.free).ok_or_else(too_large)
    }

    fn keys(&self) -> Result<u128> {
        Ok(self.keys)
    }

    fn plus(&self, a: u128, b: u128) -> Result<u128> {
        a.checked_add(b).ok_or_else(too_large)
    }

    fn money(&self, amount: u128) -> Result<Money> {
        fixed::money(amount, self.places.places).ok_or_else(too_large)
    }

    fn with_moved(&self, amount: u128) -> Result<Money> {
        let Operations { bytes_written, bytes_read, .. } = self.usage.operations;
        let moved = self.fixed.moved(bytes_written, bytes_read).ok_or_else(too_large)?;
        if moved == 0 {
            return self.money(amount);
        }
        let total = self.places.in_gb_places(amount).and_then(|amount| amount.checked_add(moved));
        total.and_then(|total| fixed::money(total, self.places.gb)).ok_or_else(too_large)
    }
}

fn too_large() -> Error {
    Error::too_large("total")
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

/// What DSSE-KMS bills by GB, as far as it is known.
fn moved(prices: &RegionPrices, usage: &Usage) -> Result<Money> {
    let gb = |bytes: Option<u128>, price| match bytes {
        Some(bytes) => Quantity::from_bytes(bytes)?.at(price),
        None => Ok(Money::ZERO),
    };
    let Operations { bytes_written, bytes_read, .. } = usage.operations;
    let moved = gb(bytes_written, prices.dsse_write)?.plus(gb(bytes_read, prices.dsse_read)?)?;
    prices.discounts.s3.taken_off(moved)
}
