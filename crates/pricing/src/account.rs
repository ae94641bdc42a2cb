//! Several workloads of one account: one free tier for all of them, and each key charged once.

use crate::bill::Usage;
use crate::prices::PriceBook;
use crate::workload::{FREE_REQUESTS, check_within};
use crate::{Assumable, EncryptionOption, Error, Estimate, Keys, Money, Result, Workload};
use std::collections::HashSet;

/// A workload among those of an account, with the option that it uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// A name, such as the bucket's; shown, and named in errors.
    pub name: String,
    /// The option that it uses.
    pub option: EncryptionOption,
    /// What identifies its KMS keys, such as a key's ARN: members of the same Region with the same one share their keys, and
    /// the first of them is charged. `None`: its keys are its own.
    pub key: Option<String>,
    /// The workload. Its own `free_requests` count for nothing here: the account's pool is spread.
    pub workload: Workload,
}

/// The estimates of an account's workloads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    estimates: Vec<Estimate>,
    free_requests: Vec<u64>,
}

impl Account {
    /// Prices the workloads of an account, or of a billing family that shares one free tier, over all its Regions.
    ///
    /// `used_elsewhere` are the free requests that other services have used up, from 0 to [`FREE_REQUESTS`].
    ///
    /// # Errors
    /// A workload that cannot be priced, named by its member.
    pub fn new(members: &[Member], used_elsewhere: u64, book: &PriceBook) -> Result<Account> {
        check_within("usedElsewhere", used_elsewhere, 0, FREE_REQUESTS)?;
        let free = FREE_REQUESTS.saturating_sub(used_elsewhere);
        let requests: Result<Vec<u64>> = members.iter().map(kms_requests).collect();
        let free_requests = spread(free, &requests?)?;
        let mut charged = HashSet::new();
        let mut estimates = Vec::with_capacity(members.len());
        for (member, free) in members.iter().zip(&free_requests) {
            let mut workload = member.workload.clone();
            workload.free_requests = Assumable::Given(*free);
            let key = member.key.as_deref().map(|key| (member.workload.region.as_ref(), key));
            if key.is_some_and(|key| !charged.insert(key)) {
                workload.keys = Keys { count: 0, ..workload.keys };
            }
            let prices = book.region(&workload.region).map_err(|error| in_member(error, member))?;
            let estimate = Estimate::new(&workload, prices, member.option);
            estimates.push(estimate.map_err(|error| in_member(error, member))?);
        }
        Ok(Account { estimates, free_requests })
    }

    /// Each member's estimate, in the order of the members.
    #[must_use]
    pub fn estimates(&self) -> &[Estimate] {
        &self.estimates
    }

    /// Each member's part of the free requests.
    #[must_use]
    pub fn free_requests(&self) -> &[u64] {
        &self.free_requests
    }

    /// The cost of all in the month; `None` where that of one is unknown.
    ///
    /// # Errors
    /// When the sum no longer fits an exact decimal.
    pub fn monthly(&self) -> Result<Option<Money>> {
        if self.estimates.iter().any(|estimate| estimate.monthly().is_none()) {
            return Ok(None);
        }
        self.estimates.iter().map(Estimate::known).try_fold(Money::ZERO, Money::plus).map(Some)
    }
}

fn kms_requests(member: &Member) -> Result<u64> {
    let usage = member.workload.check().and_then(|()| Usage::of(&member.workload));
    let calls = usage.and_then(|usage| usage.calls(&member.workload, member.option));
    calls.map(|calls| calls.typical.total()).map_err(|error| in_member(error, member))
}

fn in_member(error: Error, member: &Member) -> Error {
    let field = format!("{}: {}", member.name, error.field());
    error.with_field(field)
}

/// A free tier that is given out to one workload after the other, so that not one request is lost and none is given twice.
///
/// The rule: where the free requests suffice, each workload gets all of its own. Where they do not, each gets up to where the
/// requests so far, its own included, end in proportion, rounded down. So none is a whole request away from its exact part,
/// and it takes no memory of those before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pool {
    free: u64,
    total: u128,
    so_far: u128,
}

impl Pool {
    /// So many free requests, from 0 to [`FREE_REQUESTS`], for so many in all.
    ///
    /// # Errors
    /// More free requests than there are in a month.
    pub fn new(free: u64, total: u128) -> Result<Pool> {
        check_within("freeRequests", free, 0, FREE_REQUESTS)?;
        Ok(Pool { free, total, so_far: 0 })
    }

    /// The part of the next workload, never more than its requests. The parts of all make all that is free, or all requests
    /// where those are fewer.
    pub fn take(&mut self, requests: u64) -> u64 {
        if self.total <= u128::from(self.free) {
            return requests;
        }
        let before = self.given();
        self.so_far = self.so_far.saturating_add(u128::from(requests));
        self.given().saturating_sub(before)
    }

