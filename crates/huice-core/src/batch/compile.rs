//! From the program to a plan, for one day of evaluation.

use super::compiler::{Compiler, truth};
use super::moved::turned;
use super::plan::{
    AnyRef, MovedDays, NumberRef, OptionsRef, Placed, SettledTruth, Source, Space, TruthRef, Work,
};
use crate::ir::{Aggregate, Compare, FactKind};
use crate::program::{AggregateOp, Op, OpId, Program, ValueType};
use crate::scaled::ScaledInterval;
use crate::truth::Truth;
use crate::value::Value;

impl Compiler<'_> {
    /// Puts some operations into the plan, each after those that it reads.
    pub(super) fn place_all(&mut self, ops: &[OpId]) {
        for op in ops {
            let placed = self.place(*op);
            self.note(*op, placed);
        }
    }

    /// Puts operations as of any later day into the plan. They only tell who is worth a look at
    /// later days, so arithmetic that the day changes is not done for everybody.
    pub(super) fn place_onward(&mut self, ops: &[OpId]) {
        let open = Placed {
            at: AnyRef::Truth(truth(Truth::Unknown)),
            space: None,
        };
        for op in ops {
            let placed = if stays_open(self.program, self.program.op(*op)) {
                Some(open)
            } else {
                self.place(*op)
            };
            self.note(*op, placed);
        }
    }

    fn note(&mut self, op: OpId, placed: Option<Placed>) {
        if let Some(place) = self.plan.placed.get_mut(op.index()) {
            *place = placed;
        }
    }

    fn place(&mut self, id: OpId) -> Option<Placed> {
        let space = self.space(id)?;
        let Some(space) = space else {
            return Some(Placed {
                at: self.constant(id)?,
                space: None,
            });
        };
        let at = match self.program.value_type(id) {
            ValueType::Truth => AnyRef::Truth(self.truth(id, space)?),
            ValueType::Number => AnyRef::Number(self.number(id, space)?),
            ValueType::Days => AnyRef::Days(self.days(id, space)?),
            ValueType::Options => AnyRef::Options(self.options(id)?),
        };
        Some(Placed {
            at,
            space: Some(space),
        })
    }

    /// What an operation is about: inner `None` where it is the same for everybody, outer `None`
    /// where that cannot be known.
    fn space(&mut self, id: OpId) -> Option<Option<Space>> {
        let program = self.program;
        match program.op(id) {
            Op::Fact(_) | Op::Settled(_) | Op::Aggregate(_) => return Some(Some(Space::People)),
            Op::Field(fact, _) => return Some(Some(Space::Records(self.list(fact)))),
            _ => {}
        }
        let mut space: Option<Space> = None;
        let mut known = true;
        program.operands(program.op(id), &mut |operand| {
            let Some(Some(placed)) = self.plan.placed.get(operand.index()) else {
                known = false;
                return;
            };
            space = match (space, placed.space) {
                (space, None) => space,
                (None | Some(Space::People), Some(other)) => Some(other),
                (Some(Space::Records(a)), Some(Space::Records(b))) if a != b => {
                    known = false;
                    None
                }
                (Some(Space::Records(a)), Some(_)) => Some(Space::Records(a)),
            };
        });
        known.then_some(space)
    }

    /// An operation that is the same for everybody.
    fn constant(&mut self, id: OpId) -> Option<AnyRef> {
        // It reads nothing but the day and others like it, which have been run.
        self.machine.run(self.program, &[id]);
        Some(match self.machine.value(self.program, id) {
            Value::Truth(holds) => AnyRef::Truth(truth(holds)),
            Value::Number(numbers) => AnyRef::Number(Source::One(in_64_bits(numbers)?)),
            Value::Days(days) => AnyRef::Days(MovedDays::still(Source::One((days.low, days.high)))),
            Value::Options(_) => return None,
        })
    }

    fn truth(&mut self, id: OpId, space: Space) -> Option<TruthRef> {
        let work = match self.program.op(id) {
            Op::Fact(fact) => {
                let list = super::people::is_list(self.law, fact);
                let source = Source::Fact(fact);
                return (!list).then_some(TruthRef {
                    source,
                    negated: false,
                });
            }
            Op::Settled(at) => {
                let raw = self.truth_in(self.program.settled(at)?.raw, space)?;
                return self.settled(id, (at, raw), Value::truth);
            }
            Op::Field(fact, field) => Work::Field(fact, field),
            Op::Not(a) => {
                let at = self.truth_in(a, space)?;
                let negated = !at.negated;
                return Some(TruthRef { negated, ..at });
            }
            Op::All(args) => Work::All(self.truths_in(args, space)?),
            Op::Any(args) => Work::Any(self.truths_in(args, space)?),
            Op::CompareNumbers(how, a, b) => {
                Work::CompareNumbers(how, self.number_in(a, space)?, self.number_in(b, space)?)
            }
            Op::CompareDays(how, a, b) => self.compare_days(space, (how, a, b))?,
            Op::CompareTruths(how, a, b) => return self.same_truths(id, space, (how, a, b)),
            Op::In(choice, mask) => return self.has_any(id, space, (choice, mask)),
            Op::Aggregate(at) => self.any_or_all(self.program.aggregate(at)?)?,
            _ => return None,
        };
        Some(self.push_truth(id, space, work))
    }

    fn has_any(&mut self, id: OpId, space: Space, (choice, mask): (OpId, u32)) -> Option<TruthRef> {
        let mask = self.program.mask(mask);
        let work = Work::In(self.options_at(choice)?, mask);
        let raw = self.push_truth(id, space, work);
        match self.program.op(choice) {
            Op::Settled(at) => self.settled(id, (at, raw), |value| value.options().has_any(mask)),
            _ => Some(raw),
        }
    }

    /// A truth about a fact that others may settle, from that of the answer and what is so of each
    /// value that may follow.
    fn settled(
        &mut self,
        id: OpId,
        (at, raw): (u32, TruthRef),
        of: impl Fn(Value) -> Truth,
    ) -> Option<TruthRef> {
        let settled = self.program.settled(at)?;
        // For whom it is not answered is decided alone.
        let Some(conditions) = self.settling(at) else {
            return Some(raw);
        };
        let follows = settled.cases.iter().map(|(_, value)| of(*value));
        let work = Work::Settled(SettledTruth {
            fact: settled.fact,
            raw,
            cases: conditions.into_iter().zip(follows).collect(),
        });
        Some(self.push_truth(id, Space::People, work))
    }

    /// The conditions that settle a fact, where they are computed over columns: of a truth or a
    /// choice, which is known where it is answered.
    pub(super) fn settling(&mut self, at: u32) -> Option<Vec<TruthRef>> {
        let settled = self.program.settled(at)?;
        let fact = self.law.facts.get(usize::from(settled.fact))?;
        if !matches!(fact.kind, FactKind::Bool { .. } | FactKind::Choice(_)) {
            return None;
        }
        let conditions = settled.cases.iter();
        conditions
            .map(|(when, _)| self.truth_in(*when, Space::People))
            .collect()
    }

    fn compare_days(&mut self, space: Space, (how, a, b): (Compare, OpId, OpId)) -> Option<Work> {
        let (first, second) = (self.moved_in(a, space)?, self.moved_in(b, space)?);
        let turned = || second.compared(turned(how), first);
        match first.compared(how, second).or_else(turned) {
            Some(work) => Some(work),
            None => Some(Work::CompareDays(
                how,
                self.days_in(a, space)?,
                self.days_in(b, space)?,
            )),
        }
    }

    fn same_truths(
        &mut self,
        id: OpId,
        space: Space,
        (how, a, b): (Compare, OpId, OpId),
    ) -> Option<TruthRef> {
        let negated = match how {
            Compare::Eq => false,
            Compare::Ne => true,
            Compare::Lt | Compare::Le | Compare::Gt | Compare::Ge => {
                return Some(truth(Truth::Unknown));
            }
        };
        let work = Work::SameTruths(self.truth_in(a, space)?, self.truth_in(b, space)?);
        let at = self.push_truth(id, space, work);
        Some(TruthRef { negated, ..at })
    }

    fn any_or_all(&mut self, aggregate: AggregateOp) -> Option<Work> {
        let list = self.list(aggregate.fact);
        let test = self.test(aggregate, list)?;
        match aggregate.how {
            Aggregate::Any => Some(Work::AnyRecord(list, test)),
            Aggregate::All => Some(Work::EveryRecord(list, test)),
            Aggregate::Count | Aggregate::Sum => None,
        }
    }

    fn test(&mut self, aggregate: AggregateOp, list: usize) -> Option<TruthRef> {
        match aggregate.test {
            Some(test) => self.truth_in(test, Space::Records(list)),
            None => Some(truth(Truth::True)),
        }
    }

    fn number(&mut self, id: OpId, space: Space) -> Option<NumberRef> {
        let program = self.program;
        let in_64_bits = |at: u32| i64::try_from(program.number(at)).ok();
        let work = match program.op(id) {
            Op::Fact(fact) => return Some(Source::Fact(fact)),
            Op::Settled(at) => return self.number_in(program.settled(at)?.raw, space),
            Op::Field(fact, field) => return Some(Source::Field(fact, field)),
            // The same whole number, counted in finer parts.
            Op::Twelfth(a) => return self.number_in(a, space),
            Op::Add(a, b) => Work::Add(self.number_in(a, space)?, self.number_in(b, space)?),
            Op::Subtract(a, b) => {
                Work::Subtract(self.number_in(a, space)?, self.number_in(b, space)?)
            }
            Op::Multiply(a, b) => {
                Work::Multiply(self.number_in(a, space)?, self.number_in(b, space)?)
            }
            Op::Rescale(a, by) => {
                let by = in_64_bits(by)?;
                Work::Multiply(self.number_in(a, space)?, Source::One((by, by)))
            }
            Op::Truncate(a, by) => Work::Truncate(self.number_in(a, space)?, in_64_bits(by)?),
            Op::Min(args) => Work::Min(self.numbers_in(args, space)?),
            Op::Max(args) => Work::Max(self.numbers_in(args, space)?),
            Op::Choose(test, yes, no) => Work::Choose(
                self.truth_in(test, space)?,
                self.number_in(yes, space)?,
                self.number_in(no, space)?,
            ),
            Op::Aggregate(at) => {
                let aggregate = program.aggregate(at)?;
                let list = self.list(aggregate.fact);
                let value = match aggregate.value {
                    Some(value) => self.number_in(value, Space::Records(list))?,
                    None => Source::One((1, 1)),
                };
                Work::Sum(list, self.test(aggregate, list)?, value)
            }
            _ => return None,
        };
        Some(self.push_number(id, space, work))
    }

    fn days(&mut self, id: OpId, space: Space) -> Option<MovedDays> {
        let work = match self.program.op(id) {
            Op::Fact(fact) => return Some(MovedDays::still(Source::Fact(fact))),
            Op::Field(fact, field) => return Some(MovedDays::still(Source::Field(fact, field))),
            Op::AddMonths(day, months) => {
                let (from, months) = (self.days_in(day, space)?, self.number_in(months, space)?);
                match months {
                    Source::One((low, high)) if low == high => {
                        return Some(MovedDays { from, months: low });
                    }
                    months => Work::AddMonths(from, months),
                }
            }
            Op::YearStart(day) => Work::YearStart(self.days_in(day, space)?),
            _ => return None,
        };
        Some(MovedDays::still(self.push_days(id, space, work)))
    }

    fn options(&self, id: OpId) -> Option<OptionsRef> {
        match self.program.op(id) {
            Op::Fact(fact) => Some(Source::Fact(fact)),
            Op::Settled(at) => self.options_at(self.program.settled(at)?.raw),
            Op::Field(fact, field) => Some(Source::Field(fact, field)),
            _ => None,
        }
    }

    fn options_at(&self, op: OpId) -> Option<OptionsRef> {
        match self.at(op)? {
            AnyRef::Options(at) => Some(at),
            AnyRef::Truth(_) | AnyRef::Number(_) | AnyRef::Days(_) => None,
        }
    }
}

/// Whether an operation stays open as of later days: a comparison of numbers that the day changes,
/// unless they are sums of records as they are.
pub(super) fn stays_open(program: &Program, op: Op) -> bool {
    let Op::CompareNumbers(_, a, b) = op else {
        return false;
    };
    let is_sum = |side| matches!(program.op(side), Op::Aggregate(_));
    [a, b]
        .into_iter()
        .any(|side| program.reads_day(side) && !is_sum(side))
}

/// Both ends, where 64 bits hold them and are not taken for open ones.
fn in_64_bits(numbers: ScaledInterval) -> Option<(i64, i64)> {
    use super::columns::{OPEN_HIGH, OPEN_LOW};
    let end = |end: Option<i128>, open: i64| match end {
        Some(n) => i64::try_from(n)
            .ok()
            .filter(|n| !matches!(*n, OPEN_LOW | OPEN_HIGH)),
        None => Some(open),
    };
    Some((
        end(numbers.low(), OPEN_LOW)?,
        end(numbers.high(), OPEN_HIGH)?,
    ))
}
