//! Plans, templates and usage files that were cut, bitten or put together wrongly: an error in one line, or a report; never a panic.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use proptest::prelude::*;
use proptest::sample::Index;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use sse_pricing::{Money, PriceBook, Workload};
use sse_terraform::{Plan, Report, Settings, State, Usage};
use std::collections::HashSet;
use std::sync::LazyLock;

const PLANS: [&str; 4] = [
    include_str!("../../../tests/terraform/create/plan.json"),
    include_str!("../../../tests/terraform/change/plan.json"),
    include_str!("../../../tests/terraform/references/plan.json"),
    include_str!("../../../tests/terraform/change/state.json"),
];
const TEMPLATE: &str = include_str!("../../../tests/cloudformation/template.yaml");
const USAGE: &str = include_str!("../../../tests/terraform/change/usage.yml");

/// The plans without what is passed over anyway, so that many can be tried.
static VALUES: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let small = |plan: &str| {
        let mut plan: Value = serde_json::from_str(plan).unwrap();
        for passed_over in ["planned_values", "prior_state", "relevant_attributes", "resource_drift"] {
            plan.as_object_mut().unwrap().remove(passed_over);
        }
        let changes = plan.get_mut("resource_changes").and_then(Value::as_array_mut);
        for change in changes.into_iter().flatten() {
            for side in ["before", "after", "after_unknown", "before_sensitive", "after_sensitive"] {
                let Some(attributes) = change["change"][side].as_object_mut() else { continue };
                attributes.retain(|name, _| ATTRIBUTES.contains(&name.as_str()));
            }
        }
        plan
    };
    PLANS.iter().map(|plan| small(plan)).collect()
});

static TEXTS: LazyLock<Vec<String>> = LazyLock::new(|| VALUES.iter().map(Value::to_string).collect());

/// The attributes that count.
const ATTRIBUTES: [&str; 12] = [
    "arn",
    "bucket",
    "enable_key_rotation",
    "id",
    "key_id",
    "name",
    "primary_key_arn",
    "region",
    "rule",
    "server_side_encryption_configuration",
    "tags",
    "target_key_id",
];

/// Reads and prices. Whatever is wrong is one line; what is priced adds up and names every resource.
fn read(plan: &str, usage: &str) -> Result<(), TestCaseError> {
    let usage = match Usage::parse(usage) {
        Ok(usage) => usage,
        Err(error) => return one_line(&error),
    };
    price(Plan::parse(plan), &usage)
}

fn one_line(error: &sse_terraform::Error) -> Result<(), TestCaseError> {
    let message = error.to_string();
    prop_assert!(!message.is_empty() && !message.contains('\n') && message.len() < 500, "{}", message);
    Ok(())
}

fn price(plan: sse_terraform::Result<Plan>, usage: &Usage) -> Result<(), TestCaseError> {
    let plan = match plan {
        Ok(plan) => plan,
        Err(error) => return one_line(&error),
    };
    let settings =
        Settings { region: Some("us-east-1"), ..Settings::new(Workload::documents("us-east-1", 0).unwrap()) };
    match Report::new(&plan, usage, &settings, PriceBook::builtin()) {
        Ok(report) => {
            let known = report.after.known.typical.minus(report.before.known.typical).unwrap();
            prop_assert_eq!(known, report.difference.known.typical);
            let befores = report.resources.iter().map(|resource| &resource.before);
            adds_up(befores, report.before.known.typical)?;
            let afters = report.resources.iter().map(|resource| &resource.after);
            adds_up(afters, report.after.known.typical)?;
            names_every_resource(&plan, &report)
        }
        Err(error) => one_line(&error),
    }
}

/// The rows of each bill make its sum, and the sums of all make the total.
fn adds_up<'a>(states: impl Iterator<Item = &'a State>, total: Money) -> Result<(), TestCaseError> {
    let mut sum = Decimal::ZERO;
    for priced in states.filter_map(State::priced) {
        let amounts = priced.components.iter().filter_map(|component| component.amount);
        let of_rows: Decimal = amounts.map(Money::amount).sum();
        prop_assert_eq!(of_rows, priced.known.typical.amount());
        sum += of_rows;
    }
    prop_assert_eq!(sum, total.amount());
    Ok(())
}

