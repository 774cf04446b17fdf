#![allow(clippy::unwrap_used, reason = "tests may fail loudly")]
use super::*;
use proptest::prelude::*;
use rust_decimal::Decimal;

fn interval() -> impl Strategy<Value = (ScaledInterval, i128)> {
    (-1000i128..1000, -1000i128..1000, 0u8..4, 0i128..=100).prop_map(|(a, b, open, at)| {
        let (low, high) = (a.min(b), a.max(b));
        let inside = low + (high - low) * at / 100;
        let all = ScaledInterval::between(
            (open & 1 == 0).then_some(low),
            (open & 2 == 0).then_some(high),
        );
        (all, inside)
    })
}

fn holds(all: ScaledInterval, n: i128) -> bool {
    all.low <= n && n <= all.high
}

proptest! {
    #[test]
    fn an_operation_on_members_stays_a_member((x, a) in interval(), (y, b) in interval()) {
        prop_assert!(holds(x.plus(y), a + b));
        prop_assert!(holds(x.minus(y), a - b));
        prop_assert!(holds(x.times(y), a * b));
        prop_assert!(holds(x.min(y), a.min(b)));
        prop_assert!(holds(x.max(y), a.max(b)));
        prop_assert!(holds(x.join(y), a) && holds(x.join(y), b));
        prop_assert!(x.less(y) != Truth::True || a < b);
        prop_assert!(x.less(y) != Truth::False || a >= b);
        prop_assert!(x.equal(y) != Truth::True || a == b);
        prop_assert!(x.equal(y) != Truth::False || a != b);
    }

    #[test]
    fn cents_round_like_the_library(n in -10_000_000i64..10_000_000, decimals in 0u32..9) {
        let exact = Decimal::new(n, decimals);
        let expected = exact
            .round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
        let scale = Scale { decimals, twelfths: 0 };
        prop_assert_eq!(cents(n.into(), scale), Some(expected.normalize()));
    }
}

#[test]
fn a_twelfth_is_exact_until_it_is_shown() {
    let twelfth = Scale {
        decimals: 2,
        twelfths: 1,
    };
    // 100 元 a year are 8.33 元 a month.
    assert_eq!(cents(10_000, twelfth), Some(Decimal::new(833, 2)));
    // 0.06 元 a year are half a cent a month.
    assert_eq!(cents(6, twelfth), Some(Decimal::new(1, 2)));
    assert_eq!(decimal(12, twelfth), Some(Decimal::new(1, 2)));
}

#[test]
fn what_is_too_large_becomes_an_open_end() {
    let large = ScaledInterval::only(i128::MAX / 2);
    assert_eq!(large.times(large).high(), None);
    assert_eq!(large.plus(large).plus(large).high(), None);
    assert_eq!(
        ScaledInterval::ANY.times(ScaledInterval::ZERO),
        ScaledInterval::ZERO
    );
}
