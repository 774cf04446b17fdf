//! How a sum comes about, and the readings of a clause that has two.

use crate::components::Ui;
use crate::components::layout::{more, pair, paragraph, part};
use crate::components::text::clauses;
use huice_core::explain::Explanation;
use huice_core::ir::{Amount, Instrument, Reading};
use huice_core::{AmountResult, CompiledLaw, Decision, ReadingResult, Verdict};
use huice_zh::words;
use yew::prelude::*;

/// The steps of the sum, and the figures of the law in it.
pub fn arithmetic(
    _ui: &Ui,
    law: &CompiledLaw,
    instrument: &Instrument,
    outcome: &Decision,
    why: &Explanation,
) -> Option<Html> {
    let formula = match instrument.amount {
        Amount::Exactly(_) | Amount::AtMost(_) => true,
        Amount::None | Amount::NotStated | Amount::Text(_) => false,
    };
    if why.steps.is_empty() && (!formula || outcome.amount == AmountResult::NotDue) {
        return None;
    }
    // A sum that stands above already is no arithmetic.
    let amount = words::amount(&outcome.amount);
    let lines = why.steps.iter();
    let lines = lines.map(|step| (words::step_label(step), words::step_line(law, step)));
    let lines = folded(lines.filter(|(label, line)| !label.is_empty() || *line != amount));
    let steps: Vec<Html> = lines
        .iter()
        .map(|(label, line)| {
            html! {
                <li>
                    if !label.is_empty() {
                        <span>{ clauses(label) }</span>
                    }
                    <span class="num">{ clauses(line) }</span>
                </li>
            }
        })
        .collect();
    if steps.is_empty() && instrument.params.is_empty() {
        return None;
    }
    let figures = instrument
        .params
        .iter()
        .map(|param| pair(&param.label, &words::number(param.value, &param.unit)));
    let inside = html! {
        <>
            if !steps.is_empty() {
                <ul class="calc">{ for steps }</ul>
            }
            if !instrument.params.is_empty() {
                <dl class="kv figures gap2">{ for figures }</dl>
            }
        </>
    };
    Some(part("怎么算的", inside))
}

/// Lines of arithmetic by label. Neighbours that say the same are one line with all their labels: years
/// are often alike.
fn folded<'a>(lines: impl Iterator<Item = (&'a str, String)>) -> Vec<(String, String)> {
    let mut folded: Vec<(String, String)> = Vec::new();
    for (label, line) in lines {
        match folded.last_mut() {
            Some((labels, before))
                if *before == line && !label.is_empty() && !labels.is_empty() =>
            {
                labels.push('、');
                labels.push_str(label);
            }
            Some(_) | None => folded.push((label.to_owned(), line)),
        }
    }
    folded
}

/// Both readings of each clause that can be read in two ways; those with the same result are folded
/// away.
pub fn readings(instrument: &Instrument, outcome: &Decision, why: &Explanation) -> Html {
    if why.readings.is_empty() {
        return Html::default();
    }
    let both = instrument.readings.iter().zip(&why.readings);
    let (differ, same): (Vec<_>, Vec<_>) = both.partition(|(_, other)| other.differs);
    let all = |some: Vec<(&Reading, &ReadingResult)>| -> Html {
        let each = some.into_iter();
        each.map(|(own, other)| reading(outcome, own, other))
            .collect()
    };
    let folded = !same.is_empty();
    let inside = html! {
        <>
            { all(differ) }
            if folded {
                { more("能两读、结果一样的", all(same)) }
            }
        </>
    };
    part("有两种读法的地方", inside)
}

fn reading(outcome: &Decision, own: &Reading, other: &ReadingResult) -> Html {
    let ours = other.verdict.as_ref().map(|_| &outcome.verdict);
    let sum = other.amount.as_ref().map(|_| &outcome.amount);
    let (verdict, amount) = (other.verdict.as_ref(), other.amount.as_ref());
    html! {
        <div class="gap2">
            { paragraph("s soft", &own.about) }
            <div class="reads">
                { way_to_read("read adopted", "这里按这种算", (ours, sum), &own.ours) }
                { way_to_read("read", "另一种读法", (verdict, amount), &own.other) }
            </div>
            if other.differs {
                <p class="hint gap2">{ "按哪种，办的时候问一句。" }</p>
            }
        </div>
    }
}

fn way_to_read(
    class: &'static str,
    name: &'static str,
    (verdict, amount): (Option<&Verdict>, Option<&AmountResult>),
    words: &str,
) -> Html {
    let verdict = verdict.map(|verdict| match verdict {
        Verdict::Eligible => "够条件",
        Verdict::NotYet(_) => "还没到时间",
        Verdict::Ineligible | Verdict::Replaced(_) => "不够条件",
        Verdict::Undetermined => "还定不了",
        Verdict::Expired(_) | Verdict::NotStarted(_) | Verdict::StartUnknown(..) => "不在有效期",
    });
    html! {
        <div {class}>
            <span class="tag">{ name }</span>
            <span>{ clauses(words) }</span>
            if let Some(verdict) = verdict {
                <b>{ verdict }</b>
            }
            if let Some(amount) = amount {
                <b class="num">{ words::amount(amount) }</b>
            }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_that_are_alike_are_one_line() {
        let lines = [
            ("第 1 年", "6,000 元"),
            ("第 2 年", "6,000 元"),
            ("第 3 年", "5,000 元"),
            ("", "17,000 元"),
            ("", "17,000 元"),
        ];
        let owned = lines.map(|(label, line)| (label, line.to_owned()));
        let expected = [
            ("第 1 年、第 2 年", "6,000 元"),
            ("第 3 年", "5,000 元"),
            ("", "17,000 元"),
            ("", "17,000 元"),
        ];
        let expected = expected.map(|(label, line)| (label.to_owned(), line.to_owned()));
        assert_eq!(folded(owned.into_iter()), expected);
    }
}
