//! Parts of the page that are built anew only when what they show has changed.
//!
//! One component for all of them: see [`crate::el`] for what each type of component costs.

use std::any::Any;
use std::rc::Rc;
use yew::prelude::*;

/// A part of the page: what it shows, and how.
pub(crate) trait View: PartialEq + 'static {
    /// The part as it is to be shown.
    fn view(&self) -> Html;
}

/// A part that is left alone until it is no longer equal to what stands there.
pub(crate) fn memo(view: impl View) -> Html {
    html! { <Memo part={Part(Rc::new(view))} /> }
}

/// A [`View`] of any type.
trait AnyView {
    fn view(&self) -> Html;
    fn equals(&self, other: &dyn AnyView) -> bool;
    fn as_any(&self) -> &dyn Any;
}

impl<V: View> AnyView for V {
    fn view(&self) -> Html {
        View::view(self)
    }

    fn equals(&self, other: &dyn AnyView) -> bool {
        other.as_any().downcast_ref::<V>() == Some(self)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

#[derive(Clone)]
struct Part(Rc<dyn AnyView>);

impl PartialEq for Part {
    fn eq(&self, other: &Part) -> bool {
        self.0.equals(&*other.0)
    }
}

#[derive(Properties, PartialEq)]
struct Props {
    part: Part,
}

#[component]
fn Memo(props: &Props) -> Html {
    props.part.0.view()
}
