//! What one option costs for one workload.

use crate::bill::{Bill, Usage};
use crate::explanation::Reason;
use crate::line::{LineCode, LineItem};
use crate::prices::RegionPrices;
use crate::unit::Quantity;
use crate::warning::Warning;
use crate::{EncryptionOption, Figures, Money, Range, Result, Workload};

/// The line items of one option for one workload, and their sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Estimate {
    figures: Figures,
    lines: Vec<LineItem>,
    object_audit: Option<LineItem>,
    warnings: Vec<Warning>,
}

impl Estimate {
    /// Prices one option at a Region's prices.
    ///
    /// # Errors
    /// An input out of its range, or a figure too large to be computed exactly.
    pub fn new(workload: &Workload, prices: &RegionPrices, option: EncryptionOption) -> Result<Estimate> {
        workload.check()?;
        let usage = Usage::of(workload)?;
        Estimate::of(workload, prices, &usage, option)
    }

    pub(crate) fn of(
        workload: &Workload,
        prices: &RegionPrices,
        usage: &Usage,
        option: EncryptionOption,
    ) -> Result<Estimate> {
        let bill = Bill::new(workload, prices, usage, option)?;
        let mut lines = Vec::with_capacity(6);
        let total = bill.lines(|line| lines.push(line))?;
        let figures = Figures::of(&bill, total)?;
        let object_audit = option.has_bucket_key().then(|| object_audit(prices, usage)).transpose()?;
        let warnings = Warning::of(workload, &figures);
        Ok(Estimate { figures, lines, object_audit, warnings })
    }

    /// The option that is priced.
    #[must_use]
    pub fn option(&self) -> EncryptionOption {
        self.figures.option
    }

    /// The figures alone.
    #[must_use]
    pub fn figures(&self) -> &Figures {
        &self.figures
    }

    /// The line items; their amounts sum up to [`monthly`](Estimate::monthly).
    #[must_use]
    pub fn lines(&self) -> &[LineItem] {
        &self.lines
    }

    /// Requests to KMS in the month, before the free ones are taken off.
    #[must_use]
    pub fn kms_requests(&self) -> Range<u64> {
        self.figures.kms_requests
    }

    /// The cost of the month; `None` where a line is unknown, because an input is.
    #[must_use]
    pub fn monthly(&self) -> Option<Money> {
        self.figures.monthly()
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
        self.figures.known.typical
    }

    /// The least that the month can cost.
    #[must_use]
    pub fn low(&self) -> Money {
        self.figures.known.low
    }

    /// The most that the month can cost; `None` where that is unknown, because an input is.
    #[must_use]
    pub fn high(&self) -> Option<Money> {
        self.figures.complete.then_some(self.figures.known.high)
    }

    /// For an option with a Bucket Key: S3 data events in one trail, which name each object again. Beside the cost, not in it.
    #[must_use]
    pub fn object_audit(&self) -> Option<&LineItem> {
        self.object_audit.as_ref()
    }

    /// The cost of the month with [`object_audit`](Estimate::object_audit): to be held against the option without a Bucket
    /// Key, whose KMS events name each object by themselves.
    ///
    /// # Errors
    /// When the sum no longer fits an exact decimal.
    pub fn monthly_with_object_audit(&self) -> Result<Option<Money>> {
        let audit = self.object_audit().and_then(LineItem::amount);
        self.monthly().zip(audit).map(|(monthly, audit)| monthly.plus(audit)).transpose()
    }

    /// What to know before relying on the figure.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }
}

fn object_audit(prices: &RegionPrices, usage: &Usage) -> Result<LineItem> {
    let requests = usage.total.s3_put.saturating_add(usage.total.s3_get);
    let events = Some(Quantity::whole(requests));
    let price = prices.cloudtrail_data_event;
    LineItem::new(LineCode::CloudTrailDataEvents, events, price, Reason::DataEvents { requests })
}
