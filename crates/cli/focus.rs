//! `--format focus`: cost rows of the FinOps Open Cost and Usage Specification (FOCUS) 1.2, as CSV, to be laid beside a bill.
//!
//! All 57 columns of the specification in its order, then columns of our own, which begin with `x_`. How a bill becomes rows:
//!
//! - A row for each charge of a month. "All applicable discounts SHOULD be applied to each row they pertain to and SHOULD NOT be
//!   negated in a separate row", and a discount on a part of a charge splits it (FOCUS, discount handling). So the free tier, a
//!   line of its own with a negative amount in all other forms, is here the part of the requests that it pays for, at the price of
//!   $0 at which AWS publishes it ("Monthly Global Free Tier for KMS requests" in the Price List of KMS), and the rest of the
//!   requests is another row. A percentage off is in the price and the cost of each row.
//! - What has no charge has no row, as on a bill.
//! - A cost must not be null, and an unknown one is not zero: such a charge has no row, and every other row of its option names
//!   it in `x_UnknownCharges`.
//! - All are of the category "Usage", keys too: AWS meters them by the hour. AWS's GB of 2^30 bytes is FOCUS's GiB.
//! - The resource is what is charged for: the KMS key where its ARN is given, for S3's charges the bucket. Which bucket makes the
//!   charge is in `x_Bucket`.
//! - Identifiers that only AWS knows are null: the SKUs, the invoice, the accounts' names.

use crate::failure::{Failure, Result};
use clap::Args;
use rust_decimal::Decimal;
use sse_guide::setup::name::RegionName;
use sse_pricing::{Error, Estimate, Keys, LineCode, LineItem, Money, Percent, RegionPrices, Service};
use std::borrow::Cow;

/// The flags of this form.
#[derive(Args)]
pub(crate) struct FocusArgs {
    /// Focus only: month of the charges, such as 2026-12; required there
    #[arg(long, value_name = "YYYY-MM", help_heading = "Output")]
    month: Option<String>,
    /// Focus only: account that is billed, 12 digits [default: portfolio: each bucket's own]
    #[arg(long, value_name = "N", help_heading = "Output")]
    billing_account: Option<String>,
}

/// A month, from its beginning to the beginning of the next.
pub(crate) struct Month {
    text: String,
    start: String,
    end: String,
    /// Whole hours in it.
    hours: u64,
}

impl FocusArgs {
    /// Refuses the flags where another form is asked for.
    pub(crate) fn only(&self) -> Result<()> {
        let given = [("--month", &self.month), ("--billing-account", &self.billing_account)];
        match given.iter().find(|(_, value)| value.is_some()) {
            Some((flag, _)) => Err(Failure::new(flag, "only with --format focus")),
            None => Ok(()),
        }
    }

    /// The month of the charges. The part of a month for which a key exists must be of one as long.
    pub(crate) fn month(&self, keys: &Keys) -> Result<Month> {
        let month = self.given_month()?;
        match keys.existed {
            Some(part) if part.month_hours != month.hours => {
                let allowed = format!("a part of {}, which has {} hours", month.text, month.hours);
                Err(Error::invalid("--key-hours", format!("{}/{}", part.hours, part.month_hours), allowed)
                    .into())
            }
            _ => Ok(month),
        }
    }

    fn given_month(&self) -> Result<Month> {
        let Some(text) = &self.month else {
            return Err(Failure::new(
                "--month",
                "required with --format focus: the month of the charges such as 2026-12",
            ));
        };
        let month = text.split_once('-').and_then(|(year, month)| Month::new(year, month));
        Ok(month.ok_or_else(|| Error::invalid("--month", text, "a month from 2000-01 to 2999-12"))?)
    }

    /// The account that is billed, where it is given.
    pub(crate) fn billing_account(&self) -> Result<Option<&str>> {
        let Some(text) = self.billing_account.as_deref() else { return Ok(None) };
        if text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Ok(Some(text));
        }
        Err(Failure::from(Error::invalid("--billing-account", text, "an account of 12 digits")))
    }
}

