//! Expression text to tokens.

use crate::code;
use crate::signs::{groups, plain, plain_sign};
use crate::text;
use crate::text::{Text, Words};

/// A token of the expression language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Token {
    /// Digits, with at most one point inside.
    Number(String),
    /// `2019-12-31`, not yet known to be a real day.
    Date(String),
    /// A unit after a number: 元, 元/月, 人, %.
    Unit(String),
    /// A name or a word of the language.
    Word(String),
    /// A sign.
    Sign(&'static str),
}

/// A token with its bytes in the expression's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Spanned {
    pub(crate) token: Token,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// What is wrong, and where in the expression's text.
#[derive(Debug)]
pub(crate) struct Wrong {
    pub(crate) code: &'static str,
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) message: Text,
    pub(crate) label: Text,
    pub(crate) help: Text,
}

/// Every unit of the language, as it is written.
pub(crate) const UNITS: [&str; 12] = [
    "元/月", "元/年", "元", "人", "户", "个", "次", "岁", "年", "月", "天", "%",
];

/// Signs, longer ones first.
const SIGNS: [&str; 14] = [
    "==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "(", ")", "[", "]", ",",
];

const NO_DIVISION: Words = (
    "没有除法：请在另一边乘",
    "there is no division: multiply the other side instead",
);

const NO_QUOTES: Words = ("选项的编号不加引号", "write the option's id without quotes");

const AND: Words = ("请写 `and`", "write `and`");
const OR: Words = ("请写 `or`", "write `or`");
const COMPARED: Words = (
    "比较用 `>`、`>=`、`<`、`<=`、`==`",
    "compare with `>`, `>=`, `<`, `<=`, `==`",
);

/// Signs that people write from habit, and what the language writes instead.
const HABITS: [(&str, Words); 20] = [
    ("&&", AND),
    ("||", OR),
    ("且", AND),
    ("并且", AND),
    ("而且", AND),
    ("和", AND),
    ("或", OR),
    ("或者", OR),
    ("大于", COMPARED),
    ("小于", COMPARED),
    ("等于", COMPARED),
    ("不", ("请写 `not`", "write `not`")),
    (
        ";",
        (
            "列出几个时，中间用逗号",
            "between things that are listed stands a comma",
        ),
    ),
    ("=", ("比较要写 `==`", "write `==` to compare")),
    ("!", ("请写 `not`", "write `not`")),
    ("/", NO_DIVISION),
    ("÷", NO_DIVISION),
    (
        ".",
        (
            "记录里的一栏直接写名字，写在 count、sum、any 或 all 里面",
            "a record's field is written by its name alone, inside count, sum, any or all",
        ),
    ),
    ("\"", NO_QUOTES),
    ("'", NO_QUOTES),
];

/// Splits an expression into tokens.
pub(crate) fn tokens(text: &str) -> Result<Vec<Spanned>, Box<Wrong>> {
    let mut tokens: Vec<Spanned> = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let Some(first) = rest.chars().next() else {
            break;
        };
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let (token, length) = if first.is_ascii_digit() {
            if let Some(wrong) = grouped(text, rest, at, &tokens) {
                return Err(wrong);
            }
            number(rest, at)?
        } else if first.is_ascii_alphabetic() || first == '_' {
            let word = leading(rest, |c| c.is_ascii_alphanumeric() || c == '_');
            (Token::Word(word.to_owned()), word.len())
        } else if let Some(unit) = unit_after(tokens.last(), rest, at)? {
            (Token::Unit(unit.to_owned()), unit.len())
        } else if let Some(sign) = SIGNS.iter().find(|s| rest.starts_with(**s)) {
            (Token::Sign(sign), sign.len())
        } else {
            return Err(unknown(text, rest, first, at));
        };
        tokens.push(Spanned {
            token,
            start: at,
            end: at + length,
        });
        at += length;
    }
    Ok(tokens)
}

fn leading(text: &str, fits: impl Fn(char) -> bool) -> &str {
    let end = text.find(|c: char| !fits(c)).unwrap_or(text.len());
    text.get(..end).unwrap_or("")
}

