//! The session: who asks, where, on which day, and what has been answered.

use super::Load;
use crate::link::Link;
use crate::saved_session::{self, Stored};
use huice_core::ir::{Fact, FactId, ListSort, Role};
use huice_core::text::contains;
use huice_core::{Answers, CompiledLaw, Date};
use huice_pack::{Index, IndexPlace};
use huice_zh::read::AnswerError;
use std::rc::Rc;

/// What somebody has entered, and the law that it is held against.
#[derive(Debug, Clone)]
pub struct Session {
    /// Today, as the device says.
    pub today: Date,
    /// Day of calculation.
    pub as_of: Date,
    /// Places.
    pub index: Load<Index>,
    /// Whether the names of all places are on their way, or why they did not come. Where the index
    /// names every place itself they are not asked for.
    pub names: Load<()>,
    /// The law of the picked place.
    pub law: Load<CompiledLaw>,
    /// Code of the picked place.
    pub place: Option<String>,
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
    /// The short names of answers that the new place has no use for.
    pub dropped: Vec<String>,
    /// What a link brought, while it is not known whether it may take the place of what was
    /// entered before.
    pub offer: Option<Link>,
    /// Why a link cannot be opened.
    pub refused: Option<&'static str>,
    /// By which law a link was made and what came out, with `.` between them.
    pub since: Option<String>,
    /// The day that was today before today moved on under the answers, until it is noticed.
    pub moved_from: Option<Date>,
    /// Whether the person has agreed that the answers are kept on the device.
    pub keeps: bool,
    /// What was kept on the device, until the person says whether to go on with it.
    pub kept_before: Option<Stored>,
    /// Whether the browser refused to keep the answers.
    pub not_kept: bool,
    /// Answers to read as soon as the law is here.
    pub(super) pending: Option<String>,
    /// Answers of places that were left.
    pub(super) shelf: Vec<(String, String)>,
    /// What was answered in the place that has just been left.
    pub(super) left: Option<Left>,
}

/// What was answered in a place.
#[derive(Debug, Clone)]
pub(super) struct Left {
    pub law: Rc<CompiledLaw>,
    pub answers: Answers,
    pub trail: Vec<FactId>,
}

/// What is entered changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SessionAction {
    /// A goal was named or taken back, by its id.
    Goal(String),
    /// All goals were named, or taken back.
    EveryGoal,
    /// It is this day now.
    Today(Date),
}

impl Session {
    /// The beginning: today, and what was kept. The law is not here yet.
    #[must_use]
    pub fn new(today: Date, kept: Stored) -> Self {
        let kept_today = kept.kept_on.is_none_or(|day| day == today);
        let moved_from = kept.kept_on.filter(|_| !kept_today && kept.day.is_none());
        let mut session = Self {
            today,
            as_of: kept.day.unwrap_or(today),
            index: Load::Busy,
            names: Load::Idle,
            law: Load::Idle,
            place: (!kept.place.is_empty()).then_some(kept.place),
            wanted: Vec::new(),
            roles: Vec::new(),
            answers: Answers::new(),
            trail: Vec::new(),
            unread: Vec::new(),
            dropped: Vec::new(),
            offer: None,
            refused: None,
            since: saved_session::since(&kept.answers),
            moved_from: moved_from.filter(|_| contains(&kept.answers, "=")),
            keeps: false,
            kept_before: None,
            not_kept: false,
            pending: Some(kept.answers),
            shelf: Vec::new(),
            left: None,
        };
        session.set_wanted(kept.wanted);
        session
    }

    /// Takes an action. Whether anything has changed: then what follows from it is worked out again,
    /// and the session is kept.
    pub fn reduce(&mut self, action: SessionAction) -> bool {
        match action {
            SessionAction::Goal(id) => self.switch_goal(&id),
            SessionAction::EveryGoal => self.switch_all_goals(),
            SessionAction::Today(today) => return self.day_moves(today),
        }
        true
    }

    /// Midnight has passed. Who has chosen a day keeps it; otherwise it is computed for the new
    /// today, and the person is told.
    fn day_moves(&mut self, today: Date) -> bool {
        if today == self.today {
            return false;
        }
        let before = std::mem::replace(&mut self.today, today);
        if self.as_of == before {
            self.as_of = today;
            self.moved_from = (!self.answers.is_empty()).then_some(before);
        }
        true
    }

    /// The law, where it is here.
    #[must_use]
    pub fn law(&self) -> Option<&Rc<CompiledLaw>> {
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
        let places = &self.index.get()?.places;
        places.iter().find(|place| place.code == *code)
    }

    /// Whether these facts are the rows of a list to tick.
    #[must_use]
    pub fn is_ticked(&self, page: &[FactId]) -> bool {
        let first = page.first().and_then(|id| self.fact(*id));
        first.and_then(Fact::list_sort) == Some(ListSort::Ticks)
    }

    /// Nothing is answered any more, and the law is still to come.
    pub(super) fn begin_anew(&mut self) {
        self.answers = Answers::new();
        self.trail.clear();
        self.unread.clear();
        self.law = Load::Idle;
    }

    /// Whether the device's clock cannot be right: the law was checked on a later day. It matters
    /// as long as nobody has chosen a day.
    #[must_use]
    pub fn is_clock_wrong(&self) -> bool {
        self.as_of == self.today && self.checked() > Some(self.today)
    }

    /// A day that has surely been reached, by which lists of years are made: the device's clock may
    /// be years behind.
    #[must_use]
    pub fn latest_day(&self) -> Date {
        let days = [self.today, self.as_of].into_iter();
        days.chain(self.checked()).max().unwrap_or(self.today)
    }

    /// The day on which the law was last checked.
    fn checked(&self) -> Option<Date> {
        let documents = self.law().into_iter().flat_map(|law| &law.documents);
        documents.map(|document| document.checked).max()
    }
}
