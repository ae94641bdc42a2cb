//! The flags of a setup, as the library's [`Inputs`].

use crate::failure::{self, Failure, Result};
use clap::Args;
use sse_guide::Error;
use sse_guide::policy::Subject;
use sse_guide::setup::name::{AccountId, BucketName, KeyArn, Partition, RegionName, RoleName};
use sse_guide::setup::{BucketPolicyForm, Costs, Inputs};
use sse_pricing::EncryptionOption;

/// What is set up. Every name is checked by S3's, KMS's and IAM's own rules.
#[derive(Args)]
#[command(next_help_heading = "Setup")]
pub(crate) struct SetupArgs {
    /// Option to set the bucket up for, by its id, one of those of `sse-cost criteria`
    #[arg(long, value_name = "ID", required_unless_present = "check", conflicts_with = "check")]
    option: Option<String>,
    /// Bucket; setup.sh makes it if it is not there
    #[arg(long, value_name = "NAME", required_unless_present = "check")]
    bucket: Option<String>,
    /// Account of the bucket, the key and the roles: 12 digits
    #[arg(long, value_name = "ID", required_unless_present = "check")]
    account: Option<String>,
    /// Partition of the Region, to be sure of it: aws, aws-us-gov or aws-cn [default: the Region's own]
    #[arg(long, value_name = "ID")]
    partition: Option<String>,
    /// Alias for the customer managed key [default: alias/s3/ and the bucket's name, for a key that is created]
    #[arg(long, value_name = "ALIAS", conflicts_with = "check")]
    alias: Option<String>,
    /// Customer managed key that exists [default: one is created]
    #[arg(long, value_name = "ARN")]
    key_arn: Option<String>,
    /// Role of the application: writes and reads objects [default: app]
    #[arg(long, value_name = "ROLE")]
    app_role: Option<String>,
    /// Role of the infrastructure operator: manages the bucket, writes objects and reads none [default: operator]
    #[arg(long, value_name = "ROLE", conflicts_with = "check")]
    operator_role: Option<String>,
    /// Role of the security team: manages the key and reads the trail [default: security]
    #[arg(long, value_name = "ROLE", conflicts_with = "check")]
    security_role: Option<String>,
    /// Days between two rotations of a key that is created: 90 to 2560 [default: 365]
    #[arg(long, value_name = "N", allow_negative_numbers = true, conflicts_with = "check")]
    rotation_days: Option<String>,
    /// What the bucket policy refuses: require-header refuses every upload without the header, refuse-wrong only a wrong one
    /// [default: refuse-wrong]
    #[arg(long, value_name = "FORM", conflicts_with = "check")]
    bucket_policy: Option<String>,
}

impl SetupArgs {
    /// The option, which is there unless a policy is checked.
    pub(crate) fn option(&self) -> Result<EncryptionOption> {
        failure::option(self.option.as_deref().unwrap_or_default())
    }

    /// The inputs, under the Region of the workload flags.
    pub(crate) fn inputs(&self, region: &str, costs: Option<Costs>) -> Result<Inputs> {
        let text = |given: &Option<String>| given.clone().unwrap_or_default();
        let mut inputs = Inputs::new(self.option()?, text(&self.bucket), region, text(&self.account));
        inputs.partition.clone_from(&self.partition);
        inputs.alias.clone_from(&self.alias);
        inputs.key_arn.clone_from(&self.key_arn);
        inputs.app_role.clone_from(&self.app_role);
        inputs.operator_role.clone_from(&self.operator_role);
        inputs.security_role.clone_from(&self.security_role);
        inputs.rotation_days.clone_from(&self.rotation_days);
        if let Some(form) = &self.bucket_policy {
            inputs.bucket_policy = BucketPolicyForm::new(form).map_err(failure)?;
        }
        inputs.costs = costs;
        Ok(inputs)
    }

    /// Who uploads what with which key, for a policy that is checked; what is not given, the policy says.
    pub(crate) fn subject(&self, region: Option<&str>) -> Result<Subject> {
        let partition = self.partition_of(region).map_err(failure)?;
        let bucket = self.bucket.as_deref().map(BucketName::new).transpose().map_err(failure)?;
        let account = self.account.as_deref().map(AccountId::new).transpose().map_err(failure)?;
        let role = self.app_role.as_deref().map(|role| RoleName::new("appRole", role));
        let role = role.transpose().map_err(failure)?;
        let key = self.key_arn.as_deref().map(KeyArn::of_any_account).transpose().map_err(failure)?;
        let principal = match (account, role) {
            (Some(account), Some(role)) => Some(format!("arn:{partition}:iam::{account}:role/{role}")),
            (None, None) => None,
            (Some(_), None) => {
                return Err(Failure::new("--account", "only with --app-role, to name who uploads"));
            }
            (None, Some(_)) => {
                return Err(Failure::new("--app-role", "only with --account, to name who uploads"));
            }
        };
        Ok(Subject {
            bucket: bucket.map(|bucket| format!("arn:{partition}:s3:::{bucket}")),
            principal,
            key: key.map(|key| key.to_string()),
        })
    }

    fn partition_of(&self, region: Option<&str>) -> sse_guide::Result<Partition> {
        let region = region.map(RegionName::new).transpose()?;
        let own = region.as_ref().map(RegionName::partition);
        match &self.partition {
            Some(given) => RegionName::check_partition(region.as_ref(), given),
            None => Ok(own.unwrap_or(Partition::Aws)),
        }
    }
}

/// The library's error under the flag that the user typed: `keyArn` is `--key-arn`.
pub(crate) fn failure(error: Error) -> Failure {
    let mut flag = "--".to_owned();
    for letter in error.field().chars() {
        if letter.is_ascii_uppercase() {
            flag.push('-');
        }
        flag.push(letter.to_ascii_lowercase());
    }
    Failure::message(error.with_field(flag))
}
