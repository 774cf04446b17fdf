//! `huice pack`: the files to publish.

use crate::failure::Failure;
use crate::output;
use crate::view;
use huice_pack::{Entry, decode_index, write_all};
use huice_source::Source;
use huice_source::words;
use serde_json::json;
use std::path::Path;

/// Writes the packs of every document, the index, and the same content as JSON.
pub(crate) fn pack(source: &Source, out: &Path, json: bool) -> Result<String, Failure> {
    let laws = source.laws()?;
    let mut entries = Vec::new();
    for place in source.places()? {
        entries.push(Entry {
            law: laws.iter().find(|law| law.place == place.code).cloned(),
            code: place.code,
            name: place.name,
            pinyin: place.pinyin,
            within: place.within,
            contacts: place.contacts,
        });
    }
    let mut files = write_all(&entries).map_err(|e| Failure::Unusable(words::pack(&e)))?;
    let mut twins = Vec::new();
    for (name, bytes) in &files {
        if name.ends_with(".bin") {
            let index = decode_index(bytes).map_err(|e| Failure::Unusable(words::pack(&e)))?;
            twins.push(("index.json".to_owned(), view::print(&index).into_bytes()));
        }
    }
    for law in &laws {
        twins.push((format!("{}.json", law.place), view::print(law).into_bytes()));
    }
    let packs: Vec<(String, usize)> = files.iter().map(|(n, b)| (n.clone(), b.len())).collect();
    files.extend(twins);
    output::replace_all(out, &files)?;
    if json {
        let all: Vec<_> = files
            .iter()
            .map(|(name, bytes)| json!({"file": name, "bytes": bytes.len()}))
            .collect();
        return Ok(view::print(&all));
    }
    let lines: Vec<String> = packs
        .iter()
        .map(|(name, bytes)| format!("  {name}　{bytes} 字节"))
        .collect();
    Ok(format!(
        "写好 {} 个文件，在 {}：\n{}\n另有同样内容的 JSON {} 个。",
        files.len(),
        out.display(),
        lines.join("\n"),
        files.len() - packs.len()
    ))
}
