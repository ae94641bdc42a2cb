//! Which Amazon S3 server-side encryption to choose: what each option gives, and what it gives up.
//!
//! [`criteria`] answers the questions that a price does not: who can read, what is logged, who rotates the key. Every answer
//! has a reason and AWS's own text as its source. A [`Requirement`] is a demand on them; a [`Recommendation`] is the cheapest
//! option that meets them all, with what is given up for it. [`SecurityClass`] groups the options that protect alike, so that
//! only like is compared with like when the cheapest is looked for.
//!
//! [`setup`] writes the files that set a bucket up for an option: programs for the AWS CLI, policies, Terraform,
//! CloudFormation, what each client sends. [`policy`] says what those policies, or anybody's, allow and refuse.
//!
//! ```
//! use sse_guide::criteria::{Criterion, answer};
//! use sse_pricing::EncryptionOption;
//!
//! let answer = answer(EncryptionOption::SseC, Criterion::OperationalRisk);
//! assert_eq!(answer.short, "high");
//! ```
//!
//! The crate is pure: it returns text and writes nothing.
//!
//! # Features
//!
//! - `serde`: a [`Recommendation`] as the JSON that the `sse-cost` program prints.
//! - `schema`: the JSON Schema of that JSON, by `schemars`.

#![forbid(unsafe_code)]

pub mod criteria;
mod error;
#[cfg(feature = "serde")]
mod json;
pub mod policy;
pub mod recommend;
pub mod requirement;
mod security_class;
pub mod setup;
pub mod table;

pub use error::{Error, Result};
#[cfg(feature = "serde")]
pub use json::{Recommended, Recommends, SetupFiles};
pub use recommend::Recommendation;
pub use requirement::Requirement;
pub use security_class::SecurityClass;
