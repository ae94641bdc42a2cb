//! The access matrix as text: who may do what, computed from the policies of the setup.

use super::access::{Access, Operation, Role, access, access_after_own_grant, header};
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
        ("Change the default encryption", Operation::ChangeEncryption),
        ("Change the bucket policy", Operation::ChangeBucketPolicy),
        ("Delete objects by a lifecycle rule", Operation::ChangeLifecycle),
        ("Manage the key", Operation::ManageKey),
        ("Change the key policy", Operation::ChangeKeyPolicy),
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
    let mut there = operations(setup);
    // Where there is no key, nobody has a right to it.
    there.retain(|(_, operation)| access(setup, Role::Security, operation) != Access::NotThere);
    for (name, operation) in there {
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
    text += &format!("\n## Why not\n\n{refusals}\n## By changing the configuration\n\n");
    text +=
        "The matrix holds as long as nobody changes the configuration. Who may do that could do more:\n\n";
    for role in Role::ALL {
        for means in by_configuration(setup, role) {
            text += &format!("- {}: {means}\n", role.name());
        }
    }
    text += "\nCloudTrail records each such change as a management event. Where that is not enough, take these actions from the role \
             once the bucket is set up.\n\n## What to know\n\n";
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

/// What a role could do by changing the configuration, from what it may change.
fn by_configuration(setup: &Setup, role: Role) -> Vec<&'static str> {
    let may = |operation: Operation| access(setup, role, &operation) == Access::Allowed;
    let (encryption, policy) = (may(Operation::ChangeEncryption), may(Operation::ChangeBucketPolicy));
    let reads = access_after_own_grant(setup, role) == Access::Allowed;
    let mut means = Vec::new();
    if policy {
        means.push(
            "it may change the bucket policy: lift what it refuses, such as a wrong algorithm, or let other accounts in.",
        );
        means.push(match (reads, setup.option()) {
            (true, EncryptionOption::SseC) => {
                "it may allow itself `s3:GetObject` there. It then reads what was not uploaded under SSE-C; the rest needs its key."
            }
            (true, _) => "it may allow itself `s3:GetObject` there, and then read every object.",
            (false, _) => {
                "it may allow itself `s3:GetObject` there. It still cannot read what is under the key, without `kms:Decrypt`."
            }
        });
    }
    if encryption && setup.option() != EncryptionOption::SseS3 {
        means.push(
            "it may change the default encryption: new objects without a header are then stored another way.",
        );
    }
    if encryption && policy && !reads {
        means.push(
            "both together let it read new objects: with SSE-S3 as the default and `s3:GetObject` for itself, an upload \
             without a header needs no key to be read.",
        );
    }
    if may(Operation::ChangeLifecycle) {
        means.push("it may delete every object by a lifecycle rule that expires them, old versions as well.");
    }
    if may(Operation::ManageKey) {
        means.push("it may disable the key or schedule its deletion: nothing under it can be read then.");
    }
    if may(Operation::ChangeKeyPolicy) {
        means.push(
            "it may change the key policy, and so allow itself `kms:Decrypt`: it still needs `s3:GetObject`, which the operator \
             could give it.",
        );
    }
    means
}

/// What a matrix of three roles does not show.
fn notes(setup: &Setup) -> Vec<&'static str> {
    let kms = setup.option().kms_key();
    let mut notes = vec![
        "The three roles have these policies and no others. Whatever else is attached to a role adds to what it may do.",
    ];
    notes.push(
        "`cloudtrail:LookupEvents` shows management events of 90 days, and the calls to KMS are among them. It shows no S3 data \
         events: those are in the files of the trail that records them, and reading these is a right of its own.",
    );
    match kms {
        Some(KmsKey::CustomerManaged) => notes.push(
            "The key policy leaves the key to the account as well, as AWS advises, so that it cannot become unmanageable: an \
             administrator with `kms:*` in an IAM policy may use it.",
        ),
        Some(KmsKey::AwsManaged) => {
            notes.push("The key policy of `aws/s3` is AWS's: whoever may get an object may decrypt it.");
        }
        None => notes.push("There is no KMS key between a download and its object."),
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
