//! Forms that are left half filled in.

use super::*;

/// What the rows of the list that is shown hold.
fn rows(state: &State) -> Vec<Option<bool>> {
    let record = state.form.record.as_ref().unwrap();
    record.fields.iter().map(|draft| draft.yes).collect()
}

#[test]
fn rows_that_were_ticked_come_back_on_every_way() {
    let mut state = listed();
    assert_eq!(
        state.apply(FormAction::EditField(1, Change::Yes(true))),
        [Effect::Save]
    );
    let kept = saved_session::read(&state.kept());
    for elsewhere in ["#/results", "#/", "#/review", "#/display"] {
        state.apply(Action::Arrived(elsewhere.into()));
        assert_eq!(state.unfinished_questions().len(), 1, "{elsewhere}");
        assert!(state.session.answers.is_empty(), "{elsewhere}");
        state.apply(Action::Arrived("#/q/local".into()));
        assert_eq!(rows(&state), [None, Some(true)], "{elsewhere}");
    }
    // After a reload too.
    let mut again = State::new(day(TODAY), kept, "#/q/local");
    again.index_came(Ok(index()));
    again.law_came("a", Ok(state.session.law().unwrap().law().clone()));
    assert_eq!(rows(&again), [None, Some(true)]);
    // Once it is answered nothing is left over.
    again.apply(Action::Submit);
    assert!(again.unfinished_questions().is_empty());
    assert!(!again.kept().contains('~'), "{}", again.kept());
}

#[test]
fn what_was_only_looked_at_is_not_unfinished() {
    let mut state = listed();
    state.apply(Action::Arrived("#/results".into()));
    assert!(state.unfinished_questions().is_empty());
}

#[test]
fn the_day_follows_the_month() {
    let mut draft = Draft::default();
    for (at, part) in ["2026", "1", "31"].into_iter().enumerate() {
        draft.change(Change::Part(at, part.into()));
    }
    draft.change(Change::Part(1, "2".into()));
    assert_eq!(draft.date, ["2026", "2", "28"]);
    draft.change(Change::Part(0, "2028".into()));
    draft.change(Change::Part(2, "29".into()));
    assert_eq!(draft.date, ["2028", "2", "29"]);
    draft.change(Change::Part(0, "2027".into()));
    assert_eq!(draft.date, ["2027", "2", "28"]);
}

#[test]
fn the_day_moves_on_with_a_word_unless_one_was_chosen() {
    let mut state = asked();
    state.apply(Action::Answer(Answer::Bool(true)));
    let kept = saved_session::read(&state.kept());
    let next = day("2026-11-22");
    assert_eq!(state.apply(SessionAction::Today(next)), [Effect::Save]);
    assert_eq!(
        (state.session.as_of, state.session.moved_from),
        (next, Some(day(TODAY)))
    );
    // The same for a session of yesterday that is opened today.
    let again = State::new(next, kept, "#/results");
    assert_eq!(
        (again.session.as_of, again.session.moved_from),
        (next, Some(day(TODAY)))
    );
    let mut chosen = asked();
    chosen.session.as_of = day("2020-01-01");
    chosen.apply(SessionAction::Today(next));
    assert_eq!(
        (chosen.session.as_of, chosen.session.moved_from),
        (day("2020-01-01"), None)
    );
}

#[test]
fn a_clock_before_the_law_was_checked_is_not_believed() {
    let mut state = State::new(day("1970-01-01"), None, "#/");
    state.index_came(Ok(index()));
    state.apply(Action::Pick("a".into()));
    state.apply(SessionAction::Goal("founder".into()));
    assert_eq!(state.apply(Action::Start), []);
    let effects = state.law_came("a", Ok(law("a")));
    assert!(
        effects.contains(&Effect::Focus("day-0".into())),
        "{effects:?}"
    );
    assert_eq!(state.navigation.screen, Screen::Start);
    assert!(
        state.session.is_clock_wrong() && state.form.wrong.is_some() && state.form.day.is_some()
    );
    // Or the day could not be chosen.
    let checked = state
        .session
        .law()
        .and_then(|law| law.documents[0].checked.year().into());
    assert_eq!(checked, Some(state.session.latest_day().year()));
    state.apply(Action::Day(Change::Part(0, "2026".into())));
    assert!(!state.session.is_clock_wrong());
    let effects = state.apply(Action::Start);
    assert!(
        effects.contains(&Effect::Push("#/q/local".into())),
        "{effects:?}"
    );
}

#[test]
fn a_second_touch_answers_no_screen_that_nobody_has_seen() {
    let mut state = asked();
    let yes = || Action::Answer(Answer::Bool(true));
    state.apply(NavigationAction::Settled);
    assert!(!state.press(yes()).is_empty());
    assert_eq!(state.press(yes()), []);
    assert_eq!(state.session.trail, [0]);
    state.press(NavigationAction::Settled.into());
    assert!(!state.press(yes()).is_empty());
    assert_eq!(state.session.trail, [0, 1]);
}
