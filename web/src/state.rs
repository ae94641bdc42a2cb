//! Everything that changes on the page, as one pure reducer.
//!
//! Each field keeps the text as it was typed, beside the error that it makes. The priced workload is the last one in which
//! every field made sense: while a field does not, the page goes on showing that one and says so.

use crate::curve::{self, Lines};
use crate::field::Field;
use crate::{scale, text};
use sse_guide::SecurityClass;
use sse_pricing::{
    Assumable, BucketKey, BucketKeyModel, Comparison, EncryptionOption, Error, Estimate, KmsKey, Percent,
    PriceBook, Workload,
};
use std::rc::Rc;
use yew::{AttrValue, Reducible, UseReducerDispatcher};

/// What a component sends its actions to.
pub(crate) type Dispatch = UseReducerDispatcher<State>;

/// What somebody did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// Typed into a field: its whole text.
    Type(Field, String),
    /// Moved the slider of the documents.
    Slide(u64),
    /// Chose a Region by its code.
    Region(String),
    /// Said whether the free requests are left.
    FreeTier(bool),
    /// Chose whose KMS keys to look at.
    KeyKind(KeyKind),
    /// Chose how to say what a Bucket Key saves.
    Method(Method),
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
    /// The reasons behind an option's answers to the criteria.
    Reasons(EncryptionOption),
    /// The figures of the chart.
    Figures,
}

impl Panel {
    /// The `id` of the element.
    pub(crate) fn id(self) -> String {
        match self {
            Panel::Lines(option) => format!("{option}-lines"),
            Panel::Reasons(option) => format!("{option}-reasons"),
            Panel::Figures => "chart-figures".to_owned(),
        }
    }
}

/// Whose KMS keys somebody wants to look at. The others stay, in the background.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyKind {
    /// Both kinds.
    Both,
    /// One kind only.
    Only(KmsKey),
}

impl KeyKind {
    /// Every choice, in the order in which they are shown.
    pub(crate) const ALL: [KeyKind; 3] =
        [KeyKind::Both, KeyKind::Only(KmsKey::CustomerManaged), KeyKind::Only(KmsKey::AwsManaged)];

    /// Whether an option is looked at. Options without KMS always are: they are what KMS is weighed against.
    pub(crate) fn includes(self, option: EncryptionOption) -> bool {
        match (self, option.kms_key()) {
            (KeyKind::Both, _) | (_, None) => true,
            (KeyKind::Only(chosen), Some(key)) => chosen == key,
        }
    }
}

/// The ways to say what a Bucket Key saves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    /// Modelled from the traffic.
    Model,
    /// A flat percentage.
    Flat,
    /// A number of calls that was counted.
    Measured,
}

impl Method {
    /// Every way, in the order in which they are shown.
    pub(crate) const ALL: [Method; 3] = [Method::Model, Method::Flat, Method::Measured];

    fn bucket_key(self) -> BucketKey {
        match self {
            Method::Model => BucketKey::Model(BucketKeyModel::default()),
            Method::Flat => BucketKey::Reduction(Percent::ZERO),
            Method::Measured => BucketKey::Measured(0),
        }
    }
}

/// A field as it stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Input {
    pub(crate) field: Field,
    /// As it was typed; nothing but typing and the slider changes it.
    pub(crate) text: AttrValue,
    /// What is wrong with it.
    pub(crate) error: Option<AttrValue>,
}

/// A workload and what it costs.
#[derive(Debug)]
pub(crate) struct Priced {
    pub(crate) workload: Workload,
    pub(crate) estimates: [Estimate; 7],
    /// The cheapest option of each security class.
    pub(crate) cheapest: [Option<EncryptionOption>; 5],
}

/// The page's state.
#[derive(Clone, Debug)]
pub(crate) struct State {
    inputs: [Input; 9],
    pub(crate) region: Rc<str>,
    pub(crate) free_tier: Assumable<bool>,
    pub(crate) key_kind: KeyKind,
    pub(crate) method: Method,
    /// The last workload in which every field made sense. There is none only if the page was built with prices that cannot
    /// price its own defaults.
    pub(crate) priced: Option<Rc<Priced>>,
    /// The chart's lines for the priced workload at every volume.
    pub(crate) lines: Lines,
    /// An error that belongs to no single field: a figure has grown too large.
    pub(crate) problem: Option<AttrValue>,
    pub(crate) open: Vec<Panel>,
}

impl State {
    /// A million documents in Northern Virginia, everything else by default.
    pub(crate) fn new() -> State {
        let initial = |field: Field| Input { field, text: AttrValue::Static(field.initial()), error: None };
        let state = State {
            inputs: Field::ALL.map(initial),
            region: Rc::from("us-east-1"),
            free_tier: Assumable::Assumed(true),
            key_kind: KeyKind::Both,
            method: Method::Model,
            priced: None,
            lines: Lines::default(),
            problem: None,
            open: Vec::new(),
        };
        state.repriced().redrawn(None)
    }

