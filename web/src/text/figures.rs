//! Sentences around figures.

use sse_pricing::{EncryptionOption, Estimate, Money, Range, RegionPrices, Workload, display};

/// What a Bucket Key changes. `*` begins and ends what is emphasised.
pub(crate) fn bucket_key_or_not(volume: &str, plain: &Estimate, bucket_key: &Estimate) -> String {
    let name = plain.option().name();
    let (Some(typical), Some(high)) = (bucket_key.monthly(), bucket_key.high()) else { return String::new() };
    let (low, without) = (bucket_key.low(), plain.known());
    let begin = format!("At {volume} a month, {name} costs *{}*", without.dollars());
    if low == high && typical == without {
        format!("{begin}, with or without a Bucket Key: at this volume it saves nothing.")
    } else if low == high {
        format!("{begin}; with a Bucket Key *{}*.", typical.dollars())
    } else {
        let (typical, low, high) = (typical.dollars(), low.dollars(), high.dollars());
        format!("{begin}; with a Bucket Key about *{typical}*, between {low} and {high}.")
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

pub(crate) fn prices(published: &str, source: &str, prices: &RegionPrices) -> String {
    format!(
        "{}, published {published}. A KMS request {}, a customer managed key {} a month. Source: {source}.",
        prices.name,
        Money::new(prices.kms_request.dollars()).exact(),
        Money::new(prices.kms_key.dollars()).exact()
    )
}

/// Whether a figure without a range could still be another one, for an input that nobody gave or a rule that AWS does not state.
pub(crate) fn rests_on_assumption(option: EncryptionOption, workload: &Workload) -> bool {
    workload.assumed().iter().any(|input| option.depends_on(input))
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
                let joint = if index == 0 { "" } else { ", a further" };
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
    use sse_pricing::{Comparison, EncryptionOption, PriceBook};

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
        assert_eq!(bucket_key_or_not("10,000 documents", plain, with), expected);
    }

    #[test]
    fn exact_is_what_rests_on_no_assumption() {
        let [s3, kms, bucket_key, dsse] = [
            EncryptionOption::SseS3,
            EncryptionOption::SseKms,
            EncryptionOption::SseKmsBucketKey,
            EncryptionOption::DsseKms,
        ];
        #[track_caller]
        fn check(workload: &Workload, of: [EncryptionOption; 4], expected: [bool; 4]) {
            assert_eq!(of.map(|option| rests_on_assumption(option, workload)), expected);
        }
        let of = [s3, kms, bucket_key, dsse];
        let mut workload = Workload::documents("us-east-1", 1_000_000).unwrap();
        check(&workload, of, [false, true, true, true]);
        // 7 MiB is one PUT for boto3 and two for others.
        workload.object_size = Some(sse_pricing::ObjectSizes::one(7 << 20).unwrap());
        workload.free_requests = sse_pricing::Assumable::Given(20_000);
        check(&workload, of, [false, true, true, true]);
        workload.client = sse_pricing::Assumable::Given(sse_pricing::Client::Boto3);
        check(&workload, of, [false, false, true, true]);
        workload.bucket_key = sse_pricing::BucketKey::Reduction(sse_pricing::Percent::HUNDRED);
        check(&workload, of, [false, false, false, true]);
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
}
