//! Valid but suspicious rules: conditions that can never be true or never be false, instruments
//! whose examples miss a case, documents that nobody has checked for a long time.

mod cards;
mod domain;
mod enumerate;
mod exception;
mod form;
mod questions;

use crate::code;
use crate::corpus::Corpus;
use crate::inference;
use enumerate::Enumeration;
use exception::is_of_a_narrower_place;
use form::{Form, Forms};
use huice_core::Date;
use huice_core::ir::consequence::facts_read;
use huice_core::ir::{Condition, Consequence, Expr, Fact, Instrument, Test};
use huice_syntax::{Diagnostic, Entry, Kind, Node, Span, Text};
use huice_syntax::{Words, text};
use std::collections::{BTreeMap, BTreeSet};

/// A file: its path and its tree.
pub(crate) type Tree<'t> = (&'t str, &'t Node);

/// The files that a lint reads.
pub(crate) struct Trees<'t> {
    pub(crate) clauses: Vec<Tree<'t>>,
    pub(crate) facts: Vec<Tree<'t>>,
    /// Terms of art that a question must explain.
    pub(crate) terms: &'t [String],
}

/// Every warning that follows from the rules alone.
pub(crate) fn rules(corpus: &Corpus, trees: &Trees<'_>) -> Vec<Diagnostic> {
    let facts = facts(corpus);
    let mut lint = Lint {
        corpus,
        facts: &facts,
        found: Vec::new(),
    };
    lint.conditions(&trees.clauses);
    lint.examples();
    lint.found.extend(cards::cards(corpus, &trees.clauses));
    lint.consequences(&trees.facts);
    lint.found
        .extend(questions::questions(&trees.facts, trees.terms));
    lint.found
}

/// Documents that were last compared with their text more than so many days before a day.
#[must_use]
pub fn stale(corpus: &Corpus, today: Date, days: u32) -> Vec<Diagnostic> {
    let late = |document: &huice_core::ir::Document| {
        let mut day = document.checked;
        for _ in 0..days {
            day = day.next();
        }
        day < today
    };
    let head = Span {
        start: 0,
        end: 0,
        line: 1,
        column: 1,
    };
    corpus
        .documents()
        .filter(|(document, ..)| late(document))
        .filter_map(|(document, ..)| {
            let file = corpus.document_file(&document.id)?;
            let message = text!("`{}` 上次核对是 {}，已经超过 {days} 天", "`{}` was last checked on {}, more than {days} days ago",
                document.id, document.checked
            );
            let help = ("请核实它是否仍然有效、有没有改动，再把日期写进 `checked:`", "ask whether it is still in force and unchanged, then write the day into `checked:`");
            Some(Diagnostic::warning(code::STALE, &file, head, message).help(help))
        })
        .collect()
}

struct Lint<'c> {
    corpus: &'c Corpus,
    facts: &'c [&'c Fact],
    found: Vec<Diagnostic>,
}

/// The context of a condition, apart from its own text.
#[derive(Clone, Copy)]
struct Around<'f, 'c> {
    file: &'f str,
    instrument: Option<&'c Instrument>,
}

impl<'c> Lint<'c> {
    /// Visits trees and conditions in parallel: a tree has the position, a condition the meaning.
    fn conditions(&mut self, trees: &[Tree<'_>]) {
        let corpus = self.corpus;
        let mut definitions = corpus.definitions().iter();
        let instruments: BTreeMap<&str, &Instrument> = corpus
            .instruments()
            .map(|(i, _)| (i.id.as_str(), i))
            .collect();
        for (file, root) in trees {
            for node in items(root, "definitions") {
                let definition = definitions.next();
                let around = Around {
                    file,
                    instrument: None,
                };
                let id = node.get("id").and_then(Node::text);
                let same = definition.filter(|d| Some(d.id.as_str()) == id);
                if let (Some(definition), Some(holds)) = (same, node.get("holds")) {
                    self.root(around, holds, &definition.holds);
                }
            }
            for node in items(root, "instruments") {
                let id = node.get("id").and_then(Node::text);
                let Some(instrument) = id.and_then(|id| instruments.get(id)).copied() else {
                    continue;
                };
                let around = Around {
                    file,
                    instrument: Some(instrument),
                };
                if let (Some(node), Some(eligible)) = (node.get("eligible"), &instrument.eligible) {
                    self.root(around, node, eligible);
                }
                for (node, reading) in items(node, "readings").iter().zip(&instrument.readings) {
                    if let (Some(node), Some(other)) = (node.get("eligible"), &reading.eligible) {
                        self.root(around, node, other);
                    }
                }
            }
        }
    }

    /// A whole condition: each of its parts, then whether it can be decided at all.
    fn root(&mut self, around: Around<'_, 'c>, node: &Node, condition: &Condition) {
        if self.part(around, node, condition) {
            return;
        }
        let mut forms = self.forms(around);
        let form = forms.of(condition);
        let space = Enumeration::of(&forms);
        let closed = space.possible(&form.with_open(false));
        let opened = space.possible(&form.with_open(true));
        if !closed.yes && !opened.no && form.has_leaf() {
            let message = (
                "这个条件永远定不下来",
                "this condition can never be decided",
            );
            let help = (
                "不管怎么回答，都还要看文件没有写明的那部分：请只留 `open:`，或者写明没有它怎么定",
                "whatever is answered, what the text leaves open is still needed: leave only `open:`, or say what decides without it",
            );
            self.tell(around, node.span, code::NEVER_DECIDED, message, help);
        }
    }

    fn forms(&self, around: Around<'_, 'c>) -> Forms<'c> {
        Forms::new(self.corpus, self.facts, around.instrument)
    }

