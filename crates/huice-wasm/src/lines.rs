//! Decisions on their way out, as short as they can be: one line of text for each policy, its parts
//! with a tab behind each. The package's script cuts a line up when somebody looks at the result.
//!
//! A line has the parts of an `Outcome` that have no words: `verdict`; what belongs to it (`not_yet`,
//! `expired`, `starts`, `start_between` with a comma between its days, or `replaced_by`: the name
//! and what it is, as `starts=2019-07-01`); `exact` (`1` or nothing); the `amount_needs` with commas
//! between them; and of the amount `kind`, `unit`, `value`, `low` and `high`. A part that is missing
//! is empty. An amount without numbers ends with its kind.

use huice_api::terms::{AmountKind, Verdict};
use huice_core::ir::Unit;
use huice_core::number::format_decimal;
use huice_core::text::joined;
use huice_core::{AmountResult, CompiledLaw, Decimal, Decision, Verdict as CoreVerdict};
use huice_zh::words::unit_word;

/// Lines, written one after the other.
#[derive(Debug, Default)]
pub(crate) struct Lines(String);

impl Lines {
    /// The text.
    pub(crate) fn text(self) -> String {
        self.0
    }

    /// The position of the policy whose line follows, where not all are written.
    pub(crate) fn position(&mut self, position: u16) {
        self.part(&position.to_string());
    }

    /// A decision.
    pub(crate) fn decision(&mut self, law: &CompiledLaw, decision: &Decision) {
        self.part(Verdict::from(&decision.verdict).word());
        self.about(law, &decision.verdict);
        self.part(if decision.exact { "1" } else { "" });
        for (at, fact) in decision.amount_needs.iter().enumerate() {
            if at > 0 {
                self.0.push(',');
            }
            let fact = law.facts.get(usize::from(*fact));
            self.0.push_str(fact.map_or("", |fact| fact.id.as_str()));
        }
        self.part("");
        self.amount(&decision.amount);
        self.0.push('\n');
    }

    /// An item whose text is lost.
    pub(crate) fn lost(&mut self) {
        self.part(Verdict::TextMissing.word());
        self.0.push_str("\t1\t\t");
        self.amount(&AmountResult::NotStated);
        self.0.push('\n');
    }

    /// What belongs to a verdict.
    fn about(&mut self, law: &CompiledLaw, verdict: &CoreVerdict) {
        let (name, what) = match verdict {
            CoreVerdict::NotYet(from) => ("not_yet=", from.to_string()),
            CoreVerdict::Expired(last) => ("expired=", last.to_string()),
            CoreVerdict::NotStarted(first) => ("starts=", first.to_string()),
            CoreVerdict::StartUnknown(earliest, latest) => {
                let days = [earliest.to_string(), latest.to_string()];
                ("start_between=", joined(&days, ","))
            }
            CoreVerdict::Replaced(by) => {
                let by = law.instruments.get(usize::from(*by));
                (
                    "replaced_by=",
                    by.map_or_else(String::new, |by| by.id.clone()),
                )
            }
            CoreVerdict::Eligible | CoreVerdict::Ineligible | CoreVerdict::Undetermined => {
                ("", String::new())
            }
        };
        self.0.push_str(name);
        self.part(&what);
    }

    fn amount(&mut self, amount: &AmountResult) {
        self.part(AmountKind::from(amount).word());
        match amount {
            AmountResult::None
            | AmountResult::NotDue
            | AmountResult::NotStated
            | AmountResult::Text(_) => {}
            AmountResult::Exact(n, unit) => self.numbers(unit, [Some(*n), None, None]),
            AmountResult::Range(low, high, unit) => self.numbers(unit, [None, Some(*low), *high]),
            AmountResult::AtMost(n, unit) => self.numbers(unit, [*n, None, None]),
        }
    }

    fn numbers(&mut self, unit: &Unit, numbers: [Option<Decimal>; 3]) {
        self.part(unit_word(unit));
        for number in numbers {
            self.part(&number.map_or_else(String::new, format_decimal));
        }
    }

    fn part(&mut self, text: &str) {
        self.0.push_str(text);
        self.0.push('\t');
    }
}
