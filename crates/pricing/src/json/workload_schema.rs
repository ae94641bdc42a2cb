//! What a workload's JSON looks like, for those who write one and those who read one.
//!
//! It is written and read by code that is made small for the page; tests hold both against this.

#![allow(dead_code, reason = "the fields are described, not read")]

use crate::client::{MAX_PUT_BYTES, MIN_PART_BYTES};
use crate::keys::MAX_KEYS;
use crate::object_size::MAX_OBJECT_BYTES;
use crate::schema::Share;
use crate::workload::{FREE_REQUESTS, MAX_COUNT, MAX_STORED_BYTES};
use crate::{Client, Workload};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;

crate::schema::written_as!(Workload => WorkloadSchema);

/// One month of use of one bucket, or of several that share their keys.
///
/// Every input is optional when it is read, and takes its default where it is left out or `null`; when it is written, all of
/// them are there.
#[derive(schemars::JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields, rename = "Workload")]
pub(crate) struct WorkloadSchema {
    /// The code of the Region.
    #[schemars(extend("default" = "us-east-1"))]
    region: Option<Cow<'static, str>>,
    /// Objects written in the month.
    #[schemars(range(max = MAX_COUNT), extend("default" = 0))]
    uploads: Option<u64>,
    /// Objects read in the month.
    #[schemars(range(max = MAX_COUNT), extend("default" = 0))]
    downloads: Option<u64>,
    /// Objects copied in the month within the bucket.
    #[schemars(range(max = MAX_COUNT), extend("default" = 0))]
    copies: Option<u64>,
    /// How large the objects are; `null` where it is not known. Then an upload is one request and so is a download, and what
    /// DSSE-KMS bills by GB is unknown.
    object_size: Option<SizeSchema>,
    /// The program that talks to S3: it decides how many requests an object of a known size takes.
    #[schemars(extend("default" = "boto3"))]
    client: Option<ClientSchema>,
    /// Calls to KMS by a `CompleteMultipartUpload`. Sources disagree.
    #[schemars(range(max = 1), extend("default" = 0))]
    complete_calls: Option<u64>,
    /// Calls to KMS by DSSE-KMS for each call that SSE-KMS makes. AWS says "one or more".
    #[schemars(range(min = 1, max = 4), extend("default" = 1))]
    dsse_calls: Option<u64>,
    /// Customer managed KMS keys. One key that several buckets share is charged once: 0 is for a bucket whose key is charged
    /// for elsewhere.
    #[schemars(range(max = MAX_KEYS), extend("default" = 1))]
    keys: Option<u64>,
    /// Multi-Region replicas of each key; each is charged like a key.
    #[schemars(range(max = 100), extend("default" = 0))]
    replicas: Option<u64>,
    /// Rotations that each key has had so far. The first and the second add a key's fee each.
    #[schemars(range(max = 1_000), extend("default" = 0))]
    rotations: Option<u64>,
    /// For how much of the month the keys exist; `null` is all of it.
    key_hours: Option<KeyHoursSchema>,
    /// Free KMS requests left for this workload: those that nothing else in the account uses.
    #[schemars(range(max = FREE_REQUESTS), extend("default" = 20_000))]
    free_requests: Option<u64>,
    /// How an S3 Bucket Key reduces the calls to KMS, for the options that have one. Default: the model, at its defaults.
    bucket_key: Option<BucketKeySchema>,
    /// The share of reads that goes to objects from before the Bucket Key was turned on: those keep one call each. Measured
    /// calls hold them already.
    #[schemars(with = "Option<Share>", extend("default" = "0"))]
    share_before_bucket_key: Option<String>,
    /// Additional copies of the management events that CloudTrail delivers: every trail after the first.
    #[schemars(range(max = 100), extend("default" = 0))]
    trails: Option<u64>,
    /// Bytes kept in the month, for S3's own costs; `null` where it is not known.
    #[schemars(range(max = MAX_STORED_BYTES))]
    stored_bytes: Option<u64>,
    /// How many times the average the busiest second is, for the KMS quota.
    #[schemars(range(min = 1, max = 10_000), extend("default" = 10))]
    peak_factor: Option<u64>,
    /// Which of the values are defaults that nobody chose, by their names.
    #[schemars(extend("default" = []))]
    assumed: Option<Vec<Cow<'static, str>>>,
}

