//! Plans that Terraform made, priced. Figures are worked out by hand from AWS's prices for the Regions of the plans: $0.03 for
//! 10,000 KMS requests ($0.000003 each), $1 a month for a key, $0.003 a GB for DSSE-KMS; 20,000 free requests for the account.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use sse_pricing::{Assumable, Money, PriceBook, Workload};
use sse_terraform::{Key, OtherKind, Plan, Report, Resource, Settings, State, Usage};

const CREATE: &str = include_str!("../../../tests/terraform/create/plan.json");
const CHANGE: &str = include_str!("../../../tests/terraform/change/plan.json");
const REFERENCES: &str = include_str!("../../../tests/terraform/references/plan.json");
const STATE: &str = include_str!("../../../tests/terraform/change/state.json");

#[track_caller]
fn report(plan: &str, usage: &str) -> Report {
    report_in(None, plan, usage)
}

#[track_caller]
fn report_in(region: Option<&str>, plan: &str, usage: &str) -> Report {
    let settings = Settings { region, ..Settings::new(Workload::documents("us-east-1", 0).unwrap()) };
    report_with(&settings, plan, usage)
}

/// In an account where something else uses all free requests.
#[track_caller]
fn report_without_free_requests(plan: &str, usage: &str) -> Report {
    let mut shared = Workload::documents("us-east-1", 0).unwrap();
    shared.free_requests = Assumable::Given(0);
    report_with(&Settings::new(shared), plan, usage)
}

#[track_caller]
fn report_with(settings: &Settings<'_>, plan: &str, usage: &str) -> Report {
    let plan = Plan::parse(plan).unwrap();
    Report::new(&plan, &Usage::parse(usage).unwrap(), settings, PriceBook::builtin()).unwrap()
}

#[track_caller]
fn resource<'a>(report: &'a Report, address: &str) -> &'a Resource {
    report
        .resources
        .iter()
        .find(|resource| resource.address == address)
        .unwrap_or_else(|| panic!("{address}"))
}

/// A state in a few words: `sse-kms by aws_kms_key.main in us-east-1`.
fn words(state: &State) -> String {
    let priced = match state {
        State::Absent => return "absent".to_owned(),
        State::Unpriced(reason) => return format!("unpriced: {reason}"),
        State::Priced(priced) => priced,
    };
    let what = priced.option.map_or("key", sse_pricing::EncryptionOption::id);
    let key = match &priced.key {
        None => String::new(),
        Some(Key::AwsManaged) => " by AWS's".to_owned(),
        Some(Key::InPlan(address)) => format!(" by {address}"),
        Some(Key::Outside(name)) => format!(" by {name} outside"),
        Some(Key::Unknown(reason)) => format!(" by a key unknown: {reason}"),
    };
    format!("{what}{key} in {}", priced.region)
}

#[track_caller]
fn before(report: &Report, address: &str, expected: &str) {
    assert_eq!(words(&resource(report, address).before), expected, "{address}");
}

#[track_caller]
fn after(report: &Report, address: &str, expected: &str) {
    assert_eq!(words(&resource(report, address).after), expected, "{address}");
}

/// The sum of a month before, after and between, with a `+` behind what may be more and a `-` behind what may be less.
fn sums(report: &Report) -> [String; 3] {
    [report.before, report.after, report.difference].map(|total| {
        let less = if total.may_be_less { "-" } else { "" };
        let more = if total.may_be_more { "+" } else { "" };
        format!("{}{less}{more}", total.known.typical.exact())
    })
}

