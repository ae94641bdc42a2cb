//! The attributes of a resource on one side of a plan.

use serde_json::Value;

/// A resource as it is before, or as it will be after.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Object<'a> {
    pub(crate) values: &'a Value,
    /// The same shape, with `true` where the value is known only after the plan is applied.
    pub(crate) unknown: Option<&'a Value>,
    /// The same shape, with `true` where the value is a secret.
    pub(crate) sensitive: Option<&'a Value>,
}

/// What a plan says of an attribute.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Attribute<'a> {
    Known(&'a Value),
    /// Known only after the plan is applied.
    Unknown,
    /// Not set: absent, null, an empty text or an empty list.
    Missing,
}

impl<'a> Object<'a> {
    /// The attribute at a path of names; of a list, such as a block, its first element.
    pub(crate) fn at(&self, path: &[&str]) -> Attribute<'a> {
        if self.unknown.is_some_and(|unknown| is_marked(unknown, path)) {
            return Attribute::Unknown;
        }
        let mut value = first(self.values);
        for name in path {
            let Some(inner) = value.and_then(|value| value.get(name)) else { return Attribute::Missing };
            value = first(inner);
        }
        match value {
            Some(Value::Null) | None => Attribute::Missing,
            Some(Value::String(text)) if text.is_empty() => Attribute::Missing,
            Some(value) => Attribute::Known(value),
        }
    }

    /// A text; `None` where it is not known, not set, or no text.
    pub(crate) fn text(&self, path: &[&str]) -> Option<&'a str> {
        match self.at(path) {
            Attribute::Known(value) => value.as_str(),
            _ => None,
        }
    }

    /// Whether it is a secret, and not to be shown.
    pub(crate) fn is_sensitive(&self, path: &[&str]) -> bool {
        self.sensitive.is_some_and(|sensitive| is_marked(sensitive, path))
    }
}

fn first(value: &Value) -> Option<&Value> {
    match value {
        Value::Array(values) => values.first(),
        value => Some(value),
    }
}

/// Whether the attribute, or all that it stands in, is marked.
fn is_marked(marks: &Value, path: &[&str]) -> bool {
    let mut mark = first(marks);
    for name in path {
        if mark == Some(&Value::Bool(true)) {
            return true;
        }
        mark = mark.and_then(|mark| mark.get(name)).and_then(first);
    }
    mark == Some(&Value::Bool(true))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn known_unknown_and_missing() {
        let values =
            json!({"bucket": "a", "empty": "", "null": null, "rule": [{"by": [{"key": "k"}]}], "none": []});
        let unknown = json!({"id": true, "rule": [{"by": [{"algorithm": true}]}], "all": true});
        let object = Object { values: &values, unknown: Some(&unknown), sensitive: None };
        assert_eq!(object.text(&["bucket"]), Some("a"));
        assert_eq!(object.text(&["rule", "by", "key"]), Some("k"));
        assert_eq!(object.at(&["rule", "by", "algorithm"]), Attribute::Unknown);
        assert_eq!(object.at(&["all", "of", "it"]), Attribute::Unknown);
        for missing in ["empty", "null", "none", "other"] {
            assert_eq!(object.at(&[missing]), Attribute::Missing, "{missing}");
        }
        assert_eq!(object.at(&["bucket", "deeper"]), Attribute::Missing);
    }
}
