//! How much a month: a count, or a rate over any time.

use super::{BYTE_UNITS, COUNT_UNITS, factor_of, number_with_unit};
use crate::bucket_key::MONTH_HOURS;
use crate::object_size::ObjectSizes;
use crate::workload::MAX_COUNT;
use crate::{Error, Result};

const VOLUME: &str = "a whole number from 0 to 1,000,000,000,000,000 such as 20000, 20k or 1.5M, or a rate such as 200/s, \
                      50k a day or 3 TB a day";
const NEEDS_SIZE: &str =
    "a number of objects: bytes are converted by the object size, which is not given as a single size";

/// Seconds of a month of 730 hours, AWS's average.
const MONTH: u64 = MONTH_HOURS * 3_600;

/// Seconds in each time that a rate can be over. A year is twelve such months.
const TIMES: [(&[&str], u64); 7] = [
    (&["s", "sec", "second"], 1),
    (&["min", "minute"], 60),
    (&["h", "hr", "hour"], 3_600),
    (&["d", "day"], 86_400),
    (&["w", "wk", "week"], 7 * 86_400),
    (&["mo", "month"], MONTH),
    (&["y", "yr", "year"], 12 * MONTH),
];

/// Objects a month, as people say it: `20000`, `1.5M`, `200/s`, `50k a day`, `3 TB a day`.
///
/// A rate is taken over a month of 730 hours, AWS's average, and rounded to whole objects, halves up. Bytes become objects
/// by the object size, which is then needed, as a single one.
///
/// # Errors
/// Anything that does not come to 0 to 10^15 objects; bytes without an object size.
pub fn volume(field: &'static str, text: &str, object_size: Option<&ObjectSizes>) -> Result<u64> {
    let wrong = || Error::invalid(field, text, VOLUME);
    let (amount, seconds) = match split_rate(text) {
        Some((amount, time)) => (amount, Some(seconds_of(time).ok_or_else(wrong)?)),
        None => (text, None),
    };
    let (digits, places, unit) = number_with_unit(amount).ok_or_else(wrong)?;
    let (factor, bytes) = match (factor_of(unit, &COUNT_UNITS), factor_of(unit, &BYTE_UNITS)) {
        (Some(factor), _) => (factor, 1),
        (None, Some(factor)) => {
            let single = object_size.and_then(ObjectSizes::single);
            (factor, single.ok_or_else(|| Error::invalid(field, text, NEEDS_SIZE))?)
        }
        (None, None) => return Err(wrong()),
    };
    let objects = (|| {
        let over = u128::from(seconds.unwrap_or(MONTH)).checked_mul(bytes.into())?;
        let whole = over.checked_mul(10_u128.checked_pow(places)?)?;
        let exact = u128::from(digits).checked_mul(factor.into())?.checked_mul(MONTH.into())?;
        // A count is not a rate: half an object is a slip of the keyboard, not something to round.
        if seconds.is_none() && bytes == 1 && exact.checked_rem(whole)? != 0 {
            return None;
        }
        let rounded = exact.checked_mul(2)?.checked_add(whole)?.checked_div(whole.checked_mul(2)?)?;
        u64::try_from(rounded).ok().filter(|&objects| objects <= MAX_COUNT)
    })();
    objects.ok_or_else(wrong)
}

/// The amount and the time of a rate: around `/`, or a word of its own that is `per`, `a` or `an`.
fn split_rate(text: &str) -> Option<(&str, &str)> {
    if let Some(parts) = text.split_once('/') {
        return Some(parts);
    }
    let (before, time) = text.trim_end().rsplit_once(' ')?;
    let (amount, word) = before.trim_end().rsplit_once(' ')?;
    ["per", "a", "an"].iter().any(|joint| joint.eq_ignore_ascii_case(word)).then_some((amount, time))
}

fn seconds_of(time: &str) -> Option<u64> {
    let time = time.trim();
    let same = |name: &&str| name.eq_ignore_ascii_case(time);
    TIMES.iter().find(|(names, _)| names.iter().any(same)).map(|(_, seconds)| *seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<u64>) {
        assert_eq!(volume("documents", text, None).ok(), expected, "{text:?}");
    }

    #[track_caller]
    fn check_of_size(text: &str, size: u64, expected: Option<u64>) {
        let size = ObjectSizes::one(size).unwrap();
        assert_eq!(volume("documents", text, Some(&size)).ok(), expected, "{text:?}");
    }

    #[test]
    fn a_count_is_a_count() {
        check("20000", Some(20_000));
        check(" 1.5M ", Some(1_500_000));
        check("1,000,000", Some(1_000_000));
        check("1000T", Some(1_000_000_000_000_000));
        check("1000.1T", None);
        check("1.5", None);
        check("12 apples", None);
        check("", None);
        check("-5", None);
    }

    #[test]
    fn a_rate_is_over_730_hours() {
        // 200 x 60 x 60 x 730
        check("200/s", Some(525_600_000));
        check("200 / sec", Some(525_600_000));
        check("0.5 per second", Some(1_314_000));
        check("10k an hour", Some(7_300_000));
        // 10,000 x 730 / 24 = 304,166.67
        check("10k a day", Some(304_167));
        check("10k/day", Some(304_167));
        // 7 x 730 / 168 = 30.4167
        check("7 per week", Some(30));
        check("5 a month", Some(5));
        check("18 a year", Some(2)); // 1.5
        check("17/y", Some(1)); // 1.42
        check("1.5M a month", Some(1_500_000));
        check("5/fortnight", None);
        check("5/", None);
        check("/s", None);
        check("1T/s", None);
    }

    #[test]
    fn bytes_need_an_object_size() {
        // 3 x 10^12 x 730 / 24 / 4,194,304 = 21,755,695.34
        check_of_size("3 TB a day", 4 << 20, Some(21_755_695));
        check_of_size("1 GiB", 1 << 20, Some(1_024));
        check_of_size("10MB/s", 10_000_000, Some(2_628_000));
        check_of_size("3B", 4 << 20, Some(3_000_000_000));
        let error = volume("documents", "3 TB a day", None).unwrap_err();
        assert!(error.to_string().contains("object size"), "{error}");
    }
}
