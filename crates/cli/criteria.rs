//! `sse-cost criteria`: what each option gives and gives up.

use crate::failure::{self, Result};
use crate::format::{self, Format, FormatArgs, SCHEMA_VERSION};
use crate::grid::Grid;
use crate::text::{paragraphs, width, wrapped};
use clap::Args;
use serde::Serialize;
use sse_guide::criteria::{Answer, Criterion, Verdict, answer};
use sse_pricing::EncryptionOption;

/// Show what each option gives and gives up
///
/// Access separation, audit trail, key rotation and what else the price does not say. With --option, the reasons and AWS's
/// own pages as their sources.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Criteria {
    /// One option only, by its id, with reasons and sources
    #[arg(long, value_name = "ID")]
    option: Option<String>,
    #[command(flatten)]
    format: FormatArgs,
}

const EXAMPLES: &str = "\
Examples:
  sse-cost criteria
  sse-cost criteria --option sse-kms-bucket-key
  sse-cost criteria --format json | jq '.options[] | {id, answers}'";

/// From this width on, all answers stand in one table.
const ONE_TABLE: u16 = 110;

impl Criteria {
    /// What goes to standard output.
    pub(crate) fn run(&self) -> Result<String> {
        let option = self.option.as_deref().map(failure::option).transpose()?;
        let options = option.map_or(EncryptionOption::ALL.to_vec(), |option| vec![option]);
        match (self.format.format, option) {
            (Format::Table, Some(option)) => Ok(reasons(option)),
            (Format::Table, None) if width() < ONE_TABLE => Ok(blocks()),
            (Format::Table, None) => Ok(matrix().to_text() + "\n"),
            (Format::Markdown, Some(option)) => Ok(reasons_in_markdown(option)),
            (Format::Markdown, None) => Ok(matrix().to_markdown() + "\n"),
            (Format::Json, _) => json(&options),
            (Format::Csv, _) => csv(&options),
        }
    }
}

/// All criteria over all options.
fn matrix() -> Grid {
    let grid = Criterion::ALL
        .into_iter()
        .fold(Grid::new().words("Option"), |grid, criterion| grid.words(criterion.name()));
    grid.rows(EncryptionOption::ALL.into_iter().map(|option| {
        let answers = Criterion::ALL.into_iter().map(|criterion| answer(option, criterion).short.to_owned());
        std::iter::once(option.name().to_owned()).chain(answers).collect()
    }))
}

/// A block for each option, where the matrix would be too wide.
fn blocks() -> String {
    let longest = Criterion::ALL.into_iter().map(|criterion| criterion.name().len()).max().unwrap_or(0);
    let line = |option, criterion: Criterion| {
        format!("  {:<longest$}  {}", criterion.name(), answer(option, criterion).short)
    };
    let block = |option: EncryptionOption| {
        let lines = Criterion::ALL.into_iter().map(|criterion| line(option, criterion));
        std::iter::once(option.name().to_owned()).chain(lines).collect::<Vec<_>>().join("\n")
    };
    paragraphs(&EncryptionOption::ALL.map(block))
}

/// One option's answers, why, and who says so.
fn reasons(option: EncryptionOption) -> String {
    let mut parts = vec![option.name().to_owned()];
    parts.extend(Criterion::ALL.into_iter().map(|criterion| {
        let answer = answer(option, criterion);
        let short = wrapped("", "  ", &format!("{}: {}", criterion.name(), answer.short));
        format!("{short}\n{}\n  {}", wrapped("  ", "  ", answer.reason), answer.source)
    }));
    paragraphs(&parts)
}

fn reasons_in_markdown(option: EncryptionOption) -> String {
    let row = |criterion: Criterion| {
        let answer = answer(option, criterion);
        let why = format!("{} ([source]({}))", answer.reason, answer.source);
        vec![criterion.name().to_owned(), answer.short.to_owned(), why]
    };
    let grid = Grid::new().words("Criterion").words("Answer").words("Why");
    let grid = grid.rows(Criterion::ALL.into_iter().map(row));
    paragraphs(&[format!("**{}**", option.name()), grid.to_markdown()])
}

fn csv(options: &[EncryptionOption]) -> Result<String> {
    let header = ["option", "name", "criterion", "short", "verdict", "reason", "source"];
    let row = |option: EncryptionOption, criterion: Criterion| {
        let Answer { short, reason, source, verdict } = answer(option, criterion);
        let cells = [option.id(), option.name(), criterion.id(), short, verdict_id(verdict), reason, source];
        cells.map(str::to_owned)
    };
    let of_option = |&option| Criterion::ALL.into_iter().map(move |criterion| row(option, criterion));
    format::csv(&header, options.iter().flat_map(of_option))
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CriteriaJson {
    schema_version: u32,
    criteria: [CriterionJson; Criterion::ALL.len()],
    options: Vec<OptionJson>,
}

#[derive(Serialize)]
struct CriterionJson {
    id: &'static str,
    name: &'static str,
}

#[derive(Serialize)]
struct OptionJson {
    id: &'static str,
    name: &'static str,
    answers: [AnswerJson; Criterion::ALL.len()],
}

#[derive(Serialize)]
struct AnswerJson {
    criterion: &'static str,
    short: &'static str,
    verdict: &'static str,
    reason: &'static str,
    source: &'static str,
}

fn json(options: &[EncryptionOption]) -> Result<String> {
    let answered = |option, criterion: Criterion| {
        let Answer { short, reason, source, verdict } = answer(option, criterion);
        AnswerJson { criterion: criterion.id(), short, verdict: verdict_id(verdict), reason, source }
    };
    let option = |&option: &EncryptionOption| OptionJson {
        id: option.id(),
        name: option.name(),
        answers: Criterion::ALL.map(|criterion| answered(option, criterion)),
    };
    format::json(&CriteriaJson {
        schema_version: SCHEMA_VERSION,
        criteria: Criterion::ALL
            .map(|criterion| CriterionJson { id: criterion.id(), name: criterion.name() }),
        options: options.iter().map(option).collect(),
    })
}

fn verdict_id(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Good => "good",
        Verdict::Limited => "limited",
        Verdict::Poor => "poor",
    }
}
