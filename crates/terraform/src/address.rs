//! Where a resource stands: its module, its name, its index.

use serde_json::Value;
use std::fmt;

/// What tells the instances of a resource or module apart: the number of `count`, or the key of `for_each`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Index {
    Number(u64),
    Key(String),
}

impl Index {
    pub(crate) fn of(value: &Value) -> Option<Index> {
        match value {
            Value::Number(number) => number.as_u64().map(Index::Number),
            Value::String(key) => Some(Index::Key(key.clone())),
            _ => None,
        }
    }

    /// An index as Terraform writes it, with what follows its bracket: `[0]`, `["logs"]`.
    pub(crate) fn parse(text: &str) -> Option<(Index, &str)> {
        let inside = text.strip_prefix('[')?;
        if inside.starts_with('"') {
            // A key is written as a string of HCL, which is one of JSON but for `%%{` and `$${`.
            let mut strings = serde_json::Deserializer::from_str(inside).into_iter::<String>();
            let key = strings.next()?.ok()?;
            let rest = inside.get(strings.byte_offset()..)?.strip_prefix(']')?;
            return Some((Index::Key(key.replace("$${", "${").replace("%%{", "%{")), rest));
        }
        let (number, rest) = inside.split_once(']')?;
        Some((Index::Number(number.parse().ok()?), rest))
    }
}

impl fmt::Display for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Index::Number(number) => write!(f, "[{number}]"),
            Index::Key(key) => write!(f, "[{}]", Value::from(key.as_str())),
        }
    }
}

/// The call of a module, with its index where it has one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ModuleCall {
    pub(crate) name: String,
    pub(crate) index: Option<Index>,
}

/// The calls from the root module down; none for the root itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct ModulePath(pub(crate) Vec<ModuleCall>);

impl ModulePath {
    /// `module.bucket["logs"].module.key[0]`; the empty text is the root.
    pub(crate) fn parse(address: &str) -> Option<ModulePath> {
        let mut calls = Vec::new();
        let mut rest = address;
        while !rest.is_empty() {
            rest = rest.strip_prefix('.').unwrap_or(rest).strip_prefix("module.")?;
            let end = rest.find(['.', '[']).unwrap_or(rest.len());
            let (name, behind) = rest.split_at_checked(end)?;
            let (index, behind) = match Index::parse(behind) {
                Some((index, behind)) => (Some(index), behind),
                None => (None, behind),
            };
            if name.is_empty() || !(behind.is_empty() || behind.starts_with('.')) {
                return None;
            }
            calls.push(ModuleCall { name: name.to_owned(), index });
            rest = behind;
        }
        Some(ModulePath(calls))
    }

    /// The module that calls this one, and the call; `None` for the root.
    pub(crate) fn parent(&self) -> Option<(ModulePath, &ModuleCall)> {
        let (call, calls) = self.0.split_last()?;
        Some((ModulePath(calls.to_vec()), call))
    }

    /// The module that a call leads to from here.
    pub(crate) fn child(&self, name: &str, index: Option<Index>) -> ModulePath {
        let mut calls = self.0.clone();
        calls.push(ModuleCall { name: name.to_owned(), index });
        ModulePath(calls)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn path(address: &str, calls: &[(&str, Option<Index>)]) {
        let calls =
            calls.iter().map(|(name, index)| ModuleCall { name: (*name).to_owned(), index: index.clone() });
        assert_eq!(ModulePath::parse(address), Some(ModulePath(calls.collect())), "{address}");
    }

    #[test]
    fn modules_with_and_without_an_index() {
        let key = |key: &str| Some(Index::Key(key.to_owned()));
        path("", &[]);
        path("module.bucket", &[("bucket", None)]);
        path(r#"module.a["x"].module.b[3]"#, &[("a", key("x")), ("b", Some(Index::Number(3)))]);
        // Whatever a key holds.
        path(r#"module.a["].module.b[\"q\"]"].module.c"#, &[("a", key("].module.b[\"q\"]")), ("c", None)]);
        path(r#"module.a["$${x}"]"#, &[("a", key("${x}"))]);
    }

    #[test]
    fn what_is_no_module() {
        for wrong in
            ["bucket", "module.", "module.a[", "module.a[x]", "module.a[0]b", "module.a..b", "module.a[-1]"]
        {
            assert_eq!(ModulePath::parse(wrong), None, "{wrong}");
        }
    }
}
