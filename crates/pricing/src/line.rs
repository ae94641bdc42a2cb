//! One row of a bill: quantity x unit price = amount, and why.

use crate::bucket_key::Calls;
use crate::display::{bytes, count, decimal};
use crate::unit::{Gb, KeyMonth, Price, Quantity, Request, Unit};
use crate::{EncryptionOption, Money, Percent, Result};
use rust_decimal::Decimal;

/// One row of a bill.
///
/// `quantity` x `unit_price` = `amount`, exactly. Both are `None` where an input that they depend on is unknown: unknown is
/// not zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineItem {
    code: LineCode,
    quantity: Option<Decimal>,
    unit: &'static str,
    unit_price: Decimal,
    amount: Option<Money>,
    reason: Reason,
}

/// What a line charges for. The codes are stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LineCode {
    /// Nothing to pay: the option has no charge of its own.
    NoCharge,
    /// Requests to KMS, all of them.
    KmsRequests,
    /// Those of them that are free.
    KmsFreeTier,
    /// The monthly fee of the KMS keys.
    KmsKeys,
    /// DSSE-KMS, by GB written.
    DsseWrite,
    /// DSSE-KMS, by GB read.
    DsseRead,
}

/// The figures behind a line, for its explanation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reason {
    NoCharge(EncryptionOption),
    EveryCall(Calls),
    BucketKeyModel { calls: Calls, without: Calls, requesters: u64, windows: u64 },
    BucketKeyReduction { calls: u64, without: u64, saved: Percent },
    BucketKeyMeasured { calls: u64, without: u64 },
    FreeTier { free: u64, requests: u64 },
    Keys(u64),
    Moved { objects: u64, each: Option<u64> },
}

/// What a Bucket Key did to the calls of a line, if the option has one.
#[derive(Clone, Copy)]
pub(crate) enum Reduced {
    Not,
    ByModel { requesters: u64, windows: u64 },
    ByShare(Percent),
    Measured,
}

impl LineCode {
    /// The stable id, for example `kms-requests`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            LineCode::NoCharge => "no-charge",
            LineCode::KmsRequests => "kms-requests",
            LineCode::KmsFreeTier => "kms-free-tier",
            LineCode::KmsKeys => "kms-keys",
            LineCode::DsseWrite => "dsse-write",
            LineCode::DsseRead => "dsse-read",
        }
    }

    /// The name to show.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            LineCode::NoCharge => "No charge by AWS",
            LineCode::KmsRequests => "KMS requests",
            LineCode::KmsFreeTier => "KMS free tier",
            LineCode::KmsKeys => "KMS keys",
            LineCode::DsseWrite => "DSSE-KMS encryption, by GB written",
            LineCode::DsseRead => "DSSE-KMS decryption, by GB read",
        }
    }

    /// AWS's page on this charge.
    #[must_use]
    pub fn source(self) -> &'static str {
        match self {
            LineCode::KmsRequests | LineCode::KmsFreeTier | LineCode::KmsKeys => {
                "https://aws.amazon.com/kms/pricing/"
            }
            LineCode::NoCharge | LineCode::DsseWrite | LineCode::DsseRead => {
                "https://aws.amazon.com/s3/pricing/"
            }
        }
    }
}

impl LineItem {
    fn new<U: Unit>(
        code: LineCode,
        quantity: Option<Quantity<U>>,
        price: Price<U>,
        reason: Reason,
    ) -> Result<LineItem> {
        let amount = quantity.map(|quantity| quantity.at(price)).transpose()?;
        let quantity = quantity.map(Quantity::amount);
        Ok(LineItem { code, quantity, unit: U::NAME, unit_price: price.dollars(), amount, reason })
    }

    pub(crate) fn no_charge(option: EncryptionOption, operations: u64) -> Result<LineItem> {
        let free = Price::<Request>::of(Decimal::ZERO);
        LineItem::new(LineCode::NoCharge, Some(Quantity::whole(operations)), free, Reason::NoCharge(option))
    }

    pub(crate) fn kms_requests(
        calls: Calls,
        without: Calls,
        reduced: Reduced,
        price: Price<Request>,
    ) -> Result<LineItem> {
        let reason = match reduced {
            Reduced::Not => Reason::EveryCall(calls),
            Reduced::ByModel { requesters, windows } => {
                Reason::BucketKeyModel { calls, without, requesters, windows }
            }
            Reduced::ByShare(saved) => {
                Reason::BucketKeyReduction { calls: calls.total(), without: without.total(), saved }
            }
            Reduced::Measured => Reason::BucketKeyMeasured { calls: calls.total(), without: without.total() },
        };
        LineItem::new(LineCode::KmsRequests, Some(Quantity::whole(calls.total())), price, reason)
    }

