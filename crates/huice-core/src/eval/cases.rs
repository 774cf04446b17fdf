//! Exact results where plain three-valued logic is not exact: by cases.
//!
//! Three-valued logic is exact as long as every unknown fact stands in one place only. Where one
//! stands in several (`3 <= months and months <= 12`, a group and its negation, a condition and
//! the amount), its values are split into the cases that those places can tell apart, and each
//! case is worked out. What all cases agree on is settled, whatever the answer; a fact matters
//! only if two of its cases differ. Facts that are independent in the law are taken as
//! independent: no link between answers is presumed.
//!
//! Where cases cannot be had (lists of records, two figures compared with each other in several
//! places, too many cases) the result stays sound but may be wider than need be; then
//! [`CaseAnalysis::exact`] is false.

use super::amount::{self, AmountExpr};
use super::breakpoints::{self, BreakpointCache, Open};
use super::condition::{DEEPEST, EvalContext};
use super::expr::ExprEvaluator;
use super::visit::{self, Seen, mentions};
use crate::answers::Answer;
use crate::ir::{Condition, Expr, FactId, Law, Test};
use crate::number::Interval;
use crate::truth::Truth;
use crate::vec_map::insert_sorted;

/// Most cases that one instrument is split into.
const MOST_CASES: usize = 400;

/// What trying the cases came to.
pub(super) struct CaseAnalysis {
    /// The truth of the condition.
    pub(super) truth: Truth,
    /// The facts on which it still depends.
    pub(super) matters: Vec<FactId>,
    /// The amounts in all cases in which the condition may hold; `None` where it never does or
    /// no formula was asked for.
    pub(super) amount: Option<Interval>,
    /// The facts on which the amount still depends.
    pub(super) narrows: Vec<FactId>,
    /// Whether nothing had to be given up.
    pub(super) exact: bool,
}

/// Tries the cases of a condition (none: it holds) and of a sum.
pub(super) fn explore<'a>(
    ctx: &EvalContext<'a>,
    condition: Option<&'a Condition>,
    formula: Option<AmountExpr<'a>>,
) -> CaseAnalysis {
    let mut search = Search {
        law: ctx.law,
        condition,
        formula,
        left: MOST_CASES,
        moves: formula.is_some() && condition.is_some_and(|c| looks_at_day(ctx.law, c)),
        known: BreakpointCache::default(),
        matters: Vec::new(),
        narrows: Vec::new(),
        exact: true,
    };
    let (form, amount) = search.visit(ctx, &mut Vec::new());
    CaseAnalysis {
        truth: form.truth(),
        matters: search.matters,
        amount,
        narrows: search.narrows,
        exact: search.exact,
    }
}

