//! What a decision on one instrument depends on, as bytes: two people with the same bytes get
//! the same.
//!
//! An answer stands in the key as it is, unless the instrument does nothing with it but hold it
//! against constants: then only on which side of each it lies. So everybody between two limits of
//! age shares a key.

use super::columns::{Column, Records};
use super::people::People;
use crate::date::Date;
use crate::decide::Subject;
use crate::ir::FactId;
use crate::program::{Op, OpId, OptionMask, Program, Reach};
use std::cmp::Ordering;

/// What a known answer is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Test {
    /// The number, times the first, compared with the second.
    Number(i128, i128),
    Day(Date),
    /// Whether one of these options is chosen.
    Options(u64),
}

/// A fact that an instrument reads.
#[derive(Debug)]
struct Part {
    fact: FactId,
    /// All that a known answer is used for; `None` where it is used in other ways as well.
    tests: Option<Vec<Test>>,
}

/// The facts that an instrument reads.
#[derive(Debug)]
pub(super) struct KeyPlan {
    parts: Vec<Part>,
}

impl KeyPlan {
    pub(super) fn new(subject: Subject<'_>) -> Self {
        let (program, reach) = (subject.program, subject.reach);
        let part = |fact: FactId| Part {
            fact,
            tests: tests(program, reach, fact),
        };
        Self {
            parts: reach.facts.iter().copied().map(part).collect(),
        }
    }

    /// Writes the key of a person.
    pub(super) fn write(&self, people: &People, person: usize, key: &mut Vec<u8>) {
        for part in &self.parts {
            match (people.column(part.fact), &part.tests) {
                (None, _) => key.push(UNKNOWN),
                (Some(column), None) => write(column, person, key),
                (Some(column), Some(tests)) => write_tested(column, person, tests, key),
            }
        }
    }
}

/// Stands before each answer, so that no two answers run into each other.
const UNKNOWN: u8 = 0;
const KNOWN: u8 = 1;
const RANGE: u8 = 2;
const TESTED: u8 = 3;

/// What a fact is held against, where it is used for nothing else.
fn tests(program: &Program, reach: &Reach, fact: FactId) -> Option<Vec<Test>> {
    let mut tests = Vec::new();
    for op in &reach.ops {
        let op = program.op(*op);
        let reads = |at: OpId| factor(program, at, fact).is_some();
        let test = match op {
            Op::CompareNumbers(_, a, b) | Op::CompareDays(_, a, b) if reads(a) || reads(b) => {
                Some(comparison(program, fact, a, b).or_else(|| comparison(program, fact, b, a))?)
            }
            Op::In(choice, mask) if reads(choice) => Some(Test::Options(program.mask(mask).0)),
            // Only hands the value on: what it is used for is seen there.
            Op::Rescale(..) | Op::Settled(_) => None,
            other => {
                let mut used = false;
                program.operands(other, &mut |operand| used |= reads(operand));
                if used {
                    return None;
                }
                None
            }
        };
        tests.extend(test);
    }
    tests.sort_unstable();
    tests.dedup();
    Some(tests)
}

fn comparison(program: &Program, fact: FactId, value: OpId, constant: OpId) -> Option<Test> {
    let factor = factor(program, value, fact)?;
    match program.op(constant) {
        Op::Number(at) => Some(Test::Number(factor, program.number(at))),
        Op::Day(day) => Some(Test::Day(day)),
        _ => None,
    }
}

/// By what the value of a fact is multiplied in an operation that is nothing but that value.
fn factor(program: &Program, op: OpId, fact: FactId) -> Option<i128> {
    match program.op(op) {
        Op::Fact(own) => (own == fact).then_some(1),
        Op::Settled(at) => {
            let settled = program.settled(at)?;
            factor(program, settled.raw, fact)
        }
        Op::Rescale(of, by) => factor(program, of, fact)?.checked_mul(program.number(by)),
        _ => None,
    }
}

