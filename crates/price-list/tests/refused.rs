//! Files that are refused, each changed in one place, and what is said of it.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{
    CLOUDTRAIL_CSV, CLOUDTRAIL_JSON, CSV, JSON, KMS_CSV, KMS_JSON, S3_CSV, S3_JSON, changed, import,
    import_of, message,
};
use sse_price_list::PriceList;

#[track_caller]
fn refused(files: &[impl AsRef<[u8]>], expected: &str) {
    assert_eq!(message(import(files)), expected);
}

/// Both forms of the KMS file with the same change.
#[track_caller]
fn kms(json: (&str, &str), csv: (&str, &str), expected: &str) {
    for (file, (from, to)) in [(KMS_JSON, json), (KMS_CSV, csv)] {
        let said = message(import(&[changed(file, from, to).as_str(), S3_JSON, CLOUDTRAIL_JSON]));
        assert!(said.contains(expected), "{said}");
    }
}

/// The line of a fixture that holds a text.
fn line(file: &str, text: &str) -> usize {
    file.lines().position(|line| line.contains(text)).unwrap() + 1
}

/// The whole line of a fixture that holds a text.
fn row<'a>(file: &'a str, text: &str) -> &'a str {
    file.lines().find(|line| line.contains(text)).unwrap()
}

#[test]
fn every_offer_is_needed() {
    refused(&JSON[..2], "no file of AWSCloudTrail: a price book takes awskms, AmazonS3, AWSCloudTrail");
    refused(&JSON[2..], "no file of awskms and AmazonS3: a price book takes awskms, AmazonS3, AWSCloudTrail");
    let nothing: [&str; 0] = [];
    refused(
        &nothing,
        "no file of awskms and AmazonS3 and AWSCloudTrail: a price book takes awskms, AmazonS3, AWSCloudTrail",
    );
}

