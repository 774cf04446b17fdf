//! Speed in a browser: what `cargo xtask bench` prints. CI runs one small round, so that it cannot
//! rot; no time is ever a reason to fail.

use crate::phone::Screen;
use crate::with_phone_on;
use huice_bench::{people, plain};
use huice_core::{Date, Law};
use huice_oracle::generate::{Dice, Figures};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

const PLACE: &str = "320281";
const DAY: &str = "2020-06-30";

/// The page with the measured program: `cargo xtask bench` builds it.
fn page() -> PathBuf {
    let built = huice_tests::root().join("target/bench/page");
    std::env::var_os("HUICE_BENCH").map_or(built, PathBuf::from)
}

/// People who have answered everything, as JSON.
fn list(law: &Law, number: usize, wanted: &dyn Fn(&str) -> bool) -> String {
    let figures = Figures::of(law, Date::parse(DAY).unwrap());
    let mut dice = Dice::new(19);
    let all = (0..number).map(|_| people::json(law, &figures.complete(law, &mut dice), wanted));
    Value::from_iter(all).to_string()
}

/// The files of the place's law, as the page fetches them.
fn files(page: &Path) -> Vec<String> {
    let index = huice_pack::decode_index(&std::fs::read(page.join("law/index.bin")).unwrap());
    let index = index.unwrap();
    let place = index.places.iter().find(|p| p.code == PLACE).unwrap();
    place.addresses("law/")
}

fn measure(rounds: usize, least: f64, singles: usize, number: usize) -> Value {
    let page = page();
    let law = huice_tests::corpus().law_for(PLACE).unwrap();
    let write = |name: &str, text: String| std::fs::write(page.join(name), text).unwrap();
    write("people.json", list(&law, number.min(200), &|_| true));
    write(
        "ten.json",
        list(&law, number, &|id| plain::FACTS.contains(&id)),
    );
    let order = json!({
        "files": files(&page), "asOf": DAY, "rounds": rounds, "least": least, "singles": singles,
    });
    let mut report = Value::Null;
    with_phone_on(&page, "bench", Screen::Wide, async |phone, address| {
        phone.go(&address).await?;
        report = phone
            .run_long("return window.measure(arguments[0])", vec![order])
            .await?;
        Ok(())
    });
    assert_eq!(
        report["wrong"],
        Value::Null,
        "the programs do not say the same"
    );
    report
}

#[test]
#[ignore = "needs a built page and a browser: cargo xtask bench"]
fn one_small_round() {
    let report = measure(1, 0.1, 1, 1500);
    assert_eq!(report["compared"], 1500);
    let samples = report["samples"].as_object().unwrap();
    assert!(samples.len() > 10 && report["singles"].as_array().unwrap().len() > 20);
    for (name, rounds) in samples {
        assert!(
            rounds[0].as_f64().is_some_and(f64::is_finite),
            "{name}: {rounds}"
        );
    }
}

#[test]
#[ignore = "takes minutes: cargo xtask bench"]
fn whole() {
    let out = std::env::var_os("HUICE_BENCH_OUT").expect("run by cargo xtask bench");
    let report = measure(25, 25.0, 20, 4000);
    std::fs::write(out, report.to_string()).unwrap();
}
