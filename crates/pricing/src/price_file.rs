//! A price book as a CSV file, in the format of the table that is compiled in.
//!
//! ```text
//! # published: 2025-06-05
//! # currency: USD
//! # source: ...
//! # s3_batch_job: 0.25
//! # s3_batch_object: 0.000001
//! region,name,kms_key_month,kms_request,...
//! eu-west-1,EU (Ireland),1,0.000003,...
//! ```
//!
//! Lines that begin with `#` above the table are comments, but for those five. One row a Region, in any order.

use crate::columns::{EVERYWHERE, NAMES, PREAMBLE, PRICES};
use crate::prices::{PriceBook, PriceRow, RegionPrices};
use crate::{Error, Result, parse};
use csv::StringRecord;
use rust_decimal::Decimal;
use std::collections::HashMap;

/// The first line of a file, for people.
const TITLE: &str =
    "What AWS charges for encrypting S3, and S3's own prices beside it. One row a Region, US dollars.";

impl PriceBook {
    /// Reads a price file.
    ///
    /// ```
    /// use sse_pricing::PriceBook;
    ///
    /// let file = PriceBook::builtin().to_csv();
    /// assert_eq!(&PriceBook::from_csv(&file)?, PriceBook::builtin());
    ///
    /// let error = PriceBook::from_csv(&file.replace("0.0405", "-0.0405")).unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "line 36, sa-east-1, s3_storage_gb_month_to_50_tb: \"-0.0405\" is not a price from 0, to at most 12 decimal \
    ///      places, such as 0.000003",
    /// );
    /// # Ok::<(), sse_pricing::Error>(())
    /// ```
    ///
    /// # Errors
    /// A line above the table or a column that is missing, doubled or unknown; a Region that is listed twice; a cell that is
    /// no price. The error names the line, the Region, the column, the value and what is allowed.
    pub fn from_csv(text: &str) -> Result<PriceBook> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let [published, currency, source] = preamble(text, PREAMBLE)?;
        if currency != "USD" {
            return Err(Error::invalid("# currency", currency, "USD, the one currency that is understood"));
        }
        let mut everywhere = [Decimal::ZERO; EVERYWHERE.len()];
        let prices = EVERYWHERE.into_iter().zip(preamble(text, EVERYWHERE)?);
        for (dollars, (field, value)) in everywhere.iter_mut().zip(prices) {
            *dollars =
                parse::dollars("price", value).map_err(|error| error.with_field(format!("# {field}")))?;
        }
        PriceBook::new(published, source, everywhere, rows(text)?)
    }

    /// Writes a price file: AWS's published prices. What is agreed with AWS, discounts and private prices, stays out of it.
    ///
    /// The same book always gives the same text.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let mut text = format!("# {TITLE}\n");
        let published = |row: PriceRow| row.list.unwrap_or(row.dollars).normalize().to_string();
        let values = [self.published(), self.currency(), self.source()].map(str::to_owned);
        let values = values.into_iter().chain(self.rows().map(published));
        for (field, value) in PREAMBLE.into_iter().chain(EVERYWHERE).zip(values) {
            text.push_str(&format!("# {field}: {value}\n"));
        }
        let mut table = csv::Writer::from_writer(Vec::new());
        let mut write = |row: &[&str]| table.write_record(row).is_ok();
        let columns: Vec<&str> = columns().collect();
        let mut whole = write(&columns);
        for prices in self.regions() {
            let cells = prices.rows().map(published);
            let names = [prices.region.as_ref(), prices.name.as_ref()];
            let row: Vec<&str> = names.into_iter().chain(cells.iter().map(String::as_str)).collect();
            whole &= write(&row);
        }
        // Writing to memory fails for want of memory only, and then not by a value.
        debug_assert!(whole, "every row has a cell for each column");
        text.push_str(&String::from_utf8_lossy(&table.into_inner().unwrap_or_default()));
        text
    }
}

