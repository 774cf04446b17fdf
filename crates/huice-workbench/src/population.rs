//! Who is affected, among people made up: each is one of the instrument's examples, or one side of one
//! of its boundaries, with up to two answers drawn anew, on, just under and just over every figure of
//! the instrument. So many of them meet all of its conditions but one. The shares say which outcomes a
//! rule can have, not how many people of a real city it reaches.

use huice_api::digits;
use huice_check::Corpus;
use huice_core::ir::FactId;
use huice_core::{AmountResult, Answers, CompiledLaw, Date, Decimal, IncrementalEvaluator};
use huice_ide::preview;
use huice_oracle::generate::{Dice, Figures};
use huice_zh::read::read_answers_on;
use huice_zh::terms;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Most people that are made up at once.
const MOST: u32 = 10_000;

/// Fewer answers than this are drawn anew.
const NEW: usize = 3;

/// How many of these people come to which verdict, and the sum of the money that is certain, in 元.
/// `None` where the law has no such instrument, or it has no example to begin with.
pub(crate) fn population(
    corpus: &Corpus,
    law: &Rc<CompiledLaw>,
    id: &str,
    as_of: Date,
    people: u32,
) -> Option<Value> {
    let (position, instrument) = law.instrument(id)?;
    let bases = bases(corpus, law, id, as_of);
    let figures = Figures::of_instrument(law, as_of, instrument);
    let mut evaluator = IncrementalEvaluator::new(Rc::clone(law), as_of, Answers::new());
    let people = people.min(MOST);
    let mut counts: BTreeMap<&str, (String, u32)> = BTreeMap::new();
    let mut money = Decimal::ZERO;
    for seed in 0..u64::from(people) {
        let mut dice = Dice::new(seed);
        let base = bases.get(dice.below(bases.len()))?;
        evaluator.update(as_of, &varied(law, &figures, base, &mut dice));
        let decision = evaluator.decisions().get(usize::from(position))?;
        let word = decision.verdict.word();
        let text = || terms::verdict_of_several(&decision.verdict);
        counts.entry(word).or_insert_with(|| (text(), 0)).1 += 1;
        if let (AmountResult::Exact(sum, _), "eligible") = (&decision.amount, word) {
            money = money.checked_add(*sum).unwrap_or(money);
        }
    }
    let verdicts = counts
        .into_iter()
        .map(|(word, (text, people))| json!({"word": word, "text": text, "people": people}));
    Some(json!({
        "people": people,
        "verdicts": verdicts.collect::<Vec<Value>>(),
        "money": digits(money),
    }))
}

/// The answers of the examples of an instrument, and those on both sides of its boundaries.
fn bases(corpus: &Corpus, law: &CompiledLaw, id: &str, as_of: Date) -> Vec<Answers> {
    let examples = corpus.examples().iter().filter(|e| e.instrument == id);
    let mut bases: Vec<Answers> = examples
        .map(|example| read_answers_on(law, as_of, &example.answers).0)
        .collect();
    for boundary in preview::boundaries(corpus, id) {
        for side in [boundary.below, boundary.above] {
            bases.push(read_answers_on(law, as_of, &side.answers).0);
        }
    }
    bases
}

/// The same answers, some of them drawn anew.
fn varied(law: &CompiledLaw, figures: &Figures, base: &Answers, dice: &mut Dice) -> Answers {
    let mut answers = base.clone();
    let facts: Vec<FactId> = base.iter().map(|(fact, _)| fact).collect();
    for _ in 0..dice.below(NEW) {
        let fact = facts.get(dice.below(facts.len())).copied();
        let declared = fact.and_then(|fact| law.facts.get(usize::from(fact)));
        let drawn = declared.and_then(|declared| figures.answer(declared, dice));
        if let (Some(fact), Some(answer)) = (fact, drawn) {
            answers.set(fact, answer);
        }
    }
    answers
}
