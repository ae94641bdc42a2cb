//! The arguments of a call, from JSON text.
//!
//! serde_json, for this and for [`write`](super::write), brings what nobody here needs: numbers with fractions, which no input is,
//! and messages to a person who wrote the text by hand. This text is what `JSON.stringify` has written.

use crate::{Error, Result};
use sse_pricing::Value;
use std::iter::Peekable;
use std::str::Chars;

/// The arguments of a call; those that are left out are `null`.
pub(crate) fn arguments<const N: usize>(text: &str) -> Result<[Value; N]> {
    let mut reader = Reader { rest: text.chars().peekable(), depth: 0 };
    let Some(Value::List(arguments)) = reader.whole() else {
        return Err(Error::new("arguments", "arguments: not JSON, or more than 16 levels deep"));
    };
    let mut arguments = arguments.into_iter();
    Ok(std::array::from_fn(|_| arguments.next().unwrap_or(Value::Null)))
}

/// An input has six levels at most. A limit keeps a deeper one from the end of the stack.
const MAX_DEPTH: u32 = 16;

struct Reader<'a> {
    rest: Peekable<Chars<'a>>,
    depth: u32,
}

impl Reader<'_> {
    fn whole(&mut self) -> Option<Value> {
        let value = self.value()?;
        self.space();
        self.rest.next().is_none().then_some(value)
    }

    fn space(&mut self) {
        while self.rest.next_if(|letter| matches!(letter, ' ' | '\t' | '\n' | '\r')).is_some() {}
    }

    fn next_is(&mut self, letter: char) -> bool {
        self.space();
        self.rest.next_if_eq(&letter).is_some()
    }

    fn value(&mut self) -> Option<Value> {
        self.space();
        match self.rest.peek()? {
            '"' => self.text().map(Value::Text),
            '[' => self.nested(Reader::list),
            '{' => self.nested(Reader::object),
            _ => self.word(),
        }
    }

    fn nested(&mut self, read: fn(&mut Self) -> Option<Value>) -> Option<Value> {
        self.rest.next();
        self.depth = self.depth.checked_add(1).filter(|&depth| depth <= MAX_DEPTH)?;
        let value = read(self);
        self.depth = self.depth.saturating_sub(1);
        value
    }

    fn list(&mut self) -> Option<Value> {
        let mut values = Vec::new();
        while !self.next_is(']') {
            if !values.is_empty() && !self.next_is(',') {
                return None;
            }
            values.push(self.value()?);
        }
        Some(Value::List(values))
    }

    fn object(&mut self) -> Option<Value> {
        let mut fields = Vec::new();
        while !self.next_is('}') {
            if !fields.is_empty() && !self.next_is(',') {
                return None;
            }
            self.space();
            let name = self.text()?;
            if !self.next_is(':') {
                return None;
            }
            fields.push((name, self.value()?));
        }
        Some(Value::Object(fields))
    }

    /// A number, `true`, `false` or `null`.
    fn word(&mut self) -> Option<Value> {
        let mut word = String::new();
        while let Some(letter) =
            self.rest.next_if(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '+' | '.'))
        {
            word.push(letter);
        }
        match word.as_str() {
            "null" => Some(Value::Null),
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            word if !word.starts_with(|first: char| first == '-' || first.is_ascii_digit()) => None,
            number => Some(number.parse().map_or_else(|_| Value::Number(number.to_owned()), Value::Count)),
        }
    }

    fn text(&mut self) -> Option<String> {
        let mut text = String::new();
        self.rest.next_if_eq(&'"')?;
        loop {
            let letter = match self.rest.next()? {
                '"' => return Some(text),
                '\\' => match self.rest.next()? {
                    'n' => '\n',
                    't' => '\t',
                    'r' => '\r',
                    'b' => '\u{8}',
                    'f' => '\u{c}',
                    // `JSON.stringify` writes whole letters as they are, and the half of a pair that stands alone like this.
                    'u' => char::from_u32(self.code_unit()?).unwrap_or(char::REPLACEMENT_CHARACTER),
                    other => other,
                },
                other => other,
            };
            text.push(letter);
        }
    }

    fn code_unit(&mut self) -> Option<u32> {
        let mut unit = 0_u32;
        for _ in 0..4 {
            unit = unit.checked_mul(16)?.checked_add(self.rest.next()?.to_digit(16)?)?;
        }
        Some(unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str) -> Result<Value> {
        arguments::<1>(text).map(|[first]| first)
    }

    /// serde_json is the oracle: what it reads of what it has written.
    #[track_caller]
    fn same(text: &str) {
        let expected: Value = serde_json::from_str(text).unwrap();
        assert_eq!(first(&format!("[{text}]")), Ok(expected), "{text}");
    }

    #[test]
    fn every_kind_of_value() {
        for text in [
            "null",
            "true",
            "false",
            "0",
            "18446744073709551615",
            "-1",
            "-1.5",
            "1.0",
            "1e300",
            "[]",
            "{}",
            r#""""#,
        ] {
            same(text);
        }
        same(r#" { "a" : [ 1 , "x" , { "b" : null } ] , "c" : "" } "#);
        same(r#""quote \" solidus \\ \/ line \n\r\t\b\f end \u0007 \u00e9 \u20ac""#);
        same("\"é € 😀\"");
        // Not through a float, which would make another number of it.
        assert_eq!(first("[18446744073709551616]"), Ok(Value::Number("18446744073709551616".to_owned())));
        assert_eq!(first("[1e21]"), Ok(Value::Number("1e21".to_owned())));
    }

    #[test]
    fn what_is_left_out_is_null() {
        assert_eq!(arguments::<3>("[1]"), Ok([Value::Count(1), Value::Null, Value::Null]));
    }

    #[test]
    fn half_a_pair_is_replaced() {
        assert_eq!(first(r#"["a\ud83d"]"#), Ok(Value::Text("a\u{fffd}".to_owned())));
    }

    #[test]
    fn what_is_no_json_is_refused() {
        let deep = format!("{}{}", "[".repeat(17), "]".repeat(17));
        let broken = [
            "",
            "5",
            "[",
            "[1",
            "[1 2]",
            "[x]",
            r#"["a"#,
            r#"["\u12"]"#,
            "[{a:1}]",
            r#"[{"a" 1}]"#,
            "[1]]",
            &deep,
        ];
        for text in broken {
            assert_eq!(first(text).unwrap_err().field(), "arguments", "{text}");
        }
        assert!(first(&format!("{}{}", "[".repeat(16), "]".repeat(16))).is_ok());
    }
}
