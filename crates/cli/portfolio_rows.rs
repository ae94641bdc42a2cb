//! A bucket a row, for programs: CSV and JSON Lines. What the file says stays as it is; figures are added behind it.

use schemars::JsonSchema;
use sse_portfolio::{Advice, Column, Form, Header, Reason, Row, write_amount, write_count};
use sse_pricing::{EncryptionOption, Money, Range};
use std::io::Write as _;

/// No rows: for the forms that show sums and the changes alone.
pub(crate) struct NoRows;

/// CSV with the file's own columns and these behind them.
pub(crate) struct CsvRows;

/// An object a line, with the file's own fields and these behind them.
pub(crate) struct JsonRows;

/// The columns that CSV adds.
const CSV: [&str; 16] = [
    "monthly",
    "monthly_low",
    "monthly_high",
    "kms_requests",
    "free_requests",
    "keys_charged",
    "cheapest",
    "cheapest_monthly",
    "cheapest_low",
    "cheapest_high",
    "saving",
    "saving_low",
    "saving_high",
    "reason",
    "once",
    "payback_months",
];

/// Of a file of JSON Lines: the whole of each object, with what has no column.
const OBJECT: &str = "object";

/// The fields that JSON Lines add.
const JSON: [&str; 14] = [
    "monthly",
    "range",
    "kmsRequests",
    "freeRequests",
    "keysCharged",
    "cheapest",
    "cheapestMonthly",
    "cheapestRange",
    "saving",
    "savingRange",
    "reason",
    "once",
    "paybackMonths",
    "line",
];

impl Form for NoRows {
    fn row(&self, _row: &Row<'_>, _out: &mut Vec<u8>) {}
}

impl Form for CsvRows {
    fn added(&self) -> &[&str] {
        &CSV
    }

    fn head(&self, header: &Header<'_>, out: &mut Vec<u8>) {
        match header.columns() {
            Some(columns) => columns.iter().for_each(|column| csv_cell(out, column)),
            None => {
                Column::ALL.iter().for_each(|column| csv_cell(out, column.name()));
                csv_cell(out, OBJECT);
            }
        }
        CSV.iter().for_each(|column| csv_cell(out, column));
        end_line(out);
    }

    fn row(&self, row: &Row<'_>, out: &mut Vec<u8>) {
        match row.plain_line() {
            Some(line) => {
                out.extend_from_slice(line.as_bytes());
                out.push(b',');
            }
            None => row.cells().for_each(|cell| csv_cell(out, cell)),
        }
        if let Some(object) = row.object() {
            csv_cell(out, object);
        }
        let Row { advice, places, .. } = *row;
        range(out, advice.monthly, advice.is_complete, places);
        number(out, advice.kms_requests.typical);
        number(out, advice.free_requests);
        number(out, advice.keys);
        out.extend_from_slice(advice.cheapest.id().as_bytes());
        out.push(b',');
        range(out, advice.cheapest_monthly, advice.is_complete, places);
        range(out, advice.saving, true, places);
        reason(out, advice.reason);
        out.push(b',');
        if let Some(once) = advice.once {
            write_amount(out, once, places);
        }
        out.push(b',');
        if let Some(months) = advice.payback_months() {
            write_count(out, months);
        }
        out.push(b',');
        end_line(out);
    }
}

/// Three cells: typical, low, high. Where part of it is unknown, only low is there.
fn range(out: &mut Vec<u8>, Range { low, typical, high }: Range<i128>, is_known: bool, places: u32) {
    let begin = out.len();
    if is_known {
        write_amount(out, typical, places);
    }
    out.push(b',');
    let end = out.len();
    // Most ranges are none.
    if is_known && low == typical && high == typical {
        out.extend_from_within(begin..end);
        out.extend_from_within(begin..end);
        return;
    }
    write_amount(out, low, places);
    out.push(b',');
    if is_known {
        write_amount(out, high, places);
    }
    out.push(b',');
}

/// Only DSSE-KMS can be partly unknown, and then it has no typical figure and no upper end.
fn known(advice: &Advice, amount: i128) -> Option<i128> {
    advice.is_complete.then_some(amount)
}

fn number(out: &mut Vec<u8>, number: u64) {
    write_count(out, number);
    out.push(b',');
}

/// Words without a comma or a quotation mark.
fn reason(out: &mut Vec<u8>, reason: Reason) {
    match reason {
        // As its text; the others have nothing to fill in, and most rows are of these.
        Reason::BucketKey { left, of } => {
            out.extend_from_slice(b"an S3 Bucket Key leaves ");
            write_count(out, left);
            out.extend_from_slice(b" of ");
            write_count(out, of);
            out.extend_from_slice(b" requests");
        }
        other => {
            // Writing to memory does not fail.
            let _ = write!(out, "{other}");
        }
    }
}

/// A cell and a comma.
pub(crate) fn csv_cell(out: &mut Vec<u8>, cell: &str) {
    let is_plain = !cell.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r'));
    if is_plain {
        out.extend_from_slice(cell.as_bytes());
    } else {
        out.push(b'"');
        for byte in cell.bytes() {
            if byte == b'"' {
                out.push(b'"');
            }
            out.push(byte);
        }
        out.push(b'"');
    }
    out.push(b',');
}

/// In the place of the last comma.
pub(crate) fn end_line(out: &mut Vec<u8>) {
    out.pop();
    out.push(b'\n');
}

impl Form for JsonRows {
    fn added(&self) -> &[&str] {
        &JSON
    }

