//! What it costs: the answer, the table, the charts.

use crate::components::ahead::ahead;
use crate::components::chart::chart;
use crate::components::headline::headline;
use crate::components::row::row;
use crate::components::take::{command, take};
use crate::components::today::today;
use crate::components::{column, figure_column, head};
use crate::el::{El, el};
use crate::state::{Dispatch, Priced, State};
use crate::text;

/// Everything that the inputs change.
pub(crate) fn results(state: &State, priced: &Priced, dispatch: &Dispatch) -> El {
    let stale = state.is_stale();
    let banner = stale.then(|| {
        let because = state.problem.as_ref().map(|problem| text::stale_because(problem));
        let words =
            text::stale(&text::volume(priced.inputs.volume, &priced.workload), &priced.workload.region);
        el("p").class("banner").text_of(words).text_of(because.unwrap_or_default())
    });
    let notice = state.notice.as_ref().map(|notice| el("p").class("notice").text_of(notice.clone()));
    // On paper there is no form.
    let printed = el("p").class("printed").text(text::PRINTED).child(el("code").text_of(command(priced)));
    // One live region, there from the start: what is put into it is read out.
    let answer = el("div")
        .set("aria-live", "polite")
        .child_if(notice)
        .child_if(banner)
        .children(headline(state, priced));
    let heading = el("h2").set("id", "costs").set("tabindex", "-1").text(text::COSTS);
    el("section")
        .set("id", "results")
        .set("aria-labelledby", "costs")
        .set_if(stale, "data-stale", "true")
        .child(el("div").class("card headline").child(heading).child(answer).child(printed))
        .child(el("div").class("card").child(table(state, priced, dispatch)).child(today(state, dispatch)))
        .child(chart(state, priced, dispatch))
        .child_if(priced.ahead.as_ref().map(|months| ahead(state, priced, months, dispatch)))
        .child(take(state, priced))
}

fn table(state: &State, priced: &Priced, dispatch: &Dispatch) -> El {
    let mut figures = vec![text::MONTHLY, text::ANNUAL, text::REQUESTS, text::RANGE];
    figures.extend(state.today.as_ref().map(|_| text::AGAINST_TODAY));
    let figures = figures.into_iter().map(figure_column);
    let rows = priced.estimates.iter().flat_map(|estimate| row(state, priced, estimate, dispatch));
    let body = el("tbody").set("role", "rowgroup").children(rows);
    el("table")
        .class("options")
        .set("role", "table")
        .child(el("caption").text(text::TABLE_CAPTION))
        .child(head([column(text::OPTION)].into_iter().chain(figures)))
        .child(body)
}
