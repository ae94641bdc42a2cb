//! The two programs of the page: the calculator of its first load, and the one that writes the files of a setup, which is loaded
//! when somebody asks for them.

use anyhow::{Context, Result};

use crate::toolchain::add_wasm_target;
use crate::wasm::{self, Crate, Program};
use crate::workspace::{Workspace, output};

const CALCULATOR: Crate =
    Crate { package: "sse-cost-web", features: "", compiled: "sse_cost_web.wasm", name: "calculator" };
const SETUP: Crate = Crate {
    package: "sse-cost-web-setup",
    features: "",
    compiled: "sse_cost_web_setup.wasm",
    name: "setup-files",
};

/// Both programs of the page.
pub(crate) struct Programs {
    pub(crate) calculator: Program,
    /// What the calculator draws at first, as HTML.
    pub(crate) drawn: String,
    pub(crate) setup: Program,
}

/// Compiles both programs. Stages 1 to 3 of 4; the last one is [`crate::site::build`].
pub(crate) fn build(workspace: &Workspace) -> Result<Programs> {
    stage(1, "compiling");
    add_wasm_target(workspace)?;
    let folder = workspace.target().join("page");
    wasm::clear(&folder)?;
    // One after the other: together, cargo would give each the features that the other one asks for.
    wasm::compile(workspace, &CALCULATOR, &folder)?;
    wasm::compile(workspace, &SETUP, &folder)?;
    let drawn = prerender(workspace)?;

    stage(2, "binding to the browser");
    wasm::bind(&CALCULATOR, &folder)?;
    wasm::bind(&SETUP, &folder)?;

    stage(3, "optimising");
    let calculator = wasm::finish(workspace, &CALCULATOR, &folder)?;
    Ok(Programs { calculator, drawn, setup: wasm::finish(workspace, &SETUP, &folder)? })
}

/// A program of its own and no dependency of this one: a page that does not compile must not keep this one from saying so.
fn prerender(workspace: &Workspace) -> Result<String> {
    let (package, features) = (["--package", "sse-cost-web"], ["--features", "prerender"]);
    let arguments = ["run", "--locked", "--quiet", "--bin", "prerender"];
    let drawn = output(&mut workspace.cargo(&[&arguments[..], &package, &features].concat()));
    drawn.context("the page's first content could not be drawn")
}

/// One line for each stage, on standard error like cargo's own progress.
pub(crate) fn stage(number: u8, what: &str) {
    eprintln!("building the page ({number}/4): {what}");
}
