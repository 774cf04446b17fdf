//! Which law reaches which place, and what happens where a district restates the city's.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

use huice_core::grant::doubles;
use huice_core::ir::Law;
use huice_core::{
    AmountResult, Answers, CompiledLaw, Date, Decimal, Decision, IncrementalEvaluator, Need,
    Verdict, evaluate, explain, summarise,
};
use huice_tests::corpus;
use huice_zh::read::{UntypedAnswer, read_answers};
use huice_zh::words;
use std::collections::BTreeSet;
use std::rc::Rc;

const WANZHOU: &str = "500101";
const YUBEI: &str = "500112";
const RONGCHANG: &str = "500153";

/// Answers by the ids of facts.
fn answers(law: &Law, given: &[(&str, UntypedAnswer)]) -> Answers {
    let given: Vec<(String, UntypedAnswer)> = given
        .iter()
        .map(|(id, raw)| ((*id).to_owned(), raw.clone()))
        .collect();
    let (answers, errors) = read_answers(law, &given);
    assert!(errors.is_empty(), "{errors:?}");
    answers
}

fn yes() -> UntypedAnswer {
    UntypedAnswer::Bool(true)
}

fn word(text: &str) -> UntypedAnswer {
    UntypedAnswer::Text(text.into())
}

fn words_of(list: &[&str]) -> UntypedAnswer {
    UntypedAnswer::List(list.iter().map(|w| word(w)).collect())
}

/// One batch of people on 低保, hired long enough ago, with everything paid.
fn hires(people: u32) -> UntypedAnswer {
    let fields = [
        ("people", UntypedAnswer::Number(people.to_string())),
        ("hired_on", word("2018-06-01")),
        ("groups", words_of(&["dibao"])),
        ("registered", word("here")),
        ("kept_on", yes()),
        ("si_paid", yes()),
    ];
    let fields = fields.map(|(id, raw)| (id.to_owned(), raw));
    UntypedAnswer::List(vec![UntypedAnswer::Map(fields.to_vec())])
}

fn law(place: &str) -> CompiledLaw {
    corpus().law_for(place).unwrap().into()
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn of<'o>(law: &Law, decisions: &'o [Decision], id: &str) -> &'o Decision {
    let (position, _) = law.instrument(id).unwrap_or_else(|| panic!("no `{id}`"));
    decisions.iter().find(|o| o.instrument == position).unwrap()
}

fn verdict(law: &CompiledLaw, as_of: &str, given: &[(&str, UntypedAnswer)], id: &str) -> Verdict {
    let decisions = evaluate(law, day(as_of), &answers(law, given));
    of(law, &decisions, id).verdict.clone()
}

fn yuan(n: i64) -> AmountResult {
    AmountResult::Exact(Decimal::from(n), huice_core::ir::Unit::Yuan)
}

#[test]
fn law_does_not_cross_borders() {
    let corpus = corpus();
    for place in corpus.places().iter().filter(|p| p.covered) {
        let law = corpus.law_for(&place.code).unwrap();
        let own = match &place.code[..2] {
            "50" => "cq-",
            "51" => "sc-",
            "32" => "js-",
            other => panic!("no law is known for {other}"),
        };
        for instrument in &law.instruments {
            let id = &instrument.id;
            assert!(id.starts_with(own), "{id} in {}", place.name);
        }
        let here = |prefix: &str| law.instruments.iter().any(|i| i.id.starts_with(prefix));
        assert_eq!(here("cq-wz-"), place.code == WANZHOU, "{}", place.name);
        assert_eq!(here("cq-rc-"), place.code == RONGCHANG, "{}", place.name);
    }
}

#[test]
fn a_grant_with_two_sources_counts_once() {
    let given = [("enterprise_size", word("small")), ("hires_cq", hires(2))];
    let law = law(RONGCHANG);
    let decisions = evaluate(&law, day("2019-10-01"), &answers(&law, &given));
    for id in ["cq-absorb-keygroup-6000", "cq-rc-absorb-keygroup-6000"] {
        let decision = of(&law, &decisions, id);
        assert_eq!(decision.verdict, Verdict::Eligible, "{id}");
        assert_eq!(decision.amount, yuan(12_000), "{id}");
    }
    let summary = summarise(&law, &decisions);
    assert_eq!(summary.certain, Decimal::from(12_000));
    assert_eq!(summary.total, law.grants());
    assert_eq!(law.instruments.len() - law.grants(), 98);
    // The district's text represents both.
    let (city, _) = law.instrument("cq-absorb-keygroup-6000").unwrap();
    let (district, _) = law.instrument("cq-rc-absorb-keygroup-6000").unwrap();
    let doubles = doubles(law.program(), &decisions);
    assert!(doubles.contains(&city) && !doubles.contains(&district));
}