    /// A field as it stands.
    pub(crate) fn input(&self, field: Field) -> &Input {
        let [first, rest @ ..] = &self.inputs;
        // Every field is among them.
        rest.iter().find(|input| input.field == field).unwrap_or(first)
    }

    /// Whether a part of the page is open.
    pub(crate) fn is_open(&self, panel: Panel) -> bool {
        self.open.contains(&panel)
    }

    /// Whether what is shown is not what the fields say.
    pub(crate) fn is_stale(&self) -> bool {
        self.problem.is_some() || self.inputs.iter().any(|input| input.error.is_some())
    }

    /// The flat percentage in words, while nobody has given one. The library takes it for given.
    pub(crate) fn assumed_reduction(&self) -> Option<AttrValue> {
        let assumed = self.method == Method::Flat && self.input(Field::Reduction).text.trim().is_empty();
        assumed.then(|| AttrValue::from(text::assumed_reduction(text::placeholder(Field::Reduction))))
    }

    /// The state after an action.
    pub(crate) fn after(&self, action: Action) -> State {
        let mut state = self.clone();
        match action {
            Action::Type(field, text) => state.set(field, text),
            Action::Slide(position) => state.set(Field::Documents, scale::volume_at(position).to_string()),
            Action::Region(code) => state.region = Rc::from(code),
            Action::FreeTier(left) => state.free_tier = Assumable::Given(left),
            Action::KeyKind(kind) => state.key_kind = kind,
            Action::Method(method) => state.method = method,
            Action::Toggle(panel) | Action::Open(panel) => {
                let open = matches!(action, Action::Open(_)) || !self.is_open(panel);
                state.open.retain(|other| *other != panel);
                state.open.extend(open.then_some(panel));
                return state;
            }
        }
        state.repriced().redrawn(Some(self))
    }

    fn set(&mut self, field: Field, text: String) {
        let input = self.inputs.iter_mut().find(|input| input.field == field);
        if let Some(input) = input {
            input.text = AttrValue::from(text);
        }
    }

    /// Reads every field anew and prices the workload if they all make sense.
    fn repriced(mut self) -> State {
        self.problem = None;
        let Ok(mut workload) = Workload::documents(String::from(&*self.region), 0) else { return self };
        workload.bucket_key = self.method.bucket_key();
        if let Assumable::Given(left) = self.free_tier {
            let free = if left { workload.free_requests.value() } else { 0 };
            workload.free_requests = Assumable::Given(free);
        }
        for input in &mut self.inputs {
            input.error = None;
            if input.field.counts(&workload.bucket_key) {
                // Read into a copy: the error of one field must not make the next one look wrong.
                let mut read = workload.clone();
                match input.field.read(&input.text, &mut read) {
                    Ok(()) => workload = read,
                    Err(error) => input.error = Some(message(&error)),
                }
            }
        }
        if !self.is_stale() {
            match Priced::new(workload) {
                Ok(priced) => self.priced = Some(Rc::new(priced)),
                Err(error) => self.blame(&error),
            }
        }
        self
    }

    /// Draws the chart's lines, unless they are those of `before`: a change of the volume alone leaves them.
    fn redrawn(mut self, before: Option<&State>) -> State {
        let drawn = |state: &State| {
            let workload = state.priced.as_ref().map(|priced| priced.at_any_volume());
            (state.key_kind, workload)
        };
        let (kind, workload) = drawn(&self);
        if before.map(drawn) != Some((kind, workload.clone())) {
            self.lines = workload.map(|workload| curve::lines(&workload, kind)).unwrap_or_default();
        }
        self
    }

    /// An error that shows only when everything comes together: at its field, if it has one on the page.
    fn blame(&mut self, error: &Error) {
        let at_fault = self.inputs.iter_mut().find(|input| input.field.json_name() == error.field());
        match at_fault {
            Some(input) if !error.is_too_large() => input.error = Some(message(error)),
            _ => self.problem = Some(message(error)),
        }
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<State>, action: Action) -> Rc<State> {
        // What is known already, as of a second key in the same frame, builds nothing anew.
        let known = matches!(&action, Action::Type(field, text) if self.input(*field).text == *text);
        if known { self } else { Rc::new(self.after(action)) }
    }
}

impl Priced {
    fn new(workload: Workload) -> Result<Priced, Error> {
        let comparison = Comparison::new(&workload, PriceBook::builtin())?;
        let cheapest = SecurityClass::ALL.map(|class| class.cheapest(&comparison));
        let estimates = comparison.estimates().clone();
        Ok(Priced { workload, estimates, cheapest })
    }

    /// One option's estimate.
    pub(crate) fn estimate(&self, option: EncryptionOption) -> &Estimate {
        let [first, rest @ ..] = &self.estimates;
        rest.iter().find(|estimate| estimate.option() == option).unwrap_or(first)
    }

    /// The workload without its volume: the chart draws every volume, so it changes only with the rest.
    pub(crate) fn at_any_volume(&self) -> Workload {
        Workload { uploads: 0, downloads: 0, ..self.workload.clone() }
    }
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
