//! Running text for a terminal.

use sse_pricing::display::count;

/// The columns of text where the terminal does not say: a pipe, a file.
const WIDTH: u16 = 80;

/// How wide the output may be: `COLUMNS` if it is set, else the terminal's width, else 80.
pub(crate) fn width() -> u16 {
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let terminal = || terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| width.0);
    columns.filter(|&columns| columns > 0).or_else(terminal).unwrap_or(WIDTH)
}

/// Words broken into lines of the output's width, each behind an indent; the first behind `first` instead.
///
/// A word that is longer than a line, such as an address, stays whole: it is there to be copied.
pub(crate) fn wrapped(first: &str, indent: &str, words: &str) -> String {
    wrapped_to(usize::from(width()), first, indent, words)
}

/// The same in a width of its own.
pub(crate) fn wrapped_to(width: usize, first: &str, indent: &str, words: &str) -> String {
    let mut lines = Vec::new();
    let mut line = first.to_owned();
    let mut empty = true;
    for word in words.split_whitespace() {
        let length = line.chars().count().saturating_add(word.chars().count());
        if !empty && length >= width {
            lines.push(std::mem::replace(&mut line, indent.to_owned()));
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    lines.push(line);
    lines.join("\n")
}

/// Paragraphs with an empty line between them and a line end after the last.
pub(crate) fn paragraphs(paragraphs: &[String]) -> String {
    paragraphs.join("\n\n") + "\n"
}

/// A count and its noun: `1 upload`, `2,000 uploads`.
pub(crate) fn plural(number: u64, noun: &str) -> String {
    let s = if number == 1 { "" } else { "s" };
    format!("{} {noun}{s}", count(number))
}

/// `a`, `a and b`, `a, b and c`
pub(crate) fn list(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
