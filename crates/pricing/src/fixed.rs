//! Prices of a Region turned once into whole numbers of one fraction of a dollar, for whoever prices many rows.
//!
//! A price has at most 12 decimal places and a discount six, so each is a whole number of 10^-18 dollars at most; what is
//! billed by GB has nine places more. Each Region takes the coarsest fraction in which all of its prices are whole, and a
//! product or a sum that does not fit is none: nothing is rounded here.
//!
//! This repeats three rules of [`bill`](crate::bill) in other numbers: requests past the free tier, events of additional
//! trails, GB moved. That both give the same for every workload is what `tests/kernel.rs` is for.

use crate::discount::{Discount, Discounts};
use crate::money::Money;
use crate::prices::RegionPrices;
use crate::unit::{GB_PLACES, MONTH_PLACES, Price, Unit, nano_gb};
use crate::{Error, Percent, Workload};
use rust_decimal::Decimal;

/// The prices of a Region that an option's cost depends on, discounts taken off.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FixedPrices {
    /// For one request past the free tier, in 10^-places dollars.
    request: u128,
    /// For the events of one request, in all additional trails, in 10^-places dollars.
    events: u128,
    /// For 10^-9 GB, in 10^-gb dollars.
    written: u128,
    read: u128,
}

/// Decimal places in which amounts of a Region are whole numbers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Places {
    /// Of what is not billed by GB.
    pub(crate) places: u32,
    /// Of what is billed by GB; at least as many.
    pub(crate) gb: u32,
}

/// A price after its discount: this many of 10^-places dollars.
#[derive(Clone, Copy)]
struct Whole {
    number: u128,
    places: u32,
}

impl Places {
    /// The fewest in which every amount of a workload is whole.
    pub(crate) fn of(workload: &Workload, prices: &RegionPrices) -> Places {
        let Discounts { kms, s3, cloudtrail } = prices.discounts;
        let after = |price: Decimal, off| price.scale().saturating_add(fraction_places(off));
        let part = if workload.keys.existed.is_some() { MONTH_PLACES } else { 0 };
        let key = after(prices.kms_key.dollars(), kms).saturating_add(part);
        let event = prices.cloudtrail_management_event.dollars();
        let events = if workload.trails == 0 { 0 } else { after(event, cloudtrail) };
        let places = after(prices.kms_request.dollars(), kms).max(key).max(events);
        let moved = after(prices.dsse_write.dollars(), s3).max(after(prices.dsse_read.dollars(), s3));
        Places { places, gb: moved.saturating_add(GB_PLACES).max(places) }
    }

    /// An amount that is not billed by GB, beside one that is.
    pub(crate) fn in_gb_places(self, amount: u128) -> Option<u128> {
        times(amount, power_of_ten(self.gb.checked_sub(self.places)?)?)
    }
}

impl FixedPrices {
    /// `None` where a price does not fit, which no published one comes near.
    pub(crate) fn of(
        prices: &RegionPrices,
        trails: u64,
        Places { places, gb }: Places,
    ) -> Option<FixedPrices> {
        let Discounts { kms, s3, cloudtrail } = prices.discounts;
        let gb = gb.checked_sub(GB_PLACES)?;
        let events = if trails == 0 {
            0
        } else {
            let event = Whole::of(prices.cloudtrail_management_event, cloudtrail)?.at(places)?;
            times(u128::from(trails), event)?
        };
        Some(FixedPrices {
            request: Whole::of(prices.kms_request, kms)?.at(places)?,
            events,
            written: Whole::of(prices.dsse_write, s3)?.at(gb)?,
            read: Whole::of(prices.dsse_read, s3)?.at(gb)?,
        })
    }

    /// Requests to KMS past the free ones, and their events.
    pub(crate) fn requests(&self, requests: u64, free: u64) -> Option<u128> {
        let billed = times(u128::from(requests.saturating_sub(free)), self.request)?;
        if self.events == 0 {
            return Some(billed);
        }
        billed.checked_add(times(u128::from(requests), self.events)?)
    }

    /// What DSSE-KMS bills for so many bytes written and read, where they are known.
    pub(crate) fn moved(&self, written: Option<u128>, read: Option<u128>) -> Option<u128> {
        let gb = |bytes: Option<u128>, price: u128| match bytes {
            Some(bytes) => times(nano_gb(bytes)?, price),
            None => Some(0),
        };
        gb(written, self.written)?.checked_add(gb(read, self.read)?)
    }
}

/// The exact product. Two numbers of 64 bits, as nearly all are, make one of 128 without a check.
fn times(a: u128, b: u128) -> Option<u128> {
    match (u64::try_from(a), u64::try_from(b)) {
        (Ok(a), Ok(b)) => Some(u128::from(a).wrapping_mul(u128::from(b))),
        _ => a.checked_mul(b),
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
        times(self.number, power_of_ten(places.checked_sub(self.places)?)?)
    }
}

/// Decimal places that a discount adds to what it is taken off.
fn fraction_places(discount: Discount) -> u32 {
    if discount.0 == Percent::ZERO { 0 } else { discount.0.rest().fraction().scale() }
}

fn power_of_ten(exponent: u32) -> Option<u128> {
    // The usual ones are known when this is compiled.
    match exponent {
        0 => Some(1),
        6 => Some(10_u128.pow(6)),
        12 => Some(10_u128.pow(12)),
        _ => 10_u128.checked_pow(exponent),
    }
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
