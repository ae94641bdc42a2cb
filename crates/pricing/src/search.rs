//! The least volume at which one figure is more than another, exactly.
//!
//! Every question asked here compares two figures neither of which falls as the volume grows:
//!
//! - Uploads, downloads and copies do not fall, rounded or not. A larger object takes no fewer requests than a smaller one, so
//!   the requests of a mix of sizes do not fall either; a mix for which that is not so is refused.
//! - With a Bucket Key, more operations occupy more cells (see [`bucket_key`](crate::bucket_key)), but for the last bit of a
//!   float; and a flat or a measured share of more calls is more calls.
//! - So no option's cost falls. A budget, a fee and the free requests stay what they are.
//!
//! Where the second figure stays what it is, "more" holds from some volume on, and a binary search finds it. Two options'
//! costs differ by fees, by what DSSE-KMS adds by GB, and by what a Bucket Key saves. The first stay, and the others never fall:
//! of one more operation a Bucket Key leaves at most one more call, as `c * (1 - exp(-n / c))` rises by at most 1 with n, and
//! reads more keys by at most as much as there are more writes and reads together. So "more" holds from some volume on again.
//! The exception are operations that are rounded apart from each other, because they are of several sizes or no whole multiples
//! of the volume: then what is saved may fall back by a few calls. [`Search::leap`] looks for an earlier volume in that case.
//!
//! Whatever was found, both sides of it are priced anew: it must not hold at the volume below, and must hold at the volume.

use crate::operations::Operations;
use crate::prices::RegionPrices;
use crate::scaling::Scaling;
use crate::workload::MAX_COUNT;
use crate::{Error, Figures, ObjectSizes, Percent, Result, Workload};
use rust_decimal::Decimal;

/// The figures of every option at one volume.
pub(crate) type All = [Figures; 7];

/// The two figures of every option's that are compared. Not by a type of its own for each question, which would make as many
/// copies of the search.
type Compare<'a> = &'a dyn Fn(&All) -> (Decimal, Decimal);

/// How many volumes are priced to find one, at most: less than a second's work.
const MOST_PRICED: u32 = 1_000_000;

/// A workload at any volume.
#[derive(Clone, Debug)]
pub(crate) struct Search<'a> {
    prices: &'a RegionPrices,
    scaling: Scaling,
    ratio: Ratio,
    /// Whether no operation is rounded apart from the others.
    even: bool,
    /// The largest volume whose figures can be computed exactly.
    pub(crate) most: u64,
    pub(crate) at_most: All,
    /// How many more volumes may be priced one after the other.
    left: u32,
}

/// How the counts follow from a volume.
#[derive(Clone, Copy, Debug)]
struct Ratio {
    base: u64,
    counts: [u64; 3],
}

/// A volume from which something holds, and the figures on both sides of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    pub(crate) volume: u64,
    /// At one less; `None` where the volume is 0.
    pub(crate) below: Option<All>,
    pub(crate) at: All,
}

impl Ratio {
    fn of(workload: &Workload) -> Ratio {
        let counts = [workload.uploads, workload.downloads, workload.copies];
        match counts.into_iter().find(|&count| count > 0) {
            Some(base) => Ratio { base, counts },
            None => Ratio { base: 1, counts: [1, 1, 0] },
        }
    }

    /// The uploads, downloads and copies at a volume, each to the nearest whole, halves up; `None` beyond [`MAX_COUNT`].
    fn at(self, volume: u64) -> Option<[u64; 3]> {
        let base = u128::from(self.base);
        let scaled = |count: u64| {
            let twice = u128::from(volume).checked_mul(u128::from(count))?.checked_mul(2)?;
            let halves_up = twice.checked_add(base)?.checked_div(base.checked_mul(2)?)?;
            u64::try_from(halves_up).ok().filter(|&count| count <= MAX_COUNT)
        };
        let [uploads, downloads, copies] = self.counts;
        Some([scaled(uploads)?, scaled(downloads)?, scaled(copies)?])
    }