fn columns() -> impl Iterator<Item = &'static str> {
    NAMES.into_iter().chain(PRICES.into_iter().map(|(column, _)| column))
}

/// The values of lines above the table.
fn preamble<'a, const N: usize>(text: &'a str, fields: [&str; N]) -> Result<[&'a str; N]> {
    let mut values = [""; N];
    for (slot, field) in values.iter_mut().zip(fields) {
        let named =
            |line: &'_ &str| line.trim_start_matches('#').trim_start().starts_with(&format!("{field}:"));
        let mut lines = text.lines().take_while(|line| line.starts_with('#')).filter(named);
        let line = lines.next().unwrap_or_default();
        let value = line.split_once(':').map_or("", |(_, value)| value.trim());
        if value.is_empty() || lines.next().is_some() {
            let allowed = format!("given once, on a line \"# {field}: ...\" above the table");
            return Err(Error::invalid(format!("# {field}"), value, allowed));
        }
        *slot = value;
    }
    Ok(values)
}

fn rows(text: &str) -> Result<Vec<RegionPrices>> {
    let (comments, table) = split_comments(text);
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(table.as_bytes());
    let line = |at: Option<&csv::Position>| at.map_or(0, csv::Position::line).saturating_add(comments);
    let mut records = reader.records().map(|record| match record {
        Ok(record) => Ok((line(record.position()), record)),
        Err(error) => {
            Err(Error::invalid(format!("line {}", line(error.position())), error, "a row of a price file"))
        }
    });
    let (line, header) = records.next().transpose()?.unwrap_or_default();
    check_columns(line, &header)?;
    let mut lines = HashMap::new();
    let mut regions = Vec::new();
    for record in records {
        let (line, record) = record?;
        let prices = region(line, &record)?;
        if let Some(first) = lines.insert(prices.region.clone(), line) {
            let allowed = format!("a Region of its own: line {first} holds it too");
            return Err(Error::invalid(format!("line {line}, region"), prices.region, allowed));
        }
        regions.push(prices);
    }
    Ok(regions)
}

/// How many lines of comments stand above the table, and the table.
fn split_comments(text: &str) -> (u64, &str) {
    let (mut comments, mut table) = (0_u64, text);
    while table.starts_with('#') {
        table = table.split_once('\n').map_or("", |(_, rest)| rest);
        comments = comments.saturating_add(1);
    }
    (comments, table)
}

/// The columns are those that are known, all of them, in their order.
fn check_columns(line: u64, header: &StringRecord) -> Result<()> {
    let known = || columns().collect::<Vec<_>>().join(", ");
    let at = format!("line {line}");
    if let Some(unknown) = header.iter().find(|column| !columns().any(|known| known == *column)) {
        return Err(Error::invalid(at, unknown, format!("one of the columns {}", known())));
    }
    if let Some(missing) = columns().find(|column| !header.iter().any(|given| given == *column)) {
        return Err(Error::invalid(at, missing, format!("among the columns, which must be {}", known())));
    }
    if header.iter().ne(columns()) {
        let given = header.iter().collect::<Vec<_>>().join(", ");
        return Err(Error::invalid(at, given, format!("each column once, in the order {}", known())));
    }
    Ok(())
}

