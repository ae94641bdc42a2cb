//! `sse-cost portfolio`: many buckets of many accounts at once, read from a file.

use crate::args::InputArgs;
use crate::book::{PriceArgs, book};
use crate::failure::{Failure, Result};
use crate::focus::FocusArgs;
use crate::focus_rows::FocusRows;
use crate::portfolio_rows::{CsvRows, JsonRows, NoRows};
use crate::portfolio_text::{Shown, json, markdown, text};
use crate::progress::Progress;
use crate::text::plural;
use clap::{Arg, Args, ValueEnum};
use sse_portfolio::{BadRows, Error, Form, Settings, Survey};
use sse_pricing::display::count;
use sse_pricing::{PriceBook, parse};
use std::fs::File;
use std::io::{ErrorKind, Read, Seek as _, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::AtomicU64;
use tempfile::NamedTempFile;

/// Price many buckets: what each costs, and what would be cheaper with the same security
///
/// Reads a bucket a row, from CSV or JSON Lines: account, region, bucket, encryption (an option's id), uploads and downloads a
/// month; and where they are known key, object_bytes, requesters and existing_objects. Columns stand in any order, and others are
/// kept as they are. Each account has one free tier, and a key that several buckets use is charged once. A row that cannot be
/// priced is left out and named on standard error, and the exit code is 1.
#[derive(Args)]
#[command(
    after_help = EXAMPLES,
    // What each row says for itself: refused, for an answer that did not heed it would be wrong.
    mut_arg("copies", of_a_row),
    mut_arg("region", of_a_row),
    mut_arg("keys", of_a_row),
)]
pub(crate) struct Portfolio {
    /// File of buckets, - for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// All accounts are of one payer, a billing family that shares one free tier
    #[arg(long, help_heading = "Portfolio")]
    payer: bool,
    /// Stop at the first row that cannot be priced, and print nothing
    #[arg(long, help_heading = "Portfolio")]
    strict: bool,
    #[command(flatten)]
    inputs: InputArgs,
    #[command(flatten)]
    prices: PriceArgs,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = Format::Table, help_heading = "Output")]
    format: Format,
    /// Most profitable changes to show, the most profitable first; csv, jsonl: those rows and no other
    /// [default: 20; csv, jsonl: every row in the order of the file]
    #[arg(long, value_name = "N", allow_negative_numbers = true, help_heading = "Output")]
    top: Option<String>,
    /// File to write instead of standard output; it is there only once it is whole
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    out: Option<PathBuf>,
    #[command(flatten)]
    focus: FocusArgs,
}

fn of_a_row(flag: Arg) -> Arg {
    flag.conflicts_with("file").hide(true)
}

const EXAMPLES: &str = "\
Examples:
  sse-cost portfolio buckets.csv
  sse-cost portfolio buckets.csv --top 100 --format markdown
  sse-cost portfolio buckets.csv --payer --format csv --out priced.csv
  sse-cost portfolio buckets.csv --format focus --month 2026-12 --out plan.csv
  aws-inventory | sse-cost portfolio - --format jsonl | jq 'select(.saving != \"0\") | {bucket, saving, reason}'

A file:
  account,region,bucket,encryption,key,uploads,downloads,object_bytes,requesters,existing_objects
  111122223333,eu-central-1,reports,sse-kms,alias/reports,1000000,1000000,65536,1,50000000

Encryption: sse-s3, sse-kms, sse-kms-bucket-key, sse-kms-aws-managed, sse-kms-aws-managed-bucket-key, dsse-kms, sse-c.";

/// The forms of a portfolio.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Sums and the most profitable changes, for reading in a terminal
    Table,
    /// The same for programs, figures exact
    Json,
    /// A row for each bucket, for spreadsheets, figures exact
    Csv,
    /// An object for each bucket, a line each, figures exact
    Jsonl,
    /// Sums and the most profitable changes, for a pull request
    Markdown,
    /// Cost rows of FOCUS 1.2 as CSV, the charges of each bucket as it is today, figures exact
    Focus,
}

/// Changes that are shown where nothing else is said.
const TOP: usize = 20;

/// The most that may be asked for: all of them are held in memory.
const MOST: u64 = 100_000;

impl Portfolio {
    /// Writes the result, and returns nothing more to write.
    pub(crate) fn run(&self) -> Result<String> {
        let bad = self.priced()?;
        self.report(&bad).map_or(Ok(String::new()), Err)
    }