    /// What nobody uses.
    #[must_use]
    pub fn left(&self) -> u64 {
        u64::try_from(u128::from(self.free).saturating_sub(self.total)).unwrap_or(0)
    }

    /// At most 20,000 times the requests of 2^49 workloads: it fits, and so does the part.
    fn given(&self) -> u64 {
        let exact = u128::from(self.free).saturating_mul(self.so_far.min(self.total));
        exact.checked_div(self.total).and_then(|given| u64::try_from(given).ok()).unwrap_or(0)
    }
}

/// Spreads free requests over the requests of several workloads, in their order, by the rule of [`Pool`].
///
/// # Errors
/// More free requests than there are in a month.
pub fn spread(free: u64, requests: &[u64]) -> Result<Vec<u64>> {
    let mut pool = Pool::new(free, requests.iter().map(|requests| u128::from(*requests)).sum())?;
    Ok(requests.iter().map(|requests| pool.take(*requests)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn each_gets_its_part() {
        let spread = |free, requests: &[u64]| spread(free, requests).unwrap();
        assert_eq!(spread(20_000, &[5_000, 10_000]), [5_000, 10_000]);
        assert_eq!(spread(20_000, &[30_000, 10_000]), [15_000, 5_000]);
        assert_eq!(spread(10, &[1, 1, 1]), [1, 1, 1]);
        // 2 x 10/30 = 0.67 each: 0.67, 1.33 and 2 of them end at 0, 1 and 2.
        assert_eq!(spread(2, &[10, 10, 10]), [0, 1, 1]);
        assert_eq!(spread(0, &[10]), [0]);
        assert!(spread(20_000, &[]).is_empty());
    }

    #[test]
    fn what_is_left_is_what_nobody_uses() {
        for (total, left) in [(0, 20_000), (19_999, 1), (20_000, 0), (u128::MAX, 0)] {
            assert_eq!(Pool::new(20_000, total).unwrap().left(), left);
        }
        assert!(Pool::new(20_001, 0).is_err());
    }

    proptest! {
        #[test]
        fn not_one_is_lost_or_given_twice(free in 0_u64..=20_000, requests in prop::collection::vec(0_u64..1_000_000, 0..20)) {
            let parts = spread(free, &requests).unwrap();
            prop_assert_eq!(parts.iter().sum::<u64>(), free.min(requests.iter().sum()));
            prop_assert!(parts.iter().zip(&requests).all(|(part, requests)| part <= requests));
            let total: u64 = requests.iter().sum();
            for (part, requests) in parts.iter().zip(&requests) {
                // Less than one away from the exact part, free x requests / total.
                let exact = free.min(total).saturating_mul(*requests);
                prop_assert!(part.saturating_mul(total).abs_diff(exact) < total.max(1));
            }
        }
    }

    fn member(name: &str, key: Option<&str>, documents: u64) -> Member {
        let workload = Workload::documents("us-east-1", documents).unwrap();
        let key = key.map(str::to_owned);
        Member { name: name.to_owned(), option: EncryptionOption::SseKms, key, workload }
    }

    #[test]
    fn one_free_tier_and_one_key() {
        // 200,000 and 600,000 requests share 20,000 free ones by 1 to 3 and one key:
        // 195,000 x $0.000003 = $0.585, 585,000 x $0.000003 = $1.755, and $1 once.
        let members = [member("a", Some("k"), 100_000), member("b", Some("k"), 300_000)];
        let account = Account::new(&members, 0, PriceBook::builtin()).unwrap();
        assert_eq!(account.free_requests(), [5_000, 15_000]);
        let amounts = account.estimates().iter().map(|estimate| estimate.monthly().unwrap().exact());
        assert_eq!(amounts.collect::<Vec<_>>(), ["$1.585", "$1.755"]);
        assert_eq!(account.monthly().unwrap().unwrap().exact(), "$3.34");
        let members = [member("a", Some("k"), 100_000), member("b", None, 300_000)];
        let account = Account::new(&members, 20_000, PriceBook::builtin()).unwrap();
        // Nothing free, two keys: $0.60 + $1.80 + $2.
        assert_eq!(account.monthly().unwrap().unwrap().exact(), "$4.4");
    }

    #[test]
    fn an_error_names_the_member() {
        let mut wrong = member("logs", None, 1);
        wrong.workload.region = "mars-1".into();
        let error = Account::new(&[wrong], 0, PriceBook::builtin()).unwrap_err();
        assert!(error.to_string().starts_with("logs: region: \"mars-1\" is not"), "{error}");
    }
}
