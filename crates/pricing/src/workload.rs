//! One month of use.

use crate::bucket_key::{BucketKey, BucketKeyModel};
use crate::client::Client;
use crate::keys::Keys;
use crate::object_size::ObjectSizes;
use crate::{Assumable, Error, Percent, Result};
use std::borrow::Cow;

/// The largest count that is accepted: 10^15, a quadrillion. Every figure of it still fits an exact decimal.
pub const MAX_COUNT: u64 = 1_000_000_000_000_000;

/// The most that can be stored: 10^18 bytes, an exabyte.
pub const MAX_STORED_BYTES: u64 = 1_000_000_000_000_000_000;

/// Free symmetric KMS requests in a month: one pool for an account over all its Regions (AWS KMS pricing).
pub const FREE_REQUESTS: u64 = 20_000;

/// One month of use of one bucket, or of several that share their keys.
///
/// ```
/// use sse_pricing::{Assumable, ObjectSizes, Workload};
///
/// // A million documents of 20 MiB, in Frankfurt, where another service has used up the free requests.
/// let mut workload = Workload::documents("eu-central-1", 1_000_000)?;
/// workload.object_size = Some(ObjectSizes::one(20 << 20)?);
/// workload.free_requests = Assumable::Given(0);
/// # Ok::<(), sse_pricing::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workload {
    /// The code of the Region, for example `us-east-1`.
    pub region: Cow<'static, str>,
    /// Objects written in the month, at most [`MAX_COUNT`].
    pub uploads: u64,
    /// Objects read in the month, at most [`MAX_COUNT`].
    pub downloads: u64,
    /// Objects copied in the month within the bucket, at most [`MAX_COUNT`]. Default 0.
    pub copies: u64,
    /// How large the objects are; `None` where it is not known. Then an upload is one request and so is a download, and what
    /// DSSE-KMS bills by GB is unknown.
    pub object_size: Option<ObjectSizes>,
    /// The program that talks to S3: it decides how many requests an object of a known size takes. Default boto3.
    pub client: Assumable<Client>,
    /// Calls to KMS by a `CompleteMultipartUpload`, 0 or 1. Sources disagree. Default 0.
    pub complete_calls: Assumable<u64>,
    /// Calls to KMS by DSSE-KMS for each call that SSE-KMS makes, 1 to 4. AWS says "one or more". Default 1.
    pub dsse_calls: Assumable<u64>,
    /// The customer managed KMS keys.
    pub keys: Keys,
    /// Free KMS requests left for this workload, from 0 to [`FREE_REQUESTS`]: those that nothing else in the account uses.
    pub free_requests: Assumable<u64>,
    /// How an S3 Bucket Key reduces the calls, for the options that have one.
    pub bucket_key: BucketKey,
    /// The share of reads that goes to objects from before the Bucket Key was turned on: those keep one call each. Measured
    /// calls hold them already. Default 0 %.
    pub share_before_bucket_key: Percent,
    /// Additional copies of the management events that CloudTrail delivers, 0 to 100: every trail after the first. Default 0.
    pub trails: u64,
    /// Bytes kept in the month, at most [`MAX_STORED_BYTES`], for S3's own costs; `None` where it is not known.
    pub stored_bytes: Option<u64>,
    /// How many times the average the busiest second is, from 1 to 10,000, for the KMS quota. Default 10.
    pub peak_factor: Assumable<u64>,
}

impl Workload {
    /// A number of uploads and as many downloads; every other input at its default.
    ///
    /// # Errors
    /// More than [`MAX_COUNT`] documents.
    pub fn documents(region: impl Into<Cow<'static, str>>, documents: u64) -> Result<Workload> {
        check_within("documents", documents, 0, MAX_COUNT)?;
        Ok(Workload {
            region: region.into(),
            uploads: documents,
            downloads: documents,
            copies: 0,
            object_size: None,
            client: Assumable::Assumed(Client::Boto3),
            complete_calls: Assumable::Assumed(0),
            dsse_calls: Assumable::Assumed(1),
            keys: Keys::default(),
            free_requests: Assumable::Assumed(FREE_REQUESTS),
            bucket_key: BucketKey::Model(BucketKeyModel::default()),
            share_before_bucket_key: Percent::ZERO,
            trails: 0,
            stored_bytes: None,
            peak_factor: Assumable::Assumed(10),
        })
    }

    /// Whether every input is in its range. Estimates ask for themselves.
    ///
    /// # Errors
    /// The first input that is out of its range. Whether the Region exists is for the price book to say.
    pub fn check(&self) -> Result<()> {
        check_within("uploads", self.uploads, 0, MAX_COUNT)?;
        check_within("downloads", self.downloads, 0, MAX_COUNT)?;
        check_within("copies", self.copies, 0, MAX_COUNT)?;
        self.client.value().check()?;
        check_within("completeCalls", self.complete_calls.value(), 0, 1)?;
        check_within("dsseCalls", self.dsse_calls.value(), 1, 4)?;
        self.keys.check()?;
        check_within("freeRequests", self.free_requests.value(), 0, FREE_REQUESTS)?;
        self.bucket_key.check()?;
        check_within("trails", self.trails, 0, 100)?;
        check_within("storedBytes", self.stored_bytes.unwrap_or(0), 0, MAX_STORED_BYTES)?;
        check_within("peakFactor", self.peak_factor.value(), 1, 10_000)
    }

    /// Hours of the month in which there is traffic.
    pub(crate) fn active_hours(&self) -> u64 {
        match &self.bucket_key {
            BucketKey::Model(model) => model.active_hours.value(),
            BucketKey::Reduction(_) | BucketKey::Measured(_) => crate::bucket_key::MONTH_HOURS,
        }
    }
}

/// Whether a whole number lies between two others, both allowed.
pub(crate) fn check_within(field: &'static str, value: u64, least: u64, most: u64) -> Result<()> {
    check_units_within(field, value, least, most, "")
}

/// The same, where the number counts seconds or hours.
pub(crate) fn check_units_within(
    field: &'static str,
    value: u64,
    least: u64,
    most: u64,
    units: &'static str,
) -> Result<()> {
    if (least..=most).contains(&value) { Ok(()) } else { Err(not_within(field, value, least, most, units)) }
}

#[cold]
fn not_within(field: &'static str, value: u64, least: u64, most: u64, units: &str) -> Error {
    let of = if units.is_empty() { "" } else { " of " };
    let (least, most) = (crate::display::count(least), crate::display::count(most));
    Error::invalid(field, value, format!("a whole number{of}{units} from {least} to {most}"))
}
