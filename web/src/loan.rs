//! The loan that is being computed: what was typed, and what follows from it.

use huice_core::Decimal;
use huice_core::ir::Unit;
use huice_core::loan::{Help, LoanLimits, Method, Request, Schedule, schedule};
use huice_zh::input::unread_number;
use huice_zh::read::{read_count, read_number};

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
    /// Which of these fields were left with something in them: before that nothing is shown as wrong.
    pub left: [bool; 3],
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
            left: [false; 3],
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
    /// Amount, months or rate is done, for now.
    Left(usize),
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
                // Whoever empties a field begins anew.
                if text.trim().is_empty()
                    && let Some(left) = self.left.get_mut(at)
                {
                    *left = false;
                }
                if let Some(field) = self.texts.get_mut(at) {
                    *field = text;
                }
            }
            Change::Left(at) => {
                let text = self.texts.get(at);
                if let (Some(left), Some(text)) = (self.left.get_mut(at), text) {
                    *left = !text.trim().is_empty();
                }
            }
            Change::Method(method) => self.method = method,
            Change::Share(share) => self.share = Some(share),
        }
    }
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

/// What of it is shown: a field in which somebody is typing is not complained about.
#[must_use]
pub fn visible(form: &Form, wrong: &Wrong) -> Wrong {
    let left = |at: usize| form.left.get(at).copied().unwrap_or(true);
    wrong.iter().filter(|(at, _)| left(*at)).cloned().collect()
}

/// Computes; an error is what to tell the person, nothing while fields are only empty.
///
/// # Errors
/// Where a field is empty or cannot be read, or where the loan cannot be as it was typed.
pub fn compute(form: &Form, rule: &Rule) -> Result<(Request, Schedule), Wrong> {
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
            Ok(Err(why)) => wrong.push((at, huice_zh::loan::error(&why))),
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
        Err(why) => Err(vec![(form.texts.len(), huice_zh::loan::error(&why))]),
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
        match compute(&form, &rule) {
            Ok(_) => vec![9],
            Err(wrong) => wrong.into_iter().map(|(at, _)| at).collect(),
        }
    }

    #[test]
    fn a_field_is_told_of_when_it_was_left_and_until_it_is_emptied() {
        let mut form = Form::default();
        let wrong = vec![(0, String::new()), (2, String::new()), (3, String::new())];
        let at = |form: &Form| -> Vec<usize> {
            visible(form, &wrong)
                .into_iter()
                .map(|(at, _)| at)
                .collect()
        };
        form.change(Change::Text(0, "多".into()));
        assert_eq!(at(&form), [3]);
        form.change(Change::Left(0));
        form.change(Change::Left(2));
        assert_eq!(at(&form), [0, 3]);
        form.change(Change::Text(0, "多少".into()));
        assert_eq!(at(&form), [0, 3]);
        form.change(Change::Text(0, " ".into()));
        assert_eq!(at(&form), [3]);
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
