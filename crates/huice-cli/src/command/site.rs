//! `huice site`: plain pages of everything.

use crate::failure::Failure;
use crate::output;
use crate::site;
use crate::view;
use huice_source::Source;
use serde_json::json;
use std::path::Path;

/// Writes a page for every place, document and instrument, and those that lead to them.
pub(crate) fn site(
    source: &Source,
    out: &Path,
    app: &str,
    base: &str,
    json: bool,
) -> Result<String, Failure> {
    let corpus = source.corpus()?;
    let places = corpus.places();
    let laws: Vec<_> = places
        .iter()
        .filter_map(|place| corpus.law_for(&place.code))
        .collect();
    let files = site::files(places, &laws, app, base)?;
    output::replace_all(out, &files)?;
    let bytes: usize = files.iter().map(|(_, text)| text.len()).sum();
    if json {
        let all: Vec<_> = files
            .iter()
            .map(|(name, text)| json!({"file": name, "bytes": text.len()}))
            .collect();
        return Ok(view::print(&all));
    }
    Ok(format!(
        "写好 {} 个文件，在 {}，共 {} KB。从 index.html 看起；网址清单在 {}。",
        files.len(),
        out.display(),
        bytes / 1000,
        site::SITEMAP
    ))
}
