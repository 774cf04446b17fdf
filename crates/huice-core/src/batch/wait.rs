//! How long somebody has to wait until a condition may hold.
//!
//! Where a condition reads the day in comparisons with known days only, joined by all and any, the
//! first day from a day on that it may hold on is not before the latest of the first days of all
//! parts of an all, and the earliest of those of an any. So the search goes from day to day and
//! leaves none out that counts; it ends on the day that is its own first day.

use super::compiler::Compiler;
use super::lane::{Lane, compare};
use super::plan::{AnyRef, DaysRef, Moving, Placed, Space, TruthRef, Wait, WaitNode, Work};
use super::scope::Scope;
use crate::date::{Date, DateRange};
use crate::ir::{Aggregate, Compare};
use crate::program::{AggregateOp, Args, Op, OpId, Program};
use crate::truth::Truth;

/// Makes the tree of a condition.
struct Maker<'c, 'p> {
    compiler: &'c mut Compiler<'p>,
    program: &'p Program,
    known: Vec<DaysRef>,
    known_fields: Vec<(usize, DaysRef)>,
}

impl Wait {
    /// For a condition that reads the day; `None` where it reads it in another way.
    pub(super) fn of(compiler: &mut Compiler<'_>, condition: OpId) -> Option<Self> {
        let mut maker = Maker {
            program: compiler.program,
            compiler,
            known: Vec::new(),
            known_fields: Vec::new(),
        };
        let root = maker.node(condition, None)?;
        Some(Self {
            root,
            known: maker.known,
            known_fields: maker.known_fields,
        })
    }

    /// Whether the days that today is compared with are known.
    pub(super) fn is_settled(&self, lane: Lane<'_>) -> bool {
        let one = |at: DaysRef, index: usize| {
            let days = lane.scope.days(at);
            days.points || days.low.at(index) == days.high.at(index)
        };
        let fields = |(list, at): &(usize, DaysRef)| {
            lane.knows(*list) && lane.records(*list).all(|record| one(*at, record))
        };
        self.known.iter().all(|at| one(*at, lane.person)) && self.known_fields.iter().all(fields)
    }

    /// Whether they are known of everybody.
    pub(super) fn is_settled_throughout(&self, scope: Scope<'_>) -> bool {
        let fields = |(list, at): &(usize, DaysRef)| {
            let rows = scope.rows(*list);
            scope.days(*at).points && rows.is_some_and(|rows| rows.are_known(scope.chunk.len))
        };
        self.known.iter().all(|at| scope.days(*at).points) && self.known_fields.iter().all(fields)
    }

    /// The first day from a day on on which the condition does not fail, and its truth then.
    pub(super) fn first_day(&self, lane: Lane<'_>, from: Date) -> Option<(Date, Truth)> {
        let mut day = from;
        loop {
            let next = self.root.first_day(lane, lane.person, day)?;
            let truth = self.root.truth(lane, lane.person, next);
            if truth != Truth::False {
                return Some((next, truth));
            }
            // It failed on this day too if the day has not moved.
            day = if next > day { next } else { next.next() };
            if day == Date::LAST {
                return None;
            }
        }
    }
}

impl Maker<'_, '_> {
    fn placed(&self, op: OpId) -> Option<Placed> {
        self.compiler.plan.placed.get(op.index()).copied().flatten()
    }

    /// An operation, of people or of the records of a list.
    fn node(&mut self, op: OpId, list: Option<usize>) -> Option<WaitNode> {
        if !self.program.reads_day(op) {
            return Some(WaitNode::Known(self.known(op, list)?));
        }
        match self.program.op(op) {
            Op::All(args) => Some(WaitNode::All(self.nodes(args, list, Work::All)?)),
            Op::Any(args) => Some(WaitNode::Any(self.nodes(args, list, Work::Any)?)),
            Op::CompareDays(..) => {
                let moving = self.moving(op)?;
                match list.filter(|_| moving.of_record) {
                    Some(list) => self.known_fields.push((list, moving.known)),
                    None => self.known.push(moving.known),
                }
                Some(WaitNode::Moving(moving))
            }
            Op::Aggregate(at) => self.records(self.program.aggregate(at)?, list),
            _ => None,
        }
    }

    /// A truth that does not read the day.
    fn known(&mut self, op: OpId, list: Option<usize>) -> Option<TruthRef> {
        self.compiler.truth_in(op, space(list))
    }

    /// The parts of an all or of an any. What does not move is joined beforehand, and looked at
    /// first: it may end the search.
    fn nodes(
        &mut self,
        args: Args,
        list: Option<usize>,
        join: fn(Box<[TruthRef]>) -> Work,
    ) -> Option<Box<[WaitNode]>> {
        let (mut known, mut nodes) = (Vec::new(), Vec::new());
        for part in self.program.args(args) {
            if self.program.reads_day(*part) {
                nodes.push(self.node(*part, list)?);
            } else {
                known.push((*part, self.known(*part, list)?));
            }
        }
        if let Some((op, first)) = known.first().copied() {
            let all = known.iter().map(|(_, at)| *at).collect();
            let joined = match known.len() {
                1 => first,
                _ => self.compiler.push_once(op, space(list), join(all)),
            };
            nodes.insert(0, WaitNode::Known(joined));
        }
        Some(nodes.into_boxed_slice())
    }

    fn records(&mut self, aggregate: AggregateOp, within: Option<usize>) -> Option<WaitNode> {
        let any = match aggregate.how {
            Aggregate::Any => true,
            Aggregate::All => false,
            Aggregate::Count | Aggregate::Sum => return None,
        };
        let lists = &self.compiler.plan.lists;
        let list = lists.iter().position(|list| *list == aggregate.fact)?;
        let test = aggregate.test.filter(|_| within.is_none())?;
        Some(WaitNode::Records {
            any,
            list,
            test: Box::new(self.node(test, Some(list))?),
        })
    }

