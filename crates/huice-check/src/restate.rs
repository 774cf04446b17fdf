//! Restatements: what an instrument of a district takes from the instrument that it restates.

use crate::code;
use crate::report::{Fields, FileContext};
use crate::symbol_table::{InstrumentDecl, SymbolTable};
use huice_core::ir::{Condition, Instrument, Param, Reading};
use huice_syntax::Node;
use huice_syntax::{Text, text};

/// Where an instrument takes from what its own text leaves out.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Source<'m> {
    /// From nowhere: it restates nothing.
    Own,
    /// From this instrument, by its position.
    Restated(u16, &'m Instrument),
    /// From one that is missing or has errors of its own: that has been reported.
    Lost,
}

/// What an instrument restates; reports errors.
pub(crate) fn source<'m>(
    at: FileContext<'_>,
    symbols: &SymbolTable<'_>,
    declared: &InstrumentDecl<'_>,
    fields: &Fields<'_>,
    made: &'m [Option<Instrument>],
) -> Source<'m> {
    let Some(node) = fields.get("restates") else {
        return Source::Own;
    };
    let id = at
        .text(node, ("政策的编号", "the id of an instrument"))
        .unwrap_or_default();
    let named = symbols.instruments.iter().zip(0u16..);
    let Some((restated, position)) = named.into_iter().find(|(i, _)| i.id == id) else {
        if !id.is_empty() {
            let known = symbols.instruments.iter().map(|i| i.id.as_str());
            let message = text!("没有 `{id}` 这项政策", "there is no instrument `{id}`");
            let otherwise = (
                "请写上级地方的文件里一项政策的编号",
                "write the id of an instrument of a document of a wider place",
            );
            let span = node.span;
            at.unknown(
                code::UNKNOWN_INSTRUMENT,
                span,
                message,
                id,
                known,
                otherwise,
            );
        }
        return Source::Lost;
    };
    if let Some((message, help)) = trouble(symbols, declared, restated) {
        at.wrong(code::RESTATES, node.span, message, help);
        return Source::Lost;
    }
    match made.get(usize::from(position)) {
        Some(Some(instrument)) => Source::Restated(position, instrument),
        Some(None) | None => Source::Lost,
    }
}

/// Why one instrument may not restate another: message and help.
fn trouble(
    symbols: &SymbolTable<'_>,
    declared: &InstrumentDecl<'_>,
    restated: &InstrumentDecl<'_>,
) -> Option<(Text, Text)> {
    let id = &restated.id;
    if restated.document == declared.document {
        return Some((
            text!(
                "`{id}` 是同一份文件里的政策",
                "`{id}` is an instrument of the same document"
            ),
            (
                "转述是一份文件转述另一份；同一份文件里只写一遍",
                "a document restates another; within one, write the rule once",
            )
                .into(),
        ));
    }
    if let Some(first) = restated.node.get("restates").and_then(Node::text) {
        return Some((
            text!("`{id}` 本身就是转述", "`{id}` is itself a restatement"),
            text!(
                "请转述它转述的那一项：`{first}`",
                "restate what it restates: `{first}`"
            ),
        ));
    }
    if !symbols.covers(restated.document, declared.document) {
        return Some((
            text!(
                "这份文件管的地方，`{id}` 所在的文件不全都管",
                "the document of `{id}` does not apply wherever this one does"
            ),
            (
                "只有本来就管这个地方的政策才能转述",
                "only what already applies in a place can be restated there",
            )
                .into(),
        ));
    }
    let twin = symbols.instruments.iter().find(|i| {
        i.id != declared.id
            && i.document == declared.document
            && i.node.get("restates").and_then(Node::text) == Some(id)
    })?;
    // Reported once, at the second of the two.
    let second = (twin.file, twin.span.start) < (declared.file, declared.span.start);
    second.then(|| {
        (
            text!(
                "`{id}` 已经由 `{}` 转述了",
                "`{id}` is already restated by `{}`",
                twin.id
            ),
            (
                "一份文件只能转述一项政策一次",
                "one document restates an instrument once",
            )
                .into(),
        )
    })
}

impl<'m> Source<'m> {
    /// Whether the instrument rests on its own text alone.
    pub(crate) fn is_own(self) -> bool {
        matches!(self, Self::Own)
    }

