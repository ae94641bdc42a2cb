//! The fixtures: two Regions of each offer, in both forms, with the rows that must not be taken.

// Each test file uses some of these.
#![allow(dead_code, unreachable_pub, clippy::panic)]

use sse_price_list::{Error, PriceList, Result};
use sse_pricing::PriceBook;

pub const KMS_JSON: &str = include_str!("../fixtures/awskms.json");
pub const KMS_CSV: &str = include_str!("../fixtures/awskms.csv");
pub const S3_JSON: &str = include_str!("../fixtures/AmazonS3.json");
pub const S3_CSV: &str = include_str!("../fixtures/AmazonS3.csv");
pub const CLOUDTRAIL_JSON: &str = include_str!("../fixtures/AWSCloudTrail.json");
pub const CLOUDTRAIL_CSV: &str = include_str!("../fixtures/AWSCloudTrail.csv");

pub const JSON: [&str; 3] = [KMS_JSON, S3_JSON, CLOUDTRAIL_JSON];
pub const CSV: [&str; 3] = [KMS_CSV, S3_CSV, CLOUDTRAIL_CSV];

/// Files called `one`, `two`, ... of every Region.
pub fn import<S: AsRef<[u8]>>(files: &[S]) -> Result<PriceBook> {
    read(PriceList::new(), files)
}

/// The same, of these Regions alone.
pub fn import_of<S: AsRef<[u8]>>(regions: &[&str], files: &[S]) -> Result<PriceBook> {
    read(PriceList::of_regions(regions.iter().copied()), files)
}

fn read<S: AsRef<[u8]>>(mut list: PriceList, files: &[S]) -> Result<PriceBook> {
    for (name, file) in ["one", "two", "three", "four", "five", "six"].into_iter().zip(files) {
        list.read(name, file.as_ref())?;
    }
    list.into_book()
}

/// A file with one place changed, which must be there.
#[track_caller]
pub fn changed(file: &str, from: &str, to: &str) -> String {
    assert!(file.contains(from), "{from:?} is not in the fixture");
    file.replacen(from, to, 1)
}

#[track_caller]
pub fn message(result: Result<PriceBook>) -> String {
    error(result).to_string()
}

#[track_caller]
pub fn error(result: Result<PriceBook>) -> Error {
    match result {
        Ok(book) => panic!("it was taken: {book:?}"),
        Err(error) => error,
    }
}
