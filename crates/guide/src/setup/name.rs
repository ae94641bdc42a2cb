//! The names that a setup is made of, each checked against AWS's own rules when it is made.

use crate::{Error, Result};
use std::fmt;

/// An S3 general purpose bucket, by AWS's
/// [naming rules](https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BucketName(String);

/// A Region of one of the three public partitions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegionName {
    name: String,
    partition: Partition,
}

/// A group of Regions with accounts, ARNs and endpoints of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Partition {
    /// `aws`: every Region but those of the other two.
    Aws,
    /// `aws-us-gov`: AWS GovCloud (US).
    AwsUsGov,
    /// `aws-cn`: China.
    AwsCn,
}

/// An AWS account id: 12 digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountId(String);

/// The alias of a customer managed key, `alias/` included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias(String);

/// The ARN of a symmetric KMS key that exists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyArn(String);

/// The name of an IAM role, without a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleName(String);

/// Days between two rotations of a key: 90 to 2,560.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RotationDays(u16);

const BUCKET: &str =
    "a bucket name: 3 to 63 lower case letters, digits, hyphens and periods, a letter or digit at both ends";
const RESERVED_PREFIXES: [&str; 3] = ["xn--", "sthree-", "amzn-s3-demo-"];
const RESERVED_SUFFIXES: [&str; 5] = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

impl BucketName {
    /// Checks a name.
    ///
    /// # Errors
    /// A name that S3 would refuse.
    pub fn new(text: &str) -> Result<BucketName> {
        let refused = |allowed: &'static str| Err(Error::invalid("bucket", text, allowed));
        let at_ends = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit();
        let inside = |letter: char| at_ends(letter) || letter == '-' || letter == '.';
        let ends = text.starts_with(at_ends) && text.ends_with(at_ends);
        if !(3..=63).contains(&text.len()) || !text.chars().all(inside) || !ends {
            return refused(BUCKET);
        }
        if text.contains("..") {
            return refused("a bucket name: two periods may not follow each other");
        }
        if text.parse::<std::net::Ipv4Addr>().is_ok() || looks_like_an_address(text) {
            return refused("a bucket name: it may not look like an IP address");
        }
        if RESERVED_PREFIXES.iter().any(|prefix| text.starts_with(prefix)) {
            return refused("a bucket name: xn--, sthree- and amzn-s3-demo- are reserved beginnings");
        }
        if RESERVED_SUFFIXES.iter().any(|suffix| text.ends_with(suffix)) {
            return refused(
                "a bucket name: -s3alias, --ol-s3, .mrap, --x-s3 and --table-s3 are reserved ends",
            );
        }
        Ok(BucketName(text.to_owned()))
    }
}

/// Four numbers, also those that are no address because one is over 255 or begins with a zero.
fn looks_like_an_address(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    let number = |part: &&str| !part.is_empty() && part.chars().all(|digit| digit.is_ascii_digit());
    parts.len() == 4 && parts.iter().all(number)
}

/// The first parts of the names of Regions in the partition `aws`, as of 2026.
const AREAS: [&str; 9] = ["us", "eu", "ap", "sa", "ca", "me", "af", "il", "mx"];

impl RegionName {
    /// Checks a Region's name by its form: which Regions there are changes, their form has not.
    ///
    /// # Errors
    /// Anything but a Region of `aws`, `aws-us-gov` or `aws-cn`.
    pub fn new(text: &str) -> Result<RegionName> {
        let allowed = "a Region such as eu-central-1, us-gov-west-1 or cn-north-1";
        let refused = || Error::invalid("region", text, allowed);
        let parts: Vec<&str> = text.split('-').collect();
        let word = |part: &str| part.len() >= 4 && part.chars().all(|letter| letter.is_ascii_lowercase());
        let number = |part: &str| part.len() == 1 && part.chars().all(|digit| digit.is_ascii_digit());
        let partition = match parts.as_slice() {
            ["us", "gov", place, last] if word(place) && number(last) => Partition::AwsUsGov,
            ["cn", place, last] if word(place) && number(last) => Partition::AwsCn,
            [area, place, last] if AREAS.contains(area) && word(place) && number(last) => Partition::Aws,
            _ => return Err(refused()),
        };
        Ok(RegionName { name: text.to_owned(), partition })
    }

