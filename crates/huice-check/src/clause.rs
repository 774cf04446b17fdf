//! Clause files: definitions and instruments.

use crate::amount::{Steps, amount_with_steps, params, readings, terms};
use crate::code;
use crate::condition::{Clause, cite, condition};
use crate::corpus::Example;
use crate::examples::examples;
use crate::goals;
use crate::keys;
use crate::kinds::{KINDS, ROLES};
use crate::others::others;
use crate::pay;
use crate::report::{Fields, FileContext};
use crate::restate::{self, Source};
use crate::symbol_table::{DefinitionDecl, InstrumentDecl, SymbolTable};
use crate::typing::Scope;
use huice_core::ir::{Amount, Beneficiary, Citation, Definition, Instrument, Role, Strength};
use huice_syntax::{Node, Span};
use huice_syntax::{Text, Words, text};
use std::cell::RefCell;
use std::collections::BTreeSet;

pub(crate) const BENEFICIARIES: [(&str, Beneficiary); 7] = [
    ("founder", Beneficiary::Founder),
    ("individual", Beneficiary::Individual),
    ("employer", Beneficiary::Employer),
    ("institution", Beneficiary::Institution),
    ("intermediary", Beneficiary::Intermediary),
    ("agency", Beneficiary::Agency),
    ("household", Beneficiary::Household),
];

pub(crate) const STRENGTHS: [(&str, Strength); 7] = [
    ("entitled", Strength::Entitled),
    ("may", Strength::May),
    ("if_adopted", Strength::IfAdopted),
    ("pilot", Strength::Pilot),
    ("competitive", Strength::Competitive),
    ("by_other_rule", Strength::ByOtherRule),
    ("programme", Strength::Programme),
];

/// The clause and heading of a file.
#[derive(Debug, Clone, Default)]
pub(crate) struct Head {
    pub(crate) clause: String,
    pub(crate) heading: String,
    pub(crate) document: u16,
    /// The offices that its closing bracket names; `None` where the file does not say.
    pub(crate) offices: Option<Vec<String>>,
    /// Their position, or the head of the file.
    pub(crate) span: Span,
}

/// First pass: the names that a clause file declares.
pub(crate) fn declare<'n>(
    at: FileContext<'_>,
    root: &'n Node,
    file: usize,
    document: u16,
    symbols: &mut SymbolTable<'n>,
) -> Option<Head> {
    let fields = at.map(root, ("条款文件", "a clause file"), keys::CLAUSE_FILE)?;
    let head = Head {
        clause: at.need_text(&fields, "clause"),
        heading: at.need_text(&fields, "heading"),
        document,
        offices: fields.get("offices").and_then(|node| offices(at, node)),
        span: fields.get("offices").map_or(root.span, |n| n.span),
    };
    let definitions = at.items(
        &fields,
        "definitions",
        ("定义的列表", "a list of definitions"),
    );
    let instruments = at.items(
        &fields,
        "instruments",
        ("政策的列表", "a list of instruments"),
    );
    let mut twice = Vec::new();
    for node in definitions {
        let Some((id, span)) = id_of(at, node, ("定义", "a definition")) else {
            continue;
        };
        let twin = symbols
            .definitions
            .iter()
            .find(|d| d.id == id && d.document == document);
        if let Some(twin) = twin {
            twice.push(Twin {
                span,
                what: text!("定义 `{id}`", "the definition `{id}`"),
                file: twin.file,
                line: twin.span.line,
            });
            continue;
        }
        let title = node
            .get("title")
            .and_then(Node::text)
            .unwrap_or_default()
            .to_owned();
        symbols.definitions.push(DefinitionDecl {
            id,
            title,
            document,
            file,
            span,
            node,
        });
    }
    for node in instruments {
        let Some((id, span)) = id_of(at, node, ("政策", "an instrument")) else {
            continue;
        };
        let known = symbols.instrument_ids.get(&id);
        if let Some(twin) = known.and_then(|n| symbols.instruments.get(*n)) {
            twice.push(Twin {
                span,
                what: text!("政策 `{id}`", "the instrument `{id}`"),
                file: twin.file,
                line: twin.span.line,
            });
            continue;
        }
        let lost = symbols.documents.iter().flat_map(|d| &d.missing);
        if lost.into_iter().any(|m| m.id == id) {
            let message = text!(
                "`{id}` 是原文缺失的一项的编号",
                "`{id}` is the id of an item whose text is lost"
            );
            let help = (
                "原文缺失的项没有政策；请给这一条换一个编号",
                "an item that is lost has no instrument; give this one another id",
            );
            at.wrong(code::TWICE, span, message, help);
            continue;
        }
        let clause = head.clause.clone();
        symbols
            .instrument_ids
            .insert(id.clone(), symbols.instruments.len());
        symbols.instruments.push(InstrumentDecl {
            id,
            document,
            file,
            clause,
            span,
            node,
        });
    }
    let all = definitions.len() + instruments.len();
    twins(at, &symbols.paths, &twice, all);
    Some(head)
}

