//! Conditions: `all`, `any`, `not`, `unless`, `use`, `judge`, `open`, `when`.

use crate::code;
use crate::corpus::CitationUse;
use crate::keys;
use crate::literal::{citation, plain_clause};
use crate::report::FileContext;
use crate::suggest::quoted;
use crate::typing::{Scope, depth};
use huice_core::ir::{Citation, Condition, FactKind, Test};
use huice_syntax::expr::{self, ExprKind};
use huice_syntax::{Diagnostic, Entry, Kind, Node, Span};
use huice_syntax::{Text, text};

/// Deepest condition with its expressions: a pack refuses more than 64.
const DEEPEST: usize = 48;

/// Where a citation may point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Clause<'c> {
    /// Only into this clause.
    Own(&'c str),
    /// Anywhere in the document: what a rule borrows keeps its own place.
    Any,
}

/// Reads a citation.
pub(crate) fn cite(scope: &Scope<'_>, node: &Node, clause: Clause<'_>) -> Option<Citation> {
    let at = scope.at;
    let text = at.text(node, ("出处", "a citation"))?;
    let Some(cited) = citation(text) else {
        let help = (
            "请写条款、`#` 和句子：`三(八)#1a`",
            "write the clause, `#` and the sentence: `三(八)#1a`",
        );
        at.wrong(
            code::CITATION,
            node.span,
            text!("`{text}` 不是出处", "`{text}` is not a citation"),
            help,
        );
        return None;
    };
    let mut document = scope.document;
    if let Some(other) = &cited.document {
        let found = scope
            .symbols
            .documents
            .iter()
            .zip(0u16..)
            .find(|(d, _)| d.document.id == *other);
        let Some((_, position)) = found else {
            let known = scope
                .symbols
                .documents
                .iter()
                .map(|d| d.document.id.as_str());
            let message = text!("没有 `{other}` 这份文件", "there is no document `{other}`");
            let otherwise = (
                "`:` 前面要写文件的编号",
                "before the `:` stands the id of a document",
            );
            at.unknown(code::CITATION, node.span, message, other, known, otherwise);
            return None;
        };
        document = position;
    }
    if let Clause::Own(own) = clause {
        // A file may hold the items of one annex: 附件 holds 附件 22.
        let own = plain_clause(own);
        if !own.is_empty() && (!cited.clause.starts_with(&own) || cited.document.is_some()) {
            let message = text!(
                "`{}` 不是这个文件的条款",
                "`{}` is not the clause of this file",
                cited.clause
            );
            let help = text!(
                "这个文件写的是 `{own}`：请移动规则，或者改正出处",
                "this file is `{own}`: move the rule, or mend the citation"
            );
            at.wrong(code::OTHER_CLAUSE, node.span, message, help);
        }
    }
    if let Some(declared) = scope.symbols.documents.get(usize::from(document)) {
        scope.symbols.citations.borrow_mut().push(CitationUse {
            file: at.file.to_owned(),
            span: node.span,
            document: declared.document.id.clone(),
            clause: cited.clause.clone(),
            sentence: cited.sentence.clone(),
            figure: None,
            value: None,
        });
    }
    Some(Citation {
        document,
        clause: cited.clause,
        sentence: cited.sentence,
    })
}

/// Reads a condition; reports the errors of every part.
pub(crate) fn condition(scope: &Scope<'_>, node: &Node) -> Option<Condition> {
    let found = part(scope, node)?;
    let levels = levels(&found);
    if levels > DEEPEST {
        let message = ("条件套得太深", "the condition is nested too deeply");
        let help = (
            "请把一部分写成 `definitions` 里的定义，再用 `use`",
            "give a part of it a name as a definition and `use` it",
        );
        let span = scope.at.head(node.span);
        let error = scope.at.error(code::TOO_MUCH, span, message);
        scope.at.push(
            error
                .label(text!(
                    "有 {levels} 层，最多 {DEEPEST} 层",
                    "{levels} levels, at most {DEEPEST}"
                ))
                .help(help),
        );
        return None;
    }
    Some(found)
}

