//! Any text as an address and as a stored session: valid parts are taken, what is written reads
//! back equal, and no address leads out of the page. For the fuzzer and for the replay of its
//! corpus; a crate that includes this file has the app's modules at its root.

use crate::state::{Action, Effect, State, Trouble};
use crate::{embed, link, route, saved_session};
use huice_core::{CompiledLaw, Date, Law};
use huice_pack::{Index, IndexPlace, PackRef};
use std::sync::OnceLock;

/// One input: an address, a kept session and a second address, each ended by a zero.
pub fn link(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let mut parts = text.splitn(3, '\0');
    let mut part = || parts.next().unwrap_or_default();
    let (first, kept, second) = (part(), part(), part());
    let (first, second) = (&hash(first), &hash(second));
    for law in laws() {
        address(law, first);
        address(law, second);
    }
    calculation(first);
    drop(embed::Limits::read(second));
    let stored = saved_session::read(kept);
    if let Some(stored) = &stored {
        for law in laws() {
            same(
                law,
                &saved_session::parse_answers(law, today(), &stored.answers),
            );
        }
    }
    open(first, stored, second);
}

/// The end of an address as a browser gives it: empty, or from `#` on.
fn hash(text: &str) -> String {
    match text.chars().next() {
        None | Some('#') => text.to_owned(),
        Some(_) => format!("#{text}"),
    }
}

/// An address that is read leads to a screen whose own address leads there too.
fn address(law: &Law, hash: &str) {
    if let Ok(screen) = route::Screen::read(hash, Some(law)) {
        let own = screen.hash(Some(law));
        assert!(own.starts_with("#/"), "{own}");
        assert_eq!(route::Screen::read(&own, Some(law)), Ok(screen));
    }
}

/// A calculation in a fragment reads back as it is written.
fn calculation(fragment: &str) {
    match link::read(fragment) {
        None => assert!(!fragment.starts_with("#s=")),
        Some(Err(fault)) => assert!(!fault.words().is_empty()),
        Some(Ok(mut found)) => {
            found.answers = found.answers.trim_end_matches('\n').to_owned();
            // Names outside the law's letters take more room than they came in.
            if let Ok(written) = link::write(&found) {
                assert_eq!(link::read(&written), Some(Ok(found)), "{written}");
            }
        }
    }
}

/// Answers that are written read back the same, in the same order.
fn same(law: &Law, read: &saved_session::Kept) {
    let written = saved_session::write_answers(law, &read.answers, &read.trail);
    let again = saved_session::parse_answers(law, today(), &written);
    assert_eq!(
        (&again.answers, &again.trail),
        (&read.answers, &read.trail),
        "{written}"
    );
    assert!(again.unread.is_empty(), "{written}");
}

/// The page as it opens with these, then goes to the second address.
fn open(first: &str, stored: Option<saved_session::Stored>, second: &str) {
    let mut state = State::new(today(), stored, first);
    let mut effects = state.index_came(Ok(index()));
    let code = effects.iter().find_map(|effect| match effect {
        Effect::FetchLaw(place) => Some(place.code.clone()),
        _ => None,
    });
    if let Some(code) = code {
        let law = laws().iter().find(|law| law.place == code);
        effects.extend(
            state.law_came(
                &code,
                law.map(|law| law.law().clone())
                    .ok_or_else(|| Trouble::Damaged(String::new())),
            ),
        );
        effects.extend(state.apply(Action::Arrived(second.to_owned())));
        effects.extend(state.apply(Action::Back));
    }
    for effect in &effects {
        if let Effect::Push(to) | Effect::Replace(to) | Effect::Back(to) = effect {
            assert!(to.starts_with('#'), "leads out of the page: {to}");
        }
    }
    if let Some(mut told) = state.link()
        && let Ok(written) = link::write(&told)
    {
        // The last line's end is left out.
        told.answers = told.answers.trim_end_matches('\n').to_owned();
        assert_eq!(link::read(&written), Some(Ok(told)), "{written}");
    }
    drop(state.changes());
    let text = state.kept();
    let again = saved_session::read(&text).expect("what is kept can be read");
    if let Some(law) = state.session.law() {
        same(
            law,
            &saved_session::parse_answers(law, today(), &again.answers),
        );
        assert_eq!(again.place, law.place);
    }
}

/// The day of calculation.
fn today() -> Date {
    Date::new(2026, 11, 21).expect("a day")
}

/// The law of every place that differs.
fn laws() -> &'static [CompiledLaw] {
    static LAWS: OnceLock<Vec<CompiledLaw>> = OnceLock::new();
    LAWS.get_or_init(huice_tests::laws)
}

fn index() -> Index {
    let place = |law: &CompiledLaw| IndexPlace {
        code: law.place.clone(),
        name: law.place_name.clone(),
        covered: true,
        pack: Some(PackRef {
            files: vec!["a.pack".into()],
            bytes: 1,
        }),
        ..IndexPlace::default()
    };
    Index {
        version: "0".into(),
        goals: Vec::new(),
        names: None,
        places: laws().iter().map(place).collect(),
    }
}

/// Sessions with an answer to every fact, and an address of each kind.
#[allow(dead_code, reason = "only the test writes seeds")]
pub fn link_seeds() -> Vec<Vec<u8>> {
    use huice_core::ir::FactKind;
    let mut seeds = vec![b"#/about\0\0#/q/".to_vec(), b"#".to_vec()];
    for law in laws() {
        for facts in law.facts.chunks(16) {
            let mut text = format!("1\n{}\n2020-06-30\nseeker,founder\n", law.place);
            for fact in facts {
                let value = match &fact.kind {
                    FactKind::Bool { .. } => "y".to_owned(),
                    FactKind::Choice(options) => options[0].0.clone(),
                    FactKind::Set(options) => format!("{}+{}", options[0].0, options[1].0),
                    FactKind::Number { .. } => "12".into(),
                    FactKind::Date => "2019-07".into(),
                    FactKind::Records { fields, .. } => {
                        format!("{}:3,{}:?;", fields[0].id, fields[fields.len() - 1].id)
                    }
                };
                text += &format!("{}={value}\n", fact.id);
            }
            let carried = link::Link {
                place: law.place.clone(),
                day: Date::new(2020, 6, 30),
                roles: "seeker".into(),
                law: "abcdef".into(),
                digest: "6000-aaaabbbb".into(),
                answers: text.split('\n').skip(4).collect::<Vec<_>>().join("\n"),
            };
            let written = link::write(&carried).expect("short");
            seeds.push(format!("{written}\0\0{written}").into_bytes());
            let fact = &facts[0].id;
            seeds.push(format!("#/results\0{text}\0#/edit/{fact}").into_bytes());
        }
    }
    seeds
}
