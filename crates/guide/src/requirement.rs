//! What somebody demands of the encryption, and which options meet it.
//!
//! What an option gives is said once, in [`criteria`]. A requirement takes its reasons from there and adds
//! which of the answers are enough: all the good ones, none of the poor ones, and of the limited ones those that
//! [`Requirement::met_by`] names.

use crate::criteria::{self, Criterion, answer};
use sse_pricing::EncryptionOption::{self, DsseKms, SseC};
use sse_pricing::{Error, KmsKey, Result};
use std::fmt;
use std::str::FromStr;

/// A demand that an option meets or does not.
///
/// The ids are stable: they stand in JSON, CSV and on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Requirement {
    /// Reading takes a right of its own beside the right to the object.
    ///
    /// A Bucket Key meets it: who may not use the key is refused, if not at each request. The AWS managed key does not: its
    /// policy lets everyone in the account use it through S3.
    AccessSeparation,
    /// The calls that decrypt are logged.
    ///
    /// A Bucket Key meets it: every call is logged, there are only fewer.
    AuditTrail,
    /// The log names each object that is read or written.
    ///
    /// Where KMS events do not, S3 data events do, whatever the option: it is met with them, at their price.
    ObjectAudit,
    /// AWS keeps no key that decrypts the objects.
    KeyHolder,
    /// A KMS key of one's own, under a key policy of one's own: a customer managed key.
    KeyPolicy,
    /// Each object is encrypted twice.
    TwoLayers,
    /// AWS rotates the key. Keys that S3 or AWS manages are rotated as well.
    AutomaticRotation,
    /// What uploads and downloads today goes on as it is.
    NoCodeChanges,
}

/// Whether an option meets a requirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Met {
    /// By itself.
    Yes,
    /// With S3 data events in a CloudTrail trail, which have a price of their own.
    WithS3DataEvents,
    /// Not at all.
    No,
}

/// Why an option does not meet a requirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unmet {
    /// What it does not meet.
    pub requirement: Requirement,
    /// A sentence that says why.
    pub reason: &'static str,
    /// AWS's page that says so.
    pub source: &'static str,
}

impl Requirement {
    /// Every requirement, in the order in which they are shown.
    pub const ALL: [Requirement; 8] = [
        Requirement::AccessSeparation,
        Requirement::AuditTrail,
        Requirement::ObjectAudit,
        Requirement::KeyHolder,
        Requirement::KeyPolicy,
        Requirement::TwoLayers,
        Requirement::AutomaticRotation,
        Requirement::NoCodeChanges,
    ];

    /// What sensitive data asks for at the least: that not everyone who gets an object can read it, and that reading leaves
    /// a trace.
    pub const SENSITIVE_DATA: [Requirement; 2] = [Requirement::AccessSeparation, Requirement::AuditTrail];

    /// The stable id, for example `access-separation`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Requirement::AccessSeparation => "access-separation",
            Requirement::AuditTrail => "audit-trail",
            Requirement::ObjectAudit => "object-audit",
            Requirement::KeyHolder => "key-holder",
            Requirement::KeyPolicy => "key-policy",
            Requirement::TwoLayers => "two-layers",
            Requirement::AutomaticRotation => "automatic-rotation",
            Requirement::NoCodeChanges => "no-code-changes",
        }
    }

    /// The name to show.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Requirement::AccessSeparation => "Access separation",
            Requirement::AuditTrail => "Audit trail of decryption",
            Requirement::ObjectAudit => "Audit by object",
            Requirement::KeyHolder => "Keys that only you hold",
            Requirement::KeyPolicy => "A key policy of your own",
            Requirement::TwoLayers => "Two layers of encryption",
            Requirement::AutomaticRotation => "Automatic key rotation",
            Requirement::NoCodeChanges => "No code changes",
        }
    }

    /// What it demands, in a line.
    #[must_use]
    pub fn help(self) -> &'static str {
        match self {
            Requirement::AccessSeparation => "getting an object is not enough to read it",
            Requirement::AuditTrail => "CloudTrail logs each KMS call that decrypts",
            Requirement::ObjectAudit => "CloudTrail names each object read or written",
            Requirement::KeyHolder => "AWS keeps no key that decrypts the objects",
            Requirement::KeyPolicy => "a customer managed KMS key, with your policy",
            Requirement::TwoLayers => "each object is encrypted twice",
            Requirement::AutomaticRotation => "AWS rotates the key, without work of yours",
            Requirement::NoCodeChanges => "what uploads and downloads stays as it is",
        }
    }

    /// The criterion that it is a demand on; none has the number of layers.
    #[must_use]
    pub fn criterion(self) -> Option<Criterion> {
        match self {
            Requirement::AccessSeparation => Some(Criterion::AccessSeparation),
            Requirement::AuditTrail => Some(Criterion::AuditTrail),
            Requirement::ObjectAudit => Some(Criterion::ObjectAudit),
            Requirement::KeyHolder | Requirement::KeyPolicy => Some(Criterion::KeyHolder),
            Requirement::TwoLayers => None,
            Requirement::AutomaticRotation => Some(Criterion::KeyRotation),
            Requirement::NoCodeChanges => Some(Criterion::CodeChanges),
        }
    }

    /// Whether an option meets it.
    #[must_use]
    pub fn met_by(self, option: EncryptionOption) -> Met {
        let own_kms_key = option.kms_key() == Some(KmsKey::CustomerManaged);
        let met = match self {
            Requirement::AccessSeparation => own_kms_key || option == SseC,
            Requirement::AuditTrail => option.kms_key().is_some(),
            Requirement::ObjectAudit if option.kms_key().is_none() || option.has_bucket_key() => {
                return Met::WithS3DataEvents;
            }
            Requirement::ObjectAudit => true,
            Requirement::KeyHolder => option == SseC,
            Requirement::KeyPolicy => own_kms_key,
            Requirement::TwoLayers => option == DsseKms,
            Requirement::AutomaticRotation | Requirement::NoCodeChanges => option != SseC,
        };
        if met { Met::Yes } else { Met::No }
    }

    /// Why an option does not meet it; `None` where it does.
    #[must_use]
    pub fn unmet_by(self, option: EncryptionOption) -> Option<Unmet> {
        if self.met_by(option) != Met::No {
            return None;
        }
        let (reason, source) = match (self, option, self.criterion()) {
            (Requirement::KeyPolicy, SseC, _) => {
                ("Your key is not in KMS, so it has no key policy.", criteria::SSE_C_GUIDE)
            }
            (_, _, Some(criterion)) => {
                let answer = answer(option, criterion);
                (answer.reason, answer.source)
            }
            (_, _, None) => ("It encrypts in one layer; only DSSE-KMS does in two.", criteria::DSSE_GUIDE),
        };
        Some(Unmet { requirement: self, reason, source })
    }

    /// Requirements by their ids, with commas between them; each once, in the order in which they are shown.
    ///
    /// # Errors
    /// An id that is none, under the name of the field.
    pub fn list(field: &'static str, ids: &str) -> Result<Vec<Requirement>> {
        let parsed: Result<Vec<Requirement>> = ids.split(',').map(|id| id.trim().parse()).collect();
        let parsed = parsed.map_err(|error: Error| error.with_field(field))?;
        Ok(Requirement::ALL.into_iter().filter(|requirement| parsed.contains(requirement)).collect())
    }
}

