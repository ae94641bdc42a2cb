//! `sse-cost table`: one option at several volumes, as in the reference table.

use crate::args::InputArgs;
use crate::book::{PriceArgs, agreed, book};
use crate::compare_text::{at_least, monthly};
use crate::failure::{self, Failure, Result};
use crate::format::{self, Format, FormatArgs, PRICED_AT, SCHEMA_VERSION, exact, priced_at};
use crate::grid::Grid;
use crate::inputs;
use crate::schema::without_fields;
use crate::text::{paragraphs, wrapped};
use clap::Args;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;
use serde_json::Value;
use sse_pricing::display::count;
use sse_pricing::schema::Prices;
use sse_pricing::{Comparison, EncryptionOption, Estimate, Money, PriceBook, Workload, parse};

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
    prices: PriceArgs,
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
        let option = failure::option(&self.option)?;
        let workload = self.inputs.workload()?;
        let book = book(&self.prices)?;
        let rows = self.rows(option, &workload, &book)?;
        let table = Reference { option, workload: &workload, book: &book, rows };
        match self.format.format {
            Format::Table => table.text(),
            Format::Json => table.json(),
            Format::Csv => table.csv(),
            Format::Markdown => table.markdown(),
        }
    }

    fn rows(&self, option: EncryptionOption, workload: &Workload, book: &PriceBook) -> Result<Vec<Row>> {
        let row = |documents: u64| {
            let workload = Workload { uploads: documents, downloads: documents, ..workload.clone() };
            let comparison = self.inputs.compare(&workload, book)?;
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

/// A table and what it rests on.
struct Reference<'a> {
    option: EncryptionOption,
    workload: &'a Workload,
    book: &'a PriceBook,
    rows: Vec<Row>,
}

impl Reference<'_> {
    fn text(&self) -> Result<String> {
        let notes: Vec<String> = self.notes()?.iter().map(|note| wrapped("", "  ", note)).collect();
        let mut parts = vec![wrapped("", "", &self.heading()), self.grid()?.to_text()];
        parts.extend((!notes.is_empty()).then(|| notes.join("\n")));
        Ok(paragraphs(&parts))
    }

    fn markdown(&self) -> Result<String> {
        let mut parts = vec![format!("**{}**", self.heading()), self.grid()?.to_markdown()];
        parts.extend(self.notes()?);
        Ok(paragraphs(&parts))
    }

    fn notes(&self) -> Result<Vec<String>> {
        let mut notes = inputs::of_options(self.workload, &[self.option]);
        notes.extend(agreed(self.book, self.book.region(&self.workload.region)?));
        Ok(notes)
    }

    /// `SSE-KMS, us-east-1, prices of 2025-06-05`
    fn heading(&self) -> String {
        format!("{}, {}, prices of {}", self.option.name(), self.workload.region, self.book.published())
    }

    /// With the ends of the range where a row has one.
    fn grid(&self) -> Result<Grid> {
        let ranged = self.rows.iter().any(|row| row.estimate.high() != Some(row.estimate.low()));
        let grid = Grid::new();
        let grid = grid.figures("documents a month").figures("requests").figures("a month").figures("a year");
        let grid = if ranged { grid.figures("low a month").figures("high a month") } else { grid };
        let rows: Result<Vec<_>> = self.rows.iter().map(|row| cells(row, ranged)).collect();
        Ok(grid.rows(rows?))
    }

    fn csv(&self) -> Result<String> {
        let header = ["documents", "kms_requests", "monthly", "annual", "low", "high"];
        let row = |row: &Row| {
            let estimate = &row.estimate;
            let requests = estimate.kms_requests().typical.to_string();
            let (low, high) = (exact(Some(estimate.low())), exact(estimate.high()));
            [row.documents.to_string(), requests, exact(estimate.monthly()), exact(row.annual), low, high]
        };
        let priced_at = priced_at(self.book, &self.workload.region);
        let rows = self.rows.iter().map(row);
        let rows = rows.map(|row| row.into_iter().chain(priced_at.clone()).collect::<Vec<_>>());
        format::csv(&[&header[..], &PRICED_AT].concat(), rows)
    }

    fn json(&self) -> Result<String> {
        // Of the first row: calls that were measured without any documents would be too many.
        let documents = self.rows.first().map_or(0, |row| row.documents);
        let first = Workload { uploads: documents, downloads: documents, ..self.workload.clone() };
        let comparison = format::value(&Comparison::new(&first, self.book)?)?;
        let mut workload = format::value(self.workload)?;
        if let Some(shared) = workload.as_object_mut() {
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
            prices: comparison.get("prices").cloned().unwrap_or_default(),
            workload,
            option: self.option,
            rows: self.rows.iter().map(row).collect(),
        })
    }
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

/// What an option costs at several volumes.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Table")]
pub(crate) struct TableJson {
    /// The version of this shape. Fields are added without a new one, never renamed or taken away.
    #[schemars(extend("const" = 1))]
    schema_version: u32,
    /// The prices that every figure is made of.
    #[schemars(with = "Prices")]
    prices: Value,
    /// The inputs that all rows share: a workload without its uploads and downloads.
    #[schemars(schema_with = "shared_inputs")]
    workload: Value,
    /// The option, by its id.
    option: EncryptionOption,
    /// A row for each volume, in the order in which they were given.
    rows: Vec<RowJson>,
}

/// A volume and its cost.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "TableRow")]
struct RowJson {
    /// Documents a month, each written and read once.
    documents: u64,
    /// Symmetric requests to KMS in the month.
    kms_requests: u64,
    /// US dollars a month; `null` where a part is unknown.
    monthly: Option<Money>,
    /// US dollars a year; `null` where a part is unknown.
    annual: Option<Money>,
    /// US dollars a month from the least to the most.
    range: RangeJson,
}

/// From the least to the most.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "TableRange")]
struct RangeJson {
    /// As little as it can be.
    low: Money,
    /// As much as it can be; `null` where a part is unknown.
    high: Option<Money>,
}

fn shared_inputs(generator: &mut SchemaGenerator) -> Schema {
    without_fields(Workload::json_schema(generator), &["uploads", "downloads"])
}
