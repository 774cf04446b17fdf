//! An index that is split by province: nothing else is fetched than what the place needs.

use super::*;

fn place(code: &str, files: &[&str]) -> IndexPlace {
    let files: Vec<String> = files.iter().map(|file| (*file).to_owned()).collect();
    let pack = PackRef { files, bytes: 1 };
    IndexPlace {
        code: code.into(),
        name: format!("地{code}"),
        covered: !pack.files.is_empty(),
        pack: Some(pack).filter(|pack| !pack.files.is_empty()),
        ..IndexPlace::default()
    }
}

fn places(places: Vec<IndexPlace>) -> Index {
    Index {
        places,
        ..Index::default()
    }
}

fn provinces() -> Index {
    Index {
        names: Some("names-1.bin".into()),
        ..places(vec![
            place("610000", &["index-61-1.bin"]),
            place("620000", &["index-62-1.bin"]),
            place("630000", &[]),
        ])
    }
}

/// The index of the first province, whose own law reaches its county.
fn part() -> Index {
    places(vec![
        place("610000", &[]),
        place("610001", &["d-1.pack", "d-1.words"]),
        place("610002", &[]),
    ])
}

fn names() -> Index {
    let county = place("620001", &["index-62-1.bin"]);
    places(vec![
        place("610001", &["index-61-1.bin"]),
        county,
        place("630001", &[]),
    ])
}

fn begun(kept: &str) -> (State, Vec<Effect>) {
    let mut state = State::new(day(TODAY), saved_session::read(kept), "#/");
    let effects = state.index_came(Ok(provinces()));
    (state, effects)
}

/// The files of the law, or of the index that names it, that an effect fetches.
fn fetched(effects: &[Effect]) -> Vec<&str> {
    let mut files = Vec::new();
    for effect in effects {
        match effect {
            Effect::FetchLaw(place) => {
                files.extend(
                    place
                        .pack
                        .iter()
                        .flat_map(|p| p.files.iter().map(String::as_str)),
                );
            }
            Effect::FetchNames(file) => files.push(file),
            _ => {}
        }
    }
    files
}

#[test]
fn a_kept_place_fetches_the_index_of_its_province_and_then_its_law() {
    let (mut state, effects) = begun("1\n610001\n\nfounder\nlocal=y");
    assert_eq!(fetched(&effects), ["index-61-1.bin"]);
    let effects = state.part_came(Ok(part()));
    assert_eq!(fetched(&effects), ["d-1.pack", "d-1.words"]);
    // Once more, as after two touches: nothing is fetched twice.
    assert_eq!(state.part_came(Ok(part())), []);
    state.law_came("610001", Ok(law("610001")));
    assert_eq!(state.session.answers.get(0), Some(&Answer::Bool(true)));
    // Nor do answers go where the law comes twice.
    assert_eq!(state.law_came("610001", Ok(law("610001"))), []);
    assert_eq!(state.session.answers.get(0), Some(&Answer::Bool(true)));
}

#[test]
fn a_place_that_is_nowhere_is_let_go() {
    let (mut state, effects) = begun("1\n610009\n\nfounder\n");
    assert_eq!(fetched(&effects), ["index-61-1.bin"]);
    assert_eq!(state.part_came(Ok(part())), []);
    assert_eq!(state.session.place, None);
    // Of a province without law nothing is fetched.
    let (state, effects) = begun("1\n630001\n\nfounder\n");
    assert_eq!((fetched(&effects), state.session.place), (vec![], None));
}

#[test]
fn typing_fetches_the_names_once_and_finds_places_of_other_provinces() {
    let (mut state, effects) = begun("");
    assert_eq!(effects, []);
    assert_eq!(state.apply(Action::Search(String::new())), []);
    let typed = state.apply(Action::Search("地62".into()));
    assert_eq!(fetched(&typed), ["names-1.bin"]);
    assert_eq!(state.apply(Action::Search("地620".into())), []);
    // Where they did not come, the next letter asks again.
    state.names_came(Err(Trouble::Network(String::new())));
    let typed = state.apply(Action::Search("地6200".into()));
    assert_eq!(fetched(&typed), ["names-1.bin"]);
    assert_eq!(state.names_came(Ok(names())), []);
    let picked = state.apply(Action::Pick("620001".into()));
    assert_eq!(fetched(&picked), ["index-62-1.bin"]);
    // On the way somebody takes another place of the same country.
    state.apply(Action::Unpick);
    let picked = state.apply(Action::Pick("610001".into()));
    assert_eq!(fetched(&picked), ["index-61-1.bin"]);
    let other = places(vec![place("620001", &["e.pack", "e.words"])]);
    assert_eq!(state.part_came(Ok(other)), []);
    let effects = state.part_came(Ok(part()));
    assert_eq!(fetched(&effects), ["d-1.pack", "d-1.words"]);
    // The search is whole from now on.
    assert_eq!(state.apply(Action::Search("地63".into())), []);
}

#[test]
fn an_index_that_does_not_come_can_be_asked_for_again() {
    let (mut state, _) = begun("1\n610001\n\nfounder\n");
    assert_eq!(state.part_came(Err(Trouble::Network(String::new()))), []);
    assert!(matches!(state.session.law, Load::Failed(_)));
    let again = state.apply(Action::Retry);
    assert_eq!(fetched(&again), ["index-61-1.bin"]);
}