fn levels(condition: &Condition) -> usize {
    1 + match &condition.test {
        Test::All(parts) | Test::Any(parts) => parts.iter().map(levels).max().unwrap_or(0),
        Test::Not(inner) => levels(inner),
        Test::When(expr) => depth(expr),
        Test::Use(_) | Test::Judge(_) | Test::Open => 0,
    }
}

fn part(scope: &Scope<'_>, node: &Node) -> Option<Condition> {
    let at = scope.at;
    if matches!(node.kind, Kind::List(_)) {
        let help = (
            "请在列表前面写 `all:` 或 `any:`",
            "write `all:` or `any:` before the list",
        );
        at.wrong(
            code::SHAPE,
            at.head(node.span),
            (
                "只写列表，看不出是全部满足还是满足一项",
                "a list says not how its parts are joined",
            ),
            help,
        );
        return None;
    }
    let keys = [keys::CONDITION_FORMS, keys::CONDITION_WORDS].concat();
    let fields = at.map(node, ("条件", "a condition"), &keys)?;
    let Kind::Map(entries) = &node.kind else {
        return None;
    };
    let forms: Vec<&Entry> = entries
        .iter()
        .filter(|e| keys::CONDITION_FORMS.contains(&e.key.as_str()))
        .collect();
    let [form] = forms.as_slice() else {
        let (span, message): (_, Text) = match forms.get(1) {
            None => (
                at.head(node.span),
                ("条件没有写是哪一种", "a condition needs one of its forms").into(),
            ),
            Some(second) => (
                second.key_span,
                text!(
                    "`{}` 和另一种条件写在一起",
                    "`{}` beside another form",
                    second.key
                ),
            ),
        };
        let help = text!(
            "只能写 {} 中的一个；几个一起用时，用 `all:` 或 `any:` 连起来",
            "exactly one of {}; join several with `all:` or `any:`",
            quoted(keys::CONDITION_FORMS)
        );
        at.wrong(code::SHAPE, span, message, help);
        return None;
    };
    let say = at.maybe_text(&fields, "say");
    let cite = fields
        .get("cite")
        .and_then(|node| cite(scope, node, Clause::Any));
    let (test, own_words) = test(scope, form, say.is_some())?;
    Some(Condition {
        say: say.or(own_words).unwrap_or_default(),
        cite,
        test,
    })
}

/// The test of a form, and the words for it where the author writes none.
fn test(scope: &Scope<'_>, form: &Entry, said: bool) -> Option<(Test, Option<String>)> {
    let at = scope.at;
    let node = &form.value;
    match form.key.as_str() {
        "all" | "any" => {
            let items = at.list(node, ("条件的列表", "a list of conditions"));
            if items.is_empty() {
                let message = text!("`{}` 里没有条件", "`{}` holds no conditions", form.key);
                at.wrong(
                    code::SHAPE,
                    form.key_span,
                    message,
                    (
                        "至少写一个，或者不写",
                        "write at least one, or leave it out",
                    ),
                );
            }
            let parts: Vec<_> = items.iter().map(|item| part(scope, item)).collect();
            let parts = parts.into_iter().collect::<Option<Vec<_>>>()?;
            Some((
                if form.key == "all" {
                    Test::All(parts)
                } else {
                    Test::Any(parts)
                },
                None,
            ))
        }
        "not" | "unless" => Some((Test::Not(Box::new(part(scope, node)?)), None)),
        "use" => {
            let id = at.text(node, ("定义的编号", "the id of a definition"))?;
            let Some(position) = scope.symbols.definition(id, scope.document) else {
                unknown_definition(scope, id, node.span);
                return None;
            };
            scope.symbols.used_definitions.borrow_mut().insert(position);
            let title = scope
                .symbols
                .definitions
                .get(usize::from(position))
                .map(|d| d.title.clone());
            Some((Test::Use(position), title))
        }
        "judge" => judge(scope, node),
        "open" => Some((
            Test::Open,
            Some(
                at.text(node, ("文件没有写明的内容", "what the text leaves open"))?
                    .to_owned(),
            ),
        )),
        _ => when(scope, node, said),
    }
}

