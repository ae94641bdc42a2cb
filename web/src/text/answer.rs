//! Sentences of the answer: what to use, what changes where, what comes later.

use super::{chart_label, cost, counted};
use crate::points::{Mark, Point};
use crate::state::Ahead;
use sse_cost_web_inputs::{Plans, Preset, Volume};
use sse_guide::Recommendation;
use sse_guide::criteria::answer as criterion_answer;
use sse_guide::recommend::{Alternative, Choice};
use sse_pricing::{EncryptionOption, Growth, Money, Workload, display};

/// `1,000,000 documents`; `5 uploads and 20 downloads`, with copies where there are any.
pub(crate) fn volume(volume: Volume, workload: &Workload) -> String {
    let (uploads, downloads) = (workload.uploads, workload.downloads);
    match volume {
        Volume::Documents => counted(uploads, "document"),
        Volume::Apart if workload.copies == 0 => {
            format!("{} and {}", counted(uploads, "upload"), counted(downloads, "download"))
        }
        Volume::Apart => {
            let copies = if workload.copies == 1 { "copy" } else { "copies" };
            let copies = format!("{} {copies}", display::count(workload.copies));
            format!("{}, {} and {copies}", counted(uploads, "upload"), counted(downloads, "download"))
        }
    }
}

/// What is counted across the chart.
pub(crate) fn volume_axis(volume: Volume, workload: &Workload) -> &'static str {
    match (volume, workload) {
        (Volume::Documents, _) => "documents a month",
        (_, Workload { uploads: 1.., .. }) => "uploads a month, all else in proportion",
        (_, Workload { downloads: 1.., .. }) => "downloads a month, all else in proportion",
        _ => "copies a month",
    }
}

/// The volume at the marker in the chart.
pub(crate) fn marker(volume: Volume, workload: &Workload) -> String {
    match (volume, workload) {
        (Volume::Documents, _) => counted(workload.uploads, "document"),
        (_, Workload { uploads: 1.., .. }) => counted(workload.uploads, "upload"),
        _ => counted(workload.downloads, "download"),
    }
}

/// The answer in a sentence. `*` begins and ends what is emphasised.
pub(crate) fn answer(recommendation: &Recommendation) -> String {
    let Some(choice) = recommendation.choice() else {
        return "*No option* meets all that you require.".to_owned();
    };
    let name = choice.name();
    match (choice.monthly(), choice.annual().ok().flatten()) {
        (Some(free), _) if free == Money::ZERO => format!("Use *{name}*: AWS charges nothing for it."),
        (Some(monthly), Some(annual)) => {
            let (monthly, annual) = (monthly.dollars(), annual.dollars());
            let exact = choice.high() == Some(choice.low());
            let about = if exact { "" } else { "about " };
            let range = match choice.high() {
                Some(high) if !exact => {
                    format!(" It lies between {} and {} a month.", choice.low().dollars(), high.dollars())
                }
                _ => String::new(),
            };
            format!("Use *{name}*: {about}*{monthly}* a month, *{annual}* a year.{range}")
        }
        _ => format!("Use *{name}*: at least *{}* a month; the rest is not known.", choice.known().dollars()),
    }
}

/// What is given up with an option; `None` where nothing is.
pub(crate) fn gives_up(choice: &Choice) -> Option<String> {
    let given_up = choice.gives_up().map(|criterion| {
        let answer = criterion_answer(choice.option(), criterion);
        format!("{} ({})", criterion.name(), answer.short)
    });
    let given_up: Vec<String> = given_up.collect();
    (!given_up.is_empty()).then(|| format!("You give up, wholly or in part: {}.", given_up.join("; ")))
}

/// What the alternatives are to.
pub(crate) fn alternatives(recommendation: &Recommendation) -> &'static str {
    if recommendation.choice().is_some() { "For sensitive data:" } else { "You could do:" }
}

pub(crate) fn alternative(alternative: &Alternative) -> String {
    format!("{}.", alternative.text())
}

/// A line below an option's name: what S3 data events make of its cost.
pub(crate) fn with_events(events: Money) -> String {
    format!("and S3 data events for {} a month, which name each object", events.dollars())
}

/// What a preset has set.
pub(crate) fn preset(preset: &Preset) -> String {
    format!("{} Set: {}. All else is at its default.", preset.about, preset.settings())
}

/// What a link said that could not be understood.
pub(crate) fn lost(lost: &[String]) -> String {
    let parts: Vec<String> = lost.iter().take(5).map(|part| format!("“{part}”")).collect();
    let more = if lost.len() > parts.len() { " and more" } else { "" };
    format!(
        "A part of the link was not understood and is left out: {}{more}. The rest is here.",
        parts.join(", ")
    )
}

