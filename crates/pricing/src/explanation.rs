//! Why a line's quantity is what it is, in words and figures.

use crate::bucket_key::Calls;
use crate::display::{push_bytes, push_count, push_decimal, push_dollars};
use crate::keys::PartOfMonth;
use crate::line::{LineItem, Service};
use crate::operations::{Operations, Requests};
use crate::{EncryptionOption, Percent};
use rust_decimal::Decimal;

/// The figures behind a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    NoCharge(EncryptionOption),
    EveryCall { uploads: Requests, downloads: Requests, copies: Requests, times: u64 },
    BucketKey { left: Calls, without: u64, by: Reduction, kept: u64 },
    FreeTier { free: u64, requests: u64 },
    Keys { keys: u64, replicas: u64, existed: Option<PartOfMonth> },
    Rotations { keys: u64, rotations: u64, charged: u64 },
    Rotating { keys: u64, nth: u64, part: PartOfMonth },
    Moved { objects: u64, each: Option<u64>, sizes: usize },
    TrailCopies { requests: u64, trails: u64 },
    DataEvents { requests: u64 },
    S3Requests { uploads: u64, downloads: u64, copies: u64 },
    StoredUnknown,
    Stored { bytes: u64, from_tb: u64, to_tb: Option<u64> },
    Once { objects: u64, each: u64, what: &'static str },
    Batch { objects: u64, jobs: u64 },
    Discount { service: Service, share: Percent },
}

/// How a Bucket Key's share was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reduction {
    Model { requesters: u64, windows: u64 },
    Share(Percent),
    Measured,
}

impl Reason {
    pub(crate) fn every_call(operations: &Operations, times: u64) -> Reason {
        let Operations { uploads, downloads, copies, .. } = *operations;
        Reason::EveryCall { uploads, downloads, copies, times }
    }
}

/// Writes text and figures one after the other; faster than `format!`, of which a comparison has two dozen.
struct Text<'a>(&'a mut String);

impl Text<'_> {
    fn say(&mut self, words: &str) -> &mut Self {
        self.0.push_str(words);
        self
    }

    fn count(&mut self, count: u64) -> &mut Self {
        push_count(self.0, count);
        self
    }

    /// `1 request`, `2,000 requests`.
    fn counted(&mut self, count: u64, noun: &str) -> &mut Self {
        self.count(count).say(" ").say(noun).say(if count == 1 { "" } else { "s" })
    }

    fn decimal(&mut self, number: Decimal) -> &mut Self {
        push_decimal(self.0, number);
        self
    }

    fn percent(&mut self, share: Percent) -> &mut Self {
        self.decimal(share.amount()).say(" %")
    }

    /// `uploads 3 GenerateDataKey + 9 Decrypt`, if there is any.
    fn calls(&mut self, operation: &str, requests: &Requests, first: &mut bool) {
        if requests.kms() == 0 {
            return;
        }
        self.say(if *first { "" } else { ", " }).say(operation).say(" ");
        *first = false;
        let decrypt = requests.kms().saturating_sub(requests.generate_data_key);
        if requests.generate_data_key > 0 {
            self.count(requests.generate_data_key).say(" GenerateDataKey");
        }
        if decrypt > 0 {
            self.say(if requests.generate_data_key > 0 { " + " } else { "" }).count(decrypt).say(" Decrypt");
        }
    }
}

pub(crate) fn write_formula(line: &LineItem, out: &mut String) {
    let mut text = Text(out);
    match (line.quantity(), line.amount()) {
        (Some(quantity), Some(amount)) => {
            let many = quantity.abs() != Decimal::ONE && !matches!(line.unit(), "GB" | "USD");
            text.decimal(quantity).say(" ").say(line.unit()).say(if many { "s" } else { "" }).say(" x ");
            push_dollars(text.0, line.unit_price());
            text.say(" = ");
            push_dollars(text.0, amount.amount());
        }
        _ => {
            text.say("unknown ").say(line.unit()).say(" x ");
            push_dollars(text.0, line.unit_price());
        }
    }
}

pub(crate) fn write_explanation(line: &LineItem, out: &mut String) {
    let mut text = Text(out);
    explain(&line.reason, &mut text);
    if let Some(list) = line.list_price() {
        text.say("; a private price, in place of the published ");
        push_dollars(text.0, list);
    }
}

