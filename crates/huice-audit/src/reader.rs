//! A document into clauses and sentences.
//!
//! A clause begins where a line begins with its number: `一、`, `（一）` or `1．`. Its heading is
//! sentence 0; then sentences count from 1, and the bracket that names the offices responsible
//! counts too. Lines that a page break cut are joined. Before the first clause every line ends a
//! sentence. What follows the last clause's bracket on new lines is the closing paragraph.

use crate::text::{plain, sentences};

/// The name of the part before the first clause.
pub(crate) const PREAMBLE: &str = "前言";
/// The name of what follows the last clause.
pub(crate) const CLOSING: &str = "末段";

/// A sentence of a document.
pub type Sentence = String;

/// A clause of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Its name with plain brackets: `三`, `三(八)`, `三(八)1`, `前言`, `末段`.
    pub name: String,
    /// Its heading; empty for preamble and closing paragraph.
    pub heading: String,
    /// Its sentences, the first being 1.
    pub sentences: Vec<Sentence>,
}

impl Clause {
    /// A sentence by its number, 0 being the heading.
    #[must_use]
    pub fn sentence(&self, number: usize) -> Option<&str> {
        match number.checked_sub(1) {
            None => Some(self.heading.as_str()).filter(|h| !h.is_empty()),
            Some(at) => self.sentences.get(at).map(String::as_str),
        }
    }
}

/// The part of a file that is one document: from the line that holds just its number, where
/// others share the file, to the line that holds just the number of the next.
#[must_use]
pub(crate) fn portion<'t>(text: &'t str, number: &str, others: &[&str]) -> Vec<&'t str> {
    let lines: Vec<&str> = text
        .lines()
        .map(|line| unmarked(line.trim()))
        .filter(|line| !line.is_empty())
        .collect();
    let stands_at = |number: &str| {
        let wanted = plain(number);
        lines.iter().position(|line| plain(line) == wanted)
    };
    let own = stands_at(number).filter(|_| !number.is_empty());
    let marks: Vec<usize> = others.iter().filter_map(|o| stands_at(o)).collect();
    let first = own.filter(|at| marks.iter().any(|m| m < at)).unwrap_or(0);
    let end = marks.iter().copied().filter(|m| *m > first).min();
    let end = end.filter(|_| own.is_some()).unwrap_or(lines.len());
    lines
        .get(first..end)
        .map(<[&str]>::to_vec)
        .unwrap_or_default()
}

/// A line without the mark of a word processor in front of it: `[bookmark: …]`.
fn unmarked(line: &str) -> &str {
    let rest = line.strip_prefix("[bookmark:");
    match rest.and_then(|rest| rest.split_once(']')) {
        Some((_, rest)) => rest.trim_start(),
        None => line,
    }
}

/// The clauses of a text that holds one document.
#[must_use]
pub fn clauses_of(text: &str) -> Vec<Clause> {
    clauses(&portion(text, "", &[]))
}

/// Where a line begins a clause: its level, its number and what follows.
fn marker(line: &str) -> Option<(Level, String, &str)> {
    let numeral = |c: char| "一二三四五六七八九十百".contains(c);
    if let Some(rest) = line.strip_prefix(['（', '(']) {
        let end = rest.find(|c: char| !numeral(c)).filter(|n| *n > 0)?;
        let (number, rest) = rest.split_at(end);
        let rest = rest.strip_prefix(['）', ')'])?;
        return Some((Level::Article, format!("({number})"), rest));
    }
    let end = line.find(|c: char| !numeral(c)).unwrap_or(line.len());
    let (number, rest) = line.split_at(end);
    if let (false, Some(rest)) = (number.is_empty(), rest.strip_prefix('、')) {
        return Some((Level::Chapter, number.to_owned(), rest));
    }
    let end = line.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
    let (number, rest) = line.split_at(end);
    let rest = rest.strip_prefix(['．', '.'])?;
    let joined = rest.starts_with(|c: char| c.is_ascii_digit());
    (!number.is_empty() && !joined).then(|| (Level::Item, number.to_owned(), rest))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    Chapter,
    Article,
    Item,
}

/// A clause while its lines are gathered.
struct Open {
    name: String,
    heading: String,
    body: String,
    closing: Vec<String>,
}

