//! Every option for a million documents a month, in Frankfurt: `cargo run --example compare`.

use sse_pricing::{Comparison, PriceBook, Workload};

fn main() -> sse_pricing::Result<()> {
    let workload = Workload::documents("eu-central-1", 1_000_000)?;
    let comparison = Comparison::new(&workload, PriceBook::builtin())?;
    for estimate in comparison.estimates() {
        // None: something is unknown, here what DSSE-KMS bills by GB.
        let monthly = match estimate.monthly() {
            Some(monthly) => monthly.dollars().to_string(),
            None => format!("at least {}", estimate.known().dollars()),
        };
        println!("{:<42} {monthly:>14} a month", estimate.option().name());
        for line in estimate.lines() {
            println!("    {}: {}", line.code().label(), line.formula());
        }
    }
    Ok(())
}
