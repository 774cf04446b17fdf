//! Any bytes as published files. The hash would stop every accidental change, so the bytes get a
//! right hash here: this tests what an attacker could make.

use huice_check::check;
use huice_core::{Answers, CompiledLaw, Date, Law};
use huice_pack::{FORMAT, decode, decode_files, decode_index, encode, encode_index, verify};
use std::rc::Rc;
use xxhash_rust::xxh64::xxh64;

/// Length of a file's header: magic, version, length, hash.
const HEADER: usize = 18;
const PACK: &[u8; 4] = b"HCPK";
const WORDS: &[u8; 4] = b"HCWD";
const INDEX: &[u8; 4] = b"HCIX";
const COUNTRY: &[u8; 4] = b"HCIC";

/// One input: a first byte that selects what the rest is (0: the files of a place, each with two
/// bytes of length before it; 1: an index; else: bytes as they are), then the bodies.
pub fn pack(data: &[u8]) {
    match data.split_first() {
        Some((0, rest)) => place(rest),
        Some((1, rest)) => {
            index(&sealed(INDEX, rest));
            index(&sealed(COUNTRY, rest));
        }
        Some((_, rest)) => {
            drop(decode(rest));
            drop(decode_index(rest));
        }
        None => assert!(decode(data).is_err() && decode_index(data).is_err()),
    }
}

/// Files of packs and of words take turns. A pack with words apart names them by their hash,
/// which is set right.
fn place(mut rest: &[u8]) {
    let mut bodies: Vec<Vec<u8>> = Vec::new();
    while let Some((length, after)) = rest.split_first_chunk::<2>() {
        let length = usize::from(u16::from_le_bytes(*length)).min(after.len());
        let (body, after) = after.split_at(length);
        bodies.push(body.to_vec());
        rest = after;
        if bodies.len() == 8 {
            break;
        }
    }
    let mut files = Vec::new();
    for pair in bodies.chunks(2) {
        let (mut own, words) = (pair[0].clone(), pair.get(1));
        match (own.first(), words) {
            (Some(1), Some(words)) => {
                let hash = xxh64(words, 0).to_le_bytes();
                if let Some(place) = own.get_mut(1..9) {
                    place.copy_from_slice(&hash);
                }
                files.push(sealed(PACK, &own));
                files.push(sealed(WORDS, words));
            }
            (_, words) => {
                files.push(sealed(PACK, &own));
                files.extend(words.map(|words| sealed(PACK, words)));
            }
        }
    }
    if let Ok(law) = decode_files(&files) {
        use_law(law);
    }
}

/// Accepted laws evaluate without harm, sound or not; sound ones read back equal.
fn use_law(law: Law) {
    let as_of = Date::new(2020, 6, 30).expect("a day");
    let law = Rc::new(CompiledLaw::new(law));
    super::walk(&law, as_of, &Answers::new());
    super::walk(&law, as_of, &super::plain_answers(&law));
    for instrument in &law.instruments {
        drop(huice_zh::words::cite(&law, &instrument.cite));
    }
    if verify(&law).is_ok()
        && let Ok(bytes) = encode(&law)
    {
        let back = decode(&bytes).expect("what was packed can be read");
        assert_eq!(&back, law.law());
    }
}

fn index(bytes: &[u8]) {
    if let Ok(index) = decode_index(bytes) {
        for place in &index.places {
            for address in place.addresses("law/") {
                let name = address.strip_prefix("law/").expect("in its folder");
                assert!(!name.contains(['/', '\\', ':', '?', '#', '%']), "{name}");
                assert!(!name.starts_with('.'), "{name}");
            }
        }
        let again = encode_index(&index).expect("what was read can be written");
        assert_eq!(decode_index(&again).as_ref(), Ok(&index));
    }
}

fn sealed(magic: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut bytes = magic.to_vec();
    bytes.extend(FORMAT.to_le_bytes());
    bytes.extend(u32::try_from(body.len()).expect("short").to_le_bytes());
    bytes.extend(xxh64(body, 0).to_le_bytes());
    bytes.extend(body);
    bytes
}

/// The small set of rules of the language suite: as packs of whole places, as published files,
/// and their index.
#[must_use]
pub fn pack_seeds() -> Vec<Vec<u8>> {
    let corpus = check(super::rules::base()).corpus.expect("a sound base");
    let mut seeds = Vec::new();
    let mut entries = Vec::new();
    let chunk = |seed: &mut Vec<u8>, bytes: &[u8]| {
        let body = &bytes[HEADER..];
        seed.extend(u16::try_from(body.len()).expect("short").to_le_bytes());
        seed.extend(body);
    };
    for place in corpus.places() {
        let law = corpus.law_for(&place.code);
        if let Some(law) = &law {
            let mut seed = vec![0];
            chunk(&mut seed, &encode(law).expect("sound"));
            seeds.push(seed);
        }
        entries.push(huice_pack::Entry {
            code: place.code.clone(),
            name: place.name.clone(),
            pinyin: place.pinyin.clone(),
            within: place.within.clone(),
            contacts: place.contacts.clone(),
            law,
        });
    }
    let files = huice_pack::write_all(&entries).expect("sound");
    let bytes = |name: &str| &files.iter().find(|(n, _)| n == name).expect("there").1;
    let index = bytes(huice_pack::INDEX_FILE);
    seeds.push([&[1], &index[HEADER..]].concat());
    seeds.push([&[2], index.as_slice()].concat());
    for place in decode_index(index).expect("sound").places {
        let names = place.addresses("");
        if names.is_empty() {
            continue;
        }
        let mut seed = vec![0];
        for name in &names {
            chunk(&mut seed, bytes(name));
        }
        seeds.push(seed);
    }
    seeds
}
