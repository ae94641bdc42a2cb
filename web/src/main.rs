//! The calculator page.
use yew::prelude::*;
#[function_component]
fn App() -> Html { html! { <main><h1>{"sse-cost"}</h1></main> } }
fn main() { yew::Renderer::<App>::with_root(root()).render(); }
fn root() -> web_sys::Element { todo() }
fn todo() -> web_sys::Element { web_sys::window().and_then(|w| w.document()).and_then(|d| d.get_element_by_id("app")).unwrap() }
