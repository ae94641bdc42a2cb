//! Text that people type, as counts, sizes, times and percentages. The same on the page and on the command line.

mod price;
mod volume;

pub use price::{budget, discount, dollars, private_price};
pub use volume::volume;

use crate::growth::Growth;
use crate::keys::PartOfMonth;
use crate::money::negated;
use crate::object_size::{MAX_OBJECT_BYTES, SizeClass};
use crate::read_back::{Age, ReadBack};
use crate::workload::{MAX_COUNT, MAX_STORED_BYTES};
use crate::{Error, ObjectSizes, Percent, Result, display};
use rust_decimal::Decimal;

const COUNT: &str = "a whole number from 0 to 1,000,000,000,000,000 such as 20000, 20k, 1.5M or 1_000_000";
const BYTES: &str = "a size from 1 B to 48.8 TiB such as 512, 4MiB, 1.5GiB or 10MB";
const SIZES: &str = "a size such as 4MiB, or sizes with shares of 100 % together such as 64KiB:70%,8MiB:30%";
const SECONDS: &str = "a time from 1 second to 100 years such as 300, 90s, 5m, 1h or 30d";
const SHARES: &str = "an age such as 30d, or ages with shares of 100 % together such as 5m:83%,1h:11%,1d:6%";

/// Powers of ten and powers of two, as their names say.
const BYTE_UNITS: [(&str, u64); 10] = [
    ("", 1),
    ("b", 1),
    ("kb", 1_000),
    ("mb", 1_000_000),
    ("gb", 1_000_000_000),
    ("tb", 1_000_000_000_000),
    ("kib", 1 << 10),
    ("mib", 1 << 20),
    ("gib", 1 << 30),
    ("tib", 1 << 40),
];

/// What may stand behind a count.
const COUNT_UNITS: [(&str, u64); 9] = [
    ("", 1),
    ("k", 1_000),
    ("m", 1_000_000),
    ("b", 1_000_000_000),
    ("t", 1_000_000_000_000),
    ("thousand", 1_000),
    ("million", 1_000_000),
    ("billion", 1_000_000_000),
    ("trillion", 1_000_000_000_000),
];

/// The longest time that is understood: a hundred years of 365 days.
const MAX_SECONDS: u64 = 100 * 365 * 86_400;

/// A count: `20000`, `20k`, `1.5M`, `2B`, `3 million`, `1_000_000`, `1,000,000`, `1 000 000`.
///
/// # Errors
/// Anything that is not a whole number from 0 to 10^15.
pub fn count(field: &'static str, text: &str) -> Result<u64> {
    scaled(text, &COUNT_UNITS)
        .filter(|&count| count <= MAX_COUNT)
        .ok_or_else(|| Error::invalid(field, text, COUNT))
}

/// A count between two limits, both allowed: the number of keys, of requesters.
///
/// # Errors
/// Anything that is not a whole number between them.
pub fn count_within(field: &'static str, text: &str, least: u64, most: u64) -> Result<u64> {
    let limits = || format!("a whole number from {} to {}", display::count(least), display::count(most));
    let count = count(field, text).ok().filter(|count| (least..=most).contains(count));
    count.ok_or_else(|| Error::invalid(field, text, limits()))
}

/// A size in bytes: `512`, `4MiB` (2^20), `10MB` (10^6).
///
/// # Errors
/// Anything that is not a whole number of bytes from 1 to the largest object of S3.
pub fn bytes(field: &'static str, text: &str) -> Result<u64> {
    let bytes = scaled(text, &BYTE_UNITS).filter(|bytes| (1..=MAX_OBJECT_BYTES).contains(bytes));
    bytes.ok_or_else(|| Error::invalid(field, text, BYTES))
}

/// A time in seconds: `300`, `5m`, `1h`, `30d`.
///
/// # Errors
/// Anything that is not a whole number of seconds from 1 to a hundred years.
pub fn seconds(field: &'static str, text: &str) -> Result<u64> {
    let factors = [("", 1), ("s", 1), ("m", 60), ("min", 60), ("h", 3_600), ("d", 86_400), ("w", 7 * 86_400)];
    let seconds = scaled(text, &factors).filter(|seconds| (1..=MAX_SECONDS).contains(seconds));
    seconds.ok_or_else(|| Error::invalid(field, text, SECONDS))
}

