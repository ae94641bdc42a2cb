//! How a value is written into a file, by the file's format.
//!
//! One rule for all: a value comes out of a template as one whole literal of the format, quotes included. A template says
//! `bucket={{ bucket }}`, never `"{{ bucket }}"`. So a value that holds quotes, `$(...)`, line ends or template braces is
//! still one word, one string or one code span, and nothing else.
//!
//! Values reach a template as `&str` or `String`, which are escaped in one piece. What is already text of the format (JSON
//! that `serde_json` wrote, a table, a heredoc's body) is marked `|safe` in the template, and only that.

use crate::{Error, Result};
use askama::filters::Escaper;
use std::fmt::{self, Write};

/// A word of a POSIX shell, in single quotes: nothing in it is expanded.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Shell;

/// A string of HCL (Terraform), in double quotes: no interpolation, no directive.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Hcl;

/// A code span of Markdown, on one line.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Markdown;

/// A string in double quotes as JSON has it, which YAML, Python, JavaScript, Java and Go read alike.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Quoted;

impl Escaper for Shell {
    fn write_escaped_str<W: Write>(&self, mut to: W, text: &str) -> fmt::Result {
        // A quote cannot stand between single quotes: end them, a quoted quote, begin anew.
        write!(to, "'{}'", text.replace('\'', r"'\''"))
    }
}

impl Escaper for Hcl {
    fn write_escaped_str<W: Write>(&self, mut to: W, text: &str) -> fmt::Result {
        to.write_char('"')?;
        let mut rest = text.chars().peekable();
        while let Some(letter) = rest.next() {
            match letter {
                '"' => to.write_str("\\\"")?,
                '\\' => to.write_str("\\\\")?,
                '\n' => to.write_str("\\n")?,
                '\r' => to.write_str("\\r")?,
                '\t' => to.write_str("\\t")?,
                // `${` begins an interpolation and `%{` a directive; the doubled sign is the sign itself.
                '$' | '%' if rest.peek() == Some(&'{') => write!(to, "{letter}{letter}")?,
                control if control.is_control() => write!(to, "\\u{:04x}", u32::from(control))?,
                other => to.write_char(other)?,
            }
        }
        to.write_char('"')
    }
}

impl Escaper for Markdown {
    fn write_escaped_str<W: Write>(&self, mut to: W, text: &str) -> fmt::Result {
        // A line end could end the paragraph, and with it the span; a pipe ends a cell of a table.
        let line: String =
            text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
        let longest = line.split(|letter| letter != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest.saturating_add(1));
        let space = if longest > 0 || line.is_empty() { " " } else { "" };
        write!(to, "{fence}{space}{}{space}{fence}", line.replace('|', "\\|"))
    }
}

impl Escaper for Quoted {
    fn write_escaped_str<W: Write>(&self, mut to: W, text: &str) -> fmt::Result {
        to.write_str(&quoted(text))
    }
}

/// A string as JSON writes it.
pub(crate) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A code span of Markdown, for text that is not made by a template.
pub(crate) fn code_span(text: &str) -> String {
    let mut span = String::new();
    // Writing to a String cannot fail.
    let _ = Markdown.write_escaped_str(&mut span, text);
    span
}

/// Fills a template. The text ends with one line end, whatever the template's last block leaves.
///
/// # Errors
/// None that is known of: writing to a `String` cannot fail.
pub(crate) fn render(template: &impl askama::Template) -> Result<String> {
    let text = template.render();
    let text = text.map_err(|error| Error::invalid("template", error, "one that can be filled"))?;
    Ok(format!("{}\n", text.trim_end()))
}

#[cfg(test)]
mod tests;
