//! The fields into which people type, and what their text means for the workload.

use crate::text;
use sse_pricing::keys::MAX_KEYS;
use sse_pricing::{Assumable, BucketKey, BucketKeyModel, Result, Workload, parse};

/// An input that is typed as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    /// Objects uploaded, and as many downloaded, in a month.
    Documents,
    /// Bytes of an object.
    ObjectSize,
    /// Customer managed keys.
    Keys,
    /// Roles, users or accounts.
    Requesters,
    /// How long S3 keeps a bucket-level key.
    Window,
    /// Hours of the month with traffic.
    ActiveHours,
    /// How old the objects are that are read.
    ReadBack,
    /// The flat percentage that a Bucket Key saves.
    Reduction,
    /// The calls that were counted with a Bucket Key.
    MeasuredCalls,
}

impl Field {
    /// Every field, in the order in which they are shown.
    pub(crate) const ALL: [Field; 9] = [
        Field::Documents,
        Field::ObjectSize,
        Field::Keys,
        Field::Requesters,
        Field::Window,
        Field::ActiveHours,
        Field::ReadBack,
        Field::Reduction,
        Field::MeasuredCalls,
    ];

    /// The `id` of the input element.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Field::Documents => "documents",
            Field::ObjectSize => "object-size",
            Field::Keys => "keys",
            Field::Requesters => "requesters",
            Field::Window => "window",
            Field::ActiveHours => "active-hours",
            Field::ReadBack => "read-back",
            Field::Reduction => "reduction",
            Field::MeasuredCalls => "measured-calls",
        }
    }

    /// The name in the workload's JSON, which the library's errors and its list of assumed inputs use.
    pub(crate) fn json_name(self) -> &'static str {
        match self {
            Field::Documents => "documents",
            Field::ObjectSize => "objectSize",
            Field::Keys => "keys",
            Field::Requesters => "bucketKey.requesters",
            Field::Window => "bucketKey.windowSeconds",
            Field::ActiveHours => "bucketKey.activeHours",
            Field::ReadBack => "bucketKey.readBack",
            Field::Reduction => "bucketKey.reduction",
            Field::MeasuredCalls => "bucketKey.calls",
        }
    }

    /// What the field holds before anyone types.
    pub(crate) fn initial(self) -> &'static str {
        match self {
            Field::Documents => "1000000",
            Field::Keys => "1",
            _ => "",
        }
    }

    /// Whether an empty field means something: nobody said.
    pub(crate) fn may_be_empty(self) -> bool {
        !matches!(self, Field::Documents | Field::Keys | Field::MeasuredCalls)
    }

    /// Whether the way to say what a Bucket Key saves asks for this field.
    pub(crate) fn counts(self, bucket_key: &BucketKey) -> bool {
        match self {
            Field::Documents | Field::ObjectSize | Field::Keys => true,
            Field::Requesters | Field::Window | Field::ActiveHours | Field::ReadBack => {
                matches!(bucket_key, BucketKey::Model(_))
            }
            Field::Reduction => matches!(bucket_key, BucketKey::Reduction(_)),
            Field::MeasuredCalls => matches!(bucket_key, BucketKey::Measured(_)),
        }
    }

    /// Writes what the text says into the workload. An empty text leaves the default, where there is one.
    ///
    /// # Errors
    /// The text cannot be understood, or what it says is out of the input's range.
    pub(crate) fn read(self, text: &str, workload: &mut Workload) -> Result<()> {
        let (name, text) = (self.json_name(), text.trim());
        if text.is_empty() && self.may_be_empty() && self != Field::Reduction {
            return Ok(());
        }
        match self {
            Field::Documents => {
                let documents = parse::count(name, text)?;
                workload.uploads = documents;
                workload.downloads = documents;
            }
            Field::ObjectSize => workload.object_size = Some(parse::object_size(name, text)?),
            Field::Keys => workload.keys.count = parse::count_within(name, text, 0, MAX_KEYS)?,
            Field::Reduction => {
                // AWS's own "up to 99 percent" stands in where nobody said.
                let text = if text.is_empty() { text::placeholder(self) } else { text };
                workload.bucket_key = BucketKey::Reduction(parse::percent(name, text)?);
            }
            Field::MeasuredCalls => workload.bucket_key = BucketKey::Measured(parse::count(name, text)?),
            Field::Requesters | Field::Window | Field::ActiveHours | Field::ReadBack => {
                if let BucketKey::Model(model) = &mut workload.bucket_key {
                    self.read_into_model(name, text, model)?;
                }
            }
        }
        workload.check()
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