    /// Checks a partition that is given, against the Region if that is given too.
    ///
    /// # Errors
    /// No partition, or another one than the Region's.
    pub fn check_partition(region: Option<&RegionName>, given: &str) -> Result<Partition> {
        let partition = Partition::new(given)?;
        match region {
            Some(region) if region.partition != partition => {
                let allowed = format!("{}, the partition of {region}", region.partition);
                Err(Error::invalid("partition", given, allowed))
            }
            _ => Ok(partition),
        }
    }

    /// The partition that it belongs to.
    #[must_use]
    pub fn partition(&self) -> Partition {
        self.partition
    }
}

impl Partition {
    /// All three.
    pub const ALL: [Partition; 3] = [Partition::Aws, Partition::AwsUsGov, Partition::AwsCn];

    /// The second part of its ARNs: `aws`, `aws-us-gov`, `aws-cn`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Partition::Aws => "aws",
            Partition::AwsUsGov => "aws-us-gov",
            Partition::AwsCn => "aws-cn",
        }
    }

    /// What its endpoints end with.
    #[must_use]
    pub fn dns_suffix(self) -> &'static str {
        match self {
            Partition::Aws | Partition::AwsUsGov => "amazonaws.com",
            Partition::AwsCn => "amazonaws.com.cn",
        }
    }

    /// Finds a partition by its id.
    ///
    /// # Errors
    /// An id that is none of the three.
    pub fn new(text: &str) -> Result<Partition> {
        let known = Partition::ALL.into_iter().find(|partition| partition.id() == text);
        known.ok_or_else(|| Error::invalid("partition", text, "one of aws, aws-us-gov, aws-cn"))
    }
}

impl AccountId {
    /// Checks an account id.
    ///
    /// # Errors
    /// Anything but 12 digits.
    pub fn new(text: &str) -> Result<AccountId> {
        if text.len() == 12 && text.chars().all(|digit| digit.is_ascii_digit()) {
            return Ok(AccountId(text.to_owned()));
        }
        Err(Error::invalid("account", text, "an AWS account id of 12 digits"))
    }
}

impl Alias {
    /// Checks an alias by the rules of
    /// [CreateAlias](https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html).
    ///
    /// # Errors
    /// A name that KMS would refuse, or one that AWS keeps to itself.
    pub fn new(text: &str) -> Result<Alias> {
        let allowed = |letter: char| letter.is_ascii_alphanumeric() || "/_-".contains(letter);
        let name = text.strip_prefix("alias/").unwrap_or_default();
        if name.is_empty() || text.len() > 256 || !name.chars().all(allowed) {
            let allowed =
                "a key alias: alias/ and up to 250 letters, digits, slashes, underscores and hyphens";
            return Err(Error::invalid("alias", text, allowed));
        }
        if name.starts_with("aws/") {
            return Err(Error::invalid(
                "alias",
                text,
                "an alias of your own: alias/aws/ is reserved for AWS",
            ));
        }
        Ok(Alias(text.to_owned()))
    }

    /// The alias that a key gets where none is given: after its bucket.
    ///
    /// An alias has no periods, and a bucket's name no underscores: with the one for the other two buckets never share an alias,
    /// and so a key.
    pub(crate) fn of_bucket(bucket: &BucketName) -> Alias {
        Alias(format!("alias/s3/{}", bucket.as_str().replace('.', "_")))
    }
}

impl KeyArn {
    /// Checks the ARN of a key: of the setup's own partition, Region and account.
    ///
    /// S3 takes a key of the bucket's Region only. A key of another account would need that account's administrator to
    /// change its key policy, which no file of this setup can do.
    ///
    /// # Errors
    /// Anything else, also an alias's ARN: an alias can be moved to another key, and a policy would not notice.
    pub fn new(text: &str, region: &RegionName, account: &AccountId) -> Result<KeyArn> {
        let partition = region.partition();
        let prefix = format!("arn:{}:kms:{}:{}:key/", partition.id(), region.as_str(), account.as_str());
        match text.strip_prefix(&prefix) {
            Some(id) if is_key_id(id) => Ok(KeyArn(text.to_owned())),
            _ => {
                let allowed = format!("the ARN of a key of that Region and account: {prefix} and its id");
                Err(Error::invalid("keyArn", text, allowed))
            }
        }
    }
}

