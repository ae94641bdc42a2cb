//! Amounts in whole numbers of a fraction of a dollar, as text.

/// Writes an amount of 10^-places dollars with every digit and no zeros behind the last: `6.94`.
pub fn write_amount(out: &mut Vec<u8>, amount: i128, places: u32) {
    if amount < 0 {
        out.push(b'-');
    }
    let amount = amount.unsigned_abs();
    let Some(one) = 10_u128.checked_pow(places).filter(|one| *one > 0) else { return };
    // Nearly every amount and fraction fits 64 bits, in which a division is many times faster.
    let (whole, fraction) = match (u64::try_from(amount), u64::try_from(one)) {
        (Ok(amount), Ok(one)) => (u128::from(amount / one), u128::from(amount % one)),
        _ => (amount / one, amount % one),
    };
    digits(out, whole, 1);
    if fraction == 0 {
        return;
    }
    out.push(b'.');
    let mut least = usize::try_from(places).unwrap_or(0);
    // Most amounts are whole millionths: half of the digits, six divisions instead of twelve.
    let mut fraction = fraction;
    if let Some(shorter) = least.checked_sub(6).filter(|_| fraction <= u128::from(u64::MAX)) {
        let all = u64::try_from(fraction).unwrap_or(0);
        if all % 1_000_000 == 0 {
            (fraction, least) = (u128::from(all / 1_000_000), shorter);
        }
    }
    digits(out, fraction, least);
    while out.last() == Some(&b'0') {
        out.pop();
    }
}

/// Writes a whole number.
pub fn write_count(out: &mut Vec<u8>, count: u64) {
    digits(out, u128::from(count), 1);
}

/// At least so many digits, with zeros in front. A third of the time of `write!`, which a million rows feel.
fn digits(out: &mut Vec<u8>, mut number: u128, least: usize) {
    let begin = out.len();
    // Behind the first 19 digits at most, the rest fits 64 bits.
    while number > u128::from(u64::MAX) {
        out.push(digit((number % 10) as u64));
        number /= 10;
    }
    let mut number = u64::try_from(number).unwrap_or(u64::MAX);
    while number > 0 || out.len().saturating_sub(begin) < least {
        out.push(digit(number % 10));
        number /= 10;
    }
    if let Some(digits) = out.get_mut(begin..) {
        digits.reverse();
    }
}

#[allow(clippy::cast_possible_truncation)]
fn digit(number: u64) -> u8 {
    b'0'.wrapping_add(number as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(amount: i128, places: u32, expected: &str) {
        let mut out = Vec::new();
        write_amount(&mut out, amount, places);
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn every_digit_and_no_zeros_behind() {
        check(0, 12, "0");
        check(6_940_000_000_000, 12, "6.94");
        check(1, 12, "0.000000000001");
        check(-1_000_000, 6, "-1");
        check(-1, 1, "-0.1");
        check(100, 0, "100");
        check(12_345_678_901_234_567_890_123_456_789_012, 12, "12345678901234567890.123456789012");
        check(10_i128.pow(26) + 1, 26, "1.00000000000000000000000001");
    }
}
