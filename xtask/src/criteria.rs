//! The table of criteria, written into the page when it is built.
//!
//! What an option gives and gives up does not depend on what is typed. Written here it is readable without scripts, and the
//! calculator need not carry its words: 4 KB of WebAssembly after brotli. The calculator leaves a place for it and takes the
//! section as it is; boot.js opens the reasons.

use std::fmt::Write as _;

use anyhow::Result;
use sse_guide::criteria::{Answer, Criterion, Verdict, answer};
use sse_pricing::{EncryptionOption, KmsKey};

use crate::assets::fill;

/// Where the calculator wants it.
const PLACE: &str = "<section id=\"criteria-section\"></section>";

/// The page with the table in its place.
pub(crate) fn write_into(html: &str) -> Result<String> {
    fill(html, PLACE, &section())
}

fn section() -> String {
    let names = Criterion::ALL.map(Criterion::name);
    let columns = ["Option"]
        .into_iter()
        .chain(names)
        .map(|name| format!("<th scope=\"col\" role=\"columnheader\">{}</th>", escaped(name)));
    let columns: String = columns.collect();
    let rows: String = EncryptionOption::ALL.into_iter().map(row).collect();
    let caption = "Each option by each criterion. Open a row for the reasons.";
    format!(
        "<section id=\"criteria-section\" class=\"card criteria\" aria-labelledby=\"criteria\">\n\
         <h2 id=\"criteria\">What you get, and what you give up</h2>\n\
         <div class=\"scroll\" role=\"region\" aria-label=\"{caption}\" tabindex=\"0\">\n\
         <table class=\"criteria\"><caption>{caption}</caption>\n\
         <thead role=\"rowgroup\"><tr role=\"row\">{columns}</tr></thead>\n\
         <tbody role=\"rowgroup\">\n{rows}</tbody></table></div></section>"
    )
}

/// An option's answers, and below them in a row of its own why.
fn row(option: EncryptionOption) -> String {
    let (id, panel) = (option.id(), format!("{}-reasons", option.id()));
    let key = match option.kms_key() {
        Some(KmsKey::CustomerManaged) => " data-key=\"customer-managed\"",
        Some(KmsKey::AwsManaged) => " data-key=\"aws-managed\"",
        None => "",
    };
    let mut cells = String::new();
    let mut reasons = String::new();
    for criterion in Criterion::ALL {
        let Answer { short, reason, source, verdict } = answer(option, criterion);
        let (meaning, mark) = marked(verdict);
        let [name, short, reason] = [criterion.name(), short, reason].map(escaped);
        // Writing to a string cannot fail.
        let _ = write!(
            cells,
            "<td role=\"cell\"><span class=\"beside\" aria-hidden=\"true\">{name}</span>\
             <span class=\"mark\" data-verdict=\"{meaning}\" role=\"img\" aria-label=\"{meaning}\">{mark}</span>{short}</td>"
        );
        let _ = write!(
            reasons,
            "<dt>{name}</dt><dd>{reason} <a href=\"{source}\">{}</a></dd>",
            publisher(source)
        );
    }
    format!(
        "<tr class=\"option\" role=\"row\" data-criteria=\"{id}\"{key}><th scope=\"row\" role=\"rowheader\">\
         <button type=\"button\" aria-expanded=\"false\" aria-controls=\"{panel}\">{}</button></th>{cells}</tr>\n\
         <tr class=\"opened\" role=\"row\" id=\"{panel}\" hidden><td role=\"cell\" colspan=\"{}\"><dl>{reasons}</dl></td></tr>\n",
        escaped(option.name()),
        Criterion::ALL.len() + 1,
    )
}

/// What a verdict means, for those who do not see its mark; and the mark.
fn marked(verdict: Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Good => ("good", "✓"),
        Verdict::Limited => ("limited", "~"),
        Verdict::Poor => ("poor", "✕"),
    }
}

/// The words of a link.
fn publisher(source: &str) -> &'static str {
    match source {
        "https://aws.amazon.com/kms/pricing/" => "AWS KMS pricing",
        "https://aws.amazon.com/s3/pricing/" => "Amazon S3 pricing",
        _ => "AWS documentation",
    }
}

fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_criterion_is_written_for_every_option() {
        let written = write_into(&format!("<main>{PLACE}</main>")).unwrap();
        assert_eq!(written.matches("data-criteria=").count(), EncryptionOption::ALL.len());
        assert_eq!(written.matches("<dt>").count(), EncryptionOption::ALL.len() * Criterion::ALL.len());
        assert!(write_into("<p>").is_err());
    }

    #[test]
    fn words_stay_words() {
        assert_eq!(escaped("R&D <b> \"x\""), "R&amp;D &lt;b> &quot;x&quot;");
    }
}
