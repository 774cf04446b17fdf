//! The reducer without a browser: nothing that was entered is lost, whatever comes.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

use super::*;
use crate::link;
use huice_core::ir::{
    Amount, Beneficiary, Citation, Condition, Document, Expr, Fact, FactId, FactKind, Formula,
    Goal, Instrument, Kind, Param, Role, Strength, Test, Unit,
};
use huice_core::{Decimal, Law};
use huice_pack::{Index, IndexPlace, PackRef};
use std::rc::Rc;

const TODAY: &str = "2026-11-21";

fn day(text: &str) -> Date {
    Date::parse(text).unwrap_or(Date::FIRST)
}

fn fact(id: &str, kind: FactKind) -> Fact {
    Fact {
        ask: format!("{id}？"),
        label: id.into(),
        ..Fact::bare(id, kind)
    }
}

fn yes_no() -> FactKind {
    FactKind::Bool {
        yes: String::new(),
        no: String::new(),
    }
}

fn cite() -> Citation {
    Citation {
        document: 0,
        clause: "一".into(),
        sentence: "1".into(),
    }
}

fn when(fact: FactId) -> Condition {
    Condition {
        say: "条件".into(),
        cite: None,
        test: Test::When(Expr::Fact(fact)),
    }
}

/// One grant of 6000 元 that takes two yeses.
fn law(place: &str) -> Law {
    let money = |value: i64| Param {
        name: "grant".into(),
        label: "标准".into(),
        value: value.into(),
        unit: Unit::Yuan,
        cite: cite(),
    };
    Law {
        place: place.into(),
        place_name: place.into(),
        documents: vec![Document {
            id: "d".into(),
            title: "办法".into(),
            number: String::new(),
            issuer: String::new(),
            issued_earliest: day("2019-01-01"),
            issued_latest: day("2019-01-01"),
            until: None,
            checked: day(TODAY),
            ended: Vec::new(),
            amends: Vec::new(),
        }],
        facts: vec![fact("local", yes_no()), fact("jobless", yes_no())],
        topics: vec!["身份".into()],
        definitions: Vec::new(),
        instruments: vec![Instrument {
            id: "grant".into(),
            title: "补贴".into(),
            plain: String::new(),
            summary: String::new(),
            kind: Kind::Cash,
            beneficiary: Beneficiary::Founder,
            roles: vec![Role::Founder],
            strength: Strength::Entitled,
            cite: cite(),
            fund: String::new(),
            prerequisite: String::new(),
            from: None,
            until: None,
            eligible: Some(Condition {
                say: String::new(),
                cite: None,
                test: Test::All(vec![when(0), when(1)]),
            }),
            amount: Amount::Exactly(Formula {
                steps: Vec::new(),
                value: Expr::Param(0),
                unit: Unit::Yuan,
            }),
            params: vec![money(6000)],
            terms: Vec::new(),
            readings: Vec::new(),
            excludes: Vec::new(),
            replaces: Vec::new(),
            restates: None,
            offices: Vec::new(),
            goals: Vec::new(),
            note: String::new(),
            paid: huice_core::ir::PaymentSchedule::Once,
            loan: None,
        }],
        missing: Vec::new(),
        ..Law::default()
    }
}

fn index() -> Index {
    let place = |code: &str, covered: bool| IndexPlace {
        code: code.into(),
        name: code.into(),
        covered,
        pack: covered.then(PackRef::default),
        ..IndexPlace::default()
    };
    Index {
        version: "v".into(),
        goals: Vec::new(),
        names: None,
        places: vec![place("a", true), place("b", true), place("c", false)],
    }
}

/// At the first question, as a founder in place a.
fn asked() -> State {
    let mut state = State::new(day(TODAY), None, "#/");
    assert_eq!(state.index_came(Ok(index())), []);
    let effects = state.apply(Action::Pick("a".into()));
    assert!(matches!(effects.first(), Some(Effect::FetchLaw(p)) if p.code == "a"));
    state.apply(SessionAction::Goal("founder".into()));
    assert_eq!(state.apply(Action::Start), []);
    let effects = state.law_came("a", Ok(law("a")));
    assert!(
        effects.contains(&Effect::Push("#/q/local".into())),
        "{effects:?}"
    );
    state
}