/// Remembers the names of a file that belongs to no document: their uses are no errors of their own.
pub(crate) fn lose(at: FileContext<'_>, root: &Node) {
    for key in ["definitions", "instruments"] {
        let Some(list) = root.get(key) else { continue };
        let nodes = match &list.kind {
            huice_syntax::Kind::List(nodes) => nodes.as_slice(),
            huice_syntax::Kind::Scalar(_) | huice_syntax::Kind::Map(_) => &[],
        };
        for id in nodes.iter().filter_map(|node| node.get("id")?.text()) {
            at.report.lose(id, at.file, root.span);
        }
    }
}

/// The offices of a clause: a list, or `none`.
fn offices(at: FileContext<'_>, node: &Node) -> Option<Vec<String>> {
    if node.text() == Some("none") {
        return Some(Vec::new());
    }
    let mut found: Vec<String> = Vec::new();
    for item in at.list(
        node,
        ("部门的列表，或 `none`", "a list of offices, or `none`"),
    ) {
        let Some(office) = at.text(item, ("部门的名称", "the name of an office")) else {
            continue;
        };
        if found.iter().any(|known| known == office) {
            let message = text!(
                "部门 `{office}` 写了两遍",
                "the office `{office}` stands here twice"
            );
            at.wrong(
                code::TWICE,
                item.span,
                message,
                ("请留第一个", "keep the first of them"),
            );
            continue;
        }
        found.push(office.to_owned());
    }
    Some(found)
}

fn id_of(at: FileContext<'_>, node: &Node, what: Words) -> Option<(String, Span)> {
    if node.text().is_some() {
        // The second pass checks its keys; a missing one is reported now.
        at.map(node, what, &["id", "title", "cite"])?;
    }
    match node.get("id") {
        Some(id) => at.id(id, what, "-_").map(|text| (text, id.span)),
        None => {
            let (zh, en) = what;
            let message = text!("{zh}缺 `id` 这个键", "{en} needs the key `id`");
            at.wrong(
                code::MISSING_KEY,
                at.head(node.span),
                message,
                ("请加上 `id: …`", "add `id: …`"),
            );
            None
        }
    }
}

/// An id that is given twice: here, and first at a line of a file.
struct Twin {
    span: Span,
    what: Text,
    file: usize,
    line: u32,
}

/// Reports ids that are given twice. A file that was copied and forgotten is one error.
fn twins(at: FileContext<'_>, paths: &[String], twins: &[Twin], all: usize) {
    let path = |twin: &Twin| paths.get(twin.file).map_or("", String::as_str);
    if let [first, rest @ ..] = twins
        && !rest.is_empty()
        && twins.len() == all
        && rest.iter().all(|twin| twin.file == first.file)
        && path(first) != at.file
    {
        let other = path(first);
        let message = text!(
            "这个文件里的 {all} 个编号，{other} 里全都有了",
            "all {all} ids of this file are already in {other}"
        );
        let help = text!(
            "多半是从 {other} 复制来忘了改：请删掉这个文件，或者改编号",
            "probably copied from {other} and forgotten: remove this file, or change its ids"
        );
        return at.wrong(code::TWICE, first.span, message, help);
    }
    for twin in twins {
        let (other, line) = (path(twin), twin.line);
        let message =
            text!(zh: "{}写了两遍", twin.what.zh; en: "{} stands here twice", twin.what.en);
        let help = text!(
            "另一个在 {other} 第 {line} 行；编号只能用一次",
            "the other is in {other}, line {line}; ids are given once"
        );
        at.wrong(code::TWICE, twin.span, message, help);
    }
}

/// Second pass: the body of a definition.
pub(crate) fn definition(
    at: FileContext<'_>,
    symbols: &SymbolTable<'_>,
    declared: &DefinitionDecl<'_>,
) -> Option<Definition> {
    let fields = at.map(declared.node, ("定义", "a definition"), keys::DEFINITION)?;
    let used = RefCell::new(BTreeSet::new());
    let scope = Scope::new(at, symbols, &[], &used, declared.document);
    let title = at.need_text(&fields, "title");
    let cited = at
        .need(&fields, "cite")
        .and_then(|n| cite(&scope, n, Clause::Any));
    let holds = at.need(&fields, "holds").and_then(|n| condition(&scope, n));
    Some(Definition {
        id: declared.id.clone(),
        title,
        cite: cited?,
        holds: holds?,
    })
}

