//! The conditions of an instrument, as a list of lists.

use super::formula::Speaker;
use super::html::{Tag, el};
use super::page::{p, section};
use huice_core::ir::{Citation, Condition, Instrument, Law, Test};
use huice_core::text;
use huice_zh::words;

/// What has to be met.
pub(super) fn conditions(law: &Law, own: &Instrument) -> Tag {
    let section = section("要满足的条件（申领条件）");
    match &own.eligible {
        None => section.put(p("文件没有写条件。")),
        Some(condition) => section.put(tree(law, own, condition)),
    }
}

/// A condition as a list of lists.
pub(super) fn tree(law: &Law, own: &Instrument, condition: &Condition) -> Tag {
    let writer = ConditionWriter {
        law,
        speaker: Speaker::new(law, Some(own)),
        whole: &own.cite,
    };
    let mut rows = Vec::new();
    writer.gather(condition, &mut rows);
    el("ul").at("class", "tree").each(rows)
}

struct ConditionWriter<'l> {
    law: &'l Law,
    speaker: Speaker<'l>,
    /// The citation of the instrument, which is not repeated.
    whole: &'l Citation,
}

const EACH: &str = "下面每一条都要满足";
const ONE: &str = "下面满足一条就行";
const NONE: &str = "下面这条不能有";

impl ConditionWriter<'_> {
    /// A condition that must hold together with those beside it: one that only gathers its parts
    /// is shown as its parts.
    fn gather(&self, condition: &Condition, rows: &mut Vec<Tag>) {
        match &condition.test {
            Test::All(parts) if condition.say.is_empty() => {
                parts.iter().for_each(|part| self.gather(part, rows));
            }
            Test::All(_)
            | Test::Any(_)
            | Test::Not(_)
            | Test::Use(_)
            | Test::When(_)
            | Test::Judge(_)
            | Test::Open => rows.push(self.row(condition)),
        }
    }

    /// What is joined, how, and its rows; `None` for a condition that stands alone. Only what is
    /// joined by "each" takes its parts' parts for its own.
    fn joined(&self, test: &Test) -> Option<(&'static str, Tag)> {
        let mut rows = Vec::new();
        let joint = match test {
            Test::All(parts) => {
                parts.iter().for_each(|part| self.gather(part, &mut rows));
                EACH
            }
            Test::Any(parts) => {
                rows.extend(parts.iter().map(|part| self.row(part)));
                ONE
            }
            Test::Not(inner) => {
                rows.push(self.row(inner));
                NONE
            }
            Test::Use(_) | Test::When(_) | Test::Judge(_) | Test::Open => return None,
        };
        Some((joint, el("ul").each(rows)))
    }

    fn row(&self, condition: &Condition) -> Tag {
        let words = condition.say.as_str();
        match &condition.test {
            // What denies in its own words needs no other.
            Test::Not(_) if !words.is_empty() => self.line(condition, words, ""),
            Test::All(_) | Test::Any(_) | Test::Not(_) => match self.joined(&condition.test) {
                Some((joint, rows)) if words.is_empty() => {
                    self.line(condition, joint, "").put(rows)
                }
                Some((joint, rows)) => self.line(condition, words, joint).put(rows),
                None => self.line(condition, words, ""),
            },
            Test::Use(id) => self.named(condition, *id),
            Test::When(test) if words.is_empty() => {
                self.line(condition, &self.speaker.say(test, 0), "")
            }
            Test::When(_) => self.line(condition, words, ""),
            Test::Judge(fact) => {
                let fact = self.law.facts.get(usize::from(*fact));
                let label = fact.map_or("", |fact| fact.label.as_str());
                let who = fact.and_then(|fact| fact.judgement.as_deref());
                let who = who.map_or_else(String::new, |who| format!("（{who}）"));
                self.line(condition, or(words, label), &format!("要由部门认定{who}"))
            }
            Test::Open => self.line(condition, words, "文件没有写死，要问部门"),
        }
    }

    /// A shared definition: its name, and what makes it hold.
    fn named(&self, condition: &Condition, id: u16) -> Tag {
        let Some(definition) = self.law.definitions.get(usize::from(id)) else {
            return self.line(condition, &condition.say, "");
        };
        let words = or(&condition.say, &definition.title);
        let cite = condition.cite.as_ref().unwrap_or(&definition.cite);
        let within = ConditionWriter {
            law: self.law,
            speaker: Speaker::new(self.law, None),
            whole: &definition.cite,
        };
        let holds = &definition.holds;
        match within.joined(&holds.test) {
            Some((joint, rows)) if holds.say.is_empty() => self.cited(words, joint, cite).put(rows),
            _ => self
                .cited(words, "", cite)
                .put(el("ul").put(within.row(holds))),
        }
    }

    fn line(&self, condition: &Condition, words: &str, small: &str) -> Tag {
        self.cited(words, small, condition.cite.as_ref().unwrap_or(self.whole))
    }

    fn cited(&self, words: &str, small: &str, cite: &Citation) -> Tag {
        let mut beside: Vec<String> = Vec::new();
        if !small.is_empty() {
            beside.push(small.to_owned());
        }
        if cite != self.whole {
            beside.push(place(self.law, cite, self.whole));
        }
        let beside = text::joined(&beside, " · ");
        el("li")
            .text(words)
            .maybe((!beside.is_empty()).then(|| el("small").text(&beside)))
    }
}

/// A citation in words; without the document where that is the current one.
pub(super) fn place(law: &Law, cite: &Citation, whole: &Citation) -> String {
    if cite.document != whole.document {
        return words::cite(law, cite);
    }
    if cite.sentence.is_empty() {
        cite.clause.clone()
    } else {
        format!("{} 第{}句", cite.clause, cite.sentence)
    }
}

/// Words, or others where there are none.
pub(super) fn or<'t>(text: &'t str, none: &'t str) -> &'t str {
    if text.is_empty() { none } else { text }
}
