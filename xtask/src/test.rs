//! `cargo xtask test`: every check, one after the other, to the end.
//!
//! A failing step does not stop the next: one run tells everything there is to mend.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use clap::Args;

use crate::aws;
use crate::browser::{self, Browser};
use crate::toolchain::{WASM, add_wasm_target};
use crate::workspace::{Workspace, run};
use crate::{dist, npm, serve};

#[derive(Args)]
pub(crate) struct Options {
    /// Leave out what needs Node, npm and a browser
    #[arg(long, conflicts_with_all = ["only_browser", "playwright"])]
    skip_browser: bool,
    /// Leave out what needs Python: the setup files against AWS's clients
    #[arg(long, conflicts_with = "only_browser")]
    skip_aws: bool,
    /// Run the browser tests only
    #[arg(long)]
    only_browser: bool,
    /// Arguments for Playwright, such as the name of one spec
    #[arg(last = true)]
    playwright: Vec<String>,
}

/// The steps that are plain cargo commands. All use the same features and flags, so that a dependency is compiled once
/// for checking and once for running, and `--locked`, so that what is tested is what Cargo.lock says.
const CARGO_STEPS: [(&str, &[&str]); 9] = [
    ("formatting", &["fmt", "--all", "--check"]),
    (
        "lints",
        &[
            "clippy",
            "--keep-going",
            "--locked",
            "--workspace",
            "--all-targets",
            "--all-features",
            "--",
            "-D",
            "warnings",
        ],
    ),
    ("tests", &["test", "--no-fail-fast", "--locked", "--workspace", "--all-features"]),
    (
        "sse-pricing without features",
        &["check", "--locked", "--package", "sse-pricing", "--no-default-features"],
    ),
    (
        "sse-pricing with price files alone",
        &[
            "check",
            "--locked",
            "--package",
            "sse-pricing",
            "--no-default-features",
            "--features",
            "price-files",
        ],
    ),
    (
        "sse-guide and sse-portfolio without features",
        &[
            "check",
            "--locked",
            "--package",
            "sse-guide",
            "--package",
            "sse-portfolio",
            "--no-default-features",
        ],
    ),
    (
        "packages",
        &[
            "package",
            "--locked",
            "--offline",
            "--no-verify",
            "--allow-dirty",
            "--package",
            "sse-pricing",
            "--package",
            "sse-guide",
            "--package",
            "sse-portfolio",
            "--package",
            "sse-price-list",
            "--package",
            "sse-terraform",
            "--package",
            "sse-cost",
        ],
    ),
    (
        "sse-pricing for WebAssembly",
        &["check", "--locked", "--package", "sse-pricing", "--no-default-features", "--target", WASM],
    ),
    (
        "lints of the page for WebAssembly",
        &[
            "clippy",
            "--locked",
            "--package",
            "sse-cost-web",
            "--package",
            "sse-cost-web-setup",
            "--package",
            "sse-cost-wasm",
            "--target",
            WASM,
            "--",
            "-D",
            "warnings",
        ],
    ),
];

