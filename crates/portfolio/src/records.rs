//! Records of a file, as text: CSV, or JSON Lines. A record has an end, so that no line takes more memory than it may.

use crate::column::{COLUMNS, Column, Places};
use crate::error::{BadRow, Error, Result};
use csv_core::ReadRecordResult;
use serde_json::Value;
use std::io::{BufRead as _, BufReader, Chain, Cursor, Read};

/// The longest record, in bytes. A longer one is left out; so is the rest of a file behind a quotation mark that nothing ends.
pub const MAX_RECORD: usize = 1 << 20;

/// Bytes that are looked at to tell CSV from JSON Lines.
const SNIFFED: usize = 4_096;

/// What a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// CSV with these columns.
    Csv { header: Vec<String>, places: Places },
    /// An object a line: the known columns in order, then the object as it is.
    JsonLines { places: Places },
}

/// A file that is read record by record.
pub(crate) struct Records<R> {
    input: BufReader<Chain<Cursor<Vec<u8>>, R>>,
    core: csv_core::Reader,
    layout: Layout,
    /// The text of one record, and where its cells end.
    out: Vec<u8>,
    ends: Vec<usize>,
    line: u64,
    added: Vec<String>,
}

/// Whether the cells of a plain line are found when it is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Cells {
    #[default]
    Now,
    OnDemand,
}

/// Some records, one after the other in one piece of memory, which is used again for the next.
#[derive(Default)]
pub(crate) struct Block {
    text: String,
    ends: Vec<usize>,
    records: Vec<Span>,
    cells: Cells,
    /// Records that are too long, or no text.
    pub(crate) bad: Vec<BadRow>,
}

#[derive(Clone, Copy)]
struct Span {
    line: u64,
    /// Where its cells begin in `ends`, and its text in `text`.
    cells: usize,
    begin: usize,
    is_plain: bool,
}

/// One record.
#[derive(Clone, Copy)]
pub(crate) struct Record<'a> {
    pub(crate) line: u64,
    text: &'a str,
    ends: &'a [usize],
    /// Whether the text is the line as it stands in the file, a comma between two cells, none of them with a quotation mark.
    /// Otherwise the cells follow each other with nothing between.
    is_plain: bool,
}

impl Layout {
    pub(crate) fn places(&self) -> &Places {
        match self {
            Layout::Csv { places, .. } | Layout::JsonLines { places } => places,
        }
    }

    /// Cells of a record.
    pub(crate) fn width(&self) -> usize {
        match self {
            Layout::Csv { header, .. } => header.len(),
            Layout::JsonLines { .. } => COLUMNS + 1,
        }
    }
}

