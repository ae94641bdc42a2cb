//! `sse-cost recommend`, and `--require` of `compare`.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{csv, json, markdown_table, program, refused, run};
use serde_json::{Value, json};

const IDS: &str = "access-separation, audit-trail, object-audit, key-holder, key-policy, two-layers, \
                   automatic-rotation, no-code-changes";

#[track_caller]
fn recommended(arguments: &str) -> Value {
    json(&format!("recommend {arguments}"))["recommendation"].clone()
}

#[track_caller]
fn chooses(arguments: &str, option: &str, monthly: &Value) {
    let choice = &recommended(arguments)["choice"];
    assert_eq!((&choice["option"], &choice["monthly"]), (&json!(option), monthly), "{arguments}");
}

#[test]
fn the_cheapest_option_that_meets_all_is_recommended() {
    chooses("--documents 1M", "sse-s3", &json!("0"));
    chooses(
        "--documents 1M --require access-separation,audit-trail",
        "sse-kms-bucket-key",
        &json!("1.375045"),
    );
    chooses("--documents 1k --require access-separation,audit-trail", "sse-kms", &json!("1"));
    chooses("--documents 1M --require audit-trail", "sse-kms-aws-managed-bucket-key", &json!("0.375045"));
    chooses("--documents 1M --require key-holder", "sse-c", &json!("0"));
    chooses("--documents 1M --require two-layers", "dsse-kms", &Value::Null);
    // A thousand uploads and downloads of 1 GiB at $0.003 each, and the key's dollar.
    chooses(
        "--documents 1k --require two-layers --object-size 1GiB --client single",
        "dsse-kms",
        &json!("7"),
    );
}

#[test]
fn json_says_all_of_it() {
    let whole = json("recommend --documents 1M --require object-audit,key-policy");
    let fields: Vec<&String> = whole.as_object().unwrap().keys().collect();
    assert_eq!(fields, ["schemaVersion", "prices", "workload", "assumed", "recommendation"]);
    let recommendation = &whole["recommendation"];
    assert_eq!(recommendation["requirements"], json!(["object-audit", "key-policy"]));
    // 2,000,000 events at $0.10 for 100,000.
    let choice = json!({
        "option": "sse-kms-bucket-key",
        "name": "SSE-KMS with Bucket Key",
        "monthly": "3.375045",
        "annual": "40.50054",
        "range": { "low": "3", "high": "5.96628" },
        "s3DataEvents": "2",
        "unknownCosts": null,
    });
    assert_eq!(recommendation["choice"], choice);
    assert_eq!(recommendation["ranking"][0], choice);
    let next = &recommendation["runnerUp"];
    assert_eq!((&next["option"], &next["monthly"]), (&json!("sse-kms"), &json!("6.94")));
    assert_eq!(next["difference"], "3.564955");
    assert_eq!((&recommendation["turns"], &recommendation["conflicts"]), (&json!([]), &json!([])));
    let ruled_out = recommendation["ruledOut"].as_array().unwrap();
    let ruled_out: Vec<&str> = ruled_out.iter().map(|out| out["option"].as_str().unwrap()).collect();
    assert_eq!(ruled_out, ["sse-s3", "sse-kms-aws-managed", "sse-kms-aws-managed-bucket-key", "sse-c"]);
    for list in ["givenUp", "warnings"] {
        assert!(!recommendation[list].as_array().unwrap().is_empty(), "{list}");
    }
    assert_eq!(recommendation["ruledOut"][0]["unmet"][0]["requirement"], "key-policy");
}

#[test]
fn requirements_that_contradict_each_other_are_named() {
    let recommendation = recommended("--documents 1M --require key-holder,audit-trail,access-separation");
    assert_eq!(recommendation["choice"], Value::Null);
    assert_eq!(recommendation["runnerUp"], Value::Null);
    assert_eq!(recommendation["conflicts"], json!([["audit-trail", "key-holder"]]));
    let instead = |index: usize| {
        let alternative = &recommendation["alternatives"][index];
        (alternative["givenUp"].clone(), alternative["choice"]["option"].clone())
    };
    assert_eq!(instead(0), (json!(["key-holder"]), json!("sse-kms-bucket-key")));
    assert_eq!(instead(1), (json!(["audit-trail"]), json!("sse-c")));
    let text = run("recommend --documents 1M --require key-holder,audit-trail,access-separation");
    assert!(text.contains("audit-trail and key-holder contradict each other"), "{text}");
}

/// AWS charges nothing for SSE-C, and that is not all it costs.
#[test]
fn sse_c_comes_after_what_has_a_known_price() {
    let recommendation = recommended("--documents 1M --require access-separation");
    let ranking = recommendation["ranking"].as_array().unwrap();
    let ranking: Vec<&str> = ranking.iter().map(|choice| choice["option"].as_str().unwrap()).collect();
    assert_eq!(ranking, ["sse-kms-bucket-key", "sse-kms", "sse-c", "dsse-kms"]);
    let choice = &recommended("--documents 1M --require key-holder")["choice"];
    assert_eq!(
        (&choice["monthly"], &choice["unknownCosts"]),
        (&json!("0"), &json!("your own key management"))
    );
    let text = run("recommend --documents 1M --require key-holder");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let price = "$0.00 a month at AWS, and what your own key management costs, which is not known";
    assert!(text.contains(price), "{text}");
}

