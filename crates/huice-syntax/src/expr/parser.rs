//! The grammar: tokens to an expression, by how tightly operators bind.

use super::{
    Aggregate, COMPARING, DEEPEST, Expr, ExprKind, ExprParser, Found, Function, Name, Operator,
    RESERVED, binary, shown, size, unexpected,
};
use crate::code;
use crate::lexer::{Spanned, Token, Wrong};
use crate::span::Span;
use crate::text;
use crate::text::{Text, Words};

impl ExprParser<'_> {
    pub(super) fn peek(&self) -> Option<&Spanned> {
        self.tokens.get(self.at)
    }

    pub(super) fn next(&mut self, expected: impl Into<Text>) -> Found<Spanned> {
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        token.ok_or_else(|| {
            Box::new(Wrong {
                code: code::EXPRESSION,
                start: self.end,
                end: self.end,
                message: ("算式没有写完", "the expression ends too early").into(),
                label: expected.into(),
                help: Text::default(),
            })
        })
    }

    pub(super) fn is_sign(&self, sign: &str) -> bool {
        matches!(self.peek(), Some(Spanned { token: Token::Sign(s), .. }) if *s == sign)
    }

    pub(super) fn is_word(&self, word: &str) -> bool {
        matches!(self.peek(), Some(Spanned { token: Token::Word(w), .. }) if w == word)
    }

    pub(super) fn sign(&mut self, sign: &'static str) -> Found<Spanned> {
        let expected = text!("这里要写 `{sign}`", "expected `{sign}`");
        let spanned = self.next(expected.clone())?;
        if spanned.token == Token::Sign(sign) {
            Ok(spanned)
        } else {
            Err(unexpected(&spanned, expected))
        }
    }

    pub(super) fn name(&mut self, expected: Words) -> Found<Name> {
        let spanned = self.next(expected)?;
        match &spanned.token {
            Token::Word(text) if !RESERVED.contains(&text.as_str()) => Ok(Name {
                text: text.clone(),
                span: self.places.span(spanned.start, spanned.end),
            }),
            Token::Word(_)
            | Token::Number(_)
            | Token::Date(_)
            | Token::Unit(_)
            | Token::Sign(_) => Err(unexpected(&spanned, expected)),
        }
    }

    /// Precedence climbing: reads everything that binds at least as tightly as `least`.
    pub(super) fn expression(&mut self, least: u8) -> Found<Expr> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(size(self.end));
        }
        let mut left = self.prefix()?;
        while let Some((operator, binding)) = self.operator() {
            if binding < least {
                break;
            }
            let sign = self.next(("符号", "a sign"))?;
            if binding == COMPARING {
                left = self.comparison(left, &sign, operator)?;
                continue;
            }
            let Some(operator) = operator else {
                return Err(unexpected(&sign, Text::default()));
            };
            let right = self.expression(binding + 1)?;
            left = binary(operator, left, right);
        }
        self.depth -= 1;
        Ok(left)
    }

    /// A comparison, `in` or `has`; two in a row have no meaning.
    pub(super) fn comparison(
        &mut self,
        left: Expr,
        sign: &Spanned,
        operator: Option<Operator>,
    ) -> Found<Expr> {
        let start = left.span;
        let made = match (&sign.token, operator) {
            (Token::Word(w), _) if w == "in" => {
                let (names, end) = self.options()?;
                Expr {
                    span: start.to(end),
                    kind: ExprKind::In(Box::new(left), names),
                }
            }
            (Token::Word(_), _) => {
                let option = self.name(("这里要写选项的编号", "expected an option's id"))?;
                Expr {
                    span: start.to(option.span),
                    kind: ExprKind::Has(Box::new(left), option),
                }
            }
            (_, Some(operator)) => {
                let right = self.expression(COMPARING + 1)?;
                binary(operator, left, right)
            }
            (_, None) => return Err(unexpected(sign, Text::default())),
        };
        if let (Some((_, COMPARING)), Some(next)) = (self.operator(), self.peek()) {
            return Err(Box::new(Wrong {
                help: (
                    "两个比较用 `and` 连起来：`a <= x and x <= b`",
                    "join two comparisons with `and`: `a <= x and x <= b`",
                )
                    .into(),
                ..*unexpected(next, ("比较只有左右两边", "a comparison has two sides"))
            }));
        }
        Ok(made)
    }

    pub(super) fn operator(&self) -> Option<(Option<Operator>, u8)> {
        let token = &self.peek()?.token;
        Some(match token {
            Token::Word(w) if w == "or" => (Some(Operator::Or), 1),
            Token::Word(w) if w == "and" => (Some(Operator::And), 2),
            Token::Word(w) if w == "in" || w == "has" => (None, COMPARING),
            Token::Sign("==") => (Some(Operator::Eq), COMPARING),
            Token::Sign("!=") => (Some(Operator::Ne), COMPARING),
            Token::Sign("<") => (Some(Operator::Lt), COMPARING),
            Token::Sign("<=") => (Some(Operator::Le), COMPARING),
            Token::Sign(">") => (Some(Operator::Gt), COMPARING),
            Token::Sign(">=") => (Some(Operator::Ge), COMPARING),
            Token::Sign("+") => (Some(Operator::Add), 5),
            Token::Sign("-") => (Some(Operator::Sub), 5),
            Token::Sign("*") => (Some(Operator::Mul), 6),
            Token::Word(_)
            | Token::Sign(_)
            | Token::Number(_)
            | Token::Date(_)
            | Token::Unit(_) => {
                return None;
            }
        })
    }

    pub(super) fn prefix(&mut self) -> Found<Expr> {
        let spanned = self.next(("这里要写一个值", "expected a value"))?;
        let span = self.places.span(spanned.start, spanned.end);
        let made = |kind| Ok(Expr { span, kind });
        match &spanned.token {
            Token::Date(text) => made(ExprKind::Date(text.clone())),
            Token::Number(digits) => {
                if let Some(Spanned {
                    token: Token::Unit(unit),
                    end,
                    ..
                }) = self.peek()
                {
                    let kind = ExprKind::Number(digits.clone(), Some(unit.clone()));
                    let span = self.places.span(spanned.start, *end);
                    self.at += 1;
                    return Ok(Expr { span, kind });
                }
                made(ExprKind::Number(digits.clone(), None))
            }
            Token::Sign("(") => {
                let inner = self.expression(0)?;
                let close = self.sign(")")?;
                let span = self.places.span(spanned.start, close.end);
                Ok(Expr { span, ..inner })
            }
            Token::Sign("-") => {
                let inner = self.expression(7)?;
                let span = span.to(inner.span);
                Ok(Expr {
                    span,
                    kind: ExprKind::Negative(Box::new(inner)),
                })
            }
            Token::Word(word) => match word.as_str() {
                "true" => made(ExprKind::Bool(true)),
                "false" => made(ExprKind::Bool(false)),
                "as_of" => made(ExprKind::AsOf),
                "not" => {
                    let inner = self.expression(3)?;
                    let span = span.to(inner.span);
                    Ok(Expr {
                        span,
                        kind: ExprKind::Not(Box::new(inner)),
                    })
                }
                "min" => self.call(&spanned, Function::Min),
                "max" => self.call(&spanned, Function::Max),
                "if" => self.call(&spanned, Function::If),
                "year_start" => self.call(&spanned, Function::YearStart),
                "count" => self.fold(&spanned, Aggregate::Count),
                "sum" => self.fold(&spanned, Aggregate::Sum),
                "any" => self.fold(&spanned, Aggregate::Any),
                "all" => self.fold(&spanned, Aggregate::All),
                _ if RESERVED.contains(&word.as_str()) => {
                    Err(unexpected(&spanned, ("这里要写一个值", "expected a value")))
                }
                _ if self.is_sign("(") => Err(Box::new(Wrong {
                    message: text!("没有 `{word}` 这个函数", "there is no function `{word}`"),
                    help: (
                        "可以用的函数是 min、max、if、year_start、count、sum、any、all",
                        "the functions are min, max, if, year_start, count, sum, any, all",
                    )
                        .into(),
                    ..*unexpected(&spanned, ("不是函数", "not a function"))
                })),
                _ => made(ExprKind::Name(word.clone())),
            },
            Token::Sign(_) | Token::Unit(_) => {
                Err(unexpected(&spanned, ("这里要写一个值", "expected a value")))
            }
        }
    }

    pub(super) fn call(&mut self, head: &Spanned, function: Function) -> Found<Expr> {
        self.sign("(")?;
        let mut arguments = vec![self.expression(0)?];
        while self.is_sign(",") {
            self.at += 1;
            arguments.push(self.expression(0)?);
        }
        let close = self.sign(")")?;
        let (fits, takes) = match function {
            Function::Min | Function::Max => (
                arguments.len() >= 2,
                ("两个或更多的值", "two values or more"),
            ),
            Function::If => (
                arguments.len() == 3,
                ("一个条件和两个值", "a condition and two values"),
            ),
            Function::YearStart => (arguments.len() == 1, ("一个日子", "one day")),
        };
        if !fits {
            let (zh, en) = takes;
            let name = shown(&head.token);
            let what = text!("{name} 要写{zh}", "{name} takes {en}");
            let spanned = Spanned {
                end: close.end,
                ..head.clone()
            };
            let label = text!("写了 {} 个", "{} given", arguments.len());
            return Err(Box::new(Wrong {
                message: what,
                ..*unexpected(&spanned, label)
            }));
        }
        let span = self.places.span(head.start, close.end);
        Ok(Expr {
            span,
            kind: ExprKind::Call(function, arguments),
        })
    }

    pub(super) fn fold(&mut self, head: &Spanned, fold: Aggregate) -> Found<Expr> {
        self.sign("(")?;
        let records = self.name((
            "这里要写一组记录的名字",
            "expected the name of a list of records",
        ))?;
        let mut condition = None;
        if self.is_word("where") {
            self.at += 1;
            condition = Some(Box::new(self.expression(0)?));
        }
        let mut value = None;
        if fold == Aggregate::Sum {
            self.sign(",")?;
            value = Some(Box::new(self.expression(0)?));
        } else if condition.is_none() && fold != Aggregate::Count {
            let spanned = self.next(("这里要写 `where`", "expected `where`"))?;
            return Err(unexpected(
                &spanned,
                (
                    "这里要写 `where` 和条件",
                    "expected `where` and a condition",
                ),
            ));
        }
        let close = self.sign(")")?;
        let span = self.places.span(head.start, close.end);
        Ok(Expr {
            span,
            kind: ExprKind::Aggregate {
                fold,
                records,
                condition,
                value,
            },
        })
    }

    pub(super) fn options(&mut self) -> Found<(Vec<Name>, Span)> {
        self.sign("[")?;
        let mut names = Vec::new();
        loop {
            names.push(self.name(("这里要写选项的编号", "expected an option's id"))?);
            if !self.is_sign(",") {
                break;
            }
            self.at += 1;
        }
        let close = self.sign("]")?;
        Ok((names, self.places.span(close.start, close.end)))
    }
}
