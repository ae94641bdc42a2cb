//! What a Price List file says of itself, before its prices.

use crate::error::Problem;
use crate::offer::Offer;

/// The fields above the prices, as far as they have been read.
#[derive(Debug, Default)]
pub(crate) struct Header {
    pub(crate) format_version: Option<String>,
    pub(crate) offer_code: Option<String>,
    pub(crate) version: Option<String>,
    pub(crate) publication_date: Option<String>,
}

/// A file's offer and date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Edition {
    pub(crate) offer: Offer,
    /// AWS's number of it, for example `20260728131000`.
    pub(crate) version: String,
    /// The day of its publication, `YYYY-MM-DD`.
    pub(crate) published: String,
}

impl Header {
    /// All of it must be there before the prices are read.
    pub(crate) fn edition(&self) -> Result<Edition, Problem> {
        let given = |field: &Option<String>, name: &str| {
            let missing = || Problem::new(format!("{name} is missing before the prices: no Price List file"));
            field.clone().ok_or_else(missing)
        };
        let format = given(&self.format_version, "formatVersion")?;
        if !format.starts_with("v1.") {
            let message =
                format!("formatVersion: {format:?} is not v1.x: the structure of the file has changed");
            return Err(Problem::new(message));
        }
        let offer = Offer::of(&given(&self.offer_code, "offerCode")?)?;
        let version = given(&self.version, "version")?;
        let date = given(&self.publication_date, "publicationDate")?;
        let published = day(&date).ok_or_else(|| {
            Problem::new(format!(
                "publicationDate: {date:?} is not a day and a time such as 2026-07-28T13:10:00Z"
            ))
        })?;
        Ok(Edition { offer, version, published })
    }
}

/// The day of `2026-07-28T13:10:00Z`.
fn day(date: &str) -> Option<String> {
    let (day, _) = date.split_once('T')?;
    let digits = |part: &str, length: usize| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = day.split('-').collect();
    let is_day = matches!(parts.as_slice(), [y, m, d] if digits(y, 4) && digits(m, 2) && digits(d, 2));
    is_day.then(|| day.to_owned())
}
