//! The files that set one bucket up for one option.
//!
//! [`Inputs`] are what somebody gives: plain text. [`Inputs::check`] makes a [`Setup`] of them, in which every name has been
//! checked against AWS's own rules, and [`Setup::files`] writes the files: it returns them, and touches no disk.
//!
//! ```
//! use sse_guide::setup::Inputs;
//! use sse_pricing::EncryptionOption::SseKmsBucketKey;
//!
//! let setup = Inputs::new(SseKmsBucketKey, "my-bucket", "eu-central-1", "111122223333").check()?;
//! assert_eq!(setup.bucket_arn(), "arn:aws:s3:::my-bucket");
//! let files = setup.files()?;
//! assert!(files.iter().any(|file| file.name == "bucket-policy.json"));
//! # Ok::<(), sse_guide::Error>(())
//! ```

pub mod access;
mod cloudformation;
mod costs;
mod escape;
pub mod iam;
pub mod matrix;
pub mod name;
pub mod policies;
mod readme;
mod shell;
mod snippets;
mod terraform;

pub use costs::Costs;

use crate::{Error, Result};
use name::{AccountId, Alias, BucketName, KeyArn, Partition, RegionName, RoleName, RotationDays};
use sse_pricing::{EncryptionOption, KmsKey};
use std::fmt;

/// What a bucket policy refuses. The ids are stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BucketPolicyForm {
    /// Every upload must carry the header: one that relies on the bucket's default is refused.
    RequireHeader,
    /// Uploads that rely on the bucket's default pass; a wrong algorithm or key is refused.
    RefuseWrong,
}

/// What somebody gives: text as it was typed, not yet checked.
///
/// `None` is what was not given, and takes its default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inputs {
    /// How the bucket is encrypted.
    pub option: EncryptionOption,
    /// The bucket's name.
    pub bucket: String,
    /// The bucket's Region, and the key's.
    pub region: String,
    /// The account of the bucket, the key and the roles.
    pub account: String,
    /// The Region's partition, to be sure of it. Default: the one that the Region belongs to.
    pub partition: Option<String>,
    /// The key's alias, with a customer managed key. Default `alias/s3/` and the bucket's name, with `_` for each period, for a
    /// key that is created; none for one that exists.
    pub alias: Option<String>,
    /// A customer managed key that exists. Default: one is created.
    pub key_arn: Option<String>,
    /// The role of the application that writes and reads objects. Default `app`.
    pub app_role: Option<String>,
    /// The role of who manages the bucket and writes objects, and must not read them. Default `operator`.
    pub operator_role: Option<String>,
    /// The role of who manages the key and reads the trail, and must not read objects. Default `security`.
    pub security_role: Option<String>,
    /// Days between two rotations of a key that is created. Default 365.
    pub rotation_days: Option<String>,
    /// What the bucket policy refuses. Default [`RefuseWrong`](BucketPolicyForm::RefuseWrong).
    pub bucket_policy: BucketPolicyForm,
    /// What it costs, where it was priced.
    pub costs: Option<Costs>,
}

/// One bucket's setup, every part of it checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setup {
    option: EncryptionOption,
    bucket: BucketName,
    region: RegionName,
    account: AccountId,
    alias: Option<Alias>,
    key_arn: Option<KeyArn>,
    app_role: RoleName,
    operator_role: RoleName,
    security_role: RoleName,
    rotation: RotationDays,
    bucket_policy: BucketPolicyForm,
    costs: Option<Costs>,
}

/// A file of a setup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name, without a folder unless `/` separates one.
    pub name: &'static str,
    /// What it holds, with a line end at the end.
    pub content: String,
    /// Whether it is a program to run.
    pub executable: bool,
    /// What it is for, in a few words.
    pub about: &'static str,
}

/// The id of a key that does not exist yet, in the policies that name it: `setup.sh` puts the real one in its place.
pub const KEY_ID_PLACEHOLDER: &str = "00000000-0000-0000-0000-000000000000";

impl BucketPolicyForm {
    /// Both forms.
    pub const ALL: [BucketPolicyForm; 2] = [BucketPolicyForm::RequireHeader, BucketPolicyForm::RefuseWrong];

    /// The stable id: `require-header`, `refuse-wrong`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            BucketPolicyForm::RequireHeader => "require-header",
            BucketPolicyForm::RefuseWrong => "refuse-wrong",
        }
    }

    /// Finds a form by its id.
    ///
    /// # Errors
    /// An id that is neither of the two.
    pub fn new(id: &str) -> Result<BucketPolicyForm> {
        let known = BucketPolicyForm::ALL.into_iter().find(|form| form.id() == id);
        known.ok_or_else(|| Error::invalid("bucketPolicy", id, "one of require-header, refuse-wrong"))
    }
}

