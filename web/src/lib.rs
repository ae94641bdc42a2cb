//! The calculator page: what Amazon S3 server-side encryption costs, in the browser.
//!
//! `state` holds everything that changes and is a pure reducer, over inputs whose meaning has a crate of its own
//! (`web/inputs`); `address` keeps them in the address; `curve`, `plot` and `scale` place the chart on an
//! integer grid; `text` has every word that is shown; `components` turn the three into elements and hold no logic. All
//! figures come from `sse-pricing`: nothing here computes with money.
//!
//! The page arrives as `prerender` has written it when it was built, and is read before this program is there. `start`
//! draws the same anew; `web/boot.js` puts it in place of what arrived.

mod address;
mod after_paint;
mod app;
mod components;
mod curve;
mod el;
mod memo;
mod plot;
mod points;
#[cfg(all(feature = "prerender", not(target_family = "wasm")))]
pub mod prerender;
mod scale;
mod state;
mod text;

use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;
use yew::Html;

#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Draws the calculator into an element, and takes two sections of the page that are no part of it into their places as
/// they are: the table of criteria, and the setup. It is drawn by the end of the microtask that this asks for.
#[wasm_bindgen]
pub fn start(root: Element, criteria: Element, setup: Element) {
    let [criteria, setup] = [criteria, setup].map(|section| Html::VRef(section.into()));
    yew::Renderer::<app::App>::with_root_and_props(
        root,
        app::Props { fragment: address::fragment(), criteria, setup },
    )
    .render();
}
