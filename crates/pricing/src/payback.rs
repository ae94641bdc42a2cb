//! When a Bucket Key has paid for bringing existing objects behind it.

use crate::migration::Migration;
use crate::money::{exact_mul, too_large};
use crate::option::KmsKey;
use crate::{Comparison, EncryptionOption, Money, Range, Result};
use rust_decimal::Decimal;

/// In how many months a Bucket Key pays for a migration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Payback {
    /// What the Bucket Key saves in a month.
    pub monthly_saving: Range<Money>,
    /// Whole months until that makes the cost, `None` for never: low at the lowest cost and the largest saving, high at the
    /// highest cost and the smallest saving.
    pub months: Range<Option<u64>>,
}

impl Migration<'_> {
    /// Whole months, rounded up, until a monthly saving has made up for the typical cost; `None` where it never does.
    ///
    /// # Errors
    /// More months than can be counted exactly.
    pub fn payback_months(&self, monthly_saving: Money) -> Result<Option<u64>> {
        months_until(self.total().typical, monthly_saving)
    }

    /// In how many months the Bucket Key pays for the migration, by what it saves in the month of a comparison: the option
    /// without it, less the option with it.
    ///
    /// Compare the month as it is afterwards: with no share of reads from before the Bucket Key
    /// ([`share_before_bucket_key`](crate::Workload::share_before_bucket_key) of 0 %).
    ///
    /// # Errors
    /// A figure too large to be computed exactly.
    pub fn payback(&self, comparison: &Comparison<'_>, key: KmsKey) -> Result<Payback> {
        let (with, without) = match key {
            KmsKey::CustomerManaged => (EncryptionOption::SseKmsBucketKey, EncryptionOption::SseKms),
            KmsKey::AwsManaged => {
                (EncryptionOption::SseKmsAwsManagedBucketKey, EncryptionOption::SseKmsAwsManaged)
            }
        };
        let with = comparison.estimate(with).figures().known;
        let without = comparison.estimate(without).figures().known;
        let saving = Range {
            low: without.low.minus(with.high)?,
            typical: without.typical.minus(with.typical)?,
            high: without.high.minus(with.low)?,
        };
        let months = Range {
            low: months_until(self.total().low, saving.high)?,
            typical: months_until(self.total().typical, saving.typical)?,
            high: months_until(self.total().high, saving.low)?,
        };
        Ok(Payback { monthly_saving: saving, months })
    }
}

/// How many times a saving goes into a cost, rounded up.
fn months_until(cost: Money, saving: Money) -> Result<Option<u64>> {
    if cost <= Money::ZERO {
        return Ok(Some(0));
    }
    if saving <= Money::ZERO {
        return Ok(None);
    }
    let too_large = || too_large("months");
    let (cost, saving) = (cost.amount(), saving.amount());
    let rounded = cost.checked_div(saving).ok_or_else(too_large)?.ceil();
    // The quotient is rounded to 28 digits, so that its ceiling may be one off; the products are exact.
    let enough = |months: Decimal| Ok(exact_mul(months, saving).ok_or_else(too_large)? >= cost);
    let below = rounded.checked_sub(Decimal::ONE).ok_or_else(too_large)?;
    let months = if enough(below)? {
        below
    } else if enough(rounded)? {
        rounded
    } else {
        rounded.checked_add(Decimal::ONE).ok_or_else(too_large)?
    };
    u64::try_from(months).map(Some).map_err(|_| too_large())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::str::FromStr as _;

    #[track_caller]
    fn check(cost: &str, saving: &str, months: Option<u64>) {
        let money = |text| Money::new(Decimal::from_str(text).unwrap());
        assert_eq!(months_until(money(cost), money(saving)).unwrap(), months, "{cost} by {saving}");
    }

    #[test]
    fn months_are_rounded_up() {
        check("10", "5", Some(2));
        check("10.000001", "5", Some(3));
        check("9.999999", "5", Some(2));
        check("1", "3", Some(1));
        // 1 / 3 has no end: three times 0.333... stays under 1.
        check("1", "0.3333333333333333333333333333", Some(4));
        check("1", "0.3333333333333333333333333334", Some(3));
        check("0", "5", Some(0));
        check("0", "0", Some(0));
        check("10", "0", None);
        check("10", "-1", None);
    }

    #[test]
    fn more_months_than_can_be_counted_are_refused() {
        let cost = Money::new(Decimal::from(u64::MAX));
        let error = months_until(cost, Money::new(Decimal::new(1, 12))).unwrap_err();
        assert!(error.is_too_large());
    }
}
