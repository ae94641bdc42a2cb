//! What a value of a CloudFormation template comes to, as far as the template says it.

use crate::plan::{quoted, short};
use serde_json::Value as Json;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// A value of a template.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Known(Json),
    /// A resource of the template, by its logical id: itself, or its ARN.
    Resource(String),
    /// `AWS::NoValue`, or nothing at all.
    Missing,
    /// Why it is not known.
    Unknown(String),
}

/// A template, and the parameters of which the default was taken.
pub(crate) struct Template<'a> {
    document: &'a Json,
    taken: RefCell<BTreeMap<String, String>>,
}

/// Functions within functions.
const MOST_LEVELS: usize = 20;

impl<'a> Template<'a> {
    pub(crate) fn new(document: &'a Json) -> Template<'a> {
        Template { document, taken: RefCell::default() }
    }

    /// What was assumed so far.
    pub(crate) fn notes(&self) -> Vec<String> {
        let taken = self.taken.borrow();
        taken.iter().map(|(name, value)| format!("Parameter {name} is at its default, {value}.")).collect()
    }

    /// The intrinsic function that a value is, if it is one.
    pub(crate) fn function<'v>(&self, value: &'v Json) -> Option<&'v str> {
        let object = value.as_object().filter(|object| object.len() == 1)?;
        let name = object.keys().next()?.as_str();
        (name == "Ref" || name.starts_with("Fn::")).then_some(name)
    }

    pub(crate) fn resolve(&self, value: &Json) -> Value {
        self.resolve_within(value, MOST_LEVELS)
    }

    fn resolve_within(&self, value: &Json, levels: usize) -> Value {
        let Some(levels) = levels.checked_sub(1) else {
            return Value::Unknown("functions are nested too deep".to_owned());
        };
        let Some(function) = self.function(value) else {
            return match value {
                Json::Null => Value::Missing,
                // YAML and parameters write numbers and truth values as texts, which CloudFormation takes as well.
                Json::String(text) => Value::Known(plain(text)),
                other => Value::Known(other.clone()),
            };
        };
        let Some(argument) = value.get(function) else { return Value::Missing };
        match function {
            "Ref" => argument.as_str().map_or_else(|| unresolved(function), |name| self.reference(name)),
            "Fn::GetAtt" => {
                let (id, attribute) = match argument {
                    Json::String(text) => text.split_once('.').unwrap_or((text, "")),
                    Json::Array(parts) => {
                        let part = |place| parts.get(place).and_then(Json::as_str).unwrap_or_default();
                        (part(0), part(1))
                    }
                    _ => return unresolved(function),
                };
                if self.is_resource(id) { self.attribute(id, attribute) } else { unresolved(function) }
            }
            "Fn::Sub" => match argument {
                Json::String(text) => self.substituted(text, None, levels),
                Json::Array(parts) => match parts.as_slice() {
                    [Json::String(text), own] => self.substituted(text, Some(own), levels),
                    _ => unresolved(function),
                },
                _ => unresolved(function),
            },
            "Fn::Join" => match argument.as_array().map(Vec::as_slice) {
                Some([Json::String(separator), Json::Array(parts)]) => {
                    let parts = parts.iter().map(|part| self.resolve_within(part, levels));
                    together(parts, separator)
                }
                _ => unresolved(function),
            },
            "Fn::If" => match argument.as_array().map(Vec::as_slice) {
                Some([Json::String(condition), yes, no]) => {
                    let (yes, no) = (self.resolve_within(yes, levels), self.resolve_within(no, levels));
                    if yes == no {
                        return yes;
                    }
                    Value::Unknown(format!("it depends on the condition {}", short(condition)))
                }
                _ => unresolved(function),
            },
            other => unresolved(other),
        }
    }

    /// An attribute of a resource: its ARN, as far as a key is concerned.
    fn attribute(&self, id: &str, attribute: &str) -> Value {
        match attribute.strip_prefix("Outputs.") {
            Some(output) => Value::Unknown(format!(
                "output {} of the nested stack {} stands in its own template",
                short(output),
                short(id)
            )),
            None => Value::Resource(id.to_owned()),
        }
    }

    fn reference(&self, name: &str) -> Value {
        if name == "AWS::NoValue" {
            return Value::Missing;
        }
        if name.starts_with("AWS::") {
            return Value::Unknown(format!("{name} is known only when the stack is made"));
        }
        if self.is_resource(name) {
            return Value::Resource(name.to_owned());
        }
        let parameter = self.document.get("Parameters").and_then(|parameters| parameters.get(name));
        let Some(parameter) = parameter else {
            let name = quoted(name);
            return Value::Unknown(format!("{name} is no parameter and no resource of the template"));
        };
        // Its default is the name under which the value is stored.
        let kind = parameter.get("Type").and_then(Json::as_str).unwrap_or_default();
        if kind.starts_with("AWS::SSM::Parameter::Value<") {
            let name = short(name);
            return Value::Unknown(format!("parameter {name} is read from SSM when the stack is made"));
        }
        let Some(default) = parameter.get("Default").filter(|default| !default.is_object()) else {
            return Value::Unknown(format!("parameter {name} has no default"));
        };
        // Its value is a secret that the template should not even hold.
        let is_secret = matches!(parameter.get("NoEcho"), Some(Json::Bool(true)))
            || parameter.get("NoEcho").and_then(Json::as_str) == Some("true");
        let shown = if is_secret { "which is a secret".to_owned() } else { crate::plan::shown(default) };
        self.taken.borrow_mut().insert(name.to_owned(), shown);
        match default {
            Json::String(text) => Value::Known(plain(text)),
            other => Value::Known(other.clone()),
        }
    }

    fn is_resource(&self, id: &str) -> bool {
        self.document.get("Resources").and_then(|resources| resources.get(id)).is_some()
    }

    /// A text with its `${Name}` and `${Name.Attribute}` filled in.
    fn substituted(&self, text: &str, own: Option<&Json>, levels: usize) -> Value {
        let mut parts: Vec<Value> = Vec::new();
        let mut rest = text;
        while let Some((before, behind)) = rest.split_once("${") {
            parts.push(Value::Known(Json::from(before)));
            let Some((name, behind)) = behind.split_once('}') else { return unresolved("Fn::Sub") };
            rest = behind;
            parts.push(match (name.strip_prefix('!'), own.and_then(|own| own.get(name))) {
                (Some(literal), _) => Value::Known(Json::from(format!("${{{literal}}}"))),
                (None, Some(own)) => self.resolve_within(own, levels),
                // The name of a Region or an account is not known, but where it stands in an ARN is.
                (None, None) if name.starts_with("AWS::") => Value::Known(Json::from(name)),
                (None, None) => match name.split_once('.') {
                    Some((id, attribute)) if self.is_resource(id) => self.attribute(id, attribute),
                    _ => self.reference(name),
                },
            });
        }
        parts.push(Value::Known(Json::from(rest)));
        together(parts.into_iter(), "")
    }
}

