//! Recommendations, against cases by hand and against trying every option for every set of requirements.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use rust_decimal::Decimal;
use sse_guide::recommend::End;
use sse_guide::{Recommendation, Requirement};
use sse_pricing::read_back::ReadBack;
use sse_pricing::{
    Assumable, BucketKey, BucketKeyModel, Comparison, EncryptionOption, Money, ObjectSizes, Percent,
    PriceBook, Workload,
};
use std::str::FromStr as _;

fn documents(documents: u64) -> Workload {
    Workload::documents("us-east-1", documents).unwrap()
}

fn recommend(workload: &Workload, requirements: &str) -> Recommendation {
    let comparison = Comparison::new(workload, PriceBook::builtin()).unwrap();
    let requirements = match requirements {
        "" => Vec::new(),
        ids => Requirement::list("requirements", ids).unwrap(),
    };
    Recommendation::new(&comparison, &requirements).unwrap()
}

/// `sse-kms $6.94, next sse-kms-bucket-key $1.38`, with `+events` where S3 data events are in the price, or the conflicts.
#[track_caller]
fn check(workload: &Workload, requirements: &str, expected: &str) {
    let recommendation = recommend(workload, requirements);
    let shown = |choice: &sse_guide::recommend::Choice| {
        let events = if choice.s3_data_events().is_some() { "+events" } else { "" };
        let price = choice.monthly().map_or_else(|| "?".to_owned(), |monthly| monthly.dollars().to_string());
        format!("{}{events} {price}", choice.option())
    };
    let next = recommendation.runner_up().map(|next| format!(", next {}", shown(next)));
    let actual = match recommendation.choice() {
        Some(choice) => shown(choice) + &next.unwrap_or_default(),
        None => {
            let ids = |set: &Vec<Requirement>| set.iter().map(|of| of.id()).collect::<Vec<_>>().join(" x ");
            recommendation.conflicts().iter().map(ids).collect::<Vec<_>>().join(", ")
        }
    };
    assert_eq!(actual, expected, "{requirements}");
}

/// The figures are the reference table's ($6.94), the same without the key's dollar ($5.94), README's for a Bucket Key
/// ($1.38, $0.38), and 2,000,000 S3 data events at $0.10 for 100,000 ($2.00).
#[test]
fn a_million_documents() {
    let workload = documents(1_000_000);
    check(&workload, "", "sse-s3 $0.00, next sse-kms-aws-managed-bucket-key $0.38");
    check(&workload, "access-separation", "sse-kms-bucket-key $1.38, next sse-kms $6.94");
    check(&workload, "audit-trail", "sse-kms-aws-managed-bucket-key $0.38, next sse-kms-bucket-key $1.38");
    check(&workload, "access-separation,audit-trail", "sse-kms-bucket-key $1.38, next sse-kms $6.94");
    check(&workload, "access-separation,no-code-changes", "sse-kms-bucket-key $1.38, next sse-kms $6.94");
    check(&workload, "key-policy", "sse-kms-bucket-key $1.38, next sse-kms $6.94");
    check(&workload, "object-audit", "sse-s3+events $2.00, next sse-kms-aws-managed-bucket-key+events $2.38");
    check(
        &workload,
        "audit-trail,object-audit",
        "sse-kms-aws-managed-bucket-key+events $2.38, next sse-kms-bucket-key+events $3.38",
    );
    check(&workload, "key-policy,object-audit", "sse-kms-bucket-key+events $3.38, next sse-kms $6.94");
    check(&workload, "automatic-rotation", "sse-s3 $0.00, next sse-kms-aws-managed-bucket-key $0.38");
    check(&workload, "key-holder,access-separation", "sse-c $0.00");
    check(&workload, "two-layers", "dsse-kms ?");
    check(&workload, "key-holder,audit-trail", "audit-trail x key-holder");
    check(
        &workload,
        "key-holder,automatic-rotation,object-audit,two-layers",
        "key-holder x two-layers, key-holder x automatic-rotation",
    );
}

/// Where a Bucket Key saves nothing, it would only hide the object: 20,000 requests are free.
#[test]
fn within_the_free_tier_the_option_that_gives_up_less_is_recommended() {
    let workload = documents(10_000);
    check(&workload, "key-policy", "sse-kms $1.00, next sse-kms-bucket-key $1.00");
    check(&workload, "audit-trail", "sse-kms-aws-managed $0.00, next sse-kms-aws-managed-bucket-key $0.00");
    check(
        &workload,
        "audit-trail,object-audit",
        "sse-kms-aws-managed $0.00, next sse-kms-aws-managed-bucket-key+events $0.02",
    );
}

