//! Natively, with criterion: `cargo xtask bench` prints its medians side by side.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "what cannot be measured may fail loudly"
)]

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use huice_bench::work::{self, Core, Plain, ten_of};
use huice_bench::{people, plain};
use huice_core::Date;
use huice_oracle::generate::{Dice, Figures};
use std::hint::black_box;
use std::time::Duration;

const PLACE: &str = "320281";
const DAY: &str = "2020-06-30";
const PEOPLE: usize = 100;

fn all(criterion: &mut Criterion) {
    let law = huice_tests::corpus().law_for(PLACE).unwrap();
    let as_of = Date::parse(DAY).unwrap();
    let figures = Figures::of(&law, as_of);
    let mut dice = Dice::new(19);
    let list: Vec<_> = (0..PEOPLE)
        .map(|_| people::json(&law, &figures.complete(&law, &mut dice), &|_| true))
        .collect();
    let bytes = huice_pack::encode(&law).unwrap();
    let (ten, hand) = (
        Core::new(ten_of(&law), as_of, &list),
        Plain::new(as_of, &list),
    );
    assert_eq!(ten.says(0).len(), plain::TEN.len());
    let whole = Core::new(law, as_of, &list);

    let mut group = criterion.benchmark_group("native");
    group.warm_up_time(Duration::from_millis(200));
    group.measurement_time(Duration::from_millis(600));
    group.sample_size(20);
    // Everybody once, so that no two programs are given different people. What is counted is one
    // person, one answer, or one opening of the law.
    group.throughput(Throughput::Elements(PEOPLE as u64));
    group.bench_function("ten-plain", |b| b.iter(|| hand.full(PEOPLE)));
    group.bench_function("ten-core", |b| b.iter(|| ten.full(PEOPLE, false)));
    group.bench_function("ten-core-reasons", |b| b.iter(|| ten.full(PEOPLE, true)));
    group.bench_function("all-core", |b| b.iter(|| whole.full(PEOPLE, false)));
    group.bench_function("all-core-reasons", |b| b.iter(|| whole.full(PEOPLE, true)));
    group.throughput(Throughput::Elements(hand.ask(PEOPLE) as u64));
    group.bench_function("ten-plain-ask", |b| b.iter(|| hand.ask(PEOPLE)));
    for (name, core) in [("ten-core-ask", &ten), ("all-core-ask", &whole)] {
        let steps = core.ask(&mut core.ready(0, PEOPLE));
        group.throughput(Throughput::Elements(steps as u64));
        group.bench_function(name, |b| {
            b.iter_batched_ref(
                || core.ready(0, PEOPLE),
                |ready| core.ask(ready),
                BatchSize::PerIteration,
            );
        });
    }
    let ready = whole.ready(0, 1);
    group.throughput(Throughput::Elements(1));
    group.bench_function("all-core-question", |b| {
        b.iter(|| ready.first().map(|r| whole.question(r)));
    });
    let answered = whole.answered(20);
    group.throughput(Throughput::Elements(PEOPLE as u64));
    group.bench_function("all-core-explain", |b| {
        b.iter(|| work::explain_in_turn(&answered, PEOPLE));
    });
    group.throughput(Throughput::Elements(1));
    group.bench_function("all-core-cold", |b| {
        b.iter(|| work::first(huice_pack::decode(black_box(&bytes)).unwrap(), as_of));
    });
    group.finish();
}

criterion_group!(native, all);
criterion_main!(native);
