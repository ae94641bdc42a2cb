//! What somebody can take along: a link, a command, files, pictures. `web/take.js` does what a button says.

use crate::el::{El, el};
use crate::state::{Priced, State};
use crate::text;
use sse_cost_web_inputs::Read;

/// The buttons, each with what it takes.
pub(crate) fn take(state: &State, priced: &Priced) -> El {
    let button = |(what, words): (&'static str, &'static str)| {
        let button = el("button").set("type", "button").class("plain").set("data-take", what);
        // A link holds what was typed, right or wrong; everything else is of figures.
        let needs_figures = what != "link" && state.is_stale();
        button.set_if(needs_figures, "disabled", "").text(words)
    };
    let commands = [command(priced), priced.inputs.forecast_command(&read(priced))];
    let code = |command: String| el("pre").child(el("code").text_of(command));
    el("div")
        .class("card take")
        .child(el("h3").text(text::TAKE))
        .child(el("p").class("help").text(text::TAKE_HELP))
        .child(el("div").class("buttons").children(text::TAKE_BUTTONS.map(button)))
        .child(el("p").class("said").set("id", "take-said").set("role", "status"))
        .child(el("details").child(el("summary").text(text::COMMAND)).children(commands.map(code)))
}

/// The command line that gives the same comparison.
pub(crate) fn command(priced: &Priced) -> String {
    priced.inputs.command(&read(priced))
}

fn read(priced: &Priced) -> Read {
    Read { workload: priced.workload.clone(), plans: priced.plans.clone() }
}
