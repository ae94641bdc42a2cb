//! Which rows of the Price List a price book is made of, by their usage types.
//!
//! Sources, and how sure each is:
//!
//! - `awskms`: AWS's own file. Usage types carry the whole code of the Region.
//! - `AmazonS3`, storage and requests: AWS's own file of 2026-07-28. Storage shares its usage type with the overhead that
//!   archived objects leave in Standard; `volumeType` tells them apart.
//! - `AmazonS3`, DSSE-KMS and Batch Operations: the usage types of a bill, in "Understanding your AWS billing and usage reports
//!   for Amazon S3". The Price List file itself was not at hand: the names are AWS's, units are taken from the same page.
//! - `AWSCloudTrail`: the usage types of a bill, in "Viewing your CloudTrail cost and usage with AWS Cost Explorer". The file
//!   itself was not at hand; the unit is inferred.
//!
//! Where a name or a unit should be another one in the file, the import ends with an error that says which row it misses.

use crate::error::Problem;
use crate::offer::Offer;
use crate::region_code::{is_short_code, short_codes};

/// A row of the Price List that is one price or several of the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Row {
    KmsKey,
    KmsRequest,
    DsseWrite,
    DsseRead,
    Storage,
    S3Put,
    S3Get,
    ManagementEvent,
    DataEvent,
    BatchJob,
    BatchObject,
}

/// What a product of the Price List is to the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    Row(Row),
    /// `Global-KMS-Requests`: of no Region.
    FreeTier,
}

/// The attributes of a product that tell what it is; empty where it has none.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Attributes<'a> {
    pub(crate) usage_type: &'a str,
    pub(crate) region_code: &'a str,
    pub(crate) location: &'a str,
    pub(crate) location_type: &'a str,
    pub(crate) group: &'a str,
    pub(crate) volume_type: &'a str,
}

/// How a row is known.
struct Facts {
    offer: Offer,
    /// Behind the prefix of the Region.
    usage_type: &'static str,
    /// What is counted. All are one piece, so that prices need no conversion.
    units: &'static [&'static str],
}

/// The first 20,000 requests of a month, free, over all Regions.
const FREE_TIER: &str = "Global-KMS-Requests";

impl Row {
    pub(crate) const ALL: [Row; 11] = [
        Row::KmsKey,
        Row::KmsRequest,
        Row::DsseWrite,
        Row::DsseRead,
        Row::Storage,
        Row::S3Put,
        Row::S3Get,
        Row::ManagementEvent,
        Row::DataEvent,
        Row::BatchJob,
        Row::BatchObject,
    ];

    fn facts(self) -> Facts {
        use Offer::{CloudTrail, Kms, S3};
        const REQUESTS: &[&str] = &["Requests"];
        const EVENTS: &[&str] = &["Events", "Event"];
        let (offer, usage_type, units): (_, _, &'static [&'static str]) = match self {
            Row::KmsKey => (Kms, "KMS-Keys", &["Keys"]),
            Row::KmsRequest => (Kms, "KMS-Requests", REQUESTS),
            Row::DsseWrite => (S3, "S3DSSE-In-Bytes", &["GB"]),
            Row::DsseRead => (S3, "S3DSSE-Out-Bytes", &["GB"]),
            Row::Storage => (S3, "TimedStorage-ByteHrs", &["GB-Mo"]),
            Row::S3Put => (S3, "Requests-Tier1", REQUESTS),
            Row::S3Get => (S3, "Requests-Tier2", REQUESTS),
            Row::ManagementEvent => (CloudTrail, "PaidEventsRecorded", EVENTS),
            Row::DataEvent => (CloudTrail, "DataEventsRecorded", EVENTS),
            Row::BatchJob => (S3, "BatchOperations-Jobs", &["Jobs", "Job", "Count"]),
            Row::BatchObject => (S3, "BatchOperations-Objects", &["Objects", "Object", "Count"]),
        };
        Facts { offer, usage_type, units }
    }

    pub(crate) fn offer(self) -> Offer {
        self.facts().offer
    }

    pub(crate) fn units(self) -> &'static [&'static str] {
        self.facts().units
    }

    /// The usage type as it is called in a Region, or its end where the Region's short code is not known.
    pub(crate) fn usage_type(self, region: &str) -> String {
        let Facts { offer, usage_type, .. } = self.facts();
        if offer == Offer::Kms {
            return format!("{region}-{usage_type}");
        }
        match short_codes(region).first() {
            Some(&"") => usage_type.to_owned(),
            Some(code) => format!("{code}-{usage_type}"),
            None => format!("...-{usage_type}"),
        }
    }

    /// Of several products with this usage type, the one that is meant. An attribute that is not given decides nothing.
    fn is_meant(self, attributes: &Attributes<'_>) -> bool {
        let is = |attribute: &str, value: &str| attribute.is_empty() || attribute == value;
        match self {
            Row::Storage => is(attributes.volume_type, "Standard"),
            Row::S3Put => is(attributes.group, "S3-API-Tier1"),
            Row::S3Get => is(attributes.group, "S3-API-Tier2"),
            _ => true,
        }
    }
}

