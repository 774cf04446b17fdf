#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]
use super::*;
use proptest::prelude::*;

fn n(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn ask(principal: &str, rate: &str, months: u32, method: Method) -> Request {
    Request {
        principal: n(principal),
        yearly_rate: n(rate),
        months,
        method,
        help: None,
        limits: Limits::default(),
    }
}

fn help(share: &str) -> Help {
    Help {
        share: n(share),
        months: None,
        principal: None,
        rate: None,
    }
}

fn row(row: &Row) -> [String; 4] {
    [row.principal, row.interest, row.helped, row.left].map(|d| d.normalize().to_string())
}

#[test]
fn equal_payments_by_hand() {
    // 12000 元, 12 % a year, 3 months: 120 ÷ (1 − 1.01^−3) = 4080.2653… → 4080.27 a month.
    let made = schedule(&ask("12000", "0.12", 3, Method::EqualPayments)).unwrap();
    // 12000 × 1 % = 120; 4080.27 − 120 = 3960.27; left 8039.73 → 80.40 (80.3973);
    // 3999.87; left 4039.86 → 40.40 (40.3986); the last takes all of it.
    assert_eq!(row(&made.rows[0]), ["3960.27", "120", "0", "8039.73"]);
    assert_eq!(row(&made.rows[1]), ["3999.87", "80.4", "0", "4039.86"]);
    assert_eq!(row(&made.rows[2]), ["4039.86", "40.4", "0", "0"]);
    assert_eq!(made.interest, n("240.80"));
    assert_eq!(made.rows[0].pays, n("4080.27"));
    assert_eq!(made.rows[2].pays, n("4080.26"));
}

#[test]
fn a_longer_loan_with_all_or_half_of_the_interest_paid() {
    // 300000 元, 3.45 % a year, 36 months: the first month's interest is 862.50.
    let mut request = ask("300000", "0.0345", 36, Method::EqualPayments);
    request.help = Some(help("1"));
    let full = schedule(&request).unwrap();
    assert_eq!(
        row(&full.rows[0]),
        ["7921.48", "862.5", "862.5", "292078.52"]
    );
    assert_eq!(row(&full.rows[1])[..3], ["7944.25", "839.73", "839.73"]);
    assert_eq!(row(&full.rows[35])[..3], ["8758.94", "25.18", "25.18"]);
    assert_eq!((full.helped, full.own), (n("16223.42"), n("0")));
    request.help = Some(help("0.5"));
    let half = schedule(&request).unwrap();
    // 839.73 ÷ 2 = 419.865 → 419.87, halves up; the person pays 419.86.
    assert_eq!(half.rows[1].helped, n("419.87"));
    assert_eq!(half.rows[1].own, n("419.86"));
    assert_eq!((half.helped, half.own), (n("8111.82"), n("8111.60")));
}

#[test]
fn equal_principal_by_hand() {
    // 10000 ÷ 3 = 3333.33; 6 % a year is 0.5 % a month: 50, 33.33 (33.33335), 16.67 (16.6667).
    let made = schedule(&ask("10000", "0.06", 3, Method::EqualPrincipal)).unwrap();
    assert_eq!(row(&made.rows[0]), ["3333.33", "50", "0", "6666.67"]);
    assert_eq!(row(&made.rows[1]), ["3333.33", "33.33", "0", "3333.34"]);
    assert_eq!(row(&made.rows[2]), ["3333.34", "16.67", "0", "0"]);
    assert_eq!(made.interest, n("100"));
}

#[test]
fn at_the_end_with_capped_and_ending_help() {
    // 200000 元, 6 %: 1000 a month. Half of the interest of at most 150000, for two months:
    // 750 ÷ 2 = 375.
    let mut request = ask("200000", "0.06", 3, Method::AtEnd);
    request.help = Some(Help {
        months: Some(2),
        principal: Some(n("150000")),
        ..help("0.5")
    });
    let made = schedule(&request).unwrap();
    assert_eq!(row(&made.rows[0]), ["0", "1000", "375", "200000"]);
    assert_eq!(row(&made.rows[1]), ["0", "1000", "375", "200000"]);
    assert_eq!(row(&made.rows[2]), ["200000", "1000", "0", "0"]);
    assert_eq!((made.helped, made.own), (n("750"), n("2250")));
    // On a base rate of 4.8 %: 150000 × 0.4 % ÷ 2 = 300.
    request.help = request.help.map(|h| Help {
        rate: Some(n("0.048")),
        ..h
    });
    assert_eq!(schedule(&request).unwrap().rows[0].helped, n("300"));
    // A base rate above the loan's own never pays more than the interest there is.
    request.help = Some(Help {
        rate: Some(n("0.5")),
        ..help("1")
    });
    assert_eq!(schedule(&request).unwrap().rows[0].helped, n("1000"));
}

#[test]
fn no_interest_is_no_division_by_zero() {
    for method in Method::ALL {
        let made = schedule(&ask("1000", "0", 3, method)).unwrap();
        assert_eq!(made.interest, Decimal::ZERO, "{method:?}");
    }
}

#[test]
fn what_cannot_be_right_is_refused() {
    let good = ask("300000", "0.0435", 36, Method::EqualPayments);
    let limited = Request {
        limits: Limits {
            principal: Some(n("300000")),
            months: Some(36),
        },
        ..good.clone()
    };
    assert!(
        schedule(&limited).is_ok(),
        "both limits belong to what is allowed"
    );
    let refused = |change: fn(&mut Request)| {
        let mut request = limited.clone();
        change(&mut request);
        schedule(&request).unwrap_err()
    };
    assert_eq!(
        refused(|r| r.principal = Decimal::new(30_000_001, 2)),
        LoanError::AboveLimit(n("300000"))
    );
    assert_eq!(refused(|r| r.months = 37), LoanError::TooLong(36));
    assert_eq!(refused(|r| r.months = 0), LoanError::Months);
    assert_eq!(
        refused(|r| r.principal = Decimal::ZERO),
        LoanError::Principal
    );
    assert_eq!(
        refused(|r| r.principal = Decimal::MAX),
        LoanError::Principal
    );
    assert_eq!(
        refused(|r| r.principal = Decimal::new(1, 3)),
        LoanError::Principal
    );
    assert_eq!(refused(|r| r.yearly_rate = Decimal::TWO), LoanError::Rate);
    assert_eq!(
        refused(|r| r.yearly_rate = Decimal::NEGATIVE_ONE),
        LoanError::Rate
    );
    let share = refused(|r| {
        r.help = Some(Help {
            share: Decimal::TWO,
            months: None,
            principal: None,
            rate: None,
        });
    });
    assert_eq!(share, LoanError::Share);
    assert_eq!(LARGEST, n("100000000000"));
}

#[test]
fn powers_do_not_overflow_unseen() {
    assert_eq!(power(n("1.01"), 3), Ok(n("1.030301")));
    assert_eq!(power(n("7"), 0), Ok(Decimal::ONE));
    assert_eq!(power(n("2"), 96), Err(LoanError::Overflow));
    // The dearest and longest loan there is.
    let made = schedule(&ask("100000000000", "1", LONGEST, Method::EqualPayments)).unwrap();
    assert_eq!(made.rows.len(), 600);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn sums_are_exact(
        principal in 100_000i64..10_000_000_000,
        rate in 0i64..3_600,
        months in 1u32..=LONGEST,
        method in 0usize..3,
        share in 0i64..=100,
        help_months in proptest::option::of(0u32..700),
        capped in proptest::option::of(1i64..10_000_000_000),
    ) {
        let request = Request {
            principal: Decimal::new(principal, 2),
            yearly_rate: Decimal::new(rate, 4),
            months,
            method: Method::ALL[method],
            help: Some(Help {
                share: Decimal::new(share, 2),
                months: help_months,
                principal: capped.map(|c| Decimal::new(c, 2)),
                rate: None,
            }),
            limits: Limits::default(),
        };
        let made = schedule(&request).unwrap();
        let sum = |f: fn(&Row) -> Decimal| made.rows.iter().map(f).sum::<Decimal>();
        prop_assert_eq!(sum(|r| r.principal), request.principal);
        prop_assert_eq!(sum(|r| r.interest), made.interest);
        prop_assert_eq!(sum(|r| r.helped), made.helped);
        prop_assert_eq!(made.helped + made.own, made.interest);
        prop_assert_eq!(made.rows.last().unwrap().left, Decimal::ZERO);
        let regular = made.rows[0].principal + made.rows[0].interest;
        for row in &made.rows {
            prop_assert!(row.principal >= Decimal::ZERO && row.interest >= Decimal::ZERO);
            prop_assert!(row.helped >= Decimal::ZERO && row.own >= Decimal::ZERO);
            prop_assert_eq!(row.helped + row.own, row.interest);
            prop_assert_eq!(row.principal + row.own, row.pays);
            for part in [row.principal, row.interest, row.helped, row.own, row.left] {
                prop_assert!(part.normalize().scale() <= 2, "{part}");
            }
            if request.method == Method::EqualPayments && row.month < months && row.left > Decimal::ZERO {
                prop_assert_eq!(row.principal + row.interest, regular);
            }
            if help_months.is_some_and(|last| row.month > last) {
                prop_assert_eq!(row.helped, Decimal::ZERO);
            }
        }
    }
}
