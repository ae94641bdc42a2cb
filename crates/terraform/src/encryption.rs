//! How a bucket is encrypted on one side of a plan.

use crate::configuration::{Target, Unresolved};
use crate::flag::Flag;
use crate::key::{Key, read_later};
use crate::object::{Attribute, Object};
use crate::plan::{Change, Plan, Side, quoted};
use serde_json::Value;
use sse_pricing::EncryptionOption;
use std::collections::HashMap;

/// How a bucket is encrypted, or why that is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Encryption {
    pub(crate) option: EncryptionOption,
    pub(crate) key: Option<Key>,
}

/// The default of every bucket since 5 January 2023.
const DEFAULT: Encryption = Encryption { option: EncryptionOption::SseS3, key: None };

/// A bucket's default encryption as a resource of its own.
pub(crate) const CONFIGURATION: &str = "aws_s3_bucket_server_side_encryption_configuration";

pub(crate) const BUCKET: &str = "aws_s3_bucket";

/// The block of a bucket itself, from before version 4 of the provider; later what the provider reads there.
pub(crate) const INLINE: &str = "server_side_encryption_configuration";

/// The block of a configuration's rules, and the one in a rule that says how.
pub(crate) const RULE: &str = "rule";
pub(crate) const BY_DEFAULT: &str = "apply_server_side_encryption_by_default";

/// Whose default encryption a configuration sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Owner {
    /// A bucket of the plan, by its place among the changes.
    Bucket(usize),
    /// A bucket that is no part of the plan.
    Outside,
    /// It is not known: why, and which it can be.
    Unknown(Unresolved),
}

/// Which configuration belongs to which bucket on a side, each by its place among the changes.
#[derive(Debug, Default)]
pub(crate) struct Owners {
    of_configuration: HashMap<usize, Owner>,
    of_bucket: HashMap<usize, Vec<usize>>,
    /// Configurations of which the bucket is not known.
    strays: Vec<usize>,
}

impl Owners {
    pub(crate) fn of(plan: &Plan, side: Side) -> Owners {
        let mut owners = Owners::default();
        let changes = || plan.changes.iter().enumerate();
        let mut names: HashMap<&str, usize> = HashMap::new();
        for (place, change) in changes().filter(|(_, change)| change.counts(BUCKET)) {
            let Some(object) = change.object(side) else { continue };
            if let Some(name) = object.text(&["bucket"]).or_else(|| object.text(&["id"])) {
                names.entry(name).or_insert(place);
            }
        }
        for (place, change) in changes().filter(|(_, change)| change.counts(CONFIGURATION)) {
            let Some(object) = change.object(side) else { continue };
            let owner = plan.owner(change, object, &names);
            match &owner {
                Owner::Bucket(bucket) => {
                    owners.of_bucket.entry(*bucket).or_default().push(place);
                }
                Owner::Unknown(_) => owners.strays.push(place),
                Owner::Outside => {}
            }
            owners.of_configuration.insert(place, owner);
        }
        owners
    }

    /// The configurations of a bucket: none or one, unless they contradict each other.
    pub(crate) fn configurations(&self, bucket: usize) -> &[usize] {
        self.of_bucket.get(&bucket).map(Vec::as_slice).unwrap_or_default()
    }

    pub(crate) fn owner(&self, configuration: usize) -> Option<&Owner> {
        self.of_configuration.get(&configuration)
    }

    /// A configuration that may be a bucket's, because it is not known whose it is.
    fn stray(&self, bucket: usize) -> Option<usize> {
        let may_be = |place: &&usize| match self.of_configuration.get(place) {
            Some(Owner::Unknown(Unresolved { candidates, .. })) => {
                candidates.as_ref().is_none_or(|candidates| candidates.contains(&bucket))
            }
            _ => false,
        };
        self.strays.iter().find(may_be).copied()
    }
}

impl Change {
    /// Whether it is there before or after.
    pub(crate) fn is_there(&self) -> bool {
        self.object(Side::Before).or_else(|| self.object(Side::After)).is_some()
    }

    /// Whether it is a resource of a type that is priced, and of AWS's provider.
    pub(crate) fn counts(&self, kind: &str) -> bool {
        self.kind == kind && self.is_aws() && !self.is_deposed && self.action != crate::Action::Read
    }
}

impl Plan {
    fn owner(&self, configuration: &Change, object: Object<'_>, names: &HashMap<&str, usize>) -> Owner {
        match object.at(&["bucket"]) {
            Attribute::Known(Value::String(name)) => {
                names.get(name.as_str()).map_or(Owner::Outside, |place| Owner::Bucket(*place))
            }
            Attribute::Unknown => {
                match self.referred(configuration, &["bucket"], &|change| change.kind == BUCKET) {
                    Ok(Target::Resource(place)) => match self.changes.get(place) {
                        Some(change) if change.counts(BUCKET) && change.is_there() => Owner::Bucket(place),
                        Some(change) => {
                            Owner::Unknown(Unresolved::new(format!("it refers to {}", change.address)))
                        }
                        None => Owner::Outside,
                    },
                    Ok(Target::Data(name)) => Owner::Unknown(Unresolved::new(read_later(&name))),
                    Ok(Target::Constant(_)) => {
                        Owner::Unknown(Unresolved::new("the plan does not say what it refers to"))
                    }
                    Err(unresolved) => Owner::Unknown(unresolved),
                }
            }
            Attribute::Known(_) | Attribute::Missing => Owner::Unknown(Unresolved::new("bucket is not set")),
        }
    }

