//! `sse-cost portfolio`: many buckets at once. Figures are worked out by hand from AWS's prices for us-east-1: $0.03 for 10,000
//! KMS requests ($0.000003 each), $1 a month for a key, $0.003 a GB for DSSE-KMS; 20,000 free requests for an account.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{
    check_refused, csv, json, markdown_table, output_with_input, program, refused, run, temporary, text,
};
use serde_json::{Value, json};
use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;

/// One key of two buckets, a free tier for each of two accounts.
///
/// reports: 600,000 requests, logs: 200,000, both of account 1111: they share 20,000 free ones by 3 to 1, so 15,000 and 5,000.
/// - reports: 585,000 x $0.000003 = $1.755, and the key they share: $2.755
/// - logs: 195,000 x $0.000003 = $0.585
/// - raw has no charge; vault's 10,000 requests are free in its own account, and an AWS managed key has no fee
const SMALL: &str = "\
account,region,bucket,encryption,key,uploads,downloads,object_bytes,requesters,existing_objects
1111,us-east-1,reports,sse-kms,alias/app,300000,300000,,,10000000
1111,us-east-1,logs,sse-kms,alias/app,100000,100000,,,
2222,eu-central-1,raw,sse-s3,,5000000,1000000,,,
2222,us-east-1,vault,sse-kms-aws-managed,,5000,5000,,,
";

/// Rows of the CSV that a portfolio prints, as pairs of a column's name and its cell.
#[track_caller]
fn rows(name: &str, portfolio: &str, arguments: &str) -> Vec<Vec<(String, String)>> {
    temporary(name, portfolio);
    let mut rows = csv(&format!("portfolio {name} {arguments}"));
    let header = rows.remove(0);
    rows.into_iter().map(|row| header.iter().cloned().zip(row).collect()).collect()
}

/// A column of such rows.
#[track_caller]
fn column(rows: &[Vec<(String, String)>], name: &str) -> Vec<String> {
    let cell = |row: &Vec<(String, String)>| row.iter().find(|(column, _)| column == name).unwrap().1.clone();
    rows.iter().map(cell).collect()
}

#[test]
fn a_free_tier_for_each_account_and_a_key_charged_once() {
    let rows = rows("portfolio-small.csv", SMALL, "--bucket-key-reduction 99%");
    assert_eq!(column(&rows, "kms_requests"), ["600000", "200000", "0", "10000"]);
    assert_eq!(column(&rows, "free_requests"), ["15000", "5000", "0", "10000"]);
    assert_eq!(column(&rows, "keys_charged"), ["1", "0", "0", "0"]);
    assert_eq!(column(&rows, "monthly"), ["2.755", "0.585", "0", "0"]);
    // One in a hundred requests is left: 6,000 and 2,000, within the free requests that each has.
    let bucket_key = "sse-kms-bucket-key";
    assert_eq!(column(&rows, "cheapest"), [bucket_key, bucket_key, "sse-s3", "sse-kms-aws-managed"]);
    assert_eq!(column(&rows, "cheapest_monthly"), ["1", "0", "0", "0"]);
    assert_eq!(column(&rows, "saving"), ["1.755", "0.585", "0", "0"]);
    assert_eq!(
        column(&rows, "reason"),
        [
            "an S3 Bucket Key leaves 6000 of 600000 requests",
            "an S3 Bucket Key leaves 2000 of 200000 requests",
            "no charge of AWS's",
            "every request is within the free tier",
        ]
    );
    // For each of 10,000,000 objects two KMS requests and one at the PUT price, $0.000005: $60 + $50. $110 / $1.755 = 62.7.
    assert_eq!(column(&rows, "once"), ["110", "", "", ""]);
    assert_eq!(column(&rows, "payback_months"), ["63", "", "", ""]);
}

#[test]
fn accounts_of_one_payer_share_a_free_tier() {
    // 810,000 requests share 20,000: 20,000 x 600/810 = 14,814.8, x 800/810 = 19,753.1, all 20,000. So 14,814, 4,939 and 247.
    let rows = rows("portfolio-payer.csv", SMALL, "--payer");
    assert_eq!(column(&rows, "free_requests"), ["14814", "4939", "0", "247"]);
    // 585,186 x $0.000003 + $1, 195,061 x $0.000003, 9,753 x $0.000003.
    assert_eq!(column(&rows, "monthly"), ["2.755558", "0.585183", "0", "0.029259"]);
    // 790,000 x $0.000003 + $1.
    let total = json("portfolio portfolio-payer.csv --payer");
    assert_eq!(total["total"]["monthly"], "3.37");
}