fn names_every_resource(plan: &Plan, report: &Report) -> Result<(), TestCaseError> {
    let of_resources = report.resources.iter().flat_map(|resource| {
        [&resource.address].into_iter().chain(&resource.configured_by).map(String::as_str)
    });
    let of_others = report.others.iter().map(|other| other.address.as_str());
    let named: HashSet<&str> = of_resources.chain(of_others).collect();
    for address in plan.addresses() {
        prop_assert!(named.contains(address), "{} is nowhere", address);
    }
    Ok(())
}

/// A place in a value that some turns lead to, as a JSON pointer.
fn place(mut value: &Value, turns: &[Index]) -> String {
    let mut place = String::new();
    for turn in turns {
        let (name, inner) = match value {
            Value::Array(values) if !values.is_empty() => {
                let number = turn.index(values.len());
                (number.to_string(), &values[number])
            }
            Value::Object(fields) if !fields.is_empty() => {
                let (name, inner) = fields.iter().nth(turn.index(fields.len())).unwrap();
                (name.replace('~', "~0").replace('/', "~1"), inner)
            }
            _ => break,
        };
        place.push('/');
        place.push_str(&name);
        value = inner;
    }
    place
}

/// Down to where the attributes of a plan are; one turn at least, for the root is no plan.
fn turns() -> impl Strategy<Value = Vec<Index>> {
    prop::collection::vec(any::<Index>(), 1..12)
}

fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "[a-z.\\[\\]\"*0-9_:/ -]{0,20}".prop_map(Value::from),
        Just(json!([])),
        Just(json!({})),
        Just(json!([[[[null]]]])),
        Just(json!({"references": ["var.a", "each.value", "module.a[0].b", "local.c", "count.index"]})),
        Just(json!({"constant_value": {"a": [1]}})),
        Just(json!("aws_s3_bucket")),
        Just(json!("arn:aws:kms:::")),
        Just(json!("module.a[\"\\")),
    ]
}

/// A tenth of what others do: each case reads a plan of hundreds of kilobytes.
fn a_tenth() -> ProptestConfig {
    let all = ProptestConfig::default();
    ProptestConfig { cases: (all.cases / 10).max(1), ..all }
}

proptest! {
    #![proptest_config(a_tenth())]

    #[test]
    fn values_in_the_wrong_place(
        plan in any::<Index>(),
        changes in prop::collection::vec((turns(), any_value()), 1..6),
    ) {
        let mut plan = plan.get(&VALUES).clone();
        for (turns, value) in changes {
            *plan.pointer_mut(&place(&plan, &turns)).unwrap() = value;
        }
        read(&plan.to_string(), USAGE)?;
    }

    #[test]
    fn values_that_swapped_places(
        plan in any::<Index>(),
        swaps in prop::collection::vec((turns(), turns()), 1..6),
    ) {
        let mut plan = plan.get(&VALUES).clone();
        for (from, to) in swaps {
            let value = plan.pointer(&place(&plan, &from)).unwrap().clone();
            // One that is put into itself would double the plan each time.
            if value.to_string().len() < 5_000 {
                *plan.pointer_mut(&place(&plan, &to)).unwrap() = value;
            }
        }
        read(&plan.to_string(), USAGE)?;
    }

    #[test]
    fn a_plan_that_is_cut_or_bitten(plan in any::<Index>(), is_cut in any::<bool>(), cut in any::<Index>(), bites in prop::collection::vec((any::<Index>(), any::<char>()), 0..4)) {
        let mut text: Vec<char> = plan.get(&TEXTS).chars().collect();
        for (place, bite) in bites {
            let place = place.index(text.len());
            text[place] = bite;
        }
        if is_cut {
            text.truncate(cut.index(text.len()));
        }
        read(&text.into_iter().collect::<String>(), USAGE)?;
    }

    #[test]
    fn a_usage_file_that_is_cut_or_bitten(is_cut in any::<bool>(), cut in any::<Index>(), bites in prop::collection::vec((any::<Index>(), "[-:{}&*\\[\\]!|>'\"%@`#,? \n\ta0<]"), 0..6)) {
        let mut text: Vec<char> = USAGE.chars().collect();
        for (place, bite) in bites {
            let place = place.index(text.len());
            text[place] = bite.chars().next().unwrap();
        }
        if is_cut {
            text.truncate(cut.index(text.len()));
        }
        read(&TEXTS[3], &text.into_iter().collect::<String>())?;
    }

    #[test]
    fn a_template_that_is_cut_or_bitten(is_cut in any::<bool>(), cut in any::<Index>(), bites in prop::collection::vec((any::<Index>(), "[-:{}&*\\[\\]!|>'\"%@`#,? \n\ta0<$]"), 0..6)) {
        let mut text: Vec<char> = TEMPLATE.chars().collect();
        for (place, bite) in bites {
            let place = place.index(text.len());
            text[place] = bite.chars().next().unwrap();
        }
        if is_cut {
            text.truncate(cut.index(text.len()));
        }
        price(Plan::template(&text.into_iter().collect::<String>()), &Usage::default())?;
    }

    #[test]
    fn any_text_at_all(text in any::<String>()) {
        read(&text, "")?;
        read(&TEXTS[3], &text)?;
        price(Plan::template(&text), &Usage::default())?;
    }
}