#[test]
fn the_city_law_alone_gives_the_same_elsewhere() {
    let given = [("enterprise_size", word("small")), ("hires_cq", hires(2))];
    let law = law(YUBEI);
    let decisions = evaluate(&law, day("2019-10-01"), &answers(&law, &given));
    let decision = of(&law, &decisions, "cq-absorb-keygroup-6000");
    assert_eq!(decision.verdict, Verdict::Eligible);
    assert_eq!(decision.amount, yuan(12_000));
    assert_eq!(summarise(&law, &decisions).certain, Decimal::from(12_000));
    assert!(doubles(law.program(), &decisions).is_empty());
    assert!(law.instruments.iter().all(|i| i.restates.is_none()));
}

#[test]
fn what_is_taken_over_keeps_its_citation() {
    let law = law(RONGCHANG);
    let decisions = evaluate(&law, day("2019-10-01"), &Answers::new());
    let decision = of(&law, &decisions, "cq-rc-absorb-keygroup-6000");
    let document = |n: u16| law.documents[usize::from(n)].id.as_str();
    let instrument = &law.instruments[usize::from(decision.instrument)];
    assert_eq!(document(instrument.cite.document), "cq-rc-2018-2");
    assert_eq!(document(instrument.params[0].cite.document), "cq-2017-41");
    let why = explain::explain_one(&law, day("2019-10-01"), &Answers::new(), decision);
    let proof = why.unwrap().proof.unwrap();
    assert_eq!(document(proof.cite.document), "cq-2017-41");
    assert_eq!(proof.cite.clause, "三(十三)");
}

#[test]
fn the_two_texts_of_a_grant_exclude_each_other_and_nothing_restates_a_restatement() {
    let law = law(RONGCHANG);
    for (position, instrument) in (0u16..).zip(&law.instruments) {
        let Some(city) = instrument.restates else {
            continue;
        };
        let restated = &law.instruments[usize::from(city)];
        assert!(instrument.excludes.contains(&city), "{}", instrument.id);
        assert!(restated.excludes.contains(&position), "{}", restated.id);
        assert_eq!(restated.restates, None, "{}", restated.id);
        assert_eq!(law.restated_by(city), Some(position), "{}", restated.id);
    }
}

/// Golden case G38: what the district's plan leaves out or narrows, as of 2018-06-01.
#[test]
fn what_rongchang_leaves_out_still_holds() {
    let elsewhere = law("500112");
    let law = law(RONGCHANG);
    let as_of = "2018-06-01";
    let founder = [
        ("startup_here", yes()),
        ("collateral_cq", word("enough")),
        ("loan_type_cq", word("combined")),
    ];
    let id = "cq-guarantee-fee-waiver";
    assert_eq!(verdict(&law, as_of, &founder, id), Verdict::Eligible);
    let decisions = evaluate(&law, day(as_of), &answers(&law, &founder));
    let waived = &of(&law, &decisions, id).amount;
    assert_eq!(*waived, AmountResult::Text("免收担保费".into()));

    let base = [
        ("carrier_cq", words_of(&["incubator"])),
        ("incubator_quality_cq", yes()),
        ("incubator_level_cq", word("district")),
    ];
    let id = "cq-rc-incubator-award";
    assert_eq!(verdict(&law, as_of, &base, id), Verdict::Ineligible);
    // The plan's narrower word stays in the district: there an office must be asked, elsewhere it is Eligible.
    let id = "cq-incubator-annual-award";
    let decisions = evaluate(&law, day(as_of), &answers(&law, &base));
    let award = of(&law, &decisions, id);
    assert_eq!(award.verdict, Verdict::Undetermined);
    assert!(matches!(award.needs[..], [Need::Reading(_, 0)]));
    assert_eq!(award.strength, huice_core::ir::Strength::ByOtherRule);
    assert_eq!(award.amount, AmountResult::NotStated);
    for as_of in ["2018-02-04", "2018-02-05"] {
        let asked = verdict(&law, as_of, &base, id);
        assert_eq!(
            asked == Verdict::Undetermined,
            as_of == "2018-02-05",
            "{as_of}"
        );
    }
    assert_eq!(verdict(&elsewhere, as_of, &base, id), Verdict::Eligible);
    let shown = doubles(law.program(), &decisions);
    let (city, _) = law.instrument(id).unwrap();
    assert!(!shown.contains(&city), "the two differ, so both are shown");

    let graduate = [
        ("midvoc_graduate_cq", yes()),
        ("left_school_date_cq", word("2017-07-01")),
        ("work_status", word("registered_unemployed")),
    ];
    let id = "cq-internship-vocational-extension";
    assert_eq!(verdict(&law, as_of, &graduate, id), Verdict::Undetermined);

    let tenant = [("is_newform_worker", yes())];
    let decisions = evaluate(&law, day(as_of), &answers(&law, &tenant));
    let scope = of(&law, &decisions, "cq-rc-newform-hpf-scope");
    assert_eq!(scope.verdict, Verdict::Eligible);
    assert_eq!(scope.amount, AmountResult::NotStated);
}

