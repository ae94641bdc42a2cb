//! A migration as JSON.

use super::prices::BookJson;
use super::workload::SizeJson;
use super::{RangeJson, SCHEMA_VERSION};
use crate::line::LineItem;
use crate::migration::{Payback, Plan};
use crate::{EncryptionOption, Migration, Money};
use serde::ser::Error as _;
use serde::{Serialize, Serializer};

/// What it costs, once, to encrypt existing objects again.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Migration"))]
pub(crate) struct MigrationJson<'a> {
    /// The version of this shape. Fields are added without a new one, never renamed or taken away.
    #[cfg_attr(feature = "schema", schemars(extend("const" = 1)))]
    schema_version: u32,
    /// The prices that every figure is made of.
    prices: BookJson<'a>,
    /// What is encrypted again, and how.
    plan: PlanJson<'a>,
    /// Inputs, and rules of AWS's that are not published, that were assumed; by their names.
    assumed: Vec<&'static str>,
    /// US dollars, once.
    total: Money,
    /// The same from the least to the most.
    range: RangeJson<Money>,
    /// Symmetric requests to KMS.
    kms_requests: u64,
    /// The same from the least to the most.
    kms_requests_range: RangeJson<u64>,
    /// The line items.
    lines: &'a [LineItem],
    /// What the figures do not say by themselves.
    warnings: Vec<&'static str>,
}

impl Serialize for Migration<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let prices = self.book().region(&self.plan().region).map_err(S::Error::custom)?;
        let (total, requests) = (self.total(), self.kms_requests());
        MigrationJson {
            schema_version: SCHEMA_VERSION,
            prices: BookJson::new(self.book(), prices),
            plan: PlanJson::of(self.plan()),
            assumed: self.assumed(),
            total: total.typical,
            range: RangeJson { low: total.low, high: total.high },
            kms_requests: requests.typical,
            kms_requests_range: RangeJson { low: requests.low, high: requests.high },
            lines: self.lines(),
            warnings: self.warnings().iter().map(|warning| warning.text()).collect(),
        }
        .serialize(serializer)
    }
}

/// What is encrypted again, and how.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "MigrationPlan"))]
struct PlanJson<'a> {
    /// The code of the bucket's Region.
    region: &'a str,
    /// Existing objects.
    #[cfg_attr(feature = "schema", schemars(range(max = crate::workload::MAX_COUNT)))]
    objects: u64,
    /// How each is encrypted again: `in-place`, `copy`.
    method: &'static str,
    /// The option that they are encrypted with afterwards, by its id.
    option: EncryptionOption,
    /// Whether they are under SSE-KMS now, so that a copy calls KMS to read each.
    source_is_kms: bool,
    /// Bytes of each; `null` where it is not known.
    #[cfg_attr(feature = "schema", schemars(with = "Option<super::workload_schema::SizeSchema>"))]
    object_size: Option<SizeJson>,
    /// S3 Batch Operations jobs; `null` without S3 Batch Operations.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = crate::migration::MAX_JOBS)))]
    batch_jobs: Option<u64>,
    /// Free KMS requests of the month that are left for it.
    #[cfg_attr(feature = "schema", schemars(range(max = crate::workload::FREE_REQUESTS)))]
    free_requests: u64,
    /// Additional copies of the management events that CloudTrail delivers.
    #[cfg_attr(feature = "schema", schemars(range(max = 100)))]
    trails: u64,
}

impl<'a> PlanJson<'a> {
    fn of(plan: &'a Plan) -> PlanJson<'a> {
        PlanJson {
            region: &plan.region,
            objects: plan.objects,
            method: plan.method.id(),
            option: plan.option,
            source_is_kms: plan.source_is_kms,
            object_size: plan.object_size.as_ref().map(SizeJson::from),
            batch_jobs: plan.batch_jobs,
            free_requests: plan.free_requests,
            trails: plan.trails,
        }
    }
}

/// In how many months a Bucket Key pays for a migration.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Payback"))]
pub(crate) struct PaybackJson {
    /// US dollars that the Bucket Key saves in a month.
    monthly_saving: Money,
    /// The same from the least to the most.
    monthly_saving_range: RangeJson<Money>,
    /// Whole months until that makes the cost; `null` for never.
    months: Option<u64>,
    /// The same from the lowest cost and the largest saving to the highest cost and the smallest saving.
    months_range: RangeJson<Option<u64>>,
}

impl Serialize for Payback {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (saving, months) = (self.monthly_saving, self.months);
        PaybackJson {
            monthly_saving: saving.typical,
            monthly_saving_range: RangeJson { low: saving.low, high: saving.high },
            months: months.typical,
            months_range: RangeJson { low: months.low, high: months.high },
        }
        .serialize(serializer)
    }
}

#[cfg(feature = "schema")]
crate::schema::written_as!(Migration<'_> => MigrationJson<'_>, Payback => PaybackJson);
