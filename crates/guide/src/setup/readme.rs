//! What to read: `README.md`, the index of the set with its traps and its monthly cost, and `migrate.md`.

use super::escape::render;
use super::shell::Values;
use super::{BucketPolicyForm, Costs, File, Setup};
use crate::Result;
use askama::Template;
use sse_pricing::display::count;
use sse_pricing::migration::Method;
use sse_pricing::{EncryptionOption, LineItem, Money};

#[derive(Template)]
#[template(path = "README.md")]
struct Readme<'a> {
    v: &'a Values,
    partition: &'static str,
    others: &'a [File],
    steps: Vec<String>,
    callers: Vec<(&'static str, String)>,
    costs: Option<Month>,
    traps: Vec<&'static str>,
}

#[derive(Template)]
#[template(path = "migrate.md")]
struct Migrate<'a> {
    v: &'a Values,
    migrations: Vec<Once>,
}

struct Month {
    sentence: String,
    lines: Vec<Line>,
}

struct Once {
    heading: String,
    lines: Vec<Line>,
}

struct Line {
    label: &'static str,
    formula: String,
    amount: String,
}

impl Line {
    fn new(line: &LineItem) -> Line {
        let amount = line.amount().map_or_else(|| "unknown".to_owned(), Money::exact);
        Line { label: line.code().label(), formula: line.formula(), amount }
    }
}

pub(crate) fn files(setup: &Setup, others: &[File]) -> Result<Vec<File>> {
    let v = &Values::new(setup);
    let migrations = setup.costs().map(once).unwrap_or_default();
    let file = |name, about, content| File { name, content, executable: false, about };
    let migrate =
        file("migrate.md", "what to do with objects that exist already", render(&Migrate { v, migrations })?);
    let listed: Vec<File> = std::iter::once(migrate.clone()).chain(others.iter().cloned()).collect();
    let readme = Readme {
        v,
        partition: setup.partition().id(),
        others: &listed,
        steps: steps(setup),
        callers: callers(setup),
        costs: setup.costs().map(month),
        traps: traps(setup),
    };
    Ok(vec![file("README.md", "what is here, in which order, at what cost", render(&readme)?), migrate])
}

fn steps(setup: &Setup) -> Vec<String> {
    let mut steps = Vec::new();
    if setup.creates_key() {
        steps.push("The three roles must exist: the key policy names them, and KMS refuses a policy that names a role which does not.".to_owned());
    } else if setup.has_own_key() {
        steps.push("Add the statements of `key-policy.json` to the key's own policy. No program here changes a key that it did not make.".to_owned());
    }
    steps.push(
        "`./setup.sh --dry-run` prints what would be done, `./setup.sh` does it. It can be run again."
            .to_owned(),
    );
    let filled =
        if setup.creates_key() { ", from `filled/`, where `setup.sh` has put the key's id in" } else { "" };
    steps.push(format!(
        "Attach `iam-application.json` (or `iam-application-single.json`), `iam-operator.json` and `iam-security.json` to the \
         three roles{filled}."
    ));
    steps.push("`./verify.sh` checks it, with a probe object that it removes.".to_owned());
    steps.push("Upload as the files under `uploads/` do.".to_owned());
    steps.push("`migrate.md` says what to do with objects that are there already.".to_owned());
    steps.push("`./teardown.sh` takes it back. It shows first what it would do.".to_owned());
    steps
}

/// What each program calls, as the permissions that IAM has for it.
fn callers(setup: &Setup) -> Vec<(&'static str, String)> {
    let spans = |permissions: &[&str]| {
        permissions.iter().map(|permission| format!("`{permission}`")).collect::<Vec<_>>().join(", ")
    };
    let (creates, own) = (setup.creates_key(), setup.has_own_key());
    let mut set_up = vec![
        "s3:GetBucketLocation",
        "s3:CreateBucket",
        "s3:PutBucketPublicAccessBlock",
        "s3:PutEncryptionConfiguration",
        "s3:GetBucketPolicy",
        "s3:PutBucketPolicy",
    ];
    let mut verify = vec![
        "s3:GetBucketLocation",
        "s3:GetEncryptionConfiguration",
        "s3:GetBucketPolicy",
        "s3:PutObject",
        "s3:GetObject",
        "s3:DeleteObject",
        "s3:DeleteObjectVersion",
    ];
    let mut tear_down = vec![
        "s3:GetEncryptionConfiguration",
        "s3:PutEncryptionConfiguration",
        "s3:GetBucketPolicy",
        "s3:DeleteBucketPolicy",
    ];
    if own {
        set_up.push("kms:DescribeKey");
        verify.extend(["kms:DescribeKey", "kms:GenerateDataKey", "kms:Decrypt"]);
    }
    if setup.alias().is_some() {
        set_up.push("kms:CreateAlias");
        tear_down.extend(["kms:DescribeKey", "kms:DeleteAlias"]);
    }
    if creates {
        set_up.extend([
            "iam:GetRole",
            "kms:CreateKey",
            "kms:GetKeyPolicy",
            "kms:PutKeyPolicy",
            "kms:EnableKeyRotation",
        ]);
        verify.extend(["kms:GetKeyRotationStatus", "kms:GetKeyPolicy"]);
        tear_down.extend(["s3:ListBucketVersions", "kms:ScheduleKeyDeletion"]);
    }
    vec![
        ("setup.sh", spans(&set_up)),
        ("verify.sh", format!("{}; with `--no-probe` none of those on objects", spans(&verify))),
        ("teardown.sh", spans(&tear_down)),
    ]
}

