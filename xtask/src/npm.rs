//! `cargo xtask npm`: the npm package of crates/wasm, as a folder and packed, and what it weighs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::assets;
use crate::browser::{Browser, install_packages};
use crate::toolchain::add_wasm_target;
use crate::wasm::{self, Crate};
use crate::workspace::{Workspace, on_path, output, run};

const ENGINE: Crate =
    Crate { package: "sse-cost-wasm", features: "", compiled: "sse_cost_wasm.wasm", name: "engine" };
const SETUP: Crate = Crate {
    package: "sse-cost-wasm",
    features: "setup",
    compiled: "sse_cost_wasm.wasm",
    name: "setup-engine",
};

/// What an import of the package loads: its name, its files, and the bytes after brotli that they may weigh: what they weigh, and
/// a little room.
struct Entry {
    import: &'static str,
    files: [&'static str; 6],
    budget: usize,
}

const ENTRIES: [Entry; 2] = [
    Entry {
        import: "sse-cost",
        files: ["index.js", "functions.js", "call.js", "error.js", "engine.js", "engine.wasm"],
        budget: 82_000,
    },
    Entry {
        import: "sse-cost/setup",
        files: [
            "setup.js",
            "setup.functions.js",
            "call.js",
            "error.js",
            "setup-engine.js",
            "setup-engine.wasm",
        ],
        budget: 100_000,
    },
];

/// Builds the package and says where it is.
pub(crate) fn command(workspace: &Workspace) -> Result<()> {
    let packed = build(workspace)?;
    weigh(workspace)?;
    println!("\nThe package is {}", packed.display());
    Ok(())
}

/// Builds and packs the package. The packed file.
pub(crate) fn build(workspace: &Workspace) -> Result<PathBuf> {
    let npm = on_path("npm").context("packing takes Node with npm: https://nodejs.org")?;
    add_wasm_target(workspace)?;
    let home = workspace.target().join("npm");
    let (programs, folder) = (home.join("programs"), folder(workspace));
    wasm::clear(&programs)?;
    wasm::clear(&folder)?;
    for of in [&ENGINE, &SETUP] {
        wasm::compile(workspace, of, &programs)?;
        wasm::bind(of, &programs)?;
        let program = wasm::finish(workspace, of, &programs)?;
        write(&folder.join(format!("{}.js", of.name)), &program.glue)?;
        write(&folder.join(format!("{}.wasm", of.name)), &program.wasm)?;
    }
    copy_sources(workspace.root(), &folder)?;
    let packed = output(Command::new(npm).current_dir(&folder).args([
        "pack",
        "--silent",
        "--pack-destination",
        "..",
    ]))?;
    Ok(home.join(packed.trim()))
}

/// The package's folder, before it is packed.
fn folder(workspace: &Workspace) -> PathBuf {
    workspace.target().join("npm").join("sse-cost")
}

/// Tests the packed package as others install it: tests/npm.
pub(crate) fn test(workspace: &Workspace, browser: &Browser, program: &Path, packed: &Path) -> Result<()> {
    let tests = workspace.root().join("tests").join("npm");
    install_packages(&tests)?;
    let mut node = browser.node_in(&tests);
    node.arg("--test").arg("--test-reporter=spec").args(TESTS);
    node.env("SSE_COST_BIN", program).env("SSE_COST_PACKAGE", packed);
    node.env("SSE_COST_TEST_OUTPUT", workspace.target().join("npm-tests"));
    run(&mut node)
}

/// By name: Node looks for patterns itself only from 21 on.
const TESTS: [&str; 3] = ["bad_input.test.mjs", "readme.test.mjs", "same.test.mjs"];

/// What is written by hand, with the version of the workspace.
fn copy_sources(root: &Path, folder: &Path) -> Result<()> {
    let of_crate = root.join("crates").join("wasm");
    let sources = of_crate.join("npm");
    for entry in fs::read_dir(&sources).with_context(|| format!("cannot read {}", sources.display()))? {
        let source = entry?.path();
        let name = source.file_name().with_context(|| format!("no file: {}", source.display()))?;
        copy(&source, &folder.join(name))?;
    }
    for name in ["LICENSE-APACHE", "LICENSE-MIT"] {
        copy(&root.join(name), &folder.join(name))?;
    }
    copy(&of_crate.join("README.md"), &folder.join("README.md"))?;

    let description = folder.join("package.json");
    let text = fs::read_to_string(&description).context("cannot read package.json")?;
    let version = concat!("\"version\": \"", env!("CARGO_PKG_VERSION"), "\"");
    let text = assets::fill(&text, "\"version\": \"0.0.0\"", version)?;
    write(&description, text.as_bytes())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).with_context(|| format!("cannot copy {}", from.display())).map(drop)
}

fn write(path: &Path, content: &[u8]) -> Result<()> {
    fs::write(path, content).with_context(|| format!("cannot write {}", path.display()))
}

/// Prints what each import loads, and fails where that is over its budget.
pub(crate) fn weigh(workspace: &Workspace) -> Result<()> {
    let folder = folder(workspace);
    println!("{:36} {:>9} {:>9}", "file (bytes)", "raw", "brotli");
    let mut sums = Vec::new();
    for Entry { import, files, budget } in &ENTRIES {
        let mut sum = 0;
        for file in files {
            let content = fs::read(folder.join(file)).with_context(|| format!("cannot read {file}"))?;
            let brotli = assets::brotli(&content)?.len();
            println!("{file:36} {:9} {brotli:9}", content.len());
            sum += brotli;
        }
        println!("{:36} {:>9} {sum:9}", format!("total: {import}"), "");
        println!("{:36} {:>9} {budget:9}", format!("budget: {import}"), "");
        sums.push(sum);
    }
    check(&sums)
}

fn check(sums: &[usize]) -> Result<()> {
    for (Entry { import, budget, .. }, sum) in ENTRIES.iter().zip(sums) {
        ensure!(sum <= budget, "{import}: over the budget with {sum} bytes after brotli, {budget} allowed");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn budgets_hold_to_the_byte() {
        assert!(check(&[82_000, 100_000]).is_ok());
        let over = |sums: [usize; 2]| check(&sums).unwrap_err().to_string();
        assert_eq!(
            over([82_001, 0]),
            "sse-cost: over the budget with 82001 bytes after brotli, 82000 allowed"
        );
        assert_eq!(
            over([0, 100_001]),
            "sse-cost/setup: over the budget with 100001 bytes after brotli, 100000 allowed"
        );
    }
}
