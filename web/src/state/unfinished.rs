//! Forms that are left before they are done, and come back to.

use super::{Screen, State};
use crate::unfinished;
use huice_core::ir::{Fact, FactId, FactKind};

impl State {
    /// The facts that the record or the rows of a question belong to.
    fn parts(&self, id: FactId) -> Vec<&Fact> {
        let Screen::Ask(shown, then) = self.navigation.screen else {
            return Vec::new();
        };
        match self.session.fact(id).map(|fact| &fact.kind) {
            Some(FactKind::Records { fields, .. }) => fields.iter().collect(),
            Some(_) | None => {
                let page = self.page(shown, then);
                page.iter()
                    .filter_map(|id| self.session.fact(*id))
                    .collect()
            }
        }
    }

    /// The form that is shown, where something was put into it and not taken yet.
    fn open_form(&self) -> Option<(String, String)> {
        let Screen::Ask(id, _) = self.navigation.screen else {
            return None;
        };
        let fact = self.session.fact(id).filter(|_| self.form.touched)?;
        let parts = self.parts(id);
        let record = self
            .form
            .record
            .as_ref()
            .map(|record| (record, parts.as_slice()));
        let text = unfinished::write(fact, &self.form.draft, record);
        Some((fact.id.clone(), text))
    }

    /// All forms that are not done, the one that is shown among them.
    pub(super) fn forms(&self) -> Vec<(String, String)> {
        let mut all = self.form.unfinished.clone();
        if let Some((id, text)) = self.open_form() {
            all.retain(|(other, _)| *other != id);
            all.push((id, text));
        }
        all
    }

    /// Puts the form away that is shown, before another screen comes.
    pub(super) fn put_form_away(&mut self) {
        self.form.unfinished = self.forms();
        self.form.touched = false;
    }

    /// Fills the form that is shown as it was left, where it was.
    pub(super) fn bring_form_back(&mut self, id: FactId) {
        let Some(fact) = self.session.fact(id) else {
            return;
        };
        let found = self
            .form
            .unfinished
            .iter()
            .position(|(name, _)| *name == fact.id);
        let Some((_, text)) = found.map(|at| self.form.unfinished.swap_remove(at)) else {
            return;
        };
        let Some(fact) = self.session.fact(id) else {
            return;
        };
        let (draft, record) = unfinished::read(fact, &self.parts(id), &text);
        let alone = self.form.record.is_none() && !matches!(fact.kind, FactKind::Records { .. });
        match record {
            // A row of a list that is asked alone now.
            Some(record) if alone => {
                self.form.draft = record.fields.into_iter().next().unwrap_or_default();
            }
            Some(record) => self.form.record = Some(record),
            None => self.form.draft = draft,
        }
        self.form.touched = true;
    }

    /// The questions whose forms are not done, with their addresses.
    #[must_use]
    pub fn unfinished_questions(&self) -> Vec<(&Fact, FactId)> {
        let Some(law) = self.session.law() else {
            return Vec::new();
        };
        let known = self
            .form
            .unfinished
            .iter()
            .filter_map(|(id, _)| law.fact_answered(id));
        known.map(|(id, fact)| (fact, id)).collect()
    }
}
