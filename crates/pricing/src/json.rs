//! The JSON that the program, the page and the npm package share.
//!
//! camelCase; decimals as exact strings without trailing zeros; counts as numbers; unknown as `null`. Every output states
//! its `schemaVersion`. Fields are added, never renamed or taken away.

mod break_even;
mod forecast;
mod migration;
mod prices;
mod reading;
mod value;
mod workload;

use crate::comparison::Comparison;
use crate::estimate::Estimate;
use crate::line::LineItem;
use crate::{Money, Percent, S3Costs};
use prices::BookJson;
pub use prices::PriceList;
use rust_decimal::Decimal;
use serde::ser::{Error as _, SerializeStruct};
use serde::{Serialize, Serializer};
pub use value::{Fields, Given, Value};

/// The version of the shape of the output.
const SCHEMA_VERSION: u32 = 1;

impl Serialize for Comparison<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Comparison", 8)?;
        self.serialize_inputs(&mut object)?;
        self.serialize_costs(&mut object)?;
        object.end()
    }
}

/// The fields in two halves, for objects that have more of them than a comparison, or fewer. Deriving with `flatten` would
/// write them by code of its own, as much again.
impl Comparison<'_> {
    /// `schemaVersion`, `prices`, `workload` and `assumed`.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize_inputs<S: SerializeStruct>(&self, object: &mut S) -> Result<(), S::Error> {
        object.serialize_field("schemaVersion", &SCHEMA_VERSION)?;
        let prices = self.book().region(&self.workload().region).map_err(S::Error::custom)?;
        object.serialize_field("prices", &BookJson::new(self.book(), prices))?;
        object.serialize_field("workload", self.workload())?;
        object.serialize_field("assumed", &self.workload().assumed())
    }

    /// `options`, `kmsQuotaPerSecond`, `s3` and `bucketKey`.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize_costs<S: SerializeStruct>(&self, object: &mut S) -> Result<(), S::Error> {
        let quota = crate::quota::kms_requests_per_second(&self.workload().region);
        object.serialize_field("options", self.estimates())?;
        object.serialize_field("kmsQuotaPerSecond", &quota)?;
        let costs = self.s3_costs().map_err(S::Error::custom)?;
        object.serialize_field("s3", &S3Json { costs: &costs, estimates: self.estimates() })?;
        let explanation = self.explain_bucket_key().map_err(S::Error::custom)?;
        let bucket_key = BucketKeyJson { driver: explanation.driver, explanation: &explanation.text };
        object.serialize_field("bucketKey", &bucket_key)
    }
}

/// What drives the figures with a Bucket Key.
#[derive(Serialize)]
struct BucketKeyJson<'a> {
    driver: Option<&'static str>,
    explanation: &'a str,
}

/// S3's own costs, and how many per cent each option adds to them.
struct S3Json<'a> {
    costs: &'a S3Costs,
    estimates: &'a [Estimate],
}

impl Serialize for S3Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("S3Costs", 3)?;
        object.serialize_field("monthly", &self.costs.total())?;
        object.serialize_field("lines", self.costs.lines())?;
        object.serialize_field("surchargePercent", &SurchargeJson { s3: self })?;
        object.end()
    }
}

/// By option id.
struct SurchargeJson<'a> {
    s3: &'a S3Json<'a>,
}

impl Serialize for SurchargeJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let surcharge = |estimate: &Estimate| self.s3.costs.surcharge(estimate).map(exact);
        serializer.collect_map(
            self.s3.estimates.iter().map(|estimate| (estimate.option().id(), surcharge(estimate))),
        )
    }
}

impl Serialize for Estimate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let requests = self.kms_requests();
        let mut object = serializer.serialize_struct("Estimate", 10)?;
        object.serialize_field("id", self.option().id())?;
        object.serialize_field("name", self.option().name())?;
        object.serialize_field("monthly", &self.monthly())?;
        object.serialize_field("annual", &self.annual().map_err(S::Error::custom)?)?;
        object.serialize_field("range", &RangeJson { low: Some(self.low()), high: self.high() })?;
        object.serialize_field("kmsRequests", &requests.typical)?;
        let range = RangeJson { low: requests.low, high: requests.high };
        object.serialize_field("kmsRequestsRange", &range)?;
        object.serialize_field("lines", self.lines())?;
        object.serialize_field("objectAudit", &AuditJson::of(self).map_err(S::Error::custom)?)?;
        let warnings: Vec<_> = self.warnings().iter().map(|warning| warning.text()).collect();
        object.serialize_field("warnings", &warnings)?;
        object.end()
    }
}

/// For an option with a Bucket Key: what it takes to see each object in the audit trail again.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AuditJson<'a> {
    line: &'a LineItem,
    monthly_with: Option<Money>,
}

impl<'a> AuditJson<'a> {
    fn of(estimate: &'a Estimate) -> crate::Result<Option<AuditJson<'a>>> {
        let monthly_with = estimate.monthly_with_object_audit()?;
        Ok(estimate.object_audit().map(|line| AuditJson { line, monthly_with }))
    }
}

#[derive(Serialize)]
struct RangeJson<T> {
    low: T,
    high: T,
}

impl Serialize for LineItem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("LineItem", 9)?;
        object.serialize_field("code", self.code().id())?;
        object.serialize_field("label", self.code().label())?;
        object.serialize_field("quantity", &self.quantity().map(exact))?;
        object.serialize_field("unit", self.unit())?;
        object.serialize_field("unitPrice", &exact(self.unit_price()))?;
        object.serialize_field("listPrice", &self.list_price().map(exact))?;
        object.serialize_field("amount", &self.amount())?;
        object.serialize_field("explanation", &self.explanation())?;
        object.serialize_field("source", self.code().source())?;
        object.end()
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&exact(self.amount()))
    }
}

impl Serialize for Percent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&exact(self.amount()))
    }
}

/// All digits, no trailing zeros.
fn exact(number: Decimal) -> String {
    number.normalize().to_string()
}
