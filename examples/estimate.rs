//! One option's bill, line by line: `cargo run --example estimate -- 100k`.

use sse_pricing::{Comparison, EncryptionOption, PriceBook, Workload, parse};

fn main() -> sse_pricing::Result<()> {
    let documents = std::env::args().nth(1).unwrap_or_else(|| "1M".to_owned());
    let workload = Workload::documents("us-east-1", parse::count("documents", &documents)?)?;
    let comparison = Comparison::new(&workload, PriceBook::builtin())?;
    let estimate = comparison.estimate(EncryptionOption::SseKms);
    for line in estimate.lines() {
        println!("{:<20} {}", line.code().label(), line.formula());
    }
    // Exact until here; only what is shown is rounded.
    if let (Some(month), Some(year)) = (estimate.monthly(), estimate.annual()?) {
        let requests = estimate.kms_requests().typical;
        println!("{requests} requests, {} a month, {} a year", month.dollars(), year.whole_dollars());
    }
    Ok(())
}
