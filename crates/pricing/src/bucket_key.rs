//! How an S3 Bucket Key reduces the calls to KMS.
//!
//! AWS says "up to 99 percent" and publishes neither how long S3 keeps a bucket-level key nor how long a copy of it is
//! cached. What it publishes: a bucket-level key is fetched at least once for each requester, is kept for a limited time,
//! and reads cost the more calls the more distinct bucket-level keys the objects were encrypted under.
//!
//! So the model counts the *cells* (requester x time window x bucket-level key read) that n operations fall into. Spread
//! evenly over c cells, they occupy `c * (1 - exp(-n / c))` of them: each occupied cell is one call. Never more than n.
//!
//! - windows in the month = active hours * 3600 / window seconds, rounded up
//! - uploads: c = requesters * windows
//! - downloads: c = requesters * windows * g, where g is the number of bucket-level keys behind the objects read. For
//!   objects written within the last s seconds, g is what the uploads of s seconds occupy, at least 1
//! - low: every read finds its key (g = 1). High: every read misses
//!
//! This is the only module that computes with floats. They count calls, rounded to whole requests, halves up; none touches
//! money. `libm` makes them the same bits on every platform.

use crate::read_back::ReadBack;
use crate::workload::{check_units_within, check_within};
use crate::{Assumable, Percent, Range, Result};

/// Three ways to say what an S3 Bucket Key saves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BucketKey {
    /// Computed from the traffic, with a range.
    Model(BucketKeyModel),
    /// A flat percentage of the calls is saved. What AWS calls "up to 99 percent".
    Reduction(Percent),
    /// The calls left in a month, measured: for example counted in CloudTrail.
    Measured(u64),
}

/// The traffic as the cell model sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BucketKeyModel {
    /// Roles, users or accounts that send the requests, from 1 to a million. One role is one requester, however many
    /// sessions it has (AWS, since 2023). Default 1.
    pub requesters: Assumable<u64>,
    /// Seconds that S3 keeps a bucket-level key for a requester, from 1 to a day. AWS does not publish it. Default 300, as
    /// similar services keep theirs for 3 to 5 minutes.
    pub window_seconds: Assumable<u64>,
    /// Hours of the month in which there is traffic, from 1 to 744. Default 730.
    pub active_hours: Assumable<u64>,
    /// How old the objects are that are read.
    pub read_back: Assumable<ReadBack>,
}

/// The hours of an average month: 365 days by 24 hours by 1/12.
pub(crate) const MONTH_HOURS: u64 = 730;

impl Default for BucketKeyModel {
    fn default() -> BucketKeyModel {
        BucketKeyModel {
            requesters: Assumable::Assumed(1),
            window_seconds: Assumable::Assumed(300),
            active_hours: Assumable::Assumed(MONTH_HOURS),
            read_back: Assumable::Assumed(ReadBack::default()),
        }
    }
}

/// KMS calls of what is written and of what is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Calls {
    /// Calls for objects and parts that are written: `GenerateDataKey`, and `Decrypt` for parts.
    pub writes: u64,
    /// Calls for objects that are read: `Decrypt`.
    pub reads: u64,
}

impl Calls {
    /// Of both together.
    #[must_use]
    pub fn total(self) -> u64 {
        self.writes.saturating_add(self.reads)
    }
}

impl BucketKey {
    pub(crate) fn check(&self) -> Result<()> {
        match self {
            // Measured calls are held against the calls that there would be without a Bucket Key.
            BucketKey::Reduction(_) | BucketKey::Measured(_) => Ok(()),
            BucketKey::Model(model) => {
                check_within("bucketKey.requesters", model.requesters.value(), 1, 1_000_000)?;
                let (window, hours) = (model.window_seconds.value(), model.active_hours.value());
                check_units_within("bucketKey.windowSeconds", window, 1, 86_400, "seconds")?;
                check_units_within("bucketKey.activeHours", hours, 1, 744, "hours")
            }
        }
    }

    /// The KMS calls that are left of `without`, the calls that there would be without a Bucket Key.
    ///
    /// # Errors
    /// When more calls were measured than there would be without a Bucket Key.
    pub fn calls(&self, without: Calls) -> Result<Range<Calls>> {
        Ok(match self {
            BucketKey::Model(model) => model.calls(without),
            BucketKey::Reduction(saved) => {
                let left = saved.rest();
                // Of the sum, so that the two parts are not rounded apart from it.
                let total = left.of(without.total());
                let writes = left.of(without.writes).min(total);
                Range::exactly(Calls { writes, reads: total.saturating_sub(writes) })
            }
            BucketKey::Measured(calls) => {
                check_within("bucketKey.calls", *calls, 0, without.total())?;
                // Which of them were uploads was not measured; the bill does not ask.
                let writes = (*calls).min(without.writes);
                Range::exactly(Calls { writes, reads: calls.saturating_sub(writes) })
            }
        })
    }
}

impl BucketKeyModel {
    /// Windows in the month: how many times one requester's bucket-level key runs out.
    #[must_use]
    pub fn windows(&self) -> u64 {
        self.active_seconds().div_ceil(self.window_seconds.value().max(1))
    }

    fn active_seconds(&self) -> u64 {
        self.active_hours.value().saturating_mul(3_600)
    }

    fn calls(&self, without: Calls) -> Range<Calls> {
        let cells = as_float(self.requesters.value()) * as_float(self.windows());
        let writes = whole(occupied(as_float(without.writes), cells), without.writes);
        let read = as_float(without.reads);
        let typical: f64 = self
            .read_back
            .get()
            .ages()
            .iter()
            .map(|age| {
                let share = f64::from(age.share.millionths()) / 1e6;
                occupied(read * share, cells * self.keys_behind(age.within_seconds, without.writes))
            })
            .sum();
        let counted = Range {
            low: whole(occupied(read, cells), without.reads),
            typical: whole(typical, without.reads),
            high: without.reads,
        };
        // More cells are never hit less often, so low is at most typical; but for the last bit of a float.
        let low = counted.low.min(counted.typical);
        Range { low, ..counted }.map(|reads| Calls { writes, reads })
    }

    /// The bucket-level keys that the writes of the last `seconds` were encrypted under, at least one.
    fn keys_behind(&self, seconds: u64, writes: u64) -> f64 {
        let active = as_float(self.active_seconds());
        // Within a month only its active hours count; beyond it, each month adds as many again.
        const MONTH_SECONDS: u64 = MONTH_HOURS * 3_600;
        let active_then = if seconds > MONTH_SECONDS {
            active * (as_float(seconds) / as_float(MONTH_SECONDS))
        } else {
            as_float(seconds).min(active)
        };
        let written = as_float(writes) * active_then / active;
        let windows = (active_then / as_float(self.window_seconds.value())).max(1.0);
        occupied(written, as_float(self.requesters.value()) * windows).max(1.0)
    }
}

/// How many of `cells` are expected to be hit by `operations` spread evenly over them.
fn occupied(operations: f64, cells: f64) -> f64 {
    -cells * libm::expm1(-operations / cells)
}

/// Counts are at most 10^15, which a float holds exactly.
#[allow(clippy::cast_precision_loss)]
fn as_float(count: u64) -> f64 {
    count as f64
}

/// Whole requests, halves up, and never more than there would be without a Bucket Key.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn whole(calls: f64, at_most: u64) -> u64 {
    // Casting a float to an integer keeps it within the integer's bounds.
    (libm::floor(calls + 0.5) as u64).min(at_most)
}
