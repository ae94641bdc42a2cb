//! A logarithmic scale of volumes in whole numbers: formatting one float would cost the page 10 KB.

/// The least volume that the slider and the chart reach.
pub(crate) const LEAST: u64 = 100;

/// The largest volume that the slider and the chart reach.
pub(crate) const MOST: u64 = 1_000_000_000;

/// Twenty round numbers to the decade, about 12 % apart: the preferred numbers of ISO 497, series R''20.
const STEPS: [u64; 20] = [10, 11, 12, 14, 16, 18, 20, 22, 25, 28, 30, 35, 40, 45, 50, 55, 60, 70, 80, 90];

/// The slider's last position; its first is 0.
pub(crate) const LAST: u64 = 7 * STEPS.len() as u64;

/// The round volume at a position of the slider.
pub(crate) fn volume_at(position: u64) -> u64 {
    let steps = STEPS.len() as u64;
    let mantissa = STEPS.iter().cycle().nth((position % steps) as usize).copied().unwrap_or(10);
    let decade = u32::try_from(position / steps).unwrap_or(u32::MAX);
    let scaled = 10_u64.checked_pow(decade.saturating_add(1)).and_then(|scale| scale.checked_mul(mantissa));
    scaled.map_or(MOST, |volume| volume.min(MOST))
}

/// The position whose volume is the next at or below this one.
pub(crate) fn position_of(volume: u64) -> u64 {
    (0..=LAST).rev().find(|&position| volume_at(position) <= volume).unwrap_or(0)
}

/// The logarithm to base 2, in 65,536ths, rounded down; 0 for 0.
pub(crate) fn log2(number: u64) -> u64 {
    let Some(whole) = number.checked_ilog2() else { return 0 };
    // The number as 1.xxx with 31 binary places. Each squaring shifts the next digit of the logarithm before the point.
    let mut rest = (number << (63 - whole)) >> 32;
    let mut log = u64::from(whole);
    for _ in 0..16 {
        rest = (rest * rest) >> 31;
        log <<= 1;
        if rest >> 32 == 1 {
            rest >>= 1;
            log |= 1;
        }
    }
    log
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slider_reaches_round_volumes_from_end_to_end() {
        assert_eq!(volume_at(0), LEAST);
        assert_eq!(volume_at(20), 1_000);
        assert_eq!(volume_at(34), 5_000);
        assert_eq!(volume_at(84), 1_600_000);
        assert_eq!(volume_at(LAST), MOST);
        assert_eq!(volume_at(u64::MAX), MOST);
        assert!((0..LAST).all(|position| volume_at(position) < volume_at(position + 1)));
    }

    #[test]
    fn a_typed_volume_moves_the_slider_and_stays_within_it() {
        assert!((0..=LAST).all(|position| position_of(volume_at(position)) == position));
        assert_eq!(position_of(1_234_567), position_of(1_200_000));
        assert_eq!(position_of(0), 0);
        assert_eq!(position_of(u64::MAX), LAST);
    }

    #[test]
    fn logarithms_agree_with_floats() {
        for number in [1_u64, 2, 3, 7, 100, 1_000, 999_999, 1_000_000_000, u64::MAX] {
            let expected = (number as f64).log2() * 65_536.0;
            let log = log2(number) as f64;
            assert!((log - expected).abs() < 2.0, "log2({number}) = {log}, expected {expected}");
        }
        assert_eq!(log2(0), 0);
    }
}
