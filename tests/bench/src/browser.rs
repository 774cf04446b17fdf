//! The same work, called from the page.

use crate::work::{self, Core, Plain, Ready};
use huice_core::ir::FactId;
use huice_core::{Answer, Date, IncrementalEvaluator};
use js_sys::Uint8Array;
use serde_json::Value;
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

/// As the page has it: see `web/src/main.rs`.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static MEMORY: rlsf::GlobalTlsf<Small> = rlsf::GlobalTlsf::new();

#[cfg(target_arch = "wasm32")]
struct Small;

#[cfg(target_arch = "wasm32")]
impl rlsf::GlobalTlsfOptions for Small {
    const ENABLE_REALLOCATION: bool = false;
    const COALESCE_POOLS: bool = true;
}

/// Everything that is measured in a page.
#[wasm_bindgen]
pub struct Bench {
    files: Vec<Vec<u8>>,
    as_of: Date,
    all: Core,
    ten: Core,
    plain: Plain,
    ready: Vec<Ready>,
    order: Vec<(FactId, Answer)>,
    answered: Vec<IncrementalEvaluator>,
}

#[wasm_bindgen]
impl Bench {
    /// From the files of a law, a day, and two lists of people in JSON: complete answers to
    /// everything, and to what the ten instruments ask.
    ///
    /// # Errors
    /// If one of these cannot be read.
    #[wasm_bindgen(constructor)]
    pub fn new(
        files: Vec<Uint8Array>,
        as_of: &str,
        people: &str,
        of_ten: &str,
    ) -> Result<Bench, JsError> {
        let files: Vec<Vec<u8>> = files.iter().map(Uint8Array::to_vec).collect();
        let law = huice_pack::decode_files(&files).map_err(|e| JsError::new(&e.to_string()))?;
        let as_of = Date::parse(as_of).ok_or_else(|| JsError::new("no day"))?;
        let list = |text: &str| -> Result<Vec<Value>, JsError> {
            serde_json::from_str(text).map_err(|e| JsError::new(&e.to_string()))
        };
        let of_ten = list(of_ten)?;
        Ok(Self {
            ten: Core::new(work::ten_of(&law), as_of, &of_ten),
            plain: Plain::new(as_of, &of_ten),
            all: Core::new(law, as_of, &list(people)?),
            files,
            as_of,
            ready: Vec::new(),
            order: Vec::new(),
            answered: Vec::new(),
        })
    }

    fn core(&self, ten: bool) -> &Core {
        if ten { &self.ten } else { &self.all }
    }

    /// See [`Core::full`].
    pub fn full(&self, ten: bool, explained: bool, times: usize) -> usize {
        self.core(ten).full(times, explained)
    }

    /// See [`Core::ready`].
    pub fn prepare(&mut self, ten: bool, from: usize, times: usize) {
        self.ready = self.core(ten).ready(from, times);
    }

    /// See [`Core::ask`].
    pub fn ask(&mut self, ten: bool) -> usize {
        let mut ready = std::mem::take(&mut self.ready);
        self.core(ten).ask(&mut ready)
    }

    /// Makes the answers of the first who is ready for the whole law known, in the order in which
    /// they are asked for: how many there are.
    pub fn order(&mut self) -> usize {
        self.order = self.ready.first().map_or(Vec::new(), |r| self.all.order(r));
        self.order.len()
    }

    /// Gives one of these answers: all verdicts and amounts follow.
    pub fn set(&mut self, at: usize) {
        if let (Some((fact, answer)), Some((evaluator, _))) =
            (self.order.get(at).cloned(), self.ready.first_mut())
        {
            evaluator.set(fact, answer);
        }
    }

    /// See [`Core::question`].
    pub fn question(&self) -> bool {
        self.ready.first().is_some_and(|r| self.all.question(r))
    }

    /// See [`Core::answered`].
    pub fn prepare_explanations(&mut self) {
        if self.answered.is_empty() {
            self.answered = self.all.answered(20);
        }
    }

    /// See [`work::explain_in_turn`].
    pub fn explain(&self, times: usize) {
        work::explain_in_turn(&self.answered, times);
    }

    /// See [`work::cold`].
    pub fn cold(&self) -> usize {
        work::cold(&self.files, self.as_of)
    }

    /// See [`Plain::full`].
    pub fn plain_full(&self, times: usize) -> usize {
        self.plain.full(times)
    }

    /// See [`Plain::ask`].
    pub fn plain_ask(&self, times: usize) -> usize {
        self.plain.ask(times)
    }

    /// What the core, or the plain Rust program, says of one of the people of the ten.
    pub fn says(&self, who: usize, plain: bool) -> String {
        let says = if plain {
            self.plain.says(who)
        } else {
            self.ten.says(who)
        };
        says.join("\n")
    }
}
