//! Columns in, columns out: many months of use priced at once.
//!
//! An [`Estimate`](crate::Estimate) explains one workload; a [`Kernel`] prices a million of them. What the rows share stands
//! in one [`Workload`], what differs in [`Columns`] of whole numbers, borrowed from whoever holds them: a row is never an
//! object, and nothing is allocated for one. Amounts are whole numbers of [10^-places](Kernel::places) dollars, exact, as a
//! column of 128-bit decimals of that scale holds them.
//!
//! In two steps, because a free tier is spread over what has been counted:
//!
//! ```
//! use sse_pricing::kernel::{Amounts, Columns, Kernel, KmsRequests};
//! use sse_pricing::{EncryptionOption, PriceBook, Workload};
//!
//! let shared = Workload::documents("us-east-1", 0)?;
//! let kernel = Kernel::new(&shared, PriceBook::builtin())?;
//! let frankfurt = kernel.region("eu-central-1")?;
//! let columns = Columns {
//!     regions: Some(&[frankfurt, frankfurt]),
//!     ..Columns::new(&[1_000_000, 10_000], &[1_000_000, 10_000])
//! };
//!
//! let mut requests = KmsRequests::default();
//! kernel.count(&columns, &mut requests)?;
//! assert_eq!(requests.typical(EncryptionOption::SseKms), [2_000_000, 20_000]);
//!
//! let mut amounts = Amounts::default();
//! kernel.price(&columns, &requests, None, &mut amounts)?;
//! // $6.94 and $1, in whole numbers of 10^-12 dollars.
//! assert_eq!(kernel.places(), 12);
//! assert_eq!(amounts.typical(EncryptionOption::SseKms), [6_940_000_000_000, 1_000_000_000_000]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! What is counted is counted by the code that an estimate uses. Only the money is other numbers than an estimate's
//! decimals; that both are the same is tested for every option.

use crate::bill::Usage;
use crate::bucket_key::{BucketKey, Calls};
use crate::figures;
use crate::fixed::{FixedPrices, Places, money, signed, whole};
use crate::keys::MAX_KEYS;
use crate::operations::Operations;
use crate::prices::{PriceBook, RegionPrices};
use crate::workload::{FREE_REQUESTS, MAX_COUNT, check_within};
use crate::{Assumable, EncryptionOption, Error, Money, ObjectSizes, Range, Workload};
use std::fmt;

/// A Region of the price book, as a column holds it: its place in [`PriceBook::regions`].
pub type RegionIndex = u16;

/// What differs from row to row. Every column has a value for each row; `None` stands for what the shared workload says.
#[derive(Clone, Copy, Debug)]
pub struct Columns<'a> {
    /// Objects written in the month, at most [`MAX_COUNT`].
    pub uploads: &'a [u64],
    /// Objects read in the month, at most [`MAX_COUNT`].
    pub downloads: &'a [u64],
    /// Objects copied in the month within the bucket, at most [`MAX_COUNT`].
    pub copies: Option<&'a [u64]>,
    /// The Region, by [`Kernel::region`].
    pub regions: Option<&'a [RegionIndex]>,
    /// Bytes of every object, 0 where they are not known.
    pub object_bytes: Option<&'a [u64]>,
    /// Requesters behind an S3 Bucket Key; of no effect where the shared workload gives a flat percentage.
    pub requesters: Option<&'a [u64]>,
    /// Customer managed keys that the row is charged for.
    pub keys: Option<&'a [u64]>,
}

/// How many requests to KMS each row makes. Made empty, filled by [`Kernel::count`], and used again for the next rows.
#[derive(Clone, Debug, Default)]
pub struct KmsRequests {
    every_call: Vec<u64>,
    bucket_key: [Vec<u64>; 3],
    dsse: Vec<u64>,
    none: Vec<u64>,
    moved: Vec<[Option<u128>; 2]>,
}

/// What each option costs in each row. Made empty, filled by [`Kernel::price`], and used again for the next rows.
#[derive(Clone, Debug, Default)]
pub struct Amounts {
    typical: [Vec<i128>; 7],
    low: [Vec<i128>; 2],
    high: [Vec<i128>; 2],
    dsse_complete: Vec<bool>,
}

