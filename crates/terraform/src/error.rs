//! What can go wrong with a plan or a usage file.

use std::fmt;

/// An input that is no plan or no usage file, or a figure too large to be computed exactly.
///
/// The message names the place, the value and what is allowed, in lower case and without a full stop:
///
/// ```
/// let error = sse_terraform::Plan::parse(r#"{"format_version": "2.0"}"#).unwrap_err();
/// assert_eq!(error.to_string(), "format_version: \"2.0\" is not a version 0.x or 1.x of Terraform's JSON output");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(Box<str>);

/// What every function of the crate that can fail returns.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// `place: "value" is not <allowed>`: say what is allowed as a noun phrase.
    pub(crate) fn invalid(place: &str, value: impl fmt::Display, allowed: &str) -> Error {
        Error(format!("{place}: {value} is not {allowed}").into())
    }

    pub(crate) fn message(message: impl fmt::Display) -> Error {
        Error(message.to_string().into())
    }
}

impl From<sse_pricing::Error> for Error {
    fn from(error: sse_pricing::Error) -> Error {
        Error::message(error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}
