//! Every word that the page shows, in one place.
//!
//! The names and explanations of options, lines and criteria are the libraries' own.

use crate::field::Field;
use crate::state::{KeyKind, Method};
use sse_guide::SecurityClass;
use sse_guide::criteria::Verdict;
use sse_pricing::{EncryptionOption, Estimate, KmsKey, Money, Range, RegionPrices, Workload, display};

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

pub(crate) const CRITERIA: &str = "What you get, and what you give up";
pub(crate) const CRITERIA_CAPTION: &str = "Each option by each criterion. Open a row for the reasons.";

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

/// The most useful comparison: an option and the same with a Bucket Key. `*` begins and ends what is emphasised.
pub(crate) fn headline(uploads: u64, plain: &Estimate, bucket_key: &Estimate) -> String {
    let (at, name) = (documents(uploads), plain.option().name());
    let (Some(typical), Some(high)) = (bucket_key.monthly(), bucket_key.high()) else { return String::new() };
    let (low, without) = (bucket_key.low(), plain.known());
    let begin = format!("At {at} a month, {name} costs *{}*", without.dollars());
    if low == high && typical == without {
        format!("{begin}, with or without a Bucket Key: at this volume it saves nothing.")
    } else if low == high {
        format!("{begin}; with a Bucket Key *{}*.", typical.dollars())
    } else {
        let (typical, low, high) = (typical.dollars(), low.dollars(), high.dollars());
        format!("{begin}; with a Bucket Key about *{typical}*, between {low} and {high}.")
    }
}

/// What the other options cost, after the headline.
pub(crate) fn others(dsse: &Estimate) -> String {
    let name = dsse.option().name();
    let free = "SSE-S3 and SSE-C have no charge.";
    match dsse.monthly() {
        Some(monthly) => format!("{free} {name} costs {}.", monthly.dollars()),
        None => format!("{free} {name} costs {}.", at_least(dsse)),
    }
}

/// A cost of which only a part is known: `at least $6.94, plus $0.003 per GB`.
pub(crate) fn at_least(estimate: &Estimate) -> String {
    let mut text = format!("at least {}", estimate.known().dollars());
    let unknown = estimate.lines().iter().filter(|line| line.amount().is_none());
    let mut last = None;
    for line in unknown {
        // Written and read are two lines at what is, so far, one price.
        if last != Some(line.unit_price()) {
            let joint = if last.is_none() { "plus" } else { "and" };
            let price = Money::new(line.unit_price()).exact();
            text = format!("{text}, {joint} {price} per {}", line.unit());
            last = Some(line.unit_price());
        }
    }
    text
}

pub(crate) fn floor(amount: &str) -> String {
    format!("≥ {amount}")
}

pub(crate) fn range(low: Money, high: Option<Money>) -> String {
    match high {
        Some(high) => format!("{} – {}", low.dollars(), high.dollars()),
        None => floor(&low.dollars().to_string()),
    }
}

