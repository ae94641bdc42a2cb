//! One side of a plan, priced: as one account, with one free tier for all of its buckets.

use crate::Result;
use crate::encryption::{BUCKET, CONFIGURATION, Encryption, Owner, Owners};
use crate::flag::Flag;
use crate::key::{Key, is_key};
use crate::object::{Attribute, Object};
use crate::plan::{Action, Change, Plan, Side, quoted};
use crate::price::{Priced, components, key_components, unknown_components};
use crate::report::{Settings, State};
use crate::usage::Usage;
use sse_pricing::account::{Account, Member};
use sse_pricing::workload::FREE_REQUESTS;
use sse_pricing::{EncryptionOption, Estimate, Money, PriceBook, Range, Workload};
use std::collections::HashSet;

/// The rotation period of a key that has none of its own (AWS KMS, `EnableKeyRotation`).
const DEFAULT_ROTATION_DAYS: u64 = 365;

/// What is needed to price a side.
pub(crate) struct Inputs<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) usage: &'a Usage,
    pub(crate) settings: &'a Settings<'a>,
    pub(crate) book: &'a PriceBook,
}

/// A bucket or a key before its price is known. `assumed` is what nothing of its own says.
enum Draft {
    Absent,
    Unpriced(String),
    Bucket {
        region: String,
        encryption: Encryption,
        workload: Option<Box<Workload>>,
        assumed: Vec<&'static str>,
    },
    Key {
        region: String,
        rotations: Option<u64>,
        rotation_days: Option<u64>,
        assumed: Vec<&'static str>,
    },
}

/// Every resource on a side of a plan.
pub(crate) struct PricedSide {
    /// In the order of the plan; `Absent` also where it is nothing that is priced.
    pub(crate) states: Vec<State>,
    /// What may take of the free requests.
    pub(crate) takers: Vec<Taker>,
}

/// A bucket that calls KMS, or may: it takes a part of the free requests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Taker {
    /// Its place among the changes.
    place: usize,
    option: Option<EncryptionOption>,
    /// How it is used; `None` where that is not known.
    workload: Option<Box<Workload>>,
}

