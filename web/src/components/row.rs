//! One option in the table of costs, and its line items when it is open.

use crate::components::differences::differences;
use crate::components::lines::lines;
use crate::components::{beside, disclosure, row_head, source};
use crate::el::{El, el};
use crate::state::{Dispatch, Panel, Priced, State};
use crate::text;
use sse_guide::SecurityClass;
use sse_guide::requirement::Unmet;
use sse_pricing::{EncryptionOption, Estimate, difference, display};
use yew::AttrValue;

/// One option, and below it why it is out, if it is, and what opens.
pub(crate) fn row(state: &State, priced: &Priced, estimate: &Estimate, dispatch: &Dispatch) -> [El; 3] {
    let option = estimate.option();
    let included = state.inputs.key_kind.includes(option);
    let panel = Panel::Lines(option);
    let open = state.is_open(panel);
    let monthly = estimate.monthly().map(|money| money.dollars().to_string());
    let monthly = monthly.unwrap_or_else(|| text::floor(&estimate.known().dollars().to_string()));
    let annual = estimate.annual().ok().flatten().map(|money| money.dollars().to_string());
    let badge = badge(priced, option, included);
    let badge = badge.map(|(which, words)| el("span").class("badge").set("data-badge", which).text(words));
    let note = |words: AttrValue| el("span").class("note").text_of(words);
    let unknown = estimate.monthly().is_none().then(|| note(text::at_least(estimate).into()));
    let ruled_out = priced.recommendation.ruled_out().iter().find(|out| out.option == option);
    let choice = priced.recommendation.ranking().iter().find(|choice| choice.option() == option);
    let events = choice.and_then(|choice| Some(note(text::with_events(choice.s3_data_events()?).into())));
    let name = row_head()
        .child(disclosure(panel, open, option.name(), dispatch))
        .child(note(SecurityClass::of(option).name().into()))
        .child_if(badge)
        .child_if(unknown)
        .child_if(events);
    let row = el("tr")
        .class("option")
        .set("role", "row")
        .set("data-option", option.id())
        .set_if(ruled_out.is_some(), "data-out", "true")
        .set_if(!included, "data-background", "true");
    let today = state.today.as_ref().map(|today| today.estimate(option));
    let against = today.map(|today| {
        let total = difference::total(today, estimate).ok().flatten();
        figure("today", text::AGAINST_TODAY, text::difference(total))
    });
    let row = row
        .child(name)
        .child(figure("monthly", text::MONTHLY, monthly))
        .child(figure("annual", text::ANNUAL, annual.unwrap_or_else(|| text::NO_SUM.to_owned())))
        .child(figure("requests", text::REQUESTS, display::count(estimate.kms_requests().typical)))
        .child(figure("range", text::RANGE, range(priced, estimate)))
        .child_if(against);
    let span = if today.is_some() { "6" } else { "5" };
    let details = open.then(|| {
        let place = el("td").set("role", "cell").set("colspan", span);
        match today {
            Some(today) => differences(today, estimate, place),
            None => lines(estimate, place),
        }
    });
    // Below the option and across the table: in its own cell the reasons would make a tower of it.
    let reasons = ruled_out.map(|out| {
        let list = el("ul").class("unmet").children(out.unmet.iter().map(unmet));
        el("td").set("role", "cell").set("colspan", span).child(list)
    });
    let why =
        el("tr").class("why").set("role", "row").set_if(reasons.is_none(), "hidden", "").child_if(reasons);
    [row, why, opened(panel, open).child_if(details)]
}

/// The one mark of an option, the most telling first.
fn badge(priced: &Priced, option: EncryptionOption, included: bool) -> Option<(&'static str, &'static str)> {
    let recommendation = &priced.recommendation;
    if recommendation.choice().is_some_and(|choice| choice.option() == option) {
        return Some(("recommended", text::RECOMMENDED));
    }
    if recommendation.ruled_out().iter().any(|out| out.option == option) {
        return Some(("out", text::OUT));
    }
    if !included {
        return Some(("background", text::BACKGROUND));
    }
    let cheapest = text::cheapest(SecurityClass::of(option));
    cheapest.filter(|_| priced.cheapest.contains(&Some(option))).map(|words| ("cheapest", words))
}

/// What an option does not meet, and why.
fn unmet(unmet: &Unmet) -> El {
    el("li")
        .child(el("strong").text(unmet.requirement.name()))
        .text(": ")
        .text(unmet.reason)
        .text(" ")
        .child(source(unmet.source))
}

/// The row below an option, with what opens.
pub(crate) fn opened(panel: Panel, open: bool) -> El {
    el("tr").class("opened").set("role", "row").set_to("id", panel.id()).set_if(!open, "hidden", "")
}

fn range(priced: &Priced, estimate: &Estimate) -> String {
    match estimate.high() {
        Some(high) if high == estimate.low() => {
            let assumed = text::rests_on_assumption(estimate.option(), &priced.workload);
            if assumed { text::AS_ASSUMED } else { text::EXACT }.to_owned()
        }
        high => text::range(estimate.low(), high),
    }
}

/// A figure under its heading.
fn figure(column: &'static str, label: &'static str, figure: String) -> El {
    el("td")
        .class("figure")
        .set("role", "cell")
        .set("data-column", column)
        .child(beside(label))
        .text_of(figure)
}