/// A cost with its range, where it has one.
pub(crate) fn cost(cost: Range<Money>) -> String {
    if cost.is_exact() {
        cost.typical.dollars().to_string()
    } else {
        format!("{} ({})", cost.typical.dollars(), range(cost.low, Some(cost.high)))
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

/// What a verdict means, for those who do not see its mark; and the mark.
pub(crate) fn verdict(verdict: Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Good => ("good", "✓"),
        Verdict::Limited => ("limited", "~"),
        Verdict::Poor => ("poor", "✕"),
    }
}

pub(crate) fn prices(published: &str, source: &str, prices: &RegionPrices) -> String {
    format!(
        "{}, published {published}. A KMS request {}, a customer managed key {} a month. Source: {source}.",
        prices.name,
        Money::new(prices.kms_request.dollars()).exact(),
        Money::new(prices.kms_key.dollars()).exact()
    )
}

/// An assumed input, by its name in the JSON, in words.
pub(crate) fn assumption(name: &'static str, workload: &Workload) -> String {
    let sse_pricing::BucketKey::Model(model) = &workload.bucket_key else {
        return without_model(name, workload);
    };
    match name {
        "bucketKey.requesters" => {
            let requesters = model.requesters.value();
            let s = if requesters == 1 { "" } else { "s" };
            format!("{} requester{s}: a role, user or account", display::count(requesters))
        }
        "bucketKey.windowSeconds" => {
            format!("S3 keeps a bucket-level key for {}", display::seconds(model.window_seconds.value()))
        }
        "bucketKey.activeHours" => {
            format!("there is traffic in {} hours of the month", display::count(model.active_hours.value()))
        }
        "bucketKey.readBack" => {
            let mut words = String::from("objects are read soon after they were written:");
            for (index, age) in model.read_back.get().ages().iter().enumerate() {
                let joint = if index == 0 { "" } else { "," };
                words =
                    format!("{words}{joint} {} within {}", age.share, display::seconds(age.within_seconds));
            }
            words
        }
        _ => without_model(name, workload),
    }
}

fn without_model(name: &'static str, workload: &Workload) -> String {
    match name {
        "objectSize" => {
            "the object size is unknown: an upload is one request, and so is a download".to_owned()
        }
        "freeRequests" => {
            format!("{} free KMS requests are left", display::count(workload.free_requests.value()))
        }
        "client" => "objects move as boto3 moves them: in parts of 8 MiB from 8 MiB on".to_owned(),
        "completeCalls" => "ending an upload in parts calls KMS for nothing".to_owned(),
        "dsseCalls" => "DSSE-KMS calls KMS once for each operation".to_owned(),
        "peakFactor" => "the busiest second is 10 times the average".to_owned(),
        "rules.uploadPartDecrypt" => "each uploaded part makes one Decrypt call".to_owned(),
        "rules.freeTierInGovCloud" => "the free tier holds in GovCloud".to_owned(),
        _ => name.to_owned(),
    }
}

/// The flat percentage that stands in until somebody gives one.
pub(crate) fn assumed_reduction(saved: &str) -> String {
    format!("a Bucket Key saves {saved} of the calls")
}

#[cfg(test)]
mod tests {
    use super::*;
    use sse_pricing::{Comparison, PriceBook};

    #[test]
    fn unknown_is_never_shown_as_a_figure() {
        let workload = Workload::documents("us-east-1", 1_000_000).unwrap();
        let comparison = Comparison::new(&workload, PriceBook::builtin()).unwrap();
        let dsse = comparison.estimate(EncryptionOption::DsseKms);
        assert_eq!(at_least(dsse), "at least $6.94, plus $0.003 per GB");
        assert_eq!(range(dsse.low(), dsse.high()), "≥ $6.94");
    }

    #[test]
    fn a_bucket_key_that_saves_nothing_is_not_praised() {
        let workload = Workload {
            bucket_key: sse_pricing::BucketKey::Reduction(sse_pricing::Percent::HUNDRED),
            ..Workload::documents("us-east-1", 10_000).unwrap()
        };
        let comparison = Comparison::new(&workload, PriceBook::builtin()).unwrap();
        let [plain, with] =
            [EncryptionOption::SseKms, EncryptionOption::SseKmsBucketKey].map(|o| comparison.estimate(o));
        let expected = "At 10,000 documents a month, SSE-KMS costs *$1.00*, with or without a Bucket Key: at this volume \
                        it saves nothing.";
        assert_eq!(headline(10_000, plain, with), expected);
    }

    #[test]
    fn every_assumed_input_has_its_words() {
        let mut workload = Workload::documents("us-gov-west-1", 1).unwrap();
        let unsized_names = workload.assumed();
        workload.object_size = Some(sse_pricing::ObjectSizes::one(1 << 30).unwrap());
        for name in unsized_names.into_iter().chain(workload.assumed()) {
            assert_ne!(assumption(name, &workload), name);
        }
    }

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
