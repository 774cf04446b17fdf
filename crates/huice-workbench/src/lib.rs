//! The authors' workbench: `huice-ide` for the page `workbench.html`. It converts and holds one
//! workspace; every answer is a text of JSON. Places count lines and UTF-16 units from 0.

mod answers;
mod card;
mod population;

use huice_check::Checked;
use huice_core::{CompiledLaw, Date};
use huice_ide::cases::example;
use huice_ide::sentences::Texts;
use huice_ide::successor::Successor;
use huice_ide::{Position, Workspace, preview, scaffold};
use huice_syntax::{Diagnostic, Lang, Severity};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;

/// Memory: the usual allocator of WebAssembly is three times as large.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static MEMORY: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// One author's files.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Workbench {
    workspace: Workspace,
    texts: Texts,
    law: Option<Law>,
}

/// The law of an instrument, of the rules as they were checked last.
#[derive(Debug)]
struct Law {
    of: Rc<Checked>,
    id: String,
    law: Rc<CompiledLaw>,
}

/// A value as JSON; `null` where it cannot be written.
fn write(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "null".into())
}

fn at(line: u32, character: u32) -> Position {
    Position { line, character }
}

#[wasm_bindgen]
impl Workbench {
    /// Without files.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts a rule file in, or a new text in its place.
    pub fn set(&mut self, path: &str, text: &str) {
        self.workspace.set(path, text);
    }

    /// Takes a rule file out.
    pub fn remove(&mut self, path: &str) {
        self.workspace.remove(path);
    }

    /// Gives the document of a folder its text.
    pub fn set_source(&mut self, folder: &str, text: &str) {
        self.texts.set(folder, text);
    }

    /// What is wrong with which file: `{path: [{code, error, range, message, help}]}`.
    #[must_use]
    pub fn diagnostics(&mut self, path: &str) -> String {
        let found = self.workspace.diagnostics(path);
        let mut files = BTreeMap::new();
        for (path, list) in &found {
            let text = self.workspace.text(path).unwrap_or_default();
            let list: Vec<Value> = list.iter().map(|d| diagnostic(d, text)).collect();
            files.insert(path, list);
        }
        write(&files)
    }

    /// What may be written at a place: `{range, list: [{kind, text, about}]}`.
    #[must_use]
    pub fn completion(&mut self, path: &str, line: u32, character: u32) -> String {
        let list = self.workspace.completion(path, at(line, character));
        let range = list.first().map(|first| first.range);
        write(&json!({"range": range, "list": list}))
    }

    /// What is known about the name at a place: `{text, range}`, or `null`.
    #[must_use]
    pub fn hover(&mut self, path: &str, line: u32, character: u32) -> String {
        let found = self.workspace.hover(path, at(line, character), &self.texts);
        write(&found)
    }

    /// Where the name at a place is declared: `[{path, range}]`.
    #[must_use]
    pub fn definition(&mut self, path: &str, line: u32, character: u32) -> String {
        write(&self.workspace.definition(path, at(line, character)))
    }

    /// The edits that give the name at a place another id: `{edits}` or `{refused}`.
    #[must_use]
    pub fn rename(&mut self, path: &str, line: u32, character: u32, new: &str) -> String {
        match self.workspace.rename(path, at(line, character), new) {
            Ok(edits) => write(&json!({"edits": edits})),
            Err(refused) => write(&json!({"refused": refused})),
        }
    }

    /// A file in its canonical form: `{text}`, or `null` where it has errors or is not there.
    #[must_use]
    pub fn format(&self, path: &str) -> String {
        let text = self.workspace.formatted(path).and_then(Result::ok);
        write(&text.map(|text| json!({"text": text})))
    }

    /// The instrument around a place, or `null`.
    #[must_use]
    pub fn instrument_at(&mut self, path: &str, line: u32, character: u32) -> String {
        write(&self.workspace.instrument_at(path, at(line, character)))
    }

    /// The sentences of the document of a folder: `[{clause, sentence, text, cited, unused}]`.
    #[must_use]
    pub fn sentences(&self, folder: &str) -> String {
        write(&self.workspace.sentences(folder, &self.texts))
    }

    /// The citations of the rule at a place.
    #[must_use]
    pub fn cited_at(&self, path: &str, line: u32, character: u32) -> String {
        write(&self.workspace.cited_at(path, at(line, character)))
    }

    /// The card of an instrument and the form's next question, as of a day, for answers in JSON:
    /// `{outcome, next, summary, refused}`; `null` where the rules have errors or there is none.
    #[must_use]
    pub fn card(&mut self, path: &str, id: &str, as_of: &str, answers: &str) -> String {
        let shown = self.law(path, id).and_then(|(_, law)| {
            let case = preview::Case {
                as_of: Date::parse(as_of)?,
                answers: answers::read(answers)?,
            };
            card::card(&preview::preview(law, id, &case)?)
        });
        write(&shown)
    }

