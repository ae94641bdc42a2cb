//! What it costs, once, to bring existing objects under another key or behind an S3 Bucket Key.
//!
//! A Bucket Key serves only objects that are written, or encrypted again, after it is on. By object:
//!
//! | method | requests to S3 | calls to KMS | sure |
//! | --- | --- | --- | --- |
//! | `UpdateObjectEncryption`, in place | 1, counted at the PUT price | 1 or 2, typically 2 | inferred: neither is published |
//! | `CopyObject` onto itself | 1 PUT | 1 `GenerateDataKey`, and 1 `Decrypt` if the source is under SSE-KMS | AWS's text |
//!
//! A copy into a bucket with a Bucket Key makes fewer `GenerateDataKey` calls than one an object, down to almost none in a
//! burst by one role; how many is not published. So that is the low end of the range, and one call for each the typical figure.
//!
//! S3 Batch Operations charges for each job and each object besides (Amazon S3 pricing). The month's free KMS requests are not
//! taken off unless it is said that they are left ([`Plan::free_requests`]): the month's own use has them.
//!
//! Left out: reading an object out of an archive before it is copied, the old versions that a copy leaves behind in a
//! versioned bucket, and copies in parts.
//!
//! ```
//! use sse_pricing::migration::{Method, Plan};
//! use sse_pricing::{EncryptionOption, Migration, PriceBook};
//!
//! // Ten million objects of SSE-KMS, in place, by one job of S3 Batch Operations.
//! let mut plan = Plan::new("us-east-1", 10_000_000, EncryptionOption::SseKmsBucketKey, Method::InPlace);
//! plan.source_is_kms = true;
//! plan.batch_jobs = Some(1);
//! let migration = Migration::new(&plan, PriceBook::builtin())?;
//!
//! let sums: Vec<String> = migration.lines().iter().map(|line| line.formula()).collect();
//! assert_eq!(
//!     sums,
//!     [
//!         "20,000,000 requests x $0.000003 = $60",
//!         "10,000,000 requests x $0.000005 = $50",
//!         "1 job x $0.25 = $0.25",
//!         "10,000,000 objects x $0.000001 = $10",
//!     ]
//! );
//! assert_eq!(migration.total().typical.exact(), "$120.25");
//! assert_eq!(migration.total().low.exact(), "$90.25");
//! # Ok::<(), sse_pricing::Error>(())
//! ```

use crate::client::MAX_PUT_BYTES;
use crate::explanation::Reason;
use crate::line::{LineCode, LineItem};
use crate::money::too_large;
use crate::prices::{PriceBook, RegionPrices};
use crate::unit::Quantity;
use crate::workload::{FREE_REQUESTS, MAX_COUNT, check_within};
use crate::{EncryptionOption, Error, Money, ObjectSizes, Range, Result, display};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

pub use crate::payback::Payback;

/// The most S3 Batch Operations jobs.
pub const MAX_JOBS: u64 = 1_000_000;

/// How an object is encrypted again. The ids are stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// `UpdateObjectEncryption`, which does not copy. From SSE-S3 or SSE-KMS to SSE-KMS; not for DSSE-KMS, SSE-C or directory
    /// buckets.
    InPlace,
    /// `CopyObject` onto itself, in one request: for objects up to 5 GiB.
    Copy,
}

/// What is encrypted again, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The code of the bucket's Region.
    pub region: Cow<'static, str>,
    /// Existing objects, at most [`MAX_COUNT`].
    pub objects: u64,
    /// How each is encrypted again.
    pub method: Method,
    /// The option that they are encrypted with afterwards: one of SSE-KMS.
    pub option: EncryptionOption,
    /// Whether they are under SSE-KMS now, so that a copy calls KMS to read each. Default no: they are under SSE-S3.
    pub source_is_kms: bool,
    /// How large they are; `None` where it is not known. Only a copy asks.
    pub object_size: Option<ObjectSizes>,
    /// S3 Batch Operations jobs, from 1 to [`MAX_JOBS`]; `None` without S3 Batch Operations. Default none.
    pub batch_jobs: Option<u64>,
    /// Free KMS requests of the month that are left for it, at most [`FREE_REQUESTS`]. Default 0.
    pub free_requests: u64,
    /// Additional copies of the management events that CloudTrail delivers, 0 to 100. Default 0.
    pub trails: u64,
}

/// The line items of a migration, and their sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Migration<'a> {
    plan: &'a Plan,
    book: &'a PriceBook,
    kms_requests: Range<u64>,
    total: Range<Money>,
    lines: Vec<LineItem>,
}

