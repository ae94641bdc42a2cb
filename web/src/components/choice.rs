//! A choice among a handful of values.

use crate::components::tag;
use crate::el::{El, On, el};
use crate::state::{Action, Dispatch};
use crate::text;
use sse_cost_web_inputs::Choice;
use web_sys::HtmlSelectElement;
use yew::{AttrValue, TargetCast as _};

/// A labelled choice of an input.
pub(crate) fn choice<C: Choice>(
    chosen: C,
    label: &'static str,
    help: &'static str,
    assumed: bool,
    dispatch: &Dispatch,
) -> El {
    let option = |value: &C| {
        let (id, name) = (value.id(), text::choice(C::KEY, value.id()));
        (AttrValue::Static(id), AttrValue::Static(name), *value == chosen)
    };
    let dispatch = dispatch.clone();
    let mark = assumed.then(|| tag(C::KEY, text::ASSUMED));
    select(C::KEY, label, mark, help, C::ALL.iter().map(option).collect(), move |id| {
        dispatch.dispatch(Action::Choose(C::KEY, id));
    })
}

/// A labelled choice among values, each with its name and whether it is the chosen one.
pub(crate) fn select(
    id: &'static str,
    label: &'static str,
    mark: Option<El>,
    help: &'static str,
    options: Vec<(AttrValue, AttrValue, bool)>,
    chosen: impl Fn(String) + 'static,
) -> El {
    let option = |(value, name, selected): (AttrValue, AttrValue, bool)| {
        el("option").set_to("value", value).set_if(selected, "selected", "").text_of(name)
    };
    let select = el("select")
        .set("id", id)
        .set_to("aria-describedby", format!("{id}-tag {id}-help"))
        .on(On::Change, move |event| {
            chosen(event.target_unchecked_into::<HtmlSelectElement>().value());
        })
        .children(options.into_iter().map(option));
    el("div")
        .class("field")
        .child(el("div").class("label").child(el("label").set("for", id).text(label)).child_if(mark))
        .child(select)
        .child(el("p").class("help").set_to("id", format!("{id}-help")).text(help))
}
