//! What S3 itself costs for the same workload: context for the options, never a part of their cost.

use crate::bill::Usage;
use crate::explanation::Reason;
use crate::line::{LineCode, LineItem, Service};
use crate::operations::{Operations, Requests};
use crate::prices::RegionPrices;
use crate::tiers::{STORAGE, TB, Tier};
use crate::unit::{GbMonth, Price, Quantity};
use crate::{Estimate, Money, Percent, Result, Workload};
use rust_decimal::{Decimal, RoundingStrategy};

/// S3's requests and S3 Standard storage in the month, at the Region's prices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct S3Costs {
    lines: Vec<LineItem>,
    known: Money,
    complete: bool,
}

impl S3Costs {
    pub(crate) fn of(workload: &Workload, prices: &RegionPrices, usage: &Usage) -> Result<S3Costs> {
        let Operations { uploads, downloads, copies, .. } = usage.operations;
        let requests = |code, of: fn(&Requests) -> u64, price| {
            let [uploads, downloads, copies] = [uploads, downloads, copies].map(|requests| of(&requests));
            let reason = Reason::S3Requests { uploads, downloads, copies };
            LineItem::new(code, Some(Quantity::whole(of(&usage.total))), price, reason)
        };
        let mut lines = vec![
            requests(LineCode::S3Put, |requests| requests.s3_put, prices.s3_put)?,
            requests(LineCode::S3Get, |requests| requests.s3_get, prices.s3_get)?,
        ];
        storage(workload.stored_bytes, prices, &mut lines)?;
        let mut known = lines.iter().filter_map(LineItem::amount).try_fold(Money::ZERO, Money::plus)?;
        let share = prices.discounts.s3.0;
        if share != Percent::ZERO && known != Money::ZERO {
            let discount = LineItem::discount(Service::S3, known, share)?;
            known = known.plus(discount.amount().unwrap_or_default())?;
            lines.push(discount);
        }
        let complete = lines.iter().all(|line| line.amount().is_some());
        Ok(S3Costs { lines, known, complete })
    }

    /// The line items.
    #[must_use]
    pub fn lines(&self) -> &[LineItem] {
        &self.lines
    }

    /// Their sum; `None` where it is not known how much is kept.
    #[must_use]
    pub fn total(&self) -> Option<Money> {
        self.complete.then_some(self.known)
    }

    /// The sum of the lines that are known.
    #[must_use]
    pub fn known(&self) -> Money {
        self.known
    }

    /// How much an option adds to S3's own costs, in per cent, rounded to two decimal places, halves away from zero; `None`
    /// where either is unknown, or S3 costs nothing.
    #[must_use]
    pub fn surcharge(&self, estimate: &Estimate) -> Option<Decimal> {
        let (base, cost) = (self.total()?.amount(), estimate.monthly()?.amount());
        let percent = cost.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(base)?;
        Some(percent.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero).normalize())
    }
}

/// A line for each tier that something lies in; one with an unknown quantity where it is not known how much is kept.
fn storage(stored: Option<u64>, prices: &RegionPrices, lines: &mut Vec<LineItem>) -> Result<()> {
    let tiers = [
        (LineCode::S3StorageTo50Tb, prices.storage_to_50_tb),
        (LineCode::S3StorageTo500Tb, prices.storage_to_500_tb),
        (LineCode::S3StorageBeyond, prices.storage_beyond),
    ];
    for ((code, price), tier) in tiers.into_iter().zip(STORAGE) {
        let first = tier.from == 0;
        match stored {
            None if first => lines.push(LineItem::new(code, None, price, Reason::StoredUnknown)?),
            Some(bytes) if first || tier.part_of(bytes) > 0 => lines.push(in_tier(code, bytes, tier, price)?),
            _ => {}
        }
    }
    Ok(())
}

fn in_tier(code: LineCode, bytes: u64, tier: Tier, price: Price<GbMonth>) -> Result<LineItem> {
    let quantity = Quantity::months_from_bytes(u128::from(tier.part_of(bytes)))?;
    let in_tb = |bytes: u64| bytes / TB;
    let reason = Reason::Stored { bytes, from_tb: in_tb(tier.from), to_tb: tier.to.map(in_tb) };
    LineItem::new(code, Some(quantity), price, reason)
}
