//! `sse-cost compare`: what every option costs for one workload.

use crate::args::WorkloadArgs;
use crate::book::{PriceArgs, book};
use crate::compare_text::{markdown, text};
use crate::failure::{self, Failure, Result};
use crate::focus::{self, Charges, FocusArgs, Owner};
use crate::format::{self, LINE_ITEM, line_item};
use crate::require_args::RequireArgs;
use clap::{Args, ValueEnum};
use sse_guide::{Recommendation, Recommended, table};
use sse_pricing::{Comparison, EncryptionOption, Estimate};
use std::borrow::Cow;
use std::io::Write as _;

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
    require: RequireArgs,
    #[command(flatten)]
    prices: PriceArgs,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = Format::Table, help_heading = "Output")]
    format: Format,
    /// Table only: leave out the line items
    #[arg(long, help_heading = "Output")]
    brief: bool,
    /// CSV only: a row for each line item instead of each option
    #[arg(long, help_heading = "Output", conflicts_with = "require")]
    lines: bool,
    /// Focus only: rows of this option, by its id, may be repeated [default: of all; x_OptionId tells them apart]
    #[arg(long, value_name = "ID", help_heading = "Output")]
    option: Vec<String>,
    #[command(flatten)]
    focus: FocusArgs,
}

/// The forms of a comparison.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading in a terminal, figures rounded to the cent
    Table,
    /// For programs, figures exact
    Json,
    /// For spreadsheets, figures exact
    Csv,
    /// For a pull request, figures rounded to the cent
    Markdown,
    /// Cost rows of FOCUS 1.2 as CSV, to be laid beside a bill, figures exact
    Focus,
}

const EXAMPLES: &str = "\
Examples:
  sse-cost compare --documents 1M
  sse-cost compare --uploads 5M --downloads 20M --region eu-central-1 --object-size 4MiB --brief
  sse-cost compare --documents 1M --require access-separation,audit-trail
  sse-cost compare --documents 10M --requesters 12 --read-back 30d
  sse-cost compare --documents 10M --bucket-key-reduction 99% --free-requests 0
  sse-cost compare --documents 1M --format csv --lines > lines.csv
  sse-cost compare --documents 1M --option sse-kms --format focus --month 2026-12 --billing-account 111122223333 > plan.csv
  sse-cost compare --documents 1M --format json | jq .workload > month.json
  sse-cost compare --workload month.json --region eu-west-1";

impl Compare {
    /// What goes to standard output.
    pub(crate) fn run(&self) -> Result<String> {
        let format = self.format;
        only_with(self.brief, "--brief", format == Format::Table, "--format table")?;
        only_with(self.lines, "--lines", format == Format::Csv, "--format csv")?;
        only_with(!self.option.is_empty(), "--option", format == Format::Focus, "--format focus")?;
        if format != Format::Focus {
            self.focus.only()?;
        }
        let workload = self.workload.workload()?;
        let book = book(&self.prices)?;
        let comparison = self.workload.compare(&workload, &book)?;
        let recommendation = self.require.recommendation(&comparison)?;
        let recommendation = recommendation.as_ref();

        match (format, recommendation) {
            (Format::Table, _) => text(&comparison, recommendation, self.brief),
            (Format::Json, None) => format::json(&comparison),
            (Format::Json, Some(recommendation)) => {
                format::json(&Recommended { comparison: &comparison, recommendation })
            }
            (Format::Csv, _) if self.lines => line_items(&comparison),
            (Format::Csv, _) => options(&comparison, recommendation),
            (Format::Markdown, _) => markdown(&comparison, recommendation),
            (Format::Focus, Some(_)) => Err(Failure::new("--require", "not with --format focus")),
            (Format::Focus, None) => self.charges(&comparison),
        }
    }

    /// A row for each charge of each option, or of those that are asked for.
    fn charges(&self, comparison: &Comparison<'_>) -> Result<String> {
        let month = self.focus.month(&comparison.workload().keys)?;
        let Some(account) = self.focus.billing_account()? else {
            let allowed = "required with --format focus: the account that is billed, 12 digits";
            return Err(Failure::new("--billing-account", allowed));
        };
        let asked: Result<Vec<EncryptionOption>> = self.option.iter().map(|id| failure::option(id)).collect();
        let asked = asked?;
        let (book, workload) = (comparison.book(), comparison.workload());
        let prices = book.region(&workload.region)?;
        let published = book.published();
        let owner = Owner {
            month: &month,
            billing_account: account,
            account,
            bucket: None,
            key_arn: None,
            prices,
            published,
        };
        let assumed = workload.assumed();
        let mut rows = Vec::new();
        for estimate in comparison.estimates() {
            if !asked.is_empty() && !asked.contains(&estimate.option()) {
                continue;
            }
            let charges = Charges::new(owner, estimate, &assumed)?;
            if !charges.unknown.is_empty() {
                let (option, unknown) = (estimate.option().id(), charges.unknown.join(", "));
                // Nobody is left to tell where standard error is closed; the rows say it too.
                let _ = writeln!(std::io::stderr(), "note: {option}: {unknown}: unknown, and left out");
            }
            charges.each_row(|cells| rows.push(cells.map(Cow::into_owned)));
        }
        format::csv(&focus::header(), rows)
    }
}

/// A flag that says nothing without another one.
pub(crate) fn only_with(given: bool, flag: &str, holds: bool, other: &str) -> Result<()> {
    if given && !holds { Err(Failure::new(flag, format!("only with {other}"))) } else { Ok(()) }
}

/// A row for each option; where something is required, its rank among those that meet it, or what it does not meet.
fn options(comparison: &Comparison<'_>, recommendation: Option<&Recommendation>) -> Result<String> {
    let header = table::header(recommendation.is_some());
    format::csv(&header, table::rows(comparison, recommendation)?)
}

/// A row for each line item; the amounts of an option add up to its month.
fn line_items(comparison: &Comparison<'_>) -> Result<String> {
    let header: Vec<&str> = ["id"].into_iter().chain(LINE_ITEM).collect();
    let of_option = |estimate: &Estimate| {
        let id = estimate.option().id().to_owned();
        let rows = estimate.lines().iter().map(|line| [id.clone()].into_iter().chain(line_item(line)));
        rows.collect::<Vec<_>>()
    };
    format::csv(&header, comparison.estimates().iter().flat_map(of_option))
}