/// What a product is; `None` if it is nothing to the book.
pub(crate) fn meaning(offer: Offer, attributes: &Attributes<'_>) -> Result<Option<Meaning>, Problem> {
    let Attributes { usage_type, region_code, location_type, .. } = *attributes;
    if offer == Offer::Kms && usage_type == FREE_TIER {
        return Ok(Some(Meaning::FreeTier));
    }
    // Local Zones, Wavelength Zones and the like have prices of their own under usage types of the same ends.
    if region_code.is_empty() || !(location_type.is_empty() || location_type == "AWS Region") {
        return Ok(None);
    }
    for row in Row::ALL {
        let facts = row.facts();
        if facts.offer == offer
            && row.is_meant(attributes)
            && carries(offer, usage_type, facts.usage_type, region_code)?
        {
            return Ok(Some(Meaning::Row(row)));
        }
    }
    Ok(None)
}

/// Whether a usage type is this one, in this Region.
fn carries(offer: Offer, usage_type: &str, wanted: &str, region: &str) -> Result<bool, Problem> {
    let Some(prefix) = usage_type.strip_suffix(wanted) else { return Ok(false) };
    let prefix = if prefix.is_empty() { Some("") } else { prefix.strip_suffix('-') };
    let Some(prefix) = prefix else { return Ok(false) };
    let (is_prefix, belongs) = if offer == Offer::Kms {
        (is_region_code(prefix), prefix == region)
    } else {
        let codes = short_codes(region);
        // A Region that is newer than the list of codes has one all the same; us-east-1 alone can do without.
        let belongs = if codes.is_empty() { !prefix.is_empty() } else { codes.contains(&prefix) };
        (prefix.is_empty() || is_short_code(prefix), belongs)
    };
    if is_prefix && !belongs {
        let message = format!(
            "{}: the usage type {usage_type:?} is another Region's than its regionCode {region:?}",
            offer.code()
        );
        return Err(Problem::new(message));
    }
    Ok(is_prefix)
}

