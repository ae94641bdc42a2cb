//! What a bucket costs today, and what it would cost with the cheapest option of the same security.

use sse_guide::SecurityClass;
use sse_pricing::kernel::{Amounts, KmsRequests};
use sse_pricing::{EncryptionOption, KmsKey, Range};
use std::fmt;

/// The figures of one bucket. Amounts are whole numbers of 10^-places dollars a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Advice {
    /// How the bucket encrypts today.
    pub today: EncryptionOption,
    /// What that costs, as far as it is known.
    pub monthly: Range<i128>,
    /// Whether all of it is known: not what DSSE-KMS bills by GB where the object size is not given.
    pub is_complete: bool,
    /// Requests to KMS.
    pub kms_requests: Range<u64>,
    /// Those that the account's free tier pays for.
    pub free_requests: u64,
    /// Customer managed keys that the bucket is charged for: none where another bucket is charged for the same key.
    pub keys: u64,
    /// The cheapest option with the same security; today's where none is cheaper.
    pub cheapest: EncryptionOption,
    /// What it costs.
    pub cheapest_monthly: Range<i128>,
    /// Requests to KMS with it.
    pub cheapest_requests: Range<u64>,
    /// What it saves. Where an S3 Bucket Key is turned on, low is if every read misses it.
    pub saving: Range<i128>,
    /// Why.
    pub reason: Reason,
    /// What it costs, once, to encrypt the existing objects again in place, so that the Bucket Key serves them too; `None`
    /// where nothing changes, or it is not known how many there are.
    pub once: Option<i128>,
}

/// Why an option is the cheapest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The option has no charge.
    NoCharge,
    /// There is no other option with this security.
    OnlyOne,
    /// It has an S3 Bucket Key already.
    HasBucketKey,
    /// Nothing calls KMS.
    NoRequests,
    /// Every request is within the free tier.
    Free,
    /// An S3 Bucket Key would leave as many requests, or as many that are not free.
    NothingSaved,
    /// An S3 Bucket Key leaves fewer requests.
    BucketKey {
        /// Requests with it.
        left: u64,
        /// Requests today.
        of: u64,
    },
}

impl Advice {
    /// From the columns that the kernel filled.
    pub(crate) fn of(
        row: usize,
        today: EncryptionOption,
        requests: &KmsRequests,
        amounts: &Amounts,
        free_requests: u64,
        keys: u64,
    ) -> Advice {
        let cost = |option| Range {
            low: at(amounts.low(option), row),
            typical: at(amounts.typical(option), row),
            high: at(amounts.high(option), row),
        };
        let count = |option| Range {
            low: at(requests.low(option), row),
            typical: at(requests.typical(option), row),
            high: at(requests.high(option), row),
        };
        let class = SecurityClass::of(today);
        let alike = EncryptionOption::ALL.into_iter().filter(|option| SecurityClass::of(*option) == class);
        let monthly = cost(today);
        // Today's stays unless another one costs less.
        let cheapest =
            alike.fold(
                today,
                |best, option| {
                    if cost(option).typical < cost(best).typical { option } else { best }
                },
            );
        let (cheapest_monthly, cheapest_requests) = (cost(cheapest), count(cheapest));
        let less = |today: i128, then: i128| today.saturating_sub(then);
        let saving = if cheapest == today {
            Range::exactly(0)
        } else {
            Range {
                low: less(monthly.low, cheapest_monthly.high),
                typical: less(monthly.typical, cheapest_monthly.typical),
                high: less(monthly.high, cheapest_monthly.low),
            }
        };
        let charged = today.kms_key() == Some(KmsKey::CustomerManaged);
        let kms_requests = count(today);
        Advice {
            today,
            monthly,
            is_complete: amounts.is_complete(today, row),
            kms_requests,
            free_requests,
            keys: if charged { keys } else { 0 },
            cheapest,
            cheapest_monthly,
            cheapest_requests,
            saving,
            reason: reason(today, cheapest, kms_requests.typical, cheapest_requests.typical, free_requests),
            once: None,
        }
    }

    /// Whether another option is cheaper than today's.
    #[must_use]
    pub fn is_change(&self) -> bool {
        self.cheapest != self.today
    }

    /// Whole months after which the saving has paid what it costs once; `None` where either is not known, or nothing is saved.
    #[must_use]
    pub fn payback_months(&self) -> Option<u64> {
        let once = self.once?;
        if self.saving.typical <= 0 {
            return None;
        }
        let whole = once.checked_div(self.saving.typical)?;
        let rest = i128::from(once.checked_rem(self.saving.typical)? > 0);
        whole.checked_add(rest).and_then(|months| u64::try_from(months).ok())
    }
}

fn reason(today: EncryptionOption, cheapest: EncryptionOption, of: u64, left: u64, free: u64) -> Reason {
    match today {
        _ if cheapest != today => Reason::BucketKey { left, of },
        EncryptionOption::SseS3 | EncryptionOption::SseC => Reason::NoCharge,
        EncryptionOption::DsseKms => Reason::OnlyOne,
        _ if today.has_bucket_key() => Reason::HasBucketKey,
        _ if of == 0 => Reason::NoRequests,
        _ if of <= free => Reason::Free,
        _ => Reason::NothingSaved,
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::NoCharge => f.write_str("no charge of AWS's"),
            Reason::OnlyOne => f.write_str("no other option has two layers of encryption"),
            Reason::HasBucketKey => f.write_str("has an S3 Bucket Key"),
            Reason::NoRequests => f.write_str("nothing calls KMS"),
            Reason::Free => f.write_str("every request is within the free tier"),
            Reason::NothingSaved => f.write_str("an S3 Bucket Key would save no requests"),
            Reason::BucketKey { left, of } => {
                write!(f, "an S3 Bucket Key leaves {left} of {of} requests")
            }
        }
    }
}

fn at<T: Copy + Default>(column: &[T], row: usize) -> T {
    column.get(row).copied().unwrap_or_default()
}
