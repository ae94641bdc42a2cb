//! `sse-cost cloudformation`: what the encryption in a CloudFormation template costs.

use crate::failure::Result;
use crate::plan_args::PlanArgs;
use clap::Args;
use sse_terraform::Plan;
use std::path::PathBuf;

/// Price a CloudFormation template: what the S3 encryption in it costs a month
///
/// Reads a template, JSON or YAML, and finds each bucket, how it is encrypted, and with which KMS key. References within the
/// template are followed, and parameters stand at their defaults. What depends on a condition or on another intrinsic function
/// is listed with the reason. A month comes from the use that a usage file says, by logical ids; where it says nothing, it is
/// shown as unknown with its unit price. All buckets share one free tier, as of one account.
#[derive(Args)]
#[command(
    after_help = EXAMPLES,
    mut_arg("region", |flag| flag.help("Region of the stack, one of `sse-cost prices list`; a template does not say it")),
)]
pub(crate) struct CloudFormation {
    /// A template, JSON or YAML, - for standard input
    #[arg(value_name = "TEMPLATE")]
    file: PathBuf,
    #[command(flatten)]
    plan: PlanArgs,
}

const EXAMPLES: &str = "\
Examples:
  sse-cost cloudformation template.yaml --region eu-central-1
  sse-cost cloudformation template.yaml --region eu-central-1 --usage usage.yml --format markdown

A usage file:
  version: 0.1
  resource_type_default_usage:
    AWS::S3::Bucket: { uploads: 10k, downloads: 100k }
  resource_usage:
    ReportsBucket:
      uploads: 2M
      downloads: 500k
      object_bytes: 64KiB";

impl CloudFormation {
    pub(crate) fn run(&self) -> Result<String> {
        self.plan.run(&self.file, Plan::template)
    }
}
