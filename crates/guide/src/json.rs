//! The JSON that the program, the page and the npm package share.
//!
//! By the habits of `sse-pricing`'s: camelCase; decimals as exact strings; unknown as `null`; fields are added, never renamed
//! or taken away.

use crate::criteria::{Criterion, answer};
use crate::recommend::{Alternative, Choice, End, Recommendation, RuledOut, Turn};
use crate::requirement::{Requirement, Unmet};
use crate::setup::name::{Alias, KeyArn};
use crate::setup::{File, Setup};
use serde::ser::{Error as _, SerializeStruct};
use serde::{Serialize, Serializer};
use sse_pricing::{Comparison, Money};

/// The version of the shape of the output.
const SCHEMA_VERSION: u32 = 1;

/// A comparison with a recommendation as its last field.
pub struct Recommended<'a> {
    /// The comparison.
    pub comparison: &'a Comparison<'a>,
    /// What is recommended of it.
    pub recommendation: &'a Recommendation,
}

impl Serialize for Recommended<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Recommended", 9)?;
        self.comparison.serialize_inputs(&mut object)?;
        self.comparison.serialize_costs(&mut object)?;
        object.serialize_field("recommendation", self.recommendation)?;
        object.end()
    }
}

/// A recommendation with the inputs that it was made of, without the options' bills.
pub struct Recommends<'a> {
    /// The comparison.
    pub comparison: &'a Comparison<'a>,
    /// What is recommended of it.
    pub recommendation: &'a Recommendation,
}

impl Serialize for Recommends<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Recommends", 5)?;
        self.comparison.serialize_inputs(&mut object)?;
        object.serialize_field("recommendation", self.recommendation)?;
        object.end()
    }
}

/// A setup with files of its set.
pub struct SetupFiles<'a> {
    setup: &'a Setup,
    files: &'a [File],
    left_over: &'a [&'static str],
}

impl<'a> SetupFiles<'a> {
    /// The files may be all of the set or some.
    #[must_use]
    pub fn new(setup: &'a Setup, files: &'a [File]) -> SetupFiles<'a> {
        SetupFiles { setup, files, left_over: &[] }
    }

    /// What a folder holds of another option's set, by the names of the files. Only whoever writes them knows.
    #[must_use]
    pub fn left_over(self, left_over: &'a [&'static str]) -> SetupFiles<'a> {
        SetupFiles { left_over, ..self }
    }
}

impl Serialize for SetupFiles<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let setup = self.setup;
        let mut object = serializer.serialize_struct("Setup", 12)?;
        object.serialize_field("schemaVersion", &SCHEMA_VERSION)?;
        object.serialize_field("option", setup.option().id())?;
        object.serialize_field("bucket", setup.bucket().as_str())?;
        object.serialize_field("region", setup.region().as_str())?;
        object.serialize_field("partition", setup.partition().id())?;
        object.serialize_field("account", setup.account().as_str())?;
        object.serialize_field("keyArn", &setup.key_arn().map(KeyArn::as_str))?;
        object.serialize_field("alias", &setup.alias().map(Alias::as_str))?;
        object.serialize_field("bucketPolicy", setup.bucket_policy().id())?;
        // `null` where no volume was given, and where it is unknown.
        object.serialize_field("monthly", &setup.costs().and_then(|costs| costs.estimate().monthly()))?;
        object.serialize_field("leftOver", self.left_over)?;
        object.serialize_field("files", self.files)?;
        object.end()
    }
}

impl Serialize for File {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("File", 4)?;
        object.serialize_field("name", self.name)?;
        object.serialize_field("about", self.about)?;
        object.serialize_field("executable", &self.executable)?;
        object.serialize_field("content", &self.content)?;
        object.end()
    }
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
        let mut object = serializer.serialize_struct("Choice", 7)?;
        self.serialize_into(&mut object)?;
        object.end()
    }
}

/// What an option costs that meets the requirements.
impl Choice {
    fn serialize_into<S: SerializeStruct>(&self, object: &mut S) -> Result<(), S::Error> {
        object.serialize_field("option", self.option().id())?;
        object.serialize_field("name", self.option().name())?;
        object.serialize_field("monthly", &self.monthly())?;
        object.serialize_field("annual", &self.annual().map_err(S::Error::custom)?)?;
        object.serialize_field("range", &Range { low: self.low(), high: self.high() })?;
        object.serialize_field("s3DataEvents", &self.s3_data_events())?;
        // What it costs beside `monthly`, which is what AWS charges, and is not known; `null` where there is nothing.
        object.serialize_field("unknownCosts", &self.unknown_costs())
    }
}

#[derive(Serialize)]
struct Range {
    low: Money,
    high: Option<Money>,
}

struct RunnerUp<'a> {
    choice: &'a Choice,
    difference: Option<Money>,
}

impl Serialize for RunnerUp<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("RunnerUp", 8)?;
        self.choice.serialize_into(&mut object)?;
        object.serialize_field("difference", &self.difference)?;
        object.end()
    }
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