impl<R: Read> Records<R> {
    /// Reads the header, or finds that there is none because it is JSON Lines. `added` are the output's own columns.
    pub(crate) fn new(mut source: R, added: &[&str]) -> Result<Records<R>> {
        let mut head = vec![0; SNIFFED];
        let mut filled = 0;
        while let Some(rest) = head.get_mut(filled..).filter(|rest| !rest.is_empty()) {
            match source.read(rest) {
                Ok(0) => break,
                Ok(read) => filled = filled.saturating_add(read),
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(Error::read(error)),
            }
        }
        head.truncate(filled);
        if head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]) {
            return Err(Error::input("line 1: UTF-16 is not UTF-8 text; save the file as UTF-8"));
        }
        if head.starts_with(&[0xEF, 0xBB, 0xBF]) {
            head.drain(..3);
        }
        let first = head.iter().find(|byte| !byte.is_ascii_whitespace()).copied();
        let mut records = Records {
            input: BufReader::with_capacity(1 << 17, Cursor::new(head).chain(source)),
            core: csv_core::Reader::new(),
            layout: Layout::JsonLines { places: Places::in_order() },
            out: vec![0; 1 << 12],
            ends: vec![0; 64],
            line: 0,
            added: added.iter().map(|name| (*name).to_owned()).collect(),
        };
        match first {
            None => Err(Error::input("line 1: the file is empty")),
            Some(b'[') => Err(Error::input("line 1: a JSON array is not JSON Lines: one object a line")),
            Some(b'{') => Ok(records),
            Some(_) => {
                records.layout = records.header(added)?;
                Ok(records)
            }
        }
    }

    fn header(&mut self, added: &[&str]) -> Result<Layout> {
        let mut block = Block::default();
        self.csv(&mut block)?;
        let Some(record) = block.record(0) else {
            let reason = block.bad.first().map_or("missing", |bad| bad.reason.as_str());
            return Err(Error::input(format!("line 1: the header is {reason}; save the file as UTF-8 text")));
        };
        let header: Vec<String> = (0..record.len()).map(|cell| record.text(cell).trim().to_owned()).collect();
        let places = Places::of(&header, added)?;
        Ok(Layout::Csv { header, places })
    }

    pub(crate) fn layout(&self) -> &Layout {
        &self.layout
    }

    /// Up to so many records in the place of those before; none at the end. Lines that will only be copied need no `cells`:
    /// those that are asked for all the same are then searched for.
    pub(crate) fn fill(&mut self, block: &mut Block, records: usize, cells: Cells) -> Result<()> {
        block.clear();
        block.cells = cells;
        while block.count() < records {
            let more = match self.layout {
                Layout::Csv { .. } => {
                    self.plain_lines(block, records)?;
                    // One more may have to be read with care.
                    block.count() >= records || self.csv(block)?
                }
                Layout::JsonLines { .. } => self.json_line(block)?,
            };
            if !more {
                break;
            }
        }
        Ok(())
    }

    /// Takes what lines are wholly in memory and have nothing but commas in them: nearly all of nearly every file, in a fifth
    /// of the time. The next line then has a quotation mark, or its end is not there yet: [`Records::csv`] knows what to do.
    fn plain_lines(&mut self, block: &mut Block, records: usize) -> Result<()> {
        let input = self.input.fill_buf().map_err(Error::read)?;
        let (mut rest, mut line) = (input, self.core.line());
        while block.count() < records {
            let Some((text, behind)) = memchr::memchr(b'\n', rest).and_then(|end| rest.split_at_checked(end))
            else {
                break;
            };
            let text = text.strip_suffix(b"\r").unwrap_or(text);
            if memchr::memchr2(b'"', b'\r', text).is_some() {
                break;
            }
            // Empty lines are no records, but they count.
            if !text.is_empty() {
                block.push_plain(line, text);
            }
            line = line.saturating_add(1);
            rest = behind.get(1..).unwrap_or_default();
        }
        let read = input.len().saturating_sub(rest.len());
        self.core.set_line(line);
        self.input.consume(read);
        Ok(())
    }

    /// Reads one record of CSV. False at the end.
    fn csv(&mut self, block: &mut Block) -> Result<bool> {
        self.skip_line_ends()?;
        let line = self.core.line();
        let (mut written, mut ended, mut is_too_long) = (0, 0, false);
        loop {
            let input = self.input.fill_buf().map_err(Error::read)?;
            let (Some(out), Some(ends)) = (self.out.get_mut(written..), self.ends.get_mut(ended..)) else {
                return Ok(false);
            };
            let (result, read, text, cells) = self.core.read_record(input, out, ends);
            self.input.consume(read);
            written = written.saturating_add(text);
            ended = ended.saturating_add(cells);
            match result {
                ReadRecordResult::InputEmpty => {}
                // What is too long is read to its end and forgotten.
                ReadRecordResult::OutputFull if is_too_long || self.out.len() >= MAX_RECORD => {
                    (written, is_too_long) = (0, true);
                }
                ReadRecordResult::OutputFull => self.out.resize(self.out.len().saturating_mul(2), 0),
                ReadRecordResult::OutputEndsFull if is_too_long || self.ends.len() >= MAX_RECORD / 8 => {
                    (ended, is_too_long) = (0, true);
                }
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len().saturating_mul(2), 0),
                ReadRecordResult::Record if is_too_long => {
                    block.bad.push(too_long(line));
                    return Ok(true);
                }
                ReadRecordResult::Record => {
                    let (Some(text), Some(ends)) = (self.out.get(..written), self.ends.get(..ended)) else {
                        return Ok(false);
                    };
                    block.push(line, text, ends);
                    return Ok(true);
                }
                ReadRecordResult::End => return Ok(false),
            }
        }
    }

    /// Empty lines are no records, but they count.
    fn skip_line_ends(&mut self) -> Result<()> {
        loop {
            let input = self.input.fill_buf().map_err(Error::read)?;
            let Some(line_end) = input.get(..1).filter(|first| matches!(first, [b'\r' | b'\n'])) else {
                return Ok(());
            };
            self.core.read_record(line_end, &mut self.out, &mut self.ends);
            self.input.consume(1);
        }
    }

    /// Reads one object of JSON Lines. False at the end.
    fn json_line(&mut self, block: &mut Block) -> Result<bool> {
        let mut written = 0_usize;
        let mut is_too_long = false;
        self.out.clear();
        loop {
            let input = self.input.fill_buf().map_err(Error::read)?;
            if input.is_empty() && written == 0 {
                return Ok(false);
            }
            let end = input.iter().position(|byte| *byte == b'\n');
            let read = end.map_or(input.len(), |end| end.saturating_add(1));
            written = written.saturating_add(read);
            is_too_long |= written > MAX_RECORD;
            if let (false, Some(text)) = (is_too_long, input.get(..end.unwrap_or(read))) {
                self.out.extend_from_slice(text);
            }
            let is_end = end.is_some() || input.is_empty();
            self.input.consume(read);
            if is_end {
                break;
            }
        }
        self.line = self.line.saturating_add(1);
        if is_too_long {
            block.bad.push(too_long(self.line));
        } else if !self.out.trim_ascii().is_empty() {
            match taken_apart(self.out.trim_ascii(), &self.added) {
                Ok((text, ends)) => block.push(self.line, &text, &ends),
                Err(reason) => block.bad.push(BadRow { line: self.line, reason }),
            }
        }
        Ok(true)
    }
}

