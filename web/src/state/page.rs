//! Several facts on one screen.

use super::{Answer, Draft, Effect, FactId, RecordDraft, ReturnTo, Screen, State};
use huice_core::ir::{Fact, ListSort};

impl State {
    /// The facts of the screen that this one is asked on: those of its list that are asked now,
    /// and those that have been answered, so that no answer vanishes on the way back.
    #[must_use]
    pub fn page(&self, id: FactId, then: ReturnTo) -> Vec<FactId> {
        let Some(fact) = self.fact(id).filter(|f| !f.list.is_empty()) else {
            return vec![id];
        };
        let question = self.view.as_ref().and_then(|view| view.question.as_ref());
        let asked = question.map_or(&[][..], |q| &q.facts);
        let known = |other: FactId| asked.contains(&other) || self.trail.contains(&other);
        let Some(law) = self.law().filter(|_| then == ReturnTo::Flow && known(id)) else {
            return vec![id];
        };
        let all = (0u16..).zip(&law.facts);
        all.filter(|(at, other)| other.list == fact.list && known(*at))
            .map(|(at, _)| at)
            .collect()
    }

    /// How many screens these facts were on, up to the one with this fact.
    #[must_use]
    pub fn screens_before(&self, id: FactId) -> usize {
        let list = |id: FactId| self.fact(id).map_or("", |f| f.list.as_str());
        let same = |a: FactId, b: FactId| a == b || (!list(a).is_empty() && list(a) == list(b));
        let upto = self.trail.iter().position(|f| same(*f, id));
        let before = self.trail.iter().take(upto.unwrap_or(self.trail.len()));
        let mut seen: Vec<FactId> = Vec::new();
        for fact in before {
            if !seen.iter().any(|other| same(*other, *fact)) {
                seen.push(*fact);
            }
        }
        seen.len()
    }

    /// The fields of the screen, filled with what has been answered.
    pub(super) fn open_page(&mut self, page: &[FactId]) {
        let draft = |id: &FactId| {
            let fact = self.fact(*id)?;
            Some(Draft::of(fact, self.answers.get(*id)))
        };
        let fields = page.iter().filter_map(draft).collect();
        self.record = Some(RecordDraft {
            fields,
            ..RecordDraft::default()
        });
    }

    /// The answers of all fields; nothing is taken while one of them cannot be read.
    pub(super) fn submit_page(&mut self, page: &[FactId]) -> Vec<Effect> {
        let Some(mut record) = self.record.take() else {
            return Vec::new();
        };
        let mut answers = Vec::new();
        for (id, draft) in page.iter().zip(&mut record.fields) {
            match self.fact(*id).map(|fact| row(fact, draft)) {
                Some(Ok(answer)) => answers.push((*id, answer)),
                Some(Err(why)) => draft.wrong = Some(why),
                None => {}
            }
        }
        if record.fields.iter().any(|draft| draft.wrong.is_some()) {
            self.record = Some(record);
            return vec![Effect::Focus("wrong".into())];
        }
        self.record_answers(answers);
        self.onward(ReturnTo::Flow)
    }

    /// From an answered screen to the next.
    pub(super) fn onward(&mut self, then: ReturnTo) -> Vec<Effect> {
        let mut effects = match then {
            ReturnTo::Flow => self.next(),
            ReturnTo::Review => self.go(Screen::Review),
            ReturnTo::Results => self.go(Screen::Results),
        };
        effects.push(Effect::Save);
        effects
    }
}

/// What a row says. One that is not ticked is a no, or says nothing where nobody is expected to
/// know; a field that is left empty says nothing.
fn row(fact: &Fact, draft: &Draft) -> Result<Answer, String> {
    match fact.list_sort() {
        _ if draft.unsure => Ok(Answer::Unsure),
        Some(ListSort::Ticks) => Ok(match draft.yes {
            Some(yes) => Answer::Bool(yes),
            None if fact.unticked_is_unknown => Answer::Unsure,
            None => Answer::Bool(false),
        }),
        _ if draft.is_empty() => Ok(Answer::Unsure),
        _ => draft.read(fact),
    }
}
