//! An upload, as policies see it.

use super::request::Request;
use crate::setup::policies::TLS_KEY;

const ALGORITHM_HEADER: &str = "x-amz-server-side-encryption";
const KMS_KEY_HEADER: &str = "x-amz-server-side-encryption-aws-kms-key-id";
const CUSTOMER_ALGORITHM_HEADER: &str = "x-amz-server-side-encryption-customer-algorithm";

/// What an upload says about encryption, in its headers. The bucket's default is none of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Encryption {
    /// No header: the bucket's default decides.
    Default,
    /// `AES256`
    SseS3,
    /// `aws:kms`, with the key that it names; without one S3 takes `aws/s3`.
    SseKms(Option<String>),
    /// `aws:kms:dsse`, with the key that it names; without one S3 takes `aws/s3`.
    DsseKms(Option<String>),
    /// The three headers of SSE-C.
    SseC,
}

/// An upload: `PutObject`, or `CreateMultipartUpload`, which needs the same permission of S3 and sends the same headers.
///
/// `UploadPart` sends no such header (but those of SSE-C): its part belongs to an upload that has been judged. That S3 judges no
/// part by the header that it cannot have is inferred from policies that require the header and uploads in parts that pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// What its headers say.
    pub encryption: Encryption,
    /// Whether it comes over TLS.
    pub tls: bool,
    /// Whether it comes in parts.
    pub multipart: bool,
}

impl Upload {
    /// An upload in one request, over TLS.
    #[must_use]
    pub fn new(encryption: Encryption) -> Upload {
        Upload { encryption, tls: true, multipart: false }
    }

    /// The same without TLS.
    #[must_use]
    pub fn without_tls(self) -> Upload {
        Upload { tls: false, ..self }
    }

    /// The same in parts.
    #[must_use]
    pub fn in_parts(self) -> Upload {
        Upload { multipart: true, ..self }
    }

    /// What it sends about encryption: header and value. The two of SSE-C that carry the key itself are left out.
    #[must_use]
    pub fn headers(&self) -> Vec<(&'static str, &str)> {
        match &self.encryption {
            Encryption::Default => Vec::new(),
            Encryption::SseS3 => vec![(ALGORITHM_HEADER, "AES256")],
            Encryption::SseKms(key) => with_key("aws:kms", key.as_deref()),
            Encryption::DsseKms(key) => with_key("aws:kms:dsse", key.as_deref()),
            Encryption::SseC => vec![(CUSTOMER_ALGORITHM_HEADER, "AES256")],
        }
    }

    /// As a request of `s3:PutObject`. Each header is a condition key of its name behind `s3:`.
    #[must_use]
    pub fn request(&self, principal: &str, object: &str) -> Request {
        let request = Request::new(principal, "s3:PutObject", object).with(TLS_KEY, self.tls.to_string());
        self.headers()
            .into_iter()
            .fold(request, |request, (header, value)| request.with(&format!("s3:{header}"), value))
    }
}

fn with_key<'a>(algorithm: &'a str, key: Option<&'a str>) -> Vec<(&'static str, &'a str)> {
    let named = key.map(|key| (KMS_KEY_HEADER, key));
    std::iter::once((ALGORITHM_HEADER, algorithm)).chain(named).collect()
}
