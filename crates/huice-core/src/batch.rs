//! Many people at once: the operations of the program over columns of answers.
//!
//! A [`People`] holds a column of answers for each fact. A [`BatchEvaluator`] takes them chunk by
//! chunk: every operation is run once over the whole chunk, truths as bitmaps of what may hold
//! and what may fail, numbers and days as ranges whose ends are the same where everybody has
//! answered. The results equal those of [`crate::evaluate`]. Where three-valued logic does not
//! settle a decision (an open fact stands in several places, time alone may bring a condition
//! about, a number is larger than 64 bits hold), that one decision is made as for a single
//! person.

mod amounts;
mod asked;
mod chunk;
mod columns;
mod compile;
mod compiler;
mod ends;
mod fallback;
mod instruments;
mod kernels;
mod keys;
mod lane;
mod later;
mod moved;
mod numbers;
mod out;
mod people;
mod plan;
mod records;
mod rest;
mod run;
mod scope;
mod settled;
mod truths;
mod verdicts;
mod wait;
mod wait_tree;

pub use columns::{
    Column, Days, Numbers, OPEN_HIGH, OPEN_LOW, Ranges, Records, Sets, Truths, UNKNOWN_CHOICE,
};
pub use out::{BatchDecisions, InstrumentColumns, VerdictCode};
pub use people::{ColumnError, People};

use crate::compiled::CompiledLaw;
use crate::date::Date;
use crate::decision::Need;
use chunk::{CHUNK, Chunk};
use fallback::OneByOne;
use later::Later;
use plan::{ColumnsPlan, InstrumentPlan, Plan, Way};
use scope::{Scope, Workspace};
use verdicts::{Decider, Masks, OpenFacts};

/// Decides all instruments of a law for many people as of a day. Works on one thread; whoever
/// wants more gives each a part of the people.
pub fn decide_batch(law: &CompiledLaw, as_of: Date, people: &People, out: &mut BatchDecisions) {
    BatchEvaluator::new(law, as_of).decide(people, out);
}

/// A law that is ready to be evaluated for many people as of a day, with the memory that this
/// takes.
pub struct BatchEvaluator<'l> {
    law: &'l CompiledLaw,
    as_of: Date,
    plan: Plan,
    workspace: Workspace,
    open: OpenFacts,
    masks: Masks,
    one_by_one: OneByOne,
    needs: bool,
}

impl<'l> BatchEvaluator<'l> {
    /// Finds out what is to be run over each chunk.
    #[must_use]
    pub fn new(law: &'l CompiledLaw, as_of: Date) -> Self {
        let plan = instruments::plan(law, as_of);
        Self {
            law,
            as_of,
            workspace: Workspace::new(&plan),
            open: vec![Vec::new(); plan.repeated.len()],
            masks: Masks::default(),
            one_by_one: OneByOne::new(law, as_of),
            needs: false,
            plan,
        }
    }

    /// Whether it is also said what stands in the way first where a verdict is undetermined. That
    /// takes a look at each of them.
    #[must_use]
    pub fn say_needs(mut self, needs: bool) -> Self {
        self.needs = needs;
        self
    }

    /// Decides all instruments for everybody.
    pub fn decide(&mut self, people: &People, out: &mut BatchDecisions) {
        self.prepare(people.len(), out);
        for first in (0..people.len()).step_by(CHUNK) {
            self.chunk(people, first, (out, first));
        }
    }

    /// How many people are decided at once by [`Self::decide_chunk`].
    pub const CHUNK: usize = CHUNK;

    /// Decides all instruments for the people of one chunk, from 0: `out` then holds them alone.
    /// So the decisions on many people can be worked with while they are at hand, and need not be
    /// kept.
    pub fn decide_chunk(&mut self, people: &People, chunk: usize, out: &mut BatchDecisions) {
        let first = chunk.saturating_mul(CHUNK).min(people.len());
        self.prepare(CHUNK.min(people.len() - first), out);
        self.chunk(people, first, (out, 0));
    }

