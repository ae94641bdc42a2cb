//! The price dimensions of a product: a price for a range of what is used in a month.

use crate::error::Problem;
use rust_decimal::Decimal;

/// One price dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rate {
    /// From this much on.
    begin: Decimal,
    /// Up to this much, without it; `None` for all above.
    end: Option<Decimal>,
    unit: String,
    dollars: Decimal,
}

/// One price dimension as the files write it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RawRate<'a> {
    pub(crate) begin: &'a str,
    pub(crate) end: &'a str,
    pub(crate) unit: &'a str,
    pub(crate) currency: &'a str,
    pub(crate) price: &'a str,
}

/// Where the tiers of S3 Standard storage end, in GB: 50 TB, 500 TB.
pub(crate) const STORAGE_TIERS: &[u32] = &[51_200, 512_000];

/// Where the free requests end.
pub(crate) const FREE_REQUESTS: u32 = 20_000;

impl Rate {
    pub(crate) fn parse(raw: RawRate<'_>) -> Result<Rate, Problem> {
        let RawRate { begin, end, unit, currency, price } = raw;
        if currency != "USD" {
            return Err(Problem::new(format!("the currency {currency:?} is not USD")));
        }
        let number = |text: &str, what: &str| {
            let wrong = || Problem::new(format!("the {what} {text:?} is not a number from 0"));
            decimal(text).filter(|number| !number.is_sign_negative()).ok_or_else(wrong)
        };
        let end = if end == "Inf" { None } else { Some(number(end, "end of a range")?) };
        Ok(Rate {
            begin: number(begin, "begin of a range")?,
            end,
            unit: unit.to_owned(),
            dollars: number(price, "price")?,
        })
    }

    pub(crate) fn unit(&self) -> &str {
        &self.unit
    }
}

/// Exact, with an exponent or without.
fn decimal(text: &str) -> Option<Decimal> {
    let exact = if text.contains(['e', 'E']) {
        Decimal::from_scientific(text).ok()
    } else {
        Decimal::from_str_exact(text).ok()
    };
    exact.map(|number| number.normalize())
}

/// The prices of the tiers, lowest first: the ranges begin at 0, leave no gap, do not overlap, and end where they are known to.
pub(crate) fn tiers<const N: usize>(rates: &[Rate], ends: &[u32]) -> Result<[Decimal; N], Problem> {
    let mut sorted: Vec<&Rate> = rates.iter().collect();
    sorted.sort_by_key(|rate| rate.begin);
    let mut begins = Some(Decimal::ZERO);
    for rate in &sorted {
        let is_next = begins == Some(rate.begin) && rate.end.is_none_or(|end| end > rate.begin);
        if !is_next {
            return Err(Problem::new(format!("the ranges {} have gaps or overlap", ranges(&sorted))));
        }
        begins = rate.end;
    }
    let known = ends.iter().map(|&end| Some(Decimal::from(end))).chain([None]);
    if !sorted.iter().map(|rate| rate.end).eq(known) {
        let expected: Vec<String> = ends.iter().map(u32::to_string).chain(["Inf".to_owned()]).collect();
        return Err(Problem::new(format!(
            "the ranges {} do not end at {}: the tiers have changed",
            ranges(&sorted),
            expected.join(", ")
        )));
    }
    let prices: Vec<Decimal> = sorted.iter().map(|rate| rate.dollars).collect();
    // As many as there are ends.
    <[Decimal; N]>::try_from(prices).map_err(|prices| Problem::new(format!("{} tiers", prices.len())))
}

/// Whether this is the free tier that is known: the first 20,000, for nothing.
pub(crate) fn is_free_tier(rates: &[Rate]) -> bool {
    matches!(rates, [rate] if rate.begin.is_zero() && rate.end == Some(Decimal::from(FREE_REQUESTS)) && rate.dollars.is_zero())
}

pub(crate) fn ranges(rates: &[&Rate]) -> String {
    let range = |rate: &&Rate| {
        let end = rate.end.map_or("Inf".to_owned(), |end| end.to_string());
        format!("{}-{end}", rate.begin)
    };
    rates.iter().map(range).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(begin: &str, end: &str, price: &str) -> Rate {
        Rate::parse(RawRate { begin, end, unit: "GB-Mo", currency: "USD", price }).unwrap()
    }

    fn storage(rates: &[Rate]) -> Result<[String; 3], String> {
        let prices = tiers::<3>(rates, STORAGE_TIERS).map_err(|problem| problem.in_file("f").to_string())?;
        Ok(prices.map(|price| price.to_string()))
    }

    #[test]
    fn tiers_in_any_order() {
        let rates = [
            rate("512000", "Inf", "0.0210000000"),
            rate("0", "51200", "0.0230000000"),
            rate("51200.0", "512000", "2.2E-2"),
        ];
        assert_eq!(storage(&rates).unwrap(), ["0.023", "0.022", "0.021"]);
    }

    #[test]
    fn other_tiers_are_refused() {
        let (first, second, third) =
            (rate("0", "51200", "3"), rate("51200", "512000", "2"), rate("512000", "Inf", "1"));
        let gaps = |rates: &[Rate], ranges: &str| {
            assert_eq!(storage(rates).unwrap_err(), format!("f: the ranges {ranges} have gaps or overlap"));
        };
        gaps(&[first.clone(), third.clone()], "0-51200, 512000-Inf");
        gaps(&[second.clone(), third.clone()], "51200-512000, 512000-Inf");
        gaps(
            &[first.clone(), first.clone(), second.clone(), third.clone()],
            "0-51200, 0-51200, 51200-512000, 512000-Inf",
        );
        gaps(&[rate("0", "Inf", "3"), rate("51200", "Inf", "2")], "0-Inf, 51200-Inf");
        let changed = |rates: &[Rate], ranges: &str| {
            let message =
                format!("f: the ranges {ranges} do not end at 51200, 512000, Inf: the tiers have changed");
            assert_eq!(storage(rates).unwrap_err(), message);
        };
        changed(&[rate("0", "Inf", "3")], "0-Inf");
        changed(&[first, second], "0-51200, 51200-512000");
        changed(&[rate("0", "51200", "3"), rate("51200", "Inf", "2")], "0-51200, 51200-Inf");
        changed(&[], "");
    }

    #[test]
    fn only_dollars_from_nothing_up() {
        let raw = RawRate { begin: "0", end: "Inf", unit: "Keys", currency: "USD", price: "1.0000000000" };
        assert!(Rate::parse(raw).is_ok());
        for wrong in [
            RawRate { currency: "CNY", ..raw },
            RawRate { currency: "", ..raw },
            RawRate { price: "-1", ..raw },
            RawRate { price: "", ..raw },
            RawRate { price: "free", ..raw },
            RawRate { begin: "", ..raw },
            RawRate { end: "inf", ..raw },
            RawRate { price: "0.00000000000000000000000000001", ..raw },
        ] {
            assert!(Rate::parse(wrong).is_err(), "{wrong:?}");
        }
    }
}