    fn row(&self, row: &Row<'_>, out: &mut Vec<u8>) {
        match row.object().and_then(|object| object.trim_end().strip_suffix('}')) {
            Some(object) => out.extend_from_slice(object.trim_end().as_bytes()),
            None => own_fields(row, out),
        }
        let Row { advice, places, .. } = *row;
        let amount = |out: &mut Vec<u8>, name: &str, amount: Option<i128>| {
            let _ = write!(out, ",\"{name}\":");
            json_amount(out, amount, places);
        };
        let range = |out: &mut Vec<u8>, name: &str, Range { low, high, .. }: Range<i128>, is_known: bool| {
            let _ = write!(out, ",\"{name}\":{{\"low\":");
            json_amount(out, Some(low), places);
            out.extend_from_slice(b",\"high\":");
            json_amount(out, is_known.then_some(high), places);
            out.push(b'}');
        };
        let is_known = advice.is_complete;
        let _ = write!(out, ",\"line\":{}", row.line());
        amount(out, "monthly", known(&advice, advice.monthly.typical));
        range(out, "range", advice.monthly, is_known);
        let _ = write!(
            out,
            ",\"kmsRequests\":{},\"freeRequests\":{},\"keysCharged\":{},\"cheapest\":\"{}\"",
            advice.kms_requests.typical,
            advice.free_requests,
            advice.keys,
            advice.cheapest.id()
        );
        amount(out, "cheapestMonthly", known(&advice, advice.cheapest_monthly.typical));
        range(out, "cheapestRange", advice.cheapest_monthly, is_known);
        amount(out, "saving", Some(advice.saving.typical));
        range(out, "savingRange", advice.saving, true);
        out.extend_from_slice(b",\"reason\":\"");
        reason(out, advice.reason);
        out.push(b'"');
        amount(out, "once", advice.once);
        match advice.payback_months() {
            Some(months) => {
                let _ = write!(out, ",\"paybackMonths\":{months}}}");
            }
            None => out.extend_from_slice(b",\"paybackMonths\":null}"),
        }
        out.push(b'\n');
    }
}

/// The cells of a CSV file by the names of its header: counts as numbers, everything else as text.
fn own_fields(row: &Row<'_>, out: &mut Vec<u8>) {
    out.push(b'{');
    for (index, (name, cell)) in row.names().zip(row.cells()).enumerate() {
        if index > 0 {
            out.push(b',');
        }
        json_text(out, name);
        out.push(b':');
        let is_count = Column::ALL.iter().any(|column| column.is_count() && column.name() == name);
        match cell.trim() {
            "" if is_count => out.extend_from_slice(b"null"),
            digits if is_count && is_whole(digits) => out.extend_from_slice(digits.as_bytes()),
            _ => json_text(out, cell),
        }
    }
}

/// A whole number as JSON writes one.
fn is_whole(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'))
}

fn json_text(out: &mut Vec<u8>, text: &str) {
    // Text is always JSON, and writing to memory does not fail.
    let _ = serde_json::to_writer(out, text);
}

fn json_amount(out: &mut Vec<u8>, amount: Option<i128>, places: u32) {
    let Some(amount) = amount else {
        out.extend_from_slice(b"null");
        return;
    };
    out.push(b'"');
    write_amount(out, amount, places);
    out.push(b'"');
}

/// A bucket and its figures: the file's own fields, whatever they are, and these behind them.
// For the schema; rows are written without it, a million of them in a second.
#[allow(dead_code, reason = "its fields are described, not read")]
#[derive(JsonSchema)]
#[schemars(rename = "PortfolioRow", rename_all = "camelCase", extend("additionalProperties" = true))]
pub(crate) struct RowJson {
    /// The line of the file on which the bucket stands.
    #[schemars(range(min = 1))]
    line: u64,
    /// US dollars a month today; `null` where a part is unknown.
    monthly: Option<Money>,
    /// US dollars a month today from the least to the most.
    range: RangeJson,
    /// Symmetric requests to KMS in the month.
    kms_requests: u64,
    /// Those that the account's free tier pays for.
    free_requests: u64,
    /// Customer managed keys that the bucket is charged for; 0 where another bucket is charged for the same key.
    keys_charged: u64,
    /// The cheapest option with the same security; today's where none is cheaper.
    cheapest: EncryptionOption,
    /// US dollars a month with it; `null` where a part is unknown.
    cheapest_monthly: Option<Money>,
    /// The same from the least to the most.
    cheapest_range: RangeJson,
    /// US dollars a month that it saves.
    saving: Money,
    /// The same from the least to the most.
    saving_range: RangeJson,
    /// Why.
    reason: String,
    /// US dollars, once, to encrypt the existing objects again; `null` where nothing changes, or it is not known how many
    /// there are.
    once: Option<Money>,
    /// Whole months after which the saving has paid that; `null` where it is not known.
    payback_months: Option<u64>,
}

/// From the least to the most.
#[allow(dead_code, reason = "its fields are described, not read")]
#[derive(JsonSchema)]
#[schemars(rename = "RowRange")]
struct RangeJson {
    /// As little as it can be.
    low: Money,
    /// As much as it can be; `null` where a part is unknown.
    high: Option<Money>,
}
