//! The lines of one option's bill, one after the other.
//!
//! What makes a bill stands here once. [`Estimate`](crate::Estimate) collects the lines; [`Figures`](crate::Figures) only
//! adds them up.

use crate::bucket_key::{BucketKey, Calls};
use crate::discount::Discounts;
use crate::explanation::{Reason, Reduction};
use crate::keys::PartOfMonth;
use crate::line::{LineCode, LineItem, Service};
use crate::money::too_large;
use crate::operations::{Operations, Requests};
use crate::option::KmsKey;
use crate::prices::RegionPrices;
use crate::unit::{Price, Quantity, Request};
use crate::{EncryptionOption, Money, Range, Result, Workload};
use rust_decimal::Decimal;

/// A workload's calls and requests, counted once for all options.
pub(crate) struct Usage {
    pub(crate) operations: Operations,
    pub(crate) total: Requests,
    pub(crate) without: Calls,
    with_bucket_key: Range<Calls>,
    /// Reads of objects from before the Bucket Key, among the calls with it.
    kept: u64,
    /// A charged rotation within the month, of which this part is left; only a forecast knows of one.
    pub(crate) rotating: Option<PartOfMonth>,
}

impl Usage {
    pub(crate) fn of(workload: &Workload) -> Result<Usage> {
        let operations = Operations::of(workload)?;
        let total = operations.total()?;
        let without = Calls { writes: total.kms_writes(), reads: total.decrypt_reads };
        let measured = matches!(workload.bucket_key, BucketKey::Measured(_));
        let kept = if measured { 0 } else { workload.share_before_bucket_key.of(without.reads) };
        let reducible = Calls { reads: without.reads.saturating_sub(kept), ..without };
        let reduced = workload.bucket_key.calls(reducible)?;
        let with_bucket_key = reduced.map(|calls| Calls { reads: calls.reads.saturating_add(kept), ..calls });
        Ok(Usage { operations, total, without, with_bucket_key, kept, rotating: None })
    }

    /// The calls that an option makes.
    pub(crate) fn calls(&self, workload: &Workload, option: EncryptionOption) -> Result<Range<Calls>> {
        if option.kms_key().is_none() {
            return Ok(Range::exactly(Calls::default()));
        }
        if option.has_bucket_key() {
            return Ok(self.with_bucket_key);
        }
        let times = calls_for_each(workload, option);
        let times = |calls: u64| calls.checked_mul(times).ok_or_else(|| too_large("requests"));
        let calls = Calls { writes: times(self.without.writes)?, reads: times(self.without.reads)? };
        calls.writes.checked_add(calls.reads).ok_or_else(|| too_large("requests"))?;
        Ok(Range::exactly(calls))
    }
}

/// Only DSSE-KMS may make more than one call where SSE-KMS makes one.
fn calls_for_each(workload: &Workload, option: EncryptionOption) -> u64 {
    if option == EncryptionOption::DsseKms { workload.dsse_calls.value() } else { 1 }
}

/// One option's bill for one workload.
pub(crate) struct Bill<'a> {
    pub(crate) workload: &'a Workload,
    pub(crate) prices: &'a RegionPrices,
    pub(crate) usage: &'a Usage,
    pub(crate) option: EncryptionOption,
    pub(crate) calls: Range<Calls>,
}

/// The sum of a bill's lines so far, by the service that a discount is given on.
#[derive(Clone, Copy, Default)]
struct Sums {
    kms: Money,
    s3: Money,
    cloudtrail: Money,
    unknown: bool,
}

/// Adds each line up before it hands it over.
struct Lines<F> {
    sums: Sums,
    take: F,
}

impl<F: FnMut(LineItem)> Lines<F> {
    fn push(&mut self, line: LineItem) -> Result<()> {
        self.sums.add(&line)?;
        (self.take)(line);
        Ok(())
    }
}

/// The sum of a bill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Total {
    /// Of the lines that are known.
    pub(crate) known: Money,
    /// Whether all are.
    pub(crate) complete: bool,
}

