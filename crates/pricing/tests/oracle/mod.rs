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
    pub copies: i128,
    /// Bytes of every object; 0 where the size is unknown.
    pub object_bytes: i128,
    pub boto3: bool,
    pub complete_calls: i128,
    pub dsse_calls: i128,
    pub keys: i128,
    pub replicas: i128,
    pub rotations: i128,
    /// Hours of the month that the keys exist, and its hours.
    pub key_hours: (i128, i128),
    pub free_requests: i128,
    pub trails: i128,
}

const MIB: i128 = 1024 * 1024;

/// Calls to KMS for what is written and what is read, without a Bucket Key. boto3 cuts from 8 MiB, in parts of 8 MiB that
/// double while there are more than 10,000; .NET uploads from 16 MiB in parts of 8 MiB and copies and downloads in one.
pub fn calls(month: &Month) -> (i128, i128) {
    let known = month.object_bytes > 0;
    let ceil = |bytes: i128, part: i128| (bytes + part - 1) / part;
    let mut upload = 1;
    let (mut copy_writes, mut copy_reads, mut download) = (1, 1, 1);
    if known && month.boto3 && month.object_bytes >= 8 * MIB {
        let mut part = 8 * MIB;
        while ceil(month.object_bytes, part) > 10_000 {
            part *= 2;
        }
        let parts = ceil(month.object_bytes, part);
        upload = 1 + parts + month.complete_calls;
        (copy_writes, copy_reads) = (upload, parts);
        download = ceil(month.object_bytes, 8 * MIB);
    }
    if known && !month.boto3 && month.object_bytes >= 16 * MIB {
        upload = 1 + ceil(month.object_bytes, 8 * MIB).min(10_000) + month.complete_calls;
    }
    (
        month.uploads * upload + month.copies * copy_writes,
        month.downloads * download + month.copies * copy_reads,
    )
}

/// KMS requests past the free tier, and their events in additional trails.
pub fn requests(prices: &Prices, month: &Month, requests: i128) -> Pico {
    let billed = requests - requests.min(month.free_requests);
    billed * prices["kms_request"] + requests * month.trails * prices["cloudtrail_management_event"]
}

/// The fee of the customer managed keys with replicas and at most two rotations each; key-months to ten places, halves up.
pub fn keys(prices: &Prices, month: &Month) -> Pico {
    let (hours, of) = month.key_hours;
    let fee = |keys: i128| {
        let scaled = keys * hours * 10_000_000_000;
        let months = scaled / of + i128::from(2 * (scaled % of) >= of);
        let exact = months * prices["kms_key_month"];
        assert_eq!(exact % 10_000_000_000, 0, "finer than 10^-12 dollars");
        exact / 10_000_000_000
    };
    let keys = month.keys + month.keys * month.replicas;
    fee(keys) + fee(keys * month.rotations.min(2))
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
    by_gb(month.uploads + month.copies, prices["dsse_write_gb"])
        + by_gb(month.downloads + month.copies, prices["dsse_read_gb"])
}

/// A price that stands above the table, in a line `# name: price`.
pub fn everywhere(name: &str) -> Pico {
    let text = include_str!("../../prices/2025-06-05.csv");
    let mut lines = text.lines().filter_map(|line| line.strip_prefix("# ")?.split_once(": "));
    pico(lines.find(|(field, _)| *field == name).unwrap().1)
}

/// A count after a month's growth in millionths, halves up.
pub fn grown(count: i128, millionths: i128) -> i128 {
    (2 * count * (1_000_000 + millionths) + 1_000_000).div_euclid(2_000_000)
}

/// The hours of each day from the start on which a key is rotated: counted day by day, as its age becomes a multiple.
pub fn rotation_hours(age_days: i128, period_days: i128, days: i128) -> Vec<i128> {
    (1..=days).filter(|day| (age_days + day) % period_days == 0).map(|day| day * 24).collect()
}

/// The fee that one more rotation adds for a part of a month of 730 hours; key-months to ten places, halves up.
pub fn rotating(prices: &Prices, month: &Month, hours_left: i128) -> Pico {
    let keys = month.keys + month.keys * month.replicas;
    let scaled = keys * hours_left * 10_000_000_000;
    let months = scaled / 730 + i128::from(2 * (scaled % 730) >= 730);
    let exact = months * prices["kms_key_month"];
    assert_eq!(exact % 10_000_000_000, 0, "finer than 10^-12 dollars");
    exact / 10_000_000_000
}
