//! Examples: answers before types, and what must come out.

use crate::code;
use crate::corpus::{Example, Expected, ExpectedReading};
use crate::keys;
use crate::literal::unit;
use crate::report::{Fields, FileContext};
use crate::symbol_table::SymbolTable;
use huice_core::ir::{Amount, FactKind, Instrument, Unit};
use huice_core::{AmountResult, Decimal};
use huice_syntax::text;
use huice_syntax::{Entry, Kind, Node, Style};
use huice_zh::input;
use huice_zh::read::UntypedAnswer;
use huice_zh::read::read_answer;
use huice_zh::read::read_number;

/// The words of verdicts.
pub(crate) const VERDICTS: [&str; 5] = [
    "eligible",
    "not_yet",
    "ineligible",
    "undetermined",
    "not_in_force",
];

/// Reads the examples of an instrument.
pub(crate) fn examples(
    at: FileContext<'_>,
    symbols: &SymbolTable<'_>,
    document: u16,
    instrument: Option<&Instrument>,
    nodes: &[Node],
) -> Vec<Example> {
    nodes
        .iter()
        .filter_map(|node| example(at, symbols, document, instrument, node))
        .collect()
}

fn example(
    at: FileContext<'_>,
    symbols: &SymbolTable<'_>,
    document: u16,
    instrument: Option<&Instrument>,
    node: &Node,
) -> Option<Example> {
    let fields = at.map(node, ("例子", "an example"), keys::EXAMPLE)?;
    let name = at.need_text(&fields, "name");
    let as_of = at.need(&fields, "as_of").and_then(|n| at.date(n));
    let answers = at.need(&fields, "answers").map(|n| answers(at, symbols, n));
    let expected = expected(at, instrument, &fields);
    let declared = symbols.documents.get(usize::from(document))?;
    Some(Example {
        instrument: instrument?.id.clone(),
        document: declared.document.id.clone(),
        place: declared.applies.first()?.clone(),
        name,
        as_of: as_of?,
        answers: answers?,
        expected: expected?,
        file: at.file.to_owned(),
        span: node.span,
    })
}

/// Answers, each tried on its fact.
fn answers(
    at: FileContext<'_>,
    symbols: &SymbolTable<'_>,
    node: &Node,
) -> Vec<(String, UntypedAnswer)> {
    let mut found = Vec::new();
    for Entry {
        key,
        key_span,
        value,
    } in at.entries(node, ("回答", "answers"))
    {
        let Some((_, fact)) = symbols.fact(key) else {
            let message = text!(
                "没有 `{key}` 这个可以回答的事项",
                "there is no fact `{key}` to answer"
            );
            let otherwise = (
                "用 `huice facts` 看全部名字",
                "see `huice facts` for the names",
            );
            at.unknown(
                code::ANSWER,
                *key_span,
                message,
                key,
                symbols.fact_names(),
                otherwise,
            );
            continue;
        };
        let raw = raw(value, Some(&fact.kind));
        if let Err(error) = read_answer(fact, &raw, key) {
            let message = text!(
                zh: "`{}`：{}", error.field, input::found(&error.found);
                en: "`{}`: found {}", error.field, error.found
            );
            let help = text!(
                zh: "{}", input::refusal(&error.refusal);
                en: "{}", error.refusal
            );
            at.wrong(code::ANSWER, value.span, message, help);
        }
        found.push((key.clone(), raw));
    }
    found
}

/// An answer as JSON or a form would hold it.
fn raw(node: &Node, kind: Option<&FactKind>) -> UntypedAnswer {
    match &node.kind {
        Kind::Scalar(scalar) if scalar.style != Style::Plain => {
            UntypedAnswer::Text(scalar.text.clone())
        }
        Kind::Scalar(scalar) => match (scalar.text.as_str(), kind) {
            ("true", _) => UntypedAnswer::Bool(true),
            ("false", _) => UntypedAnswer::Bool(false),
            ("" | "~" | "null" | "不清楚", _) => UntypedAnswer::Null,
            (text, Some(FactKind::Number { .. })) => UntypedAnswer::Number(text.to_owned()),
            (text, _) if is_number(text) => UntypedAnswer::Number(text.to_owned()),
            (text, _) => UntypedAnswer::Text(text.to_owned()),
        },
        Kind::List(items) => {
            UntypedAnswer::List(items.iter().map(|item| raw(item, kind)).collect())
        }
        Kind::Map(entries) => {
            let part = |e: &Entry| {
                let kind = match kind {
                    Some(FactKind::Records { fields, .. }) => {
                        fields.iter().find(|f| f.id == e.key).map(|f| &f.kind)
                    }
                    _ => None,
                };
                (e.key.clone(), raw(&e.value, kind))
            };
            UntypedAnswer::Map(entries.iter().map(part).collect())
        }
    }
}

fn is_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
}

/// `6000 元` as digits and unit.
fn split_unit(text: &str) -> Option<(&str, &str)> {
    let at = text.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let (number, word) = (text.get(..at)?, text.get(at..)?.trim());
    (!number.is_empty() && !word.is_empty()).then_some((number, word))
}

