//! Both readings of a file: one that counts, one that prices.

use crate::advice::Advice;
use crate::batch::{Batch, Count, Empty};
use crate::error::{BadRows, Error, Result};
use crate::kept::{self, Kept};
use crate::ledger::{Ledger, Shares};
use crate::ranking::{Change, Ranking};
use crate::records::{Block, Layout, Records};
use crate::row::Row;
use crate::totals::AllTotals;
use crate::turns::{Turns, What};
use sse_pricing::kernel::Amounts;
use sse_pricing::migration::{Method, Plan};
use sse_pricing::workload::FREE_REQUESTS;
use sse_pricing::{BucketKey, EncryptionOption, Kernel, Migration, PriceBook, Workload};
use std::io::{Read, Write};
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex};

/// Rows that are worked on at once.
const BATCH: usize = 1_024;

/// What holds for all rows.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Every input that has no column: the client, the window of a bucket-level key, rotations, trails. Its Region and counts are
    /// not used.
    pub shared: Workload,
    /// Free KMS requests of each account, from 0 to [`FREE_REQUESTS`].
    pub free_requests: u64,
    /// All accounts are of one billing family, which shares one free tier.
    pub is_one_payer: bool,
    /// Threads that work; [`None`] as many as the machine has processors, at most 8.
    pub threads: Option<NonZeroUsize>,
}

/// How rows are written.
pub trait Form: Sync {
    /// Columns that a row of the output has besides those of the file; no column of the file may have their names.
    fn added(&self) -> &[&str] {
        &[]
    }

    /// What stands above the rows.
    fn head(&self, _header: &Header<'_>, _out: &mut Vec<u8>) {}

    /// One row.
    fn row(&self, row: &Row<'_>, out: &mut Vec<u8>);
}

/// What the rows of a file have in common.
#[derive(Clone, Copy, Debug)]
pub struct Header<'a> {
    layout: &'a Layout,
}

/// A file that has been counted: how large each account's requests are, and which keys there are.
pub struct Survey<'a> {
    settings: Settings,
    kernel: Kernel<'a>,
    book: &'a PriceBook,
    ledger: Ledger,
    kept: Kept,
    layout: Layout,
    rows: u64,
    bad: BadRows,
    /// For each Region what it costs to encrypt one object again, where that is known.
    once: Vec<Option<i128>>,
}

/// A file that has been priced.
#[derive(Clone, Debug)]
pub struct Portfolio {
    /// The sums.
    pub totals: AllTotals,
    /// The accounts' names, in the order of their sums.
    pub accounts: Vec<Arc<str>>,
    /// The most profitable changes first.
    pub changes: Vec<Change>,
    /// The rows that were left out.
    pub bad: BadRows,
    /// Customer managed keys that are named and charged.
    pub keys: usize,
    /// Decimal places of every amount.
    pub places: u32,
}

impl Settings {
    /// Every input at its default: a free tier for each account.
    ///
    /// # Errors
    /// None are expected.
    pub fn new(region: &str) -> Result<Settings> {
        let shared = Workload::documents(region.to_owned(), 0)?;
        Ok(Settings { shared, free_requests: FREE_REQUESTS, is_one_payer: false, threads: None })
    }

    /// What an empty cell stands for: what is said of all rows.
    fn empty(&self) -> Result<Empty> {
        let object_bytes = match &self.shared.object_size {
            None => 0,
            Some(sizes) => sizes.single().ok_or_else(|| {
                Error::input("object size: several sizes with shares are not one size, as a bucket without object_bytes takes")
            })?,
        };
        let requesters = match &self.shared.bucket_key {
            BucketKey::Model(model) => model.requesters.value(),
            BucketKey::Reduction(_) => 1,
            BucketKey::Measured(_) => {
                return Err(Error::input(
                    "bucket key: calls that were measured are those of one bucket, not of many",
                ));
            }
        };
        Ok(Empty { object_bytes, requesters })
    }

    fn threads(&self) -> usize {
        let machine = || std::thread::available_parallelism().map_or(1, |n| n.get().min(8));
        self.threads.map_or_else(machine, NonZeroUsize::get)
    }
}

impl Header<'_> {
    /// The file's own columns, as they are in its header; `None` where it is JSON Lines.
    #[must_use]
    pub fn columns(&self) -> Option<&[String]> {
        match self.layout {
            Layout::Csv { header, .. } => Some(header),
            Layout::JsonLines { .. } => None,
        }
    }
}

