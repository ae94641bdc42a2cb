//! What nobody said, and what AWS does not say.

use crate::bucket_key::BucketKey;
use crate::operations::Operations;
use crate::{EncryptionOption, KmsKey, Workload};

impl Workload {
    /// The inputs that nobody gave, and the rules that AWS does not state, on which a figure of this workload rests.
    ///
    /// Inputs have their names in the JSON. Rules stand under `rules.`:
    ///
    /// - `rules.freeTierInGovCloud`: whether the free tier holds in GovCloud is not stated anywhere found
    /// - `rules.uploadPartDecrypt`: AWS states the permission that an `UploadPart` needs, not the count of calls
    /// - `rules.replicaRotation`: that a rotation adds to a replica's fee as to its primary key's
    #[must_use]
    pub fn assumed(&self) -> Vec<&'static str> {
        let multipart = Operations::of(self).is_ok_and(|operations| operations.multipart);
        let sized = self.object_size.is_some();
        let mut assumed = self.assumed_inputs(sized, multipart);
        let rotated_replicas = self.keys.replicas > 0 && self.keys.rotations > 0;
        let rules = [
            (
                "rules.freeTierInGovCloud",
                self.region.starts_with("us-gov-") && self.free_requests.value() > 0,
            ),
            ("rules.uploadPartDecrypt", multipart),
            ("rules.replicaRotation", rotated_replicas),
        ];
        assumed.extend(rules.iter().filter(|(_, holds)| *holds).map(|(name, _)| name));
        assumed
    }

    /// Only the inputs. What was read from JSON stays assumed by this list.
    pub(crate) fn assumed_inputs(&self, sized: bool, multipart: bool) -> Vec<&'static str> {
        let inputs = [
            ("objectSize", !sized),
            ("client", sized && self.client.is_assumed()),
            ("completeCalls", multipart && self.complete_calls.is_assumed()),
            ("dsseCalls", self.dsse_calls.is_assumed()),
            ("freeRequests", self.free_requests.is_assumed()),
            ("peakFactor", self.peak_factor.is_assumed()),
        ];
        let mut assumed: Vec<_> = inputs.iter().filter(|(_, holds)| *holds).map(|(name, _)| *name).collect();
        if let BucketKey::Model(model) = &self.bucket_key {
            let inputs = [
                ("bucketKey.requesters", model.requesters.is_assumed()),
                ("bucketKey.windowSeconds", model.window_seconds.is_assumed()),
                ("bucketKey.activeHours", model.active_hours.is_assumed()),
                ("bucketKey.readBack", model.read_back.is_assumed()),
            ];
            assumed.extend(inputs.iter().filter(|(_, is_assumed)| *is_assumed).map(|(name, _)| name));
        }
        assumed
    }
}

impl EncryptionOption {
    /// Whether what it costs depends on an input, by its name in the JSON, or on a rule.
    #[must_use]
    pub fn depends_on(self, input: &str) -> bool {
        let has_own_keys = self.kms_key() == Some(KmsKey::CustomerManaged);
        match input {
            "dsseCalls" => self == EncryptionOption::DsseKms,
            "shareBeforeBucketKey" => self.has_bucket_key(),
            "keys" | "rules.replicaRotation" | "rules.monthOf730Hours" => has_own_keys,
            input if input.starts_with("plan.") => has_own_keys,
            // A warning rests on the one, S3's own costs on the other, and no cost of an option.
            "peakFactor" | "storedBytes" => false,
            input if input.starts_with("bucketKey.") => self.has_bucket_key(),
            _ => self.kms_key().is_some(),
        }
    }
}
