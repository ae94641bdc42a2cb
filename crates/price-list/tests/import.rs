//! Files that are taken, and the book that they make.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{
    CLOUDTRAIL_CSV, CLOUDTRAIL_JSON, CSV, JSON, KMS_CSV, KMS_JSON, S3_CSV, S3_JSON, changed, import,
    import_of,
};
use rust_decimal::Decimal;
use sse_price_list::PriceList;
use sse_pricing::PriceBook;
use std::io::Read;

/// The fixtures hold today's prices, which were the compiled-in ones' too.
#[test]
fn the_fixtures_make_the_prices_of_the_compiled_in_book() {
    let book = import(&JSON).unwrap();
    assert_eq!(book.published(), "2026-09-28");
    assert_eq!(
        book.source(),
        "AWS Price List, on-demand: awskms 20260911190412, AmazonS3 20260928164005, AWSCloudTrail 20260805091244"
    );
    let builtin = PriceBook::builtin();
    let expected = ["eu-central-1", "us-east-1"].map(|code| builtin.region(code).unwrap().clone());
    assert_eq!(book.regions(), expected);
    assert_eq!(book.rows(), builtin.rows());
}

#[test]
fn both_forms_in_any_order_make_the_same_book() {
    let book = import(&JSON).unwrap();
    assert_eq!(import(&CSV).unwrap(), book);
    assert_eq!(import(&[S3_CSV, CLOUDTRAIL_JSON, KMS_CSV]).unwrap(), book);
    assert_eq!(PriceBook::from_csv(&book.to_csv()).unwrap(), book);
}

#[test]
fn one_region_of_several() {
    let book = import_of(&["eu-central-1"], &JSON).unwrap();
    assert_eq!(book.regions().len(), 1);
    assert_eq!(book.regions()[0], *PriceBook::builtin().region("eu-central-1").unwrap());
}

/// AWS offers a file for each Region as well: without the rows of the others, with those of no Region.
#[test]
fn several_files_of_an_offer() {
    let rows_of = |code: &str, file: &str| -> String {
        let other = if code == "us-east-1" { "\"eu-central-1\"" } else { "\"us-east-1\"" };
        file.lines().filter(|line| !line.contains(other)).map(|line| format!("{line}\n")).collect()
    };
    let files: Vec<String> =
        ["us-east-1", "eu-central-1"].iter().flat_map(|code| CSV.map(|file| rows_of(code, file))).collect();
    let book = import(&files).unwrap();
    assert_eq!(book, import(&CSV).unwrap());
}

/// Where a price goes: each row changed alone changes the price of its name in its Region, and no other.
#[test]
fn every_price_comes_from_its_row() {
    #[track_caller]
    fn check(files: [&str; 3], file: usize, usage_type: &str, price: &str, region: &str, id: &str) {
        let row = files[file]
            .lines()
            .find(|line| {
                line.contains(&format!("\"{usage_type}\"")) && line.contains(&format!("\"{price}\""))
            })
            .unwrap_or_else(|| panic!("no {usage_type} at {price}"));
        let mut changed_files = files.map(str::to_owned);
        changed_files[file] = changed(files[file], row, &row.replace(price, "9.8765432100"));
        let book = import(&changed_files).unwrap();
        let before = import(&files).unwrap();
        let changes = PriceBook::diff(&before, &book);
        let rows: Vec<_> = changes
            .iter()
            .map(|change| (change.region().unwrap(), change.rows().unwrap().1))
            .map(|(region, row)| (region, row.id, row.dollars))
            .collect();
        assert_eq!(rows, [(region, id, Decimal::new(987_654_321, 8))], "{usage_type}");
    }
    for (code, short, tiers, put, get) in [
        ("us-east-1", "", ["0.0230000000", "0.0220000000", "0.0210000000"], "0.0000050000", "0.0000004000"),
        (
            "eu-central-1",
            "EUC1-",
            ["0.0245000000", "0.0235000000", "0.0225000000"],
            "0.0000054000",
            "0.0000004300",
        ),
    ] {
        let trail = if short.is_empty() { "USE1-" } else { short };
        let s3 = |usage: &str| format!("{short}{usage}");
        check(CSV, 0, &format!("{code}-KMS-Keys"), "1.0000000000", code, "kmsKey");
        check(CSV, 0, &format!("{code}-KMS-Requests"), "0.0000030000", code, "kmsRequest");
        check(CSV, 1, &s3("S3DSSE-In-Bytes"), "0.0030000000", code, "dsseWrite");
        check(CSV, 1, &s3("S3DSSE-Out-Bytes"), "0.0030000000", code, "dsseRead");
        check(CSV, 1, &s3("TimedStorage-ByteHrs"), tiers[0], code, "storageTo50Tb");
        check(CSV, 1, &s3("TimedStorage-ByteHrs"), tiers[1], code, "storageTo500Tb");
        check(CSV, 1, &s3("Requests-Tier1"), put, code, "s3Put");
        check(CSV, 1, &s3("Requests-Tier2"), get, code, "s3Get");
        let management = format!("{trail}PaidEventsRecorded");
        check(CSV, 2, &management, "0.0000200000", code, "cloudtrailManagementEvent");
        check(CSV, 2, &format!("{trail}DataEventsRecorded"), "0.0000010000", code, "cloudtrailDataEvent");
    }
}

