//! What the options cost month by month, as the volume grows and keys are rotated.
//!
//! - A month is 730 hours, the average month: 365 days by 24 hours by 1/12. A bill prorates by the hours of the very month, so
//!   the month in which a key is rotated differs from it by a few hours' fee.
//! - Uploads, downloads and copies grow each by the same share: month m + 1 = month m x (1 + growth), to the nearest whole,
//!   halves up ([`Growth::after`]). Everything else about the workload stays; measured calls keep their share of the calls.
//! - The n-th automatic rotation falls due n x [`rotation_days`](Plan::rotation_days) after the key was created. It adds the
//!   key's fee once more from that hour on, so in its month for the hours that are left. Only the first two ever cost
//!   (AWS KMS pricing, since April 2024).
//!
//! ```
//! use sse_pricing::forecast::Plan;
//! use sse_pricing::{EncryptionOption, Forecast, PriceBook, Workload, parse};
//!
//! // A million documents, 5 % more each month, for three years; the key is new, and rotated every 365 days.
//! let workload = Workload::documents("us-east-1", 1_000_000)?;
//! let plan = Plan::new(36, parse::growth("growth", "5%")?);
//! let forecast = Forecast::new(&workload, PriceBook::builtin(), &plan)?;
//!
//! let sse_kms = EncryptionOption::SseKms;
//! let first = &forecast.months()[0];
//! assert_eq!(first.figures(sse_kms).monthly().unwrap().dollars().to_string(), "$6.94");
//! // Requests $6 x 95.836 (the 36 powers of 1.05, added up) = $575.02, less 36 x $0.06 that are free; $36 for the key, and
//! // $24 and $12 for its rotations, from months 13 and 25 on.
//! assert_eq!(forecast.total(sse_kms).typical().unwrap().dollars().to_string(), "$644.86");
//! let steps = forecast.steps().iter().filter(|step| step.option == sse_kms);
//! let steps: Vec<_> = steps.map(|step| (step.month, step.reason.text())).collect();
//! assert_eq!(
//!     steps,
//!     [(1, "free tier used up"), (13, "first rotation of the key"), (25, "second rotation of the key")]
//! );
//! # Ok::<(), sse_pricing::Error>(())
//! ```

use crate::bill::Usage;
use crate::bucket_key::MONTH_HOURS;
use crate::keys::{CHARGED_ROTATIONS, PartOfMonth};
use crate::prices::{PriceBook, RegionPrices};
use crate::scaling::Scaling;
use crate::workload::{MAX_COUNT, check_within};
use crate::{
    Assumable, EncryptionOption, Error, Estimate, Figures, Growth, Money, Range, Result, Workload, display,
};

pub use crate::step::{Step, StepReason};

/// The most months: fifty years.
pub const MAX_MONTHS: u32 = 600;

/// Days between two automatic rotations that KMS takes where none are given (KMS, `EnableKeyRotation`).
pub const ROTATION_DAYS: u32 = 365;

/// How the months of a forecast differ from each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Plan {
    /// How many months, from 1 to [`MAX_MONTHS`].
    pub months: u32,
    /// How much more there is each month than in the month before.
    pub growth: Growth,
    /// Days from one automatic rotation of the customer managed keys to the next, from 90 to 2,560 (KMS,
    /// `EnableKeyRotation`); `None` where they are not rotated, which is how KMS makes a key. Default [`ROTATION_DAYS`].
    pub rotation_days: Assumable<Option<u32>>,
    /// Days since the keys were created when the forecast begins. The next rotation falls due once they make a multiple of
    /// the rotation days: `rotation_days - key_age_days mod rotation_days` days on. How many there were is for
    /// [`Keys::rotations`](crate::Keys::rotations) to say. Default 0.
    pub key_age_days: Assumable<u32>,
}

/// What every option costs, month by month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forecast<'a> {
    workload: &'a Workload,
    book: &'a PriceBook,
    prices: &'a RegionPrices,
    plan: Plan,
    months: Vec<Month>,
    steps: Vec<Step>,
}

