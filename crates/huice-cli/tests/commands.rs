//! What every command says, on a small place of its own.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

mod common;

use common::{ANSWERS, evaluate, folder, huice, twin, write};
use huice_core::Law;

#[test]
fn evaluate_tells_everything_about_every_instrument() {
    let folder = folder("evaluate");
    let all = evaluate(&folder, ANSWERS, &["--json"])
        .expect(0, &[])
        .json();
    assert_eq!(
        (&all["place"], &all["as_of"]),
        (&"990001".into(), &"2020-01-01".into())
    );
    assert_eq!(all["summary"]["certain"], "6000");
    assert_eq!(all["summary"]["discretionary"], "3100.05");
    assert_eq!(all["summary"]["total"], 2);
    let grant = &all["outcomes"][0];
    assert_eq!(grant["id"], "test-grant");
    assert_eq!(grant["verdict"], "eligible");
    assert_eq!(grant["strength"], "entitled");
    assert_eq!(grant["beneficiary"], "founder");
    assert_eq!(grant["amount"]["kind"], "exact");
    assert_eq!(grant["amount"]["value"], "6000");
    assert_eq!(grant["amount"]["unit"], "元");
    assert_eq!(grant["valid"]["last_checked"], "2026-11-21");
    let reasons = grant["reasons"].as_array().unwrap();
    assert_eq!(reasons.len(), 3);
    assert_eq!(reasons[2]["text"], "开业满 6 个月");
    assert_eq!(reasons[2]["truth"], "true");
    assert_eq!(reasons[2]["document"], "test-doc");
    assert_eq!(
        (&reasons[2]["clause"], &reasons[2]["sentence"]),
        (&"一".into(), &"1".into())
    );
    assert_eq!(grant["proof"]["connective"], "all");
    let hires = &all["outcomes"][1];
    assert_eq!(hires["verdict"], "eligible");
    assert_eq!(hires["strength"], "may");
    assert_eq!(hires["amount"]["value"], "3100.05");
    assert!(!hires["amount"]["steps"].as_array().unwrap().is_empty());
    assert_eq!(hires["readings"][0]["amount"]["value"], "5000");
    assert_eq!(hires["readings"][0]["differs"], true);
    let one = evaluate(&folder, ANSWERS, &["--json", "--id", "test-hires"]).json();
    assert_eq!(one["outcomes"].as_array().unwrap().len(), 1);
    evaluate(&folder, ANSWERS, &[]).expect(
        0,
        &[
            "【符合条件】2 项",
            "开业补贴",
            "6,000 元",
            "可申请，由部门决定",
        ],
    );
}

#[test]
fn not_yet_and_missing_say_when_and_what() {
    let folder = folder("open");
    let day = ["--as-of", "2019-12-31"];
    let base = ["evaluate", "--json", "--place", "某市", "--answers", "-"];
    let early = huice(&folder, &[&base[..], &day].concat(), ANSWERS.as_bytes()).json();
    assert_eq!(early["outcomes"][0]["verdict"], "not_yet");
    assert_eq!(early["outcomes"][0]["not_yet"], "2020-01-01");
    let before = huice(
        &folder,
        &[&base[..], &["--as-of", "2019-02-28"]].concat(),
        b"{}",
    )
    .json();
    assert_eq!(before["outcomes"][0]["verdict"], "not_in_force");
    assert_eq!(before["outcomes"][0]["starts"], "2019-03-01");
    let open = evaluate(&folder, "{}", &["--json"]).json();
    let needs = open["outcomes"][1]["needs"].as_array().unwrap();
    assert_eq!(
        (&needs[0]["kind"], &needs[0]["fact"]),
        (&"judgement".into(), &"approved".into())
    );
    assert_eq!(
        (&needs[1]["kind"], &needs[1]["fact"]),
        (&"fact".into(), &"hires".into())
    );
    assert_eq!(open["outcomes"][1]["amount"]["kind"], "range");
    assert_eq!(open["outcomes"][1]["amount"]["low"], "0");
}

