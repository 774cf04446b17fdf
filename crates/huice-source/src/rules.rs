//! Where the law comes from: the rule files of a folder, or a pack.

use crate::SourceError;
use crate::folder::Folder;
use crate::text::unreadable;
use crate::words;
use huice_check::{Checked, Corpus, Place, SourceFile, check_with};
use huice_core::Law;
use huice_syntax::{Diagnostic, Lang, Severity};
use std::path::{Path, PathBuf};

/// Where the law comes from.
pub struct Source {
    /// The folder of the rules.
    pub rules: PathBuf,
    /// A pack to read instead, or a folder of published files.
    pub pack: Option<PathBuf>,
    /// The language of diagnostics.
    pub lang: Lang,
}

/// The rule files with what checking them found.
pub struct Rules {
    /// The files, in the order of paths.
    pub files: Vec<SourceFile>,
    /// How many files lie in the folder, those that cannot be read included.
    pub count: usize,
    /// What checking them found.
    pub checked: Checked,
    lang: Lang,
}

impl Rules {
    /// How many errors there are.
    pub fn errors(&self) -> usize {
        self.checked
            .diagnostics
            .iter()
            .filter(|d| d.severity == Severity::Error)
            .count()
    }

    /// Every diagnostic drawn over its text, as the rule author reads it.
    pub fn report(&self) -> String {
        let drawn: Vec<String> = self
            .checked
            .diagnostics
            .iter()
            .map(|d| self.draw(d))
            .collect();
        drawn.join("\n\n")
    }

    /// The first few errors, for someone who wanted something else.
    fn trouble(&self) -> String {
        let wrong = self
            .checked
            .diagnostics
            .iter()
            .filter(|d| d.severity == Severity::Error);
        let drawn: Vec<String> = wrong.take(FEW).map(|d| self.draw(d)).collect();
        let (errors, drawn) = (self.errors(), drawn.join("\n\n"));
        match self.lang {
            Lang::Zh => {
                format!("规则有 {errors} 处错误，先改好再算；`huice check` 列出全部\n\n{drawn}")
            }
            Lang::En => format!(
                "the rules have {errors} errors; correct them first, `huice check` lists all\n\n{drawn}"
            ),
        }
    }

    fn draw(&self, diagnostic: &Diagnostic) -> String {
        let file = self.files.iter().find(|f| f.path == diagnostic.file);
        diagnostic.render(file.map_or("", |f| f.text.as_str()), self.lang, false)
    }
}

/// How many errors are shown where checking was not what was asked for.
const FEW: usize = 3;

impl Source {
    /// Every file of the folder.
    ///
    /// # Errors
    /// Where the folder is not there, holds no rules, or a file cannot be opened.
    pub fn folder(&self) -> Result<Folder, SourceError> {
        let folder = Folder::read(&self.rules)?;
        if !folder.has_rules() {
            return Err(SourceError::Unusable(format!(
                "{} 里没有 .yaml 规则文件",
                self.rules.display()
            )));
        }
        Ok(folder)
    }

    /// Every rule file, in the order of paths.
    ///
    /// # Errors
    /// As [`Self::folder`], and where a file cannot be read as text.
    pub fn files(&self) -> Result<Vec<SourceFile>, SourceError> {
        let Folder { mut files, lost } = self.folder()?;
        if let Some(first) = lost.first() {
            let (what, help) = (first.message.get(self.lang), first.help.get(self.lang));
            return Err(SourceError::Unusable(format!(
                "{}：{what}。{help}",
                first.file
            )));
        }
        files.retain(|file| file.path.ends_with(".yaml"));
        Ok(files)
    }

    /// The rules, checked.
    ///
    /// # Errors
    /// As [`Self::files`]; what the checker finds is in the result.
    pub fn rules(&self) -> Result<Rules, SourceError> {
        let Folder { files, lost } = self.folder()?;
        let count = files.len() + lost.len();
        let checked = check_with(&files, lost);
        Ok(Rules {
            files,
            count,
            checked,
            lang: self.lang,
        })
    }

    /// The rules, if they are free of errors.
    ///
    /// # Errors
    /// Where they are not, with every diagnostic; or where a pack is to be read instead.
    pub fn corpus(&self) -> Result<Corpus, SourceError> {
        if self.pack.is_some() {
            return Err(SourceError::Unusable(
                "这件事要用规则文件，不能用 --pack".into(),
            ));
        }
        let rules = self.rules()?;
        if rules.errors() > 0 {
            return Err(SourceError::Broken(rules.trouble()));
        }
        let none = || SourceError::Broken("规则里没有政策".into());
        rules.checked.corpus.ok_or_else(none)
    }

