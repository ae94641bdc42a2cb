//! The page's state, action by action.

use super::*;
use sse_cost_web_inputs::KeyKind;
use sse_pricing::KmsKey;

fn choose<C: Choice>(value: C) -> Action {
    Action::Choose(C::KEY, value.id().to_owned())
}

fn typed(state: &State, field: Field, text: &str) -> State {
    state.after(Action::Type(field, text.to_owned()))
}

fn monthly(state: &State, option: EncryptionOption) -> Option<String> {
    let monthly = state.priced.as_ref().unwrap().estimate(option).monthly();
    monthly.map(|money| money.dollars().to_string())
}

#[track_caller]
fn costs(state: &State, option: EncryptionOption, expected: &str) {
    assert!(!state.is_stale());
    assert_eq!(monthly(state, option).as_deref(), Some(expected));
}

#[test]
fn starts_with_the_reference_figure() {
    costs(&State::new(""), EncryptionOption::SseKms, "$6.94");
    assert_eq!(monthly(&State::new(""), EncryptionOption::DsseKms), None);
}

#[test]
fn typing_prices_and_leaves_the_text_alone() {
    let state = typed(&State::new(""), Field::Documents, " 100k ");
    costs(&state, EncryptionOption::SseKms, "$1.54");
    assert_eq!(state.input(Field::Documents).text, " 100k ");
}

#[test]
fn nonsense_marks_its_field_and_keeps_the_last_result() {
    let before = typed(&State::new(""), Field::Documents, "100k");
    let state = typed(&before, Field::Documents, "100k!");
    assert!(state.is_stale());
    let priced = |state: &State| state.priced.as_ref().map(Rc::as_ptr);
    assert_eq!(priced(&state), priced(&before));
    let error = state.input(Field::Documents).error.clone().unwrap();
    assert!(error.starts_with("\"100k!\" is not a whole number from 0 to "), "{error}");
    assert!(!typed(&state, Field::Documents, "5").is_stale());
}

#[test]
fn each_wrong_field_is_marked_and_no_other() {
    let state = typed(&State::new(""), Field::Keys, "many");
    let state = typed(&state, Field::Requesters, "many");
    let state = typed(&state, Field::Documents, "");
    let wrong: Vec<Field> = state.errors.iter().map(|(field, _)| *field).collect();
    assert_eq!(wrong, [Field::Documents, Field::Keys, Field::Requesters]);
    assert!(state.input(Field::Documents).error.as_ref().unwrap().starts_with("Needed: a whole number"));
}

#[test]
fn a_field_that_the_method_does_not_ask_for_cannot_be_wrong() {
    let state = typed(&State::new(""), Field::Requesters, "many");
    assert!(state.is_stale());
    assert!(!state.after(choose(Method::Flat)).is_stale());
}

#[test]
fn the_methods_of_the_bucket_key() {
    let flat = State::new("").after(choose(Method::Flat));
    costs(&flat, EncryptionOption::SseKmsBucketKey, "$1.00");
    costs(&typed(&flat, Field::Reduction, "50%"), EncryptionOption::SseKmsBucketKey, "$3.94");
    let measured = flat.after(choose(Method::Measured));
    assert!(measured.is_stale(), "a measured number cannot be assumed");
    let measured = typed(&measured, Field::MeasuredCalls, "120k");
    costs(&measured, EncryptionOption::SseKmsBucketKey, "$1.30");
    let too_many = typed(&measured, Field::MeasuredCalls, "3M");
    assert!(too_many.input(Field::MeasuredCalls).error.is_some());
}

#[test]
fn assumed_until_somebody_says() {
    let assumed = |state: &State| state.priced.as_ref().unwrap().workload.assumed();
    let state = State::new("");
    assert!(assumed(&state).contains(&"freeRequests"));
    let state = state.after(free_tier(false)).after(free_tier(true));
    assert!(!assumed(&state).contains(&"freeRequests"));
    costs(&state, EncryptionOption::SseKms, "$6.94");
    costs(&state.after(free_tier(false)), EncryptionOption::SseKms, "$7.00");
    assert!(assumed(&state).contains(&Field::Window.json_name()));
    assert!(!assumed(&typed(&state, Field::Window, "5m")).contains(&Field::Window.json_name()));
}

#[test]
fn the_slider_writes_the_field() {
    let state = State::new("").after(Action::Slide(Field::Documents, 0));
    assert_eq!(state.input(Field::Documents).text, "100");
}

#[test]
fn a_change_of_the_volume_leaves_the_lines() {
    let state = State::new("");
    assert_eq!(state.lines, typed(&state, Field::Documents, "5").lines);
    let sized = typed(&state, Field::ObjectSize, "1MiB");
    assert!(sized.lines.iter().any(|line| line.option == EncryptionOption::DsseKms));
    // And what cannot be priced leaves them too.
    assert_eq!(sized.lines, typed(&sized, Field::ObjectSize, "1Mi").lines);
}

