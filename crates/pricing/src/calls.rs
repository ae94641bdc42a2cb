//! From S3 operations to calls to KMS.

use crate::Workload;
use crate::bucket_key::Calls;

/// Calls without a Bucket Key: an upload calls `GenerateDataKey` once, a download calls `Decrypt` once
/// (AWS, "Protecting data with SSE-KMS"; one request for each object).
pub(crate) fn without_bucket_key(workload: &Workload) -> Calls {
    Calls { uploads: workload.uploads, downloads: workload.downloads }
}
