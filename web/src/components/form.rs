//! The inputs.

use crate::address;
use crate::components::choice::{choice, select};
use crate::components::regions::Regions;
use crate::components::requirements::requirements;
use crate::components::slider::slider;
use crate::components::tag;
use crate::components::text_field::TextField;
use crate::el::{El, On, el};
use crate::memo::memo;
use crate::state::{self, Action, Dispatch, State};
use crate::text;
use sse_cost_web_inputs::{ClientChoice, Field, FreeTier, Method, Preset, Volume};
use sse_pricing::display;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Every input of the page.
pub(crate) fn form(state: &State, dispatch: &Dispatch) -> El {
    el("form")
        .set("id", "workload")
        // The page has nowhere to send a form to.
        .on(On::Submit, |event| event.prevent_default())
        .child(volume(state, dispatch))
        .child(requirements(state, dispatch))
        .child(keys(state, dispatch))
        .child(bucket_key(state, dispatch))
        .child(ahead(state, dispatch))
}

/// Inputs under a heading.
pub(crate) fn group(class: &'static str, name: &'static str) -> El {
    el("fieldset").class(class).child(el("legend").text(name))
}

/// Inputs that few need.
fn more(summary: &'static str) -> El {
    el("details").child(el("summary").text(summary))
}

fn field(field: Field, state: &State, dispatch: &Dispatch) -> Html {
    memo(TextField { input: state.input(field), echo: echo(field, state), dispatch: dispatch.clone() })
}

/// How a text was understood, where that is worth saying. Of a text that is not priced, as while another field is wrong,
/// nothing is known.
fn echo(field: Field, state: &State) -> Option<AttrValue> {
    let priced =
        state.priced.as_ref().filter(|priced| priced.inputs.text(field) == state.inputs.text(field))?;
    let workload = &priced.workload;
    let count = match field {
        Field::Documents | Field::Uploads => workload.uploads,
        Field::Downloads => workload.downloads,
        Field::Region => return text::region_echo(&workload.region).map(AttrValue::from),
        _ => return None,
    };
    Some(AttrValue::from(text::volume_echo(&display::count(count))))
}

fn volume(state: &State, dispatch: &Dispatch) -> El {
    let field = |which| field(which, state, dispatch);
    let workload = state.priced.as_ref().map(|priced| &priced.workload);
    let (uploads, downloads) = workload.map_or((0, 0), |workload| (workload.uploads, workload.downloads));
    let card = group("card volume", text::WORKLOAD).child(presets(state, dispatch));
    let card = match state.inputs.volume {
        Volume::Documents => {
            card.html(field(Field::Documents)).child(slider(Field::Documents, uploads, dispatch))
        }
        Volume::Apart => card
            .html(field(Field::Uploads))
            .child(slider(Field::Uploads, uploads, dispatch))
            .html(field(Field::Downloads))
            .child(slider(Field::Downloads, downloads, dispatch)),
    };
    let card = card.child(choice(state.inputs.volume, text::VOLUME, text::VOLUME_HELP, dispatch));
    let rest = more(text::MORE_WORKLOAD).child(choice(
        state.inputs.client,
        text::CLIENT,
        text::CLIENT_HELP,
        dispatch,
    ));
    let rest = if state.inputs.client == ClientChoice::Custom {
        rest.html(field(Field::PartSize)).html(field(Field::Threshold))
    } else {
        rest
    };
    let rest = if state.inputs.volume == Volume::Apart { rest.html(field(Field::Copies)) } else { rest };
    card.html(field(Field::Region)).html(field(Field::ObjectSize)).child(rest).html(memo(Regions))
}

fn presets(state: &State, dispatch: &Dispatch) -> El {
    let (dispatch, fragment) = (dispatch.clone(), state.fragment());
    let none = (AttrValue::Static(""), AttrValue::Static(text::NO_PRESET), true);
    let preset = |preset: Preset| (AttrValue::Static(preset.id), AttrValue::Static(preset.name), false);
    let options = [none].into_iter().chain(Preset::ALL.map(preset)).collect();
    select("preset", text::PRESET, text::PRESET_HELP, options, move |id| {
        address::remember(&fragment);
        dispatch.dispatch(Action::Start(id));
    })
}

fn keys(state: &State, dispatch: &Dispatch) -> El {
    let field = |which| field(which, state, dispatch);
    let rest = more(text::MORE_KEYS)
        .html(field(Field::Replicas))
        .html(field(Field::Rotations))
        .html(field(Field::Trails));
    let left = state.inputs.free_tier != FreeTier::UsedUp;
    let rest = if left { rest.html(field(Field::FreeRequests)) } else { rest };
    group("card", text::ENCRYPTION_KEYS)
        .child(choice(state.inputs.key_kind, text::KEY_KIND, text::KEY_KIND_HELP, dispatch))
        .html(field(Field::Keys))
        .child(free_tier(state, dispatch))
        .child(rest)
}

fn free_tier(state: &State, dispatch: &Dispatch) -> El {
    let dispatch = dispatch.clone();
    let input = el("input")
        .set("id", "free-tier")
        .set("type", "checkbox")
        .set("aria-describedby", "free-tier-tag free-tier-help")
        .checked(state.inputs.free_tier != FreeTier::UsedUp)
        .on(On::Change, move |event| {
            let left = event.target_unchecked_into::<HtmlInputElement>().checked();
            dispatch.dispatch(state::free_tier(left));
        });
    let label = el("label").set("for", "free-tier").text(text::FREE_TIER);
    let assumed = (state.inputs.free_tier == FreeTier::Assumed).then(|| tag("free-tier", text::ASSUMED));
    el("div")
        .class("field check")
        .child(input)
        .child(el("div").class("label").child(label).child_if(assumed))
        .child(el("p").class("help").set("id", "free-tier-help").text(text::FREE_TIER_HELP))
}

fn bucket_key(state: &State, dispatch: &Dispatch) -> El {
    let field = |which| field(which, state, dispatch);
    let help = text::method_help(state.inputs.method);
    let group =
        group("card", text::BUCKET_KEY).child(choice(state.inputs.method, text::METHOD, help, dispatch));
    match state.inputs.method {
        Method::Model => group
            .html(field(Field::Requesters))
            .html(field(Field::ReadBack))
            .child(more(text::MORE_ASSUMPTIONS).html(field(Field::Window)).html(field(Field::ActiveHours))),
        Method::Flat => group.html(field(Field::Reduction)),
        Method::Measured => group.html(field(Field::MeasuredCalls)),
    }
}

fn ahead(state: &State, dispatch: &Dispatch) -> El {
    let field = |which| field(which, state, dispatch);
    group("card", text::AHEAD)
        .html(field(Field::Growth))
        .html(field(Field::Months))
        .html(field(Field::Budget))
}
