//! The people of the benchmark as JSON, from a fixed seed: `people.json` with every answer,
//! `ten.json` with the answers that the ten instruments read.
//!
//!     cargo run -p huice-bench --example people -- FOLDER
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a tool of the bench may fail loudly"
)]

use huice_bench::{people, plain};
use huice_core::Date;
use huice_oracle::generate::{Dice, Figures};
use serde_json::Value;
use std::path::PathBuf;

const PLACE: &str = "320281";
const DAY: &str = "2020-06-30";
const PEOPLE: usize = 200;

fn main() {
    let folder = PathBuf::from(std::env::args_os().nth(1).expect("a folder"));
    let law = huice_tests::corpus().law_for(PLACE).unwrap();
    let as_of = Date::parse(DAY).unwrap();
    let figures = Figures::of(&law, as_of);
    let list = |wanted: &dyn Fn(&str) -> bool| {
        let mut dice = Dice::new(19);
        let one = |_| {
            let answers = figures.complete(&law, &mut dice);
            people::json(&law, &people::up_to(&law, as_of, &answers), wanted)
        };
        Value::from_iter((0..PEOPLE).map(one)).to_string()
    };
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("people.json"), list(&|_| true)).unwrap();
    let ten = list(&|id| plain::FACTS.contains(&id));
    std::fs::write(folder.join("ten.json"), ten).unwrap();
}
