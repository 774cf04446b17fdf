//! The law of one place.

use crate::failure::Failure;
use crate::session::Session;
use crate::to_js;
use huice_api::{Contents, Policy};
use huice_core::{CompiledLaw, SharedFindings, text};
use js_sys::Uint8Array;
use std::rc::Rc;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// The law of one place.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Law {
    law: Rc<CompiledLaw>,
    /// What its sessions have found out.
    findings: SharedFindings,
}

#[wasm_bindgen]
impl Law {
    /// The law of a place of an index, from the bytes of the place's files, in any order, with a
    /// number that nobody knows: see [`SharedFindings::new`].
    ///
    /// # Errors
    /// `pack` for bytes that are damaged or missing, `place` for a place without law.
    #[wasm_bindgen(constructor)]
    #[expect(
        clippy::needless_pass_by_value,
        reason = "wasm-bindgen hands lists over by value"
    )]
    pub fn new(
        index: &[u8],
        place: &str,
        files: Vec<Uint8Array>,
        random: f64,
    ) -> Result<Law, JsValue> {
        let index =
            huice_pack::decode_index(index).map_err(|e| Failure::new("pack", "index", &e))?;
        let found = index.places.iter().find(|own| own.code == place);
        let found =
            found.ok_or_else(|| Failure::new("place", place, &"the index has no such place"))?;
        if found.pack.is_none() {
            let why = "no document is known for this place";
            return Err(Failure::new("place", place, &why).into());
        }
        let files: Vec<Vec<u8>> = files.iter().map(Uint8Array::to_vec).collect();
        if let Some(name) = found.lacks(&files) {
            let why = "this file of the place was not given, or is damaged; load it again";
            return Err(Failure::new("pack", name, &why).into());
        }
        let law = found
            .open(&files)
            .map_err(|e| Failure::new("pack", "files", &e))?;
        let law = Rc::new(CompiledLaw::from(law));
        Ok(Self {
            findings: SharedFindings::new(Rc::clone(&law), random.to_bits()),
            law,
        })
    }

    /// Code of the place.
    #[must_use]
    #[wasm_bindgen(getter)]
    pub fn place(&self) -> String {
        self.law.place.clone()
    }

    /// Name of the place.
    #[must_use]
    #[wasm_bindgen(getter)]
    pub fn place_name(&self) -> String {
        self.law.place_name.clone()
    }

    /// Documents, facts and policies: a `Contents`.
    #[must_use]
    pub fn contents(&self) -> JsValue {
        to_js(&Contents::new(&self.law))
    }

    /// The ids of every policy, then of every lost item, with a line break between them. A policy
    /// is named by its position among them from here on.
    #[must_use]
    pub fn ids(&self) -> String {
        let own = self.law.instruments.iter().map(|own| own.id.as_str());
        let lost = self.law.missing.iter().map(|item| item.id.as_str());
        text::joined(&own.chain(lost).collect::<Vec<_>>(), "\n")
    }

    /// What is known of a policy whoever asks: a `Policy`; `null` where there is none.
    #[must_use]
    pub fn policy(&self, position: u16) -> JsValue {
        let at = usize::from(position).checked_sub(self.law.instruments.len());
        let lost = at.and_then(|at| self.law.missing.get(at));
        to_js(&match lost {
            Some(item) => Some(Policy::lost(&self.law, item)),
            None => Policy::new(&self.law, position),
        })
    }

    /// A session for answers (see [`crate::answer_codec`]) as of a day; without a day as of today
    /// in China, by the caller's clock in seconds since 1970.
    ///
    /// # Errors
    /// `date`, `fact` or `answer`.
    pub fn session(
        &self,
        day: Option<String>,
        now: u32,
        answers: Option<String>,
    ) -> Result<Session, JsValue> {
        Ok(Session::new(
            &self.law,
            self.findings.share(),
            day.as_deref(),
            now,
            answers.as_deref(),
        )?)
    }
}
