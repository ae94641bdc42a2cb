//! A Region by its code, or by a part of its name.

use sse_pricing::{Error, PriceBook, RegionPrices, Result};

/// The Region that a text means: its code, or a part of the name that only it has. Case does not matter.
///
/// # Errors
/// No Region, or several; the message names them while they are few.
pub(crate) fn region(field: &'static str, text: &str) -> Result<&'static RegionPrices> {
    let regions = PriceBook::builtin().regions();
    let wanted = text.to_ascii_lowercase();
    if let Some(exact) = regions.iter().find(|prices| *prices.region == *wanted) {
        return Ok(exact);
    }
    let has = |name: &str| name.to_ascii_lowercase().contains(&wanted);
    let fits = |prices: &&RegionPrices| !wanted.is_empty() && (has(&prices.region) || has(&prices.name));
    let found: Vec<&RegionPrices> = regions.iter().filter(fits).collect();
    match found.as_slice() {
        [one] => Ok(one),
        [] => Err(Error::invalid(
            field,
            text,
            "a Region by its code or place, such as eu-central-1 or Frankfurt",
        )),
        few if few.len() <= 8 => {
            let codes: Vec<&str> = few.iter().map(|prices| &*prices.region).collect();
            Err(Error::invalid(field, text, format!("one Region: it fits {}", codes.join(", "))))
        }
        many => Err(Error::invalid(field, text, format!("one Region: it fits {}", many.len()))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_code_or_place() {
        for (text, expected) in [
            ("eu-central-1", "eu-central-1"),
            ("EU-Central-1", "eu-central-1"),
            ("Frankfurt", "eu-central-1"),
            ("paulo", "sa-east-1"),
            ("us-east-1", "us-east-1"),
        ] {
            assert_eq!(region("region", text).unwrap().region, expected, "{text:?}");
        }
        for (text, says) in [
            ("", "a Region by its code or place"),
            ("atlantis", "a Region by its code or place"),
            ("us-east", "it fits us-east-1, us-east-2"),
            ("a", "it fits 3"),
        ] {
            let error = region("region", text).unwrap_err().to_string();
            assert!(error.contains(says), "{text:?}: {error}");
        }
    }
}
