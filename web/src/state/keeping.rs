//! Answers that are kept on the device, once the person has agreed, and taken up on another day.

use super::{Date, Effect, Load, Screen, State, Stored, link};

impl State {
    /// What was found on the device. Whoever has answers in this window is not asked about them; what
    /// nobody has opened for too long goes.
    pub fn found(&mut self, stored: Stored) -> Vec<Effect> {
        let last = stored.kept_on.map(|day| self.last_day(day));
        if last.is_none_or(|last| last < self.today) {
            return vec![Effect::Unkeep];
        }
        self.keeps = true;
        let begun = self.pending.as_ref().is_some_and(|text| !text.is_empty());
        if !begun && !stored.answers.is_empty() {
            self.kept_before = Some(stored);
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
        self.keeps && self.kept_before.is_none()
    }

    /// The person agrees, or no longer.
    pub(super) fn keep(&mut self, keep: bool) -> Vec<Effect> {
        self.keeps = keep;
        self.kept_before = None;
        self.not_kept = false;
        let done = if keep { Effect::Save } else { Effect::Unkeep };
        let before = self.before();
        let mut effects = vec![done];
        if self.screen == Screen::Keep {
            effects.push(Effect::Back(before.hash(self.law().map(|law| law.law()))));
        }
        effects
    }

    /// The browser refused: nothing is kept, and the person is told.
    pub fn refused_to_keep(&mut self) {
        self.keeps = false;
        self.not_kept = true;
    }

    /// Goes on with what was kept, or leaves it: then the next answer takes its place.
    pub(super) fn take_up(&mut self, on: bool) -> Vec<Effect> {
        let Some(stored) = self.kept_before.take().filter(|_| on) else {
            return vec![Effect::Focus("h".into())];
        };
        self.as_of = stored.day.unwrap_or(self.today);
        let moved = stored.kept_on.filter(|day| *day != self.today);
        self.moved_from = moved.filter(|_| stored.day.is_none());
        self.place = (!stored.place.is_empty()).then_some(stored.place);
        self.unfinished = stored.unfinished;
        self.since = link::since(&stored.answers);
        self.set_wanted(stored.wanted);
        self.law = Load::Idle;
        self.view = None;
        self.pending = Some(stored.answers);
        self.starting = true;
        let mut effects = self.fetch_law();
        effects.push(Effect::Save);
        effects
    }
}
