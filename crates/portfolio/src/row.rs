//! A bucket as it is written: what the file says of it, and its figures.

use crate::advice::Advice;
use crate::batch::Batch;
use crate::column::{COLUMNS, Column};
use crate::records::{Layout, Record};
use sse_pricing::RegionPrices;

/// A bucket's month of use, with what an empty cell stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    /// Objects written.
    pub uploads: u64,
    /// Objects read.
    pub downloads: u64,
    /// Bytes of each object; `None` where it is not known.
    pub object_bytes: Option<u64>,
    /// Roles, users or accounts that send the requests.
    pub requesters: u64,
}

/// A row of the output.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    pub(crate) record: Record<'a>,
    pub(crate) layout: &'a Layout,
    /// The prices of its Region.
    pub prices: &'a RegionPrices,
    pub(crate) batch: &'a Batch,
    /// Its place in the batch.
    pub(crate) index: usize,
    /// Its figures.
    pub advice: Advice,
    /// Decimal places of its amounts.
    pub places: u32,
}

impl<'a> Row<'a> {
    /// The line of the file on which it begins, from 1.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.record.line
    }

    /// Its month of use.
    #[must_use]
    pub fn month(&self) -> Month {
        self.batch.month(self.index)
    }

    /// A known column's text; empty where the file does not have it.
    #[must_use]
    pub fn text(&self, column: Column) -> &'a str {
        self.layout.places().of_column(column).map_or("", |place| self.record.text(place).trim_ascii())
    }

    /// Every cell of the file, in the order of its header; of JSON Lines the known columns in order.
    pub fn cells(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let cells = match self.layout {
            Layout::Csv { .. } => self.record.len(),
            Layout::JsonLines { .. } => COLUMNS,
        };
        let record = self.record;
        (0..cells).map(move |cell| record.text(cell))
    }

    /// The line as it stands in a file of CSV, without its end, where no cell of it needs a quotation mark.
    #[must_use]
    pub fn plain_line(&self) -> Option<&'a str> {
        self.record.plain()
    }

    /// The names of those cells.
    pub fn names(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let (header, known): (&[String], &[Column]) = match self.layout {
            Layout::Csv { header, .. } => (header, &[]),
            Layout::JsonLines { .. } => (&[], &Column::ALL),
        };
        header.iter().map(String::as_str).chain(known.iter().map(|column| column.name()))
    }

    /// The object as it stands in the file, where that is JSON Lines.
    #[must_use]
    pub fn object(&self) -> Option<&'a str> {
        match self.layout {
            Layout::Csv { .. } => None,
            Layout::JsonLines { .. } => Some(self.record.text(COLUMNS)),
        }
    }
}
