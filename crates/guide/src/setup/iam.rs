//! The policies to attach to the three roles, each no more than its duty needs.

use super::policies::{KEY_ADMINISTRATION, through_s3};
use super::{File, Setup};
use crate::Result;
use crate::policy::{Document, Effect, Statement};

/// How the application uploads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Uploads {
    /// In one request each.
    Single,
    /// Large ones in parts, as boto3 and the AWS CLI do from 8 MiB on.
    Multipart,
}

pub(crate) fn files(setup: &Setup) -> Result<Vec<File>> {
    let file =
        |name, about, policy: &Document| File { name, content: policy.to_json(), executable: false, about };
    Ok(vec![
        file(
            "iam-application.json",
            "for the application's role: list, upload also in parts, download",
            &application(setup, Uploads::Multipart),
        ),
        file(
            "iam-application-single.json",
            "the same for an application that uploads in one request each",
            &application(setup, Uploads::Single),
        ),
        file(
            "iam-operator.json",
            "for the operator's role: manage the bucket, upload in one request, read nothing",
            &operator(setup),
        ),
        file(
            "iam-security.json",
            if setup.has_own_key() {
                "for the security team's role: manage the key, read the trail, no data"
            } else {
                "for the security team's role: read the trail, no data"
            },
            &security(setup),
        ),
    ])
}

/// The application: writes and reads objects. It deletes none.
///
/// Reading needs `kms:Decrypt`, and so does uploading in parts.
#[must_use]
pub fn application(setup: &Setup, uploads: Uploads) -> Document {
    let (bucket, objects) = arns(setup);
    let mut on_bucket = vec!["s3:ListBucket"];
    let mut on_objects = vec!["s3:GetObject", "s3:PutObject"];
    if uploads == Uploads::Multipart {
        on_bucket.push("s3:ListBucketMultipartUploads");
        on_objects.extend(["s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"]);
    }
    let mut statements = vec![
        Statement::new("ListTheBucket", Effect::Allow, &on_bucket).on([bucket]),
        Statement::new("ReadAndWriteObjects", Effect::Allow, &on_objects).on([objects]),
    ];
    statements.extend(use_key(setup, &["kms:Decrypt", "kms:GenerateDataKey"]));
    Document::new(statements)
}

/// The infrastructure operator: manages the bucket and uploads in one request; reads no object.
///
/// Without `kms:Decrypt` neither downloads nor uploads in parts work, whatever else is allowed.
#[must_use]
pub fn operator(setup: &Setup) -> Document {
    let (bucket, objects) = arns(setup);
    let manage = [
        "s3:DeleteBucketPolicy",
        "s3:GetBucketLocation",
        "s3:GetBucketPolicy",
        "s3:GetBucketPublicAccessBlock",
        "s3:GetBucketTagging",
        "s3:GetBucketVersioning",
        "s3:GetEncryptionConfiguration",
        "s3:GetLifecycleConfiguration",
        "s3:ListBucket",
        "s3:PutBucketPolicy",
        "s3:PutBucketPublicAccessBlock",
        "s3:PutBucketTagging",
        "s3:PutBucketVersioning",
        "s3:PutEncryptionConfiguration",
        "s3:PutLifecycleConfiguration",
    ];
    let mut statements = vec![
        Statement::new("ManageTheBucket", Effect::Allow, &manage).on([bucket]),
        Statement::new("UploadObjects", Effect::Allow, &["s3:PutObject"]).on([objects]),
    ];
    statements.extend(use_key(setup, &["kms:GenerateDataKey"]));
    Document::new(statements)
}

/// The security team: manages the key, reads CloudTrail and how the bucket is set up; no object.
#[must_use]
pub fn security(setup: &Setup) -> Document {
    let (bucket, _) = arns(setup);
    let look = ["s3:GetBucketPolicy", "s3:GetEncryptionConfiguration"];
    // Neither these of CloudTrail nor those that list keys can be narrowed to a resource.
    let trail = ["cloudtrail:DescribeTrails", "cloudtrail:LookupEvents"];
    let mut statements = Vec::new();
    if let Some(arn) = setup.policy_key_arn() {
        let alias = setup.alias().map(|alias| {
            format!("arn:{}:kms:{}:{}:{alias}", setup.partition(), setup.region(), setup.account())
        });
        let resources = std::iter::once(arn).chain(alias);
        // Without an alias among the resources its actions would apply to nothing.
        let applies = |action: &&str| setup.alias().is_some() || !action.ends_with("Alias");
        let actions: Vec<&str> = KEY_ADMINISTRATION.into_iter().filter(applies).collect();
        statements.push(Statement::new("ManageTheKey", Effect::Allow, &actions).on(resources));
        let list = ["kms:ListAliases", "kms:ListKeys"];
        statements.push(Statement::new("FindTheKey", Effect::Allow, &list).on(["*"]));
    }
    statements.push(Statement::new("ReadTheTrail", Effect::Allow, &trail).on(["*"]));
    statements.push(Statement::new("SeeHowTheBucketIsSetUp", Effect::Allow, &look).on([bucket]));
    Document::new(statements)
}

fn arns(setup: &Setup) -> (String, String) {
    let bucket = setup.bucket_arn();
    let objects = format!("{bucket}/*");
    (bucket, objects)
}

/// The use of a customer managed key, through S3 and for this bucket only. `aws/s3` needs no statement: its key policy allows
/// whoever may use S3.
fn use_key(setup: &Setup, actions: &[&str]) -> Option<Statement> {
    let arn = setup.policy_key_arn()?;
    Some(through_s3(Statement::new("UseTheKeyThroughS3", Effect::Allow, actions).on([arn]), setup))
}
