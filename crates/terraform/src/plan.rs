//! A plan as `terraform show -json` prints it.

use crate::address::{Index, ModulePath};
use crate::key::KeyIndex;
use crate::object::Object;
use crate::{Error, Result};
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::fmt;

/// A Terraform plan: every resource as it is and as it will be, and the configuration that leads there.
///
/// Or a state, which is a plan that changes nothing, or a CloudFormation template, which is one that makes everything.
#[derive(Clone, Debug)]
pub struct Plan {
    pub(crate) changes: Vec<Change>,
    /// The places of the changes in each module.
    pub(crate) modules: HashMap<ModulePath, Vec<usize>>,
    pub(crate) keys: KeyIndex,
    /// Changes that Terraform put off to a later plan.
    pub(crate) deferred: Vec<Deferred>,
    /// `configuration`; null where there is none.
    pub(crate) configuration: Value,
    /// The values of the root module's variables by their names.
    pub(crate) variables: Map<String, Value>,
    /// When the plan was made, as the plan says it.
    pub(crate) timestamp: Option<String>,
    pub(crate) is_errored: bool,
    pub(crate) source: Source,
    /// What was assumed when it was read.
    pub(crate) notes: Vec<String>,
}

/// What a plan was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// A Terraform plan.
    Plan,
    /// A Terraform state, of which nothing changes.
    State,
    /// A CloudFormation template: what it makes, whatever there is.
    Template,
}

/// What a plan does to a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// It stays as it is.
    NoOp,
    /// It is made.
    Create,
    /// It is changed in place.
    Update,
    /// It is deleted.
    Delete,
    /// It is deleted and made anew, in this order or the other.
    Replace,
    /// A data source is read.
    Read,
    /// It stays, but Terraform manages it no longer.
    Forget,
}

impl Action {
    /// The word for it, for example `create`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Action::NoOp => "no-op",
            Action::Create => "create",
            Action::Update => "update",
            Action::Delete => "delete",
            Action::Replace => "replace",
            Action::Read => "read",
            Action::Forget => "forget",
        }
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Before or after a plan is applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// As it is.
    Before,
    /// As it will be.
    After,
}

/// One resource instance of a plan.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    pub(crate) address: String,
    pub(crate) previous_address: Option<String>,
    pub(crate) module: ModulePath,
    /// Its type, by Terraform's name.
    pub(crate) kind: String,
    /// Its type by another name, in which it was given: `AWS::S3::Bucket`.
    pub(crate) given_kind: Option<String>,
    pub(crate) name: String,
    pub(crate) index: Option<Index>,
    /// The provider's address, such as `example.com/hashicorp/aws`, or its name alone.
    pub(crate) provider: String,
    pub(crate) is_deposed: bool,
    pub(crate) action: Action,
    pub(crate) before: Value,
    pub(crate) after: Value,
    pub(crate) unknown: Value,
    pub(crate) before_sensitive: Value,
    pub(crate) after_sensitive: Value,
    /// Why an attribute is not known, by its path; of the whole resource, by the empty path.
    pub(crate) reasons: Vec<(Vec<&'static str>, String)>,
}

impl Change {
    /// The resource on one side, where it is there.
    pub(crate) fn object(&self, side: Side) -> Option<Object<'_>> {
        let object = match side {
            Side::Before => {
                Object { values: &self.before, unknown: None, sensitive: Some(&self.before_sensitive) }
            }
            // What Terraform forgets stays as it is, and is charged for.
            Side::After if self.action == Action::Forget => {
                Object { values: &self.before, unknown: None, sensitive: Some(&self.before_sensitive) }
            }
            Side::After => Object {
                values: &self.after,
                unknown: Some(&self.unknown),
                sensitive: Some(&self.after_sensitive),
            },
        };
        object.values.is_object().then_some(object)
    }

    /// Its type by the name in which it was given.
    pub(crate) fn given_kind(&self) -> &str {
        self.given_kind.as_deref().unwrap_or(&self.kind)
    }

    /// Why an attribute, or what it stands in, is not known, where that was said.
    pub(crate) fn reason(&self, path: &[&str]) -> Option<&str> {
        let found = self.reasons.iter().find(|(of, _)| path.starts_with(of));
        found.map(|(_, reason)| reason.as_str())
    }

    /// Whether it is of HashiCorp's provider for AWS.
    pub(crate) fn is_aws(&self) -> bool {
        if self.provider.is_empty() {
            return self.kind.starts_with("aws_");
        }
        let mut names = self.provider.rsplit('/');
        names.next() == Some("aws") && names.next().is_none_or(|owner| owner == "hashicorp" || owner == "-")
    }
}