impl fmt::Display for BucketPolicyForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl Inputs {
    /// What must be given; everything else takes its default.
    #[must_use]
    pub fn new(
        option: EncryptionOption,
        bucket: impl Into<String>,
        region: impl Into<String>,
        account: impl Into<String>,
    ) -> Inputs {
        Inputs {
            option,
            bucket: bucket.into(),
            region: region.into(),
            account: account.into(),
            partition: None,
            alias: None,
            key_arn: None,
            app_role: None,
            operator_role: None,
            security_role: None,
            rotation_days: None,
            bucket_policy: BucketPolicyForm::RefuseWrong,
            costs: None,
        }
    }

    /// Checks every input.
    ///
    /// # Errors
    /// An input that S3, KMS or IAM would refuse; a partition that is not the Region's; an alias, a key or a rotation for an
    /// option that has no customer managed key; one role for two of the three duties.
    pub fn check(self) -> Result<Setup> {
        let bucket = BucketName::new(&self.bucket)?;
        let region = RegionName::new(&self.region)?;
        let account = AccountId::new(&self.account)?;
        if let Some(given) = &self.partition {
            RegionName::check_partition(Some(&region), given)?;
        }
        self.check_key_inputs()?;
        let key_arn = self.key_arn.as_deref().map(|arn| KeyArn::new(arn, &region, &account)).transpose()?;
        let creates = key_arn.is_none() && self.has_own_key();
        let alias = match &self.alias {
            Some(alias) => Some(Alias::new(alias)?),
            None => creates.then(|| Alias::of_bucket(&bucket)),
        };
        let rotation = self.rotation_days.as_deref().map_or(Ok(RotationDays::DEFAULT), RotationDays::new)?;
        let role = |field, given: &Option<String>, default| {
            RoleName::new(field, given.as_deref().unwrap_or(default))
        };
        let setup = Setup {
            option: self.option,
            app_role: role("appRole", &self.app_role, "app")?,
            operator_role: role("operatorRole", &self.operator_role, "operator")?,
            security_role: role("securityRole", &self.security_role, "security")?,
            bucket,
            region,
            account,
            alias,
            key_arn,
            rotation,
            bucket_policy: self.bucket_policy,
            costs: self.costs,
        };
        setup.check_roles()?;
        Ok(setup)
    }

    fn has_own_key(&self) -> bool {
        self.option.kms_key() == Some(KmsKey::CustomerManaged)
    }

    /// What only a customer managed key has.
    fn check_key_inputs(&self) -> Result<()> {
        if self.has_own_key() {
            let Some(days) = self.rotation_days.as_ref().filter(|_| self.key_arn.is_some()) else {
                return Ok(());
            };
            let allowed = "needed with a key that exists: its rotation is its owner's";
            return Err(Error::invalid("rotationDays", days, allowed));
        }
        let own = [("alias", &self.alias), ("keyArn", &self.key_arn), ("rotationDays", &self.rotation_days)];
        for (field, given) in own {
            if let Some(given) = given {
                let allowed = format!("needed: {} has no customer managed key", self.option.name());
                return Err(Error::invalid(field, given, allowed));
            }
        }
        Ok(())
    }
}

impl Setup {
    /// How the bucket is encrypted.
    #[must_use]
    pub fn option(&self) -> EncryptionOption {
        self.option
    }

    /// The bucket.
    #[must_use]
    pub fn bucket(&self) -> &BucketName {
        &self.bucket
    }

    /// The Region of the bucket and the key.
    #[must_use]
    pub fn region(&self) -> &RegionName {
        &self.region
    }

    /// The Region's partition.
    #[must_use]
    pub fn partition(&self) -> Partition {
        self.region.partition()
    }

    /// The account of the bucket, the key and the roles.
    #[must_use]
    pub fn account(&self) -> &AccountId {
        &self.account
    }

    /// The alias to create for the key, if any.
    #[must_use]
    pub fn alias(&self) -> Option<&Alias> {
        self.alias.as_ref()
    }

    /// The customer managed key that exists; `None` where one is created, and where the option has none.
    #[must_use]
    pub fn key_arn(&self) -> Option<&KeyArn> {
        self.key_arn.as_ref()
    }

    /// Whether the option uses a customer managed key.
    #[must_use]
    pub fn has_own_key(&self) -> bool {
        self.option.kms_key() == Some(KmsKey::CustomerManaged)
    }

