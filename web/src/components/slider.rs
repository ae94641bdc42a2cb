//! The slider that moves with a volume.

use crate::after_paint::{shown, value_after_paint};
use crate::el::{El, On, el};
use crate::scale;
use crate::state::{Action, Dispatch};
use crate::text;
use sse_cost_web_inputs::Field;

/// A logarithmic slider of the last valid number of objects. It stands at round numbers only, but a number typed between
/// two stays as it was typed.
pub(crate) fn slider(field: Field, volume: u64, dispatch: &Dispatch) -> El {
    let dispatch = dispatch.clone();
    let id = format!("{}-slider", field.id());
    let position = shown(&id, scale::position_of(volume).to_string().into());
    let input = el("input")
        .set_to("id", id)
        .set("type", "range")
        .set("min", "0")
        .set_to("max", scale::LAST.to_string())
        .set("aria-label", text::slider(field))
        .set_to("aria-valuetext", text::objects(field, volume))
        .value(position)
        .on(On::Input, move |event| {
            let dispatch = dispatch.clone();
            value_after_paint(&event, move |position| {
                // A slider's value is a whole number by its own rules.
                if let Ok(position) = position.parse() {
                    dispatch.dispatch(Action::Slide(field, position));
                }
            });
        });
    let ends = text::SLIDER_ENDS.map(|end| el("span").text(end));
    let ends = el("div").class("ends").set("aria-hidden", "true").children(ends);
    el("div").class("slider").child(input).child(ends)
}
