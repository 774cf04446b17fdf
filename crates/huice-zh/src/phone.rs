//! What to say on the phone: in the first person, only what was answered, short enough to be read
//! aloud in one breath.

use crate::words;
use huice_core::ir::{
    Amount, Beneficiary, Condition, Expr, Fact, FactId, FactKind, Instrument, Kind, Law, OptionId,
    Role, Test, Unit,
};
use huice_core::number::div_u32;
use huice_core::text;
use huice_core::{Answer, Answers, Date, Decimal};

/// Fewer signs than this, always.
pub const LONGEST_SCRIPT: usize = 90;

/// The script holds at most this many answers: more would be a form and not a question.
const MOST_ANSWERS: usize = 4;

/// How deep conditions are followed: deeper than any that the pack's gate lets in.
const DEEPEST: usize = 64;

/// A sentence for the phone: who calls and from where, those answers that matter to the
/// instrument, and the question.
#[must_use]
pub fn phone_script(law: &Law, instrument: &Instrument, answers: &Answers, as_of: Date) -> String {
    let caller = caller(instrument);
    let who = caller.name;
    let place = short_place(&law.place_name);
    let ask = question(instrument);
    let mut left = LONGEST_SCRIPT.saturating_sub(1);
    let mut script = format!("您好，{who}在{place}");
    left = left.saturating_sub(length(&script) + length(&ask) + 1);
    for phrase in spoken_answers(law, (instrument, caller.roles), answers, as_of)
        .iter()
        .take(MOST_ANSWERS)
    {
        let needed = length(phrase) + 1;
        if needed <= left {
            left -= needed;
            script.push('，');
            script.push_str(phrase);
        }
    }
    script.push('，');
    script.push_str(&ask);
    let more = match instrument.kind {
        Kind::Duty | Kind::Definition => "",
        Kind::Cash
        | Kind::Recurring
        | Kind::Reimbursement
        | Kind::Refund
        | Kind::Interest
        | Kind::Loan
        | Kind::Tax
        | Kind::Extension
        | Kind::Priority
        | Kind::Service => "到哪里办，要带什么？",
    };
    if length(more) <= left {
        script.push_str(more);
    }
    script
}

/// Who calls.
#[derive(Clone, Copy)]
struct Caller {
    /// How the caller refers to itself: 我.
    name: &'static str,
    /// The roles in one of which it speaks: it leaves out what only others are asked.
    roles: &'static [Role],
}

const MYSELF: Caller = Caller {
    name: "我",
    roles: &[Role::Seeker, Role::Founder],
};
const HOUSEHOLD: Caller = Caller {
    name: "我家",
    roles: &[Role::Family, Role::Seeker],
};
const EMPLOYER: Caller = Caller {
    name: "我们单位",
    roles: &[Role::Employer],
};
const INSTITUTION: Caller = Caller {
    name: "我们机构",
    roles: &[Role::Institution],
};

/// Who calls: the person who would get it, else the one who would look for it.
fn caller(instrument: &Instrument) -> Caller {
    let looks = |role: Role| instrument.roles.contains(&role);
    match instrument.beneficiary {
        Beneficiary::Founder | Beneficiary::Individual => MYSELF,
        Beneficiary::Household => HOUSEHOLD,
        Beneficiary::Employer if looks(Role::Employer) => EMPLOYER,
        Beneficiary::Employer
        | Beneficiary::Institution
        | Beneficiary::Intermediary
        | Beneficiary::Agency => {
            if looks(Role::Founder) || looks(Role::Seeker) {
                MYSELF
            } else if looks(Role::Employer) {
                EMPLOYER
            } else {
                INSTITUTION
            }
        }
    }
}

fn length(text: &str) -> usize {
    text.chars().count()
}

/// A place as people call it: without what it is, where that leaves a name.
fn short_place(name: &str) -> &str {
    let kept = ["新区", "高新区", "经开区", "自治县", "自治州"];
    let short = name.strip_suffix(['市', '区', '县']);
    match short {
        Some(short) if length(short) > 1 && !kept.iter().any(|end| name.ends_with(end)) => short,
        Some(_) | None => name,
    }
}

