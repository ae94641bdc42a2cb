//! Every word that the page shows, in one place; sentences around figures are in [`figures`].
//!
//! The names and explanations of options, lines and criteria are the libraries' own.

mod figures;

pub(crate) use figures::*;

use sse_cost_web_inputs::{Field, Method};
use sse_guide::SecurityClass;
use sse_pricing::{EncryptionOption, Money, PriceBook, Range, RegionPrices, display};

mod answer;
pub(crate) use answer::*;

pub(crate) const TITLE: &str = "What S3 server-side encryption costs";
pub(crate) const LEDE: &str = "Seven ways for Amazon S3 to encrypt a bucket, priced side by side for your volume: what each \
    costs in a month, line by line, and what you give up for it.";
pub(crate) const SKIP: &str = "Skip to the costs";

pub(crate) const WORKLOAD: &str = "Your workload";
pub(crate) const ENCRYPTION_KEYS: &str = "KMS keys";
pub(crate) const BUCKET_KEY: &str = "S3 Bucket Key";
pub(crate) const MORE_ASSUMPTIONS: &str = "More assumptions";
pub(crate) const ASSUMED: &str = "assumed";
pub(crate) const UNKNOWN: &str = "unknown";
pub(crate) const SLIDER_ENDS: [&str; 3] = ["100", "logarithmic", "1 billion"];

pub(crate) const PRESET: &str = "Start from";
pub(crate) const NO_PRESET: &str = "Choose a workload like yours…";
pub(crate) const PRESET_HELP: &str = "An example to change. It sets every input; Back brings yours again.";
pub(crate) const VOLUME: &str = "Volume";
pub(crate) const VOLUME_HELP: &str = "Apart where more is read than written, or less.";
pub(crate) const MORE_WORKLOAD: &str = "Client and copies";
pub(crate) const CLIENT: &str = "Client";
pub(crate) const CLIENT_HELP: &str =
    "Decides how many requests an object of a known size takes: boto3 and the AWS CLI send parts of 8 MiB.";
pub(crate) const REQUIREMENTS: &str = "What you require";
pub(crate) const MORE_KEYS: &str = "Replicas, rotations, trails";
pub(crate) const AHEAD: &str = "Months ahead";
pub(crate) const FREE_TIER: &str = "20,000 free KMS requests are left";
pub(crate) const FREE_TIER_HELP: &str = "One pool a month for the whole account, over all its Regions and services. Untick it where others use it up.";
pub(crate) const KEY_KIND: &str = "Whose key";
pub(crate) const KEY_KIND_HELP: &str =
    "The other kind stays in the table, in the background, and leaves the chart.";
pub(crate) const METHOD: &str = "What a Bucket Key saves";

pub(crate) const COSTS: &str = "The answer";
pub(crate) const BEFORE_YOU_DO: &str = "Before you do";
pub(crate) const RECOMMENDED: &str = "recommended";
pub(crate) const OUT: &str = "does not meet what you require";
pub(crate) const TODAY: &str = "Today";
pub(crate) const PLANNED: &str = "Planned";
pub(crate) const DIFFERENCE: &str = "Difference";
pub(crate) const AGAINST_TODAY: &str = "Against today";
pub(crate) const NO_LINE: &str = "–";
pub(crate) const KEEP: &str = "Keep this as today";
pub(crate) const KEEP_HELP: &str =
    "Then change the inputs: every figure is held against today's, line by line.";
pub(crate) const KEEP_AGAIN: &str = "Keep these instead";
pub(crate) const SWAP: &str = "Swap the two";
pub(crate) const FORGET: &str = "Stop comparing";
pub(crate) const TABLE_CAPTION: &str = "Cost of each option. Open a row for its line items.";
pub(crate) const OPTION: &str = "Option";
pub(crate) const MONTHLY: &str = "A month";
pub(crate) const ANNUAL: &str = "A year";
pub(crate) const REQUESTS: &str = "KMS requests";
pub(crate) const RANGE: &str = "Range, a month";
pub(crate) const EXACT: &str = "exact";
pub(crate) const NO_SUM: &str = "unknown";
pub(crate) const BACKGROUND: &str = "not the key you chose";
pub(crate) const TOTAL: &str = "Total of a month";
pub(crate) const LINE: &str = "Line item";
pub(crate) const CALCULATION: &str = "Quantity × unit price = amount";
pub(crate) const WHY: &str = "Why";
pub(crate) const SOURCE: &str = "Source";

