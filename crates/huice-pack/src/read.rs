//! Reads a law from its columns. `write.rs` is the inverse, in the same order.

use crate::columns::{Column, Columns, Text};
use crate::enum_codes::{
    ARITHS, BENEFICIARIES, COMPARES, FOLDS, FREQUENCIES, KINDS, KNOWERS, ROLES, STRENGTHS,
};
use crate::verify::DEEPEST;
use huice_core::ir::{
    Action, ActionTarget, Amount, Citation, Condition, Consequence, Contacts, Contradiction,
    Document, DocumentName, Expr, Fact, FactKind, FixedValue, Formula, Frequency, Goal, Hotline,
    Instrument, Knower, LoanTerms, LostItem, Param, PaymentSchedule, Reading, Role, Succession,
    Term, Test, Unit,
};
use huice_core::{Date, Decimal};

/// What the positions of a part mean in the law that it becomes part of.
#[derive(Debug, Default)]
pub(crate) struct Positions {
    /// Of documents.
    pub(crate) documents: Vec<u16>,
    /// Of topics.
    pub(crate) topics: Vec<u16>,
    /// Of facts.
    pub(crate) facts: Vec<u16>,
    /// Of definitions.
    pub(crate) definitions: Vec<u16>,
}

/// Reads one part.
pub(crate) struct PackReader<'a> {
    /// Where it reads.
    pub(crate) from: Columns<'a>,
    /// What positions mean.
    pub(crate) positions: Positions,
    /// The offices that have been read, each once: positions mean these.
    pub(crate) offices: Vec<String>,
    /// Those of the instrument before.
    last: Vec<u16>,
    depth: u8,
    /// Whether a fact has been read that the law does not have.
    read_absent: bool,
}

/// What the position of a fact means that is not in the law. No law has so many.
pub(crate) const ABSENT: u16 = u16::MAX;

impl<'a> PackReader<'a> {
    /// A reader at the beginning.
    pub(crate) fn new(from: Columns<'a>) -> Self {
        Self {
            from,
            positions: Positions::default(),
            offices: Vec::new(),
            last: Vec::new(),
            depth: 0,
            read_absent: false,
        }
    }

    /// As many as the count says, as long as all is sound.
    pub(crate) fn list<T>(&mut self, one: impl Fn(&mut Self) -> T) -> Vec<T> {
        let count = self.from.short(Column::Shape);
        let mut list = Vec::new();
        for _ in 0..count {
            let next = one(self);
            if !self.from.sound {
                break;
            }
            list.push(next);
        }
        list
    }

    fn tag(&mut self) -> u16 {
        self.from.short(Column::Shape)
    }

    fn wrong<T>(&mut self, value: T) -> T {
        self.from.sound = false;
        value
    }

    fn flag(&mut self) -> bool {
        match self.tag() {
            0 => false,
            1 => true,
            _ => self.wrong(false),
        }
    }

    fn text(&mut self, sort: Text) -> String {
        self.from.text(sort)
    }

    fn pick<T: Copy>(&mut self, column: Column, all: &[T], otherwise: T) -> T {
        let at = usize::from(self.from.short(column));
        match all.get(at) {
            Some(found) => *found,
            None => self.wrong(otherwise),
        }
    }

    /// What a position means; one that means nothing is wrong.
    fn position(&mut self, table: fn(&Positions) -> &[u16], column: Column) -> u16 {
        let at = usize::from(self.from.short(column));
        match table(&self.positions).get(at) {
            Some(position) => *position,
            None => self.wrong(0),
        }
    }

    fn fact_id(&mut self) -> u16 {
        let at = self.position(|p| &p.facts, Column::Position);
        self.read_absent |= at == ABSENT;
        at
    }

    fn day(&mut self) -> Date {
        match Date::try_from(self.from.long(Column::Number)) {
            Ok(day) => day,
            Err(_) => self.wrong(Date::FIRST),
        }
    }

    fn maybe_day(&mut self) -> Option<Date> {
        self.flag().then(|| self.day())
    }

    fn decimal(&mut self) -> Decimal {
        // Five bits of scale, one of sign, one for digits beyond 32 bits.
        let form = self.from.long(Column::Number);
        let low = self.from.long(Column::Number);
        let (mid, high) = if form & 64 == 0 {
            (0, 0)
        } else {
            (
                self.from.long(Column::Number),
                self.from.long(Column::Number),
            )
        };
        if form > 127 || form & 31 > Decimal::MAX_SCALE {
            return self.wrong(Decimal::ZERO);
        }
        Decimal::from_parts(low, mid, high, form & 32 != 0, form & 31)
    }

