//! Inputs and what they cost.

use crate::text;
use sse_cost_web_inputs::{Inputs, Plans, Read};
use sse_guide::{Recommendation, SecurityClass};
use sse_pricing::forecast::Plan;
use sse_pricing::{
    Comparison, EncryptionOption, Error, Estimate, Forecast, Money, PriceBook, Range, Workload,
};

/// Inputs that make sense, and all that the page says of them.
#[derive(Debug)]
pub(crate) struct Priced {
    pub(crate) inputs: Inputs,
    pub(crate) workload: Workload,
    pub(crate) plans: Plans,
    pub(crate) estimates: [Estimate; 7],
    pub(crate) recommendation: Recommendation,
    /// The cheapest option of each security class.
    pub(crate) cheapest: [Option<EncryptionOption>; 5],
    pub(crate) ahead: Option<Ahead>,
}

/// The months ahead.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Ahead {
    pub(crate) options: Vec<Course>,
    /// The months in which a cost changes for another reason than growth.
    pub(crate) steps: Vec<(u32, EncryptionOption, &'static str)>,
    pub(crate) months: u32,
}

/// One option's months.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Course {
    pub(crate) option: EncryptionOption,
    /// The cost of each month; empty where a part of it is unknown.
    pub(crate) months: Vec<Range<Money>>,
    /// The cost of all of them; `None` where it is unknown.
    pub(crate) total: Option<Range<Money>>,
}

impl Priced {
    /// Prices what inputs come to.
    ///
    /// # Errors
    /// Inputs that make no sense together, or a figure too large.
    pub(crate) fn new(inputs: &Inputs, read: Read) -> Result<Priced, Error> {
        let Read { workload, plans } = read;
        let comparison = Comparison::new(&workload, PriceBook::builtin())?;
        let recommendation = Recommendation::new(&comparison, inputs.requirements())?;
        let cheapest = SecurityClass::ALL.map(|class| class.cheapest(&comparison));
        let estimates = comparison.estimates().clone();
        // A forecast can grow too large where a month does not: then there is none, and the month still is.
        let ahead = Ahead::of(&workload, &plans).ok();
        Ok(Priced { inputs: inputs.clone(), workload, plans, estimates, recommendation, cheapest, ahead })
    }

    /// Reads and prices inputs.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub(crate) fn of(inputs: &Inputs) -> Result<Priced, Error> {
        let first =
            |wrong: Vec<sse_cost_web_inputs::Wrong>| wrong.into_iter().next().map(|wrong| wrong.error);
        match inputs.read() {
            Ok(read) => Priced::new(inputs, read),
            Err(wrong) => Err(first(wrong).unwrap_or_else(|| Error::invalid("inputs", "", text::NO_SUM))),
        }
    }

    /// One option's estimate.
    pub(crate) fn estimate(&self, option: EncryptionOption) -> &Estimate {
        let [first, rest @ ..] = &self.estimates;
        rest.iter().find(|estimate| estimate.option() == option).unwrap_or(first)
    }

    /// The workload without its volume: what the foot says does not depend on it.
    pub(crate) fn at_any_volume(&self) -> Workload {
        Workload { uploads: 0, downloads: 0, ..self.workload.clone() }
    }
}

impl Ahead {
    fn of(workload: &Workload, plans: &Plans) -> Result<Ahead, Error> {
        let plan = Plan::new(plans.months.value(), plans.growth.value());
        let forecast = Forecast::new(workload, PriceBook::builtin(), &plan)?;
        let course = |option| {
            let total = forecast.total(option);
            let months = if total.complete {
                forecast.months().iter().map(|month| month.figures(option).known).collect()
            } else {
                Vec::new()
            };
            Course { option, months, total: total.complete.then_some(total.known) }
        };
        let steps = forecast.steps().iter().map(|step| (step.month, step.option, step.reason.text()));
        Ok(Ahead {
            options: EncryptionOption::ALL.into_iter().map(course).collect(),
            steps: steps.collect(),
            months: plans.months.value(),
        })
    }
}