/// What is held against the inputs.
pub(crate) fn today(volume: &str, region: &str) -> String {
    format!("Held against today: {volume} a month in {region}.")
}

/// A difference to the cent, with its sign.
pub(crate) fn difference(amount: Option<Money>) -> String {
    match amount {
        None => super::NO_SUM.to_owned(),
        Some(same) if same == Money::ZERO => "no change".to_owned(),
        Some(amount) if amount > Money::ZERO => format!("+{}", amount.dollars()),
        Some(amount) => amount.dollars().to_string(),
    }
}

/// The same, every digit.
pub(crate) fn exact_difference(amount: Option<Money>) -> String {
    match amount {
        None => super::NO_SUM.to_owned(),
        Some(same) if same == Money::ZERO => "no change".to_owned(),
        Some(amount) if amount > Money::ZERO => format!("+{}", amount.exact()),
        Some(amount) => amount.exact(),
    }
}

/// What a mark on the chart means: `F: from 10,001 documents a month on, SSE-KMS pays for requests`.
pub(crate) fn point(point: &Point, across: &str) -> String {
    let name = point.option.name();
    let at = |volume: u64| format!("{} {across}", display::count(volume));
    match (point.mark, point.volume) {
        (Mark::FreeTierEnds, Some(volume)) => {
            format!("F: {name} is past the free requests from {}.", at(volume))
        }
        (Mark::FreeTierEnds, None) => format!("{name} never uses up the free requests."),
        (Mark::BucketKeyPays, Some(volume)) => format!("B: a Bucket Key pays off from {}.", at(volume)),
        (Mark::BucketKeyPays, None) => "A Bucket Key never pays off, at any volume.".to_owned(),
        (Mark::WithinBudget(budget), Some(volume)) => {
            format!("$: {} a month buys {name} for up to {}.", budget.dollars(), at(volume))
        }
        (Mark::WithinBudget(budget), None) => {
            format!("{} a month is less than {name} costs at any volume.", budget.dollars())
        }
    }
}

pub(crate) fn ahead(months: u32) -> String {
    if months == 1 { "The month ahead".to_owned() } else { format!("The {months} months ahead") }
}

pub(crate) fn growth(plans: &Plans) -> String {
    let growth = plans.growth.value();
    let volume = if growth == Growth::default() {
        "The volume stays what it is".to_owned()
    } else {
        format!("The volume grows by {}% a month", display::decimal(growth.amount()))
    };
    format!("{volume}. Customer managed keys are new, and rotated once a year.")
}

/// What each option costs at both ends, for who does not see the picture.
pub(crate) fn ahead_description(ahead: &Ahead) -> String {
    let course = |course: &crate::state::Course| {
        let (first, last) = (course.months.first()?, course.months.last()?);
        let name = chart_label(course.option);
        Some(format!("{name} {} in the first month, {} in the last", cost(*first), cost(*last)))
    };
    ahead.options.iter().filter_map(course).collect::<Vec<_>>().join("; ")
}

/// The steps of all options, those of a month and a reason together.
pub(crate) fn steps(steps: &[(u32, EncryptionOption, &'static str)]) -> Vec<String> {
    let mut said: Vec<((u32, &'static str), Vec<&'static str>)> = Vec::new();
    // What happens in the first month may have happened before it.
    for (month, option, reason) in steps.iter().filter(|(month, _, _)| *month > 1) {
        let of = (*month, *reason);
        match said.iter_mut().find(|(other, _)| *other == of) {
            Some((_, names)) => names.push(option.name()),
            None => said.push((of, vec![option.name()])),
        }
    }
    said.into_iter()
        .map(|((month, reason), names)| format!("Month {month}, {reason}: {}.", names.join(", ")))
        .collect()
}

/// `SSE-KMS: $249.84 in 36 months`
pub(crate) fn total_of(option: EncryptionOption, total: &str, months: u32) -> String {
    let s = if months == 1 { "" } else { "s" };
    format!("{}: {total} in {months} month{s}.", chart_label(option))
}

/// A place on a scale of dollars: whole dollars, or cents where they are less.
pub(crate) fn dollars_at(millionths: u64) -> String {
    let (dollars, cents) = (millionths / 1_000_000, millionths % 1_000_000 / 10_000);
    let whole = display::count(dollars);
    if cents == 0 { format!("${whole}") } else { format!("${whole}.{cents:02}") }
}