    /// Whether a customer managed key is to be created.
    #[must_use]
    pub fn creates_key(&self) -> bool {
        self.has_own_key() && self.key_arn.is_none()
    }

    /// The ARN of the customer managed key, with [`KEY_ID_PLACEHOLDER`] where it is not created yet; `None` where the option
    /// has none.
    #[must_use]
    pub fn policy_key_arn(&self) -> Option<String> {
        let placeholder = || {
            let (partition, region, account) = (self.partition(), &self.region, &self.account);
            format!("arn:{partition}:kms:{region}:{account}:key/{KEY_ID_PLACEHOLDER}")
        };
        self.has_own_key().then(|| self.key_arn.as_ref().map_or_else(placeholder, ToString::to_string))
    }

    /// The role of the application.
    #[must_use]
    pub fn app_role(&self) -> &RoleName {
        &self.app_role
    }

    /// The role of the infrastructure operator.
    #[must_use]
    pub fn operator_role(&self) -> &RoleName {
        &self.operator_role
    }

    /// The role of the security team.
    #[must_use]
    pub fn security_role(&self) -> &RoleName {
        &self.security_role
    }

    /// Days between two rotations of the key that is created.
    #[must_use]
    pub fn rotation(&self) -> RotationDays {
        self.rotation
    }

    /// What the bucket policy refuses.
    #[must_use]
    pub fn bucket_policy(&self) -> BucketPolicyForm {
        self.bucket_policy
    }

    /// What it costs, where it was priced.
    #[must_use]
    pub fn costs(&self) -> Option<&Costs> {
        self.costs.as_ref()
    }

    /// `arn:aws:s3:::bucket`
    #[must_use]
    pub fn bucket_arn(&self) -> String {
        format!("arn:{}:s3:::{}", self.partition(), self.bucket)
    }

    /// `arn:aws:iam::111122223333:role/name`
    #[must_use]
    pub fn role_arn(&self, role: &RoleName) -> String {
        format!("arn:{}:iam::{}:role/{role}", self.partition(), self.account)
    }

    /// `arn:aws:iam::111122223333:root`: the account itself.
    #[must_use]
    pub fn root_arn(&self) -> String {
        format!("arn:{}:iam::{}:root", self.partition(), self.account)
    }

    /// The values of `kms:ViaService` for a call that S3 makes: `s3.eu-central-1.amazonaws.com`.
    ///
    /// AWS's documentation writes it with `amazonaws.com` for every Region. In China, where endpoints end with
    /// `amazonaws.com.cn`, both are allowed: each names S3 and nothing else.
    #[must_use]
    pub fn via_service(&self) -> Vec<String> {
        let of = |suffix| format!("s3.{}.{suffix}", self.region);
        let usual = of("amazonaws.com");
        let own = of(self.partition().dns_suffix());
        if own == usual { vec![usual] } else { vec![usual, own] }
    }

    /// What `x-amz-server-side-encryption` says: `AES256`, `aws:kms`, `aws:kms:dsse`. For SSE-C it is the bucket's default,
    /// SSE-S3: SSE-C itself cannot be one.
    #[must_use]
    pub fn algorithm(&self) -> &'static str {
        match self.option {
            EncryptionOption::SseS3 | EncryptionOption::SseC => "AES256",
            EncryptionOption::DsseKms => "aws:kms:dsse",
            _ => "aws:kms",
        }
    }

    /// Every file, in the order in which they are to be read.
    ///
    /// # Errors
    /// A figure of the costs that is too large to be computed exactly.
    pub fn files(&self) -> Result<Vec<File>> {
        let producers = [
            shell::files,
            policies::files,
            iam::files,
            matrix::files,
            terraform::files,
            cloudformation::files,
            snippets::files,
        ];
        let mut others = Vec::new();
        for files in producers {
            others.extend(files(self)?);
        }
        let mut files = readme::files(self, &others)?;
        files.extend(others);
        Ok(files)
    }

    /// Duties that are to be separate need roles of their own.
    fn check_roles(&self) -> Result<()> {
        let roles = [
            ("operatorRole", &self.operator_role, [&self.app_role, &self.security_role]),
            ("securityRole", &self.security_role, [&self.app_role, &self.operator_role]),
        ];
        for (field, role, others) in roles {
            // IAM's names are unique without regard to case.
            if others.iter().any(|other| other.as_str().eq_ignore_ascii_case(role.as_str())) {
                let allowed = "a role of its own: application, operator and security team are three duties";
                return Err(Error::invalid(field, role, allowed));
            }
        }
        Ok(())
    }
}
