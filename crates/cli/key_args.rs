//! The flags that say what the KMS keys are charged for.

use crate::failure::Result;
use clap::Args;
use sse_pricing::keys::MAX_KEYS;
use sse_pricing::workload::FREE_REQUESTS;
use sse_pricing::{Assumable, Workload, parse};

/// The KMS keys, and the free requests of their account.
#[derive(Args)]
#[command(next_help_heading = "KMS")]
pub(crate) struct KeyArgs {
    /// Customer managed KMS keys: 0 (charged for elsewhere) to 1,000,000 [default: 1]
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    keys: Option<String>,
    /// Multi-Region replicas of each key: 0 to 100 [default: 0]
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    replicas: Option<String>,
    /// Rotations that each key has had so far: 0 to 1,000, of which the first two are charged [default: 0]
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    rotations: Option<String>,
    /// Hours that the keys exist, of the hours of the month: 1/720 in a month of 30 days [default: the whole month]
    #[arg(long, value_name = "HOURS/MONTH", allow_negative_numbers = true)]
    key_hours: Option<String>,
    /// Free KMS requests left in the account this month: 0 (none left) to 20,000 [default: 20000]
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    free_requests: Option<String>,
}

impl KeyArgs {
    /// Sets what was given.
    pub(crate) fn apply(&self, workload: &mut Workload) -> Result<()> {
        if let Some(keys) = &self.keys {
            workload.keys.count = parse::count_within("--keys", keys, 0, MAX_KEYS)?;
        }
        if let Some(replicas) = &self.replicas {
            workload.keys.replicas = parse::count_within("--replicas", replicas, 0, 100)?;
        }
        if let Some(rotations) = &self.rotations {
            workload.keys.rotations = parse::count_within("--rotations", rotations, 0, 1_000)?;
        }
        if let Some(hours) = &self.key_hours {
            workload.keys.existed = Some(parse::part_of_month("--key-hours", hours)?);
        }
        if let Some(free) = &self.free_requests {
            let free = parse::count_within("--free-requests", free, 0, FREE_REQUESTS)?;
            workload.free_requests = Assumable::Given(free);
        }
        Ok(())
    }

    /// The flag that set a field, by the field's name in the JSON, and what was typed.
    pub(crate) fn flag(&self, field: &str) -> Option<(&'static str, &str)> {
        let hours = self.key_hours.as_deref().filter(|_| field.starts_with("keyHours."));
        hours.map(|text| ("--key-hours", text))
    }
}
