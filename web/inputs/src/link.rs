//! All inputs in the fragment of an address: `#v=1&documents=10M&region=eu-central-1&require=audit-trail`.
//!
//! Only what is not at its default stands in it, as it was typed. An old link keeps its meaning as long as its keys do; what
//! a link says that cannot be understood is named, and the rest is kept.

use crate::choice::Choice;
use crate::field::Field;
use crate::inputs::Inputs;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use sse_guide::Requirement;

/// The version of the keys and of their meaning.
const VERSION: &str = "1";

/// No field needs more: a longer text in a link is not what somebody typed.
const MOST_CHARACTERS: usize = 200;

/// What stays as it is in a value: RFC 3986 allows all of these in a fragment, and chat programs leave them in a link.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~')
    .remove(b':')
    .remove(b'/')
    .remove(b',');

const REQUIRE: &str = "require";
const TODAY: &str = "today";

/// What a link holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// The inputs.
    pub inputs: Inputs,
    /// The inputs that they are held against.
    pub today: Option<Inputs>,
}

impl Link {
    /// The fragment, without its `#`; empty where everything is at its default.
    #[must_use]
    pub fn fragment(&self) -> String {
        let mut pairs = pairs(&self.inputs);
        if let Some(today) = &self.today {
            pairs.push((TODAY, joined(&self::pairs(today))));
        }
        if pairs.is_empty() {
            return String::new();
        }
        pairs.insert(0, ("v", VERSION.to_owned()));
        joined(&pairs)
    }

    /// What a fragment says, with or without its `#`, and every part of it that could not be understood.
    #[must_use]
    pub fn read(fragment: &str) -> (Link, Vec<String>) {
        let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
        let mut link = Link::default();
        let mut lost = Vec::new();
        for part in fragment.split('&').filter(|part| !part.is_empty()) {
            let understood = match pair(part) {
                Some(("v", version)) => version == VERSION,
                Some((TODAY, inner)) => {
                    let (today, inner_lost) = inputs(&inner);
                    link.today = Some(today);
                    lost.extend(inner_lost);
                    true
                }
                Some((key, value)) => apply(&mut link.inputs, key, &value),
                None => false,
            };
            if !understood {
                lost.push(shown(part));
            }
        }
        (link, lost)
    }
}

/// Inputs alone.
fn inputs(fragment: &str) -> (Inputs, Vec<String>) {
    let mut inputs = Inputs::default();
    let mut lost = Vec::new();
    for part in fragment.split('&').filter(|part| !part.is_empty()) {
        if !pair(part).is_some_and(|(key, value)| apply(&mut inputs, key, &value)) {
            lost.push(shown(part));
        }
    }
    (inputs, lost)
}

/// A key and its value, decoded; `None` where there is no `=` or the value is no text.
fn pair(part: &str) -> Option<(&str, String)> {
    let (key, value) = part.split_once('=')?;
    // A `%` that begins no escape is what a damaged link looks like.
    let whole = value.split('%').skip(1).all(|rest| {
        let digits = rest.as_bytes().get(..2);
        digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    });
    let decoded = percent_decode_str(value).decode_utf8().ok()?.into_owned();
    whole.then_some((key, decoded))
}

/// A part of a link as it can be shown: without what does not print, and not for ever.
fn shown(part: &str) -> String {
    let decoded = percent_decode_str(part).decode_utf8_lossy().into_owned();
    let clean: String = decoded.chars().filter(|c| !c.is_control()).take(60).collect();
    if clean.chars().count() < decoded.chars().count() { format!("{clean}…") } else { clean }
}

/// Everything that is not at its default.
fn pairs(inputs: &Inputs) -> Vec<(&'static str, String)> {
    let mut pairs = Vec::new();
    for field in Field::ALL {
        let text = inputs.text(field);
        if text != field.initial() {
            pairs.push((field.id(), text.to_string()));
        }
    }
    choice(&mut pairs, inputs.volume);
    choice(&mut pairs, inputs.client);
    choice(&mut pairs, inputs.free_tier);
    choice(&mut pairs, inputs.key_kind);
    choice(&mut pairs, inputs.method);
    if !inputs.requirements().is_empty() {
        let ids: Vec<&str> = inputs.requirements().iter().map(|requirement| requirement.id()).collect();
        pairs.push((REQUIRE, ids.join(",")));
    }
    pairs
}

