//! One row of a bill: quantity x unit price = amount, and why.

use crate::explanation::Reason;
use crate::money::negated;
use crate::unit::{Dollar, Price, Quantity, Unit};
use crate::{Money, Percent, Result};
use rust_decimal::Decimal;

/// One row of a bill.
///
/// `quantity` x `unit_price` = `amount`, exactly. Quantity and amount are `None` where an input that they depend on is
/// unknown: unknown is not zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineItem {
    code: LineCode,
    quantity: Option<Decimal>,
    unit: &'static str,
    unit_price: Decimal,
    list_price: Option<Decimal>,
    amount: Option<Money>,
    pub(crate) reason: Reason,
}

/// What a line charges for. The codes are stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LineCode {
    /// Nothing to pay: the option has no charge of its own.
    NoCharge,
    /// Requests to KMS, all of them.
    KmsRequests,
    /// Those of them that are free.
    KmsFreeTier,
    /// The monthly fee of the KMS keys and their replicas.
    KmsKeys,
    /// What their first and second rotation add.
    KmsKeyRotations,
    /// DSSE-KMS, by GB written.
    DsseWrite,
    /// DSSE-KMS, by GB read.
    DsseRead,
    /// The KMS requests as events in additional CloudTrail trails.
    CloudTrailCopies,
    /// S3 data events: the audit trail by object that a Bucket Key takes away. Beside an option, never in its cost.
    CloudTrailDataEvents,
    /// S3's own requests: PUT, COPY, POST, LIST. Beside the options, never in their cost.
    S3Put,
    /// S3's own requests: GET and all other.
    S3Get,
    /// S3 Standard storage, first tier.
    S3StorageTo50Tb,
    /// S3 Standard storage, second tier.
    S3StorageTo500Tb,
    /// S3 Standard storage, third tier.
    S3StorageBeyond,
    /// KMS requests of a one-time re-encryption.
    MigrationKmsRequests,
    /// S3 requests of a one-time re-encryption.
    MigrationS3Requests,
    /// The fee for S3 Batch Operations jobs.
    BatchJobs,
    /// The fee for the objects that S3 Batch Operations works on.
    BatchObjects,
    /// A percentage off what KMS charges.
    DiscountKms,
    /// A percentage off what S3 charges.
    DiscountS3,
    /// A percentage off what CloudTrail charges.
    DiscountCloudTrail,
}

/// The AWS service that a line is billed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Service {
    /// AWS Key Management Service.
    Kms,
    /// Amazon S3.
    S3,
    /// AWS CloudTrail.
    CloudTrail,
}

impl Service {
    /// Every service that a line can be billed by.
    pub const ALL: [Service; 3] = [Service::Kms, Service::S3, Service::CloudTrail];

    /// The stable id, for example `kms`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Service::Kms => "kms",
            Service::S3 => "s3",
            Service::CloudTrail => "cloudtrail",
        }
    }

    /// The name to show.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Service::Kms => "KMS",
            Service::S3 => "S3",
            Service::CloudTrail => "CloudTrail",
        }
    }
}

/// Everything that is said of a code, in one row.
struct Facts {
    id: &'static str,
    label: &'static str,
    service: Service,
}

impl LineCode {
    fn facts(self) -> Facts {
        use Service::{CloudTrail, Kms, S3};
        let (id, label, service) = match self {
            LineCode::NoCharge => ("no-charge", "No charge by AWS", S3),
            LineCode::KmsRequests => ("kms-requests", "KMS requests", Kms),
            LineCode::KmsFreeTier => ("kms-free-tier", "KMS free tier", Kms),
            LineCode::KmsKeys => ("kms-keys", "KMS keys", Kms),
            LineCode::KmsKeyRotations => ("kms-key-rotations", "KMS key rotations", Kms),
            LineCode::DsseWrite => ("dsse-write", "DSSE-KMS, GB written", S3),
            LineCode::DsseRead => ("dsse-read", "DSSE-KMS, GB read", S3),
            LineCode::CloudTrailCopies => {
                ("cloudtrail-copies", "KMS events in additional trails", CloudTrail)
            }
            LineCode::CloudTrailDataEvents => ("cloudtrail-data-events", "S3 data events", CloudTrail),
            LineCode::S3Put => ("s3-put", "S3 PUT, COPY, POST, LIST", S3),
            LineCode::S3Get => ("s3-get", "S3 GET and all other", S3),
            LineCode::S3StorageTo50Tb => ("s3-storage-to-50-tb", "S3 Standard storage, first 50 TB", S3),
            LineCode::S3StorageTo500Tb => ("s3-storage-to-500-tb", "S3 Standard storage, next 450 TB", S3),
            LineCode::S3StorageBeyond => ("s3-storage-beyond", "S3 Standard storage, over 500 TB", S3),
            LineCode::MigrationKmsRequests => ("migration-kms-requests", "KMS requests, once", Kms),
            LineCode::MigrationS3Requests => ("migration-s3-requests", "S3 requests, once", S3),
            LineCode::BatchJobs => ("batch-jobs", "S3 Batch Operations, jobs", S3),
            LineCode::BatchObjects => ("batch-objects", "S3 Batch Operations, objects", S3),
            LineCode::DiscountKms => ("discount-kms", "Discount on KMS", Kms),
            LineCode::DiscountS3 => ("discount-s3", "Discount on S3", S3),
            LineCode::DiscountCloudTrail => ("discount-cloudtrail", "Discount on CloudTrail", CloudTrail),
        };
        Facts { id, label, service }
    }

