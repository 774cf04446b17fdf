//! The header check refuses damaged bytes, and no bytes make it panic.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

mod common;

use common::{HEADER, condition, fact, law, when};
use huice_core::ir::{Consequence, Contacts, Expr, FixedValue, Hotline, Test};
use huice_core::{Answers, CompiledLaw, Law, evaluate};
use huice_pack::{
    Entry, FORMAT, Index, PackError, decode, decode_files, decode_index, encode, encode_index,
    write_all,
};
use proptest::prelude::*;
use xxhash_rust::xxh64::xxh64;

/// Puts a sound header before any body: what only a deliberate hand could make.
fn sealed(body: &[u8]) -> Vec<u8> {
    let mut bytes = b"HCPK".to_vec();
    bytes.extend(FORMAT.to_le_bytes());
    bytes.extend(u32::try_from(body.len()).unwrap().to_le_bytes());
    bytes.extend(xxh64(body, 0).to_le_bytes());
    bytes.extend(body);
    bytes
}

#[test]
fn bytes_and_json_bring_back_the_same_law() {
    let law = law();
    let bytes = encode(&law).unwrap();
    assert_eq!(decode(&bytes).unwrap(), law);
    let json = serde_json::to_string(&law).unwrap();
    assert_eq!(serde_json::from_str::<Law>(&json).unwrap(), law);
    assert_eq!(sealed(&bytes[HEADER..]), bytes);
}

#[test]
fn every_truncation_is_reported() {
    let bytes = encode(&law()).unwrap();
    for n in 0..bytes.len() {
        let refused = decode(&bytes[..n]).unwrap_err();
        assert!(
            matches!(refused, PackError::Truncated { found, .. } if found == n),
            "{n}: {refused}"
        );
    }
}

#[test]
fn every_flipped_bit_is_reported() {
    let good = encode(&law()).unwrap();
    for at in 0..good.len() * 8 {
        let mut bytes = good.clone();
        bytes[at / 8] ^= 1 << (at % 8);
        let refused = decode(&bytes).unwrap_err();
        let fits = match at / 8 {
            0..4 => refused == PackError::NotAPack,
            4..6 => matches!(
                refused,
                PackError::Version {
                    expected: FORMAT,
                    ..
                }
            ),
            6..10 => matches!(
                refused,
                PackError::Truncated { .. } | PackError::Trailing(_) | PackError::TooLong(_)
            ),
            _ => refused == PackError::Damaged,
        };
        assert!(fits, "bit {at}: {refused}");
    }
}

#[test]
fn trailing_bytes_are_reported() {
    let good = encode(&law()).unwrap();
    let longer = [good.as_slice(), &[0, 0]].concat();
    assert_eq!(decode(&longer), Err(PackError::Trailing(2)));
    // Within the body, under a sound length and hash.
    let longer = sealed(&[&good[HEADER..], &[7]].concat());
    assert!(matches!(decode(&longer), Err(PackError::Invalid(_))));
}

#[test]
fn another_version_says_which_and_what_to_do() {
    let mut bytes = encode(&law()).unwrap();
    bytes[4..6].copy_from_slice(&(FORMAT + 1).to_le_bytes());
    let message = decode(&bytes).unwrap_err().to_string();
    assert!(
        message.contains(&format!("version {}", FORMAT + 1)),
        "{message}"
    );
    assert!(message.contains(&format!("version {FORMAT}")), "{message}");
    assert!(message.contains("reload"), "{message}");
}

#[test]
fn packs_and_index_are_not_taken_for_each_other() {
    let index = encode_index(&Index::default()).unwrap();
    assert_eq!(decode(&index), Err(PackError::NotAPack));
    assert_eq!(
        decode_index(&encode(&law()).unwrap()),
        Err(PackError::NotAPack)
    );
}