/// Reads the lines of one document.
#[must_use]
pub(crate) fn clauses(lines: &[&str]) -> Vec<Clause> {
    let mut clauses = Vec::new();
    let mut preamble = Vec::new();
    let mut path = [String::new(), String::new(), String::new()];
    let mut open: Option<Open> = None;
    for line in lines {
        match (marker(line), &mut open) {
            (Some((level, number, rest)), _) => {
                clauses.extend(open.take().map(|o| close(o, false)).into_iter().flatten());
                let name = named(&mut path, level, number);
                let (heading, body) = match rest.split_once('。') {
                    Some((heading, body)) => (heading, body),
                    None => (rest, ""),
                };
                open = Some(Open {
                    name,
                    heading: heading.trim().to_owned(),
                    body: body.trim().to_owned(),
                    closing: Vec::new(),
                });
            }
            (None, None) => preamble.extend(sentences(line)),
            (None, Some(now)) => {
                let whole = now.body.ends_with(['）', ')']);
                if whole || !now.closing.is_empty() {
                    now.closing.push((*line).to_owned());
                } else {
                    now.body.push_str(line);
                }
            }
        }
    }
    clauses.extend(open.take().map(|o| close(o, true)).into_iter().flatten());
    let preamble = Clause {
        name: PREAMBLE.to_owned(),
        heading: String::new(),
        sentences: preamble,
    };
    std::iter::once(preamble).chain(clauses).collect()
}

/// The full name of a clause that begins now.
fn named(path: &mut [String; 3], level: Level, number: String) -> String {
    let [chapter, article, item] = path;
    match level {
        Level::Chapter => {
            *chapter = number;
            article.clear();
            item.clear();
        }
        Level::Article => {
            *article = number;
            item.clear();
        }
        Level::Item => *item = number,
    }
    path.concat()
}

/// Ends a clause. Only after the last one is there a closing paragraph: elsewhere a line after
/// a bracket is what a page break cut off.
fn close(open: Open, last: bool) -> Vec<Clause> {
    let Open {
        name,
        heading,
        mut body,
        closing,
    } = open;
    let closing = closing.concat();
    if !last {
        body.push_str(&closing);
    }
    let mut clauses = vec![Clause {
        name,
        heading,
        sentences: sentences(&body),
    }];
    if last && !closing.is_empty() {
        clauses.push(Clause {
            name: CLOSING.to_owned(),
            heading: String::new(),
            sentences: sentences(&closing),
        });
    }
    clauses
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        reason = "tests may fail loudly"
    )]
    use super::*;

    const TEXT: &str = "某政发〔2019〕1号\n关于某事的意见\n各单位：\n一、总则\n（一）甲事。第一句，\n分在两页。第二句；两半。（某局负责。列第一位者牵头）\n[bookmark: _x]1．小项。细则。\n二、附则\n（二）乙事。只有一句。（某局）\n自发文之日起执行。\n";

    #[test]
    fn clauses_are_found_by_their_numbers() {
        let lines = portion(TEXT, "某政发〔2019〕1号", &[]);
        let found = clauses(&lines);
        let names: Vec<&str> = found.iter().map(|c| c.name.as_str()).collect();
        assert_eq!(
            names,
            ["前言", "一", "一(一)", "一(一)1", "二", "二(二)", "末段"]
        );
        assert_eq!(found[0].sentences.len(), 3);
        assert_eq!(found[2].sentence(0), Some("甲事"));
        assert_eq!(found[2].sentence(1), Some("第一句，分在两页。"));
        assert_eq!(found[2].sentences.len(), 3);
        assert_eq!(found[6].sentence(1), Some("自发文之日起执行。"));
        assert_eq!(found[6].sentence(2), None);
    }

    #[test]
    fn documents_that_share_a_file_are_read_separately() {
        let both = "甲1号\n一、甲\n一句。\n乙\n乙2号\n一、乙\n另一句。\n";
        let first = portion(both, "甲1号", &["乙2号"]);
        assert_eq!(first, ["甲1号", "一、甲", "一句。", "乙"]);
        let second = portion(both, "乙2号", &["甲1号"]);
        assert_eq!(second, ["乙2号", "一、乙", "另一句。"]);
    }
}
