//! Where the figures come from, and what they leave out.

use crate::components::entry;
use crate::el::el;
use crate::memo::View;
use crate::text;
use sse_pricing::{PriceBook, Workload};
use yew::prelude::*;

/// The foot of the page.
#[derive(PartialEq)]
pub(crate) struct Footer {
    /// The priced workload, whatever its volume.
    pub(crate) workload: Workload,
    /// The flat percentage that stands in until somebody gives one.
    pub(crate) reduction: Option<AttrValue>,
}

impl View for Footer {
    fn view(&self) -> Html {
        let workload = &self.workload;
        let book = PriceBook::builtin();
        let prices = book.region(&workload.region).ok();
        let prices = prices.map(|prices| text::prices(book.published(), book.source(), prices));
        let assumed = workload.assumed().into_iter().map(|name| text::assumption(name, workload).into());
        let assumed: Vec<AttrValue> = assumed.chain(self.reduction.clone()).collect();
        let none = assumed.is_empty();
        let assumed = el("ul").children(assumed.into_iter().map(|words| el("li").text_of(words)));
        let (prices_term, prices_entry) = entry(text::PRICES);
        let (left_out_term, left_out_entry) = entry(text::LEFT_OUT);
        let (assumed_term, assumed_entry) = entry(text::ASSUMPTIONS);
        let list = el("dl")
            .child(prices_term)
            .child(prices_entry.text_of(prices.unwrap_or_default()))
            .child(left_out_term)
            .child(left_out_entry.text(text::LEFT_OUT_LIST))
            .child(assumed_term)
            .child(if none {
                assumed_entry.text(text::NOTHING_ASSUMED)
            } else {
                assumed_entry.child(assumed)
            });
        el("footer").child(el("h2").text(text::ABOUT)).child(list).child(el("p").text(text::PRIVACY)).into()
    }
}
