//! `sse-cost setup`: the files that set a bucket up, and what a bucket policy would refuse.

use crate::args::WorkloadArgs;
use crate::book::{PriceArgs, book};
use crate::failure::{Failure, Result};
use crate::format::{self, Format, FormatArgs};
use crate::setup_args::{SetupArgs, failure};
use crate::{setup_check, setup_out, setup_text};
use clap::{ArgGroup, Args};
use sse_guide::SetupFiles;
use sse_guide::setup::{Costs, File, Inputs, Setup as Bucket};
use sse_pricing::{EncryptionOption, parse};
use std::path::PathBuf;

/// Write the files that set a bucket up for an option
///
/// Programs for the AWS CLI that set the bucket up, verify it and take it down again, policies for the key, the bucket and three
/// roles, who may do what by them, the same as Terraform and CloudFormation, and what each client sends with an upload. With a
/// volume (--documents and so on) the set also says what the option costs a month. Without --out: a list of the files, and
/// setup.sh. Nothing is sent to AWS.
///
/// With --check: which uploads a bucket policy of yours would refuse, and by which statement.
#[derive(Args)]
#[command(after_help = EXAMPLES, mut_arg("region", |region| {
    region.required_unless_present("check").help_heading("Setup").help("Region of the bucket and the key, such as eu-central-1")
}))]
#[command(
    group(ArgGroup::new("priced").args(PRICED).multiple(true)),
    mut_group("PriceArgs", |prices| prices.requires("priced")),
    mut_group("ObjectArgs", |objects| objects.requires("priced")),
    mut_group("KeyArgs", |keys| keys.requires("priced")),
    mut_group("BucketKeyArgs", |bucket_key| bucket_key.requires("priced")),
    mut_arg("trails", |trails| trails.requires("priced")),
    mut_arg("stored", |stored| stored.requires("priced")),
    mut_arg("peak_factor", |peak| peak.requires("priced")),
)]
pub(crate) struct Setup {
    #[command(flatten)]
    setup: SetupArgs,
    /// Objects that exist and are to be encrypted again: 0 to 10^15 [default: 0]
    #[arg(
        long,
        value_name = "N",
        allow_negative_numbers = true,
        conflicts_with = "check",
        help_heading = "Setup"
    )]
    existing_objects: Option<String>,
    /// Folder to write the files to; it is made if it is not there
    #[arg(long, value_name = "DIR", conflicts_with_all = ["file", "check"], help_heading = "Output")]
    out: Option<PathBuf>,
    /// Write in the place of files that are there
    #[arg(long, requires = "out", help_heading = "Output")]
    force: bool,
    /// Print one file of the set
    #[arg(long, value_name = "NAME", conflicts_with = "check", help_heading = "Output")]
    file: Option<String>,
    /// Check a bucket policy instead, - for standard input; --bucket, --key-arn, and --account with --app-role say what it does
    /// not
    #[arg(long, value_name = "POLICY", help_heading = "Check", conflicts_with_all = PRICING)]
    check: Option<PathBuf>,
    #[command(flatten)]
    workload: WorkloadArgs,
    #[command(flatten)]
    prices: PriceArgs,
    #[command(flatten)]
    format: FormatArgs,
}

/// The flags that say what is to be priced.
const PRICED: [&str; 6] = ["documents", "uploads", "downloads", "copies", "workload", "existing_objects"];

/// All that only a price depends on.
const PRICING: [&str; 10] = [
    "VolumeArgs",
    "PriceArgs",
    "ObjectArgs",
    "KeyArgs",
    "BucketKeyArgs",
    "copies",
    "workload",
    "trails",
    "stored",
    "peak_factor",
];

const EXAMPLES: &str = "\
Examples:
  sse-cost setup --option sse-kms-bucket-key --bucket reports --region eu-central-1 --account 111122223333
  sse-cost setup --option sse-kms-bucket-key --bucket reports --region eu-central-1 --account 111122223333 --documents 1M --out reports-setup --force
  sse-cost setup --option sse-s3 --bucket reports --region eu-central-1 --account 111122223333 --file bucket-policy.json > policy.json
  sse-cost setup --check policy.json";

