//! Which buckets share a KMS key.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

/// What a key is known by: its Region and its text, and its account where the text alone is not enough.
///
/// An ARN, a key id (a UUID) and a multi-Region id (`mrk-...`) are the same key wherever they stand; in another Region they
/// are a replica, with a fee of its own. Any other text, such as an alias, is a name within its account.
///
/// Kept as 128 bits of a hash instead of its text, which may be a hundred bytes: two keys of a million are taken for one with
/// a chance of 10^-27.
pub(crate) fn identity(account: &str, region: &str, key: &str) -> u128 {
    let account = if is_unique(key) { "" } else { account };
    let half = |seed: u8| {
        let mut hasher = DefaultHasher::new();
        (seed, account, region, key).hash(&mut hasher);
        u128::from(hasher.finish())
    };
    (half(0) << 64) | half(1)
}

fn is_unique(key: &str) -> bool {
    key.starts_with("arn:") || key.starts_with("mrk-") || is_uuid(key)
}

/// `1234abcd-12ab-34cd-56ef-1234567890ab`
fn is_uuid(text: &str) -> bool {
    let hyphens = [8, 13, 18, 23];
    let fits = |(place, byte): (usize, u8)| {
        if hyphens.contains(&place) { byte == b'-' } else { byte.is_ascii_hexdigit() }
    };
    text.len() == 36 && text.bytes().enumerate().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn same(expected: bool, one: [&str; 3], other: [&str; 3]) {
        let of = |[account, region, key]: [&str; 3]| identity(account, region, key);
        assert_eq!(of(one) == of(other), expected, "{one:?} {other:?}");
    }

    #[test]
    fn a_key_is_the_same_wherever_its_id_stands() {
        let id = "1234abcd-12ab-34cd-56ef-1234567890ab";
        let arn = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        for key in [id, arn, "mrk-1234abcd12ab34cd56ef1234567890ab"] {
            same(true, ["1", "us-east-1", key], ["2", "us-east-1", key]);
            // A replica.
            same(false, ["1", "us-east-1", key], ["1", "eu-west-1", key]);
        }
    }

    #[test]
    fn an_alias_is_a_name_within_its_account() {
        for name in ["alias/reports", "reports", "1234abcd-12ab-34cd-56ef-1234567890a", "1234abcd"] {
            same(true, ["1", "us-east-1", name], ["1", "us-east-1", name]);
            same(false, ["1", "us-east-1", name], ["2", "us-east-1", name]);
        }
    }
}