pub(crate) fn command(workspace: &Workspace, options: &Options) -> Result<ExitCode> {
    let mut report = Report::default();
    if !options.only_browser {
        cargo_steps(workspace, &mut report);
    }
    let with_aws = !options.skip_aws && !options.only_browser;
    let program = if with_aws || !options.skip_browser {
        report.step("program sse-cost", || build_program(workspace))
    } else {
        None
    };
    if with_aws {
        aws_steps(workspace, program.as_deref(), &mut report);
    }
    if !options.skip_browser {
        // Before anything is built for JavaScript, for it brings the wasm-opt that it is built with.
        let browser = report.step("browser, Node and packages", || browser::set_up(workspace));
        if !options.only_browser {
            npm_steps(workspace, browser.as_ref(), program.as_deref(), &mut report);
        }
        browser_steps(workspace, options, browser.as_ref(), program.as_deref(), &mut report);
    }
    print!("{}", report.summary(options));
    Ok(if report.failed() == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn cargo_steps(workspace: &Workspace, report: &mut Report) {
    report.step("WebAssembly target", || add_wasm_target(workspace));
    for (name, arguments) in CARGO_STEPS {
        report.step(name, || run(&mut workspace.cargo(arguments)));
    }
    report.step("documentation", || {
        let arguments = ["doc", "--keep-going", "--locked", "--workspace", "--all-features", "--no-deps"];
        run(workspace.cargo(&arguments).env("RUSTDOCFLAGS", "-Dwarnings"))
    });
}

fn aws_steps(workspace: &Workspace, program: Option<&Path>, report: &mut Report) {
    let clients = report.step("AWS's clients and checkers", || aws::set_up(workspace));
    report.step("setup files against AWS's clients", || {
        let clients = clients.context("not run: there are no clients")?;
        aws::test(workspace, &clients, program.context("not run: the program was not built")?)
    });
}

fn npm_steps(workspace: &Workspace, browser: Option<&Browser>, program: Option<&Path>, report: &mut Report) {
    let package = report.step("npm package", || npm::build(workspace));
    report.step("npm package within its size budgets", || {
        package.as_ref().context("not run: the package was not built")?;
        npm::weigh(workspace)
    });
    report.step("npm package as others install it", || {
        let package = package.as_deref().context("not run: the package was not built")?;
        let browser = browser.context("not run: there is no browser")?;
        npm::test(workspace, browser, program.context("not run: the program was not built")?, package)
    });
}

fn browser_steps(
    workspace: &Workspace,
    options: &Options,
    browser: Option<&Browser>,
    program: Option<&Path>,
    report: &mut Report,
) {
    let site = workspace.target().join("site-under-test");
    let page = report.step("page within its size budgets", || dist::build(workspace, &site));
    report.step("page in the browser", || {
        page.context("not run: the page was not built")?;
        let browser = browser.context("not run: there is no browser")?;
        let program = program.context("not run: the program was not built")?;
        let mut tests = playwright(workspace, browser, &serve::in_background(site.clone())?, program);
        run(tests.env("SSE_COST_SITE", site).args(&options.playwright))
    });
}

fn playwright(workspace: &Workspace, browser: &Browser, page: &str, program: &Path) -> Command {
    let mut command = browser.node("node_modules/@playwright/test/cli.js", page);
    command.arg("test").env("SSE_COST_BIN", program);
    command.env("SSE_COST_TEST_OUTPUT", workspace.target().join("browser-tests"));
    command
}

/// The program under test, and whose figures the page's are compared with. With the features of the whole workspace, as in the tests
/// above: nothing is compiled a second time.
fn build_program(workspace: &Workspace) -> Result<PathBuf> {
    let arguments = ["build", "--locked", "--workspace", "--all-features", "--bin", "sse-cost"];
    run(&mut workspace.cargo(&arguments))?;
    Ok(workspace.target().join("debug").join(format!("sse-cost{}", std::env::consts::EXE_SUFFIX)))
}

#[derive(Default)]
struct Report {
    outcomes: Vec<Outcome>,
}

struct Outcome {
    name: String,
    time: Duration,
    error: Option<String>,
}

impl Report {
    /// Runs one step. `None` when it failed, for the steps that build on it.
    fn step<T>(&mut self, name: &str, work: impl FnOnce() -> Result<T>) -> Option<T> {
        println!("\n== {name}");
        let start = Instant::now();
        let result = work();
        let time = start.elapsed();
        let error = result.as_ref().err().map(|error| format!("{error:#}"));
        match &error {
            None => println!("== {name}: passed in {:.1} s", time.as_secs_f64()),
            Some(error) => println!("== {name}: FAILED after {:.1} s: {error}", time.as_secs_f64()),
        }
        self.outcomes.push(Outcome { name: name.to_owned(), time, error });
        result.ok()
    }

    fn failed(&self) -> usize {
        self.outcomes.iter().filter(|outcome| outcome.error.is_some()).count()
    }

    /// The last line is for programs: exactly `N passed, N failed`.
    fn summary(&self, options: &Options) -> String {
        let mut summary = "\n== summary\n".to_owned();
        for Outcome { name, time, error } in &self.outcomes {
            let verdict = if error.is_none() { "passed" } else { "FAILED" };
            summary += &format!("{verdict}  {name:36} {:7.1} s\n", time.as_secs_f64());
        }
        if options.skip_browser {
            summary += "SKIPPED on request: browser tests, npm package\n";
        }
        if options.skip_aws {
            summary += "SKIPPED on request: setup files against AWS's clients\n";
        }
        if options.only_browser {
            summary += "SKIPPED on request: everything but browser tests\n";
        }
        let failed = self.failed();
        summary + &format!("{} passed, {failed} failed\n", self.outcomes.len() - failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_counted_and_the_rest_still_runs() {
        let mut report = Report::default();
        assert_eq!(report.step("one", || Ok(1)), Some(1));
        assert_eq!(report.step::<()>("two", || anyhow::bail!("no")), None);
        assert_eq!(report.step("three", || Ok(3)), Some(3));
        assert_eq!(report.failed(), 1);

        let options =
            Options { skip_browser: true, skip_aws: true, only_browser: false, playwright: Vec::new() };
        let summary = report.summary(&options);
        assert!(summary.contains("\nFAILED  two "), "{summary}");
        assert!(summary.contains("\nSKIPPED on request: browser tests, npm package\n"), "{summary}");
        let clients = "\nSKIPPED on request: setup files against AWS's clients\n";
        assert!(summary.contains(clients), "{summary}");
        assert_eq!(summary.lines().last(), Some("2 passed, 1 failed"));
    }
}