/// A number of bytes, or a list of sizes with shares.
#[derive(schemars::JsonSchema)]
#[schemars(untagged, rename = "ObjectSize")]
pub(super) enum SizeSchema {
    /// Bytes of every object.
    One(#[schemars(range(min = 1, max = MAX_OBJECT_BYTES))] u64),
    /// Sizes, each once, with shares of 100 % together.
    Several(#[schemars(length(min = 1))] Vec<SizeClassSchema>),
}

/// Objects of one size.
#[derive(schemars::JsonSchema)]
#[schemars(deny_unknown_fields, rename = "SizeClass")]
pub(super) struct SizeClassSchema {
    /// Bytes of each object.
    #[schemars(range(min = 1, max = MAX_OBJECT_BYTES))]
    bytes: u64,
    /// Their share of all objects.
    #[schemars(with = "Share")]
    share: String,
}

/// A client by its name, or sizes of one's own.
#[derive(schemars::JsonSchema)]
#[schemars(untagged, rename = "Client")]
enum ClientSchema {
    /// Its name.
    Named(#[schemars(with = "ClientName")] String),
    /// Uploads, downloads and copies go multipart.
    #[schemars(rename_all = "camelCase")]
    Custom {
        /// Bytes of a part.
        #[schemars(range(min = MIN_PART_BYTES, max = MAX_PUT_BYTES))]
        part_size: u64,
        /// Objects of this many bytes or more are cut into parts.
        #[schemars(range(min = 1, max = MAX_PUT_BYTES))]
        multipart_threshold: u64,
    },
}

/// The part of a month in which the keys exist.
#[derive(schemars::JsonSchema)]
#[schemars(deny_unknown_fields, rename = "KeyHours")]
struct KeyHoursSchema {
    /// Hours that they exist, at most those of the month.
    #[schemars(range(max = 744))]
    existed: u64,
    /// Hours of that month.
    #[schemars(extend("enum" = [672, 696, 720, 744]))]
    month: u64,
}

/// Three ways to say what an S3 Bucket Key saves.
#[derive(schemars::JsonSchema)]
#[schemars(
    tag = "method",
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields,
    rename = "BucketKey"
)]
enum BucketKeySchema {
    /// Computed from the traffic, with a range.
    Model {
        /// Roles, users or accounts that send the requests.
        #[schemars(range(min = 1, max = 1_000_000), extend("default" = 1))]
        requesters: Option<u64>,
        /// Seconds that S3 keeps a bucket-level key for a requester. AWS does not publish it.
        #[schemars(range(min = 1, max = 86_400), extend("default" = 300))]
        window_seconds: Option<u64>,
        /// Hours of the month in which there is traffic.
        #[schemars(range(min = 1, max = 744), extend("default" = 730))]
        active_hours: Option<u64>,
        /// How old the objects are that are read: ages, each once, with shares of 100 % together. Default: 83 % within 5
        /// minutes, 11 % within an hour, 6 % within a day.
        #[schemars(length(min = 1))]
        read_back: Option<Vec<AgeSchema>>,
    },
    /// A flat percentage of the calls is saved.
    Reduction {
        /// Per cent of the calls.
        #[schemars(with = "Share")]
        reduction: String,
    },
    /// The calls left in a month were measured.
    Measured {
        /// How many; at most as many as there would be without a Bucket Key.
        calls: u64,
    },
}

/// Objects that were written within a time before they are read.
#[derive(schemars::JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields, rename = "Age")]
struct AgeSchema {
    /// Seconds from the write to the read, at most.
    #[schemars(range(min = 1))]
    within_seconds: u64,
    /// Their share of all downloads.
    #[schemars(with = "Share")]
    share: String,
}

/// The ids of the clients that have one.
struct ClientName;

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