#[test]
fn panels_open_and_close_each_for_itself() {
    let (lines, figures) = (Panel::Lines(EncryptionOption::SseC), Panel::Figures);
    let state = State::new("").after(Action::Toggle(lines)).after(Action::Toggle(figures));
    assert!(state.is_open(lines) && state.is_open(figures));
    let state = state.after(Action::Toggle(lines)).after(Action::Open(figures));
    assert!(!state.is_open(lines) && state.is_open(figures));
}

#[test]
fn a_dimmed_option_is_still_priced() {
    let state = State::new("").after(choose(KeyKind::Only(KmsKey::AwsManaged)));
    assert!(!state.inputs.key_kind.includes(EncryptionOption::SseKms));
    assert!(state.inputs.key_kind.includes(EncryptionOption::SseC));
    costs(&state, EncryptionOption::SseKms, "$6.94");
}

#[test]
fn what_is_known_already_changes_nothing() {
    let state = Rc::new(typed(&State::new(""), Field::Documents, "100k"));
    let type_again = |text: &str| Action::Type(Field::Documents, text.to_owned());
    assert!(Rc::ptr_eq(&state, &Rc::clone(&state).reduce(type_again("100k"))));
    assert!(!Rc::ptr_eq(&state, &Rc::clone(&state).reduce(type_again("100"))));
}

#[test]
fn a_link_brings_everything_back() {
    let state = typed(&State::new(""), Field::Documents, "200/s")
        .after(choose(Method::Flat))
        .after(Action::Require(Requirement::AuditTrail, true))
        .after(Action::Keep);
    let state = typed(&state, Field::Region, "frankfurt");
    let back = State::new(&state.fragment());
    assert_eq!(back.inputs, state.inputs);
    assert_eq!(back.fragment(), state.fragment());
    assert_eq!(back.today.map(|today| today.inputs.clone()), state.today.map(|today| today.inputs.clone()));
    assert_eq!(back.notice, None);
}

#[test]
fn a_damaged_link_says_what_it_lost() {
    let state = State::new("#v=1&documents=100k&colour=red&keys=%zz");
    costs(&state, EncryptionOption::SseKms, "$1.54");
    let notice = state.notice.clone().unwrap();
    assert!(notice.contains("colour=red") && notice.contains("keys="), "{notice}");
    // Until something else is done.
    assert_eq!(typed(&state, Field::Keys, "2").notice, None);
}

#[test]
fn a_link_whose_other_inputs_cannot_be_priced_says_so() {
    let state = State::new("#v=1&documents=100k&today=documents%3Dapples");
    costs(&state, EncryptionOption::SseKms, "$1.54");
    assert!(state.today.is_none());
    assert!(state.notice.as_ref().is_some_and(|notice| notice.contains("apples")));
}

#[test]
fn a_link_of_nonsense_shows_it_in_its_field_and_prices_the_defaults() {
    let state = State::new("#v=1&documents=apples");
    assert!(state.is_stale());
    assert_eq!(state.input(Field::Documents).text, "apples");
    assert_eq!(monthly(&state, EncryptionOption::SseKms).as_deref(), Some("$6.94"));
}

#[test]
fn a_preset_says_what_it_sets() {
    let state = State::new("").after(Action::Start("backup".to_owned()));
    assert!(!state.is_stale());
    assert!(state.notice.as_ref().unwrap().contains("object size 1GiB"));
    assert_eq!(state.priced.as_ref().unwrap().workload.uploads, 20_000);
}

#[test]
fn two_sets_of_inputs_change_places() {
    let today = typed(&State::new(""), Field::Documents, "100k").after(Action::Keep);
    let planned = typed(&today, Field::Documents, "1M");
    costs(&planned, EncryptionOption::SseKms, "$6.94");
    let swapped = planned.after(Action::Swap);
    costs(&swapped, EncryptionOption::SseKms, "$1.54");
    assert_eq!(swapped.today.as_ref().unwrap().workload.uploads, 1_000_000);
    assert!(swapped.after(Action::Forget).today.is_none());
}

#[test]
fn the_answer_follows_what_is_required() {
    let chosen = |state: &State| {
        let priced = state.priced.as_ref().unwrap();
        priced.recommendation.choice().map(sse_guide::recommend::Choice::option)
    };
    let state = State::new("");
    assert_eq!(chosen(&state), Some(EncryptionOption::SseS3));
    let state = state.after(Action::Require(Requirement::KeyPolicy, true));
    assert_eq!(chosen(&state), Some(EncryptionOption::SseKmsBucketKey));
    let state = state.after(Action::Require(Requirement::KeyHolder, true));
    assert_eq!(chosen(&state), None);
}