/// A percentage: `99%`, `99.5`.
///
/// # Errors
/// Anything that is not a percentage from 0 to 100 with at most four decimal places.
pub fn percent(field: &'static str, text: &str) -> Result<Percent> {
    let number = text.trim();
    let number = number.strip_suffix('%').unwrap_or(number).trim_end();
    match plain_decimal(number) {
        Some(number) => Percent::new(field, number).map_err(|_| Percent::error(field, &text)),
        None => Err(Percent::error(field, &text)),
    }
}

/// A growth by month: `5%`, `-2.5%`, `+0.5`.
///
/// # Errors
/// Anything that is not a percentage from -100 to 1,000 with at most four decimal places.
pub fn growth(field: &'static str, text: &str) -> Result<Growth> {
    let number = text.trim();
    let number = number.strip_suffix('%').unwrap_or(number).trim_end();
    let (shrinks, number) = match number.strip_prefix('-') {
        Some(number) => (true, number),
        None => (false, number.strip_prefix('+').unwrap_or(number)),
    };
    let number = plain_decimal(number).ok_or_else(|| Growth::error(field, &text))?;
    let number = if shrinks { negated(number) } else { number };
    Growth::new(field, number).map_err(|_| Growth::error(field, &text))
}

/// How large the objects are: `4MiB`, or `64KiB:70%,8MiB:25%,1GiB:5%`.
///
/// # Errors
/// Anything that is neither a size nor a list of sizes whose shares make 100 %.
pub fn object_size(field: &'static str, text: &str) -> Result<ObjectSizes> {
    if !text.contains(':') {
        return ObjectSizes::one(bytes(field, text)?);
    }
    let wrong = |_| Error::invalid(field, text, SIZES);
    let class = |part: &str| {
        let (size, share) = part.split_once(':').ok_or_else(|| Error::invalid(field, text, SIZES))?;
        Ok(SizeClass { bytes: bytes(field, size)?, share: percent(field, share)? })
    };
    let classes: Result<Vec<SizeClass>> = text.split(',').map(class).collect();
    ObjectSizes::new(classes.map_err(wrong)?).map_err(wrong)
}

/// What is kept, in bytes: `500GB`, `3TiB`, at most an exabyte.
///
/// # Errors
/// Anything that is not a whole number of bytes from 0 to 10^18.
pub fn stored_bytes(field: &'static str, text: &str) -> Result<u64> {
    let allowed = "a size from 0 B to 1,000,000 TB such as 500GB or 3TiB";
    let bytes = scaled(text, &BYTE_UNITS).filter(|bytes| *bytes <= MAX_STORED_BYTES);
    bytes.ok_or_else(|| Error::invalid(field, text, allowed))
}

/// For how much of its month a key exists, in hours: `1/720`, one hour of a month of 30 days.
///
/// # Errors
/// Anything that is not hours and the hours of a month.
pub fn part_of_month(field: &'static str, text: &str) -> Result<PartOfMonth> {
    let allowed = "hours and the hours of the month (672, 696, 720 or 744) such as 1/720";
    let number = |text: &str| text.trim().parse().ok();
    let parts = text.split_once('/').and_then(|(hours, month)| number(hours).zip(number(month)));
    let part = parts.map(|(hours, month_hours)| PartOfMonth { hours, month_hours });
    let known = part
        .filter(|part| matches!(part.month_hours, 672 | 696 | 720 | 744) && part.hours <= part.month_hours);
    known.ok_or_else(|| Error::invalid(field, text, allowed))
}

/// How old the objects are that are read: `30d`, or `5m:83%,1h:11%,1d:6%`.
///
/// # Errors
/// Anything that is neither an age nor a list of ages whose shares make 100 %.
pub fn read_back(field: &'static str, text: &str) -> Result<ReadBack> {
    let wrong = |_| Error::invalid(field, text, SHARES);
    if !text.contains(':') {
        return ReadBack::within(field, seconds(field, text).map_err(wrong)?);
    }
    let age = |part: &str| {
        let (age, share) = part.split_once(':').ok_or_else(|| Error::invalid(field, text, SHARES))?;
        Ok(Age { within_seconds: seconds(field, age)?, share: percent(field, share)? })
    };
    let ages: Result<Vec<Age>> = text.split(',').map(age).collect();
    ReadBack::new(field, ages.map_err(wrong)?).map_err(wrong)
}

