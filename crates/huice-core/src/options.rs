//! Options of a choice or a set, one bit each.

use crate::ir::OptionId;

/// A set of options, one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct OptionMask(pub u64);

impl OptionMask {
    /// Most options of a choice or a set: the checker allows no more.
    pub const MOST: usize = 64;

    /// The mask of one option.
    #[must_use]
    pub fn only(option: OptionId) -> Self {
        Self(1u64.checked_shl(option.into()).unwrap_or(0))
    }

    /// The mask of the first options.
    #[must_use]
    pub fn first(options: usize) -> Self {
        let beyond = u32::try_from(Self::MOST.saturating_sub(options)).unwrap_or(0);
        Self(u64::MAX.checked_shr(beyond).unwrap_or(0))
    }
}

impl FromIterator<OptionId> for OptionMask {
    fn from_iter<I: IntoIterator<Item = OptionId>>(options: I) -> Self {
        let bits = options.into_iter().map(|option| Self::only(option).0);
        Self(bits.fold(0, |all, bit| all | bit))
    }
}
