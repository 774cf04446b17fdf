//! What the rules take from each sentence: numbers, days, and words.

use huice_check::Corpus;
use huice_core::ir::{
    Amount, Citation, Condition, Definition, Expr, Fact, FactKind, Formula, Instrument, Kind, Test,
};
use huice_core::{Date, Decimal};
use std::collections::{BTreeMap, BTreeSet};

/// A sentence of a clause of a document, by position.
pub(crate) type Place = (u16, String, usize);

/// What the rules take from a sentence.
#[derive(Debug, Default)]
pub(crate) struct Bag {
    pub(crate) numbers: BTreeSet<Decimal>,
    pub(crate) figures: BTreeSet<String>,
    pub(crate) dates: BTreeSet<Date>,
    /// Titles, summaries, reasons, notes.
    pub(crate) words: String,
    /// Questions with their options: an answer chooses among these words.
    pub(crate) asked: String,
    /// Something that is paid once, not repeatedly.
    pub(crate) once: bool,
}

/// What the rules take from every sentence.
pub(crate) struct Uses<'c> {
    corpus: &'c Corpus,
    facts: Vec<&'c Fact>,
    pub(crate) bags: BTreeMap<Place, Bag>,
}

impl<'c> Uses<'c> {
    pub(crate) fn of(corpus: &'c Corpus) -> Self {
        let mut uses = Self {
            corpus,
            facts: corpus.facts().map(|(fact, _)| fact).collect(),
            bags: BTreeMap::new(),
        };
        for definition in corpus.definitions() {
            uses.definition(definition);
        }
        for (instrument, _) in corpus.instruments() {
            uses.instrument(instrument);
        }
        uses.figures();
        uses
    }

    /// The figures as they are written beside their citations.
    fn figures(&mut self) {
        let ids: Vec<&str> = self.corpus.document_ids().collect();
        for cited in self.corpus.citations() {
            let document = ids
                .iter()
                .zip(0u16..)
                .find(|(id, _)| **id == cited.document);
            let (Some((_, document)), Some(figure)) = (document, &cited.figure) else {
                continue;
            };
            for (sentence, _) in sentences(&cited.sentence) {
                let place = (document, cited.clause.clone(), sentence);
                let bag = self.bags.entry(place).or_default();
                bag.figures.insert(crate::text::plain(figure));
            }
        }
    }

    fn at(&mut self, cite: &Citation, mut change: impl FnMut(&mut Bag)) {
        for (sentence, _) in sentences(&cite.sentence) {
            let place = (cite.document, cite.clause.clone(), sentence);
            change(self.bags.entry(place).or_default());
        }
    }

    fn definition(&mut self, definition: &Definition) {
        self.at(&definition.cite, |bag| {
            bag.words.push_str(&definition.title)
        });
        self.condition(&definition.holds, &definition.cite);
    }

    fn instrument(&mut self, instrument: &Instrument) {
        let cite = &instrument.cite;
        self.at(cite, |bag| {
            for words in [&instrument.title, &instrument.summary, &instrument.note] {
                bag.words.push_str(words);
            }
            bag.dates.extend(instrument.from);
            bag.dates.extend(instrument.until);
            bag.once |= instrument.kind != Kind::Recurring;
        });
        if let Some(eligible) = &instrument.eligible {
            self.condition(eligible, cite);
        }
        if instrument.restates.is_some() {
            self.restated(instrument);
        }
        self.amount(&instrument.amount, cite);
        for param in &instrument.params {
            self.at(&param.cite, |bag| {
                bag.numbers.insert(param.value.normalize());
            });
        }
        for term in &instrument.terms {
            self.at(&term.cite, |bag| {
                bag.numbers.insert(term.value.normalize());
                bag.words.push_str(&term.label);
            });
        }
    }

    /// What a restatement takes over keeps its place in the other document; its own sentence says
    /// the same, with the same numbers.
    fn restated(&mut self, instrument: &Instrument) {
        let cite = &instrument.cite;
        if let Some(eligible) = &instrument.eligible {
            self.condition(&uncited(eligible), cite);
        }
        self.at(cite, |bag| {
            let params = instrument.params.iter().map(|p| p.value.normalize());
            bag.numbers.extend(params);
        });
    }

    fn condition(&mut self, condition: &Condition, outer: &Citation) {
        let cite = condition.cite.as_ref().unwrap_or(outer);
        self.at(cite, |bag| bag.words.push_str(&condition.say));
        match &condition.test {
            Test::All(parts) | Test::Any(parts) => {
                parts.iter().for_each(|part| self.condition(part, cite));
            }
            Test::Not(inner) => self.condition(inner, cite),
            Test::When(expr) => self.expr(expr, cite),
            Test::Judge(fact) => self.fact(*fact, cite),
            // The text of a definition counts again at each use.
            Test::Use(id) => {
                let corpus = self.corpus;
                if let Some(definition) = corpus.definitions().get(usize::from(*id)) {
                    self.condition(&uncited(&definition.holds), cite);
                }
            }
            Test::Open => {}
        }
    }