/// What is left of a condition once all that is known has been put in.
#[derive(Debug, Clone, PartialEq)]
enum Residual<'l> {
    /// Settled.
    Settled(bool),
    /// One test that is open.
    Leaf(Leaf<'l>),
    /// Every one.
    All(Vec<Residual<'l>>),
    /// At least one.
    Any(Vec<Residual<'l>>),
    /// The cases of a fact, which differ.
    Cases(FactId, Vec<Residual<'l>>),
}

/// An open test.
#[derive(Debug, Clone, PartialEq)]
struct Leaf<'l> {
    test: Tested<'l>,
    /// Whether it is to hold, or not to hold.
    holds: bool,
    /// What was supposed of the facts that it looks at.
    given: Vec<(FactId, Answer)>,
    /// The facts that keep it open.
    facts: Vec<FactId>,
}

/// What an open test looks at.
#[derive(Debug, Clone, PartialEq)]
enum Tested<'l> {
    Expr(&'l Expr),
    Fact(FactId),
    /// Left open by the text: never settled.
    Open(&'l str),
}

impl<'l> Residual<'l> {
    fn truth(&self) -> Truth {
        match self {
            Self::Settled(holds) => (*holds).into(),
            Self::Leaf(_) | Self::All(_) | Self::Any(_) | Self::Cases(..) => Truth::Unknown,
        }
    }

    /// All (`every`) or any of the parts, with what is settled left out and nothing twice.
    fn join(parts: impl Iterator<Item = Self>, every: bool) -> Self {
        let mut open: Vec<Self> = Vec::new();
        for part in parts {
            let inner = match part {
                Self::Settled(holds) if holds == every => continue,
                Self::Settled(_) => return part,
                Self::All(inner) if every => inner,
                Self::Any(inner) if !every => inner,
                Self::Leaf(_) | Self::All(_) | Self::Any(_) | Self::Cases(..) => vec![part],
            };
            for part in inner {
                if !open.contains(&part) {
                    open.push(part);
                }
            }
        }
        match open.len() {
            0 => Self::Settled(every),
            1 => open.pop().unwrap_or(Self::Settled(every)),
            _ if every => Self::All(open),
            _ => Self::Any(open),
        }
    }

    fn leaves<'f>(&'f self, into: &mut Vec<&'f Leaf<'l>>) {
        match self {
            Self::Settled(_) => {}
            Self::Leaf(leaf) => into.push(leaf),
            Self::All(parts) | Self::Any(parts) | Self::Cases(_, parts) => {
                parts.iter().for_each(|part| part.leaves(into));
            }
        }
    }
}

struct Search<'l> {
    law: &'l Law,
    condition: Option<&'l Condition>,
    formula: Option<AmountExpr<'l>>,
    left: usize,
    /// Whether time alone can change what is left of the condition.
    moves: bool,
    known: BreakpointCache<'l>,
    matters: Vec<FactId>,
    narrows: Vec<FactId>,
    exact: bool,
}

/// What has been supposed so far.
type Assumptions = Vec<(FactId, Answer)>;

impl<'l> Search<'l> {
    /// Works one case out, splitting it further where a fact stands in several places.
    fn visit(
        &mut self,
        ctx: &EvalContext<'_>,
        assumptions: &mut Assumptions,
    ) -> (Residual<'l>, Option<Interval>) {
        self.left = self.left.saturating_sub(1);
        let here = EvalContext {
            assumptions,
            ..*ctx
        };
        let rest = match self.condition {
            Some(condition) => form(self.law, &here, condition, true, 0),
            None => Residual::Settled(true),
        };
        let (sum, open) = match (self.formula, &rest) {
            (Some(formula), Residual::Settled(false)) => {
                (self.later(&here, &rest, formula), Vec::new())
            }
            (Some(formula), _) => {
                let (range, missing) = amount::range(&here, formula);
                let later = self.later(&here, &rest, formula);
                (Some(later.map_or(range, |l| range.join(l))), missing)
            }
            (None, _) => (None, Vec::new()),
        };
        let mut leaves = Vec::new();
        rest.leaves(&mut leaves);
        if let Some((fact, cases)) = self.split(&here, &leaves, &open) {
            return self.each(ctx, assumptions, fact, cases);
        }
        for fact in leaves.iter().flat_map(|leaf| &leaf.facts) {
            add(&mut self.matters, *fact);
        }
        for fact in open {
            add(&mut self.narrows, fact);
        }
        (rest, sum)
    }

    /// The sum on later days, if time may change what is left of the condition and bring it about.
    fn later(
        &self,
        here: &EvalContext<'_>,
        today: &Residual<'_>,
        formula: AmountExpr<'_>,
    ) -> Option<Interval> {
        if !self.moves {
            return None;
        }
        let ever = here.date_onward();
        let rest = form(self.law, &ever, self.condition?, true, 0);
        let moves = rest != *today && rest != Residual::Settled(false);
        moves.then(|| amount::range(&ever, formula).0)
    }

    /// Works out every case of a fact and puts them together.
    fn each(
        &mut self,
        ctx: &EvalContext<'_>,
        assumptions: &mut Assumptions,
        fact: FactId,
        cases: Vec<Answer>,
    ) -> (Residual<'l>, Option<Interval>) {
        let mut forms: Vec<Residual<'l>> = Vec::new();
        let mut sums: Vec<Option<Interval>> = Vec::new();
        for case in cases {
            assumptions.push((fact, case));
            let (form, sum) = self.visit(ctx, assumptions);
            assumptions.pop();
            forms.push(form);
            sums.push(sum);
        }
        let mut found = sums.iter().flatten();
        let whole = found
            .next()
            .map(|first| found.fold(*first, |all, sum| all.join(*sum)));
        let held: Vec<_> = sums.iter().flatten().collect();
        if held.windows(2).any(|pair| pair.first() != pair.last()) {
            add(&mut self.narrows, fact);
        }
        if forms.windows(2).all(|pair| pair.first() == pair.last()) {
            return (forms.pop().unwrap_or(Residual::Settled(false)), whole);
        }
        add(&mut self.matters, fact);
        (Residual::Cases(fact, forms), whole)
    }

    /// The fact that stands in most places, and its cases; none where each stands in one only.
    fn split(
        &mut self,
        here: &EvalContext<'_>,
        leaves: &[&Leaf<'l>],
        open: &[FactId],
    ) -> Option<(FactId, Vec<Answer>)> {
        let mut places: Vec<(FactId, usize)> = Vec::new();
        let mut count = |fact: FactId, times: usize| match places.iter_mut().find(|p| p.0 == fact) {
            Some(place) => place.1 += times,
            None => places.push((fact, times)),
        };
        for leaf in leaves {
            for fact in &leaf.facts {
                count(*fact, leaf.test.mentions(*fact));
            }
        }
        if let Some(formula) = self.formula {
            for fact in open {
                count(*fact, formula_mentions(formula, *fact));
            }
        }
        let mut most: Vec<(FactId, usize)> = Vec::new();
        for place in places.into_iter().filter(|(_, times)| *times > 1) {
            insert_sorted(&mut most, place, |a, b| a.1 < b.1);
        }
        for (fact, _) in most {
            if self.left == 0 {
                break;
            }
            let tests: Vec<Open<'l, '_>> = leaves
                .iter()
                .filter(|leaf| leaf.cuts(fact))
                .filter_map(|leaf| leaf.open())
                .collect();
            let formula = self.formula.filter(|_| open.contains(&fact));
            match breakpoints::cases(here, fact, &tests, formula, &mut self.known) {
                Some(cases) if cases.len() > 1 => return Some((fact, cases)),
                Some(_) | None => self.exact = false,
            }
        }
        None
    }
}

fn looks_at_day(law: &Law, condition: &Condition) -> bool {
    let mut looks = false;
    visit::condition(law, condition, &mut |seen| {
        looks |= matches!(seen, Seen::Expr(Expr::AsOf));
    });
    looks
}

fn add(facts: &mut Vec<FactId>, fact: FactId) {
    if !facts.contains(&fact) {
        facts.push(fact);
    }
}

/// What is left of a condition that is to hold, or not to hold.
fn form<'l>(
    law: &'l Law,
    ctx: &EvalContext<'_>,
    condition: &'l Condition,
    holds: bool,
    depth: usize,
) -> Residual<'l> {
    let open = || {
        Residual::Leaf(Leaf {
            test: Tested::Open(&condition.say),
            holds,
            given: Vec::new(),
            facts: Vec::new(),
        })
    };
    if depth > DEEPEST {
        return open();
    }
    let inner = |c: &'l Condition, holds: bool| form(law, ctx, c, holds, depth + 1);
    match &condition.test {
        Test::All(list) => Residual::join(list.iter().map(|c| inner(c, holds)), holds),
        Test::Any(list) => Residual::join(list.iter().map(|c| inner(c, holds)), !holds),
        Test::Not(part) => inner(part, !holds),
        Test::Use(id) => match law.definitions.get(usize::from(*id)) {
            Some(definition) => inner(&definition.holds, holds),
            None => open(),
        },
        Test::When(expr) => expr_form(ctx, expr, holds),
        Test::Judge(fact) => leaf(ctx, Tested::Fact(*fact), holds),
        Test::Open => open(),
    }
}