fn too_long(line: u64) -> BadRow {
    let reason = format!("longer than {MAX_RECORD} bytes; is there a quotation mark that nothing ends?");
    BadRow { line, reason }
}

/// The known fields of an object as cells, then the object itself.
fn taken_apart(line: &[u8], added: &[String]) -> std::result::Result<(Vec<u8>, Vec<usize>), String> {
    let text = std::str::from_utf8(line).map_err(|_| "not UTF-8 text".to_owned())?;
    let object: serde_json::Map<String, Value> =
        serde_json::from_str(text).map_err(|error| format!("not a JSON object: {error}"))?;
    if let Some(name) = added.iter().find(|name| object.contains_key(name.as_str())) {
        return Err(format!("{name} is a field of the output; name it otherwise"));
    }
    let (mut cells, mut ends) = (Vec::new(), Vec::new());
    for column in Column::ALL {
        match object.get(column.name()).or_else(|| object.get(column.json_name())) {
            None | Some(Value::Null) => {}
            Some(Value::String(text)) => cells.extend_from_slice(text.as_bytes()),
            Some(Value::Number(number)) => cells.extend_from_slice(number.to_string().as_bytes()),
            Some(other) => return Err(format!("{}: {other} is not text or a number", column.name())),
        }
        ends.push(cells.len());
    }
    cells.extend_from_slice(line);
    ends.push(cells.len());
    Ok((cells, ends))
}

