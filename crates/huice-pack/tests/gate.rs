//! No bytes, however damaged, get past the gate as something else, and none make it panic.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

mod common;

use common::{HEADER, condition, law, when};
use huice_core::ir::{Expr, Test};
use huice_core::{Answers, Law, evaluate};
use huice_pack::{
    Entry, FORMAT, Index, PackError, decode, decode_index, encode, encode_index, write_all,
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
fn every_truncation_is_told() {
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
fn every_flipped_bit_is_told() {
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
fn trailing_bytes_are_told() {
    let good = encode(&law()).unwrap();
    let longer = [good.as_slice(), &[0, 0]].concat();
    assert_eq!(decode(&longer), Err(PackError::Trailing(2)));
    // Within the body, under a sound length and hash.
    let longer = sealed(&[&good[HEADER..], &[7]].concat());
    assert_eq!(decode(&longer), Err(PackError::Trailing(1)));
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
fn a_body_that_nests_without_end_is_refused_before_the_stack_ends() {
    // A law whose only definition is a chain of "not", one level a byte or two.
    let mut shallow = law();
    shallow.definitions.clear();
    shallow.instruments.clear();
    let mut bytes = encode(&shallow).unwrap()[HEADER..].to_vec();
    // The last two bytes are the counts of definitions and instruments.
    bytes.truncate(bytes.len() - 2);
    bytes.push(1);
    bytes.extend([1, b'x', 0, 0, 0, 0]);
    for _ in 0..500_000 {
        // Condition { say: "", cite: None, test: Not(…) }
        bytes.extend([0, 0, 2]);
    }
    let refused = decode(&sealed(&bytes)).unwrap_err();
    assert!(matches!(refused, PackError::Invalid(_)), "{refused}");
    // The same, with expressions.
    bytes.truncate(bytes.len() - 1_500_000);
    bytes.extend([0, 0, 4]);
    bytes.extend(std::iter::repeat_n(8, 500_000));
    let refused = decode(&sealed(&bytes)).unwrap_err();
    assert!(matches!(refused, PackError::Invalid(_)), "{refused}");
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

#[test]
fn files_are_named_by_content() {
    let entry = |code: &str, law: Option<Law>| Entry {
        code: code.into(),
        name: "某地".into(),
        pinyin: "moudi".into(),
        within: None,
        law,
    };
    let files = write_all(&[entry("2", Some(law())), entry("1", None)]).unwrap();
    assert_eq!(files.len(), 2);
    let (index_name, index) = &files[1];
    assert_eq!(index_name, "index.bin");
    let index = decode_index(index).unwrap();
    assert_eq!(index.version.len(), 16);
    assert_eq!(index.places[0].code, "1");
    assert!(!index.places[0].covered && index.places[0].pack.is_none());
    let pack = index.places[1].pack.as_ref().unwrap();
    assert_eq!(
        (&pack.file, pack.bytes as usize),
        (&files[0].0, files[0].1.len())
    );
    let mut other = law();
    other.place_name = "别处".into();
    let changed = write_all(&[entry("2", Some(other)), entry("1", None)]).unwrap();
    assert_ne!(changed[0].0, files[0].0);
    assert_ne!(decode_index(&changed[1].1).unwrap().version, index.version);
    assert!(write_all(&[entry("1", None), entry("1", None)]).is_err());
}

proptest! {
    #[test]
    fn garbage_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(decode(&bytes).is_err());
        prop_assert!(decode_index(&bytes).is_err());
        let _ = decode(&sealed(&bytes));
    }

    /// Changed bodies under a sound hash: whatever is let in can be evaluated.
    #[test]
    fn what_passes_the_gate_evaluates(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let mut body = encode(&law()).unwrap()[HEADER..].to_vec();
        for (at, byte) in &changes {
            let at = at.index(body.len());
            body[at] = *byte;
        }
        if let Ok(law) = decode(&sealed(&body)) {
            let _ = evaluate(&law, common::day("2019-08-01"), &Answers::new());
            prop_assert_eq!(decode(&encode(&law).unwrap()).unwrap(), law);
        }
    }
}
