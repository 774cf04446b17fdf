//! What each instrument costs: the time of one evaluation with nothing answered, and on the way
//! through interviews, of a law with that instrument alone. For finding waste.
//!
//!     cargo run --profile bench -p huice-bench --example instruments -- [PLACE]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::float_arithmetic,
    reason = "a tool of the bench may fail loudly"
)]

use huice_bench::work::alone;
use huice_core::{Answer, Answers, CompiledLaw, Date, IncrementalEvaluator, evaluate};
use huice_oracle::generate::{Dice, Figures};
use std::hint::black_box;
use std::rc::Rc;
use std::time::Instant;

const DAY: &str = "2020-06-30";
const PEOPLE: usize = 20;
const TIMES: u32 = 20;

fn main() {
    let place = std::env::args().nth(1).unwrap_or_else(|| "320281".into());
    let law = huice_tests::corpus().law_for(&place).unwrap();
    let as_of = Date::parse(DAY).unwrap();
    let figures = Figures::of(&law, as_of);
    let mut dice = Dice::new(19);
    let people: Vec<Answers> = (0..PEOPLE)
        .map(|_| figures.complete(&law, &mut dice))
        .collect();
    let whole = Rc::new(CompiledLaw::new(law.clone()));
    let steps: Vec<Answers> = people
        .iter()
        .flat_map(|p| steps(&whole, as_of, p))
        .collect();
    let mut rows = Vec::new();
    for instrument in &law.instruments {
        let mut one = law.clone();
        one.instruments = vec![alone(instrument.clone())];
        let one = CompiledLaw::new(one);
        let empty = CompiledLaw::new(huice_core::Law {
            instruments: Vec::new(),
            ..law.clone()
        });
        let base = time(&empty, as_of, &[Answers::new()]);
        let nothing = time(&one, as_of, &[Answers::new()]) - base;
        let on_the_way = time(&one, as_of, &steps) - time(&empty, as_of, &steps);
        let full = time(&one, as_of, &people) - time(&empty, as_of, &people);
        rows.push((on_the_way, nothing, full, instrument.id.clone()));
    }
    rows.sort_by(|a, b| b.0.total_cmp(&a.0));
    println!("µs: on the way through interviews, nothing answered, everything answered");
    let sum = |of: fn(&(f64, f64, f64, String)) -> f64| rows.iter().map(of).sum::<f64>();
    println!(
        "{:8.2} {:8.2} {:8.2}  all {}",
        sum(|r| r.0),
        sum(|r| r.1),
        sum(|r| r.2),
        rows.len()
    );
    for (on_the_way, nothing, full, id) in &rows {
        println!("{on_the_way:8.2} {nothing:8.2} {full:8.2}  {id}");
    }
}

/// The answers after each step of an interview.
fn steps(law: &Rc<CompiledLaw>, as_of: Date, person: &Answers) -> Vec<Answers> {
    let mut evaluator = IncrementalEvaluator::new(Rc::clone(law), as_of, Answers::new());
    let mut all = Vec::new();
    while let Some(question) = evaluator.next_question(&|_| true) {
        let answer = person.get(question.fact).cloned();
        evaluator.set(question.fact, answer.unwrap_or(Answer::Unsure));
        all.push(evaluator.answers().clone());
    }
    all
}

/// Microseconds of one evaluation.
fn time(law: &CompiledLaw, as_of: Date, people: &[Answers]) -> f64 {
    let mut best = f64::MAX;
    for _ in 0..3 {
        let start = Instant::now();
        for _ in 0..TIMES.div_ceil(u32::try_from(people.len()).unwrap()) {
            for answers in people {
                black_box(evaluate(law, as_of, answers));
            }
        }
        let done = TIMES.div_ceil(u32::try_from(people.len()).unwrap())
            * u32::try_from(people.len()).unwrap();
        best = best.min(start.elapsed().as_secs_f64() * 1e6 / f64::from(done));
    }
    best
}