    /// Whether every count is a whole multiple of the volume, so that none is rounded.
    fn is_whole(self) -> bool {
        self.counts.iter().all(|count| count.checked_rem(self.base) == Some(0))
    }
}

/// A workload at another volume, as [`break_even`](crate::break_even) defines one; `None` beyond [`MAX_COUNT`].
pub(crate) fn at_volume(workload: &Workload, volume: u64) -> Result<Option<Workload>> {
    let Some(counts) = Ratio::of(workload).at(volume) else { return Ok(None) };
    let mut scaling = Scaling::of(workload)?;
    scaling.at(counts)?;
    Ok(Some(scaling.workload))
}

impl<'a> Search<'a> {
    /// # Errors
    /// An input out of its range, a mix of sizes whose larger objects take fewer requests, or a figure too large to be computed
    /// exactly even at a volume of 0.
    pub(crate) fn new(workload: &Workload, prices: &'a RegionPrices) -> Result<Search<'a>> {
        let mut scaling = Scaling::of(workload)?;
        let nothing = scaling.at([0; 3])?;
        let at_most = Figures::of_usage(&scaling.workload, prices, &nothing)?;
        let ratio = Ratio::of(workload);
        let sizes = workload.object_size.as_ref().map_or(1, |sizes| sizes.classes().len());
        check_sizes(workload, ratio)?;
        let before = workload.share_before_bucket_key;
        let even = ratio.is_whole() && sizes == 1 && matches!(before, Percent::ZERO | Percent::HUNDRED);
        let mut search = Search { prices, scaling, ratio, even, most: 0, at_most, left: MOST_PRICED };
        search.widen()?;
        Ok(search)
    }

    /// Finds the largest volume. Figures too large for one are so for every larger one.
    fn widen(&mut self) -> Result<()> {
        // The whole range first: it nearly always fits.
        let mut middle = MAX_COUNT;
        let mut beyond = MAX_COUNT.saturating_add(1);
        while self.most < middle {
            match self.priced(middle)? {
                Some(figures) => (self.most, self.at_most) = (middle, figures),
                None => beyond = middle,
            }
            middle = self.most.midpoint(beyond);
        }
        Ok(())
    }

    /// Every option's figures at a volume; `None` where they are too large.
    fn priced(&mut self, volume: u64) -> Result<Option<All>> {
        let Some(counts) = self.ratio.at(volume) else { return Ok(None) };
        let usage = self.scaling.at(counts);
        let figures = usage.and_then(|usage| Figures::of_usage(&self.scaling.workload, self.prices, &usage));
        match figures {
            Ok(figures) => Ok(Some(figures)),
            Err(error) if error.is_too_large() => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The free requests, which are the same at every volume.
    pub(crate) fn free_requests(&self) -> u64 {
        self.scaling.workload.free_requests.value()
    }

    pub(crate) fn figures(&mut self, volume: u64) -> Result<All> {
        self.priced(volume)?.ok_or_else(|| Error::too_large("documents"))
    }

    /// The workload at the largest volume, of which everything is assumed that can be.
    pub(crate) fn largest(&self) -> Result<Workload> {
        let mut search = self.clone();
        search.figures(self.most)?;
        Ok(search.scaling.workload)
    }

    /// The least volume at which the first of two figures, neither of which falls, is more than the second; `None` where it is
    /// not at the largest volume. `options` is whether the second is an option's as well, and no constant.
    pub(crate) fn first(&self, options: bool, figures: Compare<'_>) -> Result<Option<Found>> {
        let holds = |all: &All| {
            let (one, other) = figures(all);
            one > other
        };
        let mut search = self.clone();
        let Some(mut volume) = search.bisect(&holds)? else { return Ok(None) };
        if options && !self.even && volume > 0 {
            volume = search.leap(volume, figures)?;
        }
        let at = search.figures(volume)?;
        let below = volume.checked_sub(1).map(|below| search.figures(below)).transpose()?;
        if below.as_ref().is_some_and(holds) || !holds(&at) {
            return Err(search.unsure());
        }
        Ok(Some(Found { volume, below, at }))
    }

    fn bisect(&mut self, holds: &dyn Fn(&All) -> bool) -> Result<Option<u64>> {
        if holds(&self.figures(0)?) {
            return Ok(Some(0));
        }
        if !holds(&self.at_most) {
            return Ok(None);
        }
        let (mut below, mut at) = (0_u64, self.most);
        while below.saturating_add(1) < at {
            let middle = below.midpoint(at);
            if holds(&self.figures(middle)?) {
                at = middle;
            } else {
                below = middle;
            }
        }
        Ok(Some(at))
    }

    /// The least volume at which it holds, up to one at which it does, where in between it may hold and then not again.
    ///
    /// As neither figure falls, it holds nowhere between two volumes if the first figure at the upper one is no more than the
    /// second at the lower one. So whole stretches are left out at once.
    fn leap(&mut self, holds_at: u64, figures: Compare<'_>) -> Result<u64> {
        let mut passed = 0_u64;
        loop {
            let (_, bar) = self.compared(passed, figures)?;
            let next = self.reach(passed, holds_at, bar, figures)?.saturating_add(1);
            let (one, other) = self.compared(next, figures)?;
            if next >= holds_at || one > other {
                return Ok(next);
            }
            passed = next;
        }
    }

    /// The furthest volume before an end at which the first figure is no more than the bar.
    fn reach(&mut self, from: u64, end: u64, bar: Decimal, figures: Compare<'_>) -> Result<u64> {
        let (mut within, mut stride) = (from, 1_u64);
        let mut beyond = end;
        while within.saturating_add(1) < beyond {
            let ahead =
                within.saturating_add(stride).min(within.midpoint(beyond).max(within.saturating_add(1)));
            if self.compared(ahead, figures)?.0 <= bar {
                within = ahead;
                stride = stride.saturating_mul(2);
            } else {
                beyond = ahead;
            }
        }
        Ok(within)
    }

    fn compared(&mut self, volume: u64, figures: Compare<'_>) -> Result<(Decimal, Decimal)> {
        self.left = self.left.checked_sub(1).ok_or_else(|| self.unsure())?;
        self.figures(volume).map(|all| figures(&all))
    }

    /// Rather no answer than a wrong one.
    fn unsure(&self) -> Error {
        let [uploads, downloads, copies] = self.ratio.counts;
        let allowed = "a ratio whose break-even can be told exactly; make them whole multiples of each other";
        Error::invalid("uploads, downloads, copies", format!("{uploads}:{downloads}:{copies}"), allowed)
    }
}

/// Whether of a mix of sizes the larger objects take no fewer requests than the smaller ones.
fn check_sizes(workload: &Workload, ratio: Ratio) -> Result<()> {
    let Some(sizes) = workload.object_size.as_ref().filter(|sizes| sizes.single().is_none()) else {
        return Ok(());
    };
    let mut one = workload.clone();
    [one.uploads, one.downloads, one.copies] = ratio.counts.map(|count| count.min(1));
    let mut before = [0; 6];
    for class in sizes.classes() {
        one.object_size = Some(ObjectSizes::one(class.bytes)?);
        let Operations { uploads, downloads, copies, .. } = Operations::of(&one)?;
        let each = [uploads, downloads, copies];
        let [u, d, c] = each.map(|requests| (requests.kms_writes(), requests.decrypt_reads));
        let now = [u.0, u.1, d.0, d.1, c.0, c.1];
        if now.iter().zip(before).any(|(now, before)| *now < before) {
            let size = crate::display::bytes(class.bytes);
            let allowed = "a size that takes as many requests as the smaller ones of the mix do, which a break-even needs; \
                           give one size";
            return Err(Error::invalid("objectSize", size, allowed));
        }
        before = now;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{EncryptionOption, PriceBook};

    #[track_caller]
    fn ratio(counts: [u64; 3], volume: u64, expected: Option<[u64; 3]>) {
        let mut workload = Workload::documents("us-east-1", 0).unwrap();
        [workload.uploads, workload.downloads, workload.copies] = counts;
        assert_eq!(Ratio::of(&workload).at(volume), expected, "{counts:?} at {volume}");
    }

    #[test]
    fn the_first_count_is_the_volume_and_the_others_keep_their_ratio() {
        ratio([10, 25, 1], 4, Some([4, 10, 0])); // 0.4 copies
        ratio([10, 25, 1], 5, Some([5, 13, 1])); // 12.5 and 0.5
        ratio([0, 10, 5], 3, Some([0, 3, 2])); // 1.5
        ratio([0, 0, 5], 3, Some([0, 0, 3]));
        ratio([0, 0, 0], 3, Some([3, 3, 0]));
        ratio([1, 2, 0], MAX_COUNT / 2, Some([MAX_COUNT / 2, MAX_COUNT, 0]));
        ratio([1, 2, 0], MAX_COUNT / 2 + 1, None);
    }

    #[test]
    fn nothing_is_rounded_where_every_count_is_a_multiple_of_the_first() {
        for (counts, whole) in
            [([10, 20, 0], true), ([5, 5, 15], true), ([0, 7, 7], true), ([0; 3], true), ([10, 25, 0], false)]
        {
            let [uploads, downloads, copies] = counts;
            let none = Workload::documents("us-east-1", 0).unwrap();
            let workload = Workload { uploads, downloads, copies, ..none };
            assert_eq!(Ratio::of(&workload).is_whole(), whole, "{counts:?}");
        }
    }

    fn search(workload: &Workload) -> Search<'static> {
        Search::new(workload, PriceBook::builtin().region(&workload.region).unwrap()).unwrap()
    }

    #[test]
    fn volumes_end_where_a_count_or_a_figure_does() {
        let mut workload = Workload::documents("us-east-1", 1).unwrap();
        assert_eq!(search(&workload).most, MAX_COUNT);
        workload.downloads = 3;
        assert_eq!(search(&workload).most, MAX_COUNT / 3);
        // 10 TiB are 1,310,720 GETs of 8 MiB and, in parts of 2 GiB, 5,120 and one more calls for the upload.
        workload.downloads = 1;
        workload.object_size = Some(ObjectSizes::one(10 << 40).unwrap());
        assert!(search(&workload).most < MAX_COUNT);
        assert!(search(&workload).clone().priced(search(&workload).most + 1).unwrap().is_none());
    }

    #[test]
    fn an_earlier_volume_is_found_behind_a_fall() {
        let search = search(&Workload::documents("us-east-1", 1).unwrap());
        let falls_back = |all: &All| {
            let n = EncryptionOption::SseKms.pick(all).kms_requests.typical / 2;
            // More than 100 from 101 to 149, no more at 150, and more for good from 401 on.
            (Decimal::from(n), Decimal::from(if n < 150 { 100 } else { 400 }))
        };
        let mut uneven = search.clone();
        uneven.even = false;
        assert_eq!(uneven.first(true, &falls_back).unwrap().unwrap().volume, 101);
        // A binary search alone finds the other one.
        assert_eq!(search.first(true, &falls_back).unwrap().unwrap().volume, 401);
    }

    #[test]
    fn rather_no_answer_than_a_wrong_one() {
        let mut uneven = search(&Workload::documents("us-east-1", 1).unwrap());
        uneven.even = false;
        // The second figure falls from 100 to 50, as no cost does: more than it from 51 on, where nobody looks.
        let falls = |all: &All| {
            let n = EncryptionOption::SseKms.pick(all).kms_requests.typical / 2;
            let other = if n == 0 {
                100
            } else if n < 150 {
                50
            } else {
                400
            };
            (Decimal::from(n), Decimal::from(other))
        };
        let error = uneven.first(true, &falls).unwrap_err();
        assert_eq!((error.field(), error.value()), ("uploads, downloads, copies", Some("1:1:0")));
    }
}