impl Month {
    fn new(year: &str, month: &str) -> Option<Month> {
        let number = |text: &str, digits: usize, least: u32, most: u32| {
            let is_plain = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
            let number = text.parse().ok().filter(|_| is_plain);
            number.filter(|number| (least..=most).contains(number))
        };
        let (year, month) = (number(year, 4, 2000, 2999)?, number(month, 2, 1, 12)?);
        let first = |year: u32, month: u32| format!("{year:04}-{month:02}-01T00:00:00Z");
        let (next_year, next) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        let is_leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
        let days = match month {
            2 if is_leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        Some(Month {
            text: format!("{year:04}-{month:02}"),
            start: first(year, month),
            end: first(next_year, next),
            hours: days * 24,
        })
    }
}

/// Whose charges they are.
#[derive(Clone, Copy)]
pub(crate) struct Owner<'a> {
    pub(crate) month: &'a Month,
    pub(crate) billing_account: &'a str,
    pub(crate) account: &'a str,
    /// Where it is known which.
    pub(crate) bucket: Option<&'a str>,
    /// The ARN of the bucket's KMS key, where it is known.
    pub(crate) key_arn: Option<&'a str>,
    pub(crate) prices: &'a RegionPrices,
    pub(crate) published: &'a str,
}

/// The charges of one option.
pub(crate) struct Charges<'a> {
    owner: Owner<'a>,
    estimate: &'a Estimate,
    rows: Vec<Amounts<'a>>,
    /// The codes of the lines that are unknown.
    pub(crate) unknown: Vec<&'static str>,
    assumed: String,
}

/// What is charged in a row.
struct Amounts<'a> {
    line: &'a LineItem,
    quantity: Decimal,
    list_price: Decimal,
    list_cost: Decimal,
    /// With the discount taken off.
    price: Decimal,
    cost: Decimal,
    discount: Percent,
}

/// A row.
struct Charge<'a> {
    of: &'a Charges<'a>,
    amounts: &'a Amounts<'a>,
}

