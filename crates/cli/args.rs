//! The workload flags and `--workload FILE`, the same for every subcommand that takes a workload.
//!
//! Every flag is taken as text and parsed by `sse_pricing::parse`, so that a message is the same here and on the page. A
//! flag that is not given leaves the library's default as assumed, or what the file says.

use crate::bucket_key_args::BucketKeyArgs;
use crate::failure::{Failure, Result};
use crate::workload_file;
use clap::Args;
use sse_pricing::{Assumable, Comparison, PriceBook, Workload, parse};
use std::borrow::Cow;
use std::path::PathBuf;

/// How much is written and read: `--documents`, or `--uploads` and `--downloads`.
#[derive(Args)]
#[command(next_help_heading = "Volume")]
pub(crate) struct VolumeArgs {
    /// Documents a month, each uploaded and downloaded once: 0 to 10^15, such as 20000, 20k, 1.5M, 2B or 1_000_000
    #[arg(long, value_name = "N", conflicts_with_all = ["uploads", "downloads"], allow_negative_numbers = true)]
    documents: Option<String>,
    /// Uploads a month: 0 to 10^15 [default: 0 where downloads are given]
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    uploads: Option<String>,
    /// Downloads a month: 0 to 10^15 [default: 0 where uploads are given]
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    downloads: Option<String>,
}

/// Everything else about the month.
#[derive(Args)]
#[command(next_help_heading = "Workload")]
pub(crate) struct InputArgs {
    /// Read the workload from a JSON file, - for standard input: what "workload" holds in the JSON output; flags override it
    #[arg(long, value_name = "FILE")]
    workload: Option<PathBuf>,
    /// Region by its code, one of `sse-cost prices list` [default: us-east-1]
    #[arg(long, value_name = "CODE")]
    region: Option<String>,
    /// Size of an object: 1 B to 48.8 TiB, such as 4MiB or 10MB [default: unknown, and DSSE-KMS has no total]
    #[arg(long, value_name = "SIZE", allow_negative_numbers = true)]
    object_size: Option<String>,
    /// Customer managed KMS keys: 1 to 1,000,000 [default: 1]
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    keys: Option<String>,
    /// Free KMS requests left in the account this month: 0 (none left) to 20,000 [default: 20000]
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    free_requests: Option<String>,
    #[command(flatten)]
    bucket_key: BucketKeyArgs,
}

/// A whole workload.
#[derive(Args)]
pub(crate) struct WorkloadArgs {
    #[command(flatten)]
    volume: VolumeArgs,
    #[command(flatten)]
    inputs: InputArgs,
}

impl WorkloadArgs {
    /// The workload that the flags and the file describe.
    pub(crate) fn workload(&self) -> Result<Workload> {
        let VolumeArgs { documents, uploads, downloads } = &self.volume;
        if documents.is_none() && uploads.is_none() && downloads.is_none() && self.inputs.workload.is_none() {
            let allowed = "required: give the documents of a month such as 20k or 1.5M, or --uploads and --downloads, or \
                           --workload FILE";
            return Err(Failure::new("--documents", allowed));
        }
        let mut workload = self.inputs.workload()?;
        if let Some(documents) = documents {
            workload.uploads = parse::count("--documents", documents)?;
            workload.downloads = workload.uploads;
        }
        if let Some(uploads) = uploads {
            workload.uploads = parse::count("--uploads", uploads)?;
        }
        if let Some(downloads) = downloads {
            workload.downloads = parse::count("--downloads", downloads)?;
        }
        Ok(workload)
    }

    /// Every option's cost of that workload.
    pub(crate) fn compare<'a>(&self, workload: &'a Workload, book: &'a PriceBook) -> Result<Comparison<'a>> {
        self.inputs.compare(workload, book)
    }
}

impl InputArgs {
    /// The file's workload, or one without uploads and downloads, with every flag set on it.
    pub(crate) fn workload(&self) -> Result<Workload> {
        let mut workload = match &self.workload {
            Some(path) => workload_file::read(path)?,
            None => Workload::documents("us-east-1", 0)?,
        };
        if let Some(region) = &self.region {
            workload.region = Cow::Owned(region.clone());
        }
        if let Some(size) = &self.object_size {
            workload.object_size = Some(parse::bytes("--object-size", size)?);
        }
        if let Some(keys) = &self.keys {
            workload.keys = parse::count("--keys", keys)?;
        }
        if let Some(free) = &self.free_requests {
            workload.free_requests = Assumable::Given(parse::count("--free-requests", free)?);
        }
        self.bucket_key.apply(&mut workload.bucket_key)?;
        Ok(workload)
    }

    /// Every option's cost of the workload that these flags made.
    pub(crate) fn compare<'a>(&self, workload: &'a Workload, book: &'a PriceBook) -> Result<Comparison<'a>> {
        Comparison::new(workload, book).map_err(|error| self.failure(&error))
    }

    /// The library's error under the name that the user typed: the flag, or the field of the file.
    fn failure(&self, error: &sse_pricing::Error) -> Failure {
        match (self.flag(error.field()), &self.workload) {
            (Some((flag, text, unit)), _) => Failure::of_flag(flag, text, unit, error),
            (None, Some(path)) => Failure::new(workload_file::subject(path), error),
            (None, None) => Failure::from(error.clone()),
        }
    }

    /// The flag that set a field, by the field's name in the JSON; what was typed; and the unit that the field counts in.
    fn flag(&self, field: &str) -> Option<(&'static str, &str, &'static str)> {
        let (flag, text, unit) = match field {
            "region" => ("--region", &self.region, ""),
            "objectSize" => ("--object-size", &self.object_size, ""),
            "keys" => ("--keys", &self.keys, ""),
            "freeRequests" => ("--free-requests", &self.free_requests, ""),
            _ => return self.bucket_key.flag(field),
        };
        text.as_deref().map(|text| (flag, text, unit))
    }
}
