//! From claims to months: of those that exclude each other the greatest, and the sums.

use super::claims::{Claim, Due};
use super::{Builder, CashSchedule, Part, Payment, Reason, last_day, max_weight_set, plus};
use crate::ir::{Beneficiary, Law, Unit};
use crate::outcome::AmountResult;
use crate::vec_map::insert_sorted;
use rust_decimal::Decimal;

impl Builder<'_> {
    pub(super) fn finish(mut self) -> CashSchedule {
        for claim in &mut self.claims {
            let instrument = self.law.instruments.get(usize::from(claim.instrument));
            claim.cut(instrument.and_then(|i| last_day(self.law, i)));
        }
        let within = |day| self.month(day).is_some();
        let mut weights: Vec<Decimal> = Vec::new();
        for claim in &self.claims {
            weights.push(claim.worth(&within));
        }
        let rivals = self.rivals();
        let (chosen, exact) = max_weight_set::max_weight_set(&weights, &rivals);
        let mut plan = CashSchedule {
            from: self.as_of,
            payments: Vec::new(),
            by_month: vec![Decimal::ZERO; usize::from(self.months)],
            by_year: vec![Decimal::ZERO; usize::from(self.months.div_ceil(12))],
            by_receiver: Vec::new(),
            total: Decimal::ZERO,
            uncounted: Vec::new(),
            exact,
        };
        let claims = std::mem::take(&mut self.claims);
        let mut counted: Vec<u16> = Vec::new();
        for (at, claim) in claims.iter().enumerate() {
            if chosen.contains(at) {
                counted.push(claim.instrument);
                self.enter(&mut plan, claim);
            } else {
                let by = rivals
                    .get(at)
                    .and_then(|r| r.iter().find(|other| chosen.contains(**other)))
                    .and_then(|other| claims.get(*other))
                    .map_or(claim.instrument, |other| other.instrument);
                // Its open part can no more be had than the rest.
                self.uncounted.retain(|b| b.instrument != claim.instrument);
                let amount = AmountResult::Exact(claim.all(), Unit::Yuan);
                let month = self.month(claim.first);
                self.uncounted
                    .push(claim.line(Reason::Excluded(by), amount, month));
            }
        }
        self.tell_excluded(&counted);
        for line in self.uncounted {
            insert_sorted(&mut plan.uncounted, line, |a, b| {
                a.instrument > b.instrument
            });
        }
        sum_up(&mut plan);
        plan
    }

    fn enter(&mut self, plan: &mut CashSchedule, claim: &Claim) {
        let mut later = Decimal::ZERO;
        for due in &claim.parts {
            match self.month(due.day) {
                Some(month) => enter_part(plan, claim, due, month),
                None => later = plus(later, due.sum),
            }
        }
        let past = claim.parts.iter().find(|p| self.month(p.day).is_none());
        if let Some(first) = past {
            let amount = AmountResult::Exact(later, Unit::Yuan);
            let line = claim.line(Reason::Later(first.day), amount, None);
            self.uncounted.push(line);
        }
        for unscheduled in &claim.unscheduled {
            let amount = unscheduled.amount.clone();
            let month = self.month(claim.first);
            self.uncounted
                .push(claim.line(unscheduled.reason, amount, month));
        }
    }

    /// Whose money is never added to whose: by position among the claims.
    fn rivals(&self) -> Vec<Vec<usize>> {
        let mut all = Vec::new();
        for a in &self.claims {
            let mut against = Vec::new();
            for (at, b) in self.claims.iter().enumerate() {
                let other = a.instrument != b.instrument;
                if other && conflict(self.law, a.instrument, b.instrument) {
                    against.push(at);
                }
            }
            all.push(against);
        }
        all
    }

    /// What an office may still give is not to be had beside what excludes it.
    fn tell_excluded(&mut self, counted: &[u16]) {
        for line in &mut self.uncounted {
            if let Reason::Office(_) | Reason::Ceiling | Reason::NotStated = line.reason
                && let Some(by) = counted
                    .iter()
                    .find(|c| conflict(self.law, **c, line.instrument))
            {
                line.reason = Reason::Excluded(*by);
            }
        }
    }
}

/// Whether the money of two instruments is never added: one excludes the other, or stands in its
/// place. A grant that restates another would be counted here as well.
fn conflict(law: &Law, a: u16, b: u16) -> bool {
    let names = |one: u16, other: u16| {
        law.instruments
            .get(usize::from(one))
            .is_some_and(|i| i.excludes.contains(&other) || i.replaces.contains(&other))
    };
    names(a, b) || names(b, a)
}

/// Payments of one instrument that fall into one month are one payment where they are months
/// that follow each other.
fn enter_part(plan: &mut CashSchedule, claim: &Claim, due: &Due, month: u16) {
    let mut before = plan.payments.iter_mut().rev();
    let same = before.find(|p| p.instrument == claim.instrument && p.month == month);
    if let (Some(last), Part::Months(_, to)) = (same, due.part)
        && let Part::Months(from, _) = last.part
    {
        last.part = Part::Months(from, to);
        last.sum = plus(last.sum, due.sum);
        return;
    }
    let payment = Payment {
        instrument: claim.instrument,
        beneficiary: claim.to,
        month,
        due: due.day,
        part: due.part,
        sum: due.sum,
    };
    insert_sorted(&mut plan.payments, payment, |a, b| {
        (a.month, a.instrument) > (b.month, b.instrument)
    });
}

fn sum_up(plan: &mut CashSchedule) {
    let mut by_receiver: Vec<(Beneficiary, Decimal)> = Vec::new();
    for payment in &plan.payments {
        let month = usize::from(payment.month);
        if let Some(sum) = plan.by_month.get_mut(month) {
            *sum = plus(*sum, payment.sum);
        }
        if let Some(sum) = plan.by_year.get_mut(month / 12) {
            *sum = plus(*sum, payment.sum);
        }
        match by_receiver
            .iter_mut()
            .find(|(to, _)| *to == payment.beneficiary)
        {
            Some((_, sum)) => *sum = plus(*sum, payment.sum),
            None => by_receiver.push((payment.beneficiary, payment.sum)),
        }
        plan.total = plus(plan.total, payment.sum);
    }
    for one in by_receiver {
        insert_sorted(&mut plan.by_receiver, one, |a, b| a.1 < b.1);
    }
}