    /// How a bucket of the plan is encrypted on a side, where it is there.
    ///
    /// # Errors
    /// Why it is not known.
    pub(crate) fn encryption(
        &self,
        place: usize,
        side: Side,
        owners: &Owners,
        owners_before: &Owners,
    ) -> Result<Encryption, String> {
        let Some(bucket) = self.changes.get(place) else { return Ok(DEFAULT) };
        match owners.configurations(place) {
            [] => {}
            [configuration] => return self.configured(*configuration, side),
            // Whichever is applied last wins, and that is not the plan's to say.
            several => {
                let changes = several.iter().filter_map(|place| self.changes.get(*place));
                let addresses: Vec<&str> = changes.map(|change| change.address.as_str()).collect();
                return Err(format!("configured by both {}", addresses.join(" and ")));
            }
        }
        let Some(object) = bucket.object(side) else { return Ok(DEFAULT) };
        if let Some(reason) = bucket.reason(&[INLINE]) {
            return Err(reason.to_owned());
        }
        let is_configured_here = self.expression(bucket, &[INLINE]).is_some();
        if side == Side::After && !is_configured_here {
            if let Some(stray) = owners.stray(place).and_then(|stray| self.changes.get(stray))
                && object.at(&["bucket"]) == Attribute::Unknown
            {
                return Err(format!("{} may be its own: which bucket it is for is not known", stray.address));
            }
            // What the provider read of the bucket still stands there, but goes with its configuration.
            if !owners_before.configurations(place).is_empty() {
                return Ok(DEFAULT);
            }
        }
        match object.at(&[INLINE]) {
            Attribute::Unknown if is_configured_here => {
                Err(format!("{INLINE} is not known until the plan is applied"))
            }
            // Left to AWS.
            Attribute::Unknown | Attribute::Missing => Ok(DEFAULT),
            Attribute::Known(_) => self.rule(bucket, object, side, &[INLINE, RULE]),
        }
    }

    /// What a configuration that is a resource of its own sets.
    pub(crate) fn configured(&self, configuration: usize, side: Side) -> Result<Encryption, String> {
        let Some(change) = self.changes.get(configuration) else { return Ok(DEFAULT) };
        let Some(object) = change.object(side) else { return Ok(DEFAULT) };
        self.rule(change, object, side, &[RULE])
    }

    fn rule(
        &self,
        change: &Change,
        object: Object<'_>,
        side: Side,
        rule: &[&str],
    ) -> Result<Encryption, String> {
        let path = |names: &[&'static str]| -> Vec<String> {
            rule.iter().chain(names).map(|name| (*name).to_owned()).collect()
        };
        let at = |names: &[&'static str]| {
            let path = path(names);
            let path: Vec<&str> = path.iter().map(String::as_str).collect();
            object.at(&path)
        };
        let unknown = |names: &[&'static str]| {
            let path = path(names);
            let path: Vec<&str> = path.iter().map(String::as_str).collect();
            let name = path.last().copied().unwrap_or_default();
            Err(match change.reason(&path) {
                Some(reason) => format!("{name}: {reason}"),
                None => format!("{name} of {} is not known until the plan is applied", change.address),
            })
        };
        let algorithm = match at(&[BY_DEFAULT, "sse_algorithm"]) {
            Attribute::Known(Value::String(algorithm)) => algorithm.as_str(),
            Attribute::Unknown => return unknown(&[BY_DEFAULT, "sse_algorithm"]),
            Attribute::Missing => return Ok(DEFAULT),
            Attribute::Known(other) => other.as_str().unwrap_or("a value that is no text"),
        };
        if algorithm == "AES256" {
            return Ok(DEFAULT);
        }
        let key_path = path(&[BY_DEFAULT, "kms_master_key_id"]);
        let key_path: Vec<&str> = key_path.iter().map(String::as_str).collect();
        let key = self.key_of(change, object, side, &key_path);
        let option = match algorithm {
            "aws:kms:dsse" => EncryptionOption::DsseKms,
            "aws:kms" => {
                let flag_path = path(&["bucket_key_enabled"]);
                let flag_path: Vec<&str> = flag_path.iter().map(String::as_str).collect();
                let has_bucket_key = match object.flag(&flag_path) {
                    Flag::Known(has) => has,
                    Flag::Missing => false,
                    Flag::Later => return unknown(&["bucket_key_enabled"]),
                    Flag::Wrong(reason) => return Err(reason),
                };
                match (key == Key::AwsManaged, has_bucket_key) {
                    (true, true) => EncryptionOption::SseKmsAwsManagedBucketKey,
                    (true, false) => EncryptionOption::SseKmsAwsManaged,
                    (false, true) => EncryptionOption::SseKmsBucketKey,
                    (false, false) => EncryptionOption::SseKms,
                }
            }
            other => {
                return Err(format!(
                    "sse_algorithm: {} is not AES256, aws:kms or aws:kms:dsse",
                    quoted(other)
                ));
            }
        };
        Ok(Encryption { option, key: Some(key) })
    }
}
