//! What rows share: the free tier of an account, and KMS keys.

use crate::batch::Batch;
use crate::column::Column;
use crate::error::Result;
use crate::records::{Block, Layout};
use sse_pricing::account::Pool;
use sse_pricing::{EncryptionOption, KmsKey};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

/// Accounts and keys by name. This, and the sums by account, is all that grows with the file: by about 150 bytes for each
/// account and 40 for each key that is named.
#[derive(Default)]
pub(crate) struct Ledger {
    accounts: HashMap<Arc<str>, usize, foldhash::fast::RandomState>,
    names: Vec<Arc<str>>,
    /// Requests of each account; of all together where they share a free tier.
    requests: Vec<u128>,
    pools: Vec<Pool>,
    /// Whether the fee of a key has been charged.
    keys: HashMap<u128, bool, BuildHasherDefault<Hashed>>,
    is_shared: bool,
}

/// Keys are known by a hash already; a part of it will do.
#[derive(Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u128(&mut self, hash: u128) {
        self.0 = u64::try_from(hash >> 64).unwrap_or(0);
    }
}

/// A batch's part of what is shared, a value for each row.
#[derive(Default)]
pub(crate) struct Shares {
    pub(crate) accounts: Vec<usize>,
    /// Free requests that the row has.
    pub(crate) free: Vec<u64>,
    /// Free requests that it could have: those, and what nobody uses.
    pub(crate) available: Vec<u64>,
    /// Customer managed keys that it is charged for.
    pub(crate) keys: Vec<u64>,
}

impl Ledger {
    /// `is_shared`: all accounts are of one billing family, with one free tier.
    pub(crate) fn new(is_shared: bool) -> Ledger {
        Ledger { is_shared, ..Ledger::default() }
    }

    /// Notes the requests and keys of a batch, before anything is shared out.
    pub(crate) fn note(&mut self, batch: &Batch, block: &Block, layout: &Layout) {
        for (row, option) in batch.options.iter().enumerate() {
            let account = self.account(name(batch, block, layout, row));
            let requests = batch.today.get(row).copied().unwrap_or(0);
            let pool = self.pool(account);
            if let Some(sum) = self.requests.get_mut(pool) {
                *sum = sum.saturating_add(u128::from(requests));
            }
            if let Some(key) = batch.key.get(row).copied().flatten().filter(|_| is_charged(*option)) {
                self.keys.entry(key).or_insert(false);
            }
        }
    }

    /// Ends the noting: a free tier of so many requests for each account, or for all.
    pub(crate) fn open(&mut self, free: u64) -> Result<()> {
        let pools = self.requests.iter().map(|requests| Pool::new(free, *requests));
        self.pools = pools.collect::<sse_pricing::Result<_>>()?;
        Ok(())
    }

    /// Shares out to the next batch, in the order of the file.
    pub(crate) fn share(&mut self, batch: &Batch, block: &Block, layout: &Layout, shares: &mut Shares) {
        shares.clear();
        for (row, option) in batch.options.iter().enumerate() {
            let account = self.account(name(batch, block, layout, row));
            let requests = batch.today.get(row).copied().unwrap_or(0);
            let pool = self.pool(account);
            let (free, left) =
                self.pools.get_mut(pool).map_or((0, 0), |pool| (pool.take(requests), pool.left()));
            shares.accounts.push(account);
            shares.free.push(free);
            shares.available.push(free.saturating_add(left));
            let keys = match batch.key.get(row).copied().flatten() {
                None => 1,
                Some(key) => match self.keys.get_mut(&key) {
                    Some(is_charged_already) if is_charged(*option) => {
                        u64::from(!std::mem::replace(is_charged_already, true))
                    }
                    // With another option it would share a key that others pay for.
                    Some(_) => 0,
                    None => 1,
                },
            };
            shares.keys.push(keys);
        }
    }

    /// The accounts in the order in which they come.
    pub(crate) fn names(&self) -> &[Arc<str>] {
        &self.names
    }

    /// Keys that the rows name.
    pub(crate) fn keys(&self) -> usize {
        self.keys.len()
    }

    fn account(&mut self, name: &str) -> usize {
        if let Some(account) = self.accounts.get(name) {
            return *account;
        }
        let account = self.names.len();
        let name: Arc<str> = name.into();
        self.names.push(Arc::clone(&name));
        self.accounts.insert(name, account);
        if account == 0 || !self.is_shared {
            self.requests.push(0);
        }
        account
    }

    fn pool(&self, account: usize) -> usize {
        if self.is_shared { 0 } else { account }
    }
}

/// Whether an option has a fee for its key.
fn is_charged(option: EncryptionOption) -> bool {
    option.kms_key() == Some(KmsKey::CustomerManaged)
}

fn name<'a>(batch: &Batch, block: &'a Block, layout: &Layout, row: usize) -> &'a str {
    let record = batch.records.get(row).and_then(|index| block.record(*index));
    let place = layout.places().of_column(Column::Account);
    record.zip(place).map_or("", |(record, place)| record.text(place).trim_ascii())
}

impl Shares {
    fn clear(&mut self) {
        self.accounts.clear();
        self.free.clear();
        self.available.clear();
        self.keys.clear();
    }
}
