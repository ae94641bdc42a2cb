//! The files of a setup, for the page: what `sse-cost setup` writes, in the browser.
//!
//! A second program beside the calculator, so that the page's first load does not carry the templates: `web/setup.js` loads
//! it when somebody opens "Set it up". Inputs and answers cross as JSON text, which costs fewer bytes than bindings of their
//! own. `form` reads the inputs, `cost` prices them, `answer` has what goes back, `archive` packs the files.

mod answer;
mod archive;
mod cost;
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

/// The same files as a zip archive, dated in seconds since 1970; `None` where [`files`] says what is wrong.
#[wasm_bindgen]
#[must_use]
pub fn zip(form: &str, now: f64) -> Option<Vec<u8>> {
    let setup = Form::new(form).check().ok()?;
    archive::zip(setup.bucket().as_str(), &setup.files().ok()?, now as i64).ok()
}
