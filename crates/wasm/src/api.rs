//! Every function of the package: its arguments as a JSON list in, JSON text out.

use crate::read::arguments;
use crate::write::json;
use crate::{Error, Result};
use serde::{Serialize, Serializer};
use sse_guide::{Recommendation, Recommended, Recommends, Requirement};
use sse_pricing::forecast::{MAX_MONTHS, Plan};
use sse_pricing::{
    Assumable, BreakEven, Comparison, Fields, Forecast, Given, Growth, Money, PriceBook, PriceList, Value,
    Workload, parse,
};
use std::slice;

/// `compare(workload, {require})`: what every option costs; with requirements also which is recommended.
///
/// # Errors
/// A workload that cannot be read or priced; an unknown requirement.
pub fn compare(text: &str) -> Result<String> {
    let [workload, options] = arguments(text)?;
    let required = only_required(options)?;
    json(&Compared::new(&Workload::try_from(workload)?, required.as_deref())?)
}

/// `compareMany(workloads, {require})`: the same for a list of workloads, in its order. A part of a longer list says as a third
/// argument how many are before it.
///
/// # Errors
/// The first workload that cannot be read or priced, by its place in the list: `[3].region`.
pub fn compare_many(text: &str) -> Result<String> {
    let [workloads, options, before] = arguments(text)?;
    let required = only_required(options)?;
    let before = Given::new("before", before).count()?.unwrap_or(0);
    let Value::List(workloads) = workloads else {
        return Err(Given::new("workloads", workloads).wrong("a list").into());
    };
    let place = |place| format!("[{}]", before.saturating_add(place));
    let workloads = each(workloads, place, |workload, place| match workload {
        Value::Object(_) => Workload::try_from(workload).map_err(|error| Error::from(error).within(place)),
        // Of a whole workload an error names no path.
        other => Err(Given::new(place, other).wrong("an object").into()),
    })?;
    json(&each(&workloads, place, |workload, place| {
        Compared::new(workload, required.as_deref()).map_err(|error| error.within(place))
    })?)
}

/// With the name of each one's place.
fn each<T, R>(
    list: impl IntoIterator<Item = T>,
    place: impl Fn(u64) -> String,
    of: impl Fn(T, &str) -> Result<R>,
) -> Result<Vec<R>> {
    (0..).zip(list).map(|(index, one)| of(one, &place(index))).collect()
}

/// A comparison, as the program prints it with `--require` and without.
struct Compared<'a> {
    comparison: Comparison<'a>,
    recommendation: Option<Recommendation>,
}

impl<'a> Compared<'a> {
    fn new(workload: &'a Workload, required: Option<&[Requirement]>) -> Result<Compared<'a>> {
        let comparison = Comparison::new(workload, PriceBook::builtin())?;
        let recommendation =
            required.map(|required| Recommendation::new(&comparison, required)).transpose()?;
        Ok(Compared { comparison, recommendation })
    }
}

impl Serialize for Compared<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let Compared { comparison, recommendation } = self;
        match recommendation {
            Some(recommendation) => Recommended { comparison, recommendation }.serialize(serializer),
            None => comparison.serialize(serializer),
        }
    }
}

/// `forecast(workload, {months, growth, rotationDays, keyAgeDays})`: every option month by month.
///
/// # Errors
/// A workload or a plan that cannot be read or priced.
pub fn forecast(text: &str) -> Result<String> {
    let [workload, options] = arguments(text)?;
    let mut fields = Fields::of("options", options)?;
    let months = within("months", fields.take("months"), 1, MAX_MONTHS)?;
    let months = months.ok_or_else(|| Given::new("months", Value::Null).wrong("a whole number of months"))?;
    let growth = fields.text("growth")?;
    let growth = growth.map_or(Ok(Growth::NONE), |growth| parse::growth("growth", &growth))?;
    let mut plan = Plan::new(months, growth);
    let rotation = fields.take("rotationDays");
    if rotation.is_null() {
        // Not there: the default. `null`: the keys are not rotated.
        plan.rotation_days = Assumable::Given(None);
    } else if let Some(days) = within("rotationDays", rotation, 90, 2_560)? {
        plan.rotation_days = Assumable::Given(Some(days));
    }
    if let Some(days) = within("keyAgeDays", fields.take("keyAgeDays"), 0, 36_500)? {
        plan.key_age_days = Assumable::Given(days);
    }
    fields.finish()?;
    json(&Forecast::new(&Workload::try_from(workload)?, PriceBook::builtin(), &plan)?)
}

fn within(field: &'static str, given: Given, least: u32, most: u32) -> Result<Option<u32>> {
    let Some(count) = given.count()? else { return Ok(None) };
    // The program's own limits and words.
    let count = parse::count_within(field, &count.to_string(), least.into(), most.into())?;
    Ok(u32::try_from(count).ok())
}

/// `breakEven(workload, {budget})`: the volumes at which something changes. The workload says in which ratio it grows, or
/// nothing of it.
///
/// # Errors
/// A workload or a budget that cannot be read or priced.
pub fn break_even(text: &str) -> Result<String> {
    let [workload, options] = arguments(text)?;
    let mut fields = options_of(options)?;
    let budget = fields.text("budget")?;
    fields.finish()?;
    let budget = budget.map(|budget| parse::dollars("budget", &budget)).transpose()?;
    let workload = Workload::try_from(workload)?;
    json(&BreakEven::new(&workload, PriceBook::builtin(), budget.map(Money::new))?)
}

