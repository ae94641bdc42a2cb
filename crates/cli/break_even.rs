//! `sse-cost break-even`: from which volume on something changes.

use crate::args::WorkloadArgs;
use crate::book::{PriceArgs, book};
use crate::break_even_text::{markdown, text};
use crate::failure::Result;
use crate::format::{self, Format, FormatArgs, PRICED_AT, exact, priced_at};
use clap::Args;
use sse_pricing::break_even::{Budget, Pair, Threshold};
use sse_pricing::{BreakEven as Volumes, EncryptionOption, Figures, Money, parse};

/// Find the volumes at which something changes
///
/// From which volume on KMS requests are paid for, a Bucket Key pays, and one option costs more than another; and how much
/// fits a budget. A volume of n documents is n uploads and n downloads; where uploads, downloads or copies are given, they
/// keep their ratio.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct BreakEven {
    /// Budget a month in US dollars, such as 5 or 12.50
    #[arg(long, value_name = "USD", allow_negative_numbers = true, help_heading = "Break-even")]
    budget: Option<String>,
    #[command(flatten)]
    workload: WorkloadArgs,
    #[command(flatten)]
    prices: PriceArgs,
    #[command(flatten)]
    format: FormatArgs,
}

const EXAMPLES: &str = "\
Examples:
  sse-cost break-even
  sse-cost break-even --budget 5
  sse-cost break-even --budget 100 --uploads 1 --downloads 20 --object-size 4MiB --requesters 12
  sse-cost break-even --format json | jq '.bucketKeyPays'";

impl BreakEven {
    /// What goes to standard output.
    pub(crate) fn run(&self) -> Result<String> {
        let budget = self.budget.as_deref().map(|text| parse::budget("--budget", text)).transpose()?;
        let workload = self.workload.workload_of_any_volume()?;
        let book = book(&self.prices)?;
        let volumes = Volumes::new(&workload, &book, budget.map(Money::new));
        let volumes = volumes.map_err(|error| self.workload.failure(error))?;
        match self.format.format {
            Format::Table => text(&volumes),
            Format::Json => format::json(&volumes),
            Format::Csv => csv(&volumes),
            Format::Markdown => markdown(&volumes),
        }
    }
}

/// A row for each question and option: the answer, the volume, and what is paid on both sides of it.
fn csv(volumes: &Volumes<'_>) -> Result<String> {
    let header = [
        "question",
        "id",
        "against",
        "answer",
        "documents",
        "monthly_below",
        "monthly_at",
        "against_below",
        "against_at",
    ];
    let mut rows = Vec::new();
    for volumes in volumes.options() {
        let ends = volumes.free_tier_ends.map(|found| {
            let [below, at] = [found.below, found.at].map(|figures| exact(figures.monthly()));
            [found.documents.to_string(), below, at]
        });
        rows.push(row("free-tier-ends", volumes.option, None, answer(ends.is_some()), ends, None));
    }
    for pays in volumes.bucket_key_pays() {
        let (own, other) = pair(pays.threshold);
        let answer = answer(own.is_some());
        rows.push(row("bucket-key-pays", pays.option, Some(pays.against), answer, own, other));
    }
    for overtake in volumes.overtakes() {
        let (own, other) = pair(Some(overtake.threshold));
        rows.push(row("costs-more", overtake.option, Some(overtake.against), "from", own, other));
    }
    for volumes in volumes.options() {
        let Some(budget) = volumes.within_budget else { continue };
        let money = |figures: Figures| exact(figures.monthly());
        let none = String::new;
        let (answer, figures) = match budget {
            Budget::UpTo { documents, at, above } => {
                ("up-to", Some([documents.to_string(), money(at), money(above)]))
            }
            Budget::Nothing { at_zero } => ("nothing", Some([none(), none(), money(at_zero)])),
            Budget::Everything { at_most } => ("everything", Some([none(), money(at_most), none()])),
            Budget::Unknown => ("unknown", None),
        };
        rows.push(row("within-budget", volumes.option, None, answer, figures, None));
    }
    let priced_at = priced_at(volumes.book(), &volumes.workload().region);
    let rows = rows.into_iter().map(|row| row.into_iter().chain(priced_at.clone()).collect::<Vec<_>>());
    format::csv(&[&header[..], &PRICED_AT].concat(), rows)
}

fn answer(found: bool) -> &'static str {
    if found { "from" } else { "never" }
}

/// The volume with the option's costs below and at it, and those of the option that it is held against.
fn pair(found: Option<Threshold<Pair>>) -> (Option<[String; 3]>, Option<[String; 2]>) {
    let Some(Threshold { documents, below, at }) = found else { return (None, None) };
    let ([below, other_below], [at, other_at]) = (below, at);
    let exact = |figures: Figures| exact(figures.monthly());
    (Some([documents.to_string(), exact(below), exact(at)]), Some([exact(other_below), exact(other_at)]))
}

fn row(
    question: &str,
    option: EncryptionOption,
    against: Option<EncryptionOption>,
    answer: &str,
    own: Option<[String; 3]>,
    other: Option<[String; 2]>,
) -> Vec<String> {
    let against = against.map(EncryptionOption::id).unwrap_or_default();
    let start = [question, option.id(), against, answer].map(str::to_owned).into_iter();
    start.chain(own.unwrap_or_default()).chain(other.unwrap_or_default()).collect()
}
