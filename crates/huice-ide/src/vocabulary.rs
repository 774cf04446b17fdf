//! The keys and words of rule files, by where they stand. `tests/vocabulary.rs` holds them against
//! the checker and the rules.

use huice_check::keys;

/// Keys whose value is an expression.
pub(crate) fn is_expression(key: &str) -> bool {
    matches!(
        key,
        "when"
            | "at most"
            | "value"
            | "monthly"
            | "yearly"
            | "limit"
            | "term"
            | "share"
            | "share rate"
            | "share months"
            | "share principal"
    )
}

/// The keys of a map, by the keys around it and the file that it stands in. `None` where the author
/// names the keys.
#[must_use]
pub fn keys(file: &str, path: &[&str]) -> Option<Vec<&'static str>> {
    let (last, outer) = match path {
        [.., outer, last] => (*last, *outer),
        [last] => (*last, ""),
        [] => return Some(root(file).to_vec()),
    };
    let found = match (outer, last) {
        ("params", _) => keys::PARAM,
        (_, "params" | "options" | "named" | "former_options" | "answers") => return None,
        (_, "facts" | "fields") => {
            return Some([keys::FACT, keys::OUTER_FACT, keys::FACT_OF_A_TYPE].concat());
        }
        (_, "eligible" | "holds" | "all" | "any" | "not" | "unless") => {
            return Some([keys::CONDITION_FORMS, keys::CONDITION_WORDS].concat());
        }
        (_, "instruments") => keys::INSTRUMENT,
        (_, "definitions") => keys::DEFINITION,
        (_, "amount") => keys::AMOUNT,
        (_, "let") => keys::STEP,
        (_, "terms") => keys::TERM,
        (_, "readings") => keys::READING,
        (_, "paid") => keys::PAID,
        (_, "loan") => keys::LOAN,
        (_, "valid") => keys::VALID,
        (_, "examples") => keys::EXAMPLE,
        (_, "issued") => keys::ISSUED,
        (_, "superseded_by") => keys::SUPERSEDED,
        (_, "amends") => keys::AMENDS,
        (_, "missing") => keys::MISSING,
        (_, "administrative") => keys::ADMINISTRATIVE,
        (_, "change") => keys::CHANGE,
        (_, "follows") => keys::FOLLOWS,
        (_, "contradicts") => keys::CONTRADICTS,
        (_, "lists") => keys::LIST,
        (_, "of") => keys::ROW,
        (_, "phone") => keys::PHONE,
        (_, "places") => keys::PLACE,
        (_, "hotlines") => keys::HOTLINE,
        (_, "goals") => keys::GOAL,
        (_, "nowhere") => keys::NOWHERE,
        _ => return None,
    };
    Some(found.to_vec())
}

/// The keys of a file.
fn root(file: &str) -> &'static [&'static str] {
    let mut names = file.rsplit('/');
    match (names.next().unwrap_or_default(), names.next()) {
        ("document.yaml", _) => keys::DOCUMENT,
        (_, Some("facts")) => keys::FACTS_FILE,
        ("places.yaml", _) => keys::PLACES_FILE,
        ("goals.yaml", _) => keys::GOALS_FILE,
        ("terms.yaml", _) => keys::TERMS_FILE,
        _ => keys::CLAUSE_FILE,
    }
}

/// A word with what it means.
pub type Word = (&'static str, &'static str);

const KINDS: &[Word] = &[
    ("cash", "一次给钱"),
    ("recurring", "按期给钱"),
    ("reimbursement", "报销"),
    ("refund", "返还"),
    ("interest", "贴息"),
    ("loan", "贷款"),
    ("tax", "税费"),
    ("extension", "延长"),
    ("priority", "优先"),
    ("service", "服务"),
    ("duty", "义务"),
    ("definition", "定义"),
];

const ROLES: &[Word] = &[
    ("seeker", "找工作的人"),
    ("founder", "创业的人"),
    ("employer", "单位"),
    ("family", "家里有事的人"),
    ("institution", "学校、机构"),
];