/// Golden case G34 at a place of the city that has its own plan.
#[test]
fn the_2020_list_reaches_rongchang() {
    let law = law(RONGCHANG);
    let drawn = |retires: Option<&str>| {
        let mut given = vec![
            ("ui_benefit_drawn_cq", yes()),
            ("ui_benefit_end_date_cq", word("2020-06-30")),
            ("work_status", word("registered_unemployed")),
        ];
        given.extend(retires.map(|day| ("statutory_retirement_date_cq", word(day))));
        let id = "cq-2020-ui-benefit-to-retirement";
        verdict(&law, "2020-06-30", &given, id)
    };
    assert_eq!(drawn(Some("2021-06-29")), Verdict::Eligible);
    assert_eq!(drawn(Some("2021-06-30")), Verdict::Ineligible);
    assert_eq!(drawn(None), Verdict::Undetermined);
    let (_, instrument) = law.instrument("cq-2020-ui-benefit-to-retirement").unwrap();
    assert_eq!(instrument.strength, huice_core::ir::Strength::May);
}

/// City clauses for districts that choose to, and that the plan does not take up.
#[test]
fn adoption_is_not_assumed() {
    let law = law(RONGCHANG);
    let cases = [
        (
            "cq-district-loan-enhancement",
            vec![("startup_here", yes())],
        ),
        (
            "cq-hr-industry-fund",
            vec![("institution_cq", word("hr_agency"))],
        ),
    ];
    for (id, given) in cases {
        let decisions = evaluate(&law, day("2019-10-01"), &answers(&law, &given));
        let decision = of(&law, &decisions, id);
        assert_eq!(decision.verdict, Verdict::Undetermined, "{id}");
        let judged = |n: &Need| matches!(n, Need::Judgement(_));
        assert!(decision.needs.iter().all(judged), "{id}");
    }
}

#[test]
fn the_plan_starts_when_it_was_signed() {
    let law = law(RONGCHANG);
    let given = [("is_newform_worker", yes())];
    let id = "cq-rc-newform-hpf-scope";
    let first = day("2018-02-05");
    let before = verdict(&law, "2018-02-04", &given, id);
    assert_eq!(before, Verdict::NotStarted(first));
    assert_eq!(verdict(&law, "2018-02-05", &given, id), Verdict::Eligible);
}

#[test]
fn lost_items_are_listed_in_every_place_of_their_document_and_never_counted() {
    for place in [WANZHOU, YUBEI, RONGCHANG] {
        let law = law(place);
        assert_eq!(law.missing.len(), 20, "{place}");
        let items: BTreeSet<&str> = law.missing.iter().map(|m| m.item.as_str()).collect();
        assert_eq!(items.len(), 20, "{place}");
        let parts: Vec<&str> = law
            .missing
            .iter()
            .filter(|m| m.part)
            .map(|m| m.item.as_str())
            .collect();
        assert_eq!(parts, ["61"]);
        let lost = law.missing_item("cq-2020-4-item-21").unwrap();
        let document = &law.documents[usize::from(lost.document)];
        assert_eq!(document.id, "cq-2020-4");
        assert!(words::missing(lost).contains("12333"));
        let decisions = evaluate(&law, day("2020-06-30"), &Answers::new());
        assert_eq!(summarise(&law, &decisions).total, law.grants());
    }
    for place in ["320281", "512000"] {
        assert!(law(place).missing.is_empty());
    }
}

#[test]
fn a_grant_with_two_sources_is_asked_for_once() {
    let law = Rc::new(law(RONGCHANG));
    let asking = IncrementalEvaluator::new(Rc::clone(&law), day("2019-10-01"), Answers::new());
    let decisions = asking.decisions();
    let question = asking.next_question(&|_| true).unwrap();
    let hidden = doubles(law.program(), decisions);
    let twice: Vec<_> = question
        .because
        .iter()
        .filter(|n| hidden.contains(n))
        .filter(|n| {
            let other = law.restated_by(**n).unwrap();
            decisions[usize::from(**n)].needs == decisions[usize::from(other)].needs
        })
        .collect();
    assert!(twice.is_empty(), "{twice:?}");
}
