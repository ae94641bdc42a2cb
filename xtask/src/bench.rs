//! `cargo xtask bench`: how fast the library and the page are.

use anyhow::Result;
use clap::Subcommand;

use crate::workspace::{Workspace, run};
use crate::{bench_portfolio, browser, serve, site};

#[derive(Subcommand)]
pub(crate) enum What {
    /// The time from a key press to the next paint, in a browser on a processor slowed 4 times
    Web,
    /// The benchmarks of the pricing library
    Native,
    /// A million buckets through `sse-cost portfolio`, and through DuckDB where it is installed
    Portfolio,
}

pub(crate) fn command(workspace: &Workspace, what: &What) -> Result<()> {
    match what {
        What::Web => web(workspace),
        What::Native => run(&mut workspace.cargo(&["bench", "--locked", "--package", "sse-pricing"])),
        What::Portfolio => bench_portfolio::command(workspace),
    }
}

fn web(workspace: &Workspace) -> Result<()> {
    let browser = browser::set_up(workspace)?;
    let folder = workspace.target().join("site");
    site::build(workspace, &folder)?;
    run(&mut browser.node("bench/typing.mjs", &serve::in_background(folder)?))
}
