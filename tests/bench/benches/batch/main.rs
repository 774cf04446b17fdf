//! The batch of the core and the plain program over a column file, on one core, as JSON.
//!
//! ```sh
//! cargo bench --bench batch -- --write PEOPLE.json     # people for columns.py
//! cargo bench --bench batch -- FOLDER [--rounds N]     # measure
//! ```
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_arithmetic,
    missing_docs,
    reason = "what cannot be measured may fail loudly"
)]

mod columns;

use columns::Columns;
use huice_bench::people;
use huice_bench::plain::{self, Day, Person};
use huice_bench::work::ten_of;
use huice_core::batch::{BatchDecisions, BatchEvaluator, InstrumentColumns, People, VerdictCode};
use huice_core::{CompiledLaw, Date, Law, evaluate};
use huice_oracle::generate::{Dice, Figures};
use serde_json::{Value, json};
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

const PLACE: &str = "320281";
const DAY: &str = "2020-06-30";
/// People of the JSON file.
const WRITTEN: usize = 2_000;
/// People that are asked about all instruments.
const OF_ALL: usize = 1 << 16;
/// People of the plain program: more than the processor's caches hold.
const AT_ONCE: usize = 1 << 18;

fn main() {
    let given: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| a != "--bench")
        .collect();
    let given: Vec<&str> = given.iter().map(String::as_str).collect();
    let law = huice_tests::corpus().law_for(PLACE).unwrap();
    match given[..] {
        ["--write", path] => write(&law, Path::new(path)),
        [folder] => measure(&law, Path::new(folder), 5),
        [folder, "--rounds", n] => measure(&law, Path::new(folder), n.parse().unwrap()),
        _ => panic!("batch --write PEOPLE.json | batch FOLDER [--rounds N]"),
    }
}

/// Complete answers to what the ten look at.
fn write(law: &Law, path: &Path) {
    let figures = Figures::of(law, Date::parse(DAY).unwrap());
    let mut dice = Dice::new(19);
    let wanted = |id: &str| plain::FACTS.contains(&id);
    let person = |_| people::json(law, &figures.complete(law, &mut dice), &wanted);
    let people: Vec<Value> = (0..WRITTEN).map(person).collect();
    std::fs::write(path, serde_json::to_string(&people).unwrap()).unwrap();
}

/// How long some work takes, in seconds.
#[derive(Clone, Copy)]
struct Time {
    clock: f64,
    /// Of the processor: others may have the core in between. `None` where the system does not
    /// tell.
    cpu: Option<f64>,
}