#[test]
fn other_offers_and_other_files_are_none_of_the_three() {
    let message = "the offer \"AmazonEC2\" is not one of awskms, AmazonS3, AWSCloudTrail";
    kms(
        ("\"offerCode\" : \"awskms\"", "\"offerCode\" : \"AmazonEC2\""),
        ("\"OfferCode\",\"awskms\"", "\"OfferCode\",\"AmazonEC2\""),
        message,
    );
    // A list of offers, of versions, of Regions.
    refused(
        &[r#"{ "formatVersion": "v1.0", "offerCode": "awskms", "versions": {} }"#],
        "one: line 1, column 66: products are missing: no Price List file of an offer",
    );
    refused(&["{}"], "one: line 1, column 2: products are missing: no Price List file of an offer");
    refused(&["[]"], "one: begins neither as a JSON nor as a CSV file of the Price List");
    refused(&["\"a\",\"b\"\n"], "one: line 1: \"a\" is not FormatVersion, no Price List file");
    refused(&[""], "one: nothing is in it: the file is cut short");
    refused(&[b"\x1f\x8b\x08\0"], "one: is compressed: unpack it first");
}

#[test]
fn a_structure_that_has_changed() {
    kms(
        ("\"v1.0\"", "\"v2.0\""),
        ("\"v1.0\"", "\"v2.0\""),
        "formatVersion: \"v2.0\" is not v1.x: the structure of the file has changed",
    );
    kms(
        ("2026-09-11T19:04:12Z", "11 September 2026"),
        ("2026-09-11T19:04:12Z", "11 September 2026"),
        "publicationDate: \"11 September 2026\" is not a day and a time such as 2026-07-28T13:10:00Z",
    );
    let refused_json = |from: &str, to: &str, expected: &str| {
        let said = message(import(&[changed(KMS_JSON, from, to)]));
        assert!(said.contains(expected), "{said}");
    };
    refused_json("\"formatVersion\" : \"v1.0\",", "", "formatVersion is missing before the prices");
    refused_json("\"terms\" : {", "\"conditions\" : {", "terms are missing");
    refused_json("\"products\" : {", "\"goods\" : {", "terms come before products: the structure");
    refused_json(
        "\"products\" : {",
        "\"products\" : 1, \"x\" : {",
        "invalid type: integer `1`, expected products by SKU",
    );
    refused_json("\"attributes\"", "\"traits\"", "column 5: missing field `attributes`");
    refused_json("\"attributesList\" : {}", "\"products\" : {}", "products are there twice");
    refused_json("\"attributesList\" : {}", "\"terms\" : {}", "terms are there twice");
    let wanted = "\"3DVA2EFKYNTFZV9K.JRTCKXETXF.6YS6EN2CT7\" : {";
    refused_json(
        wanted,
        &format!("{wanted} \"beginRange\" : 0,"),
        "invalid type: integer `0`, expected a string",
    );
    let refused_csv = |from: &str, to: &str, expected: &str| {
        assert_eq!(message(import(&[changed(KMS_CSV, from, to)])), format!("one: {expected}"));
    };
    refused_csv("\"OfferCode\"", "\"Offer\"", "line 5: \"Offer\" is not OfferCode, no Price List file");
    for column in ["SKU", "StartingRange", "PricePerUnit", "Currency", "usageType", "Region Code"] {
        let expected =
            format!("line 6: the column {column:?} is missing: the structure of the file has changed");
        refused_csv(&format!("\"{column}\""), "\"x\"", &expected);
    }
    refused_csv("\"RelatedTo\"", "\"SKU\"", "line 6: the column \"SKU\" is there twice");
    let first = row(KMS_CSV, "GenerateDatakeyPair-RSA");
    let more =
        format!("line {}: 23 cells, not 22 as there are columns", line(KMS_CSV, "GenerateDatakeyPair-RSA"));
    refused_csv(first, &format!("{first},\"\""), &more);
    let fewer =
        format!("line {}: 21 cells, not 22 as there are columns", line(KMS_CSV, "GenerateDatakeyPair-RSA"));
    refused_csv(first, first.strip_suffix(",\"AWS Key Management Service\"").unwrap(), &fewer);
}

#[test]
fn a_file_cut_short_anywhere_makes_no_book() {
    for (index, files) in [JSON, CSV].iter().flat_map(|files| (0..3).map(move |index| (index, files))) {
        let whole = files[index].trim_end();
        // Every place near the end, and places all over the file.
        let places = (1..80).chain((80..whole.len()).step_by(397)).map(|from_end| whole.len() - from_end);
        for at in places.filter(|at| whole.is_char_boundary(*at)) {
            let mut files: Vec<&str> = files.to_vec();
            files[index] = &whole[..at];
            // A CSV file does not say where it ends. If whole rows are gone that are no rows of the book, nothing is lost.
            let between_rows = whole[at..].starts_with('\n') || whole[..at].ends_with('\n');
            match import(&files) {
                Ok(book) => {
                    assert!(between_rows && whole.starts_with('"'), "{index} at {at}");
                    assert_eq!(book, import(&JSON).unwrap());
                }
                Err(error) => assert!(error.is_cut_short() || between_rows, "{index} at {at}: {error}"),
            }
        }
    }
    assert!(message(import(&[&KMS_JSON[..5_000]])).ends_with(": the file is cut short"));
}

#[test]
fn another_currency_is_refused() {
    kms(
        ("\"USD\" : \"1.0000000000\"", "\"CNY\" : \"7.0000000000\""),
        ("\"1.0000000000\",\"USD\"", "\"7.0000000000\",\"CNY\""),
        "-KMS-Keys (3DVA2EFKYNTFZV9K): the currency \"CNY\" is not USD",
    );
}

#[test]
fn a_price_that_is_none_is_refused_with_its_place() {
    let csv = changed(KMS_CSV, "\"1.0000000000\"", "\"-1\"");
    let expected = format!(
        "one: line {}: us-east-1-KMS-Keys (3DVA2EFKYNTFZV9K): the price \"-1\" is not a number from 0",
        line(KMS_CSV, "\"us-east-1-KMS-Keys\"")
    );
    refused(&[csv], &expected);
    let json = changed(KMS_JSON, "\"USD\" : \"1.0000000000\"", "\"USD\" : \"one\"");
    let said = message(import(&[json]));
    assert!(said.starts_with("one: line "), "{said}");
    assert!(
        said.ends_with("us-east-1-KMS-Keys (3DVA2EFKYNTFZV9K): the price \"one\" is not a number from 0"),
        "{said}"
    );
}

#[test]
fn another_unit_is_refused() {
    kms(
        ("\"unit\" : \"Keys\"", "\"unit\" : \"Key-hours\""),
        ("\"Keys\"", "\"Key-hours\""),
        "awskms, us-east-1, us-east-1-KMS-Keys (3DVA2EFKYNTFZV9K): the unit \"Key-hours\" is not Keys: the price has changed",
    );
}

#[test]
fn a_product_without_a_price_is_refused() {
    let keys = "\"3DVA2EFKYNTFZV9K\" : {\n        \"3DVA2EFKYNTFZV9K.JRTCKXETXF\"";
    let json = changed(KMS_JSON, keys, &keys.replacen("3DVA", "XXXX", 1));
    refused(&[json], "one: awskms, us-east-1, us-east-1-KMS-Keys (3DVA2EFKYNTFZV9K): has no on-demand price");
}

#[test]
fn two_terms_of_a_product_are_refused() {
    let keys = "\"3DVA2EFKYNTFZV9K.JRTCKXETXF\" : {";
    let second = "\"3DVA2EFKYNTFZV9K.XXXX\" : { \"priceDimensions\" : { \"r\" : { \"beginRange\" : \"0\", \"endRange\" : \
                  \"Inf\", \"unit\" : \"Keys\", \"pricePerUnit\" : { \"USD\" : \"2\" } } } },";
    let row = row(KMS_CSV, "\"us-east-1-KMS-Keys\"");
    let twice = format!("{row}\n{}", row.replace("\"JRTCKXETXF\"", "\"XXXX\""));
    kms(
        (keys, &format!("{second}{keys}")),
        (row, &twice),
        "us-east-1-KMS-Keys (3DVA2EFKYNTFZV9K): there are two on-demand terms, so that its price is not known",
    );
}

#[test]
fn other_tiers_of_storage_are_refused() {
    let said = |from: &str, to: &str| message(import(&[KMS_JSON, &changed(S3_CSV, from, to)]));
    let at = "two: AmazonS3, eu-central-1, EUC1-TimedStorage-ByteHrs (RGXYT5KH4C3CQ97P): the ranges";
    assert_eq!(
        said("\"0\",\"51200\",\"GB-Mo\",\"0.0245000000\"", "\"0\",\"102400\",\"GB-Mo\",\"0.0245000000\""),
        format!("{at} 0-102400, 51200-512000, 512000-Inf have gaps or overlap")
    );
    let last = row(S3_CSV, "\"0.0225000000\"");
    assert_eq!(
        said(&format!("{last}\n"), ""),
        format!("{at} 0-51200, 51200-512000 do not end at 51200, 512000, Inf: the tiers have changed")
    );
    let request = row(S3_CSV, "\"EUC1-Requests-Tier1\"");
    let tiered = request.replace("\"Inf\"", "\"1000000\"");
    assert!(
        said(request, &tiered).ends_with("the ranges 0-1000000 do not end at Inf: the tiers have changed")
    );
}

#[test]
fn another_free_tier_is_refused() {
    let rule = "are not the first 20000 requests at no charge: the rule has changed";
    let ranges = |ranges: &str| format!("one: awskms Global-KMS-Requests: the ranges {ranges} {rule}");
    kms(
        ("\"endRange\" : \"20000\"", "\"endRange\" : \"10000\""),
        ("\"20000\"", "\"10000\""),
        &ranges("0-10000"),
    );
    kms(
        ("\"USD\" : \"0.0000000000\"", "\"USD\" : \"0.0000010000\""),
        ("\"0.0000000000\"", "\"0.0000010000\""),
        &ranges("0-20000"),
    );
    let csv = changed(KMS_CSV, "Global-KMS-Requests", "Global-KMS-Calls");
    refused(
        &[csv.as_str(), S3_JSON, CLOUDTRAIL_JSON],
        "awskms: no product Global-KMS-Requests, the free tier: the rule has changed",
    );
}

#[test]
fn a_row_that_is_missing_is_named() {
    let kms = changed(KMS_CSV, "\"eu-central-1-KMS-Requests\"", "\"eu-central-1-KMS-Calls\"");
    let s3 = changed(S3_CSV, "\"EUC1-S3DSSE-In-Bytes\"", "\"EUC1-S3DSSE-Bytes\"");
    let files = [kms.as_str(), s3.as_str(), CLOUDTRAIL_CSV];
    refused(
        &files,
        "eu-central-1 is not complete: no awskms eu-central-1-KMS-Requests, AmazonS3 EUC1-S3DSSE-In-Bytes in the files",
    );
    // The other Region can still be had.
    assert!(import_of(&["us-east-1"], &files).is_ok());
    assert_eq!(message(import_of(&["eu-central-1", "us-east-1"], &files)), message(import(&files)));
    assert_eq!(message(import_of(&["eu-central-2"], &JSON)), "eu-central-2 is in none of the files");
}

#[test]
fn a_row_that_is_there_twice_is_named() {
    let row = row(S3_CSV, "\"EUC1-Requests-Tier1\"");
    let csv = changed(S3_CSV, row, &format!("{row}\n{}", row.replace("G9CUAG8CP353DHXV", "TWICE")));
    let said = message(import(&[csv]));
    assert_eq!(
        said,
        "one: AmazonS3, eu-central-1, EUC1-Requests-Tier1 (TWICE): is there twice, as G9CUAG8CP353DHXV too"
    );
    // The same file again.
    let said = message(import(&[KMS_CSV, S3_JSON, CLOUDTRAIL_JSON, KMS_JSON]));
    assert!(said.starts_with("four: awskms, "), "{said}");
    assert!(said.contains(": is there twice, as "), "{said}");
    // The same SKU again.
    let json = changed(KMS_JSON, "\"products\" : {", &format!("\"products\" : {{ {KEY_AGAIN}"));
    let said = message(import(&[json]));
    assert!(said.ends_with("the product 3DVA2EFKYNTFZV9K is there twice"), "{said}");
}

const KEY_AGAIN: &str = r#""3DVA2EFKYNTFZV9K" : { "attributes" : { "usagetype" : "us-east-1-KMS-Keys", "regionCode" : "us-east-1" } },"#;

#[test]
fn a_usage_type_of_another_region_is_refused() {
    let json = changed(S3_JSON, "\"EUC1-Requests-Tier1\"", "\"USW2-Requests-Tier1\"");
    let said = message(import(&[KMS_JSON, &json]));
    assert!(said.starts_with("two: line "), "{said}");
    let expected = "AmazonS3: the usage type \"USW2-Requests-Tier1\" is another Region's than its regionCode \"eu-central-1\"";
    assert!(said.ends_with(expected), "{said}");
}

#[test]
fn batch_operations_at_two_prices_do_not_fit_one_book() {
    let job = row(S3_CSV, "\"EUC1-BatchOperations-Jobs\"");
    let csv = changed(S3_CSV, job, &job.replace("0.2500000000", "0.3"));
    let files = [KMS_CSV, csv.as_str(), CLOUDTRAIL_CSV];
    refused(
        &files,
        "BatchOperations-Jobs is 0.3 in eu-central-1 and 0.25 in us-east-1, but a price book holds one price: restrict the \
         Regions",
    );
    assert_eq!(import_of(&["eu-central-1"], &files).unwrap().s3_batch_job().dollars().to_string(), "0.3");
    let none = S3_CSV.replace("BatchOperations-Jobs", "BatchOperations-Runs");
    refused(&[KMS_CSV, none.as_str(), CLOUDTRAIL_CSV], "no AmazonS3 BatchOperations-Jobs in the files");
}

#[test]
fn a_list_with_a_file_that_was_refused_makes_no_book() {
    let mut list = PriceList::new();
    for file in CSV {
        list.read("good", file.as_bytes()).unwrap();
    }
    let refused = list.read("bad", &b"{"[..]).unwrap_err();
    assert_eq!(list.into_book().unwrap_err(), refused);
    assert_eq!(refused.file(), Some("bad"));
}

#[test]
fn a_price_finer_than_a_price_may_be_is_refused() {
    let csv = changed(KMS_CSV, "\"1.0000000000\"", "\"1.0000000000001\"");
    let said = message(import(&[csv.as_str(), S3_CSV, CLOUDTRAIL_CSV]));
    assert!(said.starts_with("us-east-1: kmsKey: \"1.0000000000001\" is not a price"), "{said}");
}
