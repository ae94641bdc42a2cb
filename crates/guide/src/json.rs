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
use sse_pricing::{Comparison, EncryptionOption, Money, MoneyRange};

/// The version of the shape of the output.
const SCHEMA_VERSION: u32 = 1;

/// A comparison with a recommendation as its last field.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Recommended<'a> {
    /// The comparison.
    #[cfg_attr(feature = "schema", schemars(flatten))]
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

/// The files that set a bucket up for an option.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Setup"))]
pub(crate) struct SetupJson<'a> {
    /// The version of this shape. Fields are added without a new one, never renamed or taken away.
    #[cfg_attr(feature = "schema", schemars(extend("const" = 1)))]
    schema_version: u32,
    /// The option, by its id.
    option: EncryptionOption,
    /// The bucket's name.
    bucket: &'a str,
    /// The code of the Region.
    region: &'a str,
    /// The partition of AWS that the Region is in, such as `aws`.
    partition: &'a str,
    /// The account, twelve digits.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^[0-9]{12}$")))]
    account: &'a str,
    /// The ARN of a KMS key that exists; `null` where there is none.
    key_arn: Option<&'a str>,
    /// The alias of the KMS key that is made; `null` where none is made.
    alias: Option<&'a str>,
    /// Which uploads the bucket policy refuses, by the id of the choice.
    bucket_policy: &'a str,
    /// US dollars a month; `null` where no volume was given, and where it is unknown.
    monthly: Option<Money>,
    /// What the folder holds of another option's set.
    left_over: &'a [&'static str],
    /// The files.
    files: &'a [File],
}

impl Serialize for SetupFiles<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let setup = self.setup;
        SetupJson {
            schema_version: SCHEMA_VERSION,
            option: setup.option(),
            bucket: setup.bucket().as_str(),
            region: setup.region().as_str(),
            partition: setup.partition().id(),
            account: setup.account().as_str(),
            key_arn: setup.key_arn().map(KeyArn::as_str),
            alias: setup.alias().map(Alias::as_str),
            bucket_policy: setup.bucket_policy().id(),
            monthly: setup.costs().and_then(|costs| costs.estimate().monthly()),
            left_over: self.left_over,
            files: self.files,
        }
        .serialize(serializer)
    }
}

/// A file of a setup.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "SetupFile"))]
pub(crate) struct FileJson<'a> {
    /// Its name, with its folder where it has one.
    name: &'a str,
    /// What it is for.
    about: &'a str,
    /// Whether it is a program.
    executable: bool,
    /// All of it.
    content: &'a str,
}

impl Serialize for File {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let File { name, about, executable, ref content, .. } = *self;
        FileJson { name, about, executable, content }.serialize(serializer)
    }
}

impl Serialize for Requirement {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

/// The cheapest option that meets what is required.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Recommendation"))]
pub(crate) struct RecommendationJson<'a> {
    /// What is required.
    requirements: &'a [Requirement],
    /// The option that is recommended; `null` where none meets everything.
    choice: Option<&'a Choice>,
    /// Why, in a sentence or two.
    reason: String,
    /// What the choice gives up.
    given_up: Vec<GivenUp>,
    /// The next best; `null` where there is none.
    runner_up: Option<RunnerUp<'a>>,
    /// Where another option would be cheaper at an end of the range.
    turns: &'a [Turn],
    /// Every option that meets everything, the best first.
    ranking: &'a [Choice],
    /// The options that do not, and why.
    ruled_out: &'a [RuledOut],
    /// Where no option meets everything: the smallest sets of requirements that no option meets together.
    conflicts: &'a [Vec<Requirement>],
    /// Where no option meets everything, the largest sets that one meets; where nothing is required, what sensitive data asks
    /// for.
    alternatives: &'a [Alternative],
    /// What comes with the choice and is easily overlooked.
    warnings: &'a [String],
}

impl Serialize for Recommendation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let choice = self.choice();
        let given_up = choice.map(|choice| choice.gives_up().map(|criterion| GivenUp::of(choice, criterion)));
        RecommendationJson {
            requirements: self.requirements(),
            choice,
            reason: self.reason(),
            given_up: given_up.into_iter().flatten().collect(),
            runner_up: self.runner_up().map(|choice| RunnerUp { choice, difference: self.difference() }),
            turns: self.turns(),
            ranking: self.ranking(),
            ruled_out: self.ruled_out(),
            conflicts: self.conflicts(),
            alternatives: self.alternatives(),
            warnings: self.warnings(),
        }
        .serialize(serializer)
    }
}

impl Serialize for Choice {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Choice", 7)?;
        Cost::of(self).map_err(S::Error::custom)?.serialize_into(&mut object)?;
        object.end()
    }
}

/// What an option costs that meets the requirements.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "Choice", rename_all = "camelCase")
)]
pub(crate) struct Cost {
    /// The option, by its id.
    option: EncryptionOption,
    /// Its name, in AWS's terms.
    name: &'static str,
    /// US dollars a month; `null` where a part is unknown.
    monthly: Option<Money>,
    /// US dollars a year; `null` where a part is unknown.
    annual: Option<Money>,
    /// US dollars a month from the least to the most; `high` is `null` where a part is unknown.
    range: MoneyRange,
    /// US dollars a month, as a part of `monthly`, for S3 data events; `null` where none are required.
    s3_data_events: Option<Money>,
    /// What it costs beside `monthly`, which is what AWS charges, and is not known; `null` where there is nothing.
    unknown_costs: Option<&'static str>,
}

