//! The inputs.

use crate::components::region::Region;
use crate::components::slider::slider;
use crate::components::tag;
use crate::components::text_field::TextField;
use crate::el::{El, On, el};
use crate::field::Field;
use crate::memo::memo;
use crate::state::{Action, Dispatch, KeyKind, Method, State};
use crate::text;
use std::rc::Rc;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// Every input of the page.
pub(crate) fn form(state: &State, dispatch: &Dispatch) -> El {
    el("form")
        .set("id", "workload")
        // The page has nowhere to send a form to.
        .on(On::Submit, |event| event.prevent_default())
        .child(workload(state, dispatch))
        .child(keys(state, dispatch))
        .child(bucket_key(state, dispatch))
}

fn group(class: &'static str, name: &'static str) -> El {
    el("fieldset").class(class).child(el("legend").text(name))
}

fn field(field: Field, state: &State, dispatch: &Dispatch) -> Html {
    memo(TextField { input: state.input(field).clone(), echo: None, dispatch: dispatch.clone() })
}

fn workload(state: &State, dispatch: &Dispatch) -> El {
    let documents = state.priced.as_ref().map_or(0, |priced| priced.workload.uploads);
    let echo = Some(AttrValue::from(text::documents_echo(documents)));
    group("card volume", text::WORKLOAD)
        .html(memo(TextField {
            input: state.input(Field::Documents).clone(),
            echo,
            dispatch: dispatch.clone(),
        }))
        .child(slider(documents, dispatch))
        .html(memo(Region { region: Rc::clone(&state.region), dispatch: dispatch.clone() }))
        .html(field(Field::ObjectSize, state, dispatch))
}

fn keys(state: &State, dispatch: &Dispatch) -> El {
    let kinds = KeyKind::ALL.map(|kind| {
        let (id, name) = text::key_kind(kind);
        (AttrValue::Static(id), AttrValue::Static(name), kind == state.key_kind)
    });
    let sender = dispatch.clone();
    let chosen = move |id: String| {
        if let Some(kind) = KeyKind::ALL.into_iter().find(|kind| text::key_kind(*kind).0 == id) {
            sender.dispatch(Action::KeyKind(kind));
        }
    };
    group("card", text::ENCRYPTION_KEYS)
        .child(select("key-kind", text::KEY_KIND, text::KEY_KIND_HELP, kinds.into(), chosen))
        .html(field(Field::Keys, state, dispatch))
        .child(free_tier(state, dispatch))
}

fn free_tier(state: &State, dispatch: &Dispatch) -> El {
    let dispatch = dispatch.clone();
    let input = el("input")
        .set("id", "free-tier")
        .set("type", "checkbox")
        .set("aria-describedby", "free-tier-tag free-tier-help")
        .checked(state.free_tier.value())
        .on(On::Change, move |event| {
            let left = event.target_unchecked_into::<HtmlInputElement>().checked();
            dispatch.dispatch(Action::FreeTier(left));
        });
    let label = el("label").set("for", "free-tier").text(text::FREE_TIER);
    let assumed = state.free_tier.is_assumed().then(|| tag("free-tier", text::ASSUMED));
    el("div")
        .class("field check")
        .child(input)
        .child(el("div").class("label").child(label).child_if(assumed))
        .child(el("p").class("help").set("id", "free-tier-help").text(text::FREE_TIER_HELP))
}

fn bucket_key(state: &State, dispatch: &Dispatch) -> El {
    let methods = Method::ALL.map(|method| {
        let (id, name) = text::method(method);
        (AttrValue::Static(id), AttrValue::Static(name), method == state.method)
    });
    let sender = dispatch.clone();
    let chosen = move |id: String| {
        if let Some(method) = Method::ALL.into_iter().find(|method| text::method(*method).0 == id) {
            sender.dispatch(Action::Method(method));
        }
    };
    let help = text::method_help(state.method);
    let group = group("card", text::BUCKET_KEY).child(select(
        "bucket-key-method",
        text::METHOD,
        help,
        methods.into(),
        chosen,
    ));
    let field = |which| field(which, state, dispatch);
    match state.method {
        Method::Model => group.html(field(Field::Requesters)).html(field(Field::ReadBack)).child(
            el("details")
                .child(el("summary").text(text::MORE_ASSUMPTIONS))
                .html(field(Field::Window))
                .html(field(Field::ActiveHours)),
        ),
        Method::Flat => group.html(field(Field::Reduction)),
        Method::Measured => group.html(field(Field::MeasuredCalls)),
    }
}

/// A labelled choice among values, each with its name and whether it is the chosen one.
pub(crate) fn select(
    id: &'static str,
    label: &'static str,
    help: &'static str,
    options: Vec<(AttrValue, AttrValue, bool)>,
    chosen: impl Fn(String) + 'static,
) -> El {
    let option = |(value, name, selected): (AttrValue, AttrValue, bool)| {
        el("option").set_to("value", value).set_if(selected, "selected", "").text_of(name)
    };
    let select = el("select")
        .set("id", id)
        .set_to("aria-describedby", format!("{id}-help"))
        .on(On::Change, move |event| {
            chosen(event.target_unchecked_into::<HtmlSelectElement>().value());
        })
        .children(options.into_iter().map(option));
    el("div")
        .class("field")
        .child(el("div").class("label").child(el("label").set("for", id).text(label)))
        .child(select)
        .child(el("p").class("help").set_to("id", format!("{id}-help")).text(help))
}
