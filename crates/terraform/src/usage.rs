//! The usage file: how much each bucket of a plan is used.

use crate::plan::{Change, Plan, quoted, short};
use crate::yaml::{Node, wrong};
use crate::{Error, Result};
use sse_pricing::{Assumable, BucketKey, EncryptionOption, ObjectSizes, Workload, parse};
use std::collections::{HashMap, HashSet};

/// What is known of the use of a plan's resources, in the form of infracost's usage file.
///
/// ```yaml
/// version: 0.1
/// resource_type_default_usage:
///   aws_s3_bucket:
///     standard:
///       monthly_tier_1_requests: 10000   # PUT, COPY, POST, LIST
///       monthly_tier_2_requests: 100000  # GET, SELECT and all other
/// resource_usage:
///   module.bucket["logs"].aws_s3_bucket.this[0]:
///     uploads: 2M
///     downloads: 500k
///     object_bytes: 64KiB
///   aws_s3_bucket.raw[*]:
///     requesters: 3
/// ```
///
/// A resource's own entry comes before a pattern with `*`, a longer pattern before a shorter one, and all before the default
/// of its type; each value by itself.
///
/// # What the request tiers assume
///
/// Tier 1 counts uploads and tier 2 downloads, and each request as one that calls KMS. LIST, HEAD and other requests that are
/// counted with them call KMS for nothing, so the figure is rather too high. `uploads` and `downloads` say it exactly.
///
/// A request is no object: `object_bytes` says nothing of it, and what DSSE-KMS bills by GB stays unknown.
#[derive(Clone, Debug, Default)]
pub struct Usage {
    /// Defaults and patterns, each before what comes before it.
    patterns: Vec<Entry>,
    /// Entries by their addresses.
    exact: HashMap<String, Entry>,
}

#[derive(Clone, Debug)]
struct Entry {
    /// An address, a pattern, or the type of a default.
    pattern: String,
    is_default: bool,
    /// An error counts only where the entry turns out to be one of a bucket or a key.
    values: Result<Values>,
}

/// What is said of a resource.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Values {
    uploads: Option<Volume>,
    downloads: Option<Volume>,
    copies: Option<u64>,
    object_bytes: Option<u64>,
    requesters: Option<u64>,
    pub(crate) rotations: Option<u64>,
}

/// How many objects are written or read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Volume {
    /// Objects.
    Objects(u64),
    /// Requests of a tier, each counted as one object.
    Requests(u64),
}

impl Volume {
    fn count(self) -> u64 {
        match self {
            Volume::Objects(count) | Volume::Requests(count) => count,
        }
    }
}

/// Types of resources that a usage file can say something of.
const TYPES: [&str; 9] = [
    "AWS::S3::Bucket",
    "AWS::KMS::Key",
    "AWS::KMS::ReplicaKey",
    "aws_s3_bucket",
    "aws_s3_bucket_server_side_encryption_configuration",
    "aws_kms_key",
    "aws_kms_replica_key",
    "aws_kms_external_key",
    "aws_kms_replica_external_key",
];

/// Storage classes by the names of infracost, each with requests of its own.
const STORAGE_CLASSES: [&str; 7] = [
    "standard",
    "intelligent_tiering",
    "standard_infrequent_access",
    "one_zone_infrequent_access",
    "glacier_flexible_retrieval",
    "glacier_deep_archive",
    "glacier",
];

const NAMES: &str = "one of uploads, downloads, copies, object_bytes, requesters, rotations, or a storage class such as \
                     standard with monthly_tier_1_requests and monthly_tier_2_requests";

