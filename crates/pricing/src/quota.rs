//! How many requests a second KMS takes.

use crate::{Range, Workload};

/// Symmetric cryptographic operations a second that KMS takes from an account in a Region, shared by everything in it that
/// calls KMS. AWS raises it on request.
///
/// AWS KMS, "Request quotas", as of 2025; older texts say half of it or less. Regions that are not named there have the
/// smallest one.
#[must_use]
pub fn kms_requests_per_second(region: &str) -> u64 {
    match region {
        "us-east-1" | "us-west-2" | "eu-west-1" => 100_000,
        "us-east-2" | "ap-southeast-1" | "ap-southeast-2" | "ap-northeast-1" | "eu-central-1"
        | "eu-west-2" => 20_000,
        _ => 10_000,
    }
}

/// A workload that uses more than this share of the quota at its busiest is warned of, in per cent: the quota is not its own.
pub(crate) const WARN_FROM_PERCENT: u64 = 50;

/// Requests to KMS in the busiest second, rounded up: the average over the active hours, times the peak factor.
#[must_use]
pub fn kms_peak(workload: &Workload, requests: Range<u64>) -> u64 {
    let seconds = u128::from(workload.active_hours()).saturating_mul(3_600);
    let at_peak = u128::from(requests.typical).saturating_mul(u128::from(workload.peak_factor.value()));
    u64::try_from(at_peak.div_ceil(seconds.max(1))).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Assumable;

    #[test]
    fn the_busiest_second_is_a_multiple_of_the_average() {
        let mut workload = Workload::documents("us-east-1", 0).unwrap();
        // 730 hours are 2,628,000 seconds: that many requests are one a second, and ten times that at the peak.
        assert_eq!(kms_peak(&workload, Range::exactly(2_628_000)), 10);
        assert_eq!(kms_peak(&workload, Range::exactly(1)), 1);
        assert_eq!(kms_peak(&workload, Range::exactly(0)), 0);
        workload.peak_factor = Assumable::Given(1);
        assert_eq!(kms_peak(&workload, Range::exactly(2_628_001)), 2);
    }
}
