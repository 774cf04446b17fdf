//! Several facts on one screen.

use super::{Answer, Draft, Effect, RecordDraft, ReturnTo, Screen, Size, State};
use huice_core::Date;
use huice_core::ir::{Fact, FactId, ListSort};

impl State {
    /// The facts of the screen that this one is asked on. A question that is open stands beside
    /// those of its list that are open too, never beside answers: nothing is asked twice. One that
    /// has been answered stands beside those that were answered with it, on the way back.
    #[must_use]
    pub fn page(&self, id: FactId, then: ReturnTo) -> Vec<FactId> {
        let question = self.results.question();
        let open = question.map_or(&[][..], |question| &question.facts);
        let beside = if open.contains(&id) {
            open
        } else {
            self.answered_screens()
                .into_iter()
                .find(|screen| screen.contains(&id))
                .unwrap_or_default()
        };
        let list = self.list(id);
        if list.is_empty() || then != ReturnTo::Flow || beside.is_empty() {
            return vec![id];
        }
        let mut page: Vec<FactId> = beside.to_vec();
        page.retain(|other| self.list(*other) == list);
        huice_core::sort(&mut page);
        page
    }

    /// How many screens these facts were on, up to the one with this fact.
    #[must_use]
    pub fn screens_before(&self, id: FactId) -> usize {
        let screens = self.answered_screens();
        let own = screens.iter().position(|screen| screen.contains(&id));
        own.unwrap_or(screens.len())
    }

    /// The answered questions screen by screen: those of one list that were answered one after
    /// the other are one screen.
    fn answered_screens(&self) -> Vec<&[FactId]> {
        let together = |a: &FactId, b: &FactId| {
            let list = self.list(*a);
            !list.is_empty() && list == self.list(*b)
        };
        self.session.trail.chunk_by(together).collect()
    }

    /// The list that a fact is asked in; an empty name for one that is asked alone, as each is in
    /// 长辈版.
    fn list(&self, id: FactId) -> &str {
        let lists = self.display.size != Size::Elder;
        let fact = self.session.fact(id).filter(|_| lists);
        fact.map_or("", |fact| &fact.list)
    }

    /// The fields of the screen, filled with what has been answered.
    pub(super) fn open_page(&mut self, page: &[FactId]) {
        let draft = |id: &FactId| {
            let fact = self.session.fact(*id)?;
            Some(Draft::of(fact, self.session.answers.get(*id)))
        };
        let fields: Vec<Draft> = page.iter().filter_map(draft).collect();
        let denied = fields.iter().all(|draft| draft.yes == Some(false));
        self.form.record = Some(RecordDraft {
            none: denied && self.session.is_ticked(page),
            fields,
            ..RecordDraft::default()
        });
    }

    /// The answers of all fields; nothing is taken while one of them cannot be read, or while
    /// nothing is chosen in a list: going on by accident denies nothing.
    pub(super) fn submit_page(&mut self, page: &[FactId]) -> Vec<Effect> {
        let Some(mut record) = self.form.record.take() else {
            return Vec::new();
        };
        let chosen = |draft: &Draft| draft.unsure || draft.yes == Some(true);
        if self.session.is_ticked(page) && !record.none && !record.fields.iter().any(chosen) {
            record.too_early = true;
            self.form.record = Some(record);
            return vec![Effect::Focus("rows".into())];
        }
        let mut answers = Vec::new();
        for (id, draft) in page.iter().zip(&mut record.fields) {
            match self
                .session
                .fact(*id)
                .map(|fact| row(fact, draft, self.session.as_of))
            {
                Some(Ok(answer)) => answers.push((*id, answer)),
                Some(Err(why)) => draft.wrong = Some(why),
                None => {}
            }
        }
        if record.fields.iter().any(|draft| draft.wrong.is_some()) {
            self.form.record = Some(record);
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
            ReturnTo::Results => {
                self.go(self.navigation.card.map_or(Screen::Results, Screen::Card))
            }
        };
        effects.push(Effect::Save);
        effects
    }
}

/// What a row says. One that is not ticked is a no; a field that is left empty says nothing.
fn row(fact: &Fact, draft: &Draft, as_of: Date) -> Result<Answer, String> {
    match fact.list_sort() {
        _ if draft.unsure => Ok(Answer::Unsure),
        Some(ListSort::Ticks) => Ok(match draft.yes {
            Some(yes) => Answer::Bool(yes),
            None => Answer::Bool(false),
        }),
        _ if draft.is_empty() => Ok(Answer::Unsure),
        _ => draft.read(fact, as_of),
    }
}
