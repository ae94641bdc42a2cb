//! The cheapest option that meets all requirements, and what to know about it.
//!
//! ```
//! use sse_guide::{Recommendation, Requirement};
//! use sse_pricing::{Comparison, EncryptionOption, PriceBook, Workload};
//!
//! let workload = Workload::documents("us-east-1", 1_000_000)?;
//! let comparison = Comparison::new(&workload, PriceBook::builtin())?;
//! let recommendation = Recommendation::new(&comparison, &Requirement::SENSITIVE_DATA)?;
//!
//! let choice = recommendation.choice().unwrap();
//! assert_eq!(choice.option(), EncryptionOption::SseKmsBucketKey);
//! assert_eq!(choice.monthly().unwrap().dollars().to_string(), "$1.38");
//! assert_eq!(recommendation.runner_up().unwrap().option(), EncryptionOption::SseKms);
//! # Ok::<(), sse_pricing::Error>(())
//! ```
//!
//! # The rules
//!
//! - Options are ranked by their typical cost of the month, S3 data events included where a requirement needs them.
//! - An option with an unknown cost comes after all with a known one, among them by the part that is known. DSSE-KMS
//!   has one where the object size is not known: it is recommended where two layers are required, and nothing else would do
//!   then. SSE-C always has one: AWS charges nothing for it, and what one's own key management costs nobody knows here. It is
//!   recommended where AWS may hold no key, and nothing else would do then.
//! - Of options that cost the same, the one that gives up less comes first: an answer to a criterion that is
//!   [`Limited`](crate::criteria::Verdict::Limited) counts once, a [`Poor`](crate::criteria::Verdict::Poor) one twice. So
//!   where a Bucket Key saves nothing, the option without it is recommended.
//! - Only a Bucket Key makes a range, and it is the same number of calls that every option with one depends on. So options
//!   are compared where it saves most and where it saves least; where another one would be cheaper there, that is a
//!   [`Turn`].
//! - Without any requirement the cheapest option is SSE-S3. What sensitive data asks for is then an
//!   [`Alternative`]: [`Requirement::SENSITIVE_DATA`].
//! - Where no option meets all, the requirements that contradict each other are found by trying every set of them, and each
//!   largest set that can be met is an [`Alternative`].

mod caution;
mod choice;
mod subsets;
mod words;

pub use choice::Choice;

use crate::requirement::{Requirement, Unmet};
use sse_pricing::{Comparison, EncryptionOption, Money, Result};

/// What to choose for a workload and requirements, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recommendation {
    requirements: Vec<Requirement>,
    ranking: Vec<Choice>,
    difference: Option<Money>,
    turns: Vec<Turn>,
    ruled_out: Vec<RuledOut>,
    conflicts: Vec<Vec<Requirement>>,
    alternatives: Vec<Alternative>,
    cautions: Vec<String>,
}

/// An end of the range of a cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// Where a Bucket Key saves most.
    Low,
    /// Where it saves least.
    High,
}

/// Another option would be the cheapest at an end of the range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Which end.
    pub end: End,
    /// The option that is the cheapest there.
    pub option: EncryptionOption,
    /// Its name, with what it takes beside.
    pub name: String,
    /// What it costs there.
    pub cost: Money,
    /// What the recommended option costs there.
    pub recommended: Money,
}

/// An option that does not meet the requirements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuledOut {
    /// The option.
    pub option: EncryptionOption,
    /// What it does not meet, and why: at least one.
    pub unmet: Vec<Unmet>,
}

impl RuledOut {
    /// What it does not meet, by the ids: `access-separation audit-trail`.
    #[must_use]
    pub fn ids(&self) -> String {
        self.unmet.iter().map(|unmet| unmet.requirement.id()).collect::<Vec<_>>().join(" ")
    }
}

/// What other requirements would lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// The other requirements.
    pub requirements: Vec<Requirement>,
    /// Those that are given up for it.
    pub given_up: Vec<Requirement>,
    /// The cheapest option that meets the others.
    pub choice: Choice,
}

impl Recommendation {
    /// Ranks the options that meet all requirements. A requirement that stands twice counts once.
    ///
    /// # Errors
    /// A figure too large to be computed exactly.
    pub fn new(comparison: &Comparison<'_>, requirements: &[Requirement]) -> Result<Recommendation> {
        let required = |requirement: &Requirement| requirements.contains(requirement);
        let requirements: Vec<Requirement> = Requirement::ALL.into_iter().filter(required).collect();
        let ranking = ranking(comparison, &requirements)?;
        let difference = match ranking.as_slice() {
            [best, next, ..] => {
                let known = best.is_known() && next.is_known();
                let costs = next.monthly().zip(best.monthly()).filter(|_| known);
                costs.map(|(next, best)| next.minus(best)).transpose()?
            }
            _ => None,
        };
        Ok(Recommendation {
            difference,
            turns: turns(&ranking),
            ruled_out: ruled_out(&requirements),
            conflicts: subsets::conflicts(&requirements),
            alternatives: alternatives(comparison, &requirements, ranking.is_empty())?,
            cautions: ranking.first().map_or_else(Vec::new, |choice| caution::cautions(comparison, choice)),
            requirements,
            ranking,
        })
    }

