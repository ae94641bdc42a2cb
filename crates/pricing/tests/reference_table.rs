//! The published reference figures, to the cent, in every Region.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod oracle;

use rust_decimal::Decimal;
use sse_pricing::{Comparison, EncryptionOption, PriceBook, Workload};
use std::str::FromStr as _;

/// Documents a month, requests, dollars a month, dollars a year to the dollar: one customer managed key, no Bucket Key,
/// 20,000 requests free, $0.03 for 10,000 requests.
const AT_3_CENTS: [(u64, u64, &str, &str); 4] = [
    (1_000, 2_000, "$1.00", "$12"),
    (10_000, 20_000, "$1.00", "$12"),
    (100_000, 200_000, "$1.54", "$18"),
    (1_000_000, 2_000_000, "$6.94", "$83"),
];

/// The same in GovCloud, at $0.04 for 10,000 requests. 180,000 past the free tier are 18 x $0.04 = $0.72; 1,980,000 are
/// 198 x $0.04 = $7.92; and $1 for the key. A year of $1.72 is $20.64, one of $8.92 is $107.04.
const AT_4_CENTS: [(u64, u64, &str, &str); 4] = [
    (1_000, 2_000, "$1.00", "$12"),
    (10_000, 20_000, "$1.00", "$12"),
    (100_000, 200_000, "$1.72", "$21"),
    (1_000_000, 2_000_000, "$8.92", "$107"),
];

#[track_caller]
fn check(region: &str, (documents, requests, monthly, annual): (u64, u64, &str, &str)) {
    let workload = Workload::documents(region.to_owned(), documents).unwrap();
    let comparison = Comparison::new(&workload, PriceBook::builtin()).unwrap();
    let estimate = comparison.estimate(EncryptionOption::SseKms);
    let at = format!("{documents} documents in {region}");
    assert_eq!(estimate.kms_requests().typical, requests, "{at}");
    assert_eq!(estimate.monthly().unwrap().dollars().to_string(), monthly, "{at}");
    assert_eq!(estimate.annual().unwrap().unwrap().whole_dollars().to_string(), annual, "{at}");
}

#[test]
fn the_reference_table_holds_in_every_region() {
    let govcloud = ["us-gov-east-1", "us-gov-west-1"];
    let regions = PriceBook::builtin().regions();
    assert_eq!(regions.len(), 35);
    for prices in regions {
        let code: &str = &prices.region;
        let table = if govcloud.contains(&code) { AT_4_CENTS } else { AT_3_CENTS };
        for row in table {
            check(code, row);
        }
    }
}

#[test]
fn a_million_documents_cost_exactly_6_94_a_month_and_83_28_a_year() {
    let workload = Workload::documents("us-east-1", 1_000_000).unwrap();
    let comparison = Comparison::new(&workload, PriceBook::builtin()).unwrap();
    let estimate = comparison.estimate(EncryptionOption::SseKms);
    let dollars = |text| Some(sse_pricing::Money::new(Decimal::from_str(text).unwrap()));
    assert_eq!(estimate.monthly(), dollars("6.94"));
    assert_eq!(estimate.annual().unwrap(), dollars("83.28"));
}

/// Every price that is compiled in is the one in its row and column of the table.
#[test]
fn the_compiled_in_prices_are_those_of_the_table() {
    let columns = [
        "kms_key_month",
        "kms_request",
        "dsse_write_gb",
        "dsse_read_gb",
        "s3_storage_gb_month_to_50_tb",
        "s3_storage_gb_month_to_500_tb",
        "s3_storage_gb_month_beyond",
        "s3_put_request",
        "s3_get_request",
        "cloudtrail_management_event",
        "cloudtrail_data_event",
    ];
    for (region, expected) in oracle::price_table() {
        let rows = PriceBook::builtin().region(&region).unwrap().rows();
        for (row, column) in rows.iter().zip(columns) {
            assert_eq!(oracle::pico(&row.dollars.to_string()), expected[column], "{region} {column}");
        }
    }
}

/// Figures that AWS prints on its own pages, so that a slip in the transcription of the table shows.
#[test]
fn prices_that_aws_prints_on_its_pages() {
    #[track_caller]
    fn price(region: &str, id: &str, dollars: &str) {
        let rows = PriceBook::builtin().region(region).unwrap().rows();
        let row = rows.iter().find(|row| row.id == id).unwrap();
        assert_eq!(row.dollars, Decimal::from_str(dollars).unwrap(), "{region} {id}");
    }
    // aws.amazon.com/kms/pricing: $1 a month for a key, $0.03 for 10,000 requests, $0.04 in GovCloud.
    price("us-east-1", "kmsKey", "1");
    price("us-east-1", "kmsRequest", "0.000003");
    price("us-gov-west-1", "kmsRequest", "0.000004");
    // aws.amazon.com/s3/pricing: $0.005 for 1,000 PUT, $0.0004 for 1,000 GET, $0.023, $0.022, $0.021 a GB; DSSE-KMS $0.003.
    price("us-east-1", "s3Put", "0.000005");
    price("us-east-1", "s3Get", "0.0000004");
    price("us-east-1", "storageTo50Tb", "0.023");
    price("us-east-1", "storageTo500Tb", "0.022");
    price("us-east-1", "storageBeyond", "0.021");
    price("us-east-1", "dsseWrite", "0.003");
    price("us-east-1", "dsseRead", "0.003");
    price("eu-central-1", "s3Put", "0.0000054");
    price("sa-east-1", "storageTo50Tb", "0.0405");
    // aws.amazon.com/cloudtrail/pricing: $2.00 for 100,000 management events, $0.10 for 100,000 data events.
    price("us-east-1", "cloudtrailManagementEvent", "0.00002");
    price("us-east-1", "cloudtrailDataEvent", "0.000001");
}
