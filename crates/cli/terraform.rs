//! `sse-cost terraform`: what a Terraform plan changes in the cost of encryption.

use crate::args::InputArgs;
use crate::book::{PriceArgs, book};
use crate::failure::{Failure, Result};
use crate::format::{Format, FormatArgs};
use crate::plan_csv::csv;
use crate::plan_json::json;
use crate::plan_text::{Shown, markdown, text};
use clap::{Arg, Args};
use sse_terraform::{Plan, Report, Settings, Usage};
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// Price a Terraform plan: what S3 encryption costs before it and after it
///
/// Reads what `terraform show -json` prints of a plan or a state, and finds each bucket, how it is encrypted, and with which KMS
/// key. A month before, after and between comes from the use that a usage file says; where it says nothing, it is shown as
/// unknown with its unit price. All buckets share one free tier, as of one account. What is not priced is listed with the reason.
#[derive(Args)]
#[command(
    after_help = EXAMPLES,
    // What each resource of the plan says for itself.
    mut_arg("copies", of_a_resource),
    mut_arg("keys", of_a_resource),
    mut_arg("replicas", of_a_resource),
    mut_arg("rotations", of_a_resource),
    mut_arg("region", |flag| flag.help("Region of resources of which the plan does not say it, one of `sse-cost prices list`")),
)]
pub(crate) struct Terraform {
    /// JSON of a plan or a state, - for standard input
    #[arg(value_name = "PLAN")]
    file: PathBuf,
    /// How much each bucket is used, in the form of infracost's usage file
    #[arg(long, value_name = "FILE", help_heading = "Volume")]
    usage: Option<PathBuf>,
    #[command(flatten)]
    inputs: InputArgs,
    #[command(flatten)]
    prices: PriceArgs,
    #[command(flatten)]
    format: FormatArgs,
}

fn of_a_resource(flag: Arg) -> Arg {
    flag.conflicts_with("file").hide(true)
}

const EXAMPLES: &str = "\
Examples:
  terraform plan -out plan.bin && terraform show -json plan.bin > plan.json
  sse-cost terraform plan.json --usage infracost-usage.yml
  sse-cost terraform plan.json --format markdown > comment.md
  terraform show -json plan.bin | sse-cost terraform - --format json | jq '.diffTotalMonthlyCost'

A usage file:
  version: 0.1
  resource_type_default_usage:
    aws_s3_bucket:
      standard:
        monthly_tier_1_requests: 10000   # PUT, COPY, POST, LIST: counted as uploads
        monthly_tier_2_requests: 100000  # GET and all other: counted as downloads
  resource_usage:
    aws_s3_bucket.reports:
      uploads: 2M                        # objects, which say it more exactly
      downloads: 500k
      object_bytes: 64KiB
      requesters: 3
    module.logs.aws_s3_bucket.this[*]:
      uploads: 1M
      downloads: 0
    aws_kms_key.reports:
      rotations: 2                       # so far";

impl Terraform {
    pub(crate) fn run(&self) -> Result<String> {
        let book = book(&self.prices)?;
        let mut shared = self.inputs.workload()?;
        (shared.uploads, shared.downloads, shared.copies) = (0, 0, 0);
        let region = self.inputs.region();
        if let Some(region) = region {
            book.region(region).map_err(|error| self.inputs.failure(error))?;
        }
        let name = name(&self.file);
        let plan = Plan::parse(&read(&self.file, &name)?).map_err(|error| Failure::new(&name, error))?;
        let usage = match &self.usage {
            None => Usage::default(),
            Some(path) => {
                let name = format!("--usage {}", path.display());
                Usage::parse(&read(path, &name)?).map_err(|error| Failure::new(&name, error))?
            }
        };
        let settings = Settings { region, shared };
        let report = Report::new(&plan, &usage, &settings, &book);
        let report = report.map_err(|error| Failure::new(&name, error))?;
        let shown = Shown { name: &name, plan: &plan, report: &report, book: &book, settings: &settings };
        match self.format.format {
            Format::Table => text(&shown),
            Format::Markdown => markdown(&shown),
            Format::Json => json(&shown),
            Format::Csv => csv(&report),
        }
    }
}

fn name(file: &Path) -> String {
    if file.as_os_str() == "-" { "standard input".to_owned() } else { file.display().to_string() }
}

/// The text of a file. PowerShell writes UTF-16 where nobody says otherwise, so that gets a word of its own.
fn read(path: &Path, name: &str) -> Result<String> {
    let mut bytes = Vec::new();
    let read = if path.as_os_str() == "-" {
        std::io::stdin().lock().read_to_end(&mut bytes).map(|_| ())
    } else {
        std::fs::read(path).map(|read| bytes = read)
    };
    read.map_err(|error| Failure::new(name, format!("cannot be read: {error}")))?;
    let is_utf_16 = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    if is_utf_16 {
        return Err(Failure::new(name, "UTF-16 text; write it as UTF-8"));
    }
    String::from_utf8(bytes).map_err(|error| {
        let place = error.utf8_error().valid_up_to();
        let binary = if error.as_bytes().starts_with(b"PK") {
            "a binary plan file; `terraform show -json FILE` prints its JSON".to_owned()
        } else {
            format!("not UTF-8 at byte {place}")
        };
        Failure::new(name, binary)
    })
}
