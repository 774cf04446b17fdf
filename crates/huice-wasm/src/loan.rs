//! A request for a loan, and its schedule.

use crate::answer_codec::{self, Words};
use crate::failure::Failure;
use huice_api::{Loan, LoanTerms, NoLoanTerms, loan_terms};
use huice_core::ir::Unit;
use huice_core::loan::{Help, LoanLimits, Method};
use huice_core::{Decimal, IncrementalEvaluator};
use huice_zh::read::UntypedAnswer;
use huice_zh::read::{NumberError, read_count, read_number};

/// What policies fix; ids with zeros between them.
pub(crate) fn terms(
    evaluator: &IncrementalEvaluator,
    policies: Option<&str>,
) -> Result<LoanTerms, Failure> {
    let mut named = Vec::new();
    let mut ids = Words(policies);
    while let Some(id) = ids.next() {
        named.push(position(evaluator, id)?);
    }
    let (limits, said) = fixed(evaluator, &named)?;
    Ok(LoanTerms::new(&limits, said))
}

/// A loan month by month.
pub(crate) fn loan(evaluator: &IncrementalEvaluator, request: &str) -> Result<Loan, Failure> {
    let request = match answer_codec::read(request) {
        Some(UntypedAnswer::Map(parts)) => Parts(parts, ""),
        _ => return Err(Failure::new("argument", "request", &"expected an object")),
    };
    let principal = request.needed("amount", &Unit::Yuan)?;
    let rate = request.needed("rate", &Unit::Percent)?;
    let months = request.count("months")?;
    let months = months.ok_or_else(|| request.refuse("months", &"expected a number of months"))?;
    let method = match request.text("method") {
        None => Method::EqualPayments,
        Some(word) => huice_zh::loan::read_method(word)
            .ok_or_else(|| request.refuse("method", &"expected 等额本息, 等额本金 or 到期还本"))?,
    };
    let policies = match request.find("policies") {
        None => Vec::new(),
        Some(UntypedAnswer::List(ids)) => {
            let position = |id: &UntypedAnswer| match id {
                UntypedAnswer::Text(id) => position(evaluator, id),
                _ => Err(request.refuse("policies", &"expected ids of policies")),
            };
            ids.iter().map(position).collect::<Result<_, _>>()?
        }
        Some(_) => return Err(request.refuse("policies", &"expected a list of ids of policies")),
    };
    let (limits, said) = match (policies.is_empty(), request.find("subsidy")) {
        (true, None) => (LoanLimits::default(), Vec::new()),
        (false, None) => fixed(evaluator, &policies)?,
        (true, Some(UntypedAnswer::Map(parts))) => {
            let help = by_hand(&Parts(parts.clone(), "subsidy."))?;
            let limits = LoanLimits {
                help: Some(help),
                ..LoanLimits::default()
            };
            (limits, Vec::new())
        }
        (true, Some(_)) => return Err(request.refuse("subsidy", &"expected an object")),
        (false, Some(_)) => {
            let why = "policies fix the help themselves; leave one of the two out";
            return Err(request.refuse("subsidy", &why));
        }
    };
    Loan::new(principal, rate, months, method, &limits, said)
        .map_err(|error| request.refuse("request", &huice_zh::loan::error(&error)))
}

/// Help as the request has it.
fn by_hand(parts: &Parts) -> Result<Help, Failure> {
    Ok(Help {
        share: parts.needed("share", &Unit::Percent)?,
        months: parts.count("months")?,
        principal: parts.number("principal", &Unit::Yuan)?,
        rate: parts.number("rate", &Unit::Percent)?,
    })
}

fn fixed(
    evaluator: &IncrementalEvaluator,
    policies: &[u16],
) -> Result<(LoanLimits, Vec<String>), Failure> {
    loan_terms(evaluator, policies).map_err(|NoLoanTerms { id }| {
        Failure::new(
            "policy",
            &id,
            &"this policy is not about a loan or its interest",
        )
    })
}

fn position(evaluator: &IncrementalEvaluator, id: &str) -> Result<u16, Failure> {
    let found = evaluator.law().instrument(id);
    let position = found.map(|(position, _)| position);
    position.ok_or_else(|| Failure::new("policy", id, &"this place has no such policy"))
}

/// The parts of a request, and what stands before their names in a refusal.
struct Parts(Vec<(String, UntypedAnswer)>, &'static str);

impl Parts {
    fn refuse(&self, name: &str, why: &dyn std::fmt::Display) -> Failure {
        Failure::new("argument", &format!("{}{name}", self.1), why)
    }

    fn find(&self, name: &str) -> Option<&UntypedAnswer> {
        let found = self.0.iter().find(|(own, _)| own == name);
        let found = found.map(|(_, value)| value);
        found.filter(|value| !matches!(value, UntypedAnswer::Null))
    }

    fn text(&self, name: &str) -> Option<&str> {
        match self.find(name)? {
            UntypedAnswer::Text(text) | UntypedAnswer::Number(text) => Some(text),
            // Refused as a text that says nothing.
            _ => Some(""),
        }
    }

    fn number(&self, name: &str, unit: &Unit) -> Result<Option<Decimal>, Failure> {
        let read = |text| read_number(text, unit).map_err(|error| self.unread(name, error));
        self.text(name).map(read).transpose()
    }

    fn needed(&self, name: &str, unit: &Unit) -> Result<Decimal, Failure> {
        let found = self.number(name, unit)?;
        found.ok_or_else(|| self.unread(name, NumberError::Empty))
    }

    fn count(&self, name: &str) -> Result<Option<u32>, Failure> {
        let read = |text| read_count(text, &Unit::Months).map_err(|e| self.unread(name, e));
        self.text(name).map(read).transpose()
    }

    fn unread(&self, name: &str, error: NumberError) -> Failure {
        self.refuse(name, &format!("expected a number ({})", error.code()))
    }
}
