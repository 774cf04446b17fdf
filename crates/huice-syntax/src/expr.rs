//! The one-line expressions: text to a tree, with spans that point into the file.

mod parser;

use crate::code;
use crate::diagnostic::Diagnostic;
use crate::lexer::{Spanned, Token, Wrong, tokens};
use crate::span::{Lines, Span};
use crate::text;
use crate::text::Text;
use crate::tree::{Kind, Node, Style};

/// Longest expression in bytes.
const LONGEST: usize = 4000;
/// Most tokens; this bounds the depth of the tree.
const MOST_TOKENS: usize = 400;
/// Deepest brackets and signs.
const DEEPEST: usize = 40;

/// A name with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The name.
    pub text: String,
    /// Its place.
    pub span: Span,
}

/// An expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expr {
    /// Its place.
    pub span: Span,
    /// What it is.
    pub kind: ExprKind,
}

/// A sign between two expressions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the names say it: the signs of README.md, Expressions"
)]
pub enum Operator {
    Or,
    And,
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
    Add,
    Sub,
    Mul,
}

/// A function of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    /// Least of several.
    Min,
    /// Greatest of several.
    Max,
    /// If, then, else.
    If,
    /// The 1st of January of a day's year.
    YearStart,
}

/// A fold over records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aggregate {
    /// How many.
    Count,
    /// The sum of a value.
    Sum,
    /// Whether one fits.
    Any,
    /// Whether all fit.
    All,
}

/// What an expression is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExprKind {
    /// `true`, `false`.
    Bool(bool),
    /// Digits and, if there is one, a unit as it is written.
    Number(String, Option<String>),
    /// A day as it is written; it may not exist.
    Date(String),
    /// `as_of`.
    AsOf,
    /// A fact, a field, a parameter or a step.
    Name(String),
    /// `not`.
    Not(Box<Expr>),
    /// A minus before a value.
    Negative(Box<Expr>),
    /// Two values and the sign between them.
    Binary(Operator, Box<Expr>, Box<Expr>),
    /// `x in [a, b]`.
    In(Box<Expr>, Vec<Name>),
    /// `x has a`.
    Has(Box<Expr>, Name),
    /// A function.
    Call(Function, Vec<Expr>),
    /// `sum(records where condition, value)`.
    Aggregate {
        /// Which.
        fold: Aggregate,
        /// The records.
        records: Name,
        /// Which records.
        condition: Option<Box<Expr>>,
        /// What of each.
        value: Option<Box<Expr>>,
    },
}

/// Places of an expression's text in its file.
struct Places<'t> {
    lines: &'t Lines<'t>,
    node: &'t Node,
    /// Byte of the file for each byte of the text, and the end; empty where the text was escaped
    /// in a way that hides the places: then the whole node is shown.
    bytes: Vec<usize>,
}

impl<'t> Places<'t> {
    fn new(lines: &'t Lines<'t>, source: &str, node: &'t Node, text: &str, style: Style) -> Self {
        let skip = usize::from(style == Style::Quoted);
        let raw = source
            .get(node.span.start + skip..node.span.end)
            .unwrap_or("");
        let bytes = align(raw, text, node.span.start + skip).unwrap_or_default();
        Self { lines, node, bytes }
    }

    fn span(&self, start: usize, end: usize) -> Span {
        match (
            self.bytes.get(start),
            self.bytes.get(end.saturating_sub(1).max(start)),
        ) {
            (Some(from), Some(to)) => self.lines.span(*from, *to + usize::from(end > start)),
            _ => self.node.span,
        }
    }
}

/// Finds the text again in the way it was written: line breaks count as one blank.
fn align(raw: &str, text: &str, base: usize) -> Option<Vec<usize>> {
    let mut bytes = Vec::with_capacity(text.len() + 1);
    let mut rest = raw.char_indices().peekable();
    for c in text.chars() {
        let (at, raw_char) = *rest.peek()?;
        if c == raw_char {
            rest.next();
        } else if c.is_whitespace() && raw_char.is_whitespace() {
            while rest.next_if(|(_, next)| next.is_whitespace()).is_some() {}
        } else {
            return None;
        }
        bytes.extend((0..c.len_utf8()).map(|n| base + at + n));
        // A blank in the text may stand for several in the file.
        if c == ' ' {
            while rest
                .next_if(|(_, next)| matches!(next, '\n' | '\r'))
                .is_some()
            {
                while rest.next_if(|(_, next)| *next == ' ').is_some() {}
            }
        }
    }
    let end = rest.peek().map_or(raw.len(), |(at, _)| *at);
    bytes.push(base + end);
    Some(bytes)
}

