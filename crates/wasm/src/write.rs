//! JSON text that JavaScript reads without loss.
//!
//! serde_json writes the same, and a test holds this against it; [`read`](super::read) says why it is not used.

use crate::Error;
use serde::ser::{self, Impossible, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple};
use serde::{Serialize, Serializer};
use std::fmt;

/// 2^53 - 1, `Number.MAX_SAFE_INTEGER`: above it a JavaScript number no longer holds every whole number.
const MAX_SAFE_INTEGER: u64 = 9_007_199_254_740_991;

/// Compact JSON.
pub(crate) fn json(value: &impl Serialize) -> crate::Result<String> {
    let mut text = String::new();
    value.serialize(Writer(&mut text)).map_err(|error| Error::new("result", format!("result: {error}")))?;
    Ok(text)
}

/// Why a value cannot be written. One pointer, as each of some hundred fields is followed by the question whether there is one.
#[derive(Debug)]
struct Wrong(Box<Reason>);

#[derive(Debug)]
struct Reason(String);

impl Wrong {
    fn new(reason: impl Into<String>) -> Wrong {
        Wrong(Box::new(Reason(reason.into())))
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.0)
    }
}

impl std::error::Error for Wrong {}

impl ser::Error for Wrong {
    fn custom<T: fmt::Display>(message: T) -> Wrong {
        Wrong::new(message.to_string())
    }
}

type Written = Result<(), Wrong>;

fn wrong() -> Wrong {
    Wrong::new("no form for this kind of value")
}

fn never() -> Written {
    Err(wrong())
}

/// One value, at the end of the text.
struct Writer<'a>(&'a mut String);

/// The rest of a list or an object.
struct Rest<'a> {
    text: &'a mut String,
    end: char,
}

impl<'a> Writer<'a> {
    fn open(self, start: char, end: char) -> Rest<'a> {
        self.0.push(start);
        Rest { text: self.0, end }
    }

    #[inline(never)]
    fn quote(self, text: &str) {
        self.0.push('"');
        for letter in text.chars() {
            match letter {
                '"' => self.0.push_str("\\\""),
                '\\' => self.0.push_str("\\\\"),
                '\n' => self.0.push_str("\\n"),
                '\r' => self.0.push_str("\\r"),
                '\t' => self.0.push_str("\\t"),
                '\u{8}' => self.0.push_str("\\b"),
                '\u{c}' => self.0.push_str("\\f"),
                '\0'..='\u{1f}' => {
                    let code = u32::from(letter);
                    self.0.push_str("\\u00");
                    self.0.push(if code < 16 { '0' } else { '1' });
                    self.0.extend(char::from_digit(code % 16, 16));
                }
                other => self.0.push(other),
            }
        }
        self.0.push('"');
    }
}

impl Rest<'_> {
    /// Before each entry: a comma, but for the first.
    fn next(&mut self) -> Writer<'_> {
        if !self.text.ends_with(['[', '{']) {
            self.text.push(',');
        }
        Writer(self.text)
    }

    #[inline(never)]
    fn name(&mut self, name: &str) -> Writer<'_> {
        self.next().quote(name);
        self.text.push(':');
        Writer(self.text)
    }

    fn close(self) -> Written {
        self.text.push(self.end);
        Ok(())
    }
}

/// Kinds of values that no output has.
macro_rules! never {
    ($($name:ident($kind:ty))+) => {$(
        fn $name(self, _: $kind) -> Written {
            never()
        }
    )+};
}

impl<'a> Serializer for Writer<'a> {
    type Ok = ();
    type Error = Wrong;
    type SerializeSeq = Rest<'a>;
    type SerializeTuple = Rest<'a>;
    type SerializeTupleStruct = Impossible<(), Wrong>;
    type SerializeTupleVariant = Impossible<(), Wrong>;
    type SerializeMap = Rest<'a>;
    type SerializeStruct = Rest<'a>;
    type SerializeStructVariant = Impossible<(), Wrong>;