    /// A comparison of today, or of the year's first day, with a day that stands still.
    fn moving(&self, op: OpId) -> Option<Moving> {
        let program = self.program;
        let (how, a, b) = program.op(op).sides()?;
        let (how, moving, known) = if program.reads_day(a) {
            (how, a, b)
        } else {
            (turned(how), b, a)
        };
        let of_year = match program.op(moving) {
            Op::AsOf => false,
            Op::YearStart(day) => {
                let moves = matches!(how, Compare::Eq | Compare::Ne);
                if moves || program.op(day) != Op::AsOf {
                    return None;
                }
                true
            }
            _ => return None,
        };
        let Placed { at, space } = self.placed(known).filter(|_| !program.reads_day(known))?;
        let AnyRef::Days(known) = at else {
            return None;
        };
        Some(Moving {
            how,
            of_year,
            known,
            of_record: is_of_record(space),
        })
    }
}

fn space(list: Option<usize>) -> Space {
    list.map_or(Space::People, Space::Records)
}

fn is_of_record(space: Option<Space>) -> bool {
    matches!(space, Some(Space::Records(_)))
}

/// The same comparison from the other side.
fn turned(how: Compare) -> Compare {
    match how {
        Compare::Eq => Compare::Eq,
        Compare::Ne => Compare::Ne,
        Compare::Lt => Compare::Gt,
        Compare::Le => Compare::Ge,
        Compare::Gt => Compare::Lt,
        Compare::Ge => Compare::Le,
    }
}

impl WaitNode {
    /// No later than the first day from a day on on which it may hold, and later than the given
    /// one unless it may hold on that.
    fn first_day(&self, lane: Lane<'_>, index: usize, from: Date) -> Option<Date> {
        match self {
            Self::Known(at) => {
                let truth = lane.scope.truth_at(*at, index);
                (truth != Truth::False).then_some(from)
            }
            Self::All(parts) => {
                let mut parts = parts.iter();
                parts.try_fold(from, |day, part| {
                    Some(day.max(part.first_day(lane, index, from)?))
                })
            }
            Self::Any(parts) => {
                let days = parts
                    .iter()
                    .filter_map(|part| part.first_day(lane, index, from));
                days.min()
            }
            Self::Records { any, list, test } => {
                let mut records = lane.records(*list);
                let fits = |record| test.first_day(lane.of_record(record), record, from);
                if *any {
                    records.filter_map(fits).min()
                } else {
                    records.try_fold(from, |day, record| Some(day.max(fits(record)?)))
                }
            }
            Self::Moving(moving) => moving.first_day(lane, from),
        }
    }

    /// The truth on a day, where all lists that it reads are known.
    fn truth(&self, lane: Lane<'_>, index: usize, day: Date) -> Truth {
        match self {
            Self::Known(at) => lane.scope.truth_at(*at, index),
            Self::All(parts) => every(parts.iter().map(|part| part.truth(lane, index, day))),
            Self::Any(parts) => any(parts.iter().map(|part| part.truth(lane, index, day))),
            Self::Records {
                any: is_any,
                list,
                test,
            } => {
                let records = lane.records(*list);
                let fits = records.map(|record| test.truth(lane.of_record(record), record, day));
                if *is_any { any(fits) } else { every(fits) }
            }
            Self::Moving(moving) => moving.truth(lane, day),
        }
    }
}

fn every(mut parts: impl Iterator<Item = Truth>) -> Truth {
    let joined = parts.try_fold(Truth::True, |all, part| match all.and(part) {
        Truth::False => None,
        all => Some(all),
    });
    joined.unwrap_or(Truth::False)
}

fn any(parts: impl Iterator<Item = Truth>) -> Truth {
    every(parts.map(Truth::negate)).negate()
}

impl Moving {
    fn known(&self, lane: Lane<'_>) -> Option<Date> {
        let days = lane.scope.days(self.known);
        days.low.at(lane.index(self.of_record))
    }

    fn truth(&self, lane: Lane<'_>, day: Date) -> Truth {
        let Some(known) = self.known(lane) else {
            return Truth::Unknown;
        };
        let moving = if self.of_year { day.year_start() } else { day };
        compare(self.how, (moving, moving), (known, known))
    }

    /// The first day from a day on on which it holds.
    fn first_day(&self, lane: Lane<'_>, from: Date) -> Option<Date> {
        let known = self.known(lane)?;
        if self.of_year {
            let next_year = known.year_start().add_months(12);
            return match self.how {
                Compare::Le => (from.year_start() <= known).then_some(from),
                Compare::Lt => (from.year_start() < known).then_some(from),
                Compare::Ge if known == known.year_start() => Some(from.max(known)),
                Compare::Ge | Compare::Gt => Some(from.max(next_year)),
                Compare::Eq | Compare::Ne => None,
            };
        }
        match self.how {
            Compare::Le => (from <= known).then_some(from),
            Compare::Lt => (from < known).then_some(from),
            Compare::Ge => Some(from.max(known)),
            Compare::Gt => Some(from.max(known.next())),
            Compare::Eq => (from <= known).then_some(known),
            Compare::Ne if from == known => Some(from.next()),
            Compare::Ne => Some(from),
        }
    }
}

/// Any day from a day on.
pub(super) fn onward(from: Date) -> DateRange {
    DateRange {
        low: from,
        high: Date::LAST,
    }
}
