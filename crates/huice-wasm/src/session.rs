//! One person's answers, kept on this side of the boundary with what follows from them.

use crate::answer_codec::{self, Words};
use crate::failure::Failure;
use crate::lines::Lines;
use crate::{loan, to_js};
use huice_api::terms::Role;
use huice_api::{Changes, Need, Outcome, Plan, Question, Summary, looks_for};
use huice_core::ir::{self, FactId};
use huice_core::{
    Answer, Answers, CompiledLaw, Date, GivenAnswers, IncrementalEvaluator, SharedFindings,
    china_day,
};
use huice_zh::read::{UntypedAnswer, read_answer_on, read_day};
use huice_zh::words;
use std::rc::Rc;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// The months that a plan may have at most: fifty years.
const MOST_MONTHS: u16 = 600;

/// One person's answers, and what follows from them. Policies are named by their position: see
/// `Law.ids`.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Session {
    evaluator: IncrementalEvaluator,
    /// Every answer that was given. The evaluator goes without those that others rule out.
    given: GivenAnswers,
    /// The facts whose answers the evaluator goes without.
    aside: Vec<FactId>,
}

impl Session {
    pub(crate) fn new(
        law: &Rc<CompiledLaw>,
        findings: SharedFindings,
        day: Option<&str>,
        now: u32,
        answers: Option<&str>,
    ) -> Result<Self, Failure> {
        let as_of = match day {
            None => china_day(now.into()),
            Some(day) => read_day(day).map_err(|_| {
                let why = "not a day from 1949-10-01 to 2100-12-31; write it as 2019-07-01";
                Failure::new("date", "as_of", &why)
            })?,
        };
        let mut given = Answers::new();
        let mut words = Words(answers);
        while let Some(name) = words.next() {
            let (id, answer) = typed(law, as_of, name, answer_codec::take(&mut words))?;
            given.set(id, answer);
        }
        let mut counted = given.clone();
        let mut given = GivenAnswers::new(Rc::clone(law), as_of, given);
        let aside = given.set_aside();
        aside.iter().for_each(|fact| counted.unset(*fact));
        Ok(Self {
            evaluator: IncrementalEvaluator::sharing(findings, as_of, counted),
            given,
            aside,
        })
    }

    /// Sets an answer or takes it back, and evaluates what counts of all of them.
    fn update(&mut self, fact: FactId, answer: Option<Answer>) {
        self.given.set(fact, answer.clone());
        let aside = self.given.set_aside();
        if aside.is_empty() && self.aside.is_empty() {
            match answer {
                Some(answer) => self.evaluator.set(fact, answer),
                None => self.evaluator.unset(fact),
            }
            return;
        }
        let mut counted = self.given.given().clone();
        aside.iter().for_each(|fact| counted.unset(*fact));
        self.evaluator.update(self.evaluator.as_of(), &counted);
        self.aside = aside;
    }

    /// The roles of texts with zeros between them; none: everybody's.
    fn roles(words: Option<&str>) -> Result<Vec<ir::Role>, Failure> {
        let mut roles = Vec::new();
        let mut words = Words(words);
        while let Some(word) = words.next() {
            let role = Role::read(word);
            let role =
                role.ok_or_else(|| Failure::new("argument", "roles", &"there is no such role"))?;
            roles.push(role.core());
        }
        Ok(roles)
    }
}

/// The answer to a fact of this place, as of a day.
fn typed(
    law: &CompiledLaw,
    as_of: Date,
    name: &str,
    raw: Option<UntypedAnswer>,
) -> Result<(FactId, Answer), Failure> {
    let (id, fact) = law
        .fact_answered(name)
        .ok_or_else(|| Failure::new("fact", name, &"not asked in this place"))?;
    let raw = raw.ok_or_else(|| Failure::new("answer", name, &"no answer can look like this"))?;
    let answer = read_answer_on(fact, as_of, &raw, name);
    let answer = answer.map_err(|e| Failure::new("answer", &e.field, &e))?;
    Ok((id, answer))
}

#[wasm_bindgen]
impl Session {
    /// Sets an answer, written as [`crate::answer_codec`] says. The other answers stand.
    ///
    /// # Errors
    /// `fact` or `answer`; then nothing has changed.
    pub fn set(&mut self, fact: &str, answer: &str) -> Result<(), JsValue> {
        let raw = answer_codec::read(answer);
        let (id, answer) = typed(self.evaluator.law(), self.evaluator.as_of(), fact, raw)?;
        self.update(id, Some(answer));
        Ok(())
    }

    /// Takes an answer back.
    ///
    /// # Errors
    /// `fact`.
    pub fn unset(&mut self, fact: &str) -> Result<(), JsValue> {
        let found = self.evaluator.law().fact(fact).map(|(id, _)| id);
        let id = found.ok_or_else(|| Failure::new("fact", fact, &"not asked in this place"))?;
        self.update(id, None);
        Ok(())
    }

