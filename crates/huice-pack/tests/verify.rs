//! Every kind of hole that a law can have is found.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

mod common;

use common::{condition, day, law, when, yuan};
use huice_core::ir::*;
use huice_core::{Date, Decimal};
use huice_pack::{PackError, verify};

fn refuse(says: &str, change: impl FnOnce(&mut Law)) {
    let mut law = law();
    change(&mut law);
    match verify(&law) {
        Err(PackError::Invalid(what)) => assert!(what.contains(says), "{what}"),
        other => panic!("{says}: {other:?}"),
    }
}

fn eligible(law: &mut Law, expr: Expr) {
    law.instruments[1].eligible = Some(when(expr));
}

fn amount(law: &mut Law, steps: Vec<(String, Expr)>, value: Expr, unit: Unit) {
    law.instruments[0].amount = Amount::Exactly(Formula { steps, value, unit });
}

#[test]
fn the_sound_law_passes() {
    assert_eq!(verify(&law()), Ok(()));
}

#[test]
fn positions_out_of_range() {
    refuse("fact 99", |l| eligible(l, Expr::Fact(99)));
    refuse("fact 99", |l| {
        l.instruments[1].eligible = Some(condition(Test::Judge(99)))
    });
    refuse("definition 9", |l| {
        l.instruments[1].eligible = Some(condition(Test::Use(9)))
    });
    refuse("parameter 0 of 0", |l| {
        eligible(
            l,
            Expr::Compare(Compare::Eq, Box::new(Expr::Param(0)), Box::new(yuan(1))),
        );
    });
    refuse("parameter 5 of 1", |l| {
        amount(l, vec![], Expr::Param(5), Unit::Yuan)
    });
    refuse("parameter 0 of 0", |l| {
        l.definitions[1].holds = when(Expr::Compare(
            Compare::Eq,
            Box::new(Expr::Param(0)),
            Box::new(yuan(1)),
        ));
    });
    refuse("step 1", |l| {
        amount(l, vec![("步".into(), yuan(1))], Expr::Let(1), Unit::Yuan);
    });
    refuse("step 0", |l| {
        amount(l, vec![("步".into(), Expr::Let(0))], yuan(1), Unit::Yuan)
    });
    refuse("option 2 of 2", |l| {
        eligible(l, Expr::In(Box::new(Expr::Fact(3)), vec![2]))
    });
    let act = |l: &mut Law, to: ActionTarget, from: Vec<u16>| {
        if let Some(act) = &mut l.facts[3].change {
            act.target = to;
            act.from = from;
        }
    };
    refuse("does not fit", |l| {
        act(l, ActionTarget::Options(vec![2]), vec![])
    });
    refuse("does not fit", |l| {
        act(l, ActionTarget::Options(vec![]), vec![])
    });
    refuse("does not fit", |l| {
        act(l, ActionTarget::Options(vec![1]), vec![9])
    });
    refuse("does not fit", |l| act(l, ActionTarget::More, vec![]));
    refuse("does not fit", |l| {
        l.facts[1].change = Some(Action {
            say: "去".into(),
            office: false,
            from: vec![0],
            target: ActionTarget::More,
        });
    });
    refuse("topic 4", |l| l.facts[0].topic = 4);
    refuse("document 1", |l| l.instruments[0].cite.document = 1);
    refuse("document 1", |l| l.definitions[0].cite.document = 1);
    refuse("document 1", |l| {
        l.instruments[0].params[0].cite.document = 1
    });
    refuse("document 1", |l| {
        l.instruments[0].terms[0].cite.document = 1
    });
    refuse("instrument 7", |l| l.instruments[0].excludes.push(7));
    refuse("instrument 7", |l| l.instruments[0].replaces.push(7));
    refuse("itself", |l| l.instruments[1].excludes.push(1));
    refuse("field 2", |l| {
        eligible(
            l,
            Expr::Aggregate(Aggregate::Any, 5, Some(Box::new(Expr::Field(5, 2))), None),
        );
    });
}

#[test]
fn restatements_are_of_an_instrument_of_another_document() {
    let mut sound = law();
    let other = Document {
        id: "e".into(),
        ..sound.documents[0].clone()
    };
    sound.documents.push(other);
    sound.instruments[1].cite.document = 1;
    sound.instruments[1].restates = Some(0);
    assert_eq!(verify(&sound), Ok(()));
    refuse("instrument 7", |l| l.instruments[1].restates = Some(7));
    refuse("same document", |l| l.instruments[1].restates = Some(0));
    refuse("a restatement", |l| l.instruments[1].restates = Some(1));
    refuse("a restatement", |l| {
        l.instruments[0].restates = Some(1);
        l.instruments[1].restates = Some(0);
    });
}

