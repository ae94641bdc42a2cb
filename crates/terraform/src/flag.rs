//! Attributes that are true or false, as plans and templates spell them.

use crate::object::{Attribute, Object};
use crate::plan::shown;
use serde_json::Value;

/// What a plan or a template says of an attribute that is true or false.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Flag {
    Known(bool),
    /// Not set.
    Missing,
    /// Known only after the plan is applied, or not resolved.
    Later,
    /// Neither true nor false: the value, and what is allowed.
    Wrong(String),
}

/// The words of YAML 1.1 for true and for false (yaml.org/type/bool.html), but for single letters, which its readers leave texts.
const WORDS: [(&str, bool); 6] =
    [("true", true), ("yes", true), ("on", true), ("false", false), ("no", false), ("off", false)];

impl Object<'_> {
    /// The flag at a path of names. A text counts as the word that it is, in any case.
    pub(crate) fn flag(&self, path: &[&str]) -> Flag {
        let value = match self.at(path) {
            Attribute::Unknown => return Flag::Later,
            Attribute::Missing => return Flag::Missing,
            Attribute::Known(value) => value,
        };
        let known = match value {
            Value::Bool(known) => Some(*known),
            Value::String(text) => {
                WORDS.iter().find(|(word, _)| text.eq_ignore_ascii_case(word)).map(|(_, known)| *known)
            }
            _ => None,
        };
        let name = path.last().copied().unwrap_or_default();
        let wrong = || Flag::Wrong(format!("{name}: {} is not true or false", shown(value)));
        known.map_or_else(wrong, Flag::Known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[track_caller]
    fn flag(value: &Value, expected: &Flag) {
        let values = json!({ "is": value });
        let object = Object { values: &values, unknown: None, sensitive: None };
        assert_eq!(object.flag(&["is"]), *expected, "{values}");
    }

    #[test]
    fn every_spelling() {
        for yes in [json!(true), json!("true"), json!("True"), json!("TRUE"), json!("yes"), json!("On")] {
            flag(&yes, &Flag::Known(true));
        }
        for no in [json!(false), json!("false"), json!("False"), json!("NO"), json!("off")] {
            flag(&no, &Flag::Known(false));
        }
        flag(&Value::Null, &Flag::Missing);
        for (wrong, shown) in [(json!("maybe"), "\"maybe\""), (json!(1), "1"), (json!("y"), "\"y\"")] {
            flag(&wrong, &Flag::Wrong(format!("is: {shown} is not true or false")));
        }
    }
}