fn choice<C: Choice>(pairs: &mut Vec<(&'static str, String)>, value: C) {
    if C::ALL.first() != Some(&value) {
        pairs.push((C::KEY, value.id().to_owned()));
    }
}

fn joined(pairs: &[(&str, String)]) -> String {
    let pair = |(key, value): &(&str, String)| format!("{key}={}", utf8_percent_encode(value, ESCAPED));
    pairs.iter().map(pair).collect::<Vec<_>>().join("&")
}

/// Sets an input by its key; whether that could be done.
pub(crate) fn apply(inputs: &mut Inputs, key: &str, value: &str) -> bool {
    if let Some(field) = Field::ALL.into_iter().find(|field| field.id() == key) {
        let fits = value.chars().count() <= MOST_CHARACTERS && !value.chars().any(char::is_control);
        if fits {
            inputs.set(field, value);
        }
        return fits;
    }
    match key {
        REQUIRE => {
            let Ok(required) = Requirement::list(REQUIRE, value) else { return false };
            for requirement in required {
                inputs.require(requirement, true);
            }
            true
        }
        _ => {
            choose(&mut inputs.volume, key, value)
                || choose(&mut inputs.client, key, value)
                || choose(&mut inputs.free_tier, key, value)
                || choose(&mut inputs.key_kind, key, value)
                || choose(&mut inputs.method, key, value)
        }
    }
}

fn choose<C: Choice>(chosen: &mut C, key: &str, value: &str) -> bool {
    let found = if key == C::KEY { C::find(value) } else { None };
    if let Some(found) = found {
        *chosen = found;
    }
    found.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::choice::{ClientChoice, FreeTier, KeyKind, Method, Volume};
    use proptest::prelude::*;
    use sse_pricing::KmsKey;

    #[test]
    fn defaults_make_no_link() {
        assert_eq!(Link::default().fragment(), "");
        assert_eq!(Link::read(""), (Link::default(), vec![]));
        assert_eq!(Link::read("#"), (Link::default(), vec![]));
    }

    #[test]
    fn a_link_reads_like_what_was_typed() {
        let mut link = Link::default();
        link.inputs.set(Field::Documents, "3 TB a day");
        link.inputs.set(Field::ReadBack, "5m:83%,1h:17%");
        link.inputs.key_kind = KeyKind::Only(KmsKey::AwsManaged);
        link.inputs.require(Requirement::AuditTrail, true);
        let fragment = link.fragment();
        let expected = "v=1&documents=3%20TB%20a%20day&read-back=5m:83%25,1h:17%25&key-kind=aws-managed&require=audit-trail";
        assert_eq!(fragment, expected);
        assert_eq!(Link::read(&fragment), (link, vec![]));
    }

    #[test]
    fn what_cannot_be_understood_is_named_and_the_rest_kept() {
        let (link, lost) = Link::read(
            "#v=2&documents=5&colour=red&client=ftp&require=peace&keys=%E0%A4%A&free-tier=used-up",
        );
        assert_eq!(link.inputs.text(Field::Documents), "5");
        assert_eq!(link.inputs.free_tier, FreeTier::UsedUp);
        assert_eq!(link.inputs.text(Field::Keys), "1");
        assert_eq!(lost.len(), 5, "{lost:?}");
        assert_eq!(lost.first().map(String::as_str), Some("v=2"));
    }

    #[test]
    fn a_text_of_any_length_is_not_taken() {
        let (link, lost) = Link::read(&format!("v=1&documents={}", "9".repeat(100_000)));
        assert_eq!(link, Link::default());
        assert!(lost.first().is_some_and(|lost| lost.chars().count() <= 61));
    }

    fn any_of<C: Choice + std::fmt::Debug>() -> impl Strategy<Value = C> {
        (0..C::ALL.len()).prop_map(|index| C::ALL[index])
    }

    prop_compose! {
        fn any_inputs()(
            texts in proptest::collection::vec(proptest::option::of("[^\\p{Cc}]{0,40}"), Field::ALL.len()),
            choices in (any_of::<Volume>(), any_of::<ClientChoice>(), any_of::<FreeTier>(), any_of::<KeyKind>(), any_of::<Method>()),
            required in proptest::collection::vec(any::<bool>(), Requirement::ALL.len()),
        ) -> Inputs {
            let mut inputs = Inputs::default();
            for (field, text) in Field::ALL.into_iter().zip(texts) {
                if let Some(text) = text {
                    inputs.set(field, &text);
                }
            }
            (inputs.volume, inputs.client, inputs.free_tier, inputs.key_kind, inputs.method) = choices;
            for (requirement, required) in Requirement::ALL.into_iter().zip(required) {
                inputs.require(requirement, required);
            }
            inputs
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn every_link_comes_back(inputs in any_inputs(), today in proptest::option::of(any_inputs())) {
            let link = Link { inputs, today };
            let fragment = link.fragment();
            prop_assert!(fragment.bytes().all(|byte| byte.is_ascii_graphic()));
            prop_assert_eq!(Link::read(&fragment), (link, vec![]));
        }

        #[test]
        fn no_damage_is_too_much(inputs in any_inputs(), cut in 0_usize..400, junk in "\\PC{0,20}", at in 0_usize..400) {
            let mut fragment = Link { inputs, today: None }.fragment();
            fragment.truncate(cut);
            fragment.insert_str(at.min(fragment.len()), &junk);
            let (link, _) = Link::read(&fragment);
            // What was kept makes a link that is whole.
            prop_assert_eq!(Link::read(&link.fragment()), (link, vec![]));
        }
    }
}
