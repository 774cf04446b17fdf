//! What `huice-ide` answers, in the types of the protocol.

use super::address::uri_of;
use huice_ide::{Edit, Location, NameKind, Range, Suggestion, SuggestionKind, Symbol};
use huice_syntax::{Diagnostic, Lang, Severity};
use lsp_types::{
    CompletionItem, CompletionItemKind, CompletionTextEdit, DiagnosticSeverity, DocumentSymbol,
    NumberOrString, SymbolKind, TextEdit, Uri, WorkspaceEdit,
};
use std::collections::HashMap;

pub(super) fn position(at: lsp_types::Position) -> huice_ide::Position {
    huice_ide::Position {
        line: at.line,
        character: at.character,
    }
}

fn at(position: huice_ide::Position) -> lsp_types::Position {
    lsp_types::Position::new(position.line, position.character)
}

pub(super) fn range(range: Range) -> lsp_types::Range {
    lsp_types::Range::new(at(range.start), at(range.end))
}

pub(super) fn location(location: &Location) -> Option<lsp_types::Location> {
    Some(lsp_types::Location::new(
        uri_of(&location.path)?,
        range(location.range),
    ))
}

/// A diagnostic of a file with this text.
pub(super) fn diagnostic(found: &Diagnostic, text: &str, lang: Lang) -> lsp_types::Diagnostic {
    let parts = [&found.message, &found.label, &found.help];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    let lines: Vec<&str> = parts.map(|part| part.get(lang)).collect();
    lsp_types::Diagnostic {
        range: range(huice_ide::range(text, found.span.start, found.span.end)),
        severity: Some(match found.severity {
            Severity::Error => DiagnosticSeverity::ERROR,
            Severity::Warning => DiagnosticSeverity::WARNING,
        }),
        code: Some(NumberOrString::String(found.code.into())),
        source: Some("huice".into()),
        message: lines.join("\n"),
        ..lsp_types::Diagnostic::default()
    }
}

pub(super) fn suggestion(found: Suggestion) -> CompletionItem {
    let text = match found.kind {
        SuggestionKind::Key => format!("{}: ", found.text),
        SuggestionKind::Word | SuggestionKind::Unit | SuggestionKind::Name => found.text.clone(),
    };
    CompletionItem {
        kind: Some(match found.kind {
            SuggestionKind::Key => CompletionItemKind::FIELD,
            SuggestionKind::Word => CompletionItemKind::KEYWORD,
            SuggestionKind::Unit => CompletionItemKind::UNIT,
            SuggestionKind::Name => CompletionItemKind::VARIABLE,
        }),
        detail: Some(found.about).filter(|about| !about.is_empty()),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit {
            range: range(found.range),
            new_text: text,
        })),
        label: found.text,
        ..CompletionItem::default()
    }
}

#[expect(
    clippy::mutable_key_type,
    reason = "the protocol's type: a map by addresses, which never change"
)]
pub(super) fn edits(all: Vec<Edit>) -> WorkspaceEdit {
    let mut changes: HashMap<Uri, Vec<TextEdit>> = HashMap::new();
    for edit in all {
        if let Some(uri) = uri_of(&edit.at.path) {
            let own = changes.entry(uri).or_default();
            own.push(TextEdit::new(range(edit.at.range), edit.text));
        }
    }
    WorkspaceEdit::new(changes)
}

#[expect(deprecated, reason = "the protocol's type has a field that is")]
pub(super) fn symbol(found: Symbol) -> DocumentSymbol {
    let kind = match found.named.kind {
        NameKind::Fact | NameKind::Field => SymbolKind::FIELD,
        NameKind::Choice => SymbolKind::ENUM_MEMBER,
        NameKind::Definition => SymbolKind::FUNCTION,
        NameKind::Parameter | NameKind::Step => SymbolKind::CONSTANT,
        NameKind::Instrument => SymbolKind::CLASS,
        NameKind::Place | NameKind::Document => SymbolKind::MODULE,
    };
    DocumentSymbol {
        name: found.named.id,
        detail: Some(found.label).filter(|label| !label.is_empty()),
        kind,
        tags: None,
        deprecated: None,
        range: range(found.whole),
        selection_range: range(found.name),
        children: None,
    }
}