impl Usage {
    /// Reads a usage file. Other types of resources, and values that no cost of encryption depends on, are passed over.
    ///
    /// A pattern such as `module.logs.*` and a logical id do not say of which type their resources are: what is wrong with
    /// those is found by [`Usage::check`].
    ///
    /// # Errors
    /// No YAML, another form, or a value out of its range: the line, the place, the value, what is allowed.
    pub fn parse(text: &str) -> Result<Usage> {
        let root = Node::parse(text)?;
        let mut patterns = Vec::new();
        let mut exact = HashMap::new();
        for (name, node) in root.entries("the usage file")? {
            match name.as_str() {
                "version" => {
                    let version = node.text("version")?;
                    if version.strip_prefix('v').unwrap_or(version) != "0.1" {
                        return Err(wrong(
                            node.line,
                            format_args!("version: {} is not 0.1", quoted(version)),
                        ));
                    }
                }
                "resource_usage" | "resource_type_default_usage" => {
                    let is_default = name == "resource_type_default_usage";
                    for (pattern, node) in node.entries(name)? {
                        let kind = if is_default { Some(pattern.as_str()) } else { kind(pattern) };
                        let values = match kind {
                            Some(kind) if !TYPES.contains(&kind) => continue,
                            Some(_) => Ok(values(pattern, node)?),
                            None => values(pattern, node),
                        };
                        let entry = Entry { pattern: pattern.clone(), is_default, values };
                        if is_default || pattern.contains('*') {
                            patterns.push(entry);
                        } else {
                            exact.insert(pattern.clone(), entry);
                        }
                    }
                }
                other => {
                    let allowed = "version, resource_usage or resource_type_default_usage";
                    return Err(wrong(node.line, format_args!("{} is not {allowed}", quoted(other))));
                }
            }
        }
        // Stable, so that of two patterns of one length the one behind counts.
        patterns.sort_by_key(|entry| (!entry.is_default, entry.pattern.len()));
        Ok(Usage { patterns, exact })
    }

    /// Whether what is said of a plan's buckets and keys makes sense.
    ///
    /// # Errors
    /// A value that is not allowed, of a pattern or a logical id that turns out to be one of a bucket or a key: its line, its
    /// place, the value, what is allowed.
    pub fn check(&self, plan: &Plan) -> Result<()> {
        let wrong: Vec<&Entry> = self.patterns.iter().filter(|entry| entry.values.is_err()).collect();
        for change in plan.changes.iter().filter(|change| is_used(change)) {
            let of_patterns = wrong.iter().copied().filter(|entry| fits(&entry.pattern, &change.address));
            for entry in of_patterns.chain(self.exact.get(&change.address)) {
                entry.values.clone()?;
            }
        }
        Ok(())
    }

    /// Of a resource by its address, or its logical id in a template, and by the names of its type.
    pub(crate) fn of(&self, kinds: [&str; 2], address: &str) -> Values {
        let mut all = Values::default();
        let of_patterns = self.patterns.iter().filter(|entry| match entry.is_default {
            true => kinds.contains(&entry.pattern.as_str()),
            false => fits(&entry.pattern, address),
        });
        for entry in of_patterns.chain(self.exact.get(address)) {
            all = entry.values.as_ref().map_or(all, |values| values.or(all));
        }
        all
    }

    /// Entries that fit none of some addresses, by their names in the order of the alphabet, patterns behind.
    pub(crate) fn unused<'a>(&'a self, addresses: &[&str]) -> Vec<&'a str> {
        let used: HashSet<&str> = addresses.iter().copied().collect();
        let mut unused: Vec<&str> =
            self.exact.keys().map(String::as_str).filter(|address| !used.contains(address)).collect();
        unused.sort_unstable();
        let is_unused = |entry: &&Entry| {
            !entry.is_default && !addresses.iter().any(|address| fits(&entry.pattern, address))
        };
        unused.extend(self.patterns.iter().filter(is_unused).map(|entry| entry.pattern.as_str()));
        unused
    }
}

/// Whether a usage file can say something of a resource.
fn is_used(change: &Change) -> bool {
    TYPES.contains(&change.kind.as_str()) && change.counts(&change.kind)
}

impl Values {
    fn or(self, other: Values) -> Values {
        Values {
            uploads: self.uploads.or(other.uploads),
            downloads: self.downloads.or(other.downloads),
            copies: self.copies.or(other.copies),
            object_bytes: self.object_bytes.or(other.object_bytes),
            requesters: self.requesters.or(other.requesters),
            rotations: self.rotations.or(other.rotations),
        }
    }

    /// Whether it is known that the bucket is not used.
    pub(crate) fn is_idle(&self, shared: &Workload) -> bool {
        let none = |volume: Option<Volume>| volume.is_some_and(|volume| volume.count() == 0);
        none(self.uploads) && none(self.downloads) && self.copies.unwrap_or(shared.copies) == 0
    }

