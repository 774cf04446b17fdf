//! Everything that the app knows, and how each action changes it: a part for each concern, with a
//! reducer of its own, and here what moves from part to part. No browser in here: what is to be done
//! outside comes back as [`Effect`]s.

mod action;
mod answer;
mod display;
mod effect;
mod flow;
mod form;
pub mod goals;
mod keeping;
mod link;
mod load;
mod navigation;
mod page;
mod place;
mod results;
mod session;
mod start;
mod unfinished;

pub use action::Action;
pub use display::{Display, DisplayAction, Size, Theme};
pub use effect::Effect;
pub use form::{Form, FormAction};
pub use link::{LinkDiff, law_mark};
pub use load::{Load, Trouble, is_page};
pub use navigation::{Navigation, NavigationAction};
pub use results::{Findings, Fold, ResultsAction};
pub use session::{Session, SessionAction};

use crate::draft::{Change, Draft, RecordDraft};
use crate::embed::Limits;
use crate::labels::{is_own, worth_asking};
use crate::results::Results;
use crate::route::{ReturnTo, Screen};
use crate::saved_session::{self, Stored};
use crate::site::Site;
use huice_core::Decision;
use huice_core::explain::{Explanation, explain_one};
use huice_core::ir::Kind;
use huice_core::{Answer, Answers, Date};

/// Everything that the app knows.
#[derive(Debug, Clone)]
pub struct State {
    /// Who asks, where, on which day, and what has been answered.
    pub session: Session,
    /// Which screen is shown.
    pub navigation: Navigation,
    /// What stands in the fields of the screen.
    pub form: Form,
    /// What follows from the answers.
    pub results: Findings,
    /// How it looks.
    pub display: Display,
    /// Who offers the site.
    pub site: Site,
    /// What a page around this one limits it to; nothing without one.
    pub limits: Option<Limits>,
    /// The day on which what is shown was stored, where there was no network to ask for news.
    pub stored_on: Option<String>,
}

impl State {
    /// The beginning: today, the kept session, the address.
    #[must_use]
    pub fn new(today: Date, kept: Option<Stored>, hash: &str) -> Self {
        let mut kept = kept.unwrap_or_default();
        let unfinished = std::mem::take(&mut kept.unfinished);
        let mut state = Self {
            session: Session::new(today, kept),
            navigation: Navigation::default(),
            form: Form {
                unfinished,
                ..Form::default()
            },
            results: Findings::default(),
            display: Display::default(),
            site: Site::default(),
            limits: None,
            stored_on: None,
        };
        match Screen::read(hash, None) {
            Ok(screen) => state.navigation.screen = screen,
            Err(true) => state.navigation.resume = Some(hash.to_owned()),
            // Nothing is fetched before the index is here.
            Err(false) => drop(state.linked(hash)),
        }
        state
    }

    /// The address of what is shown.
    #[must_use]
    pub fn hash(&self) -> String {
        self.address(self.navigation.screen)
    }

    /// The address of a screen.
    fn address(&self, screen: Screen) -> String {
        screen.hash(self.session.law().map(|law| law.law()))
    }

    /// The answers that count: all but those that gave way to others.
    #[must_use]
    pub fn counted_answers(&self) -> &Answers {
        self.results
            .view
            .as_ref()
            .map_or(&self.session.answers, Results::answers)
    }

    /// Why a decision is what it is.
    #[must_use]
    pub fn explain(&self, decision: &Decision) -> Explanation {
        let law = self.session.law();
        let found = law
            .and_then(|law| explain_one(law, self.session.as_of, self.counted_answers(), decision));
        found.unwrap_or_default()
    }

    /// The session as text.
    #[must_use]
    pub fn kept(&self) -> String {
        let session = &self.session;
        let answers = match (session.law(), &session.pending) {
            (Some(law), None) => {
                saved_session::write_answers(law, &session.answers, &session.trail)
            }
            (_, pending) => pending.clone().unwrap_or_default(),
        };
        let answers = match &session.since {
            Some(since) => format!("{answers}={since}\n"),
            None => answers,
        };
        saved_session::write(&Stored {
            place: session.place.clone().unwrap_or_default(),
            day: (session.as_of != session.today).then_some(session.as_of),
            kept_on: Some(session.today),
            wanted: session.wanted.clone(),
            answers,
            unfinished: self.forms(),
        })
    }

