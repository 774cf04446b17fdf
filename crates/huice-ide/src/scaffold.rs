//! Skeletons of rule files, with a word to every key. What has to be filled in is left empty, so that
//! the checker names it.

use huice_core::Date;
use huice_syntax::plain;

/// A place, as a line of `places.yaml`.
#[must_use]
pub fn place(code: &str, name: &str, pinyin: &str, within: Option<&str>) -> String {
    let within = within.map_or_else(String::new, |code| format!(", within: \"{code}\""));
    format!("  - {{code: \"{code}\", name: {name}, pinyin: {pinyin}{within}, covered: true}}\n")
}

/// The head of a new `places.yaml`.
pub const PLACES: &str = "places:\n";

/// A `document.yaml`. `today` is the day on which it was compared with its text.
#[must_use]
pub fn document(id: &str, place: &str, today: Date) -> String {
    format!(
        "# 一份政策文件：它是什么，管哪里，从哪天起
id: {id}
# 标题和文号，照原文写
title:
number:
issuer:
# 管哪些地方：代码在 places.yaml 里
applies: [\"{place}\"]
# 发文日期；只知道月份就写 {{earliest: 2026-01-01, latest: 2026-01-31}}
issued:
# 有效期的最后一天；原文没写就写 not stated
until: not stated
# 哪天和原文核对过
checked: {today}
# 原文存成的文件
source: {id}.txt
"
    )
}

/// The head of a clause file.
#[must_use]
pub fn clause(clause: &str) -> String {
    format!(
        "# 一条一个文件：第几条，说的是什么
clause: {clause}
heading:
instruments:
"
    )
}

/// An instrument of a clause, to be added to its file.
#[must_use]
pub fn instrument(id: &str, clause: &str, today: Date) -> String {
    format!(
        "  # 一项政策
  - id: {id}
    # 原文的名称；在窗口怎么说；一句话的大意
    title:
    plain:
    summary:
    # cash 一次给钱 recurring 按期给 reimbursement 报销 refund 返还 interest 贴息 loan 贷款
    # tax 税费 extension 延长 priority 优先 service 服务 duty 义务
    kind: cash
    # 给谁：individual founder employer institution household；谁会来找它
    to: individual
    roles: [seeker]
    # entitled 应当给 may 可以给 pilot 试点 competitive 择优 programme 看当地
    strength: entitled
    # 第几条第几句
    cite: {clause}#1
    # 什么条件：一个，或者 all: / any: 加一列；用 facts/ 里的事项
    eligible:
      all:
        - when:
          say:
    # 多少钱：{{value: 参数}}、{{at most: 参数}}、not stated 或 none
    amount: {{value: grant}}
    # 原文里的每个数：值、照抄的写法、出处
    params:
      grant: {{value: , figure: , cite: {clause}#1, label: 补贴标准}}
    # 例子：一个符合、一个不符合、一个不清楚；`huice cases {id}` 会补上每个界线
    examples:
      - {{name: 符合, as_of: {today}, answers: {{}}, verdict: eligible, amount: }}
      - {{name: 不符合, as_of: {today}, answers: {{}}, verdict: ineligible}}
      - {{name: 不清楚, as_of: {today}, answers: {{}}, verdict: undetermined}}
"
    )
}

/// The name of the file of a clause, by its numbers: 三(八) is `03-08.yaml`. `None` where it has no
/// number of its own.
#[must_use]
pub fn clause_file(clause: &str) -> Option<String> {
    let mut numbers = Vec::new();
    let mut word = String::new();
    for sign in plain(clause).chars().chain(['.']) {
        if sign.is_ascii_digit() || digit(sign).is_some() || sign == '十' {
            word.push(sign);
        } else if !word.is_empty() {
            numbers.push(number(&word)?);
            word.clear();
        }
    }
    let parts: Vec<String> = numbers.iter().map(|n| format!("{n:02}")).collect();
    (!parts.is_empty()).then(|| format!("{}.yaml", parts.join("-")))
}

fn digit(sign: char) -> Option<u32> {
    let position = "零一二三四五六七八九".chars().position(|c| c == sign)?;
    u32::try_from(position).ok()
}

/// A number up to 99, in digits or in words.
fn number(word: &str) -> Option<u32> {
    if let Ok(n) = word.parse() {
        return Some(n);
    }
    let value = |text: &str, otherwise: u32| match text {
        "" => Some(otherwise),
        text => text
            .chars()
            .try_fold(0, |n, sign| Some(n * 10 + digit(sign)?)),
    };
    match word.split_once('十') {
        Some((tens, ones)) => Some(value(tens, 1)? * 10 + value(ones, 0)?),
        None => value(word, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_name_their_files() {
        for (clause, file) in [
            ("三(八)", "03-08.yaml"),
            ("三（十二）", "03-12.yaml"),
            ("二十", "20.yaml"),
            ("附件22", "22.yaml"),
            ("一(一)2", "01-01-02.yaml"),
        ] {
            assert_eq!(clause_file(clause).as_deref(), Some(file), "{clause}");
        }
        assert_eq!(clause_file("末段"), None);
    }
}
