//! A law into columns: the other half of `read.rs`.

use crate::columns::{Column, Text, Writing};
use crate::enum_codes::{
    ARITHS, BENEFICIARIES, COMPARES, FOLDS, FREQUENCIES, KINDS, KNOWERS, ROLES, STRENGTHS,
};
use huice_core::ir::{
    Action, ActionTarget, Amount, Citation, Condition, Consequence, Contacts, Contradiction,
    Document, DocumentName, Expr, Fact, FactKind, FixedValue, Formula, Goal, Hotline, Instrument,
    LoanTerms, LostItem, Param, PaymentSchedule, Reading, Role, Succession, Term, Test, Unit,
};
use huice_core::{Date, Decimal};
use std::collections::{BTreeMap, BTreeSet};

/// Positions in the law, each with that in the part. What is not there stays as it is.
#[derive(Debug, Default)]
pub(crate) struct Numbering {
    /// Of documents.
    pub(crate) documents: BTreeMap<u16, u16>,
    /// Of topics.
    pub(crate) topics: BTreeMap<u16, u16>,
    /// Of facts.
    pub(crate) facts: BTreeMap<u16, u16>,
    /// Of definitions.
    pub(crate) definitions: BTreeMap<u16, u16>,
}

/// What a part refers to, by position in the law.
#[derive(Debug, Default)]
pub(crate) struct Used {
    /// Documents.
    pub(crate) documents: BTreeSet<u16>,
    /// Facts.
    pub(crate) facts: BTreeSet<u16>,
    /// Definitions.
    pub(crate) definitions: BTreeSet<u16>,
}

/// Writes one part.
#[derive(Debug, Default)]
pub(crate) struct PackWriter {
    /// Where it writes.
    pub(crate) to: Writing,
    /// What positions become.
    pub(crate) numbering: Numbering,
    /// What has been referred to.
    pub(crate) used: Used,
    /// The offices of the previous instrument: instruments of a clause are adjacent.
    pub(crate) offices: Vec<u16>,
}

impl PackWriter {
    /// How many and each.
    pub(crate) fn list<T>(&mut self, list: &[T], mut one: impl FnMut(&mut Self, &T)) {
        self.to.count(list.len());
        for item in list {
            one(self, item);
        }
    }

    fn tag(&mut self, tag: u16) {
        self.to.number(Column::Shape, tag.into());
    }

    fn flag(&mut self, flag: bool) {
        self.tag(flag.into());
    }

    fn maybe<T>(&mut self, value: Option<&T>, one: impl FnOnce(&mut Self, &T)) {
        self.flag(value.is_some());
        if let Some(value) = value {
            one(self, value);
        }
    }

    fn pick<T: PartialEq>(&mut self, column: Column, all: &[T], value: &T) {
        match all.iter().position(|one| one == value) {
            Some(at) => self.to.number(column, at as u64),
            None => self.to.wrong = Some("a variant without a number".into()),
        }
    }

    fn position(&mut self, n: u16) {
        self.to.number(Column::Position, n.into());
    }

    fn fact_id(&mut self, id: u16) {
        self.used.facts.insert(id);
        let id = self.numbering.facts.get(&id).copied().unwrap_or(id);
        self.position(id);
    }

    fn day(&mut self, day: Date) {
        self.to.number(Column::Number, u32::from(day).into());
    }

    fn decimal(&mut self, value: Decimal) {
        let parts = value.unpack();
        let long = parts.mid != 0 || parts.hi != 0;
        let form = parts.scale | u32::from(parts.negative) << 5 | u32::from(long) << 6;
        let digits: &[u32] = if long {
            &[form, parts.lo, parts.mid, parts.hi]
        } else {
            &[form, parts.lo]
        };
        for n in digits {
            self.to.number(Column::Number, (*n).into());
        }
    }

    fn unit(&mut self, unit: &Unit) {
        let tag = match unit {
            Unit::Count(_) => 0,
            Unit::Months => 1,
            Unit::Days => 2,
            Unit::Age => 3,
            Unit::Yuan => 4,
            Unit::YuanPerMonth => 5,
            Unit::YuanPerYear => 6,
            Unit::Percent => 7,
        };
        self.to.number(Column::Number, tag);
        if let Unit::Count(word) = unit {
            self.to.text(Text::Label, word);
        }
    }

