//! `huice list` and `huice facts`: what there is.

use crate::command::evaluate::{lost, two_sources};
use crate::failure::Failure;
use crate::table::table;
use crate::view;
use huice_api::terms::FactType;
use huice_api::{self as api, ListedPolicy, Place};
use huice_core::ir::{Fact, FactKind, Law, LostItem, Role};
use huice_source::Source;
use huice_zh::terms;
use huice_zh::words;

/// The places, or the instruments of one.
pub(crate) fn list(source: &Source, place: Option<&str>, json: bool) -> Result<String, Failure> {
    if place.is_none() && source.pack.is_none() {
        return places(source, json);
    }
    let law = source.law(place)?;
    if json {
        return Ok(view::print(&ListedPolicy::all(&law)));
    }
    let rows: Vec<Vec<String>> = (0u16..)
        .zip(&law.instruments)
        .filter(|(n, _)| law.restated_by(*n).is_none())
        .map(|(n, i)| {
            vec![
                i.id.clone(),
                terms::kind(i.kind).into(),
                terms::beneficiary(i.beneficiary).into(),
                terms::strength(i.strength).into(),
                two_sources(&law, n).unwrap_or_else(|| i.cite.clause.clone()),
                i.title.clone(),
            ]
        })
        .collect();
    let mut text = format!(
        "{}：{} 项\n{}",
        law.place_name,
        rows.len(),
        table(&["编号", "类别", "给谁", "把握", "条款", "政策"], &rows)
    );
    if !law.missing.is_empty() {
        let missing: Vec<&LostItem> = law.missing.iter().collect();
        text += &format!("\n\n{}", lost(&missing).trim_end());
    }
    Ok(text)
}

fn places(source: &Source, json: bool) -> Result<String, Failure> {
    let places = source.places()?;
    if json {
        let all: Vec<Place<'_>> = places
            .iter()
            .map(|p| Place {
                code: &p.code,
                name: &p.name,
                pinyin: &p.pinyin,
                within: p.within.as_deref(),
                covered: p.covered,
            })
            .collect();
        return Ok(view::print(&all));
    }
    let rows: Vec<Vec<String>> = places
        .iter()
        .map(|p| {
            let covered = if p.covered { "有" } else { "没有" };
            vec![p.code.clone(), covered.into(), p.name.clone()]
        })
        .collect();
    Ok(table(&["代码", "政策", "地方"], &rows))
}

/// What may be asked in a place. Without a place, in every covered place together.
pub(crate) fn facts(
    source: &Source,
    place: Option<&str>,
    role: Option<Role>,
    json: bool,
) -> Result<String, Failure> {
    let laws = match place {
        None if source.pack.is_none() => source.laws()?,
        Some(_) | None => vec![source.law(place)?],
    };
    let mut facts: Vec<(&Law, &Fact)> = Vec::new();
    for law in &laws {
        for fact in &law.facts {
            let asked = role.is_none_or(|role| fact.asked_of.contains(&role));
            if asked && !facts.iter().any(|(_, f)| f.id == fact.id) {
                facts.push((law, fact));
            }
        }
    }
    if json {
        let all: Vec<api::Fact<'_>> = facts
            .iter()
            .map(|(law, f)| api::Fact::new(law, f))
            .collect();
        return Ok(view::print(&all));
    }
    if let Some(role) = role {
        return Ok(asked_of(&facts, role));
    }
    let mut rows = Vec::new();
    for (_, fact) in &facts {
        rows.push(row(&fact.id, fact));
        if let FactKind::Records { fields, .. } = &fact.kind {
            rows.extend(fields.iter().map(|f| row(&format!("  .{}", f.id), f)));
        }
    }
    Ok(format!(
        "{} 项\n{}",
        facts.len(),
        table(&["编号", "类型", "问题", "值"], &rows)
    ))
}

/// What a role is asked: who knows it, how often the answer is yes, and the question.
fn asked_of(facts: &[(&Law, &Fact)], role: Role) -> String {
    let row = |id: String, fact: &Fact| {
        let (knows, frequency) = (fact.knows, fact.frequency);
        vec![
            id,
            terms::knower(knows).into(),
            terms::frequency(frequency).into(),
            fact.ask.clone(),
        ]
    };
    let mut rows = Vec::new();
    for (_, fact) in facts {
        rows.push(row(fact.id.clone(), fact));
        if let FactKind::Records { fields, .. } = &fact.kind {
            let fields = fields.iter().filter(|f| f.asked_of.contains(&role));
            rows.extend(fields.map(|f| row(format!("  .{}", f.id), f)));
        }
    }
    format!(
        "{} 项\n{}",
        facts.len(),
        table(&["编号", "谁知道", "常见", "问题"], &rows)
    )
}

fn row(id: &str, fact: &Fact) -> Vec<String> {
    let values = match &fact.kind {
        FactKind::Bool { .. } => match &fact.judgement {
            Some(who) => format!("由{who}"),
            None => String::new(),
        },
        FactKind::Choice(options) | FactKind::Set(options) => options
            .iter()
            .map(|(id, _)| id.as_str())
            .collect::<Vec<_>>()
            .join(" "),
        FactKind::Number { unit, min, max } => {
            format!(
                "{} 到 {}",
                words::number(*min, unit),
                words::number(*max, unit)
            )
        }
        FactKind::Date => String::new(),
        FactKind::Records { item, .. } => item.clone(),
    };
    vec![
        id.into(),
        FactType::from(&fact.kind).word().into(),
        fact.ask.clone(),
        values,
    ]
}
