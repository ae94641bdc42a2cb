//! What each option costs at every volume: the figures behind the chart.

use crate::scale::{LEAST, MOST};
use sse_cost_web_inputs::KeyKind;
use sse_pricing::break_even::at_volume;
use sse_pricing::{
    BucketKey, Comparison, EncryptionOption, Estimate, Money, Percent, PriceBook, Range, Workload,
};
use std::ops::Deref;
use std::rc::Rc;

/// Ten round volumes to the decade.
const VOLUMES: [u64; 10] = [10, 12, 15, 20, 25, 30, 40, 50, 60, 80];

/// The cost of a month at one volume.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sample {
    pub(crate) documents: u64,
    pub(crate) monthly: Range<Money>,
}

/// One option over all volumes.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) option: EncryptionOption,
    pub(crate) samples: Vec<Sample>,
}

/// The lines of a chart. Two are equal if they are the very same: comparing a thousand samples costs more than drawing them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lines(pub(crate) Rc<Vec<Line>>);

impl PartialEq for Lines {
    fn eq(&self, other: &Lines) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Deref for Lines {
    type Target = [Line];

    fn deref(&self) -> &[Line] {
        &self.0
    }
}

/// The cost of a month where it is known, with its range.
pub(crate) fn known(estimate: &Estimate) -> Option<Range<Money>> {
    let (typical, high) = (estimate.monthly()?, estimate.high()?);
    Some(Range { low: estimate.low(), typical, high })
}

/// Whether an option has a line of its own. SSE-C has none: it costs what SSE-S3 does, nothing.
pub(crate) fn is_drawn(option: EncryptionOption, kind: KeyKind) -> bool {
    option != EncryptionOption::SseC && kind.includes(option)
}

/// The workload without its own volume, but with its ratio of uploads to downloads: what every volume of the chart is made of.
pub(crate) fn at_any_volume(workload: &Workload) -> Workload {
    let scaled = at_volume(&unmeasured(workload.clone()), MOST).unwrap_or_else(|_| workload.clone());
    // How calls were measured is no matter of the volume, how many were is.
    let bucket_key = match &workload.bucket_key {
        BucketKey::Measured(_) => BucketKey::Measured(0),
        other => other.clone(),
    };
    Workload { bucket_key, ..scaled }
}

/// Options without a Bucket Key do not ask how many calls one leaves.
fn unmeasured(workload: Workload) -> Workload {
    Workload { bucket_key: BucketKey::Reduction(Percent::ZERO), ..workload }
}

/// A line for each option whose cost is known, of the workload at every volume in place of its own.
pub(crate) fn lines(workload: &Workload, kind: KeyKind) -> Lines {
    let measured = matches!(workload.bucket_key, BucketKey::Measured(_));
    let workload = if measured { unmeasured(workload.clone()) } else { workload.clone() };
    let drawn = |option: &EncryptionOption| is_drawn(*option, kind) && !(measured && option.has_bucket_key());
    let options = EncryptionOption::ALL.into_iter().filter(drawn);
    let mut lines: Vec<Line> = options.map(|option| Line { option, samples: Vec::new() }).collect();
    for documents in volumes() {
        // A volume that cannot be priced is left out, never drawn as something else.
        let Ok(workload) = at_volume(&workload, documents) else { continue };
        let Ok(comparison) = Comparison::new(&workload, PriceBook::builtin()) else { continue };
        for line in &mut lines {
            if let Some(monthly) = known(comparison.estimate(line.option)) {
                line.samples.push(Sample { documents, monthly });
            }
        }
    }
    lines.retain(|line| !line.samples.is_empty());
    Lines(Rc::new(lines))
}

fn volumes() -> impl Iterator<Item = u64> {
    let decades = (1..8).filter_map(|decade| 10_u64.checked_pow(decade));
    let all = decades.flat_map(|decade| VOLUMES.into_iter().map(move |volume| volume.saturating_mul(decade)));
    all.filter(|volume| (LEAST..MOST).contains(volume)).chain([MOST])
}

#[cfg(test)]
mod tests {
    use super::*;
    use sse_pricing::{KmsKey, ObjectSizes};

    fn workload() -> Workload {
        Workload::documents("us-east-1", 0).unwrap()
    }

    fn options(lines: &[Line]) -> Vec<&'static str> {
        lines.iter().map(|line| line.option.id()).collect()
    }

    #[test]
    fn the_lines_hold_the_reference_table() {
        let lines = lines(&workload(), KeyKind::Both);
        let line = lines.iter().find(|line| line.option == EncryptionOption::SseKms).unwrap();
        assert_eq!(line.samples.len(), 71);
        for (documents, expected) in [(10_000, "$1.00"), (100_000, "$1.54"), (1_000_000, "$6.94")] {
            let sample = line.samples.iter().find(|sample| sample.documents == documents).unwrap();
            assert_eq!(sample.monthly.typical.dollars().to_string(), expected);
        }
    }

    #[test]
    fn what_is_unknown_has_no_line() {
        assert!(!options(&lines(&workload(), KeyKind::Both)).contains(&"dsse-kms"));
        let sized = Workload { object_size: Some(ObjectSizes::one(1 << 20).unwrap()), ..workload() };
        assert!(options(&lines(&sized, KeyKind::Both)).contains(&"dsse-kms"));
    }

    #[test]
    fn a_measured_number_of_calls_holds_at_one_volume() {
        let measured = Workload { bucket_key: BucketKey::Measured(50_000), ..workload() };
        assert_eq!(options(&lines(&measured, KeyKind::Both)), ["sse-s3", "sse-kms", "sse-kms-aws-managed"]);
    }

    #[test]
    fn only_the_chosen_keys_are_drawn() {
        let lines = lines(&workload(), KeyKind::Only(KmsKey::AwsManaged));
        assert_eq!(options(&lines), ["sse-s3", "sse-kms-aws-managed", "sse-kms-aws-managed-bucket-key"]);
    }
}