pub(crate) const CHART: &str = "Cost by volume";
pub(crate) const CHART_TITLE: &str = "Cost of a month against the volume, for each option";
pub(crate) const MONTH: &str = "month";
pub(crate) const AHEAD_TITLE: &str = "Cost of each month ahead, for each option";
pub(crate) const AHEAD_FIGURES_CAPTION: &str = "Cost of each month ahead; in brackets the range";
pub(crate) const CHART_FIGURES: &str = "The same figures as a table";
pub(crate) const CHART_FIGURES_CAPTION: &str = "Cost of a month by volume; in brackets the range";
pub(crate) const CHART_NOTE: &str = "Logarithmic in both directions; linear below $1. A shaded band is the range between the \
    least and the most that a Bucket Key may leave.";
pub(crate) const CHART_NO_DSSE: &str = "DSSE-KMS is not drawn: without an object size its cost is unknown.";
pub(crate) const CHART_MEASURED: &str =
    "A measured number of calls holds at one volume only: options with a Bucket Key are dots.";
pub(crate) const CHART_OUTSIDE: &str = "Your volume lies outside of the chart.";
pub(crate) const CHART_VOLUMES: [(u64, &str); 8] = [
    (100, "100"),
    (1_000, "1k"),
    (10_000, "10k"),
    (100_000, "100k"),
    (1_000_000, "1M"),
    (10_000_000, "10M"),
    (100_000_000, "100M"),
    (1_000_000_000, "1B"),
];

pub(crate) const TAKE: &str = "Take it with you";
pub(crate) const TAKE_HELP: &str =
    "The link holds every input. The JSON and the CSV are those of the command-line program, every digit.";
pub(crate) const TAKE_BUTTONS: [(&str, &str); 8] = [
    ("link", "Copy link"),
    ("command", "Copy command"),
    ("markdown", "Markdown"),
    ("csv", "CSV"),
    ("json", "JSON"),
    ("svg", "Chart as SVG"),
    ("png", "Chart as PNG"),
    ("print", "Print"),
];
pub(crate) const COMMAND: &str = "The same in a terminal";

pub(crate) const ABOUT: &str = "About these figures";
pub(crate) const PRICES: &str = "Prices";
pub(crate) const LEFT_OUT: &str = "Left out";
pub(crate) const LEFT_OUT_LIST: &str = "S3's own requests and storage, data transfer, taxes and discounts.";
pub(crate) const ASSUMPTIONS: &str = "Assumed";
pub(crate) const NOTHING_ASSUMED: &str = "Nothing: every input was given.";
pub(crate) const PRIVACY: &str = "Everything is computed in your browser. Nothing that you type leaves it.";

pub(crate) fn label(field: Field) -> &'static str {
    match field {
        Field::Region => "Region",
        Field::Documents => "Documents a month",
        Field::Uploads => "Uploads a month",
        Field::Downloads => "Downloads a month",
        Field::Copies => "Copies within the bucket a month",
        Field::ObjectSize => "Object size",
        Field::PartSize => "Size of a part",
        Field::Threshold => "In parts from",
        Field::Keys => "Number of keys",
        Field::Replicas => "Replicas of each key",
        Field::Rotations => "Rotations so far",
        Field::FreeRequests => "Free requests left",
        Field::Trails => "Additional trails",
        Field::Requesters => "Requesters",
        Field::Window => "Life of a bucket-level key",
        Field::ActiveHours => "Active hours in the month",
        Field::ReadBack => "Age of the objects read",
        Field::Reduction => "Calls saved",
        Field::MeasuredCalls => "KMS calls in the month",
        Field::Months => "Months",
        Field::Growth => "Growth a month",
        Field::Budget => "Budget a month",
    }
}