    fn prepare(&self, people: usize, out: &mut BatchDecisions) {
        let count = self.plan.instruments.len();
        out.instruments
            .resize_with(count, InstrumentColumns::default);
        out.one_by_one = 0;
        for (plan, out) in self.plan.instruments.iter().zip(&mut out.instruments) {
            out.resize(people, plan.has_sum);
        }
    }

    fn chunk(&mut self, people: &People, first: usize, (out, place): (&mut BatchDecisions, usize)) {
        let chunk = Chunk {
            law: self.law,
            people,
            first,
            len: CHUNK.min(people.len() - first),
        };
        self.workspace.run(&self.plan, chunk);
        for (fact, open) in self.plan.repeated.iter().zip(&mut self.open) {
            open.resize(chunk.words(), 0);
            if !chunk.mark_open(*fact, open) {
                open.clear();
            }
        }
        let scope = Scope::new(&self.plan, chunk, &self.workspace);
        for settled in &self.plan.settled {
            let at = self.plan.repeated.binary_search(&settled.fact).ok();
            if let Some(open) = at.and_then(|at| self.open.get_mut(at)) {
                settled.take_out(scope, open);
            }
        }
        let any_open = self.open.iter().any(|open| !open.is_empty());
        for (plan, out_of) in self.plan.instruments.iter().zip(&mut out.instruments) {
            out_of.known = place + chunk.len;
            let mut deciding = Deciding {
                law: self.law,
                as_of: self.as_of,
                decider: Decider {
                    scope: Scope::new(&self.plan, chunk, &self.workspace),
                    open: &self.open,
                    any_open,
                },
                masks: &mut self.masks,
                one_by_one: &mut self.one_by_one,
            };
            out.one_by_one += deciding.instrument(plan, (out_of, place));
            if self.needs {
                deciding.needs(plan, (out_of, place));
            }
        }
        for plan in &self.plan.instruments {
            replace(plan, &mut out.instruments, place..place + chunk.len);
        }
    }
}

/// What is at hand while the instruments of a chunk are decided.
struct Deciding<'c> {
    law: &'c CompiledLaw,
    as_of: Date,
    decider: Decider<'c>,
    masks: &'c mut Masks,
    one_by_one: &'c mut OneByOne,
}

impl Deciding<'_> {
    /// Decides one instrument; for how many people that was done one by one.
    fn instrument(
        &mut self,
        plan: &InstrumentPlan,
        (out, place): (&mut InstrumentColumns, usize),
    ) -> usize {
        let waiting = out.not_yet.len();
        match &plan.way {
            Way::NotInForce(verdict) => {
                out.not_in_force = Some(verdict.clone());
                for person in 0..self.decider.scope.chunk.len {
                    out.set(place + person, (VerdictCode::from(verdict), None, (0, 0)));
                }
                return 0;
            }
            Way::OneByOne => self.masks.all_alone(self.decider.scope.chunk.len),
            Way::Columns(columns) => self.columns((plan, columns), (out, place)),
        }
        let chunk = self.decider.scope.chunk;
        let mut count = 0;
        kernels::each_set(self.masks.alone.iter().copied(), |at| {
            let person = (chunk.people, chunk.first + at);
            let told = self.one_by_one.decide(self.law, person, plan.position);
            if let Some(told) = told {
                out.set(place + at, (told.verdict, told.day, told.ends));
            }
            count += 1;
        });
        if let Some(added) = out.not_yet.get_mut(waiting..) {
            added.sort_unstable();
        }
        count
    }

    /// Finds what stands in the way of those who are undetermined.
    fn needs(&mut self, plan: &InstrumentPlan, (out, place): (&mut InstrumentColumns, usize)) {
        let chunk = self.decider.scope.chunk;
        for at in 0..chunk.len {
            if out.verdict(place + at) == VerdictCode::Undetermined {
                let person = (chunk.people, chunk.first + at);
                let told = self.one_by_one.decide(self.law, person, plan.position);
                let need = told.and_then(|told| told.need);
                out.first_needs.extend(need.map(|need| (place + at, need)));
            }
        }
    }

    /// Decides one instrument over columns, but for those who are to be decided alone.
    fn columns(
        &mut self,
        (plan, columns): (&InstrumentPlan, &ColumnsPlan),
        (out, place): (&mut InstrumentColumns, usize),
    ) {
        let (decider, masks) = (self.decider, &mut *self.masks);
        decider.verdicts(plan, columns, masks);
        if let Some(amount) = &columns.amount {
            decider.sums(amount, masks, (out, place));
        }
        out.set_verdicts(place, &masks.eligible, &masks.undetermined);
        let later = Later {
            law: self.law,
            decider,
            position: plan.position,
            columns,
            as_of: self.as_of,
            settled: is_settled(decider.scope, columns),
        };
        masks.waiting(&later, (out, place));
    }
}

