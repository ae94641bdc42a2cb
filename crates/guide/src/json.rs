//! The JSON that the program, the page and the npm package share.
//!
//! By the habits of `sse-pricing`'s: camelCase; decimals as exact strings; unknown as `null`; fields are added, never renamed
//! or taken away.

use crate::criteria::{Criterion, answer};
use crate::recommend::{Alternative, Choice, End, Recommendation, RuledOut, Turn};
use crate::requirement::{Requirement, Unmet};
use serde::ser::{Error as _, SerializeStruct as _};
use serde::{Serialize, Serializer};
use sse_pricing::{Comparison, Money};

/// A comparison with a recommendation as its last field.
#[derive(Serialize)]
pub struct Recommended<'a> {
    /// The comparison.
    #[serde(flatten)]
    pub comparison: &'a Comparison<'a>,
    /// What is recommended of it.
    pub recommendation: &'a Recommendation,
}

impl Serialize for Requirement {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

impl Serialize for Recommendation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let choice = self.choice();
        let given_up = choice.map(|choice| choice.gives_up().map(|criterion| GivenUp::of(choice, criterion)));
        let runner_up = self.runner_up().map(|choice| RunnerUp { choice, difference: self.difference() });
        let mut object = serializer.serialize_struct("Recommendation", 11)?;
        object.serialize_field("requirements", self.requirements())?;
        object.serialize_field("choice", &choice)?;
        object.serialize_field("reason", &self.reason())?;
        object.serialize_field("givenUp", &given_up.into_iter().flatten().collect::<Vec<_>>())?;
        object.serialize_field("runnerUp", &runner_up)?;
        object.serialize_field("turns", self.turns())?;
        object.serialize_field("ranking", self.ranking())?;
        object.serialize_field("ruledOut", self.ruled_out())?;
        object.serialize_field("conflicts", self.conflicts())?;
        object.serialize_field("alternatives", self.alternatives())?;
        object.serialize_field("warnings", self.warnings())?;
        object.end()
    }
}

impl Serialize for Choice {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let cost = Cost::of(self).map_err(S::Error::custom)?;
        cost.serialize(serializer)
    }
}

/// What an option costs that meets the requirements.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Cost {
    option: &'static str,
    name: &'static str,
    monthly: Option<Money>,
    annual: Option<Money>,
    range: Range,
    s3_data_events: Option<Money>,
    /// What it costs beside `monthly`, which is what AWS charges, and is not known; `null` where there is nothing.
    unknown_costs: Option<&'static str>,
}

#[derive(Serialize)]
struct Range {
    low: Money,
    high: Option<Money>,
}

impl Cost {
    fn of(choice: &Choice) -> sse_pricing::Result<Cost> {
        Ok(Cost {
            option: choice.option().id(),
            name: choice.option().name(),
            monthly: choice.monthly(),
            annual: choice.annual()?,
            range: Range { low: choice.low(), high: choice.high() },
            s3_data_events: choice.s3_data_events(),
            unknown_costs: choice.unknown_costs(),
        })
    }
}

#[derive(Serialize)]
struct RunnerUp<'a> {
    #[serde(flatten)]
    choice: &'a Choice,
    difference: Option<Money>,
}

#[derive(Serialize)]
struct GivenUp {
    criterion: &'static str,
    name: &'static str,
    short: &'static str,
    reason: &'static str,
    source: &'static str,
}

impl GivenUp {
    fn of(choice: &Choice, criterion: Criterion) -> GivenUp {
        let answer = answer(choice.option(), criterion);
        let (id, name) = (criterion.id(), criterion.name());
        GivenUp { criterion: id, name, short: answer.short, reason: answer.reason, source: answer.source }
    }
}

impl Serialize for Turn {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let end = match self.end {
            End::Low => "low",
            End::High => "high",
        };
        let mut object = serializer.serialize_struct("Turn", 5)?;
        object.serialize_field("at", end)?;
        object.serialize_field("option", self.option.id())?;
        object.serialize_field("monthly", &self.cost)?;
        object.serialize_field("recommendedMonthly", &self.recommended)?;
        object.serialize_field("text", &self.text())?;
        object.end()
    }
}

#[derive(Serialize)]
struct RuledOutJson<'a> {
    option: &'static str,
    name: &'static str,
    unmet: &'a [Unmet],
}

impl Serialize for RuledOut {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (option, name) = (self.option.id(), self.option.name());
        RuledOutJson { option, name, unmet: &self.unmet }.serialize(serializer)
    }
}

impl Serialize for Unmet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Unmet", 3)?;
        object.serialize_field("requirement", self.requirement.id())?;
        object.serialize_field("reason", self.reason)?;
        object.serialize_field("source", self.source)?;
        object.end()
    }
}

impl Serialize for Alternative {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Alternative", 3)?;
        object.serialize_field("requirements", &self.requirements)?;
        object.serialize_field("givenUp", &self.given_up)?;
        object.serialize_field("choice", &self.choice)?;
        object.end()
    }
}