/// An error of one row: its place in the columns, from 0, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowError {
    row: usize,
    error: Error,
}

/// What a function that prices columns returns.
pub type Result<T> = std::result::Result<T, RowError>;

/// Prices rows that share all but a few columns.
#[derive(Clone, Debug)]
pub struct Kernel<'a> {
    shared: Workload,
    book: &'a PriceBook,
    region: RegionIndex,
    prices: Vec<FixedPrices>,
    /// The codes of the Regions; none where one is too long.
    codes: Vec<u128>,
    places: u32,
}

impl<'a> Columns<'a> {
    /// Uploads and downloads; everything else as the shared workload has it.
    #[must_use]
    pub fn new(uploads: &'a [u64], downloads: &'a [u64]) -> Columns<'a> {
        Columns {
            uploads,
            downloads,
            copies: None,
            regions: None,
            object_bytes: None,
            requesters: None,
            keys: None,
        }
    }

    /// Whether all columns are of the length of the first.
    fn check(&self) -> Result<()> {
        let rows = self.uploads.len();
        let lengths = [
            ("downloads", Some(self.downloads.len())),
            ("copies", self.copies.map(<[u64]>::len)),
            ("regions", self.regions.map(<[RegionIndex]>::len)),
            ("objectBytes", self.object_bytes.map(<[u64]>::len)),
            ("requesters", self.requesters.map(<[u64]>::len)),
            ("keys", self.keys.map(<[u64]>::len)),
        ];
        lengths.into_iter().try_for_each(|(column, length)| check_length(column, rows, length))
    }
}

/// A code of up to 16 bytes as a number. Those of two codes are in the codes' own order.
fn packed(code: &str) -> Option<u128> {
    let mut bytes = [0; 16];
    // A byte of zero would be taken for the end.
    let fits = bytes.get_mut(..code.len()).filter(|_| !code.contains('\0'))?;
    fits.copy_from_slice(code.as_bytes());
    Some(u128::from_be_bytes(bytes))
}

fn check_length(column: &'static str, rows: usize, length: Option<usize>) -> Result<()> {
    let length = length.unwrap_or(rows);
    if length == rows {
        return Ok(());
    }
    let error = Error::invalid(column, length, format!("a column of {rows} rows, as uploads is"));
    Err(RowError { row: length.min(rows), error })
}

