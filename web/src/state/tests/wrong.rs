//! What cannot be read is told, field by field, and nothing of it is taken.

use super::*;

#[test]
fn a_field_that_cannot_be_read_is_told_and_nothing_is_taken() {
    let mut state = listed();
    let mut law = state.session.law().unwrap().law().clone();
    let number = FactKind::Number {
        unit: Unit::Yuan,
        min: 0.into(),
        max: 100.into(),
    };
    law.facts = vec![fact("local", number.clone()), fact("jobless", number)];
    for fact in &mut law.facts {
        fact.list = "多少？".into();
    }
    state.session.law = Load::Ready(Rc::new(law.into()));
    state.enter(Screen::Ask(0, ReturnTo::Flow));
    state.apply(FormAction::EditField(0, Change::Text("少".into())));
    state.apply(FormAction::EditField(1, Change::Text("多".into())));
    let effects = state.apply(Action::Submit);
    assert_eq!(effects, [Effect::Focus("wrong".into())]);
    assert_eq!(said(&state), [None, None]);
    let wrong = |state: &State| -> Vec<usize> {
        let record = state.form.record.as_ref().unwrap();
        let all = record.fields.iter().enumerate();
        all.filter_map(|(at, draft)| draft.wrong.as_ref().map(|_| at))
            .collect()
    };
    assert_eq!(wrong(&state), [0, 1]);
    // One is put right: the other is still told, and what was typed there is still there.
    state.apply(FormAction::EditField(0, Change::Text(String::new())));
    assert_eq!(wrong(&state), [1]);
    assert_eq!(state.form.record.as_ref().unwrap().fields[1].text, "多");
    let field = Effect::Focus("jobless-0".into());
    assert_eq!(
        state.apply(NavigationAction::See("jobless-0".into())),
        [field]
    );
    state.apply(FormAction::EditField(1, Change::Text("50".into())));
    state.apply(Action::Submit);
    // What is left empty is not known.
    let fifty = Answer::Number(50.into());
    assert_eq!(said(&state), [Some(&Answer::Unsure), Some(&fifty)]);
}

#[test]
fn a_record_tells_all_that_is_wrong_and_keeps_what_was_typed() {
    let mut state = listed();
    let mut law = state.session.law().unwrap().law().clone();
    let number = |id| {
        let (min, max) = (0.into(), 100.into());
        fact(
            id,
            FactKind::Number {
                unit: Unit::Yuan,
                min,
                max,
            },
        )
    };
    let kind = FactKind::Records {
        item: "一批人".into(),
        fields: vec![number("first"), number("second")],
    };
    law.facts = vec![fact("hires", kind)];
    state.session.law = Load::Ready(Rc::new(law.into()));
    state.enter(Screen::Ask(0, ReturnTo::Flow));
    state.apply(Action::AddRecord);
    let wrong = |state: &State| -> Vec<bool> {
        let fields = &state.form.record.as_ref().unwrap().fields;
        fields.iter().map(|draft| draft.wrong.is_some()).collect()
    };
    let summary = [Effect::Focus("wrong".into())];
    // Nothing at all is told at the first field, whichever is filled in then.
    assert_eq!(state.apply(Action::SaveRecord), summary);
    assert_eq!(wrong(&state), [true, false]);
    state.apply(FormAction::EditField(1, Change::Text("五十".into())));
    assert_eq!(state.apply(Action::SaveRecord), summary);
    assert_eq!(wrong(&state), [false, true]);
    state.apply(FormAction::EditField(0, Change::Text("101".into())));
    // The questions do not go on over it, and no other record is begun.
    assert_eq!(state.apply(Action::Submit), summary);
    assert_eq!(state.apply(Action::AddRecord), summary);
    assert_eq!(wrong(&state), [true, true]);
    state.apply(FormAction::EditField(1, Change::Text("50".into())));
    assert_eq!(wrong(&state), [true, false]);
    assert_eq!(state.form.record.as_ref().unwrap().fields[0].text, "101");
    state.apply(FormAction::EditField(0, Change::Text(String::new())));
    state.apply(Action::SaveRecord);
    assert!(state.form.record.is_none());
    let records = state.records();
    assert_eq!(records.len(), 1);
    assert_eq!(records[0].get(&1), Some(&Answer::Number(50.into())));
    assert_eq!(records[0].get(&0), None);
}

#[test]
fn what_is_written_says_nothing_of_the_kind_of_a_record() {
    let options = vec![("a".to_owned(), "甲".to_owned())];
    let number = FactKind::Number {
        unit: Unit::Months,
        min: 0.into(),
        max: 600.into(),
    };
    let fields = [
        fact("group", FactKind::Choice(options)),
        fact("months", number),
    ];
    let group = Draft {
        one: Some(0),
        ..Draft::default()
    };
    // The first digit of 24: two months alone would rule the record out.
    let months = Draft {
        text: "2".into(),
        ..Draft::default()
    };
    let known = crate::draft::picked(&fields, &[group, months], day(TODAY));
    assert_eq!(known.get(&0), Some(&Answer::Choice(0)));
    assert_eq!(known.get(&1), None);
}
