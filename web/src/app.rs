//! The page as a whole.

use crate::address;
use crate::components::{Footer, form, results};
use crate::el::el;
use crate::memo::memo;
use crate::state::State;
use crate::text;
use sse_cost_web_inputs::Choice as _;
use sse_pricing::EncryptionOption;
use yew::prelude::*;

/// What the page arrives with.
#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// The fragment of the address.
    pub(crate) fragment: String,
    /// The table of criteria, taken into its place as it is.
    pub(crate) criteria: Html,
    /// The setup of a bucket, likewise.
    pub(crate) setup: Html,
}

/// The page, and the one owner of its state.
#[component]
pub(crate) fn App(props: &Props) -> Html {
    let handle = use_reducer(|| State::new(&props.fragment));
    let (state, dispatch): (&State, _) = (&handle, handle.dispatcher());
    use_effect_with((), {
        let dispatch = dispatch.clone();
        move |()| address::follow(dispatch)
    });
    let fragment = state.fragment();
    use_effect_with(fragment.clone(), |fragment| address::write(fragment.clone()));
    let header = el("header").child(el("h1").text(text::TITLE)).child(el("p").class("lede").text(text::LEDE));
    let main = el("main")
        .set("data-keys", state.inputs.key_kind.id())
        // For the scripts that hand the inputs over.
        .set_to("data-link", fragment)
        .set_to(
            "data-region",
            state.priced.as_ref().map_or_else(String::new, |priced| priced.workload.region.to_string()),
        )
        .set("data-chosen", state.chosen().map_or("", EncryptionOption::id))
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
