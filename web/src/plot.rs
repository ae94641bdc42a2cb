//! Where things stand on the chart, on a grid of whole numbers.
//!
//! Across: documents a month, logarithmic. Up: dollars a month, linear up to $1 and logarithmic above, so that an option
//! without a charge has a place too.

use crate::curve::{Line, Sample};
use crate::scale::{LEAST, MOST, log2};
use crate::state::{Ahead, Course};
use crate::text;
use sse_pricing::{Money, Range};
use std::fmt::Write as _;

/// The chart's width, and its height.
pub(crate) const GRID: u64 = 10_000;

/// Dollars are placed to the millionth.
const DOLLAR: u64 = 1_000_000;

/// The dollars scale ends at least here, in decades above $1: at $10,000.
const LEAST_DECADES: u64 = 4;

/// How far right a volume stands; the chart's edge for volumes beyond it.
pub(crate) fn across(documents: u64) -> u64 {
    let from_least = log2(documents.clamp(LEAST, MOST)) - log2(LEAST);
    from_least * GRID / (log2(MOST) - log2(LEAST))
}

/// The scale of dollars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dollars {
    /// Powers of ten above $1.
    pub(crate) decades: u64,
}

impl Dollars {
    /// High enough for all lines.
    pub(crate) fn over(lines: &[Line]) -> Dollars {
        let highs = lines.iter().flat_map(|line| &line.samples).map(|sample| millionths(sample.monthly.high));
        let most = highs.max().unwrap_or(0) / DOLLAR;
        let decades = most.checked_ilog10().map_or(0, |log| u64::from(log) + 1);
        Dollars { decades: decades.max(LEAST_DECADES) }
    }

    /// How far down an amount stands, from the top.
    pub(crate) fn down(self, money: Money) -> u64 {
        self.down_at(millionths(money))
    }

    /// How far down a power of ten above $1 stands.
    pub(crate) fn down_at_decade(self, decade: u64) -> u64 {
        GRID - (decade + 1) * GRID / (self.decades + 1)
    }

    fn down_at(self, millionths: u64) -> u64 {
        const ONE: u64 = 1 << 16;
        let decades = if millionths < DOLLAR {
            millionths * ONE / DOLLAR
        } else {
            ONE + (log2(millionths) - log2(DOLLAR)) * ONE / log2(10)
        };
        GRID.saturating_sub(decades * GRID / ((self.decades + 1) * ONE))
    }
}

/// Where to put a dot: a place on the paper, not a figure.
fn millionths(money: Money) -> u64 {
    let amount = money.amount();
    let scaled = amount.mantissa().checked_mul(i128::from(DOLLAR)).unwrap_or(i128::MAX);
    let unit = 10_i128.checked_pow(amount.scale()).unwrap_or(i128::MAX);
    let placed = scaled.checked_div(unit).and_then(|placed| u64::try_from(placed).ok());
    placed.unwrap_or(if scaled < 0 { 0 } else { u64::MAX })
}

/// A line through the typical figures, as the `d` of a path.
pub(crate) fn path(line: &Line, dollars: Dollars) -> String {
    let mut path = String::new();
    trace(&mut path, line.samples.iter(), |sample| dollars.down(sample.monthly.typical));
    path
}

/// The band from low to high, as the `d` of a path; `None` where nothing is uncertain.
pub(crate) fn band(line: &Line, dollars: Dollars) -> Option<String> {
    if line.samples.iter().all(|sample| sample.monthly.is_exact()) {
        return None;
    }
    let mut path = String::new();
    trace(&mut path, line.samples.iter(), |sample| dollars.down(sample.monthly.high));
    trace(&mut path, line.samples.iter().rev(), |sample| dollars.down(sample.monthly.low));
    path.push('Z');
    Some(path)
}

fn trace<'a>(path: &mut String, samples: impl Iterator<Item = &'a Sample>, down: impl Fn(&Sample) -> u64) {
    for sample in samples {
        let step = if path.is_empty() { 'M' } else { 'L' };
        // Writing to a string cannot fail.
        let _ = write!(path, "{step}{} {}", across(sample.documents), down(sample));
    }
}

