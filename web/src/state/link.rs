//! A link that carries a calculation is opened.

use super::{Effect, Screen, Session, State};
use crate::labels::worth_asking;
use crate::link::{self, Link};
use crate::saved_session;
use huice_core::text::joined;
use huice_core::{Decision, number};
use huice_pack::IndexPlace;
use huice_zh::words;

/// Which law a place has: another one has another mark.
#[must_use]
pub fn law_mark(place: &IndexPlace) -> String {
    let files = place.addresses("").concat();
    link::mark(files.as_bytes(), 6)
}

/// What is different from what a link says came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkDiff {
    /// The certain sum of that time, in yuan, as the link has it.
    pub certain: String,
    /// Instruments, by position, of which the link has another verdict or amount, or none.
    pub different: Vec<u16>,
    /// How many have the same.
    pub same: usize,
    /// How many results of the link are of no instrument of today.
    pub gone: usize,
}

/// Signs of an instrument's result in a digest: two different ones are taken for the same once in
/// a million times.
const RESULT: usize = 4;

impl State {
    /// What a link to this calculation says. None without a law.
    #[must_use]
    pub fn link(&self) -> Option<Link> {
        let (law, place) = (self.session.law()?, self.session.picked()?);
        let certain = number::format_decimal(self.results.view.as_ref()?.own.certain);
        let results: String = self.marked_results().map(|(_, mark)| mark).collect();
        Some(Link {
            place: place.code.clone(),
            day: Some(self.session.as_of),
            roles: joined(&self.session.wanted, ","),
            law: law_mark(place),
            digest: certain + "-" + &results,
            answers: saved_session::write_answers(law, &self.session.answers, &self.session.trail),
        })
    }

    /// The results that the chosen roles look at, each with its mark.
    fn marked_results(&self) -> impl Iterator<Item = (&Decision, String)> {
        let law = self
            .session
            .law()
            .into_iter()
            .flat_map(|law| &law.instruments);
        let outcomes = self.results.view.iter().flat_map(|view| view.outcomes());
        law.zip(outcomes)
            .filter(|(i, _)| self.session.is_mine(i) && worth_asking(i.kind))
            .map(|(i, outcome)| {
                let amount = words::amount(&outcome.amount);
                let result = [&i.id, outcome.verdict.word(), &amount].concat();
                (outcome, link::mark(result.as_bytes(), RESULT))
            })
    }

    /// What has changed since the link was made by which this session began; none where it began
    /// otherwise.
    #[must_use]
    pub fn changes(&self) -> Option<LinkDiff> {
        let (_, digest) = self.session.since.as_ref()?.split_once('.')?;
        let (certain, marks) = digest.split_once('-')?;
        let mut marks: Vec<&[u8]> = marks.as_bytes().chunks(RESULT).collect();
        let mut different = Vec::new();
        let mut same = 0;
        for (outcome, mark) in self.marked_results() {
            match marks.iter().position(|other| *other == mark.as_bytes()) {
                Some(at) => {
                    marks.swap_remove(at);
                    same += 1;
                }
                None => different.push(outcome.instrument),
            }
        }
        Some(LinkDiff {
            certain: certain.to_owned(),
            different,
            same,
            gone: marks.len(),
        })
    }

    /// Opens a fragment that is a link. None where it is something else.
    pub(super) fn linked(&mut self, hash: &str) -> Option<Vec<Effect>> {
        let found = link::read(hash)?;
        self.enter(Screen::Start);
        Some(match found {
            Err(fault) => {
                self.session.refused = Some(fault.words());
                Vec::new()
            }
            Ok(link) => {
                self.session.offer = Some(link);
                let pending = self.session.pending.iter().any(|kept| !kept.is_empty());
                // Nothing that was entered is lost to a link by surprise.
                if pending || !self.session.answers.is_empty() {
                    Vec::new()
                } else {
                    self.decide(true)
                }
            }
        })
    }

    /// Takes what a link brought, or leaves it.
    pub(super) fn decide(&mut self, take: bool) -> Vec<Effect> {
        let Some(link) = self.session.offer.take().filter(|_| take) else {
            return vec![Effect::Replace("#/".into())];
        };
        self.session.place = Some(link.place).filter(|place| !place.is_empty());
        self.session.as_of = link.day.unwrap_or(self.session.today);
        self.session.set_wanted(saved_session::names(&link.roles));
        self.session.begin_anew();
        self.navigation.card = None;
        self.results.reset();
        self.session.pending = Some(link.answers);
        self.session.since = (!link.law.is_empty()).then(|| link.law + "." + &link.digest);
        // The roles follow from the goals only once the index is here.
        let whole = self.session.place.is_some() && !self.session.wanted.is_empty();
        let hash = if whole { "#/results" } else { "#/" };
        self.navigation.resume = whole.then(|| hash.into());
        let mut effects = self.session.fetch_law();
        // The answers do not stay in the address.
        effects.extend([Effect::Replace(hash.into()), Effect::Save]);
        effects
    }
}

impl Session {
    /// Whether the law has changed since the link was made that this session came from.
    #[must_use]
    pub fn has_changed(&self) -> bool {
        let since = self.since.as_ref();
        let law = since.and_then(|since| since.split('.').next());
        law.zip(self.picked())
            .is_some_and(|(law, place)| law != law_mark(place))
    }
}
