//! Which screen is shown, and which is to come.

use super::{Effect, Screen};

/// Which screen is shown, and which is to come.
#[derive(Debug, Clone)]
pub struct Navigation {
    /// What is shown.
    pub screen: Screen,
    /// The card that was opened last.
    pub card: Option<u16>,
    /// Whether the screen has only just come: a press was meant for the one before.
    pub fresh: bool,
    /// Whether copying worked on this screen, where it was tried.
    pub copied: Option<bool>,
    /// Begin as soon as the law is here.
    pub(super) starting: bool,
    /// Where to go as soon as the law is here.
    pub(super) resume: Option<String>,
}

/// On the screen that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NavigationAction {
    /// The screen has been there for a moment.
    Settled,
    /// To the field with this id.
    See(String),
}

impl Default for Navigation {
    fn default() -> Self {
        Self {
            screen: Screen::Start,
            card: None,
            fresh: false,
            copied: None,
            starting: false,
            resume: None,
        }
    }
}

impl Navigation {
    /// Takes an action; what is to be done outside comes back.
    pub fn reduce(&mut self, action: NavigationAction) -> Vec<Effect> {
        match action {
            NavigationAction::Settled => {
                self.fresh = false;
                Vec::new()
            }
            NavigationAction::See(field) => vec![Effect::Focus(field)],
        }
    }

    /// Another screen; whatever was to come does not any more.
    pub(super) fn enter(&mut self, screen: Screen) {
        let card = match screen {
            Screen::Card(at) => Some(at),
            Screen::Results | Screen::Catalogue => None,
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
            | Screen::Display => self.card,
        };
        *self = Self {
            screen,
            card,
            ..Self::default()
        };
    }

    /// Whether a screen waits for the law.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.starting || self.is_resuming()
    }

    /// Whether the screen that was asked for waits for the law.
    #[must_use]
    pub fn is_resuming(&self) -> bool {
        self.resume.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_from_a_card_leads_back_to_it_and_the_list_forgets_it() {
        let mut navigation = Navigation::default();
        navigation.enter(Screen::Card(7));
        navigation.enter(Screen::Ask(0, super::super::ReturnTo::Results));
        assert_eq!(navigation.card, Some(7));
        navigation.enter(Screen::Results);
        assert_eq!(navigation.card, None);
    }

    #[test]
    fn a_screen_that_is_entered_ends_the_wait_for_another() {
        let mut navigation = Navigation {
            copied: Some(true),
            starting: true,
            resume: Some("#/plan".into()),
            fresh: true,
            ..Navigation::default()
        };
        assert!(navigation.is_waiting());
        assert!(navigation.reduce(NavigationAction::Settled).is_empty());
        assert!(!navigation.fresh && navigation.is_waiting());
        navigation.enter(Screen::About);
        assert!(!navigation.is_waiting());
        assert_eq!(navigation.copied, None);
    }
}