/// One month of a forecast.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month {
    /// Counted from 1.
    pub number: u32,
    /// Objects written.
    pub uploads: u64,
    /// Objects read.
    pub downloads: u64,
    /// Objects copied.
    pub copies: u64,
    /// Rotations that each key has had when the month begins.
    pub rotations: u64,
    /// A rotation within the month that adds to the fee, for the hours that are left of the month's 730.
    pub rotating: Option<PartOfMonth>,
    figures: [Figures; 7],
    so_far: [Sum; 7],
}

/// What an option costs over several months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sum {
    /// The option that is priced.
    pub option: EncryptionOption,
    /// The sum of the lines that are known.
    pub known: Range<Money>,
    /// Whether all are. If not, the cost is unknown, and `known` a floor under it.
    pub complete: bool,
}

impl Plan {
    /// A number of months with a growth; the keys are new, and rotated once a year.
    #[must_use]
    pub fn new(months: u32, growth: Growth) -> Plan {
        Plan {
            months,
            growth,
            rotation_days: Assumable::Assumed(Some(ROTATION_DAYS)),
            key_age_days: Assumable::Assumed(0),
        }
    }

    fn check(&self) -> Result<()> {
        check_within("months", self.months.into(), 1, MAX_MONTHS.into())?;
        let Some(days) = self.rotation_days.value() else { return Ok(()) };
        check_within("rotationDays", days.into(), 90, 2_560)
    }

    /// The rotations that each key has had when a month begins, of which there were `so_far` at the start, and the one within
    /// the month if it adds to the fee.
    fn rotations(&self, so_far: u64, month: u32) -> (u64, Option<PartOfMonth>) {
        let Some(days) = self.rotation_days.value() else { return (so_far, None) };
        let hours = |days: u32| u64::from(days).saturating_mul(24);
        let age = self.key_age_days.value().checked_rem(days).unwrap_or(0);
        let (first, period) = (hours(days.saturating_sub(age)), hours(days).max(1));
        let begins = u64::from(month).saturating_sub(1).saturating_mul(MONTH_HOURS);
        let before = begins.checked_sub(first).map_or(0, |later| later.div_ceil(period));
        let rotations = so_far.saturating_add(before);
        // At least 90 days lie between two rotations, so a month holds one at most.
        let due = first.saturating_add(before.saturating_mul(period));
        let left = begins.saturating_add(MONTH_HOURS).saturating_sub(due);
        let adds = left > 0 && rotations < CHARGED_ROTATIONS;
        (rotations, adds.then_some(PartOfMonth { hours: left, month_hours: MONTH_HOURS }))
    }
}