impl Block {
    fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.records.clear();
        self.bad.clear();
    }

    fn push(&mut self, line: u64, text: &[u8], ends: &[usize]) {
        if self.push_text(line, text, false) {
            self.ends.extend_from_slice(ends);
        }
    }

    /// A line without quotation marks.
    fn push_plain(&mut self, line: u64, text: &[u8]) {
        if self.push_text(line, text, true) && self.cells == Cells::Now {
            self.ends.extend(memchr::memchr_iter(b',', text));
            self.ends.push(text.len());
        }
    }

    fn push_text(&mut self, line: u64, text: &[u8], is_plain: bool) -> bool {
        let Ok(text) = std::str::from_utf8(text) else {
            self.bad.push(BadRow { line, reason: "not UTF-8 text".to_owned() });
            return false;
        };
        self.records.push(Span { line, cells: self.ends.len(), begin: self.text.len(), is_plain });
        self.text.push_str(text);
        true
    }

    /// The text of its records.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Records, good or bad.
    fn count(&self) -> usize {
        self.records.len().saturating_add(self.bad.len())
    }

    /// Whether there is nothing in it, not even a bad row: the end of the file.
    pub(crate) fn is_empty(&self) -> bool {
        self.records.is_empty() && self.bad.is_empty()
    }

    pub(crate) fn len(&self) -> usize {
        self.records.len()
    }

    pub(crate) fn record(&self, index: usize) -> Option<Record<'_>> {
        let span = self.records.get(index)?;
        let next = index.checked_add(1).and_then(|next| self.records.get(next));
        let (cells, end) = next.map_or((self.ends.len(), self.text.len()), |next| (next.cells, next.begin));
        Some(Record {
            line: span.line,
            text: self.text.get(span.begin..end)?,
            ends: self.ends.get(span.cells..cells)?,
            is_plain: span.is_plain,
        })
    }
}

impl<'a> Record<'a> {
    /// How many cells it has.
    pub(crate) fn len(&self) -> usize {
        if self.is_unsplit() { self.text.split(',').count() } else { self.ends.len() }
    }

    /// Whether its cells have not been looked for: a line has one at least.
    fn is_unsplit(&self) -> bool {
        self.is_plain && self.ends.is_empty()
    }

