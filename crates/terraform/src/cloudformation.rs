//! A CloudFormation template as a plan that makes everything in it.
//!
//! Only what a price depends on is read. References to resources of the template, parameters with a default and texts put
//! together of those are followed; of every other intrinsic function the value is not known, and the function is the reason.

use crate::address::ModulePath;
use crate::encryption::{BY_DEFAULT, INLINE, RULE};
use crate::intrinsic::{Template, Value as Resolved};
use crate::json::Unique;
use crate::key::KeyIndex;
use crate::plan::{Action, Change, Plan, Source, by_module, short, shown};
use crate::yaml::{Node, Yaml};
use crate::{Error, Result};
use serde_json::{Map, Value, json};

const TEMPLATE: &str = "a CloudFormation template, with Resources";

impl Plan {
    /// Reads a CloudFormation template, JSON or YAML with short tags.
    ///
    /// # Errors
    /// A text that is neither, or no template: the place, the value, what is allowed.
    pub fn template(text: &str) -> Result<Plan> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let document = if text.trim_start().starts_with('{') { json_or_flow(text)? } else { yaml(text)? };
        let Some(resources) = document.get("Resources") else {
            return Err(Error::invalid("template", "an object without Resources", TEMPLATE));
        };
        let Some(resources) = resources.as_object() else {
            return Err(Error::invalid(
                "Resources",
                shown(resources),
                "an object of resources by their names",
            ));
        };
        let template = Template::new(&document);
        let changes: Result<Vec<Change>> =
            resources.iter().map(|(id, resource)| change(&template, id, resource)).collect();
        let changes = changes?;
        let mut notes = template.notes();
        if document.get("Transform").is_some() {
            notes.push("The template has a Transform: what that adds or changes is not seen.".to_owned());
        }
        Ok(Plan {
            modules: by_module(&changes),
            keys: KeyIndex::of(&changes),
            changes,
            deferred: Vec::new(),
            configuration: Value::Null,
            variables: Map::new(),
            timestamp: None,
            is_errored: false,
            source: Source::Template,
            notes,
        })
    }
}

fn yaml(text: &str) -> Result<Value> {
    let node = Node::parse(text).map_err(|error| Error::message(format_args!("template: {error}")))?;
    Ok(to_json(&node))
}

/// JSON, or YAML that begins like it: `{Resources: {}}`.
fn json_or_flow(text: &str) -> Result<Value> {
    match serde_json::from_str(text) {
        Ok(Unique(document)) => Ok(document),
        Err(error) if error.to_string().starts_with("key must be a string") => yaml(text),
        Err(error) if error.is_data() => Err(Error::message(format_args!("template: {error}"))),
        Err(error) => Err(Error::message(format_args!("template: not JSON: {error}"))),
    }
}

/// A value of YAML as JSON would say it: `!Ref a` as `{"Ref": "a"}`, numbers as texts.
fn to_json(node: &Node) -> Value {
    let value = match &node.value {
        Yaml::Null => Value::Null,
        Yaml::Text(text) => Value::from(text.as_str()),
        Yaml::Bool(value) => Value::from(*value),
        Yaml::List(values) => Value::Array(values.iter().map(to_json).collect()),
        Yaml::Map(entries) => {
            Value::Object(entries.iter().map(|(name, node)| (name.clone(), to_json(node))).collect())
        }
    };
    match node.tag.as_deref() {
        None => value,
        Some(name @ ("Ref" | "Condition")) => json!({ name: value }),
        Some(function) => json!({ (format!("Fn::{function}")): value }),
    }
}

/// What is known of a resource's attributes, by the names and paths that Terraform has for them.
struct Attributes<'a> {
    template: &'a Template<'a>,
    known: Map<String, Value>,
    unknown: Map<String, Value>,
    reasons: Vec<(Vec<&'static str>, String)>,
}

