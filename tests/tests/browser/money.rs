//! The plan and the loan: the screens show what the command line prints for the same answers.

use crate::case::Case;
use crate::phone::{Phone, Result, Screen};
use crate::walk::{answer_all, start};
use crate::with_phone;
use serde_json::Value;
use std::collections::BTreeSet;

/// To the results of a case, as a founder; returns it with what was answered.
async fn at_results(phone: &Phone, address: &str, case: &str, variant: &str) -> Result<Case> {
    let mut case = Case::read(case, variant)?;
    start(phone, address, &case, &["founder"]).await?;
    case.answers = answer_all(phone, &case.answers, async |_, _| Ok(())).await?;
    phone.see("[data-certain]").await?;
    Ok(case)
}

/// A list of lists of texts that a script finds.
async fn rows(phone: &Phone, script: &str) -> Result<BTreeSet<Vec<String>>> {
    Ok(serde_json::from_value(
        phone.run(script, Vec::new()).await?,
    )?)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn the_plan_is_that_of_the_command_line() {
    with_phone("plan", Screen::Phone, async |phone, address| {
        let case = at_results(&phone, &address, "G24", "a").await?;
        phone.tap(".menu > summary").await?;
        phone.tap(".menu [data-action=plan]").await?;
        phone.see("[data-total]").await?;
        let shown = rows(
            &phone,
            "return [...document.querySelectorAll('[data-paid]')]
                .map(r => [r.dataset.paid, r.dataset.month, r.dataset.sum])",
        )
        .await?;
        let plan_json = case.ask(&["plan", "--role", "founder"], &case.answers)?;
        // The screen leaves out what other people receive.
        let own = |to: &Value| ["founder", "individual", "household"].contains(&text(to).as_str());
        let payments = plan_json["payments"].as_array().ok_or("no payments")?;
        let month = |value: &Value| {
            let (year, month) = text(value)
                .split_once('-')
                .map(|(y, m)| (y.to_owned(), m.to_owned()))?;
            Some(format!("{year}.{}", month.trim_start_matches('0')))
        };
        let wanted: BTreeSet<Vec<String>> = payments
            .iter()
            .filter(|p| own(&p["beneficiary"]))
            .map(|p| {
                let month = month(&p["month"]).unwrap_or_default();
                vec![text(&p["id"]), month, text(&p["sum"])]
            })
            .collect();
        if shown.is_empty() || shown != wanted {
            return Err(format!("shown {shown:?}\ntold {wanted:?}").into());
        }
        let total = phone.attribute("[data-total]", "data-total").await?;
        println!("plan: {} payments agree, {total:?} in all", shown.len());
        Ok(())
    });
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn the_loan_is_that_of_the_command_line() {
    with_phone("loan", Screen::Phone, async |phone, address| {
        let case = at_results(&phone, &address, "G24", "a").await?;
        phone.go(&format!("{address}#/loan")).await?;
        for (id, typed) in [("amount", "90000"), ("months", "24"), ("rate", "4.35")] {
            phone.write(&format!("#loan-{id}"), typed).await?;
        }
        let loan = [
            "loan", "--amount", "90000", "--months", "24", "--rate", "4.35",
        ];
        for (method, press, subsidy) in [
            ("等额本息", "月月一样", None),
            ("等额本金", "先多后少", Some(("一半", "50%"))),
            ("到期还本", "到期还本", Some(("全部", "100%"))),
        ] {
            let tap = "[...document.querySelectorAll('.seg button')]
                .find(b => b.textContent === arguments[0]).click()";
            phone.run(tap, vec![press.into()]).await?;
            let share = subsidy.map_or("不出", |(words, _)| words);
            phone.run(tap, vec![share.into()]).await?;
            let shown = rows(
                &phone,
                r#"return [...document.querySelectorAll('[data-months="1"] tbody tr')]
                    .map(r => [...r.children].map(c => c.textContent.replace(/[,第月 ]/g, '')))"#,
            )
            .await?;
            let mut words: Vec<&str> = loan.to_vec();
            words.extend(["--method", method]);
            words.extend(subsidy.iter().flat_map(|(_, share)| ["--subsidy", share]));
            let loan_json = case.run(&words, "")?;
            let cents = |value: &Value| {
                let text = text(value);
                let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
                format!("{whole}.{part:0<2}")
            };
            let wanted: BTreeSet<Vec<String>> = loan_json["rows"]
                .as_array()
                .ok_or("no rows")?
                .iter()
                .map(|r| {
                    let sums = ["principal", "own", "helped"].map(|key| cents(&r[key]));
                    let mut row = vec![r["month"].to_string()];
                    row.extend(sums);
                    row
                })
                .collect();
            if shown != wanted {
                return Err(format!("{method}: shown {shown:?}\ntold {wanted:?}").into());
            }
            println!("loan, {method}, {share}: {} months agree", shown.len());
        }
        Ok(())
    });
}
