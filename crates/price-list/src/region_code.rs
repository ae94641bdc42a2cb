//! The short codes of Regions in usage types: `USW2-Requests-Tier1`.
//!
//! Source: "AWS Region billing codes" in AWS's guide to Regions and Availability Zones, and for GovCloud the list in
//! "Understanding your AWS billing and usage reports for Amazon S3". Two things cannot be derived: `eu-west-1` is `EU`, and
//! the codes of `ap-south-*` and `ap-southeast-*` are numbered together.

/// Regions with their codes; the first is the usual one. us-east-1 has none in S3's usage types, `USE1` in CloudTrail's.
const SHORT_CODES: [(&str, &[&str]); 36] = [
    // The S3 guide wrote CPT, the list of billing codes AFS1.
    ("af-south-1", &["AFS1", "CPT"]),
    ("ap-east-1", &["APE1"]),
    ("ap-east-2", &["APE2"]),
    ("ap-northeast-1", &["APN1"]),
    ("ap-northeast-2", &["APN2"]),
    ("ap-northeast-3", &["APN3"]),
    ("ap-south-1", &["APS3"]),
    ("ap-south-2", &["APS5"]),
    ("ap-southeast-1", &["APS1"]),
    ("ap-southeast-2", &["APS2"]),
    ("ap-southeast-3", &["APS4"]),
    ("ap-southeast-4", &["APS6"]),
    ("ap-southeast-5", &["APS7"]),
    ("ap-southeast-6", &["APS8"]),
    ("ap-southeast-7", &["APS9"]),
    ("ca-central-1", &["CAN1"]),
    ("ca-west-1", &["CAN2"]),
    ("eu-central-1", &["EUC1"]),
    ("eu-central-2", &["EUC2"]),
    ("eu-north-1", &["EUN1"]),
    ("eu-south-1", &["EUS1"]),
    ("eu-south-2", &["EUS2"]),
    ("eu-west-1", &["EU", "EUW1"]),
    ("eu-west-2", &["EUW2"]),
    ("eu-west-3", &["EUW3"]),
    ("il-central-1", &["ILC1"]),
    ("me-central-1", &["MEC1"]),
    ("me-south-1", &["MES1"]),
    ("mx-central-1", &["MXC1"]),
    ("sa-east-1", &["SAE1"]),
    ("us-east-1", &["", "USE1"]),
    ("us-east-2", &["USE2"]),
    ("us-gov-east-1", &["UGE1"]),
    ("us-gov-west-1", &["UGW1"]),
    ("us-west-1", &["USW1"]),
    ("us-west-2", &["USW2"]),
];

/// The short codes of a Region; none where it is newer than this list.
pub(crate) fn short_codes(region: &str) -> &'static [&'static str] {
    SHORT_CODES.iter().find(|(known, _)| *known == region).map_or(&[], |(_, codes)| codes)
}

/// Whether a text can be the short code of some Region: capitals with digits behind, as `USW2`. `Global` and `Tables` cannot.
pub(crate) fn is_short_code(text: &str) -> bool {
    let letters = text.trim_end_matches(|c: char| c.is_ascii_digit());
    (2..=6).contains(&text.len())
        && letters.len() >= 2
        && letters.bytes().all(|byte| byte.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use sse_pricing::PriceBook;
    use std::collections::HashSet;

    #[test]
    fn every_region_of_the_compiled_in_book_has_a_code_and_no_two_share_one() {
        for prices in PriceBook::builtin().regions() {
            assert!(!short_codes(&prices.region).is_empty(), "{}", prices.region);
        }
        let codes: Vec<&str> = SHORT_CODES.iter().flat_map(|(_, codes)| *codes).copied().collect();
        assert_eq!(codes.iter().collect::<HashSet<_>>().len(), codes.len());
        assert!(codes.iter().all(|code| code.is_empty() || is_short_code(code)));
        assert!(SHORT_CODES.is_sorted());
    }

    #[test]
    fn words_are_no_codes() {
        for word in ["", "Global", "Tables", "USW2-Tables", "2USW", "usw2", "U1"] {
            assert!(!is_short_code(word), "{word}");
        }
        assert!(is_short_code("EUSCD1"));
    }
}