impl KeyArn {
    /// Checks the ARN of a key of any Region and account.
    ///
    /// # Errors
    /// Anything else.
    pub fn of_any_account(text: &str) -> Result<KeyArn> {
        let parts: Vec<&str> = text.splitn(6, ':').collect();
        let key = match parts.as_slice() {
            ["arn", _, "kms", region, account, _] => RegionName::new(region)
                .and_then(|region| KeyArn::new(text, &region, &AccountId::new(account)?))
                .ok(),
            _ => None,
        };
        let allowed = "the ARN of a key: arn:aws:kms:eu-central-1:111122223333:key/ and its id";
        key.ok_or_else(|| Error::invalid("keyArn", text, allowed))
    }
}

/// A UUID, or `mrk-` and 32 hexadecimal digits for a multi-Region key.
fn is_key_id(id: &str) -> bool {
    let hexadecimal =
        |part: &str| part.chars().all(|digit| digit.is_ascii_digit() || ('a'..='f').contains(&digit));
    if let Some(multi) = id.strip_prefix("mrk-") {
        return multi.len() == 32 && hexadecimal(multi);
    }
    let parts: Vec<&str> = id.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    lengths == [8, 4, 4, 4, 12] && parts.into_iter().all(hexadecimal)
}

impl RoleName {
    /// Checks a role's name by the rules of
    /// [CreateRole](https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html).
    ///
    /// # Errors
    /// A name that IAM would refuse.
    pub fn new(field: &'static str, text: &str) -> Result<RoleName> {
        let allowed = |letter: char| letter.is_ascii_alphanumeric() || "_+=,.@-".contains(letter);
        if (1..=64).contains(&text.len()) && text.chars().all(allowed) {
            return Ok(RoleName(text.to_owned()));
        }
        let allowed = "the name of an IAM role: 1 to 64 letters, digits and _+=,.@-";
        Err(Error::invalid(field, text, allowed))
    }
}

impl RotationDays {
    /// What KMS takes where nothing is said.
    pub const DEFAULT: RotationDays = RotationDays(365);

    /// Checks a number of days by the rules of
    /// [EnableKeyRotation](https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html).
    ///
    /// # Errors
    /// Anything but a whole number from 90 to 2560.
    pub fn new(text: &str) -> Result<RotationDays> {
        let digits = text.chars().all(|digit| digit.is_ascii_digit());
        let days = text.parse().ok().filter(|days| digits && (90..=2560).contains(days));
        let refused = || Error::invalid("rotationDays", text, "a whole number of days from 90 to 2,560");
        days.map(RotationDays).ok_or_else(refused)
    }

    /// The number.
    #[must_use]
    pub fn days(self) -> u16 {
        self.0
    }
}

impl fmt::Display for RotationDays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

macro_rules! text {
    ($($name:ident . $field:tt),*) => {
        $(
            impl $name {
                /// The text.
                #[must_use]
                pub fn as_str(&self) -> &str {
                    &self.$field
                }
            }

            impl fmt::Display for $name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.write_str(self.as_str())
                }
            }
        )*
    };
}

text!(BucketName.0, RegionName.name, AccountId.0, Alias.0, KeyArn.0, RoleName.0);

