//! The programs in examples/ print what the program prints, and the reference figures.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{json, temporary, text};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// An example as cargo built it beside the program, which it does wherever all tests are built; else it is built now.
fn built(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_BIN_EXE_sse-cost")).parent().unwrap().join("examples");
    let file = folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    let changed = |path: &Path| fs::metadata(path).and_then(|metadata| metadata.modified()).ok();
    let source = root().join("examples").join(format!("{name}.rs"));
    if changed(&file) < changed(&source) {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["build", "--quiet", "--offline", "--example", name]);
        assert!(cargo.current_dir(root()).status().unwrap().success(), "{name}");
    }
    file
}

/// What an example prints, run in the root.
#[track_caller]
fn example(name: &str, arguments: &[&str]) -> String {
    let output = Command::new(built(name)).args(arguments).current_dir(root()).output().unwrap();
    assert!(output.status.success(), "{name}: {}", text(&output.stderr));
    text(&output.stdout)
}

/// The reference table: one customer managed key, no Bucket Key, the free tier, $0.03 for 10,000 requests.
#[test]
fn an_estimate_is_a_row_of_the_reference_table() {
    for (documents, sum) in [
        ("1000", "2000 requests, $1.00 a month, $12 a year\n"),
        ("10k", "20000 requests, $1.00 a month, $12 a year\n"),
        ("100k", "200000 requests, $1.54 a month, $18 a year\n"),
        ("1M", "2000000 requests, $6.94 a month, $83 a year\n"),
    ] {
        let output = example("estimate", &[documents]);
        assert!(output.ends_with(sum), "{output}");
    }
    // 2,000,000 requests at $0.000003, without 20,000 that are free, and a key.
    let output = example("estimate", &[]);
    let lines: Vec<&str> = output.lines().map(|line| line.rsplit(" = ").next().unwrap()).collect();
    assert_eq!(lines[..3], ["$6", "-$0.06", "$1"], "{output}");
}

#[test]
fn a_comparison_has_the_programs_figures() {
    let output = example("compare", &[]);
    let comparison = json("compare --documents 1M --region eu-central-1");
    let mut rest = output.lines();
    for option in comparison["options"].as_array().unwrap() {
        let line = rest.next().unwrap();
        assert!(line.starts_with(option["name"].as_str().unwrap()), "{line}");
        if let Some(monthly) = option["monthly"].as_str() {
            let shown: f64 = line.split('$').nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
            let exact: f64 = monthly.parse().unwrap();
            assert!((shown - exact).abs() <= 0.005_000_1, "{line}: {monthly}");
        }
        let items = option["lines"].as_array().unwrap();
        for item in items {
            assert!(rest.next().unwrap().trim_start().starts_with(item["label"].as_str().unwrap()));
        }
    }
    assert_eq!(rest.next(), None);
}

#[test]
fn a_portfolio_has_the_programs_savings() {
    let output = example("portfolio", &["docs/buckets.csv"]);
    temporary("example-buckets.csv", &fs::read_to_string(root().join("docs/buckets.csv")).unwrap());
    let rows = common::csv("portfolio example-buckets.csv");
    let column = |name: &str| rows[0].iter().position(|column| column == name).unwrap();
    let (bucket, saving, reason) = (column("bucket"), column("saving"), column("reason"));
    let mut lines = output.lines();
    for row in &rows[1..] {
        let line = lines.next().unwrap();
        assert!(line.starts_with(&format!("{}: ", row[bucket])), "{line}");
        let end = format!(", {} dollars a month less, for {}", row[saving], row[reason]);
        assert!(line.ends_with(&end), "{line}");
    }
    assert_eq!(lines.next(), Some("3 of 6 buckets would cost less"));
}

/// 2,000,000 requests without 20,000 are 1,980,000: at $0.000003 and $1 for the key $6.94; at $0.0000025 $4.95, with the key
/// $5.95, and 10 % off that $5.355. With a key at $2 it is $6.95, and 10 % off $6.255.
#[test]
fn private_prices_are_taken_off_the_price_book_that_is_given() {
    let output = example("private_prices", &[]);
    assert_eq!(
        output,
        "listed: $6.94 a month, prices of 2025-06-05\nagreed: $5.355 a month, prices of 2025-06-05\n"
    );

    let prices = fs::read_to_string(root().join("crates/pricing/prices/2025-06-05.csv")).unwrap();
    let own = prices.replace("eu-central-1,EU (Frankfurt),1,", "eu-central-1,EU (Frankfurt),2,");
    assert_ne!(own, prices);
    temporary("example-prices.csv", &own.replace("# published: 2025-06-05", "# published: 2026-01-02"));
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("example-prices.csv");
    let output = example("private_prices", &[file.to_str().unwrap()]);
    assert_eq!(
        output,
        "listed: $7.94 a month, prices of 2026-01-02\nagreed: $6.255 a month, prices of 2026-01-02\n"
    );

    let agreed = json(
        "compare --documents 1M --region eu-central-1 --prices example-prices.csv --discount kms=10% \
         --private-price kmsRequest=0.0000025",
    );
    assert_eq!(agreed["options"][1]["monthly"], "6.255");
}
