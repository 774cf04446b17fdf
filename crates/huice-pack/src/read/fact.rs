//! Facts, what follows from them, and what a person can do about them, from columns.

use super::PackReader;
use crate::columns::{Column, Text};
use crate::enum_codes::{FREQUENCIES, KNOWERS, ROLES};
use huice_core::ir::{
    Action, ActionTarget, Consequence, Contradiction, Fact, FactKind, FixedValue, Frequency,
    Knower, Role,
};

impl PackReader<'_> {
    /// A fact.
    pub(crate) fn fact(&mut self) -> Fact {
        let topic = self.position(|p| &p.topics, Column::Shape);
        let mut fact = self.fact_about(topic);
        (fact.list, fact.item) = (self.text(Text::List), self.text(Text::List));
        fact.unticked_is_unknown = self.flag();
        fact.profile = self.flag();
        fact
    }

    /// A field of records. Its topic has no meaning, and is kept as it is.
    pub(super) fn field(&mut self) -> Fact {
        let topic = self.tag();
        self.fact_about(topic)
    }

    pub(super) fn fact_about(&mut self, topic: u16) -> Fact {
        Fact {
            id: self.text(Text::Id),
            topic,
            ask: self.text(Text::Ask),
            label: self.text(Text::Label),
            help: self.text(Text::Help),
            say_self: self.list(|r| (r.text(Text::Id), r.text(Text::Help))),
            kind: self.fact_kind(),
            judgement: self.flag().then(|| self.text(Text::Say)),
            change: self.act(),
            formerly: self.list(|r| r.text(Text::Id)),
            former_options: self.list(|r| (r.text(Text::Id), r.text(Text::Id))),
            list: String::new(),
            item: String::new(),
            unticked_is_unknown: false,
            profile: false,
            named: self.list(|r| (r.decimal(), r.text(Text::Choice))),
            nothing: self.text(Text::Choice),
            knows: self.pick(Column::Nature, &KNOWERS, Knower::Office),
            asked_of: self.list(|r| r.pick(Column::Nature, &ROLES, Role::Seeker)),
            frequency: self.pick(Column::Nature, &FREQUENCIES, Frequency::NotSaid),
            past: self.flag(),
            follows: Vec::new(),
            contradicts: Vec::new(),
        }
    }

    /// What settles a fact without asking, and what goes against it, as far as it reads only
    /// facts that the law has.
    pub(crate) fn inferences(&mut self) -> (Vec<Consequence>, Vec<Contradiction>) {
        let follows = self.list_of_known(|r| Consequence {
            value: r.fixed_value(),
            when: r.expr(),
            say: r.text(Text::Note),
        });
        let contradicts = self.list_of_known(|r| Contradiction {
            when: r.expr(),
            say: r.text(Text::Note),
        });
        (follows, contradicts)
    }

    /// As [`Self::list`], without what reads a fact that the law does not have.
    pub(super) fn list_of_known<T>(&mut self, one: impl Fn(&mut Self) -> T) -> Vec<T> {
        let all = self.list(|r| {
            r.read_absent = false;
            let next = one(r);
            (!r.read_absent).then_some(next)
        });
        all.into_iter().flatten().collect()
    }

    pub(super) fn fixed_value(&mut self) -> FixedValue {
        match self.tag() {
            0 => FixedValue::Bool(false),
            1 => FixedValue::Bool(true),
            2 => FixedValue::Choice(self.from.short(Column::Position)),
            3 => FixedValue::Set(self.list(|r| r.from.short(Column::Position))),
            4 => FixedValue::Number(self.decimal()),
            5 => FixedValue::NoRecords,
            _ => self.wrong(FixedValue::NoRecords),
        }
    }

    pub(super) fn act(&mut self) -> Option<Action> {
        let tag = self.tag();
        if tag == 0 {
            return None;
        }
        let say = self.text(Text::Note);
        let mut from = Vec::new();
        let to = match tag >> 1 {
            1 => ActionTarget::Yes,
            2 => ActionTarget::No,
            3 => ActionTarget::More,
            4 => ActionTarget::Less,
            5 => ActionTarget::Later,
            6 => {
                from = self.list(|r| r.from.short(Column::Position));
                ActionTarget::Options(self.list(|r| r.from.short(Column::Position)))
            }
            _ => self.wrong(ActionTarget::Yes),
        };
        Some(Action {
            say,
            office: tag & 1 == 1,
            from,
            target: to,
        })
    }

    pub(super) fn fact_kind(&mut self) -> FactKind {
        match self.tag() {
            0 => FactKind::Bool {
                yes: self.text(Text::Choice),
                no: self.text(Text::Choice),
            },
            1 => FactKind::Choice(self.options()),
            2 => FactKind::Set(self.options()),
            3 => FactKind::Number {
                unit: self.unit(),
                min: self.decimal(),
                max: self.decimal(),
            },
            4 => FactKind::Date,
            5 => {
                self.down();
                let kind = FactKind::Records {
                    item: self.text(Text::Label),
                    fields: self.list(Self::field),
                };
                self.depth -= 1;
                kind
            }
            _ => self.wrong(FactKind::Date),
        }
    }

    pub(super) fn options(&mut self) -> Vec<(String, String)> {
        self.list(|r| (r.text(Text::Id), r.text(Text::Choice)))
    }
}
