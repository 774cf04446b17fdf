//! Before the first question: the place and its law, the goals, the day.

use super::{Change, Effect, Load, Screen, State, Trouble};
use crate::embed::Limits;
use huice_core::Date;
use huice_core::ir::Law;
use huice_pack::Index;

impl State {
    /// The index came, or did not.
    pub fn index_came(&mut self, result: Result<Index, Trouble>) -> Vec<Effect> {
        if !self.session.take_index(result) {
            return Vec::new();
        }
        let listed = self.limits.as_ref().is_some_and(Limits::names_places);
        let mut effects = self.session.fetch_names(listed);
        effects.extend(self.go_on());
        effects
    }

    /// Fetches what the chosen place needs, if there is such a place.
    fn go_on(&mut self) -> Vec<Effect> {
        let session = &self.session;
        let known = session.picked().or_else(|| session.place_of_law());
        let offered = session.place.as_ref().is_some_and(|code| self.offers(code));
        if known.is_none() || !offered {
            self.session.place = None;
        }
        if self.session.place.is_none() && self.navigation.resume.take().is_some() {
            return vec![Effect::Replace("#/".into())];
        }
        self.session.fetch_law()
    }

    /// The index of a province came, or did not.
    pub fn part_came(&mut self, result: Result<Index, Trouble>) -> Vec<Effect> {
        let waits = self.session.waits_for_part();
        match result {
            Ok(part) => self.session.take_part(part),
            Err(why) if waits => {
                self.session.law = Load::Failed(why);
                return Vec::new();
            }
            Err(_) => return Vec::new(),
        }
        // Somebody may have gone on to another province in the meantime.
        if !waits || self.session.waits_for_part() {
            return Vec::new();
        }
        self.session.law = Load::Idle;
        self.go_on()
    }

    /// The names of all places came, or did not.
    pub fn names_came(&mut self, result: Result<Index, Trouble>) -> Vec<Effect> {
        self.session.take_names(result);
        Vec::new()
    }

    /// The law of a place came, or did not.
    pub fn law_came(&mut self, code: &str, result: Result<Law, Trouble>) -> Vec<Effect> {
        // What comes a second time would take the answers given since the first.
        let waits = matches!(self.session.law, Load::Busy);
        if !waits || self.session.place.as_deref() != Some(code) || !self.session.take_law(result) {
            return Vec::new();
        }
        self.recompute();
        let mut effects = vec![Effect::Save, Effect::Store];
        if let Some(hash) = self.navigation.resume.take() {
            match Screen::read(&hash, self.session.law().map(|law| law.law())) {
                Ok(screen) => {
                    self.enter(screen);
                    effects.push(Effect::Replace(hash));
                }
                Err(_) => effects.push(Effect::Replace("#/".into())),
            }
        } else if std::mem::take(&mut self.navigation.starting) {
            effects.extend(if self.session.is_clock_wrong() {
                self.ask_for_the_day()
            } else {
                self.next()
            });
        }
        effects
    }

    pub(super) fn retry(&mut self) -> Vec<Effect> {
        if matches!(self.session.index, Load::Failed(_)) {
            self.session.index = Load::Busy;
            return vec![Effect::FetchIndex];
        }
        self.session.fetch_law()
    }

    pub(super) fn pick(&mut self, code: String) -> Vec<Effect> {
        self.form.wrong = None;
        let mut effects = Vec::new();
        if self.session.pick(code) {
            self.navigation.card = None;
            self.results.reset();
            effects = self.session.fetch_law();
        }
        effects.push(Effect::Save);
        effects
    }

    pub(super) fn change_day(&mut self, change: Change) -> Vec<Effect> {
        self.form.wrong = None;
        let Some(day) = &mut self.form.day else {
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
                self.session.as_of = day;
                self.recompute();
                vec![Effect::Save]
            }
            None => {
                self.form.wrong = Some("没有这一天，请再看看日期".into());
                vec![]
            }
        }
    }

    /// Opens the choice of the day, since the device's own is not to be believed.
    fn ask_for_the_day(&mut self) -> Vec<Effect> {
        if self.form.day.is_none() {
            self.form.open_day(self.session.as_of);
        }
        self.form.wrong = Some("这台设备上的日期看着不对，请选今天是哪天".into());
        vec![Effect::Focus("day-0".into())]
    }

    pub(super) fn start(&mut self) -> Vec<Effect> {
        if self.session.place.is_none()
            || self
                .session
                .picked()
                .is_some_and(|place| place.pack.is_none())
        {
            self.form.wrong = Some("请先选一个有政策的地方".into());
            return vec![Effect::Focus("place".into())];
        }
        if self.session.roles.is_empty() {
            self.form.wrong = Some("请至少选一样想办的事".into());
            return vec![Effect::Focus("goal-0".into())];
        }
        if self.form.wrong.is_some() {
            return vec![Effect::Focus("day-0".into())];
        }
        if self.session.is_clock_wrong() {
            return self.ask_for_the_day();
        }
        self.form.day = None;
        if self.session.law().is_some() {
            return self.next();
        }
        self.navigation.starting = true;
        match self.session.law {
            Load::Busy | Load::Ready(_) => Vec::new(),
            Load::Idle | Load::Failed(_) => self.session.fetch_law(),
        }
    }
}
