//! The key first, what it changes right after.
//!
//! Who types sees the character in the very next frame, drawn by the browser alone. Pricing and showing the workload anew
//! would make that frame late on a slow machine, so it begins once the frame is painted. Whatever was typed or slid until
//! then is priced once, not each key or each step of the slider for itself.
//!
//! The input is then ahead of the state, and whatever draws it meanwhile must leave it so: Yew hands long work back to the
//! browser between two of its pieces, and a key that falls there would be overwritten by the text before it.

use std::cell::RefCell;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, HtmlInputElement};
use yew::{AttrValue, TargetCast as _};

thread_local! {
    /// The inputs that are ahead of the state.
    static UNREAD: RefCell<Vec<HtmlInputElement>> = const { RefCell::new(Vec::new()) };
}

/// Reads an input after the next frame is painted: not what it held at the event, but what it holds then.
pub(crate) fn value_after_paint(event: &Event, read: impl FnOnce(String) + 'static) {
    let input: HtmlInputElement = event.target_unchecked_into();
    UNREAD.with_borrow_mut(|unread| unread.push(input.clone()));
    after_paint(move || {
        UNREAD.with_borrow_mut(|unread| unread.retain(|other| *other != input));
        read(input.value());
    });
}

/// What the input of an `id` is to show: what it holds while that has not been read, otherwise what the state says.
pub(crate) fn shown(id: &str, state: AttrValue) -> AttrValue {
    let unread = UNREAD.with_borrow(|unread| unread.iter().find(|input| input.id() == id).cloned());
    unread.map_or(state, |input| input.value().into())
}

/// A frame's own callback runs before that frame is painted, a timer that is set there after it.
fn after_paint(work: impl FnOnce() + 'static) {
    let Some(window) = web_sys::window() else { return };
    let work = Closure::once_into_js(work);
    let timer = window.clone();
    let frame = Closure::once_into_js(move || {
        // Neither call can fail: both are given a function.
        let _ = timer.set_timeout_with_callback(work.unchecked_ref());
    });
    let _ = window.request_animation_frame(frame.unchecked_ref());
}
