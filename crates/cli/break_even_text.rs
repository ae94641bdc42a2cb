//! Break-even volumes for people: in a terminal, or in Markdown.

use crate::book::agreed;
use crate::failure::Result;
use crate::grid::Grid;
use crate::inputs;
use crate::text::{paragraphs, plural, wrapped};
use sse_pricing::break_even::{Budget, OptionVolumes, Overtake, Pair, Threshold};
use sse_pricing::display::count;
use sse_pricing::{BreakEven, EncryptionOption, Figures};

/// For a terminal: a table of the options, then a sentence for each change.
pub(crate) fn text(volumes: &BreakEven<'_>) -> Result<String> {
    let lines = |lines: Vec<String>| {
        lines.iter().map(|line| wrapped("- ", "  ", line)).collect::<Vec<_>>().join("\n")
    };
    let mut parts = vec![wrapped("", "", &heading(volumes)), grid(volumes).to_text()];
    parts.push(lines(sentences(volumes)));
    parts.push(notes(volumes)?.iter().map(|note| wrapped("", "  ", note)).collect::<Vec<_>>().join("\n"));
    Ok(paragraphs(&parts))
}

/// For a pull request.
pub(crate) fn markdown(volumes: &BreakEven<'_>) -> Result<String> {
    let lines =
        |lines: Vec<String>| lines.iter().map(|line| format!("- {line}")).collect::<Vec<_>>().join("\n");
    let mut parts = vec![format!("**{}**", heading(volumes)), grid(volumes).to_markdown()];
    parts.push(lines(sentences(volumes)));
    parts.extend(notes(volumes)?);
    Ok(paragraphs(&parts))
}

/// `From which volume on something changes: documents a month, us-east-1, prices of 2025-06-05`
fn heading(volumes: &BreakEven<'_>) -> String {
    let (region, published) = (&volumes.workload().region, volumes.book().published());
    let noun = noun(volumes);
    format!("From which volume on something changes: {noun}s a month, {region}, prices of {published}")
}

