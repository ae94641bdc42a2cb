//! What is counted and what it costs: a price per request is not a price per GB.

use crate::money::{Money, exact_mul, negated};
use crate::{Error, Result};
use rust_decimal::Decimal;
use std::fmt;
use std::marker::PhantomData;

/// Something that AWS bills by.
pub trait Unit: Copy + fmt::Debug {
    /// Its name in a line item, in the singular.
    const NAME: &'static str;
}

macro_rules! units {
    ($($(#[$doc:meta])* $unit:ident = $name:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $unit;
        impl Unit for $unit {
            const NAME: &'static str = $name;
        }
    )*};
}

units! {
    /// One request to KMS or to S3.
    Request = "request";
    /// 2^30 bytes moved, AWS's GB.
    Gb = "GB";
    /// 2^30 bytes kept for a month.
    GbMonth = "GB-month";
    /// One KMS key, or one replica of it, kept for a month.
    KeyMonth = "key-month";
    /// One event delivered by CloudTrail.
    Event = "event";
    /// One US dollar, for a discount in per cent of a sum.
    Dollar = "USD";
    /// One S3 Batch Operations job.
    Job = "job";
    /// One object that an S3 Batch Operations job works on.
    Object = "object";
}

/// The price of one [`Unit`], in US dollars, exact and not negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Price<U> {
    dollars: Decimal,
    /// AWS's published price, where a private one took its place.
    list: Option<Decimal>,
    unit: PhantomData<U>,
}

/// How much of a [`Unit`] is billed. Negative where a line takes something off again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantity<U> {
    amount: Decimal,
    unit: PhantomData<U>,
}

impl<U: Unit> Price<U> {
    /// # Errors
    /// When the price is negative or finer than 12 decimal places, which no published price is.
    pub fn new(field: &'static str, dollars: Decimal) -> Result<Price<U>> {
        let dollars = dollars.normalize();
        if dollars.is_sign_negative() && !dollars.is_zero() || dollars.scale() > 12 {
            return Err(Error::invalid(field, dollars, "a price from 0, to at most 12 decimal places"));
        }
        Ok(Price::of(dollars))
    }

    /// Used by the compiled-in table, whose rows the build script has checked.
    pub(crate) const fn of(dollars: Decimal) -> Price<U> {
        Price { dollars, list: None, unit: PhantomData }
    }

    /// US dollars for one unit.
    #[must_use]
    pub fn dollars(self) -> Decimal {
        self.dollars
    }

    /// AWS's published price, where this is a private one.
    #[must_use]
    pub fn list(self) -> Option<Decimal> {
        self.list
    }

    /// A private price in the place of this one.
    ///
    /// # Errors
    /// When the price is negative or finer than 12 decimal places.
    pub fn replaced(self, field: &'static str, dollars: Decimal) -> Result<Price<U>> {
        Ok(Price { list: Some(self.list.unwrap_or(self.dollars)), ..Price::new(field, dollars)? })
    }
}

impl Quantity<Dollar> {
    /// A sum of money, that a share is taken off.
    #[must_use]
    pub fn sum(money: Money) -> Quantity<Dollar> {
        Quantity { amount: money.amount(), unit: PhantomData }
    }
}

impl<U: Unit> Quantity<U> {
    /// A whole number of units.
    #[must_use]
    pub fn whole(count: u64) -> Quantity<U> {
        Quantity { amount: Decimal::from(count), unit: PhantomData }
    }

    /// The same quantity, taken off.
    #[must_use]
    pub fn taken_off(self) -> Quantity<U> {
        Quantity { amount: negated(self.amount), ..self }
    }

    /// The number of units.
    #[must_use]
    pub fn amount(self) -> Decimal {
        self.amount
    }

    /// Quantity x price, exactly.
    ///
    /// # Errors
    /// When the exact product needs more than 28 digits.
    pub fn at(self, price: Price<U>) -> Result<Money> {
        exact_mul(self.amount, price.dollars).map(Money::new).ok_or_else(|| Error::too_large("total"))
    }
}

/// Decimal places of a part of a month, as in the usage column of a bill.
pub(crate) const MONTH_PLACES: u32 = 10;