impl<'a> Bill<'a> {
    pub(crate) fn new(
        workload: &'a Workload,
        prices: &'a RegionPrices,
        usage: &'a Usage,
        option: EncryptionOption,
    ) -> Result<Bill<'a>> {
        Ok(Bill { workload, prices, usage, option, calls: usage.calls(workload, option)? })
    }

    /// Hands over each line, in the order in which they are shown, and returns their sum.
    pub(crate) fn lines(&self, take: impl FnMut(LineItem)) -> Result<Total> {
        let mut out = Lines { sums: Sums::default(), take };
        let Some(key) = self.option.kms_key() else {
            out.push(self.no_charge()?)?;
            return Ok(Total { known: Money::ZERO, complete: true });
        };
        let requests = self.calls.typical.total();
        out.push(self.kms_requests(requests)?)?;
        let free = self.workload.free_requests.value().min(requests);
        if free > 0 {
            out.push(self.free_tier(free, requests)?)?;
        }
        if key == KmsKey::CustomerManaged {
            out.push(self.keys()?)?;
            if self.workload.keys.charged_rotations() > 0 {
                out.push(self.rotations()?)?;
            }
            if let Some(part) = self.usage.rotating {
                out.push(self.rotating(part)?)?;
            }
        }
        if self.option == EncryptionOption::DsseKms {
            out.push(self.dsse_write()?)?;
            out.push(self.dsse_read()?)?;
        }
        if self.workload.trails > 0 {
            out.push(self.trail_copies(requests)?)?;
        }
        let list = out.sums;
        for (service, share) in self.prices.discounts.given() {
            let sum = list.of(service);
            if sum != Money::ZERO {
                out.push(LineItem::discount(service, sum, share)?)?;
            }
        }
        out.sums.total()
    }

    /// The total as it would be with another number of requests to KMS.
    pub(crate) fn known_at(&self, typical: Money, requests: u64) -> Result<Money> {
        let cost = |requests| requests_cost(self.workload, self.prices, requests);
        typical.minus(cost(self.calls.typical.total())?)?.plus(cost(requests)?)
    }

    fn no_charge(&self) -> Result<LineItem> {
        let Workload { uploads, downloads, copies, .. } = *self.workload;
        let operations = uploads.saturating_add(downloads).saturating_add(copies);
        let free = Price::<Request>::of(Decimal::ZERO);
        LineItem::new(
            LineCode::NoCharge,
            Some(Quantity::whole(operations)),
            free,
            Reason::NoCharge(self.option),
        )
    }

    fn kms_requests(&self, requests: u64) -> Result<LineItem> {
        let reason = if self.option.has_bucket_key() {
            let by = match &self.workload.bucket_key {
                BucketKey::Model(model) => {
                    Reduction::Model { requesters: model.requesters.value(), windows: model.windows() }
                }
                BucketKey::Reduction(saved) => Reduction::Share(*saved),
                BucketKey::Measured(_) => Reduction::Measured,
            };
            let (left, without) = (self.calls.typical, self.usage.without.total());
            Reason::BucketKey { left, without, by, kept: self.usage.kept }
        } else {
            Reason::every_call(&self.usage.operations, calls_for_each(self.workload, self.option))
        };
        let quantity = Some(Quantity::whole(requests));
        LineItem::new(LineCode::KmsRequests, quantity, self.prices.kms_request, reason)
    }

    fn free_tier(&self, free: u64, requests: u64) -> Result<LineItem> {
        let quantity = Some(Quantity::whole(free).taken_off());
        let reason = Reason::FreeTier { free, requests };
        LineItem::new(LineCode::KmsFreeTier, quantity, self.prices.kms_request, reason)
    }

    fn keys(&self) -> Result<LineItem> {
        let keys = self.workload.keys;
        let reason = Reason::Keys { keys: keys.count, replicas: keys.replicas, existed: keys.existed };
        LineItem::new(LineCode::KmsKeys, Some(keys.key_months()?), self.prices.kms_key, reason)
    }

    fn rotations(&self) -> Result<LineItem> {
        let keys = self.workload.keys;
        let (rotations, charged) = (keys.rotations, keys.charged_rotations());
        let reason = Reason::Rotations { keys: keys.with_replicas(), rotations, charged };
        let months = Some(keys.rotation_months()?);
        LineItem::new(LineCode::KmsKeyRotations, months, self.prices.kms_key, reason)
    }

    fn rotating(&self, part: PartOfMonth) -> Result<LineItem> {
        let keys = self.workload.keys;
        let nth = keys.rotations.saturating_add(1);
        let reason = Reason::Rotating { keys: keys.with_replicas(), nth, part };
        let months = Some(keys.rotating_months(part)?);
        LineItem::new(LineCode::KmsKeyRotations, months, self.prices.kms_key, reason)
    }

    fn dsse_write(&self) -> Result<LineItem> {
        let objects = self.workload.uploads.saturating_add(self.workload.copies);
        let bytes = self.usage.operations.bytes_written;
        self.moved(LineCode::DsseWrite, objects, bytes, self.prices.dsse_write)
    }

    fn dsse_read(&self) -> Result<LineItem> {
        let objects = self.workload.downloads.saturating_add(self.workload.copies);
        self.moved(LineCode::DsseRead, objects, self.usage.operations.bytes_read, self.prices.dsse_read)
    }

    fn moved(
        &self,
        code: LineCode,
        objects: u64,
        bytes: Option<u128>,
        price: Price<crate::unit::Gb>,
    ) -> Result<LineItem> {
        let sizes = self.workload.object_size.as_ref();
        let reason = Reason::Moved {
            objects,
            each: sizes.and_then(crate::ObjectSizes::single),
            sizes: sizes.map_or(0, |sizes| sizes.classes().len()),
        };
        LineItem::new(code, bytes.map(Quantity::from_bytes).transpose()?, price, reason)
    }

    fn trail_copies(&self, requests: u64) -> Result<LineItem> {
        let reason = Reason::TrailCopies { requests, trails: self.workload.trails };
        let price = self.prices.cloudtrail_management_event;
        LineItem::new(LineCode::CloudTrailCopies, Some(trail_events(self.workload, requests)?), price, reason)
    }
}

