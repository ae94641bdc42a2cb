//! What rows share: the free tier of an account, and KMS keys.

use crate::batch::Batch;
use crate::column::Column;
use crate::error::{Error, Result};
use crate::records::{Block, Layout};
use sse_pricing::account::Pool;
use sse_pricing::{EncryptionOption, KmsKey};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

/// Accounts and keys by name. This and the sums by account grow with what the file names: by about 300 bytes for each account
/// and 40 for each key.
#[derive(Default)]
pub(crate) struct Ledger {
    accounts: HashMap<Arc<str>, u32, foldhash::fast::RandomState>,
    names: Vec<Arc<str>>,
    /// Requests of each account; of all together where they share a free tier.
    requests: Vec<u128>,
    pools: Vec<Pool>,
    keys: HashMap<u128, u32, BuildHasherDefault<Hashed>>,
    fees: Vec<Fee>,
    is_shared: bool,
}

/// Whether a key's fee is charged.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fee {
    /// No row that names it has an option with a fee.
    No,
    /// To the first such row.
    Due,
    /// It has been.
    Charged,
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

    /// Tells the batch by what it knows its accounts and keys.
    pub(crate) fn identify(&mut self, batch: &mut Batch, block: &Block, layout: &Layout) -> Result<()> {
        for row in 0..batch.len() {
            let account = self.account(name(batch, block, layout, row))?;
            batch.accounts.push(account);
        }
        for identity in &batch.identities {
            let key = identity.map(|identity| self.key(identity)).transpose()?;
            batch.keys.push(key);
        }
        Ok(())
    }

    /// Notes the requests and keys of a batch, before anything is shared out.
    pub(crate) fn note(&mut self, batch: &Batch) {
        let accounts = batch.accounts.iter().zip(&batch.today);
        for ((account, requests), (key, option)) in accounts.zip(batch.keys.iter().zip(&batch.options)) {
            let pool = self.pool(*account);
            if let Some(sum) = self.requests.get_mut(pool) {
                *sum = sum.saturating_add(u128::from(*requests));
            }
            if let Some(fee) = self.fee(*key).filter(|_| is_charged(*option)) {
                *fee = Fee::Due;
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
    pub(crate) fn share(&mut self, batch: &Batch, shares: &mut Shares) {
        shares.clear();
        let accounts = batch.accounts.iter().zip(&batch.today);
        for ((account, requests), (key, option)) in accounts.zip(batch.keys.iter().zip(&batch.options)) {
            let pool = self.pool(*account);
            let (free, left) =
                self.pools.get_mut(pool).map_or((0, 0), |pool| (pool.take(*requests), pool.left()));
            shares.free.push(free);
            shares.available.push(free.saturating_add(left));
            let keys = match self.fee(*key) {
                None | Some(Fee::No) => 1,
                Some(fee) if is_charged(*option) => {
                    u64::from(std::mem::replace(fee, Fee::Charged) == Fee::Due)
                }
                // With another option it would share a key that others pay for.
                Some(_) => 0,
            };
            shares.keys.push(keys);
        }
    }

    /// The accounts in the order in which they come.
    pub(crate) fn names(&self) -> &[Arc<str>] {
        &self.names
    }

    /// Keys that the rows name and that have a fee.
    pub(crate) fn keys(&self) -> usize {
        self.fees.iter().filter(|fee| **fee != Fee::No).count()
    }

    fn account(&mut self, name: &str) -> Result<u32> {
        if let Some(account) = self.accounts.get(name) {
            return Ok(*account);
        }
        let account = u32::try_from(self.names.len()).map_err(|_| too_many("accounts"))?;
        let name: Arc<str> = name.into();
        self.names.push(Arc::clone(&name));
        self.accounts.insert(name, account);
        if account == 0 || !self.is_shared {
            self.requests.push(0);
        }
        Ok(account)
    }

    fn key(&mut self, identity: u128) -> Result<u32> {
        // One less than all: the last number stands for no key.
        let next = u32::try_from(self.fees.len()).ok().filter(|next| *next < u32::MAX);
        let next = next.ok_or_else(|| too_many("keys"))?;
        let key = *self.keys.entry(identity).or_insert(next);
        if key == next {
            self.fees.push(Fee::No);
        }
        Ok(key)
    }

    fn fee(&mut self, key: Option<u32>) -> Option<&mut Fee> {
        key.and_then(|key| usize::try_from(key).ok()).and_then(|key| self.fees.get_mut(key))
    }

    fn pool(&self, account: u32) -> usize {
        if self.is_shared { 0 } else { account as usize }
    }
}

fn too_many(what: &str) -> Error {
    Error::input(format!("more than {} {what}", u32::MAX))
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
        self.free.clear();
        self.available.clear();
        self.keys.clear();
    }
}
