//! Plain words for values, amounts, needs, proofs and citations.

use huice_core::CompiledLaw;
use huice_core::Decimal;
use huice_core::answers::Answer;
use huice_core::date::{Date, DateRange};
use huice_core::decision::Need;
use huice_core::explain::{Connective, Figure, Proof, Step};
use huice_core::ir::{Arith, Citation, Fact, FactKind, Law, LostItem, Unit};
use huice_core::number::{Bound, Interval, div_u32, format_decimal, multiply};
use huice_core::outcome::AmountResult;
use huice_core::text::{joined, split_once_byte};

/// What an item is called whose text is lost.
#[must_use]
pub fn missing_title(missing: &LostItem) -> String {
    let left = if missing.part {
        "原文缺一部分"
    } else {
        "原文缺失"
    };
    format!("第 {} 项（{left}）", missing.item)
}

/// What to do about an item whose text is lost.
#[must_use]
pub fn missing(missing: &LostItem) -> &'static str {
    if missing.part {
        "这一条的原文缺了一部分，可能有您能享受的内容，请问 12333"
    } else {
        "这一条的原文缺失，可能有您能享受的内容，请问 12333"
    }
}

/// A number with its unit, digits grouped by thousands: `6,000 元`.
#[must_use]
pub fn number(n: Decimal, unit: &Unit) -> String {
    match unit {
        Unit::Percent => {
            let share = multiply(n, Decimal::ONE_HUNDRED).unwrap_or(n);
            format!("{}%", digits(share))
        }
        Unit::Count(word) if word.is_empty() => digits(n),
        Unit::Months => {
            let years = div_u32(n, 12).normalize();
            if years.scale() == 0 && years > Decimal::ONE {
                format!("{} 个月（{} 年）", digits(n), digits(years))
            } else {
                format!("{} 个月", digits(n))
            }
        }
        Unit::Count(_)
        | Unit::Days
        | Unit::Age
        | Unit::Yuan
        | Unit::YuanPerMonth
        | Unit::YuanPerYear => format!("{} {}", digits(n), unit_word(unit)),
    }
}

/// The unit as written after a number.
#[must_use]
pub fn unit_word(unit: &Unit) -> &str {
    match unit {
        Unit::Count(word) => word,
        Unit::Months => "个月",
        Unit::Days => "天",
        Unit::Age => "岁",
        Unit::Yuan => "元",
        Unit::YuanPerMonth => "元/月",
        Unit::YuanPerYear => "元/年",
        Unit::Percent => "%",
    }
}

fn digits(n: Decimal) -> String {
    let text = format_decimal(n);
    let (whole, part) = split_once_byte(&text, b'.').unwrap_or((&text, ""));
    let mut grouped = String::new();
    let mut left = whole.len();
    for digit in whole.chars() {
        let first = grouped.is_empty() || grouped == "-";
        if !first && left.is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
        left -= 1;
    }
    if !part.is_empty() {
        grouped.push('.');
        grouped.push_str(part);
    }
    // 283.5 元 is written 283.50, as on a receipt.
    if part.len() == 1 {
        grouped.push('0');
    }
    grouped
}

/// Numbers that a value may be.
#[must_use]
pub fn range(range: Interval, unit: &Unit) -> String {
    if let Some(n) = range.point() {
        return number(n, unit);
    }
    match (range.low, range.high) {
        (Bound::At(low), Bound::At(high)) => {
            format!("{}～{}", number(low, unit), number(high, unit))
        }
        (Bound::At(low), _) => format!("{}以上（待定）", number(low, unit)),
        (_, Bound::At(high)) => format!("不超过 {}（待定）", number(high, unit)),
        (_, _) => "待定".into(),
    }
}

/// A day as people write it.
#[must_use]
pub fn day(d: Date) -> String {
    format!("{}年{}月{}日", d.year(), d.month(), d.day())
}

/// The days that a day may be.
#[must_use]
pub fn day_range(range: DateRange) -> String {
    if range.low == range.high {
        day(range.low)
    } else if range == DateRange::ANY {
        "日期待定".into()
    } else if range.low.add_months(1) > range.high {
        format!("{}年{}月", range.low.year(), range.low.month())
    } else if range.low.add_months(12) > range.high {
        format!("{}年", range.low.year())
    } else {
        format!("{}至{}", day(range.low), day(range.high))
    }
}