const STATE_OR_PLAN: &str = "what `terraform show -json` prints of a plan or a state";

impl Plan {
    /// Reads the JSON of a plan, format version 0.x or 1.x, or that of a state.
    ///
    /// # Errors
    /// A text that is no JSON or is nested more than 127 levels deep, another format, or a field that is not as documented:
    /// the place, the value, what is allowed.
    pub fn parse(text: &str) -> Result<Plan> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let document: Value = serde_json::from_str(text).map_err(|error| not_json(text, &error))?;
        let Value::Object(mut document) = document else {
            return Err(Error::invalid("plan", shown(&document), STATE_OR_PLAN));
        };
        check_version(document.get("format_version"))?;
        // Of a state with nothing in it Terraform says no more than its version.
        let is_version_alone =
            document.keys().all(|name| ["format_version", "terraform_version"].contains(&name.as_str()));
        let is_state = !document.contains_key("resource_changes")
            && (document.contains_key("values") || is_version_alone);
        let changes = if is_state {
            let mut changes = Vec::new();
            let root = document.get_mut("values").and_then(|values| values.get_mut("root_module"));
            if let Some(root) = root.map(Value::take) {
                resources_of(root, "values.root_module", &mut changes)?;
            }
            changes
        } else {
            match document.remove("resource_changes") {
                Some(Value::Array(changes)) => changes
                    .into_iter()
                    .enumerate()
                    .map(|(place, change)| change_of(change, &format!("resource_changes[{place}]")))
                    .collect::<Result<_>>()?,
                // Where there is nothing to do, there may be nothing of it.
                None if document.contains_key("planned_values") => Vec::new(),
                None => {
                    return Err(Error::invalid("plan", "an object without resource_changes", STATE_OR_PLAN));
                }
                Some(other) => return Err(Error::invalid("resource_changes", shown(&other), "a list")),
            }
        };
        let variables = match document.remove("variables") {
            Some(Value::Object(variables)) => variables,
            _ => Map::new(),
        };
        Ok(Plan {
            modules: by_module(&changes),
            keys: KeyIndex::of(&changes),
            changes,
            deferred: deferred(document.get("deferred_changes")),
            configuration: document.remove("configuration").unwrap_or_default(),
            variables: variables
                .into_iter()
                .filter_map(|(name, mut variable)| Some((name, variable.get_mut("value")?.take())))
                .collect(),
            timestamp: document.get("timestamp").and_then(Value::as_str).map(str::to_owned),
            is_errored: document.get("errored") == Some(&Value::Bool(true)),
            source: if is_state { Source::State } else { Source::Plan },
            notes: Vec::new(),
        })
    }

    /// When the plan was made, where it says so: `2026-11-24T12:50:07Z`.
    #[must_use]
    pub fn timestamp(&self) -> Option<&str> {
        self.timestamp.as_deref()
    }

    /// Whether planning ended with an error, so that the plan may lack resources.
    #[must_use]
    pub fn is_errored(&self) -> bool {
        self.is_errored
    }

    /// The addresses of its resources, or their logical ids; those of data sources left out.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        let resources = self.changes.iter().filter(|change| change.action != Action::Read);
        resources.map(|change| change.address.as_str())
    }

    /// What it was read from.
    #[must_use]
    pub fn source(&self) -> Source {
        self.source
    }

    /// What was assumed when it was read, a sentence each.
    #[must_use]
    pub fn notes(&self) -> &[String] {
        &self.notes
    }
}

/// The places of changes by their modules.
pub(crate) fn by_module(changes: &[Change]) -> HashMap<ModulePath, Vec<usize>> {
    let mut modules: HashMap<ModulePath, Vec<usize>> = HashMap::new();
    for (place, change) in changes.iter().enumerate() {
        modules.entry(change.module.clone()).or_default().push(place);
    }
    modules
}

