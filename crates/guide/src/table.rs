//! A comparison as a table for programs and spreadsheets: a row for each option, every figure exact.
//!
//! ```
//! use sse_guide::table;
//! use sse_pricing::{Comparison, PriceBook, Workload};
//!
//! let workload = Workload::documents("us-east-1", 1_000_000)?;
//! let comparison = Comparison::new(&workload, PriceBook::builtin())?;
//! let rows = table::rows(&comparison, None)?;
//! assert_eq!(table::header(false)[..3], ["id", "name", "monthly"]);
//! assert_eq!(rows[1][..3], ["sse-kms", "SSE-KMS", "6.94"]);
//! # Ok::<(), sse_pricing::Error>(())
//! ```

use crate::Recommendation;
use crate::recommend::RuledOut;
use sse_pricing::{Comparison, EncryptionOption, Estimate, LineItem, Money, Result};

const COLUMNS: [&str; 15] = [
    "id",
    "name",
    "monthly",
    "annual",
    "low",
    "high",
    "kms_requests",
    "kms_requests_low",
    "kms_requests_high",
    "region",
    "published",
    "currency",
    "s3_data_events",
    "monthly_with_s3_data_events",
    "surcharge_percent",
];

const REQUIRED: [&str; 2] = ["rank", "unmet"];

/// The names of the columns; with two more where something is required. They are stable: more may follow.
#[must_use]
pub fn header(required: bool) -> Vec<&'static str> {
    let more: &[&str] = if required { &REQUIRED } else { &[] };
    [&COLUMNS, more].concat()
}

/// A row for each option, in US dollars and requests of a month. What is unknown is empty. Where something is required: the
/// rank among the options that meet it, from 1, and the ids of what the others do not meet, with spaces between them.
///
/// # Errors
/// A figure too large to be computed exactly.
pub fn rows(
    comparison: &Comparison<'_>,
    recommendation: Option<&Recommendation>,
) -> Result<Vec<Vec<String>>> {
    let (book, costs) = (comparison.book(), comparison.s3_costs()?);
    let row = |estimate: &Estimate| {
        let requests = estimate.kms_requests();
        let mut cells = vec![
            estimate.option().id().to_owned(),
            estimate.option().name().to_owned(),
            exact(estimate.monthly()),
            exact(estimate.annual()?),
            exact(Some(estimate.low())),
            exact(estimate.high()),
            requests.typical.to_string(),
            requests.low.to_string(),
            requests.high.to_string(),
            comparison.workload().region.to_string(),
            book.published().to_owned(),
            book.currency().to_owned(),
            exact(estimate.object_audit().and_then(LineItem::amount)),
            exact(estimate.monthly_with_object_audit()?),
            costs.surcharge(estimate).map(|percent| percent.to_string()).unwrap_or_default(),
        ];
        cells.extend(
            recommendation.iter().flat_map(|recommendation| place(recommendation, estimate.option())),
        );
        Ok(cells)
    };
    comparison.estimates().iter().map(row).collect()
}

/// An option's rank, or what it does not meet.
fn place(recommendation: &Recommendation, option: EncryptionOption) -> [String; 2] {
    let rank = recommendation.ranking().iter().position(|choice| choice.option() == option);
    let ruled_out = recommendation.ruled_out().iter().find(|out| out.option == option);
    let rank = rank.map(|index| index.saturating_add(1).to_string());
    [rank.unwrap_or_default(), ruled_out.map(RuledOut::ids).unwrap_or_default()]
}

/// Every digit of an amount; empty where it is unknown.
fn exact(money: Option<Money>) -> String {
    money.map(|money| money.amount().normalize().to_string()).unwrap_or_default()
}