/// A number with a unit behind it, exactly, if it makes a whole number.
fn scaled(text: &str, factors: &[(&str, u64)]) -> Option<u64> {
    let (digits, places, unit) = number_with_unit(text)?;
    let factor = factor_of(unit, factors)?;
    let one = 10_u128.checked_pow(places)?;
    let exact = u128::from(digits).checked_mul(u128::from(factor))?;
    (exact.checked_rem(one)? == 0).then(|| u64::try_from(exact.checked_div(one)?).ok())?
}

/// The digits of a number, how many of them stand behind the point, and the unit behind it.
fn number_with_unit(text: &str) -> Option<(u64, u32, &str)> {
    let text = text.trim();
    let unit_at = text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(unit_at)?;
    let (digits, places) = plain_number(&ungrouped(number.trim_end())?)?;
    Some((digits, places, unit))
}

fn factor_of(unit: &str, factors: &[(&str, u64)]) -> Option<u64> {
    factors.iter().find(|(name, _)| name.eq_ignore_ascii_case(unit)).map(|(_, factor)| *factor)
}

/// A plain number as a decimal.
fn plain_decimal(text: &str) -> Option<Decimal> {
    let (digits, places) = plain_number(text)?;
    let mut number = Decimal::from(digits);
    number.set_scale(places).ok()?;
    Some(number)
}

/// Digits with at most one point between them, no sign, no exponent: all digits as one number, and how many of them stand
/// behind the point. Not by the parser of `Decimal`, which weighs several kilobytes on the page.
fn plain_number(text: &str) -> Option<(u64, u32)> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) {
        return None;
    }
    let number = [whole, fraction].concat().parse().ok()?;
    Some((number, u32::try_from(fraction.len()).ok()?))
}

