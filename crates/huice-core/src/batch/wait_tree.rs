//! The tree of a condition for which somebody may have to wait: see [`super::wait`].

use super::compiler::Compiler;
use super::moved::turned;
use super::plan::{AnyRef, DaysRef, Moving, Placed, Space, TruthRef, Wait, WaitNode, Work};
use crate::ir::Aggregate;
use crate::program::{AggregateOp, Args, Op, OpId, Program};

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
            Op::Not(part) => Some(WaitNode::Not(Box::new(self.node(part, list)?))),
            Op::CompareDays(..) => Some(WaitNode::Moving(self.compared(op, list)?)),
            Op::Aggregate(at) => match self.records(self.program.aggregate(at)?, list) {
                Some(node) => Some(node),
                None => self.other(op, list),
            },
            _ => self.other(op, list),
        }
    }

    /// A comparison of today, noted.
    fn compared(&mut self, op: OpId, list: Option<usize>) -> Option<Moving> {
        let moving = self.moving(op)?;
        match list.filter(|_| moving.of_record) {
            Some(list) => self.known_fields.push((list, moving.known.from)),
            None => self.known.push(moving.known.from),
        }
        Some(moving)
    }

    fn other(&mut self, op: OpId, list: Option<usize>) -> Option<WaitNode> {
        let mut found = Vec::new();
        self.comparisons(op, list, &mut found)?;
        Some(WaitNode::Other(op, found.into_boxed_slice()))
    }

    /// All comparisons of today below an operation; `None` where the day is read otherwise.
    fn comparisons(
        &mut self,
        op: OpId,
        list: Option<usize>,
        found: &mut Vec<(Option<usize>, Moving)>,
    ) -> Option<()> {
        let program = self.program;
        if !program.reads_day(op) {
            return Some(());
        }
        let mut list = list;
        match program.op(op) {
            Op::CompareDays(..) => {
                let moving = self.compared(op, list)?;
                found.push((list.filter(|_| moving.of_record), moving));
                return Some(());
            }
            Op::AsOf | Op::AddMonths(..) | Op::YearStart(_) => return None,
            Op::Aggregate(_) if list.is_some() => return None,
            Op::Aggregate(at) => list = Some(self.list(program.aggregate(at)?)?),
            _ => {}
        }
        let mut parts = Vec::new();
        program.operands(program.op(op), &mut |part| parts.push(part));
        parts
            .into_iter()
            .try_for_each(|part| self.comparisons(part, list, found))
    }

    fn list(&self, aggregate: AggregateOp) -> Option<usize> {
        let lists = &self.compiler.plan.lists;
        lists.iter().position(|list| *list == aggregate.fact)
    }

    /// A truth that does not read the day.
    fn known(&mut self, op: OpId, list: Option<usize>) -> Option<TruthRef> {
        self.compiler.truth_in(op, space(list))
    }

    /// The parts of an all or of an any. What does not move is joined beforehand. What is found at
    /// once is looked at first: it may end the search, or move it on.
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
        nodes.sort_by_key(WaitNode::effort);
        Some(nodes.into_boxed_slice())
    }

    fn records(&mut self, aggregate: AggregateOp, within: Option<usize>) -> Option<WaitNode> {
        let any = match aggregate.how {
            Aggregate::Any => true,
            Aggregate::All => false,
            Aggregate::Count | Aggregate::Sum => return None,
        };
        let list = self.list(aggregate)?;
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
            Op::YearStart(day) if program.op(day) == Op::AsOf => true,
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

impl WaitNode {
    /// How much there is to be looked at: the greatest part counts.
    fn effort(&self) -> u8 {
        match self {
            Self::Known(_) => 0,
            Self::Moving(_) => 1,
            Self::Records { .. } => 2,
            Self::Other(..) => 3,
            Self::Not(node) => node.effort(),
            Self::All(parts) | Self::Any(parts) => {
                parts.iter().map(Self::effort).max().unwrap_or(0)
            }
        }
    }
}

fn space(list: Option<usize>) -> Space {
    list.map_or(Space::People, Space::Records)
}

fn is_of_record(space: Option<Space>) -> bool {
    matches!(space, Some(Space::Records(_)))
}
