//! The inputs of a workload in words: which were assumed, which were given.

use sse_pricing::display::{bytes, count, seconds};
use sse_pricing::{BucketKey, EncryptionOption, ReadBack, Workload};

/// What was assumed and what was given, of the inputs that can be assumed: a sentence each, where there is one.
///
/// With an option, only what its figures depend on.
pub(crate) fn sentences(workload: &Workload, option: Option<EncryptionOption>) -> Vec<String> {
    let without_bucket_key = option.is_some_and(|option| !option.has_bucket_key());
    let matters = |input: &str| !(without_bucket_key && input.starts_with("bucketKey."));
    let mut assumed = workload.assumed();
    assumed.retain(|input| matters(input));
    let mut words = words(workload);
    words.retain(|(input, _)| matters(input));
    let given = words.iter().filter(|(input, _)| !assumed.contains(input)).map(|(_, words)| words.as_str());
    // An input without words is still named.
    let phrase =
        |name: &&'static str| words.iter().find(|(input, _)| input == name).map_or(*name, |(_, words)| words);
    let assumed = sentence("Assumed", &assumed.iter().map(phrase).collect::<Vec<_>>());
    assumed.into_iter().chain(sentence("Given", &given.collect::<Vec<_>>())).collect()
}

fn sentence(verb: &str, phrases: &[&str]) -> Option<String> {
    (!phrases.is_empty()).then(|| format!("{verb}: {}.", phrases.join("; ")))
}

/// Each input that can be assumed, by its name in the JSON.
fn words(workload: &Workload) -> Vec<(&'static str, String)> {
    let size = match workload.object_size {
        Some(size) => format!("objects of {}", bytes(size)),
        None => "one request for each upload and each download (object size unknown)".to_owned(),
    };
    let free = format!("{} free KMS requests left this month", count(workload.free_requests.value()));
    let mut words = vec![("objectSize", size), ("freeRequests", free)];
    match &workload.bucket_key {
        BucketKey::Reduction(saved) => {
            words.push(("bucketKey.reduction", format!("a Bucket Key saves {saved} of the KMS requests")));
        }
        BucketKey::Measured(calls) => {
            words.push((
                "bucketKey.calls",
                format!("{} KMS requests measured with a Bucket Key", count(*calls)),
            ));
        }
        BucketKey::Model(model) => {
            let requesters = model.requesters.value();
            let s = if requesters == 1 { "" } else { "s" };
            let kept = seconds(model.window_seconds.value());
            words.push(("bucketKey.requesters", format!("{} requester{s}", count(requesters))));
            words.push(("bucketKey.windowSeconds", format!("S3 keeps a bucket-level key for {kept}")));
            let hours = count(model.active_hours.value());
            words.push(("bucketKey.activeHours", format!("traffic in {hours} hours of the month")));
            words.push(("bucketKey.readBack", read_back(model.read_back.get())));
        }
    }
    words
}

/// `downloads by time since the upload: 83% within 5 min, 11% within 1 h, 6% within 1 d`
fn read_back(read_back: &ReadBack) -> String {
    let ages = read_back.ages();
    let age =
        |age: &sse_pricing::read_back::Age| format!("{} within {}", age.share, seconds(age.within_seconds));
    let ages: Vec<String> = ages.iter().map(age).collect();
    format!("downloads by time since the upload: {}", ages.join(", "))
}
