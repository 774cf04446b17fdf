//! What is measured: the same pieces of work natively and in a browser.

use crate::people;
use crate::plain::{self, Day, Decision, Fact, Person};
use huice_core::ir::{FactId, Instrument, Law};
use huice_core::{
    AmountResult, Answer, Answers, CompiledLaw, Date, Decimal, IncrementalEvaluator, Verdict,
    evaluate, explain,
};
use serde_json::Value;
use std::hint::black_box;
use std::rc::Rc;

/// The core on one law, with people to try it on.
pub struct Core {
    law: Rc<CompiledLaw>,
    as_of: Date,
    /// Complete answers.
    people: Vec<Answers>,
    empty: IncrementalEvaluator,
}

/// Somebody who has said nothing yet, and what they will say.
pub type Ready = (IncrementalEvaluator, Answers);

impl Core {
    /// With people who have answered everything.
    #[must_use]
    pub fn new(law: Law, as_of: Date, people: &[Value]) -> Self {
        let people = people.iter().map(|json| people::answers(&law, json));
        let people = people.collect();
        let law = Rc::new(CompiledLaw::new(law));
        Self {
            empty: IncrementalEvaluator::new(Rc::clone(&law), as_of, Answers::new()),
            law,
            as_of,
            people,
        }
    }

    /// Decides everything for that many people; with every explanation if `explained`.
    pub fn full(&self, times: usize, explained: bool) -> usize {
        let (law, as_of) = (&self.law, self.as_of);
        let mut decided = 0;
        for answers in self.people.iter().cycle().take(times) {
            let decisions = black_box(evaluate(law, as_of, answers));
            decided += decisions.len();
            for decision in decisions.iter().filter(|_| explained) {
                black_box(explain::explain_one(law, as_of, answers, decision));
            }
        }
        decided
    }

    /// Some people, from one on, ready to be asked.
    #[must_use]
    pub fn ready(&self, from: usize, times: usize) -> Vec<Ready> {
        let people = self.people.iter().cycle().skip(from).take(times);
        people.map(|p| (self.empty.clone(), p.clone())).collect()
    }

    /// Asks everybody who is ready until nothing is open: how many answers that takes. Each is
    /// one change, all verdicts and amounts, and the next question.
    pub fn ask(&self, ready: &mut [Ready]) -> usize {
        let mut steps = 0;
        for (evaluator, person) in ready {
            let mut question = next(evaluator);
            while let Some(fact) = question {
                let answer = person.get(fact).cloned().unwrap_or(Answer::Unsure);
                evaluator.set(fact, answer);
                question = next(evaluator);
                steps += 1;
            }
        }
        steps
    }

    /// The answers of a prepared person, in the order in which they are asked.
    #[must_use]
    pub fn order(&self, ready: &Ready) -> Vec<(FactId, Answer)> {
        let (mut evaluator, person) = ready.clone();
        let mut order = Vec::new();
        while let Some(fact) = next(&evaluator) {
            let answer = person.get(fact).cloned().unwrap_or(Answer::Unsure);
            evaluator.set(fact, answer.clone());
            order.push((fact, answer));
        }
        order
    }

    /// The next question: whether there is one.
    #[must_use]
    pub fn question(&self, ready: &Ready) -> bool {
        black_box(next(&ready.0)).is_some()
    }

    /// Some people who have answered everything.
    #[must_use]
    pub fn answered(&self, times: usize) -> Vec<IncrementalEvaluator> {
        let people = self.people.iter().take(times);
        let evaluator = |answers: &Answers| {
            IncrementalEvaluator::new(Rc::clone(&self.law), self.as_of, answers.clone())
        };
        people.map(evaluator).collect()
    }

    /// How many people there are.
    #[must_use]
    pub fn people(&self) -> usize {
        self.people.len()
    }

    /// The core's results for a person, in a form that all programs share.
    #[must_use]
    pub fn says(&self, who: usize) -> Vec<String> {
        let answers = self.people.get(who);
        let decisions = answers.map(|a| evaluate(&self.law, self.as_of, a));
        decisions.iter().flatten().map(said).collect()
    }
}

/// Explains one instrument after the other to one person after the other, as when a card is opened.
pub fn explain_in_turn(evaluators: &[IncrementalEvaluator], times: usize) {
    let instruments = evaluators.first().map_or(0, |one| one.decisions().len());
    let positions = (0..instruments).cycle();
    for (evaluator, at) in evaluators.iter().cycle().zip(positions).take(times) {
        let position = u16::try_from(at).unwrap_or(u16::MAX);
        black_box(evaluator.explain(position));
    }
}

