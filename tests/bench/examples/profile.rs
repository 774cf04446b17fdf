//! Does one piece of the benchmark's work over and over, for a profiler, and prints what one took.
//!
//!     cargo build --profile bench -p huice-bench --example profile
//!     perf record target/release/examples/profile ten-full 20000
//!
//! Pieces: `ten-full`, `all-full`, `ten-ask`, `all-ask`, `alone-ask` (with an instrument after the
//! number of times), `new`, `set-aside`, `set-aside-once`, `first`, `lower`, `read`, `cold`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::float_arithmetic,
    reason = "a tool of the bench may fail loudly"
)]

use huice_bench::people;
use huice_bench::work::{Core, alone, first, ten_of};
use huice_core::{
    Answers, CompiledLaw, Date, GivenAnswers, IncrementalEvaluator, set_aside_contradicted,
};
use huice_oracle::generate::{Dice, Figures};
use std::hint::black_box;
use std::rc::Rc;
use std::time::Instant;

const PLACE: &str = "320281";
const DAY: &str = "2020-06-30";
const PEOPLE: usize = 100;

fn main() {
    let mut given = std::env::args().skip(1);
    let piece = given.next().expect("a piece");
    let times: usize = given.next().map_or(1000, |n| n.parse().unwrap());
    let law = huice_tests::corpus().law_for(PLACE).unwrap();
    let as_of = Date::parse(DAY).unwrap();
    let figures = Figures::of(&law, as_of);
    let mut dice = Dice::new(19);
    let list: Vec<Answers> = (0..PEOPLE)
        .map(|_| figures.complete(&law, &mut dice))
        .collect();
    let json: Vec<_> = list
        .iter()
        .map(|answers| people::json(&law, answers, &|_| true))
        .collect();
    let bytes = huice_pack::encode(&law).unwrap();
    let compiled = Rc::new(CompiledLaw::new(law.clone()));
    let each = || list.iter().cycle().take(times);
    let core = |ten: bool| {
        let law = if ten { ten_of(&law) } else { law.clone() };
        Core::new(law, as_of, &json)
    };
    match piece.as_str() {
        "ten-full" | "all-full" => {
            let core = core(piece == "ten-full");
            measured(&piece, || {
                core.full(times, false);
                times
            });
        }
        "ten-ask" | "all-ask" => {
            let core = core(piece == "ten-ask");
            let mut ready = core.ready(0, times);
            measured(&piece, || core.ask(&mut ready));
        }
        "alone-ask" => {
            let id = given.next().expect("an instrument");
            let mut one = law.clone();
            one.instruments.retain(|instrument| instrument.id == id);
            one.instruments = one.instruments.into_iter().map(alone).collect();
            let core = Core::new(one, as_of, &json);
            let mut ready = core.ready(0, times);
            measured(&id, || core.ask(&mut ready));
        }
        "new" => measured(&piece, || {
            for answers in each() {
                let law = Rc::clone(&compiled);
                black_box(IncrementalEvaluator::new(law, as_of, answers.clone()));
            }
            times
        }),
        "set-aside" => measured(&piece, || {
            for answers in each() {
                let law = Rc::clone(&compiled);
                black_box(GivenAnswers::new(law, as_of, answers.clone()).set_aside());
            }
            times
        }),
        "set-aside-once" => measured(&piece, || {
            for answers in each() {
                black_box(set_aside_contradicted(
                    &compiled,
                    as_of,
                    &mut answers.clone(),
                ));
            }
            times
        }),
        "first" => measured(&piece, || {
            for _ in 0..times {
                let law = Rc::clone(&compiled);
                black_box(IncrementalEvaluator::new(law, as_of, Answers::new()));
            }
            times
        }),
        "lower" => {
            let laws: Vec<_> = (0..times).map(|_| law.clone()).collect();
            measured(&piece, || {
                for law in laws {
                    black_box(CompiledLaw::new(law));
                }
                times
            });
        }
        "read" => measured(&piece, || {
            for _ in 0..times {
                black_box(huice_pack::decode(&bytes).unwrap());
            }
            times
        }),
        "cold" => measured(&piece, || {
            for _ in 0..times {
                black_box(first(huice_pack::decode(&bytes).unwrap(), as_of));
            }
            times
        }),
        _ => panic!("no piece {piece}"),
    }
}

fn measured(piece: &str, work: impl FnOnce() -> usize) {
    let start = Instant::now();
    let done = work();
    let all = start.elapsed().as_secs_f64() * 1e6;
    println!("{piece}: {:.2} µs, {done} times", all / done as f64);
}
