//! What an agreement with AWS changes, on a price book of one's own: `cargo run --example private_prices -- prices.csv`.
//!
//! A price file has the format of `crates/pricing/prices/2025-06-05.csv`; `sse-cost prices import` writes one from AWS's own
//! files. Without one the compiled-in prices are taken.

use sse_pricing::{Comparison, Discounts, EncryptionOption, Percent, PriceBook, Service, Workload, parse};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let listed = match std::env::args().nth(1) {
        Some(path) => PriceBook::from_csv(&std::fs::read_to_string(path)?)?,
        None => PriceBook::builtin().clone(),
    };
    // A price agreed for every Region, and 10 % off what KMS charges then.
    let request = parse::private_price("private price", "kmsRequest=0.0000025")?;
    let off = Discounts::NONE.with(Service::Kms, Percent::whole("discount", 10)?);
    let agreed = listed.with_private_price(&request)?.with_discounts(off);

    let workload = Workload::documents("eu-central-1", 1_000_000)?;
    for (name, book) in [("listed", &listed), ("agreed", &agreed)] {
        let comparison = Comparison::new(&workload, book)?;
        if let Some(month) = comparison.estimate(EncryptionOption::SseKms).monthly() {
            println!("{name}: {} a month, prices of {}", month.exact(), book.published());
        }
    }
    Ok(())
}
