//! The answer: what to use, what it costs, why, and what is given up.

use crate::el::{El, el};
use crate::points::pair;
use crate::state::{Priced, State};
use crate::text;
use sse_guide::recommend::{Alternative, Choice};

/// What is recommended, in a sentence, and what to know about it.
pub(crate) fn headline(state: &State, priced: &Priced) -> Vec<El> {
    let recommendation = &priced.recommendation;
    let mut parts = vec![emphasised("sentence", &text::answer(recommendation))];
    parts.push(paragraph("reason", recommendation.reason()));
    parts.extend(recommendation.choice().and_then(gives_up));
    let alternatives = recommendation.alternatives();
    if !alternatives.is_empty() {
        let intro = text::alternatives(recommendation);
        let item = |alternative: &Alternative| el("li").text_of(text::alternative(alternative));
        parts.push(el("p").class("others").text(intro));
        parts.push(el("ul").class("others").children(alternatives.iter().map(item)));
    }
    let [plain, bucket_key] = pair(state.inputs.key_kind).map(|option| priced.estimate(option));
    let at = text::volume(state.inputs.volume, &priced.workload);
    parts.push(emphasised("others", &text::bucket_key_or_not(&at, plain, bucket_key)));
    if !recommendation.warnings().is_empty() {
        let warning = |warning: &String| el("li").text_of(warning.clone());
        let list = el("ul").class("warnings").children(recommendation.warnings().iter().map(warning));
        parts.push(el("details").child(el("summary").text(text::BEFORE_YOU_DO)).child(list));
    }
    parts
}

fn gives_up(choice: &Choice) -> Option<El> {
    let words = text::gives_up(choice)?;
    Some(paragraph("others", words))
}

fn paragraph(class: &'static str, words: String) -> El {
    el("p").class(class).text_of(words)
}

/// A paragraph of which what stands between `*` is emphasised.
fn emphasised(class: &'static str, sentence: &str) -> El {
    let parts = sentence.split('*').enumerate();
    parts.fold(el("p").class(class), |sentence, (index, part)| {
        let part = part.to_owned();
        if index % 2 == 1 { sentence.child(el("strong").text_of(part)) } else { sentence.text_of(part) }
    })
}
