//! `sse-cost compare`: what every option costs for one workload.

use crate::args::WorkloadArgs;
use crate::compare_text::{markdown, text};
use crate::failure::{Failure, Result};
use crate::format::{self, Format, FormatArgs, exact};
use clap::Args;
use sse_pricing::{Comparison, Estimate, LineItem, PriceBook};

/// Compare what every option costs for a month of use
///
/// Prices all seven options for the same workload. The table is followed by the line items of each option, so that every
/// figure can be checked by hand; figures that depend on what AWS does not publish come with a range.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Compare {
    #[command(flatten)]
    workload: WorkloadArgs,
    #[command(flatten)]
    format: FormatArgs,
    /// Table only: leave out the line items
    #[arg(long, help_heading = "Output")]
    brief: bool,
    /// CSV only: a row for each line item instead of each option
    #[arg(long, help_heading = "Output")]
    lines: bool,
}

const EXAMPLES: &str = "\
Examples:
  sse-cost compare --documents 1M
  sse-cost compare --uploads 5M --downloads 20M --region eu-central-1 --object-size 4MiB --brief
  sse-cost compare --documents 10M --requesters 12 --read-back 30d
  sse-cost compare --documents 10M --bucket-key-reduction 99% --free-requests 0
  sse-cost compare --documents 1M --format csv --lines > lines.csv
  sse-cost compare --documents 1M --format json | jq .workload > month.json
  sse-cost compare --workload month.json --region eu-west-1";

impl Compare {
    /// What goes to standard output.
    pub(crate) fn run(&self) -> Result<String> {
        let format = self.format.format;
        only_with(self.brief, "--brief", format == Format::Table, "--format table")?;
        only_with(self.lines, "--lines", format == Format::Csv, "--format csv")?;
        let workload = self.workload.workload()?;
        let comparison = self.workload.compare(&workload, PriceBook::builtin())?;
        match format {
            Format::Table => text(&comparison, self.brief),
            Format::Json => format::json(&comparison),
            Format::Csv if self.lines => line_items(&comparison),
            Format::Csv => options(&comparison),
            Format::Markdown => markdown(&comparison),
        }
    }
}

fn only_with(given: bool, flag: &str, holds: bool, other: &str) -> Result<()> {
    if given && !holds { Err(Failure::new(flag, format!("only with {other}"))) } else { Ok(()) }
}

/// A row for each option.
fn options(comparison: &Comparison<'_>) -> Result<String> {
    let header = [
        "id",
        "name",
        "monthly",
        "annual",
        "low",
        "high",
        "kms_requests",
        "kms_requests_low",
        "kms_requests_high",
        "region",
        "published",
        "currency",
    ];
    let book = comparison.book();
    let row = |estimate: &Estimate| {
        let requests = estimate.kms_requests();
        Ok([
            estimate.option().id().to_owned(),
            estimate.option().name().to_owned(),
            exact(estimate.monthly()),
            exact(estimate.annual()?),
            exact(Some(estimate.low())),
            exact(estimate.high()),
            requests.typical.to_string(),
            requests.low.to_string(),
            requests.high.to_string(),
            comparison.workload().region.to_string(),
            book.published().to_owned(),
            book.currency().to_owned(),
        ])
    };
    let rows: Result<Vec<_>> = comparison.estimates().iter().map(row).collect();
    format::csv(header, rows?)
}

/// A row for each line item; the amounts of an option add up to its month.
fn line_items(comparison: &Comparison<'_>) -> Result<String> {
    let header = ["id", "code", "label", "quantity", "unit", "unit_price", "amount", "explanation", "source"];
    let row = |estimate: &Estimate, line: &LineItem| {
        [
            estimate.option().id().to_owned(),
            line.code().id().to_owned(),
            line.code().label().to_owned(),
            line.quantity().map(|quantity| quantity.normalize().to_string()).unwrap_or_default(),
            line.unit().to_owned(),
            line.unit_price().normalize().to_string(),
            exact(line.amount()),
            line.explanation(),
            line.code().source().to_owned(),
        ]
    };
    let estimates = comparison.estimates().iter();
    let rows = estimates.flat_map(|estimate| estimate.lines().iter().map(move |line| row(estimate, line)));
    format::csv(header, rows)
}