impl<'a> Forecast<'a> {
    /// Prices every option in every month.
    ///
    /// # Errors
    /// An input out of its range, a Region that the book does not hold, keys that exist for a part of a month, more in a
    /// month than a count allows, or a figure too large to be computed exactly; the last two name the month.
    pub fn new(workload: &'a Workload, book: &'a PriceBook, plan: &Plan) -> Result<Forecast<'a>> {
        plan.check()?;
        if let Some(part) = workload.keys.existed {
            let allowed = "left out, as in a forecast keys exist for whole months";
            return Err(Error::invalid("keyHours.existed", part.hours, allowed));
        }
        let prices = book.region(&workload.region)?;
        let mut scaling = Scaling::of(workload)?;
        let mut counts = [workload.uploads, workload.downloads, workload.copies];
        let mut so_far = EncryptionOption::ALL.map(Sum::nothing);
        let mut months = Vec::with_capacity(usize::try_from(plan.months).unwrap_or(0));
        for number in 1..=plan.months {
            if number > 1 {
                counts = grown(plan, counts, number)?;
            }
            let rotations = plan.rotations(workload.keys.rotations, number);
            let month = Month::of(&mut scaling, prices, number, counts, rotations, so_far)
                .map_err(|error| in_month(plan, number, error))?;
            so_far = month.so_far;
            months.push(month);
        }
        let steps = Step::all(&months, workload.free_requests.value());
        Ok(Forecast { workload, book, prices, plan: *plan, months, steps })
    }

    /// The workload of the first month.
    #[must_use]
    pub fn workload(&self) -> &'a Workload {
        self.workload
    }

    /// The prices it is priced at, in every month.
    #[must_use]
    pub fn book(&self) -> &'a PriceBook {
        self.book
    }

    /// How the months differ.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The months, first to last.
    #[must_use]
    pub fn months(&self) -> &[Month] {
        &self.months
    }

    /// What an option costs over all months.
    #[must_use]
    pub fn total(&self, option: EncryptionOption) -> Sum {
        self.months.last().map_or(Sum::nothing(option), |month| month.so_far(option))
    }

    /// The months in which a cost changes for another reason than growth, first to last.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// One option's line items in one month, whose sum is that of the month's figures.
    ///
    /// # Errors
    /// A month that the forecast does not have.
    pub fn estimate(&self, month: u32, option: EncryptionOption) -> Result<Estimate> {
        let found = self.months.iter().find(|found| found.number == month);
        let found = found.ok_or_else(|| {
            Error::invalid("month", month, format!("a whole number from 1 to {}", self.plan.months))
        })?;
        let mut scaling = Scaling::of(self.workload)?;
        let usage = usage(&mut scaling, found.counts(), (found.rotations, found.rotating))?;
        Estimate::of(&scaling.workload, self.prices, &usage, option)
    }

    /// What nobody said and what AWS does not say, as [`Workload::assumed`] lists it, and of the plan:
    ///
    /// - `plan.rotationDays`, `plan.keyAgeDays`
    /// - `rules.monthOf730Hours`: a rotation is prorated by the hours of an average month
    #[must_use]
    pub fn assumed(&self) -> Vec<&'static str> {
        let mut assumed = self.workload.assumed();
        let rotates = self.plan.rotation_days.value().is_some();
        let prorated = self.months.iter().any(|month| month.rotating.is_some());
        let inputs = [
            ("rules.replicaRotation", prorated && self.workload.keys.replicas > 0),
            ("plan.rotationDays", self.plan.rotation_days.is_assumed()),
            ("plan.keyAgeDays", rotates && self.plan.key_age_days.is_assumed()),
            ("rules.monthOf730Hours", prorated),
        ];
        let more = inputs.iter().filter(|(_, holds)| *holds).map(|(name, _)| *name);
        for name in more {
            if !assumed.contains(&name) {
                assumed.push(name);
            }
        }
        assumed
    }
}

/// Counts one month's calls. What the keys cost in it depends on their rotations.
fn usage(
    scaling: &mut Scaling,
    counts: [u64; 3],
    (rotations, rotating): (u64, Option<PartOfMonth>),
) -> Result<Usage> {
    scaling.workload.keys.rotations = rotations;
    let mut usage = scaling.at(counts)?;
    usage.rotating = rotating;
    Ok(usage)
}

impl Month {
    fn of(
        scaling: &mut Scaling,
        prices: &RegionPrices,
        number: u32,
        counts: [u64; 3],
        (rotations, rotating): (u64, Option<PartOfMonth>),
        mut so_far: [Sum; 7],
    ) -> Result<Month> {
        let usage = usage(scaling, counts, (rotations, rotating))?;
        let figures = Figures::of_usage(&scaling.workload, prices, &usage)?;
        for (sum, figures) in so_far.iter_mut().zip(&figures) {
            *sum = sum.plus(figures)?;
        }
        let [uploads, downloads, copies] = counts;
        Ok(Month { number, uploads, downloads, copies, rotations, rotating, figures, so_far })
    }

    /// What an option costs in the month.
    #[must_use]
    pub fn figures(&self, option: EncryptionOption) -> &Figures {
        option.pick(&self.figures)
    }

    /// What an option costs from the first month to the end of this one.
    #[must_use]
    pub fn so_far(&self, option: EncryptionOption) -> Sum {
        *option.pick(&self.so_far)
    }

