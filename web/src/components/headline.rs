//! The most useful comparison, in a sentence.

use crate::el::{El, el};
use crate::state::{KeyKind, Priced};
use crate::text;
use sse_pricing::{EncryptionOption, KmsKey};

/// SSE-KMS, with and without a Bucket Key: the choice in which most of the money is. Then the rest.
pub(crate) fn headline(priced: &Priced, key_kind: KeyKind) -> [El; 2] {
    let (plain, bucket_key) = match key_kind {
        KeyKind::Only(KmsKey::AwsManaged) => {
            (EncryptionOption::SseKmsAwsManaged, EncryptionOption::SseKmsAwsManagedBucketKey)
        }
        _ => (EncryptionOption::SseKms, EncryptionOption::SseKmsBucketKey),
    };
    let sentence =
        text::headline(priced.workload.uploads, priced.estimate(plain), priced.estimate(bucket_key));
    let parts = sentence.split('*').enumerate();
    let sentence = parts.fold(el("p").class("sentence"), |sentence, (index, part)| {
        let part = part.to_owned();
        if index % 2 == 1 { sentence.child(el("strong").text_of(part)) } else { sentence.text_of(part) }
    });
    let others = text::others(priced.estimate(EncryptionOption::DsseKms));
    [sentence, el("p").class("others").text_of(others)]
}
