//! Who may do what with the bucket's objects and its key, computed from the policies.

use super::iam::{self, Uploads};
use super::policies::{
    CONTEXT_KEY, TLS_KEY, VIA_SERVICE_KEY, aws_managed_key_policy, bucket_policy, key_policy,
};
use super::{RoleName, Setup};
use crate::policy::{Document, Effect, Encryption, Reason, Request, Service, Statement, Upload, decide};
use sse_pricing::{EncryptionOption, KmsKey};

/// One of the three duties.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Writes and reads objects.
    Application,
    /// Manages the bucket and writes objects.
    Operator,
    /// Manages the key and reads the trail.
    Security,
}

/// Something that somebody wants to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operation {
    /// List the bucket's objects.
    List,
    /// Upload an object.
    Upload(Upload),
    /// Download an object that has been encrypted as the setup says.
    Download,
    /// Call `kms:Decrypt` oneself, not through S3.
    DecryptDirectly,
    /// Change the bucket's policy and encryption.
    ManageBucket,
    /// Change the bucket's default encryption.
    ChangeEncryption,
    /// Change the bucket policy.
    ChangeBucketPolicy,
    /// Change the lifecycle rules, which delete objects.
    ChangeLifecycle,
    /// Change the key policy.
    ChangeKeyPolicy,
    /// Disable, rotate and schedule the deletion of the key, and change its policy.
    ManageKey,
    /// Look events up in CloudTrail.
    Audit,
}

/// Whether an operation is allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Access {
    /// Each request that it takes is allowed.
    Allowed,
    /// A request that it takes is refused.
    Refused {
        /// The action of that request.
        action: String,
        /// Why.
        reason: Reason,
    },
    /// The setup has no such thing, as SSE-S3 has no key.
    NotThere,
}

/// A request that an operation takes, and whose policies judge it.
struct Step {
    service: Service,
    request: Request,
    resource: Option<Document>,
}

impl Role {
    /// All three.
    pub const ALL: [Role; 3] = [Role::Application, Role::Operator, Role::Security];

    /// What to call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Role::Application => "application",
            Role::Operator => "operator",
            Role::Security => "security team",
        }
    }

    /// The IAM role that has the duty.
    #[must_use]
    pub fn of(self, setup: &Setup) -> &RoleName {
        match self {
            Role::Application => setup.app_role(),
            Role::Operator => setup.operator_role(),
            Role::Security => setup.security_role(),
        }
    }

    /// The policy that the setup has for it.
    fn policy(self, setup: &Setup) -> Document {
        match self {
            Role::Application => iam::application(setup, Uploads::Multipart),
            Role::Operator => iam::operator(setup),
            Role::Security => iam::security(setup),
        }
    }
}

/// Whether a role may do something, by all policies of the setup together.
#[must_use]
pub fn access(setup: &Setup, role: Role, operation: &Operation) -> Access {
    access_with(setup, role, &[], operation)
}

/// The same for a role that has other policies as well.
#[must_use]
pub fn access_with(setup: &Setup, role: Role, others: &[Document], operation: &Operation) -> Access {
    let steps = Steps { setup, principal: setup.role_arn(role.of(setup)) }.of(operation);
    if steps.is_empty() {
        return Access::NotThere;
    }
    let own = role.policy(setup);
    let identity: Vec<&Document> = std::iter::once(&own).chain(others).collect();
    for Step { service, request, resource } in steps {
        let decision = decide(&request, service, &identity, resource.as_ref());
        if !decision.allowed {
            return Access::Refused { action: request.action().to_owned(), reason: decision.reason };
        }
    }
    Access::Allowed
}

/// Whether a role could download, after it has changed the bucket policy so that it may get the objects.
///
/// In one account it is the same whether the bucket policy allows it or a policy of the role.
#[must_use]
pub fn access_after_own_grant(setup: &Setup, role: Role) -> Access {
    let objects = format!("{}/*", setup.bucket_arn());
    let grant = Statement::new("Granted", Effect::Allow, &["s3:GetObject"]).on([objects]);
    access_with(setup, role, &[Document::new(vec![grant])], &Operation::Download)
}

/// What the setup itself sends with an upload that names its encryption.
#[must_use]
pub fn header(setup: &Setup) -> Encryption {
    match setup.option() {
        EncryptionOption::SseS3 => Encryption::SseS3,
        EncryptionOption::SseC => Encryption::SseC,
        EncryptionOption::DsseKms => Encryption::DsseKms(setup.policy_key_arn()),
        _ => Encryption::SseKms(setup.policy_key_arn()),
    }
}

struct Steps<'a> {
    setup: &'a Setup,
    principal: String,
}

