//! The files of three typical setups, compared with tests/golden/setup/*/ to the byte.
//!
//! After a change that is meant: `UPDATE_GOLDEN=1 cargo test --test setup_golden`, then read the difference in git.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::json;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

#[track_caller]
fn check(case: &str, arguments: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/setup").join(case);
    let output = json(&format!("setup {arguments}"));
    let files = output["files"].as_array().unwrap();
    let files: Vec<_> = files
        .iter()
        .map(|file| (file["name"].as_str().unwrap(), file["content"].as_str().unwrap()))
        .collect();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let _ = fs::remove_dir_all(&folder);
        for (name, content) in &files {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
    }
    for (name, content) in &files {
        let expected = fs::read_to_string(folder.join(name)).unwrap_or_default().replace("\r\n", "\n");
        let differs = content.lines().zip(expected.lines()).find(|(line, there)| line != there);
        assert!(*content == expected, "{case}/{name} is not as in tests/golden/setup: {differs:?}");
    }
    // Nor is there one that is no longer made.
    let there = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let top = files.iter().map(|(name, _)| name.split('/').next().unwrap().to_owned());
    assert_eq!(there.collect::<BTreeSet<_>>(), top.collect::<BTreeSet<_>>(), "{case}");
}

/// What is recommended for sensitive data.
#[test]
fn a_new_key_behind_a_bucket_key() {
    check(
        "bucket-key",
        "--option sse-kms-bucket-key --bucket example-reports --region eu-central-1 --account 111122223333 \
         --documents 1M --existing-objects 250k",
    );
}

/// A key that exists, in another partition, with every upload to carry the header.
#[test]
fn an_existing_key_in_govcloud() {
    check(
        "existing-key-govcloud",
        "--option sse-kms --bucket example.reports --region us-gov-west-1 --account 111122223333 \
         --key-arn arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab \
         --app-role reports-app --operator-role platform --security-role key-admins --bucket-policy require-header",
    );
}

/// What is free.
#[test]
fn sse_s3() {
    check(
        "sse-s3",
        "--option sse-s3 --bucket example-reports --region us-east-1 --account 111122223333 --documents 10k",
    );
}
