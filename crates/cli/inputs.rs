//! The inputs of a workload in words: which were assumed, which were given.

use crate::text::plural;
use sse_pricing::client::Multipart;
use sse_pricing::display::{bytes, count, seconds};
use sse_pricing::object_size::SizeClass;
use sse_pricing::read_back::Age;
use sse_pricing::{
    BucketKey, BucketKeyModel, Client, EncryptionOption, ObjectSizes, Percent, ReadBack, Workload,
};

/// An input by its name in the JSON, and its value in words.
pub(crate) type Words = (&'static str, String);

/// What was assumed and what was given: a sentence each, where there is one.
pub(crate) fn of_comparison(workload: &Workload) -> Vec<String> {
    with_more(workload, workload.assumed(), Vec::new(), |_| true)
}

/// The same, but only what the costs of some options depend on.
pub(crate) fn of_options(workload: &Workload, options: &[EncryptionOption]) -> Vec<String> {
    with_more(workload, workload.assumed(), Vec::new(), |input| matters(input, options))
}

/// Inputs of the workload and more; `assumed` are those of both, and only those that matter are said.
pub(crate) fn with_more(
    workload: &Workload,
    mut assumed: Vec<&'static str>,
    more: Vec<Words>,
    matters: impl Fn(&str) -> bool,
) -> Vec<String> {
    let mut words = words(workload, &assumed);
    words.extend(more);
    words.retain(|(input, _)| matters(input));
    assumed.retain(|input| matters(input));
    let given = words.iter().filter(|(input, _)| !assumed.contains(input)).map(|(_, words)| words.as_str());
    // An input without words is still named.
    let phrase =
        |name: &&'static str| words.iter().find(|(input, _)| input == name).map_or(*name, |(_, words)| words);
    let assumed = sentence("Assumed", &assumed.iter().map(phrase).collect::<Vec<_>>());
    assumed.into_iter().chain(sentence("Given", &given.collect::<Vec<_>>())).collect()
}

/// Whether the cost of one of the options depends on an input.
pub(crate) fn matters(input: &str, options: &[EncryptionOption]) -> bool {
    options.iter().any(|option| option.depends_on(input))
}

/// `Assumed: one; another.`, where there is one.
pub(crate) fn sentence(verb: &str, phrases: &[&str]) -> Option<String> {
    (!phrases.is_empty()).then(|| format!("{verb}: {}.", phrases.join("; ")))
}

/// Each input that can be assumed, and each other one that is not at its default, by its name in the JSON.
fn words(workload: &Workload, assumed: &[&str]) -> Vec<Words> {
    let mut words = vec![("objectSize", object_size(workload.object_size.as_ref()))];
    if workload.object_size.is_some() {
        words.push(("client", client(workload.client.value())));
    }
    let complete = count(workload.complete_calls.value());
    if !workload.complete_calls.is_assumed() || assumed.contains(&"completeCalls") {
        words.push(("completeCalls", format!("{complete} KMS calls to complete a multipart upload")));
    }
    let dsse = plural(workload.dsse_calls.value(), "KMS call");
    words.push(("dsseCalls", format!("{dsse} by DSSE-KMS for each by SSE-KMS")));
    words.extend(keys(workload));
    let free = format!("{} free KMS requests left this month", count(workload.free_requests.value()));
    words.push(("freeRequests", free));
    bucket_key(&workload.bucket_key, &mut words);
    if workload.share_before_bucket_key != Percent::ZERO {
        let share = workload.share_before_bucket_key;
        words.push(("shareBeforeBucketKey", format!("{share} of the downloads from before the Bucket Key")));
    }
    if workload.trails > 0 {
        words.push(("trails", plural(workload.trails, "additional trail")));
    }
    if let Some(stored) = workload.stored_bytes {
        words.push(("storedBytes", format!("{} kept in S3", bytes(stored))));
    }
    let peak = count(workload.peak_factor.value());
    words.push(("peakFactor", format!("{peak} times the average requests in the busiest second")));
    // A rule is never given: it is assumed, or it is not at work.
    let rules = RULES.into_iter().filter(|(rule, _)| assumed.contains(rule));
    words.extend(rules.map(|(rule, words)| (rule, words.to_owned())));
    words
}

/// What AWS does not state, by its name among the assumptions.
const RULES: [(&str, &str); 4] = [
    ("rules.freeTierInGovCloud", "the free tier holds in GovCloud"),
    ("rules.uploadPartDecrypt", "each part of an upload makes one Decrypt call"),
    ("rules.replicaRotation", "a rotation adds to a replica's fee as to its primary key's"),
    ("rules.monthOf730Hours", "every month has 730 hours"),
];

fn object_size(sizes: Option<&ObjectSizes>) -> String {
    let Some(sizes) = sizes else {
        return "one request for each upload and each download (object size unknown)".to_owned();
    };
    let class = |class: &SizeClass| format!("{} of {}", class.share, bytes(class.bytes));
    match sizes.single() {
        Some(size) => format!("objects of {}", bytes(size)),
        None => format!("objects: {}", sizes.classes().iter().map(class).collect::<Vec<_>>().join(", ")),
    }
}

fn client(client: Client) -> String {
    match client {
        Client::Boto3 => "sent by boto3".to_owned(),
        Client::AwsCli => "sent by the AWS CLI".to_owned(),
        Client::DotNet => "sent by .NET's TransferUtility".to_owned(),
        Client::Single => "one request an object".to_owned(),
        Client::Custom(Multipart { part_size, threshold }) => {
            format!("sent in parts of {} from {} on", bytes(part_size), bytes(threshold))
        }
    }
}

/// The keys, where they are not one key that is there all month.
fn keys(workload: &Workload) -> Option<Words> {
    let keys = workload.keys;
    if keys == sse_pricing::Keys::default() {
        return None;
    }
    let mut words = plural(keys.count, "KMS key");
    if keys.replicas > 0 {
        words += &format!(" with {} each", plural(keys.replicas, "replica"));
    }
    if keys.rotations > 0 {
        words += &format!(", rotated {} so far", plural(keys.rotations, "time"));
    }
    if let Some(part) = keys.existed {
        let (hours, month) = (count(part.hours), plural(part.month_hours, "hour"));
        words += &format!(", there for {hours} of the month's {month}");
    }
    Some(("keys", words))
}

fn bucket_key(bucket_key: &BucketKey, words: &mut Vec<Words>) {
    match bucket_key {
        BucketKey::Reduction(saved) => {
            words.push(("bucketKey.reduction", format!("a Bucket Key saves {saved} of the KMS requests")));
        }
        BucketKey::Measured(calls) => {
            let calls = plural(*calls, "KMS request");
            words.push(("bucketKey.calls", format!("{calls} measured with a Bucket Key")));
        }
        BucketKey::Model(BucketKeyModel { requesters, window_seconds, active_hours, read_back }) => {
            let kept = seconds(window_seconds.value());
            words.push(("bucketKey.requesters", plural(requesters.value(), "requester")));
            words.push(("bucketKey.windowSeconds", format!("S3 keeps a bucket-level key for {kept}")));
            let hours = plural(active_hours.value(), "hour");
            words.push(("bucketKey.activeHours", format!("traffic in {hours} of the month")));
            words.push(("bucketKey.readBack", read(read_back.get())));
        }
    }
}

/// `downloads by time since the upload: 83% within 5 min, a further 11% within 1 h, a further 6% within 1 d`
fn read(read_back: &ReadBack) -> String {
    let age = |age: &Age| format!("{} within {}", age.share, seconds(age.within_seconds));
    let ages: Vec<String> = read_back.ages().iter().map(age).collect();
    format!("downloads by time since the upload: {}", ages.join(", a further "))
}
