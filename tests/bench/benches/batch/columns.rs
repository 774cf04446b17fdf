//! The column file of `../../openfisca/README.md`: read, as columns of the core, and as JSON.

use huice_core::batch::{Column, Days, Numbers, People, Records, Sets, Truths};
use huice_core::ir::{Fact, FactKind, Law, Unit};
use huice_core::program::OptionMask;
use huice_core::{Date, Decimal};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::path::Path;

/// Hundredths of a percent in the finest step of a share.
const SHARE: i64 = 10_000;

/// The columns of a folder.
pub struct Columns {
    pub people: usize,
    pub day: Date,
    columns: BTreeMap<String, Vec<i64>>,
    options: BTreeMap<String, Vec<String>>,
}

impl Columns {
    /// Reads a folder.
    pub fn read(folder: &Path) -> Self {
        let head = std::fs::read_to_string(folder.join("columns.json")).unwrap();
        let head: Value = serde_json::from_str(&head).unwrap();
        let list =
            |value: &Value| -> Vec<String> { serde_json::from_value(value.clone()).unwrap() };
        let read = |name: String| {
            let bytes = std::fs::read(folder.join(format!("{name}.bin"))).unwrap();
            let (values, rest) = bytes.as_chunks::<8>();
            assert!(rest.is_empty(), "{name} is cut off");
            (
                name,
                values.iter().map(|n| i64::from_le_bytes(*n)).collect(),
            )
        };
        let options = head["options"].as_object().unwrap();
        Self {
            people: usize::try_from(head["people"].as_u64().unwrap()).unwrap(),
            day: Date::parse(head["day"].as_str().unwrap()).unwrap(),
            columns: list(&head["columns"]).into_iter().map(read).collect(),
            options: options
                .iter()
                .map(|(name, of)| (name.clone(), list(of)))
                .collect(),
        }
    }

    fn of(&self, name: &str) -> &[i64] {
        &self.columns[name]
    }

    /// How many records a person can have of a list; none where it is not in the file.
    fn slots(&self, list: &str, field: &str) -> usize {
        let has = |slot: &usize| self.columns.contains_key(&format!("{list}.{slot}.{field}"));
        (0..).take_while(has).count()
    }

    /// Adds what follows from the answers: everybody has answered everything, and the law asks
    /// veterans of which kind they are, which tells nobody's decision by the ten.
    pub fn with_kinds_of_veterans(mut self) -> Self {
        let kinds = self.columns.get("demobilised_or_veteran").cloned();
        if let Some(kinds) = kinds {
            let words = ["none".to_owned(), "other".to_owned()];
            self.options.insert("veteran_type".into(), words.into());
            self.columns.insert("veteran_type".into(), kinds);
        }
        self
    }

    /// The columns as the core takes them.
    pub fn people(&self, law: &Law) -> People {
        let mut people = People::unknown(law, self.people);
        for (id, fact) in (0u16..).zip(&law.facts) {
            if let Some(column) = self.column(fact) {
                people.set(law, id, column).unwrap();
            }
        }
        people
    }

    fn column(&self, fact: &Fact) -> Option<Column> {
        let FactKind::Records { fields, .. } = &fact.kind else {
            let values = self.columns.get(&fact.id)?;
            return Some(self.typed(&fact.id, fact, values));
        };
        let counts = self.columns.get(&format!("{}.count", fact.id))?;
        let fields = fields.iter().map(|field| {
            let slots = 0..self.slots(&fact.id, &field.id);
            let slots = slots.map(|slot| self.of(&format!("{}.{slot}.{}", fact.id, field.id)));
            let slots: Vec<&[i64]> = slots.collect();
            let mut values = Vec::new();
            for (person, count) in counts.iter().enumerate() {
                let used = slots.iter().take(usize::try_from(*count).unwrap());
                values.extend(used.map(|slot| slot[person]));
            }
            self.typed(&format!("{}.{}", fact.id, field.id), field, &values)
        });
        let fields = fields.collect();
        let counts = counts.iter().map(|count| usize::try_from(*count).unwrap());
        Some(Column::Records(Records::known(counts, fields)))
    }

