//! From checked rules to operations.

mod facts;
mod figures;
mod interned;
mod push;

use super::dependencies::{self, InstrumentProgram, ReadingProgram, WrittenOps};
use super::screens::screens;
use super::trace::TraceId;
use super::{Args, Op, OpId, Program};
use crate::ir::{
    Amount, Compare, Condition, DefinitionId, Expr, FactId, Instrument, Law, Test, restatements,
};
use interned::Interned;
use rust_decimal::Decimal;

impl Program {
    /// Lowers a law. Takes time once for each condition and definition that is written, however
    /// often a definition is used.
    #[must_use]
    pub fn lower(law: &Law) -> Self {
        let mut lowering = Lowering::new(law);
        lowering.inferring = true;
        lowering.inferences();
        lowering.inferring = false;
        lowering.definitions();
        for (position, instrument) in (0u16..).zip(&law.instruments) {
            let lowered = lowering.instrument(instrument);
            debug_assert_eq!(usize::from(position), lowering.program.instruments.len());
            lowering.program.instruments.push(lowered);
        }
        let mut program = lowering.program;
        dependencies::fill(law, &mut program);
        program.screens = screens(law);
        program.restatements = restatements(law);
        program
    }
}

pub(super) struct Lowering<'l> {
    pub(super) law: &'l Law,
    pub(super) program: Program,
    /// The operations of the program, with their scales.
    known: Interned,
    /// The operands that stand side by side, by position in `args`.
    known_args: Interned,
    args: Vec<Args>,
    /// By definition: its operation, once it is lowered.
    definitions: Vec<Option<OpId>>,
    /// By definition, and whether it is to hold: its operation without what the text leaves open.
    pub(super) certain_definitions: Vec<((DefinitionId, bool), OpId)>,
    /// Whether what follows from the answers is being lowered.
    pub(super) inferring: bool,
    /// Facts that others may settle, with their operations.
    pub(super) settled_facts: Vec<(FactId, OpId)>,
    /// Lists of records with what shows that there are none.
    pub(super) no_records: Vec<(FactId, OpId)>,
}

/// Where an expression stands.
#[derive(Clone, Copy, Default)]
pub(super) struct Scope<'l> {
    instrument: Option<&'l Instrument>,
    /// The steps of the amount so far.
    steps: &'l [OpId],
}

impl<'l> Lowering<'l> {
    fn new(law: &'l Law) -> Self {
        let mut lowering = Self {
            law,
            program: Program::default(),
            known: Interned::default(),
            known_args: Interned::default(),
            args: Vec::new(),
            definitions: vec![None; law.definitions.len()],
            certain_definitions: Vec::new(),
            inferring: false,
            settled_facts: Vec::new(),
            no_records: Vec::new(),
        };
        // The first operation is what a position that points nowhere is read as.
        lowering.open();
        lowering
    }

    /// Definitions, each after those that it uses. One that uses itself stays open where it does:
    /// the checker and the pack's verification refuse it.
    fn definitions(&mut self) {
        self.program.trace.definitions = vec![None; self.law.definitions.len()];
        let mut entered = vec![false; self.law.definitions.len()];
        for (id, _) in (0u16..).zip(&self.law.definitions) {
            let mut waiting = vec![id];
            while let Some(id) = waiting.last().copied() {
                let at = usize::from(id);
                let Some(definition) = self.law.definitions.get(at) else {
                    waiting.pop();
                    continue;
                };
                if entered.get(at) == Some(&false) {
                    if let Some(entered) = entered.get_mut(at) {
                        *entered = true;
                    }
                    uses(&definition.holds, &mut |used| {
                        if entered.get(usize::from(used)) == Some(&false) {
                            waiting.push(used);
                        }
                    });
                    continue;
                }
                waiting.pop();
                if self.definition(id).is_none() {
                    let (trace, op) = self.condition_root(&definition.holds, Scope::default());
                    if let Some(place) = self.program.trace.definitions.get_mut(at) {
                        *place = Some(trace);
                    }
                    if let Some(place) = self.definitions.get_mut(at) {
                        *place = Some(op);
                    }
                }
            }
        }
    }

    fn definition(&self, id: DefinitionId) -> Option<OpId> {
        self.definitions.get(usize::from(id)).copied().flatten()
    }

