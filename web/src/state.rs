//! Everything that changes on the page, as one pure reducer.
//!
//! Each field keeps the text as it was typed, beside the error that it makes. What is priced are the last inputs in which
//! every field made sense: while a field does not, the page goes on showing those and says so.

mod priced;

pub(crate) use priced::{Ahead, Course, Priced};

use crate::curve::{self, Lines};
use crate::points::{self, Points};
use crate::{scale, text};
use sse_cost_web_inputs::{Choice, Field, FreeTier, Inputs, Link, Method, Preset};
use sse_guide::Requirement;
use sse_pricing::{EncryptionOption, Error};
use std::rc::Rc;
use yew::{AttrValue, Reducible, UseReducerDispatcher};

/// What a component sends its actions to.
pub(crate) type Dispatch = UseReducerDispatcher<State>;

/// What somebody did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// Typed into a field: its whole text.
    Type(Field, String),
    /// Moved the slider of a field to a position.
    Slide(Field, u64),
    /// Chose a value: the key of the choice, and the value's id.
    Choose(&'static str, String),
    /// Required something, or no longer.
    Require(Requirement, bool),
    /// Started from a preset, by its id.
    Start(String),
    /// Came by a link, or went back: the fragment of the address.
    Follow(String),
    /// Keeps the inputs as today's, to hold others against them.
    Keep,
    /// Goes back to today's inputs, and keeps the others in their place.
    Swap,
    /// Holds nothing against anything any more.
    Forget,
    /// Opened a part of the page, or closed it.
    Toggle(Panel),
    /// Opened a part of the page, which stays.
    Open(Panel),
}

/// A part of the page that is built when it is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Panel {
    /// The line items of an option.
    Lines(EncryptionOption),
    /// The figures of the chart.
    Figures,
    /// The figures of the months ahead.
    Months,
}

impl Panel {
    /// The `id` of the element.
    pub(crate) fn id(self) -> String {
        match self {
            Panel::Lines(option) => format!("{option}-lines"),
            Panel::Figures => "chart-figures".to_owned(),
            Panel::Months => "ahead-figures".to_owned(),
        }
    }
}

/// A field as it stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Input {
    pub(crate) field: Field,
    /// As it was typed; nothing but typing, the slider and a whole new set of inputs changes it.
    pub(crate) text: AttrValue,
    /// What is wrong with it.
    pub(crate) error: Option<AttrValue>,
}

/// The page's state.
#[derive(Clone, Debug)]
pub(crate) struct State {
    pub(crate) inputs: Inputs,
    errors: Vec<(Field, AttrValue)>,
    /// The last inputs in which every field made sense. There are none only if the page was built with prices that cannot
    /// price its own defaults.
    pub(crate) priced: Option<Rc<Priced>>,
    /// What is held against it.
    pub(crate) today: Option<Rc<Priced>>,
    /// The chart's lines for the priced workload at every volume.
    pub(crate) lines: Lines,
    /// Where along them something changes.
    pub(crate) points: Points,
    /// An error that belongs to no single field: a figure has grown too large.
    pub(crate) problem: Option<AttrValue>,
    /// What happened last and cannot be seen where it happened: what a preset set, what a link said that was not understood.
    pub(crate) notice: Option<AttrValue>,
    pub(crate) open: Vec<Panel>,
}

impl State {
    /// What a link says; by default a million documents in Northern Virginia, everything else by default.
    pub(crate) fn new(fragment: &str) -> State {
        let state = State {
            inputs: Inputs::default(),
            errors: Vec::new(),
            priced: None,
            today: None,
            lines: Lines::default(),
            points: Points::default(),
            problem: None,
            notice: None,
            open: Vec::new(),
        };
        // The defaults first, so that a link of nonsense still has something to show.
        let state = state.repriced().redrawn(None);
        if fragment.is_empty() { state } else { state.after(Action::Follow(fragment.to_owned())) }
    }

    /// A field as it stands.
    pub(crate) fn input(&self, field: Field) -> Input {
        let error = self.errors.iter().find(|(wrong, _)| *wrong == field);
        Input {
            field,
            text: AttrValue::from(self.inputs.text(field).to_owned()),
            error: error.map(|(_, error)| error.clone()),
        }
    }

    /// Whether a part of the page is open.
    pub(crate) fn is_open(&self, panel: Panel) -> bool {
        self.open.contains(&panel)
    }

    /// Whether what is shown is not what the fields say.
    pub(crate) fn is_stale(&self) -> bool {
        self.problem.is_some() || !self.errors.is_empty()
    }

    /// The flat percentage in words, while nobody has given one. The library takes it for given.
    pub(crate) fn assumed_reduction(&self) -> Option<AttrValue> {
        let assumed =
            self.inputs.method == Method::Flat && self.inputs.text(Field::Reduction).trim().is_empty();
        assumed.then(|| AttrValue::from(text::assumed_reduction(text::placeholder(Field::Reduction))))
    }

