//! A skeleton of this year's document out of last year's: every instrument said again, so that only
//! what changed is left to write.

use crate::scaffold;
use huice_core::Date;
use huice_syntax::{Entry, Kind, Node};
use std::fmt::Write as _;

/// The names and days of a document that takes the place of another.
#[derive(Debug, Clone, Copy)]
pub struct Successor<'a> {
    /// Id of the newer document.
    pub id: &'a str,
    /// Id of the older one.
    pub older: &'a str,
    /// First day on which the newer one is in force and the older one is not.
    pub from: Date,
    /// Day on which it is written.
    pub today: Date,
}

impl Successor<'_> {
    /// The files of the newer document, and the older document's with what takes its place: paths
    /// below the folder of the rules, and texts. `files` are all rule files. `None` where there is no
    /// such older document.
    #[must_use]
    pub fn files<'f>(
        &self,
        files: impl IntoIterator<Item = (&'f str, &'f str)>,
    ) -> Option<Vec<(String, String)>> {
        let mut made = Vec::new();
        let mut found = false;
        for (path, text) in files {
            let own = path.strip_prefix(self.older);
            let Some(name) = own.and_then(|rest| rest.strip_prefix('/')) else {
                continue;
            };
            if name == "document.yaml" {
                found = true;
                made.push((format!("{}/{name}", self.id), self.document(text)));
                made.push((path.to_owned(), self.superseded(text)));
            } else if let Some(clause) = self.clause(text) {
                made.push((format!("{}/{name}", self.id), clause));
            }
        }
        found.then_some(made)
    }

    /// The `document.yaml` of the newer document. It applies where the older one, `text`, does.
    fn document(&self, text: &str) -> String {
        let root = huice_syntax::parse("document.yaml", text).root;
        let applies = root.as_ref().and_then(|root| root.get("applies"));
        let places: Vec<&str> = items(applies).iter().filter_map(Node::text).collect();
        let skeleton = scaffold::document(self.id, &places.join("\", \""), self.today);
        let (from, older) = (self.from, self.older);
        skeleton.replace(
            "# 有效期的最后一天",
            &format!("# 哪天起施行；从这天起代替 {older}\nfrom: {from}\n# 有效期的最后一天"),
        )
    }

    /// The `document.yaml` of the older document, with what takes its place.
    fn superseded(&self, text: &str) -> String {
        let Self { id, from, .. } = self;
        let text = text.trim_end();
        format!("{text}\nsuperseded_by: {{document: {id}, from: {from}}}\n")
    }

    /// A clause file of the newer document out of that of the older one; `None` if it has no
    /// instruments.
    fn clause(&self, text: &str) -> Option<String> {
        let root = huice_syntax::parse("clause.yaml", text).root?;
        let instruments = items(root.get("instruments"));
        if instruments.is_empty() {
            return None;
        }
        let mut made =
            String::from("# 去年的每一项都在下面：没变的核对出处，变了的只写不同，取消的删掉\n");
        for entry in entries(&root) {
            if matches!(entry.key.as_str(), "clause" | "heading" | "offices") {
                made += slice(text, entry.key_span.start, entry.value.span.end).trim_end();
                made.push('\n');
            }
        }
        made += "instruments:\n";
        for instrument in instruments {
            self.instrument(text, instrument, &mut made);
        }
        Some(made)
    }

    fn instrument(&self, text: &str, old: &Node, made: &mut String) {
        let key = |key: &str| old.get(key).and_then(Node::text).unwrap_or_default();
        let id = key("id");
        let until = old
            .get("valid")
            .and_then(|valid| valid.get("until")?.text());
        if until
            .and_then(Date::parse)
            .is_some_and(|until| until < self.from)
        {
            let _ = writeln!(made, "  # {id} 在施行以前已经到期");
            return;
        }
        let _ = writeln!(made, "  - id: {}", self.new_id(id));
        // What says again what a wider place's document says goes on saying it.
        if old.get("restates").is_none() {
            let _ = writeln!(made, "    restates: {id}\n    cite: {}", key("cite"));
            return;
        }
        for entry in entries(old) {
            if !matches!(entry.key.as_str(), "id" | "examples") {
                let own = slice(text, entry.key_span.start, entry.value.span.end);
                let _ = writeln!(made, "    {}", own.trim_end());
            }
        }
    }

    /// The id of an instrument of the newer document: that of the older one with the year behind.
    fn new_id(&self, id: &str) -> String {
        let year = |text: &str| text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
        let stem = match id.rsplit_once('-') {
            Some((stem, last)) if year(last) => stem,
            Some(_) | None => id,
        };
        format!("{stem}-{}", self.from.year())
    }
}

fn items(node: Option<&Node>) -> &[Node] {
    match node.map(|node| &node.kind) {
        Some(Kind::List(items)) => items,
        Some(Kind::Scalar(_) | Kind::Map(_)) | None => &[],
    }
}

fn entries(node: &Node) -> &[Entry] {
    match &node.kind {
        Kind::Map(entries) => entries,
        Kind::Scalar(_) | Kind::List(_) => &[],
    }
}

fn slice(text: &str, start: usize, end: usize) -> &str {
    text.get(start..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail loudly")]
    use super::*;

    fn successor() -> Successor<'static> {
        Successor {
            id: "new",
            older: "old",
            from: Date::new(2027, 1, 1).unwrap(),
            today: Date::new(2026, 11, 30).unwrap(),
        }
    }

    #[test]
    fn instruments_are_said_again() {
        let text = "clause: 一\nheading: 补贴\noffices: none\ninstruments:\n  - id: a\n    cite: 一#1\n    note: 长\n  - id: b-2020\n    cite: 一#2\n    valid: {until: 2026-12-31}\n  - id: c-2020\n    restates: wide\n    cite: 一#3\n    note: |\n      两行\n      字\n    examples: []\n";
        let made = successor().clause(text).unwrap();
        let expected = "clause: 一\nheading: 补贴\noffices: none\ninstruments:\n  - id: a-2027\n    restates: a\n    cite: 一#1\n  # b-2020 在施行以前已经到期\n  - id: c-2027\n    restates: wide\n    cite: 一#3\n    note: |\n      两行\n      字\n";
        assert_eq!(made.split_once('\n').unwrap().1, expected);
        assert_eq!(successor().clause("clause: 一\n"), None);
    }

    #[test]
    fn documents_name_each_other() {
        let old = "id: old\napplies: [\"1\", \"2\"]\n";
        let made = successor().document(old);
        assert!(made.contains("applies: [\"1\", \"2\"]") && made.contains("\nfrom: 2027-01-01\n"));
        let ended = successor().superseded(old);
        assert!(ended.ends_with("\nsuperseded_by: {document: new, from: 2027-01-01}\n"));
    }

    #[test]
    fn only_files_of_the_older_document_are_said_again() {
        let files = [
            (
                "old/01.yaml",
                "clause: 一\ninstruments:\n  - id: a\n    cite: 一#1\n",
            ),
            ("old/document.yaml", "id: old\napplies: [\"1\"]\n"),
            ("older/document.yaml", "id: older\n"),
        ];
        let made = successor().files(files).unwrap();
        let paths: Vec<&str> = made.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(
            paths,
            ["new/01.yaml", "new/document.yaml", "old/document.yaml"]
        );
        assert_eq!(successor().files([("other/01.yaml", "")]), None);
    }
}
