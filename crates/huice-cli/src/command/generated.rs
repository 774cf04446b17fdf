//! `huice people --generate`: what the questions cost people who are made up, and what each device
//! of the interview saves them.

use crate::failure::Failure;
use crate::view;
use huice_core::interview::{Cost, until_money};
use huice_core::ir::{Frequency, Law, Role};
use huice_core::population;
use huice_core::{CompiledLaw, Date};
use huice_source::Source;
use serde_json::{Value, json};
use std::rc::Rc;

/// Who is made up.
pub(crate) struct Population {
    /// How many.
    pub(crate) count: u64,
    pub(crate) seed: u64,
    pub(crate) as_of: Date,
    /// Whether the devices are left out one by one.
    pub(crate) devices: bool,
}

/// What an interview does beyond asking what still matters.
#[derive(Clone, Copy)]
struct Devices {
    who_knows: bool,
    follows: bool,
    profile: bool,
    prior: bool,
}

const NONE: Devices = Devices {
    who_knows: false,
    follows: false,
    profile: false,
    prior: false,
};
const ALL: Devices = Devices {
    who_knows: true,
    follows: true,
    profile: true,
    prior: true,
};

/// The devices alone, and all of them but one.
const ROWS: [(&str, Devices); 10] = [
    ("都不用", NONE),
    (
        "只问本人知道的",
        Devices {
            who_knows: true,
            ..NONE
        },
    ),
    (
        "能推出的不问",
        Devices {
            follows: true,
            ..NONE
        },
    ),
    (
        "先问基本情况",
        Devices {
            profile: true,
            ..NONE
        },
    ),
    (
        "看有多常见",
        Devices {
            prior: true,
            ..NONE
        },
    ),
    ("都用", ALL),
    (
        "都用，但谁都问",
        Devices {
            who_knows: false,
            ..ALL
        },
    ),
    (
        "都用，但能推出的也问",
        Devices {
            follows: false,
            ..ALL
        },
    ),
    (
        "都用，但不先问基本情况",
        Devices {
            profile: false,
            ..ALL
        },
    ),
    (
        "都用，但不看有多常见",
        Devices {
            prior: false,
            ..ALL
        },
    ),
];

impl Devices {
    /// The law without what these devices do not use.
    fn apply(self, mut law: Law) -> CompiledLaw {
        for fact in &mut law.facts {
            if !self.who_knows {
                fact.asked_of = Role::ALL.to_vec();
            }
            if !self.follows {
                fact.follows.clear();
            }
            if !self.profile {
                fact.profile = false;
            }
            if !self.prior {
                fact.frequency = Frequency::NotSaid;
            }
        }
        law.into()
    }
}

/// The middle and the 90th of a hundred.
struct Spread {
    screens: (usize, usize),
    facts: (usize, usize),
}

/// A table in Markdown, or JSON.
pub(crate) fn generated(
    source: &Source,
    places: &[String],
    wanted: &Population,
    json: bool,
) -> Result<String, Failure> {
    let mut rows = Vec::new();
    for place in places {
        let law = source.law(Some(place))?;
        let name = law.place_name.clone();
        let whole: CompiledLaw = law.clone().into();
        let makes = population::Population::new(&whole, wanted.as_of);
        let people: Vec<_> = (0..wanted.count)
            .map(|n| makes.person(wanted.seed.wrapping_add(n)))
            .collect();
        let all = ROWS
            .iter()
            .filter(|(devices_name, _)| wanted.devices || *devices_name == "都用");
        for (devices_name, devices) in all {
            let law = Rc::new(devices.apply(law.clone()));
            let costs = people
                .iter()
                .map(|p| until_money(&law, wanted.as_of, &p.answers, &p.roles));
            rows.push((name.clone(), *devices_name, Spread::of(costs.collect())));
        }
    }
    if json {
        let table: Vec<Value> = rows.iter().map(row_json).collect();
        return Ok(view::print(&table));
    }
    let mut lines = vec![
        "| 地方 | 办法 | 屏：中位 | 屏：第 90 | 问：中位 | 问：第 90 |".to_owned(),
        "|---|---|--:|--:|--:|--:|".to_owned(),
    ];
    for (place, devices_name, spread) in &rows {
        let ((a, b), (c, d)) = (spread.screens, spread.facts);
        lines.push(format!(
            "| {place} | {devices_name} | {a} | {b} | {c} | {d} |"
        ));
    }
    Ok(lines.join("\n"))
}

fn row_json((place, devices_name, spread): &(String, &str, Spread)) -> Value {
    json!({
        "place": place,
        "devices": devices_name,
        "screens": {"median": spread.screens.0, "p90": spread.screens.1},
        "facts": {"median": spread.facts.0, "p90": spread.facts.1},
    })
}

impl Spread {
    fn of(costs: Vec<Cost>) -> Self {
        let both = |of: fn(&Cost) -> usize| {
            let mut all: Vec<usize> = costs.iter().map(of).collect();
            all.sort_unstable();
            let at = |percent: usize| all.get(all.len() * percent / 100).copied().unwrap_or(0);
            (at(50), at(90))
        };
        Self {
            screens: both(|cost| cost.screens),
            facts: both(|cost| cost.facts),
        }
    }
}
