//! Two estimates held against each other, line by line: today's and a planned one, one option and another.

use crate::{Estimate, LineCode, LineItem, Money, Result};

/// A line of one estimate or both, and by how much it differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference<'a> {
    /// The line of the first estimate; `None` where it has none of this code.
    pub before: Option<&'a LineItem>,
    /// The line of the second; `None` where it has none. One of the two is there.
    pub after: Option<&'a LineItem>,
    /// The second amount less the first; `None` where one is unknown. A line that is not there is 0.
    pub amount: Option<Money>,
}

impl Difference<'_> {
    /// What kind of line it is.
    #[must_use]
    pub fn code(&self) -> Option<LineCode> {
        self.after.or(self.before).map(LineItem::code)
    }
}

/// The lines of two estimates, paired by their code: in the order of the second, and then what only the first has.
///
/// ```
/// use sse_pricing::{EncryptionOption, Estimate, PriceBook, Workload, difference};
///
/// let prices = PriceBook::builtin().region("us-east-1")?;
/// let at = |documents| -> sse_pricing::Result<Estimate> {
///     Estimate::new(&Workload::documents("us-east-1", documents)?, prices, EncryptionOption::SseKms)
/// };
/// let (today, planned) = (at(100_000)?, at(1_000_000)?);
///
/// // 1,800,000 requests more, at $0.03 for 10,000.
/// let requests = difference::lines(&today, &planned)?[0];
/// assert_eq!(requests.amount.unwrap().exact(), "$5.4");
/// assert_eq!(difference::total(&today, &planned)?.unwrap().exact(), "$5.4");
/// # Ok::<(), sse_pricing::Error>(())
/// ```
///
/// # Errors
/// A difference that does not fit an exact decimal.
pub fn lines<'a>(before: &'a Estimate, after: &'a Estimate) -> Result<Vec<Difference<'a>>> {
    let of_code =
        |estimate: &'a Estimate, code: LineCode| estimate.lines().iter().find(|line| line.code() == code);
    let both = after.lines().iter().map(|line| (of_code(before, line.code()), Some(line)));
    let gone = before.lines().iter().filter(|line| of_code(after, line.code()).is_none());
    let pairs = both.chain(gone.map(|line| (Some(line), None)));
    pairs.map(|(before, after)| Ok(Difference { before, after, amount: amount(before, after)? })).collect()
}

/// The second month less the first; `None` where one is unknown.
///
/// # Errors
/// A difference that does not fit an exact decimal.
pub fn total(before: &Estimate, after: &Estimate) -> Result<Option<Money>> {
    before.monthly().zip(after.monthly()).map(|(before, after)| after.minus(before)).transpose()
}

fn amount(before: Option<&LineItem>, after: Option<&LineItem>) -> Result<Option<Money>> {
    let known = |line: Option<&LineItem>| line.map_or(Some(Money::ZERO), LineItem::amount);
    known(before).zip(known(after)).map(|(before, after)| after.minus(before)).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{EncryptionOption, ObjectSizes, PriceBook, Workload};

    fn estimate(documents: u64, change: impl FnOnce(&mut Workload)) -> Estimate {
        let mut workload = Workload::documents("us-east-1", documents).unwrap();
        change(&mut workload);
        let prices = PriceBook::builtin().region("us-east-1").unwrap();
        Estimate::new(&workload, prices, EncryptionOption::DsseKms).unwrap()
    }

    fn dollars(amount: Option<Money>) -> Option<String> {
        amount.map(Money::exact)
    }

    #[test]
    fn a_line_that_only_one_has_differs_by_all_of_it() {
        let (plain, trails) = (estimate(10_000, |_| {}), estimate(10_000, |workload| workload.trails = 1));
        // 20,000 events at $2.00 per 100,000.
        let find = |differences: &[Difference<'_>]| {
            let found =
                differences.iter().find(|difference| difference.code() == Some(LineCode::CloudTrailCopies));
            dollars(found.unwrap().amount).unwrap()
        };
        assert_eq!(find(&lines(&plain, &trails).unwrap()), "$0.4");
        let gone = lines(&trails, &plain).unwrap();
        assert_eq!(find(&gone), "-$0.4");
        assert!(gone.iter().any(|difference| difference.after.is_none()));
    }

    #[test]
    fn unknown_is_not_zero() {
        let sized = |workload: &mut Workload| workload.object_size = Some(ObjectSizes::one(1 << 30).unwrap());
        let (unknown, known) = (estimate(1_000, |_| {}), estimate(1_000, sized));
        assert_eq!(total(&unknown, &known).unwrap(), None);
        let written = lines(&unknown, &known).unwrap();
        let written =
            written.iter().find(|difference| difference.code() == Some(LineCode::DsseWrite)).unwrap();
        assert_eq!(written.amount, None);
        assert_eq!(dollars(total(&known, &known).unwrap()).as_deref(), Some("$0"));
    }
}
