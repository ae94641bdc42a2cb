//! The JSON form, read as a stream: products first, then the on-demand terms of those that are wanted.
//!
//! Nothing is held but what [`File`] keeps. That takes products before terms, as AWS writes them.

use crate::error::Problem;
use crate::file::File;
use crate::rate::RawRate;
use crate::usage::Attributes;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};
use std::collections::BTreeMap;
use std::fmt;
use std::io::BufRead;

/// Reads a whole file.
pub(crate) fn read(source: impl BufRead, file: &mut File<'_>) -> Result<(), Problem> {
    let mut json = serde_json::Deserializer::from_reader(source);
    let read = Offer { file }.deserialize(&mut json).and_then(|()| json.end());
    read.map_err(|error| {
        if error.is_eof() {
            return Problem::cut_short(format!("line {}", error.line()));
        }
        if let Some(kind) = error.io_error_kind() {
            return Problem::new(format!("cannot be read: {kind}"));
        }
        // The place is the end of serde_json's messages; here it stands before what is wrong.
        let place = format!("line {}, column {}", error.line(), error.column());
        let text = error.to_string();
        let end = format!(" at line {} column {}", error.line(), error.column());
        Problem::new(text.strip_suffix(&end).unwrap_or(&text)).before(place)
    })
}

/// serde's error has the place.
fn custom<E: serde::de::Error>(problem: &Problem) -> E {
    E::custom(problem.message())
}

/// The whole file.
struct Offer<'f, 'a> {
    file: &'f mut File<'a>,
}

/// `products`: by SKU.
struct Products<'f, 'a> {
    file: &'f mut File<'a>,
}

/// `terms`: by their type, of which `OnDemand` is read.
struct Terms<'f, 'a> {
    file: &'f mut File<'a>,
}

/// `terms.OnDemand`: by SKU.
struct OnDemand<'f, 'a> {
    file: &'f mut File<'a>,
}

#[derive(Deserialize)]
struct ProductJson {
    attributes: AttributesJson,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[derive(Default)]
struct AttributesJson {
    usagetype: String,
    region_code: String,
    location: String,
    location_type: String,
    group: String,
    volume_type: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct TermJson {
    /// By rate code.
    price_dimensions: BTreeMap<String, DimensionJson>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DimensionJson {
    begin_range: String,
    end_range: String,
    unit: String,
    /// By currency.
    price_per_unit: BTreeMap<String, String>,
}

macro_rules! seed {
    ($seed:ident, $expecting:literal) => {
        impl<'de> DeserializeSeed<'de> for $seed<'_, '_> {
            type Value = ();

            fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
                deserializer.deserialize_map(self)
            }
        }

        impl<'de> Visitor<'de> for $seed<'_, '_> {
            type Value = ();

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str($expecting)
            }

            fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<(), M::Error> {
                self.visit(map)
            }
        }
    };
}

seed!(Offer, "a Price List file");
seed!(Products, "products by SKU");
seed!(Terms, "terms by type");
seed!(OnDemand, "on-demand terms by SKU");

impl Offer<'_, '_> {
    fn visit<'de, M: MapAccess<'de>>(self, mut map: M) -> Result<(), M::Error> {
        let file = self.file;
        let (mut products, mut terms) = (false, false);
        while let Some(field) = map.next_key::<String>()? {
            match field.as_str() {
                "formatVersion" => file.header.format_version = Some(map.next_value()?),
                "offerCode" => file.header.offer_code = Some(map.next_value()?),
                "version" => file.header.version = Some(map.next_value()?),
                "publicationDate" => file.header.publication_date = Some(map.next_value()?),
                "products" if products => return Err(M::Error::custom("products are there twice")),
                "products" => {
                    file.begin_prices().map_err(|problem| custom(&problem))?;
                    map.next_value_seed(Products { file })?;
                    products = true;
                }
                "terms" if terms => return Err(M::Error::custom("terms are there twice")),
                "terms" if !products => {
                    let message = "terms come before products: the structure of the file has changed";
                    return Err(M::Error::custom(message));
                }
                "terms" => {
                    map.next_value_seed(Terms { file })?;
                    terms = true;
                }
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        match (products, terms) {
            (true, true) => Ok(()),
            (true, false) => Err(M::Error::custom("terms are missing: no Price List file of an offer")),
            (false, _) => Err(M::Error::custom("products are missing: no Price List file of an offer")),
        }
    }
}

impl Products<'_, '_> {
    fn visit<'de, M: MapAccess<'de>>(self, mut map: M) -> Result<(), M::Error> {
        while let Some(sku) = map.next_key::<String>()? {
            let ProductJson { attributes } = map.next_value()?;
            let attributes = Attributes {
                usage_type: &attributes.usagetype,
                region_code: &attributes.region_code,
                location: &attributes.location,
                location_type: &attributes.location_type,
                group: &attributes.group,
                volume_type: &attributes.volume_type,
            };
            self.file.product(&sku, &attributes).map_err(|problem| custom(&problem))?;
        }
        Ok(())
    }
}

impl Terms<'_, '_> {
    fn visit<'de, M: MapAccess<'de>>(self, mut map: M) -> Result<(), M::Error> {
        let file = self.file;
        while let Some(kind) = map.next_key::<String>()? {
            if kind == "OnDemand" {
                map.next_value_seed(OnDemand { file })?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

impl OnDemand<'_, '_> {
    fn visit<'de, M: MapAccess<'de>>(self, mut map: M) -> Result<(), M::Error> {
        while let Some(sku) = map.next_key::<String>()? {
            if !self.file.wants(&sku) {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            let terms: BTreeMap<String, TermJson> = map.next_value()?;
            for (term, TermJson { price_dimensions }) in &terms {
                for dimension in price_dimensions.values() {
                    self.file.rate(&sku, term, dimension.raw()).map_err(|problem| custom(&problem))?;
                }
            }
        }
        Ok(())
    }
}

impl DimensionJson {
    fn raw(&self) -> RawRate<'_> {
        let dollars = self.price_per_unit.get_key_value("USD");
        let (currency, price) = dollars.or_else(|| self.price_per_unit.first_key_value()).unzip();
        RawRate {
            begin: &self.begin_range,
            end: &self.end_range,
            unit: &self.unit,
            currency: currency.map_or("", String::as_str),
            price: price.map_or("", String::as_str),
        }
    }
}
