//! The page as it arrives, before its program: what the calculator draws at first, as HTML.
//!
//! The build of the page runs this on the machine that builds it. What is written holds no figure that the program would
//! not draw itself.

use crate::app::{App, Props};
use tokio::runtime::Builder;
use tokio::task::LocalSet;
use yew::{AttrValue, Html, LocalServerRenderer};

/// Where the table of criteria goes.
pub const CRITERIA: &str = "<section id=\"criteria-section\"></section>";

/// Where the setup of a bucket goes.
pub const SETUP: &str = "<section id=\"setup\"></section>";

/// The content of `#app`, with a place for each of the two sections that are no part of the calculator.
///
/// # Errors
/// The system gives no runtime.
pub fn app() -> std::io::Result<String> {
    let place = |section| Html::from_html_unchecked(AttrValue::Static(section));
    let props = Props { fragment: String::new(), criteria: place(CRITERIA), setup: place(SETUP) };
    let renderer = LocalServerRenderer::<App>::with_props(props).hydratable(false);
    let runtime = Builder::new_current_thread().build()?;
    Ok(LocalSet::new().block_on(&runtime, renderer.render()))
}