impl Attributes<'_> {
    /// An attribute at the top.
    fn set(&mut self, name: &'static str, property: Option<&Value>) {
        match property.map(|property| self.template.resolve(property)) {
            None | Some(Resolved::Missing) => {}
            Some(Resolved::Known(value)) => {
                self.known.insert(name.to_owned(), value);
            }
            Some(Resolved::Resource(id)) => {
                self.known.insert(name.to_owned(), Value::from(arn(&id)));
            }
            Some(Resolved::Unknown(reason)) => {
                self.unknown.insert(name.to_owned(), Value::Bool(true));
                self.reasons.push((vec![name], reason));
            }
        }
    }

    /// A block in blocks, each of which has one element.
    fn set_in(&mut self, path: &[&'static str], property: Option<&Value>) {
        let Some((name, blocks)) = path.split_last() else { return };
        let mut inner = Attributes {
            template: self.template,
            known: Map::new(),
            unknown: Map::new(),
            reasons: Vec::new(),
        };
        inner.set(name, property);
        for (attributes, values) in [(&mut self.known, inner.known), (&mut self.unknown, inner.unknown)] {
            // The blocks are there, whatever is known of what stands in them.
            let mut block = attributes;
            for name in blocks {
                let list = block.entry(*name).or_insert_with(|| json!([{}]));
                let Some(first) = list.get_mut(0).and_then(Value::as_object_mut) else { return };
                block = first;
            }
            block.extend(values);
        }
        self.reasons.extend(inner.reasons.into_iter().map(|(_, reason)| (path.to_vec(), reason)));
    }
}

/// What stands for a resource that does not exist yet, where its ARN or its name will be.
fn arn(id: &str) -> String {
    format!("{STAND_IN}{id}")
}

const STAND_IN: &str = "Resources.";

/// The logical id of the resource that a value stands for.
pub(crate) fn stands_for(value: &str) -> Option<&str> {
    value.strip_prefix(STAND_IN)
}

fn change(template: &Template<'_>, id: &str, resource: &Value) -> Result<Change> {
    let place = format!("Resources.{}", short(id));
    let mut attributes = Attributes { template, known: Map::new(), unknown: Map::new(), reasons: Vec::new() };
    let (given_kind, kind) = if id.starts_with("Fn::") {
        // `Fn::ForEach::Buckets` makes several.
        let end = id.match_indices("::").nth(1).map_or(id.len(), |(place, _)| place);
        let function = id.get(..end).unwrap_or(id);
        (function, function.to_owned())
    } else {
        let Some(kind) = resource.get("Type").and_then(Value::as_str) else {
            return Err(Error::invalid(&place, shown(resource), "a resource, with a Type"));
        };
        let terraform = match kind {
            "AWS::S3::Bucket" => "aws_s3_bucket".to_owned(),
            "AWS::KMS::Key" => "aws_kms_key".to_owned(),
            "AWS::KMS::ReplicaKey" => "aws_kms_replica_key".to_owned(),
            "AWS::KMS::Alias" => "aws_kms_alias".to_owned(),
            other if other.contains("::") => other.to_owned(),
            // CloudFormation has no such type, whatever Terraform has.
            other => format!("::{other}"),
        };
        (kind, terraform)
    };
    let kind = kind.as_str();
    let none = Value::Null;
    let properties = resource.get("Properties").unwrap_or(&none);
    if let Some(function) = template.function(properties) {
        attributes.reasons.push((Vec::new(), format!("Properties: {function} is not resolved")));
    } else if !properties.is_object() && !properties.is_null() {
        return Err(Error::invalid(&format!("{place}.Properties"), shown(properties), "an object"));
    }
    if let Some(condition) = resource.get("Condition").and_then(Value::as_str) {
        attributes
            .reasons
            .push((Vec::new(), format!("it is made only on the condition {}", short(condition))));
    }
    let property = |name: &str| properties.get(name);
    match kind {
        "aws_s3_bucket" => bucket(&mut attributes, properties),
        "aws_kms_key" => {
            attributes.known.insert("arn".to_owned(), Value::from(arn(id)));
            attributes.set("key_spec", property("KeySpec"));
            attributes.set("key_usage", property("KeyUsage"));
            attributes.set("enable_key_rotation", property("EnableKeyRotation"));
            attributes.set("rotation_period_in_days", property("RotationPeriodInDays"));
            attributes.set("multi_region", property("MultiRegion"));
        }
        "aws_kms_replica_key" => {
            attributes.known.insert("arn".to_owned(), Value::from(arn(id)));
            attributes.set("primary_key_arn", property("PrimaryKeyArn"));
        }
        "aws_kms_alias" => {
            attributes.set("name", property("AliasName"));
            attributes.set("target_key_id", property("TargetKeyId"));
        }
        _ => {}
    }
    // A key that may be of another kind is not priced as one of S3's.
    for name in ["key_spec", "key_usage"] {
        let reason = attributes.reasons.iter().find(|(path, _)| *path == [name]);
        if let Some(reason) = reason.map(|(_, reason)| format!("{name}: {reason}")) {
            attributes.reasons.push((Vec::new(), reason));
        }
    }
    attributes.set_tags(property("Tags"));
    let Attributes { known, unknown, reasons, .. } = attributes;
    Ok(Change {
        address: id.to_owned(),
        previous_address: None,
        module: ModulePath::default(),
        kind: kind.to_owned(),
        given_kind: Some(given_kind.to_owned()),
        name: id.to_owned(),
        index: None,
        provider: "aws".to_owned(),
        is_deposed: false,
        action: Action::Create,
        before: Value::Null,
        after: Value::Object(known),
        unknown: Value::Object(unknown),
        before_sensitive: Value::Null,
        after_sensitive: Value::Null,
        reasons,
    })
}

