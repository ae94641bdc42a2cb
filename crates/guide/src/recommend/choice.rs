//! An option with what it takes to meet the requirements, and what that costs.

use crate::criteria::{Criterion, Verdict, answer};
use crate::requirement::{Met, Requirement};
use sse_pricing::{Comparison, EncryptionOption, Estimate, LineItem, Money, Range, Result};

/// An option that meets all requirements, and its cost with what it needs for that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    option: EncryptionOption,
    known: Range<Money>,
    complete: bool,
    s3_data_events: Option<Money>,
}

impl Choice {
    /// `None` where the option does not meet every requirement.
    pub(super) fn new(
        comparison: &Comparison<'_>,
        option: EncryptionOption,
        requirements: &[Requirement],
    ) -> Result<Option<Choice>> {
        let met: Vec<Met> = requirements.iter().map(|requirement| requirement.met_by(option)).collect();
        if met.contains(&Met::No) {
            return Ok(None);
        }
        let figures = comparison.estimate(option).figures();
        let (mut known, mut complete) = (figures.known, figures.complete);
        let events = met.contains(&Met::WithS3DataEvents);
        let s3_data_events = if events { s3_data_events(comparison) } else { None };
        if let Some(events) = s3_data_events {
            known = Range {
                low: known.low.plus(events)?,
                typical: known.typical.plus(events)?,
                high: known.high.plus(events)?,
            };
        }
        // Unknown is not zero.
        complete &= events == s3_data_events.is_some();
        Ok(Some(Choice { option, known, complete, s3_data_events }))
    }

    /// The option.
    #[must_use]
    pub fn option(&self) -> EncryptionOption {
        self.option
    }

    /// What AWS charges in the month, S3 data events included where they are needed; `None` where a part of it is unknown.
    #[must_use]
    pub fn monthly(&self) -> Option<Money> {
        self.complete.then_some(self.known.typical)
    }

    /// Twelve such months.
    ///
    /// # Errors
    /// When twelve times the cost no longer fits an exact decimal.
    pub fn annual(&self) -> Result<Option<Money>> {
        self.monthly().map(|monthly| monthly.times(12)).transpose()
    }

    /// What it costs beside what AWS charges, and nobody can say here: SSE-C's keys are managed by oneself.
    #[must_use]
    pub fn unknown_costs(&self) -> Option<&'static str> {
        (self.option == EncryptionOption::SseC).then_some("your own key management")
    }

    /// Whether all that it costs is known.
    pub(super) fn is_known(&self) -> bool {
        self.complete && self.unknown_costs().is_none()
    }

    /// The part of the cost that is known: all of it, or a floor under it.
    #[must_use]
    pub fn known(&self) -> Money {
        self.known.typical
    }

    /// The least that the month can cost.
    #[must_use]
    pub fn low(&self) -> Money {
        self.known.low
    }

    /// The most that the month can cost; `None` where that is unknown.
    #[must_use]
    pub fn high(&self) -> Option<Money> {
        self.complete.then_some(self.known.high)
    }

    /// What S3 data events add, where a requirement needs them: in the cost already.
    #[must_use]
    pub fn s3_data_events(&self) -> Option<Money> {
        self.s3_data_events
    }

    /// The cost where a Bucket Key saves most, typically, and where it saves least.
    pub(super) fn range(&self) -> Range<Money> {
        self.known
    }

    /// What decides: a known cost before an unknown one, the typical cost, of equal ones who gives up less. Who is equal in
    /// that too stays in the order of the options.
    pub(super) fn rank(&self) -> (bool, Money, u32) {
        let given_up = self.gives_up().map(|criterion| match answer(self.option, criterion).verdict {
            Verdict::Good => 0,
            Verdict::Limited => 1,
            Verdict::Poor => 2,
        });
        (!self.is_known(), self.known.typical, given_up.sum())
    }

    /// The criteria whose answers are not what one would want. Not the charges: they are in the cost.
    pub fn gives_up(&self) -> impl Iterator<Item = Criterion> + '_ {
        Criterion::ALL.into_iter().filter(|&criterion| {
            let had = criterion == Criterion::ObjectAudit && self.s3_data_events.is_some();
            let good = answer(self.option, criterion).verdict == Verdict::Good;
            criterion != Criterion::Charges && !had && !good
        })
    }
}

/// S3 data events of the month in one trail.
///
/// They record what S3 is asked, so that they are the same for every option. The engine keeps them beside the options with a
/// Bucket Key.
fn s3_data_events(comparison: &Comparison<'_>) -> Option<Money> {
    comparison.estimates().iter().find_map(Estimate::object_audit).and_then(LineItem::amount)
}