#[test]
fn what_each_bucket_is_encrypted_with() {
    let report = report(CREATE, "");
    let east = |what: &str| format!("{what} in us-east-1");
    // By a variable of the module, from the root's key.
    after(
        &report,
        r#"module.bucket["logs"].aws_s3_bucket.this[0]"#,
        &east("sse-kms-bucket-key by aws_kms_key.main"),
    );
    after(&report, r#"module.bucket["reports"].aws_s3_bucket.this[0]"#, &east("sse-kms by aws_kms_key.main"));
    // By count, with the provider of another Region; the third has no configuration.
    let replica = "sse-kms-bucket-key by aws_kms_replica_key.west in us-west-2";
    after(&report, "aws_s3_bucket.raw[0]", replica);
    after(&report, "aws_s3_bucket.raw[1]", replica);
    after(&report, "aws_s3_bucket.raw[2]", "sse-s3 in us-west-2");
    assert_eq!(
        resource(&report, "aws_s3_bucket.raw[1]").configured_by,
        ["aws_s3_bucket_server_side_encryption_configuration.raw[1]"]
    );
    // By for_each over the buckets.
    after(&report, r#"aws_s3_bucket.team["blue|green"]"#, &east("sse-s3"));
    assert_eq!(
        resource(&report, r#"aws_s3_bucket.team["red"]"#).configured_by,
        [r#"aws_s3_bucket_server_side_encryption_configuration.team["red"]"#]
    );
    // Each way to name a key.
    after(&report, "aws_s3_bucket.plain", &east("sse-s3"));
    after(&report, "aws_s3_bucket.managed", &east("sse-kms-aws-managed by AWS's"));
    after(&report, "aws_s3_bucket.managed_by_alias", &east("sse-kms-aws-managed-bucket-key by AWS's"));
    let arn = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    after(&report, "aws_s3_bucket.elsewhere", &east(&format!("sse-kms by {arn} outside")));
    after(&report, "aws_s3_bucket.by_alias", &east("sse-kms-bucket-key by aws_kms_key.main"));
    after(&report, "aws_s3_bucket.dual", &east("dsse-kms by aws_kms_key.main"));
    let local = "local.chosen is a local value, of which a plan says nothing";
    after(&report, "aws_s3_bucket.by_local", &east(&format!("sse-kms by a key unknown: {local}")));
    after(&report, "aws_s3_bucket.inline", &east("sse-kms-bucket-key by aws_kms_key.main"));
    after(
        &report,
        "aws_s3_bucket_server_side_encryption_configuration.other_team",
        &east("sse-kms by aws_kms_key.main"),
    );
    after(
        &report,
        "aws_s3_bucket.undecided",
        "unpriced: sse_algorithm of aws_s3_bucket_server_side_encryption_configuration.undecided is not known until the \
         plan is applied",
    );
    // A bucket that the plan does not make is there already, and how it is encrypted the plan does not say.
    let outside = "aws_s3_bucket_server_side_encryption_configuration.other_team";
    before(&report, outside, "unpriced: its encryption before is not in the plan");
    let is_new = |resource: &&Resource| resource.before == State::Absent;
    assert_eq!(report.resources.iter().filter(is_new).count(), report.resources.len() - 1);
}

#[test]
fn keys_once_and_nothing_left_out() {
    let report = report(CREATE, "");
    // main, everywhere, its replica and the imported one at $1; the RSA key is none of S3's, and what is used is unknown.
    assert_eq!(sums(&report), ["$0+", "$4+", "$4-+"]);
    let keys = report.resources.iter().filter(|resource| resource.is_key());
    let known: Vec<_> =
        keys.map(|key| (key.address.as_str(), key.after.total().exact().map(Money::exact))).collect();
    let one = Some("$1".to_owned());
    assert_eq!(
        known,
        [
            ("aws_kms_external_key.imported", one.clone()),
            ("aws_kms_key.everywhere", one.clone()),
            ("aws_kms_key.main", one.clone()),
            ("aws_kms_key.signing", None),
            ("aws_kms_replica_key.west", one),
        ]
    );
    let others: Vec<_> = report.others.iter().map(|other| (other.sort, other.address.as_str())).collect();
    assert_eq!(
        others,
        [
            (OtherKind::NoCharge, "aws_kms_alias.main"),
            (OtherKind::NotPriced, "aws_kms_key.signing"),
            (OtherKind::NotPriced, "aws_s3_bucket.undecided"),
            (OtherKind::NotPriced, "aws_s3_bucket_server_side_encryption_configuration.other_team"),
            (OtherKind::Unrelated, "aws_sqs_queue.events"),
            (OtherKind::Unrelated, "terraform_data.algorithm"),
        ]
    );
    // Every one of the 38 changes is a resource, part of one, or listed.
    let parts: usize = report.resources.iter().map(|resource| resource.configured_by.len()).sum();
    let listed = others.iter().filter(|(sort, _)| *sort != OtherKind::NotPriced).count();
    assert_eq!(report.resources.len() + parts + listed, 38);
}

#[test]
fn one_free_tier_for_all_buckets() {
    let usage = r#"
        version: 0.1
        resource_type_default_usage:
          aws_s3_bucket:
            uploads: 0
            downloads: 0
          aws_s3_bucket_server_side_encryption_configuration: { uploads: 0, downloads: 0 }
        resource_usage:
          module.bucket["reports"].aws_s3_bucket.this[0]:
            standard:
              monthly_tier_1_requests: 200000
              monthly_tier_2_requests: 100000
          aws_s3_bucket.managed:
            uploads: 50k
            downloads: 50k
          aws_s3_bucket.dual:
            uploads: 1024
            downloads: 0
            object_bytes: 1MiB
    "#;
    let report = report(CREATE, usage);
    let amounts = |address: &str| resource(&report, address).after.total().exact().unwrap().exact();
    // 300,000 + 100,000 + 1,024 requests share 20,000 free ones in the order of the plan: dual has 1,024 of 401,024, so
    // 20,000 x 1,024/401,024 = 51.07 of them, 51; managed up to 20,000 x 101,024/401,024 = 5,038.3, so 4,987; reports the
    // other 14,962.
    // 300,000 - 14,962 = 285,038 x $0.000003 = $0.855114; 100,000 - 4,987 = 95,013 x $0.000003 = $0.285039.
    assert_eq!(amounts(r#"module.bucket["reports"].aws_s3_bucket.this[0]"#), "$0.855114");
    assert_eq!(amounts("aws_s3_bucket.managed"), "$0.285039");
    // 973 x $0.000003 = $0.002919, and 1 GB written at $0.003. An object of 1 MiB goes in one request.
    assert_eq!(amounts("aws_s3_bucket.dual"), "$0.005919");
    // And four keys; how the bucket that is undecided will be encrypted stays unknown, and how another team's is.
    assert_eq!(sums(&report), ["$0+", "$5.146072+", "$5.146072-+"]);
}

#[test]
fn from_what_is_to_what_will_be() {
    let report = report(CHANGE, "");
    let frankfurt = |what: &str| format!("{what} in eu-central-1");
    let changes = |address: &str, action: &str, was: &str, is: &str| {
        before(&report, address, &if was == "absent" { was.to_owned() } else { frankfurt(was) });
        after(&report, address, &if is == "absent" { is.to_owned() } else { frankfurt(is) });
        assert_eq!(resource(&report, address).action.name(), action, "{address}");
    };
    changes("aws_kms_key.new", "create", "absent", "key");
    changes("aws_kms_key.old", "delete", "key", "absent");
    changes("aws_kms_key.shared", "no-op", "key", "key");
    changes("aws_s3_bucket.reports", "update", "sse-s3", "sse-kms-bucket-key by aws_kms_key.new");
    let shared = "sse-kms by aws_kms_key.shared";
    let bucket_key = "sse-kms-bucket-key by aws_kms_key.shared";
    changes("aws_s3_bucket.orders", "update", shared, bucket_key);
    // Its configuration is taken away; what the provider read of the bucket itself says otherwise.
    changes("aws_s3_bucket.vault", "update", "sse-kms by aws_kms_key.old", "sse-s3");
    changes("aws_s3_bucket.scratch", "delete", shared, "absent");
    changes("aws_s3_bucket.renamed", "replace", bucket_key, bucket_key);
    changes("aws_s3_bucket.after_the_move", "no-op", "sse-s3", "sse-s3");
    let moved = resource(&report, "aws_s3_bucket.after_the_move");
    assert_eq!(moved.previous_address.as_deref(), Some("aws_s3_bucket.before_the_move"));
    changes("aws_s3_bucket.untouched", "no-op", shared, shared);
    // Terraform forgets it; AWS does not.
    changes("aws_s3_bucket.forgotten", "forget", "sse-s3", "sse-s3");
    assert_eq!(report.others, []);
}

#[test]
fn a_month_before_after_and_between() {
    let usage = "
        resource_type_default_usage:
          aws_s3_bucket: { uploads: 0, downloads: 0 }
        resource_usage:
          aws_kms_key.shared: { rotations: 1 }
          aws_s3_bucket.vault: { uploads: 100k, downloads: 120k }
          aws_s3_bucket.untouched: { uploads: 100k, downloads: 0 }
    ";
    let report = report(CHANGE, usage);
    let between = |address: &str| {
        let resource = resource(&report, address);
        [resource.before.total(), resource.after.total(), resource.difference.total]
            .map(|total| total.exact().unwrap().exact())
    };
    // Before, 320,000 requests share 20,000 free ones in the order of the plan. untouched has 6,250 of them and pays
    // 93,750 x $0.000003; vault has 13,750 and pays 206,250 x $0.000003. After, untouched has all 20,000.
    assert_eq!(between("aws_s3_bucket.untouched"), ["$0.28125", "$0.24", "-$0.04125"]);
    assert_eq!(between("aws_s3_bucket.vault"), ["$0.61875", "$0", "-$0.61875"]);
    // Its own fee, and that of one rotation.
    assert_eq!(between("aws_kms_key.shared"), ["$2", "$2", "$0"]);
    assert_eq!(between("aws_kms_key.old"), ["$1", "$0", "-$1"]);
    assert_eq!(between("aws_kms_key.new"), ["$0", "$1", "$1"]);
    // $3.90 before; $3.24 after.
    assert_eq!(sums(&report), ["$3.9", "$3.24", "-$0.66"]);
}

#[test]
fn what_is_unknown_on_both_sides_makes_no_difference() {
    let report = report_without_free_requests(CHANGE, "");
    let between = |address: &str| {
        let total = resource(&report, address).difference.total;
        (total.known.typical.exact(), total.may_be_less, total.may_be_more)
    };
    let nothing = |less, more| ("$0".to_owned(), less, more);
    assert_eq!(between("aws_s3_bucket.untouched"), nothing(false, false));
    // How often it was rotated is unknown, but the same.
    assert_eq!(between("aws_kms_key.shared"), nothing(false, false));
    assert_eq!(between("aws_s3_bucket.renamed"), nothing(false, false));
    assert_eq!(between("aws_s3_bucket.reports"), nothing(false, true));
    assert_eq!(between("aws_s3_bucket.scratch"), nothing(true, false));
    assert_eq!(between("aws_s3_bucket.orders"), nothing(true, true));
    assert_eq!(sums(&report), ["$2+", "$2+", "$0-+"]);
}

#[test]
fn what_one_of_unknown_use_takes_of_the_free_requests_the_others_lack() {
    let usage = "resource_usage: {aws_s3_bucket.untouched: {uploads: 50k, downloads: 0}}";
    let totals = |report: &Report| {
        let resource = resource(report, "aws_s3_bucket.untouched");
        [resource.before.total(), resource.after.total(), resource.difference.total]
            .map(|total| (total.known.typical.exact(), total.may_be_less, total.may_be_more))
    };
    // 50,000 less all 20,000 free ones at $0.000003, unless vault, scratch or others take some of those.
    let at_least = |amount: &str| (amount.to_owned(), false, true);
    let some = report(CHANGE, usage);
    assert_eq!(totals(&some), [at_least("$0.09"), at_least("$0.09"), ("$0".to_owned(), true, true)]);
    // Of one whose own use is unknown, too: vault leaves its part of them to the others.
    let renamed = resource(&some, "aws_s3_bucket.renamed").difference.total;
    assert!(renamed.may_be_less && renamed.may_be_more, "{renamed:?}");
    // 50,000 at $0.000003, where there are none to share.
    let exactly = |amount: &str| (amount.to_owned(), false, false);
    let none = report_without_free_requests(CHANGE, usage);
    assert_eq!(totals(&none), [exactly("$0.15"), exactly("$0.15"), exactly("$0")]);
    // Nor are there any where the use of all others is known, if only to be nothing.
    let usage =
        format!("{usage}\nresource_type_default_usage: {{aws_s3_bucket: {{uploads: 0, downloads: 0}}}}");
    assert_eq!(totals(&report(CHANGE, &usage)), [exactly("$0.09"), exactly("$0.09"), exactly("$0")]);
    // Of a state that stays as it is, the free requests are spread as they were.
    assert_eq!(totals(&report(STATE, ""))[2], exactly("$0"));
}

#[test]
fn a_state_is_a_plan_that_changes_nothing() {
    let report = report(STATE, "");
    assert_eq!(sums(&report), ["$2+", "$2+", "$0"]);
    before(&report, "aws_s3_bucket.vault", "sse-kms by aws_kms_key.old in eu-central-1");
    after(&report, "aws_s3_bucket.vault", "sse-kms by aws_kms_key.old in eu-central-1");
}

#[test]
fn references_lead_to_the_one_resource_that_they_can_mean() {
    let report = report_in(Some("us-east-1"), REFERENCES, "");
    let by = |address: &str, key: &str| after(&report, address, &format!("sse-kms by {key} in us-east-1"));
    // module.key[each.key].arn, module.key["red"].arn, module.one_key[0].arn
    by(r#"aws_s3_bucket.team["blue"]"#, r#"module.key["blue"].aws_kms_key.this"#);
    by(r#"aws_s3_bucket.team["red"]"#, r#"module.key["red"].aws_kms_key.this"#);
    by("aws_s3_bucket.red", r#"module.key["red"].aws_kms_key.this"#);
    by("aws_s3_bucket.numbered", "module.one_key[0].aws_kms_key.this");
    // Not the variable: that is not set.
    by("aws_s3_bucket.either", "aws_kms_key.main");
    // One of two, and one that a data source finds later: a key all the same.
    let unknown = "a key unknown: it is one of aws_kms_key.main, module.one_key[0].aws_kms_key.this";
    by("aws_s3_bucket.chosen", unknown);
    by(
        "aws_s3_bucket.by_data",
        "a key unknown: data.aws_kms_key.read_later.arn is read only when the plan is applied",
    );
    // Through the output of a module within a module; of the other one the rule is known only later.
    let configuration = "aws_s3_bucket_server_side_encryption_configuration";
    let south = r#"module.store.module.bucket["south"].aws_s3_bucket.this"#;
    after(&report, south, "sse-s3 in us-east-1");
    let own = format!("module.store.{configuration}.this[\"south\"]");
    assert_eq!(resource(&report, south).configured_by, [own]);
    after(
        &report,
        r#"module.store.module.bucket["north"].aws_s3_bucket.this"#,
        &format!(
            "unpriced: sse_algorithm of module.store.{configuration}.this[\"north\"] is not known until the plan is applied"
        ),
    );
    // Either of the two may be SSE-KMS.
    for address in ["aws_s3_bucket.pair[0]", "aws_s3_bucket.pair[1]"] {
        let reason = "may be its own: which bucket it is for is not known";
        after(&report, address, &format!("unpriced: {configuration}.pair {reason}"));
    }
    after(&report, "aws_s3_bucket.secret", "sse-kms-aws-managed by AWS's in us-east-1");
}

#[test]
fn a_region_that_nothing_says_is_a_reason() {
    // The provider takes it from the environment, and the plan does not say which it was.
    let report = report(REFERENCES, "");
    let reason = "unpriced: its Region is not known: neither the plan nor --region says it";
    after(&report, "aws_kms_key.main", reason);
    after(&report, "aws_s3_bucket.red", reason);
    assert_eq!(sums(&report), ["$0", "$0+", "$0+"]);
}
