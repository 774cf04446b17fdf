//! The rules of a country: checked part by part, in parallel, and only what has changed.
//!
//! The diagnostics of a part are kept beside the rules, in a folder whose name begins with a point.
//! They are used again while every file of the part has the same length and time of change.

use crate::SourceError;
use crate::folder::Listed;
use crate::kept::{Kept, KeptPart};
use crate::parallel;
use huice_check::plan::{self, Head, PartPlan};
use huice_check::{Checked, Corpus, Named, Place, SourceFile, check_part};
use huice_syntax::{Diagnostic, Severity, text};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// With fewer files the whole is checked at once: that takes no longer, and nothing is kept.
pub(crate) const MANY: usize = 1_000;

/// Codes of warnings that hold only where every part with the file has them: nothing uses it.
const UNUSED: [&str; 2] = ["W002", "W003"];

/// The rules of a country.
#[derive(Debug)]
pub struct Country {
    folder: PathBuf,
    files: Vec<Listed>,
    /// Path and head of each file.
    heads: Vec<(String, Head)>,
    places: Vec<Place>,
    kept: Kept,
}

impl Country {
    /// Lists the files, and reads those that determine where the others belong.
    ///
    /// # Errors
    /// Where a file cannot be opened.
    pub(crate) fn open(folder: &Path, files: Vec<Listed>) -> Result<Self, SourceError> {
        let mut kept = Kept::read(folder);
        let heads = parallel::map(&files, |file| head(file, &kept))
            .into_iter()
            .collect::<Result<Vec<_>, _>>()?;
        kept.heads = (files.iter().zip(&heads))
            .map(|(file, (path, head))| (path.clone(), (file.stamp.clone(), head.clone())))
            .collect();
        let of_places = files
            .iter()
            .filter(|file| file.path.ends_with("places.yaml"));
        let texts = of_places.map(Listed::read).collect::<Result<Vec<_>, _>>()?;
        let texts: Vec<SourceFile> = texts.into_iter().filter_map(Result::ok).collect();
        Ok(Self {
            folder: folder.to_owned(),
            files,
            heads,
            places: plan::read_places(&texts),
            kept,
        })
    }

    /// How many files there are.
    #[must_use]
    pub fn files(&self) -> usize {
        self.files.len()
    }

    /// Every place.
    #[must_use]
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// The parts in which the whole is checked.
    #[must_use]
    pub fn parts(&self) -> Vec<PartPlan> {
        plan::parts(&self.places, &self.heads)
    }

    /// What one place needs.
    #[must_use]
    pub fn part_of(&self, code: &str) -> PartPlan {
        plan::part_of(&self.places, &self.heads, code)
    }

    /// Reads and checks a part.
    ///
    /// # Errors
    /// Where a file cannot be opened.
    pub fn check(&self, part: &PartPlan) -> Result<Checked, SourceError> {
        let (mut files, mut lost) = (Vec::new(), Vec::new());
        for listed in part.files.iter().filter_map(|at| self.files.get(*at)) {
            match listed.read()? {
                Ok(file) => files.push(file),
                Err(error) => lost.push(error),
            }
        }
        Ok(check_part(&files, lost, &part.elsewhere))
    }

    /// What the places need in which an instrument applies first: those of its document. `None` where no
    /// file declares it.
    ///
    /// # Errors
    /// Where a file cannot be opened.
    pub fn part_of_instrument(&self, id: &str) -> Result<Option<PartPlan>, SourceError> {
        let declared = [format!("- id: {id}\n"), format!("{{id: {id},")];
        let clauses = self.files.iter().zip(&self.heads);
        for (file, (path, _)) in clauses.filter(|(_, (_, head))| *head == Head::Clause) {
            let Ok(source) = file.read()? else { continue };
            if declared.iter().any(|text| source.text.contains(text)) {
                return Ok(self.part_of_folder(path));
            }
        }
        Ok(None)
    }

    /// What the first place of the document needs in whose folder a file lies.
    fn part_of_folder(&self, path: &str) -> Option<PartPlan> {
        let (folder, _) = path.rsplit_once('/')?;
        let own = format!("{folder}/document.yaml");
        let document = self.heads.iter().find(|(path, _)| *path == own);
        match document {
            Some((_, Head::Document(codes))) => Some(self.part_of(codes.first()?)),
            Some(_) | None => None,
        }
    }

    /// The checked rules of each part that has no errors, each given to `work`, in parallel.
    ///
    /// # Errors
    /// Where a file cannot be opened, the rules have errors, or the work fails.
    pub fn each<T: Send>(
        &self,
        work: impl Fn(&Corpus) -> Result<T, SourceError> + Sync,
    ) -> Result<Vec<T>, SourceError> {
        self.each_of(&self.parts(), work)
    }

    /// As [`Self::each`], of the part with this place alone.
    ///
    /// # Errors
    /// As [`Self::each`].
    pub fn part_with<T: Send>(
        &self,
        code: &str,
        work: impl Fn(&Corpus) -> Result<T, SourceError> + Sync,
    ) -> Result<Vec<T>, SourceError> {
        let mut parts = self.parts();
        parts.retain(|part| !part.elsewhere.places.contains(code));
        self.each_of(&parts, work)
    }

    fn each_of<T: Send>(
        &self,
        parts: &[PartPlan],
        work: impl Fn(&Corpus) -> Result<T, SourceError> + Sync,
    ) -> Result<Vec<T>, SourceError> {
        let done = parallel::map(parts, |part| {
            let checked = self.check(part)?;
            match checked.corpus {
                Some(corpus) => work(&corpus),
                None => Err(SourceError::Broken(broken(&checked.diagnostics))),
            }
        });
        done.into_iter().collect()
    }

