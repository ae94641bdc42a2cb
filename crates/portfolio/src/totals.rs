//! Sums over buckets: of all, by account, by Region, by today's option.

use crate::advice::Advice;
use sse_pricing::{EncryptionOption, Error};

/// Sums over buckets. Amounts are whole numbers of 10^-places dollars a month, by the typical figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// How many buckets.
    pub buckets: u64,
    /// Requests to KMS today.
    pub kms_requests: u128,
    /// What they cost today, as far as it is known.
    pub monthly: i128,
    /// Buckets whose cost today is partly unknown.
    pub incomplete: u64,
    /// Buckets for which another option with the same security is cheaper.
    pub changes: u64,
    /// What those would save.
    pub saving: i128,
    /// What it would save at least, and at most.
    pub saving_low: i128,
    /// At most.
    pub saving_high: i128,
}

/// The sums of a portfolio.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AllTotals {
    /// Of all buckets.
    pub all: Totals,
    /// By account, in the order in which the accounts come in the file.
    pub accounts: Vec<Totals>,
    /// By Region, in the order of the price book.
    pub regions: Vec<Totals>,
    /// By the option of today, in the order of [`EncryptionOption::ALL`].
    pub options: [Totals; 7],
}

impl Totals {
    fn add(&mut self, advice: &Advice) -> sse_pricing::Result<()> {
        let plus = |sum: &mut i128, amount: i128| -> sse_pricing::Result<()> {
            *sum = sum.checked_add(amount).ok_or_else(too_large)?;
            Ok(())
        };
        self.buckets = self.buckets.saturating_add(1);
        self.kms_requests = self.kms_requests.saturating_add(u128::from(advice.kms_requests.typical));
        self.incomplete = self.incomplete.saturating_add(u64::from(!advice.is_complete));
        self.changes = self.changes.saturating_add(u64::from(advice.is_change()));
        plus(&mut self.monthly, advice.monthly.typical)?;
        plus(&mut self.saving, advice.saving.typical)?;
        plus(&mut self.saving_low, advice.saving.low)?;
        plus(&mut self.saving_high, advice.saving.high)
    }
}

impl AllTotals {
    pub(crate) fn add(&mut self, account: usize, region: usize, advice: &Advice) -> sse_pricing::Result<()> {
        self.all.add(advice)?;
        add_at(&mut self.accounts, account, advice)?;
        add_at(&mut self.regions, region, advice)?;
        let option = EncryptionOption::ALL.iter().position(|option| *option == advice.today);
        match option.and_then(|option| self.options.get_mut(option)) {
            Some(totals) => totals.add(advice),
            None => Ok(()),
        }
    }
}

/// Adds at a place, which is made where it is not there yet.
fn add_at(totals: &mut Vec<Totals>, place: usize, advice: &Advice) -> sse_pricing::Result<()> {
    if totals.len() <= place {
        totals.resize(place.saturating_add(1), Totals::default());
    }
    totals.get_mut(place).map_or(Ok(()), |totals| totals.add(advice))
}

fn too_large() -> Error {
    Error::invalid("total", "more than 128 bits", "an amount that fits them")
}
