//! From which volume on something changes: the free tier ends, a Bucket Key pays, one option costs more than another, a
//! budget is used up.
//!
//! A *volume* of n documents is the workload with its uploads, downloads and copies scaled: the first of the three that is
//! not 0 becomes n, and the others keep their ratio to it, each to the nearest whole, halves up. Of a workload without any
//! operation it is n uploads and n downloads. Everything else stays; calls that were measured behind a Bucket Key keep their
//! share of the calls.
//!
//! Volumes are exact, by the typical figures, up to [`MAX_COUNT`](crate::workload::MAX_COUNT) of each operation or as far as
//! every figure can be computed exactly ([`BreakEven::most_documents`]). With each comes what is paid on both sides of it.
//!
//! ```
//! use rust_decimal::Decimal;
//! use sse_pricing::break_even::Budget;
//! use sse_pricing::{BreakEven, EncryptionOption, Money, PriceBook, Workload};
//!
//! let workload = Workload::documents("us-east-1", 1_000)?;
//! let budget = Money::new(Decimal::from(5));
//! let break_even = BreakEven::new(&workload, PriceBook::builtin(), Some(budget))?;
//!
//! // Of 10,001 uploads and 10,001 downloads, two requests are past the 20,000 that are free.
//! let sse_kms = break_even.option(EncryptionOption::SseKms);
//! assert_eq!(sse_kms.free_tier_ends.unwrap().documents, 10_001);
//! // $1 for the key leaves $4, which buys 1,333,333 requests: with the free ones 1,353,333, of 676,666 documents.
//! let Some(Budget::UpTo { documents, .. }) = sse_kms.within_budget else { panic!() };
//! assert_eq!(documents, 676_666);
//! # Ok::<(), sse_pricing::Error>(())
//! ```

use crate::option::KmsKey;
use crate::prices::PriceBook;
use crate::search::{self, Found, Search};
use crate::{EncryptionOption, Error, Figures, Money, Result, Workload};
use rust_decimal::Decimal;

/// A volume from which something changes, with the figures on both sides: of one option, or of two that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Threshold<T> {
    /// The least volume at which it is so.
    pub documents: u64,
    /// The figures at one document less.
    pub below: T,
    /// The figures at this volume.
    pub at: T,
}

/// The figures of an option, and of the one that it is held against.
pub type Pair = [Figures; 2];

/// From when on one option costs more than another.
#[allow(
    clippy::large_enum_variant,
    reason = "a few are made at a time, and to copy one is simpler than to box it"
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overtaking {
    /// From this volume on, and not at 0.
    From(Threshold<Pair>),
    /// Already at 0 documents: a fee.
    FromTheStart,
    /// Not up to the largest volume.
    Never,
    /// The cost of one of the two depends on an input that is unknown: the object size.
    Unknown,
}

/// How much a monthly budget pays for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Budget {
    /// Every volume up to this one fits the budget, and the next does not.
    UpTo {
        /// The largest volume within the budget.
        documents: u64,
        /// The figures at it.
        at: Figures,
        /// The figures at one document more.
        above: Figures,
    },
    /// Even 0 documents cost more.
    Nothing {
        /// The figures at 0 documents.
        at_zero: Figures,
    },
    /// Every volume up to the largest fits the budget.
    Everything {
        /// The figures at the largest volume.
        at_most: Figures,
    },
    /// The cost depends on an input that is unknown: the object size.
    Unknown,
}

/// The volumes of one option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OptionVolumes {
    /// The option.
    pub option: EncryptionOption,
    /// The least volume at which it pays for a request to KMS; `None` where it never does.
    pub free_tier_ends: Option<Threshold<Figures>>,
    /// What fits the budget, where there is one.
    pub within_budget: Option<Budget>,
}

/// An option that comes to cost more than another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overtake {
    /// The one that costs more from the volume on.
    pub option: EncryptionOption,
    /// The one that it is held against.
    pub against: EncryptionOption,
    /// The volume, with the figures of both.
    pub threshold: Threshold<Pair>,
}

/// Where an S3 Bucket Key begins to pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BucketKeyPays {
    /// The option with a Bucket Key.
    pub option: EncryptionOption,
    /// The same without.
    pub against: EncryptionOption,
    /// The least volume at which the first costs less, with the figures of both; `None` where it never does.
    pub threshold: Option<Threshold<Pair>>,
}

