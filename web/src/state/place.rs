//! The place of a session, its law, and the answers of places that were left.

use super::session::{Left, Session};
use super::{Effect, Load, Trouble};
use crate::saved_session;
use huice_core::CompiledLaw;
use huice_core::ir::Law;
use huice_pack::{Index, IndexPlace};
use std::rc::Rc;

impl Session {
    /// The index came, or did not. Whether it did.
    pub(super) fn take_index(&mut self, result: Result<Index, Trouble>) -> bool {
        match result {
            Ok(index) => {
                self.index = Load::Ready(Rc::new(index));
                let wanted = std::mem::take(&mut self.wanted);
                self.set_wanted(wanted);
                true
            }
            Err(why) => {
                self.index = Load::Failed(why);
                false
            }
        }
    }

    /// The law of the place came, or did not; with it the answers that waited for it. Whether it did.
    pub(super) fn take_law(&mut self, result: Result<Law, Trouble>) -> bool {
        let law = match result {
            Ok(law) => Rc::new(CompiledLaw::new(law)),
            Err(why) => {
                self.law = Load::Failed(why);
                return false;
            }
        };
        let kept = self.pending.take().unwrap_or_default();
        let kept = saved_session::parse_answers(&law, self.as_of, &kept);
        (self.answers, self.trail) = (kept.answers, kept.trail);
        self.unread = kept.unread;
        if let Some(left) = self.left.take() {
            self.carry_over(&law, &left);
        }
        self.law = Load::Ready(law);
        true
    }

    /// Another place. Whether its law is still to come.
    pub(super) fn pick(&mut self, code: String) -> bool {
        if self.law().is_some_and(|law| law.place == code) {
            self.place = Some(code);
            return false;
        }
        if let (Some(law), None) = (self.law.get(), &self.pending) {
            let text = saved_session::write_answers(law, &self.answers, &self.trail);
            self.shelf.push((law.place.clone(), text));
            self.left = Some(Left {
                law: Rc::clone(law),
                answers: std::mem::take(&mut self.answers),
                trail: std::mem::take(&mut self.trail),
            });
        }
        let kept = self.shelf.iter().position(|(place, _)| *place == code);
        // Without a place so far, answers that a link brought are for this one.
        let brought = self.pending.take().filter(|_| self.place.is_none());
        self.pending = kept
            .map(|at| self.shelf.swap_remove(at).1)
            .or(brought)
            .or(Some(String::new()));
        self.begin_anew();
        self.place = Some(code);
        true
    }

    /// The index of a province came: its places stand in the place of those known before.
    pub(super) fn take_part(&mut self, part: Index) {
        if let Some(index) = self.index.get() {
            let mut index = Index::clone(index);
            index.take_part(part);
            self.index = Load::Ready(Rc::new(index));
        }
    }

    /// Whether the law waits for the index of its province.
    pub(super) fn waits_for_part(&self) -> bool {
        let place = self.place_of_law();
        matches!(self.law, Load::Busy) && place.is_some_and(|place| place.part().is_some())
    }

    /// Fetches the names of all places, where the index does not have them.
    pub(super) fn fetch_names(&mut self, wanted: bool) -> Vec<Effect> {
        let file = self.index.get().and_then(|index| index.names.clone());
        match (file, &self.names) {
            (Some(file), Load::Idle | Load::Failed(_)) if wanted => {
                self.names = Load::Busy;
                vec![Effect::FetchNames(file)]
            }
            (Some(_) | None, _) => Vec::new(),
        }
    }

    /// The names of all places came, or did not.
    pub(super) fn take_names(&mut self, result: Result<Index, Trouble>) {
        match (self.index.get(), result) {
            (Some(index), Ok(names)) => {
                let mut index = Index::clone(index);
                index.take_names(names);
                self.index = Load::Ready(Rc::new(index));
                self.names = Load::Idle;
            }
            (None, Ok(_)) => {}
            (_, Err(why)) => self.names = Load::Failed(why),
        }
    }

    /// The place whose files are the law of the chosen place, or the index that names them.
    pub(super) fn place_of_law(&self) -> Option<&IndexPlace> {
        let code = self.place.as_ref()?;
        match self.picked() {
            Some(place) => Some(place).filter(|place| place.pack.is_some()),
            None => self.index.get()?.province_of(code),
        }
    }

    /// Another place is wanted: what is still unread of this one's answers is put aside.
    pub(super) fn leave(&mut self) {
        if let (Some(place), Some(pending)) = (self.place.take(), self.pending.take()) {
            self.shelf.push((place, pending));
        }
        self.since = None;
    }

    pub(super) fn fetch_law(&mut self) -> Vec<Effect> {
        match self.place_of_law().cloned() {
            Some(place) => {
                self.law = Load::Busy;
                vec![Effect::FetchLaw(place)]
            }
            None => Vec::new(),
        }
    }

    /// Takes over what was answered in the place before, as far as this place asks the very same: a
    /// question about another place is worded otherwise. What is not taken over is told.
    fn carry_over(&mut self, law: &Law, left: &Left) {
        self.dropped.clear();
        for id in &left.trail {
            let Some((old, answer)) =
                (left.law.facts.get(usize::from(*id))).zip(left.answers.get(*id))
            else {
                continue;
            };
            match law.fact_answered(&old.id) {
                Some((id, new)) if (&new.ask, &new.kind) == (&old.ask, &old.kind) => {
                    if self.answers.get(id).is_none() {
                        self.answers.set(id, answer.clone());
                        self.trail.push(id);
                    }
                }
                Some(_) | None => self.dropped.push(old.label.clone()),
            }
        }
    }

    /// The short names of questions whose kept answers could not be read, as far as they are still
    /// open, and how many more there are that this place does not ask.
    #[must_use]
    pub fn unread(&self) -> (Vec<&str>, usize) {
        let Some(law) = self.law() else {
            return (Vec::new(), 0);
        };
        let (mut open, mut unknown) = (Vec::new(), 0);
        for error in &self.unread {
            let name = error.field.split(['[', '.']).next().unwrap_or_default();
            match law.fact_answered(name) {
                None => unknown += 1,
                Some((id, fact)) if self.answers.get(id).is_none() => {
                    if !open.contains(&fact.label.as_str()) {
                        open.push(fact.label.as_str());
                    }
                }
                Some(_) => {}
            }
        }
        (open, unknown)
    }
}
