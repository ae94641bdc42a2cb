//! One side of a plan, priced: as one account, with one free tier for all of its buckets.

use crate::Result;
use crate::encryption::{BUCKET, CONFIGURATION, Encryption, Owner, Owners};
use crate::flag::Flag;
use crate::key::{Key, is_key};
use crate::object::{Attribute, Object};
use crate::plan::{Action, Change, Plan, Side};
use crate::price::{Priced, components, key_components, unknown_components};
use crate::report::{Settings, State};
use crate::usage::Usage;
use sse_pricing::account::{Account, Member};
use sse_pricing::workload::FREE_REQUESTS;
use sse_pricing::{Estimate, Money, PriceBook, Range, Workload};

/// The rotation period of a key that has none of its own (AWS KMS, `EnableKeyRotation`).
const DEFAULT_ROTATION_DAYS: u64 = 365;

/// What is needed to price a side.
pub(crate) struct Inputs<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) usage: &'a Usage,
    pub(crate) settings: &'a Settings<'a>,
    pub(crate) book: &'a PriceBook,
}

/// A bucket or a key before its price is known.
enum Draft {
    Absent,
    Unpriced(String),
    Bucket { region: String, encryption: Encryption, workload: Option<Box<Workload>> },
    Key { region: String, rotations: Option<u64>, rotation_days: Option<u64> },
}

impl Inputs<'_> {
    /// Each resource on a side, in the order of the plan; `Absent` also where it is nothing that is priced.
    pub(crate) fn side(&self, side: Side, owners: &Owners, before: &Owners) -> Result<Vec<State>> {
        let mut drafts: Vec<Draft> = (0..self.plan.changes.len())
            .map(|place| self.draft(place, side, owners, before).unwrap_or_else(Draft::Unpriced))
            .collect();
        let mut members = Vec::new();
        for draft in &mut drafts {
            let Draft::Bucket { encryption, workload: Some(workload), region } = &*draft else { continue };
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
        let used_elsewhere = FREE_REQUESTS.saturating_sub(self.settings.shared.free_requests.value());
        let account = Account::new(&members, used_elsewhere, self.book)?;
        let mut estimates = account.estimates().iter();
        let states = drafts.into_iter().map(|draft| match draft {
            Draft::Absent => Ok(State::Absent),
            Draft::Unpriced(reason) => Ok(State::Unpriced(reason)),
            Draft::Key { region, rotations, rotation_days } => {
                let components = self
                    .book
                    .region(&region)
                    .and_then(|prices| key_components(&self.settings.shared, prices, rotations));
                Ok(match priced(components.map(|components| (components, None)), &region, None, None)? {
                    State::Priced(priced) => State::Priced(Priced { rotation_days, ..priced }),
                    state => state,
                })
            }
            Draft::Bucket { region, encryption: Encryption { option, key }, workload } => {
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
                priced(components, &region, Some(option), key)
            }
        });
        states.collect()
    }

    fn draft(
        &self,
        place: usize,
        side: Side,
        owners: &Owners,
        before: &Owners,
    ) -> std::result::Result<Draft, String> {
        let Some(change) = self.plan.changes.get(place) else { return Ok(Draft::Absent) };
        let Some(object) = change.object(side).filter(|_| change.counts(&change.kind)) else {
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
        Ok(Draft::Bucket { region, encryption, workload: workload.map(Box::new) })
    }

    fn key(&self, change: &Change, object: Object<'_>, side: Side) -> std::result::Result<Draft, String> {
        for (name, expected) in [
            ("customer_master_key_spec", "SYMMETRIC_DEFAULT"),
            ("key_spec", "SYMMETRIC_DEFAULT"),
            ("key_usage", "ENCRYPT_DECRYPT"),
        ] {
            if let Some(other) = object.text(&[name]).filter(|value| *value != expected) {
                return Err(format!("{name} is {other:?}: S3 takes symmetric encryption keys only"));
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
        Ok(Draft::Key { region, rotations: self.rotations(change, side, given), rotation_days })
    }

    /// How many times a key was rotated so far, where that is known.
    fn rotations(&self, change: &Change, side: Side, given: Option<u64>) -> Option<u64> {
        let is_new = change.object(Side::Before).is_none() || change.action == Action::Replace;
        if change.kind == "aws_kms_replica_key" || change.kind == "aws_kms_replica_external_key" {
            if given.is_some() {
                return given;
            }
            // Rotated with its primary key.
            let object = change.object(side)?;
            let Key::InPlan(address) = self.plan.key_of(change, object, side, &["primary_key_arn"]) else {
                return None;
            };
            let primary = self.plan.changes.iter().find(|other| other.address == address)?;
            let is_replica = primary.kind.starts_with("aws_kms_replica");
            let given = self.usage.of([&primary.kind, primary.given_kind()], &primary.address).rotations;
            return if is_replica { None } else { self.rotations(primary, side, given) };
        }
        if side == Side::After && is_new {
            return Some(0);
        }
        // One that is turned on now has not been rotated by it yet.
        let object = change.object(Side::Before)?;
        match object.flag(&["enable_key_rotation"]) {
            Flag::Known(true) => given,
            _ => Some(given.unwrap_or(0)),
        }
    }
}

fn priced(
    components: sse_pricing::Result<(Vec<crate::Component>, Option<Range<Money>>)>,
    region: &str,
    option: Option<sse_pricing::EncryptionOption>,
    key: Option<Key>,
) -> Result<State> {
    match components {
        Ok((components, range)) => Priced::new(region, option, key, components, range).map(State::Priced),
        Err(error) => Ok(State::Unpriced(error.to_string())),
    }
}