/// Second pass: the body of an instrument, with its examples. `made`: the bodies that are known
/// by now, by the instrument's position; a restatement takes from one of them what it leaves out.
pub(crate) fn instrument(
    at: FileContext<'_>,
    symbols: &SymbolTable<'_>,
    declared: &InstrumentDecl<'_>,
    made: &[Option<Instrument>],
) -> (Option<Instrument>, Vec<Example>) {
    let Some(fields) = at.map(declared.node, ("政策", "an instrument"), keys::INSTRUMENT) else {
        return (None, Vec::new());
    };
    let source = restate::source(at, symbols, declared, &fields, made);
    let body = body(at, symbols, declared, &fields, source);
    let nodes = at.items(&fields, "examples", ("例子的列表", "a list of examples"));
    let plain = matches!(
        body.as_ref().map(|i| &i.amount),
        Some(Amount::None | Amount::NotStated)
    );
    // What a restatement takes over has its examples where it is written.
    let own_amount = fields.get("amount").is_some() && !plain;
    let own_condition = fields.get("eligible").is_some_and(|n| n.text().is_none());
    if body.is_some() && nodes.is_empty() && (own_condition || own_amount) {
        let message = text!("`{}` 没有例子", "`{}` has no examples", declared.id);
        at.push(
            huice_syntax::Diagnostic::warning(code::NO_EXAMPLES, at.file, declared.span, message)
                .help((
                    "例子既是测试，也让读的人明白意思",
                    "an example is a test and tells the reader what is meant",
                )),
        );
    }
    let found = examples(at, symbols, declared.document, body.as_ref(), nodes);
    (body, found)
}

fn body(
    at: FileContext<'_>,
    symbols: &SymbolTable<'_>,
    declared: &InstrumentDecl<'_>,
    fields: &Fields<'_>,
    source: Source<'_>,
) -> Option<Instrument> {
    let used = RefCell::new(BTreeSet::new());
    let outer = Scope::new(at, symbols, &[], &used, declared.document);
    let city = source.instrument();
    let text = |key, of: fn(&Instrument) -> &String| match (source.is_own(), city) {
        (true, _) => at.need_text(fields, key),
        (false, city) => at
            .maybe_text(fields, key)
            .or_else(|| city.map(|i| of(i).clone()))
            .unwrap_or_default(),
    };
    let title = text("title", |i| &i.title);
    let summary = text("summary", |i| &i.summary);
    let kind = source.word(at, fields, "kind", &KINDS, |i| i.kind);
    let to = source.word(at, fields, "to", &BENEFICIARIES, |i| i.beneficiary);
    let strength = source.word(at, fields, "strength", &STRENGTHS, |i| i.strength);
    let roles = match (fields.get("roles"), source.is_own()) {
        (None, false) => city.map(|i| i.roles.clone()).unwrap_or_default(),
        (Some(_), _) | (None, true) => roles(at, fields),
    };
    let own = Clause::Own(&declared.clause);
    let cited: Option<Citation> = at.need(fields, "cite").and_then(|n| cite(&outer, n, own));
    let (from, until) = match (fields.get("valid"), city) {
        (None, Some(city)) => (city.from, city.until),
        (Some(_), _) | (None, None) => window(at, fields),
    };
    let stated = params(&outer, fields);
    let params = source.params(at, fields, stated);
    let units: Vec<_> = params
        .iter()
        .map(|p| (p.name.clone(), p.unit.clone()))
        .collect();
    let scope = Scope::new(at, symbols, &units, &used, declared.document);
    let eligible = match fields.get("eligible") {
        // A restatement may leave out the conditions of what it restates.
        Some(node) if !source.is_own() && node.text() == Some("none") => Ok(None),
        // Reports an error in it and reads on.
        Some(node) => condition(&scope, node).map(Some).ok_or(()),
        None => Ok(source.eligible()),
    };
    let given = match (fields.get("amount"), source.is_own()) {
        (None, false) => city.map(|i| (i.amount.clone(), Steps::new())),
        (Some(_), _) | (None, true) => at
            .need(fields, "amount")
            .and_then(|n| amount_with_steps(&scope, n)),
    };
    // What goes with the city's amount comes with it.
    let whose = city.filter(|_| fields.get("amount").is_none());
    let paid = match (fields.get("paid"), whose) {
        (None, Some(city)) => Some(city.paid.clone()),
        (Some(_), _) | (None, None) => pay::paid(&scope, fields, kind, given.as_ref()),
    };
    let loan = match (fields.get("loan"), whose) {
        (None, Some(city)) => Some(city.loan.clone()),
        (None, None) => Some(None),
        (Some(n), _) => pay::loan(&scope, n, declared, kind, given.as_ref()).map(Some),
    };
    let terms = match (fields.get("terms"), city) {
        (None, Some(city)) => city.terms.clone(),
        (Some(_), _) | (None, None) => terms(&scope, fields),
    };
    let readings = match fields.get("readings") {
        Some(_) => readings(&scope, fields),
        None => source.readings(fields),
    };
    let listed = |key, of: fn(&Instrument) -> &Vec<u16>| match (fields.get(key), city) {
        (None, Some(city)) => of(city).clone(),
        (Some(_), _) | (None, None) => others(at, symbols, declared, fields, key),
    };
    unused_params(at, fields, &units, &used.borrow(), city);
    let maybe = |key, of: fn(&Instrument) -> &String| {
        at.maybe_text(fields, key)
            .or_else(|| city.map(|i| of(i).clone()))
            .unwrap_or_default()
    };
    let (kind, plain) = (kind?, maybe("plain", |i| &i.plain));
    Some(Instrument {
        id: declared.id.clone(),
        title,
        plain,
        summary,
        kind,
        beneficiary: to?,
        goals: goals::served(at, symbols, fields, (kind, &roles), city),
        roles,
        strength: strength?,
        cite: cited?,
        fund: maybe("fund", |i| &i.fund),
        prerequisite: maybe("upon", |i| &i.prerequisite),
        from,
        until,
        eligible: eligible.ok()?,
        amount: given?.0,
        params,
        terms,
        readings,
        excludes: listed("excludes", |i| &i.excludes),
        replaces: listed("replaces", |i| &i.replaces),
        restates: source.position(),
        // Those of the clause: filled in once all are known.
        offices: Vec::new(),
        note: maybe("note", |i| &i.note),
        paid: paid?,
        loan: loan?,
    })
}