    /// The shared inputs that stand in for its own, of those that a usage file can say, by their names in the JSON.
    pub(crate) fn assumed(&self, option: EncryptionOption) -> Vec<&'static str> {
        let is_counted = |volume| matches!(volume, Some(Volume::Objects(1..)));
        let has_objects = is_counted(self.uploads) || is_counted(self.downloads);
        let is_sized = self.object_bytes.is_some() || !has_objects;
        [
            ("objectSize", option.kms_key().is_some() && !is_sized),
            ("bucketKey.requesters", option.has_bucket_key() && self.requesters.is_none()),
        ]
        .into_iter()
        .filter_map(|(input, is_assumed)| is_assumed.then_some(input))
        .collect()
    }

    /// A month of such use, other inputs as in `shared`; `None` where uploads or downloads are not known.
    ///
    /// # Errors
    /// One direction counted in objects of a known size and the other in requests, of which the size says nothing.
    pub(crate) fn workload(&self, shared: &Workload, region: &str) -> sse_pricing::Result<Option<Workload>> {
        let mut workload = shared.clone();
        region.clone_into(workload.region.to_mut());
        workload.keys.count = 0;
        if let Some(bytes) = self.object_bytes {
            workload.object_size = Some(ObjectSizes::one(bytes)?);
        }
        if let (Some(requesters), BucketKey::Model(model)) = (self.requesters, &mut workload.bucket_key) {
            model.requesters = Assumable::Given(requesters);
        }
        let (Some(uploads), Some(downloads)) = (self.uploads, self.downloads) else { return Ok(None) };
        match (uploads, downloads) {
            (Volume::Objects(_) | Volume::Requests(0), Volume::Objects(_) | Volume::Requests(0)) => {}
            // An object takes several requests, so the size of one is none of the other: each request calls KMS once, and how many
            // GB all of them move is not known.
            (Volume::Requests(_) | Volume::Objects(0), Volume::Requests(_) | Volume::Objects(0)) => {
                workload.object_size = None;
            }
            _ if workload.object_size.is_none() => {}
            _ => {
                let (counted, tiered) = match uploads {
                    Volume::Objects(_) => ("uploads", "downloads"),
                    Volume::Requests(_) => ("downloads", "uploads"),
                };
                let value = format!("{counted} in objects of a size, and {tiered} in requests");
                let allowed =
                    "use that is counted in one way: give uploads and downloads both, or no object_bytes";
                return Err(sse_pricing::Error::invalid("uploads and downloads", value, allowed));
            }
        }
        workload.uploads = uploads.count();
        workload.downloads = downloads.count();
        workload.copies = self.copies.unwrap_or(shared.copies);
        Ok(Some(workload))
    }
}

fn values(pattern: &str, node: &Node) -> Result<Values> {
    let mut values = Values::default();
    let (mut tier_1, mut tier_2) = (None, None);
    let shown = short(pattern);
    for (name, node) in node.entries(&shown)? {
        if STORAGE_CLASSES.contains(&name.as_str()) {
            let class = format!("{shown}: {name}");
            for (name, node) in node.entries(&class)? {
                match name.as_str() {
                    "monthly_tier_1_requests" => add(&mut tier_1, &class, name, node)?,
                    "monthly_tier_2_requests" => add(&mut tier_2, &class, name, node)?,
                    // No cost of encryption depends on it.
                    _ => {}
                }
            }
            continue;
        }
        // A value of infracost's that no cost of encryption depends on.
        if name == "object_tags" {
            continue;
        }
        let text = node.text(&format!("{shown}: {}", short(name)))?;
        if text.is_empty() {
            continue;
        }
        let error = |error| wrong_value(pattern, node, error);
        let objects = |count| Some(Volume::Objects(count));
        match name.as_str() {
            "uploads" => values.uploads = parse::count("uploads", text).map(objects).map_err(error)?,
            "downloads" => values.downloads = parse::count("downloads", text).map(objects).map_err(error)?,
            "copies" => values.copies = parse::count("copies", text).map(Some).map_err(error)?,
            "object_bytes" => {
                values.object_bytes = parse::bytes("object_bytes", text).map(Some).map_err(error)?;
            }
            "requesters" => {
                let requesters = parse::count_within("requesters", text, 1, 1_000_000);
                values.requesters = requesters.map(Some).map_err(error)?;
            }
            "rotations" => {
                let rotations = parse::count_within("rotations", text, 0, 1_000);
                values.rotations = rotations.map(Some).map_err(error)?;
            }
            other => return Err(wrong(node.line, format_args!("{shown}: {} is not {NAMES}", quoted(other)))),
        }
    }
    // Objects that are counted say more than requests.
    values.uploads = values.uploads.or(tier_1.map(Volume::Requests));
    values.downloads = values.downloads.or(tier_2.map(Volume::Requests));
    Ok(values)
}

