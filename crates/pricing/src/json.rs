//! The JSON that the program, the page and the npm package share.
//!
//! camelCase; decimals as exact strings without trailing zeros; counts as numbers; unknown as `null`. Every output states
//! its `schemaVersion`. Fields are added, never renamed or taken away.

use crate::bucket_key::{BucketKey, BucketKeyModel};
use crate::comparison::Comparison;
use crate::estimate::Estimate;
use crate::line::LineItem;
use crate::prices::{PriceBook, RegionPrices};
use crate::read_back::{Age, ReadBack};
use crate::workload::FREE_REQUESTS;
use crate::{Assumable, Money, Percent, Workload, parse};
use rust_decimal::Decimal;
use serde::ser::{Error as _, SerializeStruct as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::borrow::Cow;

/// The version of the shape of the output.
const SCHEMA_VERSION: u32 = 1;

impl Serialize for Comparison<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Comparison", 5)?;
        object.serialize_field("schemaVersion", &SCHEMA_VERSION)?;
        object.serialize_field("prices", &BookJson::new(self.book(), &self.workload().region))?;
        object.serialize_field("workload", self.workload())?;
        object.serialize_field("assumed", &self.workload().assumed())?;
        object.serialize_field("options", self.estimates())?;
        object.end()
    }
}

#[derive(Serialize)]
struct BookJson<'a> {
    region: &'a str,
    published: &'a str,
    currency: &'a str,
    source: &'a str,
}

impl<'a> BookJson<'a> {
    fn new(book: &'a PriceBook, region: &'a str) -> BookJson<'a> {
        BookJson { region, published: book.published(), currency: book.currency(), source: book.source() }
    }
}

impl Serialize for Estimate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let requests = self.kms_requests();
        let mut object = serializer.serialize_struct("Estimate", 9)?;
        object.serialize_field("id", self.option().id())?;
        object.serialize_field("name", self.option().name())?;
        object.serialize_field("monthly", &self.monthly())?;
        object.serialize_field("annual", &self.annual().map_err(S::Error::custom)?)?;
        object.serialize_field("range", &RangeJson { low: Some(self.low()), high: self.high() })?;
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
struct RangeJson<T> {
    low: T,
    high: T,
}

impl Serialize for LineItem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("LineItem", 8)?;
        object.serialize_field("code", self.code().id())?;
        object.serialize_field("label", self.code().label())?;
        object.serialize_field("quantity", &self.quantity().map(exact))?;
        object.serialize_field("unit", self.unit())?;
        object.serialize_field("unitPrice", &exact(self.unit_price()))?;
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

impl Serialize for RegionPrices {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let rows = self.rows();
        let mut object = serializer.serialize_struct("RegionPrices", 2_usize.saturating_add(rows.len()))?;
        object.serialize_field("region", &self.region)?;
        object.serialize_field("name", &self.name)?;
        for row in rows {
            object.serialize_field(row.id, &exact(row.dollars))?;
        }
        object.end()
    }
}

/// A workload as it is written: every input, and which of them were assumed.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WorkloadOut<'a> {
    region: &'a str,
    uploads: u64,
    downloads: u64,
    object_size: Option<u64>,
    keys: u64,
    free_requests: u64,
    bucket_key: BucketKeyOut<'a>,
    assumed: Vec<&'static str>,
}

#[derive(Serialize)]
#[serde(tag = "method", rename_all = "camelCase", rename_all_fields = "camelCase")]
enum BucketKeyOut<'a> {
    Model { requesters: u64, window_seconds: u64, active_hours: u64, read_back: Vec<AgeOut<'a>> },
    Reduction { reduction: Percent },
    Measured { calls: u64 },
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AgeOut<'a> {
    within_seconds: u64,
    share: &'a Percent,
}

impl Serialize for Workload {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let bucket_key = match &self.bucket_key {
            BucketKey::Model(model) => BucketKeyOut::Model {
                requesters: model.requesters.value(),
                window_seconds: model.window_seconds.value(),
                active_hours: model.active_hours.value(),
                read_back: model.read_back.get().ages().iter().map(AgeOut::from).collect(),
            },
            BucketKey::Reduction(reduction) => BucketKeyOut::Reduction { reduction: *reduction },
            BucketKey::Measured(calls) => BucketKeyOut::Measured { calls: *calls },
        };
        let out = WorkloadOut {
            region: &self.region,
            uploads: self.uploads,
            downloads: self.downloads,
            object_size: self.object_size,
            keys: self.keys,
            free_requests: self.free_requests.value(),
            bucket_key,
            assumed: self.assumed(),
        };
        out.serialize(serializer)
    }
}