impl Quantity<KeyMonth> {
    /// `keys` for `part` of `whole` hours, to ten decimal places, halves up: one hour of 720 is 0.0013888889.
    ///
    /// # Errors
    /// When the product no longer fits, or the whole is nothing.
    pub fn share(keys: u64, part: u64, whole: u64) -> Result<Quantity<KeyMonth>> {
        const TWICE_THE_PLACES: u128 = 2 * 10_u128.pow(MONTH_PLACES);
        let too_large = || Error::too_large("keys");
        let whole = u128::from(whole);
        let exact = u128::from(keys).checked_mul(u128::from(part));
        let scaled = exact.and_then(|exact| exact.checked_mul(TWICE_THE_PLACES));
        let halves_up =
            scaled.and_then(|scaled| scaled.checked_add(whole)?.checked_div(whole.checked_mul(2)?));
        let months = i128::try_from(halves_up.ok_or_else(too_large)?).map_err(|_| too_large())?;
        let amount = Decimal::try_from_i128_with_scale(months, MONTH_PLACES).map_err(|_| too_large())?;
        Ok(Quantity { amount: amount.normalize(), unit: PhantomData })
    }
}

/// Decimal places that a quantity of GB is rounded to before it is priced: 10^-9 GB is about one byte.
///
/// 1 / 2^30 has 30 decimal places, so an exact GB does not fit a decimal; a bill's own usage column is rounded too.
pub(crate) const GB_PLACES: u32 = 9;

/// The 10^-9 GB (2^30 bytes) in a number of bytes, halves up; `None` where they do not fit.
pub(crate) fn nano_gb(bytes: u128) -> Option<u128> {
    const HALF: u128 = 1 << 29;
    let scaled = bytes.checked_mul(10_u128.pow(GB_PLACES)).and_then(|b| b.checked_add(HALF));
    scaled.map(|scaled| scaled >> 30)
}

impl Quantity<GbMonth> {
    /// A month of a number of bytes, in GB (2^30 bytes), to nine decimal places, halves up.
    ///
    /// # Errors
    /// When the bytes are more than about 7.9 x 10^19 GB.
    pub fn months_from_bytes(bytes: u128) -> Result<Quantity<GbMonth>> {
        let gb = Quantity::<Gb>::from_bytes(bytes)?;
        Ok(Quantity { amount: gb.amount, unit: PhantomData })
    }
}

impl Quantity<Gb> {
    /// The GB (2^30 bytes) in a number of bytes, to nine decimal places, halves up.
    ///
    /// # Errors
    /// When the bytes are more than about 7.9 x 10^19 GB.
    pub fn from_bytes(bytes: u128) -> Result<Quantity<Gb>> {
        let too_large = || Error::too_large("objectSize");
        let gb = nano_gb(bytes).ok_or_else(too_large)?;
        // 96 bits hold it, or it is too large. Built from its parts, as this is a third of the time of a whole bill.
        if gb >> 96 != 0 {
            return Err(too_large());
        }
        let [lo, mid, hi] =
            [gb, gb >> 32, gb >> 64].map(|part| u32::try_from(part & 0xffff_ffff).unwrap_or(0));
        Ok(Quantity { amount: Decimal::from_parts(lo, mid, hi, false, GB_PLACES), unit: PhantomData })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn gb(bytes: u128, expected: &str) {
        assert_eq!(Quantity::from_bytes(bytes).unwrap().amount().normalize().to_string(), expected);
    }

    #[test]
    fn gb_are_powers_of_two_to_nine_places() {
        gb(0, "0");
        gb(1 << 30, "1");
        gb(1 << 29, "0.5");
        gb(10_u128.pow(9), "0.931322575"); // 10^9 / 2^30 = 0.93132257461...
        gb(1, "0.000000001"); // 9.3 x 10^-10
        gb((1 << 30) * 5000, "5000");
    }

    #[test]
    fn a_part_of_a_month_is_what_a_bill_shows() {
        // A bill of a September, one key for one hour: 0.0013888889.
        assert_eq!(Quantity::share(1, 1, 720).unwrap().amount().to_string(), "0.0013888889");
        assert_eq!(Quantity::share(3, 360, 720).unwrap().amount().to_string(), "1.5");
        assert_eq!(Quantity::share(1, 0, 744).unwrap().amount().to_string(), "0");
        assert!(Quantity::share(1, 1, 0).is_err());
    }

    #[test]
    fn more_bytes_than_a_decimal_holds_are_refused() {
        assert!(Quantity::from_bytes(u128::MAX).unwrap_err().is_too_large());
    }

    #[test]
    fn a_price_is_never_negative() {
        assert!(Price::<Request>::new("kms_request", Decimal::NEGATIVE_ONE).is_err());
        assert!(Price::<Request>::new("kms_request", Decimal::new(3, 13)).is_err());
        assert!(Price::<Request>::new("kms_request", Decimal::new(3, 6)).is_ok());
    }
}
