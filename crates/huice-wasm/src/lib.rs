//! The npm package: JS types and conversion only. Everything it says comes from the core.
//!
//! What is exported here is the engine; `npm/` holds the script that people import, which makes
//! plain data of whatever it is given before it comes here, and typed errors of what is refused.
//! Decimals cross the boundary as texts, days as `2019-07-01`; no 64-bit integer crosses it, so
//! engines without `BigInt` can run it.

mod answer_codec;
pub mod dto;
mod facts;
mod registry;
mod session;
mod terms;
pub mod value;

use registry::Registry;
use serde::Serialize;
use std::cell::RefCell;
use value::Value;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// Memory: the usual allocator of WebAssembly is three times as large.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static MEMORY: rlsf::GlobalTlsf<Small> = rlsf::GlobalTlsf::new();

/// Growing in place is a fifth of the allocator; joined pools keep memory from being wasted.
#[cfg(target_arch = "wasm32")]
struct Small;

#[cfg(target_arch = "wasm32")]
impl rlsf::GlobalTlsfOptions for Small {
    const ENABLE_REALLOCATION: bool = false;
    const COALESCE_POOLS: bool = true;
}

thread_local! {
    static REGISTRY: RefCell<Registry> = RefCell::default();
}

/// Puts a file on the desk, for the next call that needs files.
#[wasm_bindgen(js_name = putFile)]
pub fn put_file(bytes: Vec<u8>) {
    REGISTRY.with_borrow_mut(|registry| registry.put_file(bytes));
}

/// Does one thing: see [`registry`] for what there is, `npm/huice.js` for the names that people use.
/// One way in for all keeps the glue small.
///
/// # Errors
/// `{code, field, message}`: what was refused, where, and what to do about it.
#[wasm_bindgen]
pub fn call(what: u32, of: u32, first: &str, second: &str) -> Result<JsValue, JsValue> {
    // Conversion comes after the desk is free again: whatever JS does then, the desk stays usable.
    let done = REGISTRY.with_borrow_mut(|registry| registry.call(what, of, first, second));
    match done {
        Ok(value) => Ok(to_js(&value)),
        Err(failure) => Err(to_js(&failure)),
    }
}

/// Plain data becomes plain objects; what cannot (never the case for ours) becomes `null`.
fn to_js(value: &Value) -> JsValue {
    value
        .serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        .unwrap_or(JsValue::NULL)
}
