//! Prices: those of a Region, where they are from, what is agreed with AWS, what changed.

use super::{Exact, SCHEMA_VERSION, exact};
use crate::prices::{PriceBook, PriceRow, RegionPrices};
use crate::{Discounts, Percent, PriceChange};
use serde::ser::SerializeStruct as _;
use serde::{Serialize, Serializer};

/// Where the prices are from, and what is agreed with AWS beside them.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Prices"))]
pub(crate) struct BookJson<'a> {
    /// The code of the Region.
    region: &'a str,
    /// The day on which AWS published them.
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date")))]
    published: &'a str,
    /// The code of their currency.
    currency: &'a str,
    /// Where they are from.
    source: &'a str,
    /// Per cent that AWS takes off, by service.
    discounts: DiscountsJson,
    /// Prices agreed with AWS, in place of those of the price list.
    private_prices: Vec<PrivatePriceJson>,
}

/// Per cent that AWS takes off, by service.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Discounts"))]
struct DiscountsJson {
    /// Off what KMS charges.
    kms: Percent,
    /// Off what S3 charges.
    s3: Percent,
    /// Off what CloudTrail charges.
    cloudtrail: Percent,
}

/// A price agreed with AWS.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "PrivatePrice"))]
struct PrivatePriceJson {
    /// The price, for programs.
    id: &'static str,
    /// The price, for people.
    label: &'static str,
    /// What it is for.
    unit: &'static str,
    /// US dollars a unit.
    unit_price: Exact,
    /// US dollars a unit by the price list.
    list_price: Exact,
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
                unit_price: Exact(dollars),
                list_price: Exact(list),
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
#[derive(Clone, Copy, Debug)]
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

/// Prices, of all Regions or of one.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "PriceBook"))]
pub(crate) struct PriceListJson<'a> {
    /// The version of this shape. Fields are added without a new one, never renamed or taken away.
    #[cfg_attr(feature = "schema", schemars(extend("const" = 1)))]
    schema_version: u32,
    /// The day on which AWS published them.
    #[cfg_attr(feature = "schema", schemars(extend("format" = "date")))]
    published: &'a str,
    /// The code of their currency.
    currency: &'a str,
    /// Where they are from.
    source: &'a str,
    /// The Regions, by their codes.
    regions: &'a [RegionPrices],
    /// The prices that are the same in every Region, by their ids.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "std::collections::BTreeMap<String, crate::schema::Exact>")
    )]
    everywhere: EverywhereJson<'a>,
}

impl Serialize for PriceList<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let PriceList { book, regions } = *self;
        PriceListJson {
            schema_version: SCHEMA_VERSION,
            published: book.published(),
            currency: book.currency(),
            source: book.source(),
            regions,
            everywhere: EverywhereJson(book),
        }
        .serialize(serializer)
    }
}

/// The prices that are the same in every Region.
struct EverywhereJson<'a>(&'a PriceBook);

impl Serialize for EverywhereJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.rows().map(|row| (row.id, Exact(row.dollars))))
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

/// A price that is not the same in two tables, or a Region that only one of them has: then what is said of a price is `null`.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "PriceChange"))]
pub(crate) struct ChangeJson<'a> {
    /// What changed.
    kind: &'static str,
    /// The code of the Region; `null` for a price that is the same in every Region.
    region: Option<&'a str>,
    /// The name of the Region.
    name: Option<&'a str>,
    /// The price, for programs.
    id: Option<&'static str>,
    /// The price, for people.
    label: Option<&'static str>,
    /// What it is for.
    unit: Option<&'static str>,
    /// US dollars a unit before.
    old: Option<Exact>,
    /// US dollars a unit now.
    new: Option<Exact>,
    /// By how many per cent it rose; negative where it fell.
    percent: Option<Exact>,
}

impl Serialize for PriceChange {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (old, new) = self.rows().unzip();
        ChangeJson {
            kind: self.kind(),
            region: self.region(),
            name: self.name(),
            id: new.map(|row| row.id),
            label: new.map(|row| row.label),
            unit: new.map(|row| row.unit),
            old: old.map(|row| Exact(row.dollars)),
            new: new.map(|row| Exact(row.dollars)),
            percent: self.percent().map(Exact),
        }
        .serialize(serializer)
    }
}

#[cfg(feature = "schema")]
mod schema {
    use super::{ChangeJson, Exact, PriceList, PriceListJson};
    use crate::{PriceBook, PriceChange, RegionPrices};
    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
    use std::borrow::Cow;

    crate::schema::written_as!(PriceChange => ChangeJson<'_>, PriceList<'_> => PriceListJson<'_>);

    /// A field for each price, as [`RegionPrices::rows`] names them.
    impl JsonSchema for RegionPrices {
        fn schema_name() -> Cow<'static, str> {
            "RegionPrices".into()
        }

        fn json_schema(generator: &mut SchemaGenerator) -> Schema {
            let mut properties = serde_json::Map::new();
            let text = |description: &str| json_schema!({ "type": "string", "description": description });
            properties.insert("region".to_owned(), text("The code of the Region.").to_value());
            properties.insert("name".to_owned(), text("The name of the Region.").to_value());
            for row in PriceBook::builtin().regions().iter().take(1).flat_map(RegionPrices::rows) {
                let mut price = generator.subschema_for::<Exact>();
                price.insert(
                    "description".to_owned(),
                    format!("{}: US dollars for 1 {}.", row.label, row.unit).into(),
                );
                properties.insert(row.id.to_owned(), price.to_value());
            }
            let required: Vec<String> = properties.keys().cloned().collect();
            json_schema!({
                "type": "object",
                "description": "The prices of a Region.",
                "properties": properties,
                "required": required,
            })
        }
    }
}
