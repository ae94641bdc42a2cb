//! What the page is made of: functions from state to elements, and [`View`](crate::memo::View)s where building anew at each
//! key press would be a waste. They show what they are given and send actions; they decide nothing.

mod ahead;
mod axes;
mod chart;
mod choice;
mod differences;
mod figures;
mod footer;
mod form;
mod headline;
mod lines;
mod regions;
mod requirements;
mod results;
mod row;
mod slider;
mod take;
mod text_field;
mod today;

pub(crate) use footer::Footer;
pub(crate) use form::form;
pub(crate) use results::results;

use crate::el::{El, On, el};
use crate::state::{Action, Dispatch, Panel};
use crate::text;

/// The mark of an input that nobody gave. Its `id` is for the input's `aria-describedby`.
fn tag(input: &'static str, word: &'static str) -> El {
    el("span").class("tag").set_to("id", format!("{input}-tag")).text(word)
}

/// A link to where a figure or a claim comes from.
fn source(url: &'static str) -> El {
    el("a").set("href", url).text(text::source(url))
}

/// A button that opens and closes what the panel's `id` names.
fn disclosure(panel: Panel, open: bool, name: &'static str, dispatch: &Dispatch) -> El {
    let dispatch = dispatch.clone();
    el("button")
        .set("type", "button")
        .set("aria-expanded", if open { "true" } else { "false" })
        .set_to("aria-controls", panel.id())
        .on(On::Click, move |_| dispatch.dispatch(Action::Toggle(panel)))
        .text(name)
}

/// The first row of a table.
fn head(cells: impl IntoIterator<Item = El>) -> El {
    el("thead").set("role", "rowgroup").child(el("tr").set("role", "row").children(cells))
}

/// The heading of a column. The roles are those that the elements have anyway: laid out as cards on a phone, they would
/// lose them.
fn column(name: &'static str) -> El {
    el("th").set("scope", "col").set("role", "columnheader").text(name)
}

/// The heading of a column of figures.
fn figure_column(name: &'static str) -> El {
    el("th").set("scope", "col").set("role", "columnheader").class("figure").text(name)
}

/// The heading of a row.
fn row_head() -> El {
    el("th").set("scope", "row").set("role", "rowheader")
}

/// The heading of a cell where the table is laid out as cards.
fn beside(heading: &'static str) -> El {
    el("span").class("beside").set("aria-hidden", "true").text(heading)
}

/// A table that can be scrolled sideways, by keyboard too.
fn scrollable(name: &'static str, table: El) -> El {
    el("div").class("scroll").set("role", "region").set("aria-label", name).set("tabindex", "0").child(table)
}

/// A term and what is to be said about it.
fn entry(term: &'static str) -> (El, El) {
    (el("dt").text_of(term), el("dd"))
}