pub(crate) fn help(field: Field) -> &'static str {
    match field {
        Field::Region => "By code or place, such as eu-central-1 or Frankfurt.",
        Field::Documents => {
            "Each is uploaded once and downloaded once. 20k, 1.5M, 200/s and, with an object size, 3 TB a day are understood."
        }
        Field::Uploads => {
            "Objects written. 20k, 1.5M, 200/s and, with an object size, 3 TB a day are understood."
        }
        Field::Downloads => "Objects read, the same ways.",
        Field::Copies => "Each copy reads an object and writes it anew.",
        Field::ObjectSize => {
            "Optional: 4MiB, or sizes with shares such as 64KiB:70%,8MiB:30%. DSSE-KMS is billed by GB as well."
        }
        Field::PartSize => "5 MiB to 5 GiB.",
        Field::Threshold => "Objects of this size or more are sent in parts.",
        Field::Keys => "Customer managed keys. The AWS managed key has no monthly fee.",
        Field::Replicas => "Multi-Region replicas, each charged like a key.",
        Field::Rotations => "Of each key. The first and the second add $1 a month; later ones nothing.",
        Field::FreeRequests => "Of the account's 20,000 a month.",
        Field::Trails => "Copies of the KMS events that CloudTrail delivers, every trail after the first.",
        Field::Requesters => {
            "Roles, users or accounts that read and write. One role is one, however many sessions."
        }
        Field::Window => "AWS does not publish it. Such as 90s, 5m or 1h.",
        Field::ActiveHours => "Hours with traffic, of 730 in an average month.",
        Field::ReadBack => "30d, or ages with shares of the downloads, such as 5m:83%,1h:11%,1d:6%.",
        Field::Reduction => "AWS says “up to 99 percent”. Few workloads reach it.",
        Field::MeasuredCalls => "With the Bucket Key on, for example counted in CloudTrail.",
        Field::Months => "To look ahead, 1 to 600. Customer managed keys are rotated once a year.",
        Field::Growth => "Of the volume, from each month to the next, such as 5% or -2.5%.",
        Field::Budget => "US dollars, such as 50: up to which volume they last.",
    }
}

/// What an empty field stands for.
pub(crate) fn placeholder(field: Field) -> &'static str {
    match field {
        Field::ObjectSize => "not known",
        Field::PartSize | Field::Threshold => "8MiB",
        Field::Copies | Field::Replicas | Field::Rotations | Field::Trails => "0",
        Field::FreeRequests => "20,000",
        Field::Requesters => "1",
        Field::Window => "5m",
        Field::ActiveHours => "730",
        Field::ReadBack => "5m:83%,1h:11%,1d:6%",
        Field::Reduction => "99%",
        Field::Months => "36",
        Field::Growth => "0%",
        Field::Budget => "none",
        Field::Region | Field::Documents | Field::Uploads | Field::Downloads => "",
        Field::Keys | Field::MeasuredCalls => "",
    }
}

/// The mark of an empty field, where its being empty says something.
pub(crate) fn empty_tag(field: Field) -> Option<&'static str> {
    match field {
        Field::ObjectSize => Some(UNKNOWN),
        Field::Requesters | Field::Window | Field::ActiveHours | Field::ReadBack | Field::Reduction => {
            Some(ASSUMED)
        }
        Field::FreeRequests | Field::Growth | Field::Months => Some(ASSUMED),
        // Nothing of these is what most have: no guess.
        _ => None,
    }
}

pub(crate) fn slider(field: Field) -> &'static str {
    match field {
        Field::Uploads => "Uploads a month, by slider",
        Field::Downloads => "Downloads a month, by slider",
        _ => "Documents a month, by slider",
    }
}

/// `1,000 documents`, `1 upload`
pub(crate) fn objects(field: Field, count: u64) -> String {
    match field {
        Field::Uploads => counted(count, "upload"),
        Field::Downloads => counted(count, "download"),
        _ => counted(count, "document"),
    }
}

/// Before the command that gives what is printed.
pub(crate) const PRINTED: &str = "The workload, as a command that gives the same figures: ";

pub(crate) fn volume_echo(count: &str) -> String {
    format!("= {count} a month")
}

pub(crate) fn counted(count: u64, what: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{} {what}{s}", display::count(count))
}

/// `= eu-central-1, EU (Frankfurt)`
pub(crate) fn region_echo(code: &str) -> Option<String> {
    let prices: &RegionPrices =
        PriceBook::builtin().regions().iter().find(|prices| *prices.region == *code)?;
    Some(format!("= {code}, {}", prices.name))
}

