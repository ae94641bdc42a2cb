//! A condition of a statement, and whether a request meets it.

use super::evaluate::matches;
use super::request::Request;

/// One condition: one key under one operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// How it compares.
    pub operator: Operator,
    /// The context key, such as `aws:SecureTransport`. Upper and lower case are alike.
    pub key: String,
    /// The values; one that matches is enough.
    pub values: Vec<String>,
}

/// How a condition compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Operator {
    /// What is asked of the key's value.
    pub test: Test,
    /// `...IfExists`: where the key is absent, it holds.
    pub if_exists: bool,
}

/// What is asked of a key's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Test {
    /// `StringEquals`
    StringEquals,
    /// `StringNotEquals`: holds where the key is absent.
    StringNotEquals,
    /// `StringEqualsIgnoreCase`
    StringEqualsIgnoreCase,
    /// `StringNotEqualsIgnoreCase`: holds where the key is absent.
    StringNotEqualsIgnoreCase,
    /// `StringLike`, with `*` and `?`
    StringLike,
    /// `StringNotLike`: holds where the key is absent.
    StringNotLike,
    /// `ArnLike`: `*` and `?` within each of the six parts of an ARN
    ArnLike,
    /// `ArnNotLike`: holds where the key is absent.
    ArnNotLike,
    /// `ArnEquals`, which AWS treats as `ArnLike`
    ArnEquals,
    /// `ArnNotEquals`, which AWS treats as `ArnNotLike`
    ArnNotEquals,
    /// `Bool`
    Bool,
    /// `Null`: `true` where the key is absent, `false` where it is present.
    Null,
}

/// Under the names that policies use.
const NAMES: [(&str, Test); 12] = [
    ("StringEquals", Test::StringEquals),
    ("StringNotEquals", Test::StringNotEquals),
    ("StringEqualsIgnoreCase", Test::StringEqualsIgnoreCase),
    ("StringNotEqualsIgnoreCase", Test::StringNotEqualsIgnoreCase),
    ("StringLike", Test::StringLike),
    ("StringNotLike", Test::StringNotLike),
    ("ArnLike", Test::ArnLike),
    ("ArnNotLike", Test::ArnNotLike),
    ("ArnEquals", Test::ArnEquals),
    ("ArnNotEquals", Test::ArnNotEquals),
    ("Bool", Test::Bool),
    ("Null", Test::Null),
];

impl Operator {
    /// Finds an operator by its name; `None` where it is not supported.
    #[must_use]
    pub fn new(name: &str) -> Option<Operator> {
        let of = |name: &str| NAMES.into_iter().find(|(known, _)| *known == name).map(|(_, test)| test);
        match name.strip_suffix("IfExists") {
            // IAM refuses NullIfExists: Null is about existing.
            Some(plain) => {
                of(plain).filter(|test| *test != Test::Null).map(|test| Operator { test, if_exists: true })
            }
            None => of(name).map(|test| Operator { test, if_exists: false }),
        }
    }

    /// The names of all, for a message.
    pub(crate) fn names() -> String {
        NAMES.map(|(name, _)| name).join(", ")
    }

    /// Its name in a policy.
    #[must_use]
    pub fn name(self) -> String {
        let name = NAMES.into_iter().find(|(_, test)| *test == self.test).map_or("", |(name, _)| name);
        if self.if_exists { format!("{name}IfExists") } else { name.to_owned() }
    }
}

impl Test {
    /// Whether it asks that no value matches.
    pub(crate) fn is_negated(self) -> bool {
        matches!(
            self,
            Test::StringNotEquals
                | Test::StringNotEqualsIgnoreCase
                | Test::StringNotLike
                | Test::ArnNotLike
                | Test::ArnNotEquals
        )
    }

    /// Whether a value of the policy fits the request's, negation aside.
    fn fits(self, policy: &str, actual: &str) -> bool {
        match self {
            Test::StringEquals | Test::StringNotEquals => policy == actual,
            Test::StringEqualsIgnoreCase | Test::StringNotEqualsIgnoreCase | Test::Bool => {
                policy.eq_ignore_ascii_case(actual)
            }
            Test::StringLike | Test::StringNotLike => matches(policy, actual),
            Test::ArnLike | Test::ArnNotLike | Test::ArnEquals | Test::ArnNotEquals => {
                arn_matches(policy, actual)
            }
            Test::Null => false,
        }
    }
}

impl Condition {
    /// A condition with one value.
    #[must_use]
    pub fn new(test: Test, key: &str, value: impl Into<String>) -> Condition {
        Condition::any(test, key, [value])
    }

    /// A condition with several values, one of which is enough.
    #[must_use]
    pub fn any<S: Into<String>>(test: Test, key: &str, values: impl IntoIterator<Item = S>) -> Condition {
        let operator = Operator { test, if_exists: false };
        Condition { operator, key: key.to_owned(), values: values.into_iter().map(Into::into).collect() }
    }

    /// Whether a request meets it.
    ///
    /// An absent key: `Null` asks just that; `...IfExists` holds; a negated operator holds; every other does not.
    /// ([AWS on condition operators](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html))
    pub(crate) fn holds(&self, request: &Request) -> bool {
        let actual = request.get(&self.key);
        let Operator { test, if_exists } = self.operator;
        if test == Test::Null {
            let absent = if actual.is_none() { "true" } else { "false" };
            return self.values.iter().any(|value| value.eq_ignore_ascii_case(absent));
        }
        let Some(actual) = actual else { return if_exists || test.is_negated() };
        self.values.iter().any(|value| test.fits(value, actual)) != test.is_negated()
    }
}

/// Each of the six parts that colons separate is matched by itself.
fn arn_matches(pattern: &str, arn: &str) -> bool {
    let parts = |text| -> Vec<&str> { str::splitn(text, 6, ':').collect() };
    let (pattern, arn) = (parts(pattern), parts(arn));
    pattern.len() == arn.len() && pattern.into_iter().zip(arn).all(|(pattern, part)| matches(pattern, part))
}
