//! `sse-cost recommend`: the cheapest option that meets all requirements.

use crate::args::WorkloadArgs;
use crate::book::{PriceArgs, book};
use crate::failure::Result;
use crate::format::{self, Format, FormatArgs, exact, priced_at};
use crate::recommend_text::{markdown, text};
use crate::require_args::RequireArgs;
use clap::Args;
use sse_guide::recommend::{Choice, RuledOut};
use sse_guide::{Recommendation, Recommends};
use sse_pricing::Comparison;

/// Recommend the cheapest option that meets all requirements
///
/// With the reason, what is given up for it, the next best and its price, the options that are ruled out and why, and what
/// to know before choosing it. Where no option meets all, the requirements that contradict each other. Without requirements
/// it says what sensitive data asks for.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Recommend {
    #[command(flatten)]
    require: RequireArgs,
    #[command(flatten)]
    workload: WorkloadArgs,
    #[command(flatten)]
    prices: PriceArgs,
    #[command(flatten)]
    format: FormatArgs,
}

const EXAMPLES: &str = "\
Examples:
  sse-cost recommend --documents 1M
  sse-cost recommend --documents 1M --require access-separation,audit-trail
  sse-cost recommend --documents 1M --require key-policy,object-audit
  sse-cost recommend --documents 1M --require two-layers --object-size 4MiB
  sse-cost recommend --documents 1M --require audit-trail --format json |
    jq -r .recommendation.choice.option";

impl Recommend {
    /// What goes to standard output.
    pub(crate) fn run(&self) -> Result<String> {
        let requirements = self.require.requirements()?.unwrap_or_default();
        let workload = self.workload.workload()?;
        let book = book(&self.prices)?;
        let comparison = self.workload.compare(&workload, &book)?;
        let recommendation = Recommendation::new(&comparison, &requirements)?;
        match self.format.format {
            Format::Table => text(&comparison, &recommendation),
            Format::Json => {
                format::json(&Recommends { comparison: &comparison, recommendation: &recommendation })
            }
            Format::Csv => csv(&comparison, &recommendation),
            Format::Markdown => markdown(&comparison, &recommendation),
        }
    }
}

/// A row for each option, the best first, then those that are ruled out.
fn csv(comparison: &Comparison<'_>, recommendation: &Recommendation) -> Result<String> {
    let header = [
        "rank",
        "id",
        "name",
        "monthly",
        "annual",
        "low",
        "high",
        "s3_data_events",
        "unmet",
        "region",
        "published",
        "currency",
    ];
    let (book, region) = (comparison.book(), &comparison.workload().region);
    let priced_at = priced_at(book, region);
    let met = |(index, choice): (usize, &Choice)| {
        let option = choice.option();
        let cells = vec![
            index.saturating_add(1).to_string(),
            option.id().to_owned(),
            option.name().to_owned(),
            exact(choice.monthly()),
            exact(choice.annual()?),
            exact(Some(choice.low())),
            exact(choice.high()),
            exact(choice.s3_data_events()),
            String::new(),
        ];
        Ok([cells.as_slice(), &priced_at].concat())
    };
    let ruled_out = |out: &RuledOut| {
        let estimate = comparison.estimate(out.option);
        let cells = vec![
            String::new(),
            out.option.id().to_owned(),
            out.option.name().to_owned(),
            exact(estimate.monthly()),
            exact(estimate.annual()?),
            exact(Some(estimate.low())),
            exact(estimate.high()),
            String::new(),
            out.ids(),
        ];
        Ok([cells.as_slice(), &priced_at].concat())
    };
    let rows = recommendation.ranking().iter().enumerate().map(met);
    let rows: Result<Vec<_>> = rows.chain(recommendation.ruled_out().iter().map(ruled_out)).collect();
    format::csv(&header, rows?)
}