impl Cost {
    fn of(choice: &Choice) -> sse_pricing::Result<Cost> {
        Ok(Cost {
            option: choice.option(),
            name: choice.option().name(),
            monthly: choice.monthly(),
            annual: choice.annual()?,
            range: MoneyRange { low: choice.low(), high: choice.high() },
            s3_data_events: choice.s3_data_events(),
            unknown_costs: choice.unknown_costs(),
        })
    }

    /// For an object of its own, and for one that has more fields: deriving with `flatten` would write them by code of its own.
    fn serialize_into<S: SerializeStruct>(&self, object: &mut S) -> Result<(), S::Error> {
        object.serialize_field("option", &self.option)?;
        object.serialize_field("name", self.name)?;
        object.serialize_field("monthly", &self.monthly)?;
        object.serialize_field("annual", &self.annual)?;
        object.serialize_field("range", &self.range)?;
        object.serialize_field("s3DataEvents", &self.s3_data_events)?;
        object.serialize_field("unknownCosts", &self.unknown_costs)
    }
}

/// The next best.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct RunnerUp<'a> {
    #[cfg_attr(feature = "schema", schemars(flatten))]
    choice: &'a Choice,
    /// US dollars a month that it costs more; `null` where either is unknown.
    difference: Option<Money>,
}

impl Serialize for RunnerUp<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("RunnerUp", 8)?;
        Cost::of(self.choice).map_err(S::Error::custom)?.serialize_into(&mut object)?;
        object.serialize_field("difference", &self.difference)?;
        object.end()
    }
}

/// A criterion that the choice does not meet.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct GivenUp {
    /// The criterion, for programs.
    criterion: &'static str,
    /// The criterion, for people.
    name: &'static str,
    /// The answer in a few words.
    short: &'static str,
    /// Why.
    reason: &'static str,
    /// Where the rule is written.
    source: &'static str,
}

impl GivenUp {
    fn of(choice: &Choice, criterion: Criterion) -> GivenUp {
        let answer = answer(choice.option(), criterion);
        let (id, name) = (criterion.id(), criterion.name());
        GivenUp { criterion: id, name, short: answer.short, reason: answer.reason, source: answer.source }
    }
}

/// Another option that would be cheaper at an end of the range.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Turn"))]
pub(crate) struct TurnJson {
    /// Which end: `low`, `high`.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["low", "high"])))]
    at: &'static str,
    /// The option that would be cheaper, by its id.
    option: EncryptionOption,
    /// US dollars a month of it at that end.
    monthly: Money,
    /// US dollars a month of the choice at that end.
    recommended_monthly: Money,
    /// The same in words.
    text: String,
}

impl Serialize for Turn {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let at = match self.end {
            End::Low => "low",
            End::High => "high",
        };
        let (option, monthly, recommended_monthly) = (self.option, self.cost, self.recommended);
        TurnJson { at, option, monthly, recommended_monthly, text: self.text() }.serialize(serializer)
    }
}

/// An option that does not meet everything.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "RuledOut"))]
pub(crate) struct RuledOutJson<'a> {
    /// The option, by its id.
    option: EncryptionOption,
    /// Its name, in AWS's terms.
    name: &'static str,
    /// What it does not meet.
    unmet: &'a [Unmet],
}

impl Serialize for RuledOut {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (option, name) = (self.option, self.option.name());
        RuledOutJson { option, name, unmet: &self.unmet }.serialize(serializer)
    }
}

/// A requirement that an option does not meet.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Unmet"))]
pub(crate) struct UnmetJson {
    /// The requirement, by its id.
    requirement: Requirement,
    /// Why not.
    reason: &'static str,
    /// Where the rule is written.
    source: &'static str,
}

impl Serialize for Unmet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Unmet { requirement, reason, source, .. } = *self;
        UnmetJson { requirement, reason, source }.serialize(serializer)
    }
}

/// A part of the requirements that an option meets.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Alternative"))]
pub(crate) struct AlternativeJson<'a> {
    /// The requirements that are kept.
    requirements: &'a [Requirement],
    /// Those that are given up.
    given_up: &'a [Requirement],
    /// The cheapest option that meets them.
    choice: &'a Choice,
}

impl Serialize for Alternative {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Alternative { requirements, given_up, choice } = self;
        AlternativeJson { requirements, given_up, choice }.serialize(serializer)
    }
}

#[cfg(feature = "schema")]
mod schema {
    use super::{
        AlternativeJson, Cost, FileJson, RecommendationJson, RuledOutJson, SetupFiles, SetupJson, TurnJson,
        UnmetJson,
    };
    use crate::recommend::{Alternative, Choice, Recommendation, RuledOut, Turn};
    use crate::requirement::{Requirement, Unmet};
    use crate::setup::File;
    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
    use sse_pricing::written_as;
    use std::borrow::Cow;

    impl JsonSchema for Requirement {
        fn schema_name() -> Cow<'static, str> {
            "Requirement".into()
        }

        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({
                "type": "string",
                "description": "What an option must give, by its id.",
                "enum": Requirement::ALL.map(Requirement::id),
            })
        }
    }

    written_as!(
        Recommendation => RecommendationJson<'_>,
        Choice => Cost,
        Turn => TurnJson,
        RuledOut => RuledOutJson<'_>,
        Unmet => UnmetJson,
        Alternative => AlternativeJson<'_>,
        SetupFiles<'_> => SetupJson<'_>,
        File => FileJson<'_>,
    );
}
