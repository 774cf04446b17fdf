//! `huice pack`: the files to publish.

use crate::failure::Failure;
use crate::output;
use crate::view;
use huice_check::{Corpus, Place};
use huice_pack::{
    Entry, Index, PackError, Published, decode_files, index_files, whole_index, write_places,
};
use huice_source::words;
use huice_source::{Source, SourceError, wanted};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Files by name.
type Files = Vec<(String, Vec<u8>)>;

/// The content of the files as JSON: the index, and every document once. A place is the list of
/// documents that the index names for it.
fn twins(index: &Index, files: &[(String, Vec<u8>)]) -> Result<Files, PackError> {
    let bytes: BTreeMap<&str, &[u8]> = files
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    let mut twins = BTreeMap::new();
    let packs = index.places.iter().filter_map(|place| place.pack.as_ref());
    // A pack is followed by its words.
    for part in packs.flat_map(|pack| pack.files.chunks(2)) {
        let Some(stem) = part.first().and_then(|name| name.strip_suffix(".pack")) else {
            continue;
        };
        let name = format!("{stem}.json");
        if twins.contains_key(&name) {
            continue;
        }
        let own: Vec<&[u8]> = part
            .iter()
            .filter_map(|name| bytes.get(name.as_str()).copied())
            .collect();
        let law = decode_files(&own)?;
        twins.insert(name, view::print(&law).into_bytes());
    }
    twins.insert("index.json".into(), view::print(index).into_bytes());
    Ok(twins.into_iter().collect())
}

/// The files of the places of some rules; of a place and what lies within it, where one is named.
fn places(corpus: &Corpus, within: Option<&str>) -> Result<Published, PackError> {
    let wanted = |code: &str| within.is_none_or(|outer| corpus.lies_within(code, outer));
    let all = corpus.places().iter();
    let entries: Vec<Entry> = all
        .filter(|place| wanted(&place.code))
        .map(|place| Entry {
            law: corpus.law_for(&place.code),
            code: place.code.clone(),
            name: place.name.clone(),
            pinyin: place.pinyin.clone(),
            within: place.within.clone(),
            contacts: place.contacts.clone(),
        })
        .collect();
    write_places(&entries)
}

/// What was published of the whole, or of each outermost place of a country; of one place and what
/// lies within it, where one is named.
fn published(source: &Source, within: Option<&str>) -> Result<Vec<Published>, Failure> {
    let unusable = |e| SourceError::Unusable(words::pack(&e));
    let code = |all: &[Place]| -> Result<Option<String>, SourceError> {
        let named = within.map(|name| wanted(all, Some(name)));
        Ok(named.transpose()?.map(|place| place.code.clone()))
    };
    let Some(country) = source.country()? else {
        let corpus = source.corpus()?;
        let code = code(corpus.places())?;
        let whole = places(&corpus, code.as_deref()).map_err(unusable)?;
        return Ok(vec![whole]);
    };
    let Some(code) = code(country.places())? else {
        return Ok(country.each(|corpus| places(corpus, None).map_err(unusable))?);
    };
    let work = |corpus: &Corpus| places(corpus, Some(&code)).map_err(unusable);
    Ok(country.part_with(&code, work)?)
}

/// What there is to publish: the packs with their words and the files of the index, and the whole
/// index.
fn packed(source: &Source, within: Option<&str>) -> Result<(Files, Index), Failure> {
    let parts = published(source, within)?;
    let index = whole_index(&parts);
    let mut files: Files = Vec::new();
    let mut names = BTreeSet::new();
    for file in parts.into_iter().flat_map(|part| part.files) {
        // What applies in several parts is in each of them.
        if names.insert(file.0.clone()) {
            files.push(file);
        }
    }
    files.extend(index_files(&index).map_err(|e| Failure::Unusable(words::pack(&e)))?);
    Ok((files, index))
}

/// Writes the packs of every document, the index, and the same content as JSON.
pub(crate) fn pack(
    source: &Source,
    out: &Path,
    within: Option<&str>,
    json: bool,
) -> Result<String, Failure> {
    let (mut files, index) = packed(source, within)?;
    let twins = twins(&index, &files).map_err(|e| Failure::Unusable(words::pack(&e)))?;
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
