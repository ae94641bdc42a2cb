//! `--format focus`: rows as FOCUS 1.2 asks for them (tests/data/focus-1.2.csv), and with the sums of the other forms.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{json, output_with_input, program, refused, run, run_with_input, temporary, text};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const ACCOUNT: &str = "--format focus --month 2026-12 --billing-account 111122223333";

/// What must be null although FOCUS asks for it: AWS's own ids, which the price table does not hold.
const UNKNOWN_TO_US: [&str; 2] = ["SkuId", "SkuPriceId"];

/// A column of the specification.
struct Column {
    name: String,
    kind: String,
    not_null: String,
    allowed: Vec<String>,
}

fn root(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

fn specification() -> Vec<Column> {
    let file = root("tests/data/focus-1.2.csv");
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(file.as_bytes());
    let column = |record: csv::StringRecord| Column {
        name: record[0].to_owned(),
        kind: record[2].to_owned(),
        not_null: record[3].to_owned(),
        allowed: record[4].split('|').filter(|value| !value.is_empty()).map(str::to_owned).collect(),
    };
    reader.records().map(|record| column(record.unwrap())).collect()
}

/// A row by the names of its columns; what is null is not there.
type Row = BTreeMap<String, String>;

fn parsed(output: &str) -> (Vec<String>, Vec<Row>) {
    let mut reader = csv::Reader::from_reader(output.as_bytes());
    let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let row = |record: csv::StringRecord| {
        let cells = header.iter().cloned().zip(record.iter().map(str::to_owned));
        cells.filter(|(_, cell)| !cell.is_empty()).collect()
    };
    let rows = reader.records().map(|record| row(record.unwrap())).collect();
    (header, rows)
}

/// A decimal number as a whole number of 10^-24, with no code of the program's.
#[track_caller]
fn exact(text: &str) -> i128 {
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |digits| (true, digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    assert!(!whole.is_empty() && is_number(whole) && is_number(fraction) && fraction.len() <= 24, "{text}");
    let number: i128 = format!("{whole}{fraction:0<24}").parse().unwrap();
    if negative { -number } else { number }
}

/// Whether quantity x price = cost, digit by digit: the product has as many places as both together.
fn is_product(quantity: &str, price: &str, cost: &str) -> bool {
    let scaled = |text: &str| {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        (format!("{whole}{fraction}").parse::<i128>().unwrap(), u32::try_from(fraction.len()).unwrap())
    };
    let ((quantity, a), (price, b), (cost, c)) = (scaled(quantity), scaled(price), scaled(cost));
    c <= a + b && quantity * price == cost * 10_i128.pow(a + b - c)
}

/// Each rule of the specification that a file of rows can break.
fn violations(output: &str) -> Vec<String> {
    let (specification, (header, rows)) = (specification(), parsed(output));
    let mut wrong = Vec::new();
    let names: Vec<&String> = specification.iter().map(|column| &column.name).collect();
    if header.iter().take(names.len()).collect::<Vec<_>>() != names {
        wrong.push("columns: not those of the specification in its order".to_owned());
    }
    wrong.extend(header.iter().skip(names.len()).filter(|name| !name.starts_with("x_")).cloned());
    for row in &rows {
        let is_usage = ["Usage", "Purchase"].contains(&row["ChargeCategory"].as_str())
            && row.get("ChargeClass").is_none();
        for column in &specification {
            let (name, value) = (&column.name, row.get(&column.name));
            let needed = match column.not_null.as_str() {
                "always" => true,
                "usage" => is_usage,
                other => other.strip_prefix("with ").is_some_and(|with| row.contains_key(with)),
            };
            let is_with = column.not_null.starts_with("with ");
            if needed && value.is_none() && !UNKNOWN_TO_US.contains(&name.as_str()) {
                wrong.push(format!("{name}: null"));
            }
            let Some(value) = value else { continue };
            if is_with && !needed {
                wrong.push(format!("{name}: not null"));
            }
            if !column.allowed.is_empty() && !column.allowed.contains(value) {
                wrong.push(format!("{name}: {value}"));
            }
            if !is_of(&column.kind, value) {
                wrong.push(format!("{name}: {value} is no {}", column.kind));
            }
        }
        let of = |name: &str| row.get(name).map_or("", String::as_str);
        for (price, cost) in [("ListUnitPrice", "ListCost"), ("ContractedUnitPrice", "ContractedCost")] {
            if !is_product(of("PricingQuantity"), of(price), of(cost)) {
                wrong.push(format!("{} x {} is not {}", of("PricingQuantity"), of(price), of(cost)));
            }
        }
        if of("ProviderName") != of("InvoiceIssuerName") && of("BilledCost") != "0" {
            wrong.push("BilledCost: not 0 where another issues the invoice".to_owned());
        }
        if of("ChargePeriodStart") >= of("ChargePeriodEnd") {
            wrong.push("ChargePeriodEnd: not after its start".to_owned());
        }
    }
    wrong
}

fn is_of(kind: &str, value: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = |text: &str| {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        digits(whole) && digits(fraction)
    };
    match kind {
        "string" => value.trim() == value,
        "decimal" => number(value.strip_prefix('-').unwrap_or(value)),
        "price" => number(value),
        "currency" => value.len() == 3 && value.bytes().all(|byte| byte.is_ascii_uppercase()),
        // YYYY-MM-DDTHH:mm:ssZ
        "datetime" => {
            let shape: String = value.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
            shape == "0000-00-00T00:00:00Z"
        }
        // Those of the specification's that are used: data sizes, counts, and two of them with a hyphen.
        "unit" => ["Requests", "Key-Months", "GiB", "Events"].contains(&value),
        other => panic!("{other}"),
    }
}

#[track_caller]
fn valid(output: &str) -> Vec<Row> {
    assert_eq!(violations(output), Vec::<String>::new(), "{output}");
    parsed(output).1
}

/// Rows of a comparison, with what it says on standard error.
#[track_caller]
fn compare(arguments: &str) -> (Vec<Row>, String) {
    let output = program(&format!("compare {arguments} {ACCOUNT}")).output().unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    (valid(&text(&output.stdout)), text(&output.stderr))
}

fn sum(rows: &[Row], column: &str, mut keep: impl FnMut(&Row) -> bool) -> i128 {
    rows.iter().filter(|row| keep(row)).map(|row| exact(&row[column])).sum()
}

/// Every option's rows make its month, as JSON has it.
#[track_caller]
fn sums(arguments: &str) {
    let (rows, _) = compare(arguments);
    let comparison = json(&format!("compare {arguments}"));
    for option in comparison["options"].as_array().unwrap() {
        let id = option["id"].as_str().unwrap();
        let of_option = |row: &Row| row["x_OptionId"] == id;
        let unknown =
            rows.iter().filter(|row| of_option(row)).any(|row| row.contains_key("x_UnknownCharges"));
        let known = option["range"]["low"].as_str().unwrap();
        let monthly = option["monthly"].as_str();
        assert_eq!(unknown, monthly.is_none(), "{arguments}: {id}");
        for column in ["BilledCost", "EffectiveCost", "ContractedCost", "PricingCurrencyEffectiveCost"] {
            let expected = exact(monthly.unwrap_or(known));
            assert_eq!(sum(&rows, column, of_option), expected, "{arguments}: {id}, {column}");
        }
    }
}

#[test]
fn the_rows_of_an_option_make_its_month() {
    sums("--documents 1M");
    sums("--documents 0");
    sums("--documents 5k");
    sums("--documents 100k --region us-gov-west-1 --requesters 3 --read-back 30d --trails 2");
    sums("--documents 1M --object-size 4MiB --free-requests 0");
    sums(
        "--uploads 1M --downloads 2M --copies 5k --trails 1 --object-size 64KiB:70%,8MiB:25%,1GiB:5% --keys 2 --replicas 1 \
         --rotations 3 --key-hours 360/744 --discount kms=10% --discount cloudtrail=33.3333% \
         --private-price kmsRequest=0.0000025",
    );
}

/// 2,000,000 requests, of which AWS publishes 20,000 at $0 and the rest at $0.03 for 10,000; and $1 for the key.
#[test]
fn the_free_requests_are_a_row_at_no_price() {
    let (rows, _) = compare("--documents 1M --option sse-kms");
    let row = |row: &Row| {
        let of = |name: &str| row[name].clone();
        [of("x_LineCode"), of("PricingQuantity"), of("PricingUnit"), of("ListUnitPrice"), of("BilledCost")]
    };
    assert_eq!(
        rows.iter().map(row).collect::<Vec<_>>(),
        [
            ["kms-requests", "1980000", "Requests", "0.000003", "5.94"],
            ["kms-free-tier", "20000", "Requests", "0", "0"],
            ["kms-keys", "1", "Key-Months", "1", "1"],
        ]
    );
    assert_eq!(rows[0]["ChargeDescription"], "KMS requests, $0.000003 a request");
    assert_eq!(rows[0]["BillingPeriodStart"], "2026-12-01T00:00:00Z");
    assert_eq!(rows[0]["ChargePeriodEnd"], "2027-01-01T00:00:00Z");
    assert_eq!(rows[0]["RegionId"], "us-east-1");
    assert!(!rows[0].contains_key("ResourceId"));
}

/// 1,980,000 requests at $0.0000025 instead of $0.000003 are $4.95 instead of $5.94; 10 % off is $4.455.
#[test]
fn what_is_agreed_is_in_the_price_of_a_row() {
    let agreed = "--discount kms=10% --private-price kmsRequest=0.0000025";
    let (rows, _) = compare(&format!("--documents 1M --option sse-kms {agreed}"));
    let of = |name: &str| rows[0][name].as_str();
    assert_eq!([of("ListUnitPrice"), of("ListCost")], ["0.000003", "5.94"]);
    assert_eq!(
        [of("ContractedUnitPrice"), of("ContractedCost"), of("BilledCost")],
        ["0.00000225", "4.455", "4.455"]
    );
    assert_eq!(of("x_DiscountPercent"), "10");
    assert!(rows.iter().all(|row| !row["x_LineCode"].starts_with("discount")));
}

#[test]
fn what_is_unknown_has_no_row_and_is_named() {
    let (rows, note) = compare("--documents 1M");
    assert_eq!(note, "note: dsse-kms: dsse-write, dsse-read: unknown, and left out\n");
    let of_dsse: Vec<&Row> = rows.iter().filter(|row| row["x_OptionId"] == "dsse-kms").collect();
    assert_eq!(of_dsse.len(), 3);
    for row in of_dsse {
        assert_eq!(row["x_UnknownCharges"], "dsse-write dsse-read");
        assert!(!row.contains_key("x_OptionMonthlyHigh"));
    }
    // 4 TiB, in units of 2^30 bytes.
    let (rows, note) = compare("--documents 1M --object-size 4MiB --option dsse-kms");
    assert_eq!(note, "");
    let written = rows.iter().find(|row| row["x_LineCode"] == "dsse-write").unwrap();
    assert_eq!([&written["PricingQuantity"], &written["PricingUnit"]], ["3906.25", "GiB"]);
}

#[test]
fn what_has_no_charge_has_no_row() {
    let (rows, _) = compare("--documents 1M --option sse-s3 --option sse-c");
    assert_eq!(rows.len(), 0);
}

#[test]
fn a_portfolio_has_the_rows_of_its_buckets() {
    let buckets = root("docs/buckets.csv");
    for arguments in ["", "--payer", "--trails 1 --rotations 1", "--discount kms=12.5%"] {
        let payer = if arguments == "--payer" { "--billing-account 999988887777" } else { "" };
        let rows = valid(&run_with_input(
            &format!("portfolio - --format focus --month 2026-12 {arguments} {payer}"),
            &buckets,
        ));
        let priced = run_with_input(&format!("portfolio - --format jsonl {arguments}"), &buckets);
        for line in priced.lines() {
            let bucket: serde_json::Value = serde_json::from_str(line).unwrap();
            let name = bucket["bucket"].as_str().unwrap();
            let billed = sum(&rows, "BilledCost", |row| row["x_Bucket"] == name);
            assert_eq!(billed, exact(bucket["monthly"].as_str().unwrap()), "{name} {arguments}");
            for row in rows.iter().filter(|row| row["x_Bucket"] == name) {
                assert_eq!(row["x_OptionId"], bucket["encryption"].as_str().unwrap());
                assert_eq!(row["SubAccountId"], bucket["account"].as_str().unwrap());
                let billed = if payer.is_empty() { &row["SubAccountId"] } else { "999988887777" };
                assert_eq!(row["BillingAccountId"], billed);
                // Of KMS's charges it is the key, which has no ARN in this file.
                let of_s3 = row["x_ServiceCode"] == "AmazonS3";
                let resource = of_s3.then(|| format!("arn:aws:s3:::{name}"));
                assert_eq!(row.get("ResourceId"), resource.as_ref());
            }
        }
        let free = sum(&rows, "PricingQuantity", |row| row["x_LineCode"] == "kms-free-tier");
        let pools = if arguments == "--payer" { 1 } else { 2 };
        assert_eq!(free, exact("20000") * pools, "{arguments}");
    }
}

#[test]
fn a_payer_is_billed_for_all_accounts() {
    let buckets = root("docs/buckets.csv");
    let arguments = "portfolio - --format focus --month 2026-12 --payer --billing-account 999988887777";
    let rows = valid(&run_with_input(arguments, &buckets));
    assert!(rows.iter().all(|row| row["BillingAccountId"] == "999988887777"));
    let accounts: Vec<&String> = rows.iter().map(|row| &row["SubAccountId"]).collect();
    assert!(accounts.contains(&&"111122223333".to_owned()) && accounts.contains(&&"444455556666".to_owned()));
}

#[test]
fn a_bucket_of_govcloud_is_in_its_partition_and_unknown_stays_out() {
    let rows = "account,region,bucket,encryption,uploads,downloads\n\
                111122223333,us-gov-west-1,vault,dsse-kms,1000,1000\n\
                111122223333,us-gov-west-1,\"a, \"\"b\"\"\",sse-kms,1000,1000\n";
    let output = output_with_input("portfolio - --format focus --month 2026-02", rows);
    assert_eq!(
        text(&output.stderr),
        "note: unknown charges of 1 bucket are left out: see x_UnknownCharges\n"
    );
    let rows = valid(&text(&output.stdout));
    assert_eq!(rows[0]["x_Bucket"], "vault");
    assert_eq!(rows[0]["x_UnknownCharges"], "dsse-write dsse-read");
    assert_eq!(rows[0]["BillingPeriodEnd"], "2026-03-01T00:00:00Z");
    assert!(rows.iter().any(|row| row["x_Bucket"] == "a, \"b\""));
    let rows = "account,region,bucket,encryption,uploads,downloads,object_bytes\n\
                111122223333,us-gov-west-1,vault,dsse-kms,1000,1000,1MiB\n";
    let rows = valid(&run_with_input("portfolio - --format focus --month 2026-02", rows));
    let written = rows.iter().find(|row| row["x_LineCode"] == "dsse-write").unwrap();
    assert_eq!([&written["ResourceId"], &written["ResourceType"]], ["arn:aws-us-gov:s3:::vault", "Bucket"]);
}

/// As on a bill: a row of KMS is the key's, and its bucket is in a column of our own.
#[test]
fn a_charge_of_kms_is_the_keys() {
    let arn = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    let rows = format!(
        "account,region,bucket,encryption,key,uploads,downloads\n\
         111122223333,us-east-1,a,sse-kms,{arn},20000,0\n\
         111122223333,us-east-1,b,sse-kms,alias/b,20000,0\n"
    );
    let rows = valid(&run_with_input("portfolio - --format focus --month 2026-02", &rows));
    for row in rows {
        let expected = (row["x_Bucket"] == "a").then(|| arn.to_owned());
        assert_eq!(row.get("ResourceId"), expected.as_ref());
        assert_eq!(row.get("ResourceType").map(String::as_str), expected.map(|_| "Key"));
    }
}

#[test]
fn assumed_is_what_the_option_rests_on_and_nobody_gave() {
    let rows = "account,region,bucket,encryption,uploads,downloads,requesters\n\
                111122223333,us-east-1,plain,sse-kms,40000,0,1\n\
                111122223333,us-east-1,given,sse-kms-bucket-key,40000,0,1\n\
                111122223333,us-east-1,not-given,sse-kms-bucket-key,40000,0,\n";
    let rows = valid(&run_with_input("portfolio - --format focus --month 2026-02", rows));
    let assumed = |bucket: &str| {
        let row = rows.iter().find(|row| row["x_Bucket"] == bucket).unwrap();
        row["x_Assumed"].split(' ').map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(assumed("plain"), ["objectSize"]);
    let of_bucket_keys =
        ["objectSize", "bucketKey.windowSeconds", "bucketKey.activeHours", "bucketKey.readBack"];
    assert_eq!(assumed("given"), of_bucket_keys);
    assert!(assumed("not-given").contains(&"bucketKey.requesters".to_owned()));
}

#[test]
fn flags_that_contradict_each_other_are_refused() {
    let month =
        "compare --documents 1 --option sse-kms --format focus --billing-account 111122223333 --month";
    refused(
        &format!("{month} 2026-02 --key-hours 7/744"),
        "--key-hours: \"7/744\" is not a part of 2026-02, which has 672 hours",
    );
    for (month_of, hours) in [("2024-02", 696), ("2026-04", 720), ("2026-12", 744)] {
        run(&format!("{month} {month_of} --key-hours 7/{hours}"));
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/buckets.csv");
    fs::copy(path, Path::new(env!("CARGO_TARGET_TMPDIR")).join("payer.csv")).unwrap();
    refused(
        "portfolio payer.csv --format focus --month 2026-02 --payer",
        "--billing-account: required with --payer and --format focus: the account that is billed for all, 12 digits",
    );
}

/// As it would be noticed: a row that breaks a rule is one that the checks above refuse.
#[test]
fn the_checks_notice_what_is_wrong() {
    let output = text(
        &program(&format!("compare --documents 1M --option sse-kms {ACCOUNT}")).output().unwrap().stdout,
    );
    let mut reader = csv::Reader::from_reader(output.as_bytes());
    let (header, rows) =
        (reader.headers().unwrap().clone(), reader.records().map(Result::unwrap).collect::<Vec<_>>());
    let with = |column: &str, value: &str| {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(&header).unwrap();
        let cells = header.iter().zip(&rows[0]).map(|(name, cell)| if name == column { value } else { cell });
        writer.write_record(cells).unwrap();
        violations(&text(&writer.into_inner().unwrap()))
    };
    assert!(with("none", "").is_empty());
    for (column, value) in [
        ("BilledCost", ""),
        ("BilledCost", "$5.94"),
        ("BilledCost", "5.94e0"),
        ("ListCost", "5.95"),
        ("ContractedUnitPrice", "-0.000003"),
        ("ChargeCategory", "Fee"),
        ("ChargeClass", "Normal"),
        ("ServiceCategory", "Encryption"),
        ("BillingPeriodStart", "2026-12-01"),
        ("BillingCurrency", "usd"),
        ("PricingUnit", "request"),
        ("PricingUnit", ""),
        ("ResourceType", "Bucket"),
        ("InvoiceIssuerName", "Somebody else"),
        ("CommitmentDiscountStatus", "Used"),
        ("ChargePeriodEnd", "2026-12-01T00:00:00Z"),
    ] {
        assert!(!with(column, value).is_empty(), "{column} {value:?}");
    }
}

#[test]
fn what_it_needs_is_asked_for() {
    refused(
        "compare --documents 1M --format focus",
        "--month: required with --format focus: the month of the charges such as 2026-12",
    );
    refused(
        "compare --documents 1M --format focus --month 2026-12",
        "--billing-account: required with --format focus: the account that is billed, 12 digits",
    );
    for month in ["2026-13", "2026-00", "2026", "2026-1", "26-12", "2026-12-01", "1999-12", "+026-12"] {
        refused(
            &format!("compare --documents 1M --format focus --month {month}"),
            &format!("--month: {month:?} is not a month from 2000-01 to 2999-12"),
        );
    }
    refused(
        "compare --documents 1M --format focus --month 2026-12 --billing-account 1234",
        "--billing-account: \"1234\" is not an account of 12 digits",
    );
    refused("compare --documents 1M --month 2026-12", "--month: only with --format focus");
    refused("compare --documents 1M --option sse-kms", "--option: only with --format focus");
    refused(
        &format!("compare --documents 1M --require audit-trail {ACCOUNT}"),
        "--require: not with --format focus",
    );
    temporary("focus-buckets.csv", &root("docs/buckets.csv"));
    refused("portfolio focus-buckets.csv --month 2026-12", "--month: only with --format focus");
    refused(
        "portfolio focus-buckets.csv --format focus",
        "--month: required with --format focus: the month of the charges such as 2026-12",
    );
}