    /// The boundaries of an instrument, each with both sides as examples:
    /// `[{about, covered, below, above}]`; `null` where the rules have errors.
    #[must_use]
    pub fn cases(&mut self, path: &str, id: &str) -> String {
        let shown = self.corpus(path).and_then(|checked| {
            let found = preview::boundaries(checked.corpus.as_ref()?, id);
            let side = |case| example(case).trim_start_matches("- ").to_owned();
            let rows = found.iter().map(|b| {
                json!({
                    "about": b.about, "covered": b.covered(),
                    "below": {"name": b.below.name, "shown": b.below.shown, "example": side(&b.below)},
                    "above": {"name": b.above.name, "shown": b.above.shown, "example": side(&b.above)},
                })
            });
            Some(rows.collect::<Vec<Value>>())
        });
        write(&shown)
    }

    /// The examples of an instrument, run: `[{name, differences: [{what, expected, found}]}]`; `null`
    /// where the rules have errors.
    #[must_use]
    pub fn examples(&mut self, path: &str, id: &str) -> String {
        let shown = self.corpus(path).and_then(|checked| {
            let runs = preview::examples(checked.corpus.as_ref()?, id);
            let rows = runs.iter().map(|run| {
                let differences = run
                    .differences
                    .iter()
                    .map(|d| json!({"what": d.what, "expected": d.expected, "found": d.found}));
                json!({"name": run.name, "differences": differences.collect::<Vec<Value>>()})
            });
            Some(rows.collect::<Vec<Value>>())
        });
        write(&shown)
    }

    /// How an instrument decides over people made up: `{people, verdicts: [{word, text, people}],
    /// money}`; `null` where the rules have errors. Each is an example or a boundary case of the
    /// instrument with one, two or three of the answers that it reads drawn anew.
    #[must_use]
    pub fn population(&mut self, path: &str, id: &str, as_of: &str, people: u32) -> String {
        let shown = self.law(path, id).and_then(|(checked, law)| {
            let day = Date::parse(as_of)?;
            population::population(checked.corpus.as_ref()?, &law, id, day, people)
        });
        write(&shown)
    }

    /// A place, to be added to `places.yaml`: `{head, text}`.
    #[must_use]
    pub fn new_place(
        &self,
        code: &str,
        name: &str,
        pinyin: &str,
        within: Option<String>,
    ) -> String {
        let text = scaffold::place(code, name, pinyin, within.as_deref());
        write(&json!({"head": scaffold::PLACES, "text": text}))
    }

    /// A `document.yaml`: `{text}`; `null` where the day is none.
    #[must_use]
    pub fn new_document(&self, id: &str, place: &str, today: &str) -> String {
        let text = Date::parse(today).map(|day| scaffold::document(id, place, day));
        write(&text.map(|text| json!({"text": text})))
    }

    /// An instrument, to be added to the file of its clause: `{file, head, text}`; `null` where the
    /// clause has no number or the day is none.
    #[must_use]
    pub fn new_instrument(&self, id: &str, clause: &str, today: &str) -> String {
        let made = Date::parse(today)
            .zip(scaffold::clause_file(clause))
            .map(|(day, file)| {
                json!({
                    "file": file,
                    "head": scaffold::clause(clause),
                    "text": scaffold::instrument(id, clause, day),
                })
            });
        write(&made)
    }

    /// The files of a document that takes the place of another from a day on, and the older
    /// document with what takes its place: `{path: text}`; `null` where there is no such older
    /// document or a day is none.
    #[must_use]
    pub fn new_successor(&self, id: &str, older: &str, from: &str, today: &str) -> String {
        let made = Date::parse(from).zip(Date::parse(today));
        let made = made.and_then(|(from, today)| {
            let successor = Successor {
                id,
                older,
                from,
                today,
            };
            let text = |path| Some((path, self.workspace.text(path)?));
            successor.files(self.workspace.paths().filter_map(text))
        });
        let files: Option<BTreeMap<String, String>> = made.map(|files| files.into_iter().collect());
        write(&files)
    }

    /// The rules without errors, and the law of an instrument.
    fn law(&mut self, path: &str, id: &str) -> Option<(Rc<Checked>, Rc<CompiledLaw>)> {
        let of = self.corpus(path)?;
        let same = |kept: &&Law| Rc::ptr_eq(&kept.of, &of) && kept.id == id;
        if let Some(kept) = self.law.as_ref().filter(same) {
            return Some((of, Rc::clone(&kept.law)));
        }
        let law = Rc::new(preview::law_of(of.corpus.as_ref()?, id)?);
        self.law = Some(Law {
            of: Rc::clone(&of),
            id: id.to_owned(),
            law: Rc::clone(&law),
        });
        Some((of, law))
    }

    fn corpus(&mut self, path: &str) -> Option<Rc<Checked>> {
        let checked = self.workspace.checked(path)?;
        checked.corpus.is_some().then_some(checked)
    }
}

fn diagnostic(found: &Diagnostic, text: &str) -> Value {
    let help = [&found.label, &found.help].map(|part| part.get(Lang::Zh));
    let help: Vec<&str> = help.into_iter().filter(|text| !text.is_empty()).collect();
    json!({
        "code": found.code,
        "error": found.severity == Severity::Error,
        "range": huice_ide::range(text, found.span.start, found.span.end),
        "message": found.message.get(Lang::Zh),
        "help": help.join("。"),
    })
}
