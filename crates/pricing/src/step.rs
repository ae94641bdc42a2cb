//! The months of a forecast in which a cost changes for another reason than growth.

use crate::EncryptionOption;
use crate::forecast::Month;
use crate::option::KmsKey;

/// A month in which an option's cost takes a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Step {
    /// The month, counted from 1. A step in month 1 may have been taken before.
    pub month: u32,
    /// The option whose cost it is.
    pub option: EncryptionOption,
    /// Why.
    pub reason: StepReason,
}

/// Why a cost takes a step. The ids are stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StepReason {
    /// The customer managed keys are rotated for the first time: each adds its fee once more.
    FirstRotation,
    /// They are rotated for the second time, the last that adds to the fee.
    SecondRotation,
    /// The first month with more requests to KMS than are free.
    FreeTierUsedUp,
    /// The first month in which the option costs less than the same without its S3 Bucket Key, by the typical figures.
    BucketKeyPays,
}

impl StepReason {
    /// The stable id, for example `first-rotation`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            StepReason::FirstRotation => "first-rotation",
            StepReason::SecondRotation => "second-rotation",
            StepReason::FreeTierUsedUp => "free-tier-used-up",
            StepReason::BucketKeyPays => "bucket-key-pays",
        }
    }

    /// The reason in a few words.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            StepReason::FirstRotation => "first rotation of the key",
            StepReason::SecondRotation => "second rotation of the key",
            StepReason::FreeTierUsedUp => "free tier used up",
            StepReason::BucketKeyPays => "Bucket Key starts to pay",
        }
    }
}

impl Step {
    /// Every step of every option, by month, then in the order of the options.
    pub(crate) fn all(months: &[Month], free_requests: u64) -> Vec<Step> {
        let mut steps = Vec::new();
        for option in EncryptionOption::ALL {
            if option.kms_key() == Some(KmsKey::CustomerManaged) {
                let rotated = months.iter().filter(|month| month.rotating.is_some());
                steps.extend(rotated.map(|month| Step {
                    month: month.number,
                    option,
                    reason: if month.rotations == 0 {
                        StepReason::FirstRotation
                    } else {
                        StepReason::SecondRotation
                    },
                }));
            }
            let first = |reason, holds: &dyn Fn(&Month) -> bool| {
                let month = months.iter().find(|month| holds(month))?.number;
                Some(Step { month, option, reason })
            };
            // Where none are free, none can be used up.
            let used_up = |month: &Month| {
                month.figures(option).kms_requests.typical > free_requests && free_requests > 0
            };
            steps.extend(first(StepReason::FreeTierUsedUp, &used_up));
            if let Some(without) = option.without_bucket_key() {
                let cost = |month: &Month, option| month.figures(option).known.typical;
                let pays = |month: &Month| cost(month, option) < cost(month, without);
                steps.extend(first(StepReason::BucketKeyPays, &pays));
            }
        }
        // By month, in each the order of the options and of the reasons of each.
        let in_month = |month: &Month| {
            let number = month.number;
            steps.iter().filter(move |step| step.month == number).copied()
        };
        months.iter().flat_map(in_month).collect()
    }
}
