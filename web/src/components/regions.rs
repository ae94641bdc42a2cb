//! The Regions that a field for one proposes.

use crate::el::el;
use crate::memo::View;
use sse_pricing::PriceBook;
use yew::Html;

/// The `id` of the list.
pub(crate) const REGIONS: &str = "regions";

/// Every Region of the price book, by its code and its place: 35 entries that need not be built anew at each key press.
#[derive(PartialEq)]
pub(crate) struct Regions;

impl View for Regions {
    fn view(&self) -> Html {
        let regions = PriceBook::builtin().regions().iter();
        let option = |prices: &sse_pricing::RegionPrices| {
            el("option").set_to("value", prices.region.to_string()).text_of(prices.name.to_string())
        };
        el("datalist").set("id", REGIONS).children(regions.map(option)).into()
    }
}
