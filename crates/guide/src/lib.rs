//! Which Amazon S3 server-side encryption to choose: what each option gives, and what it gives up.
//!
//! [`criteria`] answers the questions that a price does not: who can read, what is logged, who rotates the key. Every answer
//! has a reason and AWS's own text as its source. [`SecurityClass`] groups the options that protect alike, so that only
//! like is compared with like when the cheapest is looked for.
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

#![forbid(unsafe_code)]

pub mod criteria;
mod error;
pub mod policy;
mod security_class;
pub mod setup;

pub use error::{Error, Result};
pub use security_class::SecurityClass;
