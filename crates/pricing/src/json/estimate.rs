//! An estimate and its line items as JSON.

use super::{Exact, MoneyRange, RangeJson};
use crate::estimate::Estimate;
use crate::line::LineItem;
use crate::{EncryptionOption, Money};
use serde::ser::Error as _;
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// What an option costs in a month.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Estimate"))]
pub(crate) struct EstimateJson<'a> {
    /// The option, by its id.
    id: EncryptionOption,
    /// Its name, in AWS's terms.
    name: &'static str,
    /// US dollars a month: the sum of the lines. `null` where a line is unknown.
    monthly: Option<Money>,
    /// US dollars a year: twelve such months. `null` where a line is unknown.
    annual: Option<Money>,
    /// US dollars a month from the least to the most; `high` is `null` where a line is unknown.
    range: MoneyRange,
    /// Symmetric requests to KMS in the month.
    kms_requests: u64,
    /// The same from the least to the most.
    kms_requests_range: RangeJson<u64>,
    /// The line items.
    lines: &'a [LineItem],
    /// For an option with a Bucket Key, what it takes to see each object in the audit trail again; `null` for the others.
    object_audit: Option<AuditJson<'a>>,
    /// What the figures do not say by themselves.
    warnings: Vec<Cow<'static, str>>,
}

impl Serialize for Estimate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let requests = self.kms_requests();
        EstimateJson {
            id: self.option(),
            name: self.option().name(),
            monthly: self.monthly(),
            annual: self.annual().map_err(S::Error::custom)?,
            range: MoneyRange { low: self.low(), high: self.high() },
            kms_requests: requests.typical,
            kms_requests_range: RangeJson { low: requests.low, high: requests.high },
            lines: self.lines(),
            object_audit: AuditJson::of(self).map_err(S::Error::custom)?,
            warnings: self.warnings().iter().map(|warning| warning.text()).collect(),
        }
        .serialize(serializer)
    }
}

/// S3 data events, which name each object that an S3 Bucket Key takes out of the audit trail.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "ObjectAudit"))]
struct AuditJson<'a> {
    /// What they are charged at; not part of the option's cost.
    line: &'a LineItem,
    /// US dollars a month of the option with them; `null` where a line is unknown.
    monthly_with: Option<Money>,
}

impl<'a> AuditJson<'a> {
    fn of(estimate: &'a Estimate) -> crate::Result<Option<AuditJson<'a>>> {
        let monthly_with = estimate.monthly_with_object_audit()?;
        Ok(estimate.object_audit().map(|line| AuditJson { line, monthly_with }))
    }
}

/// One row of a bill: `quantity` x `unitPrice` = `amount`, exactly.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "LineItem"))]
pub(crate) struct LineJson {
    /// What it charges for, for programs.
    code: &'static str,
    /// What it charges for, for people.
    label: &'static str,
    /// How many units; negative where they are taken off. `null` where it depends on an unknown input.
    quantity: Option<Exact>,
    /// What is counted, such as `request`, `key-month`, `GB`.
    unit: &'static str,
    /// US dollars a unit.
    unit_price: Exact,
    /// US dollars a unit by AWS's price list, where `unitPrice` is a private price; otherwise `null`.
    list_price: Option<Exact>,
    /// US dollars; negative for the free tier and discounts. `null` where it depends on an unknown input.
    amount: Option<Money>,
    /// How the quantity comes about.
    explanation: String,
    /// Where the rule is written.
    source: &'static str,
}

impl Serialize for LineItem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        LineJson {
            code: self.code().id(),
            label: self.code().label(),
            quantity: self.quantity().map(Exact),
            unit: self.unit(),
            unit_price: Exact(self.unit_price()),
            list_price: self.list_price().map(Exact),
            amount: self.amount(),
            explanation: self.explanation(),
            source: self.code().source(),
        }
        .serialize(serializer)
    }
}

#[cfg(feature = "schema")]
crate::schema::written_as!(Estimate => EstimateJson<'_>, LineItem => LineJson);
