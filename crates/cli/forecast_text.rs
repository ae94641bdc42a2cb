//! A forecast for people: in a terminal, or in Markdown.

use crate::book::agreed;
use crate::compare_text::volume;
use crate::failure::Result;
use crate::grid::Grid;
use crate::inputs;
use crate::text::{list, paragraphs, plural, width, wrapped};
use sse_pricing::display::{Dollars, count};
use sse_pricing::forecast::{Month, Plan, Step, StepReason, Sum};
use sse_pricing::{EncryptionOption, Forecast, Growth, Money, Range};

/// For a terminal: the months, then the totals, the steps and the assumptions.
pub(crate) fn text(forecast: &Forecast<'_>, options: &[EncryptionOption]) -> Result<String> {
    let mut months = grid(forecast, options, Money::dollars).to_text();
    // Rather whole dollars than rows that the terminal breaks.
    if months.lines().any(|line| line.chars().count() > usize::from(width())) {
        months = grid(forecast, options, Money::whole_dollars).to_text();
    }
    let mut parts = vec![wrapped("", "", &heading(forecast, options)), months];
    parts.extend(totals(forecast, options).map(|line| wrapped("", "  ", &line)));
    let steps = steps(forecast, options);
    if !steps.is_empty() {
        let lines: Vec<String> = steps.iter().map(|step| wrapped("- ", "  ", step)).collect();
        parts.push(format!("Steps:\n{}", lines.join("\n")));
    }
    let notes: Vec<String> = notes(forecast, options)?.iter().map(|note| wrapped("", "  ", note)).collect();
    parts.push(notes.join("\n"));
    Ok(paragraphs(&parts))
}

/// For a pull request.
pub(crate) fn markdown(forecast: &Forecast<'_>, options: &[EncryptionOption]) -> Result<String> {
    let heading = format!("**{}**", heading(forecast, options));
    let mut parts = vec![heading, grid(forecast, options, Money::dollars).to_markdown()];
    parts.extend(totals(forecast, options));
    let steps = steps(forecast, options);
    if !steps.is_empty() {
        parts.push("Steps:".to_owned());
        parts.push(steps.iter().map(|step| format!("- {step}")).collect::<Vec<_>>().join("\n"));
    }
    parts.extend(notes(forecast, options)?);
    Ok(paragraphs(&parts))
}

/// `36 months from 5 uploads and 5 downloads a month on, growth 5% a month, us-east-1, prices of 2025-06-05`
fn heading(forecast: &Forecast<'_>, options: &[EncryptionOption]) -> String {
    let (workload, plan) = (forecast.workload(), forecast.plan());
    let option = if let [option] = options { format!("{}, ", option.name()) } else { String::new() };
    let months = plural(plan.months.into(), "month");
    let growth = match plan.growth {
        Growth::NONE => "no growth".to_owned(),
        growth => format!("growth {growth} a month"),
    };
    let (volume, region, published) = (volume(workload), &workload.region, forecast.book().published());
    format!("{option}{months}, {volume} in the first, {growth}, {region}, prices of {published}")
}

/// How money is rounded to be shown.
type Rounded = fn(Money) -> Dollars;

/// A row for each month and one for all. The options without a charge have a column only where they are alone.
fn grid(forecast: &Forecast<'_>, options: &[EncryptionOption], rounded: Rounded) -> Grid {
    let (operations, of_month) = operations(forecast);
    let grid = Grid::new().figures("month").figures(operations);
    if let [option] = options {
        return detailed(forecast, *option, grid, of_month, rounded);
    }
    let charged: Vec<EncryptionOption> = charged(options).collect();
    let grid = charged.iter().fold(grid, |grid, option| grid.figures(&narrow(option.name())));
    let month = |month: &Month| {
        let costs = charged.iter().map(|&option| {
            let figures = month.figures(option);
            at_least(rounded(figures.known.typical), figures.complete)
        });
        [month.number.to_string(), count(of_month(month))].into_iter().chain(costs).collect::<Vec<_>>()
    };
    let totals = charged.iter().map(|&option| total(&forecast.total(option), rounded));
    let totals = ["total".to_owned(), String::new()].into_iter().chain(totals).collect::<Vec<_>>();
    grid.rows(forecast.months().iter().map(month)).rows([totals])
}