fn explain(reason: &Reason, text: &mut Text<'_>) {
    match *reason {
        Reason::NoCharge(EncryptionOption::SseC) => {
            text.say(
                "AWS encrypts with the key that each request brings, and charges nothing for it; keeping and sending \
                 the key is yours",
            );
        }
        Reason::NoCharge(_) => {
            text.say("S3 encrypts with keys of its own and charges nothing for it");
        }
        Reason::EveryCall { uploads, downloads, copies, times } => {
            every_call(&uploads, &downloads, &copies, times, text);
        }
        Reason::BucketKey { left, without, by, kept } => bucket_key(left, without, by, kept, text),
        Reason::FreeTier { free, requests } => {
            text.count(free).say(" of the ").counted(requests, "request").say(if requests == 1 {
                " is"
            } else {
                " are"
            });
            text.say(
                " free: what is left of the 20,000 that an account has free in a month, over all its Regions",
            );
        }
        Reason::Keys { keys: 0, .. } => {
            text.say("the key is charged for elsewhere: one key that several buckets share is charged once");
        }
        Reason::Keys { keys, replicas, existed } => {
            text.counted(keys, "customer managed key");
            if replicas > 0 {
                text.say(" with ").counted(replicas, "replica").say(" each, charged like keys");
            }
            match existed {
                None => text.say(", for the whole month"),
                Some(part) => text
                    .say(", for ")
                    .count(part.hours)
                    .say(" of the month's ")
                    .counted(part.month_hours, "hour"),
            };
        }
        Reason::Rotations { keys, rotations, charged } => {
            text.counted(keys, "key").say(", rotated ").counted(rotations, "time").say(" so far: ");
            text.say(if charged < 2 {
                "the first rotation adds"
            } else {
                "the first and the second each add"
            });
            text.say(" the monthly fee once more, later ones nothing");
        }
        Reason::Rotating { keys, nth, part } => {
            text.counted(keys, "key").say(if nth == 1 {
                ", the first rotation"
            } else {
                ", the second rotation"
            });
            text.say(" falls due with ").count(part.hours).say(" of the month's ");
            text.counted(part.month_hours, "hour").say(" left: it adds the monthly fee for those");
        }
        Reason::Moved { objects, each, sizes } => moved(objects, each, sizes, text),
        Reason::TrailCopies { requests, trails } => {
            text.counted(requests, "KMS request")
                .say(", each an event in ")
                .counted(trails, "additional trail");
            text.say("; the first copy is free");
        }
        Reason::DataEvents { requests } => {
            text.counted(requests, "S3 request").say(" on objects, each a data event in one trail");
        }
        Reason::S3Requests { uploads, downloads, copies } => {
            text.count(uploads).say(" for uploads, ").count(downloads).say(" for downloads, ");
            text.count(copies).say(" for copies");
        }
        Reason::StoredUnknown => {
            text.say("how much is kept is unknown: give it to price this");
        }
        Reason::Stored { bytes, from_tb, to_tb } => stored(bytes, from_tb, to_tb, text),
        Reason::Once { objects, each, what } => {
            text.counted(objects, "existing object").say(", ").counted(each, what).say(" each");
        }
        Reason::Batch { objects, jobs } => {
            text.counted(jobs, "job").say(" over ").counted(objects, "object");
        }
        Reason::Discount { service, share } => {
            text.percent(share).say(" off the lines of ").say(service.name()).say(" above");
        }
    }
}

fn every_call(uploads: &Requests, downloads: &Requests, copies: &Requests, times: u64, text: &mut Text<'_>) {
    let mut first = true;
    text.calls("uploads", uploads, &mut first);
    text.calls("downloads", downloads, &mut first);
    text.calls("copies", copies, &mut first);
    if first {
        text.say("no operations, no calls");
    }
    if times > 1 {
        text.say("; ").count(times).say(" calls for each of these, as set for the second layer");
    }
}

fn bucket_key(left: Calls, without: u64, by: Reduction, kept: u64, text: &mut Text<'_>) {
    text.count(left.total()).say(" instead of ").counted(without, "request").say(": ");
    match by {
        Reduction::Model { requesters, windows } => {
            text.counted(requesters, "requester").say(" x ").counted(windows, "window");
            text.say(" of a bucket-level key, in which writes make ").counted(left.writes, "call");
            text.say(" and reads ").count(left.reads).say(", typically");
        }
        Reduction::Share(saved) => {
            text.say("the Bucket Key saves ").percent(saved).say(" of them");
        }
        Reduction::Measured => {
            text.say("measured");
        }
    }
    if kept > 0 {
        text.say("; ").counted(kept, "read").say(" of objects from before the Bucket Key ");
        text.say(if kept == 1 { "keeps its call" } else { "keep a call each" });
    }
}

fn moved(objects: u64, each: Option<u64>, sizes: usize, text: &mut Text<'_>) {
    text.counted(objects, "object");
    match each {
        Some(each) => {
            text.say(" of ");
            push_bytes(text.0, each);
            text.say(", in GB of 2^30 bytes");
        }
        None if sizes > 0 => {
            text.say(" of ")
                .count(u64::try_from(sizes).unwrap_or(u64::MAX))
                .say(" sizes, in GB of 2^30 bytes");
        }
        None => {
            text.say(" of unknown size: give the object size to price this");
        }
    }
}

fn stored(bytes: u64, from_tb: u64, to_tb: Option<u64>, text: &mut Text<'_>) {
    text.say("of ");
    push_bytes(text.0, bytes);
    text.say(" kept, what lies over ").count(from_tb).say(" TB");
    if let Some(to_tb) = to_tb {
        text.say(" and within ").count(to_tb).say(" TB");
    }
    text.say(" (1 TB = 1,024 GB, 1 GB = 2^30 bytes)");
}
