//! A forecast as JSON.

use super::prices::BookJson;
use super::{RangeJson, SCHEMA_VERSION};
use crate::forecast::{Month, Plan, Step, Sum};
use crate::{EncryptionOption, Figures, Forecast, Growth, Money};
use serde::ser::{Error as _, SerializeStruct};
use serde::{Serialize, Serializer};

impl Serialize for Forecast<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let prices = self.book().region(&self.workload().region).map_err(S::Error::custom)?;
        let totals = EncryptionOption::ALL.map(|option| TotalJson::of(self.total(option)));
        let mut object = serializer.serialize_struct("Forecast", 8)?;
        object.serialize_field("schemaVersion", &SCHEMA_VERSION)?;
        object.serialize_field("prices", &BookJson::new(self.book(), prices))?;
        object.serialize_field("workload", self.workload())?;
        object.serialize_field("assumed", &self.assumed())?;
        object.serialize_field("plan", &PlanJson::of(self.plan()))?;
        object.serialize_field("options", &totals)?;
        object.serialize_field("steps", self.steps())?;
        object.serialize_field("months", self.months())?;
        object.end()
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PlanJson {
    months: u32,
    growth: Growth,
    rotation_days: Option<u32>,
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
        serializer.serialize_str(&super::exact(self.amount()))
    }
}

#[derive(Serialize)]
struct TotalJson {
    id: &'static str,
    name: &'static str,
    total: Option<Money>,
    range: RangeJson<Option<Money>>,
}

impl TotalJson {
    fn of(sum: Sum) -> TotalJson {
        let (id, name) = (sum.option.id(), sum.option.name());
        TotalJson { id, name, total: sum.typical(), range: known(sum) }
    }
}

/// From the floor to the most, which is unknown where a part is.
fn known(sum: Sum) -> RangeJson<Option<Money>> {
    RangeJson { low: Some(sum.known.low), high: sum.complete.then_some(sum.known.high) }
}

impl Serialize for Step {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Step", 4)?;
        object.serialize_field("month", &self.month)?;
        object.serialize_field("option", self.option.id())?;
        object.serialize_field("reason", self.reason.id())?;
        object.serialize_field("text", self.reason.text())?;
        object.end()
    }
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let options = EncryptionOption::ALL.map(|option| InMonth::of(self, option));
        let mut object = serializer.serialize_struct("Month", 7)?;
        object.serialize_field("month", &self.number)?;
        object.serialize_field("uploads", &self.uploads)?;
        object.serialize_field("downloads", &self.downloads)?;
        object.serialize_field("copies", &self.copies)?;
        object.serialize_field("rotations", &self.rotations)?;
        object.serialize_field("rotationHours", &self.rotating.map(|part| part.hours))?;
        object.serialize_field("options", &options)?;
        object.end()
    }
}

/// An option's figures in a month, and its cost from the first month to the end of it.
struct InMonth<'a> {
    figures: &'a Figures,
    cumulative: Option<Money>,
    cumulative_range: RangeJson<Option<Money>>,
}

impl Serialize for InMonth<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("InMonth", 7)?;
        self.figures.serialize_into(&mut object)?;
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

impl Serialize for Figures {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Figures", 5)?;
        self.serialize_into(&mut object)?;
        object.end()
    }
}

impl Figures {
    fn serialize_into<S: SerializeStruct>(&self, object: &mut S) -> Result<(), S::Error> {
        let (cost, requests) = (self.known, self.kms_requests);
        let range = RangeJson { low: Some(cost.low), high: self.complete.then_some(cost.high) };
        object.serialize_field("id", self.option.id())?;
        object.serialize_field("monthly", &self.monthly())?;
        object.serialize_field("range", &range)?;
        object.serialize_field("kmsRequests", &requests.typical)?;
        let range = RangeJson { low: requests.low, high: requests.high };
        object.serialize_field("kmsRequestsRange", &range)
    }
}
