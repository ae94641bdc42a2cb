//! Prices that fall with the quantity, tier by tier.

/// One tier: from `from`, and below `to`; `None` is without end. Half-open, so that every quantity falls into exactly one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tier {
    /// The least quantity in it.
    pub from: u64,
    /// The least quantity beyond it.
    pub to: Option<u64>,
}

/// 1 TB of S3's storage tiers: 1,024 GB of 2^30 bytes.
pub const TB: u64 = 1 << 40;

/// The tiers of S3 Standard storage, in bytes kept in a month: the first 50 TB, the next 450 TB, and over 500 TB
/// (Amazon S3 pricing).
pub const STORAGE: [Tier; 3] = [
    Tier { from: 0, to: Some(50 * TB) },
    Tier { from: 50 * TB, to: Some(500 * TB) },
    Tier { from: 500 * TB, to: None },
];

impl Tier {
    /// How much of a total lies in this tier.
    #[must_use]
    pub fn part_of(self, total: u64) -> u64 {
        total.min(self.to.unwrap_or(u64::MAX)).saturating_sub(self.from)
    }

    /// Whether the unit after `quantity` others is charged at this tier's price.
    #[must_use]
    pub fn holds(self, quantity: u64) -> bool {
        quantity >= self.from && self.to.is_none_or(|to| quantity < to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_quantity_falls_into_exactly_one_tier(quantity in any::<u64>(), near in 0_u64..5, tier in 0_usize..3) {
            // At the bounds as well, where a gap or an overlap would be.
            for quantity in [quantity, STORAGE[tier].from.saturating_add(near).saturating_sub(2)] {
                prop_assert_eq!(STORAGE.iter().filter(|tier| tier.holds(quantity)).count(), 1);
            }
        }

        #[test]
        fn the_parts_of_a_total_make_the_total(total in any::<u64>()) {
            let parts: u128 = STORAGE.iter().map(|tier| u128::from(tier.part_of(total))).sum();
            prop_assert_eq!(parts, u128::from(total));
        }
    }
}
