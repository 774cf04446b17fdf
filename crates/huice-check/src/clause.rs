//! Clause files: definitions and instruments.

mod names;

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
use huice_syntax::text;
pub(crate) use names::{Head, declare, lose};
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
