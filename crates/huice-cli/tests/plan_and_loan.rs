//! `huice plan` and `huice loan`, on a small place of its own.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

mod common;

use common::{ANSWERS, Run, folder, huice, write};
use std::path::Path;

const LOANS: &str = r#"clause: 三
heading: 贷款
instruments:
  - id: test-loan
    title: 开业贷款
    summary: 能借 1 万元。
    kind: loan
    to: founder
    roles: [founder]
    strength: may
    cite: 三#1
    eligible: {when: local}
    amount: {at most: cap}
    loan: {limit: cap, term: longest, guarantee: 要有保证人}
    params:
      cap: {value: 10000 元, figure: 1万元, cite: 三#1, label: 上限}
      longest: {value: 12 月, figure: 1年, cite: 三#1, label: 最长}
  - id: test-help
    title: 开业贷款贴息
    summary: 利息补一半。
    kind: interest
    to: founder
    roles: [founder]
    strength: entitled
    cite: 三#2
    eligible: {when: trade == shop, say: 开店}
    amount: {value: rent * half}
    loan: {share: half, share months: 2 月, helps: [test-loan]}
    params:
      half: {value: 50%, figure: 一半, cite: 三#2, label: 比例}
"#;

fn place(name: &str) -> std::path::PathBuf {
    let folder = folder(name);
    write(&folder, "rules/test-doc/03.yaml", LOANS.as_bytes());
    folder
}

fn plan(folder: &Path, as_of: &str, more: &[&str]) -> Run {
    let fixed = [
        "plan",
        "--place",
        "990001",
        "--answers",
        "-",
        "--as-of",
        as_of,
    ];
    huice(folder, &[&fixed, more].concat(), ANSWERS.as_bytes())
}

fn loan(folder: &Path, words: &str) -> Run {
    let words: Vec<&str> = ["loan"].into_iter().chain(words.split(' ')).collect();
    huice(folder, &words, ANSWERS.as_bytes())
}

#[test]
fn a_plan_tells_months_years_and_what_is_beside() {
    let folder = place("plan");
    plan(&folder, "2019-10-15", &[]).expect(
        0,
        &[
            "某市，从2019年10月15日起 36 个月",
            "能确定的共 6,000 元",
            "2020年1月",
            "2020-01-01",
            "第 1 年 6,000 元",
            "给创业者 6,000 元",
            "用工补贴",
            "可以申请，由部门决定",
            "贷款要还，不算收入",
            "什么时候发，文件没有写",
            "钱哪天到账，文件没有写",
        ],
    );
    let made = plan(&folder, "2019-10-15", &["--json", "--months", "5"]).json();
    assert_eq!(made["total"], "6000");
    assert_eq!(made["months"].as_array().unwrap().len(), 5);
    assert_eq!(made["months"][3]["month"], "2020-01");
    assert_eq!(made["months"][3]["sum"], "6000");
    assert_eq!(made["years"], serde_json::json!(["6000"]));
    assert_eq!(made["payments"][0]["id"], "test-grant");
    assert_eq!(made["payments"][0]["due"], "2020-01-01");
    assert_eq!(made["payments"][0]["part"], "whole");
    assert_eq!(made["uncounted"][0]["id"], "test-hires");
    assert_eq!(made["uncounted"][0]["reason"], "office");
    assert_eq!(made["uncounted"][0]["amount"]["value"], "3100.05");
    let reasons: Vec<_> = made["uncounted"].as_array().unwrap().iter().collect();
    assert_eq!(reasons[1]["reason"], "loan");
    assert_eq!(reasons[2]["reason"], "time_not_stated");
    let short = plan(&folder, "2019-10-15", &["--json", "--months", "3"]).json();
    assert_eq!(
        (&short["total"], &short["payments"]),
        (&"0".into(), &serde_json::json!([]))
    );
    assert_eq!(short["uncounted"][0]["reason"], "later");
    let employer = plan(&folder, "2019-10-15", &["--json", "--role", "employer"]).json();
    assert_eq!(employer["total"], "0");
    assert_eq!(employer["uncounted"].as_array().unwrap().len(), 1);
    plan(&folder, "2019-10-15", &["--months", "0"]).expect(2, &["--months"]);
    plan(&folder, "2019-10-15", &["--months", "3"]).expect(0, &["没有能排进月份的钱"]);
}

#[test]
fn a_loan_by_plain_figures() {
    let folder = place("loan");
    let base = "--amount 12000 --rate 12 --months 3 --method";
    loan(&folder, &format!("{base} 等额本息")).expect(
        0,
        &[
            "3,960.27",
            "4,080.27",
            "利息共 240.80 元",
            "估算",
            "以银行合同为准",
        ],
    );
    let made = loan(
        &folder,
        &format!(
            "--json {base} 到期还本 --subsidy 50% --subsidy-months 2 --subsidy-principal 6000"
        ),
    )
    .json();
    assert_eq!(made["estimate"], true);
    assert_eq!(made["yearly_rate"], "0.12");
    assert_eq!(made["rows"][0]["interest"], "120");
    assert_eq!(made["rows"][0]["helped"], "30");
    assert_eq!(made["rows"][2]["helped"], "0");
    assert_eq!(made["rows"][2]["principal"], "12000");
    assert_eq!(
        (&made["interest"], &made["helped"], &made["own"]),
        (&"360".into(), &"60".into(), &"300".into())
    );
    loan(&folder, &format!("{base} 等额本金")).expect(0, &["4,000.00", "8,000.00"]);
}

#[test]
fn what_cannot_be_right_is_told() {
    let folder = place("loan-wrong");
    for (words, told) in [
        (
            "--amount 1000 --rate 4.35 --months 12 --method 随便",
            "等额本息、等额本金、到期还本",
        ),
        ("--amount 1000 --rate 4.35 --months 0", "1 到 600 个月"),
        ("--amount 0 --rate 4.35 --months 12", "大于 0"),
        ("--amount 一千 --rate 4.35 --months 12", "--amount"),
        ("--amount 1000 --rate 101 --months 12", "0% 到 100%"),
        (
            "--amount 1000 --rate 4 --months 12 --subsidy 120",
            "贴息比例",
        ),
        (
            "--amount 1000 --rate 4 --months 12 --subsidy-months 3",
            "--subsidy",
        ),
    ] {
        loan(&folder, words).expect(2, &[told]);
    }
    let refused = loan(&folder, "--json --amount 1000 --rate 4 --months 0").expect(2, &[]);
    assert!(refused.json()["error"].as_str().unwrap().contains("600"));
}

#[test]
fn a_loan_by_the_rule() {
    let folder = place("loan-rule");
    let rule = "--rate 12 --instrument test-loan --place 990001 --as-of 2020-01-01";
    let made = loan(
        &folder,
        &format!("--json --amount 10000 --months 12 {rule} --answers -"),
    )
    .json();
    assert_eq!(
        (&made["limit"], &made["longest"]),
        (&"10000".into(), &12.into())
    );
    assert_eq!(made["guarantee"], "要有保证人");
    assert_eq!(made["help"]["share"], "0.5");
    assert_eq!(made["rows"][0]["helped"], "50");
    assert_eq!(made["rows"][2]["helped"], "0");
    loan(
        &folder,
        &format!("--amount 10000.01 --months 12 {rule} --answers -"),
    )
    .expect(2, &["最多 10,000 元"]);
    loan(
        &folder,
        &format!("--amount 10000 --months 13 {rule} --answers -"),
    )
    .expect(2, &["最长 12 个月"]);
    // Nothing answered: the limits hold, and no help is assumed.
    let open = loan(&folder, &format!("--amount 10000 --months 12 {rule}"));
    open.expect(
        0,
        &[
            "还不能确定，没有算贴息",
            "财政贴 0 元",
            "合伙人各自的贷款不相加",
        ],
    );
    loan(
        &folder,
        &format!(
            "--amount 1 --months 1 {}",
            rule.replace("test-loan", "test-grant")
        ),
    )
    .expect(2, &["没有写贷款或贴息的条件"]);
    loan(
        &folder,
        &format!(
            "--amount 1 --months 1 {}",
            rule.replace("test-loan", "nothing")
        ),
    )
    .expect(2, &["nothing"]);
}