fn certain(state: &State) -> Decimal {
    state
        .results
        .view
        .as_ref()
        .map_or(Decimal::ZERO, |v| v.own.certain)
}

#[test]
fn two_answers_lead_to_the_results() {
    let mut state = asked();
    let effects = state.apply(Action::Answer(Answer::Bool(true)));
    assert!(
        effects.contains(&Effect::Push("#/q/jobless".into())),
        "{effects:?}"
    );
    assert!(effects.contains(&Effect::Save));
    let effects = state.apply(Action::Answer(Answer::Bool(true)));
    assert!(
        effects.contains(&Effect::Push("#/results".into())),
        "{effects:?}"
    );
    assert_eq!(certain(&state), 6000.into());
}

#[test]
fn a_changed_answer_keeps_the_others() {
    let mut state = asked();
    state.apply(Action::Answer(Answer::Bool(true)));
    state.apply(Action::Answer(Answer::Bool(true)));
    state.apply(Action::Arrived("#/edit/local".into()));
    assert_eq!(state.form.draft.yes, Some(true));
    let effects = state.apply(Action::Answer(Answer::Unsure));
    assert!(
        effects.contains(&Effect::Push("#/review".into())),
        "{effects:?}"
    );
    assert_eq!(state.session.answers.get(1), Some(&Answer::Bool(true)));
    assert_eq!(certain(&state), Decimal::ZERO);
}

#[test]
fn a_session_is_kept_and_comes_back() {
    let mut state = asked();
    state.apply(Action::Answer(Answer::Bool(true)));
    let kept = state.kept();
    let mut again = State::new(day(TODAY), saved_session::read(&kept), "#/results");
    assert!(again.navigation.is_waiting());
    let effects = again.index_came(Ok(index()));
    assert!(
        matches!(effects.first(), Some(Effect::FetchLaw(_))),
        "{effects:?}"
    );
    again.law_came("a", Ok(law("a")));
    assert_eq!(again.navigation.screen, Screen::Results);
    assert_eq!(again.session.answers, state.session.answers);
    assert_eq!(again.session.roles, state.session.roles);
}

#[test]
fn the_order_of_the_questions_comes_back() {
    let mut state = asked();
    // The second question first, as from the results.
    state.apply(Action::Arrived("#/need/jobless".into()));
    state.apply(Action::Answer(Answer::Bool(true)));
    state.apply(Action::Arrived("#/q/local".into()));
    state.apply(Action::Answer(Answer::Bool(true)));
    assert_eq!(state.session.trail, [1, 0]);
    let again = opened("#/results", saved_session::read(&state.kept()), law("a"));
    assert_eq!(again.session.trail, [1, 0]);
}

#[test]
fn another_place_takes_over_what_it_asks_in_the_same_words() {
    let mut state = asked();
    state.apply(Action::Answer(Answer::Bool(true)));
    state.apply(Action::Answer(Answer::Bool(false)));
    let mine = state.session.answers.clone();
    let mut other = law("b");
    other.facts[0].ask = "户口在乙地吗？".into();
    state.apply(Action::Pick("b".into()));
    state.law_came("b", Ok(other));
    assert_eq!(state.session.answers.get(0), None);
    assert_eq!(state.session.answers.get(1), Some(&Answer::Bool(false)));
    assert_eq!(state.session.dropped, ["local"]);
    // Late news of the place that was left changes nothing.
    assert_eq!(
        state.law_came("a", Err(Trouble::Network("late".into()))),
        []
    );
    state.apply(Action::Pick("a".into()));
    state.law_came("a", Ok(law("a")));
    assert_eq!(state.session.answers, mine);
    assert!(state.session.dropped.is_empty());
}

