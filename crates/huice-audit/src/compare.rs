//! The comparison itself.

use crate::declared::declared;
use crate::figures;
use crate::ledger::{Item, Ledger};
use crate::library::{Library, LibraryDocument};
use crate::literals;
use crate::offices;
use crate::report::{Audit, Row};
use crate::text::has_figure;
use crate::uses::sentences;
use huice_check::figure::is_value;
use huice_check::{CitationUse, Corpus};
use huice_syntax::text;
use std::collections::{BTreeMap, BTreeSet};

/// Compares the rules with the documents' texts (by the name of the file without its ending) and
/// with the ledger.
#[must_use]
pub fn audit(corpus: &Corpus, texts: &BTreeMap<String, String>, ledger: &Ledger) -> Audit {
    let library = Library::read(corpus, texts, ledger);
    let mut audit = Audit {
        rows: corpus
            .document_ids()
            .map(|id| Row {
                document: id.to_owned(),
                ..Row::default()
            })
            .collect(),
        ledger: ledger.entries.len(),
        ledger_clauses: ledger.clauses.len(),
        ..Audit::default()
    };
    texts_there(corpus, &library, &mut audit);
    citations(corpus, &library, &mut audit);
    instruments(corpus, ledger, &library, &mut audit);
    let cited = cited(corpus);
    clauses(corpus, ledger, &library, &cited, &mut audit);
    items(corpus, ledger, &library, &cited, &mut audit);
    literals::literals(corpus, &library, &mut audit);
    figures::figures(corpus, ledger, &library, &mut audit);
    offices::offices(corpus, texts, ledger, &library, &mut audit);
    for reading in library.readings() {
        audit.agreed += reading.agreed();
        let notes = reading.strange.iter();
        audit
            .notes
            .extend(notes.map(|n| format!("{}:{n}", reading.document)));
    }
    audit.sort();
    audit
}

fn texts_there(corpus: &Corpus, library: &Library, audit: &mut Audit) {
    for (document, _, source) in corpus.documents() {
        let place = || declared(corpus, &document.id);
        match library.reading(&document.id) {
            None => audit.gap(
                "A001",
                place(),
                text!("没有 `{}` 的原文", "the text of `{}` is not there", document.id),
                text!("把 `{source}` 放进原文的文件夹", "put `{source}` into the folder of the sources"),
            ),
            Some(reading) if reading.clauses.len() < 2 => audit.gap(
                "A001",
                place(),
                text!("`{source}` 里没有 `{}` 的条款", "`{source}` holds no clauses of `{}`", document.id),
                ("它要是文件的原文，条款的编号写在行首", "it must be the document's text, with its clause numbers at the beginning of lines"),
            ),
            Some(_) => {}
        }
    }
}

fn citations(corpus: &Corpus, library: &Library, audit: &mut Audit) {
    for cited in corpus.citations() {
        if let Some(row) = audit.row(&cited.document) {
            row.citations += 1;
            row.figures += usize::from(cited.figure.is_some());
        }
        if let Some(reading) = library.reading(&cited.document) {
            citation(cited, reading, audit);
        }
    }
}

fn citation(cited: &CitationUse, reading: &LibraryDocument, audit: &mut Audit) {
    let place = || Some((cited.file.clone(), cited.span));
    if !reading.has_clause(&cited.clause) {
        let message = text!(
            "`{}` 没有 {} 这一条",
            "`{}` has no clause {}",
            cited.document,
            cited.clause
        );
        let help = (
            "请对照文件里这一条的编号",
            "check the clause's number in the document",
        );
        return audit.gap("A002", place(), message, help);
    }
    let mut text = String::new();
    for (sentence, part) in sentences(&cited.sentence) {
        let Some(sentence_text) = reading.sentence(&cited.clause, sentence) else {
            let count = reading
                .clause(&cited.clause)
                .map_or(0, |c| c.sentences.len());
            let message = text!(
                "{} 没有第 {sentence} 句",
                "{} has no sentence {sentence}",
                cited.clause
            );
            let help = text!(
                "这一条有 {count} 句；标题算第 0 句",
                "the clause has {count}; its heading is 0"
            );
            return audit.gap("A002", place(), message, help);
        };
        if let Some(part) = part.filter(|p| !reading.has_part(&cited.clause, sentence, *p)) {
            let message = text!(
                "{}#{sentence} 没有 {part} 这一部分",
                "{}#{sentence} has no part {part}",
                cited.clause
            );
            let help = (
                "各部分用 `；` 分开，从 a 数起",
                "parts are set apart by `；` and count from a",
            );
            return audit.gap("A002", place(), message, help);
        }
        text.push_str(&sentence_text);
    }
    let Some(figure) = &cited.figure else { return };
    if !has_figure(&text, figure) {
        let message = text!(
            "{}#{} 里没有 `{figure}` 这个数字",
            "`{figure}` is not in {}#{}",
            cited.clause,
            cited.sentence
        );
        let help = (
            "数字照原句写，或者改引有这个数字的那一句",
            "write the figure as the sentence has it, or cite the sentence that has it",
        );
        return audit.gap("A003", place(), message, help);
    }
    let value = cited.value.as_ref().map(|(value, _)| value.normalize());
    if value.is_some_and(|v| !is_value(figure, v)) {
        let message = text!(
            "`value` 和 `{figure}` 不是同一个数",
            "the value of `{figure}` is another number"
        );
        let help = (
            "`value` 用规则的单位写，`figure` 照文件写，两个要一样多",
            "`value` says in the units of the rules what `figure` says in the document's",
        );
        audit.gap("A003", place(), message, help);
    }
}

