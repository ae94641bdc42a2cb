//! What Amazon S3 server-side encryption costs, exactly.
//!
//! A [`Workload`] is one month of use; a [`PriceBook`] holds what AWS publishes. Together they make a [`Comparison`]: the
//! [`Estimate`] of each of the seven [`EncryptionOption`]s, with [`LineItem`]s that can be checked by hand.
//!
//! ```
//! use sse_pricing::{Comparison, EncryptionOption, PriceBook, Workload};
//!
//! // A million documents written and read once in the month.
//! let workload = Workload::documents("us-east-1", 1_000_000)?;
//! let comparison = Comparison::new(&workload, PriceBook::builtin())?;
//!
//! let estimate = comparison.estimate(EncryptionOption::SseKms);
//! assert_eq!(estimate.kms_requests().typical, 2_000_000);
//! assert_eq!(estimate.monthly().unwrap().dollars().to_string(), "$6.94");
//! let sums: Vec<String> = estimate.lines().iter().map(|line| line.formula()).collect();
//! assert_eq!(
//!     sums,
//!     [
//!         "2,000,000 requests x $0.000003 = $6",
//!         "-20,000 requests x $0.000003 = -$0.06",
//!         "1 key-month x $1 = $1",
//!     ]
//! );
//! # Ok::<(), sse_pricing::Error>(())
//! ```
//!
//! # The model
//!
//! Each arrow is a module.
//!
//! `Workload` → KMS calls of its S3 operations → what an S3 Bucket Key leaves of them ([`bucket_key`]) → the free tier →
//! line items → `Estimate` → `Comparison`
//!
//! - Every encrypted upload and download calls KMS, at the Region's price for a symmetric request
//!   ([AWS KMS pricing](https://aws.amazon.com/kms/pricing/)).
//! - 20,000 requests a month are free, one pool for an account over all its Regions. The free tier is a line of its own, with
//!   a negative amount.
//! - A customer managed key has a monthly fee; the AWS managed key has none, but its requests are billed like any other.
//! - An S3 Bucket Key leaves a part of the calls. How many is not published: [`bucket_key`] counts them, with a range.
//! - DSSE-KMS is billed by GB (2^30 bytes) as well, written and read ([Amazon S3 pricing](https://aws.amazon.com/s3/pricing/)).
//! - SSE-S3 and SSE-C have no charge of AWS's.
//!
//! # Exactness
//!
//! Money is an exact decimal from the price table to the JSON. An operation whose exact result does not fit is an
//! [`Error`]; nothing is rounded on the way but quantities of GB, to nine decimal places, as a bill's usage is. [`display`] is
//! the only place where money is rounded, for people to read. Unknown is not zero: an estimate with a line that depends on an
//! unknown input has no total ([`Estimate::monthly`]). Assumed is not known: [`Workload::assumed`] lists what was.
//!
//! # Scope
//!
//! Left out: S3's own requests and storage, data transfer, taxes. The crate does no I/O, reads no clock, holds no
//! state and has no unsafe code.
//!
//! # Features
//!
//! - `serde` (on by default): [`Comparison`] and [`Workload`] as the JSON that the `sse-cost` program prints and reads.
//! - `schema`: the JSON Schema of that JSON, by `schemars`.
//! - `price-files`: [`PriceBook`]s of other days, from and to CSV.

#![forbid(unsafe_code)]
#![deny(clippy::arithmetic_side_effects)]

pub mod account;
mod agreed;
mod assumable;
mod assumed;
mod bill;
pub mod break_even;
pub mod bucket_key;
pub mod client;
#[cfg(feature = "price-files")]
mod columns;
mod comparison;
pub mod difference;
pub mod discount;
pub mod display;
mod error;
mod estimate;
pub mod explain;
mod explanation;
mod figures;
mod fixed;
pub mod forecast;
mod growth;
#[cfg(feature = "serde")]
mod json;
pub mod kernel;
pub mod keys;
mod line;
pub mod migration;
mod money;
pub mod object_size;
pub mod operations;
mod option;
pub mod parse;
mod payback;
mod percent;
mod price_change;
#[cfg(feature = "price-files")]
mod price_file;
mod prices;
pub mod quota;
mod range;
pub mod read_back;
mod s3_costs;
mod scaling;
#[cfg(feature = "schema")]
pub mod schema;
mod search;
mod step;
pub mod tiers;
pub mod unit;
mod warning;
pub mod workload;

pub use agreed::PrivatePrice;
pub use assumable::Assumable;
pub use break_even::BreakEven;
pub use bucket_key::{BucketKey, BucketKeyModel};
pub use client::Client;
pub use comparison::Comparison;
pub use difference::Difference;
pub use discount::Discounts;
pub use error::{Error, Result};
pub use estimate::Estimate;
pub use figures::Figures;
pub use forecast::Forecast;
pub use growth::Growth;
#[cfg(feature = "serde")]
#[doc(hidden)]
pub use json::MoneyRange;
#[cfg(feature = "serde")]
pub use json::{Fields, Given, PriceList, Value};
pub use kernel::Kernel;
pub use keys::Keys;
pub use line::{LineCode, LineItem, Service};
pub use migration::Migration;
pub use money::Money;
pub use object_size::ObjectSizes;
pub use option::{EncryptionOption, KmsKey};
pub use percent::Percent;
pub use price_change::PriceChange;
pub use prices::{PriceBook, PriceRow, RegionPrices};
pub use range::Range;
pub use read_back::ReadBack;
pub use s3_costs::S3Costs;
pub use warning::Warning;
pub use workload::Workload;
