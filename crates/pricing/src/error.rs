//! The one error of the crate.

use std::borrow::Cow;
use std::fmt;

/// An input that cannot be priced, or a figure too large to be computed exactly.
///
/// The message names the field, the value and what is allowed, in lower case and without a full stop:
///
/// ```
/// let error = sse_pricing::parse::count("documents", "12 apples").unwrap_err();
/// assert_eq!(error.field(), "documents");
/// assert_eq!(
///     error.to_string(),
///     "documents: \"12 apples\" is not a whole number from 0 to 1,000,000,000,000,000 \
///      such as 20000, 20k, 1.5M or 1_000_000",
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(Box<Inner>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    field: Cow<'static, str>,
    kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Invalid { value: String, allowed: Cow<'static, str> },
    UnknownRegion { value: String, allowed: Cow<'static, str> },
    TooLarge,
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
        Error::new(field, Kind::Invalid { value: value.to_string(), allowed: allowed.into() })
    }

    pub(crate) fn unknown_region(value: &str, allowed: String) -> Error {
        Error::new("region", Kind::UnknownRegion { value: value.to_owned(), allowed: allowed.into() })
    }

    pub(crate) fn too_large(field: &'static str) -> Error {
        Error::new(field, Kind::TooLarge)
    }

    fn new(field: impl Into<Cow<'static, str>>, kind: Kind) -> Error {
        Error(Box::new(Inner { field: field.into(), kind }))
    }

    /// The input at fault, by its name in the JSON (`bucketKey.windowSeconds`), or the figure that grew too large.
    #[must_use]
    pub fn field(&self) -> &str {
        &self.0.field
    }

    /// The same error under another name: `--documents` on a command line, a label on a page.
    #[must_use]
    pub fn with_field(mut self, name: impl Into<Cow<'static, str>>) -> Error {
        self.0.field = name.into();
        self
    }

    /// The value as it was given; `None` where a figure of several inputs grew too large.
    #[must_use]
    pub fn value(&self) -> Option<&str> {
        match &self.0.kind {
            Kind::Invalid { value, .. } | Kind::UnknownRegion { value, .. } => Some(value),
            Kind::TooLarge => None,
        }
    }

    /// What is allowed, as a noun phrase; `None` where a figure of several inputs grew too large.
    #[must_use]
    pub fn allowed(&self) -> Option<&str> {
        match &self.0.kind {
            Kind::Invalid { allowed, .. } | Kind::UnknownRegion { allowed, .. } => Some(allowed),
            Kind::TooLarge => None,
        }
    }

    /// The price book has no such Region. An unknown Region is never priced by a guess.
    #[must_use]
    pub fn is_unknown_region(&self) -> bool {
        matches!(self.0.kind, Kind::UnknownRegion { .. })
    }

    /// The inputs are each allowed, but a figure of theirs no longer fits the 96 bits of an exact decimal.
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        matches!(self.0.kind, Kind::TooLarge)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let field = self.field();
        match &self.0.kind {
            Kind::Invalid { value, allowed } => write!(f, "{field}: {value:?} is not {allowed}"),
            Kind::UnknownRegion { value, allowed } => write!(f, "{field}: {value:?} is not {allowed}"),
            Kind::TooLarge => {
                write!(
                    f,
                    "{field}: the figure is too large to be computed exactly; use smaller counts or sizes"
                )
            }
        }
    }
}

impl std::error::Error for Error {}