/// The part of a bill that depends on the number of requests to KMS.
pub(crate) fn requests_cost(workload: &Workload, prices: &RegionPrices, requests: u64) -> Result<Money> {
    let billed = requests.saturating_sub(workload.free_requests.value());
    let Discounts { kms, cloudtrail, .. } = prices.discounts;
    let cost = kms.taken_off(Quantity::<Request>::whole(billed).at(prices.kms_request)?)?;
    if workload.trails == 0 {
        return Ok(cost);
    }
    let events = trail_events(workload, requests)?.at(prices.cloudtrail_management_event)?;
    cost.plus(cloudtrail.taken_off(events)?)
}

/// Each request to KMS is an event in each additional trail.
fn trail_events(workload: &Workload, requests: u64) -> Result<Quantity<crate::unit::Event>> {
    let events = requests.checked_mul(workload.trails).ok_or_else(|| too_large("trails"))?;
    Ok(Quantity::whole(events))
}

impl Sums {
    fn add(&mut self, line: &LineItem) -> Result<()> {
        let Some(amount) = line.amount() else {
            self.unknown = true;
            return Ok(());
        };
        let sum = match line.code().service() {
            Service::Kms => &mut self.kms,
            Service::S3 => &mut self.s3,
            Service::CloudTrail => &mut self.cloudtrail,
        };
        *sum = sum.plus(amount)?;
        Ok(())
    }

    fn of(&self, service: Service) -> Money {
        match service {
            Service::Kms => self.kms,
            Service::S3 => self.s3,
            Service::CloudTrail => self.cloudtrail,
        }
    }

    fn total(&self) -> Result<Total> {
        let known = self.kms.plus(self.s3)?.plus(self.cloudtrail)?;
        Ok(Total { known, complete: !self.unknown })
    }
}
