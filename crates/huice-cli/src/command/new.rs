//! `huice new`: skeletons of places, documents and instruments, with a word to every key.

use crate::args::New;
use crate::clock;
use crate::failure::Failure;
use crate::output;
use huice_core::Date;
use huice_ide::scaffold;
use huice_ide::successor::Successor;
use huice_source::{Source, read_text};
use std::path::Path;

/// Writes what is asked for.
pub(crate) fn new(source: &Source, what: &New) -> Result<String, Failure> {
    let today = clock::as_of(None)?;
    match what {
        New::Place {
            code,
            name,
            pinyin,
            within,
        } => {
            let line = scaffold::place(code, name, pinyin, within.as_deref());
            let path = source.rules.join("places.yaml");
            add(&path, scaffold::PLACES, &line)?;
            Ok(format!(
                "在 {} 里加了 {name}。下一步：huice new document",
                path.display()
            ))
        }
        New::Document { id, place } => {
            let path = source.rules.join(id).join("document.yaml");
            fresh(&path, &scaffold::document(id, place, today))?;
            Ok(format!(
                "写好 {}：请填空着的键，再用 huice new instrument 加一项政策",
                path.display()
            ))
        }
        New::Successor { id, of, from } => {
            let made = Successor {
                id,
                older: of,
                from: *from,
                today,
            };
            successor(source, &made)
        }
        New::Instrument {
            id,
            document,
            clause,
        } => instrument(source, id, document, clause, today),
    }
}

/// Writes the files of the newer document, and what takes its place into the older one.
fn successor(source: &Source, made: &Successor<'_>) -> Result<String, Failure> {
    let root = source.rules.to_string_lossy().replace('\\', "/");
    let all = source.files()?;
    let below = |path: &'_ str| -> Option<usize> {
        let rest = path.strip_prefix(&root)?;
        Some(path.len() - rest.trim_start_matches('/').len())
    };
    let files = all.iter().filter_map(|file| {
        let path = file.path.get(below(&file.path)?..)?;
        Some((path, file.text.as_str()))
    });
    let Some(files) = made.files(files) else {
        return Err(Failure::Unusable(format!("没有 {} 这份文件", made.older)));
    };
    let older = format!("{}/document.yaml", made.older);
    let (changed, new): (Vec<_>, Vec<_>) = files.into_iter().partition(|(path, _)| *path == older);
    for (path, text) in &new {
        fresh(&source.rules.join(path), text)?;
    }
    // Last: until the newer document is whole, nothing takes the place of the older one.
    for (path, text) in &changed {
        output::replace(&source.rules.join(path), text.as_bytes())?;
    }
    Ok(format!(
        "写好 {} 里的 {} 个文件，{} 从 {} 起由它代替。请填 document.yaml 里空着的键，再改变了的政策",
        source.rules.join(made.id).display(),
        new.len(),
        made.older,
        made.from
    ))
}

fn instrument(
    source: &Source,
    id: &str,
    document: &str,
    clause: &str,
    today: Date,
) -> Result<String, Failure> {
    let folder = source.rules.join(document);
    if !folder.join("document.yaml").is_file() {
        return Err(Failure::Unusable(format!(
            "没有 {document} 这份文件：先用 huice new document 写它"
        )));
    }
    let Some(name) = scaffold::clause_file(clause) else {
        return Err(Failure::Unusable(format!(
            "`{clause}` 里没有数，不知道文件该叫什么：请写成 三(八) 这样"
        )));
    };
    let path = folder.join(name);
    add(
        &path,
        &scaffold::clause(clause),
        &scaffold::instrument(id, clause, today),
    )?;
    Ok(format!(
        "写好 {}：请填空着的键，再用 huice check 检查",
        path.display()
    ))
}

/// Adds a piece at the end of a file; of a new file, behind its head.
fn add(path: &Path, head: &str, piece: &str) -> Result<(), Failure> {
    let text = if path.is_file() {
        let mut text = read_text(path)?;
        if !text.ends_with('\n') {
            text.push('\n');
        }
        text
    } else {
        head.to_owned()
    };
    if let Some(folder) = path.parent() {
        output::folder(folder)?;
    }
    output::replace(path, format!("{text}{piece}").as_bytes())
}

/// Writes a new file.
fn fresh(path: &Path, text: &str) -> Result<(), Failure> {
    if path.exists() {
        return Err(Failure::Unusable(format!("{} 已经有了", path.display())));
    }
    add(path, text, "")
}
