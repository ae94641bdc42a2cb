//! The same bill in whole numbers of 10^-12 dollars, sharing no code with the library.
//!
//! It reads the price table by itself, and counts in `i128`. Rules and figures are those of AWS's pricing pages.
#![allow(dead_code, unreachable_pub)]

use std::collections::HashMap;

/// 10^-12 dollars.
pub type Pico = i128;

/// One dollar.
pub const DOLLAR: Pico = 1_000_000_000_000;

/// The prices of a Region by column name.
pub type Prices = HashMap<String, Pico>;

/// Every Region of the price table, in the table's order.
pub fn price_table() -> Vec<(String, Prices)> {
    let text = include_str!("../../prices/2025-06-05.csv");
    let mut lines = text.lines().filter(|line| !line.starts_with('#'));
    let columns: Vec<&str> = lines.next().unwrap().split(',').collect();
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            assert_eq!(cells.len(), columns.len(), "{line}");
            let prices = columns.iter().zip(&cells).skip(2);
            let prices = prices.map(|(column, cell)| ((*column).to_owned(), pico(cell))).collect();
            (cells[0].to_owned(), prices)
        })
        .collect()
}

/// Plain decimal text as a whole number of 10^-12.
pub fn pico(text: &str) -> Pico {
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    assert!(fraction.len() <= 12, "{text} is finer than 10^-12");
    let padded = format!("{whole}{fraction:0<12}");
    sign * padded.parse::<Pico>().unwrap()
}

/// What the oracle needs to know of a workload.
#[derive(Clone, Debug)]
pub struct Month {
    pub uploads: i128,
    pub downloads: i128,
    pub keys: i128,
    pub free_requests: i128,
    pub object_bytes: i128,
}

/// KMS requests past the free tier.
pub fn requests(prices: &Prices, month: &Month, requests: i128) -> Pico {
    let billed = requests - requests.min(month.free_requests);
    billed * prices["kms_request"]
}

/// The fee of the customer managed keys.
pub fn keys(prices: &Prices, month: &Month) -> Pico {
    month.keys * prices["kms_key_month"]
}

/// DSSE-KMS by GB of 2^30 bytes, the quantity to nine places, halves up.
pub fn dsse(prices: &Prices, month: &Month) -> Pico {
    let by_gb = |objects: i128, price: Pico| {
        let bytes = objects * month.object_bytes;
        let nano_gb = (bytes * 1_000_000_000 * 2 + (1 << 30)) / (1 << 31);
        let exact = nano_gb * price;
        assert_eq!(exact % 1_000_000_000, 0, "finer than 10^-12 dollars");
        exact / 1_000_000_000
    };
    by_gb(month.uploads, prices["dsse_write_gb"]) + by_gb(month.downloads, prices["dsse_read_gb"])
}
