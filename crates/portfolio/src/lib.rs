//! What the encryption of many S3 buckets costs, and which of them would cost less with the same security.
//!
//! A file has a row for each bucket: its account, Region, name, how it encrypts today, and its month of use. For each row this
//! crate says what it costs, which option with the same [security](sse_guide::SecurityClass) is cheapest, what that saves and
//! why.
//!
//! # What rows share
//!
//! - **A free tier.** 20,000 KMS requests a month for each account, over all its Regions; or one for all accounts of a billing
//!   family. Spread by the rule of [`Pool`](sse_pricing::account::Pool), exact to the request.
//! - **Keys.** A customer managed key is charged once in a Region, to the first bucket in the file that uses it.
//!
//! A saving is what a bucket alone saves: with the free requests that it has today, and those that nobody uses. Free requests
//! that it needs no longer then serve the other buckets of its account, at most $0.06 a month more; that is not counted.
//!
//! # Reading twice
//!
//! Nothing can be priced before the requests of a whole account are known, and a million rows shall not be kept in memory. So a
//! [`Survey`] reads the file once and counts, and [`Survey::price`] reads it again and writes each row as soon as it is priced.
//! What stays in memory is the blocks that are worked on, about 2 MB for each thread; what grows with the accounts (about
//! 300 bytes each) and the keys that are named (about 40 bytes each); and the figures of the first million rows, at most 80 MB,
//! whose lines the second reading then only copies. See also [`MAX_RECORD`].
//!
//! Several threads work on blocks of a thousand rows side by side; what depends on the order of the rows, free requests, keys and
//! the output, they do in turn. So the output is the same with any number of them.
//!
//! # Pure
//!
//! The crate reads from what it is given and writes to what it is given; it opens no file.

#![forbid(unsafe_code)]

mod advice;
mod amount;
mod batch;
mod column;
mod error;
mod kept;
mod key;
mod ledger;
mod portfolio;
mod ranking;
mod records;
mod row;
mod totals;
mod turns;

pub use advice::{Advice, Reason};
pub use amount::{write_amount, write_count};
pub use column::Column;
pub use error::{BadRow, BadRows, Error, Result, SHOWN_BAD_ROWS};
pub use portfolio::{Form, Header, Portfolio, Settings, Survey};
pub use ranking::Change;
pub use records::MAX_RECORD;
pub use row::{Month, Row};
pub use totals::{AllTotals, Totals};
