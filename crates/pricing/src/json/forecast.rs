//! A forecast as JSON.

use super::prices::BookJson;
use super::{Exact, MoneyRange, RangeJson, SCHEMA_VERSION};
#[cfg(feature = "schema")]
use crate::forecast::MAX_MONTHS;
use crate::forecast::{Month, Plan, Step, Sum};
use crate::{EncryptionOption, Figures, Forecast, Growth, Money, Workload};
use serde::ser::{Error as _, SerializeStruct};
use serde::{Serialize, Serializer};

/// What every option costs, month by month.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Forecast"))]
pub(crate) struct ForecastJson<'a> {
    /// The version of this shape. Fields are added without a new one, never renamed or taken away.
    #[cfg_attr(feature = "schema", schemars(extend("const" = 1)))]
    schema_version: u32,
    /// The prices that every figure is made of.
    prices: BookJson<'a>,
    /// Every input of the first month, defaults included.
    workload: &'a Workload,
    /// Inputs, and rules of AWS's that are not published, that were assumed; by their names.
    assumed: Vec<&'static str>,
    /// How the months differ from each other.
    plan: PlanJson,
    /// What each option costs in all months together, in the order in which they are shown.
    options: [TotalJson; 7],
    /// The months in which an option's cost changes for another reason than growth.
    steps: &'a [Step],
    /// The months, the first one first.
    months: &'a [Month],
}

impl Serialize for Forecast<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let prices = self.book().region(&self.workload().region).map_err(S::Error::custom)?;
        ForecastJson {
            schema_version: SCHEMA_VERSION,
            prices: BookJson::new(self.book(), prices),
            workload: self.workload(),
            assumed: self.assumed(),
            plan: PlanJson::of(self.plan()),
            options: EncryptionOption::ALL.map(|option| TotalJson::of(self.total(option))),
            steps: self.steps(),
            months: self.months(),
        }
        .serialize(serializer)
    }
}

/// How the months of a forecast differ from each other.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "ForecastPlan"))]
struct PlanJson {
    /// How many there are.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = MAX_MONTHS)))]
    months: u32,
    /// How many per cent more is written and read each month than in the month before.
    growth: Growth,
    /// Days from one automatic rotation of the keys to the next; `null` where they are not rotated.
    #[cfg_attr(feature = "schema", schemars(range(min = 90, max = 2560)))]
    rotation_days: Option<u32>,
    /// Days since the keys were created when the forecast begins.
    key_age_days: u32,
}

impl PlanJson {
    fn of(plan: &Plan) -> PlanJson {
        PlanJson {
            months: plan.months,
            growth: plan.growth,
            rotation_days: plan.rotation_days.value(),
            key_age_days: plan.key_age_days.value(),
        }
    }
}

/// In per cent, as an exact string: `5`, `-2.5`.
impl Serialize for Growth {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Exact(self.amount()).serialize(serializer)
    }
}

/// What an option costs in all months together.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "ForecastTotal"))]
struct TotalJson {
    /// The option, by its id.
    id: EncryptionOption,
    /// Its name, in AWS's terms.
    name: &'static str,
    /// US dollars; `null` where a part is unknown.
    total: Option<Money>,
    /// US dollars from the least to the most; `high` is `null` where a part is unknown.
    range: MoneyRange,
}

impl TotalJson {
    fn of(sum: Sum) -> TotalJson {
        TotalJson { id: sum.option, name: sum.option.name(), total: sum.typical(), range: known(sum) }
    }
}

/// From the floor to the most, which is unknown where a part is.
fn known(sum: Sum) -> MoneyRange {
    MoneyRange { low: sum.known.low, high: sum.complete.then_some(sum.known.high) }
}

/// A month in which an option's cost changes for another reason than growth.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Step"))]
pub(crate) struct StepJson {
    /// The month, counted from 1.
    #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
    month: u32,
    /// The option, by its id.
    option: EncryptionOption,
    /// Why, for programs: `first-rotation`, `second-rotation`, `free-tier-used-up`, `bucket-key-pays`.
    reason: &'static str,
    /// Why, for people.
    text: &'static str,
}

