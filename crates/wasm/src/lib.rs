//! The engine for JavaScript: JSON text in, JSON text out.
//!
//! Whoever calls turns plain objects into text and back (`npm/call.js`). So the serializers that write what the program prints
//! write also what a script gets, and no second set can drift from them. [`api`] and [`mod@setup`] hold the functions, without a
//! word of JavaScript, so that they are tested natively; this file hands them over.
//!
//! Built twice, with the feature `setup` and without, so that who only compares loads no templates of setup files.

pub mod api;
mod error;
mod read;
pub mod setup;
mod write;

pub use error::{Error, Result};
use wasm_bindgen::prelude::wasm_bindgen;

#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

macro_rules! hand_over {
    ($from:ident: $($(#[$attribute:meta])* $name:ident)+) => {$(
        $(#[$attribute])*
        ///
        /// # Errors
        /// The field and the message, as JSON text.
        #[wasm_bindgen(skip_jsdoc)]
        pub fn $name(arguments: &str) -> std::result::Result<String, String> {
            $from::$name(arguments).map_err(|error| error.to_json())
        }
    )+};
}

#[cfg(not(feature = "setup"))]
hand_over! { api:
    /// What every option costs for a workload.
    compare
    /// The same for many workloads.
    compare_many
    /// Every option month by month.
    forecast
    /// The volumes at which something changes.
    break_even
    /// The cheapest option that meets the requirements.
    recommend
    /// The published prices.
    prices
}

#[cfg(feature = "setup")]
hand_over! { setup:
    /// The files that set a bucket up.
    setup
}
