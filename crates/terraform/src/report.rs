//! Both sides of a plan, priced, and what lies between them.

use crate::encryption::{BUCKET, CONFIGURATION, Owner, Owners};
use crate::key::is_key;
use crate::object::Attribute;
use crate::plan::{Action, Change, Plan, Side, Source};
use crate::price::{Component, Priced};
use crate::side::Inputs;
use crate::usage::Usage;
use crate::{Error, Result};
use rust_decimal::Decimal;
use sse_pricing::{Money, PriceBook, Range, Workload};

/// What holds for the whole plan.
#[derive(Clone, Debug)]
pub struct Settings<'a> {
    /// The Region of resources of which the plan does not say it.
    pub region: Option<&'a str>,
    /// Everything that a usage file does not say of a bucket: the client, the Bucket Key's window, the free requests of the
    /// account. Its own uploads, downloads and keys count for nothing.
    pub shared: Workload,
}

impl<'a> Settings<'a> {
    /// No default Region, and the inputs of a workload.
    #[must_use]
    pub fn new(shared: Workload) -> Settings<'a> {
        Settings { region: None, shared }
    }
}

/// What a plan costs.
#[derive(Clone, Debug)]
pub struct Report {
    /// Buckets and keys, in the order of the plan.
    pub resources: Vec<Resource>,
    /// Everything else of the plan, and why it is not priced.
    pub others: Vec<Other>,
    /// A month as it is.
    pub before: Total,
    /// A month as it will be.
    pub after: Total,
    /// What lies between.
    pub difference: Total,
    /// What is said of resources that are not in the plan, by their names in the usage file.
    pub unused: Vec<String>,
}

/// A bucket or a key.
#[derive(Clone, Debug)]
pub struct Resource {
    /// Its address.
    pub address: String,
    /// Its address before, where the plan moves it.
    pub previous_address: Option<String>,
    /// Its type, such as `aws_s3_bucket`.
    pub kind: String,
    /// What the plan does to it, or to how it is encrypted.
    pub action: Action,
    /// Its tags, as far as they are no secret.
    pub tags: Vec<(String, String)>,
    /// The resources that say how it is encrypted, by their addresses.
    pub configured_by: Vec<String>,
    /// As it is.
    pub before: State,
    /// As it will be.
    pub after: State,
    /// What lies between.
    pub difference: Difference,
}

/// A resource on one side of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It is not there.
    Absent,
    /// What it costs.
    Priced(Priced),
    /// It is there, and why it has no price.
    Unpriced(String),
}

/// From one side to the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Rows that change, each after less before.
    pub components: Vec<Component>,
    /// Their sum.
    pub total: Total,
}

/// A sum, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Total {
    /// The sum of what is known; a range where S3 Bucket Keys leave more or fewer requests.
    pub known: Range<Money>,
    /// Whether what is unknown can make it less.
    pub may_be_less: bool,
    /// Whether what is unknown can make it more.
    pub may_be_more: bool,
}

/// A resource that has no price, or not on every side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// Its address.
    pub address: String,
    /// Its type.
    pub kind: String,
    /// What the plan does to it.
    pub action: Option<Action>,
    /// Of which sort the reason is.
    pub sort: OtherKind,
    /// Why.
    pub reason: String,
}

/// Why a resource has no price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OtherKind {
    /// It should have one, but something is not known or not supported.
    NotPriced,
    /// AWS charges nothing for it.
    NoCharge,
    /// It has nothing to do with the encryption of S3.
    Unrelated,
}

impl OtherKind {
    /// The word for it in JSON and CSV.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            OtherKind::NotPriced => "not-priced",
            OtherKind::NoCharge => "no-charge",
            OtherKind::Unrelated => "unrelated",
        }
    }
}

impl Total {
    const ZERO: Total = Total { known: Range::exactly(Money::ZERO), may_be_less: false, may_be_more: false };

    /// The sum, where all of it is known.
    #[must_use]
    pub fn exact(&self) -> Option<Money> {
        (!self.may_be_less && !self.may_be_more).then_some(self.known.typical)
    }