/// The question, by the kind of the instrument. Plain words stand in for a title that is too long to
/// speak.
fn question(instrument: &Instrument) -> String {
    let title = match length(&instrument.title) {
        ..=24 => &instrument.title,
        _ if instrument.plain.is_empty() => &instrument.title,
        _ => &instrument.plain,
    };
    // Within quotation marks there are others.
    let title = title.replace('“', "‘").replace('”', "’");
    let title: String = title.chars().take(40).collect();
    let whether = match instrument.kind {
        Kind::Loan => "现在还能不能贷？",
        Kind::Service | Kind::Priority => "现在还有没有？",
        Kind::Tax => "现在还能不能享受？",
        Kind::Extension => "现在还能不能办？",
        Kind::Duty | Kind::Definition => "现在还是不是这样规定？",
        Kind::Cash | Kind::Recurring | Kind::Reimbursement | Kind::Refund | Kind::Interest => {
            "现在还能不能申请？"
        }
    };
    format!("想问“{title}”{whether}")
}

/// The answers as spoken phrases, in the order in which the law reads them; those with their own
/// words come first.
fn spoken_answers(
    law: &Law,
    (instrument, roles): (&Instrument, &[Role]),
    answers: &Answers,
    as_of: Date,
) -> Vec<String> {
    let (mut worded, mut plain) = (Vec::new(), Vec::new());
    for id in looked_at(law, instrument) {
        let fact = law.facts.get(usize::from(id));
        let (Some(fact), Some(answer)) = (fact, answers.get(id)) else {
            continue;
        };
        // Nobody is asked about an office's finding, so whoever entered it can say it.
        let own = fact.asked_of.iter().any(|role| roles.contains(role));
        if !own && !fact.asked_of.is_empty() {
            continue;
        }
        if let Some(phrase) = with_words(fact, answer, as_of) {
            worded.push(phrase);
        } else if let Some(phrase) = with_label(fact, answer, as_of) {
            plain.push(phrase);
        }
    }
    worded.append(&mut plain);
    worded.dedup();
    worded
}

/// The words that a fact has for its answer.
fn with_words(fact: &Fact, answer: &Answer, as_of: Date) -> Option<String> {
    let words = |key: &str| {
        let mut all = fact.say_self.iter();
        all.find(|(of, _)| of == key).map(|(_, words)| words)
    };
    let option = |at: &u16| match &fact.kind {
        FactKind::Choice(options) | FactKind::Set(options) => {
            options.get(usize::from(*at)).and_then(|(id, _)| words(id))
        }
        FactKind::Bool { .. }
        | FactKind::Number { .. }
        | FactKind::Date
        | FactKind::Records { .. } => None,
    };
    match answer {
        Answer::Bool(true) => words("yes").cloned(),
        Answer::Bool(false) => words("no").cloned(),
        Answer::Choice(at) if option(at).is_some() => option(at).cloned(),
        Answer::Set(chosen) if chosen.iter().any(|at| option(at).is_some()) => {
            let all: Vec<&String> = chosen.iter().filter_map(option).collect();
            Some(text::joined(&all, "，"))
        }
        Answer::Unsure | Answer::Records(_) => None,
        Answer::Choice(_)
        | Answer::Set(_)
        | Answer::Number(_)
        | Answer::NumberRange(_)
        | Answer::Date(_) => Some(text::filled(words("value")?, &value(fact, answer, as_of)?)),
    }
}

/// Label and answer, where a fact has no words. The script leaves out no, zero and none: it would
/// become a list of what does not apply.
fn with_label(fact: &Fact, answer: &Answer, as_of: Date) -> Option<String> {
    match answer {
        Answer::Bool(true) => Some(fact.label.clone()),
        Answer::Bool(false) | Answer::Unsure | Answer::Records(_) => None,
        Answer::Choice(_)
        | Answer::Set(_)
        | Answer::Number(_)
        | Answer::NumberRange(_)
        | Answer::Date(_) => Some(format!("{}是{}", fact.label, value(fact, answer, as_of)?)),
    }
}

/// A value as it is spoken: months for days, options without their brackets. `None` for zero and
/// for the option that says that no other fits.
fn value(fact: &Fact, answer: &Answer, as_of: Date) -> Option<String> {
    match (answer, &fact.kind) {
        (Answer::Date(days), _) if days.low == days.high => Some(month(days.low, as_of)),
        (Answer::Choice(at), FactKind::Choice(options)) => option(options, *at),
        (Answer::Set(chosen), FactKind::Set(options)) => {
            let all: Vec<String> = chosen
                .iter()
                .filter_map(|at| option(options, *at))
                .collect();
            (!all.is_empty()).then(|| text::joined(&all, "、"))
        }
        (Answer::Number(n), FactKind::Number { unit, .. }) if !n.is_zero() => {
            Some(number(*n, unit))
        }
        (Answer::NumberRange(range), FactKind::Number { unit, .. }) => {
            let n = range.point().filter(|n| !n.is_zero())?;
            Some(number(n, unit))
        }
        _ => None,
    }
}

