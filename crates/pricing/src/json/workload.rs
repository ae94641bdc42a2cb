//! A workload as JSON: every input is written, and what is left out takes its default when it is read.

use crate::bucket_key::{BucketKey, BucketKeyModel};
use crate::client::{Client, Multipart};
use crate::keys::PartOfMonth;
use crate::object_size::SizeClass;
use crate::read_back::{Age, ReadBack};
use crate::{Assumable, Keys, ObjectSizes, Percent, Workload, parse};
#[cfg(feature = "schema")]
use crate::{
    client::{MAX_PUT_BYTES, MIN_PART_BYTES},
    keys::MAX_KEYS,
    object_size::MAX_OBJECT_BYTES,
    schema::Share,
    workload::{FREE_REQUESTS, MAX_COUNT, MAX_STORED_BYTES},
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::borrow::Cow;

/// One month of use of one bucket, or of several that share their keys.
///
/// Every input is optional when it is read, and takes its default where it is left out or `null`; when it is written, all of
/// them are there.
#[derive(Serialize, Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "Workload", transform = schema::without_null_defaults)
)]
pub(crate) struct WorkloadJson {
    /// The code of the Region.
    #[cfg_attr(feature = "schema", schemars(extend("default" = "us-east-1")))]
    region: Option<Cow<'static, str>>,
    /// Objects written in the month.
    #[cfg_attr(feature = "schema", schemars(range(max = MAX_COUNT), extend("default" = 0)))]
    uploads: Option<u64>,
    /// Objects read in the month.
    #[cfg_attr(feature = "schema", schemars(range(max = MAX_COUNT), extend("default" = 0)))]
    downloads: Option<u64>,
    /// Objects copied in the month within the bucket.
    #[cfg_attr(feature = "schema", schemars(range(max = MAX_COUNT), extend("default" = 0)))]
    copies: Option<u64>,
    /// How large the objects are; `null` where it is not known. Then an upload is one request and so is a download, and what
    /// DSSE-KMS bills by GB is unknown.
    object_size: Option<SizeJson>,
    /// The program that talks to S3: it decides how many requests an object of a known size takes.
    #[cfg_attr(feature = "schema", schemars(extend("default" = "boto3")))]
    client: Option<ClientJson>,
    /// Calls to KMS by a `CompleteMultipartUpload`. Sources disagree.
    #[cfg_attr(feature = "schema", schemars(range(max = 1), extend("default" = 0)))]
    complete_calls: Option<u64>,
    /// Calls to KMS by DSSE-KMS for each call that SSE-KMS makes. AWS says "one or more".
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 4), extend("default" = 1)))]
    dsse_calls: Option<u64>,
    /// Customer managed KMS keys. One key that several buckets share is charged once: 0 is for a bucket whose key is charged
    /// for elsewhere.
    #[cfg_attr(feature = "schema", schemars(range(max = MAX_KEYS), extend("default" = 1)))]
    keys: Option<u64>,
    /// Multi-Region replicas of each key; each is charged like a key.
    #[cfg_attr(feature = "schema", schemars(range(max = 100), extend("default" = 0)))]
    replicas: Option<u64>,
    /// Rotations that each key has had so far. The first and the second add a key's fee each.
    #[cfg_attr(feature = "schema", schemars(range(max = 1_000), extend("default" = 0)))]
    rotations: Option<u64>,
    /// For how much of the month the keys exist; `null` is all of it.
    key_hours: Option<KeyHoursJson>,
    /// Free KMS requests left for this workload: those that nothing else in the account uses.
    #[cfg_attr(feature = "schema", schemars(range(max = FREE_REQUESTS), extend("default" = 20_000)))]
    free_requests: Option<u64>,
    /// How an S3 Bucket Key reduces the calls to KMS, for the options that have one. Default: the model, at its defaults.
    bucket_key: Option<BucketKeyJson>,
    /// The share of reads that goes to objects from before the Bucket Key was turned on: those keep one call each. Measured
    /// calls hold them already.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Share>", extend("default" = "0")))]
    share_before_bucket_key: Option<String>,
    /// Additional copies of the management events that CloudTrail delivers: every trail after the first.
    #[cfg_attr(feature = "schema", schemars(range(max = 100), extend("default" = 0)))]
    trails: Option<u64>,
    /// Bytes kept in the month, for S3's own costs; `null` where it is not known.
    #[cfg_attr(feature = "schema", schemars(range(max = MAX_STORED_BYTES)))]
    stored_bytes: Option<u64>,
    /// How many times the average the busiest second is, for the KMS quota.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 10_000), extend("default" = 10)))]
    peak_factor: Option<u64>,
    /// Which of the values are defaults that nobody chose, by their names.
    assumed: Vec<Cow<'static, str>>,
}

