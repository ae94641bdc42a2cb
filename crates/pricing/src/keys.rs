//! What KMS keys are charged for: how many there are, for how long, how often rotated.

use crate::money::too_large;
use crate::unit::{KeyMonth, Quantity};
use crate::workload::check_within;
use crate::{Error, Result};

/// The largest number of KMS keys, and of replicas of each: far above the 100,000 that KMS allows an account by default.
pub const MAX_KEYS: u64 = 1_000_000;

/// A rotation adds to a key's fee for the first two times only (AWS KMS pricing, since April 2024).
pub const CHARGED_ROTATIONS: u64 = 2;

/// The customer managed keys of a workload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Keys {
    /// How many, from 0 to [`MAX_KEYS`]. One key that several buckets share is charged once: 0 is for a bucket whose key is
    /// charged for elsewhere. Default 1.
    pub count: u64,
    /// Multi-Region replicas of each, from 0 to 100; each is charged like a key (AWS KMS pricing). Default 0.
    pub replicas: u64,
    /// Rotations that each has had so far. The first and the second add a key's fee each; for a replica as for its primary
    /// key, which AWS's text does not say apart. Default 0.
    pub rotations: u64,
    /// For how much of the month they exist; `None` is all of it.
    pub existed: Option<PartOfMonth>,
}

/// The part of a month in which a key exists and is not scheduled for deletion.
///
/// KMS prorates by the hours of the very month: a real bill of a September shows 0.0013888889 keys for one hour, 1/720.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PartOfMonth {
    /// Hours that it exists, at most those of the month.
    pub hours: u64,
    /// Hours of that month: 672, 696, 720 or 744.
    pub month_hours: u64,
}

impl Default for Keys {
    fn default() -> Keys {
        Keys { count: 1, replicas: 0, rotations: 0, existed: None }
    }
}

impl Keys {
    pub(crate) fn check(&self) -> Result<()> {
        check_within("keys", self.count, 0, MAX_KEYS)?;
        check_within("replicas", self.replicas, 0, 100)?;
        check_within("rotations", self.rotations, 0, 1_000)?;
        let Some(PartOfMonth { hours, month_hours }) = self.existed else { return Ok(()) };
        if !matches!(month_hours, 672 | 696 | 720 | 744) {
            let allowed = "the hours of a month: 672, 696, 720 or 744";
            return Err(Error::invalid("keyHours.month", month_hours, allowed));
        }
        check_within("keyHours.existed", hours, 0, month_hours)
    }

    /// Keys and replicas.
    #[must_use]
    pub fn with_replicas(&self) -> u64 {
        self.count.saturating_mul(self.replicas.saturating_add(1))
    }

    /// Rotations that are charged for.
    #[must_use]
    pub fn charged_rotations(&self) -> u64 {
        self.rotations.min(CHARGED_ROTATIONS)
    }

    /// Key-months of the keys and replicas, without their rotations; to ten decimal places, as on a bill.
    pub(crate) fn key_months(&self) -> Result<Quantity<KeyMonth>> {
        self.months_of(self.with_replicas())
    }

    /// Key-months that the rotations add.
    pub(crate) fn rotation_months(&self) -> Result<Quantity<KeyMonth>> {
        let rotated = self.with_replicas().checked_mul(self.charged_rotations());
        self.months_of(rotated.ok_or_else(|| too_large("keys"))?)
    }

    /// Key-months that one rotation within a month adds, for the part of it that is left.
    pub(crate) fn rotating_months(&self, part: PartOfMonth) -> Result<Quantity<KeyMonth>> {
        Quantity::share(self.with_replicas(), part.hours, part.month_hours)
    }

    fn months_of(&self, keys: u64) -> Result<Quantity<KeyMonth>> {
        match self.existed {
            None => Ok(Quantity::whole(keys)),
            Some(part) => Quantity::share(keys, part.hours, part.month_hours),
        }
    }
}