/// The points where guides commonly go wrong, as far as they concern this setup.
fn traps(setup: &Setup) -> Vec<&'static str> {
    let option = setup.option();
    let mut traps = match (setup.bucket_policy(), option) {
        (BucketPolicyForm::RequireHeader, EncryptionOption::SseC) => {
            vec!["The bucket policy refuses every upload without a key of its own in the request."]
        }
        (BucketPolicyForm::RequireHeader, _) => vec![
            "The bucket policy sees the headers of a request, not the bucket's default: an upload that relies on the default is \
             refused. The other form, `refuse-wrong`, lets it pass.",
        ],
        (BucketPolicyForm::RefuseWrong, EncryptionOption::SseC) => vec![
            "The bucket policy refuses uploads that name another encryption. An upload that names none is stored under SSE-S3: the \
             other form, `require-header`, refuses it.",
        ],
        (BucketPolicyForm::RefuseWrong, _) => vec![
            "The bucket policy refuses a wrong encryption header and lets uploads pass that carry none and rely on the bucket's \
             default. A policy with `StringNotEquals` alone would refuse those too, for it is true of an absent header.",
        ],
    };
    if setup.has_own_key() {
        traps.push(
            "An upload that names the algorithm and no key is encrypted with the AWS managed key `aws/s3`, not with the bucket's \
             key. The bucket policy refuses it.",
        );
        traps.push(
            "The bucket policy compares the key as text: an upload that names the key by its alias or its id alone is refused. Name it \
             by its ARN.",
        );
        traps.push(
            "An upload needs `kms:GenerateDataKey`, an upload in parts `kms:Decrypt` as well. The operator has only the first: no \
             upload in parts, which boto3 and the AWS CLI begin at 8 MiB.",
        );
        traps.push("S3 does not check that the key of the bucket's default exists. `verify.sh` does.");
    }
    if option.has_bucket_key() {
        traps.push(
            "With an S3 Bucket Key the encryption context is the bucket's ARN. A policy that expects an object's ARN there stops \
             matching, and CloudTrail shows the bucket, not the object.",
        );
        traps.push(
            "While S3 holds a bucket-level key it does not ask KMS, and a change of the key policy takes effect only after that.",
        );
        traps.push("The S3 Bucket Key serves objects that are written, or encrypted again, after it is on.");
        traps.push(
            "`upload_file` of boto3, and with it `S3Storage`, refuses `BucketKeyEnabled` among the `ExtraArgs`; `aws s3 cp` has no \
             argument for it. The bucket's default turns it on.",
        );
    }
    match option {
        EncryptionOption::SseC => {
            traps.push(
                "New buckets block SSE-C since April 2026, and so do old ones in accounts that held no such object. `setup.sh` lifts \
                 the block.",
            );
            traps.push("AWS keeps no copy of your keys. A lost key is lost data.");
            traps.push(
                "`S3Storage` of amsdal_storages sends `upload_extra_args` with uploads only. It could not read what it wrote under \
                 SSE-C, so there is no file for it here.",
            );
        }
        _ => traps.push(
            "SSE-C is blocked for this bucket: an upload with a key of its own in the request gets 403.",
        ),
    }
    traps.push(
        "The `hashicorp/aws` provider of Terraform reports a difference that never ends from 6.22 to 6.39 when \
         `blocked_encryption_types` is not set. `main.tf` sets it, and asks for 6.40.",
    );
    traps
}

/// `1 upload`, `2,000 uploads`
fn plural(number: u64, noun: &str) -> String {
    format!("{} {noun}{}", count(number), if number == 1 { "" } else { "s" })
}

fn month(costs: &Costs) -> Month {
    let estimate = costs.estimate();
    let (uploads, downloads) = (plural(costs.uploads(), "upload"), plural(costs.downloads(), "download"));
    let total = match estimate.monthly() {
        Some(monthly) => monthly.dollars().to_string(),
        None => format!("at least {}, for something is unknown,", estimate.known().dollars()),
    };
    let range = match estimate.high() {
        Some(high) if high != estimate.low() => {
            format!(
                " Between {} and {}: how long S3 keeps a bucket-level key is not published.",
                estimate.low().dollars(),
                high.dollars()
            )
        }
        _ => String::new(),
    };
    let published = costs.published();
    Month {
        sentence: format!(
            "{uploads} and {downloads} cost {total} a month, at the prices of {published}.{range}"
        ),
        lines: estimate.lines().iter().map(Line::new).collect(),
    }
}

fn once(costs: &Costs) -> Vec<Once> {
    let of = |migration: &super::costs::MigrationCost| {
        let how = match migration.method {
            Method::InPlace => "in place",
            Method::Copy => "by copy",
        };
        let total = migration.total.map(|total| total.dollars().to_string());
        let range = if migration.total.is_exact() {
            total.typical
        } else {
            format!("{}, between {} and {}", total.typical, total.low, total.high)
        };
        Once {
            heading: format!("{} of SSE-S3, {how}: {range}", plural(migration.objects, "object")),
            lines: migration.lines.iter().map(Line::new).collect(),
        }
    };
    costs.migrations().iter().map(of).collect()
}
