//! Which KMS key encrypts a bucket.

use crate::cloudformation::stands_for;
use crate::configuration::Target;
use crate::object::{Attribute, Object};
use crate::plan::{Change, Plan, Side, short};
use serde_json::Value;
use std::collections::HashMap;

/// The KMS key that encrypts a bucket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// The AWS managed key `aws/s3`, which has no fee.
    AwsManaged,
    /// A key of the plan, by its address; its fee stands there, once for all buckets.
    InPlan(String),
    /// A key that exists elsewhere, by its ARN, its id or its alias: its fee is none of the plan's.
    Outside(String),
    /// A key of the customer's, of which the plan does not say which: why.
    Unknown(String),
}

/// Resources that have the monthly fee of a customer managed key.
pub(crate) fn is_key(kind: &str) -> bool {
    matches!(
        kind,
        "aws_kms_key" | "aws_kms_replica_key" | "aws_kms_external_key" | "aws_kms_replica_external_key"
    )
}

/// A data source that waits for the plan may find what the plan makes.
pub(crate) fn read_later(name: &str) -> String {
    format!("{name} is read only when the plan is applied")
}

/// The keys and aliases of a plan by what they are named by, each by its place among the changes.
#[derive(Clone, Debug, Default)]
pub(crate) struct KeyIndex {
    by_address: HashMap<String, usize>,
    before: Names,
    after: Names,
}

#[derive(Clone, Debug, Default)]
struct Names {
    by_arn: HashMap<String, Vec<usize>>,
    by_id: HashMap<String, Vec<usize>>,
    by_alias: HashMap<String, Vec<usize>>,
}

impl KeyIndex {
    pub(crate) fn of(changes: &[Change]) -> KeyIndex {
        let mut index = KeyIndex::default();
        for (place, change) in changes.iter().enumerate() {
            if !is_key_or_alias(change) {
                continue;
            }
            index.by_address.entry(change.address.clone()).or_insert(place);
            for (side, names) in [(Side::Before, &mut index.before), (Side::After, &mut index.after)] {
                let Some(object) = change.object(side) else { continue };
                let add = |map: &mut HashMap<String, Vec<usize>>, name: Option<&str>| {
                    if let Some(name) = name {
                        map.entry(name.to_owned()).or_default().push(place);
                    }
                };
                if !is_key(&change.kind) {
                    let name = object.text(&["name"]).and_then(|name| name.strip_prefix("alias/"));
                    add(&mut names.by_alias, name);
                } else if !change.is_deposed {
                    add(&mut names.by_arn, object.text(&["arn"]));
                    add(&mut names.by_id, object.text(&["key_id"]));
                }
            }
        }
        index
    }

    /// The key or alias at an address.
    pub(crate) fn at(&self, address: &str) -> Option<usize> {
        self.by_address.get(address).copied()
    }

    fn names(&self, side: Side) -> &Names {
        match side {
            Side::Before => &self.before,
            Side::After => &self.after,
        }
    }
}

fn found<'a>(places: &'a HashMap<String, Vec<usize>>, name: &str) -> &'a [usize] {
    places.get(name).map(Vec::as_slice).unwrap_or_default()
}

fn is_key_or_alias(change: &Change) -> bool {
    is_key(&change.kind) || change.kind == "aws_kms_alias"
}

impl Plan {
    /// The key that an attribute of a resource names; one that is not set is the AWS managed one.
    pub(crate) fn key_of(&self, change: &Change, object: Object<'_>, side: Side, path: &[&str]) -> Key {
        match object.at(path) {
            Attribute::Missing => Key::AwsManaged,
            Attribute::Known(Value::String(name)) => {
                let secret = object.is_sensitive(path);
                match self.key_named(name, side) {
                    Key::Outside(_) if secret => Key::Outside("a sensitive value".to_owned()),
                    key => key,
                }
            }
            Attribute::Known(_) => Key::Unknown("it is no text".to_owned()),
            Attribute::Unknown if change.reason(path).is_some() => {
                Key::Unknown(change.reason(path).unwrap_or_default().to_owned())
            }
            Attribute::Unknown => match self.referred(change, path, &is_key_or_alias) {
                Ok(Target::Resource(place)) => self.key_at(place, side),
                Ok(Target::Data(name)) => Key::Unknown(read_later(&name)),
                Ok(Target::Constant(_)) => Key::Unknown("the plan does not say what it refers to".to_owned()),
                Err(unresolved) => Key::Unknown(unresolved.reason),
            },
        }
    }

    /// The key that a resource is, or that an alias leads to.
    fn key_at(&self, place: usize, side: Side) -> Key {
        let Some(change) = self.changes.get(place) else {
            return Key::Unknown("it is not in the plan".to_owned());
        };
        if is_key(&change.kind) {
            return Key::InPlan(change.address.clone());
        }
        let Some(object) = change.object(side).filter(|_| change.kind == "aws_kms_alias") else {
            return Key::Unknown(format!("it refers to {}, which is no key", change.address));
        };
        match object.at(&["target_key_id"]) {
            Attribute::Known(Value::String(id)) => match stands_for(id) {
                // An alias leads to a key, never to an alias.
                Some(key) if key == change.address => Key::Unknown(format!("{key} leads to no key")),
                _ => self.key_named(id, side),
            },
            Attribute::Unknown if change.reason(&["target_key_id"]).is_some() => {
                let reason = change.reason(&["target_key_id"]).unwrap_or_default();
                Key::Unknown(format!("{}: {reason}", change.address))
            }
            Attribute::Unknown => {
                match self.referred(change, &["target_key_id"], &|change| is_key(&change.kind)) {
                    Ok(Target::Resource(place)) => match self.changes.get(place) {
                        Some(key) if is_key(&key.kind) => Key::InPlan(key.address.clone()),
                        _ => Key::Unknown(format!("{} leads to no key", change.address)),
                    },
                    Ok(Target::Data(name)) => Key::Unknown(read_later(&name)),
                    Ok(Target::Constant(_)) => Key::Unknown(format!("{} leads to no key", change.address)),
                    Err(unresolved) => Key::Unknown(format!("{}: {}", change.address, unresolved.reason)),
                }
            }
            _ => Key::Unknown(format!("{} leads to no key", change.address)),
        }
    }

    /// A key by its ARN, its id, or the ARN or name of its alias.
    fn key_named(&self, name: &str, side: Side) -> Key {
        if let Some(id) = stands_for(name) {
            return match self.keys.at(id) {
                Some(place) => self.key_at(place, side),
                None => Key::Unknown(format!("it refers to {id}, which is no key")),
            };
        }
        let alias =
            name.rsplit_once(":alias/").map(|(_, alias)| alias).or_else(|| name.strip_prefix("alias/"));
        let Some(alias) = alias else { return self.key_by_id(name, side) };
        if alias == "aws/s3" {
            return Key::AwsManaged;
        }
        match found(&self.keys.names(side).by_alias, alias) {
            [] => Key::Outside(name.to_owned()),
            [place] => self.key_at(*place, side),
            // Aliases are names within an account and a Region.
            _ => Key::Unknown(format!("several aliases of the plan are named {}", short(name))),
        }
    }

    fn key_by_id(&self, id: &str, side: Side) -> Key {
        let names = self.keys.names(side);
        let by_arn = found(&names.by_arn, id);
        let places = if by_arn.is_empty() { found(&names.by_id, id) } else { by_arn };
        match places {
            [] => Key::Outside(id.to_owned()),
            [place] => self.key_at(*place, side),
            // A multi-Region key and its replicas have one id.
            _ => Key::Unknown(format!("several keys of the plan have the id {}", short(id))),
        }
    }
}
