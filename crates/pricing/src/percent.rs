//! A percentage from 0 to 100.

use crate::{Error, Result};
use rust_decimal::Decimal;
use std::fmt;

/// A share from 0 % to 100 %, exact to a ten-thousandth of a per cent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percent {
    /// 1 % is 10,000 of these, so 1 is a millionth of the whole.
    millionths: u32,
}

/// The whole, in millionths.
const WHOLE: u32 = 1_000_000;

impl Percent {
    /// None of it.
    pub const ZERO: Percent = Percent { millionths: 0 };
    /// All of it.
    pub const HUNDRED: Percent = Percent { millionths: WHOLE };

    /// A whole per cent.
    ///
    /// # Errors
    /// Above 100.
    pub fn whole(field: &'static str, percent: u32) -> Result<Percent> {
        Percent::new(field, Decimal::from(percent))
    }

    /// For the defaults, which are written down in code.
    pub(crate) const fn const_whole(percent: u32) -> Percent {
        assert!(percent <= 100);
        Percent { millionths: percent.saturating_mul(WHOLE / 100) }
    }

    /// A percentage such as `99.5`.
    ///
    /// # Errors
    /// Below 0, above 100, or finer than four decimal places.
    pub fn new(field: &'static str, percent: Decimal) -> Result<Percent> {
        let millionths = percent.checked_mul(Decimal::from(10_000)).filter(Decimal::is_integer);
        let millionths = millionths.and_then(|number| u32::try_from(number).ok()).filter(|&m| m <= WHOLE);
        millionths
            .map(|millionths| Percent { millionths })
            .ok_or_else(|| Percent::error(field, &crate::display::decimal(percent)))
    }

    pub(crate) fn error(field: &'static str, value: &dyn fmt::Display) -> Error {
        Error::invalid(
            field,
            value,
            "a percentage from 0 to 100 with at most four decimal places, such as 99%",
        )
    }

    /// For shares added up, which end at the whole.
    pub(crate) fn from_millionths(millionths: u32) -> Percent {
        Percent { millionths: millionths.min(WHOLE) }
    }

    /// In millionths of the whole: 99 % is 990,000.
    #[must_use]
    pub fn millionths(self) -> u32 {
        self.millionths
    }

    /// As a fraction of the whole: 99 % is 0.99.
    #[must_use]
    pub fn fraction(self) -> Decimal {
        Decimal::new(i64::from(self.millionths), 6).normalize()
    }

    /// As a percentage: 99 % is 99.
    #[must_use]
    pub fn amount(self) -> Decimal {
        Decimal::new(i64::from(self.millionths), 4).normalize()
    }

    /// What is left of the whole.
    #[must_use]
    pub fn rest(self) -> Percent {
        Percent { millionths: WHOLE.saturating_sub(self.millionths) }
    }

    /// This share of a count, to the nearest whole, halves up.
    #[must_use]
    pub fn of(self, count: u64) -> u64 {
        const WHOLES: u128 = WHOLE as u128;
        // The two that nearly every workload asks for need no division.
        match self.millionths {
            0 => return 0,
            WHOLE => return count,
            _ => {}
        }
        let exact = u128::from(count).saturating_mul(u128::from(self.millionths));
        let share = exact.saturating_add(WHOLES / 2) / WHOLES;
        // Never more than the count, so it fits.
        u64::try_from(share).unwrap_or(count)
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::display::decimal(self.amount()))?;
        f.write_str("%")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::str::FromStr as _;

    #[track_caller]
    fn check(text: &str, millionths: Option<u32>) {
        let percent = Percent::new("share", Decimal::from_str(text).unwrap());
        assert_eq!(percent.ok().map(Percent::millionths), millionths, "{text}");
    }

    #[test]
    fn bounded_when_made() {
        check("0", Some(0));
        check("99", Some(990_000));
        check("99.5", Some(995_000));
        check("0.0001", Some(1));
        check("100.00000", Some(1_000_000));
        check("100.0001", None);
        check("-1", None);
        check("0.00001", None);
        check("79228162514264337593543950335", None);
    }

    #[test]
    fn a_share_is_rounded_half_up() {
        let half = Percent::whole("share", 50).unwrap();
        assert_eq!(half.of(3), 2);
        assert_eq!(Percent::HUNDRED.of(u64::MAX), u64::MAX);
        assert_eq!(Percent::whole("share", 1).unwrap().of(49), 0);
    }
}
