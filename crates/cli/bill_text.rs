//! The line items of a comparison for people, each with its sum and the reason for it.

use crate::failure::Result;
use crate::text::{plural, wrapped};
use sse_pricing::display::{count, decimal};
use sse_pricing::{Comparison, EncryptionOption, Estimate, LineItem, Money};

/// The line items of an option, and for one with a Bucket Key its range and what the lost audit trail would cost.
pub(crate) fn bill(comparison: &Comparison<'_>, estimate: &Estimate) -> Result<String> {
    let mut text = vec![wrapped("", "", &format!("{}: {}", estimate.option().name(), total(estimate)))];
    text.extend(lines(estimate.lines()));
    let requests = estimate.kms_requests();
    if let (false, Some(high)) = (requests.is_exact(), estimate.high()) {
        let (fewest, most) = (plural(requests.low, "KMS request"), count(requests.high));
        let (low, high) = (estimate.low().dollars(), high.dollars());
        text.push(wrapped("  ", "    ", &format!("Range: {fewest} make it {low}, {most} make it {high}")));
    }
    if let Some(audit) = audit(comparison, estimate)? {
        text.push(wrapped("  ", "    ", &format!("Beside it, {audit}")));
    }
    Ok(text.join("\n"))
}

/// Each line item and the reason for it, indented.
pub(crate) fn lines(lines: &[LineItem]) -> impl Iterator<Item = String> + '_ {
    lines.iter().flat_map(|line| {
        let formula = wrapped("  ", "    ", &format!("{}: {}", line.code().label(), line.formula()));
        [formula, wrapped("    ", "    ", &line.explanation())]
    })
}

/// The exact sum of the line items.
fn total(estimate: &Estimate) -> String {
    let known = estimate.known().exact();
    let sum = sum(estimate.lines()).map_or(known.clone(), |sum| format!("{sum} = {known}"));
    match estimate.monthly() {
        Some(_) => format!("{sum} a month"),
        None => format!("at least {sum} a month, total unknown"),
    }
}

/// `$6 - $0.06 + $1`, where there is more than one amount.
pub(crate) fn sum(lines: &[LineItem]) -> Option<String> {
    let amounts: Vec<String> = lines.iter().filter_map(LineItem::amount).map(Money::exact).collect();
    (amounts.len() > 1).then(|| amounts.join(" + ").replace("+ -", "- "))
}

/// What the options with a Bucket Key cost with an audit trail by object, each behind its name in bold.
pub(crate) fn audits(comparison: &Comparison<'_>) -> Result<Vec<String>> {
    let mut audits = Vec::new();
    for estimate in comparison.estimates() {
        if let Some(audit) = audit(comparison, estimate)? {
            audits.push(format!("**{}** {audit}", estimate.option().name()));
        }
    }
    Ok(audits)
}

/// `with S3 data events to see each object again: 2,000,000 events x $0.000001 = $2; then $3.38 a month, against $6.94 without
/// a Bucket Key`
fn audit(comparison: &Comparison<'_>, estimate: &Estimate) -> Result<Option<String>> {
    let without = match estimate.option() {
        EncryptionOption::SseKmsBucketKey => EncryptionOption::SseKms,
        EncryptionOption::SseKmsAwsManagedBucketKey => EncryptionOption::SseKmsAwsManaged,
        _ => return Ok(None),
    };
    let (Some(audit), Some(with)) = (estimate.object_audit(), estimate.monthly_with_object_audit()?) else {
        return Ok(None);
    };
    let (formula, with) = (audit.formula(), with.dollars());
    let without = comparison.estimate(without).known().dollars();
    Ok(Some(format!(
        "with S3 data events to see each object again: {formula}; then {with} a month, against {without} without a Bucket \
         Key"
    )))
}

/// S3's own costs with their line items.
pub(crate) fn s3_costs(comparison: &Comparison<'_>) -> Result<String> {
    let heading = wrapped("", "  ", &s3_heading(comparison)?);
    Ok([heading].into_iter().chain(lines(comparison.s3_costs()?.lines())).collect::<Vec<_>>().join("\n"))
}

/// S3's own costs in a sentence, and how much the options add to them where that is known.
pub(crate) fn s3_heading(comparison: &Comparison<'_>) -> Result<String> {
    let costs = comparison.s3_costs()?;
    let known = costs.known().dollars();
    if costs.total().is_none() {
        return Ok(format!(
            "S3's own costs, beside the options and not in their cost: at least {known} a month; give what is kept \
             (--stored) to see how many per cent an option adds"
        ));
    }
    let surcharge = |estimate: &Estimate| {
        let percent = costs.surcharge(estimate)?;
        Some(format!("{} {} %", estimate.option().name(), decimal(percent)))
    };
    let added: Vec<String> = comparison.estimates().iter().filter_map(surcharge).collect();
    let added = if added.is_empty() { String::new() } else { format!("; added to it: {}", added.join("; ")) };
    Ok(format!("S3's own costs, beside the options and not in their cost: {known} a month{added}"))
}