    fn instrument(&mut self, instrument: &'l Instrument) -> InstrumentProgram {
        let scope = Scope {
            instrument: Some(instrument),
            steps: &[],
        };
        let mut lowered = InstrumentProgram::default();
        if let Some(condition) = &instrument.eligible {
            let (trace, op) = self.condition_root(condition, scope);
            lowered.eligible = Some(op);
            lowered.eligible_trace = Some(trace);
        }
        (lowered.steps, lowered.amount) = self.amount(&instrument.amount, scope);
        lowered.some = lowered.amount.and_then(|amount| self.some(amount));
        if let Some(some) = lowered.some {
            lowered.eligible = Some(match (lowered.eligible, &instrument.eligible) {
                (Some(op), Some(condition)) => {
                    let certain = self.certain(condition, scope, true);
                    lowered.written = (certain != op).then_some(WrittenOps {
                        condition: op,
                        certain,
                    });
                    self.with_some(op, certain, some)
                }
                (_, _) => some,
            });
        }
        let steps: Vec<OpId> = lowered.steps.iter().map(|(_, op)| *op).collect();
        let with_steps = Scope {
            steps: &steps,
            ..scope
        };
        lowered.schedule = instrument
            .schedule_exprs()
            .map(|expr| self.expr(expr, with_steps))
            .collect();
        for reading in &instrument.readings {
            let eligible = reading.eligible.as_ref();
            let eligible = eligible.map(|condition| self.condition_root(condition, scope));
            let amount = reading.amount.as_ref();
            let amount = amount.and_then(|amount| self.amount(amount, scope).1);
            let settling = self.settling(instrument, reading, amount, &mut lowered.amount);
            lowered.readings.push(ReadingProgram {
                eligible: eligible.map(|(_, op)| op),
                eligible_trace: eligible.map(|(trace, _)| trace),
                amount,
                ask: reading.ask,
                settling,
                ..ReadingProgram::default()
            });
        }
        lowered
    }

    /// The steps of an amount, and its sum.
    fn amount(
        &mut self,
        amount: &Amount,
        scope: Scope<'_>,
    ) -> (Vec<(TraceId, OpId)>, Option<OpId>) {
        let (Amount::Exactly(formula) | Amount::AtMost(formula)) = amount else {
            return (Vec::new(), None);
        };
        let mut steps: Vec<(TraceId, OpId)> = Vec::new();
        let mut ops: Vec<OpId> = Vec::new();
        for expr in formula
            .steps
            .iter()
            .map(|(_, step)| step)
            .chain([&formula.value])
        {
            let scope = Scope {
                steps: &ops,
                ..scope
            };
            let start = self.program.trace.next();
            let op = self.expr(expr, scope);
            steps.push((start, op));
            ops.push(op);
        }
        (steps, ops.pop())
    }

    /// Whether a sum is above zero; `None` if it always is.
    fn some(&mut self, amount: OpId) -> Option<OpId> {
        if let Op::Number(at) = self.program.op(amount)
            && self.program.number(at) > 0
        {
            return None;
        }
        let nothing = self.number(Decimal::ZERO);
        Some(self.compare(Compare::Gt, amount, nothing))
    }

    fn condition_root(&mut self, condition: &Condition, scope: Scope<'_>) -> (TraceId, OpId) {
        let start = self.program.trace.next();
        let op = self.condition(condition, scope);
        (start, op)
    }

    fn condition(&mut self, condition: &Condition, scope: Scope<'_>) -> OpId {
        let node = self.program.trace.begin();
        let op = match &condition.test {
            Test::All(list) => {
                let parts = list
                    .iter()
                    .map(|part| self.condition(part, scope))
                    .collect();
                self.all(parts)
            }
            Test::Any(list) => {
                let parts = list
                    .iter()
                    .map(|part| self.condition(part, scope))
                    .collect();
                self.any(parts)
            }
            Test::Not(part) => {
                let part = self.condition(part, scope);
                self.push(Op::Not(part))
            }
            Test::Use(id) => match self.definition(*id) {
                Some(op) => op,
                None => self.open(),
            },
            Test::When(expr) => self.untraced(expr, scope),
            Test::Judge(fact) => self.fact(*fact),
            Test::Open => self.open_words(&condition.say),
        };
        self.program.trace.end(node, op);
        op
    }

    /// An expression that stands in no instrument.
    pub(super) fn free(&mut self, expr: &Expr) -> OpId {
        self.untraced(expr, Scope::default())
    }

    /// An expression of a condition: an explanation shows its words, not its parts.
    pub(super) fn untraced(&mut self, expr: &Expr, scope: Scope<'_>) -> OpId {
        let length = self.program.trace.len();
        let op = self.expr(expr, scope);
        self.program.trace.truncate(length);
        op
    }

