//! How old the objects are that are read.

use crate::{Error, Percent, Result};
use std::borrow::Cow;

/// A share of the downloads, by the age of the objects that it reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Age {
    /// The objects were written within this many seconds before they are read; at least 1.
    pub within_seconds: u64,
    /// The share of all downloads.
    pub share: Percent,
}

/// The ages of the objects that a month's downloads read, youngest first; the shares make 100 %.
///
/// The older the objects, the more distinct bucket-level keys they were encrypted under, and the less an S3 Bucket Key saves.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ReadBack(Cow<'static, [Age]>);

/// 83 % within 5 minutes of the write, 11 % within an hour, 6 % within a day.
///
/// The medians over 54 one-week production traces of an object store (IBM Cloud Object Storage, published at SNIA IOTTA;
/// first read after the write). The traces spread from 0.2 % to 100 % within 5 minutes, so this is an assumption.
static MEDIAN_TRACE: [Age; 3] = [
    Age { within_seconds: 300, share: Percent::const_whole(83) },
    Age { within_seconds: 3_600, share: Percent::const_whole(11) },
    Age { within_seconds: 86_400, share: Percent::const_whole(6) },
];

impl ReadBack {
    /// Everything that is read was written within one span of time.
    ///
    /// # Errors
    /// A span of 0 seconds.
    pub fn within(field: &'static str, seconds: u64) -> Result<ReadBack> {
        ReadBack::new(field, vec![Age { within_seconds: seconds, share: Percent::HUNDRED }])
    }

    /// Shares by age, in any order.
    ///
    /// # Errors
    /// An age of 0 seconds, an age given twice, or shares that do not make 100 %.
    pub fn new(field: &'static str, given: Vec<Age>) -> Result<ReadBack> {
        // A handful: inserting each at its place takes a tenth of the code of a sort, which counts on the page.
        let mut ages: Vec<Age> = Vec::with_capacity(given.len());
        for age in given {
            let place = ages.partition_point(|other| other.within_seconds <= age.within_seconds);
            ages.insert(place, age);
        }
        let whole: u64 = ages.iter().map(|age| u64::from(age.share.millionths())).sum();
        let twice =
            ages.windows(2).any(|pair| matches!(pair, [a, b] if a.within_seconds == b.within_seconds));
        let positive = ages.iter().all(|age| age.within_seconds > 0);
        if twice || !positive || whole != u64::from(Percent::HUNDRED.millionths()) {
            let value = ages.iter().map(|age| format!("{}s:{}", age.within_seconds, age.share));
            let value = value.collect::<Vec<_>>().join(",");
            let allowed = "ages of at least 1 second, each once, with shares of 100 % together";
            return Err(Error::invalid(field, value, allowed));
        }
        Ok(ReadBack(Cow::Owned(ages)))
    }

    /// The shares, youngest first.
    #[must_use]
    pub fn ages(&self) -> &[Age] {
        &self.0
    }
}

impl Default for ReadBack {
    fn default() -> ReadBack {
        ReadBack(Cow::Borrowed(&MEDIAN_TRACE))
    }
}