fn region(line: u64, record: &StringRecord) -> Result<RegionPrices> {
    let mut cells = record.iter();
    let mut next = || cells.next().unwrap_or_default().to_owned();
    let (region, name) = (next(), next());
    let at = |column: &str| format!("line {line}, {region}, {column}");
    if record.len() != columns().count() {
        let allowed = format!("{}, a cell for each column", columns().count());
        return Err(Error::invalid(at("cells"), record.len(), allowed));
    }
    let mut dollars = [Decimal::ZERO; PRICES.len()];
    for ((dollars, (column, _)), cell) in dollars.iter_mut().zip(PRICES).zip(cells) {
        *dollars = parse::dollars("price", cell).map_err(|error| error.with_field(at(column)))?;
    }
    RegionPrices::new(region, name, dollars)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = include_str!("../prices/2025-06-05.csv");

    #[test]
    fn the_compiled_in_table_reads_back_as_the_compiled_in_book() {
        assert_eq!(&PriceBook::from_csv(TABLE).unwrap(), PriceBook::builtin());
        assert_eq!(PriceBook::builtin().to_csv(), TABLE);
    }

    #[test]
    fn another_editor_s_line_ends_and_mark_do_not_matter() {
        let text = format!("\u{feff}{}", TABLE.replace('\n', "\r\n"));
        assert_eq!(&PriceBook::from_csv(&text).unwrap(), PriceBook::builtin());
    }

    #[track_caller]
    fn refused(from: &str, to: &str, message: &str) {
        assert!(TABLE.contains(from), "{from}");
        let error = PriceBook::from_csv(&TABLE.replacen(from, to, 1)).unwrap_err();
        assert!(error.to_string().starts_with(message), "{error}");
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place() {
        refused("# published: 2025-06-05\n", "", "# published: \"\" is not given once");
        refused(
            "# currency: USD",
            "# currency: USD\n# currency: USD",
            "# currency: \"USD\" is not given once",
        );
        refused("# currency: USD", "# currency: EUR", "# currency: \"EUR\" is not USD");
        refused("# s3_batch_job: 0.25", "# s3_batch_job: free", "# s3_batch_job: \"free\" is not a price");
        refused("2025-06-05", "2025-02-29", "published: \"2025-02-29\" is not a day");
        refused("2025-06-05", "5 June 2025", "published: \"5 June 2025\" is not a day");
        refused(
            "kms_request,",
            "kms_requests,",
            "line 7: \"kms_requests\" is not one of the columns region, ",
        );
        refused(",kms_request,", ",", "line 7: \"kms_request\" is not among the columns");
        refused("region,name,", "name,region,", "line 7: \"name, region, kms_key_month");
        refused(
            "kms_request,",
            "kms_request,kms_request,",
            "line 7: \"region, name, kms_key_month, kms_request",
        );
        refused(
            "ap-east-1,Asia Pacific (Hong Kong)",
            "af-south-1,Cape Town again",
            "line 9, region: \"af-south-1\" is not a Region of its own: line 8 holds it too",
        );
        refused("(Cape Town),1,", "(Cape Town),", "line 8, af-south-1, cells: \"12\" is not 13");
        refused("(Cape Town),1,", "(Cape Town),1,1,", "line 8, af-south-1, cells: \"14\" is not 13");
        let at = "line 8, af-south-1, kms_key_month:";
        refused("(Cape Town),1,", "(Cape Town),,", &format!("{at} \"\" is not a price"));
        refused("(Cape Town),1,", "(Cape Town),-1,", &format!("{at} \"-1\" is not a price"));
        refused("(Cape Town),1,", "(Cape Town),1e-3,", &format!("{at} \"1e-3\" is not a price"));
        let fine = "0.0000000000001";
        refused(
            "(Cape Town),1,",
            &format!("(Cape Town),{fine},"),
            &format!("{at} \"{fine}\" is not a price"),
        );
        let finer = format!("0.1{}1", "0".repeat(40));
        refused(
            "(Cape Town),1,",
            &format!("(Cape Town),{finer},"),
            &format!("{at} \"{finer}\" is not a price"),
        );
        refused("af-south-1,", "Cape Town,", "region: \"Cape Town\" is not the code of a Region");
        refused("Africa (Cape Town)", "", "af-south-1, name: \"\" is not");
    }

    #[test]
    fn a_file_without_a_region_is_no_price_file() {
        let header: String = TABLE.lines().take(7).map(|line| format!("{line}\n")).collect();
        let error = PriceBook::from_csv(&header).unwrap_err();
        assert_eq!(error.to_string(), "regions: \"0\" is not at least one Region");
        assert!(PriceBook::from_csv("").is_err());
        assert!(PriceBook::from_csv("{}").is_err());
    }
}
