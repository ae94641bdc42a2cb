//! A JSON value as it was read, before anything is known of what it should be.
//!
//! Inputs are taken from it one by one, so that whatever is wrong is an error of this crate, with the field at fault. Derived
//! code could not say the field, and is many times larger, which a page or a package pays for.

use crate::{Error, Result};
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeSet;
use std::fmt;

/// A JSON value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// `null`, which counts as not given.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number from 0 on.
    Count(u64),
    /// Any other number, as an error quotes it. What a float held is written as one, so that 1.0 is no count.
    Number(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// An object, in its order; no name comes twice.
    Object(Vec<(String, Value)>),
}

/// What a count may be.
const COUNT: &str = "a whole number from 0 on, such as 20000, without quotes, fraction or exponent";

/// As an error quotes it.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Null => f.write_str("null"),
            Value::Bool(value) => value.fmt(f),
            Value::Count(count) => count.fmt(f),
            Value::Number(text) | Value::Text(text) => f.write_str(text),
            Value::List(_) => f.write_str("a list"),
            Value::Object(_) => f.write_str("an object"),
        }
    }
}

/// An input that may be there: its value, and its field as errors name it.
#[derive(Clone, Debug)]
pub struct Given {
    field: String,
    value: Option<Value>,
}

impl Given {
    /// A value that is a whole input of its own.
    #[must_use]
    pub fn new(field: &str, value: Value) -> Given {
        Given { field: field.to_owned(), value: Some(value) }
    }

    /// Its field, as errors name it.
    #[must_use]
    pub fn field(&self) -> &str {
        &self.field
    }

    /// Whether it is there and `null`, which for some inputs is another thing than not being there.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.value == Some(Value::Null)
    }

    /// The error that it is not what is allowed.
    #[must_use]
    pub fn wrong(self, allowed: &'static str) -> Error {
        Error::invalid(self.field, self.value.unwrap_or(Value::Null), allowed)
    }

    /// The value as it is, where there is one.
    #[must_use]
    pub fn value(self) -> Option<Value> {
        self.some().and_then(|given| given.value)
    }

    fn some(self) -> Option<Given> {
        if matches!(self.value, None | Some(Value::Null)) { None } else { Some(self) }
    }

    /// A whole number.
    ///
    /// # Errors
    /// Anything else but nothing.
    pub fn count(self) -> Result<Option<u64>> {
        match self.some() {
            None => Ok(None),
            Some(Given { value: Some(Value::Count(count)), .. }) => Ok(Some(count)),
            Some(other) => Err(other.wrong(COUNT)),
        }
    }

    /// A text.
    ///
    /// # Errors
    /// Anything else but nothing.
    pub fn text(self) -> Result<Option<String>> {
        match self.some() {
            None => Ok(None),
            Some(Given { value: Some(Value::Text(text)), .. }) => Ok(Some(text)),
            Some(other) => Err(other.wrong("a text")),
        }
    }

    /// A list, each entry under the list's name and its place: `require[0]`.
    ///
    /// # Errors
    /// Anything else but nothing.
    pub fn list(self) -> Result<Option<Vec<Given>>> {
        match self.some() {
            None => Ok(None),
            Some(Given { field, value: Some(Value::List(values)) }) => {
                let entry = |(place, value)| Given { field: format!("{field}[{place}]"), value: Some(value) };
                Ok(Some(values.into_iter().enumerate().map(entry).collect()))
            }
            Some(other) => Err(other.wrong("a list")),
        }
    }

    /// The fields of an object.
    ///
    /// # Errors
    /// Anything else but nothing.
    pub fn object(self) -> Result<Option<Fields>> {
        match self.some() {
            None => Ok(None),
            Some(Given { field, value: Some(Value::Object(fields)) }) => Ok(Some(Fields::new(field, fields))),
            Some(other) => Err(other.wrong("an object")),
        }
    }

    /// A number of bytes or the like, a name or an object, whichever it is.
    pub(super) fn is(&self, kind: fn(&Value) -> bool) -> bool {
        self.value.as_ref().is_some_and(kind)
    }
}