impl fmt::Display for Requirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl FromStr for Requirement {
    type Err = Error;

    fn from_str(id: &str) -> Result<Requirement> {
        Requirement::ALL.into_iter().find(|requirement| requirement.id() == id).ok_or_else(|| {
            let ids = Requirement::ALL.map(Requirement::id).join(", ");
            Error::invalid("requirement", id, format!("one of {ids}"))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::criteria::Verdict;

    /// Who meets what, by hand from AWS's documentation: `+` by itself, `e` with S3 data events, `-` not. In the order of
    /// the requirements.
    const BY_HAND: [(&str, &str); 7] = [
        ("sse-s3", "--e---++"),
        ("sse-kms", "+++-+-++"),
        ("sse-kms-bucket-key", "++e-+-++"),
        ("sse-kms-aws-managed", "-++---++"),
        ("sse-kms-aws-managed-bucket-key", "-+e---++"),
        ("dsse-kms", "+++-++++"),
        ("sse-c", "+-e+----"),
    ];

    #[test]
    fn options_meet_what_aws_says_they_do() {
        for (id, expected) in BY_HAND {
            let option: EncryptionOption = id.parse().unwrap();
            let sign = |requirement: Requirement| match requirement.met_by(option) {
                Met::Yes => '+',
                Met::WithS3DataEvents => 'e',
                Met::No => '-',
            };
            assert_eq!(Requirement::ALL.map(sign).iter().collect::<String>(), expected, "{id}");
        }
    }

    /// The criteria and the requirements are no two truths.
    #[test]
    fn a_good_answer_is_enough_and_a_poor_one_is_not() {
        for option in EncryptionOption::ALL {
            for requirement in Requirement::ALL {
                let Some(criterion) = requirement.criterion() else { continue };
                let verdict = answer(option, criterion).verdict;
                let met = requirement.met_by(option);
                // Who holds the key has two good answers: KMS under a policy of one's own, and nobody but oneself.
                if criterion != Criterion::KeyHolder {
                    assert!(verdict != Verdict::Good || met == Met::Yes, "{option} {requirement}");
                }
                assert!(verdict != Verdict::Poor || met == Met::No, "{option} {requirement}");
            }
        }
    }

    #[test]
    fn whoever_does_not_meet_has_a_reason() {
        for option in EncryptionOption::ALL {
            for requirement in Requirement::ALL {
                let unmet = requirement.unmet_by(option);
                assert_eq!(unmet.is_some(), requirement.met_by(option) == Met::No);
                if let Some(unmet) = unmet {
                    assert!(unmet.reason.ends_with('.'), "{option} {requirement}");
                    assert!(
                        unmet.source.starts_with("https://docs.aws.amazon.com/"),
                        "{option} {requirement}"
                    );
                }
            }
        }
    }

    #[test]
    fn ids_are_read_in_any_order_and_once() {
        let list = Requirement::list("--require", "object-audit, access-separation,object-audit").unwrap();
        assert_eq!(list, [Requirement::AccessSeparation, Requirement::ObjectAudit]);
        let error = Requirement::list("--require", "audit-trail,encryption").unwrap_err();
        assert_eq!((error.field(), error.value()), ("--require", Some("encryption")));
        assert!(Requirement::list("--require", "").is_err());
    }
}