    /// Every place that is known.
    ///
    /// # Errors
    /// Where the rules cannot be used.
    pub fn places(&self) -> Result<Vec<Place>, SourceError> {
        Ok(self.corpus()?.places().to_vec())
    }

    /// The law of every covered place, of the rules or of the pack.
    ///
    /// # Errors
    /// Where the rules or the pack cannot be used.
    pub fn laws(&self) -> Result<Vec<Law>, SourceError> {
        if let Some(path) = &self.pack {
            return all_from_pack(path);
        }
        let corpus = self.corpus()?;
        Ok(corpus
            .places()
            .iter()
            .filter_map(|p| corpus.law_for(&p.code))
            .collect())
    }

    /// The law of a place, by code or name; of the pack's own place where none is named.
    ///
    /// # Errors
    /// Where there is no such place, no document covers it, or rules or pack cannot be used.
    pub fn law(&self, place: Option<&str>) -> Result<Law, SourceError> {
        if let Some(path) = &self.pack {
            return from_pack(path, place);
        }
        let corpus = self.corpus()?;
        let Some(wanted) = place else {
            return Err(SourceError::Unusable(format!(
                "请用 --place 写明地方；有政策的是：{}",
                covered(corpus.places())
            )));
        };
        let found = corpus
            .places()
            .iter()
            .find(|p| p.code == wanted || p.name == wanted);
        let Some(found) = found else {
            return Err(SourceError::Unusable(format!(
                "没有 `{wanted}` 这个地方；有政策的是：{}",
                covered(corpus.places())
            )));
        };
        corpus.law_for(&found.code).ok_or_else(|| {
            SourceError::Unusable(format!(
                "没有收录管 {}（{}）的文件；有政策的是：{}",
                found.name,
                found.code,
                covered(corpus.places())
            ))
        })
    }
}

/// The covered places in a line.
fn covered(places: &[Place]) -> String {
    let names: Vec<String> = places
        .iter()
        .filter(|p| p.covered)
        .map(|p| format!("{}（{}）", p.name, p.code))
        .collect();
    names.join("、")
}

fn from_pack(path: &Path, place: Option<&str>) -> Result<Law, SourceError> {
    if path.is_dir() {
        return from_folder(path, place);
    }
    let bytes = std::fs::read(path).map_err(|e| unreadable(path, &e))?;
    let law = huice_pack::decode(&bytes).map_err(|e| unusable(path, &e))?;
    match place {
        Some(wanted) if law.place != wanted && law.place_name != wanted => {
            Err(SourceError::Unusable(format!(
                "{} 是 {}（{}）的规则包，不是 `{wanted}` 的",
                path.display(),
                law.place_name,
                law.place
            )))
        }
        Some(_) | None => Ok(law),
    }
}

/// The law of a pack, or of every place of a folder of published files.
fn all_from_pack(path: &Path) -> Result<Vec<Law>, SourceError> {
    if !path.is_dir() {
        return Ok(vec![from_pack(path, None)?]);
    }
    let places = index(path)?.places;
    let covered = places.iter().filter(|p| p.covered);
    covered.map(|p| from_folder(path, Some(&p.code))).collect()
}

fn index(folder: &Path) -> Result<huice_pack::Index, SourceError> {
    let path = folder.join(huice_pack::INDEX_FILE);
    let bytes = std::fs::read(&path).map_err(|e| unreadable(&path, &e))?;
    huice_pack::decode_index(&bytes).map_err(|e| unusable(&path, &e))
}

/// The law of a place from the files that `huice pack` wrote; of the only place that has any,
/// where none is named.
fn from_folder(folder: &Path, place: Option<&str>) -> Result<Law, SourceError> {
    let index = index(folder)?;
    let places = index.places.iter().filter(|p| p.covered);
    let mut found =
        places.filter(|p| place.is_none_or(|wanted| p.code == wanted || p.name == wanted));
    let (Some(chosen), None) = (found.next(), found.next()) else {
        return Err(SourceError::Unusable(format!(
            "请用 --place 写明 {} 里有规则包的一个地方",
            folder.display()
        )));
    };
    let mut files = Vec::new();
    for name in chosen.addresses("") {
        let path = folder.join(name);
        files.push(std::fs::read(&path).map_err(|e| unreadable(&path, &e))?);
    }
    chosen.open(&files).map_err(|e| unusable(folder, &e))
}

fn unusable(path: &Path, error: &huice_pack::PackError) -> SourceError {
    SourceError::Unusable(format!("{} 不能用：{}", path.display(), words::pack(error)))
}