/// An amount.
#[must_use]
pub fn amount(amount: &AmountResult) -> String {
    match amount {
        AmountResult::None => "不涉及金额".into(),
        AmountResult::NotDue => "不能享受，没有金额".into(),
        AmountResult::NotStated => "文件未载明".into(),
        AmountResult::Text(text) => text.clone(),
        AmountResult::Exact(n, unit) => number(*n, unit),
        AmountResult::Range(low, Some(high), unit) => {
            format!("{}～{}", number(*low, unit), number(*high, unit))
        }
        AmountResult::Range(low, None, _) if low.is_zero() => "金额待定".into(),
        AmountResult::Range(low, None, unit) => format!("{}以上（待定）", number(*low, unit)),
        AmountResult::AtMost(Some(n), unit) => format!("最高 {}", number(*n, unit)),
        AmountResult::AtMost(None, _) => "最高额待定".into(),
    }
}

/// An answer.
#[must_use]
pub fn answer(fact: &Fact, answer: &Answer) -> String {
    match (&fact.kind, answer) {
        (_, Answer::Unsure) => "不清楚".into(),
        (FactKind::Bool { yes, no }, Answer::Bool(b)) => if *b { yes } else { no }.clone(),
        (FactKind::Choice(options), Answer::Choice(o)) => options
            .get(usize::from(*o))
            .map_or_else(String::new, |(_, words)| words.clone()),
        (FactKind::Set(_), Answer::Set(chosen)) if chosen.is_empty() => "都不是".into(),
        (FactKind::Set(options), Answer::Set(chosen)) => {
            let chosen = chosen.iter().filter_map(|o| options.get(usize::from(*o)));
            let words: Vec<&str> = chosen.map(|(_, words)| words.as_str()).collect();
            joined(&words, "、")
        }
        (FactKind::Number { unit, .. }, Answer::Number(n)) => {
            let named = fact.named.iter().find(|(value, _)| value == n);
            named.map_or_else(|| number(*n, unit), |(_, words)| words.clone())
        }
        (FactKind::Number { unit, .. }, Answer::NumberRange(numbers)) => range(*numbers, unit),
        (FactKind::Date, Answer::Date(range)) => day_range(*range),
        (FactKind::Records { .. }, Answer::Records(list)) if list.is_empty() => "没有".into(),
        (FactKind::Records { fields, .. }, Answer::Records(list)) => {
            let mut records = Vec::new();
            for record in list {
                let mut parts = Vec::new();
                for (field, answer) in record.iter() {
                    if let Some(fact) = fields.get(usize::from(*field)) {
                        parts.push(part(fact, answer));
                    }
                }
                records.push(joined(&parts, "，"));
            }
            joined(&records, "；")
        }
        (_, _) => String::new(),
    }
}

/// A part of a record on one line: with its label where the value alone is unclear, as
/// yes, no, unsure or a count.
fn part(fact: &Fact, answer: &Answer) -> String {
    let value = self::answer(fact, answer);
    let is_count = matches!(
        fact.kind,
        FactKind::Number {
            unit: Unit::Count(_),
            ..
        }
    );
    if is_count || matches!(answer, Answer::Bool(_) | Answer::Unsure) {
        format!("{}：{value}", fact.label)
    } else {
        value
    }
}

/// The words of a fact in a list: its own, or its question of yes or no as a statement without its
/// subject, which is that of the whole list.
#[must_use]
pub fn in_list(fact: &Fact) -> &str {
    if !fact.item.is_empty() {
        return &fact.item;
    }
    let Some(statement) = fact.ask.strip_suffix("吗？") else {
        return &fact.label;
    };
    let statement = match statement.strip_prefix('您') {
        // 您家 is not 您.
        Some(rest) if rest.starts_with(['家', '（']) => statement,
        Some(rest) => rest.strip_prefix('的').unwrap_or(rest),
        None => statement,
    };
    statement.strip_prefix("单位").unwrap_or(statement)
}

