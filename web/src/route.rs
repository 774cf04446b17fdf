//! Which screen is shown, and its address behind the `#`.

use huice_core::Law;
use huice_core::ir::FactId;

/// Where an answered question leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReturnTo {
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
    Ask(FactId, ReturnTo),
    /// Everything that applies.
    Results,
    /// All answers, to be changed.
    Review,
    /// Everything that is covered.
    Catalogue,
    /// The whole account of one instrument.
    Card(u16),
    /// The results on paper.
    Print,
    /// The results as an image.
    Picture,
    /// Every part in every state.
    Gallery,
    /// Certain money by month.
    Plan,
    /// A loan month by month.
    Loan,
    /// The results as plain text, to copy.
    Text,
    /// A link that carries the answers.
    Share,
    /// Whether the answers are kept on the device.
    Keep,
    /// What has changed since a link was made.
    LinkDiff,
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
                    ReturnTo::Flow => "q",
                    ReturnTo::Review => "edit",
                    ReturnTo::Results => "need",
                };
                format!("#/{way}/{id}")
            }
            Self::Results => "#/results".into(),
            Self::Review => "#/review".into(),
            Self::Catalogue => "#/all".into(),
            Self::Card(at) => {
                let found = law.and_then(|law| law.instruments.get(usize::from(at)));
                format!("#/card/{}", found.map_or("", |i| i.id.as_str()))
            }
            Self::Print => "#/print".into(),
            Self::Picture => "#/picture".into(),
            Self::Gallery => "#/gallery".into(),
            Self::Plan => "#/plan".into(),
            Self::Loan => "#/loan".into(),
            Self::Text => "#/text".into(),
            Self::Share => "#/share".into(),
            Self::Keep => "#/keep".into(),
            Self::LinkDiff => "#/since".into(),
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
            "results" | "review" | "all" | "plan" | "loan" | "text" | "print" | "picture"
            | "card" | "ways" | "share" | "keep" | "since"
                if law.is_none() =>
            {
                return Err(true);
            }
            "results" => return Ok(Self::Results),
            "review" => return Ok(Self::Review),
            "all" => return Ok(Self::Catalogue),
            "print" => return Ok(Self::Print),
            "picture" => return Ok(Self::Picture),
            "gallery" if cfg!(debug_assertions) => return Ok(Self::Gallery),
            // `ways` is what older addresses have.
            "card" | "ways" => {
                let all = law.into_iter().flat_map(|law| &law.instruments);
                let found = (0u16..).zip(all).find(|(_, i)| i.id == tail);
                return found.map(|(at, _)| Self::Card(at)).ok_or(false);
            }
            "plan" => return Ok(Self::Plan),
            "loan" => return Ok(Self::Loan),
            "text" => return Ok(Self::Text),
            "share" => return Ok(Self::Share),
            "keep" => return Ok(Self::Keep),
            "since" => return Ok(Self::LinkDiff),
            "q" => ReturnTo::Flow,
            "edit" => ReturnTo::Review,
            "need" => ReturnTo::Results,
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