impl<'a> Survey<'a> {
    /// Reads a file for the first time.
    ///
    /// # Errors
    /// A file that is no portfolio or cannot be read, a setting out of its range.
    pub fn new<R: Read + Send>(
        source: R,
        settings: Settings,
        book: &'a PriceBook,
        form: &impl Form,
    ) -> Result<Survey<'a>> {
        Survey::keeping(kept::MOST, source, settings, book, form)
    }

    /// Keeps so many bytes of what it reads.
    fn keeping<R: Read + Send>(
        bytes: usize,
        source: R,
        settings: Settings,
        book: &'a PriceBook,
        form: &impl Form,
    ) -> Result<Survey<'a>> {
        let kernel = Kernel::new(&settings.shared, book)?;
        let empty = settings.empty()?;
        let records = Records::new(source, form.added())?;
        let layout = records.layout().clone();
        let counted = Mutex::new(Counted {
            ledger: Ledger::new(settings.is_one_payer),
            kept: Kept::new(bytes),
            rows: 0,
            bad: BadRows::default(),
        });
        let turns = Turns::new(records, BATCH, 0);
        turns.work(settings.threads(), || {
            let (mut block, mut batch) = (Block::default(), Batch::default());
            while let Some(turn) = turns.next(&mut block)? {
                batch.read(&block, &layout, &kernel, empty, Count::Today);
                turns.in_turn(turn, What::Share, || {
                    let mut counted = counted.lock().map_err(|_| Error::input("interrupted"))?;
                    let Counted { ledger, kept, .. } = &mut *counted;
                    ledger.identify(&mut batch, &block, &layout)?;
                    ledger.note(&batch);
                    kept.keep(&batch, &block);
                    counted.rows = counted.rows.saturating_add(batch.len() as u64);
                    counted.bad.add(batch.bad.drain(..));
                    Ok(())
                })?;
            }
            Ok(())
        })?;
        let Counted { mut ledger, kept, rows, mut bad } =
            counted.into_inner().map_err(|_| Error::input("interrupted"))?;
        bad.rows = bad.rows.saturating_add(rows);
        ledger.open(settings.free_requests)?;
        let once = once(&kernel, book);
        Ok(Survey { settings, kernel, book, ledger, kept, layout, rows, bad, once })
    }

    /// The rows that cannot be priced.
    #[must_use]
    pub fn bad(&self) -> &BadRows {
        &self.bad
    }

    /// Rows that can be priced.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Decimal places of every amount.
    #[must_use]
    pub fn places(&self) -> u32 {
        self.kernel.places()
    }

    /// What the rows have in common.
    #[must_use]
    pub fn header(&self) -> Header<'_> {
        Header { layout: &self.layout }
    }

    /// Reads the same file for the second time, prices its rows and writes them, in its order; or, where `only` is given, so many
    /// of the most profitable changes, the most profitable first. `ranked` changes are returned besides.
    ///
    /// # Errors
    /// A file that is another one than before, that cannot be read, or an output that cannot be written.
    pub fn price<R: Read + Send>(
        self,
        source: R,
        form: &impl Form,
        out: &mut (impl Write + Send),
        only: Option<usize>,
        ranked: usize,
    ) -> Result<Portfolio> {
        let records = Records::new(source, form.added())?;
        if *records.layout() != self.layout {
            return Err(changed());
        }
        let (layout, kernel, book, once) = (&self.layout, &self.kernel, self.book, &self.once);
        let kept = &self.kept;
        let empty = self.settings.empty()?;
        let mut head = Vec::new();
        form.head(&Header { layout }, &mut head);
        out.write_all(&head).map_err(Error::write)?;
        let ledger = Mutex::new(self.ledger);
        let written = Mutex::new(Written {
            out,
            totals: AllTotals::default(),
            ranking: Ranking::new(only.unwrap_or(ranked)),
            rows: 0,
            bad: 0,
        });
        let is_streamed = only.is_none();
        let turns = Turns::new(records, BATCH, kept.len());
        turns.work(self.settings.threads(), || {
            let mut block = Block::default();
            let (mut batch, mut shares, mut amounts) =
                (Batch::default(), Shares::default(), Amounts::default());
            let (mut text, mut ends, mut advices) = (Vec::new(), Vec::new(), Vec::new());
            while let Some(turn) = turns.next(&mut block)? {
                let restored = kept.restore(turn, &mut batch, &block);
                match restored {
                    // Each row was counted at the first reading.
                    Some(true) => batch.try_count(kernel, Count::Every).map_err(|_| changed())?,
                    Some(false) => return Err(changed()),
                    None => batch.read(&block, layout, kernel, empty, Count::Every),
                }
                turns.in_turn(turn, What::Share, || {
                    let mut ledger = ledger.lock().map_err(|_| Error::input("interrupted"))?;
                    if restored.is_none() {
                        ledger.identify(&mut batch, &block, layout)?;
                    }
                    ledger.share(&batch, &mut shares);
                    Ok(())
                })?;
                let columns = batch.columns(Some(&shares.keys));
                kernel
                    .price(&columns, &batch.requests, Some(&shares.available), &mut amounts)
                    .map_err(|error| error.error().clone())?;
                text.clear();
                ends.clear();
                advices.clear();
                for index in 0..batch.len() {
                    let advice = advice(&batch, &shares, &amounts, once, index);
                    let record = batch.records.get(index).and_then(|index| block.record(*index));
                    let region =
                        batch.regions.get(index).and_then(|region| book.regions().get(usize::from(*region)));
                    let (Some(record), Some(prices)) = (record, region) else { continue };
                    let (batch, places) = (&batch, kernel.places());
                    let row = Row { record, layout, batch, index, prices, advice, places };
                    form.row(&row, &mut text);
                    ends.push(text.len());
                    advices.push(advice);
                }
                turns.in_turn(turn, What::Write, || {
                    let mut written = written.lock().map_err(|_| Error::input("interrupted"))?;
                    written.add(&batch, &block, layout, book, &advices, (&text, &ends))?;
                    if is_streamed {
                        written.out.write_all(&text).map_err(Error::write)?;
                    }
                    Ok(())
                })?;
            }
            Ok(())
        })?;
        let Written { out, totals, ranking, rows, bad } =
            written.into_inner().map_err(|_| Error::input("interrupted"))?;
        if rows != self.rows || bad != self.bad.count {
            return Err(changed());
        }
        let changes = ranking.into_changes();
        if !is_streamed {
            for change in &changes {
                out.write_all(&change.written).map_err(Error::write)?;
            }
        }
        out.flush().map_err(Error::write)?;
        let ledger = ledger.into_inner().map_err(|_| Error::input("interrupted"))?;
        Ok(Portfolio {
            totals,
            accounts: ledger.names().to_vec(),
            changes,
            bad: self.bad,
            keys: ledger.keys(),
            places: self.kernel.places(),
        })
    }
}

