//! What one option costs for one workload.

use crate::bucket_key::{BucketKey, Calls};
use crate::line::{LineCode, LineItem, Reduced};
use crate::option::KmsKey;
use crate::prices::RegionPrices;
use crate::unit::{Price, Quantity, Request};
use crate::warning::Warning;
use crate::{EncryptionOption, Money, Range, Result, Workload};

/// The line items of one option for one workload, and their sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Estimate {
    option: EncryptionOption,
    lines: Vec<LineItem>,
    kms_requests: Range<u64>,
    known: Range<Money>,
    complete: bool,
    warnings: Vec<Warning>,
}

impl Estimate {
    /// Prices one option at a Region's prices.
    ///
    /// # Errors
    /// An input out of its range, or a figure too large to be computed exactly.
    pub fn new(workload: &Workload, prices: &RegionPrices, option: EncryptionOption) -> Result<Estimate> {
        workload.check()?;
        let calls = KmsCalls::new(workload)?;
        Estimate::of_calls(workload, prices, option, &calls)
    }

    pub(crate) fn of_calls(
        workload: &Workload,
        prices: &RegionPrices,
        option: EncryptionOption,
        calls: &KmsCalls,
    ) -> Result<Estimate> {
        let Some(key) = option.kms_key() else {
            return Estimate::without_charge(workload, option);
        };
        let calls_left = calls.of(option);
        let requests = calls_left.map(Calls::total);
        let mut lines = Vec::with_capacity(5);
        let reduced = if option.has_bucket_key() { reduced_by(&workload.bucket_key) } else { Reduced::Not };
        let price = prices.kms_request;
        lines.push(LineItem::kms_requests(calls_left.typical, calls.without, reduced, price)?);
        let free = workload.free_requests.value().min(requests.typical);
        if free > 0 {
            lines.push(LineItem::free_tier(free, requests.typical, price)?);
        }
        if key == KmsKey::CustomerManaged {
            lines.push(LineItem::keys(workload.keys, prices.kms_key)?);
        }
        if option == EncryptionOption::DsseKms {
            let each = workload.object_size;
            lines.push(LineItem::dsse(LineCode::DsseWrite, workload.uploads, each, prices.dsse_write)?);
            lines.push(LineItem::dsse(LineCode::DsseRead, workload.downloads, each, prices.dsse_read)?);
        }
        let typical = total(&lines)?;
        let at = |requests_then: u64| -> Result<Money> {
            let by_request = requests_beyond_free(requests.typical, workload, price)?;
            typical.minus(by_request)?.plus(requests_beyond_free(requests_then, workload, price)?)
        };
        let known = Range { low: at(requests.low)?, typical, high: at(requests.high)? };
        let complete = lines.iter().all(|line| line.amount().is_some());
        let warnings = Warning::of(workload, option, &requests, complete);
        Ok(Estimate { option, lines, kms_requests: requests, known, complete, warnings })
    }

    fn without_charge(workload: &Workload, option: EncryptionOption) -> Result<Estimate> {
        let operations = workload.uploads.saturating_add(workload.downloads);
        let lines = vec![LineItem::no_charge(option, operations)?];
        let requests = Range::exactly(0);
        let warnings = Warning::of(workload, option, &requests, true);
        let known = Range::exactly(Money::ZERO);
        Ok(Estimate { option, lines, kms_requests: requests, known, complete: true, warnings })
    }

    /// The option that is priced.
    #[must_use]
    pub fn option(&self) -> EncryptionOption {
        self.option
    }

    /// The line items; their amounts sum up to [`monthly`](Estimate::monthly).
    #[must_use]
    pub fn lines(&self) -> &[LineItem] {
        &self.lines
    }

    /// Requests to KMS in the month, before the free ones are taken off.
    #[must_use]
    pub fn kms_requests(&self) -> Range<u64> {
        self.kms_requests
    }

    /// The cost of the month; `None` where a line is unknown, because an input is.
    #[must_use]
    pub fn monthly(&self) -> Option<Money> {
        self.complete.then_some(self.known.typical)
    }

    /// Twelve such months.
    ///
    /// # Errors
    /// When twelve times the cost no longer fits an exact decimal.
    pub fn annual(&self) -> Result<Option<Money>> {
        self.monthly().map(|monthly| monthly.times(12)).transpose()
    }

    /// The sum of the lines that are known: the whole cost, or a floor under it where a line is unknown.
    #[must_use]
    pub fn known(&self) -> Money {
        self.known.typical
    }

    /// The least that the month can cost.
    #[must_use]
    pub fn low(&self) -> Money {
        self.known.low
    }

    /// The most that the month can cost; `None` where that is unknown, because an input is.
    #[must_use]
    pub fn high(&self) -> Option<Money> {
        self.complete.then_some(self.known.high)
    }

    /// What to know before relying on the figure.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }
}

/// KMS calls of a workload, without and with a Bucket Key; counted once for all options.
pub(crate) struct KmsCalls {
    without: Calls,
    with_bucket_key: Range<Calls>,
}

impl KmsCalls {
    pub(crate) fn new(workload: &Workload) -> Result<KmsCalls> {
        let without = crate::calls::without_bucket_key(workload);
        Ok(KmsCalls { without, with_bucket_key: workload.bucket_key.calls(without)? })
    }

    fn of(&self, option: EncryptionOption) -> Range<Calls> {
        if option.has_bucket_key() { self.with_bucket_key } else { Range::exactly(self.without) }
    }
}

fn reduced_by(bucket_key: &BucketKey) -> Reduced {
    match bucket_key {
        BucketKey::Model(model) => {
            Reduced::ByModel { requesters: model.requesters.value(), windows: model.windows() }
        }
        BucketKey::Reduction(saved) => Reduced::ByShare(*saved),
        BucketKey::Measured(_) => Reduced::Measured,
    }
}

/// The part of the bill that depends on the number of KMS requests.
fn requests_beyond_free(requests: u64, workload: &Workload, price: Price<Request>) -> Result<Money> {
    Quantity::whole(requests.saturating_sub(workload.free_requests.value())).at(price)
}

fn total(lines: &[LineItem]) -> Result<Money> {
    lines.iter().filter_map(LineItem::amount).try_fold(Money::ZERO, Money::plus)
}