    fn priced(&self) -> Result<BadRows> {
        if self.format != Format::Focus {
            self.focus.only()?;
        }
        let book = book(&self.prices)?;
        let settings = self.settings(&book)?;
        let top = self.top.as_deref().map(|top| parse::count_within("--top", top, 1, MOST)).transpose()?;
        let top = top.map(|top| usize::try_from(top).unwrap_or(TOP));
        let mut source = Source::open(&self.file)?;
        match self.format {
            Format::Csv => self.rows(&mut source, &settings, &book, &CsvRows, top, &|| None),
            Format::Jsonl => self.rows(&mut source, &settings, &book, &JsonRows, top, &|| None),
            Format::Focus => self.charges(&mut source, &settings, &book, top),
            Format::Table | Format::Json | Format::Markdown => {
                let survey = self.survey(&mut source, &settings, &book, &NoRows)?;
                let priced =
                    survey.price(source.reader()?, &NoRows, &mut std::io::sink(), None, top.unwrap_or(TOP));
                let priced = priced.map_err(|error| self.failure(&error))?;
                let shown = Shown { name: source.name(), priced: &priced, book: &book, settings: &settings };
                let output = match self.format {
                    Format::Json => json(&shown)?,
                    Format::Markdown => markdown(&shown)?,
                    _ => text(&shown)?,
                };
                let mut out = Output::open(self.out.as_deref())?;
                match out.write_all(output.as_bytes()).and_then(|()| out.flush()) {
                    Err(error) => self.unwritten(&error)?,
                    Ok(()) => out.keep(self.out.as_deref())?,
                }
                Ok(priced.bad)
            }
        }
    }

    /// What the flags say of all rows.
    fn settings(&self, book: &PriceBook) -> Result<Settings> {
        let mut shared = self.inputs.workload()?;
        (shared.uploads, shared.downloads, shared.copies) = (0, 0, 0);
        // Each row has its own; a price file need not hold the default one.
        if let Some(prices) = book.regions().first() {
            shared.region = prices.region.clone();
        }
        let free_requests = shared.free_requests.value();
        Ok(Settings { shared, free_requests, is_one_payer: self.payer, threads: None })
    }

    /// The first reading.
    fn survey<'a>(
        &self,
        source: &mut Source,
        settings: &Settings,
        book: &'a PriceBook,
        form: &impl Form,
    ) -> Result<Survey<'a>> {
        let survey = Survey::new(source.reader()?, settings.clone(), book, form);
        let survey = survey.map_err(|error| self.failure(&error))?;
        match survey.bad().first.first().filter(|_| self.strict) {
            Some(first) => Err(Failure::new(self.subject(), first)),
            None => Ok(survey),
        }
    }

    /// Each bucket's charges, or those of the most profitable changes.
    fn charges(
        &self,
        source: &mut Source,
        settings: &Settings,
        book: &PriceBook,
        top: Option<usize>,
    ) -> Result<BadRows> {
        let billing_account = self.focus.billing_account()?;
        if self.payer && billing_account.is_none() {
            let allowed =
                "required with --payer and --format focus: the account that is billed for all, 12 digits";
            return Err(Failure::new("--billing-account", allowed));
        }
        let form = FocusRows {
            month: self.focus.month(&settings.shared.keys)?,
            billing_account,
            settings,
            published: book.published(),
            failed: Mutex::new(None),
            incomplete: AtomicU64::new(0),
        };
        let bad = self.rows(source, settings, book, &form, top, &|| form.failure())?;
        let incomplete = form.incomplete.into_inner();
        if incomplete > 0 {
            let buckets = plural(incomplete, "bucket");
            // Nobody is left to tell where standard error is closed; the rows say it too.
            let _ = writeln!(
                std::io::stderr(),
                "note: unknown charges of {buckets} are left out: see x_UnknownCharges"
            );
        }
        Ok(bad)
    }

    /// Every row as it is priced, or the most profitable changes; `failure` says afterwards what a row could not be written for.
    fn rows(
        &self,
        source: &mut Source,
        settings: &Settings,
        book: &PriceBook,
        form: &impl Form,
        top: Option<usize>,
        failure: &dyn Fn() -> Option<String>,
    ) -> Result<BadRows> {
        let survey = self.survey(source, settings, book, form)?;
        let bad = survey.bad().clone();
        let mut out = Output::open(self.out.as_deref())?;
        match survey.price(source.reader()?, form, &mut out, top, 0) {
            Ok(_) => match failure() {
                Some(failure) => return Err(Failure::new(self.subject(), failure)),
                None => out.keep(self.out.as_deref())?,
            },
            Err(error) => match error.unwritten() {
                Some(error) => self.unwritten(error)?,
                None => return Err(self.failure(&error)),
            },
        }
        Ok(bad)
    }

    /// The rows that were left out, the first of them by name.
    fn report(&self, bad: &BadRows) -> Option<Failure> {
        if bad.count == 0 {
            return None;
        }
        let verb = if bad.count == 1 { "is" } else { "are" };
        let of = plural(bad.rows, "row");
        let mut message = format!("{} of {of} {verb} wrong and left out", count(bad.count));
        for row in &bad.first {
            message.push_str(&format!("\n  {row}"));
        }
        let more = bad.count.saturating_sub(u64::try_from(bad.first.len()).unwrap_or(0));
        if more > 0 {
            message.push_str(&format!("\n  and {} more", count(more)));
        }
        Some(Failure::new(self.subject(), message))
    }

    fn failure(&self, error: &Error) -> Failure {
        Failure::new(self.subject(), error)
    }

    /// A reader that has seen enough, such as `head -1`, is no failure.
    fn unwritten(&self, error: &std::io::Error) -> Result<()> {
        if error.kind() == ErrorKind::BrokenPipe {
            return Ok(());
        }
        Err(unwritten(self.out.as_deref(), error))
    }

    fn subject(&self) -> String {
        name(&self.file)
    }
}

