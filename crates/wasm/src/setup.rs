//! The files of a setup: its arguments as a JSON list in, JSON text out.

use crate::Result;
use crate::read::arguments;
use crate::write::json;
use sse_guide::SetupFiles;
use sse_guide::setup::{BucketPolicyForm, Costs, Inputs};
use sse_pricing::{Comparison, EncryptionOption, Error, Fields, Given, PriceBook, Value, Workload, parse};

/// `setup({option, bucket, region, account, ...})`: the files that set a bucket up for an option.
///
/// # Errors
/// An input that S3, KMS or IAM would refuse; a workload that cannot be priced or is of another Region.
pub fn setup(text: &str) -> Result<String> {
    let [options] = arguments(text)?;
    let mut fields = Fields::of("options", options)?;
    let mut text = |name| fields.text(name);
    let option: EncryptionOption = text("option")?.unwrap_or_default().parse()?;
    let [bucket, region, account] =
        [text("bucket")?, text("region")?, text("account")?].map(Option::unwrap_or_default);
    let mut inputs = Inputs::new(option, bucket, region.as_str(), account);
    inputs.partition = text("partition")?;
    inputs.alias = text("alias")?;
    inputs.key_arn = text("keyArn")?;
    inputs.app_role = text("appRole")?;
    inputs.operator_role = text("operatorRole")?;
    inputs.security_role = text("securityRole")?;
    if let Some(form) = text("bucketPolicy")? {
        inputs.bucket_policy = BucketPolicyForm::new(&form)?;
    }
    inputs.rotation_days = fields.count("rotationDays")?.map(|days| days.to_string());
    let existing = fields.count("existingObjects")?.unwrap_or(0);
    let workload = workload(fields.take("workload"))?;
    fields.finish()?;
    inputs.costs = costs(option, workload, &region, existing)?;
    let setup = inputs.check()?;
    json(&SetupFiles::new(&setup, &setup.files()?))
}

/// An object, or nothing. What else it is must be said here: of a whole workload an error names no path.
fn workload(given: Given) -> Result<Option<Value>> {
    let whole = given.clone();
    match given.value() {
        Some(workload @ Value::Object(_)) => Ok(Some(workload)),
        Some(_) => Err(whole.wrong("an object").into()),
        None => Ok(None),
    }
}

/// What the option costs, where it was said how much is written and read, or what exists.
fn costs(
    option: EncryptionOption,
    workload: Option<Value>,
    region: &str,
    existing: u64,
) -> Result<Option<Costs>> {
    let existing = parse::count("existingObjects", &existing.to_string())?;
    if existing > 0 && !Costs::prices_migration_to(option) {
        let allowed = format!("priced for {}: only objects that go under SSE-KMS are", option.name());
        return Err(Error::invalid("existingObjects", existing, allowed).into());
    }
    let workload = match workload {
        None if existing == 0 => return Ok(None),
        None => return priced(&Workload::documents(region.to_owned(), 0)?, option, existing),
        Some(workload) => {
            Workload::try_from(in_region(workload, region)).map_err(|error| within_workload(error.into()))?
        }
    };
    if workload.region != region {
        let allowed = format!("{region}, the bucket's own Region");
        return Err(Error::invalid("workload.region", workload.region, allowed).into());
    }
    // By now it is the bucket's Region that has no prices.
    priced(&workload, option, existing).map_err(|error| match error.field() {
        "region" => error,
        _ => within_workload(error),
    })
}

fn priced(workload: &Workload, option: EncryptionOption, existing: u64) -> Result<Option<Costs>> {
    let comparison = Comparison::new(workload, PriceBook::builtin())?;
    Ok(Some(Costs::new(&comparison, option, existing)?))
}

/// Beside the fields of the setup, which have a `region` of their own.
fn within_workload(error: crate::Error) -> crate::Error {
    error.within("workload")
}

/// A workload is in the Region of the bucket unless it says otherwise; `null` says nothing.
fn in_region(workload: Value, region: &str) -> Value {
    let Value::Object(mut fields) = workload else { return workload };
    fields.retain(|(name, value)| name != "region" || *value != Value::Null);
    if fields.iter().all(|(name, _)| name != "region") {
        fields.push(("region".to_owned(), Value::Text(region.to_owned())));
    }
    Value::Object(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUCKET: &str =
        r#""option": "sse-kms", "bucket": "reports", "region": "eu-central-1", "account": "111122223333""#;

    fn with(more: &str) -> Result<String> {
        setup(&format!("[{{{BUCKET}{more}}}]"))
    }

    #[track_caller]
    fn refused(more: &str, field: &str) {
        let error = with(more).map(drop).unwrap_err();
        assert_eq!(error.field(), field, "{error}");
    }

    #[test]
    fn files_and_what_they_are_for() {
        let made: serde_json::Value = serde_json::from_str(&with("").unwrap()).unwrap();
        assert_eq!(made["bucket"], "reports");
        assert_eq!(made["monthly"], serde_json::Value::Null);
        assert!(made["files"].as_array().unwrap().iter().any(|file| file["name"] == "setup.sh"), "{made}");
    }

    /// The reference table's $6.94 for a million documents, at the Region's own $0.03 for 10,000 requests.
    #[test]
    fn a_workload_is_in_the_bucket_s_region_and_priced() {
        for region in ["", r#", "region": null"#, r#", "region": "eu-central-1""#] {
            let workload = format!(r#"{{"uploads": 1000000, "downloads": 1000000{region}}}"#);
            let made = with(&format!(r#", "workload": {workload}"#)).unwrap();
            assert!(made.contains(r#""monthly":"6.94""#), "{made}");
        }
    }

    #[test]
    fn errors_name_the_field() {
        refused(r#", "bucketPolicy": "none""#, "bucketPolicy");
        refused(r#", "rotationDays": 5"#, "rotationDays");
        refused(r#", "keyArn": 5"#, "keyArn");
        refused(r#", "appRole": "a b""#, "appRole");
        refused(r#", "workload": {"uploads": -1}"#, "workload.uploads");
        refused(r#", "workload": {"region": "us-east-1"}"#, "workload.region");
        refused(r#", "workload": {"workload": 1}"#, "workload.workload");
        for workload in ["5", "[]", r#""x""#] {
            refused(&format!(r#", "workload": {workload}"#), "workload");
        }
        // More calls than requests.
        let measured = r#"{"uploads": 1, "bucketKey": {"method": "measured", "calls": 5}}"#;
        refused(&format!(r#", "workload": {measured}"#), "workload.bucketKey.calls");
        // The bucket's own Region, whether or not there is a workload.
        let mars =
            r#""option": "sse-s3", "bucket": "reports", "region": "mars-1", "account": "111122223333""#;
        for workload in ["", r#", "workload": {}"#] {
            assert_eq!(setup(&format!("[{{{mars}{workload}}}]")).unwrap_err().field(), "region");
        }
        refused(r#", "existingObjects": 2000000000000000"#, "existingObjects");
        refused(r#", "colour": "blue""#, "colour");
        assert_eq!(setup("[{}]").map(drop).unwrap_err().field(), "option");
        assert_eq!(setup(r#"[{"option": "sse-s3"}]"#).unwrap_err().field(), "bucket");
    }
}