impl<'a> Kernel<'a> {
    /// Turns the prices of every Region of a book into whole numbers.
    ///
    /// # Errors
    /// A shared workload with an input out of its range or of a Region that the book does not hold, or prices too large to be
    /// computed exactly.
    pub fn new(shared: &Workload, book: &'a PriceBook) -> crate::Result<Kernel<'a>> {
        shared.check()?;
        let places = book.regions().iter().map(|prices| Places::of(shared, prices).gb).max().unwrap_or(0);
        let fixed = |prices: &RegionPrices| {
            let fixed = FixedPrices::of(prices, shared.trails, Places { places, gb: places });
            fixed.ok_or_else(|| Error::too_large("prices"))
        };
        let prices = book.regions().iter().map(fixed).collect::<crate::Result<Vec<_>>>()?;
        let codes = book.regions().iter().map(|prices| packed(&prices.region)).collect::<Option<_>>();
        let codes = codes.unwrap_or_default();
        let mut kernel = Kernel { shared: shared.clone(), book, region: 0, prices, codes, places };
        kernel.region = kernel.region(&shared.region)?;
        Ok(kernel)
    }

    /// Decimal places of the amounts: the coarsest fraction of a dollar in which every amount is whole.
    #[must_use]
    pub fn places(&self) -> u32 {
        self.places
    }

    /// An amount as money; `None` where it needs more than the 96 bits of an exact decimal.
    #[must_use]
    pub fn money(&self, amount: i128) -> Option<Money> {
        let whole = money(amount.unsigned_abs(), self.places)?;
        Some(if amount < 0 { whole.negated() } else { whole })
    }

    /// Money as an amount; `None` where it is negative, finer than the [places](Kernel::places), or does not fit.
    #[must_use]
    pub fn amount(&self, money: Money) -> Option<i128> {
        whole(money, self.places).and_then(|amount| i128::try_from(amount).ok())
    }

    /// A Region as the columns hold it.
    ///
    /// # Errors
    /// When the book does not hold the Region.
    pub fn region(&self, code: &str) -> crate::Result<RegionIndex> {
        // Numbers of the same order are compared many times faster.
        let place = match packed(code).filter(|_| !self.codes.is_empty()) {
            Some(code) => self.codes.binary_search(&code),
            None => self.book.regions().binary_search_by(|prices| prices.region.as_ref().cmp(code)),
        };
        match place.ok().and_then(|place| RegionIndex::try_from(place).ok()) {
            Some(index) => Ok(index),
            None => self.book.region(code).and(Err(Error::too_large("regions"))),
        }
    }

    /// Counts each row's requests to KMS, by every option.
    ///
    /// # Errors
    /// The first row with an input out of its range, or with more requests than a count holds.
    pub fn count(&self, columns: &Columns<'_>, requests: &mut KmsRequests) -> Result<()> {
        columns.check()?;
        requests.clear();
        let mut row = self.shared.clone();
        for (index, (uploads, downloads)) in columns.uploads.iter().zip(columns.downloads).enumerate() {
            (row.uploads, row.downloads) = (*uploads, *downloads);
            fill(&mut row, columns, index)
                .and_then(|()| requests.push(&row))
                .map_err(|error| RowError { row: index, error })?;
        }
        Ok(())
    }

    /// Counts each row's requests to KMS by one option of its own, typically: what a free tier is spread over. In a third of the
    /// time of [`count`](Kernel::count) where few rows have an S3 Bucket Key, and with the same errors.
    ///
    /// # Errors
    /// Those of [`count`](Kernel::count), or not as many options as rows.
    pub fn count_of(
        &self,
        columns: &Columns<'_>,
        options: &[EncryptionOption],
        requests: &mut Vec<u64>,
    ) -> Result<()> {
        columns.check()?;
        check_length("options", columns.uploads.len(), Some(options.len()))?;
        requests.clear();
        let mut row = self.shared.clone();
        let volumes = columns.uploads.iter().zip(columns.downloads);
        for (index, ((uploads, downloads), option)) in volumes.zip(options).enumerate() {
            (row.uploads, row.downloads) = (*uploads, *downloads);
            let counted = fill(&mut row, columns, index).and_then(|()| typical(&row, *option));
            requests.push(counted.map_err(|error| RowError { row: index, error })?);
        }
        Ok(())
    }

    /// Prices each row by every option, from what [`count`](Kernel::count) made of the same columns.
    ///
    /// `free_requests` are each row's part of the free tier, 0 to [`FREE_REQUESTS`]; `None` where each has the shared
    /// workload's to itself.
    ///
    /// # Errors
    /// The first row with an input out of its range, or an amount that does not fit 128 bits.
    pub fn price(
        &self,
        columns: &Columns<'_>,
        requests: &KmsRequests,
        free_requests: Option<&[u64]>,
        amounts: &mut Amounts,
    ) -> Result<()> {
        columns.check()?;
        let rows = columns.uploads.len();
        check_length("kmsRequests", rows, Some(requests.every_call.len()))?;
        check_length("freeRequests", rows, free_requests.map(<[u64]>::len))?;
        amounts.clear();
        let mut keys = KeyFees { shared: self.shared.clone(), last: None };
        for row in 0..rows {
            let of_row =
                |column: Option<&[u64]>, shared| column.and_then(|c| c.get(row)).copied().unwrap_or(shared);
            let free = of_row(free_requests, self.shared.free_requests.value());
            let region = columns.regions.and_then(|regions| regions.get(row)).copied().unwrap_or(self.region);
            let count = of_row(columns.keys, self.shared.keys.count);
            self.price_row(row, requests, free, (region, count), &mut keys, amounts)
                .map_err(|error| RowError { row, error })?;
        }
        Ok(())
    }

    fn price_row(
        &self,
        row: usize,
        requests: &KmsRequests,
        free: u64,
        (region, count): (RegionIndex, u64),
        keys: &mut KeyFees,
        amounts: &mut Amounts,
    ) -> crate::Result<()> {
        check_within("freeRequests", free, 0, FREE_REQUESTS)?;
        let (Some(prices), Some(fixed)) =
            (self.book.regions().get(usize::from(region)), self.prices.get(usize::from(region)))
        else {
            return Err(Error::invalid("region", region, "the index of a Region"));
        };
        let cost = |requests: &[u64]| signed(fixed.requests(requests.get(row).copied().unwrap_or(0), free));
        let keys = keys.of(prices, region, count, self.places)?;
        let plus = |a: i128, b: i128| a.checked_add(b).ok_or_else(|| Error::too_large("total"));
        let every_call = cost(&requests.every_call)?;
        let [low, typical, high] = &requests.bucket_key;
        let bucket_key = Range { low: cost(low)?, typical: cost(typical)?, high: cost(high)? };
        let two_layers = plus(cost(&requests.dsse)?, keys)?;
        let [written, read] = requests.moved.get(row).copied().unwrap_or_default();
        let moved = signed(fixed.moved(written, read))?;
        let with_keys = Range {
            low: plus(bucket_key.low, keys)?,
            typical: plus(bucket_key.typical, keys)?,
            high: plus(bucket_key.high, keys)?,
        };
        amounts.push(
            [
                0,
                plus(every_call, keys)?,
                with_keys.typical,
                every_call,
                bucket_key.typical,
                plus(two_layers, moved)?,
                0,
            ],
            [with_keys, bucket_key],
        );
        amounts.dsse_complete.push(written.is_some() && read.is_some());
        Ok(())
    }
}

/// A row's requests by one option. The model of a Bucket Key, most of the work, is asked only where there is one.
fn typical(row: &Workload, option: EncryptionOption) -> crate::Result<u64> {
    if option.has_bucket_key() {
        let usage = Usage::of(row)?;
        usage.calls(row, EncryptionOption::DsseKms)?;
        return Ok(usage.calls(row, option)?.typical.total());
    }
    let total = Operations::of(row)?.total()?;
    let dsse = total.kms().checked_mul(row.dsse_calls.value()).ok_or_else(|| Error::too_large("requests"))?;
    Ok(match option.kms_key() {
        None => 0,
        Some(_) if option == EncryptionOption::DsseKms => dsse,
        Some(_) => total.kms(),
    })
}

/// Puts a row's own inputs into the workload, each within its range.
fn fill(row: &mut Workload, columns: &Columns<'_>, index: usize) -> crate::Result<()> {
    check_within("uploads", row.uploads, 0, MAX_COUNT)?;
    check_within("downloads", row.downloads, 0, MAX_COUNT)?;
    let at = |column: Option<&[u64]>| column.and_then(|column| column.get(index)).copied();
    if let Some(copies) = at(columns.copies) {
        check_within("copies", copies, 0, MAX_COUNT)?;
        row.copies = copies;
    }
    if let Some(bytes) = at(columns.object_bytes) {
        row.object_size = if bytes == 0 { None } else { Some(ObjectSizes::one(bytes)?) };
    }
    if let (Some(requesters), BucketKey::Model(model)) = (at(columns.requesters), &mut row.bucket_key) {
        check_within("bucketKey.requesters", requesters, 1, 1_000_000)?;
        model.requesters = Assumable::Given(requesters);
    }
    if let Some(keys) = at(columns.keys) {
        check_within("keys", keys, 0, MAX_KEYS)?;
    }
    Ok(())
}

/// The fee of a row's keys. Most rows have as many as the one before, in the same Region.
struct KeyFees {
    shared: Workload,
    last: Option<((RegionIndex, u64), i128)>,
}

impl KeyFees {
    fn of(
        &mut self,
        prices: &RegionPrices,
        region: RegionIndex,
        count: u64,
        places: u32,
    ) -> crate::Result<i128> {
        match self.last {
            Some((of, fee)) if of == (region, count) => Ok(fee),
            _ => {
                self.shared.keys.count = count;
                let fee = signed(whole(figures::keys(&self.shared.keys, prices, None)?, places))?;
                self.last = Some(((region, count), fee));
                Ok(fee)
            }
        }
    }
}

impl KmsRequests {
    /// An option's column, in the order of the rows.
    #[must_use]
    pub fn typical(&self, option: EncryptionOption) -> &[u64] {
        let [_, typical, _] = &self.bucket_key;
        self.column(option, typical)
    }

