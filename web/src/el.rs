//! Elements, built by calls.
//!
//! Yew's `html!` writes out the building of each element where it stands, some 500 bytes of WebAssembly apiece, and each
//! type of component brings 2,000 bytes of its own. Over this page that was 16 KB after compression, a sixth of
//! all that the page weighs. A call costs a fraction of it, and reads much the same:
//!
//! ```ignore
//! el("td").class("figure").set("data-column", "monthly").text("$6.94")
//! ```

use std::cell::RefCell;
use std::rc::Rc;
use web_sys::Event;
use yew::virtual_dom::{AttributeOrProperty, Attributes, Listener, ListenerKind, VTag, VText};
use yew::{AttrValue, Html};

/// An element under construction.
pub(crate) struct El(Box<Parts>);

struct Parts {
    tag: VTag,
    names: Vec<&'static str>,
    values: Vec<Option<AttributeOrProperty>>,
    children: Vec<Html>,
}

/// An element without attributes or content.
pub(crate) fn el(name: &'static str) -> El {
    let (names, values, children) = (Vec::new(), Vec::new(), Vec::new());
    El(Box::new(Parts { tag: VTag::new(name), names, values, children }))
}

impl El {
    fn attribute(mut self, name: &'static str, value: Option<AttributeOrProperty>) -> El {
        self.0.names.push(name);
        self.0.values.push(value);
        self
    }

    /// An attribute of fixed text. A class is one too, so that no set of classes need be kept. Not as Yew's `Static`, which
    /// its renderer to HTML leaves out of [`Attributes::Dynamic`] (0.23.0).
    pub(crate) fn set(self, name: &'static str, value: &'static str) -> El {
        self.set_to(name, AttrValue::Static(value))
    }

    /// An attribute of fixed text that is there only if something holds.
    pub(crate) fn set_if(self, holds: bool, name: &'static str, value: &'static str) -> El {
        self.attribute(name, holds.then_some(AttributeOrProperty::Attribute(AttrValue::Static(value))))
    }

    /// An attribute of any text.
    pub(crate) fn set_to(self, name: &'static str, value: impl Into<AttrValue>) -> El {
        self.attribute(name, Some(AttributeOrProperty::Attribute(value.into())))
    }

    /// The class attribute.
    pub(crate) fn class(self, class: &'static str) -> El {
        self.set("class", class)
    }

    /// What an input holds.
    pub(crate) fn value(mut self, value: AttrValue) -> El {
        self.0.tag.set_value(Some(value));
        self
    }

    /// Whether a checkbox is ticked.
    pub(crate) fn checked(mut self, checked: bool) -> El {
        self.0.tag.set_checked(checked);
        self
    }

    /// What to do at an event.
    pub(crate) fn on(mut self, event: On, handle: impl Fn(Event) + 'static) -> El {
        self.0.tag.add_listener(Rc::new(Handler { event, handle: Box::new(handle) }));
        self
    }

    /// Fixed text at the end of the content.
    pub(crate) fn text(self, content: &'static str) -> El {
        self.text_of(AttrValue::Static(content))
    }

    /// Any text at the end of the content.
    pub(crate) fn text_of(self, content: impl Into<AttrValue>) -> El {
        self.html(Html::from(VText::new(content.into())))
    }

    /// An element at the end of the content.
    pub(crate) fn child(self, child: El) -> El {
        self.html(child.into())
    }

    /// An element that may be missing. Its place is kept, so that what follows is not taken for it.
    pub(crate) fn child_if(self, child: Option<El>) -> El {
        self.html(child.map_or_else(Html::default, Html::from))
    }

    /// Elements at the end of the content.
    pub(crate) fn children(self, children: impl IntoIterator<Item = El>) -> El {
        children.into_iter().fold(self, El::child)
    }

    /// Anything at the end of the content.
    pub(crate) fn html(mut self, html: Html) -> El {
        self.0.children.push(html);
        self
    }
}

impl From<El> for Html {
    fn from(element: El) -> Html {
        let Parts { mut tag, names, values, children } = *element.0;
        tag.set_attributes(Attributes::Dynamic { keys: interned(names), values: values.into() });
        tag.add_children(children);
        Html::from(tag)
    }
}

/// The same names as a slice that stays. Yew compares two elements' attributes one by one where both have the same slice of
/// names, without a map. There are a few dozen combinations on the page, each kept once.
fn interned(names: Vec<&'static str>) -> &'static [&'static str] {
    thread_local! {
        static KNOWN: RefCell<Vec<&'static [&'static str]>> = const { RefCell::new(Vec::new()) };
    }
    KNOWN.with_borrow_mut(|known| {
        if let Some(same) = known.iter().find(|known| **known == names) {
            return *same;
        }
        let kept: &'static [&'static str] = names.leak();
        known.push(kept);
        kept
    })
}

/// The events that the page listens to.
#[derive(Clone, Copy)]
pub(crate) enum On {
    /// A button was pressed.
    Click,
    /// A key changed a text, or the slider moved.
    Input,
    /// A choice was made.
    Change,
    /// Details were opened or closed.
    Toggle,
    /// Enter was pressed in a form.
    Submit,
}

/// One type of listener for every event.
struct Handler {
    event: On,
    handle: Box<dyn Fn(Event)>,
}

impl Listener for Handler {
    fn kind(&self) -> ListenerKind {
        match self.event {
            On::Click => ListenerKind::onclick,
            On::Input => ListenerKind::oninput,
            On::Change => ListenerKind::onchange,
            On::Toggle => ListenerKind::ontoggle,
            On::Submit => ListenerKind::onsubmit,
        }
    }

    fn handle(&self, event: Event) {
        (self.handle)(event);
    }

    fn passive(&self) -> bool {
        false
    }
}