/// Drops the separators of thousands from the whole part: `,` or a space before each three digits, or `_` between any; only
/// one of them in a number. The spaces that do not break are those that other programs write.
fn ungrouped(number: &str) -> Option<String> {
    let (whole, fraction) = number.find('.').map_or((number, ""), |point| number.split_at(point));
    let Some(separator) = whole.chars().find(|c| !c.is_ascii_digit()) else { return Some(number.to_owned()) };
    let loose = match separator {
        '_' => true,
        ',' | ' ' | '\u{a0}' | '\u{202f}' => false,
        _ => return None,
    };
    let mut joined = String::new();
    for (index, group) in whole.split(separator).enumerate() {
        let fits = if index == 0 { group.len() <= 3 } else { group.len() == 3 };
        if group.is_empty() || !(fits || loose) || !group.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        joined.push_str(group);
    }
    joined.push_str(fraction);
    Some(joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts() {
        #[track_caller]
        fn check(text: &str, expected: Option<u64>) {
            assert_eq!(count("documents", text).ok(), expected, "{text:?}");
        }
        check("0", Some(0));
        check("20000", Some(20_000));
        check(" 20k ", Some(20_000));
        check("3 million", Some(3_000_000));
        check("1.5 Billion", Some(1_500_000_000));
        check("20 thousand", Some(20_000));
        check("3 000 000", Some(3_000_000));
        check("3\u{a0}000\u{202f}000", None);
        check("3\u{202f}000\u{202f}000", Some(3_000_000));
        check("1.5 trillion", Some(1_500_000_000_000));
        // Separators after the point, mixed, or in front of other than three digits.
        for wrong in
            ["1.000 000", "1.000,000", "1.5 5k", "1. 5k", "1 0_0 000", "1 _00", "1_ 000", "1__0", "1\t000"]
        {
            check(wrong, None);
        }
        check("12 34", None);
        check("1 0000", None);
        check("1,000 000", None);
        check("1 000,000", None);
        check("3 millions of them", None);
        check("20 K", Some(20_000));
        check("1.5M", Some(1_500_000));
        check("1.5b", Some(1_500_000_000));
        check("1T", Some(1_000_000_000_000));
        check("1_000_000", Some(1_000_000));
        check("1,000,000", Some(1_000_000));
        check("1000T", Some(1_000_000_000_000_000));
        check("1000.1T", None);
        check("10,00", None);
        check("1000,000", None);
        check(",000", None);
        check("1.5", None);
        check("-5", None);
        check("+5", None);
        check("1e6", None);
        check("", None);
        check("k", None);
        check("1.", None);
        check(".5k", None);
        check("12 apples", None);
        check("0.0005k", None);
        check("99999999999999999999999999999999", None);
        check("١٢", None);
        check("_1", None);
    }

    #[test]
    fn sizes() {
        #[track_caller]
        fn check(text: &str, expected: Option<u64>) {
            assert_eq!(bytes("objectSize", text).ok(), expected, "{text:?}");
        }
        check("4MiB", Some(4_194_304));
        check("4 mib", Some(4_194_304));
        check("1.5GiB", Some(1_610_612_736));
        check("10MB", Some(10_000_000));
        check("512", Some(512));
        check("3KiB", Some(3_072));
        check("1 TiB", Some(1_099_511_627_776));
        check("0", None);
        check("0.1KiB", None);
        check("53687091200000", Some(53_687_091_200_000));
        check("53687091200001", None);
        check("4Mi", None);
    }

    #[test]
    fn times() {
        #[track_caller]
        fn check(text: &str, expected: Option<u64>) {
            assert_eq!(seconds("window", text).ok(), expected, "{text:?}");
        }
        check("300", Some(300));
        check("5m", Some(300));
        check("1.5h", Some(5_400));
        check("30d", Some(2_592_000));
        check("2w", Some(1_209_600));
        // A hundred years of 365 days.
        check("36500d", Some(3_153_600_000));
        check("3153600001", None);
        check("0", None);
        check("101000w", None);
        check("5 parsecs", None);
    }

    #[test]
    fn percentages() {
        #[track_caller]
        fn check(text: &str, expected: Option<u32>) {
            assert_eq!(percent("share", text).ok().map(Percent::millionths), expected, "{text:?}");
        }
        check("99%", Some(990_000));
        check("99.5 %", Some(995_000));
        check("100", Some(1_000_000));
        check("101%", None);
        check("-1%", None);
        check("ninety", None);
    }

    #[test]
    fn read_back_as_an_age_or_as_shares() {
        assert!(read_back("readBack", "30d").is_ok());
        assert!(read_back("readBack", "5m:83%,1h:11%,1d:6%").is_ok());
        let message = "readBack: \"5m:83%,1h:11%\" is not an age such as 30d, or ages with shares of 100 % \
                       together such as 5m:83%,1h:11%,1d:6%";
        assert_eq!(read_back("readBack", "5m:83%,1h:11%").unwrap_err().to_string(), message);
        assert!(read_back("readBack", "5m:100%,").is_err());
        assert!(read_back("readBack", "soon").is_err());
    }

    #[test]
    fn counts_between_limits() {
        assert_eq!(count_within("keys", "1k", 0, 1_000).unwrap(), 1_000);
        for wrong in ["1001", "none", "-1"] {
            let error = count_within("keys", wrong, 0, 1_000).unwrap_err();
            assert_eq!(error.to_string(), format!("keys: {wrong:?} is not a whole number from 0 to 1,000"));
        }
        assert!(count_within("requesters", "0", 1, 10).is_err());
    }

    #[test]
    fn object_sizes_as_one_or_with_shares() {
        let sizes = |text| object_size("objectSize", text).map(|sizes| sizes.classes().to_vec());
        assert_eq!(sizes("4MiB").unwrap().len(), 1);
        let classes = sizes("1GiB:5%,64KiB:70%,8MiB:25%").unwrap();
        let bytes: Vec<u64> = classes.iter().map(|class| class.bytes).collect();
        assert_eq!(bytes, [65_536, 8_388_608, 1_073_741_824]);
        for wrong in ["1GiB:50%", "1GiB:50%,2GiB", "1GiB:50%,1GiB:50%", ":100%", ""] {
            assert_eq!(sizes(wrong).unwrap_err().value(), Some(wrong));
        }
    }

    #[test]
    fn what_is_kept() {
        #[track_caller]
        fn check(text: &str, expected: Option<u64>) {
            assert_eq!(stored_bytes("storedBytes", text).ok(), expected, "{text:?}");
        }
        check("0", Some(0));
        check("3TiB", Some(3 << 40));
        check("1000000TB", Some(1_000_000_000_000_000_000));
        check("1000001TB", None);
        check("lots", None);
    }

    #[test]
    fn parts_of_a_month() {
        #[track_caller]
        fn check(text: &str, expected: Option<(u64, u64)>) {
            let part = part_of_month("keyHours", text).ok();
            assert_eq!(part.map(|part| (part.hours, part.month_hours)), expected, "{text:?}");
        }
        check("1/720", Some((1, 720)));
        check("744 / 744", Some((744, 744)));
        check("721/720", None);
        check("1/730", None);
        check("1", None);
        check("/720", None);
    }
}