    /// As few as there may be: another column only behind an S3 Bucket Key.
    #[must_use]
    pub fn low(&self, option: EncryptionOption) -> &[u64] {
        let [low, _, _] = &self.bucket_key;
        self.column(option, low)
    }

    /// As many as there may be: another column only behind an S3 Bucket Key.
    #[must_use]
    pub fn high(&self, option: EncryptionOption) -> &[u64] {
        let [_, _, high] = &self.bucket_key;
        self.column(option, high)
    }

    fn column<'s>(&'s self, option: EncryptionOption, bucket_key: &'s [u64]) -> &'s [u64] {
        match option {
            EncryptionOption::SseS3 | EncryptionOption::SseC => &self.none,
            EncryptionOption::DsseKms => &self.dsse,
            EncryptionOption::SseKms | EncryptionOption::SseKmsAwsManaged => &self.every_call,
            EncryptionOption::SseKmsBucketKey | EncryptionOption::SseKmsAwsManagedBucketKey => bucket_key,
        }
    }

    fn clear(&mut self) {
        self.every_call.clear();
        self.bucket_key.iter_mut().for_each(Vec::clear);
        self.dsse.clear();
        self.none.clear();
        self.moved.clear();
    }

    fn push(&mut self, row: &Workload) -> crate::Result<()> {
        let usage = Usage::of(row)?;
        let calls = |option| Ok(usage.calls(row, option)?.map(Calls::total));
        let bucket_key = calls(EncryptionOption::SseKmsBucketKey)?;
        let dsse = calls(EncryptionOption::DsseKms)?;
        self.every_call.push(usage.without.total());
        let [low, typical, high] = &mut self.bucket_key;
        low.push(bucket_key.low);
        typical.push(bucket_key.typical);
        high.push(bucket_key.high);
        self.dsse.push(dsse.typical);
        self.none.push(0);
        self.moved.push([usage.operations.bytes_written, usage.operations.bytes_read]);
        Ok(())
    }
}

impl Amounts {
    /// An option's column, in the order of the rows; for DSSE-KMS what is known of it.
    #[must_use]
    pub fn typical(&self, option: EncryptionOption) -> &[i128] {
        option.pick::<Vec<i128>>(&self.typical)
    }