/// The name of a value of a choice, by their ids.
pub(crate) fn choice(key: &str, id: &str) -> &'static str {
    match (key, id) {
        ("volume", "documents") => "Documents, each uploaded and downloaded",
        ("volume", _) => "Uploads and downloads apart",
        ("client", "assumed") => "Not said: as boto3 does",
        ("client", "boto3") => "boto3",
        ("client", "aws-cli") => "AWS CLI",
        ("client", "dotnet") => ".NET TransferUtility",
        ("client", "single") => "One request an object",
        ("client", _) => "Another part size",
        ("key-kind", "both") => "Both kinds",
        ("key-kind", "customer-managed") => "Customer managed key",
        ("key-kind", _) => "AWS managed key (aws/s3)",
        (_, "model") => "Modelled from the traffic",
        (_, "flat") => "A flat percentage",
        _ => "Measured calls",
    }
}

pub(crate) fn method_help(method: Method) -> &'static str {
    match method {
        Method::Model => "Counts the bucket-level keys that the traffic needs, with a range.",
        Method::Flat => "The same share at any volume, which a real workload does not keep to.",
        Method::Measured => "The figure of a month that you have seen.",
    }
}

/// The badge of the cheapest option of a class; none for a class of a single option, where there is nothing to compare.
pub(crate) fn cheapest(class: SecurityClass) -> Option<&'static str> {
    match class {
        SecurityClass::CustomerManagedKey => Some("cheapest with your own key"),
        SecurityClass::AwsManagedKey => Some("cheapest with the AWS managed key"),
        SecurityClass::S3Managed | SecurityClass::TwoLayers | SecurityClass::CustomerProvidedKey => None,
    }
}

pub(crate) fn stale(volume: &str, region: &str) -> String {
    format!("Showing the result for the last valid input: {volume} a month in {region}.")
}

pub(crate) fn stale_because(problem: &str) -> String {
    format!(" What the fields say now cannot be priced: {problem}.")
}

pub(crate) fn source(url: &str) -> &'static str {
    match url {
        "https://aws.amazon.com/kms/pricing/" => "AWS KMS pricing",
        "https://aws.amazon.com/s3/pricing/" => "Amazon S3 pricing",
        _ => "AWS documentation",
    }
}

/// A name short enough for the end of a line in the chart.
pub(crate) fn chart_label(option: EncryptionOption) -> &'static str {
    match option {
        EncryptionOption::SseS3 | EncryptionOption::SseC => "SSE-S3 and SSE-C",
        EncryptionOption::SseKms => "SSE-KMS",
        EncryptionOption::SseKmsBucketKey => "SSE-KMS + Bucket Key",
        EncryptionOption::SseKmsAwsManaged => "AWS managed key",
        EncryptionOption::SseKmsAwsManagedBucketKey => "AWS key + Bucket Key",
        EncryptionOption::DsseKms => "DSSE-KMS",
    }
}

pub(crate) fn chart_description(
    volume: &str,
    costs: impl Iterator<Item = (EncryptionOption, Range<Money>)>,
) -> String {
    let mut text = format!("At {volume} a month");
    for (index, (option, monthly)) in costs.enumerate() {
        let joint = if index == 0 { ':' } else { ',' };
        text = format!("{text}{joint} {} {}", chart_label(option), cost(monthly));
    }
    text
}

/// A power of ten on the scale of dollars.
pub(crate) fn dollars_tick(decade: u64) -> &'static str {
    let ticks =
        ["$1", "$10", "$100", "$1k", "$10k", "$100k", "$1M", "$10M", "$100M", "$1B", "$10B", "$100B", "$1T"];
    usize::try_from(decade).ok().and_then(|decade| ticks.get(decade)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_has_a_badge_if_it_has_several_options() {
        for class in SecurityClass::ALL {
            let options =
                EncryptionOption::ALL.into_iter().filter(|option| SecurityClass::of(*option) == class);
            assert_eq!(cheapest(class).is_some(), options.count() > 1, "{class:?}");
        }
    }

    #[test]
    fn ticks_of_dollars() {
        let ticks = [0, 3, 9, 12, 13].map(dollars_tick);
        assert_eq!(ticks, ["$1", "$1k", "$1B", "$1T", ""]);
    }
}
