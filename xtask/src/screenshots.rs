//! `cargo xtask screenshots`: the pictures of the page, taken anew, and its icons.

use std::env;
use std::path::Path;

use anyhow::{Context, Result};

use crate::workspace::{Workspace, run};
use crate::{browser, serve, site};

/// Takes the pictures in docs/, draws web/icons/, and into `all` every variant that a person should look at before a release.
pub(crate) fn command(workspace: &Workspace, all: Option<&Path>) -> Result<()> {
    let browser = browser::set_up(workspace)?;
    let folder = workspace.target().join("site");
    site::build(workspace, &folder)?;
    let mut script = browser.node("screenshots.mjs", &serve::in_background(folder)?);
    script.arg(workspace.root().join("docs"));
    if let Some(all) = all {
        // The script runs in tests/web; a person means the folder they are in.
        script.arg(env::current_dir().context("the current folder is gone")?.join(all));
    }
    run(&mut script)?;
    run(browser.node("icons.mjs", "").arg(workspace.root().join("web")))
}
