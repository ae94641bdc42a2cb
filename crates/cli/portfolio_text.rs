//! The sums of a portfolio and its most profitable changes: for a terminal, in Markdown, as JSON.

use crate::failure::{Failure, Result};
use crate::format::{self, SCHEMA_VERSION};
use crate::grid::Grid;
use crate::inputs;
use crate::text::{paragraphs, plural, wrapped};
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Serialize;
use sse_portfolio::{Change, Portfolio, Settings, Totals, write_amount};
use sse_pricing::display::count;
use sse_pricing::{EncryptionOption, Money, PriceBook};

/// A priced portfolio and what it rests on.
pub(crate) struct Shown<'a> {
    pub(crate) name: &'a str,
    pub(crate) priced: &'a Portfolio,
    pub(crate) book: &'a PriceBook,
    pub(crate) settings: &'a Settings,
}

/// Accounts that are shown to a person; JSON has all.
const ACCOUNTS: usize = 20;

/// What a change is. Options with the same security differ in nothing else that has a price.
const HOW: &str = ": turn an S3 Bucket Key on";

/// For a terminal.
pub(crate) fn text(shown: &Shown<'_>) -> Result<String> {
    let parts = shown.parts()?;
    let mut paragraph = vec![wrapped("", "", &parts.heading)];
    for (title, grid) in &parts.grids {
        paragraph.push(format!("{title}\n\n{}", grid.to_text()));
    }
    let notes: Vec<String> = parts.notes.iter().map(|note| wrapped("", "  ", note)).collect();
    paragraph.push(notes.join("\n"));
    Ok(paragraphs(&paragraph))
}

/// For a pull request.
pub(crate) fn markdown(shown: &Shown<'_>) -> Result<String> {
    let parts = shown.parts()?;
    let mut paragraph = vec![format!("**{}**", parts.heading)];
    for (title, grid) in &parts.grids {
        paragraph.push(format!("**{title}**"));
        paragraph.push(grid.to_markdown());
    }
    paragraph.extend(parts.notes);
    Ok(paragraphs(&paragraph))
}

struct Parts {
    heading: String,
    grids: Vec<(String, Grid)>,
    notes: Vec<String>,
}

impl Shown<'_> {
    fn parts(&self) -> Result<Parts> {
        let Portfolio { totals, changes, .. } = self.priced;
        let all = &totals.all;
        let heading = format!(
            "{}: {} of {}, prices of {}. Today {} a month; {} would save {} ({} to {}) with the same security.",
            self.name,
            plural(all.buckets, "bucket"),
            plural(self.priced.accounts.len() as u64, "account"),
            self.book.published(),
            self.monthly(all)?,
            plural(all.changes, "change"),
            self.dollars(all.saving)?,
            self.dollars(all.saving_low)?,
            self.dollars(all.saving_high)?,
        );
        let mut grids = Vec::new();
        if !changes.is_empty() {
            let title = if all.changes > changes.len() as u64 {
                format!("The {} most profitable of {}{HOW}", changes.len(), plural(all.changes, "change"))
            } else {
                format!("Changes, the most profitable first{HOW}")
            };
            let rows: Result<Vec<_>> = changes.iter().map(|change| self.change(change)).collect();
            let grid = Grid::new().words("Bucket").words("Account").words("Region");
            let grid = grid.figures("Today").figures("Then").figures("Saving").figures("Range");
            grids.push((title, grid.rows(rows?)));
        }
        let options = EncryptionOption::ALL.iter().zip(&totals.options);
        grids.push(self.grid(
            "By option of today",
            "Option",
            options.map(|(o, t)| (o.name(), t)),
            usize::MAX,
        )?);
        let regions = self.book.regions().iter().zip(&totals.regions);
        let regions = regions.map(|(prices, totals)| (prices.region.as_ref(), totals));
        grids.push(self.grid("By Region", "Region", regions, usize::MAX)?);
        let accounts = self.priced.accounts.iter().map(AsRef::as_ref).zip(&totals.accounts);
        grids.push(self.grid("By account", "Account", accounts, ACCOUNTS)?);
        Ok(Parts { heading, grids, notes: self.notes() })
    }

    fn change(&self, Change { account, region, bucket, advice, .. }: &Change) -> Result<Vec<String>> {
        let range = format!("{} – {}", self.dollars(advice.saving.low)?, self.dollars(advice.saving.high)?);
        Ok(vec![
            bucket.clone(),
            account.clone(),
            region.clone(),
            self.dollars(advice.monthly.typical)?,
            self.dollars(advice.cheapest_monthly.typical)?,
            self.dollars(advice.saving.typical)?,
            range,
        ])
    }

    /// Sums by name, the most expensive first, without those that have no bucket.
    fn grid<'b>(
        &self,
        title: &str,
        what: &str,
        totals: impl Iterator<Item = (&'b str, &'b Totals)>,
        most: usize,
    ) -> Result<(String, Grid)> {
        let mut rows: Vec<_> = totals.filter(|(_, totals)| totals.buckets > 0).collect();
        rows.sort_by_key(|(_, totals)| std::cmp::Reverse(totals.monthly));
        let title = if rows.len() > most {
            format!("{title}, the {most} most expensive of {}", count(rows.len() as u64))
        } else {
            title.to_owned()
        };
        let cells = rows.into_iter().take(most).map(|(name, totals)| {
            Ok(vec![
                name.to_owned(),
                count(totals.buckets),
                self.monthly(totals)?,
                count(totals.changes),
                self.dollars(totals.saving)?,
            ])
        });
        let grid = Grid::new().words(what).figures("Buckets").figures("Today").figures("Changes");
        Ok((title, grid.figures("Saving").rows(cells.collect::<Result<Vec<_>>>()?)))
    }

    /// With a sign in front of it where a part of it is unknown.
    fn monthly(&self, totals: &Totals) -> Result<String> {
        let dollars = self.dollars(totals.monthly)?;
        Ok(if totals.incomplete > 0 { format!("≥ {dollars}") } else { dollars })
    }

    fn dollars(&self, amount: i128) -> Result<String> {
        let decimal = Decimal::try_from_i128_with_scale(amount, self.priced.places);
        let money = decimal.map(Money::new).map_err(|_| Failure::new("total", "too large to be shown"))?;
        Ok(money.dollars().to_string())
    }

    fn notes(&self) -> Vec<String> {
        let free = count(self.settings.free_requests);
        let whose = if self.settings.is_one_payer { "all accounts together" } else { "each account" };
        let mut notes = vec![format!(
            "{free} free KMS requests a month for {whose}; a key that several buckets use is charged to the first of them."
        )];
        if self.priced.totals.all.changes > 0 {
            notes.push(
                "A saving is what a change alone saves, once its objects are encrypted again or new; low is if every read \
                 misses the S3 Bucket Key."
                    .to_owned(),
            );
            notes.push(
                "With a Bucket Key CloudTrail names the bucket instead of the object, and policies on an object's ARN stop \
                 matching."
                    .to_owned(),
            );
        }
        if self.priced.totals.all.incomplete > 0 {
            let buckets = plural(self.priced.totals.all.incomplete, "bucket");
            notes
                .push(format!("≥: what DSSE-KMS bills by GB is unknown for {buckets} without object_bytes."));
        }
        let options = [EncryptionOption::SseKmsBucketKey];
        // Each row says its own, and the free requests stand above.
        let own = ["objectSize", "keys", "freeRequests", "bucketKey.requesters"];
        let shared = &self.settings.shared;
        let matters = |input: &str| !own.contains(&input) && inputs::matters(input, &options);
        notes.extend(inputs::with_more(shared, shared.assumed(), Vec::new(), matters));
        notes
    }
}

