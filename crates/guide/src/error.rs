//! The one error of the crate.

use std::borrow::Cow;
use std::fmt;

/// An input that no setup can be written for, or a policy that cannot be evaluated.
///
/// The message names the field, the value and what is allowed, in lower case and without a full stop:
///
/// ```
/// use sse_guide::setup::Inputs;
/// use sse_pricing::EncryptionOption::SseS3;
///
/// let error = Inputs::new(SseS3, "my-bucket", "eu-central-1", "12345").check().unwrap_err();
/// assert_eq!(error.field(), "account");
/// assert_eq!(error.to_string(), "account: \"12345\" is not an AWS account id of 12 digits");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(Box<Inner>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    field: Cow<'static, str>,
    value: String,
    allowed: Cow<'static, str>,
}

/// What every function of the crate that can fail returns.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// `field: "value" is not <allowed>`: say what is allowed as a noun phrase.
    pub fn invalid(
        field: impl Into<Cow<'static, str>>,
        value: impl fmt::Display,
        allowed: impl Into<Cow<'static, str>>,
    ) -> Error {
        Error(Box::new(Inner { field: field.into(), value: value.to_string(), allowed: allowed.into() }))
    }

    /// The input at fault, by its name in camel case (`keyArn`), or the path in a policy (`Statement[0].Effect`).
    #[must_use]
    pub fn field(&self) -> &str {
        &self.0.field
    }

    /// The same error under another name: `--key-arn` on a command line, a label on a page.
    #[must_use]
    pub fn with_field(mut self, name: impl Into<Cow<'static, str>>) -> Error {
        self.0.field = name.into();
        self
    }

    /// The value as it was given.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.0.value
    }

    /// What is allowed, as a noun phrase.
    #[must_use]
    pub fn allowed(&self) -> &str {
        &self.0.allowed
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { field, value, allowed } = &*self.0;
        write!(f, "{field}: {value:?} is not {allowed}")
    }
}

impl std::error::Error for Error {}

/// The engine's error, where a cost belongs to a setup.
impl From<sse_pricing::Error> for Error {
    fn from(error: sse_pricing::Error) -> Error {
        let value = error.value().unwrap_or("the figure");
        let allowed = error.allowed().unwrap_or("small enough to be computed exactly");
        Error::invalid(error.field().to_owned(), value, allowed.to_owned())
    }
}
