//! The prices that a command works with: the compiled-in ones or a price file's, with what is agreed with AWS.

use crate::failure::{Failure, Result};
use clap::Args;
use sse_pricing::{Discounts, PriceBook, RegionPrices, parse};
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// Where the prices are from, and what is agreed with AWS.
#[derive(Args)]
#[command(next_help_heading = "Prices")]
pub(crate) struct PriceArgs {
    /// Price file, as `sse-cost prices import` writes it [default: the compiled-in prices]
    #[arg(long, value_name = "FILE")]
    prices: Option<PathBuf>,
    /// Percentage off kms, s3 or cloudtrail, as agreed with AWS: kms=10%; once for each service
    #[arg(long, value_name = "SERVICE=PERCENT")]
    discount: Vec<String>,
    /// Private price by its name in `prices show`, of every Region or of one: kmsRequest=0.0000025 or
    /// us-east-1:kmsRequest=0.0000025; may be repeated
    #[arg(long, value_name = "[REGION:]PRICE=USD")]
    private_price: Vec<String>,
}

/// The price book that a command works with.
pub(crate) fn book(args: &PriceArgs) -> Result<Cow<'static, PriceBook>> {
    let mut book = match &args.prices {
        Some(path) => Cow::Owned(price_file("--prices", path)?),
        None => Cow::Borrowed(PriceBook::builtin()),
    };
    let mut discounts = Discounts::NONE;
    for text in &args.discount {
        let (service, off) = parse::discount("--discount", text)?;
        if discounts.given().any(|(given, _)| given == service) {
            return Err(Failure::new("--discount", format!("{} has a discount already", service.id())));
        }
        discounts = discounts.with(service, off);
    }
    if discounts != Discounts::NONE {
        book = Cow::Owned(book.with_discounts(discounts));
    }
    for text in &args.private_price {
        let private = parse::private_price("--private-price", text)?;
        let with = book.with_private_price(&private);
        book = Cow::Owned(with.map_err(|error| error.with_field("--private-price"))?);
    }
    Ok(book)
}

/// Reads a price file; `argument` is what it was given by.
pub(crate) fn price_file(argument: &str, path: &Path) -> Result<PriceBook> {
    let subject = format!("{argument} {}", path.display());
    let text = std::fs::read_to_string(path);
    let text = text.map_err(|error| Failure::new(&subject, format!("cannot be read: {error}")))?;
    PriceBook::from_csv(&text).map_err(|error| Failure::new(subject, error))
}

/// What is agreed with AWS for a Region, in a sentence, where there is something.
pub(crate) fn agreed(book: &PriceBook, prices: &RegionPrices) -> Option<String> {
    let discounts = prices.discounts.given().map(|(service, off)| format!("{off} off {}", service.name()));
    let private = prices.rows().into_iter().chain(book.rows()).filter_map(|row| {
        let (own, list) = (row.dollars.normalize(), row.list?.normalize());
        Some(format!("{} ${own} instead of ${list}", row.label))
    });
    let agreed: Vec<String> = private.chain(discounts).collect();
    (!agreed.is_empty()).then(|| format!("Agreed with AWS: {}.", agreed.join("; ")))
}
