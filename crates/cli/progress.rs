//! How far a long read has come, for a person who waits at a terminal.

use std::io::{IsTerminal as _, Read, Write as _};
use std::time::{Duration, Instant};

/// A read that is done sooner says nothing.
const PATIENCE: Duration = Duration::from_secs(1);

/// Time between two figures.
const PAUSE: Duration = Duration::from_millis(200);

/// A file that tells on standard error, if that is a terminal, how much of it has been read.
pub(crate) struct Progress<'a, R> {
    source: R,
    name: &'a str,
    /// In bytes; 0 where it is not known, as of a pipe.
    size: u64,
    read: u64,
    begin: Instant,
    shown: Option<Instant>,
    is_shown: bool,
}

impl<'a, R: Read> Progress<'a, R> {
    pub(crate) fn new(source: R, name: &'a str, size: u64) -> Progress<'a, R> {
        let is_shown = std::io::stderr().is_terminal();
        Progress { source, name, size, read: 0, begin: Instant::now(), shown: None, is_shown }
    }

    fn show(&mut self) {
        let now = Instant::now();
        let is_due = match self.shown {
            None => now.duration_since(self.begin) > PATIENCE,
            Some(shown) => now.duration_since(shown) > PAUSE,
        };
        if is_due {
            self.shown = Some(now);
            // Nobody is left to tell where standard error is closed.
            let _ = write!(std::io::stderr(), "\r\x1b[K{}", line(self.name, self.read, self.size));
        }
    }
}

fn line(name: &str, read: u64, size: u64) -> String {
    let megabytes = |bytes: u64| sse_pricing::display::count(bytes / 1_000_000);
    if size == 0 {
        format!("{name}: {} MB", megabytes(read))
    } else {
        format!("{name}: {} of {} MB", megabytes(read), megabytes(size))
    }
}

impl<R: Read> Read for Progress<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.source.read(buffer)?;
        self.read = self.read.saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
        if self.is_shown {
            self.show();
        }
        Ok(read)
    }
}

impl<R> Drop for Progress<'_, R> {
    fn drop(&mut self) {
        if self.shown.is_some() {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn as_much_as_is_known() {
        assert_eq!(line("AmazonS3.json", 1_234_567_890, 2_000_000_000), "AmazonS3.json: 1,234 of 2,000 MB");
        assert_eq!(line("AmazonS3.json", 5_000_000, 0), "AmazonS3.json: 5 MB");
    }
}
