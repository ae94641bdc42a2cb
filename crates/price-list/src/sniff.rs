//! Whether a file is JSON or CSV, by how it begins.

use crate::error::Problem;
use std::io::{BufRead, BufReader, Cursor, Read};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Json,
    Csv,
}

/// Large enough that a file is read in few calls.
const BUFFER: usize = 1 << 18;

/// The format, and the file from its first sign on: without a byte order mark and without space before it.
pub(crate) fn format<R: Read>(mut source: R) -> Result<(Format, impl BufRead + use<R>), Problem> {
    let mut head = Vec::new();
    let unread = |error: std::io::Error| Problem::new(format!("cannot be read: {error}"));
    source.by_ref().take(3).read_to_end(&mut head).map_err(unread)?;
    if head.starts_with(b"\xef\xbb\xbf") {
        head.clear();
    }
    while head.iter().all(u8::is_ascii_whitespace) {
        head.clear();
        if source.by_ref().take(1).read_to_end(&mut head).map_err(unread)? == 0 {
            return Err(Problem::cut_short("nothing is in it"));
        }
    }
    let first = head.iter().find(|byte| !byte.is_ascii_whitespace()).copied();
    let format = match first {
        Some(b'{') => Format::Json,
        Some(b'"' | b'F') => Format::Csv,
        _ if head.starts_with(b"\x1f\x8b") || head.starts_with(b"PK") => {
            return Err(Problem::new("is compressed: unpack it first"));
        }
        _ => return Err(Problem::new("begins neither as a JSON nor as a CSV file of the Price List")),
    };
    // The buffer outermost: JSON is taken from it byte by byte.
    Ok((format, BufReader::with_capacity(BUFFER, Cursor::new(head).chain(source))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn is(bytes: &[u8], expected: Result<(Format, &[u8]), &str>) {
        match (format(bytes), expected) {
            (Ok((format, mut rest)), Ok((expected, content))) => {
                let mut all = Vec::new();
                rest.read_to_end(&mut all).unwrap();
                assert_eq!((format, all.trim_ascii_start()), (expected, content));
            }
            (Err(problem), Err(message)) => {
                assert_eq!(problem.in_file("f").to_string(), format!("f: {message}"));
            }
            (Ok(_), Err(message)) => panic!("{message}"),
            (Err(problem), Ok(_)) => panic!("{}", problem.in_file("f")),
        }
    }

    #[test]
    fn formats_are_told_by_how_a_file_begins() {
        is(b"{}", Ok((Format::Json, b"{}")));
        is(b"\xef\xbb\xbf{}", Ok((Format::Json, b"{}")));
        is(b" \n\n\n\n  {}", Ok((Format::Json, b"{}")));
        is(b"\"FormatVersion\",", Ok((Format::Csv, b"\"FormatVersion\",")));
        is(b"\xef\xbb\xbfFormatVersion", Ok((Format::Csv, b"FormatVersion")));
        is(b"", Err("nothing is in it: the file is cut short"));
        is(b" \n \n\n", Err("nothing is in it: the file is cut short"));
        is(b"\x1f\x8b\x08", Err("is compressed: unpack it first"));
        is(b"<html>", Err("begins neither as a JSON nor as a CSV file of the Price List"));
        is(b"[]", Err("begins neither as a JSON nor as a CSV file of the Price List"));
    }
}
