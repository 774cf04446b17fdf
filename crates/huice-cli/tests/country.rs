//! So many rules that they are checked in parts: what comes out is what the whole would say.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

mod common;

use common::{Run, huice, write};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Provinces, counties of each, clauses of each county.
const PROVINCES: usize = 4;
const COUNTIES: usize = 45;
const CLAUSES: usize = 5;

fn code(province: usize, county: usize) -> String {
    format!("{}{county:04}", 60 + province)
}

/// The rules of a country: one document a province, one a county, and one for all provinces.
fn country(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("huice-country-{name}-{}", std::process::id()));
    drop(std::fs::remove_dir_all(&folder));
    let put = |path: &str, text: &str| {
        let path = folder.join("rules").join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    let mut places = String::from("places:\n");
    let mut provinces = Vec::new();
    for province in 0..PROVINCES {
        let outer = code(province, 0);
        for county in 0..=COUNTIES {
            let code = code(province, county);
            let within = if county == 0 {
                String::new()
            } else {
                format!(", within: \"{outer}\"")
            };
            places += &format!(
                "  - {{code: \"{code}\", name: 地{code}, pinyin: di{code}{within}, covered: true}}\n"
            );
            document(&put, &format!("xx-{code}"), std::slice::from_ref(&code));
            for clause in 1..=CLAUSES {
                put(
                    &format!("xx-{code}/0{clause}.yaml"),
                    &clause_file(&code, clause),
                );
            }
        }
        provinces.push(outer);
    }
    document(&put, "xx-all", &provinces);
    put("xx-all/01.yaml", &clause_file("all", 1));
    put("places.yaml", &places);
    put(
        "facts/00.yaml",
        "topic: 基本\nfacts:\n  - {id: local, type: bool, ask: 户口在本地吗？, label: 本地户口}\n",
    );
    put(
        "facts/01.yaml",
        "topic: 当地\nfacts:\n  - {id: trained, type: bool, place: \"600001\", ask: 参加培训了吗？, label: 参加培训}\n",
    );
    put(
        "xx-600001/06.yaml",
        &clause_file("600001", 6)
            .replace("when: local", "when: trained")
            .replace("local:", "trained:"),
    );
    folder
}

fn document(put: &dyn Fn(&str, &str), id: &str, applies: &[String]) {
    let applies: Vec<String> = applies.iter().map(|code| format!("\"{code}\"")).collect();
    put(
        &format!("{id}/document.yaml"),
        &format!(
            "id: {id}\ntitle: 办法\nissuer: 政府\napplies: [{}]\nissued: 2026-01-01\nchecked: 2026-11-21\nsource: {id}.txt\n",
            applies.join(", ")
        ),
    );
}

fn clause_file(code: &str, clause: usize) -> String {
    format!(
        "clause: {clause}
heading: 测试
instruments:
  - id: xx-{code}-{clause}
    title: 服务
    summary: 有人帮忙。
    kind: service
    to: individual
    roles: [seeker]
    strength: entitled
    cite: {clause}#1
    eligible: {{when: local}}
    amount: none
    examples:
      - {{name: 是, as_of: 2026-11-21, answers: {{local: true}}, verdict: eligible}}
      - {{name: 不是, as_of: 2026-11-21, answers: {{local: false}}, verdict: ineligible}}
      - {{name: 没说, as_of: 2026-11-21, answers: {{}}, verdict: undetermined}}
"
    )
}

fn check(folder: &Path) -> Run {
    huice(folder, &["check"], b"")
}

