//! Sets of changes that are no advice: an office is asked in vain, since a definition states what is
//! needed and that is not met; or the answers contradict each other.

use crate::look::Look;
use huice_core::ir::{Condition, Expr, FactId, OptionId, Test};
use huice_core::{Answer, Answers, Inferring};
use huice_oracle::naive::Naive;

/// Whether a set of answers contains a finding that the definitions exclude.
pub fn is_excluded(look: &Look<'_>, set: &[(FactId, &Answer)]) -> bool {
    set.iter().any(|(fact, to)| {
        let change = look.law.facts[usize::from(*fact)].change.as_ref();
        let (Some(Answer::Choice(from)), Answer::Choice(to)) = (look.answers.get(*fact), to) else {
            return false;
        };
        if !change.is_some_and(|change| change.office) {
            return false;
        }
        let mut answers = look.answers.clone();
        let others = set.iter().filter(|(other, _)| other != fact);
        others.for_each(|(other, answer)| answers.set(*other, (*answer).clone()));
        let naive = Naive {
            law: look.law,
            instrument: look.instrument(),
            as_of: look.as_of,
            answers: &answers,
        };
        let mut ways = Vec::new();
        let definitions = look.law.definitions.iter().map(|known| &known.holds);
        for condition in definitions.chain(&look.instrument().eligible) {
            gather(condition, *fact, (*from, *to), &mut ways);
        }
        !ways.is_empty() && ways.iter().all(|way| naive.holds(way) == Some(false))
    })
}

/// Whether a set of answers contradicts the others, or itself, and nothing did before.
pub fn contradicts(look: &Look<'_>, set: &[(FactId, &Answer)]) -> bool {
    let mut after = look.answers.clone();
    set.iter()
        .for_each(|(fact, answer)| after.set(*fact, (*answer).clone()));
    let before = questions(look, look.answers);
    questions(look, &after)
        .iter()
        .any(|one| !before.contains(one))
}

/// What is to be asked of whoever gave answers that cannot all be so.
fn questions<'l>(look: &Look<'l>, answers: &Answers) -> Vec<&'l str> {
    let mut inferring = Inferring::new(look.law, look.as_of);
    for (fact, answer) in answers.iter() {
        inferring.set(fact, Some(answer));
    }
    let found = inferring.contradictions().into_iter();
    found.map(|one| one.say).collect()
}

/// The conditions of those who have one option, not the other, beside what is left open.
fn gather<'c>(
    condition: &'c Condition,
    fact: FactId,
    (from, to): (OptionId, OptionId),
    ways: &mut Vec<&'c Condition>,
) {
    match &condition.test {
        Test::All(list) => {
            let open = list.iter().any(|part| matches!(part.test, Test::Open));
            let has_from = list.iter().any(|part| match &part.test {
                Test::When(Expr::In(choice, options)) => {
                    **choice == Expr::Fact(fact)
                        && options.contains(&from)
                        && !options.contains(&to)
                }
                _ => false,
            });
            if open && has_from {
                ways.push(condition);
            }
            list.iter()
                .for_each(|part| gather(part, fact, (from, to), ways));
        }
        Test::Any(list) => list
            .iter()
            .for_each(|part| gather(part, fact, (from, to), ways)),
        Test::Not(part) => gather(part, fact, (from, to), ways),
        Test::Use(_) | Test::When(_) | Test::Judge(_) | Test::Open => {}
    }
}
