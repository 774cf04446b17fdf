//! Everything that the app knows, and how each action changes it. No browser in here: what is to
//! be done outside comes back as [`Effect`]s.

use crate::MONTHS;
use crate::draft::{Change, Draft, read_record};
use crate::loan;
use crate::route::{Screen, Then};
use crate::say::{Group, is_own, worth_asking};
use crate::store::{self, Stored};
use crate::view::View;
use huice_core::ir::{Fact, FactId, FactKind, Law, Role};
use huice_core::{Answer, Answers, Date, Decimal};
use huice_pack::{Index, IndexPlace};
use std::rc::Rc;

/// Something that has to be fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Load<T> {
    /// Not asked for.
    Idle,
    /// On its way.
    Busy,
    /// Did not come: why, for a technician.
    Failed(String),
    /// Here.
    Ready(Rc<T>),
}

impl<T> Load<T> {
    /// The thing, where it is here.
    #[must_use]
    pub fn get(&self) -> Option<&Rc<T>> {
        match self {
            Self::Ready(thing) => Some(thing),
            Self::Idle | Self::Busy | Self::Failed(_) => None,
        }
    }
}

/// Size of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Size {
    /// 17 px.
    #[default]
    Normal,
    /// 20 px.
    Large,
    /// 24 px: 长辈版.
    Elder,
}

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the device says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// How it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Display {
    /// Size of the text.
    pub size: Size,
    /// Light or dark.
    pub theme: Theme,
    /// Strong contrast.
    pub high: bool,
}

/// A record that is being filled in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RecordDraft {
    /// Which one it replaces; none for a new one.
    pub at: Option<usize>,
    /// One draft a field.
    pub fields: Vec<Draft>,
    /// What is wrong, by field.
    pub wrong: Vec<(usize, String)>,
}

/// What somebody did.
#[derive(Debug, Clone)]
pub enum Action {
    /// Fetch again what failed.
    Retry,
    /// The search field changed.
    Search(String),
    /// A place was picked, by code.
    Pick(String),
    /// Another place is wanted.
    Unpick,
    /// A role was switched on or off.
    Role(Role),
    /// The day of calculation is to be changed, or not after all.
    DayOpen,
    /// A part of the day of calculation changed.
    Day(Change),
    /// Begin with the questions.
    Start,
    /// The address changed from outside: a link, back, forward.
    Arrived(String),
    /// Go back one screen.
    Back,
    /// A question was answered with one tap.
    Answer(Answer),
    /// A field of the question changed.
    Edit(Change),
    /// A field of the record changed.
    EditField(usize, Change),
    /// The fields of the question are done.
    Submit,
    /// A new record.
    AddRecord,
    /// Change a record.
    EditRecord(usize),
    /// Take a record away.
    RemoveRecord(usize),
    /// The record is done.
    SaveRecord,
    /// The record is not wanted.
    DropRecord,
    /// A card was opened or closed.
    Card(u16),
    /// A group was opened or closed.
    Fold(Fold),
    /// Only what this role would look for, or everything of all chosen roles.
    Filter(Option<Role>),
    /// The catalogue's search field changed.
    Find(String),
    /// Only this group in the catalogue, or all.
    Only(Option<Group>),
    /// A field of the loan changed.
    Loan(loan::Change),
    /// Forget everything.
    Clear,
    /// Another look.
    Look(Display),
    /// Copy the plain text.
    Copy,
}

/// A part of the results that opens and closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fold {
    /// A group.
    Group(Group),
    /// Services, duties, explanations.
    Services,
    /// What none of the chosen roles would look for.
    Others,
    /// Items whose text is lost.
    Missing,
}

