//! Some rows of a portfolio as columns of numbers, for the pricing kernel.

use crate::column::Column;
use crate::error::BadRow;
use crate::key;
use crate::records::{Block, Layout, Record};
use crate::row::Month;
use sse_pricing::kernel::{Columns, KmsRequests, RegionIndex};
use sse_pricing::workload::MAX_COUNT;
use sse_pricing::{EncryptionOption, Error, Kernel, KmsKey, parse};

/// Rows that can be priced, a value of each in every column. Its memory is used again for the next rows.
#[derive(Default)]
pub(crate) struct Batch {
    /// The records behind the rows, by their place in the block.
    pub(crate) records: Vec<usize>,
    pub(crate) options: Vec<EncryptionOption>,
    pub(crate) regions: Vec<RegionIndex>,
    pub(crate) uploads: Vec<u64>,
    pub(crate) downloads: Vec<u64>,
    /// 0 where it is not known.
    pub(crate) object_bytes: Vec<u64>,
    pub(crate) requesters: Vec<u64>,
    pub(crate) existing_objects: Vec<Option<u64>>,
    /// What the row's own key is known by; `None` where it names none.
    pub(crate) identities: Vec<Option<u128>>,
    /// The account and the key as the ledger knows them, once it has seen the batch.
    pub(crate) accounts: Vec<u32>,
    pub(crate) keys: Vec<Option<u32>>,
    /// Requests by today's option.
    pub(crate) today: Vec<u64>,
    /// Requests by every option, where they are counted.
    pub(crate) requests: KmsRequests,
    pub(crate) bad: Vec<BadRow>,
    /// How many those are.
    pub(crate) left_out: u64,
}

/// What is counted of each row.
#[derive(Clone, Copy)]
pub(crate) enum Count {
    /// Its requests by today's option: enough to share a free tier out.
    Today,
    /// Its requests by every option.
    Every,
}

/// What an empty cell stands for.
#[derive(Clone, Copy)]
pub(crate) struct Empty {
    /// 0: not known.
    pub(crate) object_bytes: u64,
    pub(crate) requesters: u64,
}

/// A row's values.
#[derive(Clone, Copy)]
struct Row {
    option: EncryptionOption,
    region: RegionIndex,
    uploads: u64,
    downloads: u64,
    object_bytes: u64,
    requesters: u64,
    existing_objects: Option<u64>,
    key: Option<u128>,
}

impl Batch {
    /// Reads and counts every record of a block. What cannot be priced is a bad row.
    pub(crate) fn read(
        &mut self,
        block: &Block,
        layout: &Layout,
        kernel: &Kernel<'_>,
        empty: Empty,
        what: Count,
    ) {
        self.clear();
        self.bad.extend(block.bad.iter().cloned());
        for index in 0..block.len() {
            let Some(record) = block.record(index) else { continue };
            match row(record, layout, kernel, empty) {
                Ok(row) => self.push(index, row),
                Err(reason) => self.bad.push(BadRow { line: record.line, reason }),
            }
        }
        self.count(block, kernel, what);
        self.bad.sort_by_key(|bad| bad.line);
        self.left_out = self.bad.len() as u64;
    }

    /// Counts every row. Whatever is wrong with one is no error of the others.
    fn count(&mut self, block: &Block, kernel: &Kernel<'_>, what: Count) {
        while let Err(error) = self.try_count(kernel, what) {
            let Some(record) = self.records.get(error.row()).and_then(|index| block.record(*index)) else {
                break;
            };
            self.bad.push(BadRow { line: record.line, reason: named(error.error().clone()) });
            self.remove(error.row());
        }
    }

    /// Counts every row, up to the first that cannot be counted.
    pub(crate) fn try_count(&mut self, kernel: &Kernel<'_>, what: Count) -> sse_pricing::kernel::Result<()> {
        let mut today = std::mem::take(&mut self.today);
        let mut requests = std::mem::take(&mut self.requests);
        let columns = self.columns(None);
        let counted = match what {
            Count::Today => kernel.count_of(&columns, &self.options, &mut today),
            Count::Every => kernel.count(&columns, &mut requests).map(|()| {
                let rows = self.options.iter().enumerate();
                today.clear();
                today.extend(
                    rows.map(|(row, option)| requests.typical(*option).get(row).copied().unwrap_or(0)),
                );
            }),
        };
        (self.today, self.requests) = (today, requests);
        counted
    }

    /// As the kernel takes them.
    pub(crate) fn columns<'a>(&'a self, keys: Option<&'a [u64]>) -> Columns<'a> {
        Columns {
            regions: Some(&self.regions),
            object_bytes: Some(&self.object_bytes),
            requesters: Some(&self.requesters),
            keys,
            ..Columns::new(&self.uploads, &self.downloads)
        }
    }

