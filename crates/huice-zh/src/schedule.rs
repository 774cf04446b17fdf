//! The plan in plain words.

use crate::words::{amount, day};
use huice_core::cash_schedule::{Part, Reason, Uncounted};
use huice_core::ir::{Law, Strength};

/// The notes that stand beside every plan.
pub const NOTES: [&str; 4] = [
    "月份是最早够条件的月份；钱哪天到账，文件没有写。",
    "按现在的回答推算：回答变了，结果也会变。",
    "以前就够条件的，算在第一个月；已经领过的请自己减去。",
    "按年算的钱，算在那一年满的月份。",
];

/// Which part of the money a payment is; empty for all of it.
#[must_use]
pub fn part(part: Part) -> String {
    match part {
        Part::Whole => String::new(),
        Part::More => "新满足条件的部分".into(),
        Part::Months(a, b) if a == b => format!("第 {a} 个月"),
        Part::Months(a, b) => format!("第 {a}～{b} 个月"),
        Part::Year(n) => format!("第 {n} 年"),
    }
}

/// Why something is not in the total.
#[must_use]
pub fn reason(law: &Law, reason: Reason) -> String {
    match reason {
        Reason::NotStated => "文件没有写金额".into(),
        Reason::Open => "金额还没定，看没答完的问题；至少的部分已经算进去".into(),
        Reason::Ceiling => "文件只写了最高数".into(),
        Reason::Office(strength) => office(strength).into(),
        Reason::Loan => "贷款要还，不算收入".into(),
        Reason::NotPaidOut => "不是发到手的钱".into(),
        Reason::Excluded(by) => {
            let other = law.instruments.get(usize::from(by));
            let title = other.map_or("", |i| i.title.as_str());
            format!("不能和“{title}”同时拿")
        }
        Reason::Undetermined => "够不够条件还没定".into(),
        Reason::TimeNotStated => "什么时候发，文件没有写".into(),
        Reason::StartNotKnown => "从哪天算起还不知道，排不到月份里".into(),
        Reason::Later(from) => format!("要到 {} 才够条件，在这段时间以后", day(from)),
        Reason::AfterWindow(last) => {
            format!("够条件时政策已过 {}，那时还给不给，文件没有写", day(last))
        }
        Reason::TooLarge => "数目太大，请检查回答".into(),
    }
}

fn office(strength: Strength) -> &'static str {
    match strength {
        Strength::Entitled | Strength::Competitive => "由部门决定",
        Strength::May => "可以申请，由部门决定",
        Strength::IfAdopted => "看当地有没有采用",
        Strength::Pilot => "只在试点的地方有",
        Strength::ByOtherRule => "其他条件看别的规定",
        Strength::Programme => "是工作安排，没有说一定给",
    }
}

/// The amount of a line beside the total.
#[must_use]
pub fn uncounted(line: &Uncounted) -> String {
    match line.reason {
        Reason::Open => format!("另有 {}", amount(&line.amount)),
        Reason::NotStated
        | Reason::Ceiling
        | Reason::Office(_)
        | Reason::Loan
        | Reason::NotPaidOut
        | Reason::Excluded(_)
        | Reason::Undetermined
        | Reason::TimeNotStated
        | Reason::StartNotKnown
        | Reason::Later(_)
        | Reason::AfterWindow(_)
        | Reason::TooLarge => amount(&line.amount),
    }
}
