//! The value of an operation when not every answer is known.

use crate::answers::Answer;
use crate::date::DateRange;
use crate::ir::{Fact, FactKind, FixedValue, Unit};
use crate::number::{Bound, Interval};
use crate::options::OptionMask;
use crate::scaled::{ScaledInterval, scaled};
use crate::truth::Truth;
use crate::unit::decimals;
use rust_decimal::Decimal;

/// The value of an operation: always everything that it may still be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Value {
    /// A truth.
    Truth(Truth),
    /// Numbers, at the scale of the operation.
    Number(ScaledInterval),
    /// Days.
    Days(DateRange),
    /// Options.
    Options(OptionSet),
}

/// The options of a choice or of a set, as far as they are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OptionSet {
    /// Those that may be chosen.
    pub(crate) possible: OptionMask,
    /// Those that are chosen for certain.
    pub(crate) certain: OptionMask,
    /// Whether exactly one of the possible ones is chosen.
    pub(crate) exactly_one: bool,
}

impl OptionSet {
    /// Any options.
    pub(crate) const ANY: Self = Self {
        possible: OptionMask(u64::MAX),
        certain: OptionMask(0),
        exactly_one: false,
    };

    /// Whether at least one of these options is chosen.
    pub(crate) fn has_any(self, wanted: OptionMask) -> Truth {
        let (possible, wanted) = (self.possible.0, wanted.0);
        let all_fit = self.exactly_one && possible & !wanted == 0;
        if self.certain.0 & wanted != 0 || (all_fit && possible != 0) {
            Truth::True
        } else if possible & wanted == 0 {
            Truth::False
        } else {
            Truth::Unknown
        }
    }

    fn is_settled(self) -> bool {
        let one = self.exactly_one && self.possible.0.is_power_of_two();
        one || self.possible == self.certain
    }

    /// Just one option of a choice.
    pub(crate) fn one(option: u16) -> Self {
        let mask = OptionMask::only(option);
        Self {
            possible: mask,
            certain: mask,
            exactly_one: true,
        }
    }

    /// Just these options of a set.
    pub(crate) fn these(chosen: OptionMask) -> Self {
        Self {
            possible: chosen,
            certain: chosen,
            exactly_one: false,
        }
    }
}

impl Value {
    /// The truth that it is.
    pub(crate) fn truth(self) -> Truth {
        match self {
            Self::Truth(truth) => truth,
            Self::Number(_) | Self::Days(_) | Self::Options(_) => Truth::Unknown,
        }
    }

    /// The options that it may be.
    pub(crate) fn options(self) -> OptionSet {
        match self {
            Self::Options(options) => options,
            Self::Truth(_) | Self::Number(_) | Self::Days(_) => OptionSet::ANY,
        }
    }

    /// The numbers that it may be.
    pub(crate) fn number(self) -> ScaledInterval {
        match self {
            Self::Number(numbers) => numbers,
            Self::Truth(_) | Self::Days(_) | Self::Options(_) => ScaledInterval::ANY,
        }
    }

    /// The days that it may be.
    pub(crate) fn days(self) -> DateRange {
        match self {
            Self::Days(days) => days,
            Self::Truth(_) | Self::Number(_) | Self::Options(_) => DateRange::ANY,
        }
    }

    /// Whether only one thing is left that it may be.
    pub(crate) fn is_settled(&self) -> bool {
        match self {
            Self::Truth(truth) => *truth != Truth::Unknown,
            Self::Number(numbers) => numbers.point().is_some(),
            Self::Days(days) => days.low == days.high,
            Self::Options(options) => options.is_settled(),
        }
    }

    /// Everything that a fact may be of which nothing is known. A number of which 0 means that
    /// there is nothing is more than 0. What a form accepts at most is only a guard against slips
    /// of the hand: no amount is ever quoted from it.
    pub(crate) fn unknown(fact: &Fact) -> Self {
        match &fact.kind {
            FactKind::Bool { .. } => Self::Truth(Truth::Unknown),
            FactKind::Choice(options) => Self::Options(OptionSet {
                possible: OptionMask::first(options.len()),
                certain: OptionMask::default(),
                exactly_one: true,
            }),
            FactKind::Set(options) => Self::Options(OptionSet {
                possible: OptionMask::first(options.len()),
                certain: OptionMask::default(),
                exactly_one: false,
            }),
            FactKind::Number { unit, min, max } => {
                let least = scaled(*min, decimals(unit)).map(|(low, _)| low);
                let greatest = scaled(*max, decimals(unit)).map(|(_, high)| high);
                Self::Number(ScaledInterval::between(
                    if fact.nothing.is_empty() {
                        least
                    } else {
                        Some(1)
                    },
                    greatest.filter(|_| *unit == Unit::Age),
                ))
            }
            FactKind::Date => Self::Days(DateRange::ANY),
            // The records themselves stand in the machine; this only says that they are not known.
            FactKind::Records { .. } => Self::Truth(Truth::Unknown),
        }
    }