fn option(options: &[(String, String)], at: OptionId) -> Option<String> {
    let (id, words) = options.get(usize::from(at))?;
    let none = ["none", "neither", "other"].contains(&id.as_str())
        || ["not_", "no_"].iter().any(|start| id.starts_with(start));
    (!none).then(|| without_brackets(words))
}

/// 20万元, 1500元, 24个月: as one says it, not as a form has it.
fn number(n: Decimal, unit: &Unit) -> String {
    match unit {
        Unit::Yuan | Unit::YuanPerMonth | Unit::YuanPerYear => {
            let thousands = div_u32(n, 1000).normalize();
            if n >= Decimal::from(10_000) && thousands.scale() == 0 {
                format!("{}万元", div_u32(n, 10_000).normalize())
            } else {
                format!("{}元", n.normalize())
            }
        }
        Unit::Months => format!("{}个月", n.normalize()),
        Unit::Count(_) | Unit::Days | Unit::Age | Unit::Percent => {
            words::number(n, unit).replace(' ', "")
        }
    }
}

/// 今年3月, 去年3月, 2019年7月.
fn month(day: Date, as_of: Date) -> String {
    let (year, month) = (day.year(), day.month());
    match as_of.year().checked_sub(year) {
        Some(0) => format!("今年{month}月"),
        Some(1) => format!("去年{month}月"),
        Some(_) | None => format!("{year}年{month}月"),
    }
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0usize;
    let mut kept = String::new();
    for sign in text.chars() {
        match sign {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(sign),
            _ => {}
        }
    }
    kept
}

/// The facts that an instrument looks at, in the order of its text, each once: its condition
/// first, then its sum.
fn looked_at(law: &Law, instrument: &Instrument) -> Vec<FactId> {
    let mut facts = Vec::new();
    if let Some(eligible) = &instrument.eligible {
        of_condition(law, eligible, DEEPEST, &mut facts);
    }
    if let Amount::Exactly(formula) | Amount::AtMost(formula) = &instrument.amount {
        for (_, step) in &formula.steps {
            of_expr(step, DEEPEST, &mut facts);
        }
        of_expr(&formula.value, DEEPEST, &mut facts);
    }
    let mut once = Vec::new();
    for id in facts {
        if !once.contains(&id) {
            once.push(id);
        }
    }
    once
}

fn of_condition(law: &Law, condition: &Condition, depth: usize, facts: &mut Vec<FactId>) {
    let Some(below) = depth.checked_sub(1) else {
        return;
    };
    match &condition.test {
        Test::All(parts) | Test::Any(parts) => {
            for part in parts {
                of_condition(law, part, below, facts);
            }
        }
        Test::Not(part) => of_condition(law, part, below, facts),
        Test::Use(id) => {
            if let Some(definition) = law.definitions.get(usize::from(*id)) {
                of_condition(law, &definition.holds, below, facts);
            }
        }
        Test::When(expr) => of_expr(expr, below, facts),
        Test::Judge(id) => facts.push(*id),
        Test::Open => {}
    }
}

fn of_expr(expr: &Expr, depth: usize, facts: &mut Vec<FactId>) {
    let Some(below) = depth.checked_sub(1) else {
        return;
    };
    let mut all = |parts: &[&Expr]| {
        for part in parts {
            of_expr(part, below, facts);
        }
    };
    match expr {
        Expr::Fact(id) => facts.push(*id),
        Expr::Not(a) | Expr::PerTwelve(a) | Expr::YearStart(a) | Expr::In(a, _) => all(&[a]),
        Expr::Compare(_, a, b) | Expr::Arith(_, a, b) | Expr::AddMonths(a, b) => all(&[a, b]),
        Expr::If(a, b, c) => all(&[a, b, c]),
        Expr::And(parts) | Expr::Or(parts) | Expr::Min(parts) | Expr::Max(parts) => {
            for part in parts {
                of_expr(part, below, facts);
            }
        }
        // Answers about each of many records are too long to speak.
        Expr::Aggregate(..)
        | Expr::Bool(_)
        | Expr::Number(..)
        | Expr::Date(_)
        | Expr::AsOf
        | Expr::Field(..)
        | Expr::Param(_)
        | Expr::Let(_) => {}
    }
}
