//! `docs/new-document.md` followed word for word in a copy of the rules, and looked at in the app and
//! in the plain pages: on the last day of last year's document and on the first of this year's.

use crate::case::Case;
use crate::phone::{Phone, Result, Screen, same};
use crate::recipe::{copy, huice};
use crate::walk::{answer_all, cards, start};
use crate::{dist, with_phone_on};
use serde_json::json;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const GRANT: &str = "js-jy-startup-grant-6000";
const ENDED: &str = "js-jy-failure-si-compensation";
const ADDED: &str = "js-jy-night-market-2027";

const REPLACED: &str = "2027年1月1日起由《江阴市就业创业扶持办法》（澄政发〔2026〕30号）代替";
const REPLACES: &str =
    "2027年1月1日起代替《市政府关于做好当前和今后一段时期就业创业工作的实施意见》";

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn old_and_new_documents_are_shown_each_on_its_own_days() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("succession");
    drop(fs::remove_dir_all(&folder));
    let rules = folder.join("rules");
    copy(&huice_tests::root().join("rules"), &rules);
    follow(&folder, &rules);
    let site = folder.join("dist");
    copy(&dist(), &site);
    for (part, command) in [("law", "pack"), ("pages", "site")] {
        fs::remove_dir_all(site.join(part)).unwrap();
        let out = site.join(part).to_string_lossy().into_owned();
        huice(&rules, &[command, "--out", &out], "").unwrap();
    }
    plain(&site);
    with_phone_on(&site, "before", Screen::Phone, async |phone, address| {
        let found = results(&phone, &address, "2026-12-31").await?;
        shown(&found, GRANT, "eligible", "6,000 元")?;
        shown(&found, ADDED, "not_in_force", "不能享受，没有金额")?;
        let ended = found.get(ENDED).ok_or("no card of what ends")?;
        same("ends only tomorrow", ended.0 == "not_in_force", false)?;
        says(&phone, &address, GRANT, REPLACED).await
    });
    with_phone_on(&site, "after", Screen::Phone, async |phone, address| {
        let found = results(&phone, &address, "2027-01-01").await?;
        shown(&found, &format!("{GRANT}-2027"), "eligible", "8,000 元")?;
        shown(&found, ADDED, "eligible", "500 元")?;
        shown(&found, ENDED, "not_in_force", "不能享受，没有金额")?;
        says(&phone, &address, &format!("{GRANT}-2027"), REPLACES).await?;
        says(&phone, &address, GRANT, REPLACED).await
    });
}

/// Answers the questions as somebody who opened a first business, on this day. The cards are those
/// of every instrument; the results say of which year the documents are.
async fn results(
    phone: &Phone,
    address: &str,
    day: &str,
) -> Result<BTreeMap<String, (String, String)>> {
    let answers = json!({"startup_here": true, "startup_history": "first_ever",
        "hukou_local": true, "farmer": true, "operating_normally": true,
        "registration_date": "2020-03-01"});
    let case = Case {
        name: day.into(),
        place: "320281".into(),
        as_of: day.into(),
        roles: Vec::new(),
        answers: answers.as_object().cloned().unwrap_or_default(),
        expected: BTreeMap::new(),
    };
    start(phone, address, &case, &["founder"]).await?;
    answer_all(phone, &case.answers, async |_, _| Ok(())).await?;
    phone.see("[data-certain]").await?;
    let banner = phone
        .text("document.querySelector('.age').textContent")
        .await?;
    let year = if day < "2027" { "2019" } else { "2026" };
    if !banner.contains(year) {
        return Err(format!("the banner of {day} says {banner}").into());
    }
    phone.go(&format!("{address}#/all")).await?;
    phone.see("#find").await?;
    let found = cards(phone).await?;
    // A grant that both documents state is one card: that of the document in force.
    let both = [GRANT.to_owned(), format!("{GRANT}-2027")];
    let one = both.iter().filter(|id| found.contains_key(*id)).count();
    same("cards of one grant", one, 1)?;
    Ok(found)
}

fn shown(
    found: &BTreeMap<String, (String, String)>,
    id: &str,
    verdict: &str,
    amount: &str,
) -> Result<()> {
    let (own, sum) = found.get(id).ok_or_else(|| format!("no card of {id}"))?;
    same(id, (own.as_str(), sum.as_str()), (verdict, amount))
}

/// Whether the card of an instrument says this.
async fn says(phone: &Phone, address: &str, id: &str, words: &str) -> Result<()> {
    phone.go(&format!("{address}#/card/{id}")).await?;
    phone.see(".part.l").await?;
    let text = phone.text("document.body.textContent").await?;
    if text.contains(words) {
        Ok(())
    } else {
        Err(format!("the card of {id} does not say {words}: {text}").into())
    }
}

/// The plain pages say it, too.
fn plain(site: &Path) {
    let read = |id: &str| fs::read_to_string(site.join(format!("pages/i-{id}.html"))).unwrap();
    assert!(read(GRANT).contains(REPLACED));
    assert!(read(GRANT).contains("6000"));
    assert!(read(&format!("{GRANT}-2027")).contains(REPLACES));
    assert!(read(&format!("{GRANT}-2027")).contains("8000"));
}

/// Does what the recipe says: every file that it writes, every command, in its order.
fn follow(folder: &Path, rules: &Path) {
    let text = fs::read_to_string(huice_tests::root().join("docs/new-document.md")).unwrap();
    let mut done = 0;
    for block in text.split("```").skip(1).step_by(2) {
        let (head, body) = block.split_once('\n').unwrap();
        if let Some(path) = head.strip_prefix("yaml file=") {
            fs::write(folder.join(path), body).unwrap();
        } else {
            for line in body.lines() {
                let words: Vec<&str> = line.split(' ').skip(1).collect();
                huice(rules, &words, "").unwrap();
            }
        }
        done += 1;
    }
    assert_eq!(done, 4);
}
