//! The CSV form, read as a stream: five lines on the file, the columns, then a row for each price dimension.

use crate::error::Problem;
use crate::file::File;
use crate::rate::RawRate;
use crate::usage::Attributes;
use csv::StringRecord;
use std::io::{BufRead, Read};

/// Reads a whole file.
pub(crate) fn read(source: impl BufRead, file: &mut File<'_>) -> Result<(), Problem> {
    let mut source = LastBytes { source, last: [0; 2] };
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(&mut source);
    let read = rows(&mut reader, file);
    let is_end = matches!(reader.read_record(&mut StringRecord::new()), Ok(false));
    let line = reader.position().line();
    drop(reader);
    let is_whole = match (&read, source.last) {
        (_, [_, b'\n']) => true,
        // A row that ends in the middle of its last cell has all its cells.
        (Ok(()), [before, last]) => last == b'"' && before != b',',
        (Err(_), _) => !is_end,
    };
    if is_whole { read } else { Err(Problem::cut_short(format!("line {line}"))) }
}

fn rows<R: Read>(reader: &mut csv::Reader<R>, file: &mut File<'_>) -> Result<(), Problem> {
    let mut record = StringRecord::new();
    let header = &mut file.header;
    let fields = [
        ("FormatVersion", Some(&mut header.format_version)),
        ("Disclaimer", None),
        ("Publication Date", Some(&mut header.publication_date)),
        ("Version", Some(&mut header.version)),
        ("OfferCode", Some(&mut header.offer_code)),
    ];
    for (name, field) in fields {
        let line = next(reader, &mut record)?.ok_or_else(|| Problem::cut_short("in the header"))?;
        if record.get(0) != Some(name) {
            let found = record.get(0).unwrap_or_default();
            return Err(Problem::new(format!("line {line}: {found:?} is not {name}, no Price List file")));
        }
        if let Some(field) = field {
            *field = record.get(1).map(str::to_owned);
        }
    }
    file.begin_prices()?;
    let line = next(reader, &mut record)?.ok_or_else(|| Problem::cut_short("in the header"))?;
    let columns = Columns::find(&record).map_err(|problem| problem.before(format!("line {line}")))?;
    while let Some(line) = next(reader, &mut record)? {
        let place = format!("line {line}");
        if record.len() != columns.count {
            let message = format!("{} cells, not {} as there are columns", record.len(), columns.count);
            return Err(Problem::new(message).before(place));
        }
        row(&record, &columns, file).map_err(|problem| problem.before(place))?;
    }
    Ok(())
}

/// The next record and the line that it begins on; `None` at the end.
fn next<R: Read>(reader: &mut csv::Reader<R>, record: &mut StringRecord) -> Result<Option<u64>, Problem> {
    let place = reader.position().line();
    let more = reader.read_record(record).map_err(|error| match error.into_kind() {
        csv::ErrorKind::Io(error) => Problem::new(format!("cannot be read: {error}")),
        csv::ErrorKind::Utf8 { .. } => Problem::new(format!("line {place}: is not UTF-8")),
        _ => Problem::new(format!("line {place}: is no row")),
    })?;
    let line = record.position().map_or(place, csv::Position::line);
    Ok(more.then_some(line))
}

fn row(record: &StringRecord, columns: &Columns, file: &mut File<'_>) -> Result<(), Problem> {
    let cell = |column: usize| record.get(column).unwrap_or_default();
    let optional = |column: Option<usize>| column.map_or("", cell);
    if cell(columns.term_type) != "OnDemand" {
        return Ok(());
    }
    let sku = cell(columns.sku);
    if !file.wants(sku) {
        let attributes = Attributes {
            usage_type: cell(columns.usage_type),
            region_code: cell(columns.region_code),
            location: cell(columns.location),
            location_type: cell(columns.location_type),
            group: optional(columns.group),
            volume_type: optional(columns.volume_type),
        };
        if !file.product(sku, &attributes)? {
            return Ok(());
        }
    }
    let raw = RawRate {
        begin: cell(columns.begin),
        end: cell(columns.end),
        unit: cell(columns.unit),
        currency: cell(columns.currency),
        price: cell(columns.price),
    };
    file.rate(sku, cell(columns.term), raw)
}

/// Where each column stands. An offer has a column only for the attributes that its products have.
struct Columns {
    count: usize,
    sku: usize,
    term: usize,
    term_type: usize,
    begin: usize,
    end: usize,
    unit: usize,
    price: usize,
    currency: usize,
    location: usize,
    location_type: usize,
    usage_type: usize,
    region_code: usize,
    group: Option<usize>,
    volume_type: Option<usize>,
}

impl Columns {
    fn find(header: &StringRecord) -> Result<Columns, Problem> {
        let optional = |name: &str| {
            let mut found = header.iter().enumerate().filter(|(_, column)| *column == name);
            let first = found.next().map(|(index, _)| index);
            if found.next().is_some() {
                return Err(Problem::new(format!("the column {name:?} is there twice")));
            }
            Ok(first)
        };
        let column = |name: &str| {
            let missing = || {
                Problem::new(format!("the column {name:?} is missing: the structure of the file has changed"))
            };
            optional(name)?.ok_or_else(missing)
        };
        Ok(Columns {
            count: header.len(),
            sku: column("SKU")?,
            term: column("OfferTermCode")?,
            term_type: column("TermType")?,
            begin: column("StartingRange")?,
            end: column("EndingRange")?,
            unit: column("Unit")?,
            price: column("PricePerUnit")?,
            currency: column("Currency")?,
            location: column("Location")?,
            location_type: column("Location Type")?,
            usage_type: column("usageType")?,
            region_code: column("Region Code")?,
            group: optional("Group")?,
            volume_type: optional("Volume Type")?,
        })
    }
}

/// A reader that knows what came last.
struct LastBytes<R> {
    source: R,
    last: [u8; 2],
}

impl<R: Read> Read for &mut LastBytes<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.source.read(buffer)?;
        self.last = match buffer.get(..read) {
            Some([.., before, last]) => [*before, *last],
            Some([last]) => [self.last[1], *last],
            _ => self.last,
        };
        Ok(read)
    }
}
