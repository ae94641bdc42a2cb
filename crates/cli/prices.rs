//! `sse-cost prices`: the prices that every figure is made of.

use crate::failure::{Failure, Result};
use crate::format::{self, Format, FormatArgs, SCHEMA_VERSION};
use crate::grid::Grid;
use crate::text::{paragraphs, wrapped};
use clap::{Args, Subcommand};
use serde::Serialize;
use sse_pricing::unit::Quantity;
use sse_pricing::{Money, PriceBook, PriceRow, RegionPrices};

/// Show the published prices that every figure is made of
///
/// The prices are compiled in, with the day on which AWS published them and their source.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Prices {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  sse-cost prices list
  sse-cost prices show eu-central-1
  sse-cost prices list --format json | jq '.regions[] | {region, kmsRequest}'";

#[derive(Subcommand)]
enum Command {
    /// List the Regions, with what KMS charges there; JSON and CSV hold every price
    List {
        #[command(flatten)]
        format: FormatArgs,
    },
    /// Show every price of a Region
    Show {
        /// Code of the Region, such as eu-central-1
        #[arg(value_name = "REGION")]
        region: String,
        #[command(flatten)]
        format: FormatArgs,
    },
}

impl Prices {
    /// What goes to standard output.
    pub(crate) fn run(&self) -> Result<String> {
        let book = PriceBook::builtin();
        match &self.command {
            Command::List { format } => list(book, format.format),
            Command::Show { region, format } => {
                let prices = book.region(region).map_err(|error| Failure::named("REGION", &error))?;
                show(book, prices, format.format)
            }
        }
    }
}

fn list(book: &PriceBook, format: Format) -> Result<String> {
    let title = format!(
        "KMS in {} Regions, prices of {}, {}",
        book.regions().len(),
        book.published(),
        book.currency()
    );
    match format {
        Format::Table => Ok(text(&title, &regions(book)?, book)),
        Format::Markdown => Ok(markdown(&title, &regions(book)?, book)),
        Format::Json => json(book, book.regions()),
        Format::Csv => csv(book, book.regions()),
    }
}

fn show(book: &PriceBook, prices: &RegionPrices, format: Format) -> Result<String> {
    let RegionPrices { name, region, .. } = prices;
    let title = format!("{name}, {region}, prices of {}, {}", book.published(), book.currency());
    match format {
        Format::Table => Ok(text(&title, &rows(prices), book)),
        Format::Markdown => Ok(markdown(&title, &rows(prices), book)),
        Format::Json => json(book, std::slice::from_ref(prices)),
        Format::Csv => csv(book, std::slice::from_ref(prices)),
    }
}

fn regions(book: &PriceBook) -> Result<Grid> {
    let grid = Grid::new().words("Region").words("Name").figures("10,000 requests").figures("key-month");
    let row = |prices: &RegionPrices| {
        let requests = Quantity::whole(10_000).at(prices.kms_request)?;
        let key = Money::new(prices.kms_key.dollars());
        Ok(vec![prices.region.to_string(), prices.name.to_string(), requests.exact(), key.exact()])
    };
    let rows: Result<Vec<_>> = book.regions().iter().map(row).collect();
    Ok(grid.rows(rows?))
}

fn rows(prices: &RegionPrices) -> Grid {
    let row = |row: PriceRow| {
        vec![row.label.to_owned(), format!("1 {}", row.unit), Money::new(row.dollars).exact()]
    };
    Grid::new().words("Price").words("For").figures("USD").rows(prices.rows().map(row))
}

fn text(title: &str, grid: &Grid, book: &PriceBook) -> String {
    paragraphs(&[wrapped("", "", title), grid.to_text(), wrapped("", "  ", &source(book))])
}

fn markdown(title: &str, grid: &Grid, book: &PriceBook) -> String {
    paragraphs(&[format!("**{title}**"), grid.to_markdown(), source(book)])
}

fn source(book: &PriceBook) -> String {
    format!("Source: {}, without tax.", book.source())
}

/// A row for each price.
fn csv(book: &PriceBook, regions: &[RegionPrices]) -> Result<String> {
    let header = ["region", "name", "price", "label", "unit", "dollars", "published"];
    let row = |prices: &RegionPrices, row: PriceRow| {
        let (region, name) = (prices.region.as_ref(), prices.name.as_ref());
        let dollars = row.dollars.normalize().to_string();
        [region, name, row.id, row.label, row.unit, &dollars, book.published()].map(str::to_owned)
    };
    let of_region = |prices: &'_ RegionPrices| prices.rows().map(|price| row(prices, price));
    format::csv(header, regions.iter().flat_map(of_region))
}

/// One shape for all Regions and for one.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct BookJson<'a> {
    schema_version: u32,
    published: &'a str,
    currency: &'a str,
    source: &'a str,
    regions: &'a [RegionPrices],
}

fn json(book: &PriceBook, regions: &[RegionPrices]) -> Result<String> {
    format::json(&BookJson {
        schema_version: SCHEMA_VERSION,
        published: book.published(),
        currency: book.currency(),
        source: book.source(),
        regions,
    })
}