    /// As little as it may be: another column only behind an S3 Bucket Key.
    #[must_use]
    pub fn low(&self, option: EncryptionOption) -> &[i128] {
        self.ranged(option, &self.low)
    }

    /// As much as it may be: another column only behind an S3 Bucket Key.
    #[must_use]
    pub fn high(&self, option: EncryptionOption) -> &[i128] {
        self.ranged(option, &self.high)
    }

    /// Whether all of an option's cost in a row is known: always, but for DSSE-KMS without an object size.
    #[must_use]
    pub fn is_complete(&self, option: EncryptionOption, row: usize) -> bool {
        option != EncryptionOption::DsseKms || self.dsse_complete.get(row).copied().unwrap_or(true)
    }

    fn ranged<'s>(&'s self, option: EncryptionOption, [own_key, aws_key]: &'s [Vec<i128>; 2]) -> &'s [i128] {
        match option {
            EncryptionOption::SseKmsBucketKey => own_key,
            EncryptionOption::SseKmsAwsManagedBucketKey => aws_key,
            _ => self.typical(option),
        }
    }

    fn clear(&mut self) {
        self.typical.iter_mut().chain(&mut self.low).chain(&mut self.high).for_each(Vec::clear);
        self.dsse_complete.clear();
    }

    fn push(&mut self, typical: [i128; 7], bucket_key: [Range<i128>; 2]) {
        for (column, amount) in self.typical.iter_mut().zip(typical) {
            column.push(amount);
        }
        for ((low, high), amount) in self.low.iter_mut().zip(&mut self.high).zip(bucket_key) {
            low.push(amount.low);
            high.push(amount.high);
        }
    }
}

impl RowError {
    /// The row's place in the columns, from 0.
    #[must_use]
    pub fn row(&self) -> usize {
        self.row
    }

    /// What is wrong with it.
    #[must_use]
    pub fn error(&self) -> &Error {
        &self.error
    }
}

impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "row {}: {}", self.row, self.error)
    }
}

impl std::error::Error for RowError {}