fn name(file: &Path) -> String {
    if file.as_os_str() == "-" { "standard input".to_owned() } else { file.display().to_string() }
}

fn unwritten(out: Option<&Path>, error: &std::io::Error) -> Failure {
    let subject = out.map_or("standard output".to_owned(), |out| format!("--out {}", out.display()));
    Failure::new(subject, format!("cannot be written: {error}"))
}

/// A file that is read twice. What can be read only once, such as standard input, is kept in an unnamed temporary file meanwhile,
/// which the system removes by itself, whatever happens.
struct Source {
    file: File,
    name: String,
    size: u64,
}

impl Source {
    fn open(path: &Path) -> Result<Source> {
        let name = name(path);
        let unread = |error: std::io::Error| Failure::new(&name, format!("cannot be read: {error}"));
        let kept = |mut source: &mut dyn Read| -> std::io::Result<File> {
            let mut file = tempfile::tempfile()?;
            std::io::copy(&mut Progress::new(&mut source, &name, 0), &mut file)?;
            Ok(file)
        };
        let file = if path.as_os_str() == "-" {
            kept(&mut std::io::stdin().lock()).map_err(unread)?
        } else {
            let mut file = File::open(path).map_err(unread)?;
            let metadata = file.metadata().map_err(unread)?;
            // A folder says so itself when it is read.
            if metadata.is_file() || metadata.is_dir() { file } else { kept(&mut file).map_err(unread)? }
        };
        let size = file.metadata().map_err(unread)?.len();
        Ok(Source { file, name, size })
    }

    fn name(&self) -> &str {
        &self.name
    }

    /// From its beginning.
    fn reader(&mut self) -> Result<Progress<'_, &File>> {
        let rewound = self.file.rewind();
        rewound.map_err(|error| Failure::new(&self.name, format!("cannot be read twice: {error}")))?;
        Ok(Progress::new(&self.file, &self.name, self.size))
    }
}

/// Standard output, or a file that takes its name once it is whole.
enum Output {
    Stdout(std::io::Stdout),
    File(NamedTempFile),
}

impl Output {
    fn open(out: Option<&Path>) -> Result<Output> {
        let Some(path) = out else { return Ok(Output::Stdout(std::io::stdout())) };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut builder = tempfile::Builder::new();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            // As of any file that is written; a temporary one is its owner's alone.
            builder.permissions(std::fs::Permissions::from_mode(0o666));
        }
        let file = builder.prefix(".sse-cost").suffix(".part").tempfile_in(folder);
        file.map(Output::File).map_err(|error| unwritten(out, &error))
    }

    /// Gives the file its name. Without this it is removed.
    fn keep(self, out: Option<&Path>) -> Result<()> {
        match (self, out) {
            (Output::File(file), Some(path)) => {
                file.persist(path).map(|_| ()).map_err(|error| unwritten(out, &error.error))
            }
            _ => Ok(()),
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self {
            Output::Stdout(stdout) => stdout.write(bytes),
            Output::File(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match self {
            Output::Stdout(stdout) => stdout.flush(),
            Output::File(file) => file.flush(),
        }
    }
}