#[test]
fn offices_and_goals_are_there_once_and_in_order() {
    refuse("office 2 of 2", |l| l.instruments[0].offices = vec![0, 2]);
    refuse("goal 1 of 1", |l| l.instruments[1].goals = vec![1]);
    refuse("out of order", |l| l.instruments[0].goals = vec![0, 0]);
    refuse("appears twice", |l| l.offices[1] = l.offices[0].clone());
    refuse("appears twice", |l| l.goals.push(l.goals[0].clone()));
    refuse("17 goals", |l| l.goals = vec![l.goals[0].clone(); 17]);
    refuse("cannot be called", |l| {
        l.contacts.hotlines[0].number = "+1".into();
    });
}

#[test]
fn lost_items_are_of_a_document_and_have_their_own_ids() {
    refuse("document 4", |l| l.missing[0].document = 4);
    refuse("appears twice", |l| l.missing[0].id = "first".into());
}

#[test]
fn positions_of_the_wrong_kind() {
    refuse("a number where a truth", |l| eligible(l, Expr::Fact(1)));
    refuse("options where a truth", |l| eligible(l, Expr::Fact(3)));
    refuse("records outside", |l| eligible(l, Expr::Fact(5)));
    refuse("not a finding", |l| {
        l.instruments[1].eligible = Some(condition(Test::Judge(0)))
    });
    refuse("not records", |l| {
        eligible(
            l,
            Expr::Aggregate(Aggregate::Any, 1, Some(Box::new(Expr::Bool(true))), None),
        );
    });
    refuse("outside their scope", |l| {
        eligible(l, Expr::In(Box::new(Expr::Field(5, 1)), vec![0]));
    });
    refuse("without its parts", |l| {
        eligible(l, Expr::Aggregate(Aggregate::Any, 5, None, None))
    });
    refuse("without its parts", |l| {
        amount(
            l,
            vec![],
            Expr::Aggregate(Aggregate::Sum, 5, None, None),
            Unit::Yuan,
        );
    });
    refuse("a day where a number", |l| {
        eligible(
            l,
            Expr::Compare(Compare::Lt, Box::new(yuan(1)), Box::new(Expr::AsOf)),
        );
    });
    refuse("compared", |l| {
        let truth = || Box::new(Expr::Bool(true));
        eligible(l, Expr::Compare(Compare::Lt, truth(), truth()));
    });
    refuse("where options should", |l| {
        eligible(l, Expr::In(Box::new(Expr::Fact(1)), vec![0]))
    });
    refuse("of no values", |l| {
        amount(l, vec![], Expr::Min(vec![]), Unit::Yuan)
    });
    refuse("not money", |l| amount(l, vec![], yuan(1), Unit::Percent));
    refuse("a truth where a number", |l| {
        amount(l, vec![], Expr::Bool(true), Unit::Yuan)
    });
}

#[test]
fn circles_dates_sizes() {
    refuse("defined by itself", |l| {
        l.definitions[1].holds = condition(Test::Use(0))
    });
    refuse("defined by itself", |l| {
        l.definitions[1].holds = condition(Test::Use(1))
    });
    refuse("earliest after", |l| {
        l.documents[0].issued_earliest = day("2020-01-01")
    });
    refuse("before it was issued", |l| {
        l.documents[0].until = Some(day("2018-01-01"))
    });
    refuse("before it starts", |l| {
        l.instruments[0].until = Some(day("2018-01-01"))
    });
    refuse("above the greatest", |l| {
        l.facts[1].kind = FactKind::Number {
            unit: Unit::Yuan,
            min: Decimal::ONE,
            max: Decimal::ZERO,
        };
    });
    refuse("a text of", |l| {
        l.instruments[0].title = "长".repeat(10_000)
    });
    refuse("records within", |l| {
        let inner = l.facts[5].clone();
        if let FactKind::Records { fields, .. } = &mut l.facts[5].kind {
            fields.push(inner);
        }
    });
    refuse("`yes` follows from itself", |l| {
        l.facts[7].follows = l.facts[0].follows.clone();
        l.facts[7].follows[0].when = Expr::Fact(0);
    });
    refuse("a consequence that does not fit", |l| {
        l.facts[0].follows[0].value = FixedValue::Choice(0)
    });
    refuse("a number where a truth", |l| {
        l.facts[0].follows[0].when = Expr::Fact(1)
    });
    refuse("a day where a truth", |l| {
        l.facts[3].contradicts[0].when = Expr::AsOf
    });
    refuse("a name for a value", |l| {
        l.facts[0].named = vec![(Decimal::ONE, "一".into())];
    });
    refuse("role that cannot know it", |l| {
        l.facts[0].knows = Knower::Office
    });
    refuse("0 options", |l| l.facts[3].kind = FactKind::Choice(vec![]));
    refuse("appears twice", |l| l.facts[1].id = "yes".into());
    refuse("appears twice", |l| l.instruments[1].id = "first".into());
    assert_eq!(Date::parse("2019-02-30"), None);
}
