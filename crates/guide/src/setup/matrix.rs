//! The access matrix as text: who may do what, computed from the policies of the setup.

use super::access::{Access, Operation, Role, access, header};
use super::escape::code_span;
use super::{BucketPolicyForm, File, Setup};
use crate::Result;
use crate::policy::{Encryption, Reason, Upload};
use sse_pricing::{EncryptionOption, KmsKey};

pub(crate) fn files(setup: &Setup) -> Result<Vec<File>> {
    Ok(vec![File {
        name: "access-matrix.md",
        content: matrix(setup),
        executable: false,
        about: "who may list, upload, download, decrypt, manage and audit",
    }])
}

/// What the rows are about, under the names that they are shown with.
#[must_use]
pub fn operations(setup: &Setup) -> Vec<(&'static str, Operation)> {
    let header = header(setup);
    let passing = match setup.bucket_policy() {
        BucketPolicyForm::RequireHeader => header.clone(),
        BucketPolicyForm::RefuseWrong => Encryption::Default,
    };
    vec![
        ("List objects", Operation::List),
        ("Upload, by the bucket's default", Operation::Upload(Upload::new(Encryption::Default))),
        ("Upload, with the header", Operation::Upload(Upload::new(header))),
        ("Upload in parts", Operation::Upload(Upload::new(passing).in_parts())),
        ("Download", Operation::Download),
        ("Call `kms:Decrypt` directly", Operation::DecryptDirectly),
        ("Manage the bucket", Operation::ManageBucket),
        ("Manage the key", Operation::ManageKey),
        ("Read the trail", Operation::Audit),
    ]
}

fn matrix(setup: &Setup) -> String {
    let mut text = format!("# Who may do what with {}\n\n", code_span(setup.bucket().as_str()));
    text += "Computed from the policies of this set: each cell is every policy's word on every request that the operation takes.\n\n";
    let title = |role: Role| format!("{} {}", role.name(), code_span(role.of(setup).as_str()));
    text += &row("", Role::ALL.map(title));
    text += &row("---", Role::ALL.map(|_| "---".to_owned()));
    let mut refusals = String::new();
    for (name, operation) in operations(setup) {
        let cells = Role::ALL.map(|role| {
            let access = access(setup, role, &operation);
            if let Access::Refused { action, reason } = &access {
                let (role, why) = (role.name(), why(reason));
                refusals += &format!("- {name}, {role}: `{action}`: {why}\n");
            }
            short(&access).to_owned()
        });
        text += &row(name, cells);
    }
    text += &format!("\n## Why not\n\n{refusals}\n## What to know\n\n");
    for note in notes(setup) {
        text += &format!("- {note}\n");
    }
    text
}

fn row(name: &str, cells: [String; 3]) -> String {
    let [a, b, c] = cells;
    format!("| {name} | {a} | {b} | {c} |\n")
}

fn short(access: &Access) -> &'static str {
    match access {
        Access::Allowed => "yes",
        Access::Refused { .. } => "no",
        Access::NotThere => "–",
    }
}

fn why(reason: &Reason) -> String {
    match reason {
        Reason::Statement(name) => format!("refused by {}", code_span(name)),
        Reason::NothingAllows => "no policy allows it".to_owned(),
        Reason::KeyPolicySilent => "the key policy does not allow it".to_owned(),
    }
}

/// What a matrix of three roles does not show.
fn notes(setup: &Setup) -> Vec<&'static str> {
    let kms = setup.option().kms_key();
    let mut notes = vec![
        "The three roles have these policies and no others. Whatever else is attached to a role adds to what it may do.",
    ];
    match kms {
        Some(KmsKey::CustomerManaged) => notes.extend([
            "The operator may change the bucket policy, and so allow itself `s3:GetObject`: it still cannot read without \
             `kms:Decrypt`, which the key policy does not give it.",
            "The security team may change the key policy, and so allow itself `kms:Decrypt`: it still cannot read without \
             `s3:GetObject`. CloudTrail records each `PutKeyPolicy`.",
            "The key policy leaves the key to the account as well, as AWS advises, so that it cannot become unmanageable: an \
             administrator with `kms:*` in an IAM policy may use it.",
        ]),
        Some(KmsKey::AwsManaged) => notes.push(
            "The key policy of `aws/s3` is AWS's: whoever may get an object may decrypt it. The operator may change the \
             bucket policy, and so allow itself to read.",
        ),
        None => notes.push(
            "There is no KMS key between a download and its object. The operator may change the bucket policy, and so allow \
             itself to read what S3 decrypts.",
        ),
    }
    if setup.option().has_bucket_key() {
        notes.push(
            "While S3 holds a bucket-level key it does not ask KMS, so that a change of the key policy takes effect late, and \
             the trail names the bucket, not the object.",
        );
    }
    if setup.option() == EncryptionOption::SseC {
        notes.push(
            "A download of SSE-C also needs the key itself: who has `s3:GetObject` and no key gets an error.",
        );
    }
    if setup.key_arn().is_some() {
        notes.push(
            "The key exists already and keeps its own policy: the matrix holds once that policy has the statements of \
             `key-policy.json`.",
        );
    }
    notes
}