fn expr_form<'l>(ctx: &EvalContext<'_>, expr: &'l Expr, holds: bool) -> Residual<'l> {
    match expr {
        Expr::Not(inner) => expr_form(ctx, inner, !holds),
        Expr::And(list) => Residual::join(list.iter().map(|e| expr_form(ctx, e, holds)), holds),
        Expr::Or(list) => Residual::join(list.iter().map(|e| expr_form(ctx, e, holds)), !holds),
        Expr::Fact(fact) => leaf(ctx, Tested::Fact(*fact), holds),
        _ => leaf(ctx, Tested::Expr(expr), holds),
    }
}

fn leaf<'l>(ctx: &EvalContext<'_>, test: Tested<'l>, holds: bool) -> Residual<'l> {
    let mut evaluator = ExprEvaluator::new(ctx, &[]);
    let truth = match &test {
        Tested::Expr(expr) => evaluator.truth(expr),
        Tested::Fact(fact) => evaluator.fact_truth(*fact),
        Tested::Open(_) => Truth::Unknown,
    };
    match truth {
        Truth::True => Residual::Settled(holds),
        Truth::False => Residual::Settled(!holds),
        Truth::Unknown => Residual::Leaf(Leaf {
            given: given(ctx, &test),
            facts: evaluator.missing,
            test,
            holds,
        }),
    }
}

/// The suppositions that a test looks at, the last of each fact.
fn given(ctx: &EvalContext<'_>, test: &Tested<'_>) -> Vec<(FactId, Answer)> {
    let mut found: Vec<(FactId, Answer)> = Vec::new();
    for (fact, answer) in ctx.assumptions.iter().rev() {
        if test.mentions(*fact) > 0 && !found.iter().any(|(id, _)| id == fact) {
            found.push((*fact, answer.clone()));
        }
    }
    found
}

impl<'l> Leaf<'l> {
    /// Whether a look at the test may cut the fact. While other facts keep it open too it cuts
    /// each fact once: two figures compared would peel a step off each other for ever.
    fn cuts(&self, fact: FactId) -> bool {
        let alone = self.facts.len() == 1;
        self.facts.contains(&fact) && (alone || self.given.iter().all(|(id, _)| *id != fact))
    }

    /// The test, where it is more than a fact.
    fn open(&self) -> Option<Open<'l, '_>> {
        match &self.test {
            Tested::Expr(test) => Some(Open {
                test,
                given: &self.given,
            }),
            Tested::Fact(_) | Tested::Open(_) => None,
        }
    }
}

impl Tested<'_> {
    fn mentions(&self, fact: FactId) -> usize {
        match self {
            Self::Expr(expr) => mentions(expr, fact),
            Self::Fact(id) => usize::from(*id == fact),
            Self::Open(_) => 0,
        }
    }
}

fn formula_mentions(formula: AmountExpr<'_>, fact: FactId) -> usize {
    let steps = formula.steps.iter().map(|(_, step)| mentions(step, fact));
    steps.sum::<usize>() + mentions(formula.value, fact)
}
