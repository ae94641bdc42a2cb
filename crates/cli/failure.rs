//! The one message for an input that is wrong.

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

    /// The library's message under the name that the user knows the field by: a flag, a field of a file.
    pub(crate) fn named(subject: impl fmt::Display, error: &sse_pricing::Error) -> Failure {
        let text = error.to_string();
        let message = text.strip_prefix(error.field()).and_then(|text| text.strip_prefix(": "));
        Failure::new(subject, message.unwrap_or(&text))
    }

    /// The library's message about a value that a flag set, in the `unit` that the library counts in.
    ///
    /// `--keys: "0" is not ...`, or `--keys 1.5M: "1500000" is not ...` where it was typed in another way.
    pub(crate) fn of_flag(flag: &str, text: &str, unit: &str, error: &sse_pricing::Error) -> Failure {
        let as_typed = error.to_string().contains(&format!("{text:?}"));
        let subject = if as_typed { flag.to_owned() } else { format!("{flag} {text}") };
        let Failure(message) = Failure::named(subject, error);
        Failure(message + unit)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// For an error that names its field as the user knows it: a flag, because it was parsed under the flag's name.
impl From<sse_pricing::Error> for Failure {
    fn from(error: sse_pricing::Error) -> Failure {
        Failure(error.to_string())
    }
}
