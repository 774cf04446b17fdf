//! Files of the site. The loader fetches them as it fetched the program: with patience, and more
//! than once.

use super::host;
use crate::state::Trouble;
use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen_futures::JsFuture;

/// Fetches files in this order. With `again`, past every cache: what came before was of no use.
///
/// # Errors
/// What went wrong with the first that did not come.
pub async fn fetch(addresses: &[String], again: bool) -> Result<Vec<Vec<u8>>, Trouble> {
    let files: Array = addresses
        .iter()
        .map(|address| host::fetch(address, again))
        .collect();
    match JsFuture::from(Promise::all(&files)).await {
        Ok(files) => Ok(Array::from(&files)
            .iter()
            .map(|file| Uint8Array::new(&file).to_vec())
            .collect()),
        Err(why) => Err(Trouble::of_loader(why.as_string().unwrap_or_default())),
    }
}
