//! `sse-cost terraform`: what a Terraform plan changes in the cost of encryption.

use crate::failure::Result;
use crate::plan_args::PlanArgs;
use clap::Args;
use sse_terraform::Plan;
use std::path::PathBuf;

/// Price a Terraform plan: what S3 encryption costs before it and after it
///
/// Reads what `terraform show -json` prints of a plan or a state, and finds each bucket, how it is encrypted, and with which KMS
/// key. A month before, after and between comes from the use that a usage file says; where it says nothing, it is shown as
/// unknown with its unit price. All buckets share one free tier, as of one account. What is not priced is listed with the reason.
#[derive(Args)]
#[command(
    after_help = EXAMPLES,
    mut_arg("region", |flag| flag.help("Region of resources of which the plan does not say it, one of `sse-cost prices list`")),
)]
pub(crate) struct Terraform {
    /// JSON of a plan or a state, - for standard input
    #[arg(value_name = "PLAN")]
    file: PathBuf,
    #[command(flatten)]
    plan: PlanArgs,
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
        monthly_tier_1_requests: 10000   # PUT and the like, as uploads
        monthly_tier_2_requests: 100000  # GET and the like, as downloads
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
        self.plan.run(&self.file, Plan::parse)
    }
}
