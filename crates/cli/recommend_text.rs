//! A recommendation for people: in a terminal, or in Markdown.

use crate::book::agreed;
use crate::compare_text::heading;
use crate::failure::Result;
use crate::grid::Grid;
use crate::inputs;
use crate::text::{list, paragraphs, wrapped};
use sse_guide::Recommendation;
use sse_guide::criteria::answer;
use sse_guide::recommend::{Alternative, Choice, RuledOut};
use sse_guide::requirement::Unmet;
use sse_pricing::{Comparison, EncryptionOption, Money, Result as PricingResult};

/// For a terminal.
pub(crate) fn text(comparison: &Comparison<'_>, recommendation: &Recommendation) -> Result<String> {
    let mut parts = vec![wrapped("", "", &heading(comparison)), brief(recommendation)];
    parts.extend(ranking(recommendation)?.map(|grid| grid.to_text()));
    for (title, items) in sections(recommendation) {
        let items = items.iter().map(|item| wrapped("- ", "  ", item));
        parts.push([title].into_iter().chain(items).collect::<Vec<_>>().join("\n"));
    }
    let notes = notes(comparison, recommendation)?;
    parts.push(notes.iter().map(|note| wrapped("", "  ", note)).collect::<Vec<_>>().join("\n"));
    Ok(paragraphs(&parts))
}

/// For a pull request.
pub(crate) fn markdown(comparison: &Comparison<'_>, recommendation: &Recommendation) -> Result<String> {
    let mut parts = vec![format!("**{}**", heading(comparison)), brief_in_markdown(recommendation)];
    parts.extend(ranking(recommendation)?.map(|grid| grid.to_markdown()));
    for (title, items) in sections(recommendation) {
        parts.push(title);
        parts.push(items.iter().map(|item| format!("- {item}")).collect::<Vec<_>>().join("\n"));
    }
    parts.extend(notes(comparison, recommendation)?);
    Ok(paragraphs(&parts))
}

/// What is required, what is recommended and why.
pub(crate) fn brief(recommendation: &Recommendation) -> String {
    let [required, headline, reason] = words(recommendation);
    let lines = [wrapped("", "  ", &required), wrapped("", "  ", &headline), wrapped("", "", &reason)];
    lines.join("\n")
}

/// The same in Markdown.
pub(crate) fn brief_in_markdown(recommendation: &Recommendation) -> String {
    let [required, headline, reason] = words(recommendation);
    format!("{required}\n\n**{headline}**\n\n{reason}")
}

fn words(recommendation: &Recommendation) -> [String; 3] {
    let ids: Vec<&str> = recommendation.requirements().iter().map(|requirement| requirement.id()).collect();
    let required = if ids.is_empty() { "nothing".to_owned() } else { list(&ids) };
    let mut headline = recommendation.headline();
    if recommendation.choice().is_none() {
        headline.push(':');
    }
    [format!("Required: {required}"), headline, recommendation.reason()]
}

/// Every option that would do, with its price, where there are several.
fn ranking(recommendation: &Recommendation) -> Result<Option<Grid>> {
    if recommendation.runner_up().is_none() {
        return Ok(None);
    }
    let best = recommendation.choice().and_then(Choice::monthly);
    let row = |choice: &Choice| -> PricingResult<Vec<String>> {
        let more = choice.monthly().zip(best).map(|(monthly, best)| monthly.minus(best)).transpose()?;
        Ok(vec![choice.name(), monthly(choice), difference(more), range(choice)])
    };
    let grid = Grid::new().words("Option").figures("Monthly").figures("More").words("Range");
    let rows: PricingResult<Vec<_>> = recommendation.ranking().iter().map(row).collect();
    Ok(Some(grid.rows(rows?)))
}

fn monthly(choice: &Choice) -> String {
    let known = choice.known().dollars();
    if choice.monthly().is_some() { known.to_string() } else { format!("≥ {known}") }
}

fn difference(more: Option<Money>) -> String {
    match more {
        None => "unknown".to_owned(),
        Some(more) if more == Money::ZERO => "–".to_owned(),
        Some(more) => more.dollars().to_string(),
    }
}

fn range(choice: &Choice) -> String {
    match choice.high() {
        None => "unknown".to_owned(),
        Some(high) if high == choice.low() => "–".to_owned(),
        Some(high) => format!("{} – {}", choice.low().dollars(), high.dollars()),
    }
}

/// Lists with a title, those that have something to say.
fn sections(recommendation: &Recommendation) -> Vec<(String, Vec<String>)> {
    let choice = recommendation.choice();
    let given_up = choice.map_or_else(Vec::new, |choice| {
        let line = |criterion: sse_guide::criteria::Criterion| {
            let answer = answer(choice.option(), criterion);
            format!("{}: {}. {}", criterion.name(), answer.short, answer.reason)
        };
        choice.gives_up().map(line).collect()
    });
    let instead = if choice.is_some() { "For sensitive data, require:" } else { "What can be had:" };
    let sections = [
        (instead, recommendation.alternatives().iter().map(Alternative::text).collect()),
        ("What you give up:", given_up),
        ("Ruled out:", ruled_out(recommendation.ruled_out())),
        ("Warnings:", recommendation.warnings().to_vec()),
    ];
    let said = sections.into_iter().filter(|(_, items)| !items.is_empty());
    said.map(|(title, items)| (title.to_owned(), items)).collect()
}

/// Each reason once, with the options that it rules out: `SSE-C: audit-trail. Nothing calls KMS ...`
fn ruled_out(ruled_out: &[RuledOut]) -> Vec<String> {
    let mut reasons: Vec<(&Unmet, Vec<&str>)> = Vec::new();
    for out in ruled_out {
        for unmet in &out.unmet {
            match reasons.iter_mut().find(|(known, _)| *known == unmet) {
                Some((_, options)) => options.push(out.option.name()),
                None => reasons.push((unmet, vec![out.option.name()])),
            }
        }
    }
    let line = |(unmet, options): &(&Unmet, Vec<&str>)| {
        format!("{}: {}. {}", options.join("; "), unmet.requirement, unmet.reason)
    };
    reasons.iter().map(line).collect()
}

/// What the figures rest on, and where the sources are.
fn notes(comparison: &Comparison<'_>, recommendation: &Recommendation) -> Result<Vec<String>> {
    let (workload, book) = (comparison.workload(), comparison.book());
    let instead = recommendation.alternatives().iter().map(|alternative| &alternative.choice);
    let options = recommendation.ranking().iter().chain(instead).map(Choice::option);
    let options: Vec<EncryptionOption> = options.collect();
    let mut notes = inputs::of_options(workload, &options);
    notes.extend(agreed(book, book.region(&workload.region)?));
    notes.push(format!("Prices: {}, {}, without tax.", book.currency(), book.source()));
    let criteria = |option| format!("Every answer with its source: sse-cost criteria --option {option}");
    notes.extend(recommendation.choice().map(Choice::option).map(criteria));
    Ok(notes)
}