impl Serialize for Step {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Step { month, option, reason } = *self;
        StepJson { month, option, reason: reason.id(), text: reason.text() }.serialize(serializer)
    }
}

/// A month: what is done in it, and what each option costs.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Month"))]
pub(crate) struct MonthJson<'a> {
    /// Counted from 1.
    #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
    month: u32,
    /// Objects written.
    uploads: u64,
    /// Objects read.
    downloads: u64,
    /// Objects copied.
    copies: u64,
    /// Rotations that each key has had when the month begins.
    rotations: u64,
    /// Hours that are left of the month after a rotation within it that adds to the fee; `null` where there is none.
    #[cfg_attr(feature = "schema", schemars(range(max = 730)))]
    rotation_hours: Option<u64>,
    /// What each option costs, in the order in which they are shown.
    options: [InMonth<'a>; 7],
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        MonthJson {
            month: self.number,
            uploads: self.uploads,
            downloads: self.downloads,
            copies: self.copies,
            rotations: self.rotations,
            rotation_hours: self.rotating.map(|part| part.hours),
            options: EncryptionOption::ALL.map(|option| InMonth::of(self, option)),
        }
        .serialize(serializer)
    }
}

/// An option's figures in a month, and its cost from the first month to the end of it.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "FiguresInMonth", rename_all = "camelCase")
)]
struct InMonth<'a> {
    #[cfg_attr(feature = "schema", schemars(flatten))]
    figures: &'a Figures,
    /// US dollars from the first month to the end of this one; `null` where a part is unknown.
    cumulative: Option<Money>,
    /// The same from the least to the most; `high` is `null` where a part is unknown.
    cumulative_range: MoneyRange,
}

impl Serialize for InMonth<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("InMonth", 7)?;
        FiguresJson::of(self.figures).serialize_into(&mut object)?;
        object.serialize_field("cumulative", &self.cumulative)?;
        object.serialize_field("cumulativeRange", &self.cumulative_range)?;
        object.end()
    }
}

impl<'a> InMonth<'a> {
    fn of(month: &'a Month, option: EncryptionOption) -> InMonth<'a> {
        let so_far = month.so_far(option);
        InMonth {
            figures: month.figures(option),
            cumulative: so_far.typical(),
            cumulative_range: known(so_far),
        }
    }
}

/// What an option costs in a month, without its lines.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "Figures", rename_all = "camelCase")
)]
pub(crate) struct FiguresJson {
    /// The option, by its id.
    id: EncryptionOption,
    /// US dollars a month; `null` where a part is unknown.
    monthly: Option<Money>,
    /// US dollars a month from the least to the most; `high` is `null` where a part is unknown.
    range: MoneyRange,
    /// Symmetric requests to KMS in the month.
    kms_requests: u64,
    /// The same from the least to the most.
    kms_requests_range: RangeJson<u64>,
}

impl FiguresJson {
    fn of(figures: &Figures) -> FiguresJson {
        let (cost, requests) = (figures.known, figures.kms_requests);
        FiguresJson {
            id: figures.option,
            monthly: figures.monthly(),
            range: MoneyRange { low: cost.low, high: figures.complete.then_some(cost.high) },
            kms_requests: requests.typical,
            kms_requests_range: RangeJson { low: requests.low, high: requests.high },
        }
    }

    /// For an object of its own, and for one that has more fields: deriving with `flatten` would write them by code of its own.
    fn serialize_into<S: SerializeStruct>(&self, object: &mut S) -> Result<(), S::Error> {
        object.serialize_field("id", &self.id)?;
        object.serialize_field("monthly", &self.monthly)?;
        object.serialize_field("range", &self.range)?;
        object.serialize_field("kmsRequests", &self.kms_requests)?;
        object.serialize_field("kmsRequestsRange", &self.kms_requests_range)
    }
}

impl Serialize for Figures {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Figures", 5)?;
        FiguresJson::of(self).serialize_into(&mut object)?;
        object.end()
    }
}

#[cfg(feature = "schema")]
crate::schema::written_as!(
    Forecast<'_> => ForecastJson<'_>,
    Step => StepJson,
    Month => MonthJson<'_>,
    Figures => FiguresJson,
);
