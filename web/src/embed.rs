//! In a page of another site: what that page asks for beyond a place, roles and a look, and what
//! can be told to it where a person says so. The wishes come from the frame's script
//! (`web/embed/frame.js`).

use huice_core::ir::{Kind, Law};
use huice_core::text;
use huice_core::{AmountResult, Decision};
use huice_zh::words;

/// What may be picked and what is looked at. Nothing in a list: everything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Limits {
    /// Codes of the places that are offered.
    places: Vec<String>,
    /// Names of the topics that are looked at.
    topics: Vec<String>,
}

impl Limits {
    /// Reads `codes;topics`, each list with `,`. The frame's script has checked both.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let list = |part: Option<&str>| -> Vec<String> {
            let parts = part.unwrap_or_default().split(',');
            parts.filter(|p| !p.is_empty()).map(str::to_owned).collect()
        };
        let mut parts = text.split(';');
        Self {
            places: list(parts.next()),
            topics: list(parts.next()),
        }
    }

    /// Whether there is a list of places.
    #[must_use]
    pub fn names_places(&self) -> bool {
        !self.places.is_empty()
    }

    /// Whether there is a list of topics.
    #[must_use]
    pub fn names_topics(&self) -> bool {
        !self.topics.is_empty()
    }

    /// Whether a place is offered.
    #[must_use]
    pub fn offers(&self, code: &str) -> bool {
        self.places.is_empty() || self.places.iter().any(|place| place == code)
    }

    /// Whether things of this kind are looked at.
    #[must_use]
    pub fn looks_at(&self, kind: Kind) -> bool {
        self.topics.is_empty() || self.topics.iter().any(|own| own == topic(kind))
    }
}

/// The topic of a kind, by its name in the contract of version 1.
fn topic(kind: Kind) -> &'static str {
    match kind {
        Kind::Cash | Kind::Recurring | Kind::Reimbursement | Kind::Refund => "cash",
        Kind::Loan | Kind::Interest => "loan",
        Kind::Tax | Kind::Extension => "relief",
        Kind::Priority | Kind::Service | Kind::Duty | Kind::Definition => "other",
    }
}

/// The years in which the documents were issued, rising, with `,` between them.
#[must_use]
pub fn years(law: &Law) -> String {
    let mut years: Vec<u16> = Vec::new();
    for document in &law.documents {
        let of = document.issue_years();
        years.extend([of.earliest, of.latest]);
    }
    huice_core::sort(&mut years);
    years.dedup();
    let years: Vec<String> = years.iter().map(u16::to_string).collect();
    text::joined(&years, ",")
}

/// The outcomes, a line for each: id, verdict, kind of amount, least, most, unit, amount in words,
/// with tabs between them. Numbers are decimals in full; an empty one is not known or not stated.
#[must_use]
pub fn verdicts(law: &Law, outcomes: &[Decision]) -> String {
    let mut out = String::new();
    for outcome in outcomes {
        let Some(instrument) = law.instruments.get(usize::from(outcome.instrument)) else {
            continue;
        };
        let text = words::amount(&outcome.amount);
        let (kind, low, high, unit) = match &outcome.amount {
            AmountResult::None | AmountResult::NotDue => ("none", None, None, None),
            AmountResult::NotStated => ("not_stated", None, None, None),
            AmountResult::Text(_) => ("text", None, None, None),
            AmountResult::Exact(n, unit) => ("exact", Some(*n), Some(*n), Some(unit)),
            AmountResult::Range(low, high, unit) => ("range", Some(*low), *high, Some(unit)),
            AmountResult::AtMost(most, unit) => ("at_most", None, *most, Some(unit)),
        };
        let number = |n: Option<huice_core::Decimal>| n.map(huice_core::number::format_decimal);
        let parts = [
            instrument.id.as_str(),
            outcome.verdict.word(),
            kind,
            &number(low).unwrap_or_default(),
            &number(high).unwrap_or_default(),
            unit.map_or("", words::unit_word),
            &text,
        ];
        for (n, part) in parts.into_iter().enumerate() {
            if n > 0 {
                out.push('\t');
            }
            // Neither sign is written in the law; a line stays a line whatever a pack says.
            out.extend(part.chars().filter(|c| !matches!(c, '\t' | '\n')));
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_limit_and_no_list_limits_nothing() {
        let none = Limits::read(";");
        assert!(none.offers("500101") && none.looks_at(Kind::Loan));
        assert!(!none.names_places() && !none.names_topics());
        let some = Limits::read("500101,320281;cash,relief");
        assert!(some.offers("320281") && !some.offers("500000"));
        assert!(some.looks_at(Kind::Refund) && some.looks_at(Kind::Extension));
        assert!(!some.looks_at(Kind::Interest) && !some.looks_at(Kind::Service));
        assert_eq!(Limits::read(""), Limits::default());
    }
}