/// One option: also its requests, the sum so far and the ends of its range.
fn detailed(
    forecast: &Forecast<'_>,
    option: EncryptionOption,
    grid: Grid,
    of_month: fn(&Month) -> u64,
    rounded: Rounded,
) -> Grid {
    let ranged = !forecast.total(option).known.is_exact();
    let grid = grid.figures("requests").figures("a month");
    let grid = if ranged { grid.figures("low").figures("high") } else { grid }.figures("so far");
    let ends = |known: Range<Money>, complete: bool| {
        let high = if complete { rounded(known.high).to_string() } else { "unknown".to_owned() };
        let ends = [rounded(known.low).to_string(), high];
        ends.into_iter().filter(move |_| ranged)
    };
    let month = |month: &Month| {
        let (figures, so_far) = (month.figures(option), month.so_far(option));
        let requests = count(figures.kms_requests.typical);
        let cost = at_least(rounded(figures.known.typical), figures.complete);
        let start = [month.number.to_string(), count(of_month(month)), requests, cost].into_iter();
        start
            .chain(ends(figures.known, figures.complete))
            .chain([total(&so_far, rounded)])
            .collect::<Vec<_>>()
    };
    let sum = forecast.total(option);
    let start = ["total".to_owned(), String::new(), String::new(), total(&sum, rounded)].into_iter();
    let totals = start.chain(ends(sum.known, sum.complete)).chain([String::new()]).collect();
    grid.rows(forecast.months().iter().map(month)).rows([totals])
}

/// What a month's volume is called, and how much it is: documents where as many are uploaded as downloaded.
fn operations(forecast: &Forecast<'_>) -> (&'static str, fn(&Month) -> u64) {
    let workload = forecast.workload();
    if workload.uploads == workload.downloads && workload.copies == 0 {
        ("documents", |month| month.uploads)
    } else {
        ("operations", |month| month.uploads.saturating_add(month.downloads).saturating_add(month.copies))
    }
}

fn charged(options: &[EncryptionOption]) -> impl Iterator<Item = EncryptionOption> + '_ {
    options.iter().copied().filter(|option| option.kms_key().is_some())
}

/// A name in lines of about a figure's width.
fn narrow(name: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for word in name.split(' ') {
        match lines.last_mut() {
            Some(line) if line.len().saturating_add(word.len()) < 11 => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.join("\n")
}

fn total(sum: &Sum, rounded: Rounded) -> String {
    at_least(rounded(sum.known.typical), sum.complete)
}

/// `≥ $6.94` where a part of it is unknown.
fn at_least(known: Dollars, complete: bool) -> String {
    if complete { known.to_string() } else { format!("≥ {known}") }
}

/// The ranges of the totals, and the options that have no column.
fn totals<'a>(
    forecast: &'a Forecast<'_>,
    options: &'a [EncryptionOption],
) -> impl Iterator<Item = String> + 'a {
    let ranges = options.iter().filter(|_| options.len() > 1).filter_map(|&option| {
        let Range { low, high, .. } = forecast.total(option).known;
        (low != high).then(|| format!("{} from {} to {}", option.name(), low.dollars(), high.dollars()))
    });
    let ranges: Vec<String> = ranges.collect();
    let ranges = (!ranges.is_empty()).then(|| format!("Totals with a range: {}.", ranges.join("; ")));
    let free = options.iter().filter(|option| option.kms_key().is_none()).map(|option| option.name());
    let free: Vec<&str> = free.filter(|_| options.len() > 1).collect();
    let free = (!free.is_empty()).then(|| format!("{}: no charge by AWS in any month.", list(&free)));
    ranges.into_iter().chain(free)
}

/// The months in which a cost changes for another reason than growth, with the options that each is about.
fn steps(forecast: &Forecast<'_>, options: &[EncryptionOption]) -> Vec<String> {
    let mut steps: Vec<(u32, StepReason, Vec<&str>)> = Vec::new();
    for &Step { month, option, reason } in
        forecast.steps().iter().filter(|step| options.contains(&step.option))
    {
        let same = steps.iter_mut().find(|(in_month, why, _)| (*in_month, *why) == (month, reason));
        match same {
            Some((_, _, names)) => names.push(option.name()),
            None => steps.push((month, reason, vec![option.name()])),
        }
    }
    steps.sort_by_key(|(month, reason, _)| (*month, *reason));
    let words = |(month, reason, names): &(u32, StepReason, Vec<&str>)| {
        let before = if *month == 1 { " or before" } else { "" };
        format!("month {month}{before}: {} ({})", reason.text(), names.join("; "))
    };
    steps.iter().map(words).collect()
}

/// What the figures rest on.
fn notes(forecast: &Forecast<'_>, options: &[EncryptionOption]) -> Result<Vec<String>> {
    let (workload, book) = (forecast.workload(), forecast.book());
    let Plan { rotation_days, key_age_days, .. } = *forecast.plan();
    let rotated = match rotation_days.value() {
        Some(days) => format!("keys rotated every {}", plural(days.into(), "day")),
        None => "keys not rotated".to_owned(),
    };
    let age = match key_age_days.value() {
        0 => "keys new at the start".to_owned(),
        days => format!("keys {} old at the start", plural(days.into(), "day")),
    };
    let mut more = vec![("plan.rotationDays", rotated)];
    if rotation_days.value().is_some() {
        more.push(("plan.keyAgeDays", age));
    }
    let mut notes =
        inputs::with_more(workload, forecast.assumed(), more, |input| inputs::matters(input, options));
    notes.extend(agreed(book, book.region(&workload.region)?));
    notes.push(format!("Prices: {}, {}, without tax.", book.currency(), book.source()));
    Ok(notes)
}
