//! From screen to screen, with what each of them shows.

use super::{Draft, Effect, ReturnTo, Screen, State};

impl State {
    /// The next question, or the results: those also come at once when the last answer has settled
    /// all that is about money. The rest is asked of whoever wants it.
    pub(super) fn next(&mut self) -> Vec<Effect> {
        let question = self.results.question();
        let screen = match question {
            Some(question) if !self.results.settled => Screen::Ask(question.fact, ReturnTo::Flow),
            Some(_) | None => Screen::Results,
        };
        self.go(screen)
    }

    pub(super) fn go(&mut self, screen: Screen) -> Vec<Effect> {
        self.enter(screen);
        self.navigation.fresh = matches!(screen, Screen::Ask(..));
        vec![Effect::Push(self.address(screen))]
    }

    pub(super) fn arrived(&mut self, hash: &str) -> Vec<Effect> {
        if let Some(effects) = self.linked(hash) {
            return effects;
        }
        match Screen::read(hash, self.session.law().map(|law| law.law())) {
            Ok(screen) => {
                if screen != self.navigation.screen {
                    self.enter(screen);
                }
                Vec::new()
            }
            Err(_) => {
                vec![Effect::Replace(self.hash())]
            }
        }
    }

    pub(super) fn enter(&mut self, screen: Screen) {
        self.put_form_away();
        self.navigation.enter(screen);
        self.form.wrong = None;
        self.form.record = None;
        self.results.settled = false;
        self.session.refused = None;
        if let Screen::Ask(id, then) = screen {
            let page = self.page(id, then);
            let answer = self.session.answers.get(id).cloned();
            let draft = self
                .session
                .fact(id)
                .map(|fact| Draft::of(fact, answer.as_ref()));
            self.form.draft = draft.unwrap_or_default();
            if page.len() > 1 {
                self.open_page(&page);
            }
            self.bring_form_back(id);
        }
    }

    /// The screen before this one, where the browser does not know.
    pub(super) fn before(&self) -> Screen {
        match self.navigation.screen {
            Screen::Ask(_, ReturnTo::Review) => Screen::Review,
            Screen::Ask(_, ReturnTo::Results) => {
                self.navigation.card.map_or(Screen::Results, Screen::Card)
            }
            Screen::Ask(id, ReturnTo::Flow) => {
                let page = self.page(id, ReturnTo::Flow);
                let before = match self.session.trail.iter().position(|f| page.contains(f)) {
                    Some(at) => at.checked_sub(1).and_then(|at| self.session.trail.get(at)),
                    None => self.session.trail.last(),
                };
                before.map_or(Screen::Start, |fact| Screen::Ask(*fact, ReturnTo::Flow))
            }
            Screen::Review
            | Screen::Catalogue
            | Screen::Plan
            | Screen::Loan
            | Screen::Card(_)
            | Screen::Print
            | Screen::Picture
            | Screen::Text
            | Screen::Share
            | Screen::Keep
            | Screen::LinkDiff
                if self.session.law().is_some() =>
            {
                Screen::Results
            }
            Screen::Results => {
                let last = self.session.trail.last();
                last.map_or(Screen::Start, |fact| Screen::Ask(*fact, ReturnTo::Flow))
            }
            Screen::Start
            | Screen::Review
            | Screen::Catalogue
            | Screen::Plan
            | Screen::Loan
            | Screen::Card(_)
            | Screen::Print
            | Screen::Picture
            | Screen::Gallery
            | Screen::Text
            | Screen::Share
            | Screen::Keep
            | Screen::LinkDiff
            | Screen::About
            | Screen::Display => Screen::Start,
        }
    }
}
