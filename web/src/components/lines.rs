//! The line items of one option, as on a bill.

use crate::components::{column, head, row_head, source};
use crate::el::{El, el};
use crate::text;
use sse_pricing::{Estimate, LineItem, Money};

/// The table of line items, their total, and what to know before relying on it, put into `place`.
pub(crate) fn lines(estimate: &Estimate, place: El) -> El {
    let heads = [text::LINE, text::CALCULATION, text::WHY, text::SOURCE].map(column);
    let total = estimate.monthly().map_or_else(|| text::at_least(estimate), Money::exact);
    let total = el("tr")
        .set("role", "row")
        .child(row_head().text(text::TOTAL))
        .child(el("td").set("role", "cell").set("colspan", "3").text_of(total));
    let table = el("table")
        .class("lines")
        .set("role", "table")
        .child(head(heads))
        .child(el("tbody").set("role", "rowgroup").children(estimate.lines().iter().map(line)))
        .child(el("tfoot").set("role", "rowgroup").child(total));
    let warnings = estimate.warnings().iter().map(|warning| el("li").text_of(warning.text()));
    let any = !estimate.warnings().is_empty();
    place.child(table).child_if(any.then(|| el("ul").class("warnings").children(warnings)))
}

fn line(line: &LineItem) -> El {
    el("tr")
        .set("role", "row")
        .set("data-line", line.code().id())
        .child(row_head().text(line.code().label()))
        .child(cell().text_of(line.formula()))
        .child(cell().text_of(line.explanation()))
        .child(cell().child(source(line.code().source())))
}

fn cell() -> El {
    el("td").set("role", "cell")
}
