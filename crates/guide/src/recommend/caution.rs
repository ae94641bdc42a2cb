//! What to know before doing what is recommended.

use super::Choice;
use sse_pricing::display::count;
use sse_pricing::{Comparison, EncryptionOption, Estimate, LineCode, LineItem, Warning};

/// Free requests are nearly used up from this share on, in per cent.
const NEARLY_USED: u64 = 80;

/// The engine's warnings about the option, and what comes with choosing it. Sentences without a full stop, as the engine's.
pub(super) fn cautions(comparison: &Comparison<'_>, choice: &Choice) -> Vec<String> {
    let estimate = comparison.estimate(choice.option());
    let mut cautions: Vec<String> = estimate.warnings().iter().map(Warning::to_string).collect();
    if choice.option() == EncryptionOption::SseC {
        let words = "the figure is what AWS charges: keeping the keys, safe and at hand for each request, is your cost and not \
                     in it";
        cautions.push(words.to_owned());
    }
    if choice.option().has_bucket_key() {
        let words = "with a Bucket Key the encryption context is the bucket's ARN: key policies and IAM policies with a \
                     condition on an object's ARN stop matching";
        cautions.push(words.to_owned());
    }
    if choice.s3_data_events().is_some() {
        let words = "S3 data events are off by default: a CloudTrail trail must be told to record them for the bucket, reads \
                     and writes";
        cautions.push(words.to_owned());
    }
    cautions.extend(free_requests(comparison, estimate));
    let words = "only new objects are encrypted this way: existing ones stay as they are until they are encrypted again";
    cautions.push(words.to_owned());
    cautions
}

/// Whether the free requests are enough, and whose they are.
fn free_requests(comparison: &Comparison<'_>, estimate: &Estimate) -> Option<String> {
    let free = comparison.workload().free_requests;
    let (used, left) = (estimate.kms_requests().typical, free.value());
    if used == 0 || left == 0 {
        return None;
    }
    let nearly = used <= left && used.saturating_mul(100) >= left.saturating_mul(NEARLY_USED);
    let saved = estimate.lines().iter().find(|line| line.code() == LineCode::KmsFreeTier);
    let saved = saved.and_then(LineItem::amount).map(|amount| amount.negated().dollars());
    match saved {
        _ if nearly => Some(format!(
            "it uses {} of the {} free KMS requests, which the whole account shares: each one beyond is billed",
            count(used),
            count(left)
        )),
        Some(saved) if free.is_assumed() => Some(format!(
            "the free KMS requests are one pool for the whole account, in all its Regions: where something else uses them up, \
             this costs up to {saved} more a month"
        )),
        _ => None,
    }
}
