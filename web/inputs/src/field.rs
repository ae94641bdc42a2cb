//! The inputs into which people type, and what their text means.

use crate::choice::{ClientChoice, FreeTier, Method, Volume};
use crate::inputs::{Inputs, Read};
use crate::region::region;
use sse_pricing::client::Multipart;
use sse_pricing::forecast::MAX_MONTHS;
use sse_pricing::keys::MAX_KEYS;
use sse_pricing::workload::FREE_REQUESTS;
use sse_pricing::{Assumable, BucketKey, BucketKeyModel, Client, Money, Result, parse};
use std::borrow::Cow;

/// An input that is typed as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The Region, by its code or place.
    Region,
    /// Bytes of an object, or sizes with shares.
    ObjectSize,
    /// Objects uploaded, and as many downloaded, in a month.
    Documents,
    /// Objects uploaded in a month.
    Uploads,
    /// Objects downloaded in a month.
    Downloads,
    /// Objects copied within the bucket in a month.
    Copies,
    /// Bytes of a part, for a client of one's own.
    PartSize,
    /// From how many bytes on that client sends parts.
    Threshold,
    /// Customer managed keys.
    Keys,
    /// Multi-Region replicas of each key.
    Replicas,
    /// Rotations that each key has had.
    Rotations,
    /// Free KMS requests that are left.
    FreeRequests,
    /// Additional CloudTrail copies of the KMS events.
    Trails,
    /// Roles, users or accounts.
    Requesters,
    /// How old the objects are that are read.
    ReadBack,
    /// How long S3 keeps a bucket-level key.
    Window,
    /// Hours of the month with traffic.
    ActiveHours,
    /// The flat percentage that a Bucket Key saves.
    Reduction,
    /// The calls that were counted with a Bucket Key.
    MeasuredCalls,
    /// Months to look ahead.
    Months,
    /// Growth from each month to the next.
    Growth,
    /// Dollars a month to stay within.
    Budget,
}

/// AWS's own "up to 99 percent" stands in where nobody gave a flat percentage.
pub(crate) const ASSUMED_REDUCTION: &str = "99%";

impl Field {
    /// Every field, in the order in which they are read: the object size before what is counted by it.
    pub const ALL: [Field; 22] = [
        Field::Region,
        Field::ObjectSize,
        Field::Documents,
        Field::Uploads,
        Field::Downloads,
        Field::Copies,
        Field::PartSize,
        Field::Threshold,
        Field::Keys,
        Field::Replicas,
        Field::Rotations,
        Field::FreeRequests,
        Field::Trails,
        Field::Requesters,
        Field::ReadBack,
        Field::Window,
        Field::ActiveHours,
        Field::Reduction,
        Field::MeasuredCalls,
        Field::Months,
        Field::Growth,
        Field::Budget,
    ];

