//! The one error of the crate.

use std::fmt;

/// A file that is not what is understood, or files that do not make a whole price book.
///
/// The message names the file, the place where it is known, what is wrong and what is allowed, in lower case and without a full
/// stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(Box<Inner>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    file: Option<String>,
    problem: Problem,
}

/// What every function of the crate that can fail returns.
pub type Result<T> = std::result::Result<T, Error>;

/// What is wrong with a file, before its name is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    message: String,
    cut_short: bool,
}

impl Problem {
    pub(crate) fn new(message: impl Into<String>) -> Problem {
        Problem { message: message.into(), cut_short: false }
    }

    /// `place` is where it ends: `line 7`.
    pub(crate) fn cut_short(place: impl fmt::Display) -> Problem {
        Problem { message: format!("{place}: the file is cut short"), cut_short: true }
    }

    /// With what it is about: a product, a Region.
    pub(crate) fn before(self, subject: impl fmt::Display) -> Problem {
        Problem { message: format!("{subject}: {}", self.message), ..self }
    }

    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    pub(crate) fn in_file(self, name: &str) -> Error {
        Error(Box::new(Inner { file: Some(name.to_owned()), problem: self }))
    }

    /// For what several files make together.
    pub(crate) fn of_book(self) -> Error {
        Error(Box::new(Inner { file: None, problem: self }))
    }
}

impl Error {
    /// The file at fault; `None` where it is what the files make together.
    #[must_use]
    pub fn file(&self) -> Option<&str> {
        self.0.file.as_deref()
    }

    /// The file ends before its content does: it was not fetched as a whole.
    #[must_use]
    pub fn is_cut_short(&self) -> bool {
        self.0.problem.cut_short
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = self.file() {
            write!(f, "{file}: ")?;
        }
        f.write_str(&self.0.problem.message)
    }
}

impl std::error::Error for Error {}
