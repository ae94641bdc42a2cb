//! What a resource costs in a month: the lines of an estimate, some of them unknown.

use crate::Result;
use crate::key::Key;
use rust_decimal::Decimal;
use sse_pricing::{
    Assumable, EncryptionOption, Estimate, Keys, LineCode, LineItem, Money, Range, RegionPrices, Workload,
};

/// One row of a resource's bill: quantity x unit price = amount, or a unit price alone where the quantity is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Component {
    /// What it charges for.
    pub code: LineCode,
    /// The unit, in the singular: `request`, `key-month`, `GB`.
    pub unit: &'static str,
    /// Units in the month; `None` where that is unknown.
    pub quantity: Option<Decimal>,
    /// US dollars for one unit; `None` in a difference of two prices.
    pub unit_price: Option<Decimal>,
    /// `None` where the quantity is unknown.
    pub amount: Option<Money>,
}

/// A resource on one side of a plan, priced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Priced {
    /// The code of its Region.
    pub region: String,
    /// How a bucket is encrypted; `None` for a key.
    pub option: Option<EncryptionOption>,
    /// The KMS key that encrypts a bucket, where one does.
    pub key: Option<Key>,
    /// After how many days a key rotates by itself, where it does. Its first and second rotation add its fee again.
    pub rotation_days: Option<u64>,
    /// The rows of its bill; none where there is nothing to pay.
    pub components: Vec<Component>,
    /// The sum of those that are known; a range where an S3 Bucket Key leaves more or fewer requests.
    pub known: Range<Money>,
    /// Whether all are known.
    pub is_complete: bool,
    /// Whether buckets of unknown use may take a part of the free requests that are taken off here.
    pub is_at_least: bool,
    /// What the use that is said of it leaves open, so that it was assumed for all: `objectSize`, `bucketKey.requesters`, or of
    /// a key `rotations`, none so far.
    pub assumed: Vec<&'static str>,
}

impl Priced {
    pub(crate) fn new(
        region: &str,
        option: Option<EncryptionOption>,
        key: Option<Key>,
        components: Vec<Component>,
        range: Option<Range<Money>>,
    ) -> Result<Priced> {
        let amounts = || components.iter().map(|component| component.amount);
        let sum = amounts().flatten().try_fold(Money::ZERO, Money::plus)?;
        let known = range.unwrap_or(Range::exactly(sum));
        let is_complete = amounts().all(|amount| amount.is_some());
        let region = region.to_owned();
        Ok(Priced {
            region,
            option,
            key,
            rotation_days: None,
            components,
            known,
            is_complete,
            is_at_least: false,
            assumed: Vec::new(),
        })
    }
}

/// The lines of an estimate that charge for something.
pub(crate) fn components(estimate: &Estimate) -> Vec<Component> {
    let is_charge = |line: &&LineItem| {
        line.code() != LineCode::NoCharge && line.quantity().is_none_or(|quantity| !quantity.is_zero())
    };
    estimate.lines().iter().filter(is_charge).map(component).collect()
}

/// What an option would charge for, at its unit prices, where the use of the bucket is not known.
pub(crate) fn unknown_components(
    shared: &Workload,
    prices: &RegionPrices,
    option: EncryptionOption,
) -> sse_pricing::Result<Vec<Component>> {
    let mut one = shared.clone();
    (one.uploads, one.downloads, one.copies) = (1, 1, 0);
    (one.keys.count, one.free_requests) = (0, Assumable::Given(0));
    let estimate = Estimate::new(&one, prices, option)?;
    let of_use = |component: &Component| {
        let discounts = [LineCode::DiscountKms, LineCode::DiscountS3, LineCode::DiscountCloudTrail];
        !discounts.contains(&component.code)
    };
    let unknown = |component| Component { quantity: None, amount: None, ..component };
    let lines = estimate.lines().iter().filter(|line| {
        !matches!(line.code(), LineCode::NoCharge | LineCode::KmsKeys | LineCode::KmsKeyRotations)
    });
    Ok(lines.map(component).filter(of_use).map(unknown).collect())
}

/// The fee of one key that was rotated so many times; unknown how many where there is none.
pub(crate) fn key_components(
    shared: &Workload,
    prices: &RegionPrices,
    rotations: Option<u64>,
) -> sse_pricing::Result<Vec<Component>> {
    let mut fee = shared.clone();
    (fee.uploads, fee.downloads, fee.copies) = (0, 0, 0);
    fee.keys = Keys { count: 1, replicas: 0, rotations: rotations.unwrap_or(0), ..shared.keys };
    let mut components = components(&Estimate::new(&fee, prices, EncryptionOption::SseKms)?);
    if rotations.is_none() {
        components.push(Component {
            code: LineCode::KmsKeyRotations,
            unit: components.first().map_or("key-month", |fee| fee.unit),
            quantity: None,
            unit_price: Some(prices.kms_key.dollars()),
            amount: None,
        });
    }
    Ok(components)
}

fn component(line: &LineItem) -> Component {
    Component {
        code: line.code(),
        unit: line.unit(),
        quantity: line.quantity(),
        unit_price: Some(line.unit_price()),
        amount: line.amount(),
    }
}