    /// Takes what a person did, unless it was meant for the screen before.
    pub fn press(&mut self, action: Action) -> Vec<Effect> {
        if self.navigation.fresh && action.leaves() {
            return Vec::new();
        }
        self.apply(action)
    }

    /// Takes an action; what is to be done outside comes back.
    pub fn apply(&mut self, action: impl Into<Action>) -> Vec<Effect> {
        match action.into() {
            Action::Session(action) => self.change_session(action),
            Action::Navigation(action) => self.navigation.reduce(action),
            Action::Form(action) => self.form.reduce(action),
            Action::Results(action) => {
                self.results.reduce(action);
                Vec::new()
            }
            Action::Display(action) => self.display.reduce(action),
            Action::Retry => self.retry(),
            Action::Search(text) => {
                let wanted = !text.is_empty();
                self.form.search = text;
                self.session.fetch_names(wanted)
            }
            Action::Pick(code) => self.pick(code),
            Action::Unpick => {
                self.session.leave();
                self.navigation.starting = false;
                self.form.search.clear();
                vec![Effect::Focus("place".into())]
            }
            Action::DayOpen => {
                self.form.open_day(self.session.as_of);
                Vec::new()
            }
            Action::Day(change) => self.change_day(change),
            Action::Start => self.start(),
            Action::Arrived(hash) => self.arrived(&hash),
            Action::Back => vec![Effect::Back(self.address(self.before()))],
            Action::Answer(answer) => self.answer(answer),
            Action::AnswerHere(id, answer) => {
                self.record_answers(vec![(id, answer)]);
                vec![Effect::Save, Effect::Focus("next".into())]
            }
            Action::Submit => self.submit(),
            Action::AddRecord => self.open_record(None),
            Action::EditRecord(at) => self.open_record(Some(at)),
            Action::RemoveRecord(at) => self.remove_record(at),
            Action::SaveRecord => self.save_record(),
            Action::Clear => self.clear(),
            Action::Copy(id) => vec![Effect::Copy(id)],
            Action::Print => vec![Effect::Print],
            Action::Reload => vec![Effect::Save, Effect::Reload],
            Action::Keep(keep) => self.keep(keep),
            Action::TakeUp(on) => self.take_up(on),
            Action::Take(take) => self.decide(take),
        }
    }

    /// Another goal or another day: all that follows is worked out again.
    fn change_session(&mut self, action: SessionAction) -> Vec<Effect> {
        if matches!(action, SessionAction::Goal(_) | SessionAction::EveryGoal) {
            self.form.wrong = None;
        }
        if !self.session.reduce(action) {
            return Vec::new();
        }
        self.recompute();
        vec![Effect::Save]
    }

    /// Forgets everything but the places, the look and what the site is.
    fn clear(&mut self) -> Vec<Effect> {
        let mut fresh = Self::new(self.session.today, None, "#/");
        fresh.session.index = self.session.index.clone();
        fresh.session.pending = None;
        fresh.display = self.display;
        fresh.limits = self.limits.clone();
        fresh.site = self.site.clone();
        fresh.stored_on = self.stored_on.clone();
        *self = fresh;
        vec![Effect::Forget, Effect::Push("#/".into())]
    }

    /// Whether things of this kind are looked at.
    #[must_use]
    pub fn looks_at(&self, kind: Kind) -> bool {
        self.limits.as_ref().is_none_or(|l| l.looks_at(kind))
    }

    /// Whether a place may be picked.
    #[must_use]
    pub fn offers(&self, code: &str) -> bool {
        self.limits.as_ref().is_none_or(|l| l.offers(code))
    }

    /// Works out again what follows from the answers.
    fn recompute(&mut self) {
        let Some(law) = self.session.law.get().cloned() else {
            return;
        };
        let before = self.results.view.take();
        let asked = |at: u16| {
            let instrument = law.instruments.get(usize::from(at));
            instrument.is_some_and(|i| {
                self.session.is_mine(i) && worth_asking(i.kind) && self.looks_at(i.kind)
            })
        };
        let own = |to| is_own(to, &self.session.roles);
        let day = (self.session.as_of, &self.session.answers);
        let view = Results::new(before, &law, day, &self.session.roles, &asked, &own);
        self.results.view = Some(view);
    }
}

#[cfg(test)]
mod tests;