#[test]
fn free_requests_used_elsewhere() {
    let rows = rows("portfolio-none-free.csv", SMALL, "--free-requests 0");
    // 600,000 x $0.000003 + $1, 200,000 x $0.000003, 10,000 x $0.000003.
    assert_eq!(column(&rows, "monthly"), ["2.8", "0.6", "0", "0.03"]);
}

#[test]
fn sums_by_account_region_and_option() {
    temporary("portfolio-sums.csv", SMALL);
    let portfolio = json("portfolio portfolio-sums.csv --bucket-key-reduction 99%");
    let sums = |kind: &str, name: &str| -> Vec<Value> {
        let list = portfolio[kind].as_array().unwrap();
        list.iter().map(|sum| json!([sum[name], sum["buckets"], sum["monthly"], sum["saving"]])).collect()
    };
    assert_eq!(portfolio["total"]["monthly"], "3.34");
    assert_eq!(portfolio["total"]["saving"], "2.34");
    assert_eq!(
        sums("accounts", "account"),
        [json!(["1111", 2, "3.34", "2.34"]), json!(["2222", 2, "0", "0"])]
    );
    assert_eq!(
        sums("regions", "region"),
        [json!(["eu-central-1", 1, "0", "0"]), json!(["us-east-1", 3, "3.34", "2.34"])]
    );
    assert_eq!(
        sums("options", "option"),
        [
            json!(["sse-s3", 1, "0", "0"]),
            json!(["sse-kms", 2, "3.34", "2.34"]),
            json!(["sse-kms-aws-managed", 1, "0", "0"]),
        ]
    );
    let changes = portfolio["changes"].as_array().unwrap();
    let saved: Vec<Value> =
        changes.iter().map(|change| json!([change["bucket"], change["saving"]])).collect();
    assert_eq!(saved, [json!(["reports", "1.755"]), json!(["logs", "0.585"])]);
    assert_eq!(portfolio["changes"][0]["paybackMonths"], 63);
    assert_eq!(portfolio["badRows"], json!({ "count": 0, "first": [] }));
}

#[test]
fn the_model_gives_a_range() {
    let one = "account,region,bucket,encryption,uploads,downloads\n1,us-east-1,b,sse-kms,1000000,1000000\n";
    let rows = rows("portfolio-range.csv", one, "");
    // As `compare --documents 1M` says of the same month: $6.94, and behind a Bucket Key $1.38, from $1.00 to $3.97.
    let compared = json("compare --documents 1M");
    let with = &compared["options"][2];
    for (cell, expected) in [
        ("monthly", &compared["options"][1]["monthly"]),
        ("cheapest_monthly", &with["monthly"]),
        ("cheapest_low", &with["range"]["low"]),
        ("cheapest_high", &with["range"]["high"]),
    ] {
        assert_eq!(json!(column(&rows, cell)[0]), *expected, "{cell}");
    }
    let saving = ["saving_low", "saving", "saving_high"].map(|name| column(&rows, name)[0].clone());
    let exact = |name: &str| column(&rows, name)[0].parse::<rust_decimal::Decimal>().unwrap();
    let less = |name: &str| (exact("monthly") - exact(name)).normalize().to_string();
    assert_eq!(saving, [less("cheapest_high"), less("cheapest_monthly"), less("cheapest_low")]);
}

#[test]
fn two_layers_are_billed_by_gb_and_unknown_is_not_zero() {
    let portfolio = "account,region,bucket,encryption,uploads,downloads,object_bytes\n\
                     1,us-east-1,known,dsse-kms,1024,2048,1048576\n\
                     2,us-east-1,unknown,dsse-kms,1024,2048,\n";
    let priced = rows("portfolio-dsse.csv", portfolio, "");
    // 1 GB written and 2 GB read at $0.003, and $1 for the key; 3,072 requests are free.
    assert_eq!(column(&priced, "monthly"), ["1.009", ""]);
    assert_eq!(column(&priced, "monthly_low"), ["1.009", "1"]);
    assert_eq!(column(&priced, "monthly_high"), ["1.009", ""]);
    let total = json("portfolio portfolio-dsse.csv");
    assert_eq!((&total["total"]["monthly"], &total["total"]["known"]), (&json!(null), &json!("2.009")));
    // A size for those that have none.
    let sized = rows("portfolio-dsse.csv", portfolio, "--object-size 2MiB");
    assert_eq!(column(&sized, "monthly"), ["1.009", "1.018"]);
}