    /// The sum of both.
    ///
    /// # Errors
    /// One that no longer fits an exact decimal.
    pub fn plus(self, other: Total) -> Result<Total> {
        let (one, other_known) = (self.known, other.known);
        Ok(Total {
            known: Range {
                low: one.low.plus(other_known.low)?,
                typical: one.typical.plus(other_known.typical)?,
                high: one.high.plus(other_known.high)?,
            },
            may_be_less: self.may_be_less || other.may_be_less,
            may_be_more: self.may_be_more || other.may_be_more,
        })
    }
}

impl State {
    /// What it costs, as far as it is known.
    #[must_use]
    pub fn total(&self) -> Total {
        match self {
            State::Absent => Total::ZERO,
            State::Priced(priced) => {
                Total { known: priced.known, may_be_more: !priced.is_complete, ..Total::ZERO }
            }
            State::Unpriced(_) => Total { may_be_more: true, ..Total::ZERO },
        }
    }

    /// The price, where there is one.
    #[must_use]
    pub fn priced(&self) -> Option<&Priced> {
        match self {
            State::Priced(priced) => Some(priced),
            _ => None,
        }
    }
}

impl Resource {
    /// Whether it is a KMS key, not a bucket.
    #[must_use]
    pub fn is_key(&self) -> bool {
        is_key(&self.kind) || self.kind.starts_with("AWS::KMS::")
    }
}

impl Report {
    /// Prices both sides of a plan.
    ///
    /// # Errors
    /// A sum that no longer fits an exact decimal. What is wrong with one resource is listed with it.
    pub fn new(plan: &Plan, usage: &Usage, settings: &Settings<'_>, book: &PriceBook) -> Result<Report> {
        let inputs = Inputs { plan, usage, settings, book };
        let owners = [Side::Before, Side::After].map(|side| Owners::of(plan, side));
        let [owners_before, owners_after] = &owners;
        let before = inputs.side(Side::Before, owners_before, owners_before)?;
        let after = inputs.side(Side::After, owners_after, owners_before)?;
        let mut report = Report {
            resources: Vec::new(),
            others: Vec::new(),
            before: Total::ZERO,
            after: Total::ZERO,
            difference: Total::ZERO,
            unused: Vec::new(),
        };
        for ((place, change), (before, after)) in
            plan.changes.iter().enumerate().zip(before.into_iter().zip(after))
        {
            if change.action == Action::Read {
                continue;
            }
            if before == State::Absent && after == State::Absent {
                if let Some((sort, reason)) = why_not(change, place, &owners) {
                    report.others.push(Other::of(change, sort, reason));
                }
                continue;
            }
            let resource = resource(plan, place, change, before, after, &owners)?;
            let reason = match (&resource.before, &resource.after) {
                (State::Unpriced(before), State::Unpriced(after)) if before == after => Some(after.clone()),
                (State::Unpriced(before), State::Unpriced(after)) => {
                    Some(format!("before: {before}; after: {after}"))
                }
                (State::Unpriced(before), _) => Some(format!("before: {before}")),
                (_, State::Unpriced(after)) if plan.source == Source::Plan => Some(format!("after: {after}")),
                (_, State::Unpriced(after)) => Some(after.clone()),
                _ => None,
            };
            report.others.extend(reason.map(|reason| Other::of(change, OtherKind::NotPriced, reason)));
            if change.counts(BUCKET) && plan.replicates(change) {
                report.others.push(Other::of(change, OtherKind::NotPriced, REPLICATION.to_owned()));
            }
            report.before = report.before.plus(resource.before.total())?;
            report.after = report.after.plus(resource.after.total())?;
            report.difference = report.difference.plus(resource.difference.total)?;
            report.resources.push(resource);
        }
        for (address, kind, reason) in &plan.deferred {
            report.others.push(Other {
                address: address.clone(),
                kind: kind.clone(),
                action: None,
                sort: OtherKind::NotPriced,
                reason: format!("put off to a later plan: {reason}"),
            });
        }
        let addresses: Vec<&str> =
            report.resources.iter().map(|resource| resource.address.as_str()).collect();
        report.unused = usage.unused(&addresses).into_iter().map(str::to_owned).collect();
        Ok(report)
    }

