//! The most that all may come to: told only where it is known and can be had.

use super::*;

/// A founder who has said yes to the first question. The first grant, of so much, still takes the
/// second yes; the other one, of 6000 元, does not.
fn most(first: i64, change: impl FnOnce(&mut Vec<Instrument>)) -> (Option<Decimal>, Decimal) {
    let mut law = law("a");
    let mut other = law.instruments[0].clone();
    other.id = "other".into();
    other.eligible = Some(when(0));
    law.instruments[0].params[0].value = first.into();
    law.instruments.push(other);
    change(&mut law.instruments);
    let mut state = asked();
    state.law = Load::Ready(Rc::new(law.into()));
    state.answers.set(0, Answer::Bool(true));
    state.recompute();
    let view = state.view.unwrap();
    (view.most, view.own.certain)
}

#[test]
fn the_parts_add_up_where_all_of_them_can_be_had() {
    let (sure, both) = (Decimal::from(6000), Decimal::from(26_000));
    assert_eq!(most(20_000, |_| ()), (Some(both), sure));
    // Of two that exclude each other, the smaller one is in no sum.
    let excludes = |all: &mut Vec<Instrument>| all[1].excludes = vec![0];
    assert_eq!(most(20_000, excludes), (None, sure));
    // One takes the place of the other while it is open.
    let replaces = |all: &mut Vec<Instrument>| all[0].replaces = vec![1];
    assert_eq!(most(20_000, replaces).0, None);
    // What goes to somebody else is in none of the sums; then all of it is certain.
    let elsewhere = |all: &mut Vec<Instrument>| {
        all[0].beneficiary = Beneficiary::Employer;
        all[0].excludes = vec![1];
    };
    assert_eq!(most(20_000, elsewhere), (None, sure));
    // It stands in nobody's way either.
    let beside = |all: &mut Vec<Instrument>| {
        let mut third = all[1].clone();
        third.id = "third".into();
        third.beneficiary = Beneficiary::Employer;
        third.excludes = vec![0];
        all.push(third);
    };
    assert_eq!(most(20_000, beside), (Some(both), sure));
}