#[test]
fn asking_until_nothing_is_left_settles_everything() {
    let folder = folder("ask");
    let full: serde_json::Value = serde_json::from_str(ANSWERS).unwrap();
    let mut given = serde_json::Map::new();
    for _ in 0..20 {
        let answers = serde_json::to_string(&given).unwrap();
        let arguments = [
            "ask",
            "--json",
            "--place",
            "990001",
            "--as-of",
            "2020-01-01",
            "--answers",
            "-",
        ];
        let question = huice(&folder, &arguments, answers.as_bytes())
            .expect(0, &[])
            .json();
        let Some(id) = question["id"].as_str() else {
            let all = evaluate(&folder, &answers, &["--json"]).json();
            assert_eq!(all["summary"]["settled"], 2, "{all}");
            return;
        };
        assert!(!question["because"].as_array().unwrap().is_empty());
        let (least, most) = (&question["at_least"], &question["at_most"]);
        assert!(least.as_u64().unwrap() > 0 && least.as_u64() <= most.as_u64());
        assert!(question["ask"].as_str().unwrap().ends_with('？'));
        given.insert(id.to_owned(), full[id].clone());
    }
    panic!("more questions than there are facts: {given:?}");
}

#[test]
fn asking_for_a_role_asks_only_for_that_role() {
    let folder = folder("role");
    let base = ["ask", "--place", "990001", "--json", "--role"];
    let founder = huice(&folder, &[&base[..], &["founder"]].concat(), b"")
        .expect(0, &[])
        .json();
    assert_eq!(founder["because"], serde_json::json!(["test-grant"]));
    let family = huice(&folder, &[&base[..], &["family"]].concat(), b"")
        .expect(0, &[])
        .json();
    assert!(family.is_null());
    huice(&folder, &["ask", "--place", "990001"], b"").expect(0, &["不清楚", "连这一屏"]);
}

#[test]
fn explain_shows_marks_clause_arithmetic_and_readings() {
    let folder = folder("explain");
    let base = [
        "explain",
        "test-hires",
        "--place",
        "990001",
        "--as-of",
        "2020-01-01",
    ];
    let run = huice(
        &folder,
        &[&base[..], &["--answers", "-"]].concat(),
        ANSWERS.as_bytes(),
    );
    run.expect(
        0,
        &[
            "结论：符合",
            "► ✓ 已认定",
            "某政发〔2019〕1号 二 第1句",
            "= 3,100.05 元",
            "按另一种：5,000 元",
        ],
    );
    huice(&folder, &base, b"").expect(0, &["? 已认定", "还差：", "要由部门认定", "要算准还要知道"]);
    let json = huice(&folder, &[&base[..], &["--json"]].concat(), b"")
        .expect(0, &[])
        .json();
    assert_eq!(json[0]["id"], "test-hires");
}

