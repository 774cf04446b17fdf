//! The twelve people of `people/`, walked to their results in other engines too: Firefox, WebKit,
//! and old Chromium. Every verdict and every amount is compared with the command line.

use crate::case::Case;
use crate::drivers::Engine;
use crate::early::begun_early;
use crate::phone::Screen;
use crate::walk::to_results;
use crate::workbench::mended;
use crate::{with_engine, with_held_program};

/// Who is walked in each old Chromium: between them every kind of question, and the largest law.
const FEW: [usize; 3] = [1, 4, 5];

/// A test for each part of the walks: two run at a time.
macro_rules! engines {
    ($($name:ident: $engine:expr, $people:expr;)*) => {$(
        #[test]
        #[ignore = "needs a built site and other browsers: cargo xtask engines"]
        fn $name() {
            walks($engine, $people);
        }
    )*};
}

engines! {
    chromium_people_1_to_6: Engine::Chromium, 1..=6;
    chromium_people_7_to_12: Engine::Chromium, 7..=12;
    firefox_people_1_to_6: Engine::Firefox, 1..=6;
    firefox_people_7_to_12: Engine::Firefox, 7..=12;
    webkit_people_1_to_6: Engine::WebKit, 1..=6;
    webkit_people_7_to_12: Engine::WebKit, 7..=12;
    chromium_64_of_2018: Engine::Old(64), FEW;
    chromium_69_of_2018: Engine::Old(69), FEW;
    chromium_80_of_2020: Engine::Old(80), FEW;
    chromium_86_of_2020: Engine::Old(86), FEW;
    chromium_92_of_2021: Engine::Old(92), FEW;
    chromium_103_of_2022: Engine::Old(103), FEW;
}

#[test]
#[ignore = "needs a built site and other browsers: cargo xtask engines"]
fn firefox_opens_the_workbench() {
    let name = "firefox-workbench";
    with_engine(
        Engine::Firefox,
        name,
        Screen::Wide,
        async |phone, address| mended(&phone, &address).await,
    );
}

#[test]
#[ignore = "needs a built site and other browsers: cargo xtask engines"]
fn begun_before_the_program_is_here() {
    for engine in [Engine::Firefox, Engine::WebKit, Engine::Old(64)] {
        let name = format!("early-{engine:?}").replace(['(', ')'], "-");
        with_held_program(engine, &name, Screen::Phone, async |phone, server| {
            begun_early(&phone, &server).await
        });
    }
}

/// Each person in a separate browser.
fn walks(engine: Engine, people: impl IntoIterator<Item = usize>) {
    for number in people {
        let mut case = Case::person(number).unwrap();
        case.name = format!("{engine:?}, {}", case.name);
        let name = format!("{engine:?}-{number}").replace(['(', ')'], "-");
        with_engine(engine, &name, Screen::Phone, async |phone, address| {
            to_results(&phone, &address, &case).await
        });
    }
}
