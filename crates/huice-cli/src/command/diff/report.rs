//! The output of `huice diff`.

use super::PlaceDiff;
use crate::command::screened::yuan;
use crate::view;
use huice_batch::diff::{Change, InstrumentDiff, Standing, Sum};
use huice_core::Date;
use huice_zh::words;
use serde_json::{Value, json};

/// For people.
pub(super) fn text(place_diffs: &[PlaceDiff], lost: &[String], as_of: Date) -> String {
    let mut lines = vec![format!("按{}算", words::day(as_of))];
    for name in lost {
        lines.push(format!("{name}：新的规则里没有这个地方"));
    }
    for place in place_diffs {
        lines.push(String::new());
        lines.extend(place_lines(place));
    }
    lines.join("\n")
}

fn place_lines(place: &PlaceDiff) -> Vec<String> {
    let diff = &place.diff;
    let mut lines = vec![format!(
        "【{}】{}，看了 {} 人",
        place.name, place.whose, diff.people
    )];
    if diff.left_out > 0 {
        lines.push(format!("有 {} 行不能用，没有看", diff.left_out));
    }
    if diff.changed == 0 {
        lines.push("没有变化".into());
        return lines;
    }
    let total = diff.instruments.values().map(|own| own.change);
    let total = total.fold(Change::default(), Change::plus);
    lines.push(format!(
        "{} 人的结论或金额变了；总额变化：{}",
        diff.changed,
        change(total)
    ));
    for (id, own) in &diff.instruments {
        lines.push(format!(
            "{id} {}：总额变化 {}",
            own.title,
            change(own.change)
        ));
        lines.extend(moves(own));
    }
    lines
}

fn moves(own: &InstrumentDiff) -> Vec<String> {
    let mut lines = Vec::new();
    for ((before, after), moved) in &own.moves {
        let what = if before == after {
            format!("{}，金额不同", standing(*before))
        } else {
            format!("{} → {}", standing(*before), standing(*after))
        };
        lines.push(format!("  {what}：{} 人", moved.people));
        for example in &moved.examples {
            let [old, new] = example.sums;
            lines.push(format!(
                "    如 {}：{} → {}",
                example.person,
                sum(old),
                sum(new)
            ));
        }
    }
    lines
}

fn standing(of: Standing) -> &'static str {
    match of {
        Standing::Eligible => "符合",
        Standing::NotYet => "时间未到",
        Standing::Undetermined => "还不能确定",
        Standing::Ineligible => "不符合",
        Standing::NotInForce => "不在有效期内",
        Standing::Absent => "没有这一项",
    }
}

fn sum(sum: Sum) -> String {
    match sum.high {
        Some(high) if high == sum.low => yuan(high),
        Some(high) => format!("{} 到 {}", yuan(sum.low), yuan(high)),
        None => format!("{} 以上", yuan(sum.low)),
    }
}

fn change(change: Change) -> String {
    let signed = |fen: i128| {
        let sign = if fen > 0 { "+" } else { "" };
        format!("{sign}{}", yuan(fen))
    };
    match (change.low, change.high) {
        (Some(low), Some(high)) if low == high => signed(low),
        (low, high) => {
            let low = low.map_or_else(|| "没有下限".into(), signed);
            let high = high.map_or_else(|| "没有上限".into(), signed);
            format!("{low} 到 {high}")
        }
    }
}

/// For programs. Sums are whole 分.
pub(super) fn json(place_diffs: &[PlaceDiff], lost: &[String], as_of: Date) -> String {
    let places: Vec<Value> = place_diffs.iter().map(place_json).collect();
    view::print(&json!({
        "as_of": as_of.to_string(),
        "lost": lost,
        "places": places,
    }))
}

fn place_json(place: &PlaceDiff) -> Value {
    let diff = &place.diff;
    let instruments: Vec<Value> = diff
        .instruments
        .iter()
        .map(|(id, own)| {
            let moves: Vec<Value> = own
                .moves
                .iter()
                .map(|((before, after), moved)| {
                    let examples = moved.examples.iter().map(|example| {
                        let sums = example
                            .sums
                            .map(|sum| json!([fen(sum.low), sum.high.map(fen)]));
                        json!({"person": example.person, "sums": sums})
                    });
                    json!({
                        "before": code(*before),
                        "after": code(*after),
                        "people": moved.people,
                        "examples": examples.collect::<Vec<_>>(),
                    })
                })
                .collect();
            json!({
                "id": id,
                "title": own.title,
                "change": [own.change.low.map(fen), own.change.high.map(fen)],
                "moves": moves,
            })
        })
        .collect();
    json!({
        "place": place.place,
        "place_name": place.name,
        "people": diff.people,
        "left_out": diff.left_out,
        "changed": diff.changed,
        "instruments": instruments,
    })
}

fn fen(fen: i128) -> String {
    fen.to_string()
}

fn code(of: Standing) -> &'static str {
    match of {
        Standing::Eligible => "eligible",
        Standing::NotYet => "not_yet",
        Standing::Undetermined => "undetermined",
        Standing::Ineligible => "ineligible",
        Standing::NotInForce => "not_in_force",
        Standing::Absent => "absent",
    }
}
