//! `cargo bench -p sse-pricing`: what a comparison takes.

#![allow(clippy::unwrap_used)]

use divan::{Bencher, black_box};
use sse_pricing::forecast::Plan;
use sse_pricing::kernel::{Amounts, Columns, Kernel, KmsRequests};
use sse_pricing::{
    BreakEven, Comparison, EncryptionOption, Estimate, Figures, Forecast, Growth, Money, ObjectSizes,
    PriceBook, Workload,
};

fn main() {
    divan::main();
}

fn a_million_documents() -> Workload {
    let mut workload = Workload::documents("eu-central-1", 1_000_000).unwrap();
    workload.object_size = Some(ObjectSizes::one(4 << 20).unwrap());
    workload
}

/// All seven options with their line items.
#[divan::bench]
fn comparison(bencher: Bencher<'_, '_>) {
    let workload = a_million_documents();
    bencher.bench(|| Comparison::new(black_box(&workload), PriceBook::builtin()).unwrap());
}

/// All seven options in figures alone.
#[divan::bench]
fn figures(bencher: Bencher<'_, '_>) {
    let workload = a_million_documents();
    let prices = PriceBook::builtin().region("eu-central-1").unwrap();
    bencher.bench(|| Figures::all(black_box(&workload), prices).unwrap());
}

/// The same, with every line's explanation and formula as text.
#[divan::bench]
fn comparison_with_text(bencher: Bencher<'_, '_>) {
    let workload = a_million_documents();
    bencher.bench(|| {
        let comparison = Comparison::new(black_box(&workload), PriceBook::builtin()).unwrap();
        let lines = comparison.estimates().iter().flat_map(Estimate::lines);
        lines.map(|line| line.explanation().len() + line.formula().len()).sum::<usize>()
    });
}

/// One option with its line items.
#[divan::bench]
fn one_estimate(bencher: Bencher<'_, '_>) {
    let workload = a_million_documents();
    let prices = PriceBook::builtin().region("eu-central-1").unwrap();
    bencher.bench(|| Estimate::new(black_box(&workload), prices, EncryptionOption::SseKms).unwrap());
}

/// The whole comparison as JSON.
#[divan::bench]
fn comparison_as_json(bencher: Bencher<'_, '_>) {
    let workload = a_million_documents();
    let comparison = Comparison::new(&workload, PriceBook::builtin()).unwrap();
    bencher.bench(|| serde_json::to_string(black_box(&comparison)).unwrap());
}

/// All seven options over three years, with their steps.
#[divan::bench]
fn forecast_36_months(bencher: Bencher<'_, '_>) {
    let workload = a_million_documents();
    let growth = Growth::new("growth", 5.into()).unwrap();
    let plan = Plan::new(36, growth);
    bencher.bench(|| Forecast::new(black_box(&workload), PriceBook::builtin(), &plan).unwrap());
}

/// Every volume from which something changes.
#[divan::bench]
fn break_even(bencher: Bencher<'_, '_>) {
    let workload = a_million_documents();
    let budget = Some(Money::new(5.into()));
    bencher.bench(|| BreakEven::new(black_box(&workload), PriceBook::builtin(), budget).unwrap());
}

/// A thousand rows in columns: the requests of all seven options.
#[divan::bench]
fn kernel_count_1000_rows(bencher: Bencher<'_, '_>) {
    let kernel = Kernel::new(&a_million_documents(), PriceBook::builtin()).unwrap();
    let counts = counts();
    let mut requests = KmsRequests::default();
    bencher.bench_local(|| {
        kernel.count(black_box(&Columns::new(&counts, &counts)), &mut requests).unwrap();
    });
}

/// And their amounts.
#[divan::bench]
fn kernel_price_1000_rows(bencher: Bencher<'_, '_>) {
    let kernel = Kernel::new(&a_million_documents(), PriceBook::builtin()).unwrap();
    let counts = counts();
    let columns = Columns::new(&counts, &counts);
    let (mut requests, mut amounts) = (KmsRequests::default(), Amounts::default());
    kernel.count(&columns, &mut requests).unwrap();
    bencher.bench_local(|| kernel.price(black_box(&columns), &requests, None, &mut amounts).unwrap());
}

fn counts() -> Vec<u64> {
    (0..1_000).map(|row| row * 1_000).collect()
}