/// Everything, exact.
pub(crate) fn json(shown: &Shown<'_>) -> Result<String> {
    let Portfolio { totals, changes, bad, accounts, places, .. } = shown.priced;
    let sums = |name: Option<&'static str>, value: &str, totals: &Totals| SumsJson {
        option: name.filter(|name| *name == "option").map(|_| value.to_owned()),
        region: name.filter(|name| *name == "region").map(|_| value.to_owned()),
        account: name.filter(|name| *name == "account").map(|_| value.to_owned()),
        buckets: totals.buckets,
        kms_requests: totals.kms_requests,
        monthly: (totals.incomplete == 0).then(|| exact(totals.monthly, *places)),
        known: exact(totals.monthly, *places),
        changes: totals.changes,
        saving: exact(totals.saving, *places),
        saving_range: RangeJson {
            low: exact(totals.saving_low, *places),
            high: exact(totals.saving_high, *places),
        },
    };
    let options = EncryptionOption::ALL.iter().zip(&totals.options);
    let regions = shown.book.regions().iter().zip(&totals.regions);
    let by_account = accounts.iter().zip(&totals.accounts);
    format::json(&PortfolioJson {
        schema_version: SCHEMA_VERSION,
        prices: PricesJson {
            published: shown.book.published(),
            currency: shown.book.currency(),
            source: shown.book.source(),
        },
        free_requests: shown.settings.free_requests,
        one_payer: shown.settings.is_one_payer,
        assumed: shown.settings.shared.assumed(),
        total: sums(None, "", &totals.all),
        options: options
            .filter(|(_, totals)| totals.buckets > 0)
            .map(|(option, totals)| sums(Some("option"), option.id(), totals))
            .collect(),
        regions: regions
            .filter(|(_, totals)| totals.buckets > 0)
            .map(|(prices, totals)| sums(Some("region"), &prices.region, totals))
            .collect(),
        accounts: by_account.map(|(account, totals)| sums(Some("account"), account, totals)).collect(),
        changes: changes.iter().map(|change| change_json(change, *places)).collect(),
        bad_rows: BadRowsJson {
            count: bad.count,
            first: bad.first.iter().map(|row| BadRowJson { line: row.line, reason: &row.reason }).collect(),
        },
    })
}

