//! Prices of a Region turned once into whole numbers of one fraction of a dollar, for whoever prices many rows.
//!
//! A price has at most 12 decimal places and a discount six, so each is a whole number of 10^-18 dollars at most; what is
//! billed by GB has nine places more. Each Region takes the coarsest fraction in which all of its prices are whole, and a
//! product or a sum that does not fit is none: nothing is rounded here.
//!
//! This repeats three rules of [`bill`](crate::bill) in other numbers: requests past the free tier, events of additional
//! trails, GB moved. That both give the same for every workload is what `tests/kernel.rs` is for.

use crate::discount::Discount;
use crate::money::Money;
use crate::prices::RegionPrices;
use crate::unit::{GB_PLACES, Price, Unit, nano_gb};
use crate::{Error, Percent};
use rust_decimal::Decimal;

/// The prices of a Region that an option's cost depends on, discounts taken off.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FixedPrices {
    /// Decimal places of what is not billed by GB.
    pub(crate) places: u32,
    /// Decimal places of what is billed by GB; at least `places`.
    pub(crate) gb_places: u32,
    /// For one request past the free tier, in 10^-places dollars.
    request: u128,
    /// For the events of one request, in all additional trails, in 10^-places dollars.
    events: u128,
    /// For one GB, in 10^-(gb_places - 9) dollars.
    written: u128,
    read: u128,
}

/// A price after its discount: this many of 10^-places dollars.
#[derive(Clone, Copy)]
struct Whole {
    number: u128,
    places: u32,
}

impl FixedPrices {
    /// `None` where a price does not fit, which no published one comes near.
    pub(crate) fn of(prices: &RegionPrices, trails: u64, least_places: u32) -> Option<FixedPrices> {
        let discounts = prices.discounts;
        let request = Whole::of(prices.kms_request, discounts.kms)?;
        let mut event = Whole { number: 0, places: 0 };
        if trails > 0 {
            event = Whole::of(prices.cloudtrail_management_event, discounts.cloudtrail)?;
            event.number = event.number.checked_mul(u128::from(trails))?;
        }
        let written = Whole::of(prices.dsse_write, discounts.s3)?;
        let read = Whole::of(prices.dsse_read, discounts.s3)?;
        let key = prices.kms_key.dollars().scale().checked_add(fraction_places(discounts.kms))?;
        let places = request.places.max(event.places).max(key).max(least_places);
        let gb_places = written.places.max(read.places).checked_add(GB_PLACES)?.max(places);
        let price_places = gb_places.checked_sub(GB_PLACES)?;
        Some(FixedPrices {
            places,
            gb_places,
            request: request.at(places)?,
            events: event.at(places)?,
            written: written.at(price_places)?,
            read: read.at(price_places)?,
        })
    }

    /// Requests to KMS past the free ones, and their events; in 10^-places dollars.
    pub(crate) fn requests(&self, requests: u64, free: u64) -> Option<u128> {
        let billed = u128::from(requests.saturating_sub(free)).checked_mul(self.request)?;
        if self.events == 0 {
            return Some(billed);
        }
        billed.checked_add(u128::from(requests).checked_mul(self.events)?)
    }

    /// What DSSE-KMS bills for so many bytes written and read, where they are known; in 10^-gb_places dollars.
    pub(crate) fn moved(&self, written: Option<u128>, read: Option<u128>) -> Option<u128> {
        let gb = |bytes: Option<u128>, price: u128| match bytes {
            Some(bytes) => nano_gb(bytes)?.checked_mul(price),
            None => Some(0),
        };
        gb(written, self.written)?.checked_add(gb(read, self.read)?)
    }
}

impl Whole {
    fn of<U: Unit>(price: Price<U>, discount: Discount) -> Option<Whole> {
        let dollars = price.dollars();
        let number = u128::try_from(dollars.mantissa()).ok()?;
        if discount.0 == Percent::ZERO {
            return Some(Whole { number, places: dollars.scale() });
        }
        let left = discount.0.rest().fraction();
        let number = number.checked_mul(u128::try_from(left.mantissa()).ok()?)?;
        Some(Whole { number, places: dollars.scale().checked_add(left.scale())? })
    }

    fn at(self, places: u32) -> Option<u128> {
        self.number.checked_mul(10_u128.checked_pow(places.checked_sub(self.places)?)?)
    }
}

/// Decimal places that a discount adds to what it is taken off.
pub(crate) fn fraction_places(discount: Discount) -> u32 {
    if discount.0 == Percent::ZERO { 0 } else { discount.0.rest().fraction().scale() }
}

/// So many of 10^-places dollars; `None` where they need more than 96 bits.
pub(crate) fn money(number: u128, places: u32) -> Option<Money> {
    let low = u64::try_from(number & u128::from(u64::MAX)).ok()?;
    let high = u32::try_from(number >> 64).ok()?;
    let part = |number: u64| u32::try_from(number & u64::from(u32::MAX)).ok();
    Some(Money::new(Decimal::from_parts(part(low)?, part(low >> 32)?, high, false, places)))
}

/// An amount that is not negative, in whole numbers of 10^-places dollars; `None` where it is finer, or does not fit.
pub(crate) fn whole(money: Money, places: u32) -> Option<u128> {
    let amount = money.amount();
    Whole { number: u128::try_from(amount.mantissa()).ok()?, places: amount.scale() }.at(places)
}

/// The same as a signed number, as columns of decimals hold it.
pub(crate) fn signed(number: Option<u128>) -> Result<i128, Error> {
    let signed = number.and_then(|number| i128::try_from(number).ok());
    signed.ok_or_else(|| Error::too_large("total"))
}
