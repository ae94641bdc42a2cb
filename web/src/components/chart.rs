//! The chart of cost by volume.
//!
//! Text stays readable on a phone because it stands beside the lines, in parts of the picture that are not scaled: places are
//! shares of the width or height. Only the lines are stretched, by a view box on whole numbers.

use crate::components::axes::Axes;
use crate::components::figures::Figures;
use crate::curve::{self, Line, Lines};
use crate::el::{El, el};
use crate::memo::{View, memo};
use crate::plot::{self, Dollars, GRID, across, percent};
use crate::points::{Mark, Points};
use crate::scale::{LEAST, MOST};
use crate::state::{Dispatch, Panel, Priced, State};
use crate::text;
use sse_cost_web_inputs::KeyKind;
use sse_pricing::{BucketKey, EncryptionOption, Estimate, break_even};
use std::fmt::Write as _;
use yew::prelude::*;

/// Whether this draws what the page arrives with. Without the paths of the charts its HTML is a sixth smaller: the program
/// draws them, into the place that is kept.
pub(crate) const PRERENDERED: bool = cfg!(all(feature = "prerender", not(target_family = "wasm")));

/// The lines change with everything but the volume, the marker with the volume: each is built only when it must.
pub(crate) fn chart(state: &State, priced: &Priced, dispatch: &Dispatch) -> El {
    let lines = || state.lines.clone();
    let dollars = Dollars::over(&state.lines);
    let kind = state.inputs.key_kind;
    let across = text::volume_axis(priced.inputs.volume, &priced.workload);
    let plot = el("svg")
        .class("plot")
        .set("role", "img")
        .set("aria-labelledby", "chart-title chart-description")
        .child(el("title").set("id", "chart-title").text(text::CHART_TITLE))
        .child(el("desc").set("id", "chart-description").text_of(description(priced, kind)))
        .html(memo(Drawing { lines: lines(), points: state.points.clone(), dollars }))
        .child_if(marker(priced, kind, dollars));
    let open = state.is_open(Panel::Figures);
    let axes = Axes { lines: lines(), points: state.points.clone(), dollars, across };
    let figures = Figures { lines: lines(), open, across, dispatch: dispatch.clone() };
    el("div")
        .class("card below")
        .set("id", "by-volume")
        .child(el("h3").text(text::CHART))
        .child(el("div").class("chart").child(plot).html(memo(axes)))
        .html(memo(Marks { points: state.points.clone(), across }))
        .child(notes(priced, kind))
        .html(memo(figures))
}

/// What the marks on the chart mean, in words.
#[derive(PartialEq)]
struct Marks {
    points: Points,
    across: &'static str,
}

impl View for Marks {
    fn view(&self) -> Html {
        let item = |point| el("li").text_of(text::point(point, self.across));
        el("ul").class("points").children(self.points.0.iter().map(item)).into()
    }
}

fn notes(priced: &Priced, kind: KeyKind) -> El {
    let workload = &priced.workload;
    let no_size = workload.object_size.is_none() && curve::is_drawn(EncryptionOption::DsseKms, kind);
    let notes = [
        (true, text::CHART_NOTE),
        (no_size, text::CHART_NO_DSSE),
        (matches!(workload.bucket_key, BucketKey::Measured(_)), text::CHART_MEASURED),
        (!is_on_chart(break_even::volume(workload)), text::CHART_OUTSIDE),
    ];
    let notes = notes.into_iter().filter(|(holds, _)| *holds);
    notes.fold(el("p").class("help"), |all, (_, note)| all.text(note).text(" "))
}

fn is_on_chart(volume: u64) -> bool {
    (LEAST..=MOST).contains(&volume)
}

fn drawn(priced: &Priced, kind: KeyKind) -> impl Iterator<Item = &Estimate> {
    priced.estimates.iter().filter(move |estimate| curve::is_drawn(estimate.option(), kind))
}

fn description(priced: &Priced, kind: KeyKind) -> String {
    let costs = drawn(priced, kind).filter_map(|estimate| Some((estimate.option(), curve::known(estimate)?)));
    text::chart_description(&text::volume(priced.inputs.volume, &priced.workload), costs)
}

