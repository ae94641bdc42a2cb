//! `cargo xtask bench`: how fast the library and the page are.

use anyhow::Result;
use clap::Subcommand;

use crate::workspace::{Workspace, run};
use crate::{bench_portfolio, browser, serve, site};

#[derive(Subcommand)]
pub(crate) enum What {
    /// How soon the page can be read and used, beside the same calculator in React, and the time from a key press to the
    /// next paint; in a browser on a processor slowed 4 times
    Web,
    /// What Lighthouse says of the page: performance, accessibility, best practices
    Lighthouse,
    /// The benchmarks of the pricing library
    Native,
    /// A million buckets through `sse-cost portfolio`, and through DuckDB where it is installed
    Portfolio,
}

pub(crate) fn command(workspace: &Workspace, what: &What) -> Result<()> {
    match what {
        What::Web => web(workspace),
        What::Lighthouse => lighthouse(workspace),
        What::Native => run(&mut workspace.cargo(&["bench", "--locked", "--package", "sse-pricing"])),
        What::Portfolio => bench_portfolio::command(workspace),
    }
}

fn web(workspace: &Workspace) -> Result<()> {
    let browser = browser::set_up(workspace)?;
    let folder = workspace.target().join("site");
    site::build(workspace, &folder)?;
    let comparison = workspace.target().join("comparison");
    let source = workspace.browser_tests().join("bench").join("react");
    browser::install_packages(&source)?;
    run(browser.node("bench/react/build.mjs", "").arg(&comparison))?;
    run(browser.node("bench/load.mjs", "").args([&folder, &comparison]))?;
    run(&mut browser.node("bench/typing.mjs", &serve::in_background(folder)?))
}

fn lighthouse(workspace: &Workspace) -> Result<()> {
    let browser = browser::set_up(workspace)?;
    browser::install_packages(&workspace.browser_tests().join("bench").join("lighthouse"))?;
    let folder = workspace.target().join("site");
    site::build(workspace, &folder)?;
    run(&mut browser.node("bench/lighthouse/run.mjs", &serve::in_background(folder)?))
}
