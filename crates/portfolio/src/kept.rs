//! What the first reading made of the rows, kept for the second as long as that takes little memory.

use crate::batch::Batch;
use crate::records::Block;
use sse_pricing::EncryptionOption;
use sse_pricing::kernel::RegionIndex;
use std::hash::BuildHasher as _;

/// The most that is kept, in bytes: about a million rows. What is behind them is read a second time.
pub(crate) const MOST: usize = 80 << 20;

/// In the place of a number that is not known: more than every count may be.
const UNKNOWN: u64 = u64::MAX;

/// The first batches of a file.
pub(crate) struct Kept {
    batches: Vec<KeptBatch>,
    /// Bytes that may still be kept; none once a batch did not fit.
    left: usize,
    hasher: foldhash::quality::RandomState,
}

struct KeptBatch {
    rows: Vec<KeptRow>,
    left_out: u64,
    /// Of the text of its records: another one at the second reading is another file.
    hash: u64,
}

/// 64 bytes, as what may be missing has no flag of its own.
#[derive(Clone, Copy)]
struct KeptRow {
    uploads: u64,
    downloads: u64,
    object_bytes: u64,
    existing_objects: u64,
    today: u64,
    requesters: u32,
    account: u32,
    key: u32,
    record: u16,
    region: RegionIndex,
    option: EncryptionOption,
}

impl Kept {
    /// Keeps at most so many bytes.
    pub(crate) fn new(bytes: usize) -> Kept {
        Kept { batches: Vec::new(), left: bytes, hasher: foldhash::quality::RandomState::default() }
    }

    /// How many batches.
    pub(crate) fn len(&self) -> u64 {
        self.batches.len() as u64
    }

    /// Keeps the next batch, if there is room for it.
    pub(crate) fn keep(&mut self, batch: &Batch, block: &Block) {
        let size = size_of::<KeptBatch>().saturating_add(batch.len().saturating_mul(size_of::<KeptRow>()));
        let rows: Option<Vec<KeptRow>> =
            if size > self.left { None } else { (0..batch.len()).map(|row| kept(batch, row)).collect() };
        match rows {
            None => self.left = 0,
            Some(rows) => {
                self.left = self.left.saturating_sub(size);
                self.batches.push(KeptBatch {
                    rows,
                    left_out: batch.left_out,
                    hash: self.hasher.hash_one(block.text()),
                });
            }
        }
    }

    /// Puts a batch back as it was read. `None` where it was not kept; `Some(false)` where the file is another one.
    pub(crate) fn restore(&self, turn: u64, batch: &mut Batch, block: &Block) -> Option<bool> {
        let kept = usize::try_from(turn).ok().and_then(|turn| self.batches.get(turn))?;
        batch.clear();
        batch.left_out = kept.left_out;
        for row in &kept.rows {
            batch.records.push(usize::from(row.record));
            batch.options.push(row.option);
            batch.regions.push(row.region);
            batch.uploads.push(row.uploads);
            batch.downloads.push(row.downloads);
            batch.object_bytes.push(row.object_bytes);
            batch.requesters.push(u64::from(row.requesters));
            batch.existing_objects.push(Some(row.existing_objects).filter(|count| *count != UNKNOWN));
            batch.today.push(row.today);
            batch.accounts.push(row.account);
            batch.keys.push(Some(row.key).filter(|key| *key != u32::MAX));
        }
        Some(kept.hash == self.hasher.hash_one(block.text()))
    }
}

fn kept(batch: &Batch, row: usize) -> Option<KeptRow> {
    Some(KeptRow {
        uploads: *batch.uploads.get(row)?,
        downloads: *batch.downloads.get(row)?,
        object_bytes: *batch.object_bytes.get(row)?,
        existing_objects: batch.existing_objects.get(row)?.unwrap_or(UNKNOWN),
        today: *batch.today.get(row)?,
        requesters: u32::try_from(*batch.requesters.get(row)?).ok()?,
        account: *batch.accounts.get(row)?,
        key: batch.keys.get(row)?.unwrap_or(u32::MAX),
        record: u16::try_from(*batch.records.get(row)?).ok()?,
        region: *batch.regions.get(row)?,
        option: *batch.options.get(row)?,
    })
}
