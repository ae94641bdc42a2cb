//! `sse-cost migrate`: what it costs, once, to bring existing objects under another key or behind a Bucket Key.

use crate::args::WorkloadArgs;
use crate::book::{PriceArgs, book};
use crate::compare::only_with;
use crate::failure::{self, Failure, Result};
use crate::format::{self, Format, FormatArgs, LINE_ITEM, exact, line_item, priced_at};
use crate::migrate_text::{markdown, text};
use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;
use sse_pricing::migration::{MAX_JOBS, Method, Payback, Plan};
use sse_pricing::{EncryptionOption, Error, KmsKey, Migration, Percent, PriceBook, Workload, parse};

/// Price turning encryption on for existing objects
///
/// A Bucket Key serves only objects that are written, or encrypted again, after it is on. Prices encrypting the existing ones
/// again, once, and after how many months a Bucket Key has paid for it, by what it saves in the month that is given. That month
/// is as it is afterwards: no reads of objects from before the Bucket Key.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Migrate {
    /// Existing objects: 0 to 10^15
    #[arg(long, value_name = "N", allow_negative_numbers = true, help_heading = "Migration")]
    objects: String,
    /// How each is encrypted again: in-place by UpdateObjectEncryption, or copy onto itself
    #[arg(long, value_name = "HOW", default_value = "in-place", help_heading = "Migration")]
    how: String,
    /// The objects are under SSE-KMS now, not SSE-S3, so that a copy calls KMS to read each
    #[arg(long, help_heading = "Migration")]
    source_kms: bool,
    /// By S3 Batch Operations, as one job
    #[arg(long, help_heading = "Migration")]
    batch: bool,
    /// By S3 Batch Operations, as so many jobs: 1 to 1,000,000
    #[arg(long, value_name = "N", allow_negative_numbers = true, help_heading = "Migration")]
    jobs: Option<String>,
    /// Option that they are encrypted with afterwards, by its id: one of SSE-KMS
    #[arg(long, value_name = "ID", default_value = "sse-kms-bucket-key", help_heading = "Migration")]
    option: String,
    #[command(flatten)]
    workload: WorkloadArgs,
    #[command(flatten)]
    prices: PriceArgs,
    #[command(flatten)]
    format: FormatArgs,
    /// CSV only: a row for each line item instead of one for all
    #[arg(long, help_heading = "Output")]
    lines: bool,
}

const EXAMPLES: &str = "\
Examples:
  sse-cost migrate --objects 10M --batch --documents 1M
  sse-cost migrate --objects 10M --how copy --source-kms --object-size 4MiB --documents 1M
  sse-cost migrate --objects 2B --jobs 4 --documents 100M --requesters 12 --format json";

/// A migration, and the month that it has to pay for itself in, where there is one.
pub(crate) struct Priced<'a> {
    pub(crate) migration: Migration<'a>,
    pub(crate) workload: &'a Workload,
    pub(crate) payback: Option<Payback>,
}

impl Migrate {
    /// What goes to standard output.
    pub(crate) fn run(&self) -> Result<String> {
        let format = self.format.format;
        only_with(self.lines, "--lines", format == Format::Csv, "--format csv")?;
        let mut workload = self.workload.workload_of_any_volume()?;
        // Afterwards no object is left from before the Bucket Key.
        workload.share_before_bucket_key = Percent::ZERO;
        let plan = self.plan(&workload)?;
        let book = book(&self.prices)?;
        let migration = Migration::new(&plan, &book).map_err(|error| self.failure(error))?;
        let payback = self.payback(&migration, &workload, &book)?;
        let priced = Priced { migration, workload: &workload, payback };
        match format {
            Format::Table => text(&priced),
            Format::Json => json(&priced),
            Format::Csv if self.lines => {
                format::csv(&LINE_ITEM, priced.migration.lines().iter().map(line_item))
            }
            Format::Csv => csv(&priced),
            Format::Markdown => markdown(&priced),
        }
    }

    fn plan(&self, workload: &Workload) -> Result<Plan> {
        let objects = parse::count("--objects", &self.objects)?;
        let method: Method = self.how.parse().map_err(|error: Error| error.with_field("--how"))?;
        let option = failure::option(&self.option)?;
        let jobs =
            self.jobs.as_deref().map(|jobs| parse::count_within("--jobs", jobs, 1, MAX_JOBS)).transpose()?;
        let mut plan = Plan::new(workload.region.clone(), objects, option, method);
        plan.source_is_kms = self.source_kms;
        plan.object_size = workload.object_size.clone();
        plan.batch_jobs = jobs.or(self.batch.then_some(1));
        plan.trails = workload.trails;
        Ok(plan)
    }

    /// Where there is a month to compare and a Bucket Key to pay.
    fn payback(
        &self,
        migration: &Migration<'_>,
        workload: &Workload,
        book: &PriceBook,
    ) -> Result<Option<Payback>> {
        let key: Option<KmsKey> = Some(migration.plan().option)
            .filter(|option| option.has_bucket_key())
            .and_then(EncryptionOption::kms_key);
        let Some(key) = key.filter(|_| self.workload.has_volume()) else { return Ok(None) };
        let comparison = self.workload.compare(workload, book)?;
        Ok(Some(migration.payback(&comparison, key)?))
    }

    /// The library's error under the name that the user typed.
    fn failure(&self, error: Error) -> Failure {
        match error.field() {
            "option" => Failure::of_flag("--option", &self.option, error),
            "objects" => Failure::of_flag("--objects", &self.objects, error),
            _ => self.workload.failure(error),
        }
    }
}

/// What the library writes of the migration, then the month and its payback.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "MigrationWithPayback")]
pub(crate) struct PricedJson<'a> {
    #[serde(flatten)]
    migration: &'a Migration<'a>,
    /// The month that the payback is of.
    workload: &'a Workload,
    /// In how many months the Bucket Key pays; `null` where there is no month or no Bucket Key.
    payback: Option<Payback>,
}

fn json(priced: &Priced<'_>) -> Result<String> {
    let Priced { migration, workload, payback } = priced;
    format::json(&PricedJson { migration, workload, payback: *payback })
}

/// One row: the cost, once, and in how many months it is paid back.
fn csv(priced: &Priced<'_>) -> Result<String> {
    let header = [
        "objects",
        "how",
        "id",
        "kms_requests",
        "kms_requests_low",
        "kms_requests_high",
        "once",
        "once_low",
        "once_high",
        "monthly_saving",
        "monthly_saving_low",
        "monthly_saving_high",
        "payback_months",
        "payback_months_low",
        "payback_months_high",
        "region",
        "published",
        "currency",
    ];
    let Priced { migration, payback, .. } = priced;
    let (plan, book) = (migration.plan(), migration.book());
    let (requests, total) = (migration.kms_requests(), migration.total());
    let mut row = vec![plan.objects.to_string(), plan.method.id().to_owned(), plan.option.id().to_owned()];
    row.extend([requests.typical, requests.low, requests.high].map(|count| count.to_string()));
    row.extend([total.typical, total.low, total.high].map(|money| exact(Some(money))));
    let saving = payback.map(|payback| payback.monthly_saving);
    row.extend([saving.map(|s| s.typical), saving.map(|s| s.low), saving.map(|s| s.high)].map(exact));
    let months = payback.map(|payback| payback.months);
    let months = [months.and_then(|m| m.typical), months.and_then(|m| m.low), months.and_then(|m| m.high)];
    row.extend(months.map(|months| months.map(|months| months.to_string()).unwrap_or_default()));
    row.extend(priced_at(book, &plan.region));
    format::csv(&header, [row])
}
