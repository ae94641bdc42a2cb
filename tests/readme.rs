//! What README shows is what the program prints and what the example says.

#![allow(clippy::panic, clippy::unwrap_used)]

mod common;

use std::fs;
use std::path::Path;

fn file(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The first block of a language in README.
fn block(language: &str) -> String {
    let readme = file("README.md");
    let (_, rest) =
        readme.split_once(&format!("```{language}\n")).unwrap_or_else(|| panic!("no {language} in README"));
    rest.split_once("\n```").map_or(rest, |(block, _)| block).to_owned()
}

#[test]
fn the_output_in_readme_is_the_beginning_of_the_real_one() {
    let output = common::run("compare --documents 1M --brief");
    assert!(output.starts_with(&block("text")), "README shows another output than\n{output}");
}

#[test]
fn the_portfolio_in_readme_is_the_beginning_of_the_real_one() {
    let readme = file("README.md");
    let (_, rest) = readme.split_once("sse-cost portfolio docs/buckets.csv\n").unwrap();
    let (_, block) = rest.split_once("```text\n").unwrap();
    let (block, _) = block.split_once("\n```").unwrap();
    let mut command = common::program("portfolio docs/buckets.csv");
    let output = command.current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    let output = common::text(&output.stdout);
    assert!(output.starts_with(block), "README shows another output than\n{output}");
}

#[test]
fn the_example_in_readme_is_the_compiled_one() {
    let example = file("examples/compare.rs");
    assert!(example.contains(&block("rust")), "README shows another example than examples/compare.rs");
}
