//! The choice of a Region.

use crate::components::form::select;
use crate::memo::View;
use crate::state::{Action, Dispatch};
use crate::text;
use sse_pricing::PriceBook;
use std::rc::Rc;
use yew::prelude::*;

/// Every Region of the price book: 35 entries that need not be built anew at each key press.
#[derive(PartialEq)]
pub(crate) struct Region {
    pub(crate) region: Rc<str>,
    pub(crate) dispatch: Dispatch,
}

impl View for Region {
    fn view(&self) -> Html {
        let regions = PriceBook::builtin().regions().iter().map(|prices| {
            let code = AttrValue::from(prices.region.to_string());
            (code, AttrValue::from(text::region(prices)), *prices.region == *self.region)
        });
        let dispatch = self.dispatch.clone();
        let chosen = move |code| dispatch.dispatch(Action::Region(code));
        select("region", text::REGION, text::REGION_HELP, regions.collect(), chosen).into()
    }
}