impl<'a> From<&'a Age> for AgeOut<'a> {
    fn from(age: &'a Age) -> AgeOut<'a> {
        AgeOut { within_seconds: age.within_seconds, share: &age.share }
    }
}

/// A workload as it is read: what is left out takes its default, and a default that is listed as assumed stays assumed.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct WorkloadIn<'a> {
    #[serde(default)]
    region: Option<Cow<'a, str>>,
    uploads: u64,
    downloads: u64,
    object_size: Option<u64>,
    keys: Option<u64>,
    free_requests: Option<u64>,
    bucket_key: Option<BucketKeyIn>,
    #[serde(default)]
    assumed: Vec<String>,
}

#[derive(Deserialize)]
#[serde(tag = "method", rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)]
enum BucketKeyIn {
    Model {
        requesters: Option<u64>,
        window_seconds: Option<u64>,
        active_hours: Option<u64>,
        read_back: Option<Vec<AgeIn>>,
    },
    Reduction {
        reduction: String,
    },
    Measured {
        calls: u64,
    },
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct AgeIn {
    within_seconds: u64,
    share: String,
}

impl<'de> Deserialize<'de> for Workload {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Workload, D::Error> {
        let workload = WorkloadIn::deserialize(deserializer)?;
        workload.checked().map_err(de::Error::custom)
    }
}

impl WorkloadIn<'_> {
    fn checked(self) -> crate::Result<Workload> {
        let assumed = &self.assumed;
        let region = self.region.map_or(Cow::Borrowed("us-east-1"), |region| Cow::Owned(region.into_owned()));
        let mut workload = Workload::documents(region, 0)?;
        workload.uploads = self.uploads;
        workload.downloads = self.downloads;
        workload.object_size = self.object_size;
        workload.keys = self.keys.unwrap_or(1);
        workload.free_requests =
            said("freeRequests", self.free_requests, Assumable::Assumed(FREE_REQUESTS), assumed);
        if let Some(bucket_key) = self.bucket_key {
            workload.bucket_key = bucket_key.checked(assumed)?;
        }
        workload.check()?;
        Ok(workload)
    }
}

impl BucketKeyIn {
    fn checked(self, assumed: &[String]) -> crate::Result<BucketKey> {
        Ok(match self {
            BucketKeyIn::Reduction { reduction } => {
                BucketKey::Reduction(parse::percent("bucketKey.reduction", &reduction)?)
            }
            BucketKeyIn::Measured { calls } => BucketKey::Measured(calls),
            BucketKeyIn::Model { requesters, window_seconds, active_hours, read_back } => {
                let model = BucketKeyModel::default();
                let read_back = read_back.map(AgeIn::profile).transpose()?;
                BucketKey::Model(BucketKeyModel {
                    requesters: said("bucketKey.requesters", requesters, model.requesters, assumed),
                    window_seconds: said(
                        "bucketKey.windowSeconds",
                        window_seconds,
                        model.window_seconds,
                        assumed,
                    ),
                    active_hours: said("bucketKey.activeHours", active_hours, model.active_hours, assumed),
                    read_back: said("bucketKey.readBack", read_back, model.read_back, assumed),
                })
            }
        })
    }
}

impl AgeIn {
    fn profile(ages: Vec<AgeIn>) -> crate::Result<ReadBack> {
        const FIELD: &str = "bucketKey.readBack";
        let age = |age: AgeIn| {
            Ok(Age { within_seconds: age.within_seconds, share: parse::percent(FIELD, &age.share)? })
        };
        ReadBack::new(FIELD, ages.into_iter().map(age).collect::<crate::Result<_>>()?)
    }
}

/// A value that is there was given; unless it is the default and listed as assumed, as in what was printed before.
fn said<T: PartialEq>(
    name: &str,
    value: Option<T>,
    default: Assumable<T>,
    assumed: &[String],
) -> Assumable<T> {
    match value {
        Some(value) if value == *default.get() && assumed.iter().any(|field| field == name) => default,
        Some(value) => Assumable::Given(value),
        None => default,
    }
}