fn change_json(change: &Change, places: u32) -> ChangeJson<'_> {
    let advice = &change.advice;
    ChangeJson {
        line: change.line,
        account: &change.account,
        region: &change.region,
        bucket: &change.bucket,
        encryption: advice.today,
        monthly: exact(advice.monthly.typical, places),
        cheapest: advice.cheapest,
        cheapest_monthly: exact(advice.cheapest_monthly.typical, places),
        saving: exact(advice.saving.typical, places),
        saving_range: RangeJson {
            low: exact(advice.saving.low, places),
            high: exact(advice.saving.high, places),
        },
        reason: advice.reason.to_string(),
        once: advice.once.map(|once| exact(once, places)),
        payback_months: advice.payback_months(),
    }
}

fn exact(amount: i128, places: u32) -> String {
    let mut text = Vec::new();
    write_amount(&mut text, amount, places);
    String::from_utf8(text).unwrap_or_default()
}

/// What many buckets cost, and which of them would cost less with the same security.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Portfolio")]
pub(crate) struct PortfolioJson<'a> {
    /// The version of this shape. Fields are added without a new one, never renamed or taken away.
    #[schemars(extend("const" = 1))]
    schema_version: u32,
    /// The prices that every figure is made of.
    prices: PricesJson<'a>,
    /// Free KMS requests a month, of each account, or of all together.
    #[schemars(range(max = 20_000))]
    free_requests: u64,
    /// Whether all accounts share one free tier.
    one_payer: bool,
    /// Inputs, and rules of AWS's that are not published, that were assumed for every bucket; by their names.
    assumed: Vec<&'static str>,
    /// The sums of all buckets.
    total: SumsJson,
    /// By the option of today.
    options: Vec<SumsJson>,
    /// By Region.
    regions: Vec<SumsJson>,
    /// By account, in the order in which they come in the file.
    accounts: Vec<SumsJson>,
    /// The most profitable changes, the most profitable first.
    changes: Vec<ChangeJson<'a>>,
    /// The rows that were left out.
    bad_rows: BadRowsJson<'a>,
}

/// Where the prices are from.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "PortfolioPrices")]
struct PricesJson<'a> {
    /// The day on which AWS published them.
    #[schemars(extend("format" = "date"))]
    published: &'a str,
    /// The code of their currency.
    currency: &'a str,
    /// Where they are from.
    source: &'a str,
}

/// Of what is named first: an option, a Region, an account; of everything where nothing is.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Sums")]
struct SumsJson {
    /// The option of today, by its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "EncryptionOption")]
    option: Option<String>,
    /// The code of the Region.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    region: Option<String>,
    /// The account.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    account: Option<String>,
    /// How many buckets.
    buckets: u64,
    /// Symmetric requests to KMS in the month.
    kms_requests: u128,
    /// US dollars a month; `null` where that of one bucket is unknown.
    #[schemars(with = "Option<Money>")]
    monthly: Option<String>,
    /// US dollars a month, as far as they are known.
    #[schemars(with = "Money")]
    known: String,
    /// Buckets for which another option with the same security is cheaper.
    changes: u64,
    /// US dollars a month that those changes save.
    #[schemars(with = "Money")]
    saving: String,
    /// The same from the least to the most.
    saving_range: RangeJson,
}

/// From the least to the most.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "SavingRange")]
struct RangeJson {
    /// As little as it can be.
    #[schemars(with = "Money")]
    low: String,
    /// As much as it can be.
    #[schemars(with = "Money")]
    high: String,
}

/// A bucket for which another option with the same security is cheaper.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Change")]
struct ChangeJson<'a> {
    /// The line of the file on which the bucket stands.
    #[schemars(range(min = 1))]
    line: u64,
    /// Its account.
    account: &'a str,
    /// The code of its Region.
    region: &'a str,
    /// Its name.
    bucket: &'a str,
    /// How it encrypts today.
    encryption: EncryptionOption,
    /// US dollars a month today.
    #[schemars(with = "Money")]
    monthly: String,
    /// The cheapest option with the same security.
    cheapest: EncryptionOption,
    /// US dollars a month with it.
    #[schemars(with = "Money")]
    cheapest_monthly: String,
    /// US dollars a month that it saves.
    #[schemars(with = "Money")]
    saving: String,
    /// The same from the least to the most.
    saving_range: RangeJson,
    /// Why.
    reason: String,
    /// US dollars, once, to encrypt the existing objects again; `null` where it is not known how many there are.
    #[schemars(with = "Option<Money>")]
    once: Option<String>,
    /// Whole months after which the saving has paid that; `null` where it is not known.
    payback_months: Option<u64>,
}

/// The rows that could not be priced.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "BadRows")]
struct BadRowsJson<'a> {
    /// How many there are.
    count: u64,
    /// The first of them.
    first: Vec<BadRowJson<'a>>,
}

/// A row that could not be priced.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "BadRow")]
struct BadRowJson<'a> {
    /// Its line in the file.
    line: u64,
    /// Why not.
    reason: &'a str,
}