/// A text as YAML would read it where it has no quotes: `true` is a truth value. Numbers stay texts.
fn plain(text: &str) -> Json {
    match text {
        "true" => Json::Bool(true),
        "false" => Json::Bool(false),
        _ => Json::from(text),
    }
}

fn unresolved(function: &str) -> Value {
    Value::Unknown(format!("{function} is not resolved"))
}

/// Texts put together. With the one resource that is among them it is that resource's ARN, whatever stands around it.
fn together(parts: impl Iterator<Item = Value>, separator: &str) -> Value {
    let mut text = String::new();
    let mut resource = None;
    for (number, part) in parts.enumerate() {
        if number > 0 {
            text.push_str(separator);
        }
        match part {
            Value::Known(Json::String(part)) => text.push_str(&part),
            Value::Known(Json::Bool(part)) => text.push_str(if part { "true" } else { "false" }),
            Value::Known(Json::Number(part)) => text.push_str(&part.to_string()),
            Value::Known(_) => return Value::Unknown("a text of lists or objects".to_owned()),
            Value::Missing => {}
            Value::Resource(id) if resource.is_none() => resource = Some(id),
            Value::Resource(_) => return Value::Unknown("a text of several resources".to_owned()),
            Value::Unknown(reason) => return Value::Unknown(reason),
        }
    }
    match resource {
        Some(id) => Value::Resource(id),
        None => Value::Known(plain(&text)),
    }
}
