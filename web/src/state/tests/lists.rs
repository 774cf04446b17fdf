//! Lists: several questions on one screen.

use super::*;

#[test]
fn a_list_is_one_screen_and_what_is_not_ticked_is_a_no() {
    let mut state = listed();
    assert_eq!(state.page(0, ReturnTo::Flow), [0, 1]);
    state.apply(FormAction::EditField(1, Change::Yes(true)));
    let effects = state.apply(Action::Submit);
    assert!(
        effects.contains(&Effect::Push("#/results".into())),
        "{effects:?}"
    );
    assert!(effects.contains(&Effect::Save));
    let (yes, no) = (Answer::Bool(true), Answer::Bool(false));
    assert_eq!(said(&state), [Some(&no), Some(&yes)]);
    // On the way back both rows are there as they were left.
    state.apply(Action::Arrived("#/q/local".into()));
    assert_eq!(state.page(0, ReturnTo::Flow), [0, 1]);
    let fields = |state: &State| state.form.record.as_ref().unwrap().fields.clone();
    assert_eq!(fields(&state)[1].yes, Some(true));
    state.apply(FormAction::EditField(0, Change::Unsure));
    state.apply(Action::Submit);
    assert_eq!(said(&state), [Some(&Answer::Unsure), Some(&yes)]);
    // 不清楚 taken back is a no again.
    state.apply(Action::Arrived("#/q/local".into()));
    assert!(fields(&state)[0].unsure);
    state.apply(FormAction::EditField(0, Change::Unsure));
    state.apply(Action::Submit);
    assert_eq!(said(&state), [Some(&no), Some(&yes)]);
}

#[test]
fn a_row_is_edited_alone_and_the_others_stay() {
    let mut state = listed();
    state.apply(FormAction::EditField(0, Change::Yes(true)));
    state.apply(FormAction::EditField(1, Change::Yes(true)));
    state.apply(Action::Submit);
    assert_eq!(certain(&state), 6000.into());
    state.apply(Action::Arrived("#/edit/jobless".into()));
    assert_eq!(state.page(1, ReturnTo::Review), [1]);
    assert_eq!(state.form.draft.yes, Some(true));
    let effects = state.apply(Action::Answer(Answer::Bool(false)));
    assert!(
        effects.contains(&Effect::Push("#/review".into())),
        "{effects:?}"
    );
    let (yes, no) = (Answer::Bool(true), Answer::Bool(false));
    assert_eq!(said(&state), [Some(&yes), Some(&no)]);
    // A list counts as one screen, and back leads to the beginning.
    assert_eq!(state.screens_before(1), 0);
    state.apply(Action::Arrived("#/q/jobless".into()));
    assert_eq!(state.apply(Action::Back), [Effect::Back("#/".into())]);
}

#[test]
fn a_row_that_was_answered_alone_is_not_asked_again_beside_the_others() {
    let mut state = listed();
    state.apply(Action::Arrived("#/need/local".into()));
    state.apply(Action::Answer(Answer::Bool(true)));
    state.apply(Action::Arrived("#/".into()));
    let effects = state.apply(Action::Start);
    assert!(
        effects.contains(&Effect::Push("#/q/jobless".into())),
        "{effects:?}"
    );
    assert_eq!(state.page(1, ReturnTo::Flow), [1]);
    assert_eq!(state.screens_before(1), 1);
}