fn number(rest: &str, at: usize) -> Result<(Token, usize), Box<Wrong>> {
    let shape: String = rest
        .chars()
        .take(10)
        .map(|c| if c.is_ascii_digit() { '9' } else { c })
        .collect();
    if shape == "9999-99-99" && !rest.chars().nth(10).is_some_and(|c| c.is_ascii_digit()) {
        return Ok((Token::Date(rest.chars().take(10).collect()), 10));
    }
    let whole = leading(rest, |c| c.is_ascii_digit());
    let mut length = whole.len();
    let behind = rest.get(length..).unwrap_or("");
    if let Some(fraction) = behind.strip_prefix('.') {
        let digits = leading(fraction, |c| c.is_ascii_digit());
        if digits.is_empty() {
            return Err(literal(
                at,
                length + 1,
                ("数字以小数点结尾", "a number ends with a point"),
                ("请去掉小数点", "remove the point"),
            ));
        }
        length += 1 + digits.len();
    }
    let digits = rest.get(..length).unwrap_or("");
    if length > 20 {
        return Err(literal(
            at,
            length,
            ("数字太长", "the number is too long"),
            ("最多 20 位", "at most 20 digits"),
        ));
    }
    let behind = rest.get(length..).unwrap_or("");
    if behind.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        let word = leading(behind, |c| c.is_ascii_alphanumeric() || c == '_');
        return Err(literal(
            at,
            length + word.len(),
            ("名字不能以数字开头", "a name cannot begin with a digit"),
            (
                "数字后面空一格再写单位：元 元/月 元/年 月 年 人 户 个 次 岁 天 %",
                "after a number put a space and one of the units 元 元/月 元/年 月 年 人 户 个 次 岁 天 %",
            ),
        ));
    }
    Ok((Token::Number(digits.to_owned()), length))
}

/// A number whose digits are grouped by commas, where no comma can stand: outside of brackets.
fn grouped(whole: &str, rest: &str, at: usize, before: &[Spanned]) -> Option<Box<Wrong>> {
    let inside = before.iter().fold(0usize, |depth, s| match s.token {
        Token::Sign("(" | "[") => depth + 1,
        Token::Sign(")" | "]") => depth.saturating_sub(1),
        Token::Number(_) | Token::Date(_) | Token::Unit(_) | Token::Word(_) | Token::Sign(_) => {
            depth
        }
    });
    let digits = leading(rest, |c| c.is_ascii_digit());
    let mark = groups(digits.chars().next_back(), rest.get(digits.len()..)?)?;
    (inside == 0).then(|| {
        Box::new(Wrong {
            code: code::LITERAL,
            start: at,
            end: at + digits.len() + mark + 3,
            message: text!(
                "数字里不写分节的逗号",
                "write a number without digit grouping marks"
            ),
            label: Text::default(),
            help: text!(
                "这个式子应该是 `{}`",
                "the expression should be `{}`",
                plain(whole)
            ),
        })
    })
}

fn literal(at: usize, length: usize, message: impl Into<Text>, help: Words) -> Box<Wrong> {
    Box::new(Wrong {
        code: code::LITERAL,
        start: at,
        end: at + length,
        message: message.into(),
        label: Text::default(),
        help: help.into(),
    })
}

