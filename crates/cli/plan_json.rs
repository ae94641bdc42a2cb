//! A priced plan as JSON, in the shape of infracost's breakdown, so that what reads one reads the other.
//!
//! Decimals are exact strings, unknown is `null`. Hourly figures are `null`: AWS's months have hours of their own, and a request
//! has none. What infracost's shape has no place for stands at the end, under `unpriced` and `sseCost`.

use crate::failure::Result;
use crate::format::{self, SCHEMA_VERSION};
use crate::plan_text::{ROTATIONS, Shown};
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::{Map, Value};
use sse_pricing::{Money, Range};
use sse_terraform::{Component, Key, OtherKind, Resource, Source, State, Total};
use std::collections::{BTreeMap, HashSet};

/// The version of infracost's shape.
const VERSION: &str = "0.2";

/// Everything, exact.
pub(crate) fn json(shown: &Shown<'_>) -> Result<String> {
    let report = shown.report;
    let summary = summary(shown);
    let side = |of: fn(&Resource) -> &State, total: Total| BreakdownJson {
        resources: report.resources.iter().filter_map(|resource| on_side(resource, of(resource))).collect(),
        total_hourly_cost: None,
        total_monthly_cost: exact(total),
    };
    let changes = report.resources.iter().filter(|resource| {
        !resource.difference.components.is_empty() || resource.difference.total.exact().is_none()
    });
    // Without a time of its own, as in a state, the day of the prices: the output depends on nothing but its inputs.
    let day = || format!("{}T00:00:00Z", shown.book.published());
    format::json(&Root {
        version: VERSION,
        metadata: Map::new(),
        currency: shown.book.currency(),
        projects: [ProjectJson {
            name: shown.name,
            metadata: ProjectMetadata {
                path: shown.name,
                r#type: match shown.plan.source() {
                    Source::Plan => "terraform_plan_json",
                    Source::State => "terraform_state_json",
                    Source::Template => "cloudformation",
                },
            },
            past_breakdown: side(|resource| &resource.before, report.before),
            breakdown: side(|resource| &resource.after, report.after),
            diff: BreakdownJson {
                resources: changes.map(between).collect(),
                total_hourly_cost: None,
                total_monthly_cost: exact(report.difference),
            },
            summary: summary.clone(),
        }],
        total_hourly_cost: None,
        total_monthly_cost: exact(report.after),
        past_total_hourly_cost: None,
        past_total_monthly_cost: exact(report.before),
        diff_total_hourly_cost: None,
        diff_total_monthly_cost: exact(report.difference),
        time_generated: shown.plan.timestamp().map_or_else(day, str::to_owned),
        summary,
        unpriced: report
            .others
            .iter()
            .map(|other| UnpricedJson {
                name: &other.address,
                resource_type: &other.kind,
                action: other.action.map(sse_terraform::Action::name),
                sort: other.sort.id(),
                reason: &other.reason,
            })
            .collect(),
        sse_cost: SseCost {
            schema_version: SCHEMA_VERSION,
            prices: PricesJson {
                published: shown.book.published(),
                currency: shown.book.currency(),
                source: shown.book.source(),
            },
            free_requests: shown.settings.shared.free_requests.value(),
            assumed: assumed(shown),
            known: KnownJson {
                past_monthly_cost: RangeJson::of(report.before),
                monthly_cost: RangeJson::of(report.after),
                diff_monthly_cost: RangeJson::of(report.difference),
            },
            unused_usage: &report.unused,
        },
    })
}

/// What was assumed for all, and what for single resources.
fn assumed(shown: &Shown<'_>) -> Vec<&'static str> {
    let mut assumed = shown.settings.shared.assumed();
    let more = shown.assumed_of_some();
    assumed.extend(more.into_iter().filter(|input| *input == ROTATIONS));
    assumed
}

fn exact(total: Total) -> Option<String> {
    total.exact().map(|money| number(money.amount()))
}

fn number(number: Decimal) -> String {
    number.normalize().to_string()
}

/// A resource on one side, where it is there.
fn on_side<'a>(resource: &'a Resource, state: &'a State) -> Option<ResourceJson<'a>> {
    let mut metadata = metadata(resource);
    let mut set = |name: &str, value: &str| {
        metadata.insert(name.to_owned(), Value::from(value));
    };
    let components = match state {
        State::Absent => return None,
        State::Unpriced(reason) => {
            set("unpriced", reason);
            Vec::new()
        }
        State::Priced(priced) => {
            set("region", &priced.region);
            if let Some(option) = priced.option {
                set("encryption", option.id());
            }
            match &priced.key {
                None => {}
                Some(Key::AwsManaged) => set("key", "alias/aws/s3"),
                Some(Key::InPlan(address)) => set("key", address),
                Some(Key::Outside(name)) => set("keyOutsideOfPlan", name),
                Some(Key::Unknown(reason)) => set("keyUnknown", reason),
            }
            priced.components.iter().map(component).collect()
        }
    };
    Some(of(resource, metadata, state.total(), components))
}

fn between(resource: &Resource) -> ResourceJson<'_> {
    let components = resource.difference.components.iter().map(component).collect();
    of(resource, metadata(resource), resource.difference.total, components)
}

fn metadata(resource: &Resource) -> Map<String, Value> {
    let mut metadata = Map::new();
    metadata.insert("action".to_owned(), Value::from(resource.action.name()));
    if let Some(previous) = &resource.previous_address {
        metadata.insert("previousAddress".to_owned(), Value::from(previous.as_str()));
    }
    if !resource.configured_by.is_empty() {
        metadata.insert("configuredBy".to_owned(), Value::from(resource.configured_by.clone()));
    }
    metadata
}

