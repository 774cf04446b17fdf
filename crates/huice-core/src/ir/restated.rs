//! Which instruments are one grant with two sources.

use super::Law;

impl Law {
    /// How many grants there are; one with two sources counts once.
    #[must_use]
    pub fn grants(&self) -> usize {
        let restatements = self.instruments.iter().filter(|i| i.restates.is_some());
        self.instruments.len() - restatements.count()
    }

    /// The instrument that restates this one beside it, by position. A text that took the place of
    /// this one does not stand beside it.
    #[must_use]
    pub fn restated_by(&self, position: u16) -> Option<u16> {
        let own = self.instruments.get(usize::from(position))?;
        (0u16..)
            .zip(&self.instruments)
            .find(|(_, i)| i.restates == Some(position) && !self.follow_each_other(own, i))
            .map(|(n, _)| n)
    }

    /// The other text of the same grant beside this one, by position: what it restates, or what
    /// restates it.
    #[must_use]
    pub fn other_text(&self, position: u16) -> Option<u16> {
        let own = self.instruments.get(usize::from(position))?;
        let beside = |other: &u16| {
            let other = self.instruments.get(usize::from(*other));
            other.is_some_and(|other| !self.follow_each_other(own, other))
        };
        let restated = own.restates.filter(beside);
        restated.or_else(|| self.restated_by(position))
    }
}

/// Pairs of one grant, by position: (what is restated, the restatement).
pub(crate) fn restatements(law: &Law) -> Vec<(u16, u16)> {
    let all = (0u16..).zip(&law.instruments);
    all.filter_map(|(position, instrument)| Some((instrument.restates?, position)))
        .collect()
}
