//! The npm package: JS types and conversion only. Everything it says comes from the core.
//!
//! Decimals cross the boundary as strings, days as `2019-07-01`; no 64-bit integer crosses it, so
//! engines without `BigInt` can run it. Nothing traps: every refusal is a thrown [`dto::Failure`]
//! with a `code`, a `message` and, for answers, the `field`.

pub mod dto;
mod raw;

use dto::{Asked, Failure, Told};
use huice_core::{Answers, Date, Law, evaluate, next_question, read_answer, summarise};
use js_sys::Uint8Array;
use raw::FromJs;
use serde::Serialize;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// One person's answers to the law of one place, kept on this side of the boundary.
#[wasm_bindgen]
pub struct Session {
    law: Law,
    as_of: Date,
    answers: Answers,
}

#[wasm_bindgen]
impl Session {
    /// Opens the law of a place from the bytes of its files, in any order, as of a day. Which
    /// files these are stands in `index.json`, at the place.
    ///
    /// # Errors
    /// A damaged or missing file or one of another version (`pack`), a day that does not exist (`date`).
    #[wasm_bindgen(constructor)]
    pub fn new(files: Vec<Uint8Array>, as_of: &str) -> Result<Session, JsValue> {
        let files: Vec<Vec<u8>> = files.iter().map(Uint8Array::to_vec).collect();
        let law = huice_pack::decode_files(&files)
            .map_err(|e| to_js(&Failure::new("pack", String::new(), e.to_string())))?;
        let as_of = Date::parse(as_of).ok_or_else(|| {
            let message = format!("`{as_of}` is not a day; write it as 2019-07-01");
            to_js(&Failure::new("date", String::new(), message))
        })?;
        Ok(Self {
            law,
            as_of,
            answers: Answers::new(),
        })
    }

    /// Sets one answer; `null` says that it is not known.
    ///
    /// # Errors
    /// An unknown fact (`fact`) or a value that does not fit it (`answer`); the rest stands.
    pub fn set(&mut self, fact: &str, value: JsValue) -> Result<(), JsValue> {
        let fail = |code, message| to_js(&Failure::new(code, fact.to_owned(), message));
        let (id, known) = self
            .law
            .fact(fact)
            .ok_or_else(|| fail("fact", format!("`{fact}` is not asked in this place")))?;
        let FromJs(raw) =
            serde_wasm_bindgen::from_value(value).map_err(|e| fail("answer", e.to_string()))?;
        match read_answer(known, &raw, fact) {
            Ok(Some(answer)) => self.answers.set(id, answer),
            Ok(None) => self.answers.unset(id),
            Err(e) => {
                return Err(to_js(&Failure::new(
                    "answer",
                    e.field.clone(),
                    e.to_string(),
                )));
            }
        }
        Ok(())
    }

    /// Takes an answer back; of a fact that does not exist, does nothing.
    pub fn unset(&mut self, fact: &str) {
        if let Some((id, _)) = self.law.fact(fact) {
            self.answers.unset(id);
        }
    }

    /// Every instrument with verdict, amount, arithmetic, needs, reasons and readings; after them
    /// the items whose text is lost. Of a grant with two sources both are there, each naming the
    /// other; the sums count it once.
    #[must_use]
    pub fn results(&self) -> JsValue {
        let outcomes = evaluate(&self.law, self.as_of, &self.answers);
        let told = outcomes.iter().map(|o| Told::of(&self.law, o));
        let lost = self.law.missing.iter();
        let lost = lost.map(|m| Told::missing(&self.law, m));
        to_js(&told.chain(lost).collect::<Vec<_>>())
    }

    /// The sums over all instruments.
    #[must_use]
    pub fn summary(&self) -> JsValue {
        let outcomes = evaluate(&self.law, self.as_of, &self.answers);
        to_js(&dto::Totals::of(&summarise(&self.law, &outcomes)))
    }

    /// The next question, or `null` when nothing that a person can answer is left.
    #[must_use]
    pub fn next(&self) -> JsValue {
        let outcomes = evaluate(&self.law, self.as_of, &self.answers);
        let asked = next_question(&self.law, self.as_of, &self.answers, &outcomes, &|_| true);
        to_js(&asked.and_then(|q| Asked::of(&self.law, &q)))
    }
}

/// Plain data becomes plain objects; what cannot (never the case for our types) becomes `null`.
fn to_js<T: Serialize>(value: &T) -> JsValue {
    value
        .serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        .unwrap_or(JsValue::NULL)
}
