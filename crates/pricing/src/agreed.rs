//! What is agreed with AWS, in a price book: discounts, and private prices in the place of published ones.

use crate::discount::Discounts;
use crate::prices::{PriceBook, RegionPrices};
use crate::unit::{Price, Unit};
use crate::{Error, Result};
use rust_decimal::Decimal;

/// A price of one's own, in the place of a published one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrivatePrice {
    /// The Region that it holds in; `None` for every Region.
    pub region: Option<String>,
    /// The row, by its [`id`](crate::PriceRow::id): `kmsRequest`.
    pub row: String,
    /// US dollars for one unit.
    pub dollars: Decimal,
}

impl PriceBook {
    /// The same book with percentages off in every Region, in the place of those that it may hold.
    ///
    /// ```
    /// use sse_pricing::{Comparison, Discounts, EncryptionOption, Percent, PriceBook, Service, Workload};
    ///
    /// let discounts = Discounts::NONE.with(Service::Kms, Percent::whole("discount", 10)?);
    /// let book = PriceBook::builtin().with_discounts(discounts);
    /// let workload = Workload::documents("us-east-1", 1_000_000)?;
    /// let comparison = Comparison::new(&workload, &book)?;
    /// // $6.94 without.
    /// let estimate = comparison.estimate(EncryptionOption::SseKms);
    /// assert_eq!(estimate.monthly().map(|month| month.exact()).as_deref(), Some("$6.246"));
    /// # Ok::<(), sse_pricing::Error>(())
    /// ```
    #[must_use]
    pub fn with_discounts(&self, discounts: Discounts) -> PriceBook {
        let with = |prices: &RegionPrices| RegionPrices { discounts, ..prices.clone() };
        PriceBook { regions: self.regions.iter().map(with).collect(), ..self.clone() }
    }

    /// The same book with another price in one row, of one Region or of all. AWS's own stays beside it, in the line items too.
    ///
    /// ```
    /// use sse_pricing::{PriceBook, PrivatePrice, parse};
    ///
    /// let private = parse::private_price("--private-price", "us-east-1:kmsRequest=0.0000025")?;
    /// let book = PriceBook::builtin().with_private_price(&private)?;
    /// assert_eq!(book.region("us-east-1")?.kms_request.dollars().to_string(), "0.0000025");
    /// assert_eq!(book.region("eu-west-1")?.kms_request.dollars().to_string(), "0.000003");
    /// # Ok::<(), sse_pricing::Error>(())
    /// ```
    ///
    /// # Errors
    /// A Region or a row that does not exist, a price that is negative or finer than 12 decimal places.
    pub fn with_private_price(&self, private: &PrivatePrice) -> Result<PriceBook> {
        let PrivatePrice { region, row, dollars } = private;
        let mut book = self.clone();
        if let Some(code) = region {
            self.region(code)?;
        } else if let Some(replaced) = book.replace(row, *dollars) {
            return replaced.map(|()| book);
        }
        for prices in book.regions.to_mut() {
            if region.as_deref().is_none_or(|code| code == prices.region) {
                prices
                    .replace(row, *dollars)
                    .unwrap_or_else(|| Err(self.unknown_row(row, region.is_some())))?;
            }
        }
        Ok(book)
    }

    /// One of the prices that are the same in every Region, if it is that.
    fn replace(&mut self, id: &str, dollars: Decimal) -> Option<Result<()>> {
        match id {
            "s3BatchJob" => Some(put(&mut self.s3_batch_job, dollars)),
            "s3BatchObject" => Some(put(&mut self.s3_batch_object, dollars)),
            _ => None,
        }
    }

    fn unknown_row(&self, id: &str, of_one_region: bool) -> Error {
        let everywhere = if of_one_region { Vec::new() } else { Vec::from(self.rows()) };
        let rows = self.regions().first().map(RegionPrices::rows).into_iter().flatten();
        let known: Vec<&str> = rows.chain(everywhere).map(|row| row.id).collect();
        let of = if of_one_region { "the prices of a Region: " } else { "" };
        Error::invalid("privatePrice", id, format!("one of {of}{}", known.join(", ")))
    }
}

impl RegionPrices {
    fn replace(&mut self, id: &str, dollars: Decimal) -> Option<Result<()>> {
        Some(match id {
            "kmsKey" => put(&mut self.kms_key, dollars),
            "kmsRequest" => put(&mut self.kms_request, dollars),
            "dsseWrite" => put(&mut self.dsse_write, dollars),
            "dsseRead" => put(&mut self.dsse_read, dollars),
            "storageTo50Tb" => put(&mut self.storage_to_50_tb, dollars),
            "storageTo500Tb" => put(&mut self.storage_to_500_tb, dollars),
            "storageBeyond" => put(&mut self.storage_beyond, dollars),
            "s3Put" => put(&mut self.s3_put, dollars),
            "s3Get" => put(&mut self.s3_get, dollars),
            "cloudtrailManagementEvent" => put(&mut self.cloudtrail_management_event, dollars),
            "cloudtrailDataEvent" => put(&mut self.cloudtrail_data_event, dollars),
            _ => return None,
        })
    }
}