/// The months ahead on the same grid: months across, dollars up, both linear.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Months {
    months: u64,
    /// The dollars at the top, in millionths: a round amount.
    most: u64,
    /// The dollars between two lines of the grid, in millionths.
    step: u64,
}

/// Lines of the grid at most, above the lowest.
const MOST_LINES: u64 = 5;

impl Months {
    /// High enough for all courses, at a round amount.
    pub(crate) fn over(ahead: &Ahead) -> Months {
        let highs = ahead.options.iter().flat_map(|course| &course.months).map(|cost| millionths(cost.high));
        let most = highs.max().unwrap_or(0).max(DOLLAR);
        // 1, 2 or 5 times a power of ten, beginning at ten cents.
        let steps = (5..18_u32).flat_map(|power| {
            let unit = 10_u64.checked_pow(power).unwrap_or(u64::MAX);
            [1, 2, 5].map(|times| unit.saturating_mul(times))
        });
        let step = steps.into_iter().find(|step| most.div_ceil(*step) <= MOST_LINES).unwrap_or(u64::MAX);
        Months { months: u64::from(ahead.months), most: most.div_ceil(step).saturating_mul(step), step }
    }

    fn across(self, index: usize) -> u64 {
        let index = u64::try_from(index).unwrap_or(u64::MAX);
        index.saturating_mul(GRID).checked_div(self.months.saturating_sub(1)).unwrap_or(0).min(GRID)
    }

    fn down(self, money: Money) -> u64 {
        self.down_at(millionths(money))
    }

    fn down_at(self, millionths: u64) -> u64 {
        let up = u128::from(millionths) * u128::from(GRID) / u128::from(self.most.max(1));
        GRID.saturating_sub(u64::try_from(up).unwrap_or(GRID))
    }

    /// A line through the typical figures, as the `d` of a path.
    pub(crate) fn path(self, course: &Course) -> String {
        let mut path = String::new();
        self.trace(&mut path, course.months.iter().map(|cost| cost.typical).enumerate());
        path
    }

    /// The band from low to high, as the `d` of a path; `None` where nothing is uncertain.
    pub(crate) fn band(self, course: &Course) -> Option<String> {
        if course.months.iter().all(Range::is_exact) {
            return None;
        }
        let mut path = String::new();
        self.trace(&mut path, course.months.iter().map(|cost| cost.high).enumerate());
        self.trace(&mut path, course.months.iter().map(|cost| cost.low).enumerate().rev());
        path.push('Z');
        Some(path)
    }

    fn trace(self, path: &mut String, places: impl Iterator<Item = (usize, Money)>) {
        for (index, money) in places {
            let step = if path.is_empty() { 'M' } else { 'L' };
            let _ = write!(path, "{step}{} {}", self.across(index), self.down(money));
        }
    }

    /// The lines of the grid, from the lowest to the highest, in millionths.
    fn lines(self) -> impl Iterator<Item = u64> {
        (0..=self.most.checked_div(self.step).unwrap_or(0)).map(move |line| line.saturating_mul(self.step))
    }

    /// The grid, as the `d` of a path.
    pub(crate) fn grid(self) -> String {
        let mut path = String::new();
        for line in self.lines() {
            let _ = write!(path, "M0 {}H{GRID}", self.down_at(line));
        }
        path
    }

    /// Places and names of the dollars.
    pub(crate) fn dollar_ticks(self) -> impl Iterator<Item = (u64, String)> {
        self.lines().map(move |line| (self.down_at(line), text::dollars_at(line)))
    }

    /// Places and names of some of the months: each year's end, or each month of a year or less.
    pub(crate) fn month_ticks(self) -> impl Iterator<Item = (u64, String)> {
        let every = match self.months {
            0..=13 => 1,
            14..=61 => 6,
            _ => 60,
        };
        let shown = move |number: &u64| *number == 1 || number.is_multiple_of(every);
        (1..=self.months).filter(shown).map(move |number| {
            let index = usize::try_from(number.saturating_sub(1)).unwrap_or(0);
            (self.across(index), number.to_string())
        })
    }
}