impl<'a> Charges<'a> {
    /// What an estimate charges for.
    pub(crate) fn new(owner: Owner<'a>, estimate: &'a Estimate, assumed: &[&str]) -> Result<Charges<'a>> {
        let lines = estimate.lines();
        let free = lines.iter().find(|line| line.code() == LineCode::KmsFreeTier);
        let (mut rows, mut unknown) = (Vec::new(), Vec::new());
        for line in lines {
            let (Some(quantity), Some(amount)) = (line.quantity(), line.amount()) else {
                unknown.push(line.code().id());
                continue;
            };
            let row = match line.code() {
                LineCode::NoCharge
                | LineCode::DiscountKms
                | LineCode::DiscountS3
                | LineCode::DiscountCloudTrail => continue,
                LineCode::KmsFreeTier => Amounts::free(line, quantity)?,
                LineCode::KmsRequests => {
                    let taken_off = free.and_then(|free| free.quantity().zip(free.amount()));
                    let (less, refund) = taken_off.unwrap_or((Decimal::ZERO, Money::ZERO));
                    let paid = quantity.checked_add(less).ok_or_else(too_large)?;
                    Amounts::new(line, paid, amount.plus(refund)?, owner.prices)?
                }
                _ => Amounts::new(line, quantity, amount, owner.prices)?,
            };
            if !row.quantity.is_zero() {
                rows.push(row);
            }
        }
        let assumed: Vec<&str> =
            assumed.iter().filter(|input| estimate.option().depends_on(input)).copied().collect();
        Ok(Charges { owner, estimate, rows, unknown, assumed: assumed.join(" ") })
    }

    /// Hands over the cells of each row.
    pub(crate) fn each_row(&self, mut take: impl FnMut([Cow<'_, str>; WIDTH])) {
        for amounts in &self.rows {
            let charge = Charge { of: self, amounts };
            take(COLUMNS.map(|(_, cell)| cell(&charge)));
        }
    }
}

impl<'a> Amounts<'a> {
    fn new(
        line: &'a LineItem,
        quantity: Decimal,
        amount: Money,
        prices: &RegionPrices,
    ) -> Result<Amounts<'a>> {
        let discount = prices.discounts.on(line.code().service()).0;
        let list_cost = match line.list_price() {
            Some(list) => product(quantity, list)?,
            None => amount.amount(),
        };
        // As the bill takes it off: of the amount.
        let cost = amount.minus(amount.share(discount)?)?;
        let price = Money::new(line.unit_price());
        let price = price.minus(price.share(discount)?)?.amount();
        let list_price = line.list_price().unwrap_or(line.unit_price());
        Ok(Amounts { line, quantity, list_price, list_cost, price, cost: cost.amount(), discount })
    }

    /// Published at $0.
    fn free(line: &'a LineItem, taken_off: Decimal) -> Result<Amounts<'a>> {
        let quantity = Decimal::ZERO.checked_sub(taken_off).ok_or_else(too_large)?;
        let nothing = Decimal::ZERO;
        Ok(Amounts {
            line,
            quantity,
            list_price: nothing,
            list_cost: nothing,
            price: nothing,
            cost: nothing,
            discount: Percent::ZERO,
        })
    }
}

/// Exact: `rust_decimal` rounds a product that does not fit, and the scale betrays it.
fn product(a: Decimal, b: Decimal) -> Result<Decimal> {
    let product = a.checked_mul(b).filter(|product| product.scale() == a.scale().saturating_add(b.scale()));
    if a.is_zero() || b.is_zero() { Ok(Decimal::ZERO) } else { product.ok_or_else(too_large) }
}

fn too_large() -> Failure {
    Failure::new("total", "too large to be computed exactly")
}

/// A column: its name, and what stands in it; nothing is null.
type Column = (&'static str, for<'a> fn(&'a Charge<'a>) -> Cow<'a, str>);

/// The account's kind, in AWS's word. AWS has no other kind of sub account.
const ACCOUNT: &str = "Account";

/// How many columns there are.
pub(crate) const WIDTH: usize = 68;

/// The columns' names.
pub(crate) fn header() -> [&'static str; WIDTH] {
    COLUMNS.map(|(name, _)| name)
}

/// The columns of FOCUS 1.2 in its order, then our own.
const COLUMNS: [Column; WIDTH] = [
    ("AvailabilityZone", |_| null()),
    ("BilledCost", |row| number(row.amounts.cost)),
    ("BillingAccountId", |row| row.of.owner.billing_account.into()),
    ("BillingAccountName", |_| null()),
    ("BillingAccountType", |_| ACCOUNT.into()),
    ("BillingCurrency", |_| "USD".into()),
    ("BillingPeriodEnd", |row| row.of.owner.month.end.as_str().into()),
    ("BillingPeriodStart", |row| row.of.owner.month.start.as_str().into()),
    ("CapacityReservationId", |_| null()),
    ("CapacityReservationStatus", |_| null()),
    ("ChargeCategory", |_| "Usage".into()),
    ("ChargeClass", |_| null()),
    ("ChargeDescription", |row| row.description().into()),
    ("ChargeFrequency", |_| "Usage-Based".into()),
    ("ChargePeriodEnd", |row| row.of.owner.month.end.as_str().into()),
    ("ChargePeriodStart", |row| row.of.owner.month.start.as_str().into()),
    ("CommitmentDiscountCategory", |_| null()),
    ("CommitmentDiscountId", |_| null()),
    ("CommitmentDiscountName", |_| null()),
    ("CommitmentDiscountQuantity", |_| null()),
    ("CommitmentDiscountStatus", |_| null()),
    ("CommitmentDiscountType", |_| null()),
    ("CommitmentDiscountUnit", |_| null()),
    ("ConsumedQuantity", |row| number(row.amounts.quantity)),
    ("ConsumedUnit", |row| row.unit().into()),
    ("ContractedCost", |row| number(row.amounts.cost)),
    ("ContractedUnitPrice", |row| number(row.amounts.price)),
    ("EffectiveCost", |row| number(row.amounts.cost)),
    ("InvoiceId", |_| null()),
    ("InvoiceIssuerName", |_| AWS.into()),
    ("ListCost", |row| number(row.amounts.list_cost)),
    ("ListUnitPrice", |row| number(row.amounts.list_price)),
    ("PricingCategory", |_| "Standard".into()),
    ("PricingCurrency", |_| "USD".into()),
    ("PricingCurrencyContractedUnitPrice", |row| number(row.amounts.price)),
    ("PricingCurrencyEffectiveCost", |row| number(row.amounts.cost)),
    ("PricingCurrencyListUnitPrice", |row| number(row.amounts.list_price)),
    ("PricingQuantity", |row| number(row.amounts.quantity)),
    ("PricingUnit", |row| row.unit().into()),
    ("ProviderName", |_| AWS.into()),
    ("PublisherName", |_| AWS.into()),
    ("RegionId", |row| row.of.owner.prices.region.as_ref().into()),
    ("RegionName", |row| row.of.owner.prices.name.as_ref().into()),
    ("ResourceId", |row| row.resource_id()),
    ("ResourceName", |row| row.resource_name().into()),
    ("ResourceType", |row| row.resource_type().into()),
    ("ServiceCategory", |row| row.service().category.into()),
    ("ServiceName", |row| row.service().name.into()),
    ("ServiceSubcategory", |row| row.service().subcategory.into()),
    ("SkuId", |_| null()),
    ("SkuMeter", |_| null()),
    ("SkuPriceDetails", |_| null()),
    ("SkuPriceId", |_| null()),
    ("SubAccountId", |row| row.of.owner.account.into()),
    ("SubAccountName", |_| null()),
    ("SubAccountType", |_| ACCOUNT.into()),
    ("Tags", |_| null()),
    ("x_Bucket", |row| row.of.owner.bucket.unwrap_or_default().into()),
    ("x_ServiceCode", |row| row.service().code.into()),
    ("x_LineCode", |row| row.amounts.line.code().id().into()),
    ("x_OptionId", |row| row.of.estimate.option().id().into()),
    ("x_OptionName", |row| row.of.estimate.option().name().into()),
    ("x_OptionMonthlyLow", |row| number(row.of.estimate.low().amount())),
    ("x_OptionMonthlyHigh", |row| row.of.estimate.high().map_or(null(), |high| number(high.amount()))),
    ("x_UnknownCharges", |row| row.of.unknown.join(" ").into()),
    ("x_Assumed", |row| row.of.assumed.as_str().into()),
    ("x_DiscountPercent", |row| row.discount()),
    ("x_PricesPublished", |row| row.of.owner.published.into()),
];

/// Who provides, publishes and bills; the same, or FOCUS has a cost of 0.
const AWS: &str = "Amazon Web Services";

/// A service in the words of FOCUS and of a bill.
struct Names {
    name: &'static str,
    category: &'static str,
    subcategory: &'static str,
    /// In the Price List.
    code: &'static str,
}

impl Charge<'_> {
    /// What it is for, and at what price.
    fn description(&self) -> String {
        let line = self.amounts.line;
        format!("{}, ${} a {}", line.code().label(), self.amounts.price.normalize(), line.unit())
    }

    /// In the plural, each word with a capital: FOCUS's unit format.
    fn unit(&self) -> &'static str {
        match self.amounts.line.unit() {
            "request" => "Requests",
            "key-month" => "Key-Months",
            "GB" => "GiB",
            "event" => "Events",
            other => other,
        }
    }

    fn service(&self) -> Names {
        match self.amounts.line.code().service() {
            Service::Kms => Names {
                name: "AWS Key Management Service",
                category: "Security",
                subcategory: "Secret Management",
                code: "awskms",
            },
            Service::S3 => Names {
                name: "Amazon Simple Storage Service",
                category: "Storage",
                subcategory: "Object Storage",
                code: "AmazonS3",
            },
            Service::CloudTrail => Names {
                name: "AWS CloudTrail",
                category: "Management and Governance",
                subcategory: "Observability",
                code: "AWSCloudTrail",
            },
        }
    }

    /// What is charged for: the key where it is KMS's charge, the bucket where it is S3's. A trail is not known.
    fn resource_id(&self) -> Cow<'_, str> {
        match self.amounts.line.code().service() {
            Service::Kms => self.of.owner.key_arn.unwrap_or_default().into(),
            Service::S3 => self.bucket_arn(),
            Service::CloudTrail => null(),
        }
    }

    /// Of a key its id, which is all the name that it has.
    fn resource_name(&self) -> &str {
        let Owner { bucket, key_arn, .. } = self.of.owner;
        let name = match self.amounts.line.code().service() {
            Service::Kms => key_arn.map(|arn| arn.rsplit_once('/').map_or(arn, |(_, id)| id)),
            Service::S3 => bucket,
            Service::CloudTrail => None,
        };
        name.unwrap_or_default()
    }

    fn resource_type(&self) -> &'static str {
        match self.amounts.line.code().service() {
            Service::Kms if self.of.owner.key_arn.is_some() => "Key",
            Service::S3 if self.of.owner.bucket.is_some() => "Bucket",
            _ => "",
        }
    }

    fn bucket_arn(&self) -> Cow<'_, str> {
        let Owner { bucket, prices, .. } = self.of.owner;
        let Some(bucket) = bucket else { return null() };
        let partition = RegionName::new(&prices.region).map_or("aws", |region| region.partition().id());
        format!("arn:{partition}:s3:::{bucket}").into()
    }

    fn discount(&self) -> Cow<'_, str> {
        let Amounts { discount, .. } = self.amounts;
        if *discount == Percent::ZERO { null() } else { number(discount.amount()) }
    }
}

fn null() -> Cow<'static, str> {
    Cow::Borrowed("")
}

/// Every digit, without an exponent, no zeros behind the last.
fn number(number: Decimal) -> Cow<'static, str> {
    number.normalize().to_string().into()
}
