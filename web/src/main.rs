//! The calculator page: what Amazon S3 server-side encryption costs, in the browser.
//!
//! [`state`] holds everything that changes and is a pure reducer, over inputs whose meaning has a crate of its own
//! (`web/inputs`); [`address`] keeps them in the address; [`curve`], [`plot`] and [`scale`] place the chart on an
//! integer grid; [`text`] has every word that is shown; [`components`] turn the three into elements and hold no logic. All
//! figures come from `sse-pricing`: nothing here computes with money.

mod address;
mod after_paint;
mod app;
mod components;
mod curve;
mod el;
mod memo;
mod plot;
mod points;
mod scale;
mod state;
mod text;

use yew::Html;

#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Where index.html wants the calculator.
const ROOT: &str = "app";

/// The table of criteria in the page as it arrives.
const CRITERIA: &str = "criteria-section";

fn main() {
    let document = web_sys::window().and_then(|window| window.document());
    let element = |id| document.as_ref().and_then(|document| document.get_element_by_id(id));
    // Without the root there is nothing to say anything in: boot.js then leaves its own words standing.
    if let Some(root) = element(ROOT) {
        root.set_inner_html("");
        let criteria = element(CRITERIA).map(|section| Html::VRef(section.into())).unwrap_or_default();
        yew::Renderer::<app::App>::with_root_and_props(root, app::Props { criteria }).render();
    }
}
