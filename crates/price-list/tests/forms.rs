//! The same prices as JSON and as CSV make the same book, whatever the prices and the order of the rows.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod common;

use common::import;
use proptest::prelude::*;
use rust_decimal::Decimal;
use sse_pricing::{PriceBook, RegionPrices};
use std::fmt::Write as _;

/// Regions, as they are called in usage types, in this file's own words.
const REGIONS: [(&str, &str, &str); 5] = [
    ("us-east-1", "", "US East (N. Virginia)"),
    ("eu-west-1", "EU-", "EU (Ireland)"),
    ("ap-south-1", "APS3-", "Asia Pacific (Mumbai)"),
    ("us-gov-west-1", "UGW1-", "AWS GovCloud (US)"),
    ("zz-new-1", "ZZN1-", "Somewhere, \"new\""),
];

/// A row of a Price List: one price dimension.
#[derive(Clone, Debug)]
struct Row {
    sku: String,
    usage_type: String,
    region: &'static str,
    location: &'static str,
    volume_type: &'static str,
    range: (&'static str, &'static str),
    unit: &'static str,
    price: Decimal,
}

/// The rows of each offer for the prices of Regions, in the order of `RegionPrices::rows`, with a decoy for each.
fn rows(regions: &[(usize, [Decimal; 11])], batch: [Decimal; 2]) -> [Vec<Row>; 3] {
    let mut offers: [Vec<Row>; 3] = Default::default();
    let mut put =
        |offer: usize, region: usize, usage: String, range, unit, price, volume_type: &'static str| {
            let (code, _, name) = REGIONS[region];
            let sku = format!("{}{}{volume_type}", usage.replace(['-', '_'], ""), code.replace('-', ""));
            let row =
                Row { sku, usage_type: usage, region: code, location: name, volume_type, range, unit, price };
            offers[offer].push(row);
        };
    const ALL: (&str, &str) = ("0", "Inf");
    for (region, prices) in regions {
        let (code, short, _) = REGIONS[*region];
        let [key, request, write, read, to_50, to_500, beyond, s3_put, s3_get, management, data] = *prices;
        let mut one = |offer, usage: String, unit, price| put(offer, *region, usage, ALL, unit, price, "");
        one(0, format!("{code}-KMS-Keys"), "Keys", key);
        one(0, format!("{code}-KMS-Requests"), "Requests", request);
        one(0, format!("{code}-KMS-Requests-Asymmetric"), "Requests", key);
        one(1, format!("{short}S3DSSE-In-Bytes"), "GB", write);
        one(1, format!("{short}S3DSSE-Out-Bytes"), "GB", read);
        one(1, format!("{short}Requests-Tier1"), "Requests", s3_put);
        one(1, format!("{short}Requests-Tier2"), "Requests", s3_get);
        one(1, format!("{short}Requests-SIA-Tier1"), "Requests", key);
        one(1, format!("{short}BatchOperations-Jobs"), "Jobs", batch[0]);
        one(1, format!("{short}BatchOperations-Objects"), "Objects", batch[1]);
        one(2, format!("{short}PaidEventsRecorded"), "Events", management);
        one(2, format!("{short}DataEventsRecorded"), "Events", data);
        one(2, format!("{short}FreeEventsRecorded"), "Events", key);
        let storage = format!("{short}TimedStorage-ByteHrs");
        let mut tier = |range, price, volume| put(1, *region, storage.clone(), range, "GB-Mo", price, volume);
        tier(("0", "51200"), to_50, "Standard");
        tier(("51200", "512000"), to_500, "Standard");
        tier(("512000", "Inf"), beyond, "Standard");
        tier(ALL, key, "Overhead");
    }
    offers[0].push(Row {
        sku: "FREE".to_owned(),
        usage_type: "Global-KMS-Requests".to_owned(),
        region: "",
        location: "Any",
        volume_type: "",
        range: ("0", "20000"),
        unit: "Requests",
        price: Decimal::ZERO,
    });
    offers
}

const OFFERS: [&str; 3] = ["awskms", "AmazonS3", "AWSCloudTrail"];

