//! `sse-cost criteria`: what each option gives and gives up.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{csv, json, markdown_table, program, run};
use serde_json::Value;

/// Access separation, audit trail of decryption, key rotation, code changes, operational risk: the short answers, as the
/// published comparison has them.
const PUBLISHED: [(&str, [&str; 5]); 3] = [
    ("sse-s3", ["no", "no", "not applicable", "none", "low"]),
    ("sse-kms", ["yes", "yes", "automatic", "none", "low"]),
    ("sse-c", ["yes", "no", "manual", "significant", "high"]),
];

const CRITERIA: [&str; 5] =
    ["access-separation", "audit-trail", "key-rotation", "code-changes", "operational-risk"];

fn ids(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|entry| entry["id"].as_str().unwrap()).collect()
}

#[test]
fn json_answers_every_criterion_for_every_option() {
    let criteria = json("criteria");
    assert_eq!(criteria["schemaVersion"], 1);
    let compared = json("compare --documents 1");
    assert_eq!(ids(&criteria["options"]), ids(&compared["options"]));
    for option in criteria["options"].as_array().unwrap() {
        let answers = option["answers"].as_array().unwrap();
        let answered: Vec<&str> =
            answers.iter().map(|answer| answer["criterion"].as_str().unwrap()).collect();
        assert_eq!(answered, ids(&criteria["criteria"]));
        for answer in answers {
            assert!(["good", "limited", "poor"].contains(&answer["verdict"].as_str().unwrap()), "{answer}");
            assert!(answer["source"].as_str().unwrap().starts_with("https://"), "{answer}");
        }
    }
}

#[test]
fn answers_are_the_published_ones() {
    for (id, expected) in PUBLISHED {
        let option = json(&format!("criteria --option {id}"));
        let answers = option["options"][0]["answers"].as_array().unwrap();
        for (criterion, expected) in CRITERIA.into_iter().zip(expected) {
            let answer = answers.iter().find(|answer| answer["criterion"] == criterion).unwrap();
            let short = answer["short"].as_str().unwrap();
            assert_eq!(short.split(',').next(), Some(expected), "{id} {criterion}");
        }
    }
}

#[test]
fn csv_has_a_row_for_each_answer() {
    let rows = csv("criteria");
    assert_eq!(rows[0].join(","), "option,name,criterion,short,verdict,reason,source");
    assert_eq!(rows.len(), 1 + 7 * 9);
    assert_eq!(csv("criteria --option dsse-kms").len(), 1 + 9);
}

#[test]
fn markdown_is_a_table() {
    let rows = markdown_table(&run("criteria --format markdown"));
    assert_eq!((rows.len(), rows[0].len()), (1 + 7, 1 + 9));
    let rows = markdown_table(&run("criteria --option sse-c --format markdown"));
    assert_eq!(rows[0], ["Criterion", "Answer", "Why"]);
    assert_eq!(rows.len(), 1 + 9);
}

#[test]
fn narrow_and_wide_say_the_same() {
    let wide = program("criteria").env("COLUMNS", "300").output().unwrap();
    let (narrow, wide) = (run("criteria"), common::text(&wide.stdout));
    for row in &csv("criteria")[1..] {
        for text in [&row[1], &row[3]] {
            assert!(narrow.contains(text.as_str()) && wide.contains(text.as_str()), "{text}");
        }
    }
}