#[test]
fn a_place_without_law_is_told_and_nothing_begins() {
    let mut state = State::new(day(TODAY), None, "#/");
    state.index_came(Ok(index()));
    state.apply(SessionAction::Goal("seeker".into()));
    state.apply(Action::Pick("c".into()));
    let effects = state.apply(Action::Start);
    assert_eq!(effects, [Effect::Focus("place".into())]);
    assert!(state.form.wrong.is_some());
}

#[test]
fn what_does_not_come_can_be_fetched_again() {
    let mut state = State::new(day(TODAY), None, "#/");
    state.index_came(Err(Trouble::Network("404".into())));
    assert_eq!(state.apply(Action::Retry), [Effect::FetchIndex]);
    state.index_came(Ok(index()));
    state.apply(Action::Pick("a".into()));
    state.law_came("a", Err(Trouble::Damaged("damaged".into())));
    assert_eq!(
        state.session.law,
        Load::Failed(Trouble::Damaged("damaged".into()))
    );
    let effects = state.apply(Action::Retry);
    assert!(
        matches!(effects.first(), Some(Effect::FetchLaw(_))),
        "{effects:?}"
    );
}

#[test]
fn a_hostile_address_changes_nothing() {
    let mut state = asked();
    state.apply(Action::Answer(Answer::Bool(true)));
    let before = (state.navigation.screen, state.session.answers.clone());
    for hash in [
        "#/q/nothing",
        "#/edit/<script>",
        "#//",
        "#/results/../x",
        "#%00",
        "#",
    ] {
        state.apply(Action::Arrived(hash.into()));
        assert_eq!(state.session.answers, before.1, "{hash}");
    }
    for kept in [
        "",
        "1",
        "2\na\n\n\n",
        "1\na\n9999-99-99\nking\nlocal=maybe\nnothing=y",
    ] {
        let mut state = State::new(day(TODAY), saved_session::read(kept), "#/");
        state.index_came(Ok(index()));
        if state.session.place.is_some() {
            state.law_came("a", Ok(law("a")));
        }
        assert_eq!(state.session.as_of, day(TODAY), "{kept}");
        assert_eq!(certain(&state), Decimal::ZERO, "{kept}");
    }
}

#[test]
fn clearing_forgets_everything_but_the_look() {
    let mut state = asked();
    state.apply(Action::Answer(Answer::Bool(true)));
    let look = Display {
        size: Size::Elder,
        ..Display::default()
    };
    state.apply(DisplayAction::Look(look));
    let effects = state.apply(Action::Clear);
    assert_eq!(effects, [Effect::Forget, Effect::Push("#/".into())]);
    assert!(
        state.session.answers.is_empty()
            && state.session.place.is_none()
            && state.session.roles.is_empty()
    );
    assert_eq!(state.display, look);
}

/// Opened by its address, with everything that it asks for at hand.
fn opened(hash: &str, kept: Option<Stored>, law: Law) -> State {
    let mut state = State::new(day(TODAY), kept, hash);
    state.index_came(Ok(index()));
    if state.session.place.is_some() {
        state.law_came("a", Ok(law));
    }
    state
}

/// The two facts of the law on one screen.
fn listed() -> State {
    let mut law = law("a");
    for fact in &mut law.facts {
        fact.list = "哪些？".into();
    }
    let mut state = State::new(day(TODAY), None, "#/");
    state.index_came(Ok(index()));
    state.apply(Action::Pick("a".into()));
    state.apply(SessionAction::Goal("founder".into()));
    state.apply(Action::Start);
    state.law_came("a", Ok(law));
    state
}

fn said(state: &State) -> [Option<&Answer>; 2] {
    [state.session.answers.get(0), state.session.answers.get(1)]
}

mod choices;
mod country;
mod keeping;
mod links;
mod lists;
mod unfinished;
mod unread;
mod wrong;
