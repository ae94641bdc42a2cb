//! Turns the price table into a sorted `static`, so that looking a Region up parses nothing at run time.
//!
//! A row that is not a price, a Region listed twice, a missing date: the build fails and names the row.

#[path = "src/columns.rs"]
mod columns;

use columns::{EVERYWHERE, NAMES, PREAMBLE, PRICES};
use rust_decimal::Decimal;
use std::error::Error;
use std::fmt::Write as _;
use std::str::FromStr as _;
use std::{env, fs, path::Path};

/// The table that is compiled in. A newer one is a new file in `prices/` and a new name here.
const TABLE: &str = "prices/2025-06-05.csv";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={TABLE}");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/columns.rs");
    let text = fs::read_to_string(TABLE)?;
    let code = generate(&text).map_err(|error| format!("{TABLE}: {error}"))?;
    let out = env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
    fs::write(Path::new(&out).join("builtin_prices.rs"), code)?;
    Ok(())
}

fn generate(text: &str) -> Result<String, Box<dyn Error>> {
    let mut rows = read_rows(text)?;
    rows.sort_by(|a, b| a.region.cmp(&b.region));
    let mut neighbours = rows.iter().zip(rows.iter().skip(1));
    if let Some((twice, _)) = neighbours.find(|(row, next)| row.region == next.region) {
        return Err(format!("{} is listed twice", twice.region).into());
    }
    let mut code = String::from("static BUILTIN: PriceBook = PriceBook {\n");
    for field in PREAMBLE {
        writeln!(code, "    {field}: Cow::Borrowed({:?}),", preamble(text, field)?)?;
    }
    for field in EVERYWHERE {
        writeln!(code, "    {field}: Price::of({}),", constant(&preamble(text, field)?, field)?)?;
    }
    code.push_str("    regions: Cow::Borrowed(&[\n");
    for Row { region, name, prices } in &rows {
        writeln!(code, "        RegionPrices {{")?;
        writeln!(code, "            region: Cow::Borrowed({region:?}),")?;
        writeln!(code, "            name: Cow::Borrowed({name:?}),")?;
        for ((_, field), cell) in PRICES.iter().zip(prices) {
            writeln!(code, "            {field}: Price::of({}),", constant(cell, region)?)?;
        }
        writeln!(code, "            discounts: Discounts::NONE,")?;
        writeln!(code, "        }},")?;
    }
    code.push_str("    ]),\n};\n");
    Ok(code)
}

/// The value of a `# field: value` line above the table.
fn preamble(text: &str, field: &str) -> Result<String, String> {
    let marker = format!("# {field}: ");
    let value = text.lines().find_map(|line| line.strip_prefix(&marker));
    value.map(|value| value.trim().to_owned()).ok_or(format!("no line \"{marker}...\""))
}

struct Row {
    region: String,
    name: String,
    /// In the order of [`PRICES`].
    prices: Vec<String>,
}

fn read_rows(text: &str) -> Result<Vec<Row>, Box<dyn Error>> {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
    let expected: Vec<&str> = NAMES.into_iter().chain(PRICES.map(|(column, _)| column)).collect();
    if reader.headers()? != expected {
        return Err(format!("the columns must be {expected:?}").into());
    }
    let rows = reader.records().map(|record| {
        let record = record?;
        let mut cells = record.iter().map(str::to_owned);
        let mut next = || cells.next().unwrap_or_default();
        Ok(Row { region: next(), name: next(), prices: cells.collect() })
    });
    rows.collect()
}

/// A price as a constant expression, in lowest terms.
fn constant(cell: &str, region: &str) -> Result<String, String> {
    let price = Decimal::from_str(cell).map_err(|error| format!("{region}: {cell:?}: {error}"))?.normalize();
    if price.is_sign_negative() || price.scale() > 12 {
        return Err(format!("{region}: {cell:?} is no price from 0 to at most 12 decimal places"));
    }
    let parts = price.unpack();
    Ok(format!("Decimal::from_parts({}, {}, {}, false, {})", parts.lo, parts.mid, parts.hi, parts.scale))
}
