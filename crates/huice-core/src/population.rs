//! People who are made up, each from a seed: by the types, limits and frequencies of the facts,
//! and by what follows from what.

use crate::answers::{Answer, Answers};
use crate::compiled::CompiledLaw;
use crate::date::{Date, DateRange};
use crate::inferred::Inferring;
use crate::ir::consequence::order;
use crate::ir::{Fact, FactId, FactKind, Frequency, Role, Unit};
use crate::vec_map::VecMap;
use rust_decimal::Decimal;

/// Of a hundred facts, so many are 不清楚.
const UNSURE: u64 = 6;
/// How often somebody is asked again who contradicts themselves.
const AGAIN: usize = 4;

/// Somebody, and what they can say.
pub struct Person {
    /// What they come as.
    pub roles: Vec<Role>,
    /// Their answers; what they do not know, or are not asked, is missing.
    pub answers: Answers,
}

/// Makes people up for a place, as of a day.
pub struct Population<'l> {
    law: &'l CompiledLaw,
    as_of: Date,
    order: Vec<FactId>,
    nobody: Inferring<'l>,
}

impl<'l> Population<'l> {
    /// For the facts of a law.
    #[must_use]
    pub fn new(law: &'l CompiledLaw, as_of: Date) -> Self {
        Self {
            law,
            as_of,
            order: order(&law.facts).unwrap_or_default(),
            nobody: Inferring::new(law, as_of),
        }
    }

    /// Somebody by a seed: the same seed makes the same person.
    #[must_use]
    pub fn person(&self, seed: u64) -> Person {
        let mut dice = Dice(seed);
        let roles = roles(&mut dice);
        let mut answers = Answers::new();
        let mut inferring = self.nobody.clone();
        for id in &self.order {
            let Some(fact) = self.law.facts.get(usize::from(*id)) else {
                continue;
            };
            let knows = fact.asked_of.iter().any(|role| roles.contains(role));
            if knows && !dice.chance(UNSURE) {
                self.answer(&mut dice, &mut inferring, (*id, fact), &mut answers);
            }
        }
        Person { roles, answers }
    }

    /// An answer that goes together with those before it; none, where a few throws find none.
    fn answer(
        &self,
        dice: &mut Dice,
        inferring: &mut Inferring<'l>,
        (id, fact): (FactId, &Fact),
        answers: &mut Answers,
    ) {
        let settled = inferring.value(id);
        for _ in 0..AGAIN {
            let answer = match &settled {
                Some(value) => value.clone(),
                None => dice.answer(fact, self.as_of),
            };
            inferring.set(id, Some(&answer));
            if inferring.contradictions().is_empty() {
                answers.set(id, answer);
                return;
            }
            inferring.set(id, None);
        }
    }
}

/// One role mostly; some look for work and start a business.
fn roles(dice: &mut Dice) -> Vec<Role> {
    let role = match dice.below(100) {
        0..35 => Role::Seeker,
        35..60 => Role::Founder,
        60..80 => Role::Employer,
        80..92 => Role::Family,
        _ => Role::Institution,
    };
    match role {
        Role::Seeker if dice.chance(10) => vec![role, Role::Founder],
        Role::Seeker if dice.chance(20) => vec![role, Role::Family],
        _ => vec![role],
    }
}

/// Numbers from a seed, the same wherever they are drawn.
struct Dice(u64);

impl Dice {
    /// `SplitMix64`.
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let n = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let n = (n ^ (n >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        n ^ (n >> 31)
    }

    fn below(&mut self, n: u64) -> u64 {
        (self.next() >> 11).checked_rem(n).unwrap_or(0)
    }

    /// So often of a hundred.
    fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    fn answer(&mut self, fact: &Fact, as_of: Date) -> Answer {
        match &fact.kind {
            FactKind::Bool { .. } => Answer::Bool(self.chance(yes(fact.frequency))),
            FactKind::Choice(options) => Answer::Choice(self.option(options.len())),
            FactKind::Set(options) => {
                let all = (0u16..).zip(options).map(|(at, _)| at);
                Answer::Set(all.filter(|_| self.chance(15)).collect())
            }
            FactKind::Number { unit, min, max } => {
                Answer::Number(self.number(fact, unit).clamp(*min, *max))
            }
            FactKind::Date => {
                let months = if fact.past {
                    -i64::try_from(self.below(144)).unwrap_or(0)
                } else {
                    i64::try_from(self.below(240)).unwrap_or(0) - 60
                };
                Answer::Date(DateRange::only(as_of.add_months(months)))
            }
            FactKind::Records { fields, .. } => {
                let count = match self.below(10) {
                    0..4 => 0,
                    4..8 => 1,
                    _ => 2,
                };
                let records = (0..count).map(|_| self.record(fields, as_of));
                Answer::Records(records.collect())
            }
        }
    }

    fn record(&mut self, fields: &[Fact], as_of: Date) -> VecMap<Answer> {
        let mut record = VecMap::new();
        for (at, field) in (0u16..).zip(fields) {
            record.insert(at, self.answer(field, as_of));
        }
        record
    }

    fn option(&mut self, options: usize) -> u16 {
        u16::try_from(self.below(u64::try_from(options).unwrap_or(1))).unwrap_or(0)
    }

    /// Small numbers are more common than large ones; one in four has none of it.
    fn number(&mut self, fact: &Fact, unit: &Unit) -> Decimal {
        let none = !fact.nothing.is_empty() || fact.named.iter().any(|(n, _)| n.is_zero());
        if none && self.chance(25) {
            return Decimal::ZERO;
        }
        match unit {
            Unit::Age => (16 + self.below(50)).into(),
            Unit::Months => self.below(121).into(),
            Unit::Days => self.below(366).into(),
            Unit::Count(_) => self.small(9).into(),
            Unit::Yuan | Unit::YuanPerMonth | Unit::YuanPerYear => (100 * self.small(13)).into(),
            Unit::Percent => Decimal::new(i64::try_from(self.below(31)).unwrap_or(0), 2),
        }
    }

    /// A number of up to so many binary digits, each length as common as another.
    fn small(&mut self, digits: u64) -> u64 {
        let length = 1 + self.below(digits);
        self.below(1 << length)
    }
}

/// How many of a hundred say yes.
fn yes(frequency: Frequency) -> u64 {
    match frequency {
        Frequency::Usual => 80,
        Frequency::Sometimes => 30,
        Frequency::Rare => 4,
        Frequency::NotSaid => 40,
    }
}