    pub(crate) fn free_tier(free: u64, requests: u64, price: Price<Request>) -> Result<LineItem> {
        let quantity = Quantity::whole(free).taken_off();
        LineItem::new(LineCode::KmsFreeTier, Some(quantity), price, Reason::FreeTier { free, requests })
    }

    pub(crate) fn keys(keys: u64, price: Price<KeyMonth>) -> Result<LineItem> {
        LineItem::new(LineCode::KmsKeys, Some(Quantity::whole(keys)), price, Reason::Keys(keys))
    }

    pub(crate) fn dsse(
        code: LineCode,
        objects: u64,
        each: Option<u64>,
        price: Price<Gb>,
    ) -> Result<LineItem> {
        // Nothing moved is nothing to pay, however large the objects are.
        let each_or_none = each.or((objects == 0).then_some(0));
        let moved = each_or_none.map(|each| u128::from(objects).saturating_mul(u128::from(each)));
        let quantity = moved.map(Quantity::from_bytes).transpose()?;
        LineItem::new(code, quantity, price, Reason::Moved { objects, each })
    }

    /// What the line charges for.
    #[must_use]
    pub fn code(&self) -> LineCode {
        self.code
    }

    /// How much is charged, in [`unit`](LineItem::unit)s; negative where something is taken off; `None` where it is unknown.
    #[must_use]
    pub fn quantity(&self) -> Option<Decimal> {
        self.quantity
    }

    /// The unit, in the singular: `request`, `key-month`, `GB`.
    #[must_use]
    pub fn unit(&self) -> &'static str {
        self.unit
    }

    /// US dollars for one unit.
    #[must_use]
    pub fn unit_price(&self) -> Decimal {
        self.unit_price
    }

    /// Quantity x unit price; `None` where the quantity is unknown.
    #[must_use]
    pub fn amount(&self) -> Option<Money> {
        self.amount
    }

    /// How the quantity came about, in words and figures, so that it can be checked by hand.
    #[must_use]
    pub fn explanation(&self) -> String {
        match self.reason {
            Reason::NoCharge(EncryptionOption::SseC) => {
                "AWS encrypts with the key that each request brings, and charges nothing for it; keeping and sending the key \
                 is yours"
                    .to_owned()
            }
            Reason::NoCharge(_) => "S3 encrypts with keys of its own and charges nothing for it".to_owned(),
            Reason::EveryCall(calls) => format!(
                "each upload calls KMS once (GenerateDataKey), each download once (Decrypt): {} + {} = {} requests",
                count(calls.uploads),
                count(calls.downloads),
                count(calls.total())
            ),
            Reason::BucketKeyModel { calls, without, requesters, windows } => format!(
                "{} instead of {}: {} x {} of a bucket-level key, in which uploads make {} calls and downloads {} (typical)",
                plural(calls.total(), "request"),
                count(without.total()),
                plural(requesters, "requester"),
                plural(windows, "window"),
                count(calls.uploads),
                count(calls.downloads)
            ),
            Reason::BucketKeyReduction { calls, without, saved } => {
                format!("a Bucket Key that saves {saved} leaves {} of {} requests", count(calls), count(without))
            }
            Reason::BucketKeyMeasured { calls, without } => {
                format!("{} measured, instead of {} without a Bucket Key", plural(calls, "request"), count(without))
            }
            Reason::FreeTier { free, requests } => format!(
                "{} of the {} free: what is left of the 20,000 that an account has free in a month, over all its Regions",
                count(free),
                if requests == 1 { "1 request is".to_owned() } else { format!("{} requests are", count(requests)) }
            ),
            Reason::Keys(keys) => {
                format!("{}, charged for each month that it exists", plural(keys, "customer managed key"))
            }
            Reason::Moved { objects, each: Some(each) } => {
                format!("{} of {}, in GB of 2^30 bytes", plural(objects, "object"), bytes(each))
            }
            Reason::Moved { objects, each: None } => {
                format!("{} of unknown size: give the object size to price this", plural(objects, "object"))
            }
        }
    }

    /// The line as a sum: `2,000,000 requests x $0.000003 = $6`, or what is missing for it.
    #[must_use]
    pub fn formula(&self) -> String {
        let unit_price = decimal(self.unit_price);
        match (self.quantity, self.amount) {
            (Some(quantity), Some(amount)) => {
                let s = if quantity.abs() == Decimal::ONE { "" } else { "s" };
                let (quantity, amount) = (decimal(quantity), amount.exact());
                let s = if self.unit == "GB" { "" } else { s };
                format!("{quantity} {}{s} x ${unit_price} = {amount}", self.unit)
            }
            _ => format!("unknown {} x ${unit_price}", self.unit),
        }
    }
}

/// A count and its noun: `1 request`, `2,000 requests`.
fn plural(number: u64, noun: &str) -> String {
    let s = if number == 1 { "" } else { "s" };
    format!("{} {noun}{s}", count(number))
}
