//! A request that policies judge.

use std::collections::BTreeMap;

/// Who wants to do what with which resource, and what else is known of the request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    principal: String,
    action: String,
    resource: String,
    /// By the key's name in lower case.
    context: BTreeMap<String, String>,
}

impl Request {
    /// A request without any context key: an absent key is one that is not set with [`with`](Request::with).
    #[must_use]
    pub fn new(
        principal: impl Into<String>,
        action: impl Into<String>,
        resource: impl Into<String>,
    ) -> Request {
        Request {
            principal: principal.into(),
            action: action.into(),
            resource: resource.into(),
            context: BTreeMap::new(),
        }
    }

    /// The same with a context key.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<String>) -> Request {
        self.context.insert(key.to_ascii_lowercase(), value.into());
        self
    }

    /// The ARN of the role or user who asks.
    #[must_use]
    pub fn principal(&self) -> &str {
        &self.principal
    }

    /// The account of who asks.
    #[must_use]
    pub fn account(&self) -> &str {
        self.principal.split(':').nth(4).unwrap_or_default()
    }

    /// The action, such as `s3:PutObject`.
    #[must_use]
    pub fn action(&self) -> &str {
        &self.action
    }

    /// The ARN of the resource.
    #[must_use]
    pub fn resource(&self) -> &str {
        &self.resource
    }

    /// The value of a context key; `None` where it is absent.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        self.context.get(&key.to_ascii_lowercase()).map(String::as_str)
    }
}