    /// What is required, in the order of [`Requirement::ALL`].
    #[must_use]
    pub fn requirements(&self) -> &[Requirement] {
        &self.requirements
    }

    /// The recommended option; `None` where no option meets all requirements.
    #[must_use]
    pub fn choice(&self) -> Option<&Choice> {
        self.ranking.first()
    }

    /// The next best, where there is one.
    #[must_use]
    pub fn runner_up(&self) -> Option<&Choice> {
        self.ranking.get(1)
    }

    /// How much more a month the next best costs; `None` where there is none or a cost is unknown.
    #[must_use]
    pub fn difference(&self) -> Option<Money> {
        self.difference
    }

    /// Every option that meets all requirements, the best first.
    #[must_use]
    pub fn ranking(&self) -> &[Choice] {
        &self.ranking
    }

    /// Where in the range of the cost another option would be the cheapest.
    #[must_use]
    pub fn turns(&self) -> &[Turn] {
        &self.turns
    }

    /// The options that do not meet all requirements, and why.
    #[must_use]
    pub fn ruled_out(&self) -> &[RuledOut] {
        &self.ruled_out
    }

    /// The smallest sets of requirements that contradict each other: no option meets all of one.
    #[must_use]
    pub fn conflicts(&self) -> &[Vec<Requirement>] {
        &self.conflicts
    }

    /// What other requirements would lead to: where no option meets all, or nothing is required.
    #[must_use]
    pub fn alternatives(&self) -> &[Alternative] {
        &self.alternatives
    }

    /// What to know before doing what is recommended.
    #[must_use]
    pub fn warnings(&self) -> &[String] {
        &self.cautions
    }
}

/// The options that meet all requirements, the best first.
fn ranking(comparison: &Comparison<'_>, requirements: &[Requirement]) -> Result<Vec<Choice>> {
    let mut ranking: Vec<Choice> = Vec::new();
    for option in EncryptionOption::ALL {
        if let Some(choice) = Choice::new(comparison, option, requirements)? {
            // Behind its equals, so that they stay in the order of the options.
            let place = ranking.partition_point(|other| other.rank() <= choice.rank());
            ranking.insert(place, choice);
        }
    }
    Ok(ranking)
}

fn turns(ranking: &[Choice]) -> Vec<Turn> {
    let Some((best, others)) = ranking.split_first().filter(|(best, _)| best.is_known()) else {
        return Vec::new();
    };
    let at = |choice: &Choice, end: End| match end {
        End::Low => choice.range().low,
        End::High => choice.range().high,
    };
    let turn = |end: End| {
        let known = others.iter().filter(|other| other.is_known());
        let cheapest = known.min_by_key(|other| at(other, end))?;
        let (cost, recommended) = (at(cheapest, end), at(best, end));
        let (option, name) = (cheapest.option(), cheapest.name());
        (cost < recommended).then_some(Turn { end, option, name, cost, recommended })
    };
    [End::Low, End::High].into_iter().filter_map(turn).collect()
}

fn ruled_out(requirements: &[Requirement]) -> Vec<RuledOut> {
    let ruled_out = |option: EncryptionOption| {
        let unmet: Vec<Unmet> =
            requirements.iter().filter_map(|requirement| requirement.unmet_by(option)).collect();
        (!unmet.is_empty()).then_some(RuledOut { option, unmet })
    };
    EncryptionOption::ALL.into_iter().filter_map(ruled_out).collect()
}

fn alternatives(
    comparison: &Comparison<'_>,
    requirements: &[Requirement],
    unmet: bool,
) -> Result<Vec<Alternative>> {
    let others = match requirements {
        [] => vec![Requirement::SENSITIVE_DATA.to_vec()],
        _ if unmet => subsets::compromises(requirements),
        _ => Vec::new(),
    };
    let mut alternatives = Vec::new();
    for others in others {
        let given_up = requirements.iter().copied().filter(|requirement| !others.contains(requirement));
        let given_up = given_up.collect();
        let choice = ranking(comparison, &others)?.into_iter().next();
        alternatives.extend(choice.map(|choice| Alternative { requirements: others, given_up, choice }));
    }
    Ok(alternatives)
}