/// Whether the days that today is compared with are known of everybody.
fn is_settled(scope: Scope<'_>, columns: &ColumnsPlan) -> bool {
    let all = std::iter::once(&columns.condition).chain(&columns.readings);
    let mut waits = all.filter_map(|condition| condition.wait.as_ref());
    waits.all(|wait| wait.is_settled_throughout(scope))
}

impl Masks {
    /// Decides for those whom another day may tell something else; those for whom that is not to
    /// be had over columns are decided alone.
    fn waiting(&mut self, later: &Later<'_>, (out, place): (&mut InstrumentColumns, usize)) {
        let alone = &mut self.alone;
        let mut put = |at: usize, told| match told {
            Some(told) => out.set(place + at, told),
            None => kernels::set(alone, at),
        };
        kernels::each_set(self.waiting.iter().copied(), |at| put(at, later.waits(at)));
        kernels::each_set(self.moving.iter().copied(), |at| {
            put(at, later.may_move(at))
        });
    }
}

/// Where an instrument takes the place of others, only one of them is had: see
/// [`crate::incremental`].
fn replace(
    plan: &InstrumentPlan,
    instruments: &mut [InstrumentColumns],
    people: std::ops::Range<usize>,
) {
    let at = usize::from(plan.position);
    for replaced in plan.replaces.iter().map(|other| usize::from(*other)) {
        let Ok([ours, theirs]) = instruments.get_disjoint_mut([at, replaced]) else {
            continue;
        };
        let (mut moved, mut taken) = (Vec::new(), Vec::new());
        let verdicts = ours.verdicts.get(people.clone()).unwrap_or(&[]);
        let replaced = theirs.verdicts.get_mut(people.clone()).unwrap_or(&mut []);
        for (person, (ours, theirs)) in people.clone().zip(verdicts.iter().zip(replaced)) {
            if *theirs != VerdictCode::Eligible.byte() {
                continue;
            }
            match VerdictCode::of_byte(*ours) {
                VerdictCode::Eligible => {
                    *theirs = VerdictCode::Replaced.byte();
                    taken.push(person);
                }
                VerdictCode::Undetermined => {
                    *theirs = VerdictCode::Undetermined.byte();
                    moved.push(person);
                }
                _ => {}
            }
        }
        hand_on_needs(ours, theirs, &moved);
        for person in taken {
            for sums in [&mut theirs.low, &mut theirs.high] {
                if let Some(sum) = sums.get_mut(person) {
                    *sum = 0;
                }
            }
        }
    }
}

/// What stands in the way of one instrument stands in the way of the one in whose place it is.
fn hand_on_needs(ours: &InstrumentColumns, theirs: &mut InstrumentColumns, people: &[usize]) {
    let needs = people.iter().filter_map(|person| {
        let own = |(other, _): &(usize, Need)| *other;
        let at = ours.first_needs.binary_search_by_key(person, own).ok()?;
        ours.first_needs.get(at).copied()
    });
    let before = theirs.first_needs.len();
    theirs.first_needs.extend(needs);
    if theirs.first_needs.len() > before {
        theirs
            .first_needs
            .sort_unstable_by_key(|(person, _)| *person);
    }
}
