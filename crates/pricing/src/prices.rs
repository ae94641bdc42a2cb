//! The price book: what AWS publishes, by Region, at one date.

use crate::discount::Discounts;
use crate::unit::{Event, Gb, GbMonth, Job, KeyMonth, Object, Price, Request, Unit};
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
    pub(crate) published: Cow<'static, str>,
    pub(crate) currency: Cow<'static, str>,
    pub(crate) source: Cow<'static, str>,
    /// S3 Batch Operations, for each job; the same in every Region.
    pub(crate) s3_batch_job: Price<Job>,
    /// S3 Batch Operations, for each object that a job works on; the same in every Region.
    pub(crate) s3_batch_object: Price<Object>,
    /// Sorted by code.
    pub(crate) regions: Cow<'static, [RegionPrices]>,
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
    /// Percentages off, agreed with AWS; none in a published price book.
    pub discounts: Discounts,
}

/// One price, by the name that it has in the JSON.
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
    /// AWS's published price, where `dollars` is a private one.
    pub list: Option<Decimal>,
}

fn row<U: Unit>(id: &'static str, label: &'static str, price: Price<U>) -> PriceRow {
    PriceRow { id, label, unit: U::NAME, dollars: price.dollars(), list: price.list() }
}

impl RegionPrices {
    /// Prices in US dollars, in the order of [`rows`](RegionPrices::rows), nothing off.
    ///
    /// # Errors
    /// A price that is negative or finer than 12 decimal places.
    pub fn new(
        region: impl Into<Cow<'static, str>>,
        name: impl Into<Cow<'static, str>>,
        dollars: [Decimal; 11],
    ) -> Result<RegionPrices> {
        let [key, request, write, read, to_50, to_500, beyond, put, get, management, data] = dollars;
        Ok(RegionPrices {
            region: region.into(),
            name: name.into(),
            kms_key: Price::new("kmsKey", key)?,
            kms_request: Price::new("kmsRequest", request)?,
            dsse_write: Price::new("dsseWrite", write)?,
            dsse_read: Price::new("dsseRead", read)?,
            storage_to_50_tb: Price::new("storageTo50Tb", to_50)?,
            storage_to_500_tb: Price::new("storageTo500Tb", to_500)?,
            storage_beyond: Price::new("storageBeyond", beyond)?,
            s3_put: Price::new("s3Put", put)?,
            s3_get: Price::new("s3Get", get)?,
            cloudtrail_management_event: Price::new("cloudtrailManagementEvent", management)?,
            cloudtrail_data_event: Price::new("cloudtrailDataEvent", data)?,
            discounts: Discounts::NONE,
        })
    }

    /// Every price of the Region, one after the other.
    #[must_use]
    pub fn rows(&self) -> [PriceRow; 11] {
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

    /// A book of prices in US dollars, of another day or of other Regions than the compiled-in one. `everywhere` are the
    /// prices of [`rows`](PriceBook::rows), in their order.
    ///
    /// # Errors
    /// A price that is negative or finer than 12 decimal places, a day that is not `YYYY-MM-DD`, no Region, a Region that is listed twice, a code that is no Region's, a name or a
    /// source that is empty or more than one line.
    pub fn new(
        published: &str,
        source: &str,
        everywhere: [Decimal; 2],
        mut regions: Vec<RegionPrices>,
    ) -> Result<PriceBook> {
        if !is_day(published) {
            return Err(Error::invalid("published", published, "a day such as 2025-06-05"));
        }
        check_line("source", source)?;
        if regions.is_empty() {
            return Err(Error::invalid("regions", 0, "at least one Region"));
        }
        regions.sort_by(|a, b| a.region.cmp(&b.region));
        for RegionPrices { region, name, .. } in &regions {
            let of_code = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
            if !region.contains('-') || !region.bytes().all(of_code) {
                return Err(Error::invalid("region", region, "the code of a Region such as eu-central-1"));
            }
            check_line("name", name).map_err(|error| error.with_field(format!("{region}, name")))?;
        }
        let mut neighbours = regions.iter().zip(regions.iter().skip(1));
        if let Some((twice, _)) = neighbours.find(|(one, next)| one.region == next.region) {
            return Err(Error::invalid("region", &twice.region, "listed once"));
        }
        let [job, object] = everywhere;
        Ok(PriceBook {
            published: Cow::Owned(published.to_owned()),
            currency: Cow::Borrowed("USD"),
            source: Cow::Owned(source.to_owned()),
            s3_batch_job: Price::new("s3BatchJob", job)?,
            s3_batch_object: Price::new("s3BatchObject", object)?,
            regions: Cow::Owned(regions),
        })
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

    /// The prices that are the same in every Region, one after the other.
    #[must_use]
    pub fn rows(&self) -> [PriceRow; 2] {
        [
            row("s3BatchJob", "S3 Batch Operations, job", self.s3_batch_job),
            row("s3BatchObject", "S3 Batch Operations, object", self.s3_batch_object),
        ]
    }

    /// S3 Batch Operations: the fee for a job (Amazon S3 pricing, "Management & insights").
    #[must_use]
    pub fn s3_batch_job(&self) -> Price<Job> {
        self.s3_batch_job
    }

    /// S3 Batch Operations: the fee for each object that a job works on (Amazon S3 pricing, "Management & insights").
    #[must_use]
    pub fn s3_batch_object(&self) -> Price<Object> {
        self.s3_batch_object
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
        // The usual slips: capitals, and a hyphen too many or too few. Letters are not guessed at: cn-north-1 is close to
        // eu-north-1 and something else.
        let known = self.regions.iter().map(|prices| prices.region.as_ref());
        let letters = |code: &str| {
            code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
        };
        let typed: Vec<char> = letters(code);
        if let Some(near) = known.into_iter().find(|known| letters(known) == typed) {
            allowed = format!("{allowed}; did you mean {near:?}?");
        }
        Error::unknown_region(code, allowed)
    }
}

/// Whether a text is a day of the calendar, as `YYYY-MM-DD`.
fn is_day(text: &str) -> bool {
    let number = |part: &str, digits: usize| {
        let plain = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| part.parse::<u32>().ok()).flatten()
    };
    let mut parts = text.split('-');
    let mut next = |digits| parts.next().and_then(|part| number(part, digits));
    let (Some(year), Some(month), Some(day), None) = (next(4), next(2), next(2), parts.next()) else {
        return false;
    };
    let is_leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// Whether a text is one line, not an empty one.
fn check_line(field: &'static str, text: &str) -> Result<()> {
    if text.is_empty() || text.trim() != text || text.chars().any(char::is_control) {
        return Err(Error::invalid(field, text, "one line of text, without spaces around it"));
    }
    Ok(())
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

    #[test]
    fn days() {
        for day in ["2025-06-05", "2024-02-29", "2000-02-29", "2026-12-31"] {
            assert!(is_day(day), "{day}");
        }
        for day in ["2025-02-29", "1900-02-29", "2025-04-31", "2025-13-01", "2025-00-01", "2025-01-00"] {
            assert!(!is_day(day), "{day}");
        }
        for day in ["", "2025-6-5", "2025-06-05Z", "2025-06-05-01", "+025-06-05", "20250605"] {
            assert!(!is_day(day), "{day}");
        }
    }

    #[test]
    fn sources_and_names_are_one_line_without_spaces_around() {
        assert!(check_line("source", "AWS Price List, June").is_ok());
        for wrong in ["", " ", " AWS", "AWS ", "AWS\tPrice List", "AWS\nPrice List", "AWS\n"] {
            assert_eq!(check_line("source", wrong).unwrap_err().value(), Some(wrong));
        }
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