/// The medians of some rounds, and the first one, which is not among them: it gets its memory from
/// the system.
fn rounds(count: usize, mut round: impl FnMut() -> Time) -> (Time, Time) {
    let first = round();
    let times: Vec<Time> = (0..count).map(|_| round()).collect();
    let clock = median(times.iter().map(|time| time.clock).collect());
    let cpu: Option<Vec<f64>> = times.iter().map(|time| time.cpu).collect();
    let cpu = cpu.map(median);
    (Time { clock, cpu }, first)
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// How long this thread has been at work, to a few milliseconds.
fn at_work() -> Option<f64> {
    let statistics = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = statistics.split(' ').next()?.parse().ok()?;
    Some(nanoseconds / 1e9)
}

fn timed<T>(work: impl FnOnce() -> T) -> Time {
    let (cpu, clock) = (at_work(), Instant::now());
    black_box(work());
    Time {
        clock: clock.elapsed().as_secs_f64(),
        cpu: at_work().zip(cpu).map(|(end, start)| end - start),
    }
}

fn measure(law: &Law, folder: &Path, count: usize) {
    let columns = Columns::read(folder).with_kinds_of_veterans();
    let ten = CompiledLaw::new(ten_of(law));
    let (compared, others) = check(&ten, &columns);
    let (inputs, _) = rounds(count, || timed(|| columns.people(&ten)));
    let people = columns.people(&ten);
    let core = batch(&ten, columns.day, &people, count);
    let plain = hand(&ten, &columns, count);
    let all = CompiledLaw::new(law.clone());
    let everybody = everybody(&all, columns.day);
    let found = json!({
        "engine": "huice-core",
        "day": columns.day.to_string(),
        "people": columns.people,
        "rounds": count,
        "people_compared": compared,
        "decisions_other_than_plain": others,
        "ten": core,
        "seconds_per_person_inputs": inputs.clock / columns.people as f64,
        "plain": plain,
        "all_instruments": all.instruments.len(),
        "all_people": everybody.len(),
        "all": batch(&all, columns.day, &everybody, count),
    });
    println!("{}", serde_json::to_string_pretty(&found).unwrap());
}

fn batch(law: &CompiledLaw, day: Date, people: &People, count: usize) -> Value {
    let per_person = |seconds: f64| seconds / people.len() as f64;
    let plan = timed(|| BatchEvaluator::new(law, day));
    let mut evaluator = BatchEvaluator::new(law, day);
    let mut out = BatchDecisions::default();
    let (kept, first) = rounds(count, || timed(|| evaluator.decide(people, &mut out)));
    let one_by_one = out.one_by_one() as f64 / people.len() as f64;
    let mut part = BatchDecisions::default();
    let (passing, _) = rounds(count, || {
        timed(|| {
            let chunks = 0..people.len().div_ceil(BatchEvaluator::CHUNK);
            let eligible = chunks.map(|chunk| {
                evaluator.decide_chunk(people, chunk, &mut part);
                part.instruments().iter().map(eligible).sum::<usize>()
            });
            eligible.sum::<usize>()
        })
    });
    json!({
        "seconds_per_person": per_person(kept.clock),
        "cpu_seconds_per_person": kept.cpu.map(per_person),
        "seconds_per_person_first": per_person(first.clock),
        "seconds_per_person_passing": per_person(passing.clock),
        "decisions_one_by_one_per_person": one_by_one,
        "seconds_plan": plan.clock,
    })
}

fn eligible(columns: &InstrumentColumns) -> usize {
    let verdicts = columns.verdicts().iter();
    verdicts
        .filter(|verdict| **verdict == VerdictCode::Eligible.byte())
        .count()
}

/// The plain program, person by person: the medians of all people at once.
fn hand(law: &Law, columns: &Columns, count: usize) -> Value {
    let today = today(columns.day);
    let people = columns.people.min(AT_ONCE);
    let list = (0..people).map(|at| Person::read(&columns.json(law, at)));
    let list: Vec<Person> = list.collect();
    let mut decisions = Vec::new();
    let (time, _) = rounds(count, || {
        decisions.clear();
        timed(|| decisions.extend(list.iter().map(|person| plain::evaluate(person, today))))
    });
    json!({
        "people": people,
        "seconds_per_person": time.clock / people as f64,
        "cpu_seconds_per_person": time.cpu.map(|cpu| cpu / people as f64),
    })
}

fn today(day: Date) -> Day {
    Day(i32::try_from(u32::from(day)).unwrap())
}

/// People who have answered everything that all instruments look at.
fn everybody(law: &CompiledLaw, day: Date) -> People {
    let figures = Figures::of(law, day);
    let mut dice = Dice::new(19);
    let list: Vec<_> = (0..OF_ALL)
        .map(|_| figures.complete(law, &mut dice))
        .collect();
    People::of_answers(law, &list)
}

/// Compares the batch with deciding people one by one, and with the plain program: for how
/// many people, and how many decisions of the plain program are others.
fn check(law: &CompiledLaw, columns: &Columns) -> (usize, usize) {
    let people = columns.people(law);
    let mut out = BatchDecisions::default();
    BatchEvaluator::new(law, columns.day).decide(&people, &mut out);
    let some = (0..columns.people).step_by(columns.people.div_ceil(20_000));
    let (mut compared, mut others) = (0, 0);
    for at in some {
        let json = columns.json(law, at);
        let decisions = plain::evaluate(&Person::read(&json), today(columns.day));
        let alone = evaluate(law, columns.day, &people::answers(law, &json));
        let all = out.instruments().iter().zip(&alone).zip(&decisions);
        for ((ours, alone), (verdict, _)) in all {
            assert_eq!(
                ours.verdict(at),
                VerdictCode::from(&alone.verdict),
                "person {at}"
            );
            others += usize::from(ours.verdict(at) != of_plain(*verdict));
        }
        compared += 1;
    }
    (compared, others)
}

fn of_plain(verdict: plain::Verdict) -> VerdictCode {
    match verdict {
        plain::Verdict::Eligible => VerdictCode::Eligible,
        plain::Verdict::NotYet(_) => VerdictCode::NotYet,
        plain::Verdict::Ineligible => VerdictCode::Ineligible,
        plain::Verdict::Undetermined => VerdictCode::Undetermined,
    }
}
