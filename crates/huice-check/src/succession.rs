//! Which document or clause gave way to which: read with each document, settled once all are known.

use crate::code;
use crate::keys;
use crate::literal::plain_clause;
use crate::report::{Fields, FileContext, Report};
use crate::symbol_table::{
    AmendmentDecl, DocumentDecl, NewerDocument, SuccessionDecl, SymbolTable,
};
use huice_core::Date;
use huice_core::ir::{DocumentName, Instrument, Succession};
use huice_syntax::{Diagnostic, Node, Text, text};

/// Reads what a document says of its end and of what it ends.
pub(crate) fn read(at: FileContext<'_>, fields: &Fields<'_>) -> Vec<SuccessionDecl> {
    let mut found = Vec::new();
    if let Some(node) = fields.get("superseded_by") {
        found.extend(superseded(at, node));
        if let Some(twice) = fields.get("repealed") {
            at.wrong(
                code::SUCCESSION,
                twice.span,
                (
                    "这份文件已经写了由哪份代替",
                    "this document already says what came in its place",
                ),
                (
                    "`superseded_by` 和 `repealed` 只留一个",
                    "keep one of `superseded_by` and `repealed`",
                ),
            );
        }
    } else if let Some(node) = fields.get("repealed") {
        let span = node.span;
        found.extend(
            at.date(node)
                .map(|from| SuccessionDecl::Repealed { from, span }),
        );
    }
    let what = ("改掉的条款的列表", "a list of clauses that gave way");
    let amends = at.items(fields, "amends", what).iter();
    found.extend(amends.filter_map(|node| amendment(at, node)));
    found
}

fn superseded(at: FileContext<'_>, node: &Node) -> Option<SuccessionDecl> {
    let fields = at.map(
        node,
        ("代替它的文件", "the document in its place"),
        keys::SUPERSEDED,
    )?;
    let from = at.need(&fields, "from").and_then(|n| at.date(n));
    let by = match fields.get("document") {
        Some(named) => NewerDocument::Known(
            at.text(named, ("文件的编号", "the id of a document"))?
                .into(),
        ),
        None => NewerDocument::Named {
            title: at.need_text(&fields, "title"),
            number: at.maybe_text(&fields, "number").unwrap_or_default(),
        },
    };
    let (from, span) = (from?, at.head(node.span));
    Some(SuccessionDecl::Superseded { by, from, span })
}

fn amendment(at: FileContext<'_>, node: &Node) -> Option<SuccessionDecl> {
    let what = ("改掉的一条", "a clause that gave way");
    let fields = at.map(node, what, keys::AMENDS)?;
    let (document, clause) = (
        at.need_text(&fields, "document"),
        at.need_text(&fields, "clause"),
    );
    let from = match fields.get("from") {
        Some(day) => Some(at.date(day)?),
        None => None,
    };
    let by = at.maybe_text(&fields, "by").unwrap_or_default();
    (!document.is_empty() && !clause.is_empty()).then(|| {
        SuccessionDecl::Amends(AmendmentDecl {
            document,
            clause: plain_clause(&clause),
            by: plain_clause(&by),
            from,
            span: at.head(node.span),
        })
    })
}

/// Two documents of which one gave way to the other, by position; and from which day.
struct Link {
    older: usize,
    newer: usize,
    clause: String,
    by: String,
    from: Date,
}

/// Settles who gave way to whom: checks it, notes it with both documents, and ends the instruments
/// of what gave way on the day before. Instruments of a document begin with it.
pub(crate) fn settle(
    report: &Report,
    symbols: &mut SymbolTable<'_>,
    made: &mut [Option<Instrument>],
) {
    let mut links = Vec::new();
    let mut ended = vec![Vec::new(); symbols.documents.len()];
    for (at, declared) in symbols.documents.iter().enumerate() {
        for one in &declared.successions {
            match settled(symbols, made, at, one) {
                Ok(Settled::Link(link)) => links.push(link),
                Ok(Settled::End(end)) => {
                    if let Some(own) = ended.get_mut(at) {
                        own.push(end);
                    }
                }
                Err(Trouble { .. }) if report.broken => {}
                Err(Trouble { message, help }) => {
                    let file = format!("{}/document.yaml", declared.folder);
                    report.push(
                        Diagnostic::error(code::SUCCESSION, &file, one.span(), message).help(help),
                    );
                }
            }
        }
    }
    report_circles(report, symbols, &links);
    for (declared, own) in symbols.documents.iter_mut().zip(ended) {
        declared.document.ended = own;
    }
    for link in &links {
        note(&mut symbols.documents, link);
    }
    for declared in &mut symbols.documents {
        declared.document.ended.sort_by_key(|one| one.from);
        declared.document.amends.sort_by_key(|one| one.from);
    }
    limit(report, symbols, made);
}

/// The meaning of a declaration.
enum Settled {
    Link(Link),
    /// The end of a whole document whose successor is not among the rules.
    End(Succession),
}

