//! `sse-cost setup --check`: which uploads a bucket policy would refuse.

use crate::failure::{Failure, Result};
use crate::format::{self, Format, SCHEMA_VERSION};
use crate::grid::Grid;
use crate::text::{paragraphs, wrapped};
use serde::Serialize;
use serde_json::{Map, Value};
use sse_guide::policy::{Check, Document, Subject, UploadCheck};
use std::io::Read as _;
use std::path::Path;

/// What goes to standard output.
pub(crate) fn run(path: &Path, subject: Subject, format: Format) -> Result<String> {
    let name = format!("--check {}", path.display());
    let text = read(path).map_err(|error| Failure::new(&name, format!("cannot be read: {error}")))?;
    let policy = Document::from_json(&text).map_err(|error| Failure::new(&name, error))?;
    let check = Check::new(&policy, subject).map_err(|error| Failure::new(&name, error))?;
    match format {
        Format::Table => Ok(for_a_terminal(&check)),
        Format::Markdown => Ok(markdown(&check)),
        Format::Json => json(&check),
        Format::Csv => csv(&check),
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

fn for_a_terminal(check: &Check) -> String {
    let mut parts = vec![wrapped("", "", &heading(check)), grid(check).to_text()];
    let notes: Vec<String> = check.notes.iter().map(|note| wrapped("- ", "  ", note)).collect();
    if !notes.is_empty() {
        parts.push(notes.join("\n"));
    }
    parts.push(wrapped("", "", MEANING));
    paragraphs(&parts)
}

fn markdown(check: &Check) -> String {
    let mut parts = vec![format!("**{}**", heading(check)), grid(check).to_markdown()];
    let notes: Vec<String> = check.notes.iter().map(|note| format!("- {note}")).collect();
    if !notes.is_empty() {
        parts.push(notes.join("\n"));
    }
    parts.push(MEANING.to_owned());
    paragraphs(&parts)
}

const MEANING: &str = "What passes is not refused by this policy; whether it is allowed is for the role's own policies and the \
                       key's policy to say.";

fn heading(check: &Check) -> String {
    format!("Uploads to {} by {}, the right key being {}", check.object, check.principal, check.key)
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

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CheckJson<'a> {
    schema_version: u32,
    object: &'a str,
    principal: &'a str,
    key: &'a str,
    uploads: Vec<UploadJson<'a>>,
    notes: &'a [String],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct UploadJson<'a> {
    name: &'a str,
    headers: Map<String, Value>,
    tls: bool,
    refused: bool,
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

fn json(check: &Check) -> Result<String> {
    format::json(&CheckJson {
        schema_version: SCHEMA_VERSION,
        object: &check.object,
        principal: &check.principal,
        key: &check.key,
        uploads: check.uploads.iter().map(UploadJson::of).collect(),
        notes: &check.notes,
    })
}

fn csv(check: &Check) -> Result<String> {
    let row = |check: &UploadCheck| {
        let tls = check.upload.tls.to_string();
        [check.name.to_owned(), tls, check.is_refused().to_string(), check.refused_by.join(", ")]
    };
    format::csv(&["upload", "tls", "refused", "refused_by"], check.uploads.iter().map(row))
}
