//! What each option gives and gives up.

use crate::components::row::opened;
use crate::components::{beside, column, disclosure, entry, head, row_head, scrollable, source};
use crate::el::{El, el};
use crate::memo::View;
use crate::state::{Dispatch, KeyKind, Panel};
use crate::text;
use sse_guide::criteria::{Criterion, answer};
use sse_pricing::EncryptionOption;
use yew::prelude::*;

/// Options by criteria. No figure changes it, so typing does not touch it.
#[derive(PartialEq)]
pub(crate) struct Criteria {
    pub(crate) key_kind: KeyKind,
    /// The panels that are open, here and elsewhere.
    pub(crate) open: Vec<Panel>,
    pub(crate) dispatch: Dispatch,
}

/// The option's name and an answer to each criterion. The compiler counts along.
const COLUMNS: &str = "10";
const _: () = assert!(Criterion::ALL.len() + 1 == 10);

impl View for Criteria {
    fn view(&self) -> Html {
        let names = [text::OPTION].into_iter().chain(Criterion::ALL.map(Criterion::name));
        let rows = EncryptionOption::ALL.into_iter().flat_map(|option| self.row(option));
        let table = el("table")
            .class("criteria")
            .child(el("caption").text(text::CRITERIA_CAPTION))
            .child(head(names.map(column)))
            .child(el("tbody").set("role", "rowgroup").children(rows));
        el("section")
            .class("card criteria")
            .set("aria-labelledby", "criteria")
            .child(el("h2").set("id", "criteria").text(text::CRITERIA))
            .child(scrollable(text::CRITERIA_CAPTION, table))
            .into()
    }
}

impl Criteria {
    fn row(&self, option: EncryptionOption) -> [El; 2] {
        let panel = Panel::Reasons(option);
        let open = self.open.contains(&panel);
        let included = self.key_kind.includes(option);
        let row = el("tr")
            .class("option")
            .set("role", "row")
            .set("data-criteria", option.id())
            .set_if(!included, "data-background", "true")
            .child(row_head().child(disclosure(panel, open, option.name(), &self.dispatch)))
            .children(Criterion::ALL.map(|criterion| cell(option, criterion)));
        let reasons =
            open.then(|| el("td").set("role", "cell").set("colspan", COLUMNS).child(reasons(option)));
        [row, opened(panel, open).child_if(reasons)]
    }
}

fn cell(option: EncryptionOption, criterion: Criterion) -> El {
    let answer = answer(option, criterion);
    let (meaning, mark_of) = text::verdict(answer.verdict);
    let mark = el("span").class("mark").set("data-verdict", meaning);
    let mark = mark.set("role", "img").set("aria-label", meaning).text(mark_of);
    el("td").set("role", "cell").child(beside(criterion.name())).child(mark).text(answer.short)
}

fn reasons(option: EncryptionOption) -> El {
    let entries = Criterion::ALL.into_iter().flat_map(|criterion| {
        let answer = answer(option, criterion);
        let (name, reason) = entry(criterion.name());
        [name, reason.text(answer.reason).text(" ").child(source(answer.source))]
    });
    el("dl").children(entries)
}
