//! Answers: given, put into fields, gathered in records.

use super::{Answer, Draft, Effect, RecordDraft, Screen, State};
use crate::draft::{is_picked, picked, read_record};
use huice_core::ir::{Fact, FactId, FactKind, Law};
use huice_core::record_fields::fields_that_matter;

impl State {
    pub(super) fn answer(&mut self, answer: Answer) -> Vec<Effect> {
        let Screen::Ask(id, then) = self.navigation.screen else {
            return Vec::new();
        };
        self.record_answers(vec![(id, answer)]);
        self.onward(then)
    }

    /// Takes answers and works out what follows.
    pub(super) fn record_answers(&mut self, answers: Vec<(FactId, Answer)>) {
        self.form.touched = false;
        for (id, answer) in answers {
            self.session.answers.set(id, answer);
            if !self.session.trail.contains(&id) {
                self.session.trail.push(id);
            }
        }
        let was_open = self.results.is_money_open();
        self.recompute();
        self.results.settled = was_open && !self.results.is_money_open();
    }

    pub(super) fn submit(&mut self) -> Vec<Effect> {
        let Screen::Ask(id, then) = self.navigation.screen else {
            return Vec::new();
        };
        let Some(law) = self.session.law().cloned() else {
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
            if self.form.record.is_some() {
                let effects = self.save_record();
                if self.form.record.is_some() {
                    return effects;
                }
            }
            return match self.session.answers.get(id).cloned() {
                Some(Answer::Records(records)) => self.answer(Answer::Records(records)),
                Some(_) | None => self.form.refuse("还没有填；没有就选“没有”".into()),
            };
        }
        match self.form.draft.read(fact, self.session.as_of) {
            Ok(answer) => self.answer(answer),
            Err(say) => self.form.refuse(say),
        }
    }

    /// The records of the question that is shown.
    #[must_use]
    pub fn records(&self) -> &[huice_core::VecMap<Answer>] {
        match self.navigation.screen {
            Screen::Ask(id, _) => match self.session.answers.get(id) {
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
        let (Screen::Ask(id, _), Some(law), Some(record)) = (
            self.navigation.screen,
            self.session.law(),
            &self.form.record,
        ) else {
            return Vec::new();
        };
        let fields = fields_of(law, id);
        let known = picked(fields, &record.fields, self.session.as_of);
        let looked_at = |at: u16| {
            let instrument = law.instruments.get(usize::from(at));
            instrument.is_some_and(|i| self.session.is_mine(i) && self.looks_at(i.kind))
        };
        let matters = fields_that_matter(
            law,
            self.session.as_of,
            &self.session.answers,
            (id, &known),
            &looked_at,
        );
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
        if self.form.record.is_some() {
            let effects = self.save_record();
            if self.form.record.is_some() {
                return effects;
            }
        }
        self.form.draft.wrong = None;
        let (Screen::Ask(id, _), Some(law)) = (self.navigation.screen, self.session.law().cloned())
        else {
            return Vec::new();
        };
        let fields = fields_of(&law, id);
        let old = at.and_then(|at| self.records().get(at));
        let drafts = fields
            .iter()
            .zip(0u16..)
            .map(|(fact, n)| Draft::of(fact, old.and_then(|record| record.get(&n))))
            .collect();
        self.form.record = Some(RecordDraft {
            at,
            fields: drafts,
            ..RecordDraft::default()
        });
        vec![Effect::Focus("record".into())]
    }

    pub(super) fn save_record(&mut self) -> Vec<Effect> {
        let (Screen::Ask(id, _), Some(law)) = (self.navigation.screen, self.session.law().cloned())
        else {
            return Vec::new();
        };
        let fields = fields_of(&law, id);
        let shown = self.record_fields();
        let Some(record) = &mut self.form.record else {
            return Vec::new();
        };
        match read_record(fields, &mut record.fields, &shown, self.session.as_of) {
            Some(read) => {
                let mut records = self.records().to_vec();
                match self.form.record.take().and_then(|record| record.at) {
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
        let Screen::Ask(id, _) = self.navigation.screen else {
            return Vec::new();
        };
        let mut records = self.records().to_vec();
        if at < records.len() {
            records.remove(at);
        }
        self.form.record = None;
        self.form.touched = false;
        if records.is_empty() {
            self.session.answers.unset(id);
            self.session.trail.retain(|fact| *fact != id);
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
