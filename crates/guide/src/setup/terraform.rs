//! The same setup for Terraform: `main.tf`.
//!
//! A policy is the JSON document written as an HCL expression, value by value, with a reference to the key where it is created
//! here.

use super::escape::{Hcl, render};
use super::policies::{bucket_policy, key_policy};
use super::shell::Values;
use super::{File, Setup};
use crate::Result;
use crate::policy::Document;
use askama::Template;
use askama::filters::Escaper;
use serde_json::Value;

const CREATED_KEY: &str = "aws_kms_key.bucket.arn";

#[derive(Template)]
#[template(path = "main.tf")]
struct Main<'a> {
    v: &'a Values,
    description: String,
    key_arn: String,
    key_policy: String,
    bucket_policy: String,
}

pub(crate) fn files(setup: &Setup) -> Result<Vec<File>> {
    let arn = setup.policy_key_arn();
    let key_arn = match (&arn, setup.creates_key()) {
        (Some(_), true) => CREATED_KEY.to_owned(),
        (Some(arn), false) => string(arn),
        (None, _) => String::new(),
    };
    let created = arn.as_deref().filter(|_| setup.creates_key());
    let expression = |policy: &Document| {
        let mut text = String::new();
        write(&policy.to_value(), created, 1, &mut text);
        text
    };
    let main = Main {
        v: &Values::new(setup),
        description: description(setup),
        key_arn,
        key_policy: key_policy(setup).as_ref().map(expression).unwrap_or_default(),
        bucket_policy: expression(&bucket_policy(setup, setup.bucket_policy())),
    };
    let about = "the same for Terraform, with hashicorp/aws 6.40 or later";
    Ok(vec![File { name: "main.tf", content: render(&main)?, executable: false, about }])
}

/// What the key says it is for.
pub(crate) fn description(setup: &Setup) -> String {
    format!("S3 bucket {}", setup.bucket())
}

fn string(text: &str) -> String {
    let mut literal = String::new();
    // Writing to a String cannot fail.
    let _ = Hcl.write_escaped_str(&mut literal, text);
    literal
}

/// A JSON value as HCL. `created` is the ARN that stands for the key which this configuration creates.
fn write(value: &Value, created: Option<&str>, depth: usize, to: &mut String) {
    let indent = |depth: usize| "  ".repeat(depth);
    match value {
        Value::String(text) if Some(text.as_str()) == created => to.push_str(CREATED_KEY),
        Value::String(text) => to.push_str(&string(text)),
        Value::Array(items) => {
            to.push('[');
            for item in items {
                to.push_str(&format!("\n{}", indent(depth.saturating_add(1))));
                write(item, created, depth.saturating_add(1), to);
                to.push(',');
            }
            to.push_str(&format!("\n{}]", indent(depth)));
        }
        Value::Object(fields) => {
            to.push('{');
            for (name, field) in fields {
                to.push_str(&format!("\n{}{} = ", indent(depth.saturating_add(1)), string(name)));
                write(field, created, depth.saturating_add(1), to);
            }
            to.push_str(&format!("\n{}}}", indent(depth)));
        }
        // HCL writes null, true, false and numbers as JSON does.
        other => to.push_str(&other.to_string()),
    }
}
