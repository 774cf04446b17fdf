//! One instrument under some answers, with its counterfactuals, and the completions of the unknown
//! facts.

use huice_core::counterfactual::{Counterfactuals, counterfactuals};
use huice_core::ir::Instrument;
use huice_core::{Answer, Answers, CompiledLaw, Date, Decision, VecMap, Verdict, evaluate};
use huice_oracle::domain::{Domain, nth};
use huice_oracle::follow::Follow;
use huice_oracle::generate::Dice;
use huice_oracle::naive::Naive;

/// How many completions of the unknown facts are tried for one change set.
const COMPLETIONS: usize = 60;

/// One instrument under some answers, on a day.
pub struct Look<'a> {
    pub law: &'a CompiledLaw,
    pub as_of: Date,
    pub answers: &'a Answers,
    pub decision: Decision,
    pub found: Counterfactuals,
}

impl<'a> Look<'a> {
    pub fn new(law: &'a CompiledLaw, as_of: Date, answers: &'a Answers) -> Self {
        let decision = evaluate(law, as_of, answers).remove(0);
        let found = counterfactuals(law, as_of, answers, &decision);
        Self {
            law,
            as_of,
            answers,
            decision,
            found,
        }
    }

    pub fn instrument(&self) -> &Instrument {
        &self.law.instruments[0]
    }

    pub fn verdict(&self, answers: &Answers, day: Date) -> Verdict {
        evaluate(self.law, day, answers).remove(0).verdict
    }

    /// Whether the condition holds for complete answers, by the naive evaluator.
    pub fn holds(&self, answers: &Answers, day: Date) -> Option<bool> {
        let naive = Naive {
            law: self.law,
            instrument: self.instrument(),
            as_of: day,
            answers,
        };
        naive.can_be_had()
    }

    /// Completions of what the answers leave open.
    pub fn completions(&self, answers: &Answers, dice: &mut Dice) -> Vec<Answers> {
        let domain = Domain::of(self.law, self.instrument(), self.as_of, answers);
        let (open, all) = domain.unknown(answers);
        let tries: Vec<usize> = if all <= COMPLETIONS {
            (0..all).collect()
        } else {
            (0..COMPLETIONS).map(|_| dice.below(all)).collect()
        };
        let own = |id| domain.facts.iter().any(|(own, _)| *own == id);
        let follow = Follow::some(self.law, &own);
        let complete = tries.into_iter().map(|n| {
            let mut full = answers.clone();
            nth(&open, n, &mut full);
            fill(&domain, &mut full, dice);
            follow.complete(self.as_of, answers, &full)
        });
        complete.collect()
    }

    pub fn context(&self) -> String {
        format!(
            "{} as of {}: {:?}\n{:?}\n{:?}",
            self.instrument().id,
            self.as_of,
            self.decision.verdict,
            self.found,
            self.answers
        )
    }
}

/// Settles what is open inside records, and days whose month or year only is known.
fn fill(domain: &Domain, answers: &mut Answers, dice: &mut Dice) {
    for (id, values) in &domain.facts {
        match answers.get(*id) {
            Some(Answer::Date(days)) => {
                let day = [days.low, days.high][dice.below(2)];
                answers.set(*id, Answer::Date(huice_core::DateRange::only(day)));
            }
            Some(Answer::Records(list)) => {
                let mut list = list.clone();
                for record in &mut list {
                    fill_record(record, &samples(values), dice);
                }
                answers.set(*id, Answer::Records(list));
            }
            _ => {}
        }
    }
}

fn fill_record(record: &mut VecMap<Answer>, samples: &[&VecMap<Answer>], dice: &mut Dice) {
    if samples.is_empty() {
        return;
    }
    for (at, answer) in samples[dice.below(samples.len())].iter() {
        if record.get(at).is_none_or(|now| *now == Answer::Unsure) {
            record.insert(*at, answer.clone());
        }
    }
    let dated: Vec<(u16, Date)> = record
        .iter()
        .filter_map(|(at, answer)| match answer {
            Answer::Date(days) => Some((*at, days.low)),
            _ => None,
        })
        .collect();
    for (at, day) in dated {
        record.insert(at, Answer::Date(huice_core::DateRange::only(day)));
    }
}

/// The records of the oracle's lists, with values on the rule's figures.
pub fn samples(values: &[Answer]) -> Vec<&VecMap<Answer>> {
    let lists = values.iter().filter_map(|list| match list {
        Answer::Records(records) => Some(records),
        _ => None,
    });
    lists.flatten().collect()
}
