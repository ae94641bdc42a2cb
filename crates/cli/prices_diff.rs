//! `sse-cost prices diff`: what changed from one price book to another.

use crate::book::price_file;
use crate::failure::Result;
use crate::format::{self, Format, FormatArgs, SCHEMA_VERSION};
use crate::grid::Grid;
use crate::text::{list, paragraphs, plural, wrapped};
use clap::Args;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Serialize;
use sse_pricing::{Money, PriceBook, PriceChange};
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// Show which prices and Regions changed between two price files
///
/// In place of a file, the word builtin is the compiled-in prices.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Diff {
    /// The older price file, or builtin
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The newer price file, or builtin
    #[arg(value_name = "NEW")]
    new: PathBuf,
    #[command(flatten)]
    format: FormatArgs,
}

const EXAMPLES: &str = "\
Examples:
  sse-cost prices diff prices-2026-01.csv prices-2026-09.csv
  sse-cost prices diff builtin prices-2026-09.csv --format json | jq '.changes[] | select(.id == \"kmsRequest\")'";

impl Diff {
    /// What goes to standard output.
    pub(crate) fn run(&self) -> Result<String> {
        let (old, new) = (book("OLD", &self.old)?, book("NEW", &self.new)?);
        let changes = PriceBook::diff(&old, &new);
        let title = title(&old, &new, &changes);
        match self.format.format {
            Format::Table if changes.is_empty() => Ok(wrapped("", "", &title) + "\n"),
            Format::Table => Ok(paragraphs(&[wrapped("", "", &title), grid(&changes).to_text()])),
            Format::Markdown if changes.is_empty() => Ok(format!("**{title}**\n")),
            Format::Markdown => Ok(paragraphs(&[format!("**{title}**"), grid(&changes).to_markdown()])),
            Format::Json => json(&old, &new, &changes),
            Format::Csv => csv(&changes),
        }
    }
}

fn book(name: &str, path: &Path) -> Result<Cow<'static, PriceBook>> {
    if path.as_os_str() == "builtin" {
        return Ok(Cow::Borrowed(PriceBook::builtin()));
    }
    price_file(name, path).map(Cow::Owned)
}

fn title(old: &PriceBook, new: &PriceBook, changes: &[PriceChange]) -> String {
    let of_kind = |kind: &str, noun: &str, verb: &str| {
        let number = changes.iter().filter(|change| change.kind() == kind).count();
        let number = u64::try_from(number).unwrap_or(u64::MAX);
        (number > 0).then(|| format!("{} {verb}", plural(number, noun)))
    };
    let parts: Vec<String> = [
        of_kind("price", "price", "changed"),
        of_kind("region-added", "Region", "added"),
        of_kind("region-removed", "Region", "removed"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let changed = if parts.is_empty() { "no change".to_owned() } else { list(&parts) };
    format!(
        "From the prices of {} to those of {}, {}: {changed}",
        old.published(),
        new.published(),
        new.currency()
    )
}

fn grid(changes: &[PriceChange]) -> Grid {
    let grid = Grid::new().words("Region").words("Price").figures("Old").figures("New").figures("Change");
    grid.rows(changes.iter().map(|change| {
        let region = change.region().unwrap_or("every Region").to_owned();
        let money = |dollars: Decimal| Money::new(dollars).exact();
        match change.rows() {
            Some((old, new)) => {
                let percent = change.percent().map_or("-".to_owned(), signed);
                vec![region, new.label.to_owned(), money(old.dollars), money(new.dollars), percent]
            }
            None => {
                let name = change.name().unwrap_or_default();
                let what = if change.kind() == "region-added" { "added" } else { "removed" };
                vec![region, format!("{name}: {what}"), String::new(), String::new(), String::new()]
            }
        }
    }))
}

/// `+33.33%`, `-5%`
fn signed(percent: Decimal) -> String {
    let plus = if percent.is_sign_negative() { "" } else { "+" };
    format!("{plus}{}%", percent.normalize())
}

fn csv(changes: &[PriceChange]) -> Result<String> {
    let header = ["kind", "region", "name", "price", "label", "unit", "old", "new", "percent"];
    let row = |change: &PriceChange| {
        let exact = |dollars: Decimal| dollars.normalize().to_string();
        let (old, new) = change.rows().unzip();
        [
            change.kind().to_owned(),
            change.region().unwrap_or_default().to_owned(),
            change.name().unwrap_or_default().to_owned(),
            new.map_or("", |row| row.id).to_owned(),
            new.map_or("", |row| row.label).to_owned(),
            new.map_or("", |row| row.unit).to_owned(),
            old.map(|row| exact(row.dollars)).unwrap_or_default(),
            new.map(|row| exact(row.dollars)).unwrap_or_default(),
            change.percent().map(exact).unwrap_or_default(),
        ]
    };
    format::csv(&header, changes.iter().map(row))
}

/// What changed from one table to another.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "PriceDiff")]
pub(crate) struct DiffJson<'a> {
    /// The version of this shape. Fields are added without a new one, never renamed or taken away.
    #[schemars(extend("const" = 1))]
    schema_version: u32,
    /// The older table.
    old: BookJson<'a>,
    /// The newer table.
    new: BookJson<'a>,
    /// What is not the same in both.
    changes: &'a [PriceChange],
}

/// Where a table is from.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "PriceTable")]
struct BookJson<'a> {
    /// The day on which AWS published it.
    #[schemars(extend("format" = "date"))]
    published: &'a str,
    /// The code of its currency.
    currency: &'a str,
    /// Where it is from.
    source: &'a str,
}

fn json(old: &PriceBook, new: &PriceBook, changes: &[PriceChange]) -> Result<String> {
    fn book(book: &PriceBook) -> BookJson<'_> {
        BookJson { published: book.published(), currency: book.currency(), source: book.source() }
    }
    format::json(&DiffJson { schema_version: SCHEMA_VERSION, old: book(old), new: book(new), changes })
}
