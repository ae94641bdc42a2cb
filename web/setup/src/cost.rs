//! What the option costs, where the form says how much is written and read, or what exists.

use crate::form::Form;
use sse_guide::setup::Costs;
use sse_guide::{Error, Result};
use sse_pricing::{Comparison, EncryptionOption, PriceBook, Workload, parse};

/// Documents a month and objects that exist, as far as they are given.
pub(crate) fn counts(form: &Form) -> Result<[Option<u64>; 2]> {
    Ok([count(form, "documents")?, count(form, "existingObjects")?])
}

/// One of the two.
pub(crate) fn count(form: &Form, field: &'static str) -> Result<Option<u64>> {
    let count = form.given(field).map(|text| parse::count(field, &text));
    count.transpose().map_err(Error::from)
}

/// The figures of a workload of so many documents, all else at its default; `None` where neither was given.
pub(crate) fn costs(form: &Form, option: EncryptionOption) -> Result<Option<Costs>> {
    let [documents, existing] = counts(form)?;
    let existing = existing.unwrap_or(0);
    if documents.is_none() && existing == 0 {
        return Ok(None);
    }
    let region = form.text("region").to_owned();
    let workload = Workload::documents(region.clone(), documents.unwrap_or(0))?;
    let book = PriceBook::builtin();
    let comparison = Comparison::new(&workload, book).map_err(|error| match error.field() {
        // The setup can be written for every Region, its cost only for those of the price table.
        "region" => not_priced(form, &region),
        _ => Error::from(error),
    })?;
    Costs::new(&comparison, option, existing).map(Some)
}

fn not_priced(form: &Form, region: &str) -> Error {
    let field = if form.text("documents").is_empty() { "existingObjects" } else { "documents" };
    Error::invalid(
        field,
        form.text(field),
        format!("priced in {region}, for which there are no prices: leave it empty"),
    )
}
