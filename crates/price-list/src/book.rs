//! From the rows of all files to a price book.

use crate::error::{Problem, Result};
use crate::file::{Product, Read};
use crate::header::Edition;
use crate::offer::Offer;
use crate::rate::{self, STORAGE_TIERS};
use crate::usage::{Meaning, Row};
use rust_decimal::Decimal;
use sse_pricing::{PriceBook, RegionPrices};
use std::collections::{BTreeMap, BTreeSet};

/// The rows of the files that have been read.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    editions: Vec<Edition>,
    free_tier: bool,
    regions: BTreeMap<String, Region>,
}

/// What is known of a Region so far.
#[derive(Debug, Default)]
struct Region {
    /// AWS's name of it, as the KMS file has it.
    name: String,
    rows: BTreeMap<Row, Prices>,
}

/// The prices of a row: of each tier for storage, one otherwise.
#[derive(Debug)]
struct Prices {
    sku: String,
    tiers: Vec<Decimal>,
}

impl Rows {
    /// Takes the rows of another file.
    pub(crate) fn take(&mut self, file: Read) -> std::result::Result<(), Problem> {
        let Read { edition, products } = file;
        for (sku, product) in products {
            let subject = format!("{} {}", edition.offer.code(), product.usage_type);
            match product.meaning {
                Meaning::FreeTier => {
                    self.take_free_tier(&product).map_err(|problem| problem.before(subject))?;
                }
                Meaning::Row(row) => self.take_row(sku, row, product, edition.offer)?,
            }
        }
        self.editions.push(edition);
        Ok(())
    }

    fn take_free_tier(&mut self, product: &Product) -> std::result::Result<(), Problem> {
        if !rate::is_free_tier(&product.rates) {
            let found: Vec<_> = product.rates.iter().collect();
            let message = format!(
                "the ranges {} are not the first {} requests at no charge: the rule has changed",
                rate::ranges(&found),
                rate::FREE_REQUESTS
            );
            return Err(Problem::new(message));
        }
        self.free_tier = true;
        Ok(())
    }

    fn take_row(
        &mut self,
        sku: String,
        row: Row,
        product: Product,
        offer: Offer,
    ) -> std::result::Result<(), Problem> {
        let subject = format!("{}, {}, {} ({sku})", offer.code(), product.region, product.usage_type);
        let tiers = prices(row, &product).map_err(|problem| problem.before(&subject))?;
        let region = self.regions.entry(product.region).or_default();
        if row == Row::KmsKey {
            region.name = product.location;
        }
        if let Some(first) = region.rows.insert(row, Prices { sku, tiers }) {
            return Err(Problem::new(format!("is there twice, as {} too", first.sku)).before(subject));
        }
        Ok(())
    }

    /// The book of the Regions that count.
    pub(crate) fn into_book(self, only: &BTreeSet<String>) -> Result<PriceBook> {
        self.check_offers().map_err(Problem::of_book)?;
        let codes: BTreeSet<&String> =
            if only.is_empty() { self.regions.keys().collect() } else { only.iter().collect() };
        if codes.is_empty() {
            return Err(Problem::new("no Region is in the files").of_book());
        }
        let regions = codes.iter().map(|code| self.region(code)).collect::<std::result::Result<Vec<_>, _>>();
        let regions = regions.map_err(Problem::of_book)?;
        let everywhere = self.everywhere().map_err(Problem::of_book)?;
        let book = PriceBook::new(self.published(), &self.source(), everywhere, regions);
        book.map_err(|error| Problem::new(error.to_string()).of_book())
    }

    fn check_offers(&self) -> std::result::Result<(), Problem> {
        let missing: Vec<&str> = Offer::ALL
            .into_iter()
            .filter(|offer| !self.editions.iter().any(|edition| edition.offer == *offer))
            .map(Offer::code)
            .collect();
        if !missing.is_empty() {
            return Err(Problem::new(format!(
                "no file of {}: a price book takes {}",
                missing.join(" and "),
                Offer::ALL.map(Offer::code).join(", ")
            )));
        }
        if !self.free_tier {
            let message = "awskms: no product Global-KMS-Requests, the free tier: the rule has changed";
            return Err(Problem::new(message));
        }
        Ok(())
    }