/// 1 GiB up and 1 GiB down at $0.003 each, for each of a thousand documents, and the key's dollar.
#[test]
fn two_layers_with_a_known_size_have_a_price() {
    let mut workload = documents(1_000);
    workload.object_size = Some(ObjectSizes::one(1 << 30).unwrap());
    workload.client = Assumable::Given(sse_pricing::Client::Single);
    check(&workload, "two-layers,audit-trail", "dsse-kms $7.00");
}

/// Who meets what, as in the requirements' own test: `+` by itself, `e` with S3 data events, `-` not.
const MET: [(&str, &str); 7] = [
    ("sse-s3", "--e---++"),
    ("sse-kms", "+++-+-++"),
    ("sse-kms-bucket-key", "++e-+-++"),
    ("sse-kms-aws-managed", "-++---++"),
    ("sse-kms-aws-managed-bucket-key", "-+e---++"),
    ("dsse-kms", "+++-++++"),
    ("sse-c", "+-e+----"),
];

/// The cost of an option for a set of requirements, a bit each; `None` where it does not meet them. Without a size every
/// document is two requests, each an event at $0.000001.
fn by_hand(comparison: &Comparison<'_>, option: usize, set: u32) -> Option<(bool, Decimal)> {
    let (id, signs) = MET[option];
    let required = |&(bit, _): &(usize, char)| set & (1 << bit) != 0;
    let signs: Vec<char> = signs.chars().enumerate().filter(required).map(|(_, sign)| sign).collect();
    if signs.contains(&'-') {
        return None;
    }
    let estimate = comparison.estimate(id.parse().unwrap());
    let workload = comparison.workload();
    let events = Decimal::from(workload.uploads + workload.downloads) * Decimal::new(1, 6);
    let events = if signs.contains(&'e') { events } else { Decimal::ZERO };
    // What one's own keys cost is not known.
    Some((id == "sse-c" || estimate.monthly().is_none(), estimate.known().amount() + events))
}

#[track_caller]
fn every_set_of_requirements(workload: &Workload) {
    let comparison = Comparison::new(workload, PriceBook::builtin()).unwrap();
    for set in 0_u32..256 {
        let requirements: Vec<Requirement> =
            (0..8).filter(|bit| set & (1 << bit) != 0).map(|bit| Requirement::ALL[bit]).collect();
        let recommendation = Recommendation::new(&comparison, &requirements).unwrap();
        let costs: Vec<_> = (0..7).filter_map(|option| by_hand(&comparison, option, set)).collect();
        assert_eq!(recommendation.ranking().len(), costs.len(), "{requirements:?}");
        assert_eq!(recommendation.ruled_out().len(), 7 - costs.len(), "{requirements:?}");
        assert_eq!(recommendation.conflicts().is_empty(), !costs.is_empty(), "{requirements:?}");
        let Some(choice) = recommendation.choice() else {
            assert!(costs.is_empty() && !recommendation.alternatives().is_empty(), "{requirements:?}");
            continue;
        };
        let chosen = MET.iter().position(|(id, _)| *id == choice.option().id()).unwrap();
        let cost = by_hand(&comparison, chosen, set);
        assert_eq!(cost, costs.iter().min().copied(), "{requirements:?}: {}", choice.option());
        let unknown = choice.monthly().is_none() || choice.unknown_costs().is_some();
        assert_eq!(cost, Some((unknown, choice.known().amount())), "{requirements:?}");
        if let (Some(next), Some(difference)) = (recommendation.runner_up(), recommendation.difference()) {
            assert_eq!(choice.known().plus(difference).unwrap(), next.known(), "{requirements:?}");
            assert!(difference >= Money::ZERO, "{requirements:?}");
        }
        if recommendation.requirements().is_empty() {
            assert_eq!(recommendation.alternatives().len(), 1);
        } else {
            assert!(recommendation.alternatives().is_empty(), "{requirements:?}");
        }
    }
}

#[test]
fn the_recommended_option_is_the_cheapest_that_meets_all() {
    for count in [0, 1, 10_000, 100_000, 1_000_000, 10_000_000_000] {
        every_set_of_requirements(&documents(count));
    }
    let mut workload = documents(500_000);
    workload.bucket_key = BucketKey::Reduction(Percent::ZERO);
    every_set_of_requirements(&workload);
    workload.bucket_key = BucketKey::Measured(10);
    workload.region = "us-gov-west-1".into();
    every_set_of_requirements(&workload);
}

