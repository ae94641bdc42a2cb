//! A workload as JSON: every input is written, and what is left out takes its default when it is read.

use crate::bucket_key::{BucketKey, BucketKeyModel};
use crate::client::{Client, Multipart};
use crate::keys::PartOfMonth;
use crate::object_size::SizeClass;
use crate::read_back::{Age, ReadBack};
use crate::{Assumable, Keys, ObjectSizes, Percent, Workload, parse};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::borrow::Cow;

/// The names and the order of the fields, for writing and for reading. All are optional when read.
#[derive(Serialize, Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct WorkloadJson {
    region: Option<Cow<'static, str>>,
    uploads: Option<u64>,
    downloads: Option<u64>,
    copies: Option<u64>,
    object_size: Option<SizeJson>,
    client: Option<ClientJson>,
    complete_calls: Option<u64>,
    dsse_calls: Option<u64>,
    keys: Option<u64>,
    replicas: Option<u64>,
    rotations: Option<u64>,
    key_hours: Option<KeyHoursJson>,
    free_requests: Option<u64>,
    bucket_key: Option<BucketKeyJson>,
    share_before_bucket_key: Option<String>,
    trails: Option<u64>,
    stored_bytes: Option<u64>,
    peak_factor: Option<u64>,
    /// Which of the values are defaults that nobody chose.
    assumed: Vec<Cow<'static, str>>,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged, expecting = "objectSize is a number of bytes, or a list of {\"bytes\", \"share\"}")]
pub(super) enum SizeJson {
    One(u64),
    Several(Vec<SizeClassJson>),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SizeClassJson {
    bytes: u64,
    share: String,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged, expecting = "client is a name, or {\"partSize\", \"multipartThreshold\"} in bytes")]