/// The fields of an object, to be taken one by one.
#[derive(Clone, Debug)]
pub struct Fields {
    within: String,
    left: Vec<(String, Value)>,
    taken: Vec<&'static str>,
    ahead: Option<&'static str>,
}

impl Fields {
    fn new(within: String, left: Vec<(String, Value)>) -> Fields {
        Fields { within, left, taken: Vec::new(), ahead: None }
    }

    /// The fields of a whole input, which is not named before its fields: `region`, not `workload.region`.
    ///
    /// # Errors
    /// Anything but an object; `whole` names it then.
    pub fn of(whole: &str, value: Value) -> Result<Fields> {
        match value {
            Value::Object(fields) => Ok(Fields::new(String::new(), fields)),
            other => Err(Given::new(whole, other).wrong("an object")),
        }
    }

    /// Takes a field.
    pub fn take(&mut self, name: &'static str) -> Given {
        self.taken.push(name);
        self.find(name)
    }

    /// Takes a field that the reading of others depends on, though it stands behind them.
    pub(super) fn take_ahead(&mut self, name: &'static str) -> Given {
        self.ahead = Some(name);
        self.find(name)
    }

    fn find(&mut self, name: &str) -> Given {
        let place = self.left.iter().position(|(field, _)| field == name);
        // What is left stays in its order: an error names the first of it.
        Given { field: self.field(name), value: place.map(|place| self.left.remove(place).1) }
    }

    /// Takes a whole number.
    ///
    /// # Errors
    /// Anything else but nothing.
    #[inline(never)]
    pub fn count(&mut self, name: &'static str) -> Result<Option<u64>> {
        self.take(name).count()
    }

    /// Takes a text.
    ///
    /// # Errors
    /// Anything else but nothing.
    #[inline(never)]
    pub fn text(&mut self, name: &'static str) -> Result<Option<String>> {
        self.take(name).text()
    }

    fn field(&self, name: &str) -> String {
        if self.within.is_empty() { name.to_owned() } else { format!("{}.{name}", self.within) }
    }