fn not_json(text: &str, error: &serde_json::Error) -> Error {
    // The binary plan file itself is a zip archive.
    if text.starts_with("PK") {
        return Error::message("plan: a binary plan file; `terraform show -json FILE` prints its JSON");
    }
    if text.trim().is_empty() {
        return Error::invalid("plan", "an empty file", STATE_OR_PLAN);
    }
    if error.is_eof() {
        return Error::message(format_args!("plan: cut off: {error}"));
    }
    Error::message(format_args!("plan: not JSON: {error}"))
}

fn check_version(version: Option<&Value>) -> Result<()> {
    let Some(version) = version else {
        return Err(Error::invalid("plan", "an object without format_version", STATE_OR_PLAN));
    };
    let major = version.as_str().and_then(|version| version.split_once('.')).map(|(major, _)| major);
    if matches!(major, Some("0" | "1")) {
        return Ok(());
    }
    Err(Error::invalid("format_version", shown(version), "a version 0.x or 1.x of Terraform's JSON output"))
}

/// The resources of a state's module and of the modules in it.
fn resources_of(module: Value, place: &str, changes: &mut Vec<Change>) -> Result<()> {
    // serde_json's limit on nesting is one on the depth of this, too.
    let Value::Object(mut module) = module else {
        return Err(Error::invalid(place, shown(&module), "an object"));
    };
    let address = module.get("address").and_then(Value::as_str).unwrap_or_default().to_owned();
    for (number, mut resource) in
        list(module.remove("resources"), place, "resources")?.into_iter().enumerate()
    {
        let place = format!("{place}.resources[{number}]");
        if let Value::Object(resource) = &mut resource {
            let values = resource.remove("values").unwrap_or_default();
            let sensitive = resource.remove("sensitive_values").unwrap_or_default();
            let change = serde_json::json!({
                "actions": ["no-op"], "before": values, "after": values,
                "before_sensitive": sensitive, "after_sensitive": sensitive,
            });
            resource.insert("change".to_owned(), change);
            resource.insert("module_address".to_owned(), Value::from(address.as_str()));
        }
        changes.push(change_of(resource, &place)?);
    }
    for (number, child) in
        list(module.remove("child_modules"), place, "child_modules")?.into_iter().enumerate()
    {
        resources_of(child, &format!("{place}.child_modules[{number}]"), changes)?;
    }
    Ok(())
}

fn list(value: Option<Value>, place: &str, name: &str) -> Result<Vec<Value>> {
    match value {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(values)) => Ok(values),
        Some(other) => Err(Error::invalid(&format!("{place}.{name}"), shown(&other), "a list")),
    }
}

fn change_of(value: Value, place: &str) -> Result<Change> {
    let Value::Object(mut fields) = value else {
        return Err(Error::invalid(place, shown(&value), "an object"));
    };
    let text = |fields: &Map<String, Value>, name: &str| match fields.get(name) {
        Some(Value::String(text)) if !text.is_empty() => Ok(text.clone()),
        other => Err(Error::invalid(&format!("{place}.{name}"), found(other), "a text")),
    };
    let optional =
        |fields: &Map<String, Value>, name: &str| fields.get(name).and_then(Value::as_str).map(str::to_owned);
    let module = optional(&fields, "module_address").unwrap_or_default();
    let Some(module) = ModulePath::parse(&module) else {
        let place = format!("{place}.module_address");
        return Err(Error::invalid(&place, quoted(&module), "the address of a module such as module.a[0]"));
    };
    let index = match fields.get("index") {
        None | Some(Value::Null) => None,
        Some(index) => Some(Index::of(index).ok_or_else(|| {
            Error::invalid(&format!("{place}.index"), shown(index), "a whole number or a text")
        })?),
    };
    let is_data = fields.get("mode").and_then(Value::as_str) == Some("data");
    let Some(Value::Object(mut change)) = fields.remove("change") else {
        return Err(Error::invalid(&format!("{place}.change"), "what is there", "an object"));
    };
    let action = action(change.get("actions"), &format!("{place}.change.actions"))?;
    let mut take = |name: &str| change.remove(name).unwrap_or_default();
    let change = Change {
        address: text(&fields, "address")?,
        previous_address: optional(&fields, "previous_address"),
        module,
        kind: text(&fields, "type")?,
        given_kind: None,
        name: text(&fields, "name")?,
        index,
        provider: optional(&fields, "provider_name").unwrap_or_default(),
        is_deposed: fields.contains_key("deposed"),
        action: if is_data { Action::Read } else { action },
        before: take("before"),
        after: take("after"),
        unknown: take("after_unknown"),
        before_sensitive: take("before_sensitive"),
        after_sensitive: take("after_sensitive"),
        reasons: Vec::new(),
    };
    for (name, value) in [("before", &change.before), ("after", &change.after)] {
        if !value.is_object() && !value.is_null() {
            let place = format!("{place}.change.{name}");
            return Err(Error::invalid(&place, shown(value), "an object or null"));
        }
    }
    Ok(change)
}

