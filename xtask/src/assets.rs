//! Files as they go to a browser: named after their content, with compressed copies beside them.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};

/// When a browser asks for a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Load {
    /// With the page.
    First,
    /// When somebody opens what needs it.
    OnDemand,
    /// When the browser keeps the page for use without a network, or installs it.
    Kept,
}

/// The bytes of one file, plain and compressed.
pub(crate) struct Size {
    pub(crate) file: String,
    pub(crate) load: Load,
    pub(crate) raw: usize,
    pub(crate) gzip: usize,
    pub(crate) brotli: usize,
}

/// `web/style/main.css` becomes `assets/main-0123456789.css`.
///
/// The name follows from the content, so a browser may keep the file for ever: another content has another name.
pub(crate) fn hashed_name(source: &str, content: &[u8]) -> Result<String> {
    let file = source.rsplit('/').next().unwrap_or(source);
    let (stem, ending) = file.split_once('.').with_context(|| format!("{source} has no file ending"))?;
    // Forty bits tell the versions of one file apart; nobody attacks their own assets.
    let digest = Sha256::digest(content);
    let hash: String = digest.iter().take(5).map(|byte| format!("{byte:02x}")).collect();
    Ok(format!("assets/{stem}-{hash}.{ending}"))
}

/// The addresses under `web/` that a page refers to, in order, each once.
pub(crate) fn references(html: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for part in html.split("=\"web/").skip(1) {
        let address = format!("web/{}", part.split('"').next().unwrap_or_default());
        if !found.contains(&address) {
            found.push(address);
        }
    }
    found
}

/// Replaces an address that stands in double quotes. It must be there: a reference that was renamed in the source and
/// not here would otherwise be noticed in the browser only.
pub(crate) fn replace_reference(text: &str, from: &str, to: &str) -> Result<String> {
    let quoted = format!("\"{from}\"");
    ensure!(text.contains(&quoted), "no reference to {quoted} found");
    Ok(text.replace(&quoted, &format!("\"{to}\"")))
}

/// Writes content into the one place that waits for it.
pub(crate) fn fill(html: &str, place: &str, content: &str) -> Result<String> {
    let places = html.matches(place).count();
    ensure!(places == 1, "{places} places for what goes into one: {place}");
    Ok(html.replace(place, content))
}

/// Comments in index.html are for its authors.
pub(crate) fn without_comments(html: &str) -> Result<String> {
    let mut kept = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("<!--") {
        kept.push_str(before.trim_end());
        (_, rest) = after.split_once("-->").context("a comment has no end")?;
    }
    Ok(kept + rest)
}

/// Writes a file with its `.gz` and `.br` copies, which a server hands out without compressing anything itself.
pub(crate) fn write(folder: &Path, file: &str, content: &[u8], load: Load) -> Result<Size> {
    let path = folder.join(file);
    let gzip = gzip(content)?;
    let brotli = brotli(content)?;
    write_file(&path, content)?;
    write_file(&with_suffix(&path, ".gz"), &gzip)?;
    write_file(&with_suffix(&path, ".br"), &brotli)?;
    Ok(Size { file: file.to_owned(), load, raw: content.len(), gzip: gzip.len(), brotli: brotli.len() })
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

/// As a host sends it at best.
pub(crate) fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let best = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut compressed, &best)?;
    Ok(compressed)
}

/// Writes a file as it is.
pub(crate) fn write_file(path: &Path, content: &[u8]) -> Result<()> {
    fs::write(path, content).with_context(|| format!("cannot write {}", path.display()))
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_content() {
        let name = |content: &[u8]| hashed_name("web/style/main.css", content).unwrap();
        // The first forty bits of SHA-256 of nothing, from FIPS 180-4's published example values.
        assert_eq!(name(b""), "assets/main-e3b0c44298.css");
        assert_ne!(name(b"a{}"), name(b"b{}"));
        assert!(hashed_name("web/README", b"").is_err());
    }

    #[test]
    fn references_are_found_once() {
        let html =
            r#"<link href="web/a.css"><script src="web/b.js"></script><link href="web/a.css"><a href="x">"#;
        assert_eq!(references(html), ["web/a.css", "web/b.js"]);
    }

    #[test]
    fn a_missing_reference_is_an_error() {
        assert_eq!(
            replace_reference(r#"import("./a.js")"#, "./a.js", "./b.js").unwrap(),
            r#"import("./b.js")"#
        );
        assert!(replace_reference("import('./a.js')", "./a.js", "./b.js").is_err());
    }

    #[test]
    fn a_place_is_filled_where_there_is_one() {
        assert_eq!(fill("<a><b></b>", "<b></b>", "<b>x</b>").unwrap(), "<a><b>x</b>");
        assert!(fill("<a>", "<b></b>", "").is_err());
        assert!(fill("<b></b><b></b>", "<b></b>", "").is_err());
    }

    #[test]
    fn comments_go_with_the_space_before_them() {
        assert_eq!(without_comments("<a>\n  <!-- x\n y -->\n  <b>\n").unwrap(), "<a>\n  <b>\n");
        assert_eq!(without_comments("<a><!-- x --> <b>").unwrap(), "<a> <b>");
        assert!(without_comments("<a><!-- x").is_err());
    }

    #[test]
    fn compressed_copies_hold_the_same_bytes() {
        use std::io::Read;
        let content = "What does encryption cost? ".repeat(100).into_bytes();
        let mut unzipped = Vec::new();
        flate2::read::GzDecoder::new(&*gzip(&content).unwrap()).read_to_end(&mut unzipped).unwrap();
        assert_eq!(unzipped, content);
        let mut unpacked = Vec::new();
        brotli::BrotliDecompress(&mut &*brotli(&content).unwrap(), &mut unpacked).unwrap();
        assert_eq!(unpacked, content);
    }
}
