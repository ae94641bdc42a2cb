//! Assumed is not known: what nobody said is listed, until somebody says it.

#![allow(clippy::unwrap_used)]

use sse_pricing::{Assumable, BucketKey, BucketKeyModel, Client, ObjectSizes, Percent, ReadBack, Workload};

#[track_caller]
fn assumed(expected: &[&str], change: impl FnOnce(&mut Workload)) {
    let mut workload = Workload::documents("us-east-1", 1).unwrap();
    change(&mut workload);
    assert_eq!(workload.assumed(), expected);
}

/// What is assumed as long as nobody says anything, but for what `without` names.
fn all_but(without: &[&'static str]) -> Vec<&'static str> {
    let all = [
        "objectSize",
        "dsseCalls",
        "freeRequests",
        "peakFactor",
        "bucketKey.requesters",
        "bucketKey.windowSeconds",
        "bucketKey.activeHours",
        "bucketKey.readBack",
    ];
    all.into_iter().filter(|name| !without.contains(name)).collect()
}

fn model(workload: &mut Workload, change: impl FnOnce(&mut BucketKeyModel)) {
    let mut model = BucketKeyModel::default();
    change(&mut model);
    workload.bucket_key = BucketKey::Model(model);
}

#[test]
fn an_input_is_assumed_until_somebody_gives_it() {
    assumed(&all_but(&[]), |_| ());
    assumed(&all_but(&["dsseCalls"]), |w| w.dsse_calls = Assumable::Given(1));
    assumed(&all_but(&["freeRequests"]), |w| w.free_requests = Assumable::Given(20_000));
    assumed(&all_but(&["peakFactor"]), |w| w.peak_factor = Assumable::Given(10));
    assumed(&all_but(&["bucketKey.requesters"]), |w| model(w, |m| m.requesters = Assumable::Given(1)));
    assumed(&all_but(&["bucketKey.windowSeconds"]), |w| {
        model(w, |m| m.window_seconds = Assumable::Given(300));
    });
    assumed(&all_but(&["bucketKey.activeHours"]), |w| model(w, |m| m.active_hours = Assumable::Given(730)));
    let read_back = ReadBack::default();
    assumed(&all_but(&["bucketKey.readBack"]), |w| model(w, |m| m.read_back = Assumable::Given(read_back)));
}

#[test]
fn a_percentage_or_a_measurement_assumes_nothing_of_the_traffic() {
    let rest = ["objectSize", "dsseCalls", "freeRequests", "peakFactor"];
    assumed(&rest, |w| w.bucket_key = BucketKey::Reduction(Percent::HUNDRED));
    assumed(&rest, |w| w.bucket_key = BucketKey::Measured(1));
}

#[test]
fn the_client_counts_once_there_is_a_size() {
    let small = Some(ObjectSizes::one(1).unwrap());
    let large = Some(ObjectSizes::one(8 << 20).unwrap());
    let size = |workload: &mut Workload, size: &Option<ObjectSizes>| {
        workload.object_size = size.clone();
        workload.bucket_key = BucketKey::Measured(1);
        workload.dsse_calls = Assumable::Given(1);
        workload.free_requests = Assumable::Given(0);
        workload.peak_factor = Assumable::Given(1);
    };
    assumed(&["client"], |w| size(w, &small));
    assumed(&["client", "completeCalls", "rules.uploadPartDecrypt"], |w| size(w, &large));
    assumed(&["completeCalls", "rules.uploadPartDecrypt"], |w| {
        size(w, &large);
        w.client = Assumable::Given(Client::AwsCli);
    });
    assumed(&["rules.uploadPartDecrypt"], |w| {
        size(w, &large);
        w.client = Assumable::Given(Client::Boto3);
        w.complete_calls = Assumable::Given(0);
    });
    assumed(&["client", "completeCalls", "rules.uploadPartDecrypt"], |w| {
        size(w, &large);
        (w.uploads, w.copies) = (0, 1);
    });
    // Nothing is uploaded or copied, so nothing in parts.
    assumed(&["client"], |w| {
        size(w, &large);
        w.uploads = 0;
    });
}

#[test]
fn rules_that_aws_does_not_state_are_listed() {
    let given = |workload: &mut Workload| {
        workload.object_size = Some(ObjectSizes::one(1).unwrap());
        workload.client = Assumable::Given(Client::Single);
        workload.bucket_key = BucketKey::Measured(1);
        workload.dsse_calls = Assumable::Given(1);
        workload.free_requests = Assumable::Given(1);
        workload.peak_factor = Assumable::Given(1);
    };
    assumed(&[], given);
    let in_govcloud = |workload: &mut Workload| {
        given(workload);
        workload.region = "us-gov-west-1".into();
    };
    assumed(&["rules.freeTierInGovCloud"], in_govcloud);
    assumed(&[], |w| {
        in_govcloud(w);
        w.free_requests = Assumable::Given(0);
    });
    for (replicas, rotations, expected) in
        [(1, 1, &["rules.replicaRotation"][..]), (1, 0, &[]), (0, 1, &[]), (0, 0, &[])]
    {
        assumed(expected, |w| {
            given(w);
            w.keys.replicas = replicas;
            w.keys.rotations = rotations;
        });
    }
}