/// The fact that is asked for next.
fn next(evaluator: &IncrementalEvaluator) -> Option<FactId> {
    evaluator.next_question(&|_| true).map(|q| q.fact)
}

/// `eligible 600000`: the verdict, the day where it has one, and the sum in 分.
fn said(decision: &huice_core::Decision) -> String {
    let verdict = match &decision.verdict {
        Verdict::NotYet(day) => format!("not_yet {}", day.to_string().replace('-', "")),
        verdict => verdict.word().into(),
    };
    let cents = |n: Decimal| (n * Decimal::ONE_HUNDRED).normalize().to_string();
    match &decision.amount {
        AmountResult::Exact(n, _) | AmountResult::AtMost(Some(n), _) => {
            format!("{verdict} {}", cents(*n))
        }
        // Time may still change it while an office has the last word.
        AmountResult::Range(..) | AmountResult::AtMost(None, _) => format!("{verdict} open"),
        AmountResult::None
        | AmountResult::NotDue
        | AmountResult::NotStated
        | AmountResult::Text(_) => {
            format!("{verdict} -")
        }
    }
}

/// The law with nothing but the ten instruments, in the order of the plain programs.
#[must_use]
pub fn ten_of(law: &Law) -> Law {
    let mut ten = law.clone();
    let named = |id: &&str| law.instrument(id).map(|(_, i)| i.clone());
    ten.instruments = plain::TEN.iter().filter_map(named).map(alone).collect();
    ten
}

/// Without what binds it to others.
#[must_use]
pub fn alone(instrument: Instrument) -> Instrument {
    Instrument {
        excludes: Vec::new(),
        replaces: Vec::new(),
        restates: None,
        ..instrument
    }
}

/// Opens a law from its files and evaluates it without any answers. Returns the number of
/// instruments.
#[must_use]
pub fn cold(files: &[Vec<u8>], as_of: Date) -> usize {
    let Ok(law) = huice_pack::decode_files(files) else {
        return 0;
    };
    first(law, as_of)
}

/// The first evaluation of a law: how many instruments there are.
#[must_use]
pub fn first(law: Law, as_of: Date) -> usize {
    let evaluator = IncrementalEvaluator::new(Rc::new(law.into()), as_of, Answers::new());
    black_box(evaluator.decisions()).len()
}

/// The plain program, with the same people.
pub struct Plain {
    today: Day,
    people: Vec<Person>,
}

impl Plain {
    /// With people who have answered everything.
    #[must_use]
    pub fn new(as_of: Date, people: &[Value]) -> Self {
        let number = |day: Date| {
            let date = i32::from(day.year()) * 10_000 + i32::from(day.month()) * 100;
            Day(date + i32::from(day.day()))
        };
        Self {
            today: number(as_of),
            people: people.iter().map(Person::read).collect(),
        }
    }

    /// Evaluates the ten for that many people.
    #[must_use]
    pub fn full(&self, times: usize) -> usize {
        let people = self.people.iter().cycle().take(times);
        people
            .map(|p| black_box(plain::evaluate(p, self.today)).len())
            .sum()
    }

    /// Asks that many people until nothing is open: how many answers that takes.
    #[must_use]
    pub fn ask(&self, times: usize) -> usize {
        let mut steps = 0;
        for full in self.people.iter().cycle().take(times) {
            let mut person = Person::default();
            let mut question = self.next(&person);
            while let Some(fact) = question {
                person.take(fact, full);
                question = self.next(&person);
                steps += 1;
            }
        }
        steps
    }

    fn next(&self, person: &Person) -> Option<Fact> {
        let decisions = black_box(plain::evaluate(person, self.today));
        plain::next(person, &decisions)
    }

    /// The results for a person: see [`Core::says`].
    #[must_use]
    pub fn says(&self, who: usize) -> Vec<String> {
        let decisions = self.people.get(who);
        let decisions = decisions.map(|p| plain::evaluate(p, self.today));
        decisions.iter().flatten().map(words).collect()
    }
}

fn words((verdict, sum): &Decision) -> String {
    let sum = sum.map_or("-".into(), |n| n.to_string());
    match verdict {
        plain::Verdict::Eligible => format!("eligible {sum}"),
        plain::Verdict::NotYet(day) => format!("not_yet {} {sum}", day.0),
        plain::Verdict::Ineligible => format!("ineligible {sum}"),
        plain::Verdict::Undetermined => format!("undetermined {sum}"),
    }
}