#[test]
fn a_usage_file_as_deep_or_as_large_as_can_be() {
    for deep in ["- ", "[", "{a: ", "? ", "- - ? "] {
        let error = Usage::parse(&deep.repeat(50_000)).unwrap_err();
        assert!(error.to_string().len() < 200, "{error}");
    }
    let mut laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for number in 1..10 {
        let alias = format!("*a{},", number - 1).repeat(10);
        laughs.push_str(&format!("a{number}: &a{number} [{alias}]\n"));
    }
    let error = Usage::parse(&laughs).unwrap_err();
    assert_eq!(error.to_string(), "line 6: more than 200000 values");
}

#[test]
fn a_change_from_nothing_to_nothing() {
    let none = |kind: &str| {
        json!({"address": format!("{kind}.a"), "mode": "managed", "type": kind, "name": "a",
            "change": {"actions": ["no-op"], "before": null, "after": null}})
    };
    let kinds = [
        "aws_s3_bucket",
        "aws_kms_key",
        "aws_s3_bucket_server_side_encryption_configuration",
        "aws_sqs_queue",
    ];
    let plan = json!({"format_version": "1.2", "resource_changes": kinds.map(none)});
    read(&plan.to_string(), USAGE).unwrap();
}

#[test]
fn references_in_a_circle() {
    let call = |name: &str, input: &str| {
        json!({"expressions": {input: {"references": [format!("module.{name}.out")]}},
            "module": {"outputs": {"out": {"expression": {"references": ["var.in"]}}}, "variables": {"in": {}}}})
    };
    let plan = json!({
        "format_version": "1.2",
        "resource_changes": [{
            "address": "aws_s3_bucket_server_side_encryption_configuration.a", "mode": "managed",
            "type": "aws_s3_bucket_server_side_encryption_configuration", "name": "a",
            "change": {"actions": ["create"], "before": null, "after": {}, "after_unknown": {"bucket": true}}
        }],
        "configuration": {"root_module": {
            "resources": [{"type": "aws_s3_bucket_server_side_encryption_configuration", "name": "a",
                "expressions": {"bucket": {"references": ["module.a.out"]}}}],
            "module_calls": {"a": call("b", "in"), "b": call("a", "in")},
        }},
    });
    let plan = Plan::parse(&plan.to_string()).unwrap();
    let settings = Settings::new(Workload::documents("us-east-1", 0).unwrap());
    let report = Report::new(&plan, &Usage::default(), &settings, PriceBook::builtin()).unwrap();
    assert_eq!(report.others[0].reason, "which bucket it is for is not known: references lead too far");
}
