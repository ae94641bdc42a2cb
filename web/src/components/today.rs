//! Two sets of inputs held against each other: today's and those that are planned.

use crate::el::{El, On, el};
use crate::state::{Action, Dispatch, State};
use crate::text;

/// What is held against the inputs, and the buttons for it.
pub(crate) fn today(state: &State, dispatch: &Dispatch) -> El {
    let button = |words: &'static str, action: fn() -> Action| {
        let dispatch = dispatch.clone();
        el("button")
            .set("type", "button")
            .class("plain")
            .on(On::Click, move |_| dispatch.dispatch(action()))
            .text(words)
    };
    let keep = |words| button(words, || Action::Keep);
    let row = el("div").class("today").set("aria-live", "polite");
    match &state.today {
        None => row.child(keep(text::KEEP)).child(el("p").class("help").text(text::KEEP_HELP)),
        Some(today) => {
            let at = text::volume(today.inputs.volume, &today.workload);
            row.child(el("p").text_of(text::today(&at, &today.workload.region)))
                .child(button(text::SWAP, || Action::Swap))
                .child(keep(text::KEEP_AGAIN))
                .child(button(text::FORGET, || Action::Forget))
        }
    }
}
