//! Instruments that another one names.

use crate::code;
use crate::report::{Fields, FileContext};
use crate::symbol_table::{InstrumentDecl, SymbolTable};
use huice_syntax::text;

/// The instruments that `excludes`, `replaces` or `helps` names.
pub(crate) fn others(
    at: FileContext<'_>,
    symbols: &SymbolTable<'_>,
    declared: &InstrumentDecl<'_>,
    fields: &Fields<'_>,
    key: &str,
) -> Vec<u16> {
    let mut found = Vec::new();
    for node in at.items(
        fields,
        key,
        ("政策编号的列表", "a list of ids of instruments"),
    ) {
        let id = node.text().unwrap_or_default();
        let known = symbols.instrument_ids.get(id).copied();
        let position = known.and_then(|n| u16::try_from(n).ok());
        let found_one = position.and_then(|n| Some((symbols.instruments.get(usize::from(n))?, n)));
        match found_one {
            Some((other, _)) if other.id == declared.id => {
                let message = text!("`{id}` 写的是它自己", "`{id}` names itself");
                at.wrong(
                    code::UNKNOWN_INSTRUMENT,
                    node.span,
                    message,
                    ("请写另一项政策", "name another instrument"),
                );
            }
            Some((_, position)) => found.push(position),
            None => {
                let known = symbols.instruments.iter().map(|i| i.id.as_str());
                let message = text!("没有 `{id}` 这项政策", "there is no instrument `{id}`");
                let otherwise = (
                    "请写任何一份文件里的一项政策的编号",
                    "write the id of an instrument of any document",
                );
                at.unknown(
                    code::UNKNOWN_INSTRUMENT,
                    node.span,
                    message,
                    id,
                    known,
                    otherwise,
                );
            }
        }
    }
    found
}
