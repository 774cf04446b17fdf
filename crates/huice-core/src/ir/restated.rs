//! Which instruments are one grant with two sources.

use super::Law;

impl Law {
    /// How many grants there are; one with two sources counts once.
    #[must_use]
    pub fn grants(&self) -> usize {
        let restatements = self.instruments.iter().filter(|i| i.restates.is_some());
        self.instruments.len() - restatements.count()
    }

    /// The instrument that restates this one, by position.
    #[must_use]
    pub fn restated_by(&self, position: u16) -> Option<u16> {
        (0u16..)
            .zip(&self.instruments)
            .find(|(_, i)| i.restates == Some(position))
            .map(|(n, _)| n)
    }

    /// The other text of the same grant, by position: what this one restates, or what restates
    /// it.
    #[must_use]
    pub fn other_text(&self, position: u16) -> Option<u16> {
        let own = self.instruments.get(usize::from(position))?;
        own.restates.or_else(|| self.restated_by(position))
    }
}

/// Pairs of one grant, by position: (what is restated, the restatement).
pub(crate) fn restatements(law: &Law) -> Vec<(u16, u16)> {
    let all = (0u16..).zip(&law.instruments);
    all.filter_map(|(position, instrument)| Some((instrument.restates?, position)))
        .collect()
}
