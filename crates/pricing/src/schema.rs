//! JSON Schema of the JSON, by [`schemars`].
//!
//! The serialised types of this crate implement [`schemars::JsonSchema`]; generate it for serialising. Here are names for what
//! other JSON is made of, such as that of the program.
//!
//! What is serialised as it is derives its schema beside its serialiser, so that both have the same fields. Here are the types
//! that are written as a text of their own, and those that are written through another one.

use crate::{EncryptionOption, Growth, Money, Percent};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;

/// Every digit, no zeros behind the last, no `-0`: one text for each number.
const EXACT: &str = r"^(0|-?([1-9][0-9]*|(0|[1-9][0-9]*)\.[0-9]*[1-9]))$";

/// The schema of a type whose values are written as those of another one.
#[doc(hidden)]
#[macro_export]
macro_rules! written_as {
    ($($written:ty => $json:ty),+ $(,)?) => { $(
        impl schemars::JsonSchema for $written {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                <$json>::schema_name()
            }

            fn schema_id() -> std::borrow::Cow<'static, str> {
                <$json>::schema_id()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                <$json>::json_schema(generator)
            }
        }
    )+ };
}
pub(crate) use written_as;

/// An exact number: a text, for JSON's numbers pass through floats.
#[derive(Debug)]
pub enum Exact {}

/// Where prices are from and what is agreed with AWS beside them: the field `prices` of a comparison.
#[derive(Debug)]
pub enum Prices {}

written_as!(Prices => crate::json::BookJson<'_>);

/// A share as it is read: `99.5`, `99.5%`.
pub(crate) enum Share {}

/// The schema of a text.
macro_rules! text {
    ($type:ty, $name:literal, $description:literal, $pattern:expr) => {
        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn schema_id() -> Cow<'static, str> {
                concat!("sse_pricing::", $name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", "description": $description, "pattern": $pattern })
            }
        }
    };
}

text!(Exact, "Exact", "An exact number: every digit, no zeros behind the last.", EXACT);
text!(Money, "Money", "US dollars: an exact number.", EXACT);
text!(
    Percent,
    "Percent",
    "Per cent, from 0 to 100: an exact number with at most four decimal places.",
    PERCENT
);
text!(
    Growth,
    "Growth",
    "Per cent a month, from -100 to 1000: an exact number with at most four decimal places.",
    GROWTH
);
text!(Share, "Share", "Per cent, from 0 to 100 with at most four decimal places, such as 99.5.", SHARE);

const PERCENT: &str = r"^(100|0|[1-9][0-9]?|(0|[1-9][0-9]?)\.[0-9]{0,3}[1-9])$";
const GROWTH: &str =
    r"^(0|-100|1000|-?[1-9][0-9]?|[1-9][0-9]{2}|(-?(0|[1-9][0-9]?)|[1-9][0-9]{2})\.[0-9]{0,3}[1-9])$";
const SHARE: &str = r"^\s*0*(100(\.0+)?|[0-9]{1,2}(\.[0-9]{1,4}0*)?)\s*%?\s*$";

impl JsonSchema for EncryptionOption {
    fn schema_name() -> Cow<'static, str> {
        "EncryptionOption".into()
    }

    fn schema_id() -> Cow<'static, str> {
        "sse_pricing::EncryptionOption".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "A way to encrypt, by its id.",
            "enum": EncryptionOption::ALL.map(EncryptionOption::id),
        })
    }
}
