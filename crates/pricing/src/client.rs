//! How a client cuts an object into requests.

use crate::display::bytes as size;
use crate::object_size::MAX_OBJECT_BYTES;
use crate::{Error, Result};
use std::fmt;
use std::str::FromStr;

const MIB: u64 = 1 << 20;
const GIB: u64 = 1 << 30;

/// The largest object that one PUT takes, and the largest part of a multipart upload (S3, "multipart upload limits").
pub const MAX_PUT_BYTES: u64 = 5 * GIB;
/// The smallest part of a multipart upload but for the last (S3, "multipart upload limits").
pub const MIN_PART_BYTES: u64 = 5 * MIB;
/// The most parts of a multipart upload (S3, "multipart upload limits").
pub const MAX_PARTS: u64 = 10_000;

/// The program that talks to S3, as far as it decides how many requests an object takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Client {
    /// boto3's managed transfers: upload, download and copy go multipart from 8 MiB in parts of 8 MiB, which double until
    /// 10,000 are enough; a `HeadObject` comes before a download and a copy (boto3, `TransferConfig`; s3transfer).
    Boto3,
    /// `aws s3 cp` and `sync`: the same transfer library with the same defaults.
    AwsCli,
    /// .NET's `TransferUtility`: uploads go multipart from 16 MiB in parts of 8 MiB; downloads and copies are one request.
    DotNet,
    /// One request for each object: `PutObject`, `GetObject`, `CopyObject`. Up to 5 GiB.
    Single,
    /// Upload, download and copy with a threshold and a part size of one's own.
    Custom(Multipart),
}

/// From which size an object is cut into parts, and how large they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Multipart {
    /// Bytes of a part, from 5 MiB to 5 GiB.
    pub part_size: u64,
    /// Objects of this many bytes or more are cut, from 1 byte to 5 GiB.
    pub threshold: u64,
}

const TRANSFER_LIBRARY: Multipart = Multipart { part_size: 8 * MIB, threshold: 8 * MIB };
const TRANSFER_UTILITY: Multipart = Multipart { part_size: 8 * MIB, threshold: 16 * MIB };

impl Client {
    /// The clients that have a name.
    pub const NAMED: [Client; 4] = [Client::Boto3, Client::AwsCli, Client::DotNet, Client::Single];

    /// The stable id, for example `boto3`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Client::Boto3 => "boto3",
            Client::AwsCli => "aws-cli",
            Client::DotNet => "dotnet",
            Client::Single => "single",
            Client::Custom(_) => "custom",
        }
    }

    /// The name to show.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Client::Boto3 => "boto3",
            Client::AwsCli => "AWS CLI",
            Client::DotNet => ".NET TransferUtility",
            Client::Single => "one request an object",
            Client::Custom(_) => "own part size",
        }
    }

    pub(crate) fn check(self) -> Result<()> {
        let Client::Custom(Multipart { part_size, threshold }) = self else { return Ok(()) };
        if !(MIN_PART_BYTES..=MAX_PUT_BYTES).contains(&part_size) {
            return Err(Error::invalid("client.partSize", size(part_size), "a size from 5 MiB to 5 GiB"));
        }
        if !(1..=MAX_PUT_BYTES).contains(&threshold) {
            let allowed = "a size from 1 B to 5 GiB, the most that one PUT takes";
            return Err(Error::invalid("client.multipartThreshold", size(threshold), allowed));
        }
        Ok(())
    }

    /// Parts of the upload of an object; `None` where it is a single PUT.
    ///
    /// # Errors
    /// An object that takes more than the 10,000 parts that S3 allows.
    pub fn upload_parts(self, bytes: u64) -> Result<Option<u64>> {
        match self {
            Client::Boto3 | Client::AwsCli => Ok(TRANSFER_LIBRARY.growing_parts(bytes)),
            Client::DotNet => Ok(TRANSFER_UTILITY.parts(bytes).map(|parts| parts.min(MAX_PARTS))),
            Client::Custom(multipart) => multipart.limited_parts(bytes),
            Client::Single => single(bytes),
        }
    }

    /// Parts of the copy of an object; `None` where it is a single `CopyObject`.
    pub(crate) fn copy_parts(self, bytes: u64) -> Result<Option<u64>> {
        match self {
            Client::DotNet => single(bytes),
            other => other.upload_parts(bytes),
        }
    }

    /// GET requests of the download of an object.
    pub(crate) fn download_gets(self, bytes: u64) -> u64 {
        match self {
            Client::Boto3 | Client::AwsCli => TRANSFER_LIBRARY.parts(bytes).unwrap_or(1),
            Client::Custom(multipart) => multipart.parts(bytes).unwrap_or(1),
            Client::DotNet | Client::Single => 1,
        }
    }

    /// `HeadObject` requests before a download or a copy. They call KMS for nothing.
    pub(crate) fn heads(self) -> u64 {
        u64::from(matches!(self, Client::Boto3 | Client::AwsCli))
    }
}

