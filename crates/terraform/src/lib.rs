//! What the encryption of S3 costs before and after a Terraform plan, or in a CloudFormation template.
//!
//! [`Plan::parse`] reads what `terraform show -json` prints, [`Plan::template`] a CloudFormation template, [`Usage::parse`] how much each bucket is used, and [`Report::new`]
//! prices both sides of the plan: each bucket by its encryption, each KMS key by its fee.
//!
//! ```
//! use sse_pricing::{PriceBook, Workload};
//! use sse_terraform::{Plan, Report, Settings, Usage};
//!
//! let plan = Plan::parse(
//!     r#"{"format_version": "1.2", "resource_changes": [{
//!         "address": "aws_kms_key.reports", "mode": "managed", "type": "aws_kms_key", "name": "reports",
//!         "change": {"actions": ["create"], "before": null, "after": {}}
//!     }]}"#,
//! )?;
//! let settings = Settings { region: Some("us-east-1"), ..Settings::new(Workload::documents("us-east-1", 0)?) };
//! let report = Report::new(&plan, &Usage::default(), &settings, PriceBook::builtin())?;
//! assert_eq!(report.after.known.typical.exact(), "$1");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # From a plan to its cost
//!
//! `Plan` → which configuration belongs to which bucket (`encryption.rs`), which key it names (`key.rs`), in which Region
//! (`region.rs`), by known values or else by the references of the configuration (`configuration.rs`) → an option of
//! [`sse_pricing`] on each side → `Report`
//!
//! # What is priced
//!
//! - Buckets: their requests to KMS, and what DSSE-KMS bills by GB. A bucket without a configuration is SSE-S3, AWS's default.
//! - Customer managed keys, replicas and keys with imported material: their monthly fee, once, however many buckets use them.
//! - The free tier: one for all buckets of a side, as of one account.
//!
//! Everything else is [listed](Report::others) with the reason why not.
//!
//! # Scope
//!
//! Left out: S3's own requests and storage, and what a change costs once. The crate is pure: text in, values out.

#![forbid(unsafe_code)]

mod address;
mod cloudformation;
mod configuration;
mod encryption;
mod error;
mod flag;
mod intrinsic;
mod json;
mod key;
mod object;
mod other;
mod plan;
mod price;
mod region;
mod report;
mod side;
mod usage;
mod yaml;

pub use error::{Error, Result};
pub use key::Key;
pub use other::{Other, OtherKind};
pub use plan::{Action, Plan, Side, Source};
pub use price::{Component, Priced};
pub use report::{Difference, Report, Resource, Settings, State, Total};
pub use usage::Usage;
