//! The words and figures around the chart.

use crate::components::chart::letters;
use crate::curve::{Line, Lines};
use crate::el::{El, el};
use crate::memo::View;
use crate::plot::{self, Dollars, GRID, across, percent};
use crate::points::Points;
use crate::text;
use yew::prelude::*;

/// At least this far between two labels, on the grid: a line of text.
const LABEL: u64 = 560;

/// Everything around the lines. Hidden from assistive technology: the picture's description and the table of its figures
/// say the same.
#[derive(PartialEq)]
pub(crate) struct Axes {
    pub(crate) lines: Lines,
    pub(crate) points: Points,
    pub(crate) dollars: Dollars,
    /// What is counted across.
    pub(crate) across: &'static str,
}

impl View for Axes {
    fn view(&self) -> Html {
        let dollar = |place: u64, words: &'static str| {
            el("text").set("x", "100%").set_to("y", percent(place)).set("dy", "0.35em").text(words)
        };
        let decades = 0..=self.dollars.decades;
        let decades =
            decades.map(|decade| dollar(self.dollars.down_at_decade(decade), text::dollars_tick(decade)));
        let volume = |(volume, words): (u64, &'static str)| {
            el("text").set_to("x", percent(across(volume))).set("y", "1.4em").text(words)
        };
        let key = |line: &Line| {
            let sample = el("line").set("x1", "0").set("y1", "50%").set("x2", "100%").set("y2", "50%");
            let sample = el("svg").class("swatch").child(sample);
            el("li").set("data-hue", line.option.id()).child(sample).text(text::chart_label(line.option))
        };
        let letter = |(place, letters): (u64, String)| {
            el("text").set_to("x", percent(place)).set("y", "1em").text_of(letters)
        };
        let parts = [
            el("svg").class("dollars").set("aria-hidden", "true").child(dollar(GRID, "$0")).children(decades),
            el("svg").class("names").set("aria-hidden", "true").children(self.names()),
            el("svg")
                .class("letters")
                .set("aria-hidden", "true")
                .children(letters(&self.points).into_iter().map(letter)),
            el("svg").class("volumes").set("aria-hidden", "true").children(text::CHART_VOLUMES.map(volume)),
            el("p").class("across").set("aria-hidden", "true").text(self.across),
            el("ul").class("key").set("aria-hidden", "true").children(self.lines.iter().map(key)),
        ];
        parts.into_iter().map(Html::from).collect()
    }
}

impl Axes {
    /// The name of each line at its end, moved apart where they would overlap.
    fn names(&self) -> impl Iterator<Item = El> {
        let end = |line: &Line| {
            let last = line.samples.last();
            last.map_or(GRID, |sample| self.dollars.down(sample.monthly.typical))
        };
        let ends: Vec<u64> = self.lines.iter().map(end).collect();
        let places = plot::spread(&ends, LABEL);
        self.lines.iter().zip(ends).zip(places).map(|((line, end), place)| {
            let place = AttrValue::from(percent(place));
            let leader = el("line")
                .set("x1", "0")
                .set_to("y1", percent(end))
                .set("x2", "14")
                .set_to("y2", place.clone());
            let name = el("text").set("x", "19").set_to("y", place).set("dy", "0.35em");
            let name = name.text(text::chart_label(line.option));
            el("g").set("data-hue", line.option.id()).child(leader).child(name)
        })
    }
}
