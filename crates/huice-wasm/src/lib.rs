//! The npm package: JS types and conversion only. Everything that it says comes from `huice-core`,
//! in the shapes of `huice-api`.
//!
//! What is exported here is the engine; `npm/` holds the script that people import, which makes
//! plain data of whatever it is given before it comes here, and a `HuiceError` of what is refused.
//! Decimals cross the boundary as texts, days as `2019-07-01`; no 64-bit integer crosses it, so
//! engines without `BigInt` can run it.

mod answer_codec;
mod failure;
mod law;
mod lines;
mod loan;
mod session;

use failure::Failure;
use huice_api::{Index, IndexPlace, Place};
use serde::Serialize;
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

/// Every place of an index, and the names of the files that hold its law: an `Index`.
///
/// # Errors
/// `pack` for bytes that are no index.
#[wasm_bindgen]
pub fn places(index: &[u8]) -> Result<JsValue, JsValue> {
    let index = huice_pack::decode_index(index).map_err(|e| Failure::new("pack", "index", &e))?;
    let places = index.places.iter().map(|own| IndexPlace {
        place: Place {
            code: &own.code,
            name: &own.name,
            pinyin: &own.pinyin,
            within: own.within.as_deref(),
            covered: own.covered,
        },
        files: own
            .pack
            .iter()
            .flat_map(|pack| &pack.files)
            .map(String::as_str)
            .collect(),
    });
    Ok(to_js(&Index {
        version: &index.version,
        places: places.collect(),
    }))
}

/// Plain data becomes plain objects, by way of JSON: one text crosses instead of every key and value
/// by itself. What cannot be written (never the case for ours) becomes `null`.
fn to_js<T: Serialize + ?Sized>(value: &T) -> JsValue {
    let text = serde_json::to_string(value).unwrap_or_default();
    js_sys::JSON::parse(&text).unwrap_or(JsValue::NULL)
}
