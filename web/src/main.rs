//! The calculator page: what Amazon S3 server-side encryption costs, in the browser.
//!
//! [`state`] holds everything that changes and is a pure reducer; [`curve`], [`plot`] and [`scale`] place the chart on an
//! integer grid; [`text`] has every word that is shown; [`components`] turn the three into elements and hold no logic. All
//! figures come from `sse-pricing`: nothing here computes with money.

mod after_paint;
mod app;
mod components;
mod curve;
mod el;
mod field;
mod memo;
mod plot;
mod scale;
mod state;
mod text;

#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Where index.html wants the calculator.
const ROOT: &str = "app";

fn main() {
    let document = web_sys::window().and_then(|window| window.document());
    // Without the root there is nothing to say anything in: boot.js then leaves its own words standing.
    if let Some(root) = document.and_then(|document| document.get_element_by_id(ROOT)) {
        root.set_inner_html("");
        yew::Renderer::<app::App>::with_root(root).render();
    }
}
