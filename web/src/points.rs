//! The volumes from which something changes: where the free tier ends, where a Bucket Key begins to pay, what a budget buys.

use sse_cost_web_inputs::KeyKind;
use sse_pricing::break_even::{Budget, bucket_key_pays, free_tier_ends, within_budget};
use sse_pricing::{BucketKey, EncryptionOption, KmsKey, Money, PriceBook, Workload};
use std::rc::Rc;

/// Why a volume is worth a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// From here on an option pays for requests.
    FreeTierEnds,
    /// From here on the Bucket Key costs less than none.
    BucketKeyPays,
    /// Up to here an option stays within the budget.
    WithinBudget(Money),
}

/// What is to be said of a volume.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Point {
    pub(crate) mark: Mark,
    pub(crate) option: EncryptionOption,
    /// `None` where there is no such volume, up to the largest that can be priced.
    pub(crate) volume: Option<u64>,
}

/// All that are found for a workload, whatever its own volume.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Points(pub(crate) Rc<[Point]>);

/// The pair in which most of the money is: SSE-KMS with the key that is looked at, without a Bucket Key and with one.
pub(crate) fn pair(kind: KeyKind) -> [EncryptionOption; 2] {
    match kind {
        KeyKind::Only(KmsKey::AwsManaged) => {
            [EncryptionOption::SseKmsAwsManaged, EncryptionOption::SseKmsAwsManagedBucketKey]
        }
        _ => [EncryptionOption::SseKms, EncryptionOption::SseKmsBucketKey],
    }
}

/// Finds them, by the library's exact search. What cannot be told exactly is left out.
pub(crate) fn points(workload: &Workload, kind: KeyKind, budget: Option<Money>) -> Points {
    let book = PriceBook::builtin();
    let [plain, with] = pair(kind);
    let mut points = Vec::new();
    // Calls that were measured say nothing of another volume but by their share, which is zero of zero here.
    let measured = matches!(workload.bucket_key, BucketKey::Measured(_));
    let options = if measured { &[plain][..] } else { &[plain, with] };
    if workload.free_requests.value() > 0 {
        for &option in options {
            if let Ok(found) = free_tier_ends(workload, book, option) {
                let volume = found.map(|threshold| threshold.documents);
                points.push(Point { mark: Mark::FreeTierEnds, option, volume });
            }
        }
    }
    if let (false, Some(key)) = (measured, plain.kms_key())
        && let Ok(found) = bucket_key_pays(workload, book, key)
    {
        let volume = found.map(|threshold| threshold.documents);
        points.push(Point { mark: Mark::BucketKeyPays, option: with, volume });
    }
    if let Some(budget) = budget {
        for &option in options {
            let mark = Mark::WithinBudget(budget);
            match within_budget(workload, book, option, budget) {
                Ok(Budget::UpTo { documents, .. }) => {
                    points.push(Point { mark, option, volume: Some(documents) });
                }
                Ok(Budget::Nothing { .. }) => points.push(Point { mark, option, volume: None }),
                _ => {}
            }
        }
    }
    Points(points.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use sse_pricing::parse;

    fn volumes(budget: Option<&str>) -> Vec<(EncryptionOption, Mark, Option<u64>)> {
        let workload = Workload::documents("us-east-1", 1_000_000).unwrap();
        let budget = budget.map(|text| Money::new(parse::dollars("budget", text).unwrap()));
        let points = points(&workload, KeyKind::Both, budget);
        points.0.iter().map(|point| (point.option, point.mark, point.volume)).collect()
    }

    #[test]
    fn the_free_tier_ends_past_20_000_requests() {
        let found = volumes(None);
        assert!(found.contains(&(EncryptionOption::SseKms, Mark::FreeTierEnds, Some(10_001))), "{found:?}");
    }

    #[test]
    fn a_budget_of_5_dollars_buys_676_666_documents_without_a_bucket_key() {
        // $4 past the key's $1 buys 1,333,333 requests at $0.000003; with 20,000 free ones that is 676,666 documents.
        let found = volumes(Some("5"));
        let of = |option, volume| {
            found
                .iter()
                .any(|&(o, mark, v)| matches!(mark, Mark::WithinBudget(_)) && (o, v) == (option, volume))
        };
        assert!(of(EncryptionOption::SseKms, Some(676_666)), "{found:?}");
        let nothing = volumes(Some("0.50"));
        let none = nothing.iter().filter(|(_, mark, v)| matches!(mark, Mark::WithinBudget(_)) && v.is_none());
        assert_eq!(none.count(), 2);
    }
}
