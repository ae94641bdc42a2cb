//! What changed from one price book to another.

use crate::prices::{PriceBook, PriceRow, RegionPrices};
use rust_decimal::{Decimal, RoundingStrategy};
use std::cmp::Ordering;

/// A difference between two price books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PriceChange {
    /// A Region that only the newer book holds.
    RegionAdded {
        /// Its code.
        region: String,
        /// Its name.
        name: String,
    },
    /// A Region that only the older book holds.
    RegionRemoved {
        /// Its code.
        region: String,
        /// Its name.
        name: String,
    },
    /// A price that is another one in both books.
    Price {
        /// The Region's code; `None` for a price that is the same in every Region.
        region: Option<String>,
        /// The Region's name, in the newer book.
        name: Option<String>,
        /// The price as it was.
        old: PriceRow,
        /// The price as it is.
        new: PriceRow,
    },
}

impl PriceBook {
    /// Every difference: what is the same in every Region, then by Region, in the order of [`RegionPrices::rows`].
    ///
    /// ```
    /// use sse_pricing::{PriceBook, PriceChange, parse};
    ///
    /// let old = PriceBook::builtin();
    /// let new = old.with_private_price(&parse::private_price("price", "us-east-1:kmsRequest=0.000004")?)?;
    /// let changes = PriceBook::diff(old, &new);
    /// assert_eq!(changes.len(), 1);
    /// assert_eq!(changes[0].percent().map(|percent| percent.to_string()).as_deref(), Some("33.33"));
    /// assert_eq!(PriceBook::diff(old, old), []);
    /// # Ok::<(), sse_pricing::Error>(())
    /// ```
    #[must_use]
    pub fn diff(old: &PriceBook, new: &PriceBook) -> Vec<PriceChange> {
        let (mut olds, mut news) = (old.regions().iter().peekable(), new.regions().iter().peekable());
        let mut changes: Vec<PriceChange> = of_rows(None, old.rows(), new.rows()).collect();
        loop {
            let order = match (olds.peek(), news.peek()) {
                (Some(old), Some(new)) => old.region.cmp(&new.region),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => return changes,
            };
            let old = if order == Ordering::Greater { None } else { olds.next() };
            let new = if order == Ordering::Less { None } else { news.next() };
            match (old, new) {
                (Some(old), Some(new)) => changes.extend(of_rows(Some(new), old.rows(), new.rows())),
                (Some(gone), None) => {
                    let (region, name) = names(gone);
                    changes.push(PriceChange::RegionRemoved { region, name });
                }
                (None, Some(came)) => {
                    let (region, name) = names(came);
                    changes.push(PriceChange::RegionAdded { region, name });
                }
                (None, None) => return changes,
            }
        }
    }
}

fn names(prices: &RegionPrices) -> (String, String) {
    (prices.region.to_string(), prices.name.to_string())
}

fn of_rows<const N: usize>(
    of: Option<&RegionPrices>,
    old: [PriceRow; N],
    new: [PriceRow; N],
) -> impl Iterator<Item = PriceChange> {
    let (region, name) = of.map(names).unzip();
    let pairs = old.into_iter().zip(new).filter(|(old, new)| old.dollars != new.dollars);
    pairs.map(move |(old, new)| PriceChange::Price { region: region.clone(), name: name.clone(), old, new })
}

impl PriceChange {
    /// The code of the Region; `None` for a price that is the same in every Region.
    #[must_use]
    pub fn region(&self) -> Option<&str> {
        match self {
            PriceChange::RegionAdded { region, .. } | PriceChange::RegionRemoved { region, .. } => {
                Some(region)
            }
            PriceChange::Price { region, .. } => region.as_deref(),
        }
    }

    /// The name of the Region; `None` for a price that is the same in every Region.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self {
            PriceChange::RegionAdded { name, .. } | PriceChange::RegionRemoved { name, .. } => Some(name),
            PriceChange::Price { name, .. } => name.as_deref(),
        }
    }

    /// The stable id of what changed: `region-added`, `region-removed`, `price`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            PriceChange::RegionAdded { .. } => "region-added",
            PriceChange::RegionRemoved { .. } => "region-removed",
            PriceChange::Price { .. } => "price",
        }
    }

    /// The price before and after; `None` where a whole Region came or went.
    #[must_use]
    pub fn rows(&self) -> Option<(&PriceRow, &PriceRow)> {
        match self {
            PriceChange::Price { old, new, .. } => Some((old, new)),
            PriceChange::RegionAdded { .. } | PriceChange::RegionRemoved { .. } => None,
        }
    }

    /// By how many per cent of the older price, to two places, halves away from zero: a figure for people. `None` where a
    /// whole Region came or went, and from a price of nothing.
    #[must_use]
    pub fn percent(&self) -> Option<Decimal> {
        let (old, new) = self.rows()?;
        let hundredfold = new.dollars.checked_sub(old.dollars)?.checked_mul(Decimal::ONE_HUNDRED)?;
        let percent = hundredfold.checked_div(old.dollars)?;
        Some(percent.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{PrivatePrice, parse};

    fn only(codes: &[&str]) -> PriceBook {
        let regions = codes.iter().map(|code| PriceBook::builtin().region(code).unwrap().clone()).collect();
        PriceBook::new("2026-01-01", "a test", [Decimal::ONE, Decimal::ONE], regions).unwrap()
    }

    fn summary(old: &PriceBook, new: &PriceBook) -> Vec<String> {
        let changes = PriceBook::diff(old, new);
        changes
            .iter()
            .map(|change| format!("{} {}", change.kind(), change.region().unwrap_or("everywhere")))
            .collect()
    }

    #[test]
    fn regions_come_and_go() {
        let (old, new) = (only(&["eu-west-1", "us-east-1"]), only(&["ap-east-1", "us-east-1", "us-west-2"]));
        let expected = ["region-added ap-east-1", "region-removed eu-west-1", "region-added us-west-2"];
        assert_eq!(summary(&old, &new), expected);
        assert_eq!(summary(&old, &old), [""; 0]);
        let dearer = parse::private_price("price", "s3BatchJob=2").unwrap();
        assert_eq!(summary(&old, &old.with_private_price(&dearer).unwrap()), ["price everywhere"]);
    }

    #[track_caller]
    fn percent(old: &str, new: &str, expected: Option<&str>) {
        let book = only(&["us-east-1"]);
        let at = |dollars| {
            let dollars = parse::dollars("price", dollars).unwrap();
            let private = PrivatePrice { region: None, row: "kmsRequest".to_owned(), dollars };
            book.with_private_price(&private).unwrap()
        };
        let changes = PriceBook::diff(&at(old), &at(new));
        assert_eq!(changes.len(), 1);
        assert_eq!(changes[0].percent().map(|percent| percent.to_string()).as_deref(), expected);
    }

    #[test]
    fn a_change_is_rounded_half_away_from_zero() {
        percent("0.000003", "0.000004", Some("33.33"));
        percent("0.000003", "0.000001", Some("-66.67"));
        percent("8", "8.0002", Some("0.00")); // 0.0025 %
        percent("8", "8.0004", Some("0.01")); // 0.005 %
        percent("8", "7.9996", Some("-0.01"));
        percent("1", "0", Some("-100"));
        percent("0", "1", None);
    }
}
