//! The one message for an input that is wrong.

use sse_pricing::{EncryptionOption, Error};
use std::fmt;

/// What stands on standard error behind `error: `: what is wrong, named as the user typed it, and what is allowed.
#[derive(Debug)]
pub(crate) struct Failure(String);

/// What every step of the program that can fail returns.
pub(crate) type Result<T> = std::result::Result<T, Failure>;

impl Failure {
    /// `subject: message`, for example `--workload month.json: cannot be read`.
    pub(crate) fn new(subject: impl fmt::Display, message: impl fmt::Display) -> Failure {
        Failure(format!("{subject}: {message}"))
    }

    /// A message that names its subject by itself.
    pub(crate) fn message(message: impl fmt::Display) -> Failure {
        Failure(message.to_string())
    }

    /// The library's message about a value that a flag set, with the value as it was typed: `--keys: "0" is not ...`.
    pub(crate) fn of_flag(flag: &'static str, text: &str, error: Error) -> Failure {
        match error.allowed() {
            Some(allowed) => Failure::from(Error::invalid(flag, text, allowed.to_owned())),
            None => Failure::from(error.with_field(flag)),
        }
    }
}

/// An option that a flag names by its id.
pub(crate) fn option(id: &str) -> Result<EncryptionOption> {
    Ok(id.parse().map_err(|error: Error| error.with_field("--option"))?)
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// For an error that names its field as the user knows it: a flag, because it was parsed under the flag's name.
impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure(error.to_string())
    }
}
