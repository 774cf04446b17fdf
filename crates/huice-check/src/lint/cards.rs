//! What a card shows besides the law itself: plain titles and goals. The audit compares offices
//! with the documents.
//!
//! Rules may have no plain titles at all. Once one instrument has one, all need one.

use super::{Tree, items};
use crate::code;
use crate::corpus::Corpus;
use crate::suggest::quoted;
use huice_core::ir::{Instrument, Kind};
use huice_syntax::Diagnostic;
use huice_syntax::{Text, Words, text};
use std::collections::BTreeMap;

/// Most signs of a plain title: what fits on a line of a small phone.
const LONGEST: usize = 16;

/// Everything that is missing for cards.
pub(super) fn cards(corpus: &Corpus, trees: &[Tree<'_>]) -> Vec<Diagnostic> {
    let mut found = plain(corpus, trees);
    found.extend(goals(corpus));
    found
}

fn plain(corpus: &Corpus, trees: &[Tree<'_>]) -> Vec<Diagnostic> {
    let instruments: BTreeMap<&str, &Instrument> = corpus
        .instruments()
        .map(|(i, _)| (i.id.as_str(), i))
        .collect();
    let used = instruments.values().any(|i| !i.plain.is_empty());
    let mut found = Vec::new();
    for (file, root) in trees {
        for node in items(root, "instruments") {
            let Some(id) = node.get("id") else { continue };
            let Some(instrument) = id.text().and_then(|id| instruments.get(id)) else {
                continue;
            };
            if let Some(own) = node.get("plain") {
                if let Some((message, help)) = hard(&instrument.plain) {
                    let told = Diagnostic::warning(code::PLAIN_HARD, file, own.span, message);
                    found.push(told.help(help));
                }
            } else if used && instrument.plain.is_empty() && instrument.kind != Kind::Definition {
                let message = text!(
                    "`{}` 没有大白话的名字",
                    "`{}` has no title in plain words",
                    instrument.id
                );
                let help = (
                    "请加上 `plain: …`：在窗口会怎么说",
                    "add `plain: …`: what one would say at the counter",
                );
                let told = Diagnostic::warning(code::NO_PLAIN, file, id.span, message);
                found.push(told.help(help));
            }
        }
    }
    found
}

/// What makes a plain title hard to read: message and help.
fn hard(title: &str) -> Option<(Text, Words)> {
    let length = title.chars().count();
    if length > LONGEST {
        let message = text!(
            "大白话的名字有 {length} 个字",
            "a plain title of {length} signs"
        );
        return Some((
            message,
            ("小手机一行放 16 个字", "16 fit on a line of a small phone"),
        ));
    }
    let sum = title.contains('元') || title.contains('%');
    let digit = title.chars().any(|c| c.is_ascii_digit());
    (sum && digit).then(|| {
        let message = ("大白话的名字里写了金额", "a plain title with a sum").into();
        (
            message,
            (
                "金额另外显示，而且会随回答变化",
                "the sum stands beside it, and changes with the answers",
            ),
        )
    })
}

/// Goals that reach nothing in a place that is not declared under `nowhere`, and the reverse.
fn goals(corpus: &Corpus) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (goal, position) in corpus.goal_decls().iter().zip(0u16..) {
        let reached = |code: &str| {
            let documents = corpus.documents_of(code);
            corpus.instruments().any(|(instrument, origin)| {
                documents.contains(&origin.document) && instrument.goals.contains(&position)
            })
        };
        let (mut none, mut some) = (Vec::new(), Vec::new());
        for place in corpus.places().iter().filter(|p| p.covered) {
            match (reached(&place.code), goal.nowhere.contains(&place.code)) {
                (false, false) => none.push(place.name.as_str()),
                (true, true) => some.push(place.name.as_str()),
                (true, false) | (false, true) => {}
            }
        }
        let id = &goal.goal.id;
        for (places, message, help) in [
            (
                none,
                text!(
                    "目标 `{id}` 在这些地方没有政策",
                    "the goal `{id}` reaches nothing in"
                ),
                (
                    "请写进相关政策的 `goals:`，或者在 `nowhere:` 里说明原因",
                    "name it in `goals:` of what it should reach, or say why under `nowhere:`",
                ),
            ),
            (
                some,
                text!(
                    "目标 `{id}` 在这些地方其实有政策",
                    "the goal `{id}` does reach something in"
                ),
                (
                    "请从 `nowhere:` 里删掉这个地方",
                    "take the place out of `nowhere:`",
                ),
            ),
        ] {
            if !places.is_empty() {
                let places = quoted(&places);
                let message = text!(
                    zh: "{}：{places}", message.zh;
                    en: "{} {places}", message.en
                );
                let told = Diagnostic::warning(code::GOAL, &goal.file, goal.span, message);
                found.push(told.help(help));
            }
        }
    }
    found
}