    fn counts(&self) -> [u64; 3] {
        [self.uploads, self.downloads, self.copies]
    }
}

impl Sum {
    fn nothing(option: EncryptionOption) -> Sum {
        Sum { option, known: Range::exactly(Money::ZERO), complete: true }
    }

    /// The cost by the typical figures; `None` where it is unknown.
    #[must_use]
    pub fn typical(&self) -> Option<Money> {
        self.complete.then_some(self.known.typical)
    }

    fn plus(self, figures: &Figures) -> Result<Sum> {
        let known = Range {
            low: self.known.low.plus(figures.known.low)?,
            typical: self.known.typical.plus(figures.known.typical)?,
            high: self.known.high.plus(figures.known.high)?,
        };
        Ok(Sum { known, complete: self.complete && figures.complete, ..self })
    }
}

/// The counts of a month, from those of the month before.
fn grown(plan: &Plan, before: [u64; 3], month: u32) -> Result<[u64; 3]> {
    let grow = |field: &str, count: u64| {
        let grown = plan.growth.after(count).filter(|&grown| grown <= MAX_COUNT);
        grown.ok_or_else(|| {
            let (growth, most) = (plan.growth, display::count(MAX_COUNT));
            let why =
                format!("with a growth of {growth} there are more than {most} {field} in month {month}");
            too_many_months(plan, month, &why)
        })
    };
    let [uploads, downloads, copies] = before;
    Ok([grow("uploads", uploads)?, grow("downloads", downloads)?, grow("copies", copies)?])
}

/// A figure that is too large for the first time in a later month is for the number of months to put right.
fn in_month(plan: &Plan, month: u32, error: Error) -> Error {
    if month == 1 || !error.is_too_large() {
        return error;
    }
    let why = format!("the {} of month {month} are too many to be computed exactly", error.field());
    too_many_months(plan, month, &why)
}

fn too_many_months(plan: &Plan, month: u32, why: &str) -> Error {
    Error::invalid("months", plan.months, format!("at most {}: {why}", month.saturating_sub(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A period and an age in days; the months, done before and hours left, in which a rotation adds to the fee.
    #[track_caller]
    fn check(period: u32, age: u32, so_far: u64, expected: &[(u32, u64, u64)]) {
        let rotation_days = Assumable::Given(Some(period));
        let plan = Plan { rotation_days, key_age_days: Assumable::Given(age), ..Plan::new(60, Growth::NONE) };
        let adds = (1..=60).filter_map(|month| {
            let (rotations, rotating) = plan.rotations(so_far, month);
            rotating.map(|part| (month, rotations, part.hours))
        });
        assert_eq!(adds.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn rotations_fall_due_by_the_age_of_the_key() {
        // 365 days are 8,760 hours, twelve months of 730: each falls due as a month begins.
        check(365, 0, 0, &[(13, 0, 730), (25, 1, 730)]);
        // 90 days are 2,160 hours; month 3 ends at 2,190. 180 are 4,320; month 6 ends at 4,380.
        check(90, 0, 0, &[(3, 0, 30), (6, 1, 60)]);
        // 365 - 100 days are 6,360 hours; month 9 ends at 6,570. Then a year on.
        check(365, 100, 0, &[(9, 0, 210), (21, 1, 210)]);
        // The age beyond a period counts as the age since the last one.
        check(365, 465, 0, &[(9, 0, 210), (21, 1, 210)]);
        // Of a key that is 365 days old the rotation has just been; the next is a year away.
        check(365, 365, 1, &[(13, 1, 730)]);
        check(365, 0, 2, &[]);
        // 2,560 days are 61,440 hours, in month 85.
        check(2_560, 0, 0, &[]);
    }

    #[test]
    fn every_rotation_is_counted_whether_it_costs_or_not() {
        let plan = Plan { rotation_days: Assumable::Given(Some(90)), ..Plan::new(600, Growth::NONE) };
        // 599 months are 437,270 hours, 202 times 2,160 and a rest.
        assert_eq!(plan.rotations(5, 600), (207, None));
    }
}