    /// Everything that is wrong, in all parts.
    ///
    /// # Errors
    /// Where a file cannot be opened.
    pub fn diagnostics(&mut self) -> Result<Vec<Diagnostic>, SourceError> {
        let parts = self.parts();
        let done = parallel::map(&parts, |part| self.part(part));
        let done = done.into_iter().collect::<Result<Vec<KeptPart>, _>>()?;
        let diagnostics = self.merged(&parts, &done);
        let roots = parts.iter().map(|part| part.root.clone());
        self.kept.parts = roots.zip(done).collect();
        self.kept.write(&self.folder);
        Ok(diagnostics)
    }

    /// The diagnostics of a part: those kept from before, or those of checking it now.
    fn part(&self, part: &PartPlan) -> Result<KeptPart, SourceError> {
        let stamp = self.stamp(part);
        if let Some(kept) = self.kept.parts.get(&part.root).filter(|k| k.stamp == stamp) {
            return Ok(kept.clone());
        }
        let checked = self.check(part)?;
        Ok(KeptPart::new(stamp, &checked))
    }

    /// What a part is made of, as one number: its files, and what it knows of the rest.
    fn stamp(&self, part: &PartPlan) -> String {
        let mut stamp = crate::kept::Stamp::default();
        for listed in part.files.iter().filter_map(|at| self.files.get(*at)) {
            stamp.add(&listed.path);
            stamp.add(&listed.stamp);
        }
        for name in part.elsewhere.places.iter().chain(&part.elsewhere.facts) {
            stamp.add(name);
        }
        stamp.end()
    }

    fn merged(&self, parts: &[PartPlan], done: &[KeptPart]) -> Vec<Diagnostic> {
        let mut diagnostics: Vec<Diagnostic> = Vec::new();
        let mut unused: BTreeMap<(String, usize, &str), (usize, Diagnostic)> = BTreeMap::new();
        let mut holders: BTreeMap<&str, usize> = BTreeMap::new();
        for (part, done) in parts.iter().zip(done) {
            for listed in part.files.iter().filter_map(|at| self.files.get(*at)) {
                *holders.entry(listed.path.as_str()).or_default() += 1;
            }
            for diagnostic in done.diagnostics() {
                if UNUSED.contains(&diagnostic.code) {
                    let key = (
                        diagnostic.file.clone(),
                        diagnostic.span.start,
                        diagnostic.code,
                    );
                    unused.entry(key).or_insert((0, diagnostic)).0 += 1;
                } else {
                    diagnostics.push(diagnostic);
                }
            }
        }
        let everywhere = unused
            .into_values()
            .filter(|(count, diagnostic)| holders.get(diagnostic.file.as_str()) == Some(count));
        diagnostics.extend(everywhere.map(|(_, diagnostic)| diagnostic));
        diagnostics.extend(across(done));
        huice_syntax::sort(&mut diagnostics);
        diagnostics
    }
}

/// Names across parts: ids that two parts declare, and ids that are named and are nowhere, or are
/// where they never meet.
fn across(done: &[KeptPart]) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut known: BTreeMap<&str, &Named> = BTreeMap::new();
    for named in done.iter().flat_map(|part| &part.instruments) {
        let Some(first) = known.insert(&named.id, named).filter(|n| *n != named) else {
            continue;
        };
        let id = &named.id;
        let message = text!(
            "政策 `{id}` 写了两遍",
            "the instrument `{id}` stands here twice"
        );
        let help = text!(
            "另一个在 {} 第 {} 行；编号只能用一次",
            "the other is in {}, line {}; ids are given once",
            first.file,
            first.span.line
        );
        diagnostics.push(Diagnostic::error("E024", &named.file, named.span, message).help(help));
    }
    let named: BTreeSet<&Named> = done.iter().flat_map(|part| &part.named_elsewhere).collect();
    for Named { id, file, span } in named {
        if known.contains_key(id.as_str()) {
            let message = text!(
                "`{id}` 管的地方和这里不相交，写了也用不上",
                "`{id}` never applies in the same place as this, so it has no effect"
            );
            let help = ("请核对编号，或者删掉这一个", "check the id, or remove it");
            diagnostics.push(Diagnostic::warning("W020", file, *span, message).help(help));
        } else {
            let message = text!("没有 `{id}` 这项政策", "there is no instrument `{id}`");
            let help = (
                "请写任何一份文件里的一项政策的编号",
                "write the id of an instrument of any document",
            );
            diagnostics.push(Diagnostic::error("E035", file, *span, message).help(help));
        }
    }
    diagnostics
}

fn broken(diagnostics: &[Diagnostic]) -> String {
    let errors = diagnostics
        .iter()
        .filter(|d| d.severity == Severity::Error)
        .count();
    let first = diagnostics.first().map_or_else(String::new, |d| {
        format!("{}:{}: {}", d.file, d.span.line, d.message.zh)
    });
    format!("规则有 {errors} 处错误，先改好再算；`huice check` 列出全部\n\n{first}")
}

/// Path and head of a file: kept, or read now.
fn head(file: &Listed, kept: &Kept) -> Result<(String, Head), SourceError> {
    let path = file.path.clone();
    if let Some(head) = plan::head_by_path(&path) {
        return Ok((path, head));
    }
    let known = kept
        .heads
        .get(&path)
        .filter(|(stamp, _)| *stamp == file.stamp);
    if let Some((_, head)) = known {
        return Ok((path, head.clone()));
    }
    let head = match file.read()? {
        Ok(source) => plan::head(&source),
        Err(_) => Head::Everywhere,
    };
    Ok((path, head))
}
