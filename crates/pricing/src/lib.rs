//! What Amazon S3 server-side encryption costs.

#![forbid(unsafe_code)]
#![deny(clippy::arithmetic_side_effects)]

mod assumable;
pub mod bucket_key;
mod calls;
mod comparison;
pub mod display;
mod error;
mod estimate;
#[cfg(feature = "serde")]
mod json;
mod line;
mod money;
mod option;
pub mod parse;
mod percent;
mod prices;
mod range;
pub mod read_back;
pub mod unit;
mod warning;
pub mod workload;

pub use assumable::Assumable;
pub use bucket_key::{BucketKey, BucketKeyModel};
pub use comparison::Comparison;
pub use error::{Error, Result};
pub use estimate::Estimate;
pub use line::{LineCode, LineItem};
pub use money::Money;
pub use option::{EncryptionOption, KmsKey};
pub use percent::Percent;
pub use prices::{PriceBook, PriceRow, RegionPrices};
pub use range::Range;
pub use read_back::ReadBack;
pub use warning::Warning;
pub use workload::Workload;
