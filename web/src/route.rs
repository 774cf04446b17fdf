//! Which screen is shown, and its address behind the `#`.

use crate::MONTHS;
use huice_core::Law;
use huice_core::ir::FactId;

/// Where an answered question leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// The next question.
    Flow,
    /// Back to the review of answers.
    Review,
    /// Back to the results.
    Results,
}

/// One screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// Place, roles, date.
    Start,
    /// One question.
    Ask(FactId, Then),
    /// Everything that applies.
    Results,
    /// All answers, to be changed.
    Review,
    /// Everything that is covered.
    Catalogue,
    /// Certain money by month.
    Plan,
    /// A loan month by month.
    Loan,
    /// The results as plain text, to copy.
    Text,
    /// How it is computed, and what happens to the answers.
    About,
    /// Size and colours.
    Display,
}

impl Screen {
    /// The address, from `#/` on.
    #[must_use]
    pub fn hash(self, law: Option<&Law>) -> String {
        match self {
            Self::Start => "#/".into(),
            Self::Ask(fact, then) => {
                let id = law
                    .and_then(|law| law.facts.get(usize::from(fact)))
                    .map_or("", |fact| fact.id.as_str());
                let way = match then {
                    Then::Flow => "q",
                    Then::Review => "edit",
                    Then::Results => "need",
                };
                format!("#/{way}/{id}")
            }
            Self::Results => "#/results".into(),
            Self::Review => "#/review".into(),
            Self::Catalogue => "#/all".into(),
            Self::Plan => "#/plan".into(),
            Self::Loan => "#/loan".into(),
            Self::Text => "#/text".into(),
            Self::About => "#/about".into(),
            Self::Display => "#/display".into(),
        }
    }

    /// Reads an address. `Err` tells whether it might be read once the law is there.
    ///
    /// # Errors
    /// `true` for an address that needs the law, `false` for one that is not ours.
    pub fn read(hash: &str, law: Option<&Law>) -> Result<Self, bool> {
        let path = hash.strip_prefix('#').unwrap_or(hash);
        let (head, tail) = match path.strip_prefix('/') {
            Some(rest) => rest.split_once('/').unwrap_or((rest, "")),
            None if path.is_empty() => return Ok(Self::Start),
            None => return Err(false),
        };
        let then = match head {
            "" => return Ok(Self::Start),
            "about" => return Ok(Self::About),
            "display" => return Ok(Self::Display),
            "plan" | "loan" if !MONTHS => return Err(false),
            "results" | "review" | "all" | "plan" | "loan" | "text" if law.is_none() => {
                return Err(true);
            }
            "results" => return Ok(Self::Results),
            "review" => return Ok(Self::Review),
            "all" => return Ok(Self::Catalogue),
            "plan" => return Ok(Self::Plan),
            "loan" => return Ok(Self::Loan),
            "text" => return Ok(Self::Text),
            "q" => Then::Flow,
            "edit" => Then::Review,
            "need" => Then::Results,
            _ => return Err(false),
        };
        match law {
            None => Err(true),
            Some(law) => law
                .fact(tail)
                .map(|(id, _)| Self::Ask(id, then))
                .ok_or(false),
        }
    }
}