enum ClientJson {
    Named(String),
    #[serde(rename_all = "camelCase")]
    Custom {
        part_size: u64,
        multipart_threshold: u64,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyHoursJson {
    existed: u64,
    month: u64,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)]
enum BucketKeyJson {
    Model {
        requesters: Option<u64>,
        window_seconds: Option<u64>,
        active_hours: Option<u64>,
        read_back: Option<Vec<AgeJson>>,
    },
    Reduction {
        reduction: String,
    },
    Measured {
        calls: u64,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct AgeJson {
    within_seconds: u64,
    share: String,
}

impl Serialize for Workload {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        WorkloadJson::from(self).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Workload {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Workload, D::Error> {
        WorkloadJson::deserialize(deserializer)?.checked().map_err(de::Error::custom)
    }
}

impl From<&Workload> for WorkloadJson {
    fn from(workload: &Workload) -> WorkloadJson {
        let keys = workload.keys;
        let existed = |part: PartOfMonth| KeyHoursJson { existed: part.hours, month: part.month_hours };
        // All of them, whether or not they matter as long as the other inputs are what they are.
        let assumed = workload.assumed_inputs(true, true);
        WorkloadJson {
            region: Some(workload.region.clone()),
            uploads: Some(workload.uploads),
            downloads: Some(workload.downloads),
            copies: Some(workload.copies),
            object_size: workload.object_size.as_ref().map(SizeJson::from),
            client: Some(ClientJson::from(workload.client.value())),
            complete_calls: Some(workload.complete_calls.value()),
            dsse_calls: Some(workload.dsse_calls.value()),
            keys: Some(keys.count),
            replicas: Some(keys.replicas),
            rotations: Some(keys.rotations),
            key_hours: keys.existed.map(existed),
            free_requests: Some(workload.free_requests.value()),
            bucket_key: Some(BucketKeyJson::from(&workload.bucket_key)),
            share_before_bucket_key: Some(share(workload.share_before_bucket_key)),
            trails: Some(workload.trails),
            stored_bytes: workload.stored_bytes,
            peak_factor: Some(workload.peak_factor.value()),
            assumed: assumed.into_iter().map(Cow::Borrowed).collect(),
        }
    }
}

impl From<&ObjectSizes> for SizeJson {
    fn from(sizes: &ObjectSizes) -> SizeJson {
        let class = |class: &SizeClass| SizeClassJson { bytes: class.bytes, share: share(class.share) };
        match sizes.single() {
            Some(bytes) => SizeJson::One(bytes),
            None => SizeJson::Several(sizes.classes().iter().map(class).collect()),
        }
    }
}

impl From<Client> for ClientJson {
    fn from(client: Client) -> ClientJson {
        match client {
            Client::Custom(Multipart { part_size, threshold }) => {
                ClientJson::Custom { part_size, multipart_threshold: threshold }
            }
            named => ClientJson::Named(named.id().to_owned()),
        }
    }
}

impl From<&BucketKey> for BucketKeyJson {
    fn from(bucket_key: &BucketKey) -> BucketKeyJson {
        let age = |age: &Age| AgeJson { within_seconds: age.within_seconds, share: share(age.share) };
        match bucket_key {
            BucketKey::Model(model) => BucketKeyJson::Model {
                requesters: Some(model.requesters.value()),
                window_seconds: Some(model.window_seconds.value()),
                active_hours: Some(model.active_hours.value()),
                read_back: Some(model.read_back.get().ages().iter().map(age).collect()),
            },
            BucketKey::Reduction(reduction) => BucketKeyJson::Reduction { reduction: share(*reduction) },
            BucketKey::Measured(calls) => BucketKeyJson::Measured { calls: *calls },
        }
    }
}

/// A percentage without its sign: `99.5`.
fn share(share: Percent) -> String {
    share.amount().to_string()
}

impl WorkloadJson {
    fn checked(self) -> crate::Result<Workload> {
        let assumed = &self.assumed;
        let mut workload = Workload::documents(self.region.unwrap_or(Cow::Borrowed("us-east-1")), 0)?;
        workload.uploads = self.uploads.unwrap_or(0);
        workload.downloads = self.downloads.unwrap_or(0);
        workload.copies = self.copies.unwrap_or(0);
        workload.object_size = self.object_size.map(SizeJson::checked).transpose()?;
        let client = self.client.map(ClientJson::checked).transpose()?;
        workload.client = said("client", client, workload.client, assumed);
        workload.complete_calls =
            said("completeCalls", self.complete_calls, workload.complete_calls, assumed);
        workload.dsse_calls = said("dsseCalls", self.dsse_calls, workload.dsse_calls, assumed);
        workload.keys = Keys {
            count: self.keys.unwrap_or(1),
            replicas: self.replicas.unwrap_or(0),
            rotations: self.rotations.unwrap_or(0),
            existed: self.key_hours.map(|part| PartOfMonth { hours: part.existed, month_hours: part.month }),
        };
        workload.free_requests = said("freeRequests", self.free_requests, workload.free_requests, assumed);
        if let Some(bucket_key) = self.bucket_key {
            workload.bucket_key = bucket_key.checked(assumed)?;
        }
        if let Some(share) = self.share_before_bucket_key {
            workload.share_before_bucket_key = parse::percent("shareBeforeBucketKey", &share)?;
        }
        workload.trails = self.trails.unwrap_or(0);
        workload.stored_bytes = self.stored_bytes;
        workload.peak_factor = said("peakFactor", self.peak_factor, workload.peak_factor, assumed);
        workload.check()?;
        Ok(workload)
    }
}

impl SizeJson {
    fn checked(self) -> crate::Result<ObjectSizes> {
        match self {
            SizeJson::One(bytes) => ObjectSizes::one(bytes),
            SizeJson::Several(classes) => {
                let class = |class: SizeClassJson| {
                    let share = parse::percent("objectSize", &class.share)?;
                    Ok(SizeClass { bytes: class.bytes, share })
                };
                ObjectSizes::new(classes.into_iter().map(class).collect::<crate::Result<_>>()?)
            }
        }
    }
}

impl ClientJson {
    fn checked(self) -> crate::Result<Client> {
        match self {
            ClientJson::Named(id) => id.parse(),
            ClientJson::Custom { part_size, multipart_threshold } => {
                Ok(Client::Custom(Multipart { part_size, threshold: multipart_threshold }))
            }
        }
    }
}

impl BucketKeyJson {
    fn checked(self, assumed: &[Cow<'_, str>]) -> crate::Result<BucketKey> {
        Ok(match self {
            BucketKeyJson::Reduction { reduction } => {
                BucketKey::Reduction(parse::percent("bucketKey.reduction", &reduction)?)
            }
            BucketKeyJson::Measured { calls } => BucketKey::Measured(calls),
            BucketKeyJson::Model { requesters, window_seconds, active_hours, read_back } => {
                let model = BucketKeyModel::default();
                let read_back = read_back.map(AgeJson::profile).transpose()?;
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

impl AgeJson {
    fn profile(ages: Vec<AgeJson>) -> crate::Result<ReadBack> {
        const FIELD: &str = "bucketKey.readBack";
        let age = |age: AgeJson| {
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
    assumed: &[Cow<'_, str>],
) -> Assumable<T> {
    match value {
        Some(value) if value == *default.get() && assumed.iter().any(|field| field == name) => default,
        Some(value) => Assumable::Given(value),
        None => default,
    }
}
