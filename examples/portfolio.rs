//! Which buckets of a file would cost less with the same security: `cargo run --example portfolio -- docs/buckets.csv`.

use sse_portfolio::{Column, Form, Row, Settings, Survey, write_amount};
use sse_pricing::PriceBook;
use std::error::Error;
use std::fs::File;
use std::io::Write as _;

/// A line for each bucket.
struct Lines;

impl Form for Lines {
    fn row(&self, row: &Row<'_>, out: &mut Vec<u8>) {
        let (bucket, advice) = (row.text(Column::Bucket), &row.advice);
        // Writing to memory does not fail.
        let _ = write!(out, "{bucket}: {}, ", advice.cheapest.name());
        write_amount(out, advice.saving.typical, row.places);
        let _ = writeln!(out, " dollars a month less, for {}", advice.reason);
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).unwrap_or_else(|| "docs/buckets.csv".to_owned());
    let settings = Settings::new("us-east-1")?;
    // Read twice: free requests and keys are shared by rows that may be far apart.
    let survey = Survey::new(File::open(&path)?, settings, PriceBook::builtin(), &Lines)?;
    let portfolio = survey.price(File::open(&path)?, &Lines, &mut std::io::stdout(), None, 0)?;
    let all = &portfolio.totals.all;
    println!("{} of {} buckets would cost less", all.changes, all.buckets);
    Ok(())
}
