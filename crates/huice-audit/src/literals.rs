//! A number or a day that a rule uses without a name must stand in the sentence it cites.
//!
//! Zero and one (somebody, at least one) need no figure. The day of issue belongs to the document.
//! A sentence that names a year also covers twelve months and the last day of that year.

use crate::declared::declared;
use crate::library::Library;
use crate::report::Audit;
use crate::uses::{parts_of, sentences};
use huice_check::Corpus;
use huice_check::figure::{Number, numbers};
use huice_core::ir::{Amount, Citation, Condition, Expr, Instrument, Test, Unit};
use huice_core::{Date, Decimal};
use huice_syntax::Span;
use huice_syntax::text;

/// Looks for every such number and day.
pub(crate) fn literals(corpus: &Corpus, library: &Library, audit: &mut Audit) {
    let mut search = Search {
        ids: corpus.document_ids().map(str::to_owned).collect(),
        issued: corpus
            .documents()
            .map(|(d, ..)| (d.issued_earliest, d.issued_latest))
            .collect(),
        library,
        audit,
        name: String::new(),
        place: None,
    };
    for definition in corpus.definitions() {
        let document = search.ids.get(usize::from(definition.cite.document));
        let document = document.cloned().unwrap_or_default();
        search.place = declared(corpus, &document);
        search.name.clone_from(&definition.id);
        search.condition(&definition.holds, &definition.cite);
    }
    for (instrument, origin) in corpus.instruments() {
        search.place = Some((origin.file.clone(), origin.span));
        search.name.clone_from(&instrument.id);
        search.instrument(instrument);
    }
}

struct Search<'a> {
    ids: Vec<String>,
    /// First and last day on which each document can have been issued.
    issued: Vec<(Date, Date)>,
    library: &'a Library,
    audit: &'a mut Audit,
    /// Id of the current definition or instrument, and its position.
    name: String,
    place: Option<(String, Span)>,
}

impl Search<'_> {
    fn instrument(&mut self, instrument: &Instrument) {
        let cite = &instrument.cite;
        // Restated law is checked where it is written.
        if instrument.restates.is_some() {
            return;
        }
        self.window(instrument);
        let others = instrument.readings.iter();
        let conditions = others.clone().filter_map(|r| r.eligible.as_ref());
        for condition in instrument.eligible.iter().chain(conditions) {
            self.condition(condition, cite);
        }
        let amounts = others.filter_map(|r| r.amount.as_ref());
        for amount in std::iter::once(&instrument.amount).chain(amounts) {
            if let Amount::Exactly(formula) | Amount::AtMost(formula) = amount {
                formula.steps.iter().for_each(|(_, e)| self.expr(e, cite));
                self.expr(&formula.value, cite);
            }
        }
    }

    fn condition(&mut self, condition: &Condition, outer: &Citation) {
        let cite = condition.cite.as_ref().unwrap_or(outer);
        match &condition.test {
            Test::All(parts) | Test::Any(parts) => {
                parts.iter().for_each(|part| self.condition(part, cite));
            }
            Test::Not(inner) => self.condition(inner, cite),
            Test::When(expr) => self.expr(expr, cite),
            Test::Use(_) | Test::Judge(_) | Test::Open => {}
        }
    }

    fn expr(&mut self, expr: &Expr, cite: &Citation) {
        match expr {
            Expr::Number(n, unit) => self.number(n.normalize(), unit, cite),
            Expr::Date(day) => self.day(*day, cite),
            other => parts_of(other).into_iter().for_each(|e| self.expr(e, cite)),
        }
    }

    /// The instrument's own window may stand in any sentence that it cites.
    fn window(&mut self, instrument: &Instrument) {
        let mut cites = vec![&instrument.cite];
        cites.extend(instrument.params.iter().map(|p| &p.cite));
        if let Some(eligible) = &instrument.eligible {
            gather(eligible, &mut cites);
        }
        for day in instrument.from.iter().chain(&instrument.until) {
            let stands = cites.iter().any(|cite| self.has_day(*day, cite));
            if !stands {
                self.missing(&day.to_string(), &instrument.cite);
            }
        }
    }

    fn number(&mut self, n: Decimal, unit: &Unit, cite: &Citation) {
        let trivial = n == Decimal::ZERO || n == Decimal::ONE;
        if !trivial && !self.has_number(n, unit, cite) {
            self.missing(&n.to_string(), cite);
        }
    }

    fn has_number(&self, n: Decimal, unit: &Unit, cite: &Citation) -> bool {
        let Some(text) = self.cited(cite) else {
            return true;
        };
        let year = Decimal::from(12);
        if n == year && *unit == Unit::Months && speaks_of_a_year(&text) {
            return true;
        }
        // The second of three years is named by the three.
        let counted = |months: Decimal| {
            let months_of = n.checked_mul(year);
            matches!(unit, Unit::Count(_)) && months_of.is_some_and(|m| m <= months)
        };
        numbers(&text).into_iter().any(|other| match other {
            Number::Plain(other) => other == n || counted(other),
            Number::Year(_) | Number::Month(_) | Number::Day(_) => false,
        })
    }

    fn day(&mut self, day: Date, cite: &Citation) {
        if !self.has_day(day, cite) {
            self.missing(&day.to_string(), cite);
        }
    }

    fn has_day(&self, day: Date, cite: &Citation) -> bool {
        let Some(text) = self.cited(cite) else {
            return true;
        };
        let issued = self.issued.get(usize::from(cite.document));
        let issued = issued.is_some_and(|(first, last)| {
            let ends = [(1, 1), (12, 31)].contains(&(day.month(), day.day()));
            let same_year = day.year() == first.year() && ends && speaks_of_a_year(&text);
            day == *first || day == *last || same_year
        });
        let pieces = [
            Number::Year(i64::from(day.year())),
            Number::Month(i64::from(day.month())),
            Number::Day(i64::from(day.day())),
        ];
        let written = numbers(&text);
        issued || pieces.iter().all(|piece| written.contains(piece))
    }

    /// The sentences that are cited; `None` where the text is not there.
    fn cited(&self, cite: &Citation) -> Option<String> {
        let document = self.ids.get(usize::from(cite.document))?;
        let reading = self.library.reading(document)?;
        let texts = sentences(&cite.sentence)
            .into_iter()
            .filter_map(|(n, _)| reading.sentence(&cite.clause, n));
        Some(texts.collect())
    }

    fn missing(&mut self, what: &str, cite: &Citation) {
        let message = text!(
            "`{}` 写的是 {what}，而 {}#{} 里没有这个数字",
            "`{}` uses {what}, which is not in {}#{}",
            self.name,
            cite.clause,
            cite.sentence
        );
        let help = (
            "引用有这个数字的那一句（在条件上写 `cite:`），或者写成参数",
            "cite the sentence that has it (`cite:` on the condition), or make it a parameter",
        );
        self.audit.gap("A010", self.place.clone(), message, help);
    }
}

fn speaks_of_a_year(text: &str) -> bool {
    ["全年", "当年", "每年", "年度", "年底"]
        .iter()
        .any(|word| text.contains(word))
}

/// Every citation in a condition.
fn gather<'c>(condition: &'c Condition, citations: &mut Vec<&'c Citation>) {
    citations.extend(&condition.cite);
    match &condition.test {
        Test::All(parts) | Test::Any(parts) => parts.iter().for_each(|p| gather(p, citations)),
        Test::Not(inner) => gather(inner, citations),
        Test::Use(_) | Test::When(_) | Test::Judge(_) | Test::Open => {}
    }
}
