//! `--format`, and how the forms for programs are written.
//!
//! JSON: camelCase, exact decimals as strings, counts as numbers, unknown as `null`. CSV: `snake_case` columns, exact
//! decimals, unknown as an empty field. The forms for people are in [`grid`](crate::grid).

use crate::failure::{Failure, Result};
use clap::{Args, ValueEnum};
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::Value;
use sse_pricing::{LineItem, Money, PriceBook};

/// The version of the shape of the JSON. Fields are added, never renamed or taken away.
pub(crate) const SCHEMA_VERSION: u32 = 1;

/// `--format`, the same for every subcommand.
#[derive(Args)]
pub(crate) struct FormatArgs {
    /// How to print the result
    #[arg(long, value_enum, default_value_t = Format::Table, help_heading = "Output")]
    pub(crate) format: Format,
}

/// The forms of a result.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For reading in a terminal, figures rounded to the cent
    Table,
    /// For programs, figures exact
    Json,
    /// For spreadsheets, figures exact
    Csv,
    /// For a pull request, figures rounded to the cent
    Markdown,
}

/// Indented JSON and a line end.
pub(crate) fn json(value: &impl Serialize) -> Result<String> {
    let text = serde_json::to_string_pretty(value);
    text.map(|text| text + "\n").map_err(|error| Failure::new("json", error))
}

/// What the library writes of something, to take a part of it.
pub(crate) fn value(value: &impl Serialize) -> Result<Value> {
    serde_json::to_value(value).map_err(|error| Failure::new("json", error))
}

/// A header and its rows, each as long as the header.
pub(crate) fn csv<R: IntoIterator<Item = String>>(
    header: &[&str],
    rows: impl IntoIterator<Item = R>,
) -> Result<String> {
    let unwritten = |error: &dyn std::fmt::Display| Failure::new("csv", error);
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header).map_err(|error| unwritten(&error))?;
    for row in rows {
        writer.write_record(row.into_iter().collect::<Vec<_>>()).map_err(|error| unwritten(&error))?;
    }
    let bytes = writer.into_inner().map_err(|error| unwritten(&error))?;
    String::from_utf8(bytes).map_err(|error| unwritten(&error))
}

/// The columns of [`line_item`].
pub(crate) const LINE_ITEM: [&str; 9] =
    ["code", "label", "quantity", "unit", "unit_price", "amount", "explanation", "source", "list_price"];

/// A line item as cells of a CSV row.
pub(crate) fn line_item(line: &LineItem) -> [String; 9] {
    let number = |number: Decimal| number.normalize().to_string();
    [
        line.code().id().to_owned(),
        line.code().label().to_owned(),
        line.quantity().map(number).unwrap_or_default(),
        line.unit().to_owned(),
        number(line.unit_price()),
        exact(line.amount()),
        line.explanation(),
        line.code().source().to_owned(),
        line.list_price().map(number).unwrap_or_default(),
    ]
}

/// The columns of [`priced_at`], the last of a row: what it says is true of one Region's prices of one day.
pub(crate) const PRICED_AT: [&str; 3] = ["region", "published", "currency"];

/// Which prices a row is made of.
pub(crate) fn priced_at(book: &PriceBook, region: &str) -> [String; 3] {
    [region, book.published(), book.currency()].map(str::to_owned)
}

/// Every digit of an amount, without a sign of its currency; empty where it is unknown.
pub(crate) fn exact(money: Option<Money>) -> String {
    money.map(|money| money.amount().normalize().to_string()).unwrap_or_default()
}