fn unknown_definition(scope: &Scope<'_>, id: &str, span: Span) {
    let symbols = scope.symbols;
    let otherwise: Text = if symbols.fact(id).is_some() {
        text!(
            "`{id}` 是事项：请写 `when: {id}`",
            "`{id}` is a fact: write `when: {id}`"
        )
    } else if symbols.definitions.iter().any(|d| d.id == id) {
        (
            "它属于不管这里的文件",
            "it belongs to a document that does not apply here",
        )
            .into()
    } else {
        (
            "请写进这份文件某一条的 `definitions:`",
            "write it into `definitions:` of a clause of this document",
        )
            .into()
    };
    let known = symbols
        .definitions
        .iter()
        .filter(|d| d.id != id)
        .map(|d| d.id.as_str());
    let message = text!("没有 `{id}` 这个定义", "there is no definition `{id}`");
    scope.at.unknown(
        code::UNKNOWN_DEFINITION,
        span,
        message,
        id,
        known,
        otherwise,
    );
}

fn judge(scope: &Scope<'_>, node: &Node) -> Option<(Test, Option<String>)> {
    let at = scope.at;
    let id = at.text(node, ("事项的编号", "the id of a fact"))?;
    let Some((position, fact)) = scope.symbols.fact(id) else {
        let message = text!("没有 `{id}` 这个事项", "there is no fact `{id}`");
        let otherwise = (
            "请在 facts/ 里写上它，并加 `judgement:`",
            "declare it in facts/ with `judgement:`",
        );
        at.unknown(
            code::UNKNOWN_NAME,
            node.span,
            message,
            id,
            scope.symbols.fact_names(),
            otherwise,
        );
        return None;
    };
    scope.use_fact(position, node.span);
    if !matches!(fact.kind, FactKind::Bool { .. }) || fact.judgement.is_none() {
        let message = text!(
            "`{id}` 不是要由部门认定的事",
            "`{id}` is not a finding of an office"
        );
        let help = (
            "要由部门认定的事写成 `type: bool` 加 `judgement: 谁认定`；不是就写 `when:`",
            "a finding is a `type: bool` with `judgement: who finds it`; else write `when:`",
        );
        at.wrong(code::JUDGE, node.span, message, help);
        return None;
    }
    Some((Test::Judge(position), Some(fact.label.clone())))
}

fn when(scope: &Scope<'_>, node: &Node, said: bool) -> Option<(Test, Option<String>)> {
    let at = scope.at;
    let parsed = parse(at, node)?;
    let fact = match &parsed.kind {
        ExprKind::Name(name) if !scope.params.iter().any(|(p, _)| p == name) => {
            scope.symbols.fact(name)
        }
        _ => None,
    };
    let test = scope.truth(&parsed);
    // The label of one place must not be read in another.
    let local = fact.is_some_and(|(_, fact)| scope.symbols.worded_by_place(&fact.id));
    if (fact.is_none() || local) && !said {
        let message = ("这个条件要写大白话", "this condition needs plain words");
        let help = if local {
            (
                "这个事项各地的问法不同，请加上 `say: …`：给人看的理由",
                "places ask for this fact in other words: add `say: …`, what a person will read as the reason",
            )
        } else {
            (
                "请加上 `say: …`：给人看的理由",
                "add `say: …`: what a person will read as the reason",
            )
        };
        let error: Diagnostic = at.error(code::SAY, node.span, message);
        at.push(error.help(help));
    }
    let test = test?;
    Some(match fact {
        // A finding stays a finding however it is asked for.
        Some((position, fact)) if fact.judgement.is_some() => {
            (Test::Judge(position), Some(fact.label.clone()))
        }
        Some((_, fact)) => (Test::When(test), Some(fact.label.clone())),
        None => (Test::When(test), None),
    })
}

/// Reads an expression; reports a syntax error.
pub(crate) fn parse(at: FileContext<'_>, node: &Node) -> Option<expr::Expr> {
    match expr::parse(at.file, at.text, at.lines, node) {
        Ok(parsed) => Some(parsed),
        Err(error) => {
            at.push(*error);
            None
        }
    }
}
