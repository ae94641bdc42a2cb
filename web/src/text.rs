//! Every word that the page shows, in one place; sentences around figures are in [`figures`].
//!
//! The names and explanations of options, lines and criteria are the libraries' own.

mod figures;

pub(crate) use figures::*;

use crate::field::Field;
use crate::state::{KeyKind, Method};
use sse_guide::SecurityClass;
use sse_pricing::{EncryptionOption, KmsKey, Money, Range, RegionPrices, display};

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
pub(crate) const SLIDER: &str = "Documents a month, by slider";
pub(crate) const SLIDER_ENDS: [&str; 3] = ["100", "logarithmic", "1 billion"];

pub(crate) const REGION: &str = "Region";
pub(crate) const REGION_HELP: &str = "Where the bucket and its key are.";
pub(crate) const FREE_TIER: &str = "20,000 free KMS requests are left";
pub(crate) const FREE_TIER_HELP: &str = "One pool a month for the whole account, over all its Regions and services. Untick it where others use it up.";
pub(crate) const KEY_KIND: &str = "Whose key";
pub(crate) const KEY_KIND_HELP: &str =
    "The other kind stays in the table, in the background, and leaves the chart.";
pub(crate) const METHOD: &str = "What a Bucket Key saves";

pub(crate) const COSTS: &str = "What it costs";
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
pub(crate) const CHART_X: &str = "documents a month";
pub(crate) const CHART_TITLE: &str = "Cost of a month against documents a month, for each option";
pub(crate) const CHART_FIGURES: &str = "The same figures as a table";
pub(crate) const CHART_FIGURES_CAPTION: &str = "Cost of a month by documents a month; in brackets the range";
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

pub(crate) const ABOUT: &str = "About these figures";
pub(crate) const PRICES: &str = "Prices";
pub(crate) const LEFT_OUT: &str = "Left out";
pub(crate) const LEFT_OUT_LIST: &str = "S3's own requests and storage, data transfer, taxes and discounts.";
pub(crate) const ASSUMPTIONS: &str = "Assumed";
pub(crate) const NOTHING_ASSUMED: &str = "Nothing: every input was given.";
pub(crate) const PRIVACY: &str = "Everything is computed in your browser. Nothing that you type leaves it.";

pub(crate) fn label(field: Field) -> &'static str {
    match field {
        Field::Documents => "Documents a month",
        Field::ObjectSize => "Object size",
        Field::Keys => "Number of keys",
        Field::Requesters => "Requesters",
        Field::Window => "Life of a bucket-level key",
        Field::ActiveHours => "Active hours in the month",
        Field::ReadBack => "Age of the objects read",
        Field::Reduction => "Calls saved",
        Field::MeasuredCalls => "KMS calls in the month",
    }
}

pub(crate) fn help(field: Field) -> &'static str {
    match field {
        Field::Documents => {
            "Each is uploaded once and downloaded once. 20k, 1.5M and 1,000,000 are understood."
        }
        Field::ObjectSize => "Optional, such as 4MiB. DSSE-KMS is billed by GB as well.",
        Field::Keys => "Customer managed keys. The AWS managed key has no monthly fee.",
        Field::Requesters => {
            "Roles, users or accounts that read and write. One role is one, however many sessions."
        }
        Field::Window => "AWS does not publish it. Such as 90s, 5m or 1h.",
        Field::ActiveHours => "Hours with traffic, of 730 in an average month.",
        Field::ReadBack => "30d, or ages with shares of the downloads, such as 5m:83%,1h:11%,1d:6%.",
        Field::Reduction => "AWS says “up to 99 percent”. Few workloads reach it.",
        Field::MeasuredCalls => "With the Bucket Key on, for example counted in CloudTrail.",
    }
}

/// What an empty field stands for.
pub(crate) fn placeholder(field: Field) -> &'static str {
    match field {
        Field::ObjectSize => "not known",
        Field::Requesters => "1",
        Field::Window => "5m",
        Field::ActiveHours => "730",
        Field::ReadBack => "5m:83%,1h:11%,1d:6%",
        Field::Reduction => "99%",
        Field::Documents | Field::Keys | Field::MeasuredCalls => "",
    }
}

pub(crate) fn documents_echo(documents: u64) -> String {
    format!("= {} a month", display::count(documents))
}

pub(crate) fn documents(documents: u64) -> String {
    let s = if documents == 1 { "" } else { "s" };
    format!("{} document{s}", display::count(documents))
}

pub(crate) fn region(prices: &RegionPrices) -> String {
    format!("{} — {}", prices.region, prices.name)
}

pub(crate) fn key_kind(kind: KeyKind) -> (&'static str, &'static str) {
    match kind {
        KeyKind::Both => ("both", "Both kinds"),
        KeyKind::Only(KmsKey::CustomerManaged) => ("customer-managed", "Customer managed key"),
        KeyKind::Only(KmsKey::AwsManaged) => ("aws-managed", "AWS managed key (aws/s3)"),
    }
}

pub(crate) fn method(method: Method) -> (&'static str, &'static str) {
    match method {
        Method::Model => ("model", "Modelled from the traffic"),
        Method::Flat => ("flat", "A flat percentage"),
        Method::Measured => ("measured", "Measured calls"),
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

pub(crate) fn stale(uploads: u64, region: &str) -> String {
    format!("Showing the result for the last valid input: {} a month in {region}.", documents(uploads))
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
    uploads: u64,
    costs: impl Iterator<Item = (EncryptionOption, Range<Money>)>,
) -> String {
    let mut text = format!("At {} a month", documents(uploads));
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
