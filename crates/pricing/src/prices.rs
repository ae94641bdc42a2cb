//! The price book: what AWS publishes, by Region, at one date.

use crate::unit::{Event, Gb, GbMonth, KeyMonth, Price, Request, Unit};
use crate::{Error, Result};
use rust_decimal::Decimal;
use std::borrow::Cow;

include!(concat!(env!("OUT_DIR"), "/builtin_prices.rs"));

/// The published unit prices of every Region at one date.
///
/// The compiled-in book holds the 35 Regions of `prices/2025-06-05.csv`. It is dated: show [`published`] wherever
/// a figure of it is used.
///
/// ```
/// use sse_pricing::PriceBook;
///
/// let book = PriceBook::builtin();
/// assert_eq!(book.published(), "2025-06-05");
/// assert_eq!(book.region("eu-central-1")?.kms_request.dollars().to_string(), "0.000003");
/// assert!(book.region("eu-central-9").unwrap_err().is_unknown_region());
/// # Ok::<(), sse_pricing::Error>(())
/// ```
///
/// [`published`]: PriceBook::published
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceBook {
    published: Cow<'static, str>,
    currency: Cow<'static, str>,
    source: Cow<'static, str>,
    /// Sorted by code.
    regions: Cow<'static, [RegionPrices]>,
}

/// The prices of one Region, in US dollars, without tax.
///
/// Every price here is AWS's own published figure (`prices/2025-06-05.csv`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegionPrices {
    /// The Region's code, for example `eu-central-1`.
    pub region: Cow<'static, str>,
    /// AWS's name of the Region in its price data, for example `EU (Frankfurt)`.
    pub name: Cow<'static, str>,
    /// A customer managed KMS key, or a multi-Region replica of one, for a month.
    pub kms_key: Price<KeyMonth>,
    /// One symmetric KMS request past the free tier: `GenerateDataKey`, `Decrypt`.
    pub kms_request: Price<Request>,
    /// DSSE-KMS, for each GB written.
    pub dsse_write: Price<Gb>,
    /// DSSE-KMS, for each GB read.
    pub dsse_read: Price<Gb>,
    /// S3 Standard storage, the first 50 TB of a month.
    pub storage_to_50_tb: Price<GbMonth>,
    /// S3 Standard storage, the next 450 TB of a month.
    pub storage_to_500_tb: Price<GbMonth>,
    /// S3 Standard storage beyond 500 TB a month.
    pub storage_beyond: Price<GbMonth>,
    /// One S3 PUT, COPY, POST or LIST request.
    pub s3_put: Price<Request>,
    /// One S3 GET or other request.
    pub s3_get: Price<Request>,
    /// One management event in an additional copy, a second trail.
    pub cloudtrail_management_event: Price<Event>,
    /// One S3 data event, in any copy.
    pub cloudtrail_data_event: Price<Event>,
}

/// One price of a Region, by the name that it has in the JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PriceRow {
    /// The stable name, for example `kmsRequest`.
    pub id: &'static str,
    /// The name to show.
    pub label: &'static str,
    /// What is counted.
    pub unit: &'static str,
    /// US dollars for one unit.
    pub dollars: Decimal,
}

impl RegionPrices {
    /// Every price of the Region, one after the other.
    #[must_use]
    pub fn rows(&self) -> [PriceRow; 11] {
        fn row<U: Unit>(id: &'static str, label: &'static str, price: Price<U>) -> PriceRow {
            PriceRow { id, label, unit: U::NAME, dollars: price.dollars() }
        }
        [
            row("kmsKey", "KMS customer managed key", self.kms_key),
            row("kmsRequest", "KMS symmetric request", self.kms_request),
            row("dsseWrite", "DSSE-KMS, written", self.dsse_write),
            row("dsseRead", "DSSE-KMS, read", self.dsse_read),
            row("storageTo50Tb", "S3 Standard storage, first 50 TB", self.storage_to_50_tb),
            row("storageTo500Tb", "S3 Standard storage, next 450 TB", self.storage_to_500_tb),
            row("storageBeyond", "S3 Standard storage, beyond 500 TB", self.storage_beyond),
            row("s3Put", "S3 PUT, COPY, POST, LIST", self.s3_put),
            row("s3Get", "S3 GET and all other", self.s3_get),
            row(
                "cloudtrailManagementEvent",
                "CloudTrail management event, additional copy",
                self.cloudtrail_management_event,
            ),
            row("cloudtrailDataEvent", "CloudTrail data event", self.cloudtrail_data_event),
        ]
    }
}

impl PriceBook {
    /// The compiled-in price book, of 2025-06-05.
    #[must_use]
    pub fn builtin() -> &'static PriceBook {
        &BUILTIN
    }

    /// The day on which AWS published these prices, as `YYYY-MM-DD`.
    #[must_use]
    pub fn published(&self) -> &str {
        &self.published
    }

    /// The currency of every price: `USD`.
    #[must_use]
    pub fn currency(&self) -> &str {
        &self.currency
    }

    /// Where the prices were read.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Every Region, sorted by code.
    #[must_use]
    pub fn regions(&self) -> &[RegionPrices] {
        &self.regions
    }

    /// The prices of a Region, by its code.
    ///
    /// # Errors
    /// When the book does not hold the Region: China, the EU Sovereign Cloud, a slip of the pen.
    pub fn region(&self, code: &str) -> Result<&RegionPrices> {
        let found = self.regions.binary_search_by(|prices| prices.region.as_ref().cmp(code));
        found.ok().and_then(|index| self.regions.get(index)).ok_or_else(|| self.unknown(code))
    }

    fn unknown(&self, code: &str) -> Error {
        let mut allowed = format!("one of the {} Regions priced on {}", self.regions.len(), self.published);
        let distance = |known: &str| strsim::damerau_levenshtein(known, code);
        let known = self.regions.iter().map(|prices| prices.region.as_ref());
        // cn-north-1 is two letters from eu-north-1, and no slip of the pen: the area must be right.
        let near = known.filter(|known| known.get(..2) == code.get(..2)).min_by_key(|known| distance(known));
        if let Some(near) = near.filter(|near| distance(near) <= 2) {
            allowed = format!("{allowed}; did you mean {near:?}?");
        }
        Error::unknown_region(code, allowed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_are_sorted_for_the_search() {
        let codes: Vec<_> = PriceBook::builtin().regions().iter().map(|prices| &prices.region).collect();
        assert!(codes.is_sorted());
        assert_eq!(codes.len(), 35);
    }

    #[track_caller]
    fn unknown(code: &str, message: &str) {
        let error = PriceBook::builtin().region(code).unwrap_err();
        assert!(error.is_unknown_region());
        assert_eq!(error.to_string(), message);
    }

    #[test]
    fn an_unknown_region_is_an_error_with_the_nearest_code() {
        unknown(
            "us-east1",
            r#"region: "us-east1" is not one of the 35 Regions priced on 2025-06-05; did you mean "us-east-1"?"#,
        );
        unknown("cn-north-1", r#"region: "cn-north-1" is not one of the 35 Regions priced on 2025-06-05"#);
        unknown("the moon", r#"region: "the moon" is not one of the 35 Regions priced on 2025-06-05"#);
    }
}
