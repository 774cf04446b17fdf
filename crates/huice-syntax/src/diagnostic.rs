//! What is wrong with a file, in words for the person who wrote it.

use crate::span::Span;
use crate::text::{Lang, Text};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet, renderer::DecorStyle};

/// How bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The rules cannot be used.
    Error,
    /// They can; something looks forgotten.
    Warning,
}

/// One error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Code, as `E012` or `W071`; each has its own page.
    pub code: &'static str,
    /// How bad.
    pub severity: Severity,
    /// The file's path as it was given.
    pub file: String,
    /// The piece of text; line and column count from 1.
    pub span: Span,
    /// What is wrong, in one line.
    pub message: Text,
    /// A few words under the piece of text; may be empty.
    pub label: Text,
    /// What to do; may be empty.
    pub help: Text,
}

impl Diagnostic {
    /// An error; label and help are added by [`Self::label`] and [`Self::help`].
    #[must_use]
    pub fn error(code: &'static str, file: &str, span: Span, message: impl Into<Text>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            file: file.into(),
            span,
            message: message.into(),
            label: Text::default(),
            help: Text::default(),
        }
    }

    /// A warning.
    #[must_use]
    pub fn warning(code: &'static str, file: &str, span: Span, message: impl Into<Text>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, file, span, message)
        }
    }

    /// With a few words under the piece of text.
    #[must_use]
    pub fn label(mut self, label: impl Into<Text>) -> Self {
        self.label = label.into();
        self
    }

    /// With what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<Text>) -> Self {
        self.help = help.into();
        self
    }

    /// Draws the diagnostic over the text of its file, as the Rust compiler does. The marks line
    /// up under wide characters too. `colour`: with terminal colours.
    #[must_use]
    pub fn render(&self, source: &str, lang: Lang, colour: bool) -> String {
        let level = match (self.severity, lang) {
            (Severity::Error, Lang::Zh) => Level::ERROR.with_name("错误"),
            (Severity::Error, Lang::En) => Level::ERROR,
            (Severity::Warning, Lang::Zh) => Level::WARNING.with_name("提醒"),
            (Severity::Warning, Lang::En) => Level::WARNING,
        };
        let help = match lang {
            Lang::Zh => Level::HELP.with_name("怎么改"),
            Lang::En => Level::HELP,
        };
        // The drawing must not fail, whatever the span is.
        let start = source.floor_char_boundary(self.span.start);
        let mut end = source.floor_char_boundary(self.span.end.max(start));
        // A span over several lines is shown by its first line: the rest is context, not error.
        if let Some(line_end) = source.get(start..end).and_then(|t| t.find('\n')) {
            end = start + line_end;
        }
        let mut annotation = AnnotationKind::Primary.span(start..end);
        if !self.label.is_empty() {
            annotation = annotation.label(self.label.get(lang));
        }
        let snippet = Snippet::source(source)
            .path(self.file.as_str())
            .annotation(annotation);
        let mut report: Vec<Group<'_>> = vec![
            level
                .primary_title(self.message.get(lang))
                .id(self.code)
                .element(snippet),
        ];
        if !self.help.is_empty() {
            report.push(Group::with_title(help.secondary_title(self.help.get(lang))));
        }
        let renderer = if colour {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        renderer.decor_style(DecorStyle::Ascii).render(&report)
    }
}

/// Puts diagnostics into the order in which a person reads: errors first, by file, then by place.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| {
        (a.severity, &a.file, a.span.start, a.code, &a.message).cmp(&(
            b.severity,
            &b.file,
            b.span.start,
            b.code,
            &b.message,
        ))
    });
    diagnostics.dedup();
}