/// Where the workload's own volume is, with a dot on each line: a picture in the picture, so that a new volume moves one
/// element and not each of its parts.
fn marker(priced: &Priced, kind: KeyKind, dollars: Dollars) -> Option<El> {
    let volume = break_even::volume(&priced.workload);
    let place = across(volume);
    let dot = |estimate: &Estimate| {
        let down = percent(dollars.down(estimate.monthly()?));
        let dot = el("circle").class("dot").set("data-hue", estimate.option().id());
        Some(dot.set_to("cy", down).set("r", "4"))
    };
    // In the middle the label hangs over both sides; at an edge it would leave the chart.
    let anchor = match place {
        0..2_000 => "start",
        8_000.. => "end",
        _ => "middle",
    };
    let label = el("text")
        .set("dy", "-1.9em")
        .set("text-anchor", anchor)
        .text_of(text::marker(priced.inputs.volume, &priced.workload));
    let marker = el("svg")
        .class("marker")
        .set_to("x", percent(place))
        .child(el("line").set("y2", "100%"))
        .children(drawn(priced, kind).filter_map(dot))
        .child(label);
    is_on_chart(volume).then_some(marker)
}

#[derive(PartialEq)]
struct Drawing {
    lines: Lines,
    points: Points,
    dollars: Dollars,
}

impl View for Drawing {
    fn view(&self) -> Html {
        let path = |class, line: &Line, d: String| {
            el("path").class(class).set("data-hue", line.option.id()).set_to("d", d)
        };
        let bands =
            self.lines.iter().filter_map(|line| Some(path("band", line, plot::band(line, self.dollars)?)));
        let lines = self.lines.iter().map(|line| path("line", line, plot::path(line, self.dollars)));
        let picture = el("svg")
            .set_to("viewBox", format!("0 0 {GRID} {GRID}"))
            .set("preserveAspectRatio", "none")
            .child(el("path").class("grid").set_to("d", grid(self.dollars)));
        if PRERENDERED {
            return picture.into();
        }
        let points = el("path").class("points").set_to("d", points(&self.points));
        picture.child(points).children(bands).children(lines).into()
    }
}

/// An upright line at each volume from which something changes.
fn points(points: &Points) -> String {
    let mut path = String::new();
    for volume in points.0.iter().filter_map(|point| point.volume).filter(|volume| is_on_chart(*volume)) {
        // Writing to a string cannot fail.
        let _ = write!(path, "M{} 0V{GRID}", across(volume));
    }
    path
}

/// Less far apart than this, on the grid, two letters would overlap on the narrowest chart.
const LETTER: u64 = 700;

/// Where the marks' letters stand, for those on the chart. Marks that are close to each other share a place: `F B`.
pub(crate) fn letters(points: &Points) -> Vec<(u64, String)> {
    let mut places: Vec<(u64, String)> = Vec::new();
    for point in points.0.iter() {
        let letter = match point.mark {
            Mark::FreeTierEnds => "F",
            Mark::BucketKeyPays => "B",
            Mark::WithinBudget(_) => "$",
        };
        let Some(volume) = point.volume.filter(|volume| is_on_chart(*volume)) else { continue };
        let place = across(volume);
        // A place with several letters is as much wider.
        let near = |(other, letters): &&mut (u64, String)| {
            other.abs_diff(place) < LETTER.saturating_mul(letters.split(' ').count() as u64)
        };
        match places.iter_mut().find(near) {
            Some((_, letters)) if letters.contains(letter) => {}
            Some((_, letters)) => {
                letters.push(' ');
                letters.push_str(letter);
            }
            None => places.push((place, letter.to_owned())),
        }
    }
    places
}

fn grid(dollars: Dollars) -> String {
    let mut path = format!("M0 {GRID}H{GRID}");
    // Writing to a string cannot fail.
    for decade in 0..=dollars.decades {
        let _ = write!(path, "M0 {}H{GRID}", dollars.down_at_decade(decade));
    }
    for (volume, _) in text::CHART_VOLUMES {
        let _ = write!(path, "M{} 0V{GRID}", across(volume));
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::points::Point;
    use sse_pricing::Money;

    #[test]
    fn letters_that_would_overlap_share_a_place() {
        let at =
            |volume: u64, mark: Mark| Point { mark, option: EncryptionOption::SseKms, volume: Some(volume) };
        let budget = Mark::WithinBudget(Money::ZERO);
        let marks = [
            at(10_001, Mark::FreeTierEnds),
            at(11_359, Mark::FreeTierEnds),
            at(10_050, Mark::BucketKeyPays),
            // Past the width of one letter, but not of two: 14 % of the chart's seven decades.
            at(100_000, budget),
            at(676_666, budget),
        ];
        let letters = letters(&Points(marks.into()));
        let words: Vec<&str> = letters.iter().map(|(_, letters)| letters.as_str()).collect();
        assert_eq!(words, ["F B", "$", "$"]);
    }
}
