//! Answers on the device: only after a yes, and nothing is lost before it is known what becomes of
//! them.

use super::*;

/// One question answered in place a, and its session as text.
fn answered() -> (State, String) {
    let mut state = asked();
    state.site.keep_days = 90;
    state.apply(Action::Answer(Answer::Bool(true)));
    let kept = state.kept();
    (state, kept)
}

/// The page opened on another day, in a window without answers, with this on the device.
fn opened(today: &str, kept: &str) -> (State, Vec<Effect>) {
    let mut state = State::new(day(today), None, "#/");
    state.site.keep_days = 90;
    let effects = state.found(saved_session::read(kept).unwrap());
    state.index_came(Ok(index()));
    (state, effects)
}

#[test]
fn nothing_is_kept_on_the_device_without_a_yes() {
    let (mut state, _) = answered();
    assert!(!state.is_kept());
    state.apply(Action::Arrived("#/keep".into()));
    let effects = state.apply(Action::Keep(true));
    assert_eq!(effects, [Effect::Save, Effect::Back("#/results".into())]);
    assert!(state.is_kept());
    let effects = state.apply(Action::Keep(false));
    assert_eq!(effects.first(), Some(&Effect::Unkeep));
    assert!(!state.is_kept());
}

#[test]
fn a_browser_that_refuses_is_reported() {
    let (mut state, _) = answered();
    state.apply(Action::Keep(true));
    state.refused_to_keep();
    assert!(!state.is_kept() && state.session.not_kept);
}

#[test]
fn what_was_kept_is_taken_up_on_another_day() {
    let (before, kept) = answered();
    let (mut state, effects) = opened("2027-02-19", &kept);
    assert_eq!(effects, []);
    assert!(state.session.kept_before.is_some());
    // The copy on the device stays as it is until the person has spoken.
    assert!(state.session.keeps && !state.is_kept());
    let effects = state.apply(Action::TakeUp(true));
    assert!(matches!(effects.first(), Some(Effect::FetchLaw(p)) if p.code == "a"));
    assert!(state.is_kept());
    state.law_came("a", Ok(law("a")));
    assert_eq!(state.session.answers, before.session.answers);
    assert_eq!(state.session.roles, before.session.roles);
    assert_eq!(state.navigation.screen, before.navigation.screen);
    assert_eq!(state.session.moved_from, Some(day(TODAY)));
}

#[test]
fn whoever_begins_anew_has_no_old_answers() {
    let (_, kept) = answered();
    let (mut state, _) = opened("2026-12-01", &kept);
    let effects = state.apply(Action::TakeUp(false));
    assert_eq!(effects, [Effect::Focus("h".into())]);
    assert!(state.session.answers.is_empty() && state.session.place.is_none() && state.is_kept());
}

#[test]
fn what_nobody_has_opened_for_too_long_goes() {
    let (_, kept) = answered();
    // Ninety days after the 21st of November.
    let (state, effects) = opened("2027-02-19", &kept);
    assert!(effects.is_empty() && state.session.keeps);
    let (state, effects) = opened("2027-02-20", &kept);
    assert_eq!(effects, [Effect::Unkeep]);
    assert!(state.session.kept_before.is_none() && !state.session.keeps);
}

#[test]
fn a_window_with_answers_is_not_asked_about_those_of_the_device() {
    let (_, kept) = answered();
    let mut state = State::new(day(TODAY), saved_session::read(&kept), "#/");
    state.site.keep_days = 90;
    assert_eq!(state.found(saved_session::read(&kept).unwrap()), []);
    assert!(state.session.kept_before.is_none() && state.is_kept());
}

#[test]
fn clearing_leaves_nothing_on_the_device() {
    let (mut state, _) = answered();
    state.apply(Action::Keep(true));
    let effects = state.apply(Action::Clear);
    assert!(effects.contains(&Effect::Forget));
    assert!(!state.session.keeps);
}