    fn unit(&mut self) -> Unit {
        match self.from.short(Column::Number) {
            0 => Unit::Count(self.text(Text::Label)),
            1 => Unit::Months,
            2 => Unit::Days,
            3 => Unit::Age,
            4 => Unit::Yuan,
            5 => Unit::YuanPerMonth,
            6 => Unit::YuanPerYear,
            7 => Unit::Percent,
            _ => self.wrong(Unit::Yuan),
        }
    }

    /// A document.
    pub(crate) fn document(&mut self) -> Document {
        Document {
            id: self.text(Text::Id),
            title: self.text(Text::Title),
            number: self.text(Text::Cite),
            issuer: self.text(Text::Title),
            issued_earliest: self.day(),
            issued_latest: self.day(),
            until: self.maybe_day(),
            checked: self.day(),
            ended: self.list(Self::succession),
            amends: self.list(Self::succession),
        }
    }

    fn succession(&mut self) -> Succession {
        Succession {
            clause: self.text(Text::Cite),
            from: self.day(),
            other: self.flag().then(|| DocumentName {
                id: self.text(Text::Id),
                title: self.text(Text::Title),
                number: self.text(Text::Cite),
            }),
            other_clause: self.text(Text::Cite),
        }
    }

    /// A fact.
    pub(crate) fn fact(&mut self) -> Fact {
        let topic = self.position(|p| &p.topics, Column::Shape);
        let mut fact = self.fact_about(topic);
        (fact.list, fact.item) = (self.text(Text::List), self.text(Text::List));
        fact.unticked_is_unknown = self.flag();
        fact.profile = self.flag();
        fact
    }

    /// A field of records. Its topic says nothing, and is carried as it is.
    fn field(&mut self) -> Fact {
        let topic = self.tag();
        self.fact_about(topic)
    }

