//! A comparison as a file: the JSON and the CSV of `sse-cost compare`, and Markdown for a pull request.

use serde_json::{Value, json};
use sse_cost_web_inputs::{Inputs, Link, Read};
use sse_guide::{Recommendation, Recommended, table};
use sse_pricing::display::count;
use sse_pricing::{Comparison, Estimate, PriceBook};
use std::error::Error;
use std::fmt::Write as _;

/// What the page offers, by the ids of the program's `--format`.
pub(crate) fn exported(fragment: &str, format: &str) -> Value {
    match content(&Link::read(fragment).0.inputs, format) {
        Ok((name, kind, content)) => json!({ "name": name, "type": kind, "content": content }),
        Err(error) => json!({ "problem": error.to_string() }),
    }
}

type File = (&'static str, &'static str, String);

fn content(inputs: &Inputs, format: &str) -> Result<File, Box<dyn Error>> {
    let read = inputs.read().map_err(|wrong| {
        wrong.into_iter().next().map_or_else(String::new, |wrong| wrong.error.to_string())
    })?;
    let comparison = Comparison::new(&read.workload, PriceBook::builtin())?;
    let recommendation = Recommendation::new(&comparison, inputs.requirements())?;
    // As the program does: what nobody asked for is not answered.
    let asked = (!inputs.requirements().is_empty()).then_some(&recommendation);
    match format {
        "json" => Ok(("comparison.json", "application/json", json_text(&comparison, asked)?)),
        "csv" => Ok(("comparison.csv", "text/csv", csv_text(&comparison, asked)?)),
        "markdown" => {
            Ok(("comparison.md", "text/markdown", markdown(inputs, &read, &comparison, &recommendation)?))
        }
        _ => Err("format: json, csv or markdown".into()),
    }
}

fn json_text(
    comparison: &Comparison<'_>,
    recommendation: Option<&Recommendation>,
) -> Result<String, Box<dyn Error>> {
    let text = match recommendation {
        Some(recommendation) => serde_json::to_string_pretty(&Recommended { comparison, recommendation })?,
        None => serde_json::to_string_pretty(comparison)?,
    };
    Ok(text + "\n")
}

fn csv_text(
    comparison: &Comparison<'_>,
    recommendation: Option<&Recommendation>,
) -> Result<String, Box<dyn Error>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(table::header(recommendation.is_some()))?;
    for row in table::rows(comparison, recommendation)? {
        writer.write_record(row)?;
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}

fn markdown(
    inputs: &Inputs,
    read: &Read,
    comparison: &Comparison<'_>,
    recommendation: &Recommendation,
) -> Result<String, Box<dyn Error>> {
    let (workload, book) = (comparison.workload(), comparison.book());
    let (uploads, downloads) = (count(workload.uploads), count(workload.downloads));
    let mut text = format!("**{}**\n\n{}\n\n", recommendation.headline(), recommendation.reason());
    writeln!(
        text,
        "{uploads} uploads and {downloads} downloads a month in {}, prices of {}.\n",
        workload.region,
        book.published()
    )?;
    text.push_str("| Option | A month | A year | KMS requests | Range, a month |\n| --- | ---: | ---: | ---: | ---: |\n");
    for estimate in comparison.estimates() {
        writeln!(text, "| {} |", cells(estimate)?.join(" | "))?;
    }
    writeln!(text, "\nThe same in a terminal: `{}`", inputs.command(read))?;
    Ok(text)
}

fn cells(estimate: &Estimate) -> Result<[String; 5], Box<dyn Error>> {
    let floor = if estimate.monthly().is_some() { "" } else { "≥ " };
    let range = match estimate.high() {
        None => "unknown".to_owned(),
        Some(high) if high == estimate.low() => "exact".to_owned(),
        Some(high) => format!("{} – {}", estimate.low().dollars(), high.dollars()),
    };
    Ok([
        estimate.option().name().to_owned(),
        format!("{floor}{}", estimate.known().dollars()),
        format!("{floor}{}", estimate.known().times(12)?.dollars()),
        count(estimate.kms_requests().typical),
        range,
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(fragment: &str, format: &str) -> String {
        exported(fragment, format)["content"].as_str().unwrap().to_owned()
    }

    #[test]
    fn a_comparison_in_each_form() {
        let json: Value = serde_json::from_str(&text("v=1&documents=1M", "json")).unwrap();
        assert_eq!(json["options"][1]["monthly"], "6.94");
        assert!(json.get("recommendation").is_none());
        assert!(text("v=1&documents=1M", "csv").contains("\nsse-kms,SSE-KMS,6.94,83.28,"));
        let markdown = text("v=1&documents=1M&require=key-policy", "markdown");
        assert!(markdown.starts_with("**Recommended: SSE-KMS with Bucket Key"), "{markdown}");
        assert!(markdown.contains("| SSE-KMS | $6.94 | $83.28 | 2,000,000 | exact |"), "{markdown}");
        assert!(markdown.contains("`sse-cost compare --documents 1M --require key-policy`"), "{markdown}");
    }

    #[test]
    fn what_cannot_be_priced_says_why() {
        let problem = exported("v=1&documents=apples", "csv");
        assert!(problem["problem"].as_str().unwrap().contains("\"apples\""));
        assert!(exported("", "pdf")["problem"].is_string());
    }
}