/// What the engine says: with a Bucket Key at $1.00 to $3.97 and $2.00 of events, or none at $6.94. Ten times as many
/// readers of old objects leave less: the upper end passes the price without a Bucket Key.
#[test]
fn the_order_turns_where_the_range_crosses_another_price() {
    let steady = recommend(&documents(1_000_000), "key-policy,object-audit");
    assert_eq!(steady.turns(), []);
    assert!(steady.reason().ends_with("It stays the cheapest over its whole range."), "{}", steady.reason());

    let mut workload = documents(0);
    workload.uploads = 10_000;
    workload.downloads = 1_000_000;
    let recommendation = recommend(&workload, "key-policy,object-audit");
    let comparison = Comparison::new(&workload, PriceBook::builtin()).unwrap();
    let choice = recommendation.choice().unwrap();
    assert_eq!(choice.option(), EncryptionOption::SseKmsBucketKey);
    let [turn] = recommendation.turns() else { panic!("{:?}", recommendation.turns()) };
    assert_eq!((turn.end, turn.option), (End::High, EncryptionOption::SseKms));
    // 1,010,000 requests past 20,000 at $0.000003, and the key: $3.97. With a Bucket Key at its worst $1.01 of events more
    // than the requests that it leaves.
    assert_eq!(turn.cost, Money::new(Decimal::from_str("3.97").unwrap()));
    let worst = comparison.estimate(EncryptionOption::SseKmsBucketKey).high().unwrap();
    assert_eq!(turn.recommended, worst.plus(Money::new(Decimal::from_str("1.01").unwrap())).unwrap());
}

#[test]
fn a_range_is_no_turn_where_every_option_moves_with_it() {
    let mut workload = documents(1_000_000);
    workload.bucket_key = BucketKey::Model(BucketKeyModel {
        requesters: Assumable::Given(10_000),
        read_back: Assumable::Given(ReadBack::within("readBack", 86_400 * 365).unwrap()),
        ..BucketKeyModel::default()
    });
    let recommendation = recommend(&workload, "audit-trail");
    assert!(recommendation.turns().is_empty(), "{:?}", recommendation.turns());
}

#[test]
fn what_is_given_up_is_what_the_criteria_say() {
    let given_up = |requirements| {
        let recommendation = recommend(&documents(1_000_000), requirements);
        let ids = recommendation.choice().unwrap().gives_up().map(sse_guide::criteria::Criterion::id);
        ids.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(given_up(""), "access-separation audit-trail object-audit key-holder");
    assert_eq!(given_up("key-policy"), "access-separation audit-trail object-audit protocol-limits");
    // S3 data events give it back.
    assert_eq!(given_up("key-policy,object-audit"), "access-separation audit-trail protocol-limits");
    assert_eq!(
        given_up("key-holder"),
        "audit-trail object-audit key-rotation code-changes operational-risk protocol-limits"
    );
}

#[track_caller]
fn warns(workload: &Workload, requirements: &str, expected: &[&str], not: &[&str]) {
    let recommendation = recommend(workload, requirements);
    let all = recommendation.warnings().join("\n");
    for words in expected {
        assert!(all.contains(words), "{words:?} is not in\n{all}");
    }
    for words in not {
        assert!(!all.contains(words), "{words:?} is in\n{all}");
    }
}

#[test]
fn warnings_are_those_of_the_option() {
    let million = documents(1_000_000);
    let existing = "existing ones stay as they are";
    warns(
        &million,
        "key-policy",
        &["object's ARN stop matching", "one pool for the whole account", "up to $0.06 more", existing],
        &["SSE-C", "S3 data events", "it uses", "quota"],
    );
    warns(
        &million,
        "key-holder",
        &["since April 2026 S3 refuses SSE-C uploads", "is your cost", existing],
        &["no-code-changes", "ARN", "pool"],
    );
    // Who did not ask for keys of their own does not get SSE-C.
    warns(&million, "access-separation", &[existing], &["is your cost"]);
    warns(&million, "key-policy,object-audit", &["S3 data events are off by default"], &[]);
    warns(&documents(10_000_000_000), "key-policy,object-audit", &["object's ARN"], &["it uses"]);
    warns(&documents(10_000_000_000_000), "two-layers", &["of the quota of 100,000"], &["ARN"]);
    // 16,000 of 20,000 are nearly all; 15,998 are not.
    warns(&documents(8_000), "two-layers", &["it uses 16,000 of the 20,000 free"], &["one pool"]);
    warns(&documents(7_999), "two-layers", &["one pool"], &["it uses"]);
    let mut known = documents(7_999);
    known.free_requests = Assumable::Given(20_000);
    warns(&known, "two-layers", &[], &["one pool", "it uses"]);
    known.free_requests = Assumable::Given(0);
    warns(&known, "two-layers", &[], &["one pool", "it uses"]);
}