const VERDICTS: &[Word] = &[
    ("eligible", "符合"),
    ("not_yet", "时间未到"),
    ("ineligible", "不符合"),
    ("undetermined", "还不能确定"),
    ("not_in_force", "不在有效期内"),
];

const STRENGTHS: &[Word] = &[
    ("entitled", "应当给"),
    ("may", "可以给"),
    ("if_adopted", "有条件的地区"),
    ("pilot", "试点"),
    ("competitive", "择优"),
    ("by_other_rule", "按其他规定"),
    ("programme", "看当地"),
];

const BENEFICIARIES: &[Word] = &[
    ("founder", "给创业的人"),
    ("individual", "给个人"),
    ("employer", "给单位"),
    ("institution", "给学校、机构"),
    ("intermediary", "给介绍工作的人或机构"),
    ("agency", "给办事的部门"),
    ("household", "给家庭"),
];

const TYPES: &[Word] = &[
    ("bool", "是或不是"),
    ("choice", "选一个"),
    ("set", "可选几个"),
    ("integer", "整数"),
    ("money", "钱"),
    ("percent", "百分数"),
    ("date", "日期"),
    ("records", "一组记录"),
];

const UNITS: &[Word] = &[
    ("元", "钱"),
    ("元/月", "每月的钱"),
    ("元/年", "每年的钱"),
    ("人", "人数"),
    ("户", "户数"),
    ("个", "个数"),
    ("次", "次数"),
    ("岁", "年龄"),
    ("月", "多少个月"),
    ("年", "多少年"),
    ("天", "多少天"),
    ("%", "百分之几"),
];

/// The words of the language of expressions.
pub const OPERATORS: &[Word] = &[
    ("and", "并且"),
    ("or", "或者"),
    ("not", "不是"),
    ("in", "是其中一个：x in [a, b]"),
    ("has", "选了：x has a"),
    ("as_of", "计算的那一天"),
    ("true", "是"),
    ("false", "不是"),
    ("min", "较小的：min(a, b)"),
    ("max", "较大的：max(a, b)"),
    ("if", "如果：if(条件, 甲, 乙)"),
    ("year_start", "那年的1月1日"),
    ("count", "有几条：count(记录 where 条件)"),
    ("sum", "加起来：sum(记录, 值)"),
    ("any", "有一条：any(记录 where 条件)"),
    ("all", "每一条：all(记录 where 条件)"),
    ("where", "其中"),
];

/// The words that a key's value may be, by the key and the keys around it.
#[must_use]
pub fn words(key: &str, path: &[&str]) -> &'static [Word] {
    let around = path.last().copied().unwrap_or_default();
    match (around, key) {
        (_, "kind" | "kinds") => KINDS,
        (_, "roles" | "asked_of") => ROLES,
        ("examples", "verdict") => VERDICTS,
        (_, "strength") => STRENGTHS,
        ("instruments", "to") => BENEFICIARIES,
        (_, "type") => TYPES,
        (_, "unit") => UNITS,
        (_, "paid") => &[("once", "一次"), ("not stated", "原文没写")],
        (_, "weight") => &[("ask", "请咨询"), ("show", "一起显示")],
        (_, "how_common") => &[
            ("usual", "多数人是"),
            ("sometimes", "有的人是"),
            ("rare", "很少人是"),
        ],
        (_, "unticked") => &[("unsure", "没勾的算不清楚")],
        ("instruments", "amount") => &[("not stated", "原文没写多少"), ("none", "不给钱")],
        (_, "until") => &[("not stated", "原文没写")],
        (_, "covered" | "profile" | "past" | "part") => &[("true", "是"), ("false", "不是")],
        (_, "knows") => &[
            ("person", "本人"),
            ("household", "家里人"),
            ("own_business", "自己开的店"),
            ("employer", "单位"),
            ("institution", "学校、机构"),
            ("office", "部门"),
            ("place", "当地"),
        ],
        _ => &[],
    }
}

/// Units, as they stand behind a number.
#[must_use]
pub fn units() -> &'static [Word] {
    UNITS
}
