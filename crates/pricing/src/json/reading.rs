//! A workload read from JSON: what is left out takes its default.

use super::value::{Fields, Given, Value};
use crate::bucket_key::{BucketKey, BucketKeyModel};
use crate::client::{Client, Multipart};
use crate::keys::PartOfMonth;
use crate::object_size::SizeClass;
use crate::read_back::{Age, ReadBack};
use crate::{Assumable, Keys, ObjectSizes, Percent, Result, Workload, parse};
use serde::{Deserialize, Deserializer, de};

impl<'de> Deserialize<'de> for Workload {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Workload, D::Error> {
        Workload::try_from(Value::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

/// A workload as [`Workload`]'s JSON has it. Unlike an error of deserializing, one of this names the
/// [`field`](crate::Error::field).
///
/// ```
/// use sse_pricing::{Value, Workload};
///
/// let value: Value = serde_json::from_str(r#"{"uploads": 1000, "client": "ftp"}"#).unwrap();
/// assert_eq!(Workload::try_from(value).unwrap_err().field(), "client");
/// ```
impl TryFrom<Value> for Workload {
    type Error = crate::Error;

    fn try_from(value: Value) -> Result<Workload> {
        let mut fields = Fields::of("workload", value)?;
        let assumed = assumed(fields.take_ahead("assumed"))?;
        let mut workload = Workload::documents("us-east-1", 0)?;
        if let Some(region) = fields.text("region")? {
            workload.region = region.into();
        }
        workload.uploads = fields.count("uploads")?.unwrap_or(0);
        workload.downloads = fields.count("downloads")?.unwrap_or(0);
        workload.copies = fields.count("copies")?.unwrap_or(0);
        workload.object_size = object_size(fields.take("objectSize"))?;
        said(&mut workload.client, "client", client(fields.take("client"))?, &assumed);
        counted(&mut workload.complete_calls, "completeCalls", &mut fields, &assumed)?;
        counted(&mut workload.dsse_calls, "dsseCalls", &mut fields, &assumed)?;
        workload.keys = Keys {
            count: fields.count("keys")?.unwrap_or(1),
            replicas: fields.count("replicas")?.unwrap_or(0),
            rotations: fields.count("rotations")?.unwrap_or(0),
            existed: key_hours(fields.take("keyHours"))?,
        };
        counted(&mut workload.free_requests, "freeRequests", &mut fields, &assumed)?;
        if let Some(bucket_key) = bucket_key(fields.take("bucketKey"), &assumed)? {
            workload.bucket_key = bucket_key;
        }
        if let Some(share) = fields.text("shareBeforeBucketKey")? {
            workload.share_before_bucket_key = parse::percent("shareBeforeBucketKey", &share)?;
        }
        workload.trails = fields.count("trails")?.unwrap_or(0);
        workload.stored_bytes = fields.count("storedBytes")?;
        counted(&mut workload.peak_factor, "peakFactor", &mut fields, &assumed)?;
        fields.finish()?;
        workload.check()?;
        Ok(workload)
    }
}

/// Which of the values are defaults that nobody chose.
fn assumed(given: Given) -> Result<Vec<String>> {
    let names = given.list()?.unwrap_or_default().into_iter();
    names.map(|name| needed(name, Given::text, "a text")).collect()
}

/// A value that is there was given; unless it is the default and listed as assumed, as in what was printed before.
fn said<T: PartialEq>(place: &mut Assumable<T>, name: &str, value: Option<T>, assumed: &[String]) {
    let Some(value) = value else { return };
    let default = value == *place.get() && assumed.iter().any(|field| field == name);
    if !default {
        *place = Assumable::Given(value);
    }
}

/// The same for a count by its name among the assumed ones, which says where it lies.
#[inline(never)]
fn counted(
    place: &mut Assumable<u64>,
    name: &'static str,
    fields: &mut Fields,
    assumed: &[String],
) -> Result<()> {
    let own = name.strip_prefix("bucketKey.").unwrap_or(name);
    said(place, name, fields.count(own)?, assumed);
    Ok(())
}

/// What its object or list cannot do without.
fn needed<T>(given: Given, read: fn(Given) -> Result<Option<T>>, allowed: &'static str) -> Result<T> {
    let missing = given.clone();
    read(given)?.ok_or_else(|| missing.wrong(allowed))
}

#[inline(never)]
fn needed_count(fields: &mut Fields, name: &'static str) -> Result<u64> {
    needed(fields.take(name), Given::count, "a whole number from 0 on")
}

fn needed_object(given: Given) -> Result<Fields> {
    needed(given, Given::object, "an object")
}

/// `field` is what an error names, also for one of several shares.
fn needed_percent(field: &'static str, fields: &mut Fields, name: &'static str) -> Result<Percent> {
    parse::percent(field, &needed(fields.take(name), Given::text, "a percentage such as \"99\"")?)
}

fn object_size(given: Given) -> Result<Option<ObjectSizes>> {
    const FIELD: &str = "objectSize";
    if given.is(|value| matches!(value, Value::List(_))) {
        let class = |class: Given| {
            let mut fields = needed_object(class)?;
            let bytes = needed_count(&mut fields, "bytes")?;
            let class = SizeClass { bytes, share: needed_percent(FIELD, &mut fields, "share")? };
            fields.finish()?;
            Ok(class)
        };
        let classes: Result<Vec<_>> = given.list()?.unwrap_or_default().into_iter().map(class).collect();
        return ObjectSizes::new(classes?).map(Some);
    }
    let otherwise = given.clone();
    match given.count() {
        Ok(bytes) => bytes.map(ObjectSizes::one).transpose(),
        Err(_) => Err(otherwise.wrong("a number of bytes, or a list of {\"bytes\", \"share\"}")),
    }
}

fn client(given: Given) -> Result<Option<Client>> {
    if given.is(|value| matches!(value, Value::Object(_))) {
        let mut fields = needed_object(given)?;
        let part_size = needed_count(&mut fields, "partSize")?;
        // Unlike those of the other objects, fields that are not known are let be: files have them that were read before.
        let threshold = needed_count(&mut fields, "multipartThreshold")?;
        return Ok(Some(Client::Custom(Multipart { part_size, threshold })));
    }
    let otherwise = given.clone();
    match given.text() {
        Ok(id) => id.map(|id| id.parse()).transpose(),
        Err(_) => Err(otherwise.wrong("a name, or {\"partSize\", \"multipartThreshold\"} in bytes")),
    }
}

fn key_hours(given: Given) -> Result<Option<PartOfMonth>> {
    let Some(mut fields) = given.object()? else { return Ok(None) };
    let (hours, month_hours) = (needed_count(&mut fields, "existed")?, needed_count(&mut fields, "month")?);
    fields.finish()?;
    Ok(Some(PartOfMonth { hours, month_hours }))
}

fn bucket_key(given: Given, assumed: &[String]) -> Result<Option<BucketKey>> {
    let Some(mut fields) = given.object()? else { return Ok(None) };
    let method = fields.take("method");
    let unknown = method.clone();
    let bucket_key = match method.text()?.as_deref() {
        Some("model") => BucketKey::Model(model(&mut fields, assumed)?),
        Some("reduction") => {
            BucketKey::Reduction(needed_percent("bucketKey.reduction", &mut fields, "reduction")?)
        }
        Some("measured") => BucketKey::Measured(needed_count(&mut fields, "calls")?),
        _ => return Err(unknown.wrong("one of model, reduction, measured")),
    };
    fields.finish()?;
    Ok(Some(bucket_key))
}

fn model(fields: &mut Fields, assumed: &[String]) -> Result<BucketKeyModel> {
    const READ_BACK: &str = "bucketKey.readBack";
    let mut model = BucketKeyModel::default();
    counted(&mut model.requesters, "bucketKey.requesters", fields, assumed)?;
    counted(&mut model.window_seconds, "bucketKey.windowSeconds", fields, assumed)?;
    counted(&mut model.active_hours, "bucketKey.activeHours", fields, assumed)?;
    let age = |age: Given| {
        let mut fields = needed_object(age)?;
        let within_seconds = needed_count(&mut fields, "withinSeconds")?;
        let age = Age { within_seconds, share: needed_percent(READ_BACK, &mut fields, "share")? };
        fields.finish()?;
        Ok(age)
    };
    let ages = fields.take("readBack").list()?;
    let ages = ages.map(|ages| ages.into_iter().map(age).collect::<Result<Vec<_>>>()).transpose()?;
    let read_back = ages.map(|ages| ReadBack::new(READ_BACK, ages));
    said(&mut model.read_back, READ_BACK, read_back.transpose()?, assumed);
    Ok(model)
}
