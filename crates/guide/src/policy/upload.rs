//! An upload, as policies see it.

use super::request::Request;
use crate::setup::policies::{ALGORITHM_KEY, CUSTOMER_ALGORITHM_KEY, KMS_KEY_KEY, TLS_KEY};

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

    /// As a request of `s3:PutObject`.
    #[must_use]
    pub fn request(&self, principal: &str, object: &str) -> Request {
        let request = Request::new(principal, "s3:PutObject", object).with(TLS_KEY, self.tls.to_string());
        let named = |request: Request, key: &Option<String>| match key {
            Some(key) => request.with(KMS_KEY_KEY, key),
            None => request,
        };
        match &self.encryption {
            Encryption::Default => request,
            Encryption::SseS3 => request.with(ALGORITHM_KEY, "AES256"),
            Encryption::SseKms(key) => named(request.with(ALGORITHM_KEY, "aws:kms"), key),
            Encryption::DsseKms(key) => named(request.with(ALGORITHM_KEY, "aws:kms:dsse"), key),
            Encryption::SseC => request.with(CUSTOMER_ALGORITHM_KEY, "AES256"),
        }
    }
}