    /// Tells of the innermost part that cannot come out one way; whether one was found.
    fn part(&mut self, around: Around<'_, 'c>, node: &Node, condition: &Condition) -> bool {
        let mut told = false;
        match (&condition.test, form_of(node)) {
            (Test::All(parts) | Test::Any(parts), Some(inner)) => {
                for (node, part) in list(inner).iter().zip(parts) {
                    told |= self.part(around, node, part);
                }
            }
            (Test::Not(part), Some(inner)) => told = self.part(around, inner, part),
            (Test::All(_) | Test::Any(_) | Test::Not(_), None)
            | (Test::Use(_) | Test::When(_) | Test::Judge(_) | Test::Open, _) => {}
        }
        if told || matches!(condition.test, Test::Open) {
            return told;
        }
        let mut forms = self.forms(around);
        let form = forms.of(condition);
        let space = Enumeration::of(&forms);
        let strange = match condition.test {
            // A wrong part of an expression has no position of its own.
            Test::When(_) => space.innermost(&form),
            Test::All(_) | Test::Any(_) | Test::Not(_) => space.strange(&form),
            // A definition is reported at its own position.
            Test::Use(_) => return space.strange(&form).is_some(),
            Test::Judge(_) | Test::Open => None,
        };
        let Some(strange) = strange else { return false };
        let span = Span {
            end: first_line(node),
            ..node.span
        };
        if strange.ever {
            let message = ("这个条件永远满足", "this condition can never be false");
            let help = (
                "它谁也挡不住：请删掉，或者改正数字、选项",
                "it lets everybody in: leave it out, or mend the number or the option",
            );
            self.tell(around, span, code::ALWAYS, message, help);
        } else if let Some(pair) = &strange.clash {
            let [first, second] = pair;
            let message = text!(
                "这两个门槛互相矛盾：{first}、{second}",
                "these thresholds contradict each other: {first}, {second}"
            );
            let help = (
                "没有数能同时满足：请改正一个，或者用 `any:` 连起来",
                "no number is both: mend one, or join them with `any:`",
            );
            self.tell(around, span, code::CLASH, message, help);
        } else {
            let message = ("这个条件永远不满足", "this condition can never be true");
            let help = (
                "没有回答能满足它：请看有没有互相排斥的部分，或者超出问题范围的数",
                "no answers fit it: look for parts that shut each other out, or for a number outside what the question accepts",
            );
            self.tell(around, span, code::NEVER, message, help);
        }
        true
    }

    fn tell(
        &mut self,
        around: Around<'_, 'c>,
        span: Span,
        code: &'static str,
        message: impl Into<Text>,
        help: Words,
    ) {
        self.found
            .push(Diagnostic::warning(code, around.file, span, message).help(help));
    }