/// The unit at this position, after a number.
fn unit_after<'t>(
    last: Option<&Spanned>,
    rest: &'t str,
    at: usize,
) -> Result<Option<&'t str>, Box<Wrong>> {
    if !matches!(
        last,
        Some(Spanned {
            token: Token::Number(_),
            ..
        })
    ) {
        return Ok(None);
    }
    let han = leading(rest, |c| !c.is_ascii() && c.is_alphabetic());
    let unit = UNITS.iter().find(|unit| {
        rest.strip_prefix(**unit).is_some_and(|behind| {
            **unit == "%" || !behind.starts_with(|c: char| c.is_alphabetic() && !c.is_ascii())
        })
    });
    if let Some(unit) = unit {
        let behind = rest.get(unit.len()..).unwrap_or("");
        if *unit != "元" || !behind.starts_with('/') {
            return Ok(rest.get(..unit.len()));
        }
    }
    if han.is_empty() {
        return Ok(None);
    }
    let help = match han {
        "万元" | "万" | "千元" | "亿元" => (
            "请把金额写成 元：`30 万元` 是 `300000 元`",
            "write the whole sum in 元: `30 万元` is `300000 元`",
        ),
        "个月" => ("请写 `月`", "write `月`"),
        "日" => ("请写 `天`", "write `天`"),
        "周岁" => ("请写 `岁`", "write `岁`"),
        "元" => (
            "钱的单位是 元、元/月 和 元/年",
            "the units of money are 元, 元/月 and 元/年",
        ),
        _ => (
            "单位有 元 元/月 元/年 月 年 人 户 个 次 岁 天 %",
            "the units are 元 元/月 元/年 月 年 人 户 个 次 岁 天 %",
        ),
    };
    let length = leading(rest, |c| c == '/' || (!c.is_ascii() && c.is_alphabetic())).len();
    Err(literal(
        at,
        length,
        text!(
            "`{}` 不是单位",
            "`{}` is not a unit",
            rest.get(..length).unwrap_or(han)
        ),
        help,
    ))
}

fn unknown(whole: &str, rest: &str, first: char, at: usize) -> Box<Wrong> {
    let wrong = |code, length, message: Text, help: Text| {
        Box::new(Wrong {
            code,
            start: at,
            end: at + length,
            message,
            label: Text::default(),
            help,
        })
    };
    if let Some((_, length)) = plain_sign(rest) {
        let full = rest.get(..length).unwrap_or("");
        let message = text!("`{full}` 是全角符号", "`{full}` is the full-width sign");
        let help = text!(
            "这个式子应该是 `{}`",
            "the expression should be `{}`",
            plain(whole)
        );
        return wrong(code::FULL_WIDTH, length, message, help);
    }
    let chinese = leading(rest, |c| c.is_alphanumeric() && !c.is_ascii());
    // A name may begin with such a word.
    let is = |habit: &str| match habit.contains(char::is_alphanumeric) {
        true => chinese == habit,
        false => rest.starts_with(habit),
    };
    if let Some((habit, help)) = HABITS.iter().find(|(habit, _)| is(habit)) {
        let message = text!(
            "算式里没有 `{habit}` 这种写法",
            "`{habit}` is not part of the language"
        );
        return wrong(code::EXPRESSION, habit.len(), message, (*help).into());
    }
    let word = leading(rest, |c| c.is_alphanumeric());
    let (length, shown) = if word.is_empty() {
        (first.len_utf8(), first.to_string())
    } else {
        (word.len(), word.to_owned())
    };
    let help = (
        "名字写成 `hukou_local` 这样的编号；中文只能作单位，写在数字后面",
        "names are ids like `hukou_local`; Chinese words stand only after a number, as units",
    );
    wrong(
        code::EXPRESSION,
        length,
        text!("这里读不懂 `{shown}`", "`{shown}` cannot be read here"),
        help.into(),
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::expect_used, reason = "tests may fail loudly")]
    use super::*;
    use crate::Lang;

    /// What is advised about an expression that cannot be read.
    fn advice(text: &str) -> String {
        let wrong = tokens(text).expect_err(text);
        wrong.help.get(Lang::Zh).to_owned()
    }

    #[test]
    fn words_and_signs_of_habit_are_named_with_what_is_meant() {
        for (text, meant) in [
            ("local && graduate", "`and`"),
            ("local 且 graduate", "`and`"),
            ("local 并且 graduate", "`and`"),
            ("local 或者 graduate", "`or`"),
            ("age 大于 18 岁", "`>`"),
            ("不 local", "`not`"),
            ("kind in [shop；farm]", "kind in [shop,farm]"),
            ("kind in [shop;farm]", "逗号"),
            ("a ÷ b", "没有除法"),
            // A name in Chinese is no word of these.
            ("和谐企业", "编号"),
        ] {
            let found = advice(text);
            assert!(found.contains(meant), "{text}: {found}");
        }
    }
}