fn expected(
    at: FileContext<'_>,
    instrument: Option<&Instrument>,
    fields: &Fields<'_>,
) -> Option<Expected> {
    let words: Vec<(&str, &'static str)> = VERDICTS.iter().map(|word| (*word, *word)).collect();
    let verdict = at.need_word(fields, "verdict", &words);
    let worded = |amount: &Amount| match amount {
        Amount::Text(text) => Some(text.clone()),
        Amount::None | Amount::NotStated | Amount::Exactly(_) | Amount::AtMost(_) => None,
    };
    let own_words = instrument.and_then(|i| worded(&i.amount));
    let own = own_words.as_deref();
    let amount = fields
        .get("amount")
        .map(|node| amount_of(at, node, own, instrument.is_none()));
    let when = fields.get("when").map(|n| at.date(n));
    if let (Some(node), Some(word)) = (fields.get("when"), verdict)
        && !matches!(word, "not_yet" | "not_in_force")
    {
        let message = text!(
            "`{word}` 不用写 `when`",
            "`when` says nothing about `{word}`"
        );
        at.wrong(
            code::EXPECTED,
            node.span,
            message,
            (
                "`when` 只和 `not_yet`、`not_in_force` 一起写",
                "it belongs to `not_yet` and `not_in_force`",
            ),
        );
    }
    let reading = fields.get("reading").map(|node| {
        let text = node.text().unwrap_or_default();
        if let Some(word) = VERDICTS.iter().find(|word| **word == text) {
            return Some(ExpectedReading::Verdict(word));
        }
        let first = instrument.and_then(|i| i.readings.first());
        let words = first.and_then(|r| r.amount.as_ref()).and_then(worded);
        amount_of(at, node, words.as_deref(), instrument.is_none()).map(ExpectedReading::Amount)
    });
    Some(Expected {
        verdict: verdict?,
        amount: transposed(amount)?,
        when: transposed(when)?,
        reading: transposed(reading)?,
    })
}

/// Nothing asked is fine; asked and not readable is not.
#[expect(
    clippy::option_option,
    reason = "asked or not, readable or not: both matter here"
)]
fn transposed<T>(found: Option<Option<T>>) -> Option<Option<T>> {
    match found {
        None => Some(None),
        Some(found) => found.map(Some),
    }
}

/// Reads the amount that an example expects. `lenient`: the instrument is broken, so words may
/// be its own.
fn amount_of(
    at: FileContext<'_>,
    node: &Node,
    own_words: Option<&str>,
    lenient: bool,
) -> Option<AmountResult> {
    let text = at.text(node, ("金额", "an amount"))?;
    let found = parse_amount(text)
        .or_else(|| (own_words == Some(text)).then(|| AmountResult::Text(text.to_owned())));
    if found.is_none() && !lenient {
        let message = text!("`{text}` 不是金额", "`{text}` is not an amount");
        let help = (
            "可以写 `6000 元`、`2000 元..2600 元`、`at most 300000 元`、`not stated` 或 `none`",
            "write `6000 元`, `2000 元..2600 元`, `at most 300000 元`, `not stated` or `none`",
        );
        at.wrong(code::EXPECTED, node.span, message, help);
    }
    found
}

fn parse_amount(text: &str) -> Option<AmountResult> {
    match text {
        "none" => return Some(AmountResult::None),
        "not stated" => return Some(AmountResult::NotStated),
        "at most" => return Some(AmountResult::AtMost(None, Unit::Yuan)),
        _ => {}
    }
    if let Some(rest) = text.strip_prefix("at most ") {
        let (n, unit) = money(rest)?;
        return Some(AmountResult::AtMost(Some(n), unit));
    }
    if let Some((low, high)) = text.split_once("..") {
        // The unit may be written once, at the end.
        if high.trim().is_empty() {
            let (low, unit) = money(low)?;
            return Some(AmountResult::Range(low, None, unit));
        }
        let (high, unit) = money(high)?;
        let low = read_number(low, &unit).ok()?;
        return (low <= high).then_some(AmountResult::Range(low, Some(high), unit));
    }
    let (n, unit) = money(text)?;
    Some(AmountResult::Exact(n, unit))
}

fn money(text: &str) -> Option<(Decimal, Unit)> {
    let (number, word) = split_unit(text.trim())?;
    let (unit, _) = unit(Some(word));
    let n = read_number(number, &unit).ok()?;
    unit.is_money().then_some((n, unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expected_amounts_are_read_or_refused() {
        let yuan = |n: i64| Decimal::from(n);
        assert_eq!(
            parse_amount("6000 元"),
            Some(AmountResult::Exact(yuan(6000), Unit::Yuan))
        );
        let range = AmountResult::Range(yuan(2000), Some(yuan(2600)), Unit::Yuan);
        assert_eq!(parse_amount("2000 元..2600 元"), Some(range.clone()));
        assert_eq!(parse_amount("2000..2600 元"), Some(range));
        let ceiling = AmountResult::AtMost(Some(yuan(300_000)), Unit::Yuan);
        assert_eq!(parse_amount("at most 300000 元"), Some(ceiling));
        for bad in [
            "6000",
            "6000 人",
            "2600 元..2000 元",
            "about 6000 元",
            "1 元/月..2 元",
            "0.001 元",
        ] {
            assert_eq!(parse_amount(bad), None, "{bad}");
        }
    }
}