/// Both ways: nothing of the ledger is missing in the rules, and nothing in the rules is missing
/// in the ledger. If both have an instrument, it has the same clause in both.
fn instruments(corpus: &Corpus, ledger: &Ledger, library: &Library, audit: &mut Audit) {
    let known: BTreeMap<&str, (&str, &str)> = ledger
        .entries
        .iter()
        .map(|(id, doc, place)| (id.as_str(), (doc.as_str(), place.as_str())))
        .collect();
    let ids: Vec<&str> = corpus.document_ids().collect();
    let mut present = BTreeSet::new();
    for (instrument, origin) in corpus.instruments() {
        present.insert(instrument.id.as_str());
        let document = ids.get(usize::from(origin.document)).copied();
        let document = document.unwrap_or_default();
        if let Some(row) = audit.row(document) {
            row.instruments += 1;
        }
        if ledger.entries.is_empty() {
            continue;
        }
        let place = Some((origin.file.clone(), origin.span));
        let Some((file, filed)) = known.get(instrument.id.as_str()) else {
            let message = text!(
                "清单里没有 `{}`",
                "the ledger does not know `{}`",
                instrument.id
            );
            let help = (
                "文件里有，就补进清单；没有，就从规则里删掉",
                "if the document has it, the ledger is incomplete; otherwise remove it",
            );
            audit.gap("A005", place, message, help);
            continue;
        };
        let other = library.place(file, filed).filter(|(d, _)| d != document);
        if let Some((other, _)) = other {
            let message = text!(
                "清单把 `{}` 记在 `{other}` 里",
                "the ledger has `{}` in `{other}`",
                instrument.id
            );
            let help = (
                "移到它所在的文件",
                "move it to the document that contains it",
            );
            audit.gap("A005", place, message, help);
        }
    }
    for (id, file, filed) in &ledger.entries {
        if present.contains(id.as_str()) {
            continue;
        }
        let listed = library.place(file, filed);
        let document = listed.as_ref().map_or(file, |(document, _)| document);
        let message = text!(
            "清单里有 `{id}`（{filed}），规则里没有",
            "`{id}` ({filed}) is in the ledger and in no rule"
        );
        let help = (
            "请写上，哪怕它没有可以计算的内容",
            "add it, even if it has nothing that can be computed",
        );
        audit.gap("A004", declared(corpus, document), message, help);
    }
}

/// Every clause that something cites, with the clauses around it.
fn cited(corpus: &Corpus) -> BTreeSet<(&str, &str)> {
    let uses = corpus.citations().iter();
    uses.map(|c| (c.document.as_str(), c.clause.as_str()))
        .collect()
}

fn clauses(
    corpus: &Corpus,
    ledger: &Ledger,
    library: &Library,
    cited: &BTreeSet<(&str, &str)>,
    audit: &mut Audit,
) {
    let listed: Vec<(String, String)> = ledger
        .clauses
        .iter()
        .filter_map(|(file, place)| library.place(file, place))
        .collect();
    if listed.len() < ledger.clauses.len() {
        let lost = ledger.clauses.len() - listed.len();
        let message = text!(
            "清单里有 {lost} 条不属于规则里的任何文件",
            "{lost} clauses of the ledger belong to no document of the rules"
        );
        audit.gap(
            "A006",
            None,
            message,
            (
                "请写这份文件的 document.yaml",
                "write the document's document.yaml",
            ),
        );
    }
    for reading in library.readings() {
        let id = reading.document.as_str();
        let administrative = administrative(corpus, id);
        // The items of a damaged list are checked one by one: see `items`.
        let own = reading.with_text().filter(|_| !reading.damaged);
        let mut names: BTreeSet<&str> = own.map(|c| c.name.as_str()).collect();
        names.extend(
            listed
                .iter()
                .filter(|(document, _)| document == id)
                .map(|(_, clause)| clause.as_str()),
        );
        let encoded = |name: &str| cited.contains(&(id, name));
        for name in &names {
            if !encoded(name) && !administrative.contains(*name) {
                let message = text!(
                    "规则里没有出自 {name} 的内容",
                    "nothing in the rules is from {name}"
                );
                let help = (
                    "写出它给什么，或者写进 `administrative:` 并说明原因",
                    "write what it gives, or list it under `administrative:` and state why",
                );
                audit.gap("A006", declared(corpus, id), message, help);
            }
        }
        for name in &administrative {
            let there = names.contains(name.as_str()) || reading.has_clause(name);
            let wrong = match (encoded(name), there, reading.is_heading(name)) {
                (true, ..) => ("有规则引用它", "a rule cites it"),
                (_, false, _) => ("文件里没有它", "it is not in the document"),
                (.., true) => ("它只是标题", "it is only a heading"),
                (false, true, false) => continue,
            };
            let (zh, en) = wrong;
            let message = text!(
                "{name} 记作行政条款，可是{zh}",
                "{name} is listed as administrative, but {en}"
            );
            audit.gap(
                "A007",
                declared(corpus, id),
                message,
                ("请删掉这一项", "take the entry away"),
            );
        }
        if let Some(row) = audit.row(id) {
            row.clauses = names.len();
            row.encoded = names.iter().filter(|n| encoded(n)).count();
            row.administrative = names
                .iter()
                .filter(|n| administrative.contains(**n))
                .count();
        }
    }
}