    /// What a row's numbers are.
    pub(crate) fn month(&self, row: usize) -> Month {
        let at = |column: &[u64]| column.get(row).copied().unwrap_or(0);
        Month {
            uploads: at(&self.uploads),
            downloads: at(&self.downloads),
            object_bytes: Some(at(&self.object_bytes)).filter(|bytes| *bytes > 0),
            requesters: at(&self.requesters),
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.records.len()
    }

    fn push(&mut self, record: usize, row: Row) {
        self.records.push(record);
        self.options.push(row.option);
        self.regions.push(row.region);
        self.uploads.push(row.uploads);
        self.downloads.push(row.downloads);
        self.object_bytes.push(row.object_bytes);
        self.requesters.push(row.requesters);
        self.existing_objects.push(row.existing_objects);
        self.identities.push(row.key);
    }

    fn remove(&mut self, row: usize) {
        self.records.remove(row);
        self.options.remove(row);
        self.regions.remove(row);
        self.uploads.remove(row);
        self.downloads.remove(row);
        self.object_bytes.remove(row);
        self.requesters.remove(row);
        self.existing_objects.remove(row);
        self.identities.remove(row);
    }

    pub(crate) fn clear(&mut self) {
        self.records.clear();
        self.options.clear();
        self.regions.clear();
        self.uploads.clear();
        self.downloads.clear();
        self.object_bytes.clear();
        self.requesters.clear();
        self.existing_objects.clear();
        self.identities.clear();
        self.accounts.clear();
        self.keys.clear();
        self.today.clear();
        self.left_out = 0;
        self.bad.clear();
    }
}

fn row(record: Record<'_>, layout: &Layout, kernel: &Kernel<'_>, empty: Empty) -> Result<Row, String> {
    let width = layout.width();
    if record.len() != width {
        return Err(format!("{} fields where the header has {width}", record.len()));
    }
    let places = layout.places();
    let cell = |column| places.of_column(column).map_or("", |index| record.text(index).trim_ascii());
    let text = |column: Column| match cell(column) {
        "" => Err(format!("{}: \"\" is not a name", column.name())),
        text => Ok(text),
    };
    let account = text(Column::Account)?;
    text(Column::Bucket)?;
    let region = cell(Column::Region);
    let of = |column: Column| move |error: Error| error.with_field(column.name()).to_string();
    let option: EncryptionOption = cell(Column::Encryption).parse().map_err(of(Column::Encryption))?;
    let own_key = option.kms_key() == Some(KmsKey::CustomerManaged) || option.kms_key().is_none();
    let key = Some(cell(Column::Key)).filter(|key| own_key && !key.is_empty());
    let optional = |column| Some(cell(column)).filter(|text| !text.is_empty());
    let bytes = optional(Column::ObjectBytes)
        .map(|text| whole(text).map_or_else(|| parse::bytes("object_bytes", text), Ok));
    let requesters = optional(Column::Requesters).map(|text| match whole(text) {
        Some(requesters) if requesters <= 1_000_000 => Ok(requesters),
        _ => parse::count_within("requesters", text, 1, 1_000_000),
    });
    Ok(Row {
        option,
        region: kernel.region(region).map_err(|error| error.to_string())?,
        uploads: count(Column::Uploads, cell(Column::Uploads))?,
        downloads: count(Column::Downloads, cell(Column::Downloads))?,
        object_bytes: bytes.transpose().map_err(|error| error.to_string())?.unwrap_or(empty.object_bytes),
        requesters: requesters.transpose().map_err(|error| error.to_string())?.unwrap_or(empty.requesters),
        existing_objects: optional(Column::ExistingObjects)
            .map(|text| count(Column::ExistingObjects, text))
            .transpose()?,
        key: key.map(|key| key::identity(account, region, key)),
    })
}

/// A count as a person or a program writes it.
fn count(column: Column, text: &str) -> Result<u64, String> {
    match whole(text).filter(|count| *count <= MAX_COUNT) {
        Some(count) => Ok(count),
        None => parse::count(column.name(), text).map_err(|error| error.to_string()),
    }
}

/// Digits alone, as nearly every cell is; 0 is left to those who know whether it is allowed.
fn whole(text: &str) -> Option<u64> {
    // So many digits never overflow.
    if text.len() > 18 {
        return None;
    }
    let mut number = 0_u64;
    for byte in text.bytes() {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        number = number.wrapping_mul(10).wrapping_add(u64::from(digit));
    }
    Some(number).filter(|number| *number > 0)
}

/// The kernel's field by the name of its column.
fn named(error: Error) -> String {
    let column = match error.field() {
        "objectSize" => Column::ObjectBytes,
        "bucketKey.requesters" => Column::Requesters,
        _ => return error.to_string(),
    };
    error.with_field(column.name()).to_string()
}
