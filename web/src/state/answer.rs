//! Answers: given, put into fields, gathered in records.

use super::{Answer, Draft, Effect, RecordDraft, Results, Screen, State};
use crate::draft::{is_picked, picked, read_record};
use huice_core::Decimal;
use huice_core::ir::{Fact, FactId, FactKind, Law};
use huice_core::record_fields::fields_that_matter;

impl State {
    pub(super) fn answer(&mut self, answer: Answer) -> Vec<Effect> {
        let Screen::Ask(id, then) = self.screen else {
            return Vec::new();
        };
        self.record_answers(vec![(id, answer)]);
        self.onward(then)
    }

    /// Notes answers and works out what follows.
    pub(super) fn record_answers(&mut self, answers: Vec<(FactId, Answer)>) {
        let certain =
            |view: &Option<Results>| view.as_ref().map_or(Decimal::ZERO, |v| v.own.certain);
        let before = certain(&self.view);
        self.touched = false;
        for (id, answer) in answers {
            self.answers.set(id, answer);
            if !self.trail.contains(&id) {
                self.trail.push(id);
            }
        }
        let open = |view: &Option<Results>| {
            let question = view.as_ref().and_then(|view| view.question.as_ref());
            question.is_some_and(|question| question.money_open > 0)
        };
        let was_open = open(&self.view);
        self.recompute();
        self.settled = was_open && !open(&self.view);
        self.gain = huice_core::number::subtract(certain(&self.view), before).unwrap_or_default();
    }

    pub(super) fn submit(&mut self) -> Vec<Effect> {
        let Screen::Ask(id, then) = self.screen else {
            return Vec::new();
        };
        let Some(law) = self.law().cloned() else {
            return Vec::new();
        };
        let Some(fact) = law.facts.get(usize::from(id)) else {
            return Vec::new();
        };
        let page = self.page(id, then);
        if page.len() > 1 {
            return self.submit_page(&page);
        }
        if matches!(fact.kind, FactKind::Records { .. }) {
            if self.record.is_some() {
                let effects = self.save_record();
                if self.record.is_some() {
                    return effects;
                }
            }
            return match self.answers.get(id).cloned() {
                Some(Answer::Records(records)) => self.answer(Answer::Records(records)),
                Some(_) | None => {
                    self.draft.wrong = Some("还没有填；没有就选“没有”".into());
                    vec![Effect::Focus("wrong".into())]
                }
            };
        }
        match self.draft.read(fact, self.as_of) {
            Ok(answer) => self.answer(answer),
            Err(say) => {
                self.draft.wrong = Some(say);
                vec![Effect::Focus("wrong".into())]
            }
        }
    }

    /// The records of the question that is shown.
    #[must_use]
    pub fn records(&self) -> &[huice_core::VecMap<Answer>] {
        match self.screen {
            Screen::Ask(id, _) => match self.answers.get(id) {
                Some(Answer::Records(records)) => records,
                Some(_) | None => &[],
            },
            Screen::Start
            | Screen::Results
            | Screen::Review
            | Screen::Catalogue
            | Screen::Plan
            | Screen::Card(_)
            | Screen::Print
            | Screen::Picture
            | Screen::Gallery
            | Screen::Loan
            | Screen::Text
            | Screen::Share
            | Screen::Keep
            | Screen::LinkDiff
            | Screen::About
            | Screen::Display => &[],
        }
    }

    /// The fields of the record that is being filled in, by position, in the order in which they are
    /// shown: first of what kind it is, and then only what matters for that kind.
    #[must_use]
    pub fn record_fields(&self) -> Vec<u16> {
        let (Screen::Ask(id, _), Some(law), Some(record)) = (self.screen, self.law(), &self.record)
        else {
            return Vec::new();
        };
        let fields = fields_of(law, id);
        let known = picked(fields, &record.fields, self.as_of);
        let looked_at = |at: u16| {
            let instrument = law.instruments.get(usize::from(at));
            instrument.is_some_and(|i| self.is_mine(i) && self.looks_at(i.kind))
        };
        let matters = fields_that_matter(law, self.as_of, &self.answers, (id, &known), &looked_at);
        let empty = |at: u16| {
            record
                .fields
                .get(usize::from(at))
                .is_none_or(Draft::is_empty)
        };
        // What has been put in can always be put right.
        let all = (0u16..).zip(fields);
        let (kinds, others): (Vec<_>, Vec<_>) = all
            .filter(|(at, _)| matters.is_empty() || matters.contains(at) || !empty(*at))
            .partition(|(_, fact)| is_picked(fact));
        let waiting = kinds.iter().any(|(at, _)| empty(*at));
        let others = others.into_iter().filter(|(at, _)| !waiting || !empty(*at));
        kinds
            .iter()
            .copied()
            .chain(others)
            .map(|(at, _)| at)
            .collect()
    }

    pub(super) fn open_record(&mut self, at: Option<usize>) -> Vec<Effect> {
        // Whatever is half filled in is kept if it can be read.
        if self.record.is_some() {
            let effects = self.save_record();
            if self.record.is_some() {
                return effects;
            }
        }
        self.draft.wrong = None;
        let (Screen::Ask(id, _), Some(law)) = (self.screen, self.law().cloned()) else {
            return Vec::new();
        };
        let fields = fields_of(&law, id);
        let old = at.and_then(|at| self.records().get(at));
        let drafts = fields
            .iter()
            .zip(0u16..)
            .map(|(fact, n)| Draft::of(fact, old.and_then(|record| record.get(&n))))
            .collect();
        self.record = Some(RecordDraft {
            at,
            fields: drafts,
            ..RecordDraft::default()
        });
        vec![Effect::Focus("record".into())]
    }

    pub(super) fn save_record(&mut self) -> Vec<Effect> {
        let (Screen::Ask(id, _), Some(law)) = (self.screen, self.law().cloned()) else {
            return Vec::new();
        };
        let fields = fields_of(&law, id);
        let shown = self.record_fields();
        let Some(record) = &mut self.record else {
            return Vec::new();
        };
        match read_record(fields, &mut record.fields, &shown, self.as_of) {
            Some(read) => {
                let mut records = self.records().to_vec();
                match self.record.take().and_then(|record| record.at) {
                    Some(at) if at < records.len() => {
                        if let Some(place) = records.get_mut(at) {
                            *place = read;
                        }
                    }
                    Some(_) | None => records.push(read),
                }
                self.record_answers(vec![(id, Answer::Records(records))]);
                vec![Effect::Save, Effect::Focus("records".into())]
            }
            None => vec![Effect::Focus("wrong".into())],
        }
    }

    pub(super) fn remove_record(&mut self, at: usize) -> Vec<Effect> {
        let Screen::Ask(id, _) = self.screen else {
            return Vec::new();
        };
        let mut records = self.records().to_vec();
        if at < records.len() {
            records.remove(at);
        }
        self.record = None;
        self.touched = false;
        if records.is_empty() {
            self.answers.unset(id);
            self.trail.retain(|fact| *fact != id);
            self.recompute();
        } else {
            self.record_answers(vec![(id, Answer::Records(records))]);
        }
        vec![Effect::Save, Effect::Focus("h".into())]
    }
}

/// The fields of a record of a list; none of any other fact.
fn fields_of(law: &Law, list: FactId) -> &[Fact] {
    match law.facts.get(usize::from(list)).map(|fact| &fact.kind) {
        Some(FactKind::Records { fields, .. }) => fields,
        Some(_) | None => &[],
    }
}