/// A place on the grid as a share of the chart, for example `12.34%`.
pub(crate) fn percent(place: u64) -> String {
    format!("{}.{:02}%", place / 100, place % 100)
}

/// Moves labels apart that would overlap: at least `gap` between two, all on the chart, in the same order.
pub(crate) fn spread(places: &[u64], gap: u64) -> Vec<u64> {
    // Each in turn takes the next free place below the highest that is left. Half a dozen labels need no sorting, whose
    // generic code is larger than the rest of this file.
    let mut spread = places.to_vec();
    let mut least = 0;
    for index in from_the_top(places) {
        if let Some(place) = spread.get_mut(index) {
            *place = (*place).max(least);
            least = *place + gap;
        }
    }
    let mut most = GRID;
    for index in from_the_top(places).rev() {
        if let Some(place) = spread.get_mut(index) {
            *place = (*place).min(most);
            most = place.saturating_sub(gap);
        }
    }
    spread
}

/// The indices of places by height.
fn from_the_top(places: &[u64]) -> impl DoubleEndedIterator<Item = usize> {
    let rank = |index: usize, place: u64| {
        places.iter().enumerate().filter(|&(other, higher)| (*higher, other) < (place, index)).count()
    };
    let mut order = vec![0; places.len()];
    for (index, place) in places.iter().enumerate() {
        if let Some(slot) = order.get_mut(rank(index, *place)) {
            *slot = index;
        }
    }
    order.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::curve;
    use sse_cost_web_inputs::KeyKind;
    use sse_pricing::{ObjectSizes, Workload};

    #[test]
    fn volumes_from_edge_to_edge() {
        assert_eq!(across(LEAST), 0);
        assert_eq!(across(MOST), GRID);
        assert_eq!(across(0), 0);
        assert_eq!(across(u64::MAX), GRID);
        // A decade is a seventh of the chart.
        assert!(across(1_000).abs_diff(GRID / 7) <= 1);
        assert!(across(1_000_000).abs_diff(GRID * 4 / 7) <= 1);
    }

    #[test]
    fn dollars_from_nothing_to_the_top() {
        let dollars = Dollars { decades: 4 };
        assert_eq!(dollars.down(Money::ZERO), GRID);
        assert_eq!(dollars.down_at(DOLLAR / 2), 9_000);
        assert_eq!(dollars.down_at(DOLLAR), dollars.down_at_decade(0));
        assert!(dollars.down_at(1_000 * DOLLAR).abs_diff(dollars.down_at_decade(3)) <= 1);
        assert_eq!(dollars.down_at_decade(4), 0);
        assert_eq!(dollars.down_at(u64::MAX), 0);
    }

    #[test]
    fn the_scale_grows_with_the_lines() {
        let scale = |object_size| {
            let workload = Workload { object_size, ..Workload::documents("us-east-1", 0).unwrap() };
            Dollars::over(&curve::lines(&workload, KeyKind::Both)).decades
        };
        assert_eq!(scale(None), 4); // $6,000 at a billion documents
        assert_eq!(scale(Some(ObjectSizes::one(1 << 30).unwrap())), 7); // and $6,000,000 for two billion GB
    }

    #[test]
    fn labels_move_apart_and_keep_their_order() {
        assert_eq!(spread(&[5_000, 5_100, 100], 400), [5_000, 5_400, 100]);
        assert_eq!(spread(&[9_900, 10_000, 10_000], 400), [9_200, 9_600, 10_000]);
        assert_eq!(spread(&[], 400), [0_u64; 0]);
    }

    #[test]
    fn shares_of_the_chart_are_whole_hundredths() {
        assert_eq!(percent(0), "0.00%");
        assert_eq!(percent(1_205), "12.05%");
        assert_eq!(percent(GRID), "100.00%");
    }
}
