//! Answers that are kept on the device, once the person has agreed, and taken up on another day.

use super::{Date, Effect, Load, Screen, State, Stored};
use crate::saved_session;

impl State {
    /// What was found on the device. Whoever has answers in this window is not asked about them; what
    /// nobody has opened for too long goes.
    pub fn found(&mut self, stored: Stored) -> Vec<Effect> {
        let last = stored.kept_on.map(|day| self.last_day(day));
        if last.is_none_or(|last| last < self.session.today) {
            return vec![Effect::Unkeep];
        }
        self.session.keeps = true;
        let begun = self
            .session
            .pending
            .as_ref()
            .is_some_and(|text| !text.is_empty());
        if !begun && !stored.answers.is_empty() {
            self.session.kept_before = Some(stored);
        }
        Vec::new()
    }

    /// The last day on which something that was kept on this one is still there.
    fn last_day(&self, kept_on: Date) -> Date {
        (0..self.site.keep_days).fold(kept_on, |day, _| day.next())
    }

    /// Whether the device's copy follows the session. Not before it is known what becomes of the
    /// one that is there.
    #[must_use]
    pub fn is_kept(&self) -> bool {
        self.session.keeps && self.session.kept_before.is_none()
    }

    /// The person agrees, or no longer.
    pub(super) fn keep(&mut self, keep: bool) -> Vec<Effect> {
        self.session.keeps = keep;
        self.session.kept_before = None;
        self.session.not_kept = false;
        let done = if keep { Effect::Save } else { Effect::Unkeep };
        let before = self.before();
        let mut effects = vec![done];
        if self.navigation.screen == Screen::Keep {
            effects.push(Effect::Back(self.address(before)));
        }
        effects
    }

    /// The browser refused: nothing is kept, and the person is told.
    pub fn refused_to_keep(&mut self) {
        self.session.keeps = false;
        self.session.not_kept = true;
    }

    /// Goes on with what was kept, or leaves it: then the next answer takes its place.
    pub(super) fn take_up(&mut self, on: bool) -> Vec<Effect> {
        let Some(stored) = self.session.kept_before.take().filter(|_| on) else {
            return vec![Effect::Focus("h".into())];
        };
        self.session.as_of = stored.day.unwrap_or(self.session.today);
        let moved = stored.kept_on.filter(|day| *day != self.session.today);
        self.session.moved_from = moved.filter(|_| stored.day.is_none());
        self.session.place = (!stored.place.is_empty()).then_some(stored.place);
        self.form.unfinished = stored.unfinished;
        self.session.since = saved_session::since(&stored.answers);
        self.session.set_wanted(stored.wanted);
        self.session.law = Load::Idle;
        self.results.view = None;
        self.session.pending = Some(stored.answers);
        self.navigation.starting = true;
        let mut effects = self.session.fetch_law();
        effects.push(Effect::Save);
        effects
    }
}
