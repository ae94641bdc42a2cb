//! The workload flags and `--workload FILE`, the same for every subcommand that takes a workload.
//!
//! Every flag is taken as text and parsed by `sse_pricing::parse`, so that a message is the same here and on the page. A
//! flag that is not given leaves the library's default as assumed, or what the file says.

use crate::bucket_key_args::BucketKeyArgs;
use crate::failure::{Failure, Result};
use crate::key_args::KeyArgs;
use crate::object_args::ObjectArgs;
use crate::workload_file;
use clap::Args;
use sse_pricing::{Assumable, Comparison, PriceBook, Workload, parse};
use std::borrow::Cow;
use std::path::PathBuf;

/// How much is written and read: `--documents`, or `--uploads` and `--downloads`.
#[derive(Args)]
#[command(next_help_heading = "Volume")]
pub(crate) struct VolumeArgs {
    /// Documents a month, each uploaded and downloaded once: 0 to 10^15, such as 20000, 20k, 1.5M or 1_000_000, or
    /// a rate over a month of 730 hours such as 200/s, 50k a day or, with --object-size, 3 TB a day
    #[arg(long, value_name = "N", conflicts_with_all = ["uploads", "downloads"], allow_negative_numbers = true)]
    documents: Option<String>,
    /// Uploads a month, or a rate: 0 to 10^15 [default: 0 where downloads or copies are given]
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    uploads: Option<String>,
    /// Downloads a month, or a rate: 0 to 10^15 [default: 0 where uploads or copies are given]
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    downloads: Option<String>,
}

/// Everything else about the month.
#[derive(Args)]
#[command(next_help_heading = "Workload")]
pub(crate) struct InputArgs {
    /// Objects copied within the bucket a month: 0 to 10^15 [default: 0]
    #[arg(long, value_name = "N", allow_negative_numbers = true, help_heading = "Volume")]
    copies: Option<String>,
    /// Read the workload from a JSON file, - for standard input: what "workload" holds in the JSON output; flags override it
    #[arg(long, value_name = "FILE")]
    workload: Option<PathBuf>,
    /// Region by its code, one of `sse-cost prices list` [default: us-east-1]
    #[arg(long, value_name = "CODE")]
    region: Option<String>,
    #[command(flatten)]
    objects: ObjectArgs,
    #[command(flatten)]
    keys: KeyArgs,
    /// Additional copies of the KMS events that CloudTrail delivers, every trail after the first: 0 to 100 [default: 0]
    #[arg(long, value_name = "N", allow_negative_numbers = true, help_heading = "Workload")]
    trails: Option<String>,
    /// Kept in the month, for S3's own costs beside: 0 to 1,000,000 TB, such as 500GB or 3TiB [default: unknown]
    #[arg(long, value_name = "SIZE", allow_negative_numbers = true, help_heading = "Workload")]
    stored: Option<String>,
    /// Requests of the busiest second as a multiple of the average, for the KMS quota: 1 to 10,000 [default: 10]
    #[arg(long, value_name = "N", allow_negative_numbers = true, help_heading = "Workload")]
    peak_factor: Option<String>,
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
        if !self.has_volume() {
            let allowed = "required: give the documents of a month such as 20k or 1.5M, or --uploads and --downloads, or \
                           --workload FILE";
            return Err(Failure::new("--documents", allowed));
        }
        self.workload_of_any_volume()
    }

    /// Whether it was said how much is written and read.
    pub(crate) fn has_volume(&self) -> bool {
        let VolumeArgs { documents, uploads, downloads } = &self.volume;
        let volume = [documents, uploads, downloads, &self.inputs.copies];
        volume.iter().any(|flag| flag.is_some()) || self.inputs.workload.is_some()
    }

    /// The Region's flag, where it is given.
    pub(crate) fn region(&self) -> Option<&str> {
        self.inputs.region()
    }

    /// The same where the volume may be missing: then nothing is written or read.
    pub(crate) fn workload_of_any_volume(&self) -> Result<Workload> {
        let VolumeArgs { documents, uploads, downloads } = &self.volume;
        let mut workload = self.inputs.workload()?;
        if let Some(documents) = documents {
            workload.uploads = parse::volume("--documents", documents, workload.object_size.as_ref())?;
            workload.downloads = workload.uploads;
        }
        if let Some(uploads) = uploads {
            workload.uploads = parse::volume("--uploads", uploads, workload.object_size.as_ref())?;
        }
        if let Some(downloads) = downloads {
            workload.downloads = parse::volume("--downloads", downloads, workload.object_size.as_ref())?;
        }
        Ok(workload)
    }

    /// The library's error under the name that the user typed.
    pub(crate) fn failure(&self, error: sse_pricing::Error) -> Failure {
        self.inputs.failure(error)
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
        if let Some(copies) = &self.copies {
            workload.copies = parse::count("--copies", copies)?;
        }
        if let Some(region) = &self.region {
            workload.region = Cow::Owned(region.clone());
        }
        self.objects.apply(&mut workload)?;
        self.keys.apply(&mut workload)?;
        if let Some(trails) = &self.trails {
            workload.trails = parse::count_within("--trails", trails, 0, 100)?;
        }
        if let Some(stored) = &self.stored {
            workload.stored_bytes = Some(parse::stored_bytes("--stored", stored)?);
        }
        if let Some(factor) = &self.peak_factor {
            workload.peak_factor = Assumable::Given(parse::count_within("--peak-factor", factor, 1, 10_000)?);
        }
        self.bucket_key.apply(&mut workload)?;
        Ok(workload)
    }

    /// The Region's flag, where it is given.
    pub(crate) fn region(&self) -> Option<&str> {
        self.region.as_deref()
    }

    /// Every option's cost of the workload that these flags made.
    pub(crate) fn compare<'a>(&self, workload: &'a Workload, book: &'a PriceBook) -> Result<Comparison<'a>> {
        Comparison::new(workload, book).map_err(|error| self.failure(error))
    }

    /// The library's error under the name that the user typed: the flag, or the field of the file.
    ///
    /// What a flag alone can get wrong was refused when it was parsed; here are a Region that is not priced, and inputs that
    /// are wrong together.
    pub(crate) fn failure(&self, error: sse_pricing::Error) -> Failure {
        let region = self.region.as_deref().filter(|_| error.field() == "region");
        let flag = region.map(|text| ("--region", text));
        let flag = flag.or_else(|| self.objects.flag(error.field()));
        let flag = flag.or_else(|| self.keys.flag(error.field()));
        let flag = flag.or_else(|| self.bucket_key.flag(error.field()));
        match (flag, &self.workload) {
            (Some((flag, text)), _) => Failure::of_flag(flag, text, error),
            // What no field is at fault for alone has no place in the file either.
            (None, Some(path)) if !error.is_too_large() => Failure::new(workload_file::subject(path), error),
            (None, _) => Failure::from(error),
        }
    }
}
