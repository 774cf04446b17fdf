//! What policies fix about a loan, for one set of answers.

use crate::{LoanHelp, digits};
use huice_core::loan::{Limits, LoanLimits, loan_limits};
use huice_core::{Decimal, IncrementalEvaluator, Verdict};
use serde::Serialize;

/// What policies fix about a loan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LoanTerms {
    /// The most that can be borrowed, in 元; `null` where none of the policies states it.
    pub limit: Option<String>,
    /// The longest term in months; `null` where none of the policies states it.
    pub longest: Option<u32>,
    /// Who guarantees the loan, in words; may be empty.
    pub guarantee: String,
    /// Help with the interest, where its conditions are met.
    pub help: Option<LoanHelp>,
    /// What was assumed, in words.
    pub assumptions: Vec<String>,
}

impl LoanTerms {
    /// Limits and help, with the assumptions about them.
    #[must_use]
    pub fn new(limits: &LoanLimits, assumptions: Vec<String>) -> Self {
        Self {
            limit: limits.limits.principal.map(digits),
            longest: limits.limits.months,
            guarantee: limits.guarantee.clone(),
            help: limits.help.as_ref().map(LoanHelp::new),
            assumptions,
        }
    }
}

/// A policy states nothing about a loan or its interest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoLoanTerms {
    /// Its id.
    pub id: String,
}

/// The limits and the help that these policies, by position, fix, and the assumptions about them.
/// Help counts only where its conditions are met; a loan brings the help that names it.
///
/// # Errors
/// If one of the policies states nothing about a loan or its interest.
pub fn loan_terms(
    evaluator: &IncrementalEvaluator,
    policies: &[u16],
) -> Result<(LoanLimits, Vec<String>), NoLoanTerms> {
    let law = evaluator.law();
    let mut all = LoanLimits::default();
    let mut assumptions = Vec::new();
    let instruments = (0u16..).zip(&law.instruments);
    for ((position, instrument), decision) in instruments.zip(evaluator.decisions()) {
        let named = policies.contains(&position);
        let own = instrument.loan.as_ref();
        let helps_named = own.is_some_and(|l| l.helps.iter().any(|h| policies.contains(h)));
        if !named && !helps_named {
            continue;
        }
        let terms = loan_limits(law, position, evaluator.as_of(), evaluator.answers());
        let Some(terms) = terms else {
            return Err(NoLoanTerms {
                id: instrument.id.clone(),
            });
        };
        let met = decision.verdict == Verdict::Eligible;
        if !met && (terms.help.is_some() || named) {
            assumptions.push(format!(
                "“{}”：{}{}。",
                instrument.title,
                huice_zh::terms::verdict(&decision.verdict),
                if terms.help.is_some() {
                    "，没有算贴息"
                } else {
                    ""
                }
            ));
        }
        for open in &terms.open {
            let open = huice_zh::loan::term(*open);
            assumptions.push(format!("“{}”：{open}还没定。", instrument.title));
        }
        join(&mut all, terms, met, &instrument.title, &mut assumptions);
    }
    assumptions.push("按一个人的一笔贷款算；合伙人各自的贷款不相加。".into());
    Ok((all, assumptions))
}

/// Adds what another policy fixes: the narrower limit, and the first help whose conditions are met.
fn join(
    all: &mut LoanLimits,
    terms: LoanLimits,
    met: bool,
    title: &str,
    assumptions: &mut Vec<String>,
) {
    let least = |a: Option<Decimal>, b: Option<Decimal>| match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    all.limits = Limits {
        principal: least(all.limits.principal, terms.limits.principal),
        months: match (all.limits.months, terms.limits.months) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        },
    };
    if !terms.guarantee.is_empty() {
        assumptions.push(format!("担保：{}。", terms.guarantee));
        all.guarantee = terms.guarantee;
    }
    if let (true, None, Some(help)) = (met, &all.help, terms.help) {
        if help.months.is_none() {
            assumptions.push(format!("“{title}”：贴息贴几年，文件没有写。"));
        }
        assumptions.push(format!("贴息按“{title}”算。"));
        all.help = Some(help);
    }
}