#[test]
fn govcloud_has_its_own_price() {
    let portfolio =
        "account,region,bucket,encryption,uploads,downloads\n1,us-gov-west-1,b,sse-kms,1000000,0\n";
    // 980,000 x $0.000004 + $1.
    assert_eq!(column(&rows("portfolio-gov.csv", portfolio, ""), "monthly"), ["4.92"]);
}

#[test]
fn keys_are_shared_where_they_are_the_same() {
    let id = "1234abcd-12ab-34cd-56ef-1234567890ab";
    let portfolio = format!(
        "account,region,bucket,encryption,key,uploads,downloads\n\
         1,us-east-1,a,sse-kms,{id},0,0\n\
         2,us-east-1,b,sse-kms,{id},0,0\n\
         2,eu-west-1,c,sse-kms,{id},0,0\n\
         1,us-east-1,d,sse-kms-bucket-key,alias/x,0,0\n\
         2,us-east-1,e,dsse-kms,alias/x,0,0\n\
         2,us-east-1,f,dsse-kms,alias/x,0,0\n\
         2,us-east-1,g,sse-kms,,0,0\n"
    );
    // The id is the same key in another account, and a replica in another Region; an alias is of its account; no name, own key.
    let rows = rows("portfolio-keys.csv", &portfolio, "");
    assert_eq!(column(&rows, "monthly"), ["1", "0", "1", "1", "1", "0", "1"]);
}

#[test]
fn columns_in_any_order_and_others_kept() {
    let portfolio = "\u{feff}owner,downloads,uploads,\"cost, center\",encryption,bucket,region,account\r\n\
                     \"Ann \"\"A\"\"\",10k,10_000,\"7,1\",sse-kms,b,us-east-1,1\r\n";
    let rows = rows("portfolio-order.csv", portfolio, "");
    let kept: Vec<_> = rows[0].iter().take(8).map(|(name, cell)| (name.as_str(), cell.as_str())).collect();
    assert_eq!(
        kept,
        [
            ("owner", "Ann \"A\""),
            ("downloads", "10k"),
            ("uploads", "10_000"),
            ("cost, center", "7,1"),
            ("encryption", "sse-kms"),
            ("bucket", "b"),
            ("region", "us-east-1"),
            ("account", "1"),
        ]
    );
    assert_eq!(column(&rows, "monthly"), ["1"]);
}

#[test]
fn json_lines_in_and_out() {
    let portfolio = "{\"account\": \"1\", \"region\": \"us-east-1\", \"bucket\": \"b\", \"encryption\": \"sse-kms\", \
                     \"uploads\": 1000000, \"downloads\": \"1M\", \"objectBytes\": null, \"tags\": {\"team\": [1]}}\n\n\
                     {\"account\": 2, \"region\": \"us-east-1\", \"bucket\": \"c\", \"encryption\": \"sse-c\", \"uploads\": 1, \
                     \"downloads\": 1}";
    temporary("portfolio.jsonl", portfolio);
    let lines = run("portfolio portfolio.jsonl --format jsonl");
    let objects: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(objects.len(), 2);
    assert_eq!(objects[0]["tags"], json!({ "team": [1] }));
    assert_eq!((&objects[0]["monthly"], &objects[0]["line"]), (&json!("6.94"), &json!(1)));
    assert_eq!((&objects[1]["monthly"], &objects[1]["line"]), (&json!("0"), &json!(3)));
    // Every other field is in a column of its own.
    let rows = csv("portfolio portfolio.jsonl");
    let object = rows[0].iter().position(|column| column == "object").unwrap();
    assert_eq!(serde_json::from_str::<Value>(&rows[1][object]).unwrap()["tags"], json!({ "team": [1] }));
    // And of CSV, counts are numbers.
    temporary("portfolio-to-jsonl.csv", SMALL);
    let lines = run("portfolio portfolio-to-jsonl.csv --format jsonl");
    let first: Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    assert_eq!((&first["uploads"], &first["requesters"]), (&json!(300_000), &json!(null)));
    assert_eq!(first["key"], "alias/app");
    assert_eq!(first["savingRange"]["low"].as_str().unwrap().split('.').next(), Some("0"));
}