impl fmt::Display for Partition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn bucket(text: &str, allowed: bool) {
        assert_eq!(BucketName::new(text).is_ok(), allowed, "{text:?}");
    }

    #[test]
    fn buckets() {
        for name in ["abc", "my-bucket", "log.files.2026", "1st", "a.b.c.d", "a--b", "256.1.1.a"] {
            bucket(name, true);
        }
        bucket(&"a".repeat(63), true);
        for name in
            ["", "ab", "My-bucket", "-abc", "abc-", ".abc", "abc.", "a..b", "a_b", "a b", "abc\n", "äbc"]
        {
            bucket(name, false);
        }
        bucket(&"a".repeat(64), false);
        for name in ["192.168.5.4", "999.1.1.1", "01.1.1.1", "xn--abc", "sthree-abc", "amzn-s3-demo-bucket"] {
            bucket(name, false);
        }
        for name in ["abc-s3alias", "abc--ol-s3", "abc.mrap", "abc--x-s3", "abc--table-s3"] {
            bucket(name, false);
        }
    }

    #[track_caller]
    fn region(text: &str, partition: Option<&str>) {
        let region = RegionName::new(text).ok();
        assert_eq!(region.map(|region| region.partition().id()), partition, "{text:?}");
    }

    #[test]
    fn regions() {
        for name in
            ["us-east-1", "eu-central-2", "ap-southeast-7", "il-central-1", "mx-central-1", "me-south-1"]
        {
            region(name, Some("aws"));
        }
        region("us-gov-west-1", Some("aws-us-gov"));
        region("cn-northwest-1", Some("aws-cn"));
        for name in [
            "",
            "us-east",
            "us-east-1a",
            "US-EAST-1",
            "us-iso-east-1",
            "eusc-de-east-1",
            "us-east-1 ",
            "aws-global",
        ] {
            region(name, None);
        }
    }

    #[test]
    fn accounts() {
        assert!(AccountId::new("012345678901").is_ok());
        for text in ["", "12345", "1234-5678-9012", "1234567890123", "12345678901a", "١٢٣٤٥٦"] {
            assert!(AccountId::new(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn aliases() {
        for text in ["alias/a", "alias/s3/my_bucket-1", "alias/awsome", "alias/aws-like"] {
            assert!(Alias::new(text).is_ok(), "{text:?}");
        }
        for text in
            ["", "alias/", "my-key", "alias/aws/s3", "alias/a b", "alias/a:b", "alias/$(id)", "alias/a\n"]
        {
            assert!(Alias::new(text).is_err(), "{text:?}");
        }
        assert!(Alias::new(&format!("alias/{}", "a".repeat(250))).is_ok());
        assert!(Alias::new(&format!("alias/{}", "a".repeat(251))).is_err());
        // A bucket's name has periods, an alias has none; and log-files is another bucket.
        for (bucket, alias) in [("log.files", "alias/s3/log_files"), ("log-files", "alias/s3/log-files")] {
            let bucket = BucketName::new(bucket).unwrap();
            assert_eq!(Alias::new(Alias::of_bucket(&bucket).as_str()).unwrap().as_str(), alias);
        }
    }

    #[track_caller]
    fn key(text: &str, allowed: bool) {
        let region = RegionName::new("us-gov-west-1").unwrap();
        let account = AccountId::new("111122223333").unwrap();
        assert_eq!(KeyArn::new(text, &region, &account).is_ok(), allowed, "{text:?}");
    }

    #[test]
    fn keys() {
        let prefix = "arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/";
        key(&format!("{prefix}1234abcd-12ab-34cd-56ef-1234567890ab"), true);
        key(&format!("{prefix}mrk-1234abcd12ab34cd56ef1234567890ab"), true);
        key(&format!("{prefix}1234abcd-12ab-34cd-56ef-1234567890a"), false);
        key(&format!("{prefix}1234abcd-12ab-34cd-56ef-1234567890ab\n"), false);
        key(&format!("{prefix}mrk-1234abcd-12ab-34cd-56ef-1234567890ab"), false);
        key("1234abcd-12ab-34cd-56ef-1234567890ab", false);
        // Another partition, Region, account; an alias.
        key("arn:aws:kms:us-gov-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab", false);
        key("arn:aws-us-gov:kms:us-gov-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab", false);
        key("arn:aws-us-gov:kms:us-gov-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab", false);
        key("arn:aws-us-gov:kms:us-gov-west-1:111122223333:alias/my-key", false);
    }

    #[test]
    fn roles() {
        for text in ["app", "App_1+=,.@-", "--option", "a"] {
            assert!(RoleName::new("appRole", text).is_ok(), "{text:?}");
        }
        for text in ["", "a b", "a/b", "a'b", "ä", "a\n"] {
            let error = RoleName::new("appRole", text).unwrap_err();
            assert_eq!(error.field(), "appRole", "{text:?}");
        }
        assert!(RoleName::new("appRole", &"a".repeat(65)).is_err());
    }

    #[test]
    fn rotations() {
        for text in ["90", "365", "2560"] {
            assert_eq!(RotationDays::new(text).unwrap().to_string(), text);
        }
        for text in ["", "89", "2561", "+365", "-90", "365.0", "1e2", "99999999999999999999"] {
            assert!(RotationDays::new(text).is_err(), "{text:?}");
        }
    }
}
