//! What is agreed with AWS: a percentage off a service.

use crate::line::Service;
use crate::{Money, Percent, Result};

/// A percentage off everything that a service charges. Each is a line of its own in an estimate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Discounts {
    /// Off KMS: keys, rotations, requests.
    pub kms: Discount,
    /// Off S3: DSSE-KMS, and S3's own requests and storage.
    pub s3: Discount,
    /// Off CloudTrail: trails, data events.
    pub cloudtrail: Discount,
}

/// A percentage off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Discount(pub Percent);

impl Discounts {
    /// Nothing agreed.
    pub const NONE: Discounts = Discounts {
        kms: Discount(Percent::ZERO),
        s3: Discount(Percent::ZERO),
        cloudtrail: Discount(Percent::ZERO),
    };

    /// The discount on a service.
    #[must_use]
    pub fn on(&self, service: Service) -> Discount {
        match service {
            Service::Kms => self.kms,
            Service::S3 => self.s3,
            Service::CloudTrail => self.cloudtrail,
        }
    }

    /// The same discounts, but for one service.
    #[must_use]
    pub fn with(self, service: Service, off: Percent) -> Discounts {
        let off = Discount(off);
        match service {
            Service::Kms => Discounts { kms: off, ..self },
            Service::S3 => Discounts { s3: off, ..self },
            Service::CloudTrail => Discounts { cloudtrail: off, ..self },
        }
    }

    /// The services on which there is one.
    pub fn given(&self) -> impl Iterator<Item = (Service, Percent)> + use<> {
        let discounts = *self;
        let services = [Service::Kms, Service::S3, Service::CloudTrail].into_iter();
        services
            .map(move |service| (service, discounts.on(service).0))
            .filter(|(_, share)| *share != Percent::ZERO)
    }
}

impl Default for Discounts {
    fn default() -> Discounts {
        Discounts::NONE
    }
}

impl Discount {
    /// What is left of an amount.
    pub(crate) fn taken_off(self, amount: Money) -> Result<Money> {
        if self.0 == Percent::ZERO {
            return Ok(amount);
        }
        amount.share(self.0.rest())
    }
}
