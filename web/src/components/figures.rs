//! The chart's figures as a table.

use crate::components::{figure_column, head, scrollable};
use crate::curve::{Line, Lines};
use crate::el::{El, On, el};
use crate::memo::View;
use crate::state::{Action, Dispatch, Panel};
use crate::text;
use sse_pricing::display;
use yew::prelude::*;

/// One row for each power of ten, one column for each line. Built when it is first opened: most never open it.
#[derive(PartialEq)]
pub(crate) struct Figures {
    pub(crate) lines: Lines,
    pub(crate) open: bool,
    /// What is counted across.
    pub(crate) across: &'static str,
    pub(crate) dispatch: Dispatch,
}

impl View for Figures {
    fn view(&self) -> Html {
        let dispatch = self.dispatch.clone();
        el("details")
            .set_to("id", Panel::Figures.id())
            .on(On::Toggle, move |_| dispatch.dispatch(Action::Open(Panel::Figures)))
            .child(el("summary").text(text::CHART_FIGURES))
            .child_if(
                self.open.then(|| scrollable(text::CHART_FIGURES_CAPTION, table(&self.lines, self.across))),
            )
            .into()
    }
}

fn table(lines: &[Line], across: &'static str) -> El {
    let names = [across].into_iter().chain(lines.iter().map(|line| text::chart_label(line.option)));
    let row = |(documents, _): (u64, &str)| {
        let cell = |line: &Line| {
            let sample = line.samples.iter().find(|sample| sample.documents == documents);
            let cost = sample.map_or_else(|| text::NO_SUM.to_owned(), |sample| text::cost(sample.monthly));
            el("td").class("figure").text_of(cost)
        };
        el("tr")
            .child(el("th").set("scope", "row").class("figure").text_of(display::count(documents)))
            .children(lines.iter().map(cell))
    };
    el("table")
        .class("figures")
        .child(el("caption").text(text::CHART_FIGURES_CAPTION))
        .child(head(names.map(figure_column)))
        .child(el("tbody").children(text::CHART_VOLUMES.map(row)))
}
