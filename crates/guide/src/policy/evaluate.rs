//! What policies together say of a request.

use super::document::{Document, Effect, Principal, Principals, Statement};
use super::request::Request;

/// Which rule brings an identity's policies and a resource's policy together, within one account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Service {
    /// S3: the role's policies or the bucket's policy must allow.
    S3,
    /// KMS: the key's policy must allow the role, or leave it to the account and the role's policies allow.
    Kms,
    /// A service without policies of its resources: the role's must allow.
    Other,
}

/// Whether a request is allowed, and by what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Whether it is allowed.
    pub allowed: bool,
    /// What decided.
    pub reason: Reason,
}

/// What decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A statement of a policy, by its name: it allows, or it refuses whatever else allows.
    Statement(String),
    /// No policy allows it.
    NothingAllows,
    /// The role's policies allow, but the key's policy leaves it to nobody.
    KeyPolicySilent,
}

/// How far a statement of a resource's policy reaches a principal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reach {
    No,
    /// Through its account: what is allowed so must be allowed by the account's own policies as well.
    Account,
    Itself,
}

/// Judges a request of a principal of the resource's own account.
///
/// An explicit refusal decides in any policy. Else see [`Service`].
#[must_use]
pub fn decide(
    request: &Request,
    service: Service,
    identity: &[&Document],
    resource: Option<&Document>,
) -> Decision {
    let denied = identity.iter().copied().chain(resource).find_map(|policy| policy.denies(request));
    if let Some(statement) = denied {
        return Decision { allowed: false, reason: Reason::Statement(statement.name()) };
    }
    let by_identity = identity.iter().find_map(|policy| policy.allows(request, Reach::Itself));
    let by_resource = resource.and_then(|policy| policy.allows(request, Reach::Itself));
    let delegates = resource.is_some_and(|policy| policy.allows(request, Reach::Account).is_some());
    let allowing = match service {
        Service::S3 => by_resource.or(by_identity),
        Service::Kms => by_resource.or(by_identity.filter(|_| delegates)),
        Service::Other => by_identity,
    };
    match allowing {
        Some(statement) => Decision { allowed: true, reason: Reason::Statement(statement.name()) },
        None if by_identity.is_some() => Decision { allowed: false, reason: Reason::KeyPolicySilent },
        None => Decision { allowed: false, reason: Reason::NothingAllows },
    }
}

impl Document {
    /// The first statement that refuses a request, whatever else allows it.
    #[must_use]
    pub fn denies(&self, request: &Request) -> Option<&Statement> {
        self.statements.iter().find(|statement| statement.refuses(request))
    }

    fn allows(&self, request: &Request, reach: Reach) -> Option<&Statement> {
        let reaches = |statement: &&Statement| statement.applies(request, reach);
        self.statements.iter().filter(|statement| statement.effect == Effect::Allow).find(reaches)
    }
}

impl Statement {
    /// Whether it refuses a request. A refusal of an account is one of each of its principals.
    pub(crate) fn refuses(&self, request: &Request) -> bool {
        self.effect == Effect::Deny && self.applies(request, Reach::Account)
    }

    /// Whether it is about a request, reaching its principal so far at least.
    fn applies(&self, request: &Request, reach: Reach) -> bool {
        self.concerns(request, reach) && self.conditions.iter().all(|condition| condition.holds(request))
    }

    /// Whether it would refuse a request if its conditions held.
    pub(crate) fn may_refuse(&self, request: &Request) -> bool {
        self.effect == Effect::Deny && self.concerns(request, Reach::Account)
    }

    fn concerns(&self, request: &Request, reach: Reach) -> bool {
        self.reach(request) >= reach
            // Actions are alike in upper and lower case.
            && self.actions.iter().any(|action| {
                matches(&action.to_ascii_lowercase(), &request.action().to_ascii_lowercase())
            })
            && self.resources.iter().any(|resource| matches(resource, request.resource()))
    }

    fn reach(&self, request: &Request) -> Reach {
        match &self.principals {
            None | Some(Principals::Everyone) => Reach::Itself,
            Some(Principals::Of(list)) => {
                let of = |principal: &Principal| match principal {
                    Principal::Everyone => Reach::Itself,
                    Principal::Identity(arn) if arn == request.principal() => Reach::Itself,
                    Principal::Account { id, .. } if id == request.account() => Reach::Account,
                    _ => Reach::No,
                };
                list.iter().map(of).max().unwrap_or(Reach::No)
            }
        }
    }
}

/// Whether a text fits a pattern: `*` is any text, `?` any one character.
///
/// In time of the product of their lengths at worst: behind each `*` it goes back to the last one only.
pub(crate) fn matches(pattern: &str, text: &str) -> bool {
    let (mut pattern, mut text) = (pattern.chars(), text.chars());
    let mut last_star = None;
    loop {
        let (mut rest_pattern, mut rest_text) = (pattern.clone(), text.clone());
        match (rest_pattern.next(), rest_text.next()) {
            (Some('*'), _) => {
                pattern = rest_pattern;
                last_star = Some((pattern.clone(), text.clone()));
            }
            (None, None) => return true,
            (Some(wanted), Some(letter)) if wanted == '?' || wanted == letter => {
                (pattern, text) = (rest_pattern, rest_text);
            }
            _ => {
                // The last star takes one character more.
                let Some((after, mut from)) = last_star else { return false };
                if from.next().is_none() {
                    return false;
                }
                (pattern, text) = (after.clone(), from.clone());
                last_star = Some((after, from));
            }
        }
    }
}