fn administrative(corpus: &Corpus, document: &str) -> BTreeSet<String> {
    corpus
        .administrative()
        .filter(|(id, _)| *id == document)
        .flat_map(|(_, list)| list)
        .map(|a| crate::text::plain(&a.clause))
        .collect()
}

/// Every item of the ledger's list is encoded, administrative or lost; what is lost has no text.
fn items(
    corpus: &Corpus,
    ledger: &Ledger,
    library: &Library,
    cited: &BTreeSet<(&str, &str)>,
    audit: &mut Audit,
) {
    for item in &ledger.items {
        let Item {
            document,
            number,
            ids,
            offices: _,
        } = item;
        let Some(reading) = library.reading(document) else {
            continue;
        };
        let name = format!("附件{number}");
        let missing = corpus.missing().find(|(id, _)| id == document);
        let lost = missing
            .into_iter()
            .flat_map(|(_, items)| items)
            .find(|m| m.item == number.to_string());
        let encoded = cited.contains(&(document.as_str(), name.as_str()));
        let admin = administrative(corpus, document).contains(&name);
        let text = reading.clause(&name).is_some();
        let place = || declared(corpus, document);
        match lost {
            Some(item) if text => {
                let message = text!(
                    "第 {} 项记作原文缺失，其实原文在",
                    "item {} is listed as lost, but its text exists",
                    item.item
                );
                audit.gap(
                    "A008",
                    place(),
                    message,
                    ("请从 `missing:` 里删掉", "take it out of `missing:`"),
                );
            }
            Some(item) if encoded != item.part => {
                let (lost, part) = if item.part {
                    ("缺一部分", "in part")
                } else {
                    ("全部缺失", "whole")
                };
                let (cites, a) = if encoded {
                    ("有", "a")
                } else {
                    ("没有", "no")
                };
                let message = text!(
                    zh: "第 {} 项记作{lost}，却{cites}规则引用它", item.item;
                    en: "item {} is lost {part}, and {a} rule cites it", item.item
                );
                let help = (
                    "`part: true` 只用于还剩一部分、并且已经写成规则的项",
                    "`part: true` is for an item of which a part is left and encoded",
                );
                audit.gap("A008", place(), message, help);
            }
            None if encoded && !text => {
                let message = text!(
                    "第 {number} 项的编号已经缺失，却有规则引用它",
                    "item {number} has lost its number, and a rule cites it"
                );
                let help = (
                    "请写进 `missing:`，并加 `part: true`",
                    "name it under `missing:` with `part: true`",
                );
                audit.gap("A008", place(), message, help);
            }
            None if !encoded && !admin => {
                let message = text!(
                    "第 {number} 项规则里没有，也没有记作原文缺失",
                    "item {number} is neither in the rules nor listed as lost"
                );
                let help = if text {
                    (
                        "写出它给什么，或者写进 `administrative:` 并说明原因",
                        "write what it gives, or list it under `administrative:` and state why",
                    )
                } else {
                    (
                        "文件里没有它的原文：请写进 `missing:`",
                        "its text is not in the document: name it under `missing:`",
                    )
                };
                audit.gap("A008", place(), message, help);
            }
            Some(_) | None => {}
        }
        if !ids.is_empty() && !encoded {
            let message = text!(
                "第 {number} 项写了 {}，却没有规则引用它",
                "item {number} gives {}, and no rule cites it",
                ids.join(", ")
            );
            audit.gap(
                "A008",
                place(),
                message,
                (
                    "请在写它的地方引用这一项",
                    "cite the item where it is written",
                ),
            );
        }
        if let Some(row) = audit.row(document) {
            let [all, ours, office, gone] = row.items.get_or_insert_default();
            *all += 1;
            *ours += usize::from(encoded && lost.is_none());
            *office += usize::from(admin && lost.is_none());
            *gone += usize::from(lost.is_some());
        }
    }
}