#[test]
fn the_deepest_law_that_may_be_written_can_be_read() {
    let nested = |levels: usize| {
        let mut law = law();
        let mut expr = Expr::Fact(0);
        for _ in 0..levels {
            expr = Expr::Not(Box::new(expr));
        }
        law.instruments[1].eligible = Some(when(expr));
        law
    };
    let deepest = (0..200)
        .rev()
        .find(|n| encode(&nested(*n)).is_ok())
        .unwrap();
    assert_eq!(deepest, 62);
    let law = nested(deepest);
    assert_eq!(decode(&encode(&law).unwrap()).unwrap(), law);
    assert!(matches!(
        encode(&nested(deepest + 1)),
        Err(PackError::Invalid(_))
    ));
}

#[test]
fn definitions_that_double_are_refused() {
    let mut law = law();
    let pattern = law.definitions[0].clone();
    law.definitions.clear();
    for n in 0..40u16 {
        let mut next = pattern.clone();
        next.id = format!("d{n}");
        next.holds = if n == 39 {
            condition(Test::Open)
        } else {
            condition(Test::All(vec![
                condition(Test::Use(n + 1)),
                condition(Test::Use(n + 1)),
            ]))
        };
        law.definitions.push(next);
    }
    assert!(matches!(encode(&law), Err(PackError::Invalid(_))));
}

fn entry(code: &str, law: Option<Law>) -> Entry {
    Entry {
        code: code.into(),
        name: "某地".into(),
        pinyin: "moudi".into(),
        within: None,
        contacts: Contacts::default(),
        law,
    }
}

/// A law as the packs carry it: nothing in it that nothing uses.
fn published() -> (Law, Vec<(String, Vec<u8>)>) {
    let mut law = law();
    law.place = "2".into();
    law.place_name = "某地".into();
    law.contacts = Contacts::default();
    // A second document, whose instrument is the second; both use the same definition.
    let mut second = law.documents[0].clone();
    second.id = "e".into();
    law.documents.push(second);
    law.instruments[1].cite.document = 1;
    law.instruments[1].eligible = Some(condition(Test::All(vec![
        condition(Test::Use(0)),
        when(Expr::In(Box::new(Expr::Fact(3)), vec![0])),
    ])));
    law.instruments[1].note = "一句话".into();
    let files = write_all(&[entry("2", Some(law.clone())), entry("1", None)]).unwrap();
    (law, files)
}

#[test]
fn files_are_named_by_content() {
    let (law, files) = published();
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names.len(), 5);
    for (name, stem) in names.iter().zip(["d-", "d-", "e-", "e-", "index.bin"]) {
        assert!(name.starts_with(stem), "{names:?}");
    }
    let index = decode_index(&files[4].1).unwrap();
    assert_eq!(index.version.len(), 16);
    assert_eq!(index.places[0].code, "1");
    assert!(!index.places[0].covered && index.places[0].pack.is_none());
    let pack = index.places[1].pack.as_ref().unwrap();
    assert_eq!(pack.files, names[..4]);
    let length: usize = files[..4].iter().map(|(_, bytes)| bytes.len()).sum();
    assert_eq!(pack.bytes as usize, length);
    let mut other = law;
    other.documents[1].title = "别的".into();
    let changed = write_all(&[entry("2", Some(other.clone())), entry("1", None)]).unwrap();
    // Only what has changed has another name.
    assert_eq!((&changed[0].0, &changed[1].0), (&files[0].0, &files[1].0));
    assert_ne!(changed[2].0, files[2].0);
    assert_ne!(decode_index(&changed[4].1).unwrap().version, index.version);
    assert!(write_all(&[entry("1", None), entry("1", None)]).is_err());
    // Places that share documents share files.
    let mut elsewhere = other.clone();
    elsewhere.place = "3".into();
    let both = [entry("2", Some(other)), entry("3", Some(elsewhere))];
    assert_eq!(write_all(&both).unwrap().len(), 5);
}

