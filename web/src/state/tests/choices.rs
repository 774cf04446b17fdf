//! What is chosen at the start and in lists, and when the results come.

use super::*;

#[test]
fn going_on_without_a_choice_denies_nothing() {
    let mut state = listed();
    let effects = state.apply(Action::Submit);
    assert_eq!(effects, [Effect::Focus("rows".into())]);
    assert!(state.form.record.as_ref().unwrap().too_early);
    assert_eq!(said(&state), [None, None]);
    // 以上都不是 takes every other choice away, and a choice takes it away.
    state.apply(FormAction::EditField(0, Change::Yes(true)));
    state.apply(FormAction::NoneOf);
    let record = state.form.record.clone().unwrap();
    assert!(record.none && !record.too_early && record.fields.iter().all(Draft::is_empty));
    state.apply(FormAction::EditField(1, Change::Unsure));
    assert!(!state.form.record.as_ref().unwrap().none);
    state.apply(FormAction::EditField(1, Change::Unsure));
    state.apply(FormAction::NoneOf);
    state.apply(Action::Submit);
    let no = Answer::Bool(false);
    assert_eq!(said(&state), [Some(&no), Some(&no)]);
    // On the way back it is still ticked.
    state.apply(Action::Arrived("#/q/local".into()));
    assert!(state.form.record.as_ref().unwrap().none);
}

#[test]
fn in_the_size_for_elders_every_question_is_a_screen() {
    let mut state = listed();
    state.display.size = Size::Elder;
    assert_eq!(state.page(0, ReturnTo::Flow), [0]);
    state.apply(Action::Arrived("#/results".into()));
    state.apply(Action::Arrived("#/q/local".into()));
    let effects = state.apply(Action::Answer(Answer::Bool(true)));
    assert!(
        effects.contains(&Effect::Push("#/q/jobless".into())),
        "{effects:?}"
    );
    assert_eq!(state.screens_before(1), 1);
}

#[test]
fn goals_stand_for_roles_and_for_what_they_serve() {
    let goal = |id: &str, roles: &[Role]| Goal {
        id: id.into(),
        label: id.into(),
        roles: roles.to_vec(),
    };
    let goals = vec![
        goal("start", &[Role::Founder]),
        goal("borrow", &[Role::Founder, Role::Employer]),
    ];
    let mut state = asked();
    // What older sessions and other sites know are roles.
    assert_eq!(state.session.wanted, ["founder"]);
    state.index_came(Ok(Index {
        goals: goals.clone(),
        ..index()
    }));
    assert_eq!(
        (
            state.session.wanted.as_slice(),
            state.session.roles.as_slice()
        ),
        (&["start".to_owned()][..], &[Role::Founder][..])
    );
    state.apply(SessionAction::Goal("start".into()));
    state.apply(SessionAction::Goal("borrow".into()));
    assert_eq!(state.session.roles, [Role::Founder, Role::Employer]);
    let mut law = law("a");
    law.goals = goals;
    law.instruments[0].goals = vec![0];
    let grant = law.instruments[0].clone();
    state.session.law = Load::Ready(Rc::new(law.into()));
    assert!(!state.session.is_mine(&grant));
    state.apply(SessionAction::EveryGoal);
    assert!(state.session.wants_all() && state.session.is_mine(&grant));
    state.apply(SessionAction::EveryGoal);
    assert!(state.session.wanted.is_empty() && state.session.roles.is_empty());
}

#[test]
fn when_the_money_is_settled_the_results_come_and_the_rest_by_choice() {
    let mut state = asked();
    let mut law = law("a");
    let mut service = law.instruments[0].clone();
    service.id = "place".into();
    service.kind = Kind::Priority;
    service.amount = Amount::None;
    service.eligible = Some(when(2));
    law.facts.push(fact("more", yes_no()));
    law.instruments.push(service);
    state.session.law = Load::Ready(Rc::new(law.into()));
    state.recompute();
    state.apply(Action::Answer(Answer::Bool(true)));
    let effects = state.apply(Action::Answer(Answer::Bool(true)));
    assert!(
        effects.contains(&Effect::Push("#/results".into())),
        "{effects:?}"
    );
    // Asked for, the other question is asked, and then they come again.
    state.apply(Action::Arrived("#/q/more".into()));
    let effects = state.apply(Action::Answer(Answer::Bool(false)));
    assert!(
        effects.contains(&Effect::Push("#/results".into())),
        "{effects:?}"
    );
    assert!(state.results.view.as_ref().unwrap().question.is_none());
}
