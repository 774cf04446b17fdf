//! Links that carry a calculation.

use super::*;

/// The link to a state, as a fragment.
fn fragment(state: &State) -> String {
    link::write(&state.link().unwrap_or_default()).unwrap_or_default()
}

#[test]
fn a_link_brings_everything() {
    let mut state = asked();
    state.apply(Action::Answer(Answer::Bool(true)));
    state.apply(Action::Answer(Answer::Bool(true)));
    let hash = fragment(&state);
    let again = opened(&hash, None, law("a"));
    assert_eq!(again.navigation.screen, Screen::Results);
    assert_eq!(again.session.answers, state.session.answers);
    assert_eq!(again.session.roles, state.session.roles);
    assert!(!again.session.has_changed());
    let changes = again.changes().unwrap();
    assert_eq!(
        (
            changes.certain.as_str(),
            changes.different,
            changes.same,
            changes.gone
        ),
        ("6000", vec![], 1, 0)
    );
    // It is told after a reload as well.
    let reloaded = opened("#/results", saved_session::read(&again.kept()), law("a"));
    assert_eq!(reloaded.session.since, again.session.since);
    assert_eq!(reloaded.session.answers, again.session.answers);
}

/// Which roles a goal stands for is known with the index, after the address has been read.
#[test]
fn a_link_with_a_goal_opens_at_the_results() {
    let mut link = asked().link().unwrap_or_default();
    link.roles = "start".into();
    let hash = link::write(&link).unwrap_or_default();
    let state = State::new(day(TODAY), None, &hash);
    assert_eq!(state.navigation.resume.as_deref(), Some("#/results"));
    assert_eq!(state.session.wanted, ["start"]);
}

#[test]
fn what_has_changed_since_a_link_is_told() {
    let mut state = asked();
    state.apply(Action::Answer(Answer::Bool(true)));
    state.apply(Action::Answer(Answer::Bool(true)));
    let mut link = state.link().unwrap_or_default();
    link.law = "000000".into();
    let hash = link::write(&link).unwrap_or_default();
    let mut dearer = law("a");
    dearer.instruments[0].params[0].value = 8000.into();
    let again = opened(&hash, None, dearer);
    assert!(again.session.has_changed());
    let changes = again.changes().unwrap();
    assert_eq!(
        (changes.different, changes.same, changes.gone),
        (vec![0], 0, 1)
    );
}

#[test]
fn a_link_never_takes_the_place_of_what_was_entered_unasked() {
    let mut other = asked();
    other.apply(Action::Answer(Answer::Bool(false)));
    let hash = fragment(&other);
    let mut state = asked();
    state.apply(Action::Answer(Answer::Bool(true)));
    let mine = state.session.answers.clone();
    state.apply(Action::Arrived(hash.clone()));
    assert_eq!(
        (state.navigation.screen, &state.session.answers),
        (Screen::Start, &mine)
    );
    state.apply(Action::Take(false));
    assert_eq!(
        (&state.session.answers, &state.session.offer),
        (&mine, &None)
    );
    state.apply(Action::Arrived(hash));
    let effects = state.apply(Action::Take(true));
    assert!(
        effects.contains(&Effect::Replace("#/results".into())),
        "{effects:?}"
    );
    state.law_came("a", Ok(law("a")));
    assert_eq!(
        (state.navigation.screen, &state.session.answers),
        (Screen::Results, &other.session.answers)
    );
}

#[test]
fn a_damaged_link_is_told_and_loses_nothing() {
    let mut state = asked();
    state.apply(Action::Answer(Answer::Bool(true)));
    let mine = state.session.answers.clone();
    for hash in [
        "#s=",
        "#s=9.",
        "#s=1.aaaaa.a",
        "#s=1..a.....<b>",
        "#s=1..zz..king...",
    ] {
        state.apply(Action::Arrived(hash.into()));
        assert_eq!(state.session.answers, mine, "{hash}");
        assert!(
            state.session.refused.is_some() || state.session.offer.is_some(),
            "{hash}"
        );
    }
}

#[test]
fn answers_that_a_link_brought_without_a_place_wait_for_one() {
    let mut state = State::new(day(TODAY), None, "#s=1....founder...localIy");
    state.index_came(Ok(index()));
    assert_eq!(state.navigation.screen, Screen::Start);
    state.apply(Action::Pick("a".into()));
    state.law_came("a", Ok(law("a")));
    assert_eq!(state.session.answers.get(0), Some(&Answer::Bool(true)));
    assert_eq!(state.session.roles, [Role::Founder]);
}

#[test]
fn answers_still_unread_stay_with_their_place() {
    let kept = saved_session::read("1\na\n\nfounder\nlocal=y\n");
    let mut state = State::new(day(TODAY), kept, "#/");
    state.index_came(Ok(index()));
    state.apply(Action::Unpick);
    state.apply(Action::Pick("b".into()));
    state.law_came("b", Ok(law("b")));
    assert!(state.session.answers.is_empty());
    state.apply(Action::Pick("a".into()));
    state.law_came("a", Ok(law("a")));
    assert_eq!(state.session.answers.get(0), Some(&Answer::Bool(true)));
}