    /// The restated instrument.
    pub(crate) fn instrument(self) -> Option<&'m Instrument> {
        match self {
            Self::Restated(_, instrument) => Some(instrument),
            Self::Own | Self::Lost => None,
        }
    }

    /// Its position.
    pub(crate) fn position(self) -> Option<u16> {
        match self {
            Self::Restated(position, _) => Some(position),
            Self::Own | Self::Lost => None,
        }
    }

    /// One of some keywords: its own, otherwise that of the restated one.
    pub(crate) fn word<T: Copy>(
        self,
        at: FileContext<'_>,
        fields: &Fields<'_>,
        key: &str,
        words: &[(&str, T)],
        of: fn(&Instrument) -> T,
    ) -> Option<T> {
        match (fields.get(key), self) {
            (Some(node), _) => at.word(node, key, words),
            (None, Self::Own) => at.need_word(fields, key, words),
            (None, Self::Restated(_, instrument)) => Some(of(instrument)),
            (None, Self::Lost) => None,
        }
    }

    /// The restated condition. It keeps the citation of the text that it comes from.
    pub(crate) fn eligible(self) -> Option<Condition> {
        let instrument = self.instrument()?;
        Some(cited(instrument.eligible.as_ref()?, instrument))
    }

    /// The restated readings. Where a restatement states its own condition or amount, a reading
    /// of the one it replaces says nothing about it.
    pub(crate) fn readings(self, fields: &Fields<'_>) -> Vec<Reading> {
        let Some(instrument) = self.instrument() else {
            return Vec::new();
        };
        let replaced = |key: &str| fields.get(key).is_some();
        let fits = |reading: &&Reading| {
            !(reading.eligible.is_some() && replaced("eligible")
                || reading.amount.is_some() && replaced("amount"))
        };
        let taken = instrument.readings.iter().filter(fits).map(|reading| {
            let eligible = reading.eligible.as_ref().map(|c| cited(c, instrument));
            Reading {
                eligible,
                ..reading.clone()
            }
        });
        taken.collect()
    }

    /// The restated parameters with the own ones: one of the same name takes its place, another
    /// comes after them.
    pub(crate) fn params(
        self,
        at: FileContext<'_>,
        fields: &Fields<'_>,
        stated: Vec<Param>,
    ) -> Vec<Param> {
        let mut params = self
            .instrument()
            .map_or_else(Vec::new, |i| i.params.clone());
        for param in stated {
            let Some(taken) = params.iter_mut().find(|p| p.name == param.name) else {
                params.push(param);
                continue;
            };
            if taken.unit != param.unit {
                let span = fields.get("params").map(|node| at.head(node.span));
                let message = text!(
                    "`{}` 的单位和转述的地方不一样",
                    "`{}` has another unit than where it is restated",
                    param.name
                );
                let help = (
                    "沿用的部分按被转述的文字的单位算",
                    "what is taken over counts with the unit of the restated text",
                );
                at.wrong(code::UNIT, span.unwrap_or(fields.span), message, help);
            }
            *taken = param;
        }
        params
    }
}

/// A condition with the citation of the instrument that it is taken from.
fn cited(condition: &Condition, from: &Instrument) -> Condition {
    let own = condition.cite.clone();
    Condition {
        cite: Some(own.unwrap_or_else(|| from.cite.clone())),
        ..condition.clone()
    }
}

/// Joins the two texts of one grant: their money is never added, and what excludes or replaces
/// the one excludes or replaces the other.
pub(crate) fn join(instruments: &mut [Option<Instrument>]) {
    let pairs: Vec<(u16, u16)> = instruments
        .iter()
        .zip(0u16..)
        .filter_map(|(made, position)| Some((made.as_ref()?.restates?, position)))
        .collect();
    for (made, own) in instruments.iter_mut().zip(0u16..) {
        let Some(instrument) = made else { continue };
        for (city, district) in &pairs {
            for list in [&mut instrument.excludes, &mut instrument.replaces] {
                if list.contains(city) && !list.contains(district) && *district != own {
                    list.push(*district);
                }
            }
        }
        let twins = pairs.iter().filter_map(|(city, district)| match own {
            _ if own == *city => Some(*district),
            _ if own == *district => Some(*city),
            _ => None,
        });
        for twin in twins {
            if !instrument.excludes.contains(&twin) {
                instrument.excludes.push(twin);
            }
        }
    }
}
