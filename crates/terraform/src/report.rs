//! Both sides of a plan, priced, and what lies between them.

use crate::encryption::{BUCKET, Owners};
use crate::key::is_key;
use crate::object::Attribute;
use crate::other::{Missing, Other, OtherKind, REPLICATION};
use crate::plan::{Action, Change, Plan, Side, Source};
use crate::price::{Component, Priced};
use crate::side::Inputs;
use crate::usage::Usage;
use crate::{Error, Result};
use rust_decimal::Decimal;
use sse_pricing::{BucketKey, Money, PriceBook, Range, Workload};

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

    /// Whether it can hold for several buckets.
    ///
    /// # Errors
    /// Calls that were measured of one bucket.
    pub fn check(&self) -> Result<()> {
        match self.shared.bucket_key {
            BucketKey::Measured(_) => Err(Error::message(
                "bucket key: calls that were measured are those of one bucket, not of many",
            )),
            BucketKey::Model(_) | BucketKey::Reduction(_) => Ok(()),
        }
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
                let may_be_more = !priced.is_complete || priced.is_at_least;
                Total { known: priced.known, may_be_more, ..Total::ZERO }
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
    /// Settings that cannot hold for several buckets, a usage file that does not hold for this plan, or a sum that no longer fits an exact decimal. What is wrong with one
    /// resource is listed with it.
    pub fn new(plan: &Plan, usage: &Usage, settings: &Settings<'_>, book: &PriceBook) -> Result<Report> {
        settings.check()?;
        usage.check(plan)?;
        let inputs = Inputs { plan, usage, settings, book };
        let owners = [Side::Before, Side::After].map(|side| Owners::of(plan, side));
        let before = inputs.side(Side::Before, &owners)?;
        let after = inputs.side(Side::After, &owners)?;
        // Where the same buckets share the free requests, whatever is unknown of them is so on both sides.
        let is_spread_anew = before.takers != after.takers;
        // A replication that stays costs another sum where an end of it is encrypted in another way.
        let is_still = plan
            .changes
            .iter()
            .all(|change| matches!(change.action, Action::NoOp | Action::Read | Action::Forget));
        let mut report = Report {
            resources: Vec::new(),
            others: Vec::new(),
            before: Total::ZERO,
            after: Total::ZERO,
            difference: Total::ZERO,
            unused: Vec::new(),
        };
        let states = before.states.into_iter().zip(after.states);
        for ((place, change), (before, after)) in plan.changes.iter().enumerate().zip(states) {
            if change.action == Action::Read {
                continue;
            }
            if before == State::Absent && after == State::Absent {
                if let Some((sort, reason)) = plan.why_not(change, place, &owners) {
                    let mut missing = Missing::of(change);
                    missing.differs |= reason == REPLICATION && !is_still;
                    report.list(Other::of(change, sort, reason), missing);
                }
                continue;
            }
            let resource = resource(plan, place, change, before, after, &owners, is_spread_anew)?;
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
            if let Some(reason) = reason {
                // The totals have it from the resource itself.
                report.list(Other::of(change, OtherKind::NotPriced, reason), Missing::default());
            }
            let replicates = plan.replicates(change);
            if change.counts(BUCKET) && replicates.contains(&true) {
                let mut missing = Missing::where_it_is(replicates, change);
                missing.differs |= !is_still;
                report.list(Other::of(change, OtherKind::NotPriced, REPLICATION.to_owned()), missing);
            }
            report.before = report.before.plus(resource.before.total())?;
            report.after = report.after.plus(resource.after.total())?;
            report.difference = report.difference.plus(resource.difference.total)?;
            report.resources.push(resource);
        }
        for deferred in &plan.deferred {
            let missing = Missing { before: deferred.is_there, after: true, differs: true };
            report.list(Other::put_off(deferred), missing);
        }
        let addresses: Vec<&str> =
            report.resources.iter().map(|resource| resource.address.as_str()).collect();
        report.unused = usage.unused(&addresses).into_iter().map(str::to_owned).collect();
        Ok(report)
    }

    /// Lists a resource; of one that should have a price, the totals say that they lack it.
    fn list(&mut self, other: Other, missing: Missing) {
        if other.sort == OtherKind::NotPriced {
            self.before.may_be_more |= missing.before;
            self.after.may_be_more |= missing.after;
            self.difference.may_be_less |= missing.differs && missing.before;
            self.difference.may_be_more |= missing.differs && missing.after;
        }
        self.others.push(other);
    }

    /// Buckets among the resources.
    #[must_use]
    pub fn buckets(&self) -> usize {
        self.resources.iter().filter(|resource| !resource.is_key()).count()
    }
}

impl Plan {
    /// Whether a bucket says itself that it replicates, before and after. What the provider reads of a replication that is a
    /// resource of its own stands there, too, and is listed with that.
    fn replicates(&self, bucket: &Change) -> [bool; 2] {
        let inline = ["replication_configuration"];
        let is_its_own = self.expression(bucket, &inline).is_some() || self.source == Source::Template;
        [Side::Before, Side::After].map(|side| {
            let object = bucket.object(side).filter(|_| is_its_own);
            object.is_some_and(|object| object.at(&inline) != Attribute::Missing)
        })
    }
}

fn resource(
    plan: &Plan,
    place: usize,
    change: &Change,
    before: State,
    after: State,
    owners: &[Owners; 2],
    is_spread_anew: bool,
) -> Result<Resource> {
    let mut configured_by: Vec<String> = Vec::new();
    for configuration in owners.iter().flat_map(|owners| owners.configurations(place)) {
        let address = plan.changes.get(*configuration).map(|change| change.address.clone());
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
        difference: difference(&before, &after, change.action == Action::Replace, is_spread_anew)?,
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

fn difference(before: &State, after: &State, is_replaced: bool, is_spread_anew: bool) -> Result<Difference> {
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
    // Nor does it where the free requests are spread as they were; else a part of them may go to another bucket.
    let is_at_least =
        |state: &State| is_spread_anew && state.priced().is_some_and(|priced| priced.is_at_least);
    total.may_be_less |= is_at_least(before);
    total.may_be_more |= is_at_least(after);
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