    /// The `id` of the input element, and the key in a link.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Field::Region => "region",
            Field::ObjectSize => "object-size",
            Field::Documents => "documents",
            Field::Uploads => "uploads",
            Field::Downloads => "downloads",
            Field::Copies => "copies",
            Field::PartSize => "part-size",
            Field::Threshold => "multipart-threshold",
            Field::Keys => "keys",
            Field::Replicas => "replicas",
            Field::Rotations => "rotations",
            Field::FreeRequests => "free-requests",
            Field::Trails => "trails",
            Field::Requesters => "requesters",
            Field::ReadBack => "read-back",
            Field::Window => "window",
            Field::ActiveHours => "active-hours",
            Field::Reduction => "reduction",
            Field::MeasuredCalls => "measured-calls",
            Field::Months => "months",
            Field::Growth => "growth",
            Field::Budget => "budget",
        }
    }

    /// The name in the JSON, which the library's errors and its list of assumed inputs use.
    #[must_use]
    pub fn json_name(self) -> &'static str {
        match self {
            Field::Region => "region",
            Field::ObjectSize => "objectSize",
            Field::Documents => "documents",
            Field::Uploads => "uploads",
            Field::Downloads => "downloads",
            Field::Copies => "copies",
            Field::PartSize => "client.partSize",
            Field::Threshold => "client.multipartThreshold",
            Field::Keys => "keys",
            Field::Replicas => "replicas",
            Field::Rotations => "rotations",
            Field::FreeRequests => "freeRequests",
            Field::Trails => "trails",
            Field::Requesters => "bucketKey.requesters",
            Field::ReadBack => "bucketKey.readBack",
            Field::Window => "bucketKey.windowSeconds",
            Field::ActiveHours => "bucketKey.activeHours",
            Field::Reduction => "bucketKey.reduction",
            Field::MeasuredCalls => "bucketKey.calls",
            Field::Months => "months",
            Field::Growth => "growth",
            Field::Budget => "budget",
        }
    }

    /// The flag of the program.
    #[must_use]
    pub fn flag(self) -> &'static str {
        match self {
            Field::Region => "--region",
            Field::ObjectSize => "--object-size",
            Field::Documents => "--documents",
            Field::Uploads => "--uploads",
            Field::Downloads => "--downloads",
            Field::Copies => "--copies",
            Field::PartSize => "--part-size",
            Field::Threshold => "--multipart-threshold",
            Field::Keys => "--keys",
            Field::Replicas => "--replicas",
            Field::Rotations => "--rotations",
            Field::FreeRequests => "--free-requests",
            Field::Trails => "--trails",
            Field::Requesters => "--requesters",
            Field::ReadBack => "--read-back",
            Field::Window => "--bucket-key-window",
            Field::ActiveHours => "--active-hours",
            Field::Reduction => "--bucket-key-reduction",
            Field::MeasuredCalls => "--bucket-key-calls",
            Field::Months => "--months",
            Field::Growth => "--growth",
            Field::Budget => "--budget",
        }
    }

    /// What the field holds before anyone types.
    #[must_use]
    pub fn initial(self) -> &'static str {
        match self {
            Field::Region => "us-east-1",
            Field::Documents => "1000000",
            Field::Uploads => "1000000",
            Field::Downloads => "1000000",
            Field::Keys => "1",
            _ => "",
        }
    }

    /// Whether an empty field means something: nobody said.
    #[must_use]
    pub fn may_be_empty(self) -> bool {
        !matches!(
            self,
            Field::Region
                | Field::Documents
                | Field::Uploads
                | Field::Downloads
                | Field::Keys
                | Field::MeasuredCalls
        )
    }

    /// Whether what was chosen asks for this field.
    #[must_use]
    pub fn counts(self, inputs: &Inputs) -> bool {
        match self {
            Field::Documents => inputs.volume == Volume::Documents,
            Field::Uploads | Field::Downloads | Field::Copies => inputs.volume == Volume::Apart,
            Field::PartSize | Field::Threshold => inputs.client == ClientChoice::Custom,
            Field::FreeRequests => inputs.free_tier != FreeTier::UsedUp,
            Field::Requesters | Field::ReadBack | Field::Window | Field::ActiveHours => {
                inputs.method == Method::Model
            }
            Field::Reduction => inputs.method == Method::Flat,
            Field::MeasuredCalls => inputs.method == Method::Measured,
            _ => true,
        }
    }

    /// Writes what the text says into what was read so far. An empty text leaves the default, where there is one.
    ///
    /// # Errors
    /// The text cannot be understood, or what it says is out of the input's range.
    pub(crate) fn read(self, text: &str, read: &mut Read) -> Result<()> {
        let (name, text) = (self.json_name(), text.trim());
        if text.is_empty() && self.may_be_empty() && self != Field::Reduction {
            return Ok(());
        }
        let workload = &mut read.workload;
        let count = |most: u64| parse::count_within(name, text, 0, most);
        let volume = |read: &Read| parse::volume(name, text, read.workload.object_size.as_ref());
        match self {
            Field::Region => workload.region = Cow::Borrowed(&*region(name, text)?.region),
            Field::ObjectSize => workload.object_size = Some(parse::object_size(name, text)?),
            Field::Documents => {
                let documents = volume(read)?;
                (read.workload.uploads, read.workload.downloads) = (documents, documents);
            }
            Field::Uploads => read.workload.uploads = volume(read)?,
            Field::Downloads => read.workload.downloads = volume(read)?,
            Field::Copies => read.workload.copies = volume(read)?,
            Field::PartSize | Field::Threshold => {
                let bytes = parse::bytes(name, text)?;
                if let Client::Custom(multipart) = workload.client.value() {
                    workload.client = Assumable::Given(Client::Custom(match self {
                        Field::PartSize => Multipart { part_size: bytes, ..multipart },
                        _ => Multipart { threshold: bytes, ..multipart },
                    }));
                }
            }
            Field::Keys => workload.keys.count = count(MAX_KEYS)?,
            Field::Replicas => workload.keys.replicas = count(100)?,
            Field::Rotations => workload.keys.rotations = count(1_000)?,
            Field::FreeRequests => workload.free_requests = Assumable::Given(count(FREE_REQUESTS)?),
            Field::Trails => workload.trails = count(100)?,
            Field::Reduction => {
                let text = if text.is_empty() { ASSUMED_REDUCTION } else { text };
                workload.bucket_key = BucketKey::Reduction(parse::percent(name, text)?);
            }
            Field::MeasuredCalls => workload.bucket_key = BucketKey::Measured(parse::count(name, text)?),
            Field::Requesters | Field::Window | Field::ActiveHours | Field::ReadBack => {
                if let BucketKey::Model(model) = &mut workload.bucket_key {
                    self.read_into_model(name, text, model)?;
                }
            }
            Field::Months => {
                let months = parse::count_within(name, text, 1, MAX_MONTHS.into())?;
                read.plans.months = Assumable::Given(u32::try_from(months).unwrap_or(MAX_MONTHS));
            }
            Field::Growth => read.plans.growth = Assumable::Given(parse::growth(name, text)?),
            Field::Budget => read.plans.budget = Some(Money::new(parse::budget(name, text)?)),
        }
        read.workload.check()
    }

    fn read_into_model(self, name: &'static str, text: &str, model: &mut BucketKeyModel) -> Result<()> {
        match self {
            Field::Requesters => model.requesters = Assumable::Given(parse::count(name, text)?),
            Field::Window => model.window_seconds = Assumable::Given(parse::seconds(name, text)?),
            Field::ActiveHours => model.active_hours = Assumable::Given(parse::count(name, text)?),
            Field::ReadBack => model.read_back = Assumable::Given(parse::read_back(name, text)?),
            _ => {}
        }
        Ok(())
    }
}
