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
        assets::write_file(&folder.join(format!("{}.js", of.name)), &program.glue)?;
        assets::write_file(&folder.join(format!("{}.wasm", of.name)), &program.wasm)?;
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
    assets::write_file(&description, text.as_bytes())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).with_context(|| format!("cannot copy {}", from.display())).map(drop)
}

/// Prints what each import loads, and fails where that is over its budget.
pub(crate) fn weigh(workspace: &Workspace) -> Result<()> {
    let folder = folder(workspace);
    all_counted(&folder)?;
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
        sums.push((*import, sum, *budget));
    }
    sums.into_iter().try_for_each(|(import, sum, budget)| check(import, sum, budget))
}

fn check(import: &str, sum: usize, budget: usize) -> Result<()> {
    ensure!(sum <= budget, "{import}: over the budget with {sum} bytes after brotli, {budget} allowed");
    Ok(())
}

/// What Node loads in place of an import's first file, from disk: no budget is for it.
const OF_NODE: [&str; 2] = ["node.js", "setup.node.js"];

/// Fails where a file would be loaded that no import's budget holds.
fn all_counted(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let is_loaded = [".js", ".wasm"].iter().any(|ending| name.ends_with(ending));
        let counted = ENTRIES.iter().flat_map(|entry| entry.files).chain(OF_NODE).any(|file| file == name);
        ensure!(counted || !is_loaded, "{name} is in no import's list of files, so in no budget");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_holds_to_the_byte() {
        assert!(check("sse-cost", 1_000, 1_000).is_ok());
        let over = check("sse-cost", 1_001, 1_000).unwrap_err().to_string();
        assert_eq!(over, "sse-cost: over the budget with 1001 bytes after brotli, 1000 allowed");
    }

    #[test]
    fn a_file_that_is_loaded_is_in_a_budget() {
        let folder = std::env::temp_dir().join(format!("sse-cost-npm-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let with = |name: &str| {
            let file = folder.join(name);
            assets::write_file(&file, b"").unwrap();
            let counted = all_counted(&folder).map_err(|error| error.to_string());
            fs::remove_file(file).unwrap();
            counted
        };
        for name in ["index.js", "node.js", "setup-engine.wasm", "index.d.ts", "README.md"] {
            assert_eq!(with(name), Ok(()), "{name}");
        }
        for name in ["more.js", "more.wasm"] {
            assert_eq!(with(name), Err(format!("{name} is in no import's list of files, so in no budget")));
        }
        fs::remove_dir(folder).unwrap();
    }
}
