//! From screen to screen.

use super::{Draft, Effect, ReturnTo, Screen, State};

impl State {
    /// The next question, or the results: those also come at once when the last answer has settled
    /// all that is about money. The rest is asked of whoever wants it.
    pub(super) fn next(&mut self) -> Vec<Effect> {
        let question = self.view.as_ref().and_then(|view| view.question.as_ref());
        let screen = match question {
            Some(question) if !self.settled => Screen::Ask(question.fact, ReturnTo::Flow),
            Some(_) | None => Screen::Results,
        };
        self.go(screen)
    }

    pub(super) fn go(&mut self, screen: Screen) -> Vec<Effect> {
        self.enter(screen);
        self.fresh = matches!(screen, Screen::Ask(..));
        vec![Effect::Push(screen.hash(self.law().map(|law| law.law())))]
    }

    pub(super) fn arrived(&mut self, hash: &str) -> Vec<Effect> {
        if let Some(effects) = self.linked(hash) {
            return effects;
        }
        match Screen::read(hash, self.law().map(|law| law.law())) {
            Ok(screen) => {
                if screen != self.screen {
                    self.enter(screen);
                }
                Vec::new()
            }
            Err(_) => {
                vec![Effect::Replace(
                    self.screen.hash(self.law().map(|law| law.law())),
                )]
            }
        }
    }

    pub(super) fn enter(&mut self, screen: Screen) {
        self.put_form_away();
        self.screen = screen;
        self.wrong = None;
        self.record = None;
        self.copied = None;
        self.fresh = false;
        self.starting = false;
        self.settled = false;
        self.resume = None;
        self.refused = None;
        match screen {
            Screen::Card(at) => self.card = Some(at),
            Screen::Results | Screen::Catalogue => self.card = None,
            Screen::Start
            | Screen::Ask(..)
            | Screen::Review
            | Screen::Print
            | Screen::Picture
            | Screen::Gallery
            | Screen::Plan
            | Screen::Loan
            | Screen::Text
            | Screen::Share
            | Screen::Keep
            | Screen::LinkDiff
            | Screen::About
            | Screen::Display => {}
        }
        if let Screen::Ask(id, then) = screen {
            let page = self.page(id, then);
            let answer = self.answers.get(id).cloned();
            let draft = self.fact(id).map(|fact| Draft::of(fact, answer.as_ref()));
            self.draft = draft.unwrap_or_default();
            if page.len() > 1 {
                self.open_page(&page);
            }
            self.bring_form_back(id);
        }
    }

    /// The screen before this one, where the browser does not know.
    pub(super) fn before(&self) -> Screen {
        match self.screen {
            Screen::Ask(_, ReturnTo::Review) => Screen::Review,
            Screen::Ask(_, ReturnTo::Results) => self.card.map_or(Screen::Results, Screen::Card),
            Screen::Ask(id, ReturnTo::Flow) => {
                let page = self.page(id, ReturnTo::Flow);
                let before = match self.trail.iter().position(|f| page.contains(f)) {
                    Some(at) => at.checked_sub(1).and_then(|at| self.trail.get(at)),
                    None => self.trail.last(),
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
                if self.law().is_some() =>
            {
                Screen::Results
            }
            Screen::Results => {
                let last = self.trail.last();
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