    /// What is recommended, where something is required.
    pub(crate) fn chosen(&self) -> Option<EncryptionOption> {
        let priced = self.priced.as_ref().filter(|priced| !priced.inputs.requirements().is_empty())?;
        priced.recommendation.choice().map(sse_guide::recommend::Choice::option)
    }

    /// All inputs as the fragment of an address.
    pub(crate) fn fragment(&self) -> String {
        let today = self.today.as_ref().map(|today| today.inputs.clone());
        Link { inputs: self.inputs.clone(), today }.fragment()
    }

    /// The state after an action.
    pub(crate) fn after(&self, action: Action) -> State {
        let mut state = self.clone();
        state.notice = None;
        match action {
            Action::Type(field, text) => state.inputs.set(field, &text),
            Action::Slide(field, position) => {
                state.inputs.set(field, &scale::volume_at(position).to_string());
            }
            Action::Choose(key, id) => {
                state.inputs.apply(key, &id);
            }
            Action::Require(requirement, required) => state.inputs.require(requirement, required),
            Action::Start(id) => {
                let Some(preset) = Preset::find(&id) else { return state };
                state.inputs = preset.inputs();
                state.notice = Some(text::preset(&preset).into());
            }
            Action::Follow(fragment) => {
                let (link, mut lost) = Link::read(&fragment);
                state.inputs = link.inputs;
                let today = link.today.map(|today| Priced::of(&today));
                // What cannot be priced cannot be held against anything; the fields have no place to show it.
                if let Some(Err(error)) = &today {
                    lost.push(format!("today: {error}"));
                }
                state.today = today.and_then(Result::ok).map(Rc::new);
                state.notice = (!lost.is_empty()).then(|| text::lost(&lost).into());
            }
            Action::Keep => state.today = state.priced.clone(),
            Action::Forget => state.today = None,
            Action::Swap => {
                if let Some(today) = &self.today {
                    state.inputs = today.inputs.clone();
                    state.today = state.priced.clone();
                }
            }
            Action::Toggle(panel) | Action::Open(panel) => {
                let open = matches!(action, Action::Open(_)) || !self.is_open(panel);
                state.open.retain(|other| *other != panel);
                state.open.extend(open.then_some(panel));
                return state;
            }
        }
        state.repriced().redrawn(Some(self))
    }

    /// Reads every field anew and prices what they say if they all make sense.
    fn repriced(mut self) -> State {
        self.problem = None;
        self.errors.clear();
        match self.inputs.read() {
            Err(wrong) => {
                self.errors = wrong.into_iter().map(|wrong| (wrong.field, message(&wrong.error))).collect();
            }
            Ok(read) => match Priced::new(&self.inputs, read) {
                Ok(priced) => self.priced = Some(Rc::new(priced)),
                Err(error) => self.blame(&error),
            },
        }
        self
    }

    /// Draws the chart's lines, unless they are those of `before`: a change of the volume alone leaves them.
    fn redrawn(mut self, before: Option<&State>) -> State {
        let drawn = |state: &State| {
            let priced = state.priced.as_ref();
            priced.map(|priced| {
                (state.inputs.key_kind, curve::at_any_volume(&priced.workload), priced.plans.budget)
            })
        };
        let now = drawn(&self);
        if before.map(drawn) != Some(now.clone()) {
            let (lines, points) = now
                .map(|(kind, workload, budget)| {
                    (curve::lines(&workload, kind), points::points(&workload, kind, budget))
                })
                .unwrap_or_default();
            (self.lines, self.points) = (lines, points);
        }
        self
    }

    /// An error that shows only when everything comes together: at its field, if it has one on the page.
    fn blame(&mut self, error: &Error) {
        let at_fault = Field::ALL
            .into_iter()
            .find(|field| field.counts(&self.inputs) && field.json_name() == error.field());
        match at_fault {
            Some(field) if !error.is_too_large() => self.errors.push((field, message(error))),
            _ => self.problem = Some(message(error)),
        }
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<State>, action: Action) -> Rc<State> {
        // What is known already, as of a second key in the same frame, builds nothing anew.
        let known = match &action {
            Action::Type(field, text) => self.inputs.text(*field) == text,
            Action::Slide(field, position) => {
                self.inputs.text(*field) == scale::volume_at(*position).to_string()
            }
            Action::Follow(fragment) => self.fragment() == fragment.trim_start_matches('#'),
            _ => false,
        };
        if known { self } else { Rc::new(self.after(action)) }
    }
}

/// Whether free requests are left, as a tick has it.
pub(crate) fn free_tier(left: bool) -> Action {
    let value = if left { FreeTier::Left } else { FreeTier::UsedUp };
    Action::Choose(FreeTier::KEY, value.id().to_owned())
}

/// What is wrong, without the field's name, which stands above it: `"12 apples" is not a whole number ...`.
fn message(error: &Error) -> AttrValue {
    let whole = error.to_string();
    let said = whole.split_once(':').map_or(whole.as_str(), |(_, said)| said.trim_start());
    match said.strip_prefix("\"\" is not ") {
        Some(allowed) => format!("Needed: {allowed}").into(),
        None => said.to_owned().into(),
    }
}

#[cfg(test)]
mod tests;
