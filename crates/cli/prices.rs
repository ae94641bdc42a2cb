//! `sse-cost prices`: the prices that every figure is made of.

use crate::book::{PriceArgs, agreed, book};
use crate::failure::Result;
use crate::format::{self, Format, FormatArgs};
use crate::grid::Grid;
use crate::prices_diff::Diff;
use crate::prices_import::Import;
use crate::text::{paragraphs, wrapped};
use clap::{Args, Subcommand};
use sse_pricing::unit::Quantity;
use sse_pricing::{Money, PriceBook, PriceList, PriceRow, RegionPrices};

/// Show the published prices that every figure is made of, import newer ones
///
/// The prices are compiled in, with the day on which AWS published them and their source. Newer ones come from AWS Price List
/// files, as a price file that every command takes by --prices.
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
  sse-cost prices list --format json | jq '.regions[] | {region, kmsRequest}'

Newer prices: sse-cost prices import --help";

#[derive(Subcommand)]
enum Command {
    /// List the Regions, with what KMS charges there; JSON and CSV hold every price
    List {
        #[command(flatten)]
        prices: PriceArgs,
        #[command(flatten)]
        format: FormatArgs,
    },
    /// Show every price of a Region
    Show {
        /// Code of the Region, such as eu-central-1
        #[arg(value_name = "REGION")]
        region: String,
        #[command(flatten)]
        prices: PriceArgs,
        #[command(flatten)]
        format: FormatArgs,
    },
    Import(Import),
    Diff(Diff),
}

impl Prices {
    /// What goes to standard output.
    pub(crate) fn run(&self) -> Result<String> {
        match &self.command {
            Command::List { prices, format } => list(book(prices)?.as_ref(), format.format),
            Command::Show { region, prices, format } => {
                let book = book(prices)?;
                let prices = book.region(region).map_err(|error| error.with_field("REGION"))?;
                show(&book, prices, format.format)
            }
            Command::Import(import) => import.run(),
            Command::Diff(diff) => diff.run(),
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
        Format::Table => Ok(text(&title, &regions(book)?, &[source(book)])),
        Format::Markdown => Ok(markdown(&title, &regions(book)?, &[source(book)])),
        Format::Json => json(book, book.regions()),
        Format::Csv => csv(book, book.regions()),
    }
}

fn show(book: &PriceBook, prices: &RegionPrices, format: Format) -> Result<String> {
    let RegionPrices { name, region, .. } = prices;
    let title = format!("{name}, {region}, prices of {}, {}", book.published(), book.currency());
    match format {
        Format::Table => Ok(text(&title, &rows(book, prices), &notes(book, prices))),
        Format::Markdown => Ok(markdown(&title, &rows(book, prices), &notes(book, prices))),
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

/// Every price of a Region, and those that are the same everywhere.
fn rows(book: &PriceBook, prices: &RegionPrices) -> Grid {
    let row = |row: PriceRow| {
        vec![row.label.to_owned(), format!("1 {}", row.unit), Money::new(row.dollars).exact()]
    };
    let grid = Grid::new().words("Price").words("For").figures("USD");
    grid.rows(prices.rows().map(row)).rows(book.rows().map(row))
}

fn text(title: &str, grid: &Grid, notes: &[String]) -> String {
    let notes: Vec<String> = notes.iter().map(|note| wrapped("", "  ", note)).collect();
    paragraphs(&[wrapped("", "", title), grid.to_text(), notes.join("\n")])
}

fn markdown(title: &str, grid: &Grid, notes: &[String]) -> String {
    let parts = [format!("**{title}**"), grid.to_markdown()];
    paragraphs(&parts.into_iter().chain(notes.iter().cloned()).collect::<Vec<_>>())
}

fn notes(book: &PriceBook, prices: &RegionPrices) -> Vec<String> {
    agreed(book, prices).into_iter().chain([source(book)]).collect()
}

fn source(book: &PriceBook) -> String {
    format!("Source: {}, without tax.", book.source())
}

/// A row for each price; those that are the same in every Region last.
fn csv(book: &PriceBook, regions: &[RegionPrices]) -> Result<String> {
    let header = ["region", "name", "price", "label", "unit", "dollars", "published", "list_price"];
    let row = |region: &str, name: &str, row: PriceRow| {
        let dollars = row.dollars.normalize().to_string();
        let list = row.list.map(|list| list.normalize().to_string()).unwrap_or_default();
        [region, name, row.id, row.label, row.unit, &dollars, book.published(), &list].map(str::to_owned)
    };
    let of_region =
        |prices: &RegionPrices| prices.rows().map(|price| row(&prices.region, &prices.name, price));
    let everywhere = book.rows().map(|price| row("", "every Region", price));
    format::csv(&header, regions.iter().flat_map(of_region).chain(everywhere))
}

fn json(book: &PriceBook, regions: &[RegionPrices]) -> Result<String> {
    format::json(&PriceList::new(book, regions))
}