    fn typed(&self, name: &str, fact: &Fact, values: &[i64]) -> Column {
        match &fact.kind {
            FactKind::Bool { .. } => {
                Column::Truths(values.iter().map(|n| *n != 0).collect::<Truths>())
            }
            FactKind::Number { unit, .. } => {
                let by = if *unit == Unit::Percent { SHARE } else { 1 };
                Column::Numbers(Numbers::known(values.iter().map(|n| n * by).collect()))
            }
            FactKind::Date => Column::Days(Days::known(values.iter().map(|n| day(*n)).collect())),
            FactKind::Choice(options) => {
                let at = self.positions(name, options);
                let at: Vec<u8> = at.iter().map(|at| u8::try_from(*at).unwrap()).collect();
                let position = |n: &i64| at[usize::try_from(*n).unwrap()];
                Column::Choices(values.iter().map(position).collect())
            }
            FactKind::Set(options) => {
                let at = self.positions(name, options);
                let mask = |n: &i64| {
                    let chosen = at.iter().enumerate().filter(|(bit, _)| n >> bit & 1 == 1);
                    chosen.map(|(_, at)| *at).collect::<OptionMask>()
                };
                Column::Sets(values.iter().map(mask).collect::<Sets>())
            }
            FactKind::Records { .. } => panic!("{name} is a list in a list"),
        }
    }

    /// Where the options of the file stand in the law.
    fn positions(&self, name: &str, options: &[(String, String)]) -> Vec<u16> {
        let position = |word: &String| {
            let at = options.iter().position(|(id, _)| id == word);
            u16::try_from(at.unwrap()).unwrap()
        };
        self.options[name].iter().map(position).collect()
    }

    /// One person as an object of answers, as the plain programs read them.
    pub fn json(&self, law: &Law, person: usize) -> Value {
        let mut answers = Map::new();
        for fact in &law.facts {
            if let FactKind::Records { fields, .. } = &fact.kind {
                if let Some(counts) = self.columns.get(&format!("{}.count", fact.id)) {
                    let record = |slot: i64| {
                        let fields = fields.iter().map(|field| {
                            let value =
                                self.of(&format!("{}.{slot}.{}", fact.id, field.id))[person];
                            let name = format!("{}.{}", fact.id, field.id);
                            (field.id.clone(), self.one(&name, field, value))
                        });
                        Value::Object(fields.collect())
                    };
                    answers.insert(fact.id.clone(), (0..counts[person]).map(record).collect());
                }
            } else if let Some(values) = self.columns.get(&fact.id) {
                answers.insert(fact.id.clone(), self.one(&fact.id, fact, values[person]));
            }
        }
        Value::Object(answers)
    }

    fn one(&self, name: &str, fact: &Fact, n: i64) -> Value {
        let word = |at: usize| Value::from(self.options[name][at].as_str());
        match &fact.kind {
            FactKind::Bool { .. } => Value::from(n != 0),
            FactKind::Number { unit, .. } => Value::from(match unit {
                Unit::Percent => format!("{}%", Decimal::new(n, 2).normalize()),
                Unit::Yuan | Unit::YuanPerMonth | Unit::YuanPerYear => {
                    Decimal::new(n, 2).normalize().to_string()
                }
                Unit::Count(_) | Unit::Months | Unit::Days | Unit::Age => n.to_string(),
            }),
            FactKind::Date => Value::from(day(n).to_string()),
            FactKind::Choice(_) => word(usize::try_from(n).unwrap()),
            FactKind::Set(_) => {
                let options = 0..self.options[name].len();
                options.filter(|at| n >> at & 1 == 1).map(word).collect()
            }
            FactKind::Records { .. } => panic!("{name} is a list in a list"),
        }
    }
}

fn day(n: i64) -> Date {
    Date::try_from(u32::try_from(n).unwrap()).unwrap()
}