/// The file to begin with, which is shown where none is asked for.
pub(crate) const MAIN: &str = "setup.sh";

/// A setup and its files, and where they have been written.
pub(crate) struct Made<'a> {
    pub(crate) setup: &'a Bucket,
    pub(crate) files: &'a [File],
    pub(crate) out: Option<&'a PathBuf>,
    /// What is in that folder of another option's set.
    pub(crate) left_over: Vec<&'static str>,
}

impl Setup {
    /// What goes to standard output.
    pub(crate) fn run(&self) -> Result<String> {
        let region = self.workload.region();
        if let Some(path) = &self.check {
            return setup_check::run(path, &self.setup.subject(region)?, self.format.format);
        }
        let costs = self.costs(self.setup.option()?)?;
        let setup = self.setup.inputs(region.unwrap_or_default(), costs)?.check().map_err(failure)?;
        let mut files = setup.files().map_err(failure)?;
        if let Some(name) = &self.file {
            files = vec![named(name, files)?];
        }
        if let Some(folder) = &self.out {
            setup_out::write(folder, &files, self.force)?;
        }
        let left_over =
            self.out.as_deref().map(|folder| setup_out::left_over(folder, &of_other_sets(&setup, &files)));
        let left_over = left_over.unwrap_or_default();
        let made = Made { setup: &setup, files: &files, out: self.out.as_ref(), left_over };
        match (self.format.format, files.as_slice()) {
            (Format::Table | Format::Markdown, [file]) if self.file.is_some() => Ok(file.content.clone()),
            (Format::Table, _) => Ok(setup_text::text(&made)),
            (Format::Markdown, _) => Ok(setup_text::markdown(&made)),
            (Format::Json, _) => json(&made),
            (Format::Csv, _) => csv(&made),
        }
    }

    /// What the option costs, where it was said how much is written and read, or what exists.
    fn costs(&self, option: EncryptionOption) -> Result<Option<Costs>> {
        let existing = self.existing_objects.as_deref();
        let existing = existing.map_or(Ok(0), |objects| parse::count("--existing-objects", objects))?;
        if existing > 0 && !Costs::prices_migration_to(option) {
            let objects = self.existing_objects.as_deref().unwrap_or_default();
            let allowed = format!("priced for {}: only objects that go under SSE-KMS are", option.name());
            return Err(Failure::message(sse_pricing::Error::invalid(
                "--existing-objects",
                objects,
                allowed,
            )));
        }
        if !self.workload.has_volume() && existing == 0 {
            return Ok(None);
        }
        let workload = self.workload.workload_of_any_volume()?;
        let book = book(&self.prices)?;
        let comparison = self.workload.compare(&workload, &book)?;
        Costs::new(&comparison, option, existing).map(Some).map_err(failure)
    }
}

/// The names of files that other options have and this set has not, and what a `setup.sh` writes.
fn of_other_sets(setup: &Bucket, files: &[File]) -> Vec<&'static str> {
    let mut names = Vec::new();
    for option in EncryptionOption::ALL {
        let other =
            Inputs::new(option, setup.bucket().as_str(), setup.region().as_str(), setup.account().as_str());
        let others = other.check().and_then(|other| other.files()).unwrap_or_default();
        names.extend(others.iter().map(|file| file.name));
    }
    names.push("filled");
    names.sort_unstable();
    names.dedup();
    names.retain(|name| files.iter().all(|file| file.name != *name));
    names
}

/// One file of a set.
fn named(name: &str, files: Vec<File>) -> Result<File> {
    let names = files.iter().map(|file| file.name).collect::<Vec<_>>().join(", ");
    let file = files.into_iter().find(|file| file.name == name);
    file.ok_or_else(|| Failure::new("--file", format!("{name:?} is not one of {names}")))
}

fn json(made: &Made<'_>) -> Result<String> {
    format::json(&SetupFiles::new(made.setup, made.files).left_over(&made.left_over))
}

/// A row for each file, its content included.
fn csv(made: &Made<'_>) -> Result<String> {
    let row = |file: &File| {
        [file.name.to_owned(), file.about.to_owned(), file.executable.to_string(), file.content.clone()]
    };
    format::csv(&["name", "about", "executable", "content"], made.files.iter().map(row))
}