    /// The stable id, for example `kms-requests`.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.facts().id
    }

    /// The name to show.
    #[must_use]
    pub fn label(self) -> &'static str {
        self.facts().label
    }

    /// The service that bills it.
    #[must_use]
    pub fn service(self) -> Service {
        self.facts().service
    }

    /// AWS's page on this charge.
    #[must_use]
    pub fn source(self) -> &'static str {
        match self.service() {
            Service::Kms => "https://aws.amazon.com/kms/pricing/",
            Service::S3 => "https://aws.amazon.com/s3/pricing/",
            Service::CloudTrail => "https://aws.amazon.com/cloudtrail/pricing/",
        }
    }
}

impl LineItem {
    pub(crate) fn new<U: Unit>(
        code: LineCode,
        quantity: Option<Quantity<U>>,
        price: Price<U>,
        reason: Reason,
    ) -> Result<LineItem> {
        let amount = match quantity {
            Some(quantity) => Some(quantity.at(price)?),
            None => None,
        };
        Ok(LineItem {
            code,
            quantity: quantity.map(Quantity::amount),
            unit: U::NAME,
            unit_price: price.dollars(),
            list_price: price.list(),
            amount,
            reason,
        })
    }

    /// A share taken off the sum of a service's lines: dollars x the negative share.
    pub(crate) fn discount(service: Service, sum: Money, share: Percent) -> Result<LineItem> {
        let code = match service {
            Service::Kms => LineCode::DiscountKms,
            Service::S3 => LineCode::DiscountS3,
            Service::CloudTrail => LineCode::DiscountCloudTrail,
        };
        let rate = Price::<Dollar>::of(negated(share.fraction()));
        LineItem::new(code, Some(Quantity::sum(sum)), rate, Reason::Discount { service, share })
    }

    /// What the line charges for.
    #[must_use]
    pub fn code(&self) -> LineCode {
        self.code
    }

    /// How much is charged, in [`unit`](LineItem::unit)s; negative where something is taken off; `None` where it is unknown.
    #[must_use]
    pub fn quantity(&self) -> Option<Decimal> {
        self.quantity
    }

    /// The unit, in the singular: `request`, `key-month`, `GB`.
    #[must_use]
    pub fn unit(&self) -> &'static str {
        self.unit
    }

    /// US dollars for one unit.
    #[must_use]
    pub fn unit_price(&self) -> Decimal {
        self.unit_price
    }

    /// AWS's published price for one unit, where [`unit_price`](LineItem::unit_price) is a private one.
    #[must_use]
    pub fn list_price(&self) -> Option<Decimal> {
        self.list_price
    }

    /// Quantity x unit price; `None` where the quantity is unknown.
    #[must_use]
    pub fn amount(&self) -> Option<Money> {
        self.amount
    }

    /// The line as a sum: `2,000,000 requests x $0.000003 = $6`, or what is missing for it.
    #[must_use]
    pub fn formula(&self) -> String {
        let mut text = String::with_capacity(64);
        crate::explanation::write_formula(self, &mut text);
        text
    }

    /// How the quantity came about, in words and figures, so that it can be checked by hand.
    #[must_use]
    pub fn explanation(&self) -> String {
        let mut text = String::with_capacity(160);
        crate::explanation::write_explanation(self, &mut text);
        text
    }
}
