//! Who is affected, among people made up. They are those of the property tests: their answers fall on,
//! just under and just over every figure of the law. So the shares say which outcomes a rule can have,
//! not how many people of a real city it reaches.

use huice_api::digits;
use huice_check::Corpus;
use huice_core::{AmountResult, Date, Decimal, evaluate};
use huice_ide::preview::{Case, preview};
use huice_oracle::generate::{Dice, Figures, forget};
use huice_zh::terms;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Most people that are made up at once.
const MOST: u32 = 10_000;

/// Everybody's answers are kept with this many chances in eight.
const KEPT: usize = 7;

/// How many of these people come to which verdict, and the sum of the money that is certain, in 元.
pub(crate) fn population(corpus: &Corpus, id: &str, as_of: Date, people: u32) -> Option<Value> {
    let case = Case {
        place: None,
        as_of,
        answers: Vec::new(),
    };
    let shown = preview(corpus, id, &case)?;
    let law = shown.evaluator.law();
    let figures = Figures::of(law, as_of);
    let people = people.min(MOST);
    let mut counts: BTreeMap<&str, (String, u32)> = BTreeMap::new();
    let mut money = Decimal::ZERO;
    for seed in 0..u64::from(people) {
        let mut dice = Dice::new(seed);
        let whole = figures.complete(law, &mut dice);
        let answers = forget(&whole, KEPT, &mut dice);
        let decision = evaluate(law, as_of, &answers).swap_remove(usize::from(shown.position));
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