    /// A document.
    pub(crate) fn document(&mut self, document: &Document) {
        let Document {
            id,
            title,
            number,
            issuer,
            issued_earliest,
            issued_latest,
            until,
            checked,
            ended,
            amends,
        } = document;
        self.to.text(Text::Id, id);
        self.to.text(Text::Title, title);
        self.to.text(Text::Cite, number);
        self.to.text(Text::Title, issuer);
        self.day(*issued_earliest);
        self.day(*issued_latest);
        self.maybe(until.as_ref(), |w, day| w.day(*day));
        self.day(*checked);
        self.list(ended, Self::succession);
        self.list(amends, Self::succession);
    }

    fn succession(&mut self, succession: &Succession) {
        let Succession {
            clause,
            from,
            other,
            other_clause,
        } = succession;
        self.to.text(Text::Cite, clause);
        self.day(*from);
        self.maybe(other.as_ref(), |w, DocumentName { id, title, number }| {
            w.to.text(Text::Id, id);
            w.to.text(Text::Title, title);
            w.to.text(Text::Cite, number);
        });
        self.to.text(Text::Cite, other_clause);
    }

    /// A fact.
    pub(crate) fn fact(&mut self, fact: &Fact) {
        let topics = &self.numbering.topics;
        let topic = topics.get(&fact.topic).copied().unwrap_or(fact.topic);
        self.tag(topic);
        self.fact_about(fact);
        self.to.text(Text::List, &fact.list);
        self.to.text(Text::List, &fact.item);
        self.flag(fact.unticked_is_unknown);
        self.flag(fact.profile);
    }

    /// A field of records. Its topic says nothing, and is carried as it is.
    fn field(&mut self, fact: &Fact) {
        self.tag(fact.topic);
        self.fact_about(fact);
    }

    fn fact_about(&mut self, fact: &Fact) {
        let Fact {
            id,
            topic: _,
            ask,
            label,
            help,
            say_self,
            kind,
            judgement,
            change,
            formerly,
            former_options,
            list: _,
            item: _,
            unticked_is_unknown: _,
            profile: _,
            named,
            nothing,
            knows,
            asked_of,
            past,
            frequency,
            follows: _,
            contradicts: _,
        } = fact;
        self.to.text(Text::Id, id);
        self.to.text(Text::Ask, ask);
        self.to.text(Text::Label, label);
        self.to.text(Text::Help, help);
        self.list(say_self, |w, (of, words)| {
            w.to.text(Text::Id, of);
            w.to.text(Text::Help, words);
        });
        self.fact_kind(kind);
        self.maybe(judgement.as_ref(), |w, text| w.to.text(Text::Say, text));
        match change {
            None => self.tag(0),
            Some(act) => self.act(act),
        }
        self.list(formerly, |w, id| w.to.text(Text::Id, id));
        self.list(former_options, |w, (before, now)| {
            w.to.text(Text::Id, before);
            w.to.text(Text::Id, now);
        });
        self.list(named, |w, (value, words)| {
            w.decimal(*value);
            w.to.text(Text::Choice, words);
        });
        self.to.text(Text::Choice, nothing);
        self.pick(Column::Nature, &KNOWERS, knows);
        self.list(asked_of, |w, role| w.pick(Column::Nature, &ROLES, role));
        self.pick(Column::Nature, &FREQUENCIES, frequency);
        self.flag(*past);
    }

    /// What settles a fact without asking, and what goes against it.
    pub(crate) fn inferences(&mut self, follows: &[Consequence], contradicts: &[Contradiction]) {
        self.list(follows, |w, consequence| {
            let Consequence { when, value, say } = consequence;
            w.fixed_value(value);
            w.expr(when);
            w.to.text(Text::Note, say);
        });
        self.list(contradicts, |w, contradiction| {
            let Contradiction { when, say } = contradiction;
            w.expr(when);
            w.to.text(Text::Note, say);
        });
    }

    fn fixed_value(&mut self, value: &FixedValue) {
        match value {
            FixedValue::Bool(truth) => self.tag(u16::from(*truth)),
            FixedValue::Choice(option) => {
                self.tag(2);
                self.position(*option);
            }
            FixedValue::Set(chosen) => {
                self.tag(3);
                self.list(chosen, |w, option| w.position(*option));
            }
            FixedValue::Number(n) => {
                self.tag(4);
                self.decimal(*n);
            }
            FixedValue::NoRecords => self.tag(5),
        }
    }

