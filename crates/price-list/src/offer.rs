//! The offers: services, each with a Price List file of its own.

use crate::error::Problem;

/// An offer that a price book is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Offer {
    Kms,
    S3,
    CloudTrail,
}

impl Offer {
    pub(crate) const ALL: [Offer; 3] = [Offer::Kms, Offer::S3, Offer::CloudTrail];

    /// As AWS writes it.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Offer::Kms => "awskms",
            Offer::S3 => "AmazonS3",
            Offer::CloudTrail => "AWSCloudTrail",
        }
    }

    pub(crate) fn of(code: &str) -> Result<Offer, Problem> {
        let known = Offer::ALL.into_iter().find(|offer| offer.code() == code);
        known.ok_or_else(|| {
            let codes = Offer::ALL.map(Offer::code).join(", ");
            Problem::new(format!("the offer {code:?} is not one of {codes}"))
        })
    }
}