fn changed() -> Error {
    Error::input("changed between the first and the second reading")
}

struct Counted {
    ledger: Ledger,
    kept: Kept,
    rows: u64,
    bad: BadRows,
}

struct Written<'a, W> {
    out: &'a mut W,
    totals: AllTotals,
    ranking: Ranking,
    rows: u64,
    bad: u64,
}

impl<W> Written<'_, W> {
    #[allow(clippy::too_many_arguments)]
    fn add(
        &mut self,
        batch: &Batch,
        block: &Block,
        layout: &Layout,
        book: &PriceBook,
        advices: &[Advice],
        (text, ends): (&[u8], &[usize]),
    ) -> Result<()> {
        self.rows = self.rows.saturating_add(batch.len() as u64);
        self.bad = self.bad.saturating_add(batch.left_out);
        let mut begin = 0;
        for (row, (advice, end)) in advices.iter().zip(ends).enumerate() {
            let written = begin..*end;
            begin = *end;
            let (Some(account), Some(region)) = (batch.accounts.get(row), batch.regions.get(row)) else {
                continue;
            };
            self.totals.add(*account as usize, usize::from(*region), advice)?;
            self.ranking.offer(advice, || {
                let record = batch.records.get(row).and_then(|index| block.record(*index));
                let cell = |column| {
                    let place = layout.places().of_column(column);
                    record.zip(place).map_or("", |(record, place)| record.text(place).trim_ascii()).to_owned()
                };
                let prices = book.regions().get(usize::from(*region));
                Change {
                    line: record.map_or(0, |record| record.line),
                    account: cell(crate::Column::Account),
                    region: prices.map_or_else(String::new, |prices| prices.region.clone().into_owned()),
                    bucket: cell(crate::Column::Bucket),
                    advice: *advice,
                    written: text.get(written).unwrap_or_default().to_vec(),
                }
            });
        }
        Ok(())
    }
}