    fn region(&self, code: &str) -> std::result::Result<RegionPrices, Problem> {
        let none = || Problem::new(format!("{code} is in none of the files"));
        let Region { name, rows } = self.regions.get(code).ok_or_else(none)?;
        let is_missing = |row: &Row| !rows.contains_key(row) && !is_of_every_region(*row);
        let missing: Vec<Row> = Row::ALL.into_iter().filter(is_missing).collect();
        if !missing.is_empty() {
            let names: Vec<String> = missing
                .iter()
                .map(|row| format!("{} {}", row.offer().code(), row.usage_type(code)))
                .collect();
            return Err(Problem::new(format!(
                "{code} is not complete: no {} in the files",
                names.join(", ")
            )));
        }
        let price = |row: Row, tier: usize| {
            let prices = rows.get(&row).and_then(|prices| prices.tiers.get(tier));
            prices.copied().ok_or_else(|| Problem::new(format!("{code} is not complete")))
        };
        let dollars = [
            price(Row::KmsKey, 0)?,
            price(Row::KmsRequest, 0)?,
            price(Row::DsseWrite, 0)?,
            price(Row::DsseRead, 0)?,
            price(Row::Storage, 0)?,
            price(Row::Storage, 1)?,
            price(Row::Storage, 2)?,
            price(Row::S3Put, 0)?,
            price(Row::S3Get, 0)?,
            price(Row::ManagementEvent, 0)?,
            price(Row::DataEvent, 0)?,
        ];
        RegionPrices::new(code.to_owned(), name.clone(), dollars)
            .map_err(|error| Problem::new(error.to_string()).before(code))
    }

    /// What S3 Batch Operations costs: once in a book, so it must be the same in every Region that has it.
    fn everywhere(&self) -> std::result::Result<[Decimal; 2], Problem> {
        let of = |row: Row| {
            let mut found = self.regions.iter().filter_map(|(code, region)| {
                let dollars = region.rows.get(&row).and_then(|prices| prices.tiers.first());
                dollars.map(|dollars| (code, *dollars))
            });
            let (code, dollars) = found.next().ok_or_else(|| {
                Problem::new(format!(
                    "no {} {} in the files",
                    row.offer().code(),
                    row.usage_type("us-east-1")
                ))
            })?;
            match found.find(|(_, other)| *other != dollars) {
                None => Ok(dollars),
                Some((other, price)) => Err(Problem::new(format!(
                    "{} is {dollars} in {code} and {price} in {other}, but a price book holds one price: restrict \
                     the Regions",
                    row.usage_type("us-east-1")
                ))),
            }
        };
        Ok([of(Row::BatchJob)?, of(Row::BatchObject)?])
    }

    /// The latest day of the files.
    fn published(&self) -> &str {
        self.editions.iter().map(|edition| edition.published.as_str()).max().unwrap_or_default()
    }

    /// Which files these are: each offer with its versions.
    fn source(&self) -> String {
        let versions = |offer: Offer| {
            let of_offer = self.editions.iter().filter(|edition| edition.offer == offer);
            let versions: BTreeSet<&str> = of_offer.map(|edition| edition.version.as_str()).collect();
            format!("{} {}", offer.code(), versions.into_iter().collect::<Vec<_>>().join(" and "))
        };
        format!("AWS Price List, on-demand: {}", Offer::ALL.map(versions).join(", "))
    }
}

fn is_of_every_region(row: Row) -> bool {
    matches!(row, Row::BatchJob | Row::BatchObject)
}

/// The prices of a product, lowest tier first.
fn prices(row: Row, product: &Product) -> std::result::Result<Vec<Decimal>, Problem> {
    if product.rates.is_empty() {
        return Err(Problem::new("has no on-demand price"));
    }
    if let Some(rate) = product.rates.iter().find(|rate| !row.units().contains(&rate.unit())) {
        let units = row.units().join(" or ");
        return Err(Problem::new(format!(
            "the unit {:?} is not {units}: the price has changed",
            rate.unit()
        )));
    }
    match row {
        Row::Storage => rate::tiers::<3>(&product.rates, STORAGE_TIERS).map(Vec::from),
        _ => rate::tiers::<1>(&product.rates, &[]).map(Vec::from),
    }
}