    /// Two consequences that give one fact different values, though both can hold.
    fn consequences(&mut self, trees: &[Tree<'_>]) {
        let corpus = self.corpus;
        let contradictions: Vec<&Expr> = corpus
            .facts()
            .flat_map(|(fact, _)| &fact.contradicts)
            .map(|one| &one.when)
            .collect();
        for declared in &corpus.facts {
            let follows = &declared.fact.follows;
            for (n, second) in follows.iter().enumerate() {
                let other = |first: &&Consequence| {
                    first.value != second.value
                        && !is_of_a_narrower_place(corpus, self.facts, declared, first)
                        && self.both(&first.when, &second.when, &contradictions)
                };
                let earlier = follows.iter().take(n);
                let Some((at, _)) = earlier.enumerate().find(|(_, first)| other(first)) else {
                    continue;
                };
                let tree = trees.iter().find(|(file, _)| *file == declared.file);
                let spans = tree.map_or(Vec::new(), |(_, root)| {
                    inference::spans(root, declared.span, "follows")
                });
                let span = spans.get(n).copied().unwrap_or(declared.span);
                let id = &declared.fact.id;
                let line = spans.get(at).map_or(declared.span.line, |s| s.line);
                let message = text!(
                    "两处推出的 `{id}` 不一样",
                    "two consequences give `{id}` different values"
                );
                let help = text!(
                    "另一处在第 {line} 行：请收窄一个 `when`，或者用 `contradicts` 写明两样不会同时成立",
                    "the other is in line {line}: narrow one `when`, or say with `contradicts` that both cannot be so"
                );
                self.found.push(
                    Diagnostic::warning(code::DISAGREE, &declared.file, span, message).help(help),
                );
            }
        }
    }

    /// Whether two truths can hold together, as far as known.
    fn both(&self, first: &Expr, second: &Expr, contradictions: &[&Expr]) -> bool {
        let mut read = facts_read(first);
        read.extend(facts_read(second));
        let mut forms = Forms::new(self.corpus, self.facts, None);
        let mut all = vec![forms.truth(first), forms.truth(second)];
        for never in contradictions {
            if facts_read(never).iter().all(|fact| read.contains(fact)) {
                let never = forms.truth(never);
                all.push(Form::Not(Box::new(never)));
            }
        }
        Enumeration::of(&forms).possible(&Form::All(all)).yes
    }

    /// Instruments whose examples never show what they could.
    fn examples(&mut self) {
        let places: BTreeMap<&str, (&str, Span)> = self
            .corpus
            .instruments()
            .map(|(i, origin)| (i.id.as_str(), (origin.file.as_str(), origin.span)))
            .collect();
        for (id, never) in untold(self.corpus) {
            let shown = self.corpus.examples().iter().any(|e| e.instrument == id);
            let Some((file, span)) = places.get(id).filter(|_| shown) else {
                continue;
            };
            let message = text!(
                zh: "`{id}` 没有例子得出 {}", never.join("、");
                en: "no example of `{id}` comes out {}", never.join(" or ")
            );
            let help = (
                "每种结果都要有例子：以后改动时靠它把关",
                "show each way that it can come out: that is what keeps it right later",
            );
            self.found
                .push(Diagnostic::warning(code::UNTOLD, file, *span, message).help(help));
        }
    }
}

/// Instruments with conditions whose examples never show one of the three main verdicts, though
/// it can come out; with the words of these verdicts.
#[must_use]
pub fn untold(corpus: &Corpus) -> Vec<(&str, Vec<&'static str>)> {
    let mut shown: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for example in corpus.examples() {
        let seen = shown.entry(&example.instrument).or_default();
        seen.insert(example.expected.verdict);
    }
    let facts = facts(corpus);
    let mut found = Vec::new();
    for (instrument, _) in corpus.instruments() {
        let seen = shown.get(instrument.id.as_str());
        // What a restatement takes over is shown where it is written.
        if instrument.restates.is_some() && seen.is_none() {
            continue;
        }
        let Some(eligible) = &instrument.eligible else {
            continue;
        };
        let can = possible(corpus, &facts, instrument, eligible);
        let wanted = [
            ("eligible", can.yes),
            ("ineligible", can.no),
            ("undetermined", true),
        ];
        let never: Vec<&str> = wanted
            .into_iter()
            .filter(|(word, can)| *can && !seen.is_some_and(|s| s.contains(word)))
            .map(|(word, _)| word)
            .collect();
        if !never.is_empty() {
            found.push((instrument.id.as_str(), never));
        }
    }
    found
}

/// Whether answers can settle a yes, and a no. An open point settles neither. A yes also needs the
/// readings marked `ask`. A no that only waits for a day is `not_yet`.
fn possible<'c>(
    corpus: &'c Corpus,
    facts: &'c [&'c Fact],
    instrument: &'c Instrument,
    eligible: &Condition,
) -> enumerate::Possible {
    let mut forms = Forms::new(corpus, facts, Some(instrument));
    let own = forms.of(eligible);
    let asked = instrument.readings.iter().filter(|r| r.ask);
    let others = asked.filter_map(|r| r.eligible.as_ref());
    let mut all = vec![own.with_open(false)];
    all.extend(others.map(|c| forms.of(c).with_open(false)));
    let space = Enumeration::of(&forms);
    enumerate::Possible {
        yes: space.possible(&Form::All(all)).yes,
        no: space.possible(&forms.in_time(&own.with_open(true))).no,
    }
}

fn facts(corpus: &Corpus) -> Vec<&Fact> {
    corpus.facts().map(|(fact, _)| fact).collect()
}

fn items<'n>(node: &'n Node, key: &str) -> &'n [Node] {
    node.get(key).map_or(&[], list)
}

fn list(node: &Node) -> &[Node] {
    match &node.kind {
        Kind::List(items) => items,
        Kind::Scalar(_) | Kind::Map(_) => &[],
    }
}

/// The value of `all`, `any`, `not` or `unless`.
fn form_of(node: &Node) -> Option<&Node> {
    let Kind::Map(entries) = &node.kind else {
        return None;
    };
    let joins = |e: &&Entry| matches!(e.key.as_str(), "all" | "any" | "not" | "unless");
    entries.iter().find(joins).map(|e| &e.value)
}

/// The end of the drawn span: the first entry, because a condition may be long.
fn first_line(node: &Node) -> usize {
    match &node.kind {
        Kind::Map(entries) => entries.first().map_or(node.span.end, |e| {
            if matches!(e.value.kind, Kind::Scalar(_)) {
                e.value.span.end
            } else {
                e.key_span.end
            }
        }),
        Kind::Scalar(_) | Kind::List(_) => node.span.end,
    }
}
