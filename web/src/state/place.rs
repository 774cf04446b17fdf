//! Before the first question: the place and its law, the roles, the day.

use super::{Change, Draft, Effect, Left, Load, Screen, State, Trouble};
use crate::embed::Limits;
use crate::saved_session;
use huice_core::CompiledLaw;
use huice_core::ir::Law;
use huice_core::{Answers, Date, Decimal};
use huice_pack::{Index, IndexPlace};
use std::rc::Rc;

impl State {
    /// The index came, or did not.
    pub fn index_came(&mut self, result: Result<Index, Trouble>) -> Vec<Effect> {
        match result {
            Ok(index) => {
                self.index = Load::Ready(Rc::new(index));
                let wanted = std::mem::take(&mut self.wanted);
                self.set_wanted(wanted);
            }
            Err(why) => {
                self.index = Load::Failed(why);
                return Vec::new();
            }
        }
        let listed = self.limits.as_ref().is_some_and(Limits::names_places);
        let mut effects = self.fetch_names(listed);
        effects.extend(self.go_on());
        effects
    }

    /// Fetches what the chosen place needs, if there is such a place.
    fn go_on(&mut self) -> Vec<Effect> {
        let known = self.picked().or_else(|| self.place_of_law()).is_some();
        let offered = self.place.as_ref().is_some_and(|code| self.offers(code));
        if !known || !offered {
            self.place = None;
        }
        if self.place.is_none() && self.resume.take().is_some() {
            return vec![Effect::Replace("#/".into())];
        }
        self.fetch_law()
    }

    /// The index of a province came, or did not.
    pub fn part_came(&mut self, result: Result<Index, Trouble>) -> Vec<Effect> {
        let waits = matches!(self.law, Load::Busy)
            && self
                .place_of_law()
                .is_some_and(|place| place.part().is_some());
        let (Some(index), Ok(part)) = (self.index.get(), &result) else {
            if let (true, Err(why)) = (waits, result) {
                self.law = Load::Failed(why);
            }
            return Vec::new();
        };
        let mut index = Index::clone(index);
        index.take_part(part.clone());
        self.index = Load::Ready(Rc::new(index));
        // Somebody may have gone on to another province in the meantime.
        if !waits
            || self
                .place_of_law()
                .is_some_and(|place| place.part().is_some())
        {
            return Vec::new();
        }
        self.law = Load::Idle;
        self.go_on()
    }

    /// Somebody types the name of a place: from now on all names are wanted.
    pub(super) fn search(&mut self, text: String) -> Vec<Effect> {
        let wanted = !text.is_empty();
        self.search = text;
        self.fetch_names(wanted)
    }

    fn fetch_names(&mut self, wanted: bool) -> Vec<Effect> {
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
    pub fn names_came(&mut self, result: Result<Index, Trouble>) -> Vec<Effect> {
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
        Vec::new()
    }

    /// The place whose files are the law of the chosen place, or the index that names them.
    fn place_of_law(&self) -> Option<&IndexPlace> {
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

    /// The law of a place came, or did not.
    pub fn law_came(&mut self, code: &str, result: Result<Law, Trouble>) -> Vec<Effect> {
        // What comes a second time would take the answers given since the first.
        if self.place.as_deref() != Some(code) || !matches!(self.law, Load::Busy) {
            return Vec::new();
        }
        let law = match result {
            Ok(law) => Rc::new(CompiledLaw::new(law)),
            Err(why) => {
                self.law = Load::Failed(why);
                return Vec::new();
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
        self.recompute();
        let mut effects = vec![Effect::Save, Effect::Store];
        if let Some(hash) = self.resume.take() {
            match Screen::read(&hash, self.law().map(|law| law.law())) {
                Ok(screen) => {
                    self.enter(screen);
                    effects.push(Effect::Replace(hash));
                }
                Err(_) => effects.push(Effect::Replace("#/".into())),
            }
        } else if std::mem::take(&mut self.starting) {
            effects.extend(if self.is_clock_wrong() {
                self.ask_for_the_day()
            } else {
                self.next()
            });
        }
        effects
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

    pub(super) fn retry(&mut self) -> Vec<Effect> {
        if matches!(self.index, Load::Failed(_)) {
            self.index = Load::Busy;
            return vec![Effect::FetchIndex];
        }
        self.fetch_law()
    }

    pub(super) fn pick(&mut self, code: String) -> Vec<Effect> {
        self.wrong = None;
        if let Some(law) = self.law.get()
            && law.place == code
        {
            self.place = Some(code);
            return vec![Effect::Save];
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
        self.answers = Answers::new();
        self.trail.clear();
        self.unread.clear();
        self.card = None;
        self.folds.clear();
        self.gain = Decimal::ZERO;
        self.view = None;
        self.law = Load::Idle;
        self.place = Some(code);
        let mut effects = self.fetch_law();
        effects.push(Effect::Save);
        effects
    }

    pub(super) fn change_day(&mut self, change: Change) -> Vec<Effect> {
        self.wrong = None;
        let Some(day) = &mut self.day else {
            return Vec::new();
        };
        day.change(change);
        let [year, month, number] = &day.date;
        let chosen = (year.parse().ok())
            .zip(month.parse().ok())
            .zip(number.parse().ok())
            .and_then(|((year, month), number)| Date::new(year, month, number));
        match chosen {
            Some(day) => {
                self.as_of = day;
                self.recompute();
                vec![Effect::Save]
            }
            None => {
                self.wrong = Some("没有这一天，请再看看日期".into());
                vec![]
            }
        }
    }

    /// Opens the choice of the day, since the device's own is not to be believed.
    fn ask_for_the_day(&mut self) -> Vec<Effect> {
        if self.day.is_none() {
            self.open_day();
        }
        self.wrong = Some("这台设备上的日期看着不对，请选今天是哪天".into());
        vec![Effect::Focus("day-0".into())]
    }

    /// Opens or closes the choice of the day of calculation.
    pub(super) fn open_day(&mut self) {
        self.day = match self.day {
            Some(_) => None,
            None => Some(Draft {
                date: [
                    self.as_of.year().to_string(),
                    self.as_of.month().to_string(),
                    self.as_of.day().to_string(),
                ],
                ..Draft::default()
            }),
        };
    }

    pub(super) fn start(&mut self) -> Vec<Effect> {
        if self.place.is_none() || self.picked().is_some_and(|place| place.pack.is_none()) {
            self.wrong = Some("请先选一个有政策的地方".into());
            return vec![Effect::Focus("place".into())];
        }
        if self.roles.is_empty() {
            self.wrong = Some("请至少选一样想办的事".into());
            return vec![Effect::Focus("goal-0".into())];
        }
        if self.wrong.is_some() {
            return vec![Effect::Focus("day-0".into())];
        }
        if self.is_clock_wrong() {
            return self.ask_for_the_day();
        }
        self.day = None;
        if self.law().is_some() {
            return self.next();
        }
        self.starting = true;
        match self.law {
            Load::Busy | Load::Ready(_) => Vec::new(),
            Load::Idle | Load::Failed(_) => self.fetch_law(),
        }
    }
}
