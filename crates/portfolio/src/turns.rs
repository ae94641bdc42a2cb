//! Workers that each take the next records of a file, work on them side by side, and do in the order of the file what depends
//! on it.

use crate::error::{Error, Result};
use crate::records::{Block, Cells, Records};
use std::io::Read;
use std::sync::{Condvar, Mutex};

/// The file, and whose turn it is.
pub(crate) struct Turns<R> {
    source: Mutex<Source<R>>,
    now: Mutex<Now>,
    changed: Condvar,
    records: usize,
    /// Blocks, from the first, whose cells are known already.
    known: u64,
}

struct Source<R> {
    records: Records<R>,
    next: u64,
}

/// The blocks whose turn it is, to share and to write; once something fails, nobody's.
#[derive(Default)]
struct Now {
    sharing: u64,
    writing: u64,
    failure: Option<Error>,
    has_failed: bool,
}

/// What a turn is for: there is one of each for every block.
#[derive(Clone, Copy)]
pub(crate) enum What {
    Share,
    Write,
}

impl<R: Read + Send> Turns<R> {
    pub(crate) fn new(records: Records<R>, at_once: usize, known: u64) -> Turns<R> {
        Turns {
            source: Mutex::new(Source { records, next: 0 }),
            now: Mutex::new(Now::default()),
            changed: Condvar::new(),
            records: at_once,
            known,
        }
    }

    /// Runs so many workers until each is done, or one has failed.
    pub(crate) fn work(&self, threads: usize, work: impl Fn() -> Result<()> + Sync) -> Result<()> {
        let one = || {
            if let Err(error) = work() {
                self.fail(error);
            }
        };
        std::thread::scope(|scope| {
            for _ in 1..threads {
                scope.spawn(one);
            }
            one();
        });
        let mut now = self.now.lock().map_err(|_| interrupted())?;
        now.failure.take().map_or(Ok(()), Err)
    }

    /// The next records in the place of those before, and the number of their turn; `None` at the end.
    pub(crate) fn next(&self, block: &mut Block) -> Result<Option<u64>> {
        let mut source = self.source.lock().map_err(|_| interrupted())?;
        let Source { records, next } = &mut *source;
        let cells = if *next < self.known { Cells::OnDemand } else { Cells::Now };
        records.fill(block, self.records, cells)?;
        if block.is_empty() {
            return Ok(None);
        }
        let turn = *next;
        *next = next.saturating_add(1);
        Ok(Some(turn))
    }

    /// The first failure counts; those who wait are let go.
    fn fail(&self, error: Error) {
        if let Ok(mut now) = self.now.lock() {
            if !now.has_failed {
                now.failure = Some(error);
            }
            now.has_failed = true;
        }
        self.changed.notify_all();
    }

    /// Waits until everything before has been done, and acts.
    pub(crate) fn in_turn(&self, turn: u64, what: What, act: impl FnOnce() -> Result<()>) -> Result<()> {
        let mut now = self.now.lock().map_err(|_| interrupted())?;
        while !now.has_failed && now.of(what) != turn {
            now = self.changed.wait(now).map_err(|_| interrupted())?;
        }
        if now.has_failed {
            return Err(interrupted());
        }
        drop(now);
        // Nobody else has this turn.
        act()?;
        let mut now = self.now.lock().map_err(|_| interrupted())?;
        now.pass(what);
        drop(now);
        self.changed.notify_all();
        Ok(())
    }
}

impl Now {
    fn of(&self, what: What) -> u64 {
        match what {
            What::Share => self.sharing,
            What::Write => self.writing,
        }
    }

    fn pass(&mut self, what: What) {
        let turn = match what {
            What::Share => &mut self.sharing,
            What::Write => &mut self.writing,
        };
        *turn = turn.saturating_add(1);
    }
}

/// Said by a worker that another one has stopped; never shown, as the first failure is.
fn interrupted() -> Error {
    Error::input("interrupted")
}
