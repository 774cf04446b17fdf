//! One more record of a list, as plain as it may be.

use super::Record;
use crate::answers::{Answer, Answers};
use crate::counterfactual::{Aim, Search};
use crate::date::DateRange;
use crate::ir::{Fact, FactId, FactKind, Unit};
use crate::outcome::Verdict;
use crate::vec_map::insert_sorted;
use rust_decimal::Decimal;

/// Most records with a field left open that are looked at while one is put together.
const MOST_RECORDS: usize = 2000;

/// The list with one more record that helps, described no further than need be.
pub(super) fn one_more(
    search: &Search<'_>,
    now: &Answers,
    id: FactId,
    fields: &[Fact],
    list: &[Record],
) -> Option<Answer> {
    let mut joiner = Joiner {
        search,
        now,
        id,
        fields,
        list,
        left: MOST_RECORDS,
        second: None,
    };
    let order = joiner.order();
    let plainest = joiner.plainest(&order).or_else(|| {
        let second = joiner.second.take()?;
        Some(joiner.plainer(second))
    })?;
    Some(joiner.list_with(&plainest))
}

struct Joiner<'s, 'a> {
    search: &'s Search<'a>,
    now: &'s Answers,
    id: FactId,
    fields: &'s [Fact],
    list: &'s [Record],
    left: usize,
    /// A record that leads from a no to "it depends".
    second: Option<Record>,
}

impl Joiner<'_, '_> {
    /// Fields in the order in which they are filled in: who they are first, numbers last.
    fn order(&self) -> Vec<u16> {
        let mut order = Vec::new();
        for (at, fact) in (0u16..).zip(self.fields) {
            let rank = match fact.kind {
                FactKind::Choice(_) | FactKind::Set(_) => 0,
                FactKind::Bool { .. } | FactKind::Date | FactKind::Records { .. } => 1,
                FactKind::Number { .. } => 2,
            };
            insert_sorted(&mut order, (rank, at), |a: &(u8, u16), b| a.0 > b.0);
        }
        order.into_iter().map(|(_, at)| at).collect()
    }

    /// Of the records that lead to a yes, one for each sort of people, the one that takes the
    /// fewest words.
    fn plainest(&mut self, order: &[u16]) -> Option<Record> {
        let (first, rest) = order.split_first()?;
        let fact = self.fields.get(usize::from(*first))?;
        let mut best: Option<Record> = None;
        for answer in self.values(fact) {
            let mut record = Record::new();
            record.insert(*first, answer);
            if let Some(found) = self.build(rest, &mut record) {
                let plain = self.plainer(found);
                if best.as_ref().is_none_or(|b| plain.len() < b.len()) {
                    best = Some(plain);
                }
            }
        }
        best
    }

    fn list_with(&self, record: &Record) -> Answer {
        let mut list = self.list.to_vec();
        list.push(record.clone());
        Answer::Records(list)
    }

    fn verdict(&self, record: &Record) -> Verdict {
        let mut answers = self.now.clone();
        answers.set(self.id, self.list_with(record));
        self.search.quick(&answers)
    }

    /// Fills in field after field; the first record that leads to a yes.
    fn build(&mut self, order: &[u16], record: &mut Record) -> Option<Record> {
        if self.left == 0 {
            return None;
        }
        self.left -= 1;
        let verdict = self.verdict(record);
        if verdict == Verdict::Ineligible {
            return None;
        }
        let Some((at, rest)) = order.split_first() else {
            if self.search.leads(Aim::Yes, &verdict) {
                return Some(record.clone());
            }
            if self.second.is_none() {
                self.second = Some(record.clone());
            }
            return None;
        };
        let fact = self.fields.get(usize::from(*at))?;
        for answer in self.values(fact) {
            record.insert(*at, answer);
            if let Some(found) = self.build(rest, record) {
                return Some(found);
            }
            record.remove(at);
        }
        None
    }

    /// What a new record may have in a field. A day is the day of evaluation.
    fn values(&self, fact: &Fact) -> Vec<Answer> {
        match &fact.kind {
            FactKind::Bool { .. } => vec![Answer::Bool(true), Answer::Bool(false)],
            FactKind::Choice(options) => {
                let all = (0u16..).zip(options);
                all.map(|(at, _)| Answer::Choice(at)).collect()
            }
            FactKind::Set(options) => {
                let one = (0u16..).zip(options).map(|(at, _)| vec![at]);
                let none = std::iter::once(Vec::new());
                one.chain(none).map(Answer::Set).collect()
            }
            FactKind::Number { unit, min, max } => {
                let mut found = self.search.tests.figures(self.id, unit);
                let least = Decimal::ONE.max(*min);
                if !found.contains(&least) {
                    insert_sorted(&mut found, least, |a, b| a > b);
                }
                let fits = |n: &Decimal| least <= *n && *n <= *max;
                found.into_iter().filter(fits).map(Answer::Number).collect()
            }
            FactKind::Date => vec![Answer::Date(DateRange::only(self.search.as_of))],
            FactKind::Records { .. } => Vec::new(),
        }
    }

    /// The same record without what need not be said, and with no more people than need be.
    fn plainer(&self, mut record: Record) -> Record {
        let goal = self.verdict(&record);
        for at in self.order() {
            let Some(kept) = record.get(&at).cloned() else {
                continue;
            };
            record.remove(&at);
            if self.verdict(&record) != goal {
                record.insert(at, self.least(&record, at, kept, &goal));
            }
        }
        record
    }

    /// The least number that does as well, by halving.
    fn least(&self, record: &Record, at: u16, kept: Answer, goal: &Verdict) -> Answer {
        let counted = self.fields.get(usize::from(at)).is_some_and(|f| {
            matches!(
                f.kind,
                FactKind::Number {
                    unit: Unit::Count(_) | Unit::Months,
                    ..
                }
            )
        });
        let Answer::Number(n) = &kept else {
            return kept;
        };
        let Some(mut high) = i64::try_from(*n).ok().filter(|n| counted && *n > 1) else {
            return kept;
        };
        let mut low = 1;
        while low < high {
            let middle = low + (high - low) / 2;
            let mut tried = record.clone();
            tried.insert(at, Answer::Number(middle.into()));
            if self.verdict(&tried) == *goal {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        Answer::Number(high.into())
    }
}
