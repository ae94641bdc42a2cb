//! Figures as people read them. The only place where money is rounded.
//!
//! The rule: halves go away from zero; a positive amount never shows as nothing.

use crate::money::Money;
use rust_decimal::Decimal;
use std::fmt;

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
        written(|text| push_dollars(text, self.amount()))
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
        let steps = self.steps();
        let negative = self.amount.is_sign_negative() && !self.amount.is_zero();
        if steps == 0 && !self.amount.is_zero() {
            // Less than half of the smallest step shown: say so, rather than show a free ride.
            text.push_str(if negative { ">-$" } else { "<$" });
            push_decimal(&mut text, Decimal::new(1, self.places));
        } else {
            text.push_str(if negative { "-$" } else { "$" });
            let one = power_of_ten(self.places);
            push_grouped(&mut text, steps.checked_div(one).unwrap_or(0));
            if self.places > 0 {
                text.push('.');
                push_digits(&mut text, steps.checked_rem(one).unwrap_or(0), self.places, false);
            }
        }
        f.pad(&text)
    }
}

impl Dollars {
    /// How many of the smallest steps shown, cents or dollars, the amount is without its sign: halves go up.
    fn steps(self) -> u128 {
        let amount = self.amount.normalize();
        let digits = amount.mantissa().unsigned_abs();
        match amount.scale().checked_sub(self.places) {
            None | Some(0) => {
                let missing = self.places.saturating_sub(amount.scale());
                // 96 bits and two digits more fit 128 bits.
                digits.saturating_mul(power_of_ten(missing))
            }
            Some(dropped) => {
                let step = power_of_ten(dropped);
                digits.saturating_add(step / 2).checked_div(step).unwrap_or(0)
            }
        }
    }
}

/// A decimal has at most 28 places, and 10^38 fits.
fn power_of_ten(exponent: u32) -> u128 {
    10_u128.checked_pow(exponent).unwrap_or(u128::MAX)
}

/// A whole count with its thousands separated: `2,000,000`.
#[must_use]
pub fn count(count: u64) -> String {
    written(|text| push_count(text, count))
}

/// A decimal with its thousands separated and no digit dropped: `-20,000`, `0.000003`.
#[must_use]
pub fn decimal(number: Decimal) -> String {
    written(|text| push_decimal(text, number))
}

/// A number of bytes in the largest unit, of 2^10 or of 10^3, that divides it: `8 MiB`, `50 TB`, `1,001 B`.
#[must_use]
pub fn bytes(bytes: u64) -> String {
    written(|text| push_bytes(text, bytes))
}

/// A number of seconds in the largest unit that divides it: `5 min`, `1 h`, `30 d`, `90 s`.
#[must_use]
pub fn seconds(seconds: u64) -> String {
    let units = [(86_400, "d"), (3_600, "h"), (60, "min")];
    written(|text| push_scaled(text, seconds, &units, "s"))
}

fn written(write: impl FnOnce(&mut String)) -> String {
    let mut text = String::new();
    write(&mut text);
    text
}

pub(crate) fn push_count(text: &mut String, count: u64) {
    push_grouped(text, u128::from(count));
}

pub(crate) fn push_bytes(text: &mut String, bytes: u64) {
    let units = [
        (1 << 40, "TiB"),
        (1_000_000_000_000, "TB"),
        (1 << 30, "GiB"),
        (1_000_000_000, "GB"),
        (1 << 20, "MiB"),
        (1_000_000, "MB"),
        (1 << 10, "KiB"),
        (1_000, "kB"),
    ];
    push_scaled(text, bytes, &units, "B");
}

fn push_scaled(text: &mut String, number: u64, units: &[(u64, &str)], smallest: &str) {
    let unit = units.iter().find(|(size, _)| number.is_multiple_of(*size) && number > 0);
    let (size, name) = unit.copied().unwrap_or((1, smallest));
    push_count(text, number.checked_div(size).unwrap_or(number));
    text.push(' ');
    text.push_str(name);
}

/// Every digit, with a dollar sign behind the minus: `-$0.06`.
pub(crate) fn push_dollars(text: &mut String, amount: Decimal) {
    if amount.is_sign_negative() && !amount.is_zero() {
        text.push('-');
    }
    text.push('$');
    push_decimal(text, amount.abs());
}

pub(crate) fn push_decimal(text: &mut String, number: Decimal) {
    let number = number.normalize();
    if number.is_sign_negative() && !number.is_zero() {
        text.push('-');
    }
    let mantissa = number.mantissa().unsigned_abs();
    let one = power_of_ten(number.scale());
    push_grouped(text, mantissa.checked_div(one).unwrap_or(0));
    if number.scale() > 0 {
        text.push('.');
        push_digits(text, mantissa.checked_rem(one).unwrap_or(0), number.scale(), false);
    }
}

/// A whole number with commas between its thousands.
fn push_grouped(text: &mut String, number: u128) {
    let digits = number.checked_ilog10().unwrap_or(0).saturating_add(1);
    push_digits(text, number, digits, true);
}

/// The last `digits` digits of a number, zeros in front.
fn push_digits(text: &mut String, number: u128, digits: u32, grouped: bool) {
    // A decimal has at most 29 digits; with their commas they fit.
    let mut buffer = [0_u8; 64];
    let mut rest = number;
    let mut at = buffer.len();
    for index in 0..digits {
        let comma = grouped && index > 0 && index.is_multiple_of(3);
        // Most figures fit 64 bits, in which a division is many times faster.
        let digit = if let Ok(small) = u64::try_from(rest) {
            rest = u128::from(small / 10);
            small % 10
        } else {
            let digit = rest % 10;
            rest /= 10;
            u64::try_from(digit).unwrap_or(0)
        };
        for byte in [comma.then_some(b','), u8::try_from(digit).ok().map(|digit| digit.saturating_add(b'0'))]
        {
            let Some(byte) = byte else { continue };
            at = at.saturating_sub(1);
            if let Some(cell) = buffer.get_mut(at) {
                *cell = byte;
            }
        }
    }
    text.push_str(buffer.get(at..).and_then(|ascii| std::str::from_utf8(ascii).ok()).unwrap_or(""));
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
        // More than 64 bits hold: 2^96 - 1, and 2^64 of the smallest.
        assert_eq!(decimal(Decimal::MAX), "79,228,162,514,264,337,593,543,950,335");
        assert_eq!(decimal(Decimal::from_parts(0, 0, 1, false, 19)), "1.8446744073709551616");
        assert_eq!(bytes(8 << 20), "8 MiB");
        assert_eq!(bytes(3 << 40), "3 TiB");
        assert_eq!(bytes(5 << 30), "5 GiB");
        assert_eq!(bytes(64 << 10), "64 KiB");
        assert_eq!(bytes(50_000_000_000_000), "50 TB");
        assert_eq!(bytes(7_000_000_000), "7 GB");
        assert_eq!(bytes(10_000_000), "10 MB");
        assert_eq!(bytes(3_000), "3 kB");
        assert_eq!(bytes(1_001), "1,001 B");
        assert_eq!(bytes(0), "0 B");
        assert_eq!(seconds(300), "5 min");
        assert_eq!(seconds(86_400 * 30), "30 d");
        assert_eq!(seconds(90), "90 s");
        assert_eq!(seconds(0), "0 s");
    }
}
