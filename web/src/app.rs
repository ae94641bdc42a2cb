//! The page as a whole.

use crate::components::{Footer, form, results};
use crate::el::el;
use crate::memo::memo;
use crate::state::State;
use crate::text;
use yew::prelude::*;

/// What the page arrives with.
#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// The table of criteria, taken into its place as it is.
    pub(crate) criteria: Html,
    /// The setup of a bucket, likewise.
    pub(crate) setup: Html,
}

/// The page, and the one owner of its state.
#[component]
pub(crate) fn App(props: &Props) -> Html {
    let handle = use_reducer(State::new);
    let (state, dispatch): (&State, _) = (&handle, handle.dispatcher());
    let header = el("header").child(el("h1").text(text::TITLE)).child(el("p").class("lede").text(text::LEDE));
    let main = el("main")
        .set("data-keys", text::key_kind(state.key_kind).0)
        .child(form(state, &dispatch))
        .child_if(state.priced.as_ref().map(|priced| results(state, priced, &dispatch)))
        .html(props.criteria.clone());
    let footer = state.priced.as_ref().map(|priced| {
        memo(Footer { workload: priced.at_any_volume(), reduction: state.assumed_reduction() })
    });
    let skip = el("a").class("skip").set("href", "#costs").text(text::SKIP);
    let parts = [skip, header, main].into_iter().map(Html::from);
    parts.chain([props.setup.clone()]).chain(footer).collect()
}
