//! A comparison for people: in a terminal, or in Markdown.

use crate::failure::Result;
use crate::grid::Grid;
use crate::inputs;
use crate::text::{paragraphs, wrapped};
use sse_guide::SecurityClass;
use sse_pricing::display::count;
use sse_pricing::{Comparison, EncryptionOption, Estimate, LineItem, Money, Warning};

/// For a terminal: the options, then unless `brief` their line items, then warnings, assumptions and sources.
pub(crate) fn text(comparison: &Comparison<'_>, brief: bool) -> Result<String> {
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
    if !brief {
        parts.extend(comparison.estimates().iter().map(bill));
    }
    let warnings: Vec<String> = warnings(comparison).map(|warning| wrapped("- ", "  ", &warning)).collect();
    parts.push(format!("Warnings:\n{}", warnings.join("\n")));
    parts.push(lines(notes(comparison).iter().map(|note| wrapped("", "  ", note))));
    Ok(paragraphs(&parts))
}

/// For a pull request: the options as a table, with what it rests on below.
pub(crate) fn markdown(comparison: &Comparison<'_>) -> Result<String> {
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
    // Between the two lists, so that Markdown does not make one of them.
    parts.push("Warnings:".to_owned());
    parts.push(lines(warnings(comparison).map(|warning| format!("- {warning}"))));
    parts.extend(notes(comparison));
    Ok(paragraphs(&parts))
}

fn lines(lines: impl Iterator<Item = String>) -> String {
    lines.collect::<Vec<_>>().join("\n")
}

/// `1,000,000 uploads and 1,000,000 downloads a month, us-east-1, prices of 2025-06-05`
fn heading(comparison: &Comparison<'_>) -> String {
    let workload = comparison.workload();
    let (uploads, downloads) = (plural(workload.uploads, "upload"), plural(workload.downloads, "download"));
    let (region, published) = (&workload.region, comparison.book().published());
    format!("{uploads} and {downloads} a month, {region}, prices of {published}")
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

/// The line items of an option, each with its sum and the reason for it.
fn bill(estimate: &Estimate) -> String {
    let mut lines = vec![wrapped("", "", &format!("{}: {}", estimate.option().name(), total(estimate)))];
    for line in estimate.lines() {
        lines.push(wrapped("  ", "    ", &format!("{}: {}", line.code().label(), line.formula())));
        lines.push(wrapped("    ", "    ", &line.explanation()));
    }
    let requests = estimate.kms_requests();
    if let (false, Some(high)) = (requests.is_exact(), estimate.high()) {
        let (fewest, most) = (plural(requests.low, "KMS request"), count(requests.high));
        let (low, high) = (estimate.low().dollars(), high.dollars());
        lines.push(wrapped("  ", "    ", &format!("Range: {fewest} make it {low}, {most} make it {high}")));
    }
    lines.join("\n")
}

/// The exact sum of the line items.
fn total(estimate: &Estimate) -> String {
    let amounts: Vec<String> =
        estimate.lines().iter().filter_map(LineItem::amount).map(Money::exact).collect();
    let known = estimate.known().exact();
    let sum = if amounts.len() > 1 {
        format!("{} = {known}", amounts.join(" + ").replace("+ -", "- "))
    } else {
        known
    };
    match estimate.monthly() {
        Some(_) => format!("{sum} a month"),
        None => format!("at least {sum} a month, total unknown"),
    }
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
fn notes(comparison: &Comparison<'_>) -> Vec<String> {
    let mut notes = inputs::sentences(comparison.workload(), None);
    let book = comparison.book();
    notes.push(format!("Prices: {}, {}, without tax.", book.currency(), book.source()));
    notes
}

/// A count and its noun: `1 upload`, `2,000 uploads`.
fn plural(number: u64, noun: &str) -> String {
    let s = if number == 1 { "" } else { "s" };
    format!("{} {noun}{s}", count(number))
}