impl Inputs<'_> {
    /// Prices a side.
    pub(crate) fn side(&self, side: Side, owners: &[Owners; 2]) -> Result<PricedSide> {
        let mut drafts: Vec<Draft> = (0..self.plan.changes.len())
            .map(|place| self.draft(place, side, owners).unwrap_or_else(Draft::Unpriced))
            .collect();
        let mut members = Vec::new();
        for draft in &mut drafts {
            let Draft::Bucket { encryption, workload: Some(workload), region, .. } = &*draft else {
                continue;
            };
            // What is wrong with one bucket is no error of the others.
            let prices = self.book.region(region);
            match prices.and_then(|prices| Estimate::new(workload, prices, encryption.option)) {
                Ok(_) => members.push(Member {
                    name: region.clone(),
                    option: encryption.option,
                    key: None,
                    workload: (**workload).clone(),
                }),
                Err(error) => *draft = Draft::Unpriced(error.to_string()),
            }
        }
        let takers: Vec<Taker> =
            drafts.iter().enumerate().filter_map(|(place, draft)| self.taker(place, draft)).collect();
        // What one of unknown use takes of the free requests, the others do not have.
        let is_shared = self.settings.shared.free_requests.value() > 0
            && takers.iter().any(|taker| taker.workload.is_none());
        let shared: HashSet<usize> = takers.iter().filter(|_| is_shared).map(|taker| taker.place).collect();
        let used_elsewhere = FREE_REQUESTS.saturating_sub(self.settings.shared.free_requests.value());
        let account = Account::new(&members, used_elsewhere, self.book)?;
        let mut estimates = account.estimates().iter();
        let states = drafts.into_iter().enumerate().map(|(place, draft)| match draft {
            Draft::Absent => Ok(State::Absent),
            Draft::Unpriced(reason) => Ok(State::Unpriced(reason)),
            Draft::Key { region, rotations, rotation_days, assumed } => {
                let components = self
                    .book
                    .region(&region)
                    .and_then(|prices| key_components(&self.settings.shared, prices, rotations));
                Ok(match priced(components.map(|components| (components, None)), &region, None, None)? {
                    State::Priced(priced) => State::Priced(Priced { rotation_days, assumed, ..priced }),
                    state => state,
                })
            }
            Draft::Bucket { region, encryption: Encryption { option, key }, workload, assumed } => {
                let components = if workload.is_some() {
                    let estimate = estimates.next();
                    let range = estimate.map(|estimate| estimate.figures().known);
                    Ok((estimate.map(components).unwrap_or_default(), range))
                } else {
                    let prices = self.book.region(&region);
                    let unknown =
                        prices.and_then(|prices| unknown_components(&self.settings.shared, prices, option));
                    unknown.map(|components| (components, None))
                };
                let is_at_least = shared.contains(&place);
                Ok(match priced(components, &region, Some(option), key)? {
                    State::Priced(priced) => State::Priced(Priced { is_at_least, assumed, ..priced }),
                    state => state,
                })
            }
        });
        Ok(PricedSide { states: states.collect::<Result<_>>()?, takers })
    }

    fn taker(&self, place: usize, draft: &Draft) -> Option<Taker> {
        let is_used = |workload: &Workload| [workload.uploads, workload.downloads, workload.copies] != [0; 3];
        match draft {
            Draft::Bucket { encryption, workload, .. } => {
                encryption.option.kms_key()?;
                let is_idle = workload.as_ref().is_some_and(|workload| !is_used(workload));
                let option = Some(encryption.option);
                (!is_idle).then(|| Taker { place, option, workload: workload.clone() })
            }
            Draft::Unpriced(_) => {
                let change = self.plan.changes.get(place)?;
                let is_bucket = [BUCKET, CONFIGURATION].contains(&change.kind.as_str());
                let values = self.usage.of([&change.kind, change.given_kind()], &change.address);
                let may_call = is_bucket && !values.is_idle(&self.settings.shared);
                may_call.then_some(Taker { place, option: None, workload: None })
            }
            Draft::Absent | Draft::Key { .. } => None,
        }
    }

    fn draft(&self, place: usize, side: Side, owners: &[Owners; 2]) -> std::result::Result<Draft, String> {
        let [before, after] = owners;
        let owners = if side == Side::Before { before } else { after };
        let Some(change) = self.plan.changes.get(place).filter(|change| change.counts(&change.kind)) else {
            return Ok(Draft::Absent);
        };
        let Some(object) = change.object(side) else {
            // The bucket is there all the same, encrypted as it may be.
            if side == Side::Before
                && change.kind == CONFIGURATION
                && after.owner(place) == Some(&Owner::Outside)
            {
                return Err("its encryption before is not in the plan".to_owned());
            }
            return Ok(Draft::Absent);
        };
        if let Some(reason) = change.reason(&[]) {
            return Err(reason.to_owned());
        }
        let encryption = match change.kind.as_str() {
            BUCKET => self.plan.encryption(place, side, owners, before)?,
            CONFIGURATION if owners.owner(place) == Some(&Owner::Outside) => {
                self.plan.configured(place, side)?
            }
            kind if is_key(kind) => return self.key(change, object, side),
            _ => return Ok(Draft::Absent),
        };
        let region = self.plan.region(change, object, self.settings.region)?;
        let values = self.usage.of([&change.kind, change.given_kind()], &change.address);
        let workload = match values.workload(&self.settings.shared, &region) {
            // Without calls to KMS its use costs nothing, whatever it is.
            Err(_) if encryption.option.kms_key().is_none() => None,
            workload => workload.map_err(|error| error.to_string())?,
        };
        let assumed = match &workload {
            Some(_) => values.assumed(encryption.option),
            None => Vec::new(),
        };
        Ok(Draft::Bucket { region, encryption, workload: workload.map(Box::new), assumed })
    }

    fn key(&self, change: &Change, object: Object<'_>, side: Side) -> std::result::Result<Draft, String> {
        for (name, expected) in [
            ("customer_master_key_spec", "SYMMETRIC_DEFAULT"),
            ("key_spec", "SYMMETRIC_DEFAULT"),
            ("key_usage", "ENCRYPT_DECRYPT"),
        ] {
            if let Some(other) = object.text(&[name]).filter(|value| *value != expected) {
                return Err(format!("{name} is {}: S3 takes symmetric encryption keys only", quoted(other)));
            }
        }
        let region = self.plan.region(change, object, self.settings.region)?;
        let given = self.usage.of([&change.kind, change.given_kind()], &change.address).rotations;
        let rotates = match object.flag(&["enable_key_rotation"]) {
            Flag::Wrong(reason) => return Err(reason),
            flag => flag == Flag::Known(true),
        };
        let days = match object.at(&["rotation_period_in_days"]) {
            // Templates write numbers as texts, too.
            Attribute::Known(days) => {
                let days = days.as_u64().or_else(|| days.as_str()?.parse().ok());
                days.filter(|days| *days > 0)
            }
            _ => None,
        };
        let rotation_days = rotates.then(|| days.unwrap_or(DEFAULT_ROTATION_DAYS));
        let (rotations, is_assumed) = self.rotations(change, side, given);
        let assumed = if is_assumed { vec!["rotations"] } else { Vec::new() };
        Ok(Draft::Key { region, rotations, rotation_days, assumed })
    }

    /// How many times a key was rotated so far, where that is known, and whether that is only assumed.
    fn rotations(&self, change: &Change, side: Side, given: Option<u64>) -> (Option<u64>, bool) {
        if given.is_some() && !(side == Side::After && is_new(change) && !is_replica(change)) {
            return (given, false);
        }
        if is_replica(change) {
            // Rotated with its primary key.
            let Some(object) = change.object(side) else { return (None, false) };
            let Key::InPlan(address) = self.plan.key_of(change, object, side, &["primary_key_arn"]) else {
                return (None, false);
            };
            let primary = self.plan.keys.at(&address).and_then(|place| self.plan.changes.get(place));
            let Some(primary) = primary.filter(|primary| !is_replica(primary)) else { return (None, false) };
            let given = self.usage.of([&primary.kind, primary.given_kind()], &primary.address).rotations;
            return self.rotations(primary, side, given);
        }
        if side == Side::After && is_new(change) {
            return (Some(0), false);
        }
        let Some(object) = change.object(Side::Before) else { return (None, false) };
        match object.flag(&["enable_key_rotation"]) {
            Flag::Known(true) => (None, false),
            // One that is turned on now has not been rotated by it yet, but may have been before it was turned off, or on demand.
            _ => (Some(0), true),
        }
    }
}

fn is_replica(change: &Change) -> bool {
    change.kind.starts_with("aws_kms_replica")
}

fn is_new(change: &Change) -> bool {
    change.object(Side::Before).is_none() || change.action == Action::Replace
}

fn priced(
    components: sse_pricing::Result<(Vec<crate::Component>, Option<Range<Money>>)>,
    region: &str,
    option: Option<EncryptionOption>,
    key: Option<Key>,
) -> Result<State> {
    match components {
        Ok((components, range)) => Priced::new(region, option, key, components, range).map(State::Priced),
        Err(error) => Ok(State::Unpriced(error.to_string())),
    }
}