/// What is wrong with a declaration.
struct Trouble {
    message: Text,
    help: Text,
}

fn trouble(message: impl Into<Text>, help: impl Into<Text>) -> Trouble {
    let (message, help) = (message.into(), help.into());
    Trouble { message, help }
}

fn settled(
    symbols: &SymbolTable<'_>,
    made: &[Option<Instrument>],
    own: usize,
    declared: &SuccessionDecl,
) -> Result<Settled, Trouble> {
    match declared {
        SuccessionDecl::Repealed { from, .. } => {
            in_force_before(symbols, own, *from)?;
            Ok(Settled::End(whole(*from, None)))
        }
        SuccessionDecl::Superseded { by, from, .. } => {
            in_force_before(symbols, own, *from)?;
            match by {
                NewerDocument::Named { title, number } => {
                    let name = DocumentName {
                        id: String::new(),
                        title: title.clone(),
                        number: number.clone(),
                    };
                    Ok(Settled::End(whole(*from, Some(name))))
                }
                NewerDocument::Known(id) => {
                    let link = Link {
                        older: own,
                        newer: named(symbols, id)?,
                        clause: String::new(),
                        by: String::new(),
                        from: *from,
                    };
                    fits(symbols, link)
                }
            }
        }
        SuccessionDecl::Amends(amendment) => {
            let older = named(symbols, &amendment.document)?;
            has_clause(symbols, made, older, &amendment.clause)?;
            if !amendment.by.is_empty() {
                has_clause(symbols, made, own, &amendment.by)?;
            }
            let first = symbols.documents.get(own).map(first_day);
            let from = amendment.from.or(first).unwrap_or(Date::FIRST);
            in_force_before(symbols, older, from)?;
            let link = Link {
                older,
                newer: own,
                clause: amendment.clause.clone(),
                by: amendment.by.clone(),
                from,
            };
            fits(symbols, link)
        }
    }
}

fn whole(from: Date, other: Option<DocumentName>) -> Succession {
    Succession {
        clause: String::new(),
        from,
        other,
        other_clause: String::new(),
    }
}

/// The first day on which a document is surely in force.
fn first_day(declared: &DocumentDecl) -> Date {
    declared.from.unwrap_or(declared.document.issued_latest)
}

fn named(symbols: &SymbolTable<'_>, id: &str) -> Result<usize, Trouble> {
    let mut all = symbols.documents.iter();
    all.position(|d| d.document.id == id).ok_or_else(|| {
        let known = symbols.documents.iter().map(|d| d.document.id.as_str());
        let help = crate::suggest::did_you_mean(id, known).unwrap_or_else(|| {
            Text::from((
                "规则里还没有它，就写 `title` 和 `number`",
                "if the rules do not have it yet, write `title` and `number`",
            ))
        });
        trouble(
            text!("没有 `{id}` 这份文件", "there is no document `{id}`"),
            help,
        )
    })
}

fn in_force_before(symbols: &SymbolTable<'_>, older: usize, from: Date) -> Result<(), Trouble> {
    let older = symbols.documents.get(older);
    match older.map(first_day).filter(|first| from <= *first) {
        None => Ok(()),
        Some(first) => Err(trouble(
            text!(
                "{from} 的时候，被代替的文件还没有施行",
                "on {from} the older document was not yet in force"
            ),
            text!(
                "它从 {first} 起施行；`from` 是它不再管用的第一天",
                "it is in force from {first} on; `from` is the first day on which it no longer holds"
            ),
        )),
    }
}

/// Whether a document has a clause: an instrument stands there, or it is listed as one that gives
/// nothing or is lost.
fn has_clause(
    symbols: &SymbolTable<'_>,
    made: &[Option<Instrument>],
    document: usize,
    clause: &str,
) -> Result<(), Trouble> {
    let Some(declared) = symbols.documents.get(document) else {
        return Ok(());
    };
    let cited = made.iter().flatten().filter(|instrument| {
        usize::from(instrument.cite.document) == document && instrument.cite.clause == clause
    });
    let administrative = declared.administrative.iter().map(|a| &a.clause);
    let mut listed = administrative.chain(declared.missing.iter().map(|m| &m.clause));
    // A clause whose instruments have errors has been reported.
    let lost = made.iter().any(Option::is_none);
    if lost || cited.count() > 0 || listed.any(|own| plain_clause(own) == clause) {
        return Ok(());
    }
    let id = &declared.document.id;
    Err(trouble(
        text!("`{id}` 里没有 `{clause}`", "`{id}` has no `{clause}`"),
        (
            "请照规则里的写法写条款，如 三(八)，不写第几句",
            "write the clause as the rules do, as in `三(八)`, without a sentence",
        ),
    ))
}