/// What is missing for a decision.
#[must_use]
pub fn need(law: &CompiledLaw, need: Need) -> String {
    let fact = |id: u16| law.facts.get(usize::from(id));
    let label = |id: u16| fact(id).map_or("", |f| f.label.as_str());
    match need {
        Need::Fact(id) => format!("还不知道：{}", label(id)),
        Need::Judgement(id) => {
            let who = fact(id).and_then(|f| f.judgement.as_deref());
            format!("要由部门认定：{}（{}）", label(id), who.unwrap_or_default())
        }
        Need::Open(open) => format!("要请经办部门判断：{}", law.program().open_words(open)),
        Need::Reading(instrument, at) => {
            let instrument = law.instruments.get(usize::from(instrument));
            let reading = instrument.and_then(|i| i.readings.get(usize::from(at)));
            let about = reading.map_or("", |reading| reading.about.as_str());
            format!("文件有两种读法，请咨询：{about}")
        }
    }
}

/// The words of a node of a proof; empty where its parts speak for themselves.
#[must_use]
pub fn proof_words(proof: &Proof) -> &str {
    match proof.connective {
        Connective::Cases => "没填的几项不管怎样，结果都一样",
        Connective::Leaf if proof.say.is_empty() => "算出来是 0 元",
        Connective::Leaf
        | Connective::All
        | Connective::Any
        | Connective::Not
        | Connective::Judge
        | Connective::Open => &proof.say,
    }
}

/// The label of a line of arithmetic.
#[must_use]
pub fn step_label(step: &Step) -> &str {
    if step.narrowed {
        "再看申领条件"
    } else {
        &step.label
    }
}

/// A line of arithmetic: `6000 元 × 3 人 = 18000 元`.
#[must_use]
pub fn step_line(law: &Law, step: &Step) -> String {
    let left = figure(law, &step.figure, false);
    let right = figure(law, &step.result, false);
    if left == right {
        right
    } else {
        format!("{left} = {right}")
    }
}

/// How a number is computed; `inside` a product a sum stands in brackets.
fn figure(law: &Law, shown: &Figure, inside: bool) -> String {
    let bracket = |line: String, own: bool| {
        if own && inside {
            format!("（{line}）")
        } else {
            line
        }
    };
    let list = |word: &str, parts: &[Figure]| {
        let parts: Vec<String> = parts.iter().map(|part| figure(law, part, false)).collect();
        format!("{word}（{}）", joined(&parts, "，"))
    };
    match shown {
        Figure::Number(numbers, unit) => range(*numbers, unit),
        Figure::Days(days) => day_range(*days),
        Figure::Open => "待定".into(),
        Figure::Unanswered(fact) => {
            let fact = law.facts.get(usize::from(*fact));
            format!("{}（待填）", fact.map_or("", |fact| fact.label.as_str()))
        }
        Figure::Arithmetic(how, a, b) => {
            let (sign, loose) = match how {
                Arith::Add => ("＋", true),
                Arith::Sub => ("－", true),
                Arith::Mul => ("×", false),
            };
            let line = format!("{} {sign} {}", figure(law, a, !loose), figure(law, b, true));
            bracket(line, loose)
        }
        Figure::Twelfth(part) => format!("{} ÷ 12", figure(law, part, true)),
        Figure::Least(parts) => list("取最小", parts),
        Figure::Greatest(parts) => list("取最大", parts),
        Figure::Shares(parts) => {
            let parts: Vec<String> = parts.iter().map(|part| figure(law, part, false)).collect();
            bracket(joined(&parts, " ＋ "), true)
        }
    }
}

/// A citation: document number, clause, sentence.
#[must_use]
pub fn cite(law: &Law, cite: &Citation) -> String {
    let document = law.documents.get(usize::from(cite.document));
    let name = document.map_or("", |d| {
        if d.number.is_empty() {
            &d.title
        } else {
            &d.number
        }
    });
    if cite.sentence.is_empty() {
        format!("{name} {}", cite.clause)
    } else {
        format!("{name} {} 第{}句", cite.clause, cite.sentence)
    }
}
