//! The loan that is being reckoned: what was typed, and what follows from it.

use crate::results::Results;
use crate::state::State;
use huice_core::CompiledLaw;
use huice_core::input::{read_count, read_number};
use huice_core::ir::{Kind, Unit};
use huice_core::loan::{Help, LoanLimits, Method, Request, Schedule, loan_limits, schedule};
use huice_core::{Decimal, Verdict};
use huice_zh::input::unread_number;

/// What part of the interest is paid for the borrower.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// As the rule says, where it is settled.
    Rule,
    /// All of it.
    Full,
    /// Half.
    Half,
    /// Nothing.
    Nothing,
}

/// What was typed and chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// The loan, by its position; none: the first that is offered.
    pub of: Option<u16>,
    /// Amount, months, yearly rate.
    pub texts: [String; 3],
    /// How it is paid back.
    pub method: Method,
    /// The part of the interest; none: as the rule says, else nothing.
    pub share: Option<Share>,
}

impl Default for Form {
    fn default() -> Self {
        Self {
            of: None,
            texts: Default::default(),
            method: Method::EqualPayments,
            share: None,
        }
    }
}

/// A change of the form.
#[derive(Debug, Clone)]
pub enum Change {
    /// Another loan.
    Of(u16),
    /// Amount (0), months (1) or rate (2).
    Text(usize, String),
    /// Another way of paying back.
    Method(Method),
    /// Another part of the interest.
    Share(Share),
}

impl Form {
    /// Takes a change.
    pub fn change(&mut self, change: Change) {
        match change {
            Change::Of(at) => {
                self.of = Some(at);
                self.share = None;
            }
            Change::Text(at, text) => {
                if let Some(field) = self.texts.get_mut(at) {
                    *field = text;
                }
            }
            Change::Method(method) => self.method = method,
            Change::Share(share) => self.share = Some(share),
        }
    }
}

/// The loans that can be reckoned for these answers, by position.
#[must_use]
pub fn offered(state: &State) -> Vec<u16> {
    let (Some(law), Some(view)) = (state.law(), &state.view) else {
        return Vec::new();
    };
    let open = |verdict: &Verdict| {
        matches!(
            verdict,
            Verdict::Eligible | Verdict::NotYet(_) | Verdict::Undetermined
        )
    };
    let mut found: Vec<u16> = Vec::new();
    for (instrument, outcome) in law.instruments.iter().zip(view.outcomes()) {
        let own = instrument
            .loan
            .as_ref()
            .is_some_and(|l| instrument.kind == Kind::Loan || l.helps.is_empty());
        if own && state.is_mine(instrument) && open(&outcome.verdict) {
            found.push(outcome.instrument);
        }
    }
    found
}

/// What the rules say of the loan that is chosen.
#[derive(Debug, Clone, Default)]
pub struct Rule {
    /// Its position.
    pub at: Option<u16>,
    /// Limits and guarantee.
    pub fixed: LoanLimits,
    /// The help whose conditions are met, with the position of its rule.
    pub help: Option<(u16, Help)>,
}

/// What the rules say of the loan that is chosen.
#[must_use]
pub fn rule(state: &State) -> Rule {
    let (Some(law), Some(view)) = (state.law(), &state.view) else {
        return Rule::default();
    };
    let offered = offered(state);
    let chosen = state.loan.of.filter(|at| offered.contains(at));
    let Some(at) = chosen.or_else(|| offered.first().copied()) else {
        return Rule::default();
    };
    let of = |at: u16| loan_limits(law, at, state.as_of, &state.answers);
    let help = helpers(law, at)
        .filter(|helper| met(view, *helper))
        .find_map(|helper| Some((helper, of(helper)?.help?)));
    Rule {
        at: Some(at),
        fixed: of(at).unwrap_or_default(),
        help,
    }
}

/// The rules that help to pay the interest of a loan; one that names none helps its own.
fn helpers(law: &CompiledLaw, at: u16) -> impl Iterator<Item = u16> {
    let all = (0u16..).zip(&law.instruments);
    all.filter(move |(position, i)| {
        let helps = i.loan.as_ref().map(|l| &l.helps);
        helps.is_some_and(|h| h.contains(&at) || (*position == at && h.is_empty()))
    })
    .map(|(position, _)| position)
}

fn met(view: &Results, at: u16) -> bool {
    let outcome = view.outcomes().get(usize::from(at));
    outcome.is_some_and(|o| o.verdict == Verdict::Eligible)
}