/// Reads the expression that a scalar holds. `file` is its path, `source` the file's text.
///
/// # Errors
/// What cannot be read, with its place in the file.
pub fn parse(
    file: &str,
    source: &str,
    lines: &Lines<'_>,
    node: &Node,
) -> Result<Expr, Box<Diagnostic>> {
    let Kind::Scalar(scalar) = &node.kind else {
        let diagnostic = Diagnostic::error(
            code::EXPRESSION,
            file,
            node.span,
            ("这里要写算式", "expected an expression"),
        );
        let help = (
            "算式写在一行里；有 [ ] { } , 或 # 时加引号",
            "write the expression on one line; text that holds [ ] { } , or # needs quotes",
        );
        return Err(Box::new(
            diagnostic
                .label(("这是列表或一组带名字的值", "a list or a map"))
                .help(help),
        ));
    };
    let places = Places::new(lines, source, node, &scalar.text, scalar.style);
    let wrong = |w: Box<Wrong>| {
        let diagnostic = Diagnostic::error(w.code, file, places.span(w.start, w.end), w.message);
        Box::new(diagnostic.label(w.label).help(w.help))
    };
    if scalar.text.len() > LONGEST {
        return Err(wrong(size(scalar.text.len())));
    }
    let tokens = tokens(&scalar.text).map_err(&wrong)?;
    if tokens.len() > MOST_TOKENS {
        return Err(wrong(size(scalar.text.len())));
    }
    let mut parser = ExprParser {
        tokens,
        at: 0,
        depth: 0,
        end: scalar.text.len(),
        places: &places,
    };
    let expr = parser.expression(0).map_err(&wrong)?;
    match parser.peek() {
        None => Ok(expr),
        Some(extra) => Err(wrong(unexpected(
            extra,
            ("算式到这里应该完了", "the expression should end here"),
        ))),
    }
}

fn size(end: usize) -> Box<Wrong> {
    Box::new(Wrong {
        code: code::EXPRESSION_SIZE,
        start: 0,
        end,
        message: (
            "算式太长，或者套得太深",
            "the expression is too long or nested too deeply",
        )
            .into(),
        label: Text::default(),
        help: (
            "请分开：条件分成 `all` 和 `any`，金额用 `let` 分步",
            "split it: a condition into `all` and `any`, an amount into steps of `let`",
        )
            .into(),
    })
}

fn shown(token: &Token) -> String {
    match token {
        Token::Number(t) | Token::Date(t) | Token::Unit(t) | Token::Word(t) => format!("`{t}`"),
        Token::Sign(t) => format!("`{t}`"),
    }
}

fn unexpected(spanned: &Spanned, expected: impl Into<Text>) -> Box<Wrong> {
    let help = match &spanned.token {
        Token::Word(w) if w == "where" => (
            "`where` 写在 count、sum、any 和 all 里面",
            "`where` stands inside count, sum, any and all",
        )
            .into(),
        Token::Word(w) if w == "AND" || w == "OR" || w == "NOT" || w == "IN" => {
            text!("请写 `{}`", "write `{}`", w.to_lowercase())
        }
        Token::Number(_) | Token::Date(_) | Token::Unit(_) | Token::Word(_) | Token::Sign(_) => (
            "请看 rules/README.md 里“Expressions”一节的写法",
            "see the list of forms in rules/README.md, Expressions",
        )
            .into(),
    };
    Box::new(Wrong {
        code: code::EXPRESSION,
        start: spanned.start,
        end: spanned.end,
        message: text!(
            "{} 不能写在这里",
            "{} cannot stand here",
            shown(&spanned.token)
        ),
        label: expected.into(),
        help,
    })
}

/// Words that are not names.
pub const RESERVED: [&str; 17] = [
    "and",
    "or",
    "not",
    "in",
    "has",
    "where",
    "true",
    "false",
    "as_of",
    "min",
    "max",
    "if",
    "year_start",
    "count",
    "sum",
    "any",
    "all",
];

struct ExprParser<'p> {
    tokens: Vec<Spanned>,
    at: usize,
    depth: usize,
    end: usize,
    places: &'p Places<'p>,
}

type Found<T> = Result<T, Box<Wrong>>;

/// How tightly comparisons bind.
const COMPARING: u8 = 4;

fn binary(operator: Operator, left: Expr, right: Expr) -> Expr {
    let span = left.span.to(right.span);
    Expr {
        span,
        kind: ExprKind::Binary(operator, Box::new(left), Box::new(right)),
    }
}