    /// 1 and up: where it leads, and in the lowest bit whether an office is asked.
    fn act(&mut self, act: &Action) {
        let Action {
            say,
            office,
            from,
            target: to,
        } = act;
        let goal = match to {
            ActionTarget::Yes => 1,
            ActionTarget::No => 2,
            ActionTarget::More => 3,
            ActionTarget::Less => 4,
            ActionTarget::Later => 5,
            ActionTarget::Options(_) => 6,
        };
        self.tag(goal * 2 + u16::from(*office));
        self.to.text(Text::Note, say);
        if let ActionTarget::Options(to) = to {
            self.list(from, |w, at| w.position(*at));
            self.list(to, |w, at| w.position(*at));
        }
    }

    fn fact_kind(&mut self, kind: &FactKind) {
        match kind {
            FactKind::Bool { yes, no } => {
                self.tag(0);
                self.to.text(Text::Choice, yes);
                self.to.text(Text::Choice, no);
            }
            FactKind::Choice(options) => {
                self.tag(1);
                self.options(options);
            }
            FactKind::Set(options) => {
                self.tag(2);
                self.options(options);
            }
            FactKind::Number { unit, min, max } => {
                self.tag(3);
                self.unit(unit);
                self.decimal(*min);
                self.decimal(*max);
            }
            FactKind::Date => self.tag(4),
            FactKind::Records { item, fields } => {
                self.tag(5);
                self.to.text(Text::Label, item);
                self.list(fields, Self::field);
            }
        }
    }

    fn options(&mut self, options: &[(String, String)]) {
        self.list(options, |w, (id, words)| {
            w.to.text(Text::Id, id);
            w.to.text(Text::Choice, words);
        });
    }

    /// A citation.
    pub(crate) fn citation(&mut self, cite: &Citation) {
        let Citation {
            document,
            clause,
            sentence,
        } = cite;
        self.document_id(*document);
        self.to.text(Text::Cite, clause);
        self.to.text(Text::Cite, sentence);
    }

    fn document_id(&mut self, id: u16) {
        self.used.documents.insert(id);
        let id = self.numbering.documents.get(&id).copied().unwrap_or(id);
        self.to.number(Column::Document, id.into());
    }

    /// A condition.
    pub(crate) fn condition(&mut self, condition: &Condition) {
        let Condition { say, cite, test } = condition;
        let tag = match test {
            Test::All(_) => 0,
            Test::Any(_) => 2,
            Test::Not(_) => 4,
            Test::Use(_) => 6,
            Test::When(_) => 8,
            Test::Judge(_) => 10,
            Test::Open => 12,
        };
        self.tag(tag + u16::from(cite.is_some()));
        if let Some(cite) = cite {
            self.citation(cite);
        }
        self.to.text(Text::Say, say);
        match test {
            Test::All(parts) | Test::Any(parts) => self.list(parts, Self::condition),
            Test::Not(part) => self.condition(part),
            Test::Use(id) => {
                self.used.definitions.insert(*id);
                let known = &self.numbering.definitions;
                self.position(known.get(id).copied().unwrap_or(*id));
            }
            Test::When(expr) => self.expr(expr),
            Test::Judge(id) => self.fact_id(*id),
            Test::Open => {}
        }
    }

