//! Two versions of the rules over the same people.

use super::real_rules;
use crate::common::{folder, huice};

const AS_OF: [&str; 4] = ["--as-of", "2020-06-30", "--place", "320281"];

#[test]
fn a_longer_wait_names_those_who_lose_the_grant_and_the_sum() {
    let folder = folder("batch-diff");
    let rules = real_rules(&folder);
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/golden");
    let clause = rules.join("js-jy-2019-18/03-08.yaml");
    let text = std::fs::read_to_string(&clause).unwrap();
    std::fs::rename(&rules, folder.join("old")).unwrap();
    let new = real_rules(&folder);
    let least = "min_operating: {value: 6 月, figure: 6个月,";
    assert!(text.contains(least));
    let longer = "min_operating: {value: 12 月, figure: 12个月,";
    let changed = text.replacen(least, longer, 1);
    std::fs::write(new.join("js-jy-2019-18/03-08.yaml"), changed).unwrap();
    let run = [
        "diff",
        "old",
        "real",
        "--generate",
        "6000",
        "--golden",
        golden,
    ];
    let said = huice(&folder, &[&run, &AS_OF[..]].concat(), b"");
    let said = said.expect(
        0,
        &[
            "js-jy-startup-grant-6000",
            "总额变化",
            "符合 → 时间未到",
            "如 ",
            "6000 元",
            "手工算过的例子",
        ],
    );
    assert!(!said.out.contains("没有这一项"), "{}", said.out);
    let run = [
        "diff",
        "old",
        "old",
        "--generate",
        "500",
        "--golden",
        golden,
        "--json",
    ];
    let same = huice(&folder, &[&run, &AS_OF[..]].concat(), b"")
        .expect(0, &[])
        .json();
    for place in same["places"].as_array().unwrap() {
        assert_eq!(place["changed"], 0);
        assert!(place["people"].as_u64().unwrap() > 0);
    }
    let run = ["diff", "old", "old", "--generate", "10", "--golden", "none"];
    huice(&folder, &[&run, &AS_OF[..]].concat(), b"").expect(0, &["没有变化"]);
    huice(&folder, &["diff", "old", "no-such-revision"], b"").expect(2, &["no-such-revision"]);
}
