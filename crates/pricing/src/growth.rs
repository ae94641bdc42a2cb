//! How much more there is each month than in the month before.

use crate::{Error, Result};
use rust_decimal::Decimal;
use std::fmt;

/// A growth from one month to the next, from -100 % to +1,000 %, exact to a ten-thousandth of a per cent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Growth {
    /// 1 % is 10,000 of these, so 1 is a millionth of the month before.
    millionths: i32,
}

/// The month before, in millionths of itself.
const WHOLE: u128 = 1_000_000;

impl Growth {
    /// Every month is like the one before.
    pub const NONE: Growth = Growth { millionths: 0 };

    /// A growth in per cent, such as `5` or `-2.5`.
    ///
    /// # Errors
    /// Below -100, above 1,000, or finer than four decimal places.
    pub fn new(field: &'static str, percent: Decimal) -> Result<Growth> {
        let millionths = percent.checked_mul(Decimal::from(10_000)).filter(Decimal::is_integer);
        let millionths = millionths.and_then(|number| i32::try_from(number).ok());
        let millionths = millionths.filter(|number| (-1_000_000..=10_000_000).contains(number));
        millionths.map(|millionths| Growth { millionths }).ok_or_else(|| Growth::error(field, &percent))
    }

    pub(crate) fn error(field: &'static str, value: &dyn fmt::Display) -> Error {
        let allowed =
            "a growth from -100 to 1,000 per cent with at most four decimal places, such as 5% or -2.5%";
        Error::invalid(field, value, allowed)
    }

    /// As a percentage: 5 % is 5.
    #[must_use]
    pub fn amount(self) -> Decimal {
        Decimal::new(i64::from(self.millionths), 4).normalize()
    }

    /// The count of the month after one of `count`: `count` x (1 + growth) to the nearest whole, halves up. `None` where that
    /// no longer fits.
    ///
    /// It starts from the rounded count of the month before, as a bill can only hold whole operations. So a count too small
    /// to grow by a half stays what it is: 5 % of 9 never is a tenth.
    #[must_use]
    pub fn after(self, count: u64) -> Option<u64> {
        // Never below nothing, as the growth is at least -100 %.
        let factor = WHOLE.checked_add_signed(i128::from(self.millionths))?;
        let exact = u128::from(count).checked_mul(factor)?;
        u64::try_from(exact.checked_add(WHOLE / 2)? / WHOLE).ok()
    }
}

impl fmt::Display for Growth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}%", self.amount())
    }
}

#[cfg(test)]
mod tests {
    use crate::parse;

    #[track_caller]
    fn check(text: &str, shown: Option<&str>) {
        let growth = parse::growth("growth", text).ok().map(|growth| growth.to_string());
        assert_eq!(growth.as_deref(), shown, "{text:?}");
    }

    #[test]
    fn bounded_when_made() {
        check("5%", Some("5%"));
        check("5", Some("5%"));
        check(" -2.5 % ", Some("-2.5%"));
        check("+0.0001%", Some("0.0001%"));
        check("-0", Some("0%"));
        check("-100%", Some("-100%"));
        check("1000%", Some("1000%"));
        check("-100.0001%", None);
        check("1000.0001%", None);
        check("0.00001%", None);
        check("--5%", None);
        check("-+5%", None);
        check("- 5%", None);
        check("5%%", None);
        check("", None);
        check("-", None);
        check("fast", None);
    }

    #[test]
    fn the_error_quotes_what_was_typed() {
        assert_eq!(
            parse::growth("growth", "-101%").unwrap_err().to_string(),
            "growth: \"-101%\" is not a growth from -100 to 1,000 per cent with at most four decimal places, \
             such as 5% or -2.5%",
        );
    }

    #[track_caller]
    fn after(text: &str, count: u64, expected: Option<u64>) {
        assert_eq!(parse::growth("growth", text).unwrap().after(count), expected, "{count} at {text}");
    }

    #[test]
    fn the_next_month_is_rounded_half_up() {
        after("5%", 100, Some(105));
        after("5%", 9, Some(9)); // 9.45
        after("5%", 10, Some(11)); // 10.5
        after("-5%", 10, Some(10)); // 9.5
        after("-5%", 9, Some(9)); // 8.55
        after("-100%", 7, Some(0));
        after("1000%", 1, Some(11));
        after("0%", u64::MAX, Some(u64::MAX));
        after("0.0001%", u64::MAX, None);
    }
}
