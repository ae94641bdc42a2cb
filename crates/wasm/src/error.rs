//! The one error of the crate, as it crosses to JavaScript.

use crate::write::json;
use serde::Serialize;
use std::fmt;

/// What cannot be read, priced or written: the input at fault and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Error {
    field: String,
    message: String,
}

/// What every function of the crate that can fail returns.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    pub(crate) fn new(field: &str, message: impl Into<String>) -> Error {
        Error { field: field.to_owned(), message: message.into() }
    }

    /// The input at fault, by its name in the JSON.
    #[must_use]
    pub fn field(&self) -> &str {
        &self.field
    }

    /// The same error of an input within another: `workload.uploads`, `[2].region`.
    pub(crate) fn within(self, whole: &str) -> Error {
        let Error { field, message } = self;
        Error { field: format!("{whole}.{field}"), message: format!("{whole}.{message}") }
    }

    /// `{"field": ..., "message": ...}`.
    #[must_use]
    pub fn to_json(&self) -> String {
        json(self).unwrap_or_default()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

impl From<sse_pricing::Error> for Error {
    fn from(error: sse_pricing::Error) -> Error {
        Error::new(error.field(), error.to_string())
    }
}

impl From<sse_guide::Error> for Error {
    fn from(error: sse_guide::Error) -> Error {
        Error::new(error.field(), error.to_string())
    }
}
