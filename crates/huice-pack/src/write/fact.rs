//! Facts, what follows from them, and what a person can do about them, into columns.

use super::PackWriter;
use crate::columns::{Column, Text};
use crate::enum_codes::{FREQUENCIES, KNOWERS, ROLES};
use huice_core::ir::{
    Action, ActionTarget, Consequence, Contradiction, Fact, FactKind, FixedValue,
};

impl PackWriter {
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

    /// A field of records. Its topic has no meaning, and is kept as it is.
    pub(super) fn field(&mut self, fact: &Fact) {
        self.tag(fact.topic);
        self.fact_about(fact);
    }

    pub(super) fn fact_about(&mut self, fact: &Fact) {
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

    pub(super) fn fixed_value(&mut self, value: &FixedValue) {
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
    pub(super) fn act(&mut self, act: &Action) {
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

    pub(super) fn fact_kind(&mut self, kind: &FactKind) {
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

    pub(super) fn options(&mut self, options: &[(String, String)]) {
        self.list(options, |w, (id, words)| {
            w.to.text(Text::Id, id);
            w.to.text(Text::Choice, words);
        });
    }
}
