//! Mistakes of rule authors that were once missed, or reported as something else. The numbers
//! are those of the list of faults.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

use huice_check::{Checked, Diagnostic, Severity, SourceFile, check};
use huice_pack::{Entry, write_all};

/// The real rules with files put in, put in place of others (by the same path), or left out.
fn rules(put: &[(&str, &str)], without: &[&str]) -> Vec<SourceFile> {
    let mut files = huice_tests::rule_files();
    files.retain(|file| {
        let named = |path: &&str| file.path == **path;
        !put.iter().any(|(path, _)| file.path == *path) && !without.iter().any(named)
    });
    files.extend(put.iter().map(|(path, text)| SourceFile {
        path: (*path).to_owned(),
        text: (*text).to_owned(),
    }));
    files
}

fn text_of(path: &str) -> String {
    let files = huice_tests::rule_files();
    files.into_iter().find(|f| f.path == path).unwrap().text
}

fn errors(checked: &Checked) -> Vec<&Diagnostic> {
    let all = checked.diagnostics.iter();
    all.filter(|d| d.severity == Severity::Error).collect()
}

/// The only diagnostic there is.
#[track_caller]
fn only(checked: &Checked) -> &Diagnostic {
    let described: Vec<_> = (checked.diagnostics.iter())
        .map(|d| format!("{} {}:{} {}", d.code, d.file, d.span.line, d.message.zh))
        .collect();
    assert_eq!(checked.diagnostics.len(), 1, "{described:#?}");
    &checked.diagnostics[0]
}

/// The files of a made-up city, whose document has two definitions in this order.
fn city(code: &str, id: &str, first: &str, second: &str) -> Vec<(String, String)> {
    let definition = |name: &str| {
        format!(
            "  - id: {name}\n    title: {id}的{name}\n    cite: 一(一)#1\n    holds: {{when: asked_{name}}}\n"
        )
    };
    let instrument = format!(
        "  - id: {id}-one\n    title: 一项\n    plain: 一项\n    summary: 一项。\n    kind: service\n    to: individual\n    roles: [seeker]\n    strength: entitled\n    cite: 一(一)#1\n    eligible: {{all: [{{use: first}}, {{use: second}}]}}\n    amount: none\n"
    );
    vec![
        (
            format!("rules/{id}/document.yaml"),
            format!(
                "id: {id}\ntitle: 办法\nissuer: 市政府\napplies: [\"{code}\"]\nissued: 2026-01-01\nchecked: 2026-11-21\nsource: {id}.txt\n"
            ),
        ),
        (
            format!("rules/{id}/01-01.yaml"),
            format!(
                "clause: 一(一)\nheading: 测试\ndefinitions:\n{}{}instruments:\n{instrument}",
                definition(first),
                definition(second)
            ),
        ),
    ]
}

/// A1: a definition belongs to its document, even if another document has one of the same name.
#[test]
fn a1_two_cities_define_the_same_ids_in_another_order() {
    let mut put = vec![(
        "rules/facts/99-more.yaml".to_owned(),
        "topic: 测试\nfacts:\n  - {id: asked_first, type: bool, ask: 是甲吗？, label: 甲}\n  - {id: asked_second, type: bool, ask: 是乙吗？, label: 乙}\n".to_owned(),
    )];
    put.extend(city("320281", "xx-one", "first", "second"));
    put.extend(city("500112", "xx-two", "second", "first"));
    // And one within the other: its own definitions, not those of the document around it.
    put.extend(city("500000", "xx-three", "second", "first"));
    let put: Vec<(&str, &str)> = (put.iter())
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let checked = check(&rules(&put, &[]));
    assert!(errors(&checked).is_empty(), "{:?}", errors(&checked));
    let corpus = checked.corpus.unwrap();
    let entries: Vec<Entry> = (corpus.places().iter())
        .map(|place| Entry {
            code: place.code.clone(),
            name: place.name.clone(),
            pinyin: place.pinyin.clone(),
            within: place.within.clone(),
            contacts: place.contacts.clone(),
            law: corpus.law_for(&place.code),
        })
        .collect();
    // What is written reads back equal, or `write_all` refuses it.
    assert!(write_all(&entries).is_ok());
    let law = corpus.law_for("500112").unwrap();
    let titles: Vec<&str> = (law.definitions.iter())
        .filter(|d| d.title.starts_with("xx-"))
        .map(|d| d.title.as_str())
        .collect();
    let all = [
        "xx-three的second",
        "xx-three的first",
        "xx-two的second",
        "xx-two的first",
    ];
    assert_eq!(titles, all);
}

/// A2: a file that is not read is named, and takes no other errors with it.
#[test]
fn a2_files_that_are_not_read() {
    for (name, meant) in [
        ("01-03.yml", "01-03.yaml"),
        ("01-03.YAML", "01-03.yaml"),
        ("01-03.yaml.txt", "01-03.yaml"),
        ("01-03.txt", ".md"),
        ("01-03", ".md"),
        ("01-03.yaml~", "01-03.yaml"),
    ] {
        let path = "rules/js-jy-2019-18/03-08.yaml";
        let other = format!("rules/js-jy-2019-18/{name}");
        let text = text_of(path);
        let checked = check(&rules(&[(&other, &text)], &[path]));
        let diagnostic = only(&checked);
        assert_eq!(
            (diagnostic.code, diagnostic.file.as_str()),
            ("E027", other.as_str())
        );
        assert!(
            diagnostic.help.zh.contains(meant),
            "{name}: {}",
            diagnostic.help.zh
        );
        assert!(checked.corpus.is_none());
    }
}

