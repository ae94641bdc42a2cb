//! Prices, and what is agreed on them.

use super::{percent, plain_decimal};
use crate::{Error, Percent, PrivatePrice, Result, Service};
use rust_decimal::Decimal;

const PRICE: &str = "a price from 0, to at most 12 decimal places, such as 0.000003";
const BUDGET: &str = "an amount of US dollars from 0 such as 5 or 12.50";
const DISCOUNT: &str = "a service (kms, s3, cloudtrail) with a percentage off it, such as kms=10%";
const PRIVATE_PRICE: &str = "a price of `prices show` in US dollars, with a Region before it or without, such as \
                             kmsRequest=0.0000025 or eu-west-1:kmsRequest=0.0000025";

/// A price in US dollars: `0.000003`.
///
/// # Errors
/// Anything that is not a number from 0 with at most 12 decimal places that say something.
pub fn dollars(field: &'static str, text: &str) -> Result<Decimal> {
    let number = plain_decimal(text.trim()).map(|number| number.normalize());
    let price = number.filter(|number| number.scale() <= 12);
    price.ok_or_else(|| Error::invalid(field, text, PRICE))
}

/// What may be spent in a month, in US dollars: `5`, `$12.50`.
///
/// # Errors
/// Anything that is not a number from 0 with at most 12 decimal places, after a dollar sign or without.
pub fn budget(field: &'static str, text: &str) -> Result<Decimal> {
    let number = text.trim();
    dollars(field, number.strip_prefix('$').unwrap_or(number))
        .map_err(|_| Error::invalid(field, text, BUDGET))
}

/// A percentage off a service: `kms=10%`.
///
/// # Errors
/// Anything that is not `kms`, `s3` or `cloudtrail` with a percentage.
pub fn discount(field: &'static str, text: &str) -> Result<(Service, Percent)> {
    let wrong = || Error::invalid(field, text, DISCOUNT);
    let (name, off) = text.split_once('=').ok_or_else(wrong)?;
    let service = Service::ALL.into_iter().find(|service| service.id() == name.trim()).ok_or_else(wrong)?;
    Ok((service, percent(field, off).map_err(|_| wrong())?))
}

/// A private price, of every Region or of one: `kmsRequest=0.0000025`, `us-east-1:kmsRequest=0.0000025`. Whether there is such
/// a row and such a Region is for the price book to say.
///
/// # Errors
/// Anything that is not a row with a price.
pub fn private_price(field: &'static str, text: &str) -> Result<PrivatePrice> {
    let wrong = || Error::invalid(field, text, PRIVATE_PRICE);
    let (row, price) = text.split_once('=').ok_or_else(wrong)?;
    let (region, row) = row.split_once(':').map_or((None, row), |(region, row)| (Some(region), row));
    let dollars = dollars(field, price).map_err(|_| wrong())?;
    Ok(PrivatePrice {
        region: region.map(|code| code.trim().to_owned()),
        row: row.trim().to_owned(),
        dollars,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_and_discounts() {
        assert_eq!(dollars("price", " 0.0000030000 ").unwrap().to_string(), "0.000003");
        for wrong in ["", "-1", "+1", "1e-6", "$1", ".5", "0.0000000000001"] {
            assert!(dollars("price", wrong).is_err(), "{wrong}");
        }
        assert_eq!(budget("budget", " $12.50 ").unwrap().to_string(), "12.5");
        for wrong in ["", "$", "$$5", "5 $", "-1"] {
            assert!(budget("budget", wrong).is_err(), "{wrong}");
        }
        let ten = Percent::whole("discount", 10).unwrap();
        assert_eq!(discount("discount", "kms=10%").unwrap(), (Service::Kms, ten));
        assert_eq!(discount("discount", "cloudtrail = 10").unwrap(), (Service::CloudTrail, ten));
        for wrong in ["kms", "kms:10%", "ec2=10%", "kms=110%", "10%", "kms="] {
            let message = discount("--discount", wrong).unwrap_err().to_string();
            assert!(
                message.starts_with(&format!("--discount: {wrong:?} is not a service (kms, s3, cloudtrail)"))
            );
        }
        let private = private_price("price", "eu-west-1:kmsRequest=0.0000025").unwrap();
        assert_eq!((private.region.as_deref(), private.row.as_str()), (Some("eu-west-1"), "kmsRequest"));
        assert_eq!(private.dollars.to_string(), "0.0000025");
        assert_eq!(private_price("price", "s3Put=0").unwrap().region, None);
        for wrong in ["kmsRequest", "kmsRequest=", "kmsRequest=-1", "0.0000025"] {
            assert!(private_price("price", wrong).is_err(), "{wrong}");
        }
    }
}
