//! The session: how it begins, what is kept of it, how it ends.

use super::{
    Answers, Date, Decimal, Display, Draft, Effect, Load, Screen, Site, State, Stored, link, loan,
    saved_session,
};

impl State {
    /// The beginning: today, the kept session, the address.
    #[must_use]
    pub fn new(today: Date, kept: Option<Stored>, hash: &str) -> Self {
        let kept = kept.unwrap_or_default();
        let kept_today = kept.kept_on.is_none_or(|day| day == today);
        let moved_from = kept.kept_on.filter(|_| !kept_today && kept.day.is_none());
        let moved_from = moved_from.filter(|_| kept.answers.contains('='));
        let mut state = Self {
            today,
            as_of: kept.day.unwrap_or(today),
            index: Load::Busy,
            names: Load::Idle,
            law: Load::Idle,
            place: (!kept.place.is_empty()).then_some(kept.place),
            search: String::new(),
            wanted: Vec::new(),
            roles: Vec::new(),
            answers: Answers::new(),
            trail: Vec::new(),
            unread: Vec::new(),
            site: Site::default(),
            screen: Screen::Start,
            draft: Draft::default(),
            record: None,
            fresh: false,
            touched: false,
            unfinished: kept.unfinished,
            day: None,
            wrong: None,
            card: None,
            folds: Vec::new(),
            find: String::new(),
            only: None,
            loan: loan::Form::default(),
            view: None,
            gain: Decimal::ZERO,
            settled: false,
            display: Display::default(),
            copied: None,
            offer: None,
            stored_on: None,
            moved_from,
            refused: None,
            since: link::since(&kept.answers),
            limits: None,
            keeps: false,
            kept_before: None,
            not_kept: false,
            starting: false,
            resume: None,
            pending: Some(kept.answers),
            shelf: Vec::new(),
            left: None,
            dropped: Vec::new(),
        };
        state.set_wanted(kept.wanted);
        match Screen::read(hash, None) {
            Ok(screen) => state.screen = screen,
            Err(true) => state.resume = Some(hash.to_owned()),
            // Nothing is fetched before the index is here.
            Err(false) => drop(state.linked(hash)),
        }
        state
    }

    /// The session as text.
    #[must_use]
    pub fn kept(&self) -> String {
        let answers = match (self.law(), &self.pending) {
            (Some(law), None) => saved_session::write_answers(law, &self.answers, &self.trail),
            (_, pending) => pending.clone().unwrap_or_default(),
        };
        let answers = match &self.since {
            Some(since) => format!("{answers}={since}\n"),
            None => answers,
        };
        let day = (self.as_of != self.today).then_some(self.as_of);
        saved_session::write(&Stored {
            place: self.place.clone().unwrap_or_default(),
            day,
            kept_on: Some(self.today),
            wanted: self.wanted.clone(),
            answers,
            unfinished: self.forms(),
        })
    }

    /// Midnight has passed. Who has chosen a day keeps it; otherwise it is computed for the new
    /// today, and the person is told.
    pub(super) fn day_moves(&mut self, today: Date) -> Vec<Effect> {
        if today == self.today {
            return Vec::new();
        }
        let before = std::mem::replace(&mut self.today, today);
        if self.as_of == before {
            self.as_of = today;
            self.moved_from = (!self.answers.is_empty()).then_some(before);
            self.recompute();
        }
        vec![Effect::Save]
    }

    pub(super) fn clear(&mut self) -> Vec<Effect> {
        let fresh = Self {
            index: self.index.clone(),
            display: self.display,
            limits: self.limits.clone(),
            site: self.site.clone(),
            pending: None,
            resume: None,
            ..Self::new(self.today, None, "#/")
        };
        *self = fresh;
        vec![Effect::Forget, Effect::Push("#/".into())]
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