    fn expr(&mut self, expr: &Expr) {
        match expr {
            Expr::Bool(truth) => self.tag(u16::from(*truth)),
            Expr::Number(value, unit) => {
                self.tag(2);
                self.decimal(*value);
                self.unit(unit);
            }
            Expr::Date(day) => {
                self.tag(3);
                self.day(*day);
            }
            Expr::AsOf => self.tag(4),
            Expr::Fact(id) => {
                self.tag(5);
                self.fact_id(*id);
            }
            Expr::Field(id, field) => {
                self.tag(6);
                self.fact_id(*id);
                self.position(*field);
            }
            Expr::Param(at) => {
                self.tag(7);
                self.position(*at);
            }
            Expr::Let(at) => {
                self.tag(8);
                self.position(*at);
            }
            Expr::Not(inner) => self.parts(9, &[inner]),
            Expr::And(parts) => self.exprs(10, parts),
            Expr::Or(parts) => self.exprs(11, parts),
            Expr::Compare(how, a, b) => {
                self.tag(12);
                self.pick(Column::Shape, &COMPARES, how);
                self.expr(a);
                self.expr(b);
            }
            Expr::In(inner, options) => {
                self.parts(13, &[inner]);
                self.list(options, |w, option| w.position(*option));
            }
            Expr::Arith(how, a, b) => {
                self.tag(14);
                self.pick(Column::Shape, &ARITHS, how);
                self.expr(a);
                self.expr(b);
            }
            Expr::PerTwelve(inner) => self.parts(15, &[inner]),
            Expr::AddMonths(day, months) => self.parts(16, &[day, months]),
            Expr::YearStart(day) => self.parts(17, &[day]),
            Expr::Min(parts) => self.exprs(18, parts),
            Expr::Max(parts) => self.exprs(19, parts),
            Expr::If(test, yes, no) => self.parts(20, &[test, yes, no]),
            Expr::Aggregate(how, over, test, each) => {
                self.tag(21);
                self.pick(Column::Shape, &FOLDS, how);
                self.fact_id(*over);
                self.maybe(test.as_deref(), Self::expr);
                self.maybe(each.as_deref(), Self::expr);
            }
        }
    }

    fn parts(&mut self, tag: u16, parts: &[&Expr]) {
        self.tag(tag);
        parts.iter().for_each(|part| self.expr(part));
    }

    fn exprs(&mut self, tag: u16, parts: &[Expr]) {
        self.tag(tag);
        self.list(parts, Self::expr);
    }

    fn amount(&mut self, amount: &Amount) {
        match amount {
            Amount::None => self.tag(0),
            Amount::NotStated => self.tag(1),
            Amount::Text(text) => {
                self.tag(2);
                self.to.text(Text::Label, text);
            }
            Amount::Exactly(formula) => {
                self.tag(3);
                self.formula(formula);
            }
            Amount::AtMost(formula) => {
                self.tag(4);
                self.formula(formula);
            }
        }
    }

    fn formula(&mut self, formula: &Formula) {
        let Formula { steps, value, unit } = formula;
        self.list(steps, |w, (label, step)| {
            w.to.text(Text::Label, label);
            w.expr(step);
        });
        self.expr(value);
        self.unit(unit);
    }

    /// Hotlines and portal.
    pub(crate) fn contacts(&mut self, contacts: &Contacts) {
        let Contacts { hotlines, portal } = contacts;
        self.list(hotlines, |w, hotline| {
            let Hotline { number, name } = hotline;
            w.to.text(Text::Id, number);
            w.to.text(Text::Label, name);
        });
        self.to.text(Text::Title, portal);
    }

    /// A goal.
    pub(crate) fn goal(&mut self, goal: &Goal) {
        let Goal { id, label, roles } = goal;
        self.to.text(Text::Id, id);
        self.to.text(Text::Title, label);
        self.roles(roles);
    }

    fn roles(&mut self, roles: &[Role]) {
        self.list(roles, |w, role| w.pick(Column::Nature, &ROLES, role));
    }

    /// 0: the same as those of the previous instrument; otherwise their number plus one, then each.
    fn offices(&mut self, own: &[u16], all: &[String]) {
        if own == self.offices {
            return self.tag(0);
        }
        self.to.count(own.len() + 1);
        for at in own {
            match all.get(usize::from(*at)) {
                Some(office) => self.to.text(Text::Office, office),
                None => self.to.wrong = Some("an office that is not there".into()),
            }
        }
        own.clone_into(&mut self.offices);
    }

    /// Goals as the bits of a number.
    fn goals(&mut self, goals: &[u16]) {
        let bit = |at: &u16| 1u64.checked_shl(u32::from(*at)).unwrap_or_default();
        let bits = goals.iter().map(bit).fold(0, |all, bit| all | bit);
        self.to.number(Column::Nature, bits);
    }