fn write(column: &Column, person: usize, key: &mut Vec<u8>) {
    match column {
        Column::Truths(truths) => key.push(4 + truths.byte(person)),
        Column::Numbers(numbers) => write_ends(numbers.get(person), key, i64::to_le_bytes),
        Column::Days(days) => write_ends(days.get(person), key, |day| day.ordinal().to_le_bytes()),
        Column::Choices(choices) => {
            key.extend([KNOWN, choices.get(person).copied().unwrap_or(u8::MAX)]);
        }
        Column::Sets(sets) => match sets.get(person) {
            Some(OptionMask(chosen)) => {
                key.push(KNOWN);
                key.extend(chosen.to_le_bytes());
            }
            None => key.push(UNKNOWN),
        },
        Column::Records(records) => write_records(records, person, key),
    }
}

fn write_ends<T: PartialEq, const N: usize>(
    ends: Option<(T, T)>,
    key: &mut Vec<u8>,
    bytes: impl Fn(T) -> [u8; N],
) {
    match ends {
        None => key.push(UNKNOWN),
        Some((low, high)) if low == high => {
            key.push(KNOWN);
            key.extend(bytes(low));
        }
        Some((low, high)) => {
            key.push(RANGE);
            key.extend(bytes(low));
            key.extend(bytes(high));
        }
    }
}

fn write_records(records: &Records, person: usize, key: &mut Vec<u8>) {
    let Some(rows) = records.rows_of(person) else {
        key.push(UNKNOWN);
        return;
    };
    key.push(KNOWN);
    key.extend(u32::try_from(rows.len()).unwrap_or(u32::MAX).to_le_bytes());
    for row in rows {
        records
            .fields
            .iter()
            .for_each(|field| write(field, row, key));
    }
}

/// An answer that is only held against constants.
fn write_tested(column: &Column, person: usize, tests: &[Test], key: &mut Vec<u8>) {
    let sides = |key: &mut Vec<u8>, side: &dyn Fn(&Test) -> u8| {
        key.push(TESTED);
        key.extend(tests.iter().map(side));
    };
    match column {
        Column::Numbers(numbers) => match numbers.get(person) {
            Some((low, high)) if low == high => sides(key, &|test| number_side(low, *test)),
            ends => write_ends(ends, key, i64::to_le_bytes),
        },
        Column::Days(days) => match days.get(person) {
            Some((low, high)) if low == high => sides(key, &|test| match test {
                Test::Day(day) => byte(low.cmp(day)),
                Test::Number(..) | Test::Options(_) => u8::MAX,
            }),
            ends => write_ends(ends, key, |day| day.ordinal().to_le_bytes()),
        },
        Column::Choices(choices) => match choices.get(person) {
            Some(option) if *option != super::columns::UNKNOWN_CHOICE => {
                let chosen = OptionMask::only((*option).into());
                sides(key, &|test| option_side(chosen, *test));
            }
            _ => key.push(UNKNOWN),
        },
        Column::Sets(sets) => match sets.get(person) {
            Some(chosen) => sides(key, &|test| option_side(chosen, *test)),
            None => key.push(UNKNOWN),
        },
        Column::Truths(_) | Column::Records(_) => write(column, person, key),
    }
}

fn number_side(n: i64, test: Test) -> u8 {
    match test {
        // A product of 64 bits and a scale always has room in 128.
        Test::Number(factor, constant) => byte(i128::from(n).saturating_mul(factor).cmp(&constant)),
        Test::Day(_) | Test::Options(_) => u8::MAX,
    }
}

fn option_side(chosen: OptionMask, test: Test) -> u8 {
    match test {
        Test::Options(wanted) => u8::from(chosen.0 & wanted != 0),
        Test::Number(..) | Test::Day(_) => u8::MAX,
    }
}

fn byte(side: Ordering) -> u8 {
    match side {
        Ordering::Less => 0,
        Ordering::Equal => 1,
        Ordering::Greater => 2,
    }
}
