//! The page as a whole.

use crate::components::{Criteria, Footer, form, results};
use crate::el::el;
use crate::memo::memo;
use crate::state::State;
use crate::text;
use yew::prelude::*;

/// The page, and the one owner of its state.
#[component]
pub(crate) fn App() -> Html {
    let handle = use_reducer(State::new);
    let (state, dispatch): (&State, _) = (&handle, handle.dispatcher());
    let header = el("header").child(el("h1").text(text::TITLE)).child(el("p").class("lede").text(text::LEDE));
    let main = el("main")
        .child(form(state, &dispatch))
        .child_if(state.priced.as_ref().map(|priced| results(state, priced, &dispatch)))
        .html(memo(Criteria {
            key_kind: state.key_kind,
            open: state.open.clone(),
            dispatch: dispatch.clone(),
        }));
    let footer = state.priced.as_ref().map(|priced| {
        memo(Footer { workload: priced.at_any_volume(), reduction: state.assumed_reduction() })
    });
    let skip = el("a").class("skip").set("href", "#costs").text(text::SKIP);
    [skip, header, main].into_iter().map(Html::from).chain(footer).collect()
}
