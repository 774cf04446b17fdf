//! The npm package in a browser: every case of the conformance folder without a bundler, and the
//! page that Vite builds. `cargo xtask conformance` and `cargo xtask npm-tests` make the pages.

use crate::phone::Screen;
use crate::with_phone_on;
use huice_tests::root;
use serde_json::Value;
use std::path::PathBuf;

fn made(folder: &str) -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or(root().join("target"), PathBuf::from);
    target.join(folder)
}

/// The words of an element, once there are any.
async fn words(phone: &crate::phone::Phone, id: &str) -> crate::phone::Result<String> {
    let read = format!("return document.getElementById('{id}').textContent");
    for _ in 0..1200 {
        if let Value::String(text) = phone.run(&read, Vec::new()).await?
            && !text.is_empty()
        {
            return Ok(text);
        }
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    }
    Err("nothing came".into())
}

#[test]
#[ignore = "needs the package and a browser: cargo xtask conformance"]
fn every_case_comes_out_as_of_the_core() {
    let site = made("conformance");
    with_phone_on(
        &site,
        "conformance",
        Screen::Phone,
        |phone, address| async move {
            phone.go(&format!("{address}/index.html")).await?;
            let report = words(&phone, "found").await?;
            println!("{report}");
            let report: Value = serde_json::from_str(&report)?;
            assert_eq!(report["wrong"], serde_json::json!([]));
            // All golden variants, word for word, and the generated sets of answers.
            let count = |file: &str, wanted: fn(&&str) -> bool| {
                let text = std::fs::read_to_string(made("conformance").join(file));
                text.map(|text| text.lines().filter(wanted).count() as u64)
            };
            let cases = count("cases.jsonl", |_| true)?;
            let whole = count("full.jsonl", |line| !line.is_empty())?;
            assert!(whole > 80 && cases > 1000 + 80, "{whole} of {cases}");
            assert_eq!(report["cases"].as_u64(), Some(cases));
            assert_eq!(report["whole"].as_u64(), Some(whole));
            Ok(())
        },
    );
}

#[test]
#[ignore = "needs the sample that Vite builds and a browser: cargo xtask npm-tests"]
fn the_page_that_vite_builds_shows_a_verdict() {
    let site = made("npm-tests/vite/dist");
    with_phone_on(&site, "vite", Screen::Phone, |phone, address| async move {
        phone.go(&format!("{address}/index.html")).await?;
        let verdict = words(&phone, "verdict").await?;
        assert!(verdict.ends_with(": ineligible"), "{verdict}");
        assert_eq!(phone.complaints().await?, Vec::<String>::new());
        Ok(())
    });
}
