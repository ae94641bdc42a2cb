//! Figures as people read them. The only place where money is rounded.
//!
//! The rule: halves go away from zero; a positive amount never shows as nothing.

use crate::money::Money;
use rust_decimal::{Decimal, RoundingStrategy};
use std::fmt::{self, Write as _};

/// Money as text with a dollar sign, made by [`Money::dollars`] and [`Money::whole_dollars`].
#[derive(Clone, Copy, Debug)]
pub struct Dollars {
    amount: Decimal,
    places: u32,
}

impl Money {
    /// To the cent, with thousands separated: `$1,234.57`, `-$0.06`, `<$0.01` for less than half a cent.
    ///
    /// ```
    /// use sse_pricing::Money;
    /// use rust_decimal::Decimal;
    ///
    /// assert_eq!(Money::new(Decimal::new(6_945, 3)).dollars().to_string(), "$6.95");
    /// assert_eq!(Money::new(Decimal::new(3, 6)).dollars().to_string(), "<$0.01");
    /// ```
    #[must_use]
    pub fn dollars(self) -> Dollars {
        Dollars { amount: self.amount(), places: 2 }
    }

    /// Every digit of it, not rounded: `$6`, `-$0.06`, `$0.000003`.
    #[must_use]
    pub fn exact(self) -> String {
        let sign = if self.amount().is_sign_negative() && !self.amount().is_zero() { "-" } else { "" };
        format!("{sign}${}", decimal(self.amount().abs()))
    }

    /// To the dollar: `$83`, `<$1` for less than half a dollar.
    #[must_use]
    pub fn whole_dollars(self) -> Dollars {
        Dollars { amount: self.amount(), places: 0 }
    }
}

impl fmt::Display for Dollars {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        let rounded =
            self.amount.abs().round_dp_with_strategy(self.places, RoundingStrategy::MidpointAwayFromZero);
        if rounded.is_zero() && !self.amount.is_zero() {
            // Less than half of the smallest step shown: say so, rather than show a free ride.
            let step = Decimal::new(1, self.places);
            let sign = if self.amount.is_sign_negative() { ">-" } else { "<" };
            write!(text, "{sign}${step}")?;
        } else {
            let sign = if self.amount.is_sign_negative() && !rounded.is_zero() { "-" } else { "" };
            let mut digits = rounded;
            digits.rescale(self.places);
            write!(text, "{sign}${}", grouped(&digits.to_string()))?;
        }
        f.pad(&text)
    }
}

/// A whole count with its thousands separated: `2,000,000`.
#[must_use]
pub fn count(count: u64) -> String {
    grouped(&count.to_string())
}

/// A decimal with its thousands separated and no digit dropped: `-20,000`, `0.000003`.
#[must_use]
pub fn decimal(number: Decimal) -> String {
    grouped(&number.normalize().to_string())
}

/// Commas between the thousands of the whole part.
fn grouped(number: &str) -> String {
    let (sign, number) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (whole, fraction) = number.split_once('.').map_or((number, None), |(w, f)| (w, Some(f)));
    let mut text = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        let left = whole.len().saturating_sub(index);
        if index > 0 && left.is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(fraction) = fraction {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

/// A number of seconds in the largest unit that divides it: `5 min`, `1 h`, `30 d`, `90 s`.
#[must_use]
pub fn seconds(seconds: u64) -> String {
    let units = [(86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")];
    let unit = units.into_iter().find(|(size, _)| seconds.is_multiple_of(*size) && seconds > 0);
    let (size, name) = unit.unwrap_or((1, "s"));
    format!("{} {name}", count(seconds.checked_div(size).unwrap_or(seconds)))
}

/// A number of bytes in the largest binary unit that divides it: `8 MiB`, `1,000 B`.
#[must_use]
pub fn bytes(bytes: u64) -> String {
    let units = [(1 << 40, "TiB"), (1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")];
    let unit = units.into_iter().find(|(size, _)| bytes.is_multiple_of(*size) && bytes > 0);
    let (size, name) = unit.unwrap_or((1, "B"));
    format!("{} {name}", count(bytes.checked_div(size).unwrap_or(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::str::FromStr as _;

    #[track_caller]
    fn dollars(amount: &str, cents: &str, whole: &str) {
        let money = Money::new(Decimal::from_str(amount).unwrap());
        assert_eq!(money.dollars().to_string(), cents);
        assert_eq!(money.whole_dollars().to_string(), whole);
    }

    #[test]
    fn money_is_rounded_half_away_from_zero() {
        dollars("0", "$0.00", "$0");
        dollars("6.94", "$6.94", "$7");
        dollars("1.545", "$1.55", "$2");
        dollars("1.535", "$1.54", "$2"); // a banker would write 1.54 here and 1.54 above
        dollars("-0.06", "-$0.06", ">-$1");
        dollars("1234567.5", "$1,234,567.50", "$1,234,568");
        dollars("999", "$999.00", "$999");
        dollars("1000", "$1,000.00", "$1,000");
    }

    #[test]
    fn a_positive_amount_never_shows_as_nothing() {
        dollars("0.000003", "<$0.01", "<$1");
        dollars("0.005", "$0.01", "<$1");
        dollars("-0.000003", ">-$0.01", ">-$1");
    }

    #[test]
    fn counts_sizes_and_times() {
        assert_eq!(count(0), "0");
        assert_eq!(count(2_000_000), "2,000,000");
        assert_eq!(decimal(Decimal::new(-20_000, 0)), "-20,000");
        assert_eq!(decimal(Decimal::new(3_000, 9)), "0.000003");
        assert_eq!(bytes(8 << 20), "8 MiB");
        assert_eq!(bytes(1_000), "1,000 B");
        assert_eq!(bytes(0), "0 B");
        assert_eq!(seconds(300), "5 min");
        assert_eq!(seconds(86_400 * 30), "30 d");
        assert_eq!(seconds(90), "90 s");
        assert_eq!(seconds(0), "0 s");
    }
}