/// Adds the requests of a storage class to those of the others.
fn add(sum: &mut Option<u64>, class: &str, name: &str, node: &Node) -> Result<()> {
    let text = node.text(&format!("{class}: {name}"))?;
    if text.is_empty() {
        return Ok(());
    }
    let requests = parse::count("requests", text)
        .map_err(|error| wrong_value(class, node, error.with_field(name.to_owned())))?;
    let total = sum.unwrap_or(0).saturating_add(requests);
    *sum = Some(total);
    Ok(())
}

fn wrong_value(pattern: &str, node: &Node, error: sse_pricing::Error) -> Error {
    let field = format!("{}: {}", short(pattern), error.field());
    wrong(
        node.line,
        match (error.value(), error.allowed()) {
            (Some(value), Some(allowed)) => {
                sse_pricing::Error::invalid(field, short(value), allowed.to_owned())
            }
            _ => error.with_field(field),
        },
    )
}

/// The type of the resource that an address or a pattern names; `None` for a logical id, and for a pattern that does not say it.
fn kind(pattern: &str) -> Option<&str> {
    // A key between brackets may hold anything.
    let mut is_inside = false;
    let mut dots = Vec::new();
    for (place, byte) in pattern.bytes().enumerate() {
        match byte {
            b'[' => is_inside = true,
            b']' => is_inside = false,
            b'.' if !is_inside => dots.push(place),
            _ => {}
        }
    }
    let end = dots.pop()?;
    let begin = dots.pop().map_or(0, |dot| dot.saturating_add(1));
    let kind = pattern.get(begin..end)?;
    let before = pattern.get(..begin)?;
    // `module.logs.*` and `*.a`.
    let is_module = kind == "module" || before == "module." || before.ends_with(".module.");
    (!is_module && !kind.contains('*')).then_some(kind)
}