fn advice(batch: &Batch, shares: &Shares, amounts: &Amounts, once: &[Option<i128>], row: usize) -> Advice {
    let today = batch.options.get(row).copied().unwrap_or(EncryptionOption::SseS3);
    let free = shares.free.get(row).copied().unwrap_or(0);
    let keys = shares.keys.get(row).copied().unwrap_or(0);
    let mut advice = Advice::of(row, today, &batch.requests, amounts, free, keys);
    if advice.is_change() {
        let existing = batch.existing_objects.get(row).copied().flatten();
        let each =
            batch.regions.get(row).and_then(|region| once.get(usize::from(*region)).copied().flatten());
        advice.once = existing.zip(each).and_then(|(existing, each)| each.checked_mul(i128::from(existing)));
    }
    advice
}

/// For each Region, what one object takes to be encrypted again in place behind a Bucket Key.
fn once(kernel: &Kernel<'_>, book: &PriceBook) -> Vec<Option<i128>> {
    let of = |region: &str| {
        let mut plan = Plan::new(region.to_owned(), 1, EncryptionOption::SseKmsBucketKey, Method::InPlace);
        plan.source_is_kms = true;
        kernel.amount(Migration::new(&plan, book).ok()?.total().typical)
    };
    book.regions().iter().map(|prices| of(&prices.region)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Figures;

    impl Form for Figures {
        fn row(&self, row: &Row<'_>, out: &mut Vec<u8>) {
            let Advice { monthly, free_requests, keys, once, .. } = row.advice;
            let cells: Vec<&str> = row.cells().collect();
            writeln!(out, "{} {cells:?} {monthly:?} {free_requests} {keys} {once:?}", row.line()).unwrap();
        }
    }

    #[test]
    fn what_is_kept_is_what_would_be_read_again() {
        let mut file =
            "account,region,bucket,encryption,key,uploads,downloads,object_bytes,existing_objects\n"
                .to_owned();
        let options = ["sse-kms", "sse-s3", "dsse-kms", "sse-kms-bucket-key", "sse-kms-aws-managed", "none"];
        for row in 0..5_000_usize {
            let (option, key) = (options[row % 6], ["", "alias/a", "alias/b", "\"alias/c\""][row % 4]);
            let account = ["111122223333", "444455556666", "777788889999"][row % 3];
            let (size, existing) = (["", "1000000"][row % 2], ["0", "", "7"][row / 7 % 3]);
            file.push_str(&format!(
                "{account},eu-west-1,b{row},{option},{key},{row},{},{size},{existing}\n",
                row * 3
            ));
        }
        let book = PriceBook::builtin();
        let price = |bytes| {
            let settings = Settings { threads: NonZeroUsize::new(2), ..Settings::new("us-east-1").unwrap() };
            let survey = Survey::keeping(bytes, file.as_bytes(), settings, book, &Figures).unwrap();
            let kept = survey.kept.len();
            let mut out = Vec::new();
            let portfolio = survey.price(file.as_bytes(), &Figures, &mut out, None, 10).unwrap();
            (kept, String::from_utf8(out).unwrap(), portfolio.totals, portfolio.changes, portfolio.keys)
        };
        let again = price(0);
        assert_eq!(again.0, 0);
        // A batch takes 64 KB; one row in six is no option.
        for (bytes, kept) in [(150_000, 2), (kept::MOST, 5)] {
            let kept_some = price(bytes);
            assert_eq!(kept_some.0, kept, "{bytes}");
            assert_eq!(
                (kept_some.1, kept_some.2, kept_some.3, kept_some.4),
                (again.1.clone(), again.2.clone(), again.3.clone(), again.4)
            );
        }
    }

    #[test]
    fn a_file_that_has_changed_is_refused() {
        let file = |uploads: u64| {
            format!("account,region,bucket,encryption,uploads,downloads\n1,us-east-1,b,sse-kms,{uploads},1\n")
        };
        let survey = || {
            let settings = Settings::new("us-east-1").unwrap();
            Survey::new(file(1).as_bytes(), settings, PriceBook::builtin(), &Figures).unwrap()
        };
        let priced = |text: String| survey().price(text.as_bytes(), &Figures, &mut Vec::new(), None, 0);
        assert!(priced(file(1)).is_ok());
        // Also where it is as long as before.
        for other in [file(20), file(2), file(1).replace("\n1,", "\n2,")] {
            let refused = priced(other).unwrap_err().to_string();
            assert_eq!(refused, "changed between the first and the second reading");
        }
    }
}
