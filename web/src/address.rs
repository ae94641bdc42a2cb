//! The address of the page: it holds all inputs, so that a link or a bookmark brings them back.

use crate::state::{Action, Dispatch};
use std::cell::{Cell, RefCell};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Window, window};

/// How long nothing must change until the address follows. Browsers allow a hundred changes in half a minute.
const PAUSE: i32 = 400;

thread_local! {
    static WANTED: RefCell<Option<String>> = const { RefCell::new(None) };
    static TIMER: Cell<Option<i32>> = const { Cell::new(None) };
}

/// What the address says now.
pub(crate) fn fragment() -> String {
    window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// Writes a fragment into the address, once nothing has changed for a moment.
pub(crate) fn write(fragment: String) {
    let Some(window) = window() else { return };
    WANTED.set(Some(fragment));
    if let Some(timer) = TIMER.take() {
        window.clear_timeout_with_handle(timer);
    }
    let later = Closure::once_into_js(|| {
        TIMER.set(None);
        flush();
    });
    TIMER
        .set(window.set_timeout_with_callback_and_timeout_and_arguments_0(later.unchecked_ref(), PAUSE).ok());
}

/// Begins a new entry of the browser's history, so that Back comes to the inputs as they are now.
pub(crate) fn remember(fragment: &str) {
    WANTED.set(Some(fragment.to_owned()));
    flush();
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        let _ = history.push_state_with_url(&JsValue::NULL, "", None);
    }
}

fn flush() {
    let (Some(window), Some(fragment)) = (window(), WANTED.take()) else { return };
    let now = window.location().hash().unwrap_or_default();
    if now.trim_start_matches('#') == fragment {
        return;
    }
    let address = if fragment.is_empty() { path(&window) } else { format!("#{fragment}") };
    if let Ok(history) = window.history() {
        // A browser that refuses leaves the address behind, which a link that is copied does not depend on.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
    }
}

/// The address without a fragment.
fn path(window: &Window) -> String {
    let location = window.location();
    location.pathname().unwrap_or_default() + &location.search().unwrap_or_default()
}

/// Follows whoever changes the address: by a link to the same page, or back and forward.
pub(crate) fn follow(dispatch: Dispatch) {
    let followed = Closure::<dyn Fn()>::new(move || dispatch.dispatch(Action::Follow(fragment())));
    if let Some(window) = window() {
        let _ = window.add_event_listener_with_callback("hashchange", followed.as_ref().unchecked_ref());
    }
    // For as long as the page.
    followed.forget();
}