#[test]
fn nothing_required_says_what_sensitive_data_asks_for() {
    let recommendation = recommended("--documents 1M");
    let [alternative] = recommendation["alternatives"].as_array().unwrap().as_slice() else {
        panic!("{recommendation}");
    };
    assert_eq!(alternative["requirements"], json!(["access-separation", "audit-trail"]));
    assert_eq!(alternative["choice"]["option"], "sse-kms-bucket-key");
}

#[test]
fn a_turn_is_where_another_option_is_cheaper() {
    let recommendation =
        recommended("--uploads 10k --downloads 1M --require key-policy,object-audit --bucket-key-window 1m");
    let [turn] = recommendation["turns"].as_array().unwrap().as_slice() else { panic!("{recommendation}") };
    assert_eq!(
        (&turn["at"], &turn["option"], &turn["monthly"]),
        (&json!("high"), &json!("sse-kms"), &json!("3.97"))
    );
    assert_eq!(turn["recommendedMonthly"], recommendation["choice"]["range"]["high"]);
    // A measured number of calls has no range.
    let measured = "--documents 1M --require key-policy,object-audit --bucket-key-calls 20k";
    assert_eq!(recommended(measured)["turns"], json!([]));
}

#[test]
fn compare_holds_the_same_recommendation() {
    let require = "--documents 1M --require access-separation,audit-trail";
    let compared = json(&format!("compare {require}"));
    assert_eq!(compared["recommendation"], recommended(require));
    assert_eq!(
        compared.as_object().unwrap().len(),
        json("compare --documents 1M").as_object().unwrap().len() + 1
    );
    // And nothing else changes, to the byte.
    let plain = run("compare --documents 1M --format json");
    let with = run(&format!("compare {require} --format json"));
    let shared = plain.strip_suffix("\n}\n").unwrap();
    assert!(with.starts_with(&format!("{shared},\n  \"recommendation\": {{")), "{with}");
    let text = run(&format!("compare {require} --brief"));
    assert!(text.contains("Recommended: SSE-KMS with Bucket Key at $1.38 a month"), "{text}");
    let markdown = run(&format!("compare {require} --format markdown"));
    assert!(
        markdown.contains("**Recommended: SSE-KMS with Bucket Key at $1.38 a month ($1.00 to $3.97)**"),
        "{markdown}"
    );
}

#[test]
fn csv_ranks_the_options() {
    let rows = csv("recommend --documents 1M --require key-policy,object-audit");
    assert_eq!(
        rows[0].join(","),
        "rank,id,name,monthly,annual,low,high,s3_data_events,unmet,region,published,currency"
    );
    assert_eq!(rows.len(), 1 + 7);
    assert_eq!(
        (rows[1][0].as_str(), rows[1][1].as_str(), rows[1][7].as_str()),
        ("1", "sse-kms-bucket-key", "2")
    );
    assert_eq!((rows[7][0].as_str(), rows[7][1].as_str(), rows[7][8].as_str()), ("", "sse-c", "key-policy"));
    let compared = csv("compare --documents 1M --require two-layers,no-code-changes");
    assert_eq!(compared[0][15..], ["rank", "unmet"]);
    assert_eq!(compared[6][15..], ["1", ""]);
    assert_eq!(compared[7][15..], ["", "two-layers no-code-changes"]);
    assert_eq!(csv("compare --documents 1M")[0].len(), 15);
}

#[test]
fn markdown_has_the_options_that_would_do_as_a_table() {
    let rows = markdown_table(&run("recommend --documents 1M --require key-policy --format markdown"));
    assert_eq!(rows[0], ["Option", "Monthly", "More", "Range"]);
    assert_eq!(rows[1], ["SSE-KMS with Bucket Key", "$1.38", "–", "$1.00 – $3.97"]);
    assert_eq!(rows.len(), 1 + 3);
}

#[test]
fn a_requirement_that_is_none_is_refused() {
    for command in ["recommend", "compare"] {
        refused(
            &format!("{command} --documents 1 --require audit-trail,encryption"),
            &format!("--require: \"encryption\" is not one of {IDS}"),
        );
        refused(
            &format!("{command} --documents 1 --require audit-trail,"),
            &format!("--require: \"\" is not one of {IDS}"),
        );
    }
    let output =
        program("compare --documents 1 --require audit-trail --format csv --lines").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn the_help_names_every_requirement() {
    let help = run("recommend --help");
    for id in IDS.split(", ") {
        assert!(help.contains(&format!("{id} ")), "{id}");
    }
}