fn json(offer: &str, rows: &[Row]) -> String {
    let text = |text: &str| serde_json::to_string(text).unwrap();
    let mut products = String::new();
    let mut terms = String::new();
    let mut written: Vec<&str> = Vec::new();
    for row in rows.iter().filter(|row| !row.range.0.starts_with(['1', '5'])) {
        let (sku, usage, location) = (text(&row.sku), text(&row.usage_type), text(row.location));
        let comma = if written.is_empty() { "" } else { "," };
        write!(
            products,
            r#"{comma}{sku}:{{"sku":{sku},"attributes":{{"usagetype":{usage},"regionCode":"{}","location":{location},
            "locationType":"AWS Region","volumeType":"{}"}}}}"#,
            row.region, row.volume_type
        )
        .unwrap();
        let of_product = rows.iter().filter(|other| other.sku == row.sku);
        let dimensions: Vec<String> = of_product
            .map(|row| {
                let (begin, end) = row.range;
                format!(
                    r#""{sku}.T.{begin}":{{"beginRange":"{begin}","endRange":"{end}","unit":"{}",
                    "pricePerUnit":{{"USD":"{:.12}"}},"appliesTo":[]}}"#,
                    row.unit,
                    row.price,
                    sku = row.sku
                )
            })
            .collect();
        write!(
            terms,
            r#"{comma}{sku}:{{"{}.T":{{"priceDimensions":{{{}}}}}}}"#,
            row.sku,
            dimensions.join(",")
        )
        .unwrap();
        written.push(&row.sku);
    }
    format!(
        r#"{{"formatVersion":"v1.0","disclaimer":"x","offerCode":"{offer}","version":"1","publicationDate":
        "2026-01-02T03:04:05Z","products":{{{products}}},"terms":{{"OnDemand":{{{terms}}}}},"attributesList":{{}}}}"#
    )
}

fn csv(offer: &str, rows: &[Row]) -> String {
    let mut text = format!(
        "\"FormatVersion\",\"v1.0\"\n\"Disclaimer\",\"x\"\n\"Publication Date\",\"2026-01-02T03:04:05Z\"\n\
         \"Version\",\"1\"\n\"OfferCode\",\"{offer}\"\n"
    );
    let header = [
        "Currency",
        "SKU",
        "OfferTermCode",
        "TermType",
        "StartingRange",
        "EndingRange",
        "Unit",
        "PricePerUnit",
        "Location",
        "Location Type",
        "Volume Type",
        "usageType",
        "Region Code",
    ];
    let mut line = |cells: [&str; 13]| {
        let quoted = cells.map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")));
        writeln!(text, "{}", quoted.join(",")).unwrap();
    };
    line(header);
    for row in rows {
        let (begin, end) = row.range;
        let price = format!("{:.12}", row.price);
        line([
            "USD",
            &row.sku,
            "T",
            "OnDemand",
            begin,
            end,
            row.unit,
            &price,
            row.location,
            "AWS Region",
            row.volume_type,
            &row.usage_type,
            row.region,
        ]);
    }
    text
}

fn any_price() -> impl Strategy<Value = Decimal> {
    (0_u32..=12, 0_i64..=10_000_000).prop_map(|(places, digits)| Decimal::new(digits, places))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.div_ceil(40), ..ProptestConfig::default() })]

    #[test]
    fn json_and_csv_of_the_same_prices_make_the_same_book(
        chosen in prop::sample::subsequence((0..REGIONS.len()).collect::<Vec<_>>(), 1..=2),
        prices in prop::collection::vec(prop::array::uniform11(any_price()), 2),
        batch in prop::array::uniform2(any_price()),
        seed in any::<u64>(),
    ) {
        let regions: Vec<_> = chosen.into_iter().zip(prices).collect();
        let mut offers = rows(&regions, batch);
        // Rows in any order.
        for rows in &mut offers {
            rows.sort_by_key(|row| {
                let text = format!("{seed}{}{}", row.sku, row.range.0);
                text.bytes().fold(seed, |hash, byte| hash.rotate_left(7).wrapping_mul(31) ^ u64::from(byte))
            });
        }
        let of_regions = |(region, dollars): &(usize, [Decimal; 11])| {
            let (code, _, name) = REGIONS[*region];
            RegionPrices::new(code, name, *dollars).unwrap()
        };
        let source = "AWS Price List, on-demand: awskms 1, AmazonS3 1, AWSCloudTrail 1";
        let expected = PriceBook::new("2026-01-02", source, batch, regions.iter().map(of_regions).collect()).unwrap();
        let json: Vec<String> = OFFERS.iter().zip(&offers).map(|(offer, rows)| json(offer, rows)).collect();
        prop_assert_eq!(&import(&json).unwrap(), &expected);
        let csv: Vec<String> = OFFERS.iter().zip(&offers).map(|(offer, rows)| csv(offer, rows)).collect();
        prop_assert_eq!(&import(&csv).unwrap(), &expected);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.div_ceil(20), ..ProptestConfig::default() })]

    /// Whatever stands in a file: a book or an error, and a book only if nothing of it is gone.
    #[test]
    fn a_file_with_a_byte_changed_is_taken_or_refused(file in 0_usize..6, at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let all = [common::JSON, common::CSV].concat();
        let mut changed = all[file].as_bytes().to_vec();
        let at = at.index(changed.len());
        changed[at] = byte;
        let mut files: Vec<&[u8]> = common::JSON.iter().map(|file| file.as_bytes()).collect();
        files[file % 3] = &changed;
        if let Ok(book) = import(&files) {
            prop_assert_eq!(book.regions().len(), 2);
        }
    }
}
