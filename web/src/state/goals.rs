//! What somebody comes for, and the roles that follow from it.

use super::Session;
use crate::labels::{Group, ROLES, role_id, worth_asking};
use crate::results::Results;
use huice_core::ir::{FactId, Goal, Instrument, Role};
use huice_core::{CompiledLaw, Decision};

/// The name that stands for every goal.
pub const ALL: &str = "all";

impl Session {
    /// The goals that may be named.
    #[must_use]
    pub fn goals(&self) -> &[Goal] {
        self.index.get().map_or(&[], |index| &index.goals)
    }

    /// Whether a goal has been named.
    #[must_use]
    pub fn wants(&self, goal: &str) -> bool {
        self.wanted.iter().any(|name| name == goal)
    }

    /// Whether every goal has been named.
    #[must_use]
    pub fn wants_all(&self) -> bool {
        let goals = self.goals();
        !goals.is_empty() && goals.iter().all(|goal| self.wants(&goal.id))
    }

    /// Whether an instrument is something that somebody with these goals would look for. Without
    /// goals, everything is.
    #[must_use]
    pub fn is_mine(&self, instrument: &Instrument) -> bool {
        let serves = |at: &u16| {
            let goal = self.law().and_then(|law| law.goals.get(usize::from(*at)));
            goal.is_some_and(|goal| self.wants(&goal.id))
        };
        self.wanted.is_empty()
            || instrument.goals.iter().any(serves)
            || instrument.roles.iter().any(|r| self.wants(role_id(*r)))
    }

    /// A goal is switched on or off.
    pub(super) fn switch_goal(&mut self, id: &str) {
        let mut wanted = self.wanted.clone();
        match wanted.iter().position(|name| name == id) {
            Some(at) => drop(wanted.remove(at)),
            None => wanted.push(id.to_owned()),
        }
        self.set_wanted(wanted);
    }

    /// All goals, or none where there were all.
    pub(super) fn switch_all_goals(&mut self) {
        let all = self.goals().iter().map(|goal| goal.id.clone()).collect();
        let wanted = if self.wants_all() { Vec::new() } else { all };
        self.set_wanted(wanted);
    }

    /// Takes names of goals and of roles, as a session or a link has them. A role is the first goal
    /// that stands for it alone, where there is one; `all` is every goal; what is none of these is
    /// left out. Without an index goals are not known yet, and all names are kept.
    pub(super) fn set_wanted(&mut self, names: Vec<String>) {
        let goals = self.goals();
        let mut names = names;
        if names.iter().any(|name| name == ALL) {
            names.extend(goals.iter().map(|goal| goal.id.clone()));
        }
        let mut wanted: Vec<String> = Vec::new();
        for name in names {
            let role = ROLES.into_iter().find(|role| role_id(*role) == name);
            let goal = role.and_then(|role| goals.iter().find(|goal| goal.roles == [role]));
            let known = goals.is_empty() || role.is_some() || goals.iter().any(|g| g.id == name);
            let name = goal.map_or(name, |goal| goal.id.clone());
            if known && !wanted.contains(&name) {
                wanted.push(name);
            }
        }
        let mut roles: Vec<Role> = Vec::new();
        for role in ROLES {
            let stands = |goal: &Goal| wanted.contains(&goal.id) && goal.roles.contains(&role);
            if goals.iter().any(stands) || wanted.iter().any(|name| name == role_id(role)) {
                roles.push(role);
            }
        }
        self.wanted = wanted;
        self.roles = roles;
    }

    /// The group of an outcome, for somebody in the chosen roles.
    #[must_use]
    pub fn group(&self, outcome: &Decision) -> Group {
        Group::of(outcome, &|fact| self.can_be_asked(fact))
    }

    /// What is worth asking for, of one group, in the law's order: for paper, text and picture.
    #[must_use]
    pub fn listed<'a>(
        &self,
        law: &'a CompiledLaw,
        view: &'a Results,
        group: Group,
    ) -> Vec<(&'a Instrument, &'a Decision)> {
        let mut listed = Vec::new();
        for (instrument, outcome) in law.instruments.iter().zip(view.outcomes()) {
            if self.is_mine(instrument)
                && worth_asking(outcome.kind)
                && !view.doubles.contains(&outcome.instrument)
                && self.group(outcome) == group
            {
                listed.push((instrument, outcome));
            }
        }
        listed
    }

    /// Whether somebody in the chosen roles can be asked this fact.
    #[must_use]
    pub fn can_be_asked(&self, fact: FactId) -> bool {
        let roles = self.fact(fact).map_or(&[][..], |fact| &fact.asked_of);
        roles.iter().any(|role| self.roles.contains(role))
    }
}
