//! `sse-cost prices import`: a price file from AWS Price List files.

use crate::failure::{Failure, Result};
use crate::progress::Progress;
use crate::text::plural;
use clap::Args;
use sse_price_list::PriceList;
use sse_pricing::PriceBook;
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Make a price file from AWS Price List files
///
/// Reads the bulk files that AWS publishes for awskms, AmazonS3 and AWSCloudTrail, JSON or CSV, of one Region or of all: all
/// three offers are needed, in any order. A price that is missing, doubled or of a structure that is not known is an error,
/// and nothing is written. Every other command takes the file by --prices.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Import {
    /// Price List files, such as awskms.json AmazonS3.csv AWSCloudTrail.json
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Code of a Region to import, may be repeated [default: every Region of the files]
    #[arg(long, value_name = "CODE")]
    region: Vec<String>,
    /// Price file to write, - for standard output
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Write the price file in the place of one that is there
    #[arg(long)]
    force: bool,
}

const EXAMPLES: &str = "\
Where AWS publishes them:
  https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/awskms/current/index.json
  https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonS3/current/index.csv
  https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AWSCloudTrail/current/eu-west-1/index.json

Example:
  sse-cost prices import awskms.json AmazonS3.csv AWSCloudTrail.json --region eu-west-1 --out prices.csv";

impl Import {
    /// What goes to standard output.
    pub(crate) fn run(&self) -> Result<String> {
        let to_stdout = self.out.as_os_str() == "-";
        if !to_stdout {
            self.check_free()?;
        }
        let book = self.read()?;
        let text = book.to_csv();
        if to_stdout {
            return Ok(text);
        }
        self.write(&text)?;
        let regions = plural(u64::try_from(book.regions().len()).unwrap_or(u64::MAX), "Region");
        Ok(format!("{}: {regions}, prices of {}\n", self.out.display(), book.published()))
    }

    fn read(&self) -> Result<PriceBook> {
        let mut list = PriceList::of_regions(self.region.iter().cloned());
        for path in &self.files {
            let name = path.display().to_string();
            let unread = |error| Failure::new(&name, format!("cannot be read: {error}"));
            let file = File::open(path).map_err(unread)?;
            let size = file.metadata().map_err(unread)?.len();
            let progress = Progress::new(file, &name, size);
            list.read(&name, progress).map_err(Failure::from)?;
        }
        list.into_book().map_err(Failure::from)
    }

    /// Refused before the files are read, which takes a while.
    fn check_free(&self) -> Result<()> {
        let taken = self.out.try_exists().map_err(|error| self.unwritten(&error))?;
        if taken && !self.force {
            return Err(Failure::new(self.subject(), "is there already; --force writes in its place"));
        }
        Ok(())
    }

    /// All of the file or nothing: into another one beside it, which then takes its name.
    fn write(&self, text: &str) -> Result<()> {
        let beside = beside(&self.out);
        let written = write_new(&beside, text)
            .map_err(|error| self.unwritten(&error))
            .and_then(|()| self.check_free())
            .and_then(|()| fs::rename(&beside, &self.out).map_err(|error| self.unwritten(&error)));
        if written.is_err() {
            // What is left of it is of no use; that it cannot be removed is no second error.
            let _ = fs::remove_file(&beside);
        }
        written
    }

    fn subject(&self) -> String {
        format!("--out {}", self.out.display())
    }

    fn unwritten(&self, error: &std::io::Error) -> Failure {
        Failure::new(self.subject(), format!("cannot be written: {error}"))
    }
}

/// `prices.csv.1234.part`, so that two imports do not write into one.
fn beside(path: &Path) -> PathBuf {
    let mut name = OsString::from(path.file_name().unwrap_or_default());
    name.push(format!(".{}.part", std::process::id()));
    path.with_file_name(name)
}

fn write_new(path: &Path, text: &str) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// Its message names the file, or says what the files lack together.
impl From<sse_price_list::Error> for Failure {
    fn from(error: sse_price_list::Error) -> Failure {
        match error.file() {
            Some(_) => Failure::message(error),
            None => Failure::new("FILE", error),
        }
    }
}
