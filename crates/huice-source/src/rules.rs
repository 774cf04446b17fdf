//! The source of the law: the rule files of a folder, or a pack.

use crate::SourceError;
use crate::country::{Country, MANY};
use crate::folder::{self, Folder};
use crate::kept::Stamp;
use crate::place;
use crate::text::{self, unreadable};
use crate::words;
use huice_check::{Checked, Corpus, Place, SourceFile, check_with};
use huice_core::Law;
use huice_syntax::{Diagnostic, Lang, Severity};
use std::path::{Path, PathBuf};

/// The source of the law.
pub struct Source {
    /// The folder of the rules.
    pub rules: PathBuf,
    /// A pack to read instead, or a folder of published files.
    pub pack: Option<PathBuf>,
    /// The language of diagnostics.
    pub lang: Lang,
}

/// The rule files with the result of checking them.
pub struct Rules {
    /// The files, in the order of paths.
    pub files: Vec<SourceFile>,
    /// How many files lie in the folder, those that cannot be read included.
    pub count: usize,
    /// The result of checking them.
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
    pub fn drawn(&self) -> Vec<String> {
        let all = self.checked.diagnostics.iter();
        all.map(|d| self.draw(d)).collect()
    }

    /// The first few errors, for a command that needs rules without errors.
    fn trouble(&self) -> String {
        trouble(&self.checked.diagnostics, self.lang, |d| self.draw(d))
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
        Folder::read(&folder::list(&self.rules)?)
    }

    /// What the files are, by name, length and time of change: another value after any change.
    ///
    /// # Errors
    /// As [`Self::folder`].
    pub fn stamp(&self) -> Result<String, SourceError> {
        let mut stamp = Stamp::default();
        for file in folder::list(&self.rules)? {
            stamp.add(&file.path);
            stamp.add(&file.stamp);
        }
        Ok(stamp.end())
    }

    /// The rules of a country, if there are so many that they are better checked in parts.
    ///
    /// # Errors
    /// As [`Self::folder`].
    pub fn country(&self) -> Result<Option<Country>, SourceError> {
        if self.pack.is_some() {
            return Ok(None);
        }
        let files = folder::list(&self.rules)?;
        if files.len() < MANY {
            return Ok(None);
        }
        Country::open(&self.rules, files).map(Some)
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
        if let Some(country) = self.country()? {
            return Ok(country.places().to_vec());
        }
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
        if let Some(country) = self.country()? {
            let place = wanted(country.places(), place)?;
            let checked = country.check(&country.part_of(&place.code))?;
            return match checked.corpus {
                Some(corpus) => law_of(&corpus, country.places(), place),
                None => Err(SourceError::Broken(self.first(&checked.diagnostics))),
            };
        }
        let corpus = self.corpus()?;
        law_of(&corpus, corpus.places(), wanted(corpus.places(), place)?)
    }

    /// The first few errors of some rules, for a command that needs rules without errors.
    #[must_use]
    pub fn first(&self, diagnostics: &[Diagnostic]) -> String {
        trouble(diagnostics, self.lang, |d| drawn(d, self.lang))
    }
}

/// The first few errors, for a command that needs rules without errors.
fn trouble(diagnostics: &[Diagnostic], lang: Lang, draw: impl Fn(&Diagnostic) -> String) -> String {
    let wrong = || diagnostics.iter().filter(|d| d.severity == Severity::Error);
    let drawn: Vec<String> = wrong().take(FEW).map(draw).collect();
    let (errors, drawn) = (wrong().count(), drawn.join("\n\n"));
    match lang {
        Lang::Zh => {
            format!("规则有 {errors} 处错误，先改好再算；`huice check` 列出全部\n\n{drawn}")
        }
        Lang::En => format!(
            "the rules have {errors} errors; correct them first, `huice check` lists all\n\n{drawn}"
        ),
    }
}

/// A diagnostic over the text of its file, which is read for it.
#[must_use]
pub fn drawn(diagnostic: &Diagnostic, lang: Lang) -> String {
    let text = text::read_text(Path::new(&diagnostic.file)).unwrap_or_default();
    diagnostic.render(&text, lang, false)
}

/// The place that is wanted, by code or name.
///
/// # Errors
/// Where none is named, or there is no such place.
pub fn wanted<'p>(places: &'p [Place], place: Option<&str>) -> Result<&'p Place, SourceError> {
    place::wanted(places, place)
}

fn law_of(corpus: &Corpus, places: &[Place], chosen: &Place) -> Result<Law, SourceError> {
    let law = corpus.law_for(&chosen.code);
    law.ok_or_else(|| place::without_law(places, chosen))
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

/// Every place of a folder of published files.
fn index(folder: &Path) -> Result<huice_pack::Index, SourceError> {
    let mut index = one_index(folder, huice_pack::INDEX_FILE)?;
    let parts = index.places.iter().filter_map(|place| place.part());
    let parts: Vec<String> = parts.map(str::to_owned).collect();
    for part in parts {
        index.take_part(one_index(folder, &part)?);
    }
    Ok(index)
}

fn one_index(folder: &Path, name: &str) -> Result<huice_pack::Index, SourceError> {
    let path = folder.join(name);
    let bytes = std::fs::read(&path).map_err(|e| unreadable(&path, &e))?;
    huice_pack::decode_index(&bytes).map_err(|e| unusable(&path, &e))
}

/// The law of a place from the files that `huice pack` wrote; of the only place that has any,
/// where none is named.
fn from_folder(folder: &Path, place: Option<&str>) -> Result<Law, SourceError> {
    let places = index(folder)?.places;
    let covered: Vec<_> = places.iter().filter(|p| p.covered).collect();
    let chosen = match (place, covered.as_slice()) {
        (None, [only]) => *only,
        (place, _) => place::wanted(&places, place)?,
    };
    if !chosen.covered {
        return Err(place::without_law(&places, chosen));
    }
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
