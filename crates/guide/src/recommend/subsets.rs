//! Which of the requirements contradict each other, found by trying every set of them.

use crate::requirement::{Met, Requirement};
use sse_pricing::EncryptionOption;

/// The smallest sets that no option meets: without any one of its requirements, each could be met.
pub(super) fn conflicts(requirements: &[Requirement]) -> Vec<Vec<Requirement>> {
    let sets = subsets(requirements);
    let mut found: Vec<Vec<Requirement>> = Vec::new();
    for set in (0..=requirements.len()).flat_map(|size| of_size(&sets, size)) {
        let holds_one = found.iter().any(|smaller| holds(set, smaller));
        if !holds_one && !can_be_met(set) {
            found.push(set.clone());
        }
    }
    found
}

/// The largest sets that an option meets, as long as there is a conflict: with any one more, none would.
pub(super) fn compromises(requirements: &[Requirement]) -> Vec<Vec<Requirement>> {
    let sets = subsets(requirements);
    let mut found: Vec<Vec<Requirement>> = Vec::new();
    for set in (0..=requirements.len()).rev().flat_map(|size| of_size(&sets, size)) {
        let in_one = found.iter().any(|larger| holds(larger, set));
        if !in_one && can_be_met(set) {
            found.push(set.clone());
        }
    }
    found
}

/// Those of so many requirements. Not by sorting: a sort weighs more on the page than all else in this file.
fn of_size(sets: &[Vec<Requirement>], size: usize) -> impl Iterator<Item = &Vec<Requirement>> {
    sets.iter().filter(move |set| set.len() == size)
}

fn holds(set: &[Requirement], all_of: &[Requirement]) -> bool {
    all_of.iter().all(|requirement| set.contains(requirement))
}

fn can_be_met(set: &[Requirement]) -> bool {
    EncryptionOption::ALL
        .into_iter()
        .any(|option| set.iter().all(|requirement| requirement.met_by(option) != Met::No))
}

/// Every set of them, the empty one included: 256 of all eight.
pub(crate) fn subsets(requirements: &[Requirement]) -> Vec<Vec<Requirement>> {
    requirements.iter().fold(vec![Vec::new()], |sets, &requirement| {
        let with = sets.iter().map(|set| [set.as_slice(), &[requirement]].concat());
        let with: Vec<_> = with.collect();
        [sets, with].concat()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use Requirement::{AccessSeparation, AuditTrail, KeyHolder, KeyPolicy, NoCodeChanges, TwoLayers};

    #[test]
    fn only_a_key_that_nobody_else_holds_contradicts() {
        assert_eq!(conflicts(&[AccessSeparation, AuditTrail]), Vec::<Vec<Requirement>>::new());
        assert_eq!(conflicts(&[AccessSeparation, AuditTrail, KeyHolder]), [[AuditTrail, KeyHolder]]);
        let all = conflicts(&Requirement::ALL);
        assert_eq!(all.len(), 5);
        assert!(all.contains(&vec![KeyHolder, TwoLayers]) && all.contains(&vec![KeyHolder, KeyPolicy]));
    }

    #[test]
    fn a_conflict_is_minimal_and_a_compromise_maximal() {
        for set in subsets(&Requirement::ALL) {
            for conflict in conflicts(&set) {
                assert!(holds(&set, &conflict) && !can_be_met(&conflict), "{conflict:?}");
                for left_out in &conflict {
                    let rest: Vec<_> = conflict.iter().copied().filter(|other| other != left_out).collect();
                    assert!(can_be_met(&rest), "{conflict:?} without {left_out}");
                }
            }
            assert_eq!(conflicts(&set).is_empty(), can_be_met(&set), "{set:?}");
            for compromise in compromises(&set) {
                assert!(holds(&set, &compromise) && can_be_met(&compromise), "{compromise:?}");
                for &more in set.iter().filter(|more| !compromise.contains(more)) {
                    assert!(
                        !can_be_met(&[compromise.as_slice(), &[more]].concat()),
                        "{compromise:?} and {more}"
                    );
                }
            }
        }
    }

    #[test]
    fn what_is_left_without_the_key_or_with_it_alone() {
        let left = compromises(&[AuditTrail, KeyHolder, NoCodeChanges]);
        assert_eq!(left, [vec![AuditTrail, NoCodeChanges], vec![KeyHolder]]);
    }

    #[test]
    fn eight_requirements_make_256_sets() {
        let mut sets = subsets(&Requirement::ALL);
        sets.sort();
        sets.dedup();
        assert_eq!(sets.len(), 256);
    }
}
