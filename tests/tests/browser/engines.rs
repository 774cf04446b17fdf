//! The same walks in other engines: Firefox, WebKit, and Chromium of years ago. What they come to is
//! compared with the command line like everything else.

use crate::case::Case;
use crate::drivers::Engine;
use crate::phone::Screen;
use crate::walk::to_results;
use crate::with_engine;

/// People with every kind of question between them: yes or no, choices, numbers, days, records.
const CASES: [(&str, &str); 3] = [("G01", "b"), ("G16", "a"), ("G24", "a")];

#[test]
#[ignore = "needs a built site and other browsers: cargo xtask engines"]
fn firefox() {
    walks(Engine::Firefox, &CASES);
}

#[test]
#[ignore = "needs a built site and other browsers: cargo xtask engines"]
fn webkit() {
    walks(Engine::WebKit, &CASES);
}

#[test]
#[ignore = "needs a built site and other browsers: cargo xtask engines"]
fn chromium_64_of_2018() {
    walks(Engine::Old(64), &CASES);
}

#[test]
#[ignore = "needs a built site and other browsers: cargo xtask engines"]
fn chromium_69_of_2018() {
    walks(Engine::Old(69), &CASES);
}

#[test]
#[ignore = "needs a built site and other browsers: cargo xtask engines"]
fn chromium_80_of_2020() {
    walks(Engine::Old(80), &CASES);
}

#[test]
#[ignore = "needs a built site and other browsers: cargo xtask engines"]
fn chromium_86_of_2020() {
    walks(Engine::Old(86), &CASES);
}

#[test]
#[ignore = "needs a built site and other browsers: cargo xtask engines"]
fn chromium_92_of_2021() {
    walks(Engine::Old(92), &CASES);
}

#[test]
#[ignore = "needs a built site and other browsers: cargo xtask engines"]
fn chromium_103_of_2022() {
    walks(Engine::Old(103), &CASES);
}

/// Each case in a browser of its own.
fn walks(engine: Engine, cases: &[(&str, &str)]) {
    for (case, variant) in cases {
        let mut case = Case::read(case, variant).unwrap();
        case.name = format!("{engine:?} {}", case.name);
        let name = case.name.replace(['(', ')', ' '], "-");
        with_engine(engine, &name, Screen::Phone, async |phone, address| {
            to_results(&phone, &address, &case).await
        });
    }
}