/// A number of bytes, or a list of sizes with shares.
#[derive(Serialize, Deserialize)]
#[serde(untagged, expecting = "objectSize is a number of bytes, or a list of {\"bytes\", \"share\"}")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "ObjectSize"))]
pub(super) enum SizeJson {
    /// Bytes of every object.
    One(#[cfg_attr(feature = "schema", schemars(range(min = 1, max = MAX_OBJECT_BYTES)))] u64),
    /// Sizes, each once, with shares of 100 % together.
    Several(#[cfg_attr(feature = "schema", schemars(length(min = 1)))] Vec<SizeClassJson>),
}

/// Objects of one size.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "SizeClass"))]
pub(super) struct SizeClassJson {
    /// Bytes of each object.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = MAX_OBJECT_BYTES)))]
    bytes: u64,
    /// Their share of all objects.
    #[cfg_attr(feature = "schema", schemars(with = "Share"))]
    share: String,
}

/// A client by its name, or sizes of one's own.
#[derive(Serialize, Deserialize)]
#[serde(untagged, expecting = "client is a name, or {\"partSize\", \"multipartThreshold\"} in bytes")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Client"))]
enum ClientJson {
    /// Its name.
    Named(#[cfg_attr(feature = "schema", schemars(with = "schema::ClientName"))] String),
    /// Uploads, downloads and copies go multipart.
    #[serde(rename_all = "camelCase")]
    Custom {
        /// Bytes of a part.
        #[cfg_attr(feature = "schema", schemars(range(min = MIN_PART_BYTES, max = MAX_PUT_BYTES)))]
        part_size: u64,
        /// Objects of this many bytes or more are cut into parts.
        #[cfg_attr(feature = "schema", schemars(range(min = 1, max = MAX_PUT_BYTES)))]
        multipart_threshold: u64,
    },
}

/// The part of a month in which the keys exist.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "KeyHours"))]
struct KeyHoursJson {
    /// Hours that they exist, at most those of the month.
    #[cfg_attr(feature = "schema", schemars(range(max = 744)))]
    existed: u64,
    /// Hours of that month.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = [672, 696, 720, 744])))]
    month: u64,
}

/// Three ways to say what an S3 Bucket Key saves.
#[derive(Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "BucketKey", transform = schema::without_null_defaults)
)]
enum BucketKeyJson {
    /// Computed from the traffic, with a range.
    Model {
        /// Roles, users or accounts that send the requests.
        #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 1_000_000), extend("default" = 1)))]
        requesters: Option<u64>,
        /// Seconds that S3 keeps a bucket-level key for a requester. AWS does not publish it.
        #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 86_400), extend("default" = 300)))]
        window_seconds: Option<u64>,
        /// Hours of the month in which there is traffic.
        #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 744), extend("default" = 730)))]
        active_hours: Option<u64>,
        /// How old the objects are that are read: ages, each once, with shares of 100 % together. Default: 83 % within 5
        /// minutes, 11 % within an hour, 6 % within a day.
        #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
        read_back: Option<Vec<AgeJson>>,
    },
    /// A flat percentage of the calls is saved.
    Reduction {
        /// Per cent of the calls.
        #[cfg_attr(feature = "schema", schemars(with = "Share"))]
        reduction: String,
    },
    /// The calls left in a month were measured.
    Measured {
        /// How many; at most as many as there would be without a Bucket Key.
        calls: u64,
    },
}

/// Objects that were written within a time before they are read.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Age"))]
struct AgeJson {
    /// Seconds from the write to the read, at most.
    #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
    within_seconds: u64,
    /// Their share of all downloads.
    #[cfg_attr(feature = "schema", schemars(with = "Share"))]
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

#[cfg(feature = "schema")]
mod schema {
    use super::WorkloadJson;
    use crate::{Client, Workload};
    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
    use std::borrow::Cow;

    crate::schema::written_as!(Workload => WorkloadJson);

    /// The ids of the clients that have one.
    pub(super) struct ClientName;

    impl JsonSchema for ClientName {
        fn schema_name() -> Cow<'static, str> {
            "ClientName".into()
        }

        fn inline_schema() -> bool {
            true
        }

        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({ "type": "string", "enum": Client::NAMED.map(Client::id) })
        }
    }

    /// serde's default of an input is `null`, which says nothing: what it stands for is named beside, where it is a value.
    pub(super) fn without_null_defaults(schema: &mut Schema) {
        let properties = schema.get_mut("properties").and_then(|properties| properties.as_object_mut());
        for property in properties.into_iter().flat_map(|properties| properties.values_mut()) {
            if let Some(property) = property.as_object_mut()
                && property.get("default").is_some_and(serde_json::Value::is_null)
            {
                property.remove("default");
            }
        }
    }
}
