//! A policy, as data.

use super::condition::Condition;
use serde_json::{Map, Value};

/// A policy document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its statements, in the order of the document.
    pub statements: Vec<Statement>,
}

/// One statement of a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Its `Sid`, where it has one.
    pub sid: Option<String>,
    /// Where it stands in its document, from 0.
    pub index: usize,
    /// Whether it allows or refuses.
    pub effect: Effect,
    /// Whom it is about; `None` in an identity policy, which is about whoever has it.
    pub principals: Option<Principals>,
    /// Which actions, with `*` and `?`.
    pub actions: Vec<String>,
    /// Which resources, with `*` and `?`.
    pub resources: Vec<String>,
    /// What must hold as well: all of them.
    pub conditions: Vec<Condition>,
}

/// What a statement does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Effect {
    /// It allows.
    Allow,
    /// It refuses, whatever else allows.
    Deny,
}

/// Whom a statement of a bucket or key policy is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Principals {
    /// `"*"`: everyone.
    Everyone,
    /// Those of a list.
    Of(Vec<Principal>),
}

/// One principal of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Principal {
    /// `"AWS": "*"`: everyone.
    Everyone,
    /// An account, by its id or its root's ARN: what it allows, the account's own policies must allow as well.
    Account {
        /// 12 digits.
        id: String,
        /// As the policy writes it.
        text: String,
    },
    /// A role or a user, by its ARN.
    Identity(String),
    /// A service, by its name: never who makes the requests that are judged here.
    Service(String),
}

impl Document {
    /// A document of these statements, numbered in this order.
    #[must_use]
    pub fn new(statements: Vec<Statement>) -> Document {
        let number = |(index, statement)| Statement { index, ..statement };
        Document { statements: statements.into_iter().enumerate().map(number).collect() }
    }

    /// The document as JSON data.
    #[must_use]
    pub fn to_value(&self) -> Value {
        let statements = self.statements.iter().map(Statement::to_value).collect();
        let fields = [("Version", "2012-10-17".into()), ("Statement", Value::Array(statements))];
        object(fields)
    }

    /// The document as indented JSON, with a line end.
    #[must_use]
    pub fn to_json(&self) -> String {
        format!("{:#}\n", self.to_value())
    }
}

impl Statement {
    /// A statement about no principal, resource or condition yet.
    #[must_use]
    pub fn new(sid: &str, effect: Effect, actions: &[&str]) -> Statement {
        Statement {
            sid: Some(sid.to_owned()),
            index: 0,
            effect,
            principals: None,
            actions: actions.iter().map(|&action| action.to_owned()).collect(),
            resources: Vec::new(),
            conditions: Vec::new(),
        }
    }

    /// The same about everyone.
    #[must_use]
    pub fn everyone(mut self) -> Statement {
        self.principals = Some(Principals::Everyone);
        self
    }

    /// The same about one principal.
    #[must_use]
    pub fn principal(mut self, principal: Principal) -> Statement {
        self.principals = Some(Principals::Of(vec![principal]));
        self
    }

    /// The same about these resources.
    #[must_use]
    pub fn on<S: Into<String>>(mut self, resources: impl IntoIterator<Item = S>) -> Statement {
        self.resources = resources.into_iter().map(Into::into).collect();
        self
    }

    /// The same under one more condition.
    #[must_use]
    pub fn when(mut self, condition: Condition) -> Statement {
        self.conditions.push(condition);
        self
    }

    /// How to name it to a person: its `Sid`, or its number from 1.
    #[must_use]
    pub fn name(&self) -> String {
        let number = || format!("statement {}", self.index.saturating_add(1));
        let named = self.sid.as_deref().filter(|sid| !sid.is_empty());
        // A bucket policy may have any text there, and a terminal would act on some of it.
        named.map_or_else(number, |sid| sid.chars().map(printable).collect())
    }

    fn to_value(&self) -> Value {
        let effect = match self.effect {
            Effect::Allow => "Allow",
            Effect::Deny => "Deny",
        };
        let mut fields = Vec::new();
        fields.extend(self.sid.as_deref().map(|sid| ("Sid", sid.into())));
        fields.push(("Effect", effect.into()));
        fields.extend(self.principals.as_ref().map(|principals| ("Principal", principals.to_value())));
        fields.push(("Action", one_or_many(&self.actions)));
        fields.push(("Resource", one_or_many(&self.resources)));
        if !self.conditions.is_empty() {
            fields.push(("Condition", self.conditions_to_value()));
        }
        object(fields)
    }

    /// Conditions of one operator stand together.
    fn conditions_to_value(&self) -> Value {
        let mut operators = Map::new();
        for condition in &self.conditions {
            let keys =
                operators.entry(condition.operator.name()).or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(keys) = keys {
                keys.insert(condition.key.clone(), one_or_many(&condition.values));
            }
        }
        Value::Object(operators)
    }
}

impl Principals {
    fn to_value(&self) -> Value {
        let Principals::Of(list) = self else { return "*".into() };
        let (mut aws, mut services) = (Vec::new(), Vec::new());
        for principal in list {
            match principal {
                Principal::Everyone => aws.push("*".to_owned()),
                Principal::Account { text, .. } | Principal::Identity(text) => aws.push(text.clone()),
                Principal::Service(name) => services.push(name.clone()),
            }
        }
        let kinds = [("AWS", aws), ("Service", services)];
        object(
            kinds.iter().filter(|(_, list)| !list.is_empty()).map(|(kind, list)| (*kind, one_or_many(list))),
        )
    }
}

/// A letter as it is, or a control character and what changes the direction of text by its escape.
fn printable(letter: char) -> String {
    let hidden = letter.is_control()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if hidden { letter.escape_default().to_string() } else { letter.to_string() }
}

fn object<'a>(fields: impl IntoIterator<Item = (&'a str, Value)>) -> Value {
    Value::Object(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

/// A list of one is written as that one, as AWS's own examples are.
fn one_or_many(values: &[String]) -> Value {
    match values {
        [one] => one.as_str().into(),
        many => many.iter().map(String::as_str).collect(),
    }
}
