//! Prices: those of a Region, where they are from, what is agreed with AWS, what changed.

use super::{SCHEMA_VERSION, exact};
use crate::prices::{PriceBook, PriceRow, RegionPrices};
use crate::{Discounts, Percent, PriceChange};
use serde::ser::SerializeStruct as _;
use serde::{Serialize, Serializer};

/// Where the prices are from, and what is agreed with AWS beside them.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct BookJson<'a> {
    region: &'a str,
    published: &'a str,
    currency: &'a str,
    source: &'a str,
    discounts: DiscountsJson,
    private_prices: Vec<PrivatePriceJson>,
}

/// Percentages off, by service.
#[derive(Serialize)]
struct DiscountsJson {
    kms: Percent,
    s3: Percent,
    cloudtrail: Percent,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PrivatePriceJson {
    id: &'static str,
    label: &'static str,
    unit: &'static str,
    unit_price: String,
    list_price: String,
}

impl<'a> BookJson<'a> {
    pub(super) fn new(book: &'a PriceBook, prices: &'a RegionPrices) -> BookJson<'a> {
        let Discounts { kms, s3, cloudtrail } = prices.discounts;
        let private = |row: PriceRow| {
            let PriceRow { id, label, unit, dollars, list } = row;
            list.map(|list| PrivatePriceJson {
                id,
                label,
                unit,
                unit_price: exact(dollars),
                list_price: exact(list),
            })
        };
        BookJson {
            region: &prices.region,
            published: book.published(),
            currency: book.currency(),
            source: book.source(),
            discounts: DiscountsJson { kms: kms.0, s3: s3.0, cloudtrail: cloudtrail.0 },
            private_prices: prices.rows().into_iter().chain(book.rows()).filter_map(private).collect(),
        }
    }
}

/// Every price of some Regions, with those that are the same everywhere: one shape for all Regions and for one.
pub struct PriceList<'a> {
    book: &'a PriceBook,
    regions: &'a [RegionPrices],
}

impl<'a> PriceList<'a> {
    /// The prices of these Regions of the book.
    #[must_use]
    pub fn new(book: &'a PriceBook, regions: &'a [RegionPrices]) -> PriceList<'a> {
        PriceList { book, regions }
    }
}

impl Serialize for PriceList<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("PriceList", 6)?;
        object.serialize_field("schemaVersion", &SCHEMA_VERSION)?;
        object.serialize_field("published", self.book.published())?;
        object.serialize_field("currency", self.book.currency())?;
        object.serialize_field("source", self.book.source())?;
        object.serialize_field("regions", self.regions)?;
        object.serialize_field("everywhere", &EverywhereJson(self.book))?;
        object.end()
    }
}

/// The prices that are the same in every Region.
struct EverywhereJson<'a>(&'a PriceBook);

impl Serialize for EverywhereJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.rows().map(|row| (row.id, exact(row.dollars))))
    }
}

impl Serialize for RegionPrices {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let rows = self.rows();
        let mut object = serializer.serialize_struct("RegionPrices", 2_usize.saturating_add(rows.len()))?;
        object.serialize_field("region", &self.region)?;
        object.serialize_field("name", &self.name)?;
        for row in rows {
            object.serialize_field(row.id, &exact(row.dollars))?;
        }
        object.end()
    }
}

/// One shape for a price and for a whole Region, whose prices are `null`.
impl Serialize for PriceChange {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (old, new) = self.rows().unzip();
        let mut object = serializer.serialize_struct("PriceChange", 9)?;
        object.serialize_field("kind", self.kind())?;
        object.serialize_field("region", &self.region())?;
        object.serialize_field("name", &self.name())?;
        object.serialize_field("id", &new.map(|row| row.id))?;
        object.serialize_field("label", &new.map(|row| row.label))?;
        object.serialize_field("unit", &new.map(|row| row.unit))?;
        object.serialize_field("old", &old.map(|row| exact(row.dollars)))?;
        object.serialize_field("new", &new.map(|row| exact(row.dollars)))?;
        object.serialize_field("percent", &self.percent().map(exact))?;
        object.end()
    }
}