/// The volumes of a workload and its prices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BreakEven<'a> {
    workload: &'a Workload,
    book: &'a PriceBook,
    budget: Option<Money>,
    most: u64,
    assumed: Vec<&'static str>,
    options: [OptionVolumes; 7],
    bucket_key_pays: [BucketKeyPays; 2],
    overtakes: Vec<Overtake>,
}

/// The volume of a workload: the first of its uploads, downloads and copies that is not 0, or 0.
#[must_use]
pub fn volume(workload: &Workload) -> u64 {
    [workload.uploads, workload.downloads, workload.copies].into_iter().find(|&count| count > 0).unwrap_or(0)
}

/// The workload at another volume.
///
/// # Errors
/// An input out of its range, a volume of more than [`MAX_COUNT`](crate::workload::MAX_COUNT) of one operation, calls measured
/// without any operation.
pub fn at_volume(workload: &Workload, volume: u64) -> Result<Workload> {
    let scaled = search::at_volume(workload, volume)?;
    scaled.ok_or_else(|| {
        Error::invalid("documents", volume, "a volume of at most 10^15 uploads, downloads or copies")
    })
}

/// The least volume at which an option pays for a request to KMS; `None` where it never does.
///
/// # Errors
/// As [`BreakEven::new`].
pub fn free_tier_ends(
    workload: &Workload,
    book: &PriceBook,
    option: EncryptionOption,
) -> Result<Option<Threshold<Figures>>> {
    Finder::new(workload, book)?.free_tier_ends(option)
}

/// The least volume at which an option with a Bucket Key costs less than the same without; `None` where it never does.
///
/// # Errors
/// As [`BreakEven::new`].
pub fn bucket_key_pays(
    workload: &Workload,
    book: &PriceBook,
    key: KmsKey,
) -> Result<Option<Threshold<Pair>>> {
    Ok(Finder::new(workload, book)?.bucket_key_pays(key)?.threshold)
}

/// The least volume from which one option costs more than another.
///
/// # Errors
/// As [`BreakEven::new`].
pub fn overtakes(
    workload: &Workload,
    book: &PriceBook,
    option: EncryptionOption,
    against: EncryptionOption,
) -> Result<Overtaking> {
    Finder::new(workload, book)?.overtakes(option, against)
}

/// The largest volume that costs no more than a monthly budget, as every volume up to it.
///
/// # Errors
/// As [`BreakEven::new`].
pub fn within_budget(
    workload: &Workload,
    book: &PriceBook,
    option: EncryptionOption,
    budget: Money,
) -> Result<Budget> {
    Finder::new(workload, book)?.within_budget(option, budget)
}

impl<'a> BreakEven<'a> {
    /// Finds every volume: for each option where its free tier ends and what fits the budget, where the Bucket Keys begin to
    /// pay, and which options come to cost more than which others.
    ///
    /// # Errors
    /// An input out of its range, a Region that the book does not hold, calls measured without any operation, or a workload
    /// whose parts are rounded so differently that a volume cannot be told exactly: rather no answer than a wrong one.
    pub fn new(workload: &'a Workload, book: &'a PriceBook, budget: Option<Money>) -> Result<BreakEven<'a>> {
        let finder = Finder::new(workload, book)?;
        let volumes = |option| -> Result<OptionVolumes> {
            let within_budget = budget.map(|budget| finder.within_budget(option, budget)).transpose()?;
            Ok(OptionVolumes { option, free_tier_ends: finder.free_tier_ends(option)?, within_budget })
        };
        let [a, b, c, d, e, f, g] = EncryptionOption::ALL.map(volumes);
        let [customer, aws] =
            [KmsKey::CustomerManaged, KmsKey::AwsManaged].map(|key| finder.bucket_key_pays(key));
        Ok(BreakEven {
            workload,
            book,
            budget,
            most: finder.0.most,
            assumed: finder.0.largest()?.assumed(),
            options: [a?, b?, c?, d?, e?, f?, g?],
            bucket_key_pays: [customer?, aws?],
            overtakes: finder.all_overtakes()?,
        })
    }

    /// The workload whose volume changes.
    #[must_use]
    pub fn workload(&self) -> &'a Workload {
        self.workload
    }

    /// The prices it is priced at.
    #[must_use]
    pub fn book(&self) -> &'a PriceBook {
        self.book
    }

    /// The monthly budget.
    #[must_use]
    pub fn budget(&self) -> Option<Money> {
        self.budget
    }

    /// The largest volume that was looked at. "Never" means: not up to here.
    #[must_use]
    pub fn most_documents(&self) -> u64 {
        self.most
    }

    /// What nobody said and what AWS does not say, at the largest volume: see [`Workload::assumed`].
    #[must_use]
    pub fn assumed(&self) -> &[&'static str] {
        &self.assumed
    }

    /// Every option's volumes.
    #[must_use]
    pub fn options(&self) -> &[OptionVolumes; 7] {
        &self.options
    }

    /// One option's volumes.
    #[must_use]
    pub fn option(&self, option: EncryptionOption) -> &OptionVolumes {
        option.pick(&self.options)
    }

    /// Where the Bucket Keys begin to pay: with a customer managed key, and with the AWS managed key.
    #[must_use]
    pub fn bucket_key_pays(&self) -> &[BucketKeyPays; 2] {
        &self.bucket_key_pays
    }

    /// Every two options of which the first costs more than the second from some volume on, but not at 0.
    #[must_use]
    pub fn overtakes(&self) -> &[Overtake] {
        &self.overtakes
    }
}