    /// The day of evaluation.
    #[must_use]
    pub fn day(&self) -> String {
        self.evaluator.as_of().to_string()
    }

    /// The decision on every policy and lost item: a line each, as [`crate::lines`] says.
    #[must_use]
    pub fn decisions(&mut self) -> String {
        let _ = self.evaluator.take_changed();
        let law = self.evaluator.law();
        let mut lines = Lines::default();
        for decision in self.evaluator.decisions() {
            lines.decision(law, decision);
        }
        for _ in &law.missing {
            lines.lost();
        }
        lines.text()
    }

    /// The decisions that have changed since they were last asked for: a line each, the position
    /// first.
    #[must_use]
    pub fn changed(&mut self) -> String {
        let changed = self.evaluator.take_changed();
        let law = self.evaluator.law();
        let mut lines = Lines::default();
        for position in changed {
            if let Some(decision) = self.evaluator.decisions().get(usize::from(position)) {
                lines.position(position);
                lines.decision(law, decision);
            }
        }
        lines.text()
    }

    /// The amount of a policy in words.
    #[must_use]
    #[wasm_bindgen(js_name = amountText)]
    pub fn amount_text(&self, position: u16) -> String {
        match self.evaluator.decisions().get(usize::from(position)) {
            Some(decision) => words::amount(&decision.amount),
            None => words::amount(&huice_core::AmountResult::NotStated),
        }
    }

    /// What stands between the answers and the verdict on a policy: a list of `Need`.
    #[must_use]
    pub fn needs(&self, position: u16) -> JsValue {
        let law = self.evaluator.law();
        let decision = self.evaluator.decisions().get(usize::from(position));
        let needs = decision.map_or(&[][..], |decision| &decision.needs);
        to_js(
            &needs
                .iter()
                .map(|need| Need::new(law, *need))
                .collect::<Vec<_>>(),
        )
    }

    /// Everything said about a policy or a lost item: an `Outcome`; `null` where there is none.
    #[must_use]
    pub fn outcome(&self, position: u16) -> JsValue {
        let law = self.evaluator.law();
        let lost = usize::from(position).checked_sub(law.instruments.len());
        let lost = lost.and_then(|at| law.missing.get(at));
        to_js(&match lost {
            Some(item) => Some(Outcome::lost(law, item)),
            None => Outcome::new(&self.evaluator, position),
        })
    }

    /// The sums: a `Summary`.
    #[must_use]
    pub fn summary(&self) -> JsValue {
        let law = self.evaluator.law();
        to_js(&Summary::new(law, self.evaluator.decisions()))
    }

    /// The next question for people in these roles: a `Question`, or `null`.
    ///
    /// # Errors
    /// `argument` for a role that there is not.
    pub fn next(&self, roles: Option<String>) -> Result<JsValue, JsValue> {
        let roles = Self::roles(roles.as_deref())?;
        let law = self.evaluator.law();
        let scope = |position| looks_for(law, &roles, position);
        // Where no role is named, everybody is asked what somebody can know.
        let question = if roles.is_empty() {
            self.evaluator.next_question(&scope)
        } else {
            self.evaluator.next_question_for(&scope, &roles)
        };
        Ok(to_js(
            &question.and_then(|question| Question::new(law, &question)),
        ))
    }

    /// What would change the result of a policy: `Changes`; `null` for a lost item.
    #[must_use]
    pub fn changes(&self, position: u16) -> JsValue {
        to_js(&Changes::new(&self.evaluator, position))
    }

    /// The certain money of the coming months: a `Plan`.
    ///
    /// # Errors
    /// `argument` for a role that there is not, or a number of months that is not from 1 to 600.
    pub fn plan(&self, months: u16, roles: Option<String>) -> Result<JsValue, JsValue> {
        if !(1..=MOST_MONTHS).contains(&months) {
            let why = format!("expected from 1 to {MOST_MONTHS} months");
            return Err(Failure::new("argument", "months", &why).into());
        }
        let roles = Self::roles(roles.as_deref())?;
        Ok(to_js(&Plan::new(&self.evaluator, months, &roles, &[])))
    }

    /// A loan month by month: a `Loan`. The request is written as an answer is.
    ///
    /// # Errors
    /// `argument` for a request that cannot be right, `policy` for a policy that there is not or
    /// that is not about a loan.
    pub fn loan(&self, request: &str) -> Result<JsValue, JsValue> {
        Ok(to_js(&loan::loan(&self.evaluator, request)?))
    }

    /// What policies fix about a loan: `LoanTerms`. Ids with zeros between them.
    ///
    /// # Errors
    /// As `loan`.
    #[wasm_bindgen(js_name = loanTerms)]
    pub fn loan_terms(&self, policies: Option<String>) -> Result<JsValue, JsValue> {
        Ok(to_js(&loan::terms(&self.evaluator, policies.as_deref())?))
    }
}
