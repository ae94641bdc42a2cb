//! Reading a policy that somebody has: what is not understood is refused by its name.

use super::condition::{Condition, Operator};
use super::document::{Document, Effect, Principal, Principals, Statement};
use crate::{Error, Result};
use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};
use std::fmt;

impl Document {
    /// Reads a policy.
    ///
    /// # Errors
    /// Text that is no JSON or no policy, and every element that is not supported: the message names where it stands.
    pub fn from_json(text: &str) -> Result<Document> {
        let Unique(value) = serde_json::from_str(text).map_err(|error| {
            let place = format!("line {}, column {}", error.line(), error.column());
            Error::invalid("policy", place, format!("where valid JSON goes on: {error}"))
        })?;
        Document::from_value(&value)
    }

    /// Reads a policy that is JSON data already.
    ///
    /// # Errors
    /// Those of [`from_json`](Document::from_json), but for text that is no JSON.
    pub fn from_value(value: &Value) -> Result<Document> {
        let fields = object("policy", value)?;
        only(fields, "", &["Version", "Id", "Statement"])?;
        if let Some(version) = fields.get("Version") {
            // The older one has no policy variables; the rest is alike.
            if !["2012-10-17", "2008-10-17"].iter().any(|known| version == known) {
                return Err(Error::invalid("Version", shown(version), "2012-10-17 or 2008-10-17"));
            }
        }
        let statements = match fields.get("Statement") {
            Some(Value::Array(statements)) => statements.iter().collect(),
            Some(statement @ Value::Object(_)) => vec![statement],
            Some(other) => {
                return Err(Error::invalid("Statement", shown(other), "a statement or a list of them"));
            }
            None => return Err(Error::invalid("policy", shown(value), "a policy: it has no Statement")),
        };
        let statement = |(index, value)| statement(index, value);
        Ok(Document { statements: statements.into_iter().enumerate().map(statement).collect::<Result<_>>()? })
    }
}

/// JSON in which no object has a name twice: of two, one would be left out silently.
struct Unique(Value);

impl<'de> Deserialize<'de> for Unique {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Unique, D::Error> {
        deserializer.deserialize_any(UniqueVisitor).map(Unique)
    }
}

struct UniqueVisitor;

impl<'de> Visitor<'de> for UniqueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> std::result::Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> std::result::Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> std::result::Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> std::result::Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> std::result::Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E>(self) -> std::result::Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> std::result::Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Unique(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> std::result::Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(name) = fields.next_key::<String>()? {
            if object.contains_key(&name) {
                return Err(A::Error::custom(format!("{name:?} stands there twice")));
            }
            let Unique(value) = fields.next_value()?;
            object.insert(name, value);
        }
        Ok(Value::Object(object))
    }
}

const ELEMENTS: [&str; 6] = ["Sid", "Effect", "Principal", "Action", "Resource", "Condition"];

fn statement(index: usize, value: &Value) -> Result<Statement> {
    let at = format!("Statement[{index}]");
    let fields = object(&at, value)?;
    only(fields, &format!("{at}."), &ELEMENTS)?;
    let field = |name: &str| format!("{at}.{name}");
    let needed = |name: &str| {
        let missing = || Error::invalid(at.clone(), shown(value), format!("a statement: it has no {name}"));
        fields.get(name).ok_or_else(missing)
    };
    let effect = match needed("Effect")?.as_str() {
        Some("Allow") => Effect::Allow,
        Some("Deny") => Effect::Deny,
        _ => return Err(Error::invalid(field("Effect"), shown(needed("Effect")?), "Allow or Deny")),
    };
    let sid = fields.get("Sid").map(|sid| text(&field("Sid"), sid)).transpose()?.map(str::to_owned);
    let principals =
        fields.get("Principal").map(|value| principals(&field("Principal"), value)).transpose()?;
    let actions = texts(&field("Action"), needed("Action")?)?;
    if let Some(action) = actions.iter().find(|action| *action != "*" && !action.contains(':')) {
        return Err(Error::invalid(field("Action"), action, "an action such as s3:PutObject, s3:* or *"));
    }
    let conditions = fields.get("Condition").map(|value| conditions(&field("Condition"), value));
    Ok(Statement {
        sid,
        index,
        effect,
        principals,
        actions,
        resources: texts(&field("Resource"), needed("Resource")?)?,
        conditions: conditions.transpose()?.unwrap_or_default(),
    })
}