/// `recommend(workload, {require})`: the cheapest option that meets the requirements.
///
/// # Errors
/// A workload that cannot be read or priced; an unknown requirement.
pub fn recommend(text: &str) -> Result<String> {
    let [workload, options] = arguments(text)?;
    let required = only_required(options)?.unwrap_or_default();
    let workload = Workload::try_from(workload)?;
    let comparison = Comparison::new(&workload, PriceBook::builtin())?;
    let recommendation = Recommendation::new(&comparison, &required)?;
    json(&Recommends { comparison: &comparison, recommendation: &recommendation })
}

/// `prices(region)`: the published prices of a Region, or of all where none is given.
///
/// # Errors
/// An unknown Region.
pub fn prices(text: &str) -> Result<String> {
    let [region] = arguments(text)?;
    let book = PriceBook::builtin();
    let regions = match Given::new("region", region).text()? {
        Some(code) => slice::from_ref(book.region(&code)?),
        None => book.regions(),
    };
    json(&PriceList::new(book, regions))
}

/// Options may be left out as a whole.
fn options_of(options: Value) -> Result<Fields> {
    let options = if options == Value::Null { Value::Object(Vec::new()) } else { options };
    Ok(Fields::of("options", options)?)
}

/// `{require: [...]}`: `None` where there is no list.
fn only_required(options: Value) -> Result<Option<Vec<Requirement>>> {
    let mut fields = options_of(options)?;
    let ids = fields.take("require").list()?;
    fields.finish()?;
    let Some(ids) = ids else { return Ok(None) };
    let required = ids.into_iter().map(requirement).collect::<Result<Vec<_>>>()?;
    Ok(Some(Requirement::ALL.into_iter().filter(|requirement| required.contains(requirement)).collect()))
}

/// An entry that is `null`, as `undefined` is by now, may be a demand that was misspelled: leaving it out would recommend what
/// does not meet it.
fn requirement(id: Given) -> Result<Requirement> {
    if id.is_null() {
        return Err(id.wrong("a text").into());
    }
    let field = id.field().to_owned();
    let id = id.text()?.unwrap_or_default();
    id.parse().map_err(|error: sse_pricing::Error| error.with_field(field).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(result: Result<String>, field: &str, says: &str) {
        let error = result.unwrap_err();
        assert_eq!(error.field(), field, "{error}");
        assert!(error.to_string().starts_with(&format!("{field}: {says}")), "{error}");
    }

    #[test]
    fn errors_name_the_field() {
        let percentage = "\"101\" is not a percentage from 0 to 100";
        refused(compare(r#"[{"shareBeforeBucketKey": "101"}]"#), "shareBeforeBucketKey", percentage);
        refused(compare(r#"[{"upload": 1}]"#), "upload", "\"upload\" is not one of the fields");
        refused(compare("[5]"), "workload", "\"5\" is not an object");
        refused(
            compare(r#"[{}, {"requires": []}]"#),
            "requires",
            "\"requires\" is not one of the fields require",
        );
        let count = "\"0\" is not a whole number from 1 to 600";
        refused(forecast(r#"[{}, {"months": 0}]"#), "months", count);
        refused(forecast(r#"[{}, {}]"#), "months", "\"null\" is not a whole number of months");
        refused(forecast(r#"[{}, {"months": 1, "rotationDays": 89}]"#), "rotationDays", "\"89\" is not");
        refused(break_even(r#"[{}, {"budget": "much"}]"#), "budget", "\"much\" is not");
        let required = |list: &str| recommend(&format!(r#"[{{}}, {{"require": ["audit-trail", {list}]}}]"#));
        refused(required(r#""speed""#), "require[1]", "\"speed\" is not one of access-separation,");
        refused(
            required(r#""key-holder,key-policy""#),
            "require[1]",
            "\"key-holder,key-policy\" is not one of",
        );
        refused(required(r#""""#), "require[1]", "\"\" is not one of");
        refused(required("null"), "require[1]", "\"null\" is not a text");
        refused(recommend(r#"[{}, {"require": [5]}]"#), "require[0]", "\"5\" is not a text");
        refused(prices(r#"["mars-1"]"#), "region", "\"mars-1\" is not");
        let many = compare_many(r#"[[{"uploads": 1}, {"region": "mars-1"}]]"#);
        refused(many, "[1].region", "\"mars-1\" is not");
        let part = |second: &str| compare_many(&format!(r#"[[{{"uploads": 1}}, {second}], null, 2000]"#));
        refused(part("7"), "[2001]", "\"7\" is not an object");
        refused(part("null"), "[2001]", "\"null\" is not an object");
        refused(part(r#"{"workload": 1}"#), "[2001].workload", "\"workload\" is not one of");
        refused(part(r#"{"uploads": -1}"#), "[2001].uploads", "\"-1\" is not");
        refused(compare_many(r#"[{}]"#), "workloads", "\"an object\" is not a list");
    }

    /// The reference table: a million documents, no Bucket Key, cost $6.94.
    #[test]
    fn a_comparison_is_the_reference() {
        let text = compare(r#"[{"region": "us-east-1", "uploads": 1000000, "downloads": 1000000}]"#).unwrap();
        assert!(text.contains(r#""id":"sse-kms","name":"SSE-KMS","monthly":"6.94""#), "{text}");
    }

    #[test]
    fn rotation_is_switched_off_by_null_alone() {
        let with = |days: &str| forecast(&format!(r#"[{{"uploads": 1}}, {{"months": 13{days}}}]"#)).unwrap();
        assert!(with("").contains(r#""rotationDays":365"#));
        assert!(with(r#", "rotationDays": null"#).contains(r#""rotationDays":null"#));
        assert!(with(r#", "rotationDays": 90"#).contains(r#""rotationDays":90"#));
    }
}