fn put<U: Unit>(price: &mut Price<U>, dollars: Decimal) -> Result<()> {
    *price = price.replaced("privatePrice", dollars)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Percent, Service};

    fn private(region: Option<&str>, row: &str) -> PrivatePrice {
        PrivatePrice { region: region.map(str::to_owned), row: row.to_owned(), dollars: Decimal::new(5, 4) }
    }

    #[test]
    fn a_private_price_stands_in_its_row_and_in_no_other() {
        let listed = PriceBook::builtin();
        let ids = listed.region("eu-west-1").unwrap().rows().map(|row| row.id);
        for id in ids {
            let book = listed.with_private_price(&private(None, id)).unwrap();
            for (prices, before) in book.regions().iter().zip(listed.regions()) {
                for (row, before) in prices.rows().iter().zip(before.rows()) {
                    let expected = if row.id == id { Decimal::new(5, 4) } else { before.dollars };
                    assert_eq!(row.dollars, expected, "{id} {}", row.id);
                    assert_eq!(row.list, (row.id == id).then_some(before.dollars));
                }
            }
        }
    }

    #[test]
    fn a_private_price_of_every_region_is_of_no_single_one() {
        let book = PriceBook::builtin();
        for id in book.rows().map(|row| row.id) {
            let replaced = book.with_private_price(&private(None, id)).unwrap();
            let changed = replaced.rows().into_iter().filter(|row| row.list.is_some());
            assert_eq!(changed.map(|row| row.id).collect::<Vec<_>>(), [id]);
            assert_eq!(replaced.regions(), book.regions());
            let error = book.with_private_price(&private(Some("us-east-1"), id)).unwrap_err().to_string();
            assert!(error.contains(" is not one of the prices of a Region: kmsKey, "), "{error}");
            assert!(error.ends_with("cloudtrailDataEvent"), "{error}");
        }
    }

    #[test]
    fn a_private_price_of_one_region_leaves_the_others_alone() {
        let book = PriceBook::builtin().with_private_price(&private(Some("eu-west-1"), "kmsKey")).unwrap();
        let changed: Vec<_> =
            book.regions().iter().filter(|prices| prices.kms_key.list().is_some()).collect();
        assert_eq!(changed.iter().map(|prices| prices.region.as_ref()).collect::<Vec<_>>(), ["eu-west-1"]);
    }

    #[test]
    fn a_second_private_price_leaves_the_published_one_beside_it() {
        let once = PriceBook::builtin().with_private_price(&private(None, "s3Put")).unwrap();
        let again = PrivatePrice { dollars: Decimal::ONE, ..private(None, "s3Put") };
        let twice = once.with_private_price(&again).unwrap();
        let price = twice.region("us-east-1").unwrap().s3_put;
        assert_eq!((price.dollars(), price.list()), (Decimal::ONE, Some(Decimal::new(5, 6))));
    }

    #[test]
    fn rows_and_regions_that_do_not_exist_are_refused() {
        let book = PriceBook::builtin();
        let error = book.with_private_price(&private(None, "kmsRequests")).unwrap_err();
        assert!(
            error.to_string().starts_with("privatePrice: \"kmsRequests\" is not one of kmsKey, kmsRequest, ")
        );
        assert!(book.with_private_price(&private(Some("moon-1"), "kmsKey")).unwrap_err().is_unknown_region());
        let negative = PrivatePrice { dollars: Decimal::NEGATIVE_ONE, ..private(None, "kmsKey") };
        assert!(book.with_private_price(&negative).is_err());
    }

    #[test]
    fn discounts_take_the_place_of_those_before() {
        let percent = |percent| Percent::whole("discount", percent).unwrap();
        let ten = Discounts::NONE.with(Service::Kms, percent(10));
        let book = PriceBook::builtin().with_discounts(ten).with_discounts(Discounts::NONE);
        assert_eq!(&book, PriceBook::builtin());
        let of = |discounts: Discounts| {
            [Service::Kms, Service::S3, Service::CloudTrail].map(|service| discounts.on(service).0)
        };
        assert_eq!(of(ten), [percent(10), Percent::ZERO, Percent::ZERO]);
    }
}
