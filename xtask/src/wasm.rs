//! From a crate to the two files that JavaScript runs: a `.wasm` and its glue.
//!
//! The page has two such programs ([`crate::page`]), the npm package has two ([`crate::npm`]).

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::toolchain::WASM;
use crate::workspace::{Workspace, on_path, output, run};

/// A crate that JavaScript runs.
pub(crate) struct Crate {
    pub(crate) package: &'static str,
    /// With commas between them.
    pub(crate) features: &'static str,
    /// The file that cargo makes of it.
    pub(crate) compiled: &'static str,
    /// The name of its two files.
    pub(crate) name: &'static str,
}

/// A compiled crate.
pub(crate) struct Program {
    pub(crate) glue: Vec<u8>,
    pub(crate) wasm: Vec<u8>,
}

/// Compiles into the folder, where the file has the crate's name: the next build of the same crate with other features would
/// take cargo's place for it.
pub(crate) fn compile(workspace: &Workspace, of: &Crate, folder: &Path) -> Result<()> {
    let (package, kind) = (["--package", of.package, "--lib"], ["--crate-type", "cdylib"]);
    let arguments = ["rustc", "--locked", "--profile", "wasm", "--target", WASM];
    let arguments = [&arguments[..], &package, &["--features", of.features], &kind].concat();
    let mut cargo = workspace.cargo(&arguments);
    cargo.env("CARGO_ENCODED_RUSTFLAGS", without_paths(workspace));
    run(&mut cargo).with_context(|| format!("{} did not compile", of.package))?;
    let compiled = workspace.target().join(WASM).join("wasm").join(of.compiled);
    let kept = folder.join(format!("{}.wasm", of.name));
    fs::copy(&compiled, &kept).with_context(|| format!("cannot copy {}", compiled.display()))?;
    Ok(())
}

/// An empty folder for the files of a build: those of an older one must not pass for this one's.
pub(crate) fn clear(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot clear {}", folder.display()))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))
}

/// Optimises what was bound, and reads it.
pub(crate) fn finish(workspace: &Workspace, of: &Crate, folder: &Path) -> Result<Program> {
    let wasm = optimise(workspace, &folder.join(format!("{}_bg.wasm", of.name)))?;
    Ok(Program { glue: read(&folder.join(format!("{}.js", of.name)))?, wasm: read(&wasm)? })
}

/// Panic messages carry the path of their source file. Without the part that differs from machine to machine the page is
/// the same everywhere, a little smaller, and says nothing of who built it.
fn without_paths(workspace: &Workspace) -> String {
    let remap = |from: &Path, to: &str| format!("--remap-path-prefix={}={to}", from.display());
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    // Of several that match, rustc takes the last.
    let mut flags: Vec<String> = home.iter().map(|home| remap(home, "cargo")).collect();
    let registries = home.iter().filter_map(|home| std::fs::read_dir(home.join("registry").join("src")).ok());
    flags.extend(registries.flatten().flatten().map(|registry| remap(&registry.path(), "crate")));
    flags.push(remap(workspace.root(), "sse-cost"));
    // The separator that this variable takes.
    flags.join("\x1f")
}

/// What the command-line tool `wasm-bindgen` does, as a library: Cargo.lock then pins both halves to one version and
/// nobody has to install a tool of exactly that version.
pub(crate) fn bind(of: &Crate, folder: &Path) -> Result<()> {
    let compiled = folder.join(format!("{}.wasm", of.name));
    Bindgen::new()
        .input_path(&compiled)
        .out_name(of.name)
        .web(true)?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        // Whoever starts it passes the address; the default would name a file that is not there.
        .omit_default_module_path(true)
        .generate(folder)
        .with_context(|| format!("wasm-bindgen cannot process {}", compiled.display()))?;
    ensure!(
        !folder.join("snippets").exists(),
        "a dependency of {} brings JavaScript snippets, which this build does not copy: see {}",
        of.package,
        folder.join("snippets").display()
    );
    Ok(())
}

/// Lets Binaryen's wasm-opt have a go, and takes the input as it is where that is not to be had: after rustc's own
/// optimisation for size it saves about one percent, which is no reason to require Node of anyone.
fn optimise(workspace: &Workspace, wasm: &Path) -> Result<PathBuf> {
    let Some(program) = find_wasm_opt(workspace) else {
        eprintln!("  no wasm-opt found, going on without it (`npm ci` in tests/web brings one)");
        return Ok(wasm.to_owned());
    };
    let optimised = wasm.with_extension("opt.wasm");
    let mut command = Command::new(&program);
    command.args(PASSES).args(FEATURES).arg(wasm).arg("-o").arg(&optimised);
    if let Err(error) = output(command.stdin(Stdio::null())) {
        eprintln!("  going on without wasm-opt: {error:#}");
        return Ok(wasm.to_owned());
    }
    Ok(optimised)
}

/// Measured after brotli on this page, of 264 KB: `-Oz` takes off nothing, since what it folds together brotli had folded
/// already; these take off 0.8 %. Nothing lies in the first kilobyte of memory but the far end of the stack.
const PASSES: [&str; 3] = ["-O3", "--converge", "--low-memory-unused"];

/// What rustc assumes of every WebAssembly engine since 1.82 and 1.87. Named one by one: with `--all-features`, wasm-opt
/// would be free to use instructions that browsers do not have.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// The one that the lockfile of tests/web pins comes first, so that sizes do not differ from machine to machine.
fn find_wasm_opt(workspace: &Workspace) -> Option<PathBuf> {
    let name = if cfg!(windows) { "wasm-opt.cmd" } else { "wasm-opt" };
    let pinned = workspace.browser_tests().join("node_modules").join(".bin").join(name);
    if pinned.exists() && on_path("node").is_some() { Some(pinned) } else { on_path("wasm-opt") }
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}
