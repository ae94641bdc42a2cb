//! What somebody demands of the encryption.

use crate::components::form::group;
use crate::el::{El, On, el};
use crate::state::{Action, Dispatch, State};
use crate::text;
use sse_guide::Requirement;
use web_sys::HtmlInputElement;
use yew::TargetCast as _;

/// A tick for each requirement.
pub(crate) fn requirements(state: &State, dispatch: &Dispatch) -> El {
    let tick = |requirement: Requirement| {
        let id = format!("require-{requirement}");
        let dispatch = dispatch.clone();
        let input = el("input")
            .set_to("id", id.clone())
            .set("type", "checkbox")
            .set_to("aria-describedby", format!("{id}-help"))
            .checked(state.inputs.requirements().contains(&requirement))
            .on(On::Change, move |event| {
                let required = event.target_unchecked_into::<HtmlInputElement>().checked();
                dispatch.dispatch(Action::Require(requirement, required));
            });
        let label = el("label").set_to("for", id.clone()).text(requirement.name());
        el("div")
            .class("field check")
            .child(input)
            .child(el("div").class("label").child(label))
            .child(el("p").class("help").set_to("id", format!("{id}-help")).text(requirement.help()))
    };
    group("card requirements", text::REQUIREMENTS).children(Requirement::ALL.map(tick))
}