/// What a volume counts: documents where as many are uploaded as downloaded, else the first kind of operation there is.
fn noun(volumes: &BreakEven<'_>) -> &'static str {
    let workload = volumes.workload();
    match (workload.uploads, workload.downloads, workload.copies) {
        (uploads, downloads, 0) if uploads == downloads => "document",
        (0, 0, _) => "copied object",
        (0, _, _) => "download",
        _ => "upload",
    }
}

/// A row for each option that calls KMS.
fn grid(volumes: &BreakEven<'_>) -> Grid {
    let grid = Grid::new().words("Option").figures("KMS requests\nare paid from");
    let grid = match volumes.budget() {
        Some(budget) => grid.figures(&format!("within {} a month\nup to", budget.dollars())),
        None => grid,
    };
    let row = |option: &OptionVolumes| {
        let never = || if option.option.kms_key().is_some() { "never" } else { "–" }.to_owned();
        let ends = option.free_tier_ends.map_or_else(never, |found| count(found.documents));
        let name = option.option.name().to_owned();
        [name, ends].into_iter().chain(option.within_budget.map(|budget| within(&budget))).collect::<Vec<_>>()
    };
    grid.rows(volumes.options().iter().map(row))
}

fn within(budget: &Budget) -> String {
    match budget {
        Budget::UpTo { documents, .. } => count(*documents),
        Budget::Nothing { .. } => "nothing".to_owned(),
        Budget::Everything { .. } => "any volume".to_owned(),
        Budget::Unknown => "unknown".to_owned(),
    }
}

/// A sentence for each change, with the figures on both sides where two options are compared.
fn sentences(volumes: &BreakEven<'_>) -> Vec<String> {
    let mut sentences = free(volumes);
    for pays in volumes.bucket_key_pays() {
        let (option, against) = (pays.option.name(), pays.against.name());
        sentences.push(match pays.threshold {
            Some(found) => format!(
                "A Bucket Key pays from {} on: {option} {} a month, {against} {}",
                of(volumes, found.documents),
                first(&found),
                second(&found),
            ),
            None => format!("A Bucket Key never pays: {option} never costs less than {against}"),
        });
    }
    // What costs nothing is overtaken with the first paid request, and that a Bucket Key pays has been said.
    let said = |one: &&Overtake| {
        one.against.kms_key().is_none() || one.against.without_bucket_key() == Some(one.option)
    };
    for overtake in volumes.overtakes().iter().filter(|one| !said(one)) {
        let found = &overtake.threshold;
        sentences.push(format!(
            "{} costs more than {} from {} on: {} a month against {}",
            overtake.option.name(),
            overtake.against.name(),
            of(volumes, found.documents),
            first(found),
            second(found),
        ));
    }
    sentences.extend(volumes.options().iter().filter_map(|option| budget(volumes, option)));
    sentences
}

/// How long the free requests last: a sentence for each volume, with the options that it is the same for.
fn free(volumes: &BreakEven<'_>) -> Vec<String> {
    let mut ends: Vec<(u64, Vec<&str>)> = Vec::new();
    for option in volumes.options() {
        let Some(found) = option.free_tier_ends else { continue };
        match ends.iter_mut().find(|(documents, _)| *documents == found.documents) {
            Some((_, names)) => names.push(option.option.name()),
            None => ends.push((found.documents, vec![option.option.name()])),
        }
    }
    let free = volumes.workload().free_requests.value();
    let sentence = |(documents, names): &(u64, Vec<&str>)| {
        let enough = of(volumes, documents.saturating_sub(1));
        format!("The {} free KMS requests are enough for {enough} with {}", count(free), names.join("; "))
    };
    ends.iter().filter(|_| free > 0).map(sentence).collect()
}

/// `10,001 documents a month`
fn of(volumes: &BreakEven<'_>, documents: u64) -> String {
    format!("{} a month", plural(documents, noun(volumes)))
}

/// What the option costs at the volume, to the last digit: on both sides of it the difference is a few requests.
fn first(found: &Threshold<Pair>) -> String {
    let [figures, _] = found.at;
    exact(&figures)
}

/// What the other option costs there.
fn second(found: &Threshold<Pair>) -> String {
    let [_, figures] = found.at;
    exact(&figures)
}

fn exact(figures: &Figures) -> String {
    let known = figures.known.typical.exact();
    if figures.complete { known } else { format!("at least {known}") }
}

/// What the budget is enough for.
fn budget(volumes: &BreakEven<'_>, option: &OptionVolumes) -> Option<String> {
    let (name, budget) = (option.option.name(), volumes.budget()?.dollars());
    let kms = option.option.kms_key().is_some();
    Some(match option.within_budget? {
        Budget::UpTo { documents, at, above } => format!(
            "{budget} a month is enough for {} with {name}: {}, one more {}",
            of(volumes, documents),
            exact(&at),
            exact(&above),
        ),
        Budget::Nothing { at_zero } => {
            format!(
                "{budget} a month is not enough for {name}, which costs {} without any use",
                exact(&at_zero)
            )
        }
        Budget::Unknown => {
            format!(
                "Whether {budget} a month is enough for {name} depends on the object size: give --object-size"
            )
        }
        Budget::Everything { .. } if kms => format!("{budget} a month is enough for any volume with {name}"),
        Budget::Everything { .. } => return None,
    })
}

/// What the figures rest on.
fn notes(volumes: &BreakEven<'_>) -> Result<Vec<String>> {
    let (workload, book) = (volumes.workload(), volumes.book());
    let mut notes = vec![format!(
        "Volumes are exact, by the typical figures; \"never\" is: not up to {} {}s a month.{}",
        count(volumes.most_documents()),
        noun(volumes),
        ratio(volumes),
    )];
    let matters = |input: &str| inputs::matters(input, &EncryptionOption::ALL);
    notes.extend(inputs::with_more(workload, volumes.assumed().to_vec(), Vec::new(), matters));
    notes.extend(agreed(book, book.region(&workload.region)?));
    notes.push(format!("Prices: {}, {}, without tax.", book.currency(), book.source()));
    Ok(notes)
}

/// How the operations of a volume relate, where they are not one upload and one download a document.
fn ratio(volumes: &BreakEven<'_>) -> String {
    if noun(volumes) == "document" {
        return String::new();
    }
    format!(
        " Uploads, downloads and copies keep the ratio of {}.",
        crate::compare_text::volume(volumes.workload())
    )
}