    never! {
        serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64)
        serialize_f32(f32) serialize_f64(f64) serialize_char(char) serialize_bytes(&[u8])
    }

    fn serialize_bool(self, value: bool) -> Written {
        self.0.push_str(if value { "true" } else { "false" });
        Ok(())
    }

    fn serialize_u8(self, count: u8) -> Written {
        self.serialize_u64(count.into())
    }

    fn serialize_u16(self, count: u16) -> Written {
        self.serialize_u64(count.into())
    }

    fn serialize_u32(self, count: u32) -> Written {
        self.serialize_u64(count.into())
    }

    #[inline(never)]
    fn serialize_u64(self, count: u64) -> Written {
        if count > MAX_SAFE_INTEGER {
            let allowed = "a count that a JavaScript number holds exactly, up to 9,007,199,254,740,991";
            return Err(Wrong::new(format!("\"{count}\" is not {allowed}")));
        }
        self.0.push_str(&count.to_string());
        Ok(())
    }

    fn serialize_str(self, text: &str) -> Written {
        self.quote(text);
        Ok(())
    }

    fn serialize_none(self) -> Written {
        self.serialize_unit()
    }

    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Written {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Written {
        self.0.push_str("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Written {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Written {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(self, _: &'static str, value: &T) -> Written {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Written {
        never()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Rest<'a>, Wrong> {
        Ok(self.open('[', ']'))
    }

    fn serialize_tuple(self, _: usize) -> Result<Rest<'a>, Wrong> {
        Ok(self.open('[', ']'))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, Wrong> {
        Err(wrong())
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Wrong> {
        Err(wrong())
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Rest<'a>, Wrong> {
        Ok(self.open('{', '}'))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Rest<'a>, Wrong> {
        Ok(self.open('{', '}'))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Wrong> {
        Err(wrong())
    }
}

impl SerializeSeq for Rest<'_> {
    type Ok = ();
    type Error = Wrong;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Written {
        value.serialize(self.next())
    }

    fn end(self) -> Written {
        self.close()
    }
}

impl SerializeTuple for Rest<'_> {
    type Ok = ();
    type Error = Wrong;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Written {
        value.serialize(self.next())
    }

    fn end(self) -> Written {
        self.close()
    }
}

/// All names are texts.
impl SerializeMap for Rest<'_> {
    type Ok = ();
    type Error = Wrong;

    fn serialize_key<T: ?Sized + Serialize>(&mut self, name: &T) -> Written {
        name.serialize(self.next())
    }

    fn serialize_value<T: ?Sized + Serialize>(&mut self, value: &T) -> Written {
        self.text.push(':');
        value.serialize(Writer(self.text))
    }

    fn end(self) -> Written {
        self.close()
    }
}

impl SerializeStruct for Rest<'_> {
    type Ok = ();
    type Error = Wrong;

    fn serialize_field<T: ?Sized + Serialize>(&mut self, name: &'static str, value: &T) -> Written {
        value.serialize(self.name(name))
    }

    fn end(self) -> Written {
        self.close()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use sse_pricing::{Comparison, PriceBook, Workload};

    #[track_caller]
    fn same(value: &impl Serialize) {
        assert_eq!(json(value).unwrap(), serde_json::to_string(value).unwrap());
    }

    #[test]
    fn as_serde_json_writes_it() {
        same(&Comparison::new(&Workload::documents("us-east-1", 7).unwrap(), PriceBook::builtin()).unwrap());
        same(&json!({ "a": [], "b": {}, "c": [null, true, false, 0, { "d": [[]] }], "[": "{" }));
        let letters: String = ('\0'..='\u{2fff}').collect();
        same(&letters);
        same(&[(letters, "😀")]);
    }

    #[test]
    fn counts_are_exact_or_refused() {
        assert_eq!(json(&9_007_199_254_740_991_u64).unwrap(), "9007199254740991");
        let error = json(&[9_007_199_254_740_992_u64]).unwrap_err();
        assert_eq!(error.field(), "result");
        assert_eq!(
            error.to_string(),
            "result: \"9007199254740992\" is not a count that a JavaScript number holds exactly, up to 9,007,199,254,740,991"
        );
    }

    #[test]
    fn what_no_output_has_is_refused() {
        for error in [json(&1.5).unwrap_err(), json(&-1).unwrap_err(), json(&'x').unwrap_err()] {
            assert_eq!(error.to_string(), "result: no form for this kind of value");
        }
    }
}