#[test]
fn the_most_profitable_first() {
    temporary("portfolio-top.csv", SMALL);
    let (header, buckets) = SMALL.split_once('\n').unwrap();
    let reversed: Vec<&str> = [header].into_iter().chain(buckets.lines().rev()).collect();
    let reversed = reversed.join("\n");
    let rows = rows("portfolio-top-reversed.csv", &reversed, "--top 10 --bucket-key-reduction 99%");
    assert_eq!(column(&rows, "bucket"), ["reports", "logs"]);
    let one = csv("portfolio portfolio-top.csv --top 1");
    assert_eq!((one.len(), one[1][2].as_str()), (2, "reports"));
    let text = run("portfolio portfolio-top.csv --top 1");
    assert!(text.contains("The 1 most profitable of 2 changes"), "{text}");
    let tables = run("portfolio portfolio-top.csv --format markdown --bucket-key-reduction 99%");
    let first = tables.split("\n\n").find(|part| part.starts_with("| Bucket")).unwrap();
    assert_eq!(markdown_table(first)[1][5], "$1.76");
    refused("portfolio portfolio-top.csv --top 0", "--top: \"0\" is not a whole number from 1 to 100,000");
}

#[test]
fn standard_input_is_read_like_a_file() {
    temporary("portfolio-input.csv", SMALL);
    let file = run("portfolio portfolio-input.csv --format csv");
    let output = output_with_input("portfolio - --format csv", SMALL);
    assert_eq!((text(&output.stdout), output.status.code()), (file, Some(0)));
}

/// What a portfolio prints on standard error, without the `error: ` in front; with exit code 1.
#[track_caller]
fn errors(name: &str, portfolio: &[u8], arguments: &str) -> (String, String) {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::File::create(path).unwrap().write_all(portfolio).unwrap();
    let output = program(&format!("portfolio {name} {arguments}")).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let errors = text(&output.stderr);
    (errors.strip_prefix("error: ").unwrap().trim_end().to_owned(), text(&output.stdout))
}

const HEADER: &str = "account,region,bucket,encryption,uploads,downloads,object_bytes,requesters";

#[test]
fn a_bad_row_is_named_and_the_rest_goes_on() {
    let portfolio = format!(
        "{HEADER}\n\
         1,us-east-1,good,sse-kms,1000,1000,,\n\
         1,us-east-1,b,sse-kms,many,1,,\n\
         1,us-east-1,b,sse-kms,1000000000000001,1,,\n\
         1,us-east-1,b,sse-kms,-1,1,,\n\
         1,us-east-1,b,kms,1,1,,\n\
         1,mars-1,b,sse-kms,1,1,,\n\
         1,us-east-1,,sse-kms,1,1,,\n\
         ,us-east-1,b,sse-kms,1,1,,\n\
         1,us-east-1,b,sse-kms,1,1,53687091200001,\n\
         1,us-east-1,b,sse-kms,1,1,,0\n\
         1,us-east-1,b,sse-kms,1,1000000000000000,53687091200000,\n\
         1,us-east-1,b\n\
         1,us-east-1,good,sse-kms,1000,1000,,\n"
    );
    let count = "a whole number from 0 to 1,000,000,000,000,000 such as 20000, 20k, 1.5M or 1_000_000";
    let expected = format!(
        "portfolio-bad.csv: 11 of 13 rows are wrong and left out\n  \
         line 3: uploads: \"many\" is not {count}\n  \
         line 4: uploads: \"1000000000000001\" is not {count}\n  \
         line 5: uploads: \"-1\" is not {count}\n  \
         line 6: encryption: \"kms\" is not one of sse-s3, sse-kms, sse-kms-bucket-key, sse-kms-aws-managed, \
         sse-kms-aws-managed-bucket-key, dsse-kms, sse-c\n  \
         line 7: region: \"mars-1\" is not one of the 35 Regions priced on 2025-06-05\n  \
         line 8: bucket: \"\" is not a name\n  \
         line 9: account: \"\" is not a name\n  \
         line 10: object_bytes: \"53687091200001\" is not a number of bytes from 1 to 53,687,091,200,000 (48.8 TiB)\n  \
         line 11: requesters: \"0\" is not a whole number from 1 to 1,000,000\n  \
         line 12: requests: the figure is too large to be computed exactly; use smaller counts or sizes\n  \
         line 13: 3 fields where the header has 8"
    );
    let (message, output) = errors("portfolio-bad.csv", portfolio.as_bytes(), "--format csv");
    assert_eq!(message, expected);
    assert_eq!(output.lines().filter(|line| line.contains(",good,")).count(), 2);
    assert_eq!(output.lines().count(), 3);
    let (message, output) = errors("portfolio-bad.csv", portfolio.as_bytes(), "--format csv --strict");
    assert_eq!(message, format!("portfolio-bad.csv: line 3: uploads: \"many\" is not {count}"));
    assert_eq!(output, "", "strict prints nothing");
    let many = format!("{HEADER}\n{}", "1,us-east-1,b,sse-kms,x,1,,\n".repeat(3_000));
    let (message, _) = errors("portfolio-many-bad.csv", many.as_bytes(), "");
    assert!(message.starts_with("portfolio-many-bad.csv: 3,000 of 3,000 rows are wrong"), "{message}");
    assert!(message.ends_with("\n  and 2,980 more"), "{message}");
}