    fn expr(&mut self, expr: &Expr, scope: Scope<'_>) -> OpId {
        let node = self.program.trace.begin();
        let op = self.expr_op(expr, scope);
        self.program.trace.end(node, op);
        op
    }

    fn exprs(&mut self, list: &[Expr], scope: Scope<'_>) -> Vec<OpId> {
        list.iter().map(|part| self.expr(part, scope)).collect()
    }

    fn expr_op(&mut self, expr: &Expr, scope: Scope<'_>) -> OpId {
        match expr {
            Expr::Bool(truth) => self.push(Op::Truth((*truth).into())),
            Expr::Number(n, _) => self.number(*n),
            Expr::Date(day) => self.push_days(Op::Day(*day)),
            Expr::AsOf if self.inferring => self.push_days(Op::AskedOn),
            Expr::AsOf => self.push_days(Op::AsOf),
            Expr::Fact(fact) => self.fact(*fact),
            Expr::Field(fact, field) => self.field(*fact, *field),
            Expr::Param(at) => {
                let params = scope.instrument.map(|instrument| &instrument.params);
                match params.and_then(|params| params.get(usize::from(*at))) {
                    Some(param) => self.number(param.value),
                    None => self.open(),
                }
            }
            Expr::Let(at) => match scope.steps.get(usize::from(*at)) {
                Some(step) => *step,
                None => self.open(),
            },
            Expr::Not(part) => {
                let part = self.expr(part, scope);
                self.push(Op::Not(part))
            }
            Expr::And(list) => {
                let parts = self.exprs(list, scope);
                self.all(parts)
            }
            Expr::Or(list) => {
                let parts = self.exprs(list, scope);
                self.any(parts)
            }
            Expr::Compare(how, a, b) => {
                let (a, b) = (self.expr(a, scope), self.expr(b, scope));
                self.compare(*how, a, b)
            }
            Expr::In(choice, options) => {
                let choice = self.expr(choice, scope);
                let mask = position(&mut self.program.masks, options.iter().copied().collect());
                self.push(Op::In(choice, mask))
            }
            Expr::Arith(how, a, b) => {
                let (a, b) = (self.expr(a, scope), self.expr(b, scope));
                self.arithmetic(*how, a, b)
            }
            Expr::PerTwelve(part) => {
                let part = self.expr(part, scope);
                let mut scale = self.program.scale(part);
                scale.twelfths = scale.twelfths.saturating_add(1);
                self.push_number(Op::Twelfth(part), scale)
            }
            Expr::AddMonths(day, months) => {
                let (day, months) = (self.expr(day, scope), self.expr(months, scope));
                let months = self.whole(months);
                self.push_days(Op::AddMonths(day, months))
            }
            Expr::YearStart(day) => {
                let day = self.expr(day, scope);
                self.push_days(Op::YearStart(day))
            }
            Expr::Min(list) => {
                let parts = self.exprs(list, scope);
                self.of_one_scale(parts, Op::Min)
            }
            Expr::Max(list) => {
                let parts = self.exprs(list, scope);
                self.of_one_scale(parts, Op::Max)
            }
            Expr::If(test, yes, no) => {
                let test = self.expr(test, scope);
                let (yes, no) = (self.expr(yes, scope), self.expr(no, scope));
                let (yes, no, scale) = self.align(yes, no);
                self.push_number(Op::Choose(test, yes, no), scale)
            }
            Expr::Aggregate(how, fact, test, value) => {
                let test = test.as_ref().map(|test| self.expr(test, scope));
                let value = value.as_ref().map(|value| self.expr(value, scope));
                self.aggregate(*how, *fact, test, value)
            }
        }
    }
}

/// The position of a thing in a list, to which it is added where it is new.
fn position<T: PartialEq>(list: &mut Vec<T>, thing: T) -> u32 {
    let known = list.iter().position(|known| *known == thing);
    let at = known.unwrap_or(list.len());
    if known.is_none() {
        list.push(thing);
    }
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The definitions that a condition uses.
fn uses(condition: &Condition, see: &mut impl FnMut(DefinitionId)) {
    match &condition.test {
        Test::All(list) | Test::Any(list) => list.iter().for_each(|part| uses(part, see)),
        Test::Not(part) => uses(part, see),
        Test::Use(id) => see(*id),
        Test::When(_) | Test::Judge(_) | Test::Open => {}
    }
}