fn roles(at: FileContext<'_>, fields: &Fields<'_>) -> Vec<Role> {
    let Some(node) = at.need(fields, "roles") else {
        return Vec::new();
    };
    let items = at.list(node, ("身份的列表", "a list of roles"));
    if items.is_empty() {
        at.wrong(
            code::SHAPE,
            at.head(node.span),
            ("谁也不会来找它", "nobody would look for it"),
            ("请写一种身份", "name a role"),
        );
    }
    items
        .iter()
        .filter_map(|item| at.word(item, "roles", &ROLES))
        .collect()
}

fn window(
    at: FileContext<'_>,
    fields: &Fields<'_>,
) -> (Option<huice_core::Date>, Option<huice_core::Date>) {
    let Some(node) = fields.get("valid") else {
        return (None, None);
    };
    let Some(inner) = at.map(node, ("有效期", "a window"), keys::VALID) else {
        return (None, None);
    };
    let from = inner.get("from").and_then(|n| at.date(n));
    let until = inner.get("until").and_then(|n| at.date(n));
    if let (Some(from), Some(until)) = (from, until)
        && from > until
    {
        let help = (
            "`from` 是第一天，`until` 是最后一天，两天都算在内",
            "`from` is the first day, `until` the last; both belong to it",
        );
        at.wrong(
            code::WINDOW,
            at.head(node.span),
            ("结束的日子在开始之前", "the window ends before it begins"),
            help,
        );
    }
    (from, until)
}

fn unused_params(
    at: FileContext<'_>,
    fields: &Fields<'_>,
    units: &[(String, huice_core::ir::Unit)],
    used: &BTreeSet<u16>,
    city: Option<&Instrument>,
) {
    let Some(node) = fields.get("params") else {
        return;
    };
    // What another text states is used there.
    let elsewhere = |name: &str| city.is_some_and(|i| i.params.iter().any(|p| p.name == name));
    let unused = units
        .iter()
        .zip(0u16..)
        .filter(|((name, _), n)| !used.contains(n) && !elsewhere(name))
        .map(|((name, _), _)| name);
    for name in unused {
        let span = at
            .entries(node, ("各个参数", "parameters"))
            .iter()
            .find(|e| e.key == *name)
            .map(|e| e.key_span);
        let message = text!(
            "参数 `{name}` 没有用到",
            "the parameter `{name}` is never used"
        );
        at.push(
            huice_syntax::Diagnostic::warning(
                code::UNUSED_PARAM,
                at.file,
                span.unwrap_or(node.span),
                message,
            )
            .help((
                "请用它代替直接写的数，或者把它写成 `terms` 里的一条",
                "use it instead of a bare number, or make it a term",
            )),
        );
    }
}
