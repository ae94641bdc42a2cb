//! `sse-cost table`: one option at several volumes, as in the reference table.

use crate::args::InputArgs;
use crate::compare_text::{at_least, monthly};
use crate::failure::{Failure, Result};
use crate::format::{self, Format, FormatArgs, SCHEMA_VERSION, exact};
use crate::grid::Grid;
use crate::inputs;
use crate::text::{paragraphs, wrapped};
use clap::Args;
use serde::Serialize;
use sse_pricing::display::count;
use sse_pricing::{EncryptionOption, Estimate, Money, PriceBook, Workload, parse};

/// Print what an option costs at several volumes
///
/// A row for each number of documents a month, each uploaded and downloaded once. Without flags this is the reference
/// table: SSE-KMS with one customer managed key, no Bucket Key and the free tier. The uploads and downloads of a workload
/// file are not used.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Table {
    /// Documents a month, a row for each: counts with commas between them, none within them
    #[arg(long, value_name = "N,N,...", default_value = "1000,10000,100000,1000000")]
    documents: String,
    /// Option to price, by its id
    #[arg(long, value_name = "ID", default_value = "sse-kms")]
    option: String,
    #[command(flatten)]
    inputs: InputArgs,
    #[command(flatten)]
    format: FormatArgs,
}

const EXAMPLES: &str = "\
Examples:
  sse-cost table
  sse-cost table --documents 10k,1M,100M --option sse-kms-bucket-key
  sse-cost table --option dsse-kms --object-size 4MiB --region eu-central-1 --format markdown";

/// A volume and its cost.
struct Row {
    documents: u64,
    estimate: Estimate,
    annual: Option<Money>,
}

impl Table {
    /// What goes to standard output.
    pub(crate) fn run(&self) -> Result<String> {
        let option: EncryptionOption =
            self.option.parse().map_err(|error| Failure::named("--option", &error))?;
        let workload = self.inputs.workload()?;
        let rows = self.rows(option, &workload)?;
        match self.format.format {
            Format::Table => text(option, &workload, &rows),
            Format::Json => json(option, &workload, &rows),
            Format::Csv => csv(&rows),
            Format::Markdown => markdown(option, &workload, &rows),
        }
    }

    fn rows(&self, option: EncryptionOption, workload: &Workload) -> Result<Vec<Row>> {
        let row = |documents: u64| {
            let workload = Workload { uploads: documents, downloads: documents, ..workload.clone() };
            let comparison = self.inputs.compare(&workload, PriceBook::builtin())?;
            let estimate = comparison.estimate(option).clone();
            Ok(Row { documents, annual: estimate.annual()?, estimate })
        };
        self.documents.split(',').map(|text| row(volume(text)?)).collect()
    }
}

/// A count of the list. `1,000` is two of them, and the second one is hardly meant as 0.
fn volume(text: &str) -> Result<u64> {
    if text.len() > 1 && text.bytes().all(|byte| byte.is_ascii_digit()) && text.starts_with('0') {
        let message =
            format!("{text:?} is not a count: commas stand between counts, as in 1000,10000 or 1k,10k");
        return Err(Failure::new("--documents", message));
    }
    Ok(parse::count("--documents", text)?)
}

fn text(option: EncryptionOption, workload: &Workload, rows: &[Row]) -> Result<String> {
    let notes = inputs::sentences(workload, Some(option));
    let notes: Vec<String> = notes.iter().map(|note| wrapped("", "  ", note)).collect();
    let heading = wrapped("", "", &heading(option, workload));
    Ok(paragraphs(&[heading, grid(rows)?.to_text(), notes.join("\n")]))
}

fn markdown(option: EncryptionOption, workload: &Workload, rows: &[Row]) -> Result<String> {
    let mut parts = vec![format!("**{}**", heading(option, workload)), grid(rows)?.to_markdown()];
    parts.extend(inputs::sentences(workload, Some(option)));
    Ok(paragraphs(&parts))
}

/// `SSE-KMS, us-east-1, prices of 2025-06-05`
fn heading(option: EncryptionOption, workload: &Workload) -> String {
    format!("{}, {}, prices of {}", option.name(), workload.region, PriceBook::builtin().published())
}

/// With the ends of the range where a row has one.
fn grid(rows: &[Row]) -> Result<Grid> {
    let ranged = rows.iter().any(|row| row.estimate.high() != Some(row.estimate.low()));
    let grid =
        Grid::new().figures("documents a month").figures("requests").figures("a month").figures("a year");
    let grid = if ranged { grid.figures("low a month").figures("high a month") } else { grid };
    let rows: Result<Vec<_>> = rows.iter().map(|row| cells(row, ranged)).collect();
    Ok(grid.rows(rows?))
}

fn cells(row: &Row, ranged: bool) -> Result<Vec<String>> {
    let estimate = &row.estimate;
    let year = estimate.known().times(12)?.whole_dollars();
    let requests = estimate.kms_requests().typical;
    let mut cells = vec![count(row.documents), count(requests), monthly(estimate), at_least(estimate, year)];
    if ranged {
        let high = estimate.high().map(|high| high.dollars().to_string());
        cells.push(estimate.low().dollars().to_string());
        cells.push(high.unwrap_or_else(|| "unknown".to_owned()));
    }
    Ok(cells)
}

fn csv(rows: &[Row]) -> Result<String> {
    let header = ["documents", "kms_requests", "monthly", "annual", "low", "high"];
    let row = |row: &Row| {
        let estimate = &row.estimate;
        let requests = estimate.kms_requests().typical.to_string();
        let (low, high) = (exact(Some(estimate.low())), exact(estimate.high()));
        [row.documents.to_string(), requests, exact(estimate.monthly()), exact(row.annual), low, high]
    };
    format::csv(header, rows.iter().map(row))
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct TableJson<'a> {
    schema_version: u32,
    prices: PricesJson<'a>,
    /// The inputs that all rows share: a workload without its uploads and downloads.
    workload: serde_json::Value,
    option: &'static str,
    rows: Vec<RowJson>,
}

#[derive(Serialize)]
struct PricesJson<'a> {
    region: &'a str,
    published: &'a str,
    currency: &'a str,
    source: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RowJson {
    documents: u64,
    kms_requests: u64,
    monthly: Option<Money>,
    annual: Option<Money>,
    range: RangeJson,
}

#[derive(Serialize)]
struct RangeJson {
    low: Money,
    high: Option<Money>,
}

fn json(option: EncryptionOption, workload: &Workload, rows: &[Row]) -> Result<String> {
    let book = PriceBook::builtin();
    let mut shared = serde_json::to_value(workload).map_err(|error| Failure::new("json", error))?;
    if let Some(shared) = shared.as_object_mut() {
        shared.shift_remove("uploads");
        shared.shift_remove("downloads");
    }
    let row = |row: &Row| RowJson {
        documents: row.documents,
        kms_requests: row.estimate.kms_requests().typical,
        monthly: row.estimate.monthly(),
        annual: row.annual,
        range: RangeJson { low: row.estimate.low(), high: row.estimate.high() },
    };
    format::json(&TableJson {
        schema_version: SCHEMA_VERSION,
        prices: PricesJson {
            region: &workload.region,
            published: book.published(),
            currency: book.currency(),
            source: book.source(),
        },
        workload: shared,
        option: option.id(),
        rows: rows.iter().map(row).collect(),
    })
}