fn action(actions: Option<&Value>, place: &str) -> Result<Action> {
    let words: Option<Vec<&str>> =
        actions.and_then(Value::as_array).and_then(|words| words.iter().map(Value::as_str).collect());
    match words.as_deref() {
        Some(["no-op"]) => Ok(Action::NoOp),
        Some(["create"]) => Ok(Action::Create),
        Some(["read"]) => Ok(Action::Read),
        Some(["update"]) => Ok(Action::Update),
        Some(["delete"]) => Ok(Action::Delete),
        Some(["delete", "create"] | ["create", "delete"] | ["create", "forget"]) => Ok(Action::Replace),
        Some(["forget"]) => Ok(Action::Forget),
        _ => {
            let allowed = "[\"no-op\"], [\"create\"], [\"read\"], [\"update\"], [\"delete\"], [\"forget\"], \
                           [\"delete\", \"create\"], [\"create\", \"delete\"] or [\"create\", \"forget\"]";
            Err(Error::invalid(place, found(actions), allowed))
        }
    }
}

/// A change that Terraform put off to a later plan.
#[derive(Clone, Debug)]
pub(crate) struct Deferred {
    pub(crate) address: String,
    pub(crate) kind: String,
    pub(crate) reason: String,
    /// Whether the resource is there already.
    pub(crate) is_there: bool,
}