    /// Buckets among the resources.
    #[must_use]
    pub fn buckets(&self) -> usize {
        self.resources.iter().filter(|resource| !resource.is_key()).count()
    }
}

impl Plan {
    /// Whether a bucket says itself that it replicates. What the provider reads of a replication that is a resource of its own
    /// stands there, too, and is listed with that.
    fn replicates(&self, bucket: &Change) -> bool {
        let inline = ["replication_configuration"];
        let is_there =
            bucket.object(Side::After).is_some_and(|object| object.at(&inline) != Attribute::Missing);
        is_there && (self.expression(bucket, &inline).is_some() || self.source == Source::Template)
    }
}

impl Other {
    fn of(change: &Change, sort: OtherKind, reason: String) -> Other {
        Other {
            address: change.address.clone(),
            kind: change.given_kind().to_owned(),
            action: Some(change.action),
            sort,
            reason,
        }
    }
}

/// How much of a bucket is replicated, no plan says (AWS, "Replicating encrypted objects").
const REPLICATION: &str = "replicating an object is a Decrypt at its source and an Encrypt at its target: count it in the \
                           usage file, as a download of the one and an upload of the other";

/// Why a resource is not priced on any side; `None` for what is part of a bucket that is.
fn why_not(change: &Change, place: usize, owners: &[Owners; 2]) -> Option<(OtherKind, String)> {
    use OtherKind::{NoCharge, NotPriced, Unrelated};
    let priced = is_key(&change.kind) || [BUCKET, CONFIGURATION].contains(&change.kind.as_str());
    let reason = match change.kind.as_str() {
        _ if !change.is_aws() && priced => {
            (NotPriced, format!("its provider is {}, not HashiCorp's for AWS", change.provider))
        }
        _ if !change.is_aws() => (Unrelated, "another provider than AWS's".to_owned()),
        _ if change.is_deposed && priced => {
            (NotPriced, "left over from a replacement, and deleted at last".to_owned())
        }
        CONFIGURATION => {
            let found: Vec<&Owner> = owners.iter().filter_map(|owners| owners.owner(place)).collect();
            let unknown = found.iter().find_map(|owner| match owner {
                Owner::Unknown(unresolved) => Some(&unresolved.reason),
                _ => None,
            })?;
            (NotPriced, format!("which bucket it is for is not known: {unknown}"))
        }
        "aws_kms_alias" => (NoCharge, "an alias has no charge".to_owned()),
        "aws_s3_bucket_replication_configuration" => (NotPriced, REPLICATION.to_owned()),
        "aws_s3_directory_bucket" => {
            (NotPriced, "directory buckets are not priced: their Bucket Key is always on".to_owned())
        }
        "AWS::CloudFormation::Stack" => {
            (NotPriced, "a nested stack: its own template says what is in it".to_owned())
        }
        "Fn::ForEach" => (NotPriced, "Fn::ForEach is not resolved".to_owned()),
        "aws_kms_custom_key_store" => (NotPriced, "custom key stores are not priced".to_owned()),
        kind if kind.starts_with("aws_s3_bucket_")
            || kind == "AWS::S3::BucketPolicy"
            || kind == "aws_kms_key_policy"
            || kind == "aws_kms_grant" =>
        {
            (NoCharge, "no charge of its own for encryption".to_owned())
        }
        _ => (Unrelated, "no part of the encryption of S3".to_owned()),
    };
    Some(reason)
}

fn resource(
    plan: &Plan,
    place: usize,
    change: &Change,
    before: State,
    after: State,
    owners: &[Owners; 2],
) -> Result<Resource> {
    let mut configured_by: Vec<String> = Vec::new();
    for configuration in owners.iter().filter_map(|owners| owners.configuration(place)) {
        let address = plan.changes.get(configuration).map(|change| change.address.clone());
        configured_by.extend(address.filter(|address| !configured_by.contains(address)));
    }
    let is_same = match (&before, &after) {
        (State::Priced(before), State::Priced(after)) => {
            (&before.region, before.option, &before.key) == (&after.region, after.option, &after.key)
        }
        (before, after) => before == after,
    };
    let action = match change.action {
        Action::NoOp if !is_same => Action::Update,
        action => action,
    };
    Ok(Resource {
        address: change.address.clone(),
        previous_address: change.previous_address.clone(),
        kind: change.given_kind().to_owned(),
        action,
        tags: tags(change),
        configured_by,
        difference: difference(&before, &after, change.action == Action::Replace)?,
        before,
        after,
    })
}