/// What is to be done outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Fetch the index.
    FetchIndex,
    /// Fetch the law of a place.
    FetchLaw(IndexPlace),
    /// A new address.
    Push(String),
    /// The same entry, another address.
    Replace(String),
    /// One entry back; where there is none, this address.
    Back(String),
    /// Keep the session.
    Save,
    /// Forget the session.
    Forget,
    /// Put the focus on the element with this id.
    Focus(String),
    /// Show the look.
    Look,
    /// Copy the plain text.
    Copy,
}

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
    pub law: Load<Law>,
    /// Code of the picked place.
    pub place: Option<String>,
    /// The search field.
    pub search: String,
    /// Roles, in the order of [`crate::say::ROLES`].
    pub roles: Vec<Role>,
    /// Answers.
    pub answers: Answers,
    /// Questions in the order in which they were answered.
    pub trail: Vec<FactId>,
    /// What is shown.
    pub screen: Screen,
    /// The fields of the question.
    pub draft: Draft,
    /// The record that is being filled in.
    pub record: Option<RecordDraft>,
    /// The day that is being chosen.
    pub day: Option<Draft>,
    /// What is wrong, by the field.
    pub wrong: Option<String>,
    /// Open cards.
    pub open: Vec<u16>,
    /// Open parts of the results.
    pub folds: Vec<Fold>,
    /// Filter of the results.
    pub filter: Option<Role>,
    /// The catalogue's search field.
    pub find: String,
    /// Filter of the catalogue.
    pub only: Option<Group>,
    /// The loan that is being reckoned.
    pub loan: loan::Form,
    /// What follows from the answers; none without a law.
    pub view: Option<View>,
    /// What the last answer added to the certain sum.
    pub gain: Decimal,
    /// How it looks.
    pub display: Display,
    /// Whether copying worked, where it was tried.
    pub copied: Option<bool>,
    /// Begin as soon as the law is here.
    starting: bool,
    /// Where to go as soon as the law is here.
    resume: Option<String>,
    /// Answers to read as soon as the law is here.
    pending: Option<String>,
    /// Answers of places that were left.
    shelf: Vec<(String, String)>,
}

impl State {
    /// The beginning: today, the kept session, the address.
    #[must_use]
    pub fn new(today: Date, kept: Option<Stored>, hash: &str) -> Self {
        let kept = kept.unwrap_or_default();
        let screen = Screen::read(hash, None).unwrap_or(Screen::Start);
        Self {
            today,
            as_of: kept.day.unwrap_or(today),
            index: Load::Busy,
            law: Load::Idle,
            place: (!kept.place.is_empty()).then_some(kept.place),
            search: String::new(),
            roles: kept.roles,
            answers: Answers::new(),
            trail: Vec::new(),
            screen,
            draft: Draft::default(),
            record: None,
            day: None,
            wrong: None,
            open: Vec::new(),
            folds: Vec::new(),
            filter: None,
            find: String::new(),
            only: None,
            loan: loan::Form::default(),
            view: None,
            gain: Decimal::ZERO,
            display: Display::default(),
            copied: None,
            starting: false,
            resume: Screen::read(hash, None)
                .is_err_and(|later| later)
                .then(|| hash.to_owned()),
            pending: Some(kept.answers),
            shelf: Vec::new(),
        }
    }

