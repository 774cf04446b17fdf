//! The groups of the results, and the word on a card's chip.

use huice_core::ir::{FactId, Strength};
use huice_core::{Decision, Need, Verdict};

/// A group on the results screen, and the tint and sign of its chips.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Conditions met, a plain claim.
    Yes,
    /// Conditions met, an office decides or other rules add conditions.
    Office,
    /// Some answers are missing that the person can give.
    Ask,
    /// What is missing only others know: an office, an employer, the place.
    Judge,
    /// Met from a later day on.
    Later,
    /// A condition fails.
    No,
    /// Out of force.
    Gone,
}

/// All groups, in the order in which they are shown.
pub const GROUPS: [Group; 7] = [
    Group::Yes,
    Group::Office,
    Group::Ask,
    Group::Judge,
    Group::Later,
    Group::No,
    Group::Gone,
];

impl Group {
    /// The group of an outcome, for somebody who can answer some facts.
    #[must_use]
    pub fn of(outcome: &Decision, can_answer: &dyn Fn(FactId) -> bool) -> Self {
        match outcome.verdict {
            Verdict::Eligible => match outcome.strength {
                Strength::Entitled | Strength::Competitive | Strength::Programme => Self::Yes,
                Strength::May | Strength::IfAdopted | Strength::Pilot | Strength::ByOtherRule => {
                    Self::Office
                }
            },
            Verdict::NotYet(_) => Self::Later,
            Verdict::Ineligible | Verdict::Replaced(_) => Self::No,
            Verdict::Undetermined => {
                let askable = outcome.needs.iter().any(|need| match need {
                    Need::Fact(fact) => can_answer(*fact),
                    Need::Judgement(_) | Need::Open(_) | Need::Reading(..) => false,
                });
                if askable { Self::Ask } else { Self::Judge }
            }
            Verdict::Expired(_) | Verdict::NotStarted(_) | Verdict::StartUnknown(..) => Self::Gone,
        }
    }

    /// The heading and a line beside it.
    #[must_use]
    pub fn heading(self) -> (&'static str, &'static str) {
        match self {
            Self::Yes => ("够条件", "可以去问、去申请"),
            Self::Office => ("够条件，由部门定", "给不给、给多少，部门说了算"),
            Self::Ask => ("还差您的回答", "答了就知道"),
            Self::Judge => ("要先问一问", "部门、单位才知道的"),
            Self::Later => ("到日子就够", "现在还没到时间"),
            Self::No => ("现在不够条件", "点开看差在哪"),
            Self::Gone => ("已经停了", "过了文件写的期限，或还没开始"),
        }
    }

    /// The class of the chip.
    #[must_use]
    pub fn tint(self) -> &'static str {
        match self {
            Self::Yes => "chip ok",
            Self::Office => "chip may",
            Self::Ask | Self::Judge => "chip ask",
            Self::Later => "chip wait",
            Self::No => "chip",
            Self::Gone => "chip gone",
        }
    }
}

/// The word on the chip.
#[must_use]
pub fn chip(outcome: &Decision, group: Group) -> &'static str {
    match &outcome.verdict {
        Verdict::Eligible if group == Group::Office => "由部门定",
        Verdict::Eligible => "够条件",
        Verdict::NotYet(_) => "还没到时间",
        Verdict::Ineligible => "不够条件",
        Verdict::Replaced(_) => "由别项代替",
        Verdict::Undetermined if group == Group::Ask => "还差回答",
        Verdict::Undetermined => "要先问",
        Verdict::Expired(_) => "已过期",
        Verdict::NotStarted(_) => "还没开始",
        Verdict::StartUnknown(..) => "开始日未写明",
    }
}