/// Something that a migration's figures do not say by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MigrationWarning {
    /// Neither calls nor price of `UpdateObjectEncryption` are published.
    InPlaceInferred,
    /// A copy in one request ends at 5 GiB, and the object size is unknown.
    ObjectSizeUnknown,
    /// A Bucket Key leaves fewer calls than are counted.
    BucketKeyUncounted,
    /// The month's free requests are not taken off.
    FreeTierNotTaken,
}

impl Method {
    /// Both methods.
    pub const ALL: [Method; 2] = [Method::InPlace, Method::Copy];

    /// The stable id: `in-place`, `copy`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Method::InPlace => "in-place",
            Method::Copy => "copy",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl FromStr for Method {
    type Err = Error;

    fn from_str(id: &str) -> Result<Method> {
        let known = Method::ALL.into_iter().find(|method| method.id() == id);
        known.ok_or_else(|| Error::invalid("method", id, "one of in-place, copy"))
    }
}

impl Plan {
    /// Objects of SSE-S3 in a Region, without S3 Batch Operations.
    #[must_use]
    pub fn new(
        region: impl Into<Cow<'static, str>>,
        objects: u64,
        option: EncryptionOption,
        method: Method,
    ) -> Plan {
        Plan {
            region: region.into(),
            objects,
            method,
            option,
            source_is_kms: false,
            object_size: None,
            batch_jobs: None,
            free_requests: 0,
            trails: 0,
        }
    }

    fn check(&self) -> Result<()> {
        check_within("objects", self.objects, 0, MAX_COUNT)?;
        check_within("batchJobs", self.batch_jobs.unwrap_or(1), 1, MAX_JOBS)?;
        check_within("freeRequests", self.free_requests, 0, FREE_REQUESTS)?;
        check_within("trails", self.trails, 0, 100)?;
        if self.option.kms_key().is_none() || self.option == EncryptionOption::DsseKms {
            let allowed = "an option with SSE-KMS: sse-kms, sse-kms-bucket-key, sse-kms-aws-managed or \
                           sse-kms-aws-managed-bucket-key";
            return Err(Error::invalid("option", self.option, allowed));
        }
        let sizes = self.object_size.as_ref().filter(|_| self.method == Method::Copy);
        let largest = sizes.and_then(|sizes| sizes.classes().last()).map_or(0, |class| class.bytes);
        if largest > MAX_PUT_BYTES {
            let allowed =
                "at most 5 GiB, the most that one CopyObject takes; change it in place, or copy it in parts";
            return Err(Error::invalid("objectSize", display::bytes(largest), allowed));
        }
        Ok(())
    }

    /// Calls to KMS for one object.
    fn calls(&self) -> Range<u64> {
        match self.method {
            Method::InPlace => Range { low: 1, typical: 2, high: 2 },
            Method::Copy => {
                let read = u64::from(self.source_is_kms);
                let write = u64::from(!self.option.has_bucket_key());
                let each = 1_u64.saturating_add(read);
                Range { low: write.saturating_add(read), typical: each, high: each }
            }
        }
    }

    /// Every line, at a number of calls to KMS for one object.
    fn lines(&self, book: &PriceBook, prices: &RegionPrices, calls: u64) -> Result<Vec<LineItem>> {
        let objects = self.objects;
        let requests = objects.checked_mul(calls).ok_or_else(|| too_large("objects"))?;
        let once = |each, what| Reason::Once { objects, each, what };
        let mut lines = vec![LineItem::new(
            LineCode::MigrationKmsRequests,
            Some(Quantity::whole(requests)),
            prices.kms_request,
            once(calls, "KMS request"),
        )?];
        let free = self.free_requests.min(requests);
        if free > 0 {
            let taken_off = Some(Quantity::whole(free).taken_off());
            let reason = Reason::FreeTier { free, requests };
            lines.push(LineItem::new(LineCode::KmsFreeTier, taken_off, prices.kms_request, reason)?);
        }
        let copies = Some(Quantity::whole(objects));
        let reason = once(1, "S3 request");
        lines.push(LineItem::new(LineCode::MigrationS3Requests, copies, prices.s3_put, reason)?);
        if let Some(jobs) = self.batch_jobs {
            let reason = Reason::Batch { objects, jobs };
            let (all, each) = (Quantity::whole(jobs), Quantity::whole(objects));
            lines.push(LineItem::new(LineCode::BatchJobs, Some(all), book.s3_batch_job(), reason)?);
            lines.push(LineItem::new(LineCode::BatchObjects, Some(each), book.s3_batch_object(), reason)?);
        }
        if self.trails > 0 {
            let events = requests.checked_mul(self.trails).ok_or_else(|| too_large("trails"))?;
            let reason = Reason::TrailCopies { requests, trails: self.trails };
            let price = prices.cloudtrail_management_event;
            lines.push(LineItem::new(
                LineCode::CloudTrailCopies,
                Some(Quantity::whole(events)),
                price,
                reason,
            )?);
        }
        for (service, share) in prices.discounts.given() {
            let of_service = |line: &&LineItem| line.code().service() == service;
            let list = sum(lines.iter().filter(of_service))?;
            if list != Money::ZERO {
                lines.push(LineItem::discount(service, list, share)?);
            }
        }
        Ok(lines)
    }
}

fn sum<'a>(lines: impl Iterator<Item = &'a LineItem>) -> Result<Money> {
    lines.filter_map(LineItem::amount).try_fold(Money::ZERO, Money::plus)
}