#[test]
fn explain_tells_what_would_change_it() {
    let folder = folder("changes");
    let case = [
        "--place",
        "990001",
        "--as-of",
        "2020-01-01",
        "--answers",
        "-",
    ];
    let answers = br#"{"approved": false, "papers": ["licence"],
      "hires": [{"people": 2, "insured": false}]}"#;
    let explain = |json: &[&str]| {
        huice(
            &folder,
            &[&["explain", "test-hires"], &case[..], json].concat(),
            answers,
        )
    };
    explain(&[]).expect(
        0,
        &[
            "怎样能办成",
            "向市里申请认定（由部门决定），并且第 1 条：去参保 → 符合",
            "再招人：",
        ],
    );
    let told = explain(&["--json"]).json();
    let changes = &told[0]["changes"];
    assert_eq!(changes["exhaustive"], true);
    // Either failed condition decides; both are cited, and nothing else.
    assert_eq!(
        changes["supporting_facts"],
        serde_json::json!(["approved", "hires"])
    );
    let first = &changes["sets"][0];
    assert_eq!(first["verdict"], "eligible");
    assert_eq!(first["remaining_needs"], serde_json::json!([]));
    let kinds: Vec<&str> = first["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| c["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["ask", "do"]);
    assert_eq!(
        first["changes"][1]["to"],
        serde_json::json!([{"people": "2", "insured": true}])
    );
    // Given as answers they do what was said.
    let mut made: serde_json::Value = serde_json::from_slice(answers).unwrap();
    for change in first["changes"].as_array().unwrap() {
        made[change["fact"].as_str().unwrap()] = change["to"].clone();
    }
    let then = evaluate(&folder, &made.to_string(), &["--json"]).json();
    assert_eq!(then["outcomes"][1]["verdict"], "eligible");
    // `evaluate` tells it only when asked.
    let plain = evaluate(&folder, "{}", &["--json"]).json();
    assert!(plain["outcomes"][0].get("changes").is_none());
    let asked = evaluate(&folder, "{}", &["--json", "--changes"]).json();
    assert!(asked["outcomes"][0]["changes"]["sets"].is_array());
}

#[test]
fn facts_and_lists() {
    let folder = folder("lists");
    let facts = huice(&folder, &["facts", "--place", "990001", "--json"], b"").json();
    let fact = |id: &str| {
        facts
            .as_array()
            .unwrap()
            .iter()
            .find(|f| f["id"] == id)
            .unwrap()
            .clone()
    };
    assert_eq!(
        (&fact("age")["type"], &fact("age")["unit"]),
        (&"integer".into(), &"岁".into())
    );
    assert_eq!(
        (&fact("age")["min"], &fact("age")["max"]),
        (&"0".into(), &"120".into())
    );
    assert_eq!(
        (&fact("share")["type"], &fact("share")["max"]),
        (&"percent".into(), &"30".into())
    );
    assert_eq!(fact("approved")["judgement"], "市里认定");
    assert_eq!(fact("approved")["change"]["kind"], "ask");
    assert_eq!(fact("hires")["change"]["to"][0], "more");
    assert_eq!(fact("hires")["fields"][1]["change"]["text"], "去参保");
    assert!(fact("age").get("change").is_none());
    assert_eq!(fact("trade")["options"][1]["id"], "farm");
    assert_eq!(fact("hires")["fields"][0]["id"], "people");
    assert_eq!(fact("hires")["item"], "一批人");
    huice(&folder, &["facts"], b"").expect(0, &["opened", "  .people"]);
    huice(&folder, &["list"], b"").expect(0, &["990002", "邻市"]);
    let places = huice(&folder, &["list", "--json"], b"").json();
    assert_eq!(places.as_array().unwrap().len(), 3);
    let list = huice(&folder, &["list", "--json", "--place", "990001"], b"").json();
    assert_eq!(list[1]["id"], "test-hires");
    huice(&folder, &["list", "--place", "990001"], b"").expect(0, &["某市：2 项", "用工补贴"]);
}

#[test]
fn packs_and_their_json_hold_what_the_rules_say() {
    let folder = folder("pack");
    let files = huice(&folder, &["pack", "--out", "out", "--json"], b"")
        .expect(0, &[])
        .json();
    let names: Vec<&str> = files
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["file"].as_str().unwrap())
        .collect();
    assert!(names.contains(&"index.bin") && names.contains(&"index.json"));
    let index = std::fs::read(folder.join("out/index.bin")).unwrap();
    let index = huice_pack::decode_index(&index).unwrap();
    assert_eq!(index.places.len(), 3);
    let place = &index.places[1];
    let files: Vec<Vec<u8>> = place
        .addresses("")
        .iter()
        .map(|name| std::fs::read(folder.join("out").join(name)).unwrap())
        .collect();
    let law = place.open(&files).unwrap();
    // One JSON a document, whatever the number of its places; the index says whose it is.
    let twin = serde_json::from_str::<Law>(&twin(&folder.join("out"))).unwrap();
    let own = Law {
        place: law.place.clone(),
        place_name: law.place_name.clone(),
        contacts: law.contacts.clone(),
        ..twin
    };
    assert_eq!(own, law);
    // From the packs comes what comes from the rules.
    let base = [
        "evaluate",
        "--json",
        "--as-of",
        "2020-01-01",
        "--answers",
        "-",
    ];
    let packed = huice(
        &folder,
        &[&base[..], &["--pack", "out"]].concat(),
        ANSWERS.as_bytes(),
    );
    assert_eq!(
        packed.json(),
        evaluate(&folder, ANSWERS, &["--json"]).json()
    );
}

