//! Amounts in whole numbers of a fraction of a dollar, as text.

/// Writes an amount of 10^-places dollars with every digit and no zeros behind the last: `6.94`.
pub fn write_amount(out: &mut Vec<u8>, amount: i128, places: u32) {
    if amount < 0 {
        out.push(b'-');
    }
    let amount = amount.unsigned_abs();
    let Some(one) = 10_u128.checked_pow(places).filter(|one| *one > 0) else { return };
    // Nearly every amount and fraction fits 64 bits, in which a division is many times faster.
    match (u64::try_from(amount), u64::try_from(one)) {
        (Ok(amount), Ok(one)) => parts(out, amount / one, amount % one, amount % one == 0, places),
        _ => parts(out, amount / one, amount % one, amount.is_multiple_of(one), places),
    }
}

fn parts<N: itoa::Integer>(out: &mut Vec<u8>, whole: N, fraction: N, is_whole: bool, places: u32) {
    let mut buffer = itoa::Buffer::new();
    out.extend_from_slice(buffer.format(whole).as_bytes());
    if is_whole {
        return;
    }
    out.push(b'.');
    let digits = buffer.format(fraction).as_bytes();
    let zeros = usize::try_from(places).unwrap_or(0).saturating_sub(digits.len());
    out.resize(out.len().saturating_add(zeros), b'0');
    out.extend_from_slice(digits);
    while out.last() == Some(&b'0') {
        out.pop();
    }
}

/// Writes a whole number.
pub fn write_count(out: &mut Vec<u8>, count: u64) {
    out.extend_from_slice(itoa::Buffer::new().format(count).as_bytes());
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