    /// A cell; empty where there is none, or where it ends within a character, which it does not in a text that was cut in two.
    pub(crate) fn text(&self, index: usize) -> &'a str {
        if self.is_unsplit() {
            return self.text.split(',').nth(index).unwrap_or_default();
        }
        let comma = usize::from(self.is_plain);
        let begin =
            index.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).map(|end| end + comma));
        let range = begin.zip(self.ends.get(index).copied()).map(|(begin, end)| begin..end);
        range.and_then(|range| self.text.get(range)).unwrap_or_default()
    }

    /// The line as it stands in the file, where no cell of it needs a quotation mark.
    pub(crate) fn plain(&self) -> Option<&'a str> {
        self.is_plain.then_some(self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "account,region,bucket,encryption,uploads,downloads,team\n";

    /// The lines and first cells of what is read, and the bad rows.
    fn read(text: &[u8]) -> (Vec<(u64, String)>, Vec<String>) {
        let mut records = Records::new(text, &[]).unwrap();
        let mut block = Block::default();
        let (mut good, mut bad) = (Vec::new(), Vec::new());
        loop {
            records.fill(&mut block, 2, Cells::Now).unwrap();
            if block.is_empty() {
                return (good, bad);
            }
            bad.extend(block.bad.iter().map(ToString::to_string));
            for index in 0..block.len() {
                let record = block.record(index).unwrap();
                good.push((record.line, record.text(0).to_owned()));
            }
        }
    }

    #[test]
    fn lines_are_those_of_the_file() {
        let text = format!("{HEADER}\n1,a,b,c,1,2,\"two\nlines\"\r\n2,a,b,c,1,2,x\r\n\r\n3,a,b,c,1,2,x");
        let (good, bad) = read(text.as_bytes());
        assert_eq!(good, [(3, "1".to_owned()), (5, "2".to_owned()), (7, "3".to_owned())]);
        assert!(bad.is_empty());
    }

    #[test]
    fn a_line_is_the_same_in_one_piece_and_in_many() {
        // A reader that hands out a byte at a time never has a whole line in memory.
        struct Drops<'a>(&'a [u8]);
        impl Read for Drops<'_> {
            fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
                let one = self.0.len().min(1);
                Read::read(&mut self.0, &mut buffer[..one])
            }
        }
        fn all(source: impl Read, cells: Cells) -> Vec<(u64, Vec<String>)> {
            let mut records = Records::new(source, &[]).unwrap();
            let mut block = Block::default();
            records.fill(&mut block, 100_000, cells).unwrap();
            let record = |index| {
                let record = block.record(index).unwrap();
                (record.line, (0..record.len()).map(|cell| record.text(cell).to_owned()).collect())
            };
            (0..block.len()).map(record).collect()
        }
        let lines = [
            "1,a,b,c,1,2,x\n",
            "2,a,b,c,1,2,\r\n",
            "\n",
            "\r\n",
            "3,a,\"b,\"\"c\",d,1,2,x\n",
            ",,,,,,\n",
            "4,a,b,c,1,2,\"two\nlines\"\r\n",
            "5,a\r6,b\n",
            "7,ä,ö\n",
            "8,\"unquoted\" tail,x\n",
            " 9 , b ,c\n",
        ];
        let mut text = HEADER.to_owned();
        for index in 0..3_000_usize {
            text.push_str(lines[(index * index + index / 7) % lines.len()]);
        }
        text.push_str("10,no,line,end");
        // More than what is looked at for the header.
        assert!(text.len() > 2 * SNIFFED);
        let drops = all(Drops(text.as_bytes()), Cells::Now);
        assert!(drops.len() > 2_000);
        assert_eq!(all(text.as_bytes(), Cells::Now), drops);
        assert_eq!(all(text.as_bytes(), Cells::OnDemand), drops);
    }

    #[test]
    fn a_record_that_is_too_long_is_left_out_and_the_rest_goes_on() {
        let long = "x".repeat(10_000_000);
        let (good, bad) = read(format!("{HEADER}1,{long}\n2,a\n").as_bytes());
        assert_eq!(good, [(3, "2".to_owned())]);
        let message = "longer than 1048576 bytes; is there a quotation mark that nothing ends?";
        assert_eq!(bad, [format!("line 2: {message}")]);
        let (good, bad) = read(format!("{{\"account\": \"{long}\"}}\n{{\"account\": 2}}").as_bytes());
        assert_eq!(good, [(2, "2".to_owned())]);
        assert_eq!(bad, [format!("line 1: {message}")]);
    }

    #[test]
    fn an_object_keeps_what_is_not_known() {
        let text = "{\"team\": {\"a\": 1}, \"account\": \"1\"}\n\n not\n{\"account\": [1]}\n";
        let (good, bad) = read(text.as_bytes());
        assert_eq!(good, [(1, "1".to_owned())]);
        assert_eq!(bad.len(), 2);
        assert!(bad[0].starts_with("line 3: not a JSON object: "), "{bad:?}");
        assert_eq!(bad[1], "line 4: account: [1] is not text or a number");
    }

    #[test]
    fn what_is_no_portfolio_is_refused() {
        let refused = |text: &[u8]| Records::new(text, &[]).err().unwrap().to_string();
        assert_eq!(refused(b""), "line 1: the file is empty");
        assert_eq!(refused(b"\xFF\xFEa\0"), "line 1: UTF-16 is not UTF-8 text; save the file as UTF-8");
        assert_eq!(refused(b"[{}]"), "line 1: a JSON array is not JSON Lines: one object a line");
        assert_eq!(
            refused(b"acc\xFF,b\n"),
            "line 1: the header is not UTF-8 text; save the file as UTF-8 text"
        );
        assert!(refused(b"a,b\n").starts_with("header: account, region, "));
        // A mark in front of UTF-8 text is no part of the first name.
        let marked = format!("\u{feff}{HEADER}");
        assert!(Records::new(marked.as_bytes(), &[]).is_ok());
    }
}
