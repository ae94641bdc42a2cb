//! `--workload FILE`: a workload as the JSON output holds it under `workload`.

use crate::failure::{Failure, Result};
use sse_pricing::Workload;
use std::io::Read as _;
use std::path::Path;

/// Reads a file, or standard input where the name is `-`.
pub(crate) fn read(path: &Path) -> Result<Workload> {
    let text = text(path).map_err(|error| Failure::new(subject(path), format!("cannot be read: {error}")))?;
    serde_json::from_str(&text).map_err(|error| Failure::new(subject(path), error))
}

fn text(path: &Path) -> std::io::Result<String> {
    if path.as_os_str() != "-" {
        return std::fs::read_to_string(path);
    }
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    Ok(text)
}

/// The file as a message names it.
pub(crate) fn subject(path: &Path) -> String {
    let name = path.display();
    if path.as_os_str() == "-" {
        "--workload - (standard input)".to_owned()
    } else {
        format!("--workload {name}")
    }
}
