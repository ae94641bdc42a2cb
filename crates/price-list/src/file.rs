//! One file: the products that are rows of the book, and their prices.

use crate::error::Problem;
use crate::header::{Edition, Header};
use crate::offer::Offer;
use crate::rate::{Rate, RawRate};
use crate::usage::{Attributes, Meaning, meaning};
use std::collections::{BTreeMap, BTreeSet};

/// A file as far as it has been read. JSON and CSV tell it what they find.
#[derive(Debug)]
pub(crate) struct File<'a> {
    /// The Regions that count; none are all.
    only: &'a BTreeSet<String>,
    pub(crate) header: Header,
    edition: Option<Edition>,
    /// By their SKU.
    products: BTreeMap<String, Product>,
}

/// A product that is a row of the book.
#[derive(Debug)]
pub(crate) struct Product {
    pub(crate) meaning: Meaning,
    pub(crate) region: String,
    pub(crate) location: String,
    pub(crate) usage_type: String,
    /// The one on-demand term that the rates are of.
    term: Option<String>,
    pub(crate) rates: Vec<Rate>,
}

/// A file that has been read to its end.
#[derive(Debug)]
pub(crate) struct Read {
    pub(crate) edition: Edition,
    pub(crate) products: BTreeMap<String, Product>,
}

impl<'a> File<'a> {
    pub(crate) fn new(only: &'a BTreeSet<String>) -> File<'a> {
        File { only, header: Header::default(), edition: None, products: BTreeMap::new() }
    }

    /// The header has been read; prices follow.
    pub(crate) fn begin_prices(&mut self) -> Result<(), Problem> {
        self.edition = Some(self.header.edition()?);
        Ok(())
    }

    fn offer(&self) -> Result<Offer, Problem> {
        let edition = self.edition.as_ref();
        edition.map(|edition| edition.offer).ok_or_else(|| Problem::new("the header is missing"))
    }

    /// A product and what it is; whether its prices are wanted.
    pub(crate) fn product(&mut self, sku: &str, attributes: &Attributes<'_>) -> Result<bool, Problem> {
        let Some(meaning) = meaning(self.offer()?, attributes)? else { return Ok(false) };
        let counts = self.only.is_empty() || self.only.contains(attributes.region_code);
        if meaning != Meaning::FreeTier && !counts {
            return Ok(false);
        }
        let product = Product {
            meaning,
            region: attributes.region_code.to_owned(),
            location: attributes.location.to_owned(),
            usage_type: attributes.usage_type.to_owned(),
            term: None,
            rates: Vec::new(),
        };
        if self.products.insert(sku.to_owned(), product).is_some() {
            return Err(Problem::new(format!("the product {sku} is there twice")));
        }
        Ok(true)
    }

    /// Whether the prices of a product are wanted.
    pub(crate) fn wants(&self, sku: &str) -> bool {
        self.products.contains_key(sku)
    }

    /// An on-demand price of a product that is wanted.
    pub(crate) fn rate(&mut self, sku: &str, term: &str, raw: RawRate<'_>) -> Result<(), Problem> {
        let Some(product) = self.products.get_mut(sku) else { return Ok(()) };
        let of = |problem: Problem| problem.before(format!("{} ({sku})", product.usage_type));
        if product.term.get_or_insert_with(|| term.to_owned()) != term {
            return Err(of(Problem::new("there are two on-demand terms, so that its price is not known")));
        }
        let rate = Rate::parse(raw).map_err(of)?;
        product.rates.push(rate);
        Ok(())
    }

    /// The end of the file has been reached.
    pub(crate) fn finish(self) -> Result<Read, Problem> {
        let Some(edition) = self.edition else {
            self.header.edition()?;
            return Err(Problem::new("there are no prices in it"));
        };
        Ok(Read { edition, products: self.products })
    }
}