#[test]
fn damaged_files() {
    let whole = format!("{HEADER}\n1,us-east-1,good,sse-kms,1000,1000,,\n");
    let damaged = |name: &str, bytes: &[u8]| errors(name, bytes, "--format csv");
    // Cut in the middle of a row.
    let (message, output) = damaged("portfolio-cut.csv", format!("{whole}1,us-east-1,b,sse-k").as_bytes());
    assert_eq!(
        message,
        "portfolio-cut.csv: 1 of 2 rows is wrong and left out\n  line 3: 4 fields where the header has 8"
    );
    assert_eq!(output.lines().count(), 2);
    // Latin-1.
    let latin = [whole.as_bytes(), b"1,us-east-1,caf\xe9,sse-kms,1,1,,\n"].concat();
    let (message, _) = damaged("portfolio-latin.csv", &latin);
    assert_eq!(message, "portfolio-latin.csv: 1 of 2 rows is wrong and left out\n  line 3: not UTF-8 text");
    // UTF-16.
    let (message, output) = damaged("portfolio-16.csv", b"\xff\xfea\0c\0");
    assert_eq!(message, "portfolio-16.csv: line 1: UTF-16 is not UTF-8 text; save the file as UTF-8");
    assert_eq!(output, "");
    // A line of 10 MB, and a quotation mark that nothing ends.
    let long = format!(
        "{whole}1,us-east-1,{},sse-kms,1,1,,\n1,us-east-1,good,sse-kms,1,1,,\n",
        "x".repeat(10_000_000)
    );
    let (message, output) = damaged("portfolio-long.csv", long.as_bytes());
    let reason = "longer than 1048576 bytes; is there a quotation mark that nothing ends?";
    assert_eq!(message, format!("portfolio-long.csv: 1 of 3 rows is wrong and left out\n  line 3: {reason}"));
    assert_eq!(output.lines().count(), 3);
    let open =
        format!("{whole}1,us-east-1,\"b,sse-kms,1,1,,\n{}", "1,us-east-1,c,sse-kms,1,1,,\n".repeat(50_000));
    let (message, _) = damaged("portfolio-open.csv", open.as_bytes());
    assert_eq!(message, format!("portfolio-open.csv: 1 of 2 rows is wrong and left out\n  line 3: {reason}"));
    let (message, _) = damaged("portfolio-bad.jsonl", b"{\"account\": 1,\n{}\n");
    assert!(message.contains("\n  line 1: not a JSON object: "), "{message}");
    assert!(message.contains("\n  line 2: account: \"\" is not a name"), "{message}");
}