    /// The value that a consequence gives to a fact of this kind.
    pub(crate) fn fixed(value: &FixedValue, kind: &FactKind) -> Option<Self> {
        match (value, kind) {
            (FixedValue::Bool(truth), FactKind::Bool { .. }) => Some(Self::Truth((*truth).into())),
            (FixedValue::Choice(option), FactKind::Choice(_)) => {
                Some(Self::Options(OptionSet::one(*option)))
            }
            (FixedValue::Set(chosen), FactKind::Set(_)) => {
                let chosen = chosen.iter().copied().collect();
                Some(Self::Options(OptionSet::these(chosen)))
            }
            (FixedValue::Number(n), FactKind::Number { unit, .. }) => {
                Some(Self::Number(only(*n, unit)))
            }
            (
                FixedValue::Bool(_)
                | FixedValue::Choice(_)
                | FixedValue::Set(_)
                | FixedValue::Number(_)
                | FixedValue::NoRecords,
                _,
            ) => None,
        }
    }

    /// Everything that either may be.
    pub(crate) fn join(self, other: Self) -> Self {
        match (self, other) {
            (Self::Truth(a), Self::Truth(b)) if a == b => self,
            (Self::Number(a), Self::Number(b)) => Self::Number(a.join(b)),
            (Self::Options(a), Self::Options(b)) => Self::Options(OptionSet {
                possible: OptionMask(a.possible.0 | b.possible.0),
                certain: OptionMask(a.certain.0 & b.certain.0),
                exactly_one: a.exactly_one && b.exactly_one,
            }),
            (Self::Days(a), Self::Days(b)) => Self::Days(DateRange {
                low: a.low.min(b.low),
                high: a.high.max(b.high),
            }),
            (_, _) => Self::Truth(Truth::Unknown),
        }
    }

    /// What a fact may be by its answer.
    pub(crate) fn of(fact: &Fact, answer: Option<&Answer>) -> Self {
        match (&fact.kind, answer) {
            (FactKind::Bool { .. }, Some(Answer::Bool(truth))) => Self::Truth((*truth).into()),
            (FactKind::Choice(_), Some(Answer::Choice(option))) => {
                Self::Options(OptionSet::one(*option))
            }
            (FactKind::Set(_), Some(Answer::Set(chosen))) => {
                Self::Options(OptionSet::these(chosen.iter().copied().collect()))
            }
            (FactKind::Number { unit, .. }, Some(Answer::Number(n))) => {
                Self::Number(only(*n, unit))
            }
            (FactKind::Number { unit, .. }, Some(Answer::NumberRange(range))) => {
                Self::Number(number(range.low, range.high, unit))
            }
            (FactKind::Date, Some(Answer::Date(days))) => Self::Days(*days),
            (FactKind::Records { .. }, Some(Answer::Records(_))) => Self::Truth(Truth::True),
            (_, _) => Self::unknown(fact),
        }
    }

    /// The answer that would mean this value of a fact.
    pub(crate) fn to_answer(self, fact: &Fact) -> Answer {
        match (self, &fact.kind) {
            (Self::Truth(Truth::True), FactKind::Bool { .. }) => Answer::Bool(true),
            (Self::Truth(Truth::False), FactKind::Bool { .. }) => Answer::Bool(false),
            (Self::Options(options), FactKind::Choice(_)) if options.is_settled() => {
                let option = u16::try_from(options.possible.0.trailing_zeros());
                option.map_or(Answer::Unsure, Answer::Choice)
            }
            (Self::Options(options), FactKind::Set(_)) => {
                let chosen = (0u16..64).filter(|at| options.certain.0 & (1 << at) != 0);
                Answer::Set(chosen.collect())
            }
            (Self::Number(numbers), FactKind::Number { unit, .. }) => {
                let Interval { low, high } = numbers.to_decimals(crate::scaled::Scale {
                    decimals: decimals(unit),
                    twelfths: 0,
                });
                match (low, high) {
                    (Bound::At(low), Bound::At(high)) if low == high => Answer::Number(low),
                    (low, high) => Answer::NumberRange(Interval { low, high }),
                }
            }
            (Self::Days(days), FactKind::Date) => Answer::Date(days),
            (_, _) => Answer::Unsure,
        }
    }
}

/// A number at the scale of its unit.
fn only(n: Decimal, unit: &Unit) -> ScaledInterval {
    match scaled(n, decimals(unit)) {
        Some((down, up)) => ScaledInterval::between(Some(down), Some(up)),
        None => ScaledInterval::ANY,
    }
}

fn number(low: Bound, high: Bound, unit: &Unit) -> ScaledInterval {
    let end = |bound: Bound| bound.number().and_then(|n| scaled(n, decimals(unit)));
    ScaledInterval::between(end(low).map(|(down, _)| down), end(high).map(|(_, up)| up))
}
