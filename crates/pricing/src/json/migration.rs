//! A migration as JSON.

use super::prices::BookJson;
use super::workload::SizeJson;
use super::{RangeJson, SCHEMA_VERSION};
use crate::Migration;
use crate::migration::{Payback, Plan};
use serde::ser::{Error as _, SerializeStruct as _};
use serde::{Serialize, Serializer};

impl Serialize for Migration<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let prices = self.book().region(&self.plan().region).map_err(S::Error::custom)?;
        let (total, requests) = (self.total(), self.kms_requests());
        let mut object = serializer.serialize_struct("Migration", 10)?;
        object.serialize_field("schemaVersion", &SCHEMA_VERSION)?;
        object.serialize_field("prices", &BookJson::new(self.book(), prices))?;
        object.serialize_field("plan", &PlanJson::of(self.plan()))?;
        object.serialize_field("assumed", &self.assumed())?;
        object.serialize_field("total", &total.typical)?;
        object.serialize_field("range", &RangeJson { low: total.low, high: total.high })?;
        object.serialize_field("kmsRequests", &requests.typical)?;
        let range = RangeJson { low: requests.low, high: requests.high };
        object.serialize_field("kmsRequestsRange", &range)?;
        object.serialize_field("lines", self.lines())?;
        let warnings: Vec<&str> = self.warnings().iter().map(|warning| warning.text()).collect();
        object.serialize_field("warnings", &warnings)?;
        object.end()
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PlanJson<'a> {
    region: &'a str,
    objects: u64,
    method: &'static str,
    option: &'static str,
    source_is_kms: bool,
    object_size: Option<SizeJson>,
    batch_jobs: Option<u64>,
    free_requests: u64,
    trails: u64,
}

impl<'a> PlanJson<'a> {
    fn of(plan: &'a Plan) -> PlanJson<'a> {
        PlanJson {
            region: &plan.region,
            objects: plan.objects,
            method: plan.method.id(),
            option: plan.option.id(),
            source_is_kms: plan.source_is_kms,
            object_size: plan.object_size.as_ref().map(SizeJson::from),
            batch_jobs: plan.batch_jobs,
            free_requests: plan.free_requests,
            trails: plan.trails,
        }
    }
}

impl Serialize for Payback {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (saving, months) = (self.monthly_saving, self.months);
        let mut object = serializer.serialize_struct("Payback", 4)?;
        object.serialize_field("monthlySaving", &saving.typical)?;
        object.serialize_field("monthlySavingRange", &RangeJson { low: saving.low, high: saving.high })?;
        object.serialize_field("months", &months.typical)?;
        object.serialize_field("monthsRange", &RangeJson { low: months.low, high: months.high })?;
        object.end()
    }
}
