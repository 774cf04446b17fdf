//! Why a verdict is what it is, in one short line.

use crate::state::State;
use huice_core::ir::Instrument;
use huice_core::{CompiledLaw, Connective, Decision, Need, Proof, Truth, Verdict, words};

/// One short line: why.
#[must_use]
pub fn reason(
    state: &State,
    law: &CompiledLaw,
    instrument: &Instrument,
    outcome: &Decision,
) -> String {
    match &outcome.verdict {
        Verdict::Eligible => match outcome.amount_needs.first() {
            Some(fact) => format!("金额还要知道：{}", label(law, *fact)),
            None if !instrument.prerequisite.is_empty() => instrument.prerequisite.clone(),
            None if instrument.eligible.is_none() => "文件没有写条件".into(),
            None => "写明的条件都满足".into(),
        },
        Verdict::NotYet(day) => format!("{}起可以", words::day(*day)),
        Verdict::Ineligible => state
            .explain(outcome)
            .proof
            .as_ref()
            .and_then(decider)
            .map_or_else(|| "有一条不满足".into(), |say| format!("不满足：{say}")),
        Verdict::Replaced(other) => law
            .instruments
            .get(usize::from(*other))
            .map_or_else(String::new, |other| format!("改享“{}”", other.title)),
        Verdict::Undetermined => need(law, outcome),
        Verdict::Expired(day) => format!("{}到期", words::day(*day)),
        Verdict::NotStarted(day) => format!("{}起执行", words::day(*day)),
        Verdict::StartUnknown(low, high) => {
            format!(
                "{}到{}之间起执行，文件没写哪天",
                words::day(*low),
                words::day(*high)
            )
        }
    }
}

fn need(law: &CompiledLaw, outcome: &Decision) -> String {
    let asked = outcome.needs.iter().find_map(|need| match need {
        Need::Fact(fact) => Some(*fact),
        Need::Judgement(_) | Need::Open(_) | Need::Reading(..) => None,
    });
    if let Some(fact) = asked {
        return format!("要知道：{}", label(law, fact));
    }
    match outcome.needs.first() {
        Some(Need::Judgement(fact)) => match law.facts.get(usize::from(*fact)) {
            Some(found) => found
                .judgement
                .clone()
                .unwrap_or_else(|| found.label.clone()),
            None => String::new(),
        },
        Some(Need::Open(open)) => format!("文件没有写全：{}", law.program().open_words(*open)),
        Some(Need::Reading(instrument, at)) => {
            let instrument = law.instruments.get(usize::from(*instrument));
            let reading = instrument.and_then(|i| i.readings.get(usize::from(*at)));
            format!(
                "条文有两种读法：{}",
                reading.map_or("", |reading| &reading.about)
            )
        }
        Some(Need::Fact(_)) | None => "要问经办部门".into(),
    }
}

fn label(law: &CompiledLaw, fact: u16) -> &str {
    law.facts
        .get(usize::from(fact))
        .map_or("", |fact| fact.label.as_str())
}

/// The words of the first decisive test that fails.
fn decider(proof: &Proof) -> Option<String> {
    if proof.truth == Truth::True && proof.connective != Connective::Not {
        return None;
    }
    let parts: Vec<_> = proof.parts.iter().filter(|part| part.decisive).collect();
    match proof.connective {
        Connective::All => parts.into_iter().find_map(decider).or_else(|| own(proof)),
        Connective::Any if proof.say.is_empty() => parts
            .into_iter()
            .find_map(decider)
            .map(|say| format!("{say}等各项都不满足")),
        Connective::Not if proof.say.is_empty() => proof
            .parts
            .first()
            .and_then(own)
            .map(|say| format!("不能是“{say}”")),
        Connective::Any
        | Connective::Not
        | Connective::Leaf
        | Connective::Judge
        | Connective::Open
        | Connective::Cases => own(proof),
    }
}

fn own(proof: &Proof) -> Option<String> {
    (!proof.say.is_empty()).then(|| proof.say.clone())
}
