//! A made-up country: as many places and instruments as there may be one day, of the shape of
//! today's rules. Nothing in it is random, so every run measures the same.

use anyhow::{Context, Result};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Provinces, and cities of each.
const PROVINCES: usize = 31;
const CITIES: usize = 11;
/// Clause files of a document, and instruments of a clause.
const CLAUSES: usize = 5;
const INSTRUMENTS: usize = 4;
/// Every so many places ask something that only they ask.
const ASKS: usize = 3;

/// A place: its code, and the place that contains it.
struct Place {
    code: String,
    within: Option<String>,
}

/// What was made.
#[derive(Debug, Default)]
pub(super) struct Made {
    pub(super) places: usize,
    pub(super) files: usize,
    pub(super) instruments: usize,
    /// Code of a county.
    pub(super) county: String,
    /// A clause file of the county, to be edited.
    pub(super) clause: String,
}

/// Writes the rules of a country of so many places into a folder.
pub(super) fn write(folder: &Path, count: usize) -> Result<Made> {
    let places = places(count);
    let mut made = Made {
        places: places.len(),
        ..Made::default()
    };
    let mut put = |name: String, text: &str| -> Result<()> {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        made.files += 1;
        fs::write(&path, text).with_context(|| path.display().to_string())
    };
    put("places.yaml".into(), &list(&places))?;
    put("facts/00-common.yaml".into(), COMMON)?;
    for (n, place) in places.iter().enumerate() {
        let code = &place.code;
        let own = n % ASKS == 0;
        if own {
            put(format!("facts/{code}.yaml"), &facts(code))?;
        }
        put(format!("xx-{code}/document.yaml"), &document(code))?;
        for clause in 1..=CLAUSES {
            let name = format!("xx-{code}/01-{clause:02}.yaml");
            put(name, &clause_file(code, clause, own))?;
        }
    }
    made.instruments = places.len() * CLAUSES * INSTRUMENTS;
    let county = places.last().map(|place| place.code.clone());
    made.county = county.unwrap_or_default();
    made.clause = format!("xx-{}/01-01.yaml", made.county);
    Ok(made)
}

/// The first places of a country in which every province has as many cities, and every city as
/// many counties.
fn places(count: usize) -> Vec<Place> {
    let counties = count
        .saturating_sub(PROVINCES + PROVINCES * CITIES)
        .div_ceil(PROVINCES * CITIES);
    let mut found = Vec::new();
    let mut put = |code: String, within: Option<String>| found.push(Place { code, within });
    for province in 0..PROVINCES {
        let outer = format!("{:02}0000", 60 + province);
        put(outer.clone(), None);
        for city in 1..=CITIES {
            let middle = format!("{:02}{city:02}00", 60 + province);
            put(middle.clone(), Some(outer.clone()));
            for county in 1..=counties {
                let code = format!("{:02}{city:02}{county:02}", 60 + province);
                put(code, Some(middle.clone()));
            }
        }
    }
    found.truncate(count);
    found
}

fn list(places: &[Place]) -> String {
    let mut text = String::from("places:\n");
    for Place { code, within } in places {
        let within = within
            .as_ref()
            .map_or_else(String::new, |code| format!(", within: \"{code}\""));
        let _ = writeln!(
            text,
            "  - {{code: \"{code}\", name: 第{code}号地, pinyin: di{code}haodi{within}, covered: true}}"
        );
    }
    text
}

const COMMON: &str = "\
topic: 基本情况
facts:
  - {id: hukou_here, type: bool, ask: 您的户口在本地吗？, label: 本地户口}
  - {id: unemployed, type: bool, ask: 您登记失业了吗？, label: 登记失业}
  - {id: graduate, type: bool, ask: 您是高校毕业生吗？, label: 高校毕业生}
  - {id: insured, type: bool, ask: 您交社保吗？, label: 交社保}
  - {id: age, type: integer, unit: 岁, max: 120, ask: 您多大？, label: 年龄}
  - {id: months_worked, type: integer, unit: 月, max: 600, ask: 干了几个月？, label: 工作月数}
  - {id: opened_on, type: date, past: true, ask: 您是哪天登记开业的？, label: 登记日期}
  - {id: rent, type: money, ask: 一年房租多少？, label: 房租, max: 10000000}
  - {id: people, type: integer, unit: 人, max: 100000, ask: 单位有多少人？, label: 人数}
";

fn facts(code: &str) -> String {
    format!(
        "topic: {code}\nfacts:\n  - {{id: asked_{code}, type: bool, place: \"{code}\", ask: 您参加了{code}号地的培训吗？, label: 参加了当地培训}}\n"
    )
}

fn document(code: &str) -> String {
    format!(
        "id: xx-{code}\ntitle: {code}号地就业办法\nnumber: 某政发〔2026〕{code}号\nissuer: {code}号地人民政府\napplies: [\"{code}\"]\nissued: 2026-01-01\nuntil: not stated\nchecked: 2026-11-21\nsource: xx-{code}.txt\n"
    )
}

fn clause_file(code: &str, clause: usize, own: bool) -> String {
    let cite = format!(
        "一({})",
        ["", "一", "二", "三", "四", "五"]
            .get(clause)
            .unwrap_or(&"六")
    );
    let mut text = format!(
        "clause: {cite}\nheading: 第{clause}类补贴\ndefinitions:\n  - id: group_{clause}\n    title: 第{clause}类人员\n    cite: {cite}#1\n    holds: {{any: [{{when: unemployed}}, {{when: graduate}}]}}\ninstruments:\n"
    );
    for n in 0..INSTRUMENTS {
        text += &instrument(code, clause, &cite, n, own && clause == 1 && n == 0);
    }
    text
}

fn instrument(code: &str, clause: usize, cite: &str, n: usize, own: bool) -> String {
    let (least, sum) = (3 + n, 1_000 * (n + 1) + 10 * clause);
    let asked = if own {
        format!("        - when: asked_{code}\n")
    } else {
        String::new()
    };
    let answers = if own {
        format!(", asked_{code}: true")
    } else {
        String::new()
    };
    format!(
        "  - id: xx-{code}-{clause}-{n}
    title: 第{clause}类补贴之{n}
    plain: 第{clause}类补贴
    summary: 本地户口的第{clause}类人员干满{least}个月，一次给{sum}元。
    kind: cash
    to: individual
    roles: [seeker]
    strength: entitled
    cite: {cite}#{sentence}
    eligible:
      all:
        - when: hukou_here
{asked}        - use: group_{clause}
        - when: months_worked >= least
          say: 干满{least}个月
        - when: age >= 16 岁 and age <= 60 岁
          say: 16 到 60 岁
    amount: {{value: grant}}
    params:
      least: {{value: {least} 月, figure: {least}个月, cite: {cite}#{sentence}, label: 最短时间}}
      grant: {{value: {sum} 元, figure: {sum}元, cite: {cite}#{sentence}, label: 补贴标准}}
    examples:
      - {{name: 正好够, as_of: 2026-11-21, answers: {{hukou_here: true, unemployed: true, months_worked: {least}, age: 30{answers}}}, verdict: eligible, amount: {sum} 元}}
      - {{name: 差一个月, as_of: 2026-11-21, answers: {{hukou_here: true, unemployed: true, months_worked: {less}, age: 30{answers}}}, verdict: ineligible}}
      - {{name: 没说, as_of: 2026-11-21, answers: {{}}, verdict: undetermined}}
",
        sentence = n + 2,
        less = least - 1,
    )
}
