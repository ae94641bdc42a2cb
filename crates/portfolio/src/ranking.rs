//! The changes that save most.

use crate::advice::Advice;
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

/// A bucket for which another option is cheaper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The line of the file on which the bucket stands.
    pub line: u64,
    /// Its account.
    pub account: String,
    /// The code of its Region.
    pub region: String,
    /// Its name.
    pub bucket: String,
    /// Its figures.
    pub advice: Advice,
    /// The row as it is written, where rows are.
    pub written: Vec<u8>,
}

/// Keeps so many changes as are asked for, and no more.
pub(crate) struct Ranking {
    most: usize,
    /// The least profitable one on top.
    kept: BinaryHeap<Reverse<Ranked>>,
}

#[derive(PartialEq, Eq)]
struct Ranked(Change);

impl Ranking {
    pub(crate) fn new(most: usize) -> Ranking {
        Ranking { most, kept: BinaryHeap::new() }
    }

    /// Takes a change if it is among the best so far; it is only made then.
    pub(crate) fn offer(&mut self, advice: &Advice, change: impl FnOnce() -> Change) {
        if !advice.is_change() || self.most == 0 {
            return;
        }
        if self.kept.len() >= self.most {
            // Rows come in the order of the file, so an equal one is later.
            let least = self.kept.peek().map(|Reverse(Ranked(change))| change.advice.saving.typical);
            if least.is_some_and(|least| advice.saving.typical <= least) {
                return;
            }
            self.kept.pop();
        }
        self.kept.push(Reverse(Ranked(change())));
    }

    /// The most profitable first; of equal ones the earlier in the file.
    pub(crate) fn into_changes(self) -> Vec<Change> {
        let mut ranked: Vec<Ranked> = self.kept.into_iter().map(|Reverse(ranked)| ranked).collect();
        ranked.sort_by(|a, b| b.cmp(a));
        ranked.into_iter().map(|Ranked(change)| change).collect()
    }
}

impl Ord for Ranked {
    fn cmp(&self, other: &Ranked) -> Ordering {
        let saving = |ranked: &Ranked| ranked.0.advice.saving.typical;
        saving(self).cmp(&saving(other)).then(other.0.line.cmp(&self.0.line))
    }
}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Ranked) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