    fn fact_about(&mut self, topic: u16) -> Fact {
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
    fn list_of_known<T>(&mut self, one: impl Fn(&mut Self) -> T) -> Vec<T> {
        let all = self.list(|r| {
            r.read_absent = false;
            let next = one(r);
            (!r.read_absent).then_some(next)
        });
        all.into_iter().flatten().collect()
    }

    fn fixed_value(&mut self) -> FixedValue {
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

    fn act(&mut self) -> Option<Action> {
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

    fn fact_kind(&mut self) -> FactKind {
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

    fn options(&mut self) -> Vec<(String, String)> {
        self.list(|r| (r.text(Text::Id), r.text(Text::Choice)))
    }

    /// One level down; wrong below the deepest.
    fn down(&mut self) {
        self.depth += 1;
        if self.depth > DEEPEST {
            self.from.sound = false;
        }
    }

    /// A citation.
    pub(crate) fn citation(&mut self) -> Citation {
        Citation {
            document: self.position(|p| &p.documents, Column::Document),
            clause: self.text(Text::Cite),
            sentence: self.text(Text::Cite),
        }
    }

    /// A condition.
    pub(crate) fn condition(&mut self) -> Condition {
        let tag = self.tag();
        self.down();
        // The lowest bit says whether it has a citation of its own.
        let cite = (tag & 1 == 1).then(|| self.citation());
        let say = self.text(Text::Say);
        let test = match tag >> 1 {
            _ if !self.from.sound => Test::Open,
            0 => Test::All(self.list(Self::condition)),
            1 => Test::Any(self.list(Self::condition)),
            2 => Test::Not(Box::new(self.condition())),
            3 => Test::Use(self.position(|p| &p.definitions, Column::Position)),
            4 => Test::When(self.expr()),
            5 => Test::Judge(self.fact_id()),
            6 => Test::Open,
            _ => self.wrong(Test::Open),
        };
        self.depth -= 1;
        Condition { say, cite, test }
    }

    fn expr(&mut self) -> Expr {
        self.down();
        let expr = match self.tag() {
            _ if !self.from.sound => Expr::AsOf,
            0 => Expr::Bool(false),
            1 => Expr::Bool(true),
            2 => Expr::Number(self.decimal(), self.unit()),
            3 => Expr::Date(self.day()),
            4 => Expr::AsOf,
            5 => Expr::Fact(self.fact_id()),
            6 => Expr::Field(self.fact_id(), self.from.short(Column::Position)),
            7 => Expr::Param(self.from.short(Column::Position)),
            8 => Expr::Let(self.from.short(Column::Position)),
            9 => Expr::Not(self.boxed()),
            10 => Expr::And(self.list(Self::expr)),
            11 => Expr::Or(self.list(Self::expr)),
            12 => {
                let how = self.pick(Column::Shape, &COMPARES, huice_core::ir::Compare::Eq);
                Expr::Compare(how, self.boxed(), self.boxed())
            }
            13 => Expr::In(self.boxed(), self.list(|r| r.from.short(Column::Position))),
            14 => {
                let how = self.pick(Column::Shape, &ARITHS, huice_core::ir::Arith::Add);
                Expr::Arith(how, self.boxed(), self.boxed())
            }
            15 => Expr::PerTwelve(self.boxed()),
            16 => Expr::AddMonths(self.boxed(), self.boxed()),
            17 => Expr::YearStart(self.boxed()),
            18 => Expr::Min(self.list(Self::expr)),
            19 => Expr::Max(self.list(Self::expr)),
            20 => Expr::If(self.boxed(), self.boxed(), self.boxed()),
            21 => {
                let how = self.pick(Column::Shape, &FOLDS, huice_core::ir::Aggregate::Any);
                let over = self.fact_id();
                let test = self.flag().then(|| self.boxed());
                Expr::Aggregate(how, over, test, self.flag().then(|| self.boxed()))
            }
            _ => self.wrong(Expr::AsOf),
        };
        self.depth -= 1;
        expr
    }

    fn boxed(&mut self) -> Box<Expr> {
        Box::new(self.expr())
    }

    fn amount(&mut self) -> Amount {
        match self.tag() {
            0 => Amount::None,
            1 => Amount::NotStated,
            2 => Amount::Text(self.text(Text::Label)),
            3 => Amount::Exactly(self.formula()),
            4 => Amount::AtMost(self.formula()),
            _ => self.wrong(Amount::None),
        }
    }

    fn formula(&mut self) -> Formula {
        Formula {
            steps: self.list(|r| (r.text(Text::Label), r.expr())),
            value: self.expr(),
            unit: self.unit(),
        }
    }

    /// Hotlines and portal.
    pub(crate) fn contacts(&mut self) -> Contacts {
        Contacts {
            hotlines: self.list(|r| Hotline {
                number: r.text(Text::Id),
                name: r.text(Text::Label),
            }),
            portal: self.text(Text::Title),
        }
    }

    /// A goal.
    pub(crate) fn goal(&mut self) -> Goal {
        Goal {
            id: self.text(Text::Id),
            label: self.text(Text::Title),
            roles: self.roles(),
        }
    }

    fn roles(&mut self) -> Vec<Role> {
        self.list(|r| r.pick(Column::Nature, &ROLES, Role::Seeker))
    }

    fn offices(&mut self) -> Vec<u16> {
        let Some(count) = self.tag().checked_sub(1) else {
            return self.last.clone();
        };
        let mut own = Vec::new();
        for _ in 0..count {
            let office = self.text(Text::Office);
            if !self.from.sound {
                break;
            }
            own.push(position(&mut self.offices, &office));
        }
        self.last.clone_from(&own);
        own
    }

    fn goals(&mut self) -> Vec<u16> {
        let bits = self.from.number(Column::Nature);
        (0..u16::BITS as u16)
            .filter(|at| bits >> at & 1 == 1)
            .collect()
    }

    /// An instrument. Its id comes from before, its relations to others come after.
    pub(crate) fn instrument(&mut self, id: String) -> Instrument {
        use huice_core::ir::{Beneficiary, Kind, Strength};
        Instrument {
            id,
            title: self.text(Text::Title),
            plain: self.text(Text::Plain),
            summary: self.text(Text::Summary),
            kind: self.pick(Column::Nature, &KINDS, Kind::Duty),
            beneficiary: self.pick(Column::Nature, &BENEFICIARIES, Beneficiary::Agency),
            roles: self.roles(),
            strength: self.pick(Column::Nature, &STRENGTHS, Strength::Programme),
            cite: self.citation(),
            fund: self.text(Text::Label),
            prerequisite: self.text(Text::Note),
            from: self.maybe_day(),
            until: self.maybe_day(),
            eligible: self.flag().then(|| self.condition()),
            amount: self.amount(),
            params: self.list(Self::param),
            terms: self.list(Self::term),
            readings: self.list(Self::reading),
            // Positions as numbered by the part; linking translates them.
            excludes: self.list(|r| r.from.short(Column::Position)),
            replaces: self.list(|r| r.from.short(Column::Position)),
            restates: self.flag().then(|| self.from.short(Column::Position)),
            offices: self.offices(),
            goals: self.goals(),
            note: self.text(Text::Note),
            paid: self.paid(),
            loan: self.flag().then(|| self.loan()),
        }
    }

    fn paid(&mut self) -> PaymentSchedule {
        match self.tag() {
            0 => PaymentSchedule::NotStated,
            1 => PaymentSchedule::Once,
            2 => PaymentSchedule::Monthly {
                months: self.expr(),
                from: self.flag().then(|| self.fact_id()),
            },
            3 => PaymentSchedule::Yearly {
                parts: self.list(Self::expr),
                from: self.fact_id(),
            },
            _ => self.wrong(PaymentSchedule::NotStated),
        }
    }

    fn loan(&mut self) -> LoanTerms {
        LoanTerms {
            limit: self.maybe_expr(),
            term: self.maybe_expr(),
            share: self.maybe_expr(),
            share_rate: self.maybe_expr(),
            share_months: self.maybe_expr(),
            share_principal: self.maybe_expr(),
            guarantee: self.text(Text::Label),
            helps: self.list(|r| r.from.short(Column::Position)),
        }
    }

    fn maybe_expr(&mut self) -> Option<Expr> {
        self.flag().then(|| self.expr())
    }

    /// An item whose text is lost.
    pub(crate) fn missing(&mut self) -> LostItem {
        LostItem {
            id: self.text(Text::Id),
            document: self.position(|p| &p.documents, Column::Document),
            item: self.text(Text::Cite),
            clause: self.text(Text::Cite),
            units: self.text(Text::Label),
            part: self.flag(),
        }
    }

    fn param(&mut self) -> Param {
        Param {
            name: self.text(Text::Id),
            label: self.text(Text::Label),
            value: self.decimal(),
            unit: self.unit(),
            cite: self.citation(),
        }
    }

    fn term(&mut self) -> Term {
        Term {
            label: self.text(Text::Label),
            value: self.decimal(),
            unit: self.unit(),
            cite: self.citation(),
        }
    }

    fn reading(&mut self) -> Reading {
        Reading {
            about: self.text(Text::Reading),
            ours: self.text(Text::Reading),
            other: self.text(Text::Reading),
            eligible: self.flag().then(|| self.condition()),
            amount: self.flag().then(|| self.amount()),
            ask: self.flag(),
        }
    }
}

/// The position of an office in a list; appends it if it is new.
pub(crate) fn position(offices: &mut Vec<String>, office: &str) -> u16 {
    let known = offices.iter().position(|known| known == office);
    let at = known.unwrap_or_else(|| {
        offices.push(office.to_owned());
        offices.len() - 1
    });
    u16::try_from(at).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail loudly")]
    use super::*;
    use crate::columns::{TEXTS, Writing};

    /// Whether what `make` writes reads as a sound condition.
    fn sound(make: impl FnOnce(&mut Writing)) -> bool {
        let mut to = Writing::default();
        make(&mut to);
        let (body, words) = (to.body(), to.words(0..TEXTS));
        let mut reader = PackReader::new(Columns::open(&body, [&words, ""]).unwrap());
        let _ = reader.condition();
        reader.from.finish()
    }

    fn tag(to: &mut Writing, tag: u64) {
        to.number(Column::Shape, tag);
    }

    fn condition(to: &mut Writing, of: u64) {
        tag(to, of);
        to.text(Text::Say, "");
    }

    #[test]
    fn a_body_that_nests_without_end_is_refused_before_the_stack_ends() {
        let not = |levels: usize| {
            sound(|to| {
                (0..levels).for_each(|_| condition(to, 4));
                condition(to, 12);
            })
        };
        assert!(not(20) && !not(500_000));
        let expressions = |levels: usize| {
            sound(|to| {
                condition(to, 8);
                (0..levels).for_each(|_| tag(to, 9));
                tag(to, 4);
            })
        };
        assert!(expressions(20) && !expressions(500_000));
    }
}
