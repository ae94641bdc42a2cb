//! `sse-cost setup --check`: which uploads a bucket policy would refuse.

use crate::failure::{Failure, Result};
use crate::format::{self, Format, SCHEMA_VERSION};
use crate::grid::Grid;
use crate::text::{paragraphs, wrapped};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};
use sse_guide::policy::{Check, Document, Subject, UploadCheck};
use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::Path;

/// What goes to standard output.
pub(crate) fn run(path: &Path, subject: &Subject, format: Format) -> Result<String> {
    let name = format!("--check {}", path.display());
    let text = read(path).map_err(|error| Failure::new(&name, format!("cannot be read: {error}")))?;
    let policy = Document::from_json(&text).map_err(|error| Failure::new(&name, error))?;
    let checks = Check::all(&policy, subject).map_err(|error| Failure::new(&name, error))?;
    match format {
        Format::Table => Ok(for_a_terminal(&checks)),
        Format::Markdown => Ok(markdown(&checks)),
        Format::Json => json(&checks),
        Format::Csv => csv(&checks),
    }
}

fn read(path: &Path) -> std::io::Result<String> {
    if path.as_os_str() != "-" {
        return std::fs::read_to_string(path);
    }
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    Ok(text)
}

fn for_a_terminal(checks: &[Check]) -> String {
    let mut parts = Vec::new();
    for check in checks {
        parts.push(wrapped("", "", &heading(check)));
        parts.push(grid(check).to_text());
        let notes: Vec<String> = check.notes.iter().map(|note| wrapped("- ", "  ", note)).collect();
        if !notes.is_empty() {
            parts.push(notes.join("\n"));
        }
    }
    parts.push(wrapped("", "", MEANING));
    paragraphs(&parts)
}

fn markdown(checks: &[Check]) -> String {
    let mut parts = Vec::new();
    for check in checks {
        parts.push(format!("**{}**", heading(check)));
        parts.push(grid(check).to_markdown());
        let notes: Vec<String> = check.notes.iter().map(|note| format!("- {note}")).collect();
        if !notes.is_empty() {
            parts.push(notes.join("\n"));
        }
    }
    parts.push(MEANING.to_owned());
    paragraphs(&parts)
}

const MEANING: &str = "What passes is not refused by this policy; whether it is allowed is for the role's own policies and the \
                       key's policy to say.";

/// Where nobody said which key is the right one, and no condition of the policy names it.
const EXAMPLE: &str = ", an example: the policy names none and --key-arn was not given";

fn heading(check: &Check) -> String {
    let example = if check.key_is_example { EXAMPLE } else { "" };
    format!("Uploads to {} by {}, the right key being {}{example}", check.object, check.principal, check.key)
}

fn grid(check: &Check) -> Grid {
    let row = |upload: &UploadCheck| {
        vec![upload.name.to_owned(), result(upload).to_owned(), upload.refused_by.join(", ")]
    };
    Grid::new().words("Upload").words("Result").words("Refused by").rows(check.uploads.iter().map(row))
}

fn result(upload: &UploadCheck) -> &'static str {
    if upload.is_refused() { "refused" } else { "passes" }
}

/// Which uploads a bucket policy would refuse.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "SetupCheck")]
pub(crate) struct CheckJson<'a> {
    /// The version of this shape. Fields are added without a new one, never renamed or taken away.
    #[schemars(extend("const" = 1))]
    schema_version: u32,
    /// The object that is uploaded, by its ARN.
    object: &'a str,
    /// Who uploads, by their ARN.
    principal: &'a str,
    /// The KMS key, by its ARN.
    key: &'a str,
    /// The uploads that were tried.
    uploads: Vec<UploadJson<'a>>,
    /// What to know of the answers.
    notes: &'a [String],
    /// Whether nobody named the key: the policy has none, and none was given.
    key_is_example: bool,
    /// Other objects, which meet something else.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    others: Vec<CheckJson<'a>>,
}

impl<'a> CheckJson<'a> {
    fn of(check: &'a Check, others: &'a [Check]) -> CheckJson<'a> {
        CheckJson {
            schema_version: SCHEMA_VERSION,
            object: &check.object,
            principal: &check.principal,
            key: &check.key,
            uploads: check.uploads.iter().map(UploadJson::of).collect(),
            notes: &check.notes,
            key_is_example: check.key_is_example,
            others: others.iter().map(|other| CheckJson::of(other, &[])).collect(),
        }
    }
}

/// An upload, and whether it is refused.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "SetupUpload")]
struct UploadJson<'a> {
    /// What it is.
    name: &'a str,
    /// Its headers, by their names.
    #[schemars(with = "BTreeMap<String, String>")]
    headers: Map<String, Value>,
    /// Whether it is encrypted on its way.
    tls: bool,
    /// Whether the policy refuses it.
    refused: bool,
    /// The statements that refuse it.
    refused_by: &'a [String],
}

impl<'a> UploadJson<'a> {
    fn of(check: &'a UploadCheck) -> UploadJson<'a> {
        let headers = check.upload.headers().into_iter().map(|(name, value)| (name.to_owned(), value.into()));
        UploadJson {
            name: check.name,
            headers: headers.collect(),
            tls: check.upload.tls,
            refused: check.is_refused(),
            refused_by: &check.refused_by,
        }
    }
}

fn json(checks: &[Check]) -> Result<String> {
    let checks = checks.split_first().map(|(first, others)| CheckJson::of(first, others));
    format::json(&checks)
}

/// A row for each upload; the last cell is the object that it is of.
fn csv(checks: &[Check]) -> Result<String> {
    let row = |object: &str, check: &UploadCheck| {
        let (tls, refused) = (check.upload.tls.to_string(), check.is_refused().to_string());
        [check.name.to_owned(), tls, refused, check.refused_by.join(", "), object.to_owned()]
    };
    let rows = checks.iter().flat_map(|of| of.uploads.iter().map(|upload| row(&of.object, upload)));
    format::csv(&["upload", "tls", "refused", "refused_by", "object"], rows)
}