/// Whether an address fits a pattern in which `*` stands for any text.
fn fits(pattern: &str, address: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| address.strip_prefix(first)) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        let Some((_, behind)) = rest.split_once(part) else { return false };
        rest = behind;
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUCKET: [&str; 2] = ["aws_s3_bucket", "aws_s3_bucket"];

    /// Uploads and downloads of a bucket by its address.
    #[track_caller]
    fn volume(usage: &str, address: &str) -> (Option<u64>, Option<u64>) {
        let values = Usage::parse(usage).unwrap().of(BUCKET, address);
        (values.uploads.map(Volume::count), values.downloads.map(Volume::count))
    }

    #[track_caller]
    fn refused(usage: &str, message: &str) {
        assert_eq!(Usage::parse(usage).unwrap_err().to_string(), message);
    }

    #[test]
    fn what_is_nearest_counts_for_each_value() {
        let usage = r#"
            version: 0.1
            resource_usage:
              aws_s3_bucket.a["x"]: { uploads: 1 }
              aws_s3_bucket.a[*]: { uploads: 2, downloads: 2 }
              aws_s3_bucket.*: { uploads: 3 }
              module.m[*].aws_s3_bucket.b[*]: { downloads: 4 }
            resource_type_default_usage:
              aws_s3_bucket: { uploads: 5, downloads: 5 }
              aws_instance: { operating_system: linux, more: { of: [it] } }
        "#;
        assert_eq!(volume(usage, r#"aws_s3_bucket.a["x"]"#), (Some(1), Some(2)));
        assert_eq!(volume(usage, r#"aws_s3_bucket.a["y"]"#), (Some(2), Some(2)));
        assert_eq!(volume(usage, "aws_s3_bucket.c"), (Some(3), Some(5)));
        assert_eq!(volume(usage, r#"module.m["k"].aws_s3_bucket.b[0]"#), (Some(5), Some(4)));
        assert_eq!(volume("", "aws_s3_bucket.a"), (None, None));
    }

    #[test]
    fn requests_of_all_storage_classes_where_objects_are_not_counted() {
        let usage = "
            resource_usage:
              aws_s3_bucket.a:
                object_tags: 5
                standard: { storage_gb: 10_000.5, monthly_tier_1_requests: 1000, monthly_tier_2_requests: 200 }
                intelligent_tiering: { monthly_tier_1_requests: 30, monitored_objects: 7 }
                glacier_deep_archive:
              aws_s3_bucket.b:
                uploads: 5
                standard: { monthly_tier_1_requests: 1000, monthly_tier_2_requests: 200 }
        ";
        assert_eq!(volume(usage, "aws_s3_bucket.a"), (Some(1_030), Some(200)));
        assert_eq!(volume(usage, "aws_s3_bucket.b"), (Some(5), Some(200)));
    }

    /// The KMS requests of a bucket with objects of 1 GiB, and the GB that DSSE-KMS bills for writing, where they are known.
    fn requests_and_gb(volume: &str) -> sse_pricing::Result<(String, Option<String>)> {
        use sse_pricing::{EncryptionOption, Estimate, LineCode, PriceBook};
        let shared = Workload::documents("us-east-1", 0)?;
        let usage = format!("resource_usage: {{aws_s3_bucket.a: {{object_bytes: 1GiB, {volume}}}}}");
        let values = Usage::parse(&usage).unwrap().of(BUCKET, "aws_s3_bucket.a");
        let workload = values.workload(&shared, "us-east-1")?.unwrap();
        let prices = PriceBook::builtin().region("us-east-1")?;
        let estimate = Estimate::new(&workload, prices, EncryptionOption::DsseKms)?;
        let quantity = |code| {
            let line = estimate.lines().iter().find(|line| line.code() == code).unwrap();
            line.quantity().map(|quantity| quantity.normalize().to_string())
        };
        Ok((quantity(LineCode::KmsRequests).unwrap(), quantity(LineCode::DsseWrite)))
    }

    #[test]
    fn requests_are_neither_objects_nor_cut_into_parts() {
        // boto3 writes 1 GiB in 128 parts of 8 MiB, each with a Decrypt, after one GenerateDataKey.
        let written = Ok(("129".to_owned(), Some("1".to_owned())));
        assert_eq!(requests_and_gb("uploads: 1, downloads: 0"), written);
        // No request is no reason to count the parts of an object otherwise.
        assert_eq!(requests_and_gb("uploads: 1, standard: {monthly_tier_2_requests: 0}"), written);
        // 128 requests may be those of one object: how many GB they are, nobody said.
        let tiers = "standard: {monthly_tier_1_requests: 128, monthly_tier_2_requests: 10}";
        assert_eq!(requests_and_gb(tiers), Ok(("138".to_owned(), None)));
        let error = requests_and_gb("uploads: 1, standard: {monthly_tier_2_requests: 10}").unwrap_err();
        assert_eq!(
            error.to_string(),
            "uploads and downloads: \"uploads in objects of a size, and downloads in requests\" is not use that is counted in \
             one way: give uploads and downloads both, or no object_bytes"
        );
    }

    #[test]
    fn anchors_and_merges() {
        let usage = "
            resource_type_default_usage:
              aws_s3_bucket: &some { uploads: 1, downloads: 2 }
            resource_usage:
              aws_s3_bucket.a: *some
              aws_s3_bucket.b: { <<: *some, uploads: 3 }
        ";
        assert_eq!(volume(usage, "aws_s3_bucket.a"), (Some(1), Some(2)));
        assert_eq!(volume(usage, "aws_s3_bucket.b"), (Some(3), Some(2)));
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        refused("version: 0.2", "line 1: version: \"0.2\" is not 0.1");
        refused(
            "resources: {}",
            "line 1: \"resources\" is not version, resource_usage or resource_type_default_usage",
        );
        refused("- a", "line 1: the usage file: a list is not a mapping of names to values");
        refused(
            "resource_usage:\n  aws_s3_bucket.a: 5",
            "line 2: aws_s3_bucket.a: \"5\" is not a mapping of names to values",
        );
        refused(
            "resource_usage:\n  aws_s3_bucket.a:\n    upload: 5",
            "line 3: aws_s3_bucket.a: \"upload\" is not one of uploads, downloads, copies, object_bytes, requesters, \
             rotations, or a storage class such as standard with monthly_tier_1_requests and monthly_tier_2_requests",
        );
        refused(
            "resource_usage:\n  aws_s3_bucket.a:\n    standard:\n      monthly_tier_2_requests: -1",
            "line 4: aws_s3_bucket.a: standard: monthly_tier_2_requests: \"-1\" is not a whole number from 0 to \
             1,000,000,000,000,000 such as 20000, 20k, 1.5M or 1_000_000",
        );
        refused(
            "resource_usage:\n  aws_s3_bucket.a: {uploads: 1}\n  aws_s3_bucket.a: {uploads: 2}",
            "line 3: \"aws_s3_bucket.a\" is there twice",
        );
        refused("a: 1\n---\nb: 2", "line 2: a second document; one is expected");
    }

    #[test]
    fn patterns() {
        for (pattern, address, expected) in [
            ("a.b", "a.b", true),
            ("a.b", "a.bc", false),
            ("a.b[*]", "a.b[0]", true),
            ("a.b[*]", "a.b", false),
            ("*", "anything", true),
            ("*.b", "a.b", true),
            ("a*a", "a", false),
            ("a**c", "abc", true),
        ] {
            assert_eq!(fits(pattern, address), expected, "{pattern} {address}");
        }
        assert_eq!(kind(r#"module.a["x.y"].aws_s3_bucket.b["c.d"]"#), Some("aws_s3_bucket"));
        assert_eq!(kind("module.*.aws_s3_bucket.b[*]"), Some("aws_s3_bucket"));
        for unsaid in ["b", "*", "*.a", "module.logs.*", "module.*", "module.a.module.b.*", "aws_s3_*.a"] {
            assert_eq!(kind(unsaid), None, "{unsaid}");
        }
    }

    #[test]
    fn a_pattern_counts_for_what_it_fits_whatever_its_type() {
        for pattern in ["module.logs.*", "*.this", "*", "module.*", "module.logs.aws_*.this"] {
            let usage = format!("resource_usage: {{'{pattern}': {{uploads: 1, downloads: 2}}}}");
            assert_eq!(volume(&usage, "module.logs.aws_s3_bucket.this"), (Some(1), Some(2)), "{pattern}");
        }
    }

    #[test]
    fn what_is_of_another_type_is_no_error_until_it_is_a_bucket() {
        let plan = |kind: &str| Plan::template(&format!("Resources: {{Web: {{Type: '{kind}'}}}}")).unwrap();
        for name in ["Web", "W*"] {
            let usage = format!("resource_usage:\n  '{name}': {{operating_system: linux}}");
            let usage = Usage::parse(&usage).unwrap();
            assert_eq!(usage.check(&plan("AWS::EC2::Instance")), Ok(()));
            assert_eq!(usage.unused(&[]), [name]);
            let error = usage.check(&plan("AWS::S3::Bucket")).unwrap_err().to_string();
            let expected = format!("line 2: {name}: \"operating_system\" is not one of uploads");
            assert!(error.starts_with(&expected), "{error}");
        }
    }

    #[test]
    fn what_is_wrong_is_short_whatever_was_given() {
        let long = "x".repeat(20_000);
        for usage in [
            long.clone(),
            format!("{long}: 1"),
            format!("version: {long}"),
            format!("resource_usage: {{aws_s3_bucket.{long}: {{uploads: {long}}}}}"),
            format!("resource_usage: {{aws_s3_bucket.{long}: 1}}"),
            format!("resource_usage: {{aws_s3_bucket.a: {long}}}"),
            format!("resource_usage: {{aws_s3_bucket.a: {{{long}: 1}}}}"),
            format!("resource_usage: {{aws_s3_bucket.a: {{object_bytes: {long}}}}}"),
            format!("resource_usage: {{aws_s3_bucket.a: {{standard: {{monthly_tier_1_requests: {long}}}}}}}"),
            format!("? {long}\n: 1\n? {long}\n: 1\n"),
        ] {
            let error = Usage::parse(&usage).unwrap_err().to_string();
            assert!(error.len() < 500, "{} bytes for {:.80}", error.len(), usage);
        }
    }

    #[test]
    fn a_file_as_wide_as_can_be() {
        let mut usage = "resource_usage:\n aws_s3_bucket.a:\n  uploads: 1\n".to_owned();
        for number in 0..60_000 {
            usage.push_str(&format!(" b{number}:\n"));
        }
        let usage = Usage::parse(&usage).unwrap();
        assert!(usage.of(BUCKET, "aws_s3_bucket.a").uploads.is_some());
        assert_eq!(usage.unused(&["aws_s3_bucket.a"]).len(), 60_000);
    }

    #[test]
    fn what_no_resource_uses_is_named() {
        let usage = "resource_usage: {aws_s3_bucket.a: {uploads: 1}, aws_s3_bucket.b*: {uploads: 1}}";
        let usage = Usage::parse(usage).unwrap();
        assert_eq!(usage.unused(&["aws_s3_bucket.a"]), ["aws_s3_bucket.b*"]);
        assert!(usage.unused(&["aws_s3_bucket.a", "aws_s3_bucket.bb"]).is_empty());
    }
}
