//! Reads a law from its columns. `write.rs` is the inverse, in the same order.

mod fact;
mod instrument;
mod rule;

use crate::columns::{Column, Columns, Text};

use crate::verify::DEEPEST;
use huice_core::ir::{Citation, Document, DocumentName, Succession, Unit};
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

    /// As many as the count, as long as all is sound.
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
            Some(value) => *value,
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