impl Steps<'_> {
    fn of(&self, operation: &Operation) -> Vec<Step> {
        let bucket = self.setup.bucket_arn();
        match operation {
            Operation::List => vec![self.s3("s3:ListBucket", &bucket)],
            Operation::Upload(upload) => self.upload(upload),
            Operation::Download => {
                let download = self.s3("s3:GetObject", &self.object());
                std::iter::once(download).chain(self.kms(self.own_key(), "kms:Decrypt")).collect()
            }
            Operation::DecryptDirectly => {
                let Some((arn, policy)) = self.own_key() else { return Vec::new() };
                let request = Request::new(&self.principal, "kms:Decrypt", arn);
                vec![Step { service: Service::Kms, request, resource: policy }]
            }
            Operation::ManageBucket => ["s3:PutEncryptionConfiguration", "s3:PutBucketPolicy"]
                .map(|action| self.s3(action, &bucket))
                .into(),
            Operation::ChangeEncryption => vec![self.s3("s3:PutEncryptionConfiguration", &bucket)],
            Operation::ChangeBucketPolicy => vec![self.s3("s3:PutBucketPolicy", &bucket)],
            Operation::ChangeLifecycle => vec![self.s3("s3:PutLifecycleConfiguration", &bucket)],
            Operation::ChangeKeyPolicy => {
                let Some(arn) = self.setup.policy_key_arn() else { return Vec::new() };
                let request = Request::new(&self.principal, "kms:PutKeyPolicy", arn);
                vec![Step { service: Service::Kms, request, resource: key_policy(self.setup) }]
            }
            Operation::ManageKey => {
                let Some(arn) = self.setup.policy_key_arn() else { return Vec::new() };
                let step = |action| Step {
                    service: Service::Kms,
                    request: Request::new(&self.principal, action, &arn),
                    resource: key_policy(self.setup),
                };
                let manage = [
                    "kms:DisableKey",
                    "kms:EnableKeyRotation",
                    "kms:ScheduleKeyDeletion",
                    "kms:PutKeyPolicy",
                ];
                manage.map(step).into()
            }
            Operation::Audit => {
                let request = Request::new(&self.principal, "cloudtrail:LookupEvents", "*");
                vec![Step { service: Service::Other, request, resource: None }]
            }
        }
    }

    /// S3's own permission, then KMS's for the key that the object gets.
    fn upload(&self, upload: &Upload) -> Vec<Step> {
        let request = upload.request(&self.principal, &self.object());
        let mut steps = vec![Step { service: Service::S3, request, resource: Some(self.bucket_policy()) }];
        let key = match &upload.encryption {
            Encryption::Default => self.own_key(),
            Encryption::SseS3 | Encryption::SseC => None,
            Encryption::SseKms(None) | Encryption::DsseKms(None) => Some(self.aws_managed_key()),
            Encryption::SseKms(Some(named)) | Encryption::DsseKms(Some(named)) => {
                let own = self.own_key().filter(|(arn, _)| arn == named);
                // Of another key nothing is known, so nothing allows its use.
                Some(own.unwrap_or_else(|| (named.clone(), None)))
            }
        };
        steps.extend(self.kms(key.clone(), "kms:GenerateDataKey"));
        if upload.multipart {
            steps.extend(self.kms(key, "kms:Decrypt"));
        }
        steps
    }

    /// A request to S3 over TLS.
    fn s3(&self, action: &str, resource: &str) -> Step {
        let request = Request::new(&self.principal, action, resource).with(TLS_KEY, "true");
        Step { service: Service::S3, request, resource: Some(self.bucket_policy()) }
    }

    /// A call to KMS that S3 makes on the principal's behalf; none without a key.
    fn kms(&self, key: Option<(String, Option<Document>)>, action: &str) -> Option<Step> {
        let (arn, policy) = key?;
        // With a Bucket Key the context is the bucket's ARN, without one the object's.
        let context =
            if self.setup.option().has_bucket_key() { self.setup.bucket_arn() } else { self.object() };
        let service = self.setup.via_service().into_iter().next().unwrap_or_default();
        let request = Request::new(&self.principal, action, arn)
            .with(VIA_SERVICE_KEY, service)
            .with("kms:CallerAccount", self.setup.account().as_str())
            .with(CONTEXT_KEY, context);
        Some(Step { service: Service::Kms, request, resource: policy })
    }

    /// The key that the bucket's default uses, and its policy.
    fn own_key(&self) -> Option<(String, Option<Document>)> {
        match self.setup.option().kms_key()? {
            KmsKey::AwsManaged => Some(self.aws_managed_key()),
            KmsKey::CustomerManaged => Some((self.setup.policy_key_arn()?, key_policy(self.setup))),
        }
    }

    /// `aws/s3`. Its id is AWS's; its policy is about any.
    fn aws_managed_key(&self) -> (String, Option<Document>) {
        let (partition, region, account) =
            (self.setup.partition(), self.setup.region(), self.setup.account());
        let arn = format!("arn:{partition}:kms:{region}:{account}:key/aws-s3");
        (arn, Some(aws_managed_key_policy(self.setup)))
    }

    fn bucket_policy(&self) -> Document {
        bucket_policy(self.setup, self.setup.bucket_policy())
    }

    fn object(&self) -> String {
        format!("{}/an/object", self.setup.bucket_arn())
    }
}