#[test]
fn examples_are_run_and_failures_name_file_and_line() {
    let folder = folder("examples");
    huice(&folder, &["test"], b"").expect(0, &["2 项政策，2 个例子，0 个不对"]);
    let text = common::RULES[3]
        .1
        .replacen("amount: 6000 元\n", "amount: 6001 元\n", 1);
    let text = text.replacen("when: 2020-01-01\n", "when: 2020-01-02\n", 1);
    write(&folder, "rules/test-doc/01.yaml", text.as_bytes());
    let words = [
        "01.yaml:2",
        "应为 6,001 元，算出 6,000 元",
        "应为 2020-01-02，算出 2020-01-01",
    ];
    huice(&folder, &["test"], b"")
        .expect(1, &words)
        .expect(1, &["2 个不对"]);
    let json = huice(&folder, &["test", "--json"], b"")
        .expect(1, &[])
        .json();
    assert_eq!((&json["failed"], &json["examples"]), (&2.into(), &2.into()));
    assert_eq!(json["failures"][0]["what"], "金额");
}

#[test]
fn formatting_changes_the_form_and_only_where_asked() {
    let folder = folder("fmt");
    huice(&folder, &["fmt"], b"").expect(0, &[]);
    huice(&folder, &["fmt", "--check"], b"").expect(0, &["0 个写法要改"]);
    let path = folder.join("rules/test-doc/document.yaml");
    let good = std::fs::read_to_string(&path).unwrap();
    let odd = good.replacen("issuer: ", "issuer:    ", 1);
    std::fs::write(&path, &odd).unwrap();
    huice(&folder, &["fmt", "--check"], b"").expect(1, &["document.yaml", "1 个写法要改"]);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), odd);
    huice(&folder, &["fmt"], b"").expect(0, &["document.yaml"]);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), good);
    huice(&folder, &["check"], b"").expect(0, &["0 处错误"]);
}

#[test]
fn every_code_has_its_page() {
    let folder = folder("codes");
    huice(&folder, &["explain-code", "e030"], b"").expect(0, &["E030", "不对", "对："]);
    let json = huice(&folder, &["explain-code", "E030", "--json"], b"")
        .expect(0, &[])
        .json();
    assert!(!json["good"].as_str().unwrap().is_empty());
}

#[test]
fn warnings_fail_only_where_that_is_asked_for() {
    let folder = folder("warnings");
    // The examples of the small place are few.
    huice(&folder, &["check"], b"").expect(0, &["W010", "test-grant", "0 处错误"]);
    huice(&folder, &["check", "--deny-warnings"], b"").expect(1, &["W010"]);
    let late = |day: &str| {
        let arguments = ["check", "--checked-within", "400", "--as-of", day];
        huice(&folder, &arguments, b"")
    };
    // The text was checked on 2026-11-21; 400 days later is 2027-12-26.
    let in_time = late("2027-12-26").expect(0, &[]).said();
    assert!(!in_time.contains("W011"), "{in_time}");
    late("2027-12-27").expect(0, &["W011", "2026-11-21", "test-doc/document.yaml"]);
    huice(&folder, &["check", "--as-of", "2027-12-26"], b"").expect(2, &["--checked-within"]);
}