#[test]
fn what_is_no_portfolio() {
    let refuse = |name: &str, portfolio: &str, message: &str| {
        temporary(name, portfolio);
        refused(&format!("portfolio {name}"), &format!("{name}: {message}"));
    };
    refuse("portfolio-empty.csv", "", "line 1: the file is empty");
    refuse(
        "portfolio-column.csv",
        "account,region,bucket,uploads\n",
        "header: encryption, downloads is missing; the columns are account, region, bucket, encryption, key, uploads, \
         downloads, object_bytes, requesters, existing_objects",
    );
    refuse("portfolio-twice.csv", &format!("{HEADER},uploads\n"), "header: \"uploads\" is there twice");
    refuse("portfolio-array.json", "[{}]", "line 1: a JSON array is not JSON Lines: one object a line");
    temporary("portfolio-taken.csv", &format!("{HEADER},saving\n"));
    refused(
        "portfolio portfolio-taken.csv --format csv",
        "portfolio-taken.csv: header: \"saving\" is a column of the output; name it otherwise",
    );
    let missing = program("portfolio no-such.csv").output().unwrap();
    assert!(text(&missing.stderr).starts_with("error: no-such.csv: cannot be read: "));
    refused(
        "portfolio portfolio-taken.csv --bucket-key-calls 5",
        "portfolio-taken.csv: bucket key: calls that were measured are those of one bucket, not of many",
    );
    check_refused(
        "portfolio -",
        &output_with_input("portfolio -", ""),
        "standard input: line 1: the file is empty",
    );
}

#[test]
fn an_output_is_whole_or_not_there() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("portfolio-out");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    temporary("portfolio-out.csv", SMALL);
    assert_eq!(run("portfolio portfolio-out.csv --format csv --out portfolio-out/priced.csv"), "");
    let written = std::fs::read_to_string(folder.join("priced.csv")).unwrap();
    assert_eq!(written, run("portfolio portfolio-out.csv --format csv"));
    // Strict stops at a bad row, and what was there before stays.
    temporary("portfolio-out-bad.csv", &format!("{SMALL}1,us-east-1\n"));
    let strict =
        program("portfolio portfolio-out-bad.csv --strict --format csv --out portfolio-out/priced.csv");
    let output = { strict }.output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(std::fs::read_to_string(folder.join("priced.csv")).unwrap(), written);
    refused("portfolio no-such.csv --out portfolio-out/none.csv", &message_of_missing());
    let left: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["priced.csv"]);
}

/// What the system says of a file that is not there.
fn message_of_missing() -> String {
    let error = std::fs::File::open("no-such.csv").unwrap_err();
    format!("no-such.csv: cannot be read: {error}")
}

#[test]
fn a_reader_that_leaves_early_is_no_failure() {
    let rows = "1,us-east-1,b,sse-kms,1000,1000,,\n".repeat(20_000);
    temporary("portfolio-head.csv", &format!("{HEADER}\n{rows}"));
    let mut command = program("portfolio portfolio-head.csv --format csv");
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()));
}

/// A thousand rows are worked on at once, by several threads; the order of the file decides who is charged for a key.
#[test]
fn many_rows_are_as_few() {
    let rows: String = (0..5_000).map(|row| format!("1,us-east-1,b{row},sse-kms,{row},0,,\n")).collect();
    temporary("portfolio-many.csv", &format!("{HEADER}\n{rows}"));
    let priced = run("portfolio portfolio-many.csv --format csv");
    let buckets: Vec<&str> = priced.lines().skip(1).map(|line| line.split(',').nth(2).unwrap()).collect();
    assert_eq!(buckets, (0..5_000).map(|row| format!("b{row}")).collect::<Vec<_>>());
    let total = json("portfolio portfolio-many.csv");
    // 0 + 1 + ... + 4,999 = 12,497,500 requests, 20,000 of them free, and 5,000 keys: 12,477,500 x $0.000003 + $5,000.
    assert_eq!(total["total"]["kmsRequests"], 12_497_500);
    assert_eq!(total["total"]["monthly"], "5037.4325");
    let free = priced.lines().skip(1).map(|line| line.split(',').nth(12).unwrap().parse::<u64>().unwrap());
    assert_eq!(free.sum::<u64>(), 20_000);
}

#[test]
fn what_each_row_says_for_itself_is_no_flag() {
    temporary("no-flags.csv", SMALL);
    for flag in ["--copies 5", "--region eu-west-1", "--keys 3"] {
        let output = program(&format!("portfolio no-flags.csv {flag}")).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{flag}");
        let message = text(&output.stderr);
        assert!(message.contains(flag.split(' ').next().unwrap()), "{message}");
        assert!(output.stdout.is_empty());
    }
}
