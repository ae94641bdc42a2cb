//! `sse-cost criteria`: what each option gives and gives up.

use crate::failure::{self, Result};
use crate::format::{self, Format, FormatArgs, SCHEMA_VERSION};
use crate::grid::Grid;
use crate::text::{paragraphs, width, wrapped};
use clap::Args;
use schemars::JsonSchema;
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

/// What each option gives and gives up.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Criteria")]
pub(crate) struct CriteriaJson {
    /// The version of this shape. Fields are added without a new one, never renamed or taken away.
    #[schemars(extend("const" = 1))]
    schema_version: u32,
    /// The questions.
    criteria: [CriterionJson; Criterion::ALL.len()],
    /// The options, in the order in which they are shown.
    options: Vec<OptionJson>,
}

/// A question.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Criterion")]
struct CriterionJson {
    /// The criterion, for programs.
    id: &'static str,
    /// The criterion, for people.
    name: &'static str,
}

/// An option and its answers.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "OptionCriteria")]
struct OptionJson {
    /// The option, by its id.
    id: EncryptionOption,
    /// Its name, in AWS's terms.
    name: &'static str,
    /// Its answers, in the order of `criteria`.
    answers: [AnswerJson; Criterion::ALL.len()],
}

/// An option's answer to a criterion.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Answer")]
struct AnswerJson {
    /// The criterion, by its id.
    criterion: &'static str,
    /// The answer in a few words.
    short: &'static str,
    /// How good it is: `good`, `limited`, `poor`.
    #[schemars(extend("enum" = ["good", "limited", "poor"]))]
    verdict: &'static str,
    /// Why.
    reason: &'static str,
    /// Where the rule is written.
    source: &'static str,
}

fn json(options: &[EncryptionOption]) -> Result<String> {
    let answered = |option, criterion: Criterion| {
        let Answer { short, reason, source, verdict } = answer(option, criterion);
        AnswerJson { criterion: criterion.id(), short, verdict: verdict_id(verdict), reason, source }
    };
    let option = |&option: &EncryptionOption| OptionJson {
        id: option,
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
