//! A labelled input for text.

use crate::after_paint::{shown, value_after_paint};
use crate::components::regions::REGIONS;
use crate::components::tag;
use crate::el::{On, el};
use crate::memo::View;
use crate::state::{Action, Dispatch, Input};
use crate::text;
use sse_cost_web_inputs::Field;
use yew::prelude::*;

/// A label, the input, what it means, and what is wrong with it.
#[derive(PartialEq)]
pub(crate) struct TextField {
    pub(crate) input: Input,
    /// How the text was understood, where that is worth saying.
    pub(crate) echo: Option<AttrValue>,
    pub(crate) dispatch: Dispatch,
}

impl View for TextField {
    fn view(&self) -> Html {
        let Input { field, text: typed, error } = &self.input;
        let (field, id) = (*field, field.id());
        let empty = typed.trim().is_empty() && field.may_be_empty();
        let word = text::empty_tag(field);
        let dispatch = self.dispatch.clone();
        let input = el("input")
            .set("id", id)
            .set("type", "text")
            .set("placeholder", text::placeholder(field))
            .set("autocomplete", "off")
            .set("autocapitalize", "off")
            .set("spellcheck", "false")
            .set_to("aria-describedby", format!("{id}-error {id}-tag {id}-echo {id}-help"))
            .set_if(error.is_some(), "aria-invalid", "true")
            .set_if(field == Field::Region, "list", REGIONS)
            .value(shown(id, typed.clone()))
            .on(On::Input, move |event| {
                let dispatch = dispatch.clone();
                value_after_paint(&event, move |typed| dispatch.dispatch(Action::Type(field, typed)));
            });
        let label = el("label").set("for", id).text(text::label(field));
        let remark = match (error, &self.echo) {
            (Some(error), _) => Some(("error", format!("{id}-error"), error)),
            (None, Some(echo)) => Some(("echo", format!("{id}-echo"), echo)),
            (None, None) => None,
        };
        let remark =
            remark.map(|(class, id, words)| el("p").class(class).set_to("id", id).text_of(words.clone()));
        let help = el("p").class("help").set_to("id", format!("{id}-help")).text(text::help(field));
        el("div")
            .class("field")
            .child(
                el("div")
                    .class("label")
                    .child(label)
                    .child_if(word.filter(|_| empty).map(|word| tag(id, word))),
            )
            .child(input)
            .child_if(remark)
            .child(help)
            .into()
    }
}
