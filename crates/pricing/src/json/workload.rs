//! A workload as JSON: every input is written. Read back by [`reading`](super::reading).

use crate::bucket_key::BucketKey;
use crate::client::{Client, Multipart};
use crate::keys::PartOfMonth;
use crate::object_size::SizeClass;
use crate::read_back::Age;
use crate::{ObjectSizes, Percent, Workload};
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// The names and the order of the fields.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WorkloadJson {
    region: Cow<'static, str>,
    uploads: u64,
    downloads: u64,
    copies: u64,
    object_size: Option<SizeJson>,
    client: ClientJson,
    complete_calls: u64,
    dsse_calls: u64,
    keys: u64,
    replicas: u64,
    rotations: u64,
    key_hours: Option<KeyHoursJson>,
    free_requests: u64,
    bucket_key: BucketKeyJson,
    share_before_bucket_key: String,
    trails: u64,
    stored_bytes: Option<u64>,
    peak_factor: u64,
    /// Which of the values are defaults that nobody chose.
    assumed: Vec<&'static str>,
}

#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum SizeJson {
    One(u64),
    Several(Vec<SizeClassJson>),
}

#[derive(Serialize)]
pub(super) struct SizeClassJson {
    bytes: u64,
    share: String,
}

#[derive(Serialize)]
#[serde(untagged)]
enum ClientJson {
    Named(String),
    #[serde(rename_all = "camelCase")]
    Custom {
        part_size: u64,
        multipart_threshold: u64,
    },
}

#[derive(Serialize)]
struct KeyHoursJson {
    existed: u64,
    month: u64,
}

#[derive(Serialize)]
#[serde(tag = "method", rename_all = "camelCase", rename_all_fields = "camelCase")]
enum BucketKeyJson {
    Model { requesters: u64, window_seconds: u64, active_hours: u64, read_back: Vec<AgeJson> },
    Reduction { reduction: String },
    Measured { calls: u64 },
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AgeJson {
    within_seconds: u64,
    share: String,
}

impl Serialize for Workload {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        WorkloadJson::from(self).serialize(serializer)
    }
}

impl From<&Workload> for WorkloadJson {
    fn from(workload: &Workload) -> WorkloadJson {
        let keys = workload.keys;
        let existed = |part: PartOfMonth| KeyHoursJson { existed: part.hours, month: part.month_hours };
        // All of them, whether or not they matter as long as the other inputs are what they are.
        let assumed = workload.assumed_inputs(true, true);
        WorkloadJson {
            region: workload.region.clone(),
            uploads: workload.uploads,
            downloads: workload.downloads,
            copies: workload.copies,
            object_size: workload.object_size.as_ref().map(SizeJson::from),
            client: ClientJson::from(workload.client.value()),
            complete_calls: workload.complete_calls.value(),
            dsse_calls: workload.dsse_calls.value(),
            keys: keys.count,
            replicas: keys.replicas,
            rotations: keys.rotations,
            key_hours: keys.existed.map(existed),
            free_requests: workload.free_requests.value(),
            bucket_key: BucketKeyJson::from(&workload.bucket_key),
            share_before_bucket_key: share(workload.share_before_bucket_key),
            trails: workload.trails,
            stored_bytes: workload.stored_bytes,
            peak_factor: workload.peak_factor.value(),
            assumed,
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
                requesters: model.requesters.value(),
                window_seconds: model.window_seconds.value(),
                active_hours: model.active_hours.value(),
                read_back: model.read_back.get().ages().iter().map(age).collect(),
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