/// Asymmetric requests, key pairs, Standard-IA, Intelligent-Tiering's overhead, S3 Tables, Local Zones, free events, ...
#[test]
fn rows_that_are_no_rows_of_the_book_change_nothing() {
    let book = import(&CSV).unwrap();
    let taken = [
        "-KMS-Keys\"",
        "-KMS-Requests\"",
        "S3DSSE-",
        "Requests-Tier1\"",
        "Requests-Tier2\"",
        "PaidEvents",
        "DataEvents",
        "BatchOperations",
    ];
    let decoys = ["\"Global-Requests-Tier1\"", "Tables-Requests", "\"AWS Local Zone\""];
    let is_decoy = |line: &str| {
        let is_row = line.contains("\"OnDemand\"");
        let storage = line.contains("TimedStorage-ByteHrs\"") && line.contains("\"General Purpose\"");
        let named = taken.iter().any(|name| line.contains(name)) || storage;
        is_row && (!named || decoys.iter().any(|decoy| line.contains(decoy)))
    };
    let mut tried = 0;
    for (index, file) in CSV.iter().enumerate() {
        for line in file.lines().filter(|line| is_decoy(line)) {
            if line.contains("\"Global-KMS-Requests\"") {
                continue;
            }
            tried += 1;
            let mut files = CSV.map(str::to_owned);
            // At another price, in another unit, in a currency that nobody reads: a row that is not taken is not looked at.
            let cells: Vec<&str> = line.split("\",\"").collect();
            let price = cells[9];
            let other = line.replacen(&format!("\"{price}\""), "\"123\"", 1).replace("\"USD\"", "\"XTS\"");
            files[index] = changed(file, line, &other);
            assert_eq!(import(&files).unwrap(), book, "{line}");
        }
    }
    assert!(tried >= 30, "{tried}");
}

/// Only on-demand terms are prices of the book.
#[test]
fn other_terms_are_left_alone() {
    let reserved =
        "\"terms\" : {\n    \"Reserved\" : { \"X\" : { \"X.Y\" : { \"priceDimensions\" : [] } } },";
    let json = changed(S3_JSON, "\"terms\" : {", reserved);
    assert_eq!(import(&[KMS_JSON, &json, CLOUDTRAIL_JSON]).unwrap(), import(&JSON).unwrap());
    let row = S3_CSV.lines().find(|line| line.contains("\"Requests-Tier1\"")).unwrap();
    let reserved = row.replace("\"OnDemand\"", "\"Reserved\"").replace("0.0000050000", "7");
    let csv = changed(S3_CSV, row, &format!("{row}\n{reserved}"));
    assert_eq!(import(&[KMS_CSV, &csv, CLOUDTRAIL_CSV]).unwrap(), import(&CSV).unwrap());
}

/// A reader that hands out a byte at a time: nothing may depend on where reads end.
struct Drops<'a>(&'a [u8]);

impl Read for Drops<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let (Some((first, rest)), Some(slot)) = (self.0.split_first(), buffer.first_mut()) else {
            return Ok(0);
        };
        *slot = *first;
        self.0 = rest;
        Ok(1)
    }
}

#[test]
fn how_a_file_arrives_does_not_matter() {
    let mut list = PriceList::new();
    for (name, file) in ["a", "b", "c"].into_iter().zip([KMS_JSON, S3_CSV, CLOUDTRAIL_JSON]) {
        list.read(name, Drops(file.as_bytes())).unwrap();
    }
    assert_eq!(list.into_book().unwrap(), import(&JSON).unwrap());
    let marked = JSON.map(|file| format!("\u{feff}{file}"));
    assert_eq!(import(&marked).unwrap(), import(&JSON).unwrap());
    let other_ends = CSV.map(|file| file.replace('\n', "\r\n"));
    assert_eq!(import(&other_ends).unwrap(), import(&JSON).unwrap());
}
