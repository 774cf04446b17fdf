//! The comparison itself.

use crate::figure::is_value;
use crate::figures;
use crate::ledger::{Item, Ledger};
use crate::library::{Library, LibraryDocument};
use crate::literals;
use crate::offices;
use crate::report::{Audit, Row};
use crate::text::has_figure;
use crate::uses::sentences;
use huice_check::{CitationUse, Corpus};
use huice_syntax::Span;
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

/// The head of the file that declares a document.
pub(crate) fn declared(corpus: &Corpus, document: &str) -> Option<(String, Span)> {
    let file = corpus.document_file(document)?;
    let head = Span {
        start: 0,
        end: 0,
        line: 1,
        column: 1,
    };
    Some((file, head))
}

fn texts_there(corpus: &Corpus, library: &Library, audit: &mut Audit) {
    for (document, _, source) in corpus.documents() {
        let place = || declared(corpus, &document.id);
        match library.reading(&document.id) {
            None => audit.gap(
                "A001",
                place(),
                format!("the text of `{}` is not there", document.id),
                format!("put `{source}` into the folder of the sources"),
            ),
            Some(reading) if reading.clauses.len() < 2 => audit.gap(
                "A001",
                place(),
                format!("`{source}` holds no clauses of `{}`", document.id),
                "it must be the document's text, with its clause numbers at the beginning of lines",
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
        let message = format!("`{}` has no clause {}", cited.document, cited.clause);
        let help = "look at the clause's number in the document";
        return audit.gap("A002", place(), message, help);
    }
    let mut text = String::new();
    for (sentence, part) in sentences(&cited.sentence) {
        let Some(found) = reading.sentence(&cited.clause, sentence) else {
            let count = reading
                .clause(&cited.clause)
                .map_or(0, |c| c.sentences.len());
            let message = format!("{} has no sentence {sentence}", cited.clause);
            let help = format!("the clause has {count}; its heading is 0");
            return audit.gap("A002", place(), message, help);
        };
        if let Some(part) = part.filter(|p| !reading.has_part(&cited.clause, sentence, *p)) {
            let message = format!("{}#{sentence} has no part {part}", cited.clause);
            let help = "parts are set apart by `；` and count from a";
            return audit.gap("A002", place(), message, help);
        }
        text.push_str(&found);
    }
    let Some(figure) = &cited.figure else { return };
    if !has_figure(&text, figure) {
        let message = format!(
            "`{figure}` does not stand in {}#{}",
            cited.clause, cited.sentence
        );
        let help = "write the figure as the sentence has it, or cite the sentence that has it";
        return audit.gap("A003", place(), message, help);
    }
    let value = cited.value.as_ref().map(|(value, _)| value.normalize());
    if value.is_some_and(|v| !is_value(figure, v)) {
        let message = format!("the value of `{figure}` is another number");
        let help = "`value` says in the units of the rules what `figure` says in the document's";
        audit.gap("A003", place(), message, help);
    }
}

/// Both ways: nothing of the ledger is missing, and nothing stands in the rules that it lacks.
/// Where both have an instrument, they file it under the same clause.
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
            let message = format!("the ledger does not know `{}`", instrument.id);
            let help = "is it in the document? Then the ledger lacks it; else take it away";
            audit.gap("A005", place, message, help);
            continue;
        };
        let other = library.place(file, filed).filter(|(d, _)| d != document);
        if let Some((other, _)) = other {
            let message = format!("the ledger has `{}` in `{other}`", instrument.id);
            let help = "move it to the document that it stands in";
            audit.gap("A005", place, message, help);
        }
    }
    for (id, file, filed) in &ledger.entries {
        if present.contains(id.as_str()) {
            continue;
        }
        let found = library.place(file, filed);
        let document = found.as_ref().map_or(file, |(document, _)| document);
        let message = format!("`{id}` ({filed}) is in the ledger and in no rule");
        let help = "write it, even where it promises nothing that can be counted";
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
        let message = format!("{lost} clauses of the ledger belong to no document of the rules");
        audit.gap("A006", None, message, "write the document's document.yaml");
    }
    for reading in library.readings() {
        let id = reading.document.as_str();
        let administrative = administrative(corpus, id);
        // The items of a damaged list are looked at one by one: see `items`.
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
                let message = format!("nothing in the rules is from {name}");
                let help = "write what it gives, or name it under `administrative:` and say why";
                audit.gap("A006", declared(corpus, id), message, help);
            }
        }
        for name in &administrative {
            let there = names.contains(name.as_str()) || reading.has_clause(name);
            let wrong = match (encoded(name), there, reading.is_heading(name)) {
                (true, ..) => "a rule cites it",
                (_, false, _) => "it is not in the document",
                (.., true) => "it is only a heading",
                (false, true, false) => continue,
            };
            let message = format!("{name} is called administrative, and {wrong}");
            audit.gap("A007", declared(corpus, id), message, "take the entry away");
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
                let message = format!("item {} is called lost, and its text is there", item.item);
                audit.gap("A008", place(), message, "take it out of `missing:`");
            }
            Some(item) if encoded != item.part => {
                let message = format!(
                    "item {} is lost {}, and {} rule cites it",
                    item.item,
                    if item.part { "in part" } else { "whole" },
                    if encoded { "a" } else { "no" }
                );
                let help = "`part: true` is for an item of which a part is left and encoded";
                audit.gap("A008", place(), message, help);
            }
            None if encoded && !text => {
                let message = format!("item {number} has lost its number, and a rule cites it");
                let help = "name it under `missing:` with `part: true`";
                audit.gap("A008", place(), message, help);
            }
            None if !encoded && !admin => {
                let message = format!("item {number} is neither in the rules nor called lost");
                let help = if text {
                    "write what it gives, or name it under `administrative:` and say why"
                } else {
                    "its text is not in the document: name it under `missing:`"
                };
                audit.gap("A008", place(), message, help);
            }
            Some(_) | None => {}
        }
        if !ids.is_empty() && !encoded {
            let message = format!(
                "item {number} gives {}, and no rule cites it",
                ids.join(", ")
            );
            audit.gap(
                "A008",
                place(),
                message,
                "cite the item where it is written",
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
