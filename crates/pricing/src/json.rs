//! The JSON that the program, the page and the npm package share.
//!
//! camelCase; decimals as exact strings without trailing zeros; counts as numbers; unknown as `null`. Every output states
//! its `schemaVersion`. Fields are added, never renamed or taken away.
//!
//! What is written is a struct for each object, with a field for each of its fields; their doc comments are the descriptions
//! of the JSON Schema (`schema.rs`).

mod break_even;
mod estimate;
mod forecast;
mod migration;
mod prices;
mod reading;
mod value;
mod workload;
#[cfg(feature = "schema")]
mod workload_schema;

use crate::comparison::Comparison;
use crate::estimate::Estimate;
use crate::line::LineItem;
use crate::{EncryptionOption, Money, Percent, S3Costs};
pub(crate) use prices::BookJson;
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
        let estimates = self.estimates();
        object.serialize_field("options", estimates)?;
        object.serialize_field("kmsQuotaPerSecond", &quota)?;
        let costs = self.s3_costs().map_err(S::Error::custom)?;
        let s3 = S3Json {
            monthly: costs.total(),
            lines: costs.lines(),
            surcharge_percent: SurchargeJson { costs: &costs, estimates },
        };
        object.serialize_field("s3", &s3)?;
        let explanation = self.explain_bucket_key().map_err(S::Error::custom)?;
        let bucket_key = BucketKeyJson { driver: explanation.driver, explanation: &explanation.text };
        object.serialize_field("bucketKey", &bucket_key)
    }
}

/// What drives the figures with an S3 Bucket Key.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "BucketKeyDriver"))]
struct BucketKeyJson<'a> {
    /// The input that they depend on most, by its name; `null` where nothing is modelled.
    driver: Option<&'static str>,
    /// The same in words.
    explanation: &'a str,
}

/// S3's own requests and storage. Never part of an option's cost.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "S3Costs"))]
struct S3Json<'a> {
    /// A month; `null` where what is stored is not known.
    monthly: Option<Money>,
    /// The line items.
    lines: &'a [LineItem],
    /// How many per cent each option adds to `monthly`, by option id; `null` where either is unknown, or nothing is paid.
    surcharge_percent: SurchargeJson<'a>,
}

struct SurchargeJson<'a> {
    costs: &'a S3Costs,
    estimates: &'a [Estimate],
}

impl Serialize for SurchargeJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let surcharge = |estimate: &Estimate| self.costs.surcharge(estimate).map(Exact);
        serializer
            .collect_map(self.estimates.iter().map(|estimate| (estimate.option().id(), surcharge(estimate))))
    }
}

/// US dollars from the least to the most, where a part may be unknown: every range of an option's cost.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MoneyRange {
    /// As little as it can be.
    pub low: Money,
    /// As much as it can be; `null` where a part is unknown.
    pub high: Option<Money>,
}

/// From the least to the most.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "RangeOf{T}"))]
pub(crate) struct RangeJson<T> {
    /// As little as it can be.
    low: T,
    /// As much as it can be.
    high: T,
}

/// All digits, no trailing zeros.
#[derive(Clone, Copy)]
pub(crate) struct Exact(Decimal);

impl Serialize for Exact {
    // Not inlined, as the ids of options: a copy for each field is what a page or a package would load.
    #[inline(never)]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&exact(self.0))
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Exact(self.amount()).serialize(serializer)
    }
}

impl Serialize for Percent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Exact(self.amount()).serialize(serializer)
    }
}

/// By its id.
impl Serialize for EncryptionOption {
    #[inline(never)]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

fn exact(number: Decimal) -> String {
    number.normalize().to_string()
}

#[cfg(feature = "schema")]
mod schema {
    use super::{Exact, SurchargeJson};
    use crate::schema::written_as;
    use crate::{Comparison, EncryptionOption, Estimate, Workload};
    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
    use std::borrow::Cow;

    /// What every option costs for the same month of use.
    #[allow(dead_code, reason = "the fields are described, not read")]
    #[derive(schemars::JsonSchema)]
    #[schemars(rename = "Comparison", rename_all = "camelCase")]
    pub(super) struct ComparisonJson<'a> {
        /// The version of this shape. Fields are added without a new one, never renamed or taken away.
        #[schemars(extend("const" = 1))]
        schema_version: u32,
        /// The prices that every figure is made of.
        prices: super::BookJson<'a>,
        /// Every input, defaults included.
        workload: &'a Workload,
        /// Inputs, and rules of AWS's that are not published, that were assumed; by their names.
        assumed: Vec<&'static str>,
        /// What each option costs, in the order in which they are shown.
        options: &'a [Estimate],
        /// The account's default quota of KMS requests a second in the Region, for symmetric keys.
        kms_quota_per_second: u64,
        /// What S3 itself charges beside the options.
        s3: super::S3Json<'a>,
        /// What drives the figures with an S3 Bucket Key.
        bucket_key: super::BucketKeyJson<'a>,
    }

    written_as!(Comparison<'_> => ComparisonJson<'_>, Exact => crate::schema::Exact);

    impl JsonSchema for SurchargeJson<'_> {
        fn schema_name() -> Cow<'static, str> {
            "Surcharge".into()
        }

        fn json_schema(generator: &mut SchemaGenerator) -> Schema {
            let ids = EncryptionOption::ALL.map(EncryptionOption::id);
            let exact = generator.subschema_for::<Option<Exact>>();
            let properties = ids.map(|id| (id.to_owned(), exact.clone().to_value()));
            let properties = properties.into_iter().collect::<serde_json::Map<_, _>>();
            json_schema!({ "type": "object", "properties": properties, "required": ids })
        }
    }
}
