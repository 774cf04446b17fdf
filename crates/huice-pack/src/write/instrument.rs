//! Instruments, and what stands beside them, into columns.

use super::PackWriter;
use crate::columns::{Column, Text};
use crate::enum_codes::{BENEFICIARIES, KINDS, ROLES, STRENGTHS};
use huice_core::ir::{
    Contacts, Goal, Hotline, Instrument, LoanTerms, LostItem, Param, PaymentSchedule, Reading,
    Role, Term,
};

impl PackWriter {
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

    pub(super) fn roles(&mut self, roles: &[Role]) {
        self.list(roles, |w, role| w.pick(Column::Nature, &ROLES, role));
    }

    /// 0: the same as those of the previous instrument; otherwise their number plus one, then each.
    pub(super) fn offices(&mut self, own: &[u16], all: &[String]) {
        if own == self.offices {
            return self.tag(0);
        }
        self.to.count(own.len() + 1);
        for at in own {
            match all.get(usize::from(*at)) {
                Some(office) => self.to.text(Text::Office, office),
                None => self.to.wrong = Some("an unknown office".into()),
            }
        }
        own.clone_into(&mut self.offices);
    }

    /// Goals as the bits of a number.
    pub(super) fn goals(&mut self, goals: &[u16]) {
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

    pub(super) fn paid(&mut self, paid: &PaymentSchedule) {
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

    pub(super) fn loan(&mut self, loan: &LoanTerms, others: &mut dyn FnMut(u16) -> u16) {
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

    pub(super) fn param(&mut self, param: &Param) {
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

    pub(super) fn term(&mut self, term: &Term) {
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

    pub(super) fn reading(&mut self, reading: &Reading) {
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
