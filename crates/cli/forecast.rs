//! `sse-cost forecast`: what every option costs month by month, as the volume grows and keys are rotated.

use crate::args::WorkloadArgs;
use crate::book::{PriceArgs, book};
use crate::failure::{self, Failure, Result};
use crate::forecast_text::{markdown, text};
use crate::format::{self, Format, FormatArgs, PRICED_AT, exact, priced_at};
use clap::Args;
use sse_pricing::forecast::{MAX_MONTHS, Month, Plan};
use sse_pricing::{Assumable, EncryptionOption, Error, Forecast as Months, Growth, parse};

/// Forecast what the options cost month by month
///
/// The volume grows by the same share each month, and customer managed keys are rotated: their first two rotations add to
/// the monthly fee. Below the months stand those in which a cost changes for another reason than growth.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Forecast {
    /// Months to forecast: 1 to 600
    #[arg(long, value_name = "N", allow_negative_numbers = true, help_heading = "Forecast")]
    months: String,
    /// Growth of uploads, downloads and copies from each month to the next: -100% to 1000%
    #[arg(
        long,
        value_name = "PERCENT",
        default_value = "0%",
        allow_hyphen_values = true,
        help_heading = "Forecast"
    )]
    growth: String,
    /// Days from one rotation of the customer managed keys to the next: 90 to 2,560, or none [default: 365]
    #[arg(long, value_name = "DAYS", allow_negative_numbers = true, help_heading = "Forecast")]
    rotation_days: Option<String>,
    /// Days since the keys were made when the forecast begins: 0 to 36,500; how often they have been rotated until then is for
    /// --rotations to say [default: 0]
    #[arg(long, value_name = "DAYS", allow_negative_numbers = true, help_heading = "Forecast")]
    key_age_days: Option<String>,
    /// Option to forecast, by its id; may be repeated [default: all]
    #[arg(long, value_name = "ID", help_heading = "Forecast")]
    option: Vec<String>,
    #[command(flatten)]
    workload: WorkloadArgs,
    #[command(flatten)]
    prices: PriceArgs,
    #[command(flatten)]
    format: FormatArgs,
}

const EXAMPLES: &str = "\
Examples:
  sse-cost forecast --documents 1M --months 36 --growth 5%
  sse-cost forecast --documents 1M --months 24 --option sse-kms-bucket-key --format markdown
  sse-cost forecast --documents 20M --months 12 --growth -2.5% --rotations 1
  sse-cost forecast --documents 1M --months 36 --growth 5% --format csv > months.csv";

impl Forecast {
    /// What goes to standard output.
    pub(crate) fn run(&self) -> Result<String> {
        let options = self.options()?;
        let plan = self.plan()?;
        let workload = self.workload.workload()?;
        let book = book(&self.prices)?;
        let forecast = Months::new(&workload, &book, &plan).map_err(|error| self.failure(error))?;
        match self.format.format {
            Format::Table => text(&forecast, &options),
            Format::Json => format::json(&forecast),
            Format::Csv => csv(&forecast, &options),
            Format::Markdown => markdown(&forecast, &options),
        }
    }

    /// Those that were named, or all, in the order in which they are shown.
    fn options(&self) -> Result<Vec<EncryptionOption>> {
        let named: Result<Vec<_>> = self.option.iter().map(|id| failure::option(id)).collect();
        let named = named?;
        let all = EncryptionOption::ALL.into_iter();
        Ok(all.filter(|option| named.is_empty() || named.contains(option)).collect())
    }

    fn plan(&self) -> Result<Plan> {
        let growth: Growth = parse::growth("--growth", &self.growth)?;
        let mut plan = Plan::new(within("--months", &self.months, 1, MAX_MONTHS)?, growth);
        match self.rotation_days.as_deref() {
            None => {}
            Some("none") => plan.rotation_days = Assumable::Given(None),
            Some(days) => {
                let allowed = "a whole number of days from 90 to 2,560, or none";
                let refused = |_| Error::invalid("--rotation-days", days, allowed);
                let days = parse::count_within("--rotation-days", days, 90, 2_560).map_err(refused)?;
                plan.rotation_days = Assumable::Given(u32::try_from(days).ok());
            }
        }
        if let Some(days) = &self.key_age_days {
            plan.key_age_days = Assumable::Given(within("--key-age-days", days, 0, 36_500)?);
        }
        Ok(plan)
    }

    /// The library's error under the name that the user typed.
    fn failure(&self, error: Error) -> Failure {
        if error.field() == "months" {
            return Failure::of_flag("--months", &self.months, error);
        }
        self.workload.failure(error)
    }
}

fn within(flag: &'static str, text: &str, least: u32, most: u32) -> Result<u32> {
    let count = parse::count_within(flag, text, least.into(), most.into())?;
    Ok(u32::try_from(count).unwrap_or(most))
}

/// A row for each option in each month.
fn csv(forecast: &Months<'_>, options: &[EncryptionOption]) -> Result<String> {
    let header = [
        "month",
        "uploads",
        "downloads",
        "copies",
        "id",
        "kms_requests",
        "monthly",
        "low",
        "high",
        "so_far",
        "so_far_low",
        "so_far_high",
        "rotations",
    ];
    let priced_at = priced_at(forecast.book(), &forecast.workload().region);
    let row = |month: &Month, option: EncryptionOption| {
        let (figures, so_far) = (month.figures(option), month.so_far(option));
        [
            month.number.to_string(),
            month.uploads.to_string(),
            month.downloads.to_string(),
            month.copies.to_string(),
            option.id().to_owned(),
            figures.kms_requests.typical.to_string(),
            exact(figures.monthly()),
            exact(Some(figures.known.low)),
            exact(figures.complete.then_some(figures.known.high)),
            exact(so_far.typical()),
            exact(Some(so_far.known.low)),
            exact(so_far.complete.then_some(so_far.known.high)),
            month.rotations.to_string(),
        ]
    };
    let months = forecast.months().iter();
    let rows = months.flat_map(|month| options.iter().map(move |&option| row(month, option)));
    let rows = rows.map(|row| row.into_iter().chain(priced_at.clone()).collect::<Vec<_>>());
    format::csv(&[&header[..], &PRICED_AT].concat(), rows)
}