fn fits(symbols: &SymbolTable<'_>, link: Link) -> Result<Settled, Trouble> {
    let (Some(older), Some(newer)) = (
        symbols.documents.get(link.older),
        symbols.documents.get(link.newer),
    ) else {
        return Ok(Settled::Link(link));
    };
    let (old, new) = (&older.document.id, &newer.document.id);
    if link.older == link.newer {
        return Err(trouble(
            text!(
                "`{old}` 不能代替它自己",
                "`{old}` cannot take its own place"
            ),
            ("请写另一份文件的编号", "write the id of another document"),
        ));
    }
    if link.from < newer.document.issued_earliest {
        return Err(trouble(
            text!(
                "`{new}` 在 {} 还没有发",
                "`{new}` was not yet issued on {}",
                link.from
            ),
            text!(
                "它最早 {} 发；请核对 `from`",
                "it was issued on {} at the earliest; look at `from`",
                newer.document.issued_earliest
            ),
        ));
    }
    if !symbols.covers(position(link.newer), position(link.older)) {
        return Err(trouble(
            text!(
                "`{old}` 管的地方，`{new}` 不全都管",
                "`{new}` does not apply wherever `{old}` does"
            ),
            (
                "代替别的文件的，要管到那份文件管的每个地方",
                "what takes the place of a document applies wherever that one does",
            ),
        ));
    }
    Ok(Settled::Link(link))
}

fn position(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

/// Documents that took the place of each other.
fn report_circles(report: &Report, symbols: &SymbolTable<'_>, links: &[Link]) {
    let whole = |older: usize| {
        let mut own = links.iter().filter(|l| l.clause.is_empty());
        own.find(|l| l.older == older).map(|l| l.newer)
    };
    for (start, declared) in symbols.documents.iter().enumerate() {
        let mut way = vec![start];
        let mut next = whole(start);
        while let Some(at) = next.filter(|at| !way.contains(at)) {
            way.push(at);
            next = whole(at);
        }
        // Reported once, with the first document of the circle.
        if next != Some(start) || way.iter().min() != Some(&start) {
            continue;
        }
        let ids = way.iter().chain([&start]);
        let ids = ids.filter_map(|at| Some(symbols.documents.get(*at)?.document.id.as_str()));
        let ids = ids.collect::<Vec<_>>().join(" → ");
        let id = &declared.document.id;
        let span = declared.successions.first().map(SuccessionDecl::span);
        let file = format!("{}/document.yaml", declared.folder);
        let message = text!(
            "文件 `{id}` 绕了一圈由它自己代替",
            "the document `{id}` takes its own place in a circle"
        );
        let help = text!("绕成了一圈：{ids}", "the circle: {ids}");
        report.push(
            Diagnostic::error(code::CIRCLE, &file, span.unwrap_or_default(), message).help(help),
        );
    }
}

/// Notes a link with both documents.
fn note(documents: &mut [DocumentDecl], link: &Link) {
    let name = |at: usize| {
        let document = &documents.get(at)?.document;
        Some(DocumentName {
            id: document.id.clone(),
            title: document.title.clone(),
            number: document.number.clone(),
        })
    };
    let (older, newer) = (name(link.older), name(link.newer));
    if let Some(declared) = documents.get_mut(link.older) {
        declared.document.ended.push(Succession {
            clause: link.clause.clone(),
            from: link.from,
            other: newer,
            other_clause: link.by.clone(),
        });
    }
    // A clause that ended with nothing in its place belongs to no clause of the newer document.
    if let Some(declared) = documents.get_mut(link.newer) {
        declared.document.amends.push(Succession {
            clause: link.by.clone(),
            from: link.from,
            other: older,
            other_clause: link.clause.clone(),
        });
    }
}

/// Instruments begin with their document and end on the day before it gives way.
fn limit(report: &Report, symbols: &SymbolTable<'_>, made: &mut [Option<Instrument>]) {
    for (declared, instrument) in symbols.instruments.iter().zip(made) {
        let Some(instrument) = instrument else {
            continue;
        };
        let Some(own) = symbols.documents.get(usize::from(declared.document)) else {
            continue;
        };
        let (from, until) = (instrument.from, instrument.until);
        instrument.from = from.max(own.from);
        if let Some(end) = own.document.end_of(&instrument.cite.clause) {
            let stated = until.or(own.document.until);
            let last = end.from.previous();
            instrument.until = Some(stated.map_or(last, |stated| stated.min(last)));
        }
        let changed = (from, until) != (instrument.from, instrument.until);
        let never = instrument.from.zip(instrument.until);
        if let (true, Some((from, until))) = (changed, never.filter(|(from, until)| from > until)) {
            let file = symbols.paths.get(declared.file).map_or("", String::as_str);
            let id = &declared.id;
            let message = text!(
                "`{id}` 没有一天管用：{from} 起，{until} 止",
                "`{id}` holds on no day: from {from} to {until}"
            );
            let help = (
                "它在文件施行以前就到期了，或者在施行的时候已被代替：请删掉它，或者改 `valid`",
                "it ended before its document began, or gave way at once: take it away, or mend `valid`",
            );
            report.push(Diagnostic::error(code::WINDOW, file, declared.span, message).help(help));
        }
    }
}
