//! A comparison for people: in a terminal, or in Markdown.

use crate::bill_text::{audits, bill, s3_costs, s3_heading};
use crate::book::agreed;
use crate::failure::Result;
use crate::grid::Grid;
use crate::inputs;
use crate::recommend_text;
use crate::text::{paragraphs, plural, wrapped};
use sse_guide::{Recommendation, SecurityClass};
use sse_pricing::display::count;
use sse_pricing::{Comparison, EncryptionOption, Estimate, Warning, Workload};

/// For a terminal: the options and what is recommended, then unless `brief` their line items, then warnings, assumptions and
/// sources.
pub(crate) fn text(
    comparison: &Comparison<'_>,
    recommendation: Option<&Recommendation>,
    brief: bool,
) -> Result<String> {
    let cheapest = cheapest(comparison);
    let row = |estimate: &Estimate| {
        let mark = if is_cheapest(&cheapest, estimate) { "*" } else { "" };
        Ok([vec![mark.to_owned()], cells(estimate)?].concat())
    };
    let grid = summary(Grid::new().words("")).rows(rows(comparison, row)?);
    let mut parts = vec![wrapped("", "", &heading(comparison)), grid.to_text()];
    parts.push(lines(
        cheapest.iter().map(|(option, words)| wrapped("* ", "  ", &format!("{}: {words}", option.name()))),
    ));
    parts.extend(recommendation.map(recommend_text::brief));
    parts.push(wrapped("", "  ", &bucket_key(comparison)?));
    if brief {
        parts.push(wrapped("", "  ", &s3_heading(comparison)?));
    } else {
        let bills: Result<Vec<_>> =
            comparison.estimates().iter().map(|estimate| bill(comparison, estimate)).collect();
        parts.extend(bills?);
        parts.push(s3_costs(comparison)?);
    }
    let warnings: Vec<String> = warnings(comparison).map(|warning| wrapped("- ", "  ", &warning)).collect();
    parts.push(format!("Warnings:\n{}", warnings.join("\n")));
    parts.push(lines(notes(comparison)?.iter().map(|note| wrapped("", "  ", note))));
    Ok(paragraphs(&parts))
}

/// For a pull request: the options as a table, with what it rests on below.
pub(crate) fn markdown(
    comparison: &Comparison<'_>,
    recommendation: Option<&Recommendation>,
) -> Result<String> {
    let cheapest = cheapest(comparison);
    let row = |estimate: &Estimate| {
        let mut cells = cells(estimate)?;
        if let (true, Some(name)) = (is_cheapest(&cheapest, estimate), cells.first_mut()) {
            *name = format!("**{name}**");
        }
        Ok(cells)
    };
    let grid = summary(Grid::new()).rows(rows(comparison, row)?);
    let mut parts = vec![format!("**{}**", heading(comparison)), grid.to_markdown()];
    parts.push(lines(cheapest.iter().map(|(option, words)| format!("- **{}**: {words}", option.name()))));
    parts.extend(recommendation.map(recommend_text::brief_in_markdown));
    parts.push(bucket_key(comparison)?);
    parts.push(lines(audits(comparison)?.into_iter().map(|audit| format!("- {audit}"))));
    parts.push(s3_heading(comparison)?);
    // Between the two lists, so that Markdown does not make one of them.
    parts.push("Warnings:".to_owned());
    parts.push(lines(warnings(comparison).map(|warning| format!("- {warning}"))));
    parts.extend(notes(comparison)?);
    Ok(paragraphs(&parts))
}

fn lines(lines: impl Iterator<Item = String>) -> String {
    lines.collect::<Vec<_>>().join("\n")
}

/// `1,000,000 uploads and 1,000,000 downloads a month, us-east-1, prices of 2025-06-05`
pub(crate) fn heading(comparison: &Comparison<'_>) -> String {
    let (workload, published) = (comparison.workload(), comparison.book().published());
    format!("{} a month, {}, prices of {published}", volume(workload), workload.region)
}

/// `5 uploads and 6 downloads`, `5 uploads, 6 downloads and 7 copies`
pub(crate) fn volume(workload: &Workload) -> String {
    let (uploads, downloads) = (plural(workload.uploads, "upload"), plural(workload.downloads, "download"));
    match workload.copies {
        0 => format!("{uploads} and {downloads}"),
        1 => format!("{uploads}, {downloads} and 1 copy"),
        copies => format!("{uploads}, {downloads} and {} copies", count(copies)),
    }
}

