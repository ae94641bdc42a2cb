//! The months ahead: what each option costs as the volume grows and keys are rotated.

use crate::components::chart::PRERENDERED;
use crate::components::{figure_column, head, scrollable};
use crate::curve;
use crate::el::{El, On, el};
use crate::memo::{View, memo};
use crate::plot::{GRID, Months, percent};
use crate::state::{Action, Ahead, Dispatch, Panel, Priced, State};
use crate::text;
use sse_cost_web_inputs::KeyKind;
use sse_pricing::display;
use std::rc::Rc;
use yew::prelude::*;

/// The card of the months.
pub(crate) fn ahead(state: &State, priced: &Priced, dispatch: &Dispatch) -> El {
    let heading = el("h3").text_of(text::ahead(priced.plans.months.value()));
    let growth = el("p").class("help").text_of(text::growth(&priced.plans));
    let card = el("div").class("card below").set("id", "ahead").child(heading).child(growth);
    match &priced.ahead {
        Some(ahead) => months(card, state, ahead, dispatch),
        None => card.child(el("p").text(text::NO_AHEAD)),
    }
}

fn months(card: El, state: &State, ahead: &Ahead, dispatch: &Dispatch) -> El {
    let kind = state.inputs.key_kind;
    let open = state.is_open(Panel::Months);
    let shown = Rc::new(Ahead {
        options: ahead
            .options
            .iter()
            .filter(|course| curve::is_drawn(course.option, kind) && !course.months.is_empty())
            .cloned()
            .collect(),
        steps: ahead.steps.iter().filter(|(_, option, _)| curve::is_drawn(*option, kind)).copied().collect(),
        months: ahead.months,
    });
    card.html(memo(Drawing { ahead: Rc::clone(&shown) }))
        .child(steps(&shown))
        .child(totals(&shown, kind))
        .html(memo(Table { ahead: shown, open, dispatch: dispatch.clone() }))
}

#[derive(PartialEq)]
struct Drawing {
    ahead: Rc<Ahead>,
}

impl View for Drawing {
    fn view(&self) -> Html {
        let scale = Months::over(&self.ahead);
        let path = |class, hue, d: String| el("path").class(class).set("data-hue", hue).set_to("d", d);
        let bands = self
            .ahead
            .options
            .iter()
            .filter_map(|course| Some(path("band", course.option.id(), scale.band(course)?)));
        let lines =
            self.ahead.options.iter().map(|course| path("line", course.option.id(), scale.path(course)));
        let picture = el("svg")
            .set_to("viewBox", format!("0 0 {GRID} {GRID}"))
            .set("preserveAspectRatio", "none")
            .child(el("path").class("grid").set_to("d", scale.grid()));
        let picture = if PRERENDERED { picture } else { picture.children(bands).children(lines) };
        let plot = el("svg")
            .class("plot")
            .set("role", "img")
            .set("aria-labelledby", "ahead-title ahead-description")
            .child(el("title").set("id", "ahead-title").text(text::AHEAD_TITLE))
            .child(el("desc").set("id", "ahead-description").text_of(text::ahead_description(&self.ahead)))
            .child(picture);
        let dollar = |(place, words): (u64, String)| {
            el("text").set("x", "100%").set_to("y", percent(place)).set("dy", "0.35em").text_of(words)
        };
        let month = |(place, words): (u64, String)| {
            el("text").set_to("x", percent(place)).set("y", "1.4em").text_of(words)
        };
        let key = |option: &'static str, words: &'static str| {
            let sample = el("line").set("x1", "0").set("y1", "50%").set("x2", "100%").set("y2", "50%");
            let sample = el("svg").class("swatch").child(sample);
            el("li").set("data-hue", option).child(sample).text(words)
        };
        let keys =
            self.ahead.options.iter().map(|course| key(course.option.id(), text::chart_label(course.option)));
        let hidden = |class| el("svg").class(class).set("aria-hidden", "true");
        el("div")
            .class("chart months")
            .child(plot)
            .child(hidden("dollars").children(scale.dollar_ticks().map(dollar)))
            .child(hidden("volumes").children(scale.month_ticks().map(month)))
            .child(el("p").class("across").set("aria-hidden", "true").text(text::MONTH))
            .child(el("ul").class("key").set("aria-hidden", "true").children(keys))
            .into()
    }
}

/// In which months a cost changes for another reason than growth.
fn steps(ahead: &Ahead) -> El {
    let words = text::steps(&ahead.steps);
    el("ul").class("points").children(words.into_iter().map(|words| el("li").text_of(words)))
}

/// What all the months cost together.
fn totals(ahead: &Ahead, kind: KeyKind) -> El {
    let shown = ahead.options.iter().filter(|course| kind.includes(course.option));
    let item = |course: &crate::state::Course| {
        let total = course.total.map_or_else(|| text::NO_SUM.to_owned(), text::cost);
        el("li").text_of(text::total_of(course.option, &total, ahead.months))
    };
    el("ul").class("totals").children(shown.map(item))
}

/// One row for each month, built when it is first opened.
#[derive(PartialEq)]
struct Table {
    ahead: Rc<Ahead>,
    open: bool,
    dispatch: Dispatch,
}

impl View for Table {
    fn view(&self) -> Html {
        let dispatch = self.dispatch.clone();
        el("details")
            .set_to("id", Panel::Months.id())
            .on(On::Toggle, move |_| dispatch.dispatch(Action::Open(Panel::Months)))
            .child(el("summary").text(text::CHART_FIGURES))
            .child_if(self.open.then(|| scrollable(text::AHEAD_FIGURES_CAPTION, table(&self.ahead))))
            .into()
    }
}

fn table(ahead: &Ahead) -> El {
    let names = ahead.options.iter().map(|course| text::chart_label(course.option));
    let names = [text::MONTH].into_iter().chain(names);
    let row = |index: usize| {
        let cell = |course: &crate::state::Course| {
            let cost =
                course.months.get(index).map_or_else(|| text::NO_SUM.to_owned(), |cost| text::cost(*cost));
            el("td").class("figure").text_of(cost)
        };
        let number = u64::try_from(index).unwrap_or(u64::MAX).saturating_add(1);
        el("tr")
            .child(el("th").set("scope", "row").class("figure").text_of(display::count(number)))
            .children(ahead.options.iter().map(cell))
    };
    let months = usize::try_from(ahead.months).unwrap_or(0);
    el("table")
        .class("figures")
        .child(el("caption").text(text::AHEAD_FIGURES_CAPTION))
        .child(head(names.map(figure_column)))
        .child(el("tbody").children((0..months).map(row)))
}
