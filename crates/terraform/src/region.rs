//! The Region of a resource.

use crate::object::Object;
use crate::plan::{Change, Plan};

impl Plan {
    /// The Region of a resource: its own, that of its ARN, that of its provider, or the default.
    ///
    /// # Errors
    /// The plan does not say it, and there is no default.
    pub(crate) fn region(
        &self,
        change: &Change,
        object: Object<'_>,
        default: Option<&str>,
    ) -> Result<String, String> {
        // From version 6 of the provider on every resource has one; before, buckets had theirs once they existed.
        let own = object.text(&["region"]).or_else(|| object.text(&["bucket_region"]));
        let of_arn = || object.text(&["arn"])?.split(':').nth(3).filter(|region| !region.is_empty());
        let region = own.or_else(of_arn).map(str::to_owned);
        let region = region.or_else(|| self.provider_region(change)).or_else(|| default.map(str::to_owned));
        region.ok_or_else(|| "its Region is not known: neither the plan nor --region says it".to_owned())
    }
}