fn of<'a>(
    resource: &'a Resource,
    metadata: Map<String, Value>,
    total: Total,
    cost_components: Vec<ComponentJson>,
) -> ResourceJson<'a> {
    let mut metadata = metadata;
    if !total.known.is_exact() {
        let Range { low, high, .. } = total.known.map(|money| number(money.amount()));
        metadata.insert("knownMonthlyCostRange".to_owned(), serde_json::json!({ "low": low, "high": high }));
    }
    let tags = resource.tags.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    ResourceJson {
        name: &resource.address,
        resource_type: &resource.kind,
        tags: Some(tags.collect::<BTreeMap<_, _>>()).filter(|tags| !tags.is_empty()),
        metadata,
        hourly_cost: None,
        monthly_cost: exact(total),
        cost_components,
    }
}

fn component(component: &Component) -> ComponentJson {
    ComponentJson {
        name: component.code.label(),
        unit: component.unit,
        hourly_quantity: None,
        monthly_quantity: component.quantity.map(number),
        price: component.unit_price.map(number),
        hourly_cost: None,
        monthly_cost: component.amount.map(Money::amount).map(number),
    }
}

fn summary(shown: &Shown<'_>) -> SummaryJson {
    let report = shown.report;
    let mut unsupported: BTreeMap<String, u64> = BTreeMap::new();
    let mut no_price: BTreeMap<String, u64> = BTreeMap::new();
    let mut supported: BTreeMap<String, u64> = BTreeMap::new();
    let add = |counts: &mut BTreeMap<String, u64>, kind: &str| {
        let count = counts.entry(kind.to_owned()).or_default();
        *count = count.saturating_add(1);
    };
    for resource in &report.resources {
        add(&mut supported, &resource.kind);
    }
    let priced: HashSet<&str> = report.resources.iter().map(|resource| resource.address.as_str()).collect();
    for other in report.others.iter().filter(|other| !priced.contains(other.address.as_str())) {
        let counts = if other.sort == OtherKind::NoCharge { &mut no_price } else { &mut unsupported };
        add(counts, &other.kind);
    }
    let total = |counts: &BTreeMap<String, u64>| counts.values().sum::<u64>();
    SummaryJson {
        total_detected_resources: total(&supported)
            .saturating_add(total(&unsupported))
            .saturating_add(total(&no_price)),
        total_supported_resources: total(&supported),
        total_unsupported_resources: total(&unsupported),
        total_usage_based_resources: report.buckets() as u64,
        total_no_price_resources: total(&no_price),
        supported_resource_counts: supported,
        unsupported_resource_counts: unsupported,
        no_price_resource_counts: no_price,
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Root<'a> {
    version: &'static str,
    metadata: Map<String, Value>,
    currency: &'a str,
    projects: [ProjectJson<'a>; 1],
    total_hourly_cost: Option<String>,
    total_monthly_cost: Option<String>,
    past_total_hourly_cost: Option<String>,
    past_total_monthly_cost: Option<String>,
    diff_total_hourly_cost: Option<String>,
    diff_total_monthly_cost: Option<String>,
    time_generated: String,
    summary: SummaryJson,
    unpriced: Vec<UnpricedJson<'a>>,
    sse_cost: SseCost<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ProjectJson<'a> {
    name: &'a str,
    metadata: ProjectMetadata<'a>,
    past_breakdown: BreakdownJson<'a>,
    breakdown: BreakdownJson<'a>,
    diff: BreakdownJson<'a>,
    summary: SummaryJson,
}

#[derive(Serialize)]
struct ProjectMetadata<'a> {
    path: &'a str,
    r#type: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct BreakdownJson<'a> {
    resources: Vec<ResourceJson<'a>>,
    total_hourly_cost: Option<String>,
    /// Unknown where a part of it is.
    total_monthly_cost: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResourceJson<'a> {
    name: &'a str,
    resource_type: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    tags: Option<BTreeMap<&'a str, &'a str>>,
    metadata: Map<String, Value>,
    hourly_cost: Option<String>,
    monthly_cost: Option<String>,
    cost_components: Vec<ComponentJson>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ComponentJson {
    name: &'static str,
    unit: &'static str,
    hourly_quantity: Option<String>,
    monthly_quantity: Option<String>,
    price: Option<String>,
    hourly_cost: Option<String>,
    monthly_cost: Option<String>,
}

#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct SummaryJson {
    total_detected_resources: u64,
    total_supported_resources: u64,
    total_unsupported_resources: u64,
    total_usage_based_resources: u64,
    total_no_price_resources: u64,
    supported_resource_counts: BTreeMap<String, u64>,
    unsupported_resource_counts: BTreeMap<String, u64>,
    no_price_resource_counts: BTreeMap<String, u64>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct UnpricedJson<'a> {
    name: &'a str,
    resource_type: &'a str,
    action: Option<&'static str>,
    sort: &'static str,
    reason: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SseCost<'a> {
    schema_version: u32,
    prices: PricesJson<'a>,
    free_requests: u64,
    assumed: Vec<&'static str>,
    known: KnownJson,
    unused_usage: &'a [String],
}

#[derive(Serialize)]
struct PricesJson<'a> {
    published: &'a str,
    currency: &'a str,
    source: &'a str,
}

/// Sums of what is known, where the totals are not.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct KnownJson {
    past_monthly_cost: RangeJson,
    monthly_cost: RangeJson,
    diff_monthly_cost: RangeJson,
}

/// What S3 Bucket Keys leave a range of.
#[derive(Serialize)]
struct RangeJson {
    low: String,
    typical: String,
    high: String,
}

impl RangeJson {
    fn of(total: Total) -> RangeJson {
        let Range { low, typical, high } = total.known.map(|money| number(money.amount()));
        RangeJson { low, typical, high }
    }
}
