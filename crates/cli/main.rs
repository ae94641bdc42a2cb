//! `sse-cost`: what Amazon S3 server-side encryption costs, on the command line.
//!
//! Each subcommand has a file of its own: its flags, and `run`, which returns all that goes to standard output. The files
//! that they share:
//!
//! - [`args`], [`object_args`], [`key_args`], [`bucket_key_args`], [`workload_file`]: the workload flags and
//!   `--workload FILE`, as a [`Workload`](sse_pricing::Workload)
//! - [`mod@book`]: the price flags, and the one price book of a command
//! - [`mod@format`]: `--format`, and how JSON and CSV are written
//! - [`focus`], [`focus_rows`]: `--format focus`, cost rows of that specification
//! - [`grid`]: a table, for a terminal or in Markdown
//! - [`text`]: running text for a terminal
//! - [`require_args`]: `--require` and what it leads to
//! - [`inputs`]: the inputs of a workload in words: what was assumed, what was given
//! - [`progress`]: how far a long read has come
//! - [`failure`]: the one message for an input that is wrong
//!
//! Nothing here computes a cost: that is `sse-pricing`'s. Nothing here rounds: people's figures come from
//! [`Money::dollars`](sse_pricing::Money::dollars), programs' figures are exact.

mod args;
mod bill_text;
mod book;
mod break_even;
mod break_even_text;
mod bucket_key_args;
mod cloudformation;
mod compare;
mod compare_text;
mod criteria;
mod failure;
mod focus;
mod focus_rows;
mod forecast;
mod forecast_text;
mod format;
mod grid;
mod inputs;
mod key_args;
mod migrate;
mod migrate_text;
mod object_args;
mod plan_args;
mod plan_csv;
mod plan_json;
mod plan_text;
mod portfolio;
mod portfolio_rows;
mod portfolio_text;
mod prices;
mod prices_diff;
mod prices_import;
mod progress;
mod recommend;
mod recommend_text;
mod require_args;
mod schema;
mod setup;
mod setup_args;
mod setup_check;
mod setup_out;
mod setup_text;
mod table;
mod terraform;
mod text;
mod workload_file;

use clap::{Parser, Subcommand};
use failure::{Failure, Result};
use std::io::{ErrorKind, Write as _};
use std::process::ExitCode;

/// What Amazon S3 server-side encryption costs.
///
/// Prices SSE-S3, SSE-KMS with and without an S3 Bucket Key, DSSE-KMS and SSE-C for the same month of use, from AWS's
/// published prices, exactly and offline.
#[derive(Parser)]
#[command(name = "sse-cost", version, arg_required_else_help = true, after_help = EXAMPLES)]
struct Program {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  sse-cost compare --documents 1M
  sse-cost compare --uploads 5M --downloads 20M --region eu-central-1 --object-size 4MiB
  sse-cost compare --documents 1M --format json | jq '.options[] | {id, monthly}'
  sse-cost table
  sse-cost forecast --documents 1M --months 36 --growth 5%
  sse-cost break-even --budget 5
  sse-cost migrate --objects 10M --batch --documents 1M
  sse-cost criteria --option sse-kms-bucket-key
  sse-cost recommend --documents 1M --require access-separation,audit-trail
  sse-cost setup --option sse-kms-bucket-key --bucket reports --region eu-central-1 --account 111122223333
  sse-cost prices show eu-central-1
  sse-cost portfolio buckets.csv
  sse-cost schema comparison
  sse-cost terraform plan.json --usage infracost-usage.yml

Exit codes: 0 done, 1 the input is wrong, 2 the command line is not understood.";

#[derive(Subcommand)]
enum Command {
    Compare(compare::Compare),
    Table(table::Table),
    Forecast(forecast::Forecast),
    BreakEven(break_even::BreakEven),
    Migrate(migrate::Migrate),
    Criteria(criteria::Criteria),
    Recommend(recommend::Recommend),
    Setup(Box<setup::Setup>),
    Prices(prices::Prices),
    Portfolio(Box<portfolio::Portfolio>),
    Schema(schema::Schema),
    Terraform(Box<terraform::Terraform>),
    #[command(name = "cloudformation")]
    CloudFormation(Box<cloudformation::CloudFormation>),
}

impl Command {
    fn run(&self) -> Result<String> {
        match self {
            Command::Compare(compare) => compare.run(),
            Command::Table(table) => table.run(),
            Command::Forecast(forecast) => forecast.run(),
            Command::BreakEven(break_even) => break_even.run(),
            Command::Migrate(migrate) => migrate.run(),
            Command::Criteria(criteria) => criteria.run(),
            Command::Recommend(recommend) => recommend.run(),
            Command::Setup(setup) => setup.run(),
            Command::Prices(prices) => prices.run(),
            Command::Portfolio(portfolio) => portfolio.run(),
            Command::Schema(schema) => schema.run(),
            Command::Terraform(terraform) => terraform.run(),
            Command::CloudFormation(template) => template.run(),
        }
    }
}

fn main() -> ExitCode {
    let program = match Program::try_parse() {
        Ok(program) => program,
        Err(usage) => {
            // Help goes to standard output, usage errors to standard error; a reader who has left misses nothing.
            let _ = usage.print();
            return ExitCode::from(u8::try_from(usage.exit_code()).unwrap_or(2));
        }
    };
    match program.command.run().and_then(|output| write(&output)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // Nobody is left to tell where standard error is closed; the exit code still says it.
            let _ = writeln!(std::io::stderr(), "error: {failure}");
            ExitCode::from(1)
        }
    }
}

/// A reader that has seen enough, such as `head -1`, is no failure.
fn write(output: &str) -> Result<()> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(output.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::new("standard output", format!("cannot be written: {error}")))
        }
        _ => Ok(()),
    }
}