#[test]
fn parts_come_back_as_one_law() {
    let (law, files) = published();
    let place = decode_index(&files[4].1).unwrap().places.remove(1);
    assert_eq!(place.addresses("law/")[0], format!("law/{}", files[0].0));
    let mut bytes: Vec<&[u8]> = files[..4].iter().map(|(_, b)| b.as_slice()).collect();
    assert_eq!(place.open(&bytes).unwrap(), law);
    bytes.swap(0, 3);
    assert_eq!(place.open(&bytes).unwrap(), law);
    // One document alone is a law too; its references to the other are dropped.
    let alone = decode_files(&bytes[1..3]).map(|law| law.instruments.len());
    assert!(alone.is_err(), "words of one with the pack of the other");
    let alone = decode_files(&[&files[0].1, &files[1].1]).unwrap();
    assert_eq!(alone.instruments.len(), 1);
    assert_eq!(law.instruments[0].excludes, [1]);
    assert!(alone.instruments[0].excludes.is_empty());
}

#[test]
fn what_follows_from_another_document_stays_where_that_applies() {
    let (mut both, _) = published();
    let first = &mut both.instruments[0];
    first.excludes.clear();
    first.replaces.clear();
    first.loan = None;
    let kind = both.facts[0].kind.clone();
    both.facts.push(fact("far", kind));
    both.instruments[1].eligible = Some(condition(Test::All(vec![
        condition(Test::Use(0)),
        when(Expr::In(Box::new(Expr::Fact(3)), vec![0])),
        when(Expr::Fact(8)),
    ])));
    let from_far = Consequence {
        when: Expr::Fact(8),
        value: FixedValue::Bool(true),
        say: "别处".into(),
    };
    both.facts[7].follows.push(from_far.clone());
    both.facts[0].follows.insert(0, from_far.clone());
    both.facts[8].follows.push(Consequence {
        when: Expr::Not(Box::new(Expr::Fact(6))),
        ..from_far
    });
    // Writing reads the result back and compares it with the input.
    let files = write_all(&[entry("2", Some(both.clone()))]).unwrap();
    // A place that only the first document reaches.
    let mut one = decode_files(&[&files[0].1, &files[1].1]).unwrap();
    (one.place, one.place_name) = ("3".into(), "某地".into());
    let entries = [entry("2", Some(both.clone())), entry("3", Some(one))];
    assert_eq!(write_all(&entries).unwrap().len(), 5, "files are shared");
    let alone = decode_files(&[&files[0].1, &files[1].1]).unwrap();
    assert_eq!(alone.facts[0].follows.len(), 1);
    assert_eq!(alone.facts[0].follows[0].say, "因为");
    // The second alone does not have what its fact follows from.
    let alone = decode_files(&[&files[2].1, &files[3].1]).unwrap();
    assert_eq!(alone.fact("found"), None);
    let (_, far) = alone.fact("far").unwrap();
    assert!(far.follows.is_empty());
}

#[test]
fn contacts_are_those_of_the_place_around_unless_a_place_has_its_own() {
    let contacts = |number: &str| Contacts {
        hotlines: vec![Hotline {
            number: number.into(),
            name: "咨询".into(),
        }],
        portal: "某办".into(),
    };
    let place = |code: &str, within: Option<&str>, contacts: Contacts| Entry {
        within: within.map(Into::into),
        contacts,
        ..entry(code, None)
    };
    let entries = [
        place("1", None, contacts("12333")),
        place("11", Some("1"), contacts("12333")),
        place("111", Some("11"), contacts("12333")),
        place("12", Some("1"), contacts("12345")),
        place("13", Some("1"), Contacts::default()),
        // The containing place is unknown, or comes after it.
        place("14", Some("9"), contacts("12333")),
        place("2", Some("3"), contacts("12333")),
        place("3", Some("2"), contacts("12333")),
    ];
    let index = decode_index(&write_all(&entries).unwrap()[0].1).unwrap();
    for (entry, place) in entries.iter().zip(&index.places) {
        assert_eq!(entry.contacts, place.contacts, "{}", place.code);
    }
    for number in ["", "0510-1", "javascript", "1234567890123"] {
        let odd = [place("1", None, contacts(number))];
        assert!(write_all(&odd).is_err(), "{number}");
    }
}

