//! The one part of the Rust toolchain that the page needs and a fresh checkout may lack.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::workspace::{Workspace, output, run};

/// The target that the page and the npm package are built for.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// Adds the WebAssembly target to the active toolchain when it is missing.
///
/// Asked of rustc, not of rustup: a distribution's own Rust can have the target without there being a rustup.
pub(crate) fn add_wasm_target(workspace: &Workspace) -> Result<()> {
    let mut ask = Command::new("rustc");
    ask.current_dir(workspace.root()).args(["--print", "target-libdir", "--target", WASM]);
    if Path::new(output(&mut ask)?.trim()).is_dir() {
        return Ok(());
    }
    eprintln!("adding the Rust target {WASM}, once: rustup target add {WASM}");
    let mut add = Command::new("rustup");
    add.current_dir(workspace.root()).args(["target", "add", WASM]);
    run(&mut add).with_context(|| {
        format!(
            "the page needs Rust's target {WASM}, and adding it did not work. \
             With rustup: check the network, then run `rustup target add {WASM}`. \
             Without rustup: install your distribution's package of Rust's standard library for wasm32, \
             or rustup from https://rustup.rs"
        )
    })
}
