//! `sse-cost schema`: what the JSON that the program reads and writes looks like.

use crate::failure::{Failure, Result};
use crate::text::wrapped;
use crate::{criteria, format, migrate, portfolio_rows, portfolio_text, prices_diff, setup_check, table};
use clap::Args;
use schemars::JsonSchema;
use schemars::generate::{Contract, SchemaSettings};
use schemars::transform::RecursiveTransform;
use serde::Serialize;
use serde_json::Value;
use sse_guide::{Recommendation, Recommended, SetupFiles};
use sse_pricing::{BreakEven, Comparison, Forecast, PriceList, Workload};

/// Print the JSON Schema of an output, or of the workload that is read
///
/// Without a name, lists the names. The schemas are of draft 2020-12. Fields are added to an output without a new
/// schemaVersion, never renamed or taken away, so that a schema of today holds for later outputs too.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Schema {
    /// What to describe, one of `sse-cost schema`
    #[arg(value_name = "NAME")]
    name: Option<String>,
}

const EXAMPLES: &str = "\
Examples:
  sse-cost schema
  sse-cost schema workload > workload.schema.json";

/// A schema that can be printed.
struct Named {
    name: &'static str,
    about: &'static str,
    schema: fn() -> schemars::Schema,
}

const NAMED: [Named; 14] = [
    Named { name: "workload", about: "what --workload FILE reads", schema: read::<Workload> },
    Named {
        name: "comparison",
        about: "compare --format json",
        schema: written::<WithRecommendation<'static>>,
    },
    Named { name: "forecast", about: "forecast --format json", schema: written::<Forecast<'static>> },
    Named {
        name: "portfolio",
        about: "portfolio --format json",
        schema: written::<portfolio_text::PortfolioJson<'static>>,
    },
    Named {
        name: "portfolio-row",
        about: "a line of portfolio --format jsonl",
        schema: written::<portfolio_rows::RowJson>,
    },
    Named { name: "table", about: "table --format json", schema: written::<table::TableJson> },
    Named { name: "break-even", about: "break-even --format json", schema: written::<BreakEven<'static>> },
    Named {
        name: "migration",
        about: "migrate --format json",
        schema: written::<migrate::PricedJson<'static>>,
    },
    Named { name: "recommendation", about: "recommend --format json", schema: recommendation },
    Named { name: "criteria", about: "criteria --format json", schema: written::<criteria::CriteriaJson> },
    Named {
        name: "prices",
        about: "prices list and prices show --format json",
        schema: written::<PriceList<'static>>,
    },
    Named {
        name: "price-diff",
        about: "prices diff --format json",
        schema: written::<prices_diff::DiffJson<'static>>,
    },
    Named { name: "setup", about: "setup --format json", schema: written::<SetupFiles<'static>> },
    Named {
        name: "setup-check",
        about: "setup --check FILE --format json",
        schema: written::<setup_check::CheckJson<'static>>,
    },
];

impl Schema {
    /// What goes to standard output.
    pub(crate) fn run(&self) -> Result<String> {
        let Some(name) = &self.name else {
            let line = |named: &Named| {
                wrapped(&format!("{:<16}", named.name), "                ", named.about) + "\n"
            };
            return Ok(NAMED.iter().map(line).collect());
        };
        match NAMED.iter().find(|named| named.name == name) {
            Some(named) => format::json(&(named.schema)()),
            None => {
                let names = NAMED.iter().map(|named| named.name).collect::<Vec<_>>().join(", ");
                Err(Failure::new("NAME", format!("{name:?} is not one of {names}")))
            }
        }
    }
}

/// Of what is read.
fn read<T: JsonSchema>() -> schemars::Schema {
    root::<T>(Contract::Deserialize)
}

/// Of what is written.
fn written<T: JsonSchema>() -> schemars::Schema {
    root::<T>(Contract::Serialize)
}

fn root<T: JsonSchema>(contract: Contract) -> schemars::Schema {
    let settings = SchemaSettings::draft2020_12().with(|settings| settings.contract = contract);
    settings.with_transform(RecursiveTransform(tidy)).into_generator().into_root_schema_for::<T>()
}

/// Without the line breaks of the source, and without formats that JSON Schema does not know, which strict validators refuse.
fn tidy(schema: &mut schemars::Schema) {
    if let Some(Value::String(description)) = schema.get_mut("description") {
        let paragraphs = description.split("\n\n").map(|paragraph| paragraph.replace('\n', " "));
        *description = paragraphs.collect::<Vec<_>>().join("\n\n");
    }
    let is_own = |format: &Value| format.as_str().is_some_and(|format| format.starts_with("uint"));
    if schema.get("format").is_some_and(is_own) {
        schema.remove("format");
    }
}

/// What every option costs for the same month of use, and what is recommended where something is required.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Comparison")]
struct WithRecommendation<'a> {
    #[serde(flatten)]
    comparison: &'a Comparison<'a>,
    /// Where something is required.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Recommendation")]
    recommendation: Option<&'a Recommendation>,
}

/// What a recommendation leaves out of a comparison.
const LEFT_OUT: [&str; 4] = ["options", "kmsQuotaPerSecond", "s3", "bucketKey"];

/// A comparison without its bills.
fn recommendation() -> schemars::Schema {
    without_fields(written::<Recommended<'static>>(), &LEFT_OUT)
}

/// An object's schema without some of its fields.
pub(crate) fn without_fields(mut schema: schemars::Schema, fields: &[&str]) -> schemars::Schema {
    if let Some(properties) = schema.get_mut("properties").and_then(|properties| properties.as_object_mut()) {
        properties.retain(|name, _| !fields.contains(&name.as_str()));
    }
    if let Some(required) = schema.get_mut("required").and_then(|required| required.as_array_mut()) {
        required.retain(|name| !name.as_str().is_some_and(|name| fields.contains(&name)));
    }
    schema
}
