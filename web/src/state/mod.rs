//! Everything that the app knows, and how each action changes it. No browser in here: what is to
//! be done outside comes back as [`Effect`]s.

mod answer;
mod form;
pub mod goals;
mod keeping;
mod link;
mod navigation;
mod page;
mod place;
mod session;
mod types;

pub use link::{LinkDiff, law_mark};
pub use types::{Action, Display, Effect, Fold, Load, RecordDraft, Size, Theme, Trouble, is_page};

use crate::draft::{Change, Draft, toggle};
use crate::embed::Limits;
use crate::labels::{Group, is_own, worth_asking};
use crate::link::Link;
use crate::loan;
use crate::results::Results;
use crate::route::{ReturnTo, Screen};
use crate::saved_session::{self, Stored};
use crate::site::Site;
use huice_core::explain::{Explanation, explain_one};
use huice_core::ir::{Fact, FactId, Kind, Role};
use huice_core::{Answer, Answers, Date, Decimal};
use huice_core::{CompiledLaw, Decision};
use huice_pack::{Index, IndexPlace};
use huice_zh::read::AnswerError;
use std::rc::Rc;

/// Everything that the app knows.
#[derive(Debug, Clone)]
pub struct State {
    /// Today, as the device says.
    pub today: Date,
    /// Day of calculation.
    pub as_of: Date,
    /// Places.
    pub index: Load<Index>,
    /// The law of the picked place.
    pub law: Load<CompiledLaw>,
    /// Code of the picked place.
    pub place: Option<String>,
    /// The search field.
    pub search: String,
    /// What was named at the start: goals, and roles for which there is no goal.
    pub wanted: Vec<String>,
    /// The roles that follow from it, in the order of [`crate::labels::ROLES`].
    pub roles: Vec<Role>,
    /// Answers.
    pub answers: Answers,
    /// Questions in the order in which they were answered.
    pub trail: Vec<FactId>,
    /// Answers of a link or a kept session that could not be read.
    pub unread: Vec<AnswerError>,
    /// Who offers the site.
    pub site: Site,
    /// What is shown.
    pub screen: Screen,
    /// The fields of the question.
    pub draft: Draft,
    /// The record that is being filled in.
    pub record: Option<RecordDraft>,
    /// Whether the screen has only just come: a press was meant for the one before.
    pub fresh: bool,
    /// Whether something was put into the form that is shown, and not taken as an answer yet.
    touched: bool,
    /// Forms that were left before they were done, by the names of their questions; see
    /// [`crate::unfinished`].
    pub unfinished: Vec<(String, String)>,
    /// The day that is being chosen.
    pub day: Option<Draft>,
    /// What is wrong with the place, the roles or the day.
    pub wrong: Option<String>,
    /// The card that was opened last.
    pub card: Option<u16>,
    /// Open parts of the results.
    pub folds: Vec<Fold>,
    /// The catalogue's search field.
    pub find: String,
    /// Filter of the catalogue.
    pub only: Option<Group>,
    /// The loan that is being computed.
    pub loan: loan::Form,
    /// What follows from the answers; none without a law.
    pub view: Option<Results>,
    /// What the last answer added to the certain sum.
    pub gain: Decimal,
    /// Whether the last answer settled all that is about money.
    settled: bool,
    /// How it looks.
    pub display: Display,
    /// Whether copying worked, where it was tried.
    pub copied: Option<bool>,
    /// What a link brought, while it is not known whether it may take the place of what was
    /// entered before.
    pub offer: Option<Link>,
    /// The day on which what is shown was stored, where there was no network to ask for news.
    pub stored_on: Option<String>,
    /// The day that was today before today moved on under the answers, until it is noticed.
    pub moved_from: Option<Date>,
    /// Why a link cannot be opened.
    pub refused: Option<&'static str>,
    /// By which law a link was made and what came out, with `.` between them.
    pub since: Option<String>,
    /// What a page around this one limits it to; nothing without one.
    pub limits: Option<Limits>,
    /// Whether the person has agreed that the answers are kept on the device.
    pub keeps: bool,
    /// What was kept on the device, until the person says whether to go on with it.
    pub kept_before: Option<Stored>,
    /// Whether the browser refused to keep the answers.
    pub not_kept: bool,
    /// Begin as soon as the law is here.
    starting: bool,
    /// Where to go as soon as the law is here.
    resume: Option<String>,
    /// Answers to read as soon as the law is here.
    pending: Option<String>,
    /// Answers of places that were left.
    shelf: Vec<(String, String)>,
    /// What was answered in the place that has just been left.
    left: Option<Left>,
    /// The short names of answers that the new place has no use for.
    pub dropped: Vec<String>,
}

/// What was answered in a place.
#[derive(Debug, Clone)]
struct Left {
    law: Rc<CompiledLaw>,
    answers: Answers,
    trail: Vec<FactId>,
}

impl State {
    /// The address of what is shown.
    #[must_use]
    pub fn hash(&self) -> String {
        self.screen.hash(self.law().map(|law| law.law()))
    }