/// The part that is in force: what was chosen, else what the rule says.
#[must_use]
pub fn share(form: &Form, rule: &Rule) -> Share {
    match (form.share, &rule.help) {
        (Some(Share::Rule), None) | (None, None) => Share::Nothing,
        (Some(share), _) => share,
        (None, Some(_)) => Share::Rule,
    }
}

/// What is wrong, by field; what is not wrong in one field alone stands behind the last of them.
pub type Wrong = Vec<(usize, String)>;

/// Reckons; an error is what to tell the person, nothing while fields are only empty.
///
/// # Errors
/// Where a field is empty or cannot be read, or where the loan cannot be as it was typed.
pub fn reckon(form: &Form, rule: &Rule) -> Result<(Request, Schedule), Wrong> {
    let [amount, months, rate] = form.texts.each_ref().map(|text| text.trim());
    let mut wrong = Wrong::new();
    let read =
        |text: &str, unit| read_number(text, &unit).map_err(|error| unread_number(error, &unit));
    let principal = read(amount, Unit::Yuan);
    let yearly_rate = read(rate, Unit::Percent);
    let months =
        read_count(months, &Unit::Months).map_err(|error| unread_number(error, &Unit::Months));
    // Each field is tried with others that are never wrong, so that each is told of.
    let (one, zero) = (Decimal::ONE, Decimal::ZERO);
    let tries = [
        principal.clone().map(|n| (n, 1, zero)),
        months.clone().map(|n| (one, n, zero)),
        yearly_rate.clone().map(|n| (one, 1, n)),
    ];
    for (at, tried) in tries.into_iter().enumerate() {
        let empty = form.texts.get(at).is_none_or(|t| t.trim().is_empty());
        match tried.map(|(n, months, rate)| schedule(&plain(form, rule, n, months, rate))) {
            _ if empty => {}
            Err(unread) => wrong.push((at, unread)),
            Ok(Err(why)) => wrong.push((at, why.to_string())),
            Ok(Ok(_)) => {}
        }
    }
    let (Ok(principal), Ok(months), Ok(yearly_rate)) = (principal, months, yearly_rate) else {
        return Err(wrong);
    };
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let request = Request {
        help: help(form, rule),
        ..plain(form, rule, principal, months, yearly_rate)
    };
    match schedule(&request) {
        Ok(made) => Ok((request, made)),
        Err(why) => Err(vec![(form.texts.len(), why.to_string())]),
    }
}

/// A loan without help.
fn plain(form: &Form, rule: &Rule, principal: Decimal, months: u32, rate: Decimal) -> Request {
    Request {
        principal,
        yearly_rate: rate,
        months,
        method: form.method,
        help: None,
        limits: rule.fixed.limits,
    }
}

/// The help that is in force.
fn help(form: &Form, rule: &Rule) -> Option<Help> {
    let simple = |share| Help {
        share,
        months: None,
        principal: None,
        rate: None,
    };
    match share(form, rule) {
        Share::Rule => rule.help.as_ref().map(|(_, help)| help.clone()),
        Share::Full => Some(simple(Decimal::ONE)),
        Share::Half => Some(simple(Decimal::new(5, 1))),
        Share::Nothing => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use huice_core::loan::Limits;

    fn wrong(texts: [&str; 3]) -> Vec<usize> {
        let form = Form {
            texts: texts.map(Into::into),
            ..Form::default()
        };
        let rule = Rule {
            fixed: LoanLimits {
                limits: Limits {
                    principal: Some(1000.into()),
                    months: Some(36),
                },
                ..LoanLimits::default()
            },
            ..Rule::default()
        };
        match reckon(&form, &rule) {
            Ok(_) => vec![9],
            Err(wrong) => wrong.into_iter().map(|(at, _)| at).collect(),
        }
    }

    #[test]
    fn every_field_that_is_wrong_is_told_of_and_an_empty_one_is_waited_for() {
        assert_eq!(wrong(["1000", "36", "4.35"]), [9]);
        assert_eq!(wrong(["1001", "37", "101"]), [0, 1, 2]);
        assert_eq!(wrong(["多", "一年", "低"]), [0, 1, 2]);
        assert_eq!(wrong(["１０００元", "36个月", "4。35％"]), [9]);
        assert_eq!(wrong(["1000,10", "36天", "4,35"]), [0, 1, 2]);
        assert_eq!(wrong(["0", "12", "-1"]), [0, 2]);
        assert_eq!(wrong(["1000", "0", ""]), [1]);
        assert_eq!(wrong(["", " ", "4.35"]), [] as [usize; 0]);
    }
}