#[test]
fn a_country_is_checked_in_parts_and_edits_are_seen() {
    let folder = country("edits");
    check(&folder).expect(0, &["0 处错误，0 处提醒"]);
    assert!(folder.join("rules/.huice/checked.json").is_file());
    check(&folder).expect(0, &["0 处错误，0 处提醒"]);
    let clause = "rules/xx-610002/01.yaml";
    let right = std::fs::read_to_string(folder.join(clause)).unwrap();
    for (from, to, words) in [
        (
            "when: local",
            "when: locl",
            &["E030", "610002", "local"][..],
        ),
        (
            "id: xx-610002-1",
            "id: xx-620003-1",
            &["E024", "xx-620003/01.yaml", "1 处错误"],
        ),
        (
            "    amount: none",
            "    amount: none\n    excludes: [xx-620003-1]",
            &["0 处错误，1 处提醒", "W020"],
        ),
        (
            "    amount: none",
            "    amount: none\n    excludes: [xx-610000-1, xx-all-1]",
            &["0 处错误，0 处提醒"],
        ),
        (
            "    amount: none",
            "    amount: none\n    excludes: [xx-620003-9]",
            &["1 处错误，0 处提醒", "E035"],
        ),
        // Asked in another province only.
        (
            "when: local",
            "when: trained",
            &["E030", "trained", "610002"],
        ),
    ] {
        let text = right.replace(from, to);
        assert_ne!(text, right);
        write(&folder, clause, text.as_bytes());
        let code = i32::from(words.iter().any(|w| w.contains("E0")));
        check(&folder).expect(code, words);
        check(&folder).expect(code, words);
    }
    write(&folder, clause, right.as_bytes());
    check(&folder).expect(0, &["0 处错误，0 处提醒"]);
    // What belongs nowhere is seen as well, and what nothing uses.
    write(&folder, "rules/xx-610002/09.yml", right.as_bytes());
    check(&folder).expect(1, &["E027", "09.yml", "1 处错误"]);
    std::fs::remove_file(folder.join("rules/xx-610002/09.yml")).unwrap();
    let document = folder.join("rules/xx-630001/document.yaml");
    let text = std::fs::read_to_string(&document).unwrap();
    std::fs::remove_file(&document).unwrap();
    check(&folder).expect(1, &["E026", "xx-630001", "1 处错误"]);
    std::fs::write(&document, text).unwrap();
    let facts = "topic: 多\nfacts:\n  - {id: never, type: bool, ask: 是吗？, label: 没用到}\n";
    write(&folder, "rules/facts/02.yaml", facts.as_bytes());
    check(&folder).expect(0, &["W002", "never", "1 处提醒"]);
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_place_is_served_from_its_own_files() {
    let folder = country("place");
    // An error elsewhere stops nobody here.
    write(&folder, "rules/xx-620003/01.yaml", b"clause: [");
    let list = huice(&folder, &["list", "--place", "600001", "--json"], b"").expect(0, &[]);
    let ids: Vec<String> = (list.json().as_array().unwrap().iter())
        .map(|row| row["id"].as_str().unwrap().to_owned())
        .collect();
    // Its own, those of its province, and that of all provinces.
    assert_eq!(ids.len(), CLAUSES + 1 + CLAUSES + 1);
    assert!(ids.iter().any(|id| id == "xx-all-1"));
    huice(&folder, &["list", "--place", "620003"], b"").expect(1, &["E001"]);
    huice(&folder, &["list"], b"").expect(0, &["地600001"]);
    huice(&folder, &["test"], b"").expect(1, &["错误"]);
    write(
        &folder,
        "rules/xx-620003/01.yaml",
        clause_file("620003", 1).as_bytes(),
    );
    huice(&folder, &["test"], b"").expect(0, &["0 个不对"]);
    huice(&folder, &["cases", "xx-620003-1"], b"").expect(0, &["处界线"]);
    huice(&folder, &["cases", "xx-620003-9"], b"").expect(2, &["没有 `xx-620003-9`"]);
    huice(&folder, &["cases"], b"").expect(0, &["处界线"]);
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_country_is_packed_with_an_index_for_each_province() {
    let folder = country("pack");
    let written = huice(&folder, &["pack", "--out", "out", "--json"], b"").expect(0, &[]);
    let file = |begin: &str| {
        let all = written.json();
        let names = all.as_array().unwrap().iter();
        let names: Vec<&str> = names.filter_map(|file| file["file"].as_str()).collect();
        let found = names.iter().find(|name| name.starts_with(begin));
        (*found.unwrap_or_else(|| panic!("{begin} in {names:?}"))).to_owned()
    };
    let read = |path: &str| {
        let bytes = std::fs::read(folder.join(path)).unwrap();
        huice_pack::decode_index(&bytes).unwrap()
    };
    // The index names provinces, each with its own index, and where every place is named.
    let index = read("out/index.bin");
    assert_eq!(index.places.len(), PROVINCES);
    let part = index.province_of("610007").unwrap().part().unwrap();
    assert_eq!(part, file("index-610000-"));
    assert_eq!(index.names, Some(file("names-")));
    let names = read(&format!("out/{}", file("names-")));
    assert_eq!(names.places.len(), PROVINCES * (COUNTIES + 1));
    let one = read(&format!("out/{part}"));
    assert_eq!(one.places.len(), COUNTIES + 1);
    let place = one.places.iter().find(|p| p.code == "610007").unwrap();
    let files: Vec<Vec<u8>> = place
        .addresses("")
        .iter()
        .map(|name| std::fs::read(folder.join("out").join(name)).unwrap())
        .collect();
    let law = place.open(&files).unwrap();
    assert_eq!(law.instruments.len(), CLAUSES + CLAUSES + 1);
    // As JSON it is one list, and the command line finds every place.
    let all: Value =
        serde_json::from_slice(&std::fs::read(folder.join("out/index.json")).unwrap()).unwrap();
    let listed = all["places"].as_array().unwrap();
    assert_eq!(listed.len(), PROVINCES * (COUNTIES + 1));
    let case = ["evaluate", "--place", "630044", "--as-of", "2026-11-21"];
    let packed = [&["--pack", "out"], &case[..]].concat();
    let (packed, rules) = (huice(&folder, &packed, b""), huice(&folder, &case, b""));
    assert_eq!(packed.expect(0, &[]).said(), rules.expect(0, &[]).said());
    // A site of one province alone: its own index is the index.
    let province = ["pack", "--out", "alone", "--within", "地610000"];
    let written = huice(&folder, &province, b"").expect(0, &["index.bin"]);
    assert!(!written.said().contains("index-"));
    assert_eq!(read("alone/index.bin").places, one.places);
    huice(&folder, &["pack", "--out", "no", "--within", "699999"], b"").expect(2, &["699999"]);
    std::fs::remove_dir_all(&folder).unwrap();
}
