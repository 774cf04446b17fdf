//! Who is affected, among people made up: each is one of the instrument's examples with some answers
//! drawn anew, as the property tests draw them, on, just under and just over every figure of the law. So
//! the shares say which outcomes a rule can have, not how many people of a real city it reaches.

use huice_api::digits;
use huice_check::{Corpus, Example};
use huice_core::{AmountResult, Answers, CompiledLaw, Date, Decimal, IncrementalEvaluator};
use huice_oracle::generate::{Dice, Figures};
use huice_zh::read::read_answers_on;
use huice_zh::terms;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Most people that are made up at once.
const MOST: u32 = 10_000;

/// One answer in so many is drawn anew.
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
    let (position, _) = law.instrument(id)?;
    let own = corpus.examples().iter().filter(|e| e.instrument == id);
    let bases: Vec<Answers> = own.map(|example| base(law, as_of, example)).collect();
    let figures = Figures::of(law, as_of);
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
        let text = || terms::verdict(&decision.verdict);
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

/// The answers of an example.
fn base(law: &CompiledLaw, as_of: Date, example: &Example) -> Answers {
    read_answers_on(law, as_of, &example.answers).0
}

/// The same answers, some of them drawn anew.
fn varied(law: &CompiledLaw, figures: &Figures, base: &Answers, dice: &mut Dice) -> Answers {
    let mut answers = base.clone();
    for (fact, _) in base.iter() {
        if dice.below(NEW) > 0 {
            continue;
        }
        let declared = law.facts.get(usize::from(fact));
        if let Some(answer) = declared.and_then(|fact| figures.answer(fact, dice)) {
            answers.set(fact, answer);
        }
    }
    answers
}