    /// An instrument without its id; `others` maps another instrument to its position in the part.
    pub(crate) fn instrument(
        &mut self,
        instrument: &Instrument,
        all_offices: &[String],
        others: &mut dyn FnMut(u16) -> u16,
    ) {
        let Instrument {
            id: _,
            title,
            plain,
            summary,
            kind,
            beneficiary: to,
            roles,
            strength,
            cite,
            fund,
            prerequisite: upon,
            from,
            until,
            eligible,
            amount,
            params,
            terms,
            readings,
            excludes,
            replaces,
            restates,
            offices,
            goals,
            note,
            paid,
            loan,
        } = instrument;
        self.to.text(Text::Title, title);
        self.to.text(Text::Plain, plain);
        self.to.text(Text::Summary, summary);
        self.pick(Column::Nature, &KINDS, kind);
        self.pick(Column::Nature, &BENEFICIARIES, to);
        self.roles(roles);
        self.pick(Column::Nature, &STRENGTHS, strength);
        self.citation(cite);
        self.to.text(Text::Label, fund);
        self.to.text(Text::Note, upon);
        self.maybe(from.as_ref(), |w, day| w.day(*day));
        self.maybe(until.as_ref(), |w, day| w.day(*day));
        self.maybe(eligible.as_ref(), Self::condition);
        self.amount(amount);
        self.list(params, Self::param);
        self.list(terms, Self::term);
        self.list(readings, Self::reading);
        self.list(excludes, |w, other| w.position(others(*other)));
        self.list(replaces, |w, other| w.position(others(*other)));
        self.maybe(restates.as_ref(), |w, other| w.position(others(*other)));
        self.offices(offices, all_offices);
        self.goals(goals);
        self.to.text(Text::Note, note);
        self.paid(paid);
        self.maybe(loan.as_ref(), |w, loan| w.loan(loan, others));
    }

    fn paid(&mut self, paid: &PaymentSchedule) {
        match paid {
            PaymentSchedule::NotStated => self.tag(0),
            PaymentSchedule::Once => self.tag(1),
            PaymentSchedule::Monthly { months, from } => {
                self.tag(2);
                self.expr(months);
                self.maybe(from.as_ref(), |w, id| w.fact_id(*id));
            }
            PaymentSchedule::Yearly { parts, from } => {
                self.tag(3);
                self.list(parts, Self::expr);
                self.fact_id(*from);
            }
        }
    }

    fn loan(&mut self, loan: &LoanTerms, others: &mut dyn FnMut(u16) -> u16) {
        let LoanTerms {
            limit,
            term,
            share,
            share_rate,
            share_months,
            share_principal,
            guarantee,
            helps,
        } = loan;
        for part in [
            limit,
            term,
            share,
            share_rate,
            share_months,
            share_principal,
        ] {
            self.maybe(part.as_ref(), Self::expr);
        }
        self.to.text(Text::Label, guarantee);
        self.list(helps, |w, other| w.position(others(*other)));
    }

    /// An item whose text is lost.
    pub(crate) fn missing(&mut self, missing: &LostItem) {
        let LostItem {
            id,
            document,
            item,
            clause,
            units,
            part,
        } = missing;
        self.to.text(Text::Id, id);
        self.document_id(*document);
        self.to.text(Text::Cite, item);
        self.to.text(Text::Cite, clause);
        self.to.text(Text::Label, units);
        self.flag(*part);
    }

    fn param(&mut self, param: &Param) {
        let Param {
            name,
            label,
            value,
            unit,
            cite,
        } = param;
        self.to.text(Text::Id, name);
        self.to.text(Text::Label, label);
        self.decimal(*value);
        self.unit(unit);
        self.citation(cite);
    }

    fn term(&mut self, term: &Term) {
        let Term {
            label,
            value,
            unit,
            cite,
        } = term;
        self.to.text(Text::Label, label);
        self.decimal(*value);
        self.unit(unit);
        self.citation(cite);
    }

    fn reading(&mut self, reading: &Reading) {
        let Reading {
            about,
            ours,
            other,
            eligible,
            amount,
            ask,
        } = reading;
        self.to.text(Text::Reading, about);
        self.to.text(Text::Reading, ours);
        self.to.text(Text::Reading, other);
        self.maybe(eligible.as_ref(), Self::condition);
        self.maybe(amount.as_ref(), Self::amount);
        self.flag(*ask);
    }
}