/// The columns of the table of options.
fn summary(grid: Grid) -> Grid {
    grid.words("Option").figures("Monthly").figures("Annual").figures("KMS requests").words("Range")
}

fn rows(
    comparison: &Comparison<'_>,
    row: impl FnMut(&Estimate) -> Result<Vec<String>>,
) -> Result<Vec<Vec<String>>> {
    comparison.estimates().iter().map(row).collect()
}

fn cells(estimate: &Estimate) -> Result<Vec<String>> {
    Ok(vec![
        estimate.option().name().to_owned(),
        monthly(estimate),
        annual(estimate)?,
        count(estimate.kms_requests().typical),
        range(estimate),
    ])
}

/// To the cent; `≥ $6.94` where a part of it is unknown.
pub(crate) fn monthly(estimate: &Estimate) -> String {
    at_least(estimate, estimate.known().dollars())
}

fn annual(estimate: &Estimate) -> Result<String> {
    Ok(at_least(estimate, estimate.known().times(12)?.dollars()))
}

/// What is known of a figure: the figure, or a floor under it.
pub(crate) fn at_least(estimate: &Estimate, known: impl std::fmt::Display) -> String {
    if estimate.monthly().is_some() { known.to_string() } else { format!("≥ {known}") }
}

fn range(estimate: &Estimate) -> String {
    match estimate.high() {
        None => "unknown".to_owned(),
        Some(high) if high == estimate.low() => "–".to_owned(),
        Some(high) => format!("{} – {}", estimate.low().dollars(), high.dollars()),
    }
}

/// The cheapest option of each class that leaves a choice, and what it is the cheapest of.
fn cheapest(comparison: &Comparison<'_>) -> Vec<(EncryptionOption, String)> {
    let of_class = |class: SecurityClass| {
        let cheapest = class.cheapest(comparison)?;
        let cost = comparison.estimate(cheapest).known();
        let estimates = comparison.estimates().iter();
        let in_class = estimates.filter(|estimate| SecurityClass::of(estimate.option()) == class);
        let others: Vec<&Estimate> = in_class.filter(|estimate| estimate.option() != cheapest).collect();
        let same = others.iter().filter(|other| other.known() == cost);
        let same: String = same.map(|other| format!("; {} costs the same", other.option().name())).collect();
        let article = if class.name().starts_with('A') { "an" } else { "a" };
        let words = format!("cheapest with {article} {}{same}", class.name());
        (!others.is_empty()).then_some((cheapest, words))
    };
    SecurityClass::ALL.into_iter().filter_map(of_class).collect()
}

fn is_cheapest(cheapest: &[(EncryptionOption, String)], estimate: &Estimate) -> bool {
    cheapest.iter().any(|(option, _)| *option == estimate.option())
}

/// What drives the figures with a Bucket Key, and how their range would narrow.
fn bucket_key(comparison: &Comparison<'_>) -> Result<String> {
    Ok(format!("With a Bucket Key: {}", comparison.explain_bucket_key()?.text))
}

/// Each warning once, with the options that it is about. There is always one: SSE-C's.
fn warnings<'a>(comparison: &'a Comparison<'_>) -> impl Iterator<Item = String> + use<'a> {
    let mut all: Vec<Warning> = Vec::new();
    for warning in comparison.estimates().iter().flat_map(Estimate::warnings) {
        if !all.contains(warning) {
            all.push(*warning);
        }
    }
    all.into_iter().map(|warning| {
        let options = comparison.estimates().iter().filter(|estimate| estimate.warnings().contains(&warning));
        let options: Vec<&str> = options.map(|estimate| estimate.option().name()).collect();
        format!("{}: {warning}", options.join("; "))
    })
}

/// What the figures rest on.
fn notes(comparison: &Comparison<'_>) -> Result<Vec<String>> {
    let (workload, book) = (comparison.workload(), comparison.book());
    let mut notes = inputs::of_comparison(workload);
    notes.extend(agreed(book, book.region(&workload.region)?));
    notes.push(format!("Prices: {}, {}, without tax.", book.currency(), book.source()));
    Ok(notes)
}
