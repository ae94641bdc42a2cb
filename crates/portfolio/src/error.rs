//! What can go wrong with a portfolio, and what can go wrong with one row of it.

use std::fmt;

/// An input that is no portfolio, or that can be read no further.
#[derive(Debug)]
pub struct Error(Box<Kind>);

#[derive(Debug)]
enum Kind {
    Input(String),
    Priced(sse_pricing::Error),
    Read(std::io::Error),
    Write(std::io::Error),
}

/// What every function of the crate that can fail returns.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    pub(crate) fn input(message: impl Into<String>) -> Error {
        Error(Box::new(Kind::Input(message.into())))
    }

    pub(crate) fn read(error: std::io::Error) -> Error {
        Error(Box::new(Kind::Read(error)))
    }

    pub(crate) fn write(error: std::io::Error) -> Error {
        Error(Box::new(Kind::Write(error)))
    }

    /// The output that could not be written, where it is that.
    #[must_use]
    pub fn unwritten(&self) -> Option<&std::io::Error> {
        match &*self.0 {
            Kind::Write(error) => Some(error),
            _ => None,
        }
    }
}

impl From<sse_pricing::Error> for Error {
    fn from(error: sse_pricing::Error) -> Error {
        Error(Box::new(Kind::Priced(error)))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            Kind::Input(message) => f.write_str(message),
            Kind::Priced(error) => error.fmt(f),
            Kind::Read(error) => write!(f, "cannot be read: {error}"),
            Kind::Write(error) => write!(f, "cannot be written: {error}"),
        }
    }
}

impl std::error::Error for Error {}

/// A row that is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRow {
    /// The line of the file on which it begins, from 1.
    pub line: u64,
    /// What is wrong with it: `uploads: "many" is not a whole number ...`.
    pub reason: String,
}

impl fmt::Display for BadRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.reason)
    }
}

/// The rows that are left out: how many, and the first of them, so that memory does not grow with them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BadRows {
    /// How many.
    pub count: u64,
    /// Of how many rows, good and bad.
    pub rows: u64,
    /// The first, in the order of their lines.
    pub first: Vec<BadRow>,
}

/// Bad rows that are kept to be shown.
pub const SHOWN_BAD_ROWS: usize = 20;

impl BadRows {
    pub(crate) fn add(&mut self, rows: impl IntoIterator<Item = BadRow>) {
        for row in rows {
            self.count = self.count.saturating_add(1);
            self.rows = self.rows.saturating_add(1);
            if self.first.len() < SHOWN_BAD_ROWS {
                self.first.push(row);
            }
        }
    }
}