/// A6: both files are named, and a copied file is one mistake.
#[test]
fn a6_a_copied_file_is_one_error_that_names_both() {
    let path = "rules/js-jy-2019-18/03-08.yaml";
    let copy = "rules/js-jy-2019-18/03-08 copy.yaml";
    let checked = check(&rules(&[(copy, &text_of(path))], &[]));
    let errors = errors(&checked);
    let of_ids: Vec<_> = errors.iter().filter(|d| d.code == "E024").collect();
    assert_eq!(of_ids.len(), 1, "{of_ids:?}");
    let error_text = format!(
        "{} {} {}",
        of_ids[0].file, of_ids[0].message.zh, of_ids[0].help.zh
    );
    assert!(
        error_text.contains(path) && error_text.contains(copy),
        "{error_text}"
    );
    assert_eq!(errors.len(), 1, "{errors:?}");
}

/// A6: one id given twice.
#[test]
fn a6_an_id_given_twice_names_the_other_file() {
    let path = "rules/js-jy-2019-18/03-08.yaml";
    let known = text_of(path);
    let id = known
        .lines()
        .filter_map(|l| l.strip_prefix("  - id: "))
        .next_back()
        .unwrap();
    let other = "rules/js-jy-2019-18/99-98.yaml";
    let text = format!(
        "clause: 九(九)\nheading: 测试\ninstruments:\n  - id: {id}\n    title: 一项\n  - id: new-one\n    title: 一项\n    plain: 一项\n    summary: 一项。\n    kind: service\n    to: individual\n    roles: [seeker]\n    strength: entitled\n    cite: 九(九)#1\n    amount: none\n"
    );
    let checked = check(&rules(&[(other, &text)], &[]));
    let diagnostic = only(&checked);
    assert_eq!((diagnostic.code, diagnostic.file.as_str()), ("E024", other));
    assert!(diagnostic.help.zh.contains(path), "{}", diagnostic.help.zh);
}

/// A7: only the cause is reported; it names what depends on it.
#[test]
fn a7_a_wrong_type_is_one_error() {
    for (right, wrong) in [
        ("type: bool", "type: boolean"),
        ("type: bool", "tpye: bool"),
        ("id: hukou_local\n    type: bool", "id: hukou_local"),
    ] {
        let path = "rules/facts/01-identity.yaml";
        let text = text_of(path);
        let start = text.find("id: hukou_local").unwrap();
        let (before, after) = text.split_at(start);
        let wrong = format!("{before}{}", after.replacen(right, wrong, 1));
        assert_ne!(wrong, text, "{right}");
        let checked = check(&rules(&[(path, &wrong)], &[]));
        let errors = errors(&checked);
        assert!(errors.iter().all(|d| d.file == path), "{errors:#?}");
        assert!(errors.len() <= 2, "{errors:#?}");
        assert!(errors[0].help.zh.contains("hukou_local"), "{errors:#?}");
        // No warnings that only follow from it.
        assert_eq!(checked.diagnostics.len(), errors.len());
    }
}

/// A7: a document that is missing, or cannot be read.
#[test]
fn a7_a_missing_document_is_one_error() {
    let path = "rules/cq-2017-41/document.yaml";
    let checked = check(&rules(&[], &[path]));
    let diagnostic = only(&checked);
    assert_eq!(diagnostic.code, "E026");
    assert!(
        diagnostic.message.zh.contains("cq-2017-41"),
        "{}",
        diagnostic.message.zh
    );
    let wrong = text_of(path).replace("applies:", "aplies:");
    let checked = check(&rules(&[(path, &wrong)], &[]));
    let errors = errors(&checked);
    assert!(errors.iter().all(|d| d.file == path), "{errors:#?}");
}

/// A7: errors come before warnings.
#[test]
fn a7_errors_come_first() {
    let path = "rules/facts/99-more.yaml";
    let text = "topic: 测试\nfacts:\n  - {id: never, type: bool, ask: 是吗？, label: 没用到}\n  - {id: wrong, type: bool, ask: 是吗？, lable: 写错}\n";
    let checked = check(&rules(&[(path, text)], &[]));
    let severities: Vec<Severity> = checked.diagnostics.iter().map(|d| d.severity).collect();
    assert!(severities.contains(&Severity::Warning), "{severities:?}");
    assert!(severities.is_sorted(), "{severities:?}");
}

/// R5: what grows with every level is refused before it grows.
#[test]
fn r5_definitions_that_name_each_other_many_times() {
    let mut definitions = String::from(
        "  - {id: d0, title: 零, cite: 九(九)#1, holds: {when: hukou_local, say: 户口在本市}}\n",
    );
    for n in 1..13 {
        let uses = vec![format!("{{use: d{}}}", n - 1); 4].join(", ");
        definitions +=
            &format!("  - {{id: d{n}, title: 第{n}, cite: 九(九)#1, holds: {{any: [{uses}]}}}}\n");
    }
    let text = format!(
        "clause: 九(九)\nheading: 测试\ndefinitions:\n{definitions}instruments:\n  - {{id: new-one, title: 一项, plain: 一项, summary: 一项。, kind: service, to: individual, roles: [seeker], strength: entitled, cite: 九(九)#1, amount: none, eligible: {{use: d12}}}}\n"
    );
    let checked = check(&rules(&[("rules/js-jy-2019-18/99-98.yaml", &text)], &[]));
    let errors = errors(&checked);
    assert_eq!(errors.len(), 1, "{errors:#?}");
    assert_eq!(errors[0].code, "E038");
}
