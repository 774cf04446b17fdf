//! Lints of the words of questions: references without a target, numbers with a special meaning,
//! unexplained terms of art, labels too long for a row.

use super::{Tree, items};
use crate::code;
use huice_syntax::text;
use huice_syntax::{Diagnostic, Kind, Node, Span, Text};

/// Words that point at something that was said before.
const POINTING: [&str; 8] = [
    "这样", "这个", "这些", "这种", "这处", "这份", "上述", "前述",
];

/// Most characters of a label: what a row on a small phone holds.
const LONGEST_LABEL: usize = 24;

/// What is strange about the words in the files of facts.
pub(super) fn questions(trees: &[Tree<'_>], terms: &[String]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (file, root) in trees {
        let mut words = Words {
            file,
            terms,
            found: &mut found,
        };
        for fact in items(root, "facts") {
            words.fact(fact);
            for field in items(fact, "fields") {
                words.fact(field);
            }
        }
        for list in items(root, "lists") {
            words.pointing(list.get("ask"));
            for row in items(list, "of") {
                words.pointing(row.get("item"));
            }
        }
    }
    found
}

struct Words<'a> {
    file: &'a str,
    terms: &'a [String],
    found: &'a mut Vec<Diagnostic>,
}

impl Words<'_> {
    fn fact(&mut self, fact: &Node) {
        for key in ["ask", "label", "item", "yes", "no"] {
            self.pointing(fact.get(key));
        }
        if let Some(Kind::Map(options)) = fact.get("options").map(|node| &node.kind) {
            for option in options {
                self.pointing(Some(&option.value));
            }
        }
        for key in ["follows", "contradicts"] {
            for one in items(fact, key) {
                self.pointing(one.get("say"));
            }
        }
        for key in ["ask", "help"] {
            self.code_value(fact.get(key));
        }
        self.label(fact.get("label"));
        self.terms(fact);
    }

    /// A word that points at something which the same text does not name before it.
    fn pointing(&mut self, node: Option<&Node>) {
        let Some((node, text)) = node.and_then(|node| Some((node, node.text()?))) else {
            return;
        };
        for word in POINTING {
            for (at, _) in text.match_indices(word) {
                let (before, rest) = text.split_at(at);
                let object: String = rest.chars().skip(2).take(2).collect();
                if object.chars().count() == 2 && before.contains(&object) {
                    continue;
                }
                let message = text!(
                    "`{word}` 指的是什么，这段文字没有说",
                    "`{word}` points at nothing that this text names"
                );
                let help = (
                    "它单独显示在小屏幕上：请写出那件事的名字",
                    "it is read alone, on a small screen: name the thing itself",
                );
                self.tell(code::POINTING, node.span, message, help);
                return;
            }
        }
    }

    /// 填 with a number that is no number: 无固定期限填1200.
    fn code_value(&mut self, node: Option<&Node>) {
        let Some((node, text)) = node.and_then(|node| Some((node, node.text()?))) else {
            return;
        };
        for (at, word) in text.match_indices('填') {
            let (before, rest) = text.split_at(at);
            let rest = rest.strip_prefix(word).unwrap_or(rest).trim_start();
            let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
            // 0 is none, and 1 年填 12 counts the same in another unit.
            let converts = before.trim_end().ends_with(['年', '月', '天', '日', '岁']);
            if digits.is_empty() || digits.trim_start_matches('0').is_empty() || converts {
                continue;
            }
            let message = text!(
                "{digits} 代表的不是数目",
                "{digits} stands for something that is not a number"
            );
            let help = (
                "请另写一个选项或事项来问",
                "ask for that thing with an option or a fact of its own",
            );
            self.tell(code::CODE_VALUE, node.span, message, help);
            return;
        }
    }

    fn label(&mut self, node: Option<&Node>) {
        let Some((node, text)) = node.and_then(|node| Some((node, node.text()?))) else {
            return;
        };
        let length = text.chars().count();
        if length > LONGEST_LABEL {
            let message = text!("短名有 {length} 个字", "a label of {length} characters");
            let help = (
                "最多 24 个字：它是核对回答时的一行；问题里可以写得更全",
                "at most 24: it is a row of the review; the question can say more",
            );
            self.tell(code::LONG_LABEL, node.span, message, help);
        }
    }

    /// A term of art in a question without help.
    fn terms(&mut self, fact: &Node) {
        let (Some(ask), None) = (fact.get("ask"), fact.get("help")) else {
            return;
        };
        let text = ask.text().unwrap_or_default();
        if let Some(term) = self.terms.iter().find(|term| text.contains(term.as_str())) {
            let message = text!(
                "`{term}` 是行话，没有解释",
                "`{term}` is a term of art, and nothing explains it"
            );
            let help = (
                "请加上 `help:`：用大白话说是什么意思，或者到哪里看",
                "add `help:`: what it means in plain words, or where to look",
            );
            self.tell(code::TERM, ask.span, message, help);
        }
    }

    fn tell(
        &mut self,
        code: &'static str,
        span: Span,
        message: Text,
        help: (&'static str, &'static str),
    ) {
        let told = Diagnostic::warning(code, self.file, span, message).help(help);
        self.found.push(told);
    }
}