fn tags(change: &Change) -> Vec<(String, String)> {
    let object = change.object(Side::After).or_else(|| change.object(Side::Before));
    let Some(object) = object.filter(|object| !object.is_sensitive(&["tags"])) else { return Vec::new() };
    let Some(tags) = object.values.get("tags").and_then(serde_json::Value::as_object) else {
        return Vec::new();
    };
    let known = tags.iter().filter(|(name, _)| !object.is_sensitive(&["tags", name]));
    known.filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned()))).collect()
}

fn difference(before: &State, after: &State, is_replaced: bool) -> Result<Difference> {
    let mut difference = Difference { components: Vec::new(), total: Total::ZERO };
    let none: &[Component] = &[];
    let rows = |state: &'_ State| state.priced().map_or(none.to_vec(), |priced| priced.components.clone());
    let (rows_before, rows_after) = (rows(before), rows(after));
    // The same unknown quantity on both sides makes no difference.
    let is_same_use = match (before, after) {
        (State::Priced(before), State::Priced(after)) => {
            // A key that takes another's place begins anew; a bucket is used as the one before.
            let goes_on = !is_replaced || before.option.is_some();
            goes_on && before.region == after.region && before.option == after.option
        }
        (before, after) => !is_replaced && before == after,
    };
    let mut total = Total::ZERO;
    if !is_same_use {
        total.may_be_less = matches!(before, State::Unpriced(_));
        total.may_be_more = matches!(after, State::Unpriced(_));
    }
    let of = |rows: &[Component], component: &Component| {
        rows.iter().find(|row| row.code == component.code).cloned()
    };
    let codes = rows_after.iter().chain(rows_before.iter().filter(|row| of(&rows_after, row).is_none()));
    for row in codes {
        let (was, is) = (of(&rows_before, row), of(&rows_after, row));
        let is_unknown = |row: &Option<Component>| row.as_ref().is_some_and(|row| row.amount.is_none());
        if is_unknown(&was) && is_unknown(&is) && is_same_use {
            continue;
        }
        total.may_be_less |= is_unknown(&was);
        total.may_be_more |= is_unknown(&is);
        let amount = |row: &Option<Component>| row.as_ref().map_or(Some(Money::ZERO), |row| row.amount);
        let quantity = |row: &Option<Component>| row.as_ref().map_or(Some(Decimal::ZERO), |row| row.quantity);
        let price = |row: &Option<Component>| row.as_ref().and_then(|row| row.unit_price);
        let amount = match (amount(&was), amount(&is)) {
            (Some(was), Some(is)) => Some(is.minus(was)?),
            _ => None,
        };
        let is_one_price = was.is_none() || is.is_none() || price(&was) == price(&is);
        let quantity = match (quantity(&was), quantity(&is)) {
            (Some(was), Some(is)) if is_one_price => {
                let difference = is
                    .checked_sub(was)
                    .filter(|difference| difference.scale() == is.scale().max(was.scale()));
                Some(
                    difference
                        .ok_or_else(|| Error::message("difference: too large to be computed exactly"))?,
                )
            }
            _ => None,
        };
        if amount == Some(Money::ZERO) && quantity.is_none_or(|quantity| quantity.is_zero()) {
            continue;
        }
        let unit_price = if is_one_price { price(&is).or_else(|| price(&was)) } else { None };
        difference.components.push(Component { quantity, amount, unit_price, ..row.clone() });
    }
    // Of the sums, which hold what the rows leave out.
    let (was, is) = (before.total().known, after.total().known);
    // Whatever is true of Bucket Keys is so on both sides.
    let ends = [is.low.minus(was.low)?, is.high.minus(was.high)?];
    let typical = is.typical.minus(was.typical)?;
    total.known =
        Range { low: ends[0].min(ends[1]).min(typical), typical, high: ends[0].max(ends[1]).max(typical) };
    difference.total = total;
    Ok(difference)
}
