//! What is published: each package whole, with what a registry asks for.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::text;
use serde_json::Value;
use std::process::Command;

fn cargo(arguments: &[&str]) -> String {
    let mut cargo = Command::new(env!("CARGO"));
    let output = cargo.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    assert!(output.status.success(), "cargo {arguments:?}\n{}", text(&output.stderr));
    text(&output.stdout)
}

/// The packages of the workspace that are published, and the others by name.
fn packages() -> (Vec<Value>, Vec<String>) {
    let metadata = cargo(&["metadata", "--offline", "--locked", "--no-deps", "--format-version", "1"]);
    let metadata: Value = serde_json::from_str(&metadata).unwrap();
    let all = metadata["packages"].as_array().unwrap().clone();
    let (published, others): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|package| package["publish"].is_null());
    let name = |package: &Value| package["name"].as_str().unwrap().to_owned();
    (published, others.iter().map(name).collect())
}

#[test]
fn the_page_and_what_builds_it_are_not_published() {
    let (_, others) = packages();
    for name in ["sse-cost-web", "sse-cost-web-inputs", "sse-cost-web-setup", "xtask"] {
        assert!(others.iter().any(|other| other == name), "{name}");
    }
}

#[test]
fn every_package_says_what_it_is() {
    let (published, _) = packages();
    let names: Vec<_> = published.iter().map(|package| package["name"].clone()).collect();
    assert!(names.len() >= 6, "{names:?}");
    for package in published {
        let name = package["name"].as_str().unwrap();
        for field in ["description", "license", "readme", "rust_version"] {
            assert!(package[field].is_string(), "{name} has no {field}");
        }
        for field in ["keywords", "categories", "authors"] {
            assert!(package[field].as_array().is_some_and(|list| !list.is_empty()), "{name} has no {field}");
        }
        assert_eq!(package["metadata"]["docs"]["rs"]["all-features"], true, "{name}");
        // A registry knows no paths: what is depended on is published too, at a version.
        for dependency in package["dependencies"].as_array().unwrap() {
            if dependency["path"].is_string() {
                assert!(
                    names.contains(&dependency["name"]) && dependency["req"] != "*",
                    "{name}: {dependency}"
                );
            }
        }
    }
}

#[test]
fn every_package_is_whole() {
    let (published, _) = packages();
    for package in published {
        let name = package["name"].as_str().unwrap();
        let list = cargo(&["package", "--list", "--offline", "--locked", "--allow-dirty", "--package", name]);
        let list: Vec<&str> = list.lines().collect();
        let has = |file: &str| assert!(list.contains(&file), "{name} lacks {file}: {list:#?}");
        ["Cargo.toml", "README.md", "LICENSE-APACHE", "LICENSE-MIT"].into_iter().for_each(has);
        match name {
            "sse-pricing" => ["build.rs", "src/lib.rs", "prices/2025-06-05.csv"].into_iter().for_each(has),
            "sse-guide" => ["src/lib.rs", "askama.toml", "templates/setup.sh"].into_iter().for_each(has),
            "sse-cost" => {
                ["crates/cli/main.rs", "schemas/workload.json", "tests/compare.rs"].into_iter().for_each(has);
                let page = list.iter().find(|file| file.starts_with("web/") || file.starts_with("tests/web"));
                assert_eq!(page, None);
            }
            _ => has("src/lib.rs"),
        }
    }
}