    /// After the last field.
    ///
    /// # Errors
    /// A field that was not taken.
    pub fn finish(mut self) -> Result<()> {
        self.taken.extend(self.ahead);
        match self.left.first() {
            None => Ok(()),
            Some((name, _)) => {
                let allowed = format!("one of the fields {}", self.taken.join(", "));
                Err(Error::invalid(self.field(name), name, allowed))
            }
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Value, D::Error> {
        deserializer.deserialize_any(AnyValue)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> std::result::Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> std::result::Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_u64<E>(self, count: u64) -> std::result::Result<Value, E> {
        Ok(Value::Count(count))
    }

    fn visit_i64<E>(self, number: i64) -> std::result::Result<Value, E> {
        Ok(u64::try_from(number).map_or_else(|_| Value::Number(number.to_string()), Value::Count))
    }

    /// Only so that an error can say what stands there: no input is read from it.
    fn visit_f64<E>(self, number: f64) -> std::result::Result<Value, E> {
        Ok(Value::Number(format!("{number:?}")))
    }

    fn visit_str<E>(self, text: &str) -> std::result::Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> std::result::Result<Value, E> {
        Ok(Value::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> std::result::Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element()? {
            values.push(value);
        }
        Ok(Value::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<Value, A::Error> {
        let mut fields: Vec<(String, Value)> = Vec::new();
        let mut names = BTreeSet::new();
        while let Some((name, value)) = map.next_entry::<String, Value>()? {
            if !names.insert(name.clone()) {
                return Err(de::Error::custom(format_args!("duplicate field `{name}`")));
            }
            fields.push((name, value));
        }
        Ok(Value::Object(fields))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(json: &str) -> Fields {
        Fields::of("workload", serde_json::from_str(json).unwrap()).unwrap()
    }

    #[track_caller]
    fn refused<T: fmt::Debug>(result: Result<T>, message: &str) {
        assert_eq!(result.unwrap_err().to_string(), message);
    }

    #[test]
    fn what_is_null_is_not_given() {
        let mut fields = fields(r#"{"a": null}"#);
        let (null, missing) = (fields.take("a"), fields.take("b"));
        assert!(null.is_null() && !missing.is_null());
        assert_eq!((null.count(), missing.count()), (Ok(None), Ok(None)));
    }

    #[test]
    fn each_kind_is_taken_as_what_it_is_alone() {
        let count = |json: &str| fields(json).take("a").count();
        assert_eq!(count(r#"{"a": 18446744073709551615}"#), Ok(Some(u64::MAX)));
        let allowed = "a whole number from 0 on, such as 20000, without quotes, fraction or exponent";
        refused(count(r#"{"a": -1}"#), &format!("a: \"-1\" is not {allowed}"));
        refused(count(r#"{"a": 1.5}"#), &format!("a: \"1.5\" is not {allowed}"));
        refused(count(r#"{"a": 1.0}"#), &format!("a: \"1.0\" is not {allowed}"));
        refused(count(r#"{"a": 2e1}"#), &format!("a: \"20.0\" is not {allowed}"));
        refused(count(r#"{"a": 1e300}"#), &format!("a: \"1e300\" is not {allowed}"));
        refused(count(r#"{"a": "7"}"#), &format!("a: \"7\" is not {allowed}"));
        refused(count(r#"{"a": true}"#), &format!("a: \"true\" is not {allowed}"));
        refused(fields(r#"{"a": 7}"#).take("a").text(), "a: \"7\" is not a text");
        refused(fields(r#"{"a": {}}"#).take("a").list(), "a: \"an object\" is not a list");
        refused(fields(r#"{"a": []}"#).take("a").object(), "a: \"a list\" is not an object");
    }

    #[test]
    fn errors_name_the_whole_path() {
        let mut inner = fields(r#"{"a": {"b": [1, "x"], "c": 1}}"#).take("a").object().unwrap().unwrap();
        let list = inner.take("b").list().unwrap().unwrap();
        let counts: Result<Vec<_>> = list.into_iter().map(Given::count).collect();
        assert_eq!(counts.unwrap_err().field(), "a.b[1]");
        refused(inner.finish(), "a.c: \"c\" is not one of the fields b");
        // The first of them as they were written; what was taken ahead stands last.
        let mut several = fields(r#"{"x": 1, "a": 1, "b": 1, "y": 1, "z": 1}"#);
        several.take_ahead("b");
        several.take("a");
        refused(several.finish(), "x: \"x\" is not one of the fields a, b");
        let mut first_taken = fields(r#"{"a": 1, "x": 1, "y": 1, "z": 1}"#);
        first_taken.take("a");
        refused(first_taken.finish(), "x: \"x\" is not one of the fields a");
        refused(Fields::of("workload", Value::Count(5)), "workload: \"5\" is not an object");
    }

    #[test]
    fn a_name_comes_once() {
        let error = serde_json::from_str::<Value>(r#"{"a": 1, "a": 2}"#).unwrap_err();
        assert_eq!(error.to_string(), "duplicate field `a` at line 1 column 16");
    }

    /// Each name held against each other one takes 5 * 10^9 comparisons, which are minutes.
    #[test]
    fn very_many_names_are_told_apart_at_once() {
        let fields: Vec<_> = (0..100_000).map(|name| format!(r#""{name}": 0"#)).collect();
        let start = std::time::Instant::now();
        let Value::Object(read) = serde_json::from_str(&format!("{{{}}}", fields.join(","))).unwrap() else {
            unreachable!()
        };
        assert_eq!(read.len(), 100_000);
        let seconds = start.elapsed().as_secs();
        assert!(seconds < 20, "{seconds} seconds");
    }
}