/// `eu-west-1`, `us-gov-west-1`.
fn is_region_code(text: &str) -> bool {
    let (area, number) = text.rsplit_once('-').unwrap_or_default();
    let number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    number && area.contains('-') && area.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at<'a>(usage_type: &'a str, region_code: &'a str) -> Attributes<'a> {
        Attributes { usage_type, region_code, location_type: "AWS Region", ..Attributes::default() }
    }

    #[track_caller]
    fn is(offer: Offer, usage_type: &str, region: &str, expected: Option<Row>) {
        let found = meaning(offer, &at(usage_type, region)).unwrap();
        assert_eq!(found, expected.map(Meaning::Row), "{usage_type} in {region}");
    }

    #[test]
    fn a_usage_type_is_compared_as_a_whole() {
        use Offer::{CloudTrail, Kms, S3};
        is(Kms, "us-east-1-KMS-Requests", "us-east-1", Some(Row::KmsRequest));
        is(Kms, "us-gov-west-1-KMS-Keys", "us-gov-west-1", Some(Row::KmsKey));
        for decoy in [
            "us-east-1-KMS-Requests-Asymmetric",
            "us-east-1-KMS-Requests-Asymmetric-RSA_2048",
            "us-east-1-KMS-Requests-GenerateDatakeyPair-ECC",
            "us-east-1-KMS-Requests-GenerateDatakeyPair-RSA",
            "xus-east-1KMS-Requests",
            "KMS-Requests-",
        ] {
            is(Kms, decoy, "us-east-1", None);
        }
        is(S3, "Requests-Tier1", "us-east-1", Some(Row::S3Put));
        is(S3, "USW2-Requests-Tier2", "us-west-2", Some(Row::S3Get));
        is(S3, "EU-TimedStorage-ByteHrs", "eu-west-1", Some(Row::Storage));
        is(S3, "EU-S3DSSE-In-Bytes", "eu-west-1", Some(Row::DsseWrite));
        is(S3, "EU-S3DSSE-Out-Bytes", "eu-west-1", Some(Row::DsseRead));
        for decoy in [
            "Requests-SIA-Tier1",
            "Tables-Requests-Tier1",
            "Global-Requests-Tier1",
            "TimedStorage-SIA-ByteHrs",
            "Annotation-TimedStorage-ByteHrs",
            "Requests-Tier10",
            "xRequests-Tier1",
        ] {
            is(S3, decoy, "us-east-1", None);
        }
        is(CloudTrail, "USE1-PaidEventsRecorded", "us-east-1", Some(Row::ManagementEvent));
        is(CloudTrail, "PaidEventsRecorded", "us-east-1", Some(Row::ManagementEvent));
        is(CloudTrail, "EUW1-DataEventsRecorded", "eu-west-1", Some(Row::DataEvent));
        for decoy in ["USE1-FreeEventsRecorded", "USE1-NetworkEventsRecorded", "USE1-InsightsEvents"] {
            is(CloudTrail, decoy, "us-east-1", None);
        }
        // Rows of one offer are nothing in another.
        is(CloudTrail, "Requests-Tier1", "us-east-1", None);
    }

    #[test]
    fn the_free_tier_is_of_no_region() {
        let found = meaning(Offer::Kms, &at("Global-KMS-Requests", "")).unwrap();
        assert_eq!(found, Some(Meaning::FreeTier));
    }

    #[test]
    fn overhead_and_local_zones_are_left_out() {
        let overhead =
            Attributes { volume_type: "IntAAS3ObjectOverhead", ..at("TimedStorage-ByteHrs", "us-east-1") };
        assert_eq!(meaning(Offer::S3, &overhead).unwrap(), None);
        let zone = Attributes { location_type: "AWS Local Zone", ..at("Requests-Tier1", "us-west-2") };
        assert_eq!(meaning(Offer::S3, &zone).unwrap(), None);
        assert_eq!(meaning(Offer::S3, &at("Requests-Tier1", "")).unwrap(), None);
    }

    #[test]
    fn a_prefix_of_another_region_is_an_error() {
        for (offer, usage_type, region) in [
            (Offer::S3, "USW2-Requests-Tier1", "us-east-2"),
            (Offer::S3, "Requests-Tier1", "eu-west-1"),
            (Offer::S3, "Requests-Tier1", "zz-new-1"),
            (Offer::Kms, "us-east-1-KMS-Keys", "us-east-2"),
        ] {
            assert!(meaning(offer, &at(usage_type, region)).is_err(), "{usage_type} in {region}");
        }
        is(Offer::S3, "ZZN1-Requests-Tier1", "zz-new-1", Some(Row::S3Put));
    }

    #[test]
    fn rows_are_named_as_they_are_called_in_a_region() {
        assert_eq!(Row::KmsKey.usage_type("eu-west-1"), "eu-west-1-KMS-Keys");
        assert_eq!(Row::S3Put.usage_type("eu-west-1"), "EU-Requests-Tier1");
        assert_eq!(Row::S3Put.usage_type("us-east-1"), "Requests-Tier1");
        assert_eq!(Row::S3Put.usage_type("zz-new-1"), "...-Requests-Tier1");
    }
}
