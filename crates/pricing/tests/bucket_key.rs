//! The cell model, by figures worked out by hand from its published description.

#![allow(clippy::unwrap_used)]

use sse_pricing::bucket_key::Calls;
use sse_pricing::{Assumable, BucketKey, BucketKeyModel, Percent, Range, ReadBack};

/// One requester, windows of an hour, a day of traffic: 24 cells. Reads of one span.
fn day(read_within: u64) -> BucketKeyModel {
    BucketKeyModel {
        requesters: Assumable::Given(1),
        window_seconds: Assumable::Given(3_600),
        active_hours: Assumable::Given(24),
        read_back: Assumable::Given(ReadBack::within("readBack", read_within).unwrap()),
    }
}

#[track_caller]
fn calls(model: BucketKeyModel, writes: u64, reads: u64) -> Range<Calls> {
    BucketKey::Model(model).calls(Calls { writes, reads }).unwrap()
}

#[test]
fn windows_are_rounded_up() {
    assert_eq!(day(1).windows(), 24);
    assert_eq!(BucketKeyModel { window_seconds: Assumable::Given(3_601), ..day(1) }.windows(), 24);
    assert_eq!(BucketKeyModel { window_seconds: Assumable::Given(3_599), ..day(1) }.windows(), 25);
    // 730 h are 2,628,000 s: 8,760 windows of 5 minutes.
    assert_eq!(BucketKeyModel::default().windows(), 8_760);
}

#[test]
fn a_dense_workload_fills_every_cell_and_a_sparse_one_hits_a_cell_each() {
    // A million operations in 24 cells leave none empty.
    let dense = calls(day(60), 1_000_000, 1_000_000);
    assert_eq!(dense.typical, Calls { writes: 24, reads: 24 });
    // Three in 24 cells: 24 x (1 - e^(-3/24)) = 24 x 0.1175 = 2.82, three whole requests.
    let sparse = calls(day(60), 3, 3);
    assert_eq!(sparse.typical, Calls { writes: 3, reads: 3 });
    assert_eq!(calls(day(60), 0, 0).typical, Calls { writes: 0, reads: 0 });
}

#[test]
fn twenty_four_operations_in_twenty_four_cells() {
    // 24 x (1 - 1/e) = 24 x 0.632121 = 15.17.
    let range = calls(day(60), 24, 24);
    assert_eq!(range.typical, Calls { writes: 15, reads: 15 });
    // Every read misses: one call each.
    assert_eq!(range.high, Calls { writes: 15, reads: 24 });
    assert_eq!(range.low, Calls { writes: 15, reads: 15 });
}

#[test]
fn old_objects_stand_behind_many_keys() {
    // Reads of what was written within 12 h, and a million writes a day: 12 windows, each with its own key. So 24 x 12 = 288
    // cells; 288 reads hit 288 x (1 - 1/e) = 182.05 of them.
    let range = calls(day(12 * 3_600), 1_000_000, 288);
    assert_eq!(range.typical.reads, 182);
    // Low: one key, 24 cells, filled but for 24 x e^(-12) = 0.0001.
    assert_eq!(range.low.reads, 24);
    assert_eq!(range.high.reads, 288);
}

#[test]
fn requesters_each_have_their_own() {
    let model = BucketKeyModel { requesters: Assumable::Given(3), ..day(60) };
    // 3 x 24 = 72 cells, 72 operations: 72 x 0.632121 = 45.51.
    assert_eq!(calls(model, 72, 0).typical.writes, 46);
}

#[test]
fn beyond_a_month_each_month_adds_its_active_hours() {
    // 60 days are 1,440 h, 1,440 / 730 = 1.972603 months of 24 active hours: 47.342466 windows of an hour, all of them with
    // a key of their own at a million writes a month. 24 x 47.342466 = 1,136.219 cells; as many reads as cells hit
    // 1,136.219 x (1 - e^(-1136/1136.219)) = 718.1.
    let range = calls(day(60 * 86_400), 1_000_000, 1_136);
    assert_eq!(range.typical.reads, 718);
    // Just within a month, 730 h: no more windows than the month's 24 active hours. 24 x 24 = 576 cells, 576 reads: 364.1.
    let range = calls(day(730 * 3_600), 1_000_000, 576);
    assert_eq!(range.typical.reads, 364);
    // 25 h are one active day of 24 h as well.
    assert_eq!(calls(day(25 * 3_600), 1_000_000, 576).typical.reads, 364);
    // 730 h of a month of 744 active hours hold 730 windows, not 744: 744 x 730 = 543,120 cells, as many reads hit
    // 543,120 x (1 - 1/e) = 343,317.3.
    let model = BucketKeyModel { active_hours: Assumable::Given(744), ..day(730 * 3_600) };
    assert_eq!(calls(model, 1_000_000_000, 543_120).typical.reads, 343_317);
}

#[test]
fn a_percentage_leaves_the_rest() {
    let saved = |percent| BucketKey::Reduction(Percent::whole("share", percent).unwrap());
    let without = Calls { writes: 1_000, reads: 501 };
    // 1 % of 1,501 is 15.01, of which 10 are writes.
    let range = saved(99).calls(without).unwrap();
    assert_eq!(range, Range::exactly(Calls { writes: 10, reads: 5 }));
    assert_eq!(saved(0).calls(without).unwrap().typical, without);
    assert_eq!(saved(100).calls(without).unwrap().typical.total(), 0);
}

#[test]
fn measured_calls_are_what_was_measured() {
    let range = BucketKey::Measured(600).calls(Calls { writes: 500, reads: 500 }).unwrap();
    assert_eq!(range, Range::exactly(Calls { writes: 500, reads: 100 }));
    assert!(BucketKey::Measured(1_001).calls(Calls { writes: 500, reads: 500 }).is_err());
}
