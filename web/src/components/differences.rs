//! The line items of one option, today's beside those that are planned.

use crate::components::{column, figure_column, head, row_head};
use crate::el::{El, el};
use crate::text;
use sse_pricing::{Difference, Estimate, LineItem, Money, difference};

/// The table of both, with the difference of each line, put into `place`.
pub(crate) fn differences(today: &Estimate, planned: &Estimate, place: El) -> El {
    let heads = [text::TODAY, text::PLANNED, text::DIFFERENCE].map(figure_column);
    // What is too large to be told apart exactly cannot be priced either: the table is then empty, never wrong.
    let rows = difference::lines(today, planned).unwrap_or_default();
    let total =
        |estimate: &Estimate| estimate.monthly().map_or_else(|| text::at_least(estimate), Money::exact);
    let sum = difference::total(today, planned).ok().flatten();
    let totals = [total(today), total(planned), text::exact_difference(sum)];
    let foot = el("tr").set("role", "row").child(row_head().text(text::TOTAL)).children(totals.map(figure));
    let table = el("table")
        .class("lines")
        .set("role", "table")
        .child(head([column(text::LINE)].into_iter().chain(heads)))
        .child(el("tbody").set("role", "rowgroup").children(rows.iter().map(row)))
        .child(el("tfoot").set("role", "rowgroup").child(foot));
    place.child(table)
}

fn row(line: &Difference<'_>) -> El {
    let formula = |line: Option<&LineItem>| line.map_or_else(|| text::NO_LINE.to_owned(), LineItem::formula);
    let cells = [formula(line.before), formula(line.after), text::exact_difference(line.amount)];
    let name = line.code().map_or("", |code| code.label());
    el("tr").set("role", "row").child(row_head().text(name)).children(cells.map(figure))
}

fn figure(words: String) -> El {
    el("td").set("role", "cell").text_of(words)
}
