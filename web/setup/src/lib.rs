//! Files, for the page: what `sse-cost setup` and `sse-cost compare` write, in the browser.
//!
//! A second program beside the calculator, so that the page's first load carries neither the templates nor what writes JSON:
//! `web/setup.js` loads it when somebody opens "Set it up", `web/take.js` when somebody takes the figures along. Inputs and answers cross as JSON text, which costs fewer bytes than bindings of their
//! own. `form` reads the inputs of a setup, `cost` prices them, `answer` has what goes back, `archive` packs the files; `export` writes a
//! comparison.

mod answer;
mod archive;
mod cost;
mod export;
mod form;

use form::Form;
use wasm_bindgen::prelude::wasm_bindgen;

#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// The options and the forms of a bucket policy, for the choices of the form.
#[wasm_bindgen]
#[must_use]
pub fn choices() -> String {
    answer::choices().to_string()
}

/// The files for a form's values, and the command that writes the same; or what is wrong, field by field.
#[wasm_bindgen]
#[must_use]
pub fn files(form: &str) -> String {
    answer::files(&Form::new(form)).to_string()
}

/// A comparison as a file: what a link says, as `json`, `csv` or `markdown`. JSON text with `name`, `type` and `content`, or
/// with a `problem`.
#[wasm_bindgen]
#[must_use]
pub fn exported(fragment: &str, format: &str) -> String {
    export::exported(fragment, format).to_string()
}

/// The same files as a zip archive, dated in seconds since 1970; `None` where [`files`] says what is wrong.
#[wasm_bindgen]
#[must_use]
pub fn zip(form: &str, now: f64) -> Option<Vec<u8>> {
    let setup = Form::new(form).check().ok()?;
    archive::zip(setup.bucket().as_str(), &setup.files().ok()?, now as i64).ok()
}
