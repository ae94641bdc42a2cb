//! What `sse-cost terraform` and `sse-cost cloudformation` share: the usage file, the other inputs, and how a plan is shown.

use crate::args::InputArgs;
use crate::book::{PriceArgs, book};
use crate::failure::{Failure, Result};
use crate::format::{Format, FormatArgs};
use crate::plan_csv::csv;
use crate::plan_json::json;
use crate::plan_text::{Shown, markdown, text};
use clap::{Arg, Args};
use sse_terraform::{Plan, Report, Settings, Usage};
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// Everything but the file that is priced.
#[derive(Args)]
#[command(mut_args(heeded))]
pub(crate) struct PlanArgs {
    /// How much each bucket is used, in the form of infracost's usage file
    #[arg(long, value_name = "FILE", help_heading = "Volume")]
    usage: Option<PathBuf>,
    #[command(flatten)]
    inputs: InputArgs,
    #[command(flatten)]
    prices: PriceArgs,
    #[command(flatten)]
    format: FormatArgs,
}

/// What each resource says for itself, and what nothing that is shown depends on.
const WITHOUT_EFFECT: [&str; 6] = ["copies", "keys", "replicas", "rotations", "stored", "peak_factor"];

/// A flag without a say in the answer is refused, for one that did not heed it would be wrong.
fn heeded(flag: Arg) -> Arg {
    match flag.get_id().as_str() {
        id if WITHOUT_EFFECT.contains(&id) => flag.conflicts_with("file").hide(true),
        // Refused with the reason.
        "bucket_key_calls" => flag.hide(true),
        _ => flag,
    }
}

impl PlanArgs {
    /// Reads a file, prices it, and returns all that goes to standard output.
    pub(crate) fn run(&self, file: &Path, parse: fn(&str) -> sse_terraform::Result<Plan>) -> Result<String> {
        let book = book(&self.prices)?;
        let mut shared = self.inputs.workload()?;
        (shared.uploads, shared.downloads, shared.copies) = (0, 0, 0);
        let region = self.inputs.region();
        if let Some(region) = region {
            book.region(region).map_err(|error| self.inputs.failure(error))?;
        }
        let settings = Settings { region, shared };
        settings.check().map_err(Failure::message)?;
        let name = name(file);
        let plan = parse(&read(file, &name)?).map_err(|error| Failure::new(&name, error))?;
        let usage = match &self.usage {
            None => Usage::default(),
            Some(path) => {
                let name = format!("--usage {}", path.display());
                let usage = Usage::parse(&read(path, &name)?).map_err(|error| Failure::new(&name, error))?;
                usage.check(&plan).map_err(|error| Failure::new(&name, error))?;
                usage
            }
        };
        let report = Report::new(&plan, &usage, &settings, &book);
        let report = report.map_err(|error| Failure::new(&name, error))?;
        let shown = Shown { name: &name, plan: &plan, report: &report, book: &book, settings: &settings };
        match self.format.format {
            Format::Table => text(&shown),
            Format::Markdown => markdown(&shown),
            Format::Json => json(&shown),
            Format::Csv => csv(&report),
        }
    }
}

fn name(file: &Path) -> String {
    if file.as_os_str() == "-" { "standard input".to_owned() } else { file.display().to_string() }
}

/// The text of a file. PowerShell writes UTF-16 where nobody says otherwise, so that gets a word of its own.
fn read(path: &Path, name: &str) -> Result<String> {
    let mut bytes = Vec::new();
    let read = if path.as_os_str() == "-" {
        std::io::stdin().lock().read_to_end(&mut bytes).map(|_| ())
    } else {
        std::fs::read(path).map(|read| bytes = read)
    };
    read.map_err(|error| Failure::new(name, format!("cannot be read: {error}")))?;
    let is_utf_16 = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    if is_utf_16 {
        return Err(Failure::new(name, "UTF-16 text; write it as UTF-8"));
    }
    String::from_utf8(bytes).map_err(|error| {
        let place = error.utf8_error().valid_up_to();
        let binary = if error.as_bytes().starts_with(b"PK") {
            "a binary plan file; `terraform show -json FILE` prints its JSON".to_owned()
        } else {
            format!("not UTF-8 at byte {place}")
        };
        Failure::new(name, binary)
    })
}
