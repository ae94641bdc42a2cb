//! The slider that moves with the documents.

use crate::after_paint::value_after_paint;
use crate::el::{El, On, el};
use crate::scale;
use crate::state::{Action, Dispatch};
use crate::text;

/// A logarithmic slider of the last valid number of documents. It stands at round numbers only, but a number typed between
/// two stays as it was typed.
pub(crate) fn slider(documents: u64, dispatch: &Dispatch) -> El {
    let dispatch = dispatch.clone();
    let input = el("input")
        .set("id", "documents-slider")
        .set("type", "range")
        .set("min", "0")
        .set_to("max", scale::LAST.to_string())
        .set("aria-label", text::SLIDER)
        .set_to("aria-valuetext", text::documents(documents))
        .value(scale::position_of(documents).to_string().into())
        .on(On::Input, move |event| {
            let dispatch = dispatch.clone();
            value_after_paint(&event, move |position| {
                // A slider's value is a whole number by its own rules.
                if let Ok(position) = position.parse() {
                    dispatch.dispatch(Action::Slide(position));
                }
            });
        });
    let ends = text::SLIDER_ENDS.map(|end| el("span").text(end));
    let ends = el("div").class("ends").set("aria-hidden", "true").children(ends);
    el("div").class("slider").child(input).child(ends)
}
