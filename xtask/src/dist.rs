//! `cargo xtask dist`: the page to put on a host, and what it weighs.

use std::env;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::assets::Size;
use crate::site;
use crate::workspace::Workspace;

/// Bytes after brotli that the whole page may weigh. A page that answers in under a second on a slow phone is the point
/// of writing it in Rust; a budget keeps dependencies from eating that unnoticed.
const PAGE_BUDGET: usize = 110_000;

/// The same for the compiled program alone.
const WASM_BUDGET: usize = 90_000;

/// Builds into `out`, seen from where the command was started.
pub(crate) fn command(workspace: &Workspace, out: &Path) -> Result<()> {
    let out = env::current_dir().context("the current folder is gone")?.join(out);
    build(workspace, &out)?;
    println!("\nThe page is in {}", out.display());
    Ok(())
}

/// Builds the page into a folder and fails where it is over a budget.
pub(crate) fn build(workspace: &Workspace, folder: &Path) -> Result<()> {
    let sizes = site::build(workspace, folder)?;
    print!("\n{}", table(&sizes));
    check(&sizes)
}

fn table(sizes: &[Size]) -> String {
    let total = Size {
        file: "total".to_owned(),
        raw: sizes.iter().map(|size| size.raw).sum(),
        gzip: sizes.iter().map(|size| size.gzip).sum(),
        brotli: sizes.iter().map(|size| size.brotli).sum(),
    };
    let mut table = format!("{:36} {:>9} {:>9} {:>9}\n", "file (bytes)", "raw", "gzip", "brotli");
    for Size { file, raw, gzip, brotli } in sizes.iter().chain([&total]) {
        table += &format!("{file:36} {raw:9} {gzip:9} {brotli:9}\n");
    }
    table
        + &format!("{:36} {:>9} {:>9} {PAGE_BUDGET:9}\n", "budget: total", "", "")
        + &format!("{:36} {:>9} {:>9} {WASM_BUDGET:9}\n", "budget: wasm", "", "")
}

fn check(sizes: &[Size]) -> Result<()> {
    let page: usize = sizes.iter().map(|size| size.brotli).sum();
    let wasm: usize = sizes.iter().filter(|size| size.file.ends_with(".wasm")).map(|size| size.brotli).sum();
    for (what, bytes, budget) in [("the page", page, PAGE_BUDGET), ("the wasm", wasm, WASM_BUDGET)] {
        ensure!(bytes <= budget, "{what} is over its budget: {bytes} bytes after brotli, {budget} allowed");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(file: &str, brotli: usize) -> Size {
        Size { file: file.to_owned(), raw: 3 * brotli, gzip: 2 * brotli, brotli }
    }

    #[test]
    fn budgets_hold_to_the_byte() {
        let page = |wasm, rest| check(&[size("assets/calculator-0.wasm", wasm), size("index.html", rest)]);
        assert!(page(90_000, 20_000).is_ok());
        assert_eq!(
            page(90_001, 0).unwrap_err().to_string(),
            "the wasm is over its budget: 90001 bytes after brotli, 90000 allowed"
        );
        assert_eq!(
            page(90_000, 20_001).unwrap_err().to_string(),
            "the page is over its budget: 110001 bytes after brotli, 110000 allowed"
        );
    }
}
