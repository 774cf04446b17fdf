//! Every usable number of the documents is used by a rule that cites its sentence.

use crate::declared::declared;
use crate::ledger::{Figure, Ledger, Sort};
use crate::library::Library;
use crate::reader::PREAMBLE;
use crate::report::Audit;
use crate::text::{has_figure, plain};
use crate::uses::{Bag, Uses};
use huice_check::Corpus;
use huice_check::figure::{Number, numbers};
use huice_core::{Date, Decimal};
use huice_syntax::text;
use std::collections::BTreeMap;

/// Looks up every usable number among the figures that the rules take from its sentence.
pub(crate) fn figures(corpus: &Corpus, ledger: &Ledger, library: &Library, audit: &mut Audit) {
    let uses = Uses::of(corpus);
    let ids: BTreeMap<&str, u16> = corpus.document_ids().zip(0u16..).collect();
    for figure in &ledger.figures {
        if figure.sort == Sort::Other {
            continue;
        }
        let Some((document, clause)) = library.place(&figure.document, &figure.clause) else {
            continue;
        };
        let (clause, sentence) = match figure.sentence {
            Some(n) => {
                let (clause, n) = library.beyond(&document, clause, n);
                (clause, Some(n))
            }
            None => (clause, None),
        };
        if head_or_foot(figure, &clause) {
            continue;
        }
        let Some(number) = ids.get(document.as_str()) else {
            continue;
        };
        let bags = uses.bags.iter().filter(|((d, c, s), _)| {
            d == number && *c == clause && sentence.is_none_or(|wanted| wanted == *s)
        });
        let used = bags.into_iter().any(|(_, bag)| holds(bag, figure));
        if let Some(row) = audit.row(&document) {
            row.listed += 1;
            row.used += usize::from(used);
        }
        if !used {
            let at = sentence.map_or_else(|| clause.clone(), |n| format!("{clause}#{n}"));
            let message = text!(
                "没有规则用到 {at} 的 `{}`：{}",
                "no rule uses `{}` of {at}: {}",
                figure.text,
                figure.about
            );
            let help = (
                "在引用这一句的地方用上它：写成参数、条款或者门槛",
                "use it where the sentence is cited: as a parameter, a term or a threshold",
            );
            audit.gap("A009", declared(corpus, &document), message, help);
        }
    }
}

/// The day of issue and the document's own number are in its head and foot: `document.yaml` has
/// them, not a clause.
fn head_or_foot(figure: &Figure, clause: &str) -> bool {
    let place = plain(&figure.clause);
    clause == PREAMBLE
        || figure.sort == Sort::Day && (place.contains('头') || place.contains("落款"))
        || figure.sort == Sort::Day && figure.about.contains("落款")
}

/// Whether the rules make something of a figure.
fn holds(bag: &Bag, figure: &Figure) -> bool {
    let text = plain(&figure.text);
    let written = |f: &String| has_figure(f, &text) || has_figure(&text, f);
    if bag.figures.iter().any(written) {
        return true;
    }
    let parts = numbers(&text);
    if figure.sort == Sort::Day || date(&parts).is_some() {
        let first = date(&parts);
        let known = first.is_none_or(|day| bag.dates.contains(&day));
        return known && days(&parts, bag) || contains_figure(&bag.words, &text);
    }
    if text == ONCE {
        return bag.once;
    }
    let counted = |n: &Number| match n {
        Number::Plain(n) => bag.numbers.contains(&n.normalize()),
        Number::Year(_) | Number::Month(_) | Number::Day(_) => false,
    };
    let all = !parts.is_empty() && parts.iter().all(counted);
    // A figure that stands only in prose counts as unused, unless it is a name or one.
    let name = text.ends_with('类') || text.bytes().all(|b| b.is_ascii_digit());
    let one = parts == [Number::Plain(Decimal::ONE)] && !text.contains('元');
    all || contains_figure(&bag.asked, &text) || (name || one) && contains_figure(&bag.words, &text)
}

/// The word for what is paid once; every kind but a recurring one implies it.
const ONCE: &str = "一次性";

/// Whether a text contains a figure, in digits or in Chinese numerals.
fn contains_figure(words: &str, figure: &str) -> bool {
    let words = plain(words);
    // The end of a month may be written as its day.
    let digits = figure.trim_end_matches('底');
    let signs: String = digits
        .chars()
        .map(|c| match c.to_digit(10).map(usize::try_from) {
            Some(Ok(n)) => NUMERALS.chars().nth(n).unwrap_or(c),
            Some(Err(_)) | None => c,
        })
        .collect();
    has_figure(&words, digits) || words.contains(&signs)
}

const NUMERALS: &str = "零一二三四五六七八九";

fn date(parts: &[Number]) -> Option<Date> {
    match parts {
        [Number::Year(y), Number::Month(m), Number::Day(d), ..] => {
            Date::parse(&format!("{y:04}-{m:02}-{d:02}"))
        }
        _ => None,
    }
}

/// Whether every piece of a day (a year, a month, a day of the month) is that of some day that
/// the rules name.
fn days(parts: &[Number], bag: &Bag) -> bool {
    let same = |wanted: &Number, day: &Date| match wanted {
        Number::Year(y) => i64::from(day.year()) == *y,
        Number::Month(m) => i64::from(day.month()) == *m,
        Number::Day(d) => i64::from(day.day()) == *d,
        Number::Plain(_) => false,
    };
    !parts.is_empty() && parts.iter().all(|w| bag.dates.iter().any(|d| same(w, d)))
}