impl<'a> Migration<'a> {
    /// Prices a migration.
    ///
    /// # Errors
    /// An input out of its range, an option that is not one of SSE-KMS, an object too large for the method, a Region that the
    /// book does not hold, or a figure too large to be computed exactly.
    pub fn new(plan: &'a Plan, book: &'a PriceBook) -> Result<Migration<'a>> {
        plan.check()?;
        let prices = book.region(&plan.region)?;
        let calls = plan.calls();
        let lines = plan.lines(book, prices, calls.typical)?;
        let total = |calls| sum(plan.lines(book, prices, calls)?.iter());
        let total = Range { low: total(calls.low)?, typical: sum(lines.iter())?, high: total(calls.high)? };
        // Twice the objects at most, and that has been found to fit.
        let kms_requests = calls.map(|calls| plan.objects.saturating_mul(calls));
        Ok(Migration { plan, book, kms_requests, total, lines })
    }

    /// What is priced.
    #[must_use]
    pub fn plan(&self) -> &'a Plan {
        self.plan
    }

    /// The prices it is priced at.
    #[must_use]
    pub fn book(&self) -> &'a PriceBook {
        self.book
    }

    /// Requests to KMS, before free ones are taken off.
    #[must_use]
    pub fn kms_requests(&self) -> Range<u64> {
        self.kms_requests
    }

    /// The line items at the typical figures; their amounts sum up to the typical total.
    #[must_use]
    pub fn lines(&self) -> &[LineItem] {
        &self.lines
    }

    /// The cost, once.
    #[must_use]
    pub fn total(&self) -> Range<Money> {
        self.total
    }

    /// What AWS does not say, and what nobody did:
    ///
    /// - `rules.updateObjectEncryptionCalls`, `rules.updateObjectEncryptionPrice`: inferred
    /// - `rules.bucketKeyUncounted`: a copy behind a Bucket Key is counted as if each object called KMS
    /// - `objectSize`: that no object is over 5 GiB
    #[must_use]
    pub fn assumed(&self) -> Vec<&'static str> {
        let warnings = self.warnings();
        let names = warnings.iter().flat_map(|warning| match warning {
            MigrationWarning::InPlaceInferred => {
                &["rules.updateObjectEncryptionCalls", "rules.updateObjectEncryptionPrice"][..]
            }
            MigrationWarning::ObjectSizeUnknown => &["objectSize"],
            MigrationWarning::BucketKeyUncounted => &["rules.bucketKeyUncounted"],
            MigrationWarning::FreeTierNotTaken => &[],
        });
        names.copied().collect()
    }

    /// What to know before relying on the figures.
    #[must_use]
    pub fn warnings(&self) -> Vec<MigrationWarning> {
        let copy = self.plan.method == Method::Copy;
        let all = [
            (MigrationWarning::InPlaceInferred, !copy),
            (MigrationWarning::ObjectSizeUnknown, copy && self.plan.object_size.is_none()),
            (MigrationWarning::BucketKeyUncounted, copy && self.plan.option.has_bucket_key()),
            (MigrationWarning::FreeTierNotTaken, self.plan.free_requests == 0),
        ];
        all.into_iter().filter(|(_, holds)| *holds).map(|(warning, _)| warning).collect()
    }
}

impl MigrationWarning {
    /// The warning in a sentence.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            MigrationWarning::InPlaceInferred => {
                "AWS does not publish how often UpdateObjectEncryption calls KMS nor what the request to S3 costs: one or two \
                 calls and the price of a PUT are counted"
            }
            MigrationWarning::ObjectSizeUnknown => {
                "one CopyObject takes at most 5 GiB; larger objects must be copied in parts, which costs more: give the object \
                 size to be sure"
            }
            MigrationWarning::BucketKeyUncounted => {
                "behind a Bucket Key a burst of copies makes far fewer calls to KMS than the one for each object that is counted"
            }
            MigrationWarning::FreeTierNotTaken => {
                "the free KMS requests of the month are not taken off, as the month's own use has them"
            }
        }
    }
}
