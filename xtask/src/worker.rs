//! The service worker that keeps the page for use without a network: web/worker.js with the list of what it keeps.

use anyhow::{Context, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use crate::assets::fill;

/// Its name stays: by it browsers find a new version. Beside index.html, for it speaks for nothing outside its folder.
pub(crate) const FILE: &str = "sw.js";

/// Where web/worker.js wants the list.
const PLACE: &str = "const FILES = [];";

/// The digest of a file as `fetch` checks it (W3C, Subresource Integrity).
pub(crate) fn digest(content: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(content)))
}

/// The worker with each file and its digest.
pub(crate) fn with_files(worker: &str, files: &[(String, String)]) -> Result<String> {
    let files = serde_json::to_string(files).context("the list of files")?;
    fill(worker, PLACE, &format!("const FILES = {files};")).context("web/worker.js")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_as_openssl_gives_them() {
        // `printf '' | openssl dgst -sha256 -binary | base64`
        assert_eq!(digest(b""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    }

    #[test]
    fn the_list_is_written_into_its_place() {
        let files = [("assets/a-1.js".to_owned(), "sha256-x".to_owned())];
        let worker = with_files(include_str!("../../web/worker.js"), &files).unwrap();
        assert!(worker.contains(r#"const FILES = [["assets/a-1.js","sha256-x"]];"#));
        assert!(with_files("const FILES = {};", &files).is_err());
    }
}
