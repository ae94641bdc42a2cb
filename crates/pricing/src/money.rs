//! Exact US dollars.

use crate::{Error, Percent, Result};
use rust_decimal::Decimal;

/// An exact amount of US dollars, positive or negative.
///
/// Amounts are added, and multiplied by a whole number, without ever being rounded: an operation whose exact result
/// does not fit is an error. For text with cents use [`Money::dollars`](crate::display::Dollars).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(Decimal);

impl Money {
    /// Nothing.
    pub const ZERO: Money = Money(Decimal::ZERO);

    /// An amount of US dollars.
    #[must_use]
    pub fn new(dollars: Decimal) -> Money {
        Money(dollars)
    }

    /// The amount in US dollars.
    #[must_use]
    pub fn amount(self) -> Decimal {
        self.0
    }

    /// The exact sum.
    ///
    /// # Errors
    /// When the exact sum needs more than 28 digits.
    pub fn plus(self, other: Money) -> Result<Money> {
        exact_add(self.0, other.0).map(Money).ok_or_else(|| Error::too_large("total"))
    }

    /// The exact difference.
    ///
    /// # Errors
    /// When the exact difference needs more than 28 digits.
    pub fn minus(self, other: Money) -> Result<Money> {
        self.plus(other.negated())
    }

    /// The same amount, taken off.
    #[must_use]
    pub fn negated(self) -> Money {
        Money(negated(self.0))
    }

    /// The exact share of it.
    ///
    /// # Errors
    /// When the exact product needs more than 28 digits.
    pub fn share(self, share: Percent) -> Result<Money> {
        exact_mul(self.0, share.fraction()).map(Money).ok_or_else(|| Error::too_large("total"))
    }

    /// The exact multiple, for example twelve months of it.
    ///
    /// # Errors
    /// When the exact product needs more than 28 digits.
    pub fn times(self, factor: u32) -> Result<Money> {
        exact_mul(self.0, Decimal::from(factor)).map(Money).ok_or_else(|| Error::too_large("total"))
    }
}

/// The figure no longer fits an exact decimal, or a whole count.
pub(crate) fn too_large(field: &'static str) -> Error {
    Error::too_large(field)
}

/// Never overflows: a decimal has a sign bit. Zero stays without a sign.
pub(crate) fn negated(number: Decimal) -> Decimal {
    let mut number = number;
    number.set_sign_positive(number.is_sign_negative() || number.is_zero());
    number
}

/// `rust_decimal` rounds a sum that does not fit; the scale betrays it.
pub(crate) fn exact_add(a: Decimal, b: Decimal) -> Option<Decimal> {
    if a.is_zero() {
        return Some(b);
    }
    if b.is_zero() {
        return Some(a);
    }
    let sum = a.checked_add(b)?;
    (sum.scale() == a.scale().max(b.scale())).then_some(sum)
}

/// `rust_decimal` rounds a product past 28 decimal places or 96 bits; the scale betrays it.
pub(crate) fn exact_mul(a: Decimal, b: Decimal) -> Option<Decimal> {
    if a.is_zero() || b.is_zero() {
        return Some(Decimal::ZERO);
    }
    let product = a.checked_mul(b)?;
    (product.scale() == a.scale().checked_add(b.scale())?).then_some(product)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::str::FromStr as _;

    fn decimal(text: &str) -> Decimal {
        Decimal::from_str(text).unwrap()
    }

    #[test]
    fn a_product_that_would_be_rounded_is_refused() {
        assert_eq!(exact_mul(decimal("2000000"), decimal("0.000003")), Some(decimal("6")));
        let tiny = decimal("0.0000000000000000000000000001");
        assert_eq!(exact_mul(tiny, decimal("0.1")), None);
        assert_eq!(exact_mul(Decimal::MAX, decimal("2")), None);
        assert_eq!(exact_mul(Decimal::MAX, decimal("0.3")), None);
        assert_eq!(exact_mul(Decimal::MAX, decimal("0.00")), Some(Decimal::ZERO));
    }

    #[test]
    fn what_is_taken_off_twice_is_back_and_nothing_has_no_sign() {
        for (amount, taken_off) in [("3", "-3"), ("-3", "3"), ("0", "0"), ("-0", "0"), ("0.06", "-0.06")] {
            assert_eq!(Money::new(decimal(amount)).negated().amount().to_string(), taken_off);
        }
        let money = |text| Money::new(decimal(text));
        assert_eq!(money("1").minus(money("-0.5")), Ok(money("1.5")));
        assert_eq!(money("1").minus(money("1.5")), Ok(money("-0.5")));
    }

    #[test]
    fn a_sum_that_would_be_rounded_is_refused() {
        assert_eq!(exact_add(decimal("6.94"), decimal("-0.06")), Some(decimal("6.88")));
        assert_eq!(exact_add(Decimal::MAX, decimal("0.1")), None);
        assert_eq!(exact_add(Decimal::MAX, decimal("1")), None);
    }
}
