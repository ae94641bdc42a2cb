//! Reads [AWS Price List bulk files] into a price book of `sse-pricing`.
//!
//! AWS publishes what it charges as one file for each service, its *offer*, in JSON and in CSV, with every Region or with one.
//! Three of them hold what encrypting S3 costs: `awskms`, `AmazonS3`, `AWSCloudTrail`. All three make a [`PriceBook`]:
//!
//! ```
//! use sse_price_list::PriceList;
//! # fn file(name: &str) -> std::io::Result<std::fs::File> {
//! #     std::fs::File::open(format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR")))
//! # }
//!
//! let mut list = PriceList::of_regions(["eu-central-1"]);
//! for name in ["awskms.json", "AmazonS3.csv", "AWSCloudTrail.json"] {
//!     list.read(name, file(name)?)?;
//! }
//! let book = list.into_book()?;
//! assert_eq!(book.published(), "2026-09-28");
//! assert_eq!(book.region("eu-central-1")?.kms_request.dollars().to_string(), "0.000003");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # How rows are found
//!
//! By their usage type, compared as a whole behind the prefix of the Region, never by a part of it: beside
//! `us-east-1-KMS-Requests` stand `us-east-1-KMS-Requests-Asymmetric` and others at up to 400 times the price.
//! `usage.rs` lists them with their sources. The Region is the attribute `regionCode`; a usage type whose prefix
//! is another Region's is an error.
//!
//! A row that is missing or doubled, tiers that are not the known ones, a unit, a currency, a format version that is not: an
//! error that names the file and the place. Nothing is guessed, and there is no book of a part.
//!
//! # Memory
//!
//! Files are read as a stream, and only rows of the book are kept: half a gigabyte takes some megabytes.
//!
//! # Scope
//!
//! On-demand prices in US dollars. No I/O but through [`std::io::Read`]: fetching, unpacking and writing files is for others.
//!
//! [AWS Price List bulk files]: https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/price-changes.html

#![forbid(unsafe_code)]

mod book;
mod error;
mod file;
mod header;
mod offer;
mod rate;
mod read_csv;
mod read_json;
mod region_code;
mod sniff;
mod usage;

pub use error::{Error, Result};

use crate::book::Rows;
use crate::error::Problem;
use crate::file::File;
use crate::sniff::Format;
use sse_pricing::PriceBook;
use std::collections::BTreeSet;
use std::io::Read;

/// Price List files, read one after the other, and the price book that they make together.
#[derive(Debug, Default)]
pub struct PriceList {
    /// The Regions that count; none are all.
    only: BTreeSet<String>,
    rows: Rows,
    /// Why a file was not taken. What is left makes no book.
    refused: Option<Error>,
}

impl PriceList {
    /// Of every Region that the files hold.
    #[must_use]
    pub fn new() -> PriceList {
        PriceList::default()
    }

    /// Of these Regions alone, by their codes. The files may hold others.
    pub fn of_regions<I: IntoIterator<Item: Into<String>>>(codes: I) -> PriceList {
        PriceList { only: codes.into_iter().map(Into::into).collect(), ..PriceList::default() }
    }

    /// Reads a file of one of the three offers, JSON or CSV, of one Region or of all. There may be several files of an offer, of
    /// different Regions. `name` is what errors call it.
    ///
    /// # Errors
    /// A file that cannot be read, is cut short, is of another offer or of another structure than is known, or holds a row that
    /// was read before.
    pub fn read(&mut self, name: &str, source: impl Read) -> Result<()> {
        let read = self.take(source).map_err(|problem| problem.in_file(name));
        if let Err(error) = &read {
            self.refused = Some(error.clone());
        }
        read
    }

    fn take(&mut self, source: impl Read) -> std::result::Result<(), Problem> {
        let (format, source) = sniff::format(source)?;
        let mut file = File::new(&self.only);
        match format {
            Format::Json => read_json::read(source, &mut file)?,
            Format::Csv => read_csv::read(source, &mut file)?,
        }
        self.rows.take(file.finish()?)
    }

    /// The price book, dated with the latest publication of the files.
    ///
    /// # Errors
    /// A file that [`read`](PriceList::read) refused, an offer of which no file was read, a Region of which a price is missing, a free tier that is not 20,000 KMS requests, S3
    /// Batch Operations at several prices.
    pub fn into_book(self) -> Result<PriceBook> {
        match self.refused {
            Some(error) => Err(error),
            None => self.rows.into_book(&self.only),
        }
    }
}
