//! Bars, a solid and a hatched part each. Every chart stands beside a table of the same numbers,
//! so it is one picture for a screen reader.

use crate::labels;
use huice_core::{Decimal, number};
use std::fmt::Write;
use yew::prelude::*;

/// Left edge, width, top and bottom of the field of bars, in tenths of the picture's unit.
const LEFT: i64 = 520;
const WIDTH: i64 = 2420;
const TOP: i64 = 140;
const BOTTOM: i64 = 1200;

/// A chart of bars, the earliest on the left. `marks` are words under bars, by position.
pub fn bars(title: &str, bars: &[(Decimal, Decimal)], marks: &[(usize, String)]) -> Html {
    let whole = |bar: &(Decimal, Decimal)| number::add(bar.0, bar.1).unwrap_or(bar.0);
    let most = bars.iter().map(whole).max().unwrap_or_default();
    let count = i64::try_from(bars.len().max(1)).unwrap_or(1);
    let left_of = |at: usize| LEFT + WIDTH * i64::try_from(at).unwrap_or(0) / count;
    let (mut solid, mut hatched) = (String::new(), String::new());
    for (at, bar) in bars.iter().enumerate() {
        let gap = (WIDTH / count / 5).min(20);
        let (x, end) = (left_of(at), left_of(at + 1) - gap);
        let middle = BOTTOM - height(bar.0, most);
        let top = BOTTOM - height(whole(bar), most);
        rect(&mut solid, x, end, middle, BOTTOM);
        rect(&mut hatched, x, end, top, middle);
    }
    let marks = marks.iter().map(|(at, words)| {
        let last = *at + 1 >= bars.len();
        let x = if last { LEFT + WIDTH } else { left_of(*at) };
        text(x, BOTTOM + 160, if last { "end" } else { "start" }, words)
    });
    html! {
        <svg class="chart" viewBox="0 0 300 142" role="img" aria-label={title.to_owned()}>
            <defs>
                <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                    <path class="ht" d="M0 0V6" />
                </pattern>
            </defs>
            { line("ax", TOP) }
            { text(LEFT - 40, TOP + 40, "end", &labels::sum(most)) }
            { text(LEFT - 40, BOTTOM, "end", "0") }
            <path class="fa" d={solid} />
            <path class="fh" fill="url(#hatch)" d={hatched} />
            { line("ax0", BOTTOM) }
            { for marks }
        </svg>
    }
}

fn text(x: i64, y: i64, anchor: &'static str, words: &str) -> Html {
    html! { <text x={tenths(x)} y={tenths(y)} text-anchor={anchor}>{ words }</text> }
}

fn line(class: &'static str, y: i64) -> Html {
    let d = format!("M{} {}H{}", tenths(LEFT), tenths(y), tenths(LEFT + WIDTH));
    html! { <path {class} {d} /> }
}

/// The height of a sum where the greatest fills the field; what there is can be seen.
fn height(sum: Decimal, most: Decimal) -> i64 {
    if sum <= Decimal::ZERO || most <= Decimal::ZERO {
        return 0;
    }
    let full = Decimal::from(BOTTOM - TOP);
    let part = number::divide(sum, most).and_then(|p| number::multiply(p, full));
    let part = part.and_then(|p| i64::try_from(p.trunc()).ok());
    part.unwrap_or_default().clamp(10, BOTTOM - TOP)
}

fn rect(path: &mut String, x: i64, end: i64, top: i64, bottom: i64) {
    if bottom > top {
        let [x, end, top, bottom] = [x, end, top, bottom].map(tenths);
        // Writing to a string cannot fail.
        let _written = write!(path, "M{x} {bottom}V{top}H{end}V{bottom}z");
    }
}

fn tenths(n: i64) -> String {
    format!("{}.{}", n / 10, n % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heights_fill_the_field_and_what_there_is_can_be_seen() {
        let n = Decimal::from;
        assert_eq!(height(n(0), n(5)), 0);
        assert_eq!(height(n(5), n(5)), BOTTOM - TOP);
        assert_eq!(height(n(1), n(1_000_000)), 10);
        assert_eq!(height(n(1), n(2)), (BOTTOM - TOP) / 2);
        assert_eq!(height(n(1), n(0)), 0);
        assert_eq!(tenths(1205), "120.5");
    }
}
