//! A migration for people: in a terminal, or in Markdown.

use crate::bill_text::{lines, sum};
use crate::book::agreed;
use crate::compare_text::volume;
use crate::failure::Result;
use crate::grid::Grid;
use crate::inputs;
use crate::migrate::Priced;
use crate::text::{paragraphs, plural, wrapped};
use sse_pricing::display::count;
use sse_pricing::migration::{Method, Payback};
use sse_pricing::{LineItem, Money, Range};

/// For a terminal: the line items and their sum, the range, the payback.
pub(crate) fn text(priced: &Priced<'_>) -> Result<String> {
    let migration = &priced.migration;
    let total = migration.total().typical.exact();
    let sum = sum(migration.lines()).map_or(total.clone(), |sum| format!("{sum} = {total}"));
    let mut bill = vec![wrapped("", "  ", &format!("Once: {sum}"))];
    bill.extend(lines(migration.lines()));
    bill.push(wrapped("  ", "    ", &range(priced)));
    let mut parts = vec![wrapped("", "", &heading(priced)), bill.join("\n")];
    parts.push(wrapped("", "  ", &payback(priced)));
    let warnings = migration.warnings();
    let warnings: Vec<String> = warnings.iter().map(|warning| wrapped("- ", "  ", warning.text())).collect();
    if !warnings.is_empty() {
        parts.push(format!("Warnings:\n{}", warnings.join("\n")));
    }
    let notes: Vec<String> = notes(priced)?.iter().map(|note| wrapped("", "  ", note)).collect();
    parts.push(notes.join("\n"));
    Ok(paragraphs(&parts))
}

/// For a pull request.
pub(crate) fn markdown(priced: &Priced<'_>) -> Result<String> {
    let migration = &priced.migration;
    let row = |line: &LineItem| {
        let amount = line.amount().map(Money::exact).unwrap_or_default();
        vec![line.code().label().to_owned(), line.formula(), amount]
    };
    let total = vec!["**Once**".to_owned(), String::new(), migration.total().typical.dollars().to_string()];
    let grid = Grid::new().words("Line").words("Quantity and price").figures("Amount");
    let grid = grid.rows(migration.lines().iter().map(row)).rows([total]);
    let mut parts =
        vec![format!("**{}**", heading(priced)), grid.to_markdown(), range(priced), payback(priced)];
    let warnings = migration.warnings();
    let warnings: Vec<String> = warnings.iter().map(|warning| format!("- {}", warning.text())).collect();
    if !warnings.is_empty() {
        parts.push("Warnings:".to_owned());
        parts.push(warnings.join("\n"));
    }
    parts.extend(notes(priced)?);
    Ok(paragraphs(&parts))
}

/// `10,000,000 objects of SSE-S3 to SSE-KMS with Bucket Key, in place, us-east-1, prices of 2025-06-05`
fn heading(priced: &Priced<'_>) -> String {
    let (plan, book) = (priced.migration.plan(), priced.migration.book());
    let how = match plan.method {
        Method::InPlace => "in place by UpdateObjectEncryption",
        Method::Copy => "each copied onto itself",
    };
    let batch = match plan.batch_jobs {
        None => String::new(),
        Some(jobs) => format!(", {} of S3 Batch Operations", plural(jobs, "job")),
    };
    let source = if plan.source_is_kms { "SSE-KMS" } else { "SSE-S3" };
    let (objects, option) = (plural(plan.objects, "object"), plan.option.name());
    let (region, published) = (&plan.region, book.published());
    format!("{objects} from {source} to {option}, {how}{batch}, {region}, prices of {published}")
}

fn range(priced: &Priced<'_>) -> String {
    let (total, requests) = (priced.migration.total(), priced.migration.kms_requests());
    let Range { low, typical, high } = total;
    if total.is_exact() {
        return format!(
            "No range: {} make it {}",
            plural(requests.typical, "KMS request"),
            typical.dollars()
        );
    }
    let (fewest, most) = (plural(requests.low, "KMS request"), count(requests.high));
    format!("Range: {fewest} make it {}, {most} make it {}", low.dollars(), high.dollars())
}

/// After how many months the Bucket Key has paid for it.
fn payback(priced: &Priced<'_>) -> String {
    let plan = priced.migration.plan();
    let Some(Payback { monthly_saving: saving, months }) = priced.payback else {
        if plan.option.has_bucket_key() {
            return "Payback: give the month's use (--documents) to see after how many months the Bucket Key has paid for \
                    it."
                .to_owned();
        }
        return format!("Payback: none, as {} saves nothing against what it replaces.", plan.option.name());
    };
    let volume = volume(priced.workload);
    let typical = saving.typical.dollars();
    let spread = if saving.is_exact() {
        String::new()
    } else {
        format!(" ({} to {})", saving.low.dollars(), saving.high.dollars())
    };
    let after = match (months.low, months.typical, months.high) {
        (_, Some(typical), Some(high)) if typical == high && months.is_exact() => {
            format!("has paid for it after {}", plural(typical, "month"))
        }
        (Some(low), Some(typical), Some(high)) => {
            let (typical, high) = (plural(typical, "month"), plural(high, "month"));
            format!("has paid for it after {typical}, at the earliest {}, at the latest {high}", count(low))
        }
        (Some(low), Some(typical), None) => {
            let typical = plural(typical, "month");
            format!("has paid for it after {typical}, at the earliest {}, at the latest never", count(low))
        }
        (Some(low), None, _) => {
            format!(
                "never pays for it by the typical figures, and after {} at the earliest",
                plural(low, "month")
            )
        }
        (None, ..) => "never pays for it".to_owned(),
    };
    // Who comes from SSE-S3 pays for more security, and must not read this as a saving.
    let free =
        if !plan.source_is_kms { " Against SSE-S3, which has no charge, no KMS key pays." } else { "" };
    format!(
        "Payback: for {volume} a month the Bucket Key saves {typical}{spread} a month against the same key without one, \
         and {after}.{free}"
    )
}

/// What AWS does not say or nobody said, by its name among the assumptions.
const WORDS: [(&str, &str); 4] = [
    ("rules.updateObjectEncryptionCalls", "UpdateObjectEncryption makes 2 KMS requests"),
    ("rules.updateObjectEncryptionPrice", "it is charged like a PUT"),
    ("objectSize", "none is over 5 GiB"),
    ("rules.bucketKeyUncounted", "each copy makes a KMS request, also behind a Bucket Key"),
];

/// What the figures rest on.
fn notes(priced: &Priced<'_>) -> Result<Vec<String>> {
    let (plan, book) = (priced.migration.plan(), priced.migration.book());
    let options: Vec<_> = [plan.option].into_iter().chain(plan.option.without_bucket_key()).collect();
    let assumed = priced.migration.assumed();
    let words =
        |name: &&'static str| WORDS.iter().find(|(rule, _)| rule == name).map_or(*name, |(_, words)| words);
    let assumed = inputs::sentence("Assumed of the objects", &assumed.iter().map(words).collect::<Vec<_>>());
    let mut notes: Vec<String> = assumed.into_iter().collect();
    // The month's inputs matter only for the payback.
    if priced.payback.is_some() {
        notes.extend(inputs::of_options(priced.workload, &options));
    }
    notes.extend(agreed(book, book.region(&plan.region)?));
    notes.push(format!("Prices: {}, {}, without tax.", book.currency(), book.source()));
    Ok(notes)
}
