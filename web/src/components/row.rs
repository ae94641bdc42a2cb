//! One option in the table of costs, and its line items when it is open.

use crate::components::lines::lines;
use crate::components::{beside, disclosure, row_head};
use crate::el::{El, el};
use crate::state::{Dispatch, Panel, Priced, State};
use crate::text;
use sse_guide::SecurityClass;
use sse_pricing::{Estimate, display};
use yew::AttrValue;

/// One option, and below it what opens.
pub(crate) fn row(state: &State, priced: &Priced, estimate: &Estimate, dispatch: &Dispatch) -> [El; 2] {
    let option = estimate.option();
    let included = state.key_kind.includes(option);
    let panel = Panel::Lines(option);
    let open = state.is_open(panel);
    let monthly = estimate.monthly().map(|money| money.dollars().to_string());
    let monthly = monthly.unwrap_or_else(|| text::floor(&estimate.known().dollars().to_string()));
    let annual = estimate.annual().ok().flatten().map(|money| money.dollars().to_string());
    let class = SecurityClass::of(option);
    let cheapest = text::cheapest(class).filter(|_| priced.cheapest.contains(&Some(option)));
    let badge = match cheapest {
        _ if !included => Some(("background", text::BACKGROUND)),
        Some(words) => Some(("cheapest", words)),
        None => None,
    };
    let badge = badge.map(|(which, words)| el("span").class("badge").set("data-badge", which).text(words));
    let note = |words: AttrValue| el("span").class("note").text_of(words);
    let unknown = estimate.monthly().is_none().then(|| note(text::at_least(estimate).into()));
    let name = row_head()
        .child(disclosure(panel, open, option.name(), dispatch))
        .child(note(class.name().into()))
        .child_if(badge)
        .child_if(unknown);
    let row = el("tr").class("option").set("role", "row").set("data-option", option.id()).set_if(
        !included,
        "data-background",
        "true",
    );
    let row = row
        .child(name)
        .child(figure("monthly", text::MONTHLY, monthly))
        .child(figure("annual", text::ANNUAL, annual.unwrap_or_else(|| text::NO_SUM.to_owned())))
        .child(figure("requests", text::REQUESTS, display::count(estimate.kms_requests().typical)))
        .child(figure("range", text::RANGE, range(estimate)));
    let details = open.then(|| lines(estimate, el("td").set("role", "cell").set("colspan", "5")));
    [row, opened(panel, open).child_if(details)]
}

/// The row below an option, with what opens.
pub(crate) fn opened(panel: Panel, open: bool) -> El {
    el("tr").class("opened").set("role", "row").set_to("id", panel.id()).set_if(!open, "hidden", "")
}

fn range(estimate: &Estimate) -> String {
    match estimate.high() {
        Some(high) if high == estimate.low() => text::EXACT.to_owned(),
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
