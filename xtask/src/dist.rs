//! `cargo xtask dist`: the page to put on a host, and what it weighs.

use std::env;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::assets::{Load, Size};
use crate::site;
use crate::workspace::Workspace;

/// Bytes after brotli that the first load may weigh. A page that answers in under a second on a slow phone is the point
/// of writing it in Rust; a budget keeps dependencies from eating that unnoticed.
const PAGE_BUDGET: usize = 159_000;

/// The same for the calculator's program alone.
const WASM_BUDGET: usize = 134_000;

/// The same for what is loaded when somebody asks for the files of a setup.
const SETUP_BUDGET: usize = 186_000;

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
    let mut table = format!("{:36} {:>9} {:>9} {:>9}\n", "file (bytes)", "raw", "gzip", "brotli");
    for (load, what) in [
        (Load::First, "first load"),
        (Load::OnDemand, "files, on demand"),
        (Load::Kept, "to keep and install"),
    ] {
        let of: Vec<&Size> = sizes.iter().filter(|size| size.load == load).collect();
        let total = Size {
            file: format!("total: {what}"),
            load,
            raw: of.iter().map(|size| size.raw).sum(),
            gzip: of.iter().map(|size| size.gzip).sum(),
            brotli: of.iter().map(|size| size.brotli).sum(),
        };
        for Size { file, raw, gzip, brotli, .. } in of.into_iter().chain([&total]) {
            table += &format!("{file:36} {raw:9} {gzip:9} {brotli:9}\n");
        }
    }
    for Budget { what, bytes, .. } in BUDGETS {
        table += &format!("{:36} {:>9} {:>9} {bytes:9}\n", format!("budget: {what}"), "", "");
    }
    table
}

struct Budget {
    what: &'static str,
    bytes: usize,
    counts: fn(&Size) -> bool,
}

const BUDGETS: [Budget; 3] = [
    Budget { what: "the first load", bytes: PAGE_BUDGET, counts: |size| size.load == Load::First },
    Budget {
        what: "the calculator's wasm",
        bytes: WASM_BUDGET,
        counts: |size| size.load == Load::First && size.file.ends_with(".wasm"),
    },
    Budget { what: "the files on demand", bytes: SETUP_BUDGET, counts: |size| size.load == Load::OnDemand },
];

fn check(sizes: &[Size]) -> Result<()> {
    for Budget { what, bytes: budget, counts } in BUDGETS {
        let bytes: usize = sizes.iter().filter(|size| counts(size)).map(|size| size.brotli).sum();
        ensure!(bytes <= budget, "{what}: over the budget with {bytes} bytes after brotli, {budget} allowed");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(file: &str, load: Load, brotli: usize) -> Size {
        Size { file: file.to_owned(), load, raw: 3 * brotli, gzip: 2 * brotli, brotli }
    }

    #[test]
    fn budgets_hold_to_the_byte() {
        let page = |wasm, rest, setup| {
            check(&[
                size("assets/calculator-0.wasm", Load::First, wasm),
                size("index.html", Load::First, rest),
                size("assets/setup-files-0.wasm", Load::OnDemand, setup),
            ])
        };
        let rest = PAGE_BUDGET - WASM_BUDGET;
        assert!(page(WASM_BUDGET, rest, SETUP_BUDGET).is_ok());
        let over = |page: Result<()>| page.unwrap_err().to_string();
        assert_eq!(
            over(page(WASM_BUDGET + 1, 0, 0)),
            "the calculator's wasm: over the budget with 134001 bytes after brotli, 134000 allowed"
        );
        assert_eq!(
            over(page(WASM_BUDGET, rest + 1, 0)),
            "the first load: over the budget with 159001 bytes after brotli, 159000 allowed"
        );
        assert_eq!(
            over(page(0, 0, SETUP_BUDGET + 1)),
            "the files on demand: over the budget with 186001 bytes after brotli, 186000 allowed"
        );
    }
}