struct Finder<'a>(Search<'a>);

impl<'a> Finder<'a> {
    fn new(workload: &Workload, book: &'a PriceBook) -> Result<Finder<'a>> {
        Search::new(workload, book.region(&workload.region)?).map(Finder)
    }

    fn free_tier_ends(&self, option: EncryptionOption) -> Result<Option<Threshold<Figures>>> {
        let free = Decimal::from(self.0.free_requests());
        let requests = |figures: &Figures| Decimal::from(figures.kms_requests.typical);
        let found = self.0.first(false, &|all| (requests(option.pick(all)), free))?;
        found.map(|found| found.of(|all| *option.pick(all))).transpose()
    }

    fn bucket_key_pays(&self, key: KmsKey) -> Result<BucketKeyPays> {
        let (option, against) = match key {
            KmsKey::CustomerManaged => (EncryptionOption::SseKmsBucketKey, EncryptionOption::SseKms),
            KmsKey::AwsManaged => {
                (EncryptionOption::SseKmsAwsManagedBucketKey, EncryptionOption::SseKmsAwsManaged)
            }
        };
        let found = self.0.first(true, &|all| (cost(against.pick(all)), cost(option.pick(all))))?;
        let pair = |found: Found| found.of(|all| [*option.pick(all), *against.pick(all)]);
        Ok(BucketKeyPays { option, against, threshold: found.map(pair).transpose()? })
    }

    fn overtakes(&self, option: EncryptionOption, against: EncryptionOption) -> Result<Overtaking> {
        let known = |option: EncryptionOption| option.pick(&self.0.at_most).complete;
        if !known(option) || !known(against) {
            return Ok(Overtaking::Unknown);
        }
        let found = self.0.first(true, &|all| (cost(option.pick(all)), cost(against.pick(all))))?;
        let pair = |found: Found| found.of(|all| [*option.pick(all), *against.pick(all)]);
        Ok(match found {
            None => Overtaking::Never,
            Some(Found { volume: 0, .. }) => Overtaking::FromTheStart,
            Some(found) => Overtaking::From(pair(found)?),
        })
    }

    fn within_budget(&self, option: EncryptionOption, budget: Money) -> Result<Budget> {
        let at_most = *option.pick(&self.0.at_most);
        if !at_most.complete {
            return Ok(Budget::Unknown);
        }
        let found = self.0.first(false, &|all| (cost(option.pick(all)), budget.amount()))?;
        Ok(match found {
            None => Budget::Everything { at_most },
            Some(Found { at, below: None, .. }) => Budget::Nothing { at_zero: *option.pick(&at) },
            Some(Found { volume, at, below: Some(below) }) => Budget::UpTo {
                documents: volume.saturating_sub(1),
                at: *option.pick(&below),
                above: *option.pick(&at),
            },
        })
    }

    fn all_overtakes(&self) -> Result<Vec<Overtake>> {
        let mut overtakes = Vec::new();
        for option in EncryptionOption::ALL {
            for against in EncryptionOption::ALL {
                if let Overtaking::From(threshold) = self.overtakes(option, against)? {
                    overtakes.push(Overtake { option, against, threshold });
                }
            }
        }
        Ok(overtakes)
    }
}

impl Found {
    fn of<T>(self, pick: impl Fn(&crate::search::All) -> T) -> Result<Threshold<T>> {
        // At 0 nothing is requested, so no threshold is 0.
        let below = self.below.ok_or_else(|| Error::too_large("documents"))?;
        Ok(Threshold { documents: self.volume, below: pick(&below), at: pick(&self.at) })
    }
}

fn cost(figures: &Figures) -> Decimal {
    figures.known.typical.amount()
}