/// Changes put off, as far as they can be read: nothing of them is priced.
fn deferred(changes: Option<&Value>) -> Vec<Deferred> {
    let changes = changes.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let text = |value: &Value, pointer: &str| {
        value.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    changes
        .iter()
        .map(|change| Deferred {
            address: text(change, "/resource_change/address"),
            kind: text(change, "/resource_change/type"),
            reason: text(change, "/reason"),
            is_there: change.pointer("/resource_change/change/before").is_some_and(Value::is_object),
        })
        .collect()
}

fn found(value: Option<&Value>) -> String {
    value.map_or_else(|| "what is missing".to_owned(), shown)
}

/// A text in a message, in quotes: short, on one line.
pub(crate) fn quoted(text: &str) -> String {
    format!("{:?}", short(text))
}

/// A name in a message: short, on one line.
pub(crate) fn short(text: &str) -> String {
    let is_short = text.chars().nth(LONGEST_SHOWN).is_none();
    let begin = text.chars().take(if is_short { LONGEST_SHOWN } else { LONGEST_SHOWN.saturating_sub(3) });
    let begin: String = begin.map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    if is_short { begin } else { format!("{begin}...") }
}

const LONGEST_SHOWN: usize = 60;

/// A value in a message: short, on one line.
pub(crate) fn shown(value: &Value) -> String {
    match value {
        Value::Object(_) => "an object".to_owned(),
        Value::Array(values) if values.len() > 4 => "a list".to_owned(),
        value => {
            // Already the beginning of a long text is too long to be shown.
            let text = match value {
                Value::String(text) => Value::from(text.chars().take(80).collect::<String>()).to_string(),
                value => value.to_string(),
            };
            short(&text)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(text: &str, message: &str) {
        assert_eq!(Plan::parse(text).unwrap_err().to_string(), message);
    }

    /// A plan with one change, and something put in the place of another.
    fn plan(from: &str, to: &str) -> String {
        let plan = r#"{"format_version":"1.2","resource_changes":[{"address":"aws_s3_bucket.a","mode":"managed",
            "type":"aws_s3_bucket","name":"a","index":0,"module_address":"module.m","change":{"actions":["create"],
            "before":null,"after":{"bucket":"a"}}}]}"#;
        assert!(plan.contains(from), "{from}");
        plan.replace(from, to)
    }

    #[test]
    fn what_is_no_plan() {
        let form = "is not what `terraform show -json` prints of a plan or a state";
        refused("", &format!("plan: an empty file {form}"));
        refused("[1, 2]", &format!("plan: [1,2] {form}"));
        refused("{}", &format!("plan: an object without format_version {form}"));
        refused(
            r#"{"format_version":"1.2","configuration":{}}"#,
            &format!("plan: an object without resource_changes {form}"),
        );
        refused("PK\u{3}\u{4}", "plan: a binary plan file; `terraform show -json FILE` prints its JSON");
        refused("resource \"a\" {}", "plan: not JSON: expected value at line 1 column 1");
        refused(
            r#"{"format_version":"1.2","resource_changes":["#,
            "plan: cut off: EOF while parsing a list at line 1 column 44",
        );
        for version in ["\"2.0\"", "1.2", "\"1\"", "null"] {
            let text = format!("{{\"format_version\":{version},\"resource_changes\":[]}}");
            let form = "is not a version 0.x or 1.x of Terraform's JSON output";
            refused(&text, &format!("format_version: {version} {form}"));
        }
        let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
        refused(&deep, "plan: not JSON: recursion limit exceeded at line 1 column 128");
    }

    #[test]
    fn a_state_with_nothing_in_it() {
        for text in
            [r#"{"format_version":"1.0"}"#, r#"{"format_version":"1.0","terraform_version":"1.13.0"}"#]
        {
            let plan = Plan::parse(text).unwrap();
            assert_eq!((plan.source, plan.changes.len()), (Source::State, 0), "{text}");
        }
    }

    #[test]
    fn what_is_shown_is_short() {
        let long = "\u{1b}\n".repeat(1_000_000);
        for shown in [quoted(&long), short(&long), shown(&Value::from(long.clone()))] {
            assert!(shown.len() < 500 && !shown.contains(['\n', '\u{1b}']), "{shown}");
        }
        assert_eq!(quoted("a\"b"), r#""a\"b""#);
    }

    #[test]
    fn a_field_that_is_wrong_is_named() {
        assert_eq!(Plan::parse(&plan("create", "create")).unwrap().changes.len(), 1);
        refused(
            &plan("[\"create\"]", "[\"explode\"]"),
            "resource_changes[0].change.actions: [\"explode\"] is not [\"no-op\"], [\"create\"], [\"read\"], \
             [\"update\"], [\"delete\"], [\"forget\"], [\"delete\", \"create\"], [\"create\", \"delete\"] or \
             [\"create\", \"forget\"]",
        );
        refused(&plan("\"name\":\"a\"", "\"name\":7"), "resource_changes[0].name: 7 is not a text");
        refused(
            &plan("\"address\":\"aws_s3_bucket.a\",", ""),
            "resource_changes[0].address: what is missing is not a text",
        );
        refused(&plan("0,", "-1,"), "resource_changes[0].index: -1 is not a whole number or a text");
        refused(
            &plan("module.m", "m"),
            "resource_changes[0].module_address: \"m\" is not the address of a module such as module.a[0]",
        );
        refused(
            &plan("{\"bucket\":\"a\"}", "3"),
            "resource_changes[0].change.after: 3 is not an object or null",
        );
    }

    #[test]
    fn whose_provider() {
        let aws = |provider: &str| {
            let with = format!("\"type\":\"aws_s3_bucket\",\"provider_name\":\"{provider}\",");
            let plan = Plan::parse(&plan("\"type\":\"aws_s3_bucket\",", &with)).unwrap();
            plan.changes.first().unwrap().is_aws()
        };
        for provider in ["aws", "example.com/hashicorp/aws", "example.com/-/aws"] {
            assert!(aws(provider), "{provider}");
        }
        for provider in
            ["example.com/acme/aws", "example.com/hashicorp/awscc", "terraform.io/builtin/terraform"]
        {
            assert!(!aws(provider), "{provider}");
        }
    }
}