    fn amount(&mut self, amount: &Amount, cite: &Citation) {
        match amount {
            Amount::None | Amount::NotStated => {}
            Amount::Text(text) => self.at(cite, |bag| bag.words.push_str(text)),
            Amount::Exactly(Formula { steps, value, .. })
            | Amount::AtMost(Formula { steps, value, .. }) => {
                steps.iter().for_each(|(_, step)| self.expr(step, cite));
                self.expr(value, cite);
            }
        }
    }

    fn fact(&mut self, id: u16, cite: &Citation) {
        let Some(fact) = self.facts.get(usize::from(id)).copied() else {
            return;
        };
        self.at(cite, |bag| asked(fact, &mut bag.asked));
    }

    fn expr(&mut self, expr: &Expr, cite: &Citation) {
        match expr {
            Expr::Number(n, _) => self.at(cite, |bag| {
                bag.numbers.insert(n.normalize());
            }),
            Expr::Date(day) => self.at(cite, |bag| {
                bag.dates.insert(*day);
            }),
            Expr::Fact(id) | Expr::Field(id, _) => self.fact(*id, cite),
            Expr::Bool(_) | Expr::AsOf | Expr::Param(_) | Expr::Let(_) => {}
            Expr::Aggregate(_, id, ..) => {
                self.fact(*id, cite);
                self.parts(expr, cite);
            }
            Expr::Not(_)
            | Expr::In(..)
            | Expr::PerTwelve(_)
            | Expr::YearStart(_)
            | Expr::And(_)
            | Expr::Or(_)
            | Expr::Min(_)
            | Expr::Max(_)
            | Expr::Compare(..)
            | Expr::Arith(..)
            | Expr::AddMonths(..)
            | Expr::If(..) => self.parts(expr, cite),
        }
    }

    fn parts(&mut self, expr: &Expr, cite: &Citation) {
        for part in parts_of(expr) {
            self.expr(part, cite);
        }
    }
}

/// The expressions that an expression is made of.
#[must_use]
pub(crate) fn parts_of(expr: &Expr) -> Vec<&Expr> {
    match expr {
        Expr::Number(..)
        | Expr::Date(_)
        | Expr::Fact(_)
        | Expr::Field(..)
        | Expr::Bool(_)
        | Expr::AsOf
        | Expr::Param(_)
        | Expr::Let(_) => Vec::new(),
        Expr::Not(a) | Expr::In(a, _) | Expr::PerTwelve(a) | Expr::YearStart(a) => vec![a],
        Expr::And(list) | Expr::Or(list) | Expr::Min(list) | Expr::Max(list) => {
            list.iter().collect()
        }
        Expr::Compare(_, a, b) | Expr::Arith(_, a, b) | Expr::AddMonths(a, b) => vec![a, b],
        Expr::If(a, b, c) => vec![a, b, c],
        Expr::Aggregate(_, _, a, b) => a.iter().chain(b).map(Box::as_ref).collect(),
    }
}

/// The words of a question, with those of its options and fields.
fn asked(fact: &Fact, words: &mut String) {
    words.push_str(&fact.label);
    words.push_str(&fact.ask);
    match &fact.kind {
        FactKind::Choice(options) | FactKind::Set(options) => {
            options
                .iter()
                .for_each(|(_, option)| words.push_str(option));
        }
        FactKind::Records { fields, .. } => fields.iter().for_each(|f| asked(f, words)),
        FactKind::Bool { .. } | FactKind::Number { .. } | FactKind::Date => {}
    }
}

/// A condition without the places of its parts.
fn uncited(condition: &Condition) -> Condition {
    let inner = |parts: &[Condition]| parts.iter().map(uncited).collect();
    Condition {
        say: condition.say.clone(),
        cite: None,
        test: match &condition.test {
            Test::All(parts) => Test::All(inner(parts)),
            Test::Any(parts) => Test::Any(inner(parts)),
            Test::Not(part) => Test::Not(Box::new(uncited(part))),
            other @ (Test::Use(_) | Test::When(_) | Test::Judge(_) | Test::Open) => other.clone(),
        },
    }
}

/// The sentences of a citation with their letters: `1a,3-5`.
#[must_use]
pub(crate) fn sentences(text: &str) -> Vec<(usize, Option<char>)> {
    let one = |part: &str| {
        let part = part.trim();
        let letter = part.chars().next_back().filter(char::is_ascii_lowercase);
        let digits = part.trim_end_matches(|c: char| c.is_ascii_lowercase());
        digits.parse::<usize>().ok().map(|n| (n, letter))
    };
    let mut ordinals = Vec::new();
    for part in text.split([',', '、']) {
        let mut ends = part.split(['-', '—', '–']);
        match (ends.next().and_then(one), ends.next().and_then(one)) {
            (Some((first, _)), Some((last, _))) => {
                ordinals.extend((first..=last.min(first + 999)).map(|n| (n, None)));
            }
            (Some(only), None) => ordinals.push(only),
            (None, _) => {}
        }
    }
    ordinals
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn citations_name_sentences() {
        assert_eq!(sentences("1a"), [(1, Some('a'))]);
        assert_eq!(sentences("1-3"), [(1, None), (2, None), (3, None)]);
        assert_eq!(sentences("1a,4"), [(1, Some('a')), (4, None)]);
    }
}