fn principals(at: &str, value: &Value) -> Result<Principals> {
    if value == "*" {
        return Ok(Principals::Everyone);
    }
    let Value::Object(kinds) = value else {
        let allowed = "\"*\" or an object with AWS or Service";
        return Err(Error::invalid(at.to_owned(), shown(value), allowed));
    };
    only(kinds, &format!("{at}."), &["AWS", "Service"])?;
    let mut list = Vec::new();
    for (kind, values) in kinds {
        let at = format!("{at}.{kind}");
        for text in texts(&at, values)? {
            list.push(if kind == "AWS" { principal(&at, text)? } else { Principal::Service(text) });
        }
    }
    Ok(Principals::Of(list))
}

fn principal(at: &str, text: String) -> Result<Principal> {
    let digits = |id: &str| id.len() == 12 && id.chars().all(|digit| digit.is_ascii_digit());
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    match parts.as_slice() {
        ["*"] => Ok(Principal::Everyone),
        [id] if digits(id) => Ok(Principal::Account { id: (*id).to_owned(), text }),
        ["arn", _, "iam", "", id, "root"] if digits(id) => {
            Ok(Principal::Account { id: (*id).to_owned(), text })
        }
        ["arn", _, "iam", "", id, name]
            if digits(id)
                && (name.starts_with("role/") || name.starts_with("user/"))
                && !name.contains(['*', '?']) =>
        {
            Ok(Principal::Identity(text))
        }
        _ => {
            let allowed = "supported: *, an account's id, or the ARN of an account's root, a role or a user";
            Err(Error::invalid(at.to_owned(), text, allowed))
        }
    }
}

fn conditions(at: &str, value: &Value) -> Result<Vec<Condition>> {
    let mut conditions = Vec::new();
    for (name, keys) in object(at, value)? {
        let at = format!("{at}.{name}");
        let Some(operator) = Operator::new(name) else {
            let allowed =
                format!("a supported operator: one of {}, and IfExists behind it", Operator::names());
            return Err(Error::invalid(at, name, allowed));
        };
        for (key, values) in object(&at, keys)? {
            let values = texts(&format!("{at}.{key}"), values)?;
            conditions.push(Condition { operator, key: key.clone(), values });
        }
    }
    Ok(conditions)
}

fn object<'a>(at: &str, value: &'a Value) -> Result<&'a Map<String, Value>> {
    value.as_object().ok_or_else(|| Error::invalid(at.to_owned(), shown(value), "a JSON object"))
}

/// Refuses a field that is not among the known ones, so that nothing is silently left out.
fn only(fields: &Map<String, Value>, at: &str, known: &[&str]) -> Result<()> {
    match fields.keys().find(|name| !known.contains(&name.as_str())) {
        Some(name) => {
            let allowed = format!("supported here, only {}", known.join(", "));
            Err(Error::invalid(format!("{at}{name}"), name, allowed))
        }
        None => Ok(()),
    }
}

fn text<'a>(at: &str, value: &'a Value) -> Result<&'a str> {
    value.as_str().ok_or_else(|| Error::invalid(at.to_owned(), shown(value), "a string"))
}

/// A string or a list of strings; `true`, `false` and numbers are read as they are written.
fn texts(at: &str, value: &Value) -> Result<Vec<String>> {
    let one = |value: &Value| {
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Bool(_) | Value::Number(_) => value.to_string(),
            _ => return Err(Error::invalid(at.to_owned(), shown(value), "a string or a list of strings")),
        };
        if text.contains("${") {
            return Err(Error::invalid(
                at.to_owned(),
                text,
                "text without a policy variable, which is not supported",
            ));
        }
        Ok(text)
    };
    match value {
        Value::Array(values) if values.is_empty() => {
            Err(Error::invalid(at.to_owned(), "[]", "a list with a value"))
        }
        Value::Array(values) => values.iter().map(one).collect(),
        value => Ok(vec![one(value)?]),
    }
}

/// A value as a message quotes it, in one line and not too long.
fn shown(value: &Value) -> String {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let mut letters = text.chars();
    let short: String = letters.by_ref().take(60).collect();
    if letters.next().is_some() { short + "..." } else { short }
}
