//! One month of use.

use crate::bucket_key::{BucketKey, BucketKeyModel};
use crate::{Assumable, Error, Result};
use std::borrow::Cow;

/// The largest count that is accepted: 10^15, a quadrillion. Every figure of it still fits an exact decimal.
pub const MAX_COUNT: u64 = 1_000_000_000_000_000;

/// The largest object: 10,000 parts of 5 GiB, S3's limits for a multipart upload (48.8 TiB, the 50 TB of AWS's text).
pub const MAX_OBJECT_BYTES: u64 = 10_000 * 5 * (1 << 30);

/// The largest number of KMS keys: far above the 100,000 that KMS allows an account by default.
pub const MAX_KEYS: u64 = 1_000_000;

/// Free symmetric KMS requests in a month: one pool for an account over all its Regions (AWS KMS pricing).
pub const FREE_REQUESTS: u64 = 20_000;

/// One month of use of one bucket, or of several that share their keys.
///
/// ```
/// use sse_pricing::{Assumable, Workload};
///
/// // A million documents written and read once, in Frankfurt, where another service has used up the free requests.
/// let mut workload = Workload::documents("eu-central-1", 1_000_000)?;
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
    /// Bytes of an object, from 1 to [`MAX_OBJECT_BYTES`]; `None` where it is not known.
    /// Then an upload is one request and so is a download, and what DSSE-KMS bills by GB is unknown.
    pub object_size: Option<u64>,
    /// Customer managed KMS keys, from 1 to [`MAX_KEYS`].
    pub keys: u64,
    /// Free KMS requests left for this workload, from 0 to [`FREE_REQUESTS`].
    pub free_requests: Assumable<u64>,
    /// How an S3 Bucket Key reduces the calls, for the options that have one.
    pub bucket_key: BucketKey,
}

impl Workload {
    /// A number of uploads and as many downloads; every other input at its default.
    ///
    /// # Errors
    /// More than [`MAX_COUNT`] documents.
    pub fn documents(region: impl Into<Cow<'static, str>>, documents: u64) -> Result<Workload> {
        check_count("documents", documents)?;
        Ok(Workload {
            region: region.into(),
            uploads: documents,
            downloads: documents,
            object_size: None,
            keys: 1,
            free_requests: Assumable::Assumed(FREE_REQUESTS),
            bucket_key: BucketKey::Model(BucketKeyModel::default()),
        })
    }

    /// Whether every input is in its range. Estimates ask for themselves.
    ///
    /// # Errors
    /// The first input that is out of its range. Whether the Region exists is for the price book to say.
    pub fn check(&self) -> Result<()> {
        check_count("uploads", self.uploads)?;
        check_count("downloads", self.downloads)?;
        if let Some(bytes) = self.object_size {
            check_within("objectSize", bytes, 1, MAX_OBJECT_BYTES)?;
        }
        check_within("keys", self.keys, 1, MAX_KEYS)?;
        check_within("freeRequests", self.free_requests.value(), 0, FREE_REQUESTS)?;
        self.bucket_key.check()
    }

    /// The inputs that nobody gave and AWS does not publish, by their names in the JSON.
    #[must_use]
    pub fn assumed(&self) -> Vec<&'static str> {
        let mut assumed = Vec::new();
        if self.object_size.is_none() {
            assumed.push("objectSize");
        }
        if self.free_requests.is_assumed() {
            assumed.push("freeRequests");
        }
        self.bucket_key.push_assumed(&mut assumed);
        assumed
    }
}

pub(crate) fn check_count(field: &'static str, count: u64) -> Result<()> {
    check_within(field, count, 0, MAX_COUNT)
}

/// Whether a whole number lies between two others, both allowed.
pub(crate) fn check_within(field: &'static str, value: u64, least: u64, most: u64) -> Result<()> {
    if (least..=most).contains(&value) {
        return Ok(());
    }
    let (least, most) = (crate::display::count(least), crate::display::count(most));
    Err(Error::invalid(field, value, format!("a whole number from {least} to {most}")))
}