    /// The law, where it is here.
    #[must_use]
    pub fn law(&self) -> Option<&Rc<Law>> {
        self.law.get()
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

    /// The session as text.
    #[must_use]
    pub fn kept(&self) -> String {
        let answers = match (self.law(), &self.pending) {
            (Some(law), None) => store::write_answers(law, &self.answers),
            (_, pending) => pending.clone().unwrap_or_default(),
        };
        let day = (self.as_of != self.today).then_some(self.as_of);
        store::write(
            self.place.as_deref().unwrap_or(""),
            day,
            &self.roles,
            &answers,
        )
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
                self.place = None;
                self.starting = false;
                self.search.clear();
                vec![Effect::Focus("place".into())]
            }
            Action::Role(role) => self.role(role),
            Action::DayOpen => {
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
                Vec::new()
            }
            Action::Day(change) => self.change_day(change),
            Action::Start => self.start(),
            Action::Arrived(hash) => self.arrived(&hash),
            Action::Back => vec![Effect::Back(self.before().hash(self.law().map(Rc::as_ref)))],
            Action::Answer(answer) => self.answer(answer),
            Action::Edit(change) => {
                self.draft.change(change);
                self.wrong = None;
                Vec::new()
            }
            Action::EditField(at, change) => {
                if let Some(record) = &mut self.record {
                    if let Some(field) = record.fields.get_mut(at) {
                        field.change(change);
                    }
                    record.wrong.clear();
                }
                Vec::new()
            }
            Action::Submit => self.submit(),
            Action::AddRecord => self.open_record(None),
            Action::EditRecord(at) => self.open_record(Some(at)),
            Action::RemoveRecord(at) => self.remove_record(at),
            Action::SaveRecord => self.save_record(),
            Action::DropRecord => {
                self.record = None;
                vec![Effect::Focus("h".into())]
            }
            Action::Card(at) => {
                toggle(&mut self.open, at);
                Vec::new()
            }
            Action::Fold(fold) => {
                toggle(&mut self.folds, fold);
                Vec::new()
            }
            Action::Filter(role) => {
                self.filter = role;
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
                if MONTHS {
                    self.loan.change(change);
                }
                Vec::new()
            }
            Action::Clear => self.clear(),
            Action::Copy => vec![Effect::Copy],
            Action::Look(display) => {
                self.display = display;
                vec![Effect::Look]
            }
        }
    }

    /// The index came, or did not.
    pub fn index_came(&mut self, result: Result<Index, String>) -> Vec<Effect> {
        match result {
            Ok(index) => self.index = Load::Ready(Rc::new(index)),
            Err(why) => {
                self.index = Load::Failed(why);
                return Vec::new();
            }
        }
        if self.place.is_some() && self.picked().is_none() {
            self.place = None;
        }
        if self.place.is_none() && self.resume.take().is_some() {
            return vec![Effect::Replace("#/".into())];
        }
        self.fetch_law()
    }

    fn fetch_law(&mut self) -> Vec<Effect> {
        let found = self.picked().filter(|place| place.pack.is_some());
        match found.cloned() {
            Some(place) => {
                self.law = Load::Busy;
                vec![Effect::FetchLaw(place)]
            }
            None => Vec::new(),
        }
    }

    /// The law of a place came, or did not.
    pub fn law_came(&mut self, code: &str, result: Result<Law, String>) -> Vec<Effect> {
        if self.place.as_deref() != Some(code) {
            return Vec::new();
        }
        let law = match result {
            Ok(law) => Rc::new(law),
            Err(why) => {
                self.law = Load::Failed(why);
                return Vec::new();
            }
        };
        let kept = self.pending.take().unwrap_or_default();
        self.answers = store::parse_answers(&law, &kept);
        self.trail = self.answers.iter().map(|(id, _)| id).collect();
        self.law = Load::Ready(law);
        self.settle();
        let mut effects = vec![Effect::Save];
        if let Some(hash) = self.resume.take() {
            match Screen::read(&hash, self.law().map(Rc::as_ref)) {
                Ok(screen) => self.enter(screen),
                Err(_) => effects.push(Effect::Replace("#/".into())),
            }
        } else if std::mem::take(&mut self.starting) {
            effects.extend(self.next());
        }
        effects
    }

    fn retry(&mut self) -> Vec<Effect> {
        if matches!(self.index, Load::Failed(_)) {
            self.index = Load::Busy;
            return vec![Effect::FetchIndex];
        }
        self.fetch_law()
    }

    fn pick(&mut self, code: String) -> Vec<Effect> {
        self.wrong = None;
        if let Some(law) = self.law.get()
            && law.place == code
        {
            self.place = Some(code);
            return vec![Effect::Save];
        }
        // Questions say 本市: an answer given for one place is no answer for another.
        if let (Some(law), None) = (self.law.get(), &self.pending) {
            let text = store::write_answers(law, &self.answers);
            self.shelf.push((law.place.clone(), text));
        }
        let kept = self.shelf.iter().position(|(place, _)| *place == code);
        self.pending = Some(
            kept.map(|at| self.shelf.swap_remove(at).1)
                .unwrap_or_default(),
        );
        self.answers = Answers::new();
        self.trail.clear();
        self.open.clear();
        self.folds.clear();
        self.gain = Decimal::ZERO;
        self.view = None;
        self.law = Load::Idle;
        self.place = Some(code);
        let mut effects = self.fetch_law();
        effects.push(Effect::Save);
        effects
    }

    fn role(&mut self, role: Role) -> Vec<Effect> {
        self.wrong = None;
        self.filter = None;
        toggle(&mut self.roles, role);
        self.settle();
        vec![Effect::Save]
    }

    fn change_day(&mut self, change: Change) -> Vec<Effect> {
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
                self.settle();
                vec![Effect::Save]
            }
            None => {
                self.wrong = Some("没有这一天，请再看看日期".into());
                vec![]
            }
        }
    }

    fn start(&mut self) -> Vec<Effect> {
        if self.place.is_none() || self.picked().is_some_and(|place| place.pack.is_none()) {
            self.wrong = Some("请先选一个有政策的地方".into());
            return vec![Effect::Focus("place".into())];
        }
        if self.roles.is_empty() {
            self.wrong = Some("请至少选一种身份".into());
            return vec![Effect::Focus("role-seeker".into())];
        }
        if self.wrong.is_some() {
            return vec![Effect::Focus("day-0".into())];
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

    /// The next question, or the results.
    fn next(&mut self) -> Vec<Effect> {
        let question = self.view.as_ref().and_then(|view| view.question.as_ref());
        let screen = question.map_or(Screen::Results, |q| Screen::Ask(q.fact, Then::Flow));
        self.go(screen)
    }

    fn go(&mut self, screen: Screen) -> Vec<Effect> {
        self.enter(screen);
        vec![Effect::Push(screen.hash(self.law().map(Rc::as_ref)))]
    }

    fn arrived(&mut self, hash: &str) -> Vec<Effect> {
        match Screen::read(hash, self.law().map(Rc::as_ref)) {
            Ok(screen) => {
                if screen != self.screen {
                    self.enter(screen);
                }
                Vec::new()
            }
            Err(_) => {
                vec![Effect::Replace(
                    self.screen.hash(self.law().map(Rc::as_ref)),
                )]
            }
        }
    }

    fn enter(&mut self, screen: Screen) {
        self.screen = screen;
        self.wrong = None;
        self.record = None;
        self.copied = None;
        self.starting = false;
        self.resume = None;
        if let Screen::Ask(id, _) = screen {
            let answer = self.answers.get(id).cloned();
            self.draft = self
                .fact(id)
                .map(|fact| Draft::of(fact, answer.as_ref()))
                .unwrap_or_default();
        }
    }

    /// The screen before this one, where the browser does not know.
    fn before(&self) -> Screen {
        match self.screen {
            Screen::Ask(_, Then::Review) => Screen::Review,
            Screen::Ask(_, Then::Results) => Screen::Results,
            Screen::Ask(id, Then::Flow) => {
                let before = match self.trail.iter().position(|f| *f == id) {
                    Some(at) => at.checked_sub(1).and_then(|at| self.trail.get(at)),
                    None => self.trail.last(),
                };
                before.map_or(Screen::Start, |fact| Screen::Ask(*fact, Then::Flow))
            }
            Screen::Review | Screen::Catalogue | Screen::Plan | Screen::Loan | Screen::Text
                if self.law().is_some() =>
            {
                Screen::Results
            }
            Screen::Results => {
                let last = self.trail.last();
                last.map_or(Screen::Start, |fact| Screen::Ask(*fact, Then::Flow))
            }
            Screen::Start
            | Screen::Review
            | Screen::Catalogue
            | Screen::Plan
            | Screen::Loan
            | Screen::Text
            | Screen::About
            | Screen::Display => Screen::Start,
        }
    }

    fn answer(&mut self, answer: Answer) -> Vec<Effect> {
        let Screen::Ask(id, then) = self.screen else {
            return Vec::new();
        };
        self.give(id, answer);
        let mut effects = match then {
            Then::Flow => self.next(),
            Then::Review => self.go(Screen::Review),
            Then::Results => self.go(Screen::Results),
        };
        effects.push(Effect::Save);
        effects
    }

    /// Notes an answer and works out what follows.
    fn give(&mut self, id: FactId, answer: Answer) {
        let certain = |view: &Option<View>| view.as_ref().map_or(Decimal::ZERO, |v| v.own.certain);
        let before = certain(&self.view);
        self.answers.set(id, answer);
        if !self.trail.contains(&id) {
            self.trail.push(id);
        }
        self.settle();
        self.gain = huice_core::number::subtract(certain(&self.view), before).unwrap_or_default();
    }

    fn submit(&mut self) -> Vec<Effect> {
        let Screen::Ask(id, _) = self.screen else {
            return Vec::new();
        };
        let Some(fact) = self.fact(id).cloned() else {
            return Vec::new();
        };
        if matches!(fact.kind, FactKind::Records { .. }) {
            if self.record.is_some() {
                let mut effects = self.save_record();
                if self.record.is_some() {
                    return effects;
                }
                effects.clear();
            }
            return match self.answers.get(id).cloned() {
                Some(Answer::Records(records)) => self.answer(Answer::Records(records)),
                Some(_) | None => {
                    self.wrong = Some("还没有填；没有就选“没有”".into());
                    vec![Effect::Focus("wrong".into())]
                }
            };
        }
        match self.draft.read(&fact) {
            Ok(answer) => self.answer(answer),
            Err(say) => {
                self.wrong = Some(say);
                vec![Effect::Focus("wrong".into())]
            }
        }
    }

    /// The records of the question that is shown.
    #[must_use]
    pub fn records(&self) -> &[huice_core::ByPosition<Answer>] {
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
            | Screen::Loan
            | Screen::Text
            | Screen::About
            | Screen::Display => &[],
        }
    }

    fn fields(&self) -> Vec<Fact> {
        let Screen::Ask(id, _) = self.screen else {
            return Vec::new();
        };
        match self.fact(id).map(|fact| &fact.kind) {
            Some(FactKind::Records { fields, .. }) => fields.clone(),
            Some(_) | None => Vec::new(),
        }
    }

    fn open_record(&mut self, at: Option<usize>) -> Vec<Effect> {
        // Whatever is half filled in is kept if it can be read.
        if self.record.is_some() {
            self.save_record();
            if self.record.is_some() {
                return vec![Effect::Focus("record".into())];
            }
        }
        self.wrong = None;
        let fields = self.fields();
        let old = at.and_then(|at| self.records().get(at));
        let drafts = fields
            .iter()
            .zip(0u16..)
            .map(|(fact, n)| Draft::of(fact, old.and_then(|record| record.get(&n))))
            .collect();
        self.record = Some(RecordDraft {
            at,
            fields: drafts,
            wrong: Vec::new(),
        });
        vec![Effect::Focus("record".into())]
    }

    fn save_record(&mut self) -> Vec<Effect> {
        let Screen::Ask(id, _) = self.screen else {
            return Vec::new();
        };
        let fields = self.fields();
        let Some(record) = &mut self.record else {
            return Vec::new();
        };
        match read_record(&fields, &record.fields) {
            Ok(read) => {
                let mut records = self.records().to_vec();
                match self.record.take().and_then(|record| record.at) {
                    Some(at) if at < records.len() => {
                        if let Some(place) = records.get_mut(at) {
                            *place = read;
                        }
                    }
                    Some(_) | None => records.push(read),
                }
                self.give(id, Answer::Records(records));
                vec![Effect::Save, Effect::Focus("records".into())]
            }
            Err(wrong) => {
                let first = wrong.first().map_or(0, |(at, _)| *at);
                record.wrong = wrong;
                vec![Effect::Focus(format!("wrong-{first}"))]
            }
        }
    }

    fn remove_record(&mut self, at: usize) -> Vec<Effect> {
        let Screen::Ask(id, _) = self.screen else {
            return Vec::new();
        };
        let mut records = self.records().to_vec();
        if at < records.len() {
            records.remove(at);
        }
        self.record = None;
        if records.is_empty() {
            self.answers.unset(id);
            self.trail.retain(|fact| *fact != id);
            self.settle();
        } else {
            self.give(id, Answer::Records(records));
        }
        vec![Effect::Save, Effect::Focus("h".into())]
    }

    fn clear(&mut self) -> Vec<Effect> {
        let fresh = Self {
            index: self.index.clone(),
            display: self.display,
            pending: None,
            resume: None,
            ..Self::new(self.today, None, "#/")
        };
        *self = fresh;
        vec![Effect::Forget, Effect::Push("#/".into())]
    }

    /// Whether an instrument is something that one of the chosen roles would look for.
    #[must_use]
    pub fn is_mine(&self, roles: &[Role]) -> bool {
        self.roles.is_empty() || roles.iter().any(|role| self.roles.contains(role))
    }

    /// Works out again what follows from the answers.
    fn settle(&mut self) {
        let Some(law) = self.law.get().cloned() else {
            return;
        };
        let asked = |at: u16| {
            let instrument = law.instruments.get(usize::from(at));
            instrument.is_some_and(|i| self.is_mine(&i.roles) && worth_asking(i.kind))
        };
        let own = |to| is_own(to, &self.roles);
        self.view = Some(View::new(&law, self.as_of, &self.answers, &asked, &own));
    }
}

/// Takes an item out of a list in order, or puts it in.
pub fn toggle<T: Ord>(list: &mut Vec<T>, item: T) {
    match list.binary_search(&item) {
        Ok(at) => drop(list.remove(at)),
        Err(at) => list.insert(at, item),
    }
}

#[cfg(test)]
#[path = "state_tests.rs"]
mod tests;