#[test]
fn goals_are_the_same_everywhere() {
    let (law, files) = published();
    assert_eq!(decode_index(&files[4].1).unwrap().goals, law.goals);
    let mut other = law.clone();
    other.place = "3".into();
    other.goals[0].label = "别的".into();
    let entries = [entry("2", Some(law)), entry("3", Some(other))];
    assert!(matches!(write_all(&entries), Err(PackError::Invalid(_))));
}

#[test]
fn files_that_do_not_belong_together_are_refused() {
    let (_, files) = published();
    let files: Vec<&[u8]> = files.iter().map(|(_, b)| b.as_slice()).collect();
    let chosen = |at: &[usize]| decode_files(&at.iter().map(|n| files[*n]).collect::<Vec<_>>());
    assert!(chosen(&[0, 1]).is_ok() && chosen(&[2, 3, 0, 1]).is_ok());
    for at in [
        &[][..],
        &[0],
        &[1],
        &[0, 3],
        &[0, 1, 3],
        &[0, 1, 1],
        &[0, 1, 2],
        &[0, 1, 0, 1],
    ] {
        let refused = chosen(at).unwrap_err();
        assert!(
            matches!(refused, PackError::Invalid(_)),
            "{at:?}: {refused}"
        );
    }
    assert_eq!(chosen(&[0, 1, 4]), Err(PackError::NotAPack));
}

#[test]
fn every_damage_to_a_published_file_is_reported() {
    let (_, files) = published();
    let files: Vec<Vec<u8>> = files[..4].iter().map(|(_, b)| b.clone()).collect();
    for which in 0..4 {
        for n in 0..files[which].len() {
            let mut cut = files.clone();
            cut[which].truncate(n);
            let refused = decode_files(&cut).unwrap_err();
            assert!(matches!(refused, PackError::Truncated { found, .. } if found == n));
        }
        for at in 0..files[which].len() * 8 {
            let mut bytes = files.clone();
            bytes[which][at / 8] ^= 1 << (at % 8);
            assert!(decode_files(&bytes).is_err(), "file {which}, bit {at}");
        }
    }
}

#[test]
fn laws_in_different_orders_are_not_published() {
    let (law, _) = published();
    let mut other = law.clone();
    other.topics = vec!["乙".into(), "题".into()];
    let mut third = law;
    third.topics = vec!["题".into(), "乙".into()];
    let entries = [entry("2", Some(other)), entry("3", Some(third))];
    let refused = write_all(&entries).unwrap_err();
    assert!(refused.to_string().contains("order"), "{refused}");
}

proptest! {
    #[test]
    fn garbage_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(decode(&bytes).is_err());
        prop_assert!(decode_index(&bytes).is_err());
        prop_assert!(decode_files(&[&bytes, &bytes]).is_err());
        let _ = decode(&sealed(&bytes));
    }

    /// Changed bodies under a valid hash: every accepted body can be evaluated.
    #[test]
    fn what_passes_the_gate_evaluates(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let mut body = encode(&law()).unwrap()[HEADER..].to_vec();
        for (at, byte) in &changes {
            let at = at.index(body.len());
            body[at] = *byte;
        }
        if let Ok(law) = decode(&sealed(&body)) {
            let law = CompiledLaw::new(law);
            let _ = evaluate(&law, common::day("2019-08-01"), &Answers::new());
            // Without the feature `verify`, such a law can be opened, but never published.
            match encode(&law) {
                Ok(bytes) => prop_assert_eq!(&decode(&bytes).unwrap(), law.law()),
                Err(_) => prop_assert!(!cfg!(feature = "verify")),
            }
        }
    }
}