fn single(bytes: u64) -> Result<Option<u64>> {
    if bytes <= MAX_PUT_BYTES {
        return Ok(None);
    }
    let allowed = "at most 5 GiB for an object in one request; choose a client that goes multipart";
    Err(Error::invalid("objectSize", size(bytes), allowed))
}

impl Multipart {
    fn parts(self, bytes: u64) -> Option<u64> {
        (bytes >= self.threshold).then(|| bytes.div_ceil(self.part_size.max(1)))
    }

    fn limited_parts(self, bytes: u64) -> Result<Option<u64>> {
        let parts = self.parts(bytes);
        if parts.is_some_and(|parts| parts > MAX_PARTS) {
            let allowed = format!("large enough for an object of {} in 10,000 parts", size(bytes));
            return Err(Error::invalid("client.partSize", size(self.part_size), allowed));
        }
        Ok(parts)
    }

    /// The part doubles until 10,000 of them are enough, up to 5 GiB (s3transfer's chunk size adjuster).
    fn growing_parts(self, bytes: u64) -> Option<u64> {
        let mut grown = self;
        while grown.part_size < MAX_PUT_BYTES && grown.parts(bytes)? > MAX_PARTS {
            grown.part_size = grown.part_size.saturating_mul(2).min(MAX_PUT_BYTES);
        }
        grown.parts(bytes)
    }
}

impl fmt::Display for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl FromStr for Client {
    type Err = Error;

    fn from_str(id: &str) -> Result<Client> {
        let named = Client::NAMED.into_iter().find(|client| client.id() == id);
        named.ok_or_else(|| Error::invalid("client", id, "one of boto3, aws-cli, dotnet, single"))
    }
}

const _: () = assert!(MAX_OBJECT_BYTES == MAX_PARTS * MAX_PUT_BYTES);

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn parts(client: Client, bytes: u64, upload: Option<u64>, gets: u64) {
        assert_eq!(client.upload_parts(bytes).unwrap(), upload, "{client} upload of {bytes}");
        assert_eq!(client.download_gets(bytes), gets, "{client} download of {bytes}");
    }

    #[test]
    fn clients_have_ids_and_names() {
        let named = Client::NAMED.map(|client| (client.id(), client.name()));
        assert_eq!(
            named,
            [
                ("boto3", "boto3"),
                ("aws-cli", "AWS CLI"),
                ("dotnet", ".NET TransferUtility"),
                ("single", "one request an object"),
            ]
        );
        for client in Client::NAMED {
            assert_eq!(client.to_string().parse(), Ok(client));
        }
        assert_eq!(Client::Custom(TRANSFER_LIBRARY).name(), "own part size");
        assert!("custom".parse::<Client>().is_err(), "its sizes are not in its id");
    }

    #[test]
    fn boto3_cuts_at_8_mib() {
        parts(Client::Boto3, 8 * MIB - 1, None, 1);
        parts(Client::Boto3, 8 * MIB, Some(1), 1);
        parts(Client::Boto3, 100 * MIB, Some(13), 13);
        // 10,000 parts of 8 MiB hold 78.125 GiB; beyond that a part is 16 MiB, but a ranged GET stays at 8.
        parts(Client::AwsCli, 80_000 * MIB, Some(10_000), 10_000);
        parts(Client::AwsCli, 80_000 * MIB + 1, Some(5_001), 10_001);
        parts(Client::Boto3, MAX_OBJECT_BYTES, Some(10_000), 6_400_000);
    }

    #[test]
    fn others_cut_elsewhere_or_never() {
        parts(Client::DotNet, 16 * MIB - 1, None, 1);
        parts(Client::DotNet, 16 * MIB, Some(2), 1);
        parts(Client::DotNet, MAX_OBJECT_BYTES, Some(10_000), 1);
        parts(Client::Single, 5 * GIB, None, 1);
        let custom = Client::Custom(Multipart { part_size: 64 * MIB, threshold: 100 * MIB });
        parts(custom, 100 * MIB - 1, None, 1);
        parts(custom, 100 * MIB, Some(2), 2);
    }

    #[test]
    fn the_limits_of_s3_hold() {
        let error = Client::Single.upload_parts(5 * GIB + 1).unwrap_err();
        assert_eq!(error.field(), "objectSize");
        let custom = Client::Custom(Multipart { part_size: 5 * MIB, threshold: 5 * MIB });
        assert!(custom.upload_parts(50_000 * MIB).is_ok());
        assert_eq!(custom.upload_parts(50_000 * MIB + 1).unwrap_err().field(), "client.partSize");
        let too_small = Client::Custom(Multipart { part_size: MIB, threshold: MIB });
        assert_eq!(too_small.check().unwrap_err().field(), "client.partSize");
    }
}
