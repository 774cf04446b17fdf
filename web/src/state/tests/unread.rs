//! What a link or a kept session says and nobody can read stays unknown, and is reported.

use super::*;
use crate::saved_session::parse_answers;

#[test]
fn a_yes_or_no_of_another_spelling_stays_unknown_and_is_reported() {
    let law = law("a");
    let id = law.facts[0].id.clone();
    for value in ["true", "1", "yes", "", "Y", "是"] {
        let kept = parse_answers(&law, day(TODAY), &format!("{id}={value}\n=law.digest"));
        assert!(kept.answers.is_empty() && kept.trail.is_empty(), "{value}");
        assert_eq!(kept.unread.len(), 1, "{value}");
        assert_eq!(kept.unread[0].field, id, "{value}");
    }
    for (value, answer) in [
        ("y", Answer::Bool(true)),
        ("n", Answer::Bool(false)),
        ("?", Answer::Unsure),
    ] {
        let kept = parse_answers(&law, day(TODAY), &format!("{id}={value}"));
        assert_eq!(kept.answers.get(0), Some(&answer), "{value}");
        assert!(kept.unread.is_empty(), "{value}");
    }
}

#[test]
fn what_could_not_be_read_is_named_until_it_is_answered() {
    let mut state = asked();
    let code = state.session.law().unwrap().place.clone();
    let id = state.session.law().unwrap().facts[0].id.clone();
    state.session.law = Load::Busy;
    state.session.pending = Some(format!("{id}=yes\nno_such=y"));
    state.law_came(&code, Ok(law(&code)));
    assert_eq!(state.session.unread(), (vec![id.as_str()], 1));
    state.session.answers.set(0, Answer::Bool(true));
    assert_eq!(state.session.unread(), (Vec::new(), 1));
}
