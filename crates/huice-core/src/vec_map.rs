//! A small map by position: a sorted list. A person gives a few dozen answers; the standard
//! library's tree would be the larger part of the code that handles them.

use crate::date::Date;
use crate::number::whole;
use rust_decimal::Decimal;

/// Values by position, in the order of positions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VecMap<V> {
    list: Vec<(u16, V)>,
}

impl<V> Default for VecMap<V> {
    fn default() -> Self {
        Self { list: Vec::new() }
    }
}

impl<V> VecMap<V> {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn find(&self, at: u16) -> Result<usize, usize> {
        self.list.binary_search_by_key(&at, |(at, _)| *at)
    }

    /// The value at a position.
    #[must_use]
    pub fn get(&self, at: &u16) -> Option<&V> {
        let found = self.find(*at).ok()?;
        self.list.get(found).map(|(_, value)| value)
    }

    /// Puts a value at a position; the one that was there goes.
    pub fn insert(&mut self, at: u16, value: V) {
        match self.find(at) {
            Ok(found) => {
                if let Some((_, old)) = self.list.get_mut(found) {
                    *old = value;
                }
            }
            Err(place) => self.list.insert(place, (at, value)),
        }
    }

    /// Takes a value away.
    pub fn remove(&mut self, at: &u16) {
        if let Ok(found) = self.find(*at) {
            self.list.remove(found);
        }
    }

    /// All values with their positions.
    pub fn iter(&self) -> impl Iterator<Item = (&u16, &V)> {
        self.list.iter().map(|(at, value)| (at, value))
    }

    /// All values.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.list.iter().map(|(_, value)| value)
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

impl<V> FromIterator<(u16, V)> for VecMap<V> {
    fn from_iter<I: IntoIterator<Item = (u16, V)>>(items: I) -> Self {
        let mut map = Self::new();
        for (at, value) in items {
            map.insert(at, value);
        }
        map
    }
}

/// Whole numbers in order, each once: positions, days, counts of months. One list for all of
/// them, so that its code is there once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct SortedInts(Vec<i64>);

impl SortedInts {
    /// Puts a number in; false where it was there before.
    #[inline(never)]
    pub(crate) fn insert(&mut self, n: i64) -> bool {
        match self.0.binary_search(&n) {
            Ok(_) => false,
            Err(place) => {
                self.0.insert(place, n);
                true
            }
        }
    }

    /// Puts a position in; false where it was there before.
    pub(crate) fn insert_position(&mut self, at: usize) -> bool {
        self.insert(number(at))
    }

    /// Whether a position is there.
    pub(crate) fn contains(&self, at: usize) -> bool {
        self.0.binary_search(&number(at)).is_ok()
    }

    /// Puts a day in.
    pub(crate) fn insert_day(&mut self, day: Date) {
        self.insert(i64::from(day.ordinal()));
    }

    /// Puts a count of months in: the whole part of a number. What a person gave counts only as
    /// far as it can be one.
    #[inline(never)]
    pub(crate) fn insert_months(&mut self, n: Decimal, given: bool) {
        if let Some(months) = whole(n)
            && (!given || (0..=1200).contains(&months))
        {
            self.insert(months);
        }
    }

    /// Puts in every day moved by every count of months, there and back, and the days after, as
    /// far as they are wanted.
    #[inline(never)]
    pub(crate) fn moved(&mut self, days: &Self, months: &Self, wanted: &dyn Fn(Date) -> bool) {
        for day in days.days() {
            for months in &months.0 {
                for moved in [day.add_months(*months), day.add_months(-*months)] {
                    for day in [moved, moved.next()] {
                        if wanted(day) {
                            self.insert_day(day);
                        }
                    }
                }
            }
        }
    }

    /// All, as days.
    pub(crate) fn days(&self) -> Vec<Date> {
        let mut all = Vec::new();
        for slot in &self.0 {
            all.push(Date::from_ordinal(u32::try_from(*slot).unwrap_or_default()));
        }
        all
    }

    /// All, as positions.
    pub(crate) fn positions(&self) -> Vec<usize> {
        let mut all = Vec::new();
        for n in &self.0 {
            all.push(usize::try_from(*n).unwrap_or_default());
        }
        all
    }
}

fn number(at: usize) -> i64 {
    i64::try_from(at).unwrap_or(i64::MAX)
}

/// Puts a thing behind those that come before it or are its equals: `after` tells whether a thing
/// in the list comes after it. For short lists; the library's sort is written out in full for
/// every type.
pub fn insert_sorted<T>(list: &mut Vec<T>, thing: T, after: impl Fn(&T, &T) -> bool) {
    let mut at = list.len();
    while at > 0 && list.get(at - 1).is_some_and(|other| after(other, &thing)) {
        at -= 1;
    }
    list.insert(at, thing);
}

/// Sorts a list; equals may change places. Shell's sort, for the lists of a law: the library's is
/// written out in full for every type, which was a fifteenth of the page's program.
pub fn sort<T: Ord>(list: &mut [T]) {
    for gap in [701, 301, 132, 57, 23, 10, 4, 1] {
        for end in gap..list.len() {
            let mut at = end;
            while at >= gap && list.get(at - gap) > list.get(at) {
                list.swap(at - gap, at);
                at -= gap;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_list_is_sorted_as_the_library_does_it(mut list: Vec<u16>) {
            let mut wanted = list.clone();
            wanted.sort_unstable();
            sort(&mut list);
            prop_assert_eq!(list, wanted);
        }
    }

    #[test]
    fn a_long_list_is_sorted() {
        let mut list: Vec<u32> = (0..3000).map(|n| n * 7919 % 3001).collect();
        sort(&mut list);
        assert!(list.is_sorted());
    }

    #[test]
    fn values_stand_in_order_and_the_last_one_counts() {
        let mut map: VecMap<&str> = [(7, "c"), (1, "a"), (7, "d"), (3, "b")]
            .into_iter()
            .collect();
        assert_eq!(map.get(&7), Some(&"d"));
        assert_eq!(map.get(&2), None);
        map.remove(&1);
        map.remove(&2);
        let all: Vec<(u16, &str)> = map.iter().map(|(at, value)| (*at, *value)).collect();
        assert_eq!(all, [(3, "b"), (7, "d")]);
        assert!(map.len() == 2 && !map.is_empty());
    }
}
