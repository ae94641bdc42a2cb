//! How the project is built, served, tested and measured: `cargo xtask --help`.
//!
//! A program, not a collection of scripts, so that a checkout needs nothing but Rust to serve the page. Node, npm and a
//! browser come in only where a real browser is the point: `test`, `bench web` and `screenshots`.
//!
//! This file reads the arguments. Each other file holds one concern and says in its head what it is.

mod assets;
mod aws;
mod bench;
mod bench_portfolio;
mod browser;
mod criteria;
mod dist;
mod npm;
mod page;
mod screenshots;
mod serve;
mod site;
mod test;
mod toolchain;
mod wasm;
mod worker;
mod workspace;

use std::net::IpAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use workspace::Workspace;

#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about = "Build, serve, test and measure sse-cost")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build the calculator page and serve it on this computer
    Serve {
        /// The port to listen on; 0 takes any free one
        #[arg(long, default_value_t = 8080)]
        port: u16,
        /// The address to listen on
        #[arg(long, default_value = "127.0.0.1")]
        host: IpAddr,
        /// Let browsers keep the page for use without a network, as on a host. Otherwise they always get the page as it was
        /// built last
        #[arg(long)]
        offline: bool,
    },
    /// Write the page, ready to be put on any static host, and hold it against its size budgets
    Dist {
        /// The folder to write; an older page in it is replaced
        #[arg(long, default_value = "dist")]
        out: PathBuf,
    },
    /// Write the npm package, as a folder and packed, into target/npm, and hold it against its size budgets
    Npm,
    /// Run every check: formatting, lints, tests, documentation, the setup files against AWS's clients, the npm package, the page in
    /// a real browser
    Test(test::Options),
    /// Measure speed
    Bench {
        #[command(subcommand)]
        what: bench::What,
    },
    /// Take the pictures of the page anew
    Screenshots {
        /// Also take wide, narrow and dark variants, into this folder
        #[arg(long, value_name = "DIR")]
        all: Option<PathBuf>,
    },
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments.command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<ExitCode> {
    let workspace = Workspace::find()?;
    match command {
        Command::Serve { port, host, offline } => serve::command(&workspace, (host, port).into(), offline)?,
        Command::Dist { out } => dist::command(&workspace, &out)?,
        Command::Npm => npm::command(&workspace)?,
        Command::Test(options) => return test::command(&workspace, &options),
        Command::Bench { what } => bench::command(&workspace, &what)?,
        Command::Screenshots { all } => screenshots::command(&workspace, all.as_deref())?,
    }
    Ok(ExitCode::SUCCESS)
}
