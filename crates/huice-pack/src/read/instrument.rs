//! Instruments, and what stands beside them, from columns.

use super::{PackReader, position};
use crate::columns::{Column, Text};
use crate::enum_codes::{BENEFICIARIES, KINDS, ROLES, STRENGTHS};
use huice_core::ir::{
    Contacts, Expr, Goal, Hotline, Instrument, LoanTerms, LostItem, Param, PaymentSchedule,
    Reading, Role, Term,
};

impl PackReader<'_> {
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

    pub(super) fn roles(&mut self) -> Vec<Role> {
        self.list(|r| r.pick(Column::Nature, &ROLES, Role::Seeker))
    }

    pub(super) fn offices(&mut self) -> Vec<u16> {
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

    pub(super) fn goals(&mut self) -> Vec<u16> {
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

    pub(super) fn paid(&mut self) -> PaymentSchedule {
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

    pub(super) fn loan(&mut self) -> LoanTerms {
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

    pub(super) fn maybe_expr(&mut self) -> Option<Expr> {
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

    pub(super) fn param(&mut self) -> Param {
        Param {
            name: self.text(Text::Id),
            label: self.text(Text::Label),
            value: self.decimal(),
            unit: self.unit(),
            cite: self.citation(),
        }
    }

    pub(super) fn term(&mut self) -> Term {
        Term {
            label: self.text(Text::Label),
            value: self.decimal(),
            unit: self.unit(),
            cite: self.citation(),
        }
    }

    pub(super) fn reading(&mut self) -> Reading {
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