fn bucket(attributes: &mut Attributes<'_>, properties: &Value) {
    attributes.set("bucket", properties.get("BucketName"));
    if properties.get("ReplicationConfiguration").is_some_and(|replication| !replication.is_null()) {
        attributes.known.insert("replication_configuration".to_owned(), json!([{}]));
    }
    let mut found = properties.get("BucketEncryption");
    // Whatever is a function on the way down, all below it is not known.
    for step in ["", "ServerSideEncryptionConfiguration"] {
        let inside = if step.is_empty() { found } else { found.and_then(|found| found.get(step)) };
        let Some(value) = inside else { return };
        if let Some(function) = attributes.template.function(value) {
            attributes.unknown.insert(INLINE.to_owned(), Value::Bool(true));
            attributes.reasons.push((vec![INLINE], format!("BucketEncryption: {function} is not resolved")));
            return;
        }
        found = Some(value);
    }
    let Some(rule) = found.and_then(|rules| rules.get(0)) else { return };
    let by_default = rule.get("ServerSideEncryptionByDefault");
    let functions = [Some(rule), by_default].into_iter().flatten();
    if let Some(function) = functions.filter_map(|value| attributes.template.function(value)).next() {
        attributes.unknown.insert(INLINE.to_owned(), Value::Bool(true));
        attributes.reasons.push((vec![INLINE], format!("BucketEncryption: {function} is not resolved")));
        return;
    }
    let of_default = |name: &str| by_default.and_then(|by_default| by_default.get(name));
    attributes.set_in(&[INLINE, RULE, BY_DEFAULT, "sse_algorithm"], of_default("SSEAlgorithm"));
    attributes.set_in(&[INLINE, RULE, BY_DEFAULT, "kms_master_key_id"], of_default("KMSMasterKeyID"));
    attributes.set_in(&[INLINE, RULE, "bucket_key_enabled"], rule.get("BucketKeyEnabled"));
}

impl Attributes<'_> {
    /// `[{"Key": "team", "Value": "red"}]` as a mapping.
    fn set_tags(&mut self, tags: Option<&Value>) {
        let tags = tags.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let known: Map<String, Value> = tags
            .iter()
            .filter_map(|tag| {
                let Resolved::Known(value) = self.template.resolve(tag.get("Value")?) else { return None };
                Some((tag.get("Key")?.as_str()?.to_owned(), value))
            })
            .collect();
        if !known.is_empty() {
            self.known.insert("tags".to_owned(), Value::Object(known));
        }
    }
}
