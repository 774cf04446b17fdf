//! One evaluation: answers, a day and the law give a proof and an outcome for every instrument.

mod amount;
mod arithmetic;
mod condition;
mod expr;
mod time;

use crate::answers::Answers;
use crate::date::Date;
use crate::ir::{Condition, FactId, Instrument, Law};
use crate::outcome::{AmountResult, Need, Outcome, Proof, ReadingResult, TermResult, Verdict};
use crate::words;
use condition::{Scene, needs_of, prove};

/// Evaluates every instrument of the law as of a day, in the law's order.
#[must_use]
pub fn evaluate(law: &Law, as_of: Date, answers: &Answers) -> Vec<Outcome> {
    let mut outcomes: Vec<Outcome> = (0u16..)
        .zip(&law.instruments)
        .map(|(position, instrument)| one(law, as_of, answers, position, instrument))
        .collect();
    replace(law, &mut outcomes);
    outcomes
}

/// What a condition comes to: the verdict, what is missing for it, and the proof as of the day.
struct Finding {
    verdict: Verdict,
    needs: Vec<Need>,
    proof: Option<Proof>,
}

fn one(
    law: &Law,
    as_of: Date,
    answers: &Answers,
    position: u16,
    instrument: &Instrument,
) -> Outcome {
    let scene = Scene::new(law, instrument, as_of, answers);
    let ours = find(&scene, instrument.eligible.as_ref());
    let worked = amount::work_out(&scene, &instrument.amount);
    let mut verdict = ours.verdict;
    let mut needs = ours.needs;
    let mut readings = Vec::new();
    for reading in &instrument.readings {
        let other = reading.eligible.as_ref().map(|c| find(&scene, Some(c)));
        let amount = reading
            .amount
            .as_ref()
            .map(|a| amount::work_out(&scene, a).result);
        let differs = other.as_ref().is_some_and(|o| o.verdict != verdict)
            || amount.as_ref().is_some_and(|a| *a != worked.result);
        if let (true, Some(other)) = (reading.ask, &other) {
            hold_back(&mut verdict, &mut needs, other, &reading.about);
        }
        readings.push(ReadingResult {
            about: reading.about.clone(),
            ours: reading.ours.clone(),
            other: reading.other.clone(),
            verdict: other.map(|o| o.verdict),
            amount,
            differs,
        });
    }
    if let Some(outside) = time::outside(law, instrument, as_of) {
        verdict = outside;
        needs.clear();
    }
    Outcome {
        instrument: position,
        verdict,
        strength: instrument.strength,
        kind: instrument.kind,
        to: instrument.to,
        amount: worked.result,
        steps: worked.steps,
        needs,
        amount_needs: worked.missing,
        proof: ours.proof,
        readings,
        terms: instrument
            .terms
            .iter()
            .map(|t| TermResult {
                label: t.label.clone(),
                text: words::number(t.value, &t.unit),
                cite: t.cite.clone(),
            })
            .collect(),
    }
}

/// A yes (now or later) that the other reading does not share is not told as a yes.
fn hold_back(verdict: &mut Verdict, needs: &mut Vec<Need>, other: &Finding, about: &str) {
    let shared = match (&*verdict, &other.verdict) {
        (Verdict::Eligible, Verdict::Eligible) | (Verdict::NotYet(_), Verdict::Eligible) => true,
        (Verdict::NotYet(ours), Verdict::NotYet(theirs)) => theirs <= ours,
        (Verdict::Eligible | Verdict::NotYet(_), _) => false,
        (_, _) => true,
    };
    if !shared {
        *verdict = Verdict::Undetermined;
        needs.clone_from(&other.needs);
        needs.push(Need::Reading(about.to_owned()));
    }
}

fn find(scene: &Scene<'_>, condition: Option<&Condition>) -> Finding {
    let Some(condition) = condition else {
        return Finding {
            verdict: Verdict::Eligible,
            needs: Vec::new(),
            proof: None,
        };
    };
    let proof = prove(scene, condition);
    match proof.truth {
        crate::Truth::True => Finding {
            verdict: Verdict::Eligible,
            needs: Vec::new(),
            proof: Some(proof),
        },
        crate::Truth::Unknown => Finding {
            verdict: Verdict::Undetermined,
            needs: needs_of(scene.law, &proof),
            proof: Some(proof),
        },
        crate::Truth::False => later(scene, condition, proof),
    }
}

/// False today: does time alone make it true, or may it?
fn later(scene: &Scene<'_>, condition: &Condition, proof: Proof) -> Finding {
    for day in time::turning_days(scene, condition) {
        if time::outside(scene.law, scene.instrument, day).is_some() {
            continue;
        }
        let then = prove(&scene.on(day), condition);
        match then.truth {
            crate::Truth::False => {}
            crate::Truth::True => {
                let verdict = Verdict::NotYet(day);
                return Finding {
                    verdict,
                    needs: Vec::new(),
                    proof: Some(proof),
                };
            }
            crate::Truth::Unknown => {
                let needs = needs_of(scene.law, &then);
                return Finding {
                    verdict: Verdict::Undetermined,
                    needs,
                    proof: Some(proof),
                };
            }
        }
    }
    Finding {
        verdict: Verdict::Ineligible,
        needs: Vec::new(),
        proof: Some(proof),
    }
}

/// Where one instrument takes the place of another, only one of the two is had.
fn replace(law: &Law, outcomes: &mut [Outcome]) {
    for (position, instrument) in (0u16..).zip(&law.instruments) {
        if instrument.replaces.is_empty() {
            continue;
        }
        let Some((verdict, needs)) = outcomes
            .get(usize::from(position))
            .map(|o| (o.verdict.clone(), o.needs.clone()))
        else {
            continue;
        };
        for replaced in &instrument.replaces {
            let Some(other) = outcomes.get_mut(usize::from(*replaced)) else {
                continue;
            };
            if other.verdict != Verdict::Eligible {
                continue;
            }
            match verdict {
                Verdict::Eligible => other.verdict = Verdict::Replaced(position),
                Verdict::Undetermined => {
                    other.verdict = Verdict::Undetermined;
                    other.needs.clone_from(&needs);
                }
                Verdict::NotYet(_)
                | Verdict::Ineligible
                | Verdict::Expired(_)
                | Verdict::NotStarted(_)
                | Verdict::StartUnknown(..)
                | Verdict::Replaced(_) => {}
            }
        }
    }
}

/// An amount with its arithmetic and what would narrow it.
struct Worked {
    result: AmountResult,
    steps: Vec<crate::outcome::Step>,
    missing: Vec<FactId>,
}

impl Worked {
    fn plain(result: AmountResult) -> Self {
        Self {
            result,
            steps: Vec::new(),
            missing: Vec::new(),
        }
    }
}