    /// The law, where it is here.
    #[must_use]
    pub fn law(&self) -> Option<&Rc<CompiledLaw>> {
        self.law.get()
    }

    /// The answers that count: all but those that gave way to others.
    #[must_use]
    pub fn counted_answers(&self) -> &Answers {
        self.view.as_ref().map_or(&self.answers, Results::answers)
    }

    /// Why a decision is what it is.
    #[must_use]
    pub fn explain(&self, decision: &Decision) -> Explanation {
        let law = self.law();
        let found =
            law.and_then(|law| explain_one(law, self.as_of, self.counted_answers(), decision));
        found.unwrap_or_default()
    }

    /// A fact of the law.
    #[must_use]
    pub fn fact(&self, id: FactId) -> Option<&Fact> {
        self.law()?.facts.get(usize::from(id))
    }

    /// The picked place.
    #[must_use]
    pub fn picked(&self) -> Option<&IndexPlace> {
        let code = self.place.as_ref()?;
        self.index
            .get()?
            .places
            .iter()
            .find(|place| place.code == *code)
    }

    /// Whether a screen waits for the law.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.starting || self.resume.is_some()
    }

    /// Whether the screen that was asked for waits for the law.
    #[must_use]
    pub fn is_resuming(&self) -> bool {
        self.resume.is_some()
    }

    /// Takes what a person did, unless it was meant for the screen before.
    pub fn press(&mut self, action: Action) -> Vec<Effect> {
        if self.fresh && action.leaves() {
            return Vec::new();
        }
        self.apply(action)
    }

    /// Takes an action; what is to be done outside comes back.
    pub fn apply(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Retry => self.retry(),
            Action::Search(text) => {
                self.search = text;
                Vec::new()
            }
            Action::Pick(code) => self.pick(code),
            Action::Unpick => {
                self.leave();
                self.starting = false;
                self.search.clear();
                vec![Effect::Focus("place".into())]
            }
            Action::Goal(id) => self.goal(&id),
            Action::EveryGoal => self.every_goal(),
            Action::DayOpen => {
                self.open_day();
                Vec::new()
            }
            Action::Day(change) => self.change_day(change),
            Action::Start => self.start(),
            Action::Arrived(hash) => self.arrived(&hash),
            Action::Back => vec![Effect::Back(
                self.before().hash(self.law().map(|law| law.law())),
            )],
            Action::Answer(answer) => self.answer(answer),
            Action::AnswerHere(id, answer) => {
                self.record_answers(vec![(id, answer)]);
                vec![Effect::Save, Effect::Focus("next".into())]
            }
            Action::Edit(change) => {
                self.draft.change(change);
                self.touch()
            }
            Action::EditField(at, change) => {
                if let Some(record) = &mut self.record
                    && let Some(field) = record.fields.get_mut(at)
                {
                    field.change(change);
                    record.none = false;
                    record.too_early = false;
                }
                self.touch()
            }
            Action::NoneOf => {
                self.none_of();
                self.touch()
            }
            Action::See(field) => vec![Effect::Focus(field)],
            Action::Submit => self.submit(),
            Action::AddRecord => self.open_record(None),
            Action::EditRecord(at) => self.open_record(Some(at)),
            Action::RemoveRecord(at) => self.remove_record(at),
            Action::SaveRecord => self.save_record(),
            Action::DropRecord => {
                self.record = None;
                self.touched = false;
                vec![Effect::Focus("h".into())]
            }
            Action::Fold(fold) => {
                toggle(&mut self.folds, fold);
                Vec::new()
            }
            Action::Find(text) => {
                self.find = text;
                Vec::new()
            }
            Action::Only(group) => {
                self.only = group;
                Vec::new()
            }
            Action::Loan(change) => {
                self.loan.change(change);
                Vec::new()
            }
            Action::Clear => self.clear(),
            Action::Copy(id) => vec![Effect::Copy(id)],
            Action::Print => vec![Effect::Print],
            Action::Settled => {
                self.fresh = false;
                Vec::new()
            }
            Action::Today(today) => self.day_moves(today),
            Action::Reload => vec![Effect::Save, Effect::Reload],
            Action::Keep(keep) => self.keep(keep),
            Action::TakeUp(on) => self.take_up(on),
            Action::Take(take) => self.decide(take),
            Action::Look(display) => {
                self.display = display;
                vec![Effect::Look]
            }
        }
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
        let Some(law) = self.law.get().cloned() else {
            return;
        };
        let before = self.view.take();
        let asked = |at: u16| {
            let instrument = law.instruments.get(usize::from(at));
            instrument
                .is_some_and(|i| self.is_mine(i) && worth_asking(i.kind) && self.looks_at(i.kind))
        };
        let own = |to| is_own(to, &self.roles);
        let day = (self.as_of, &self.answers);
        let view = Results::new(before, &law, day, &self.roles, &asked, &own);
        self.view = Some(view);
    }
}

#[cfg(test)]
mod tests;
