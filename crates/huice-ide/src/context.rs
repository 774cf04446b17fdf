//! Where the cursor stands, by indentation alone: a text that is being written is rarely a tree.

/// What is being written at the cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Slot {
    /// A key.
    Key,
    /// The value of this key, or an item of its list.
    Value(String),
}

/// Where the cursor stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Context {
    /// The keys around it, the outermost first.
    pub(crate) path: Vec<String>,
    /// What is being written.
    pub(crate) slot: Slot,
    /// What of the value stands before the cursor.
    pub(crate) before: String,
    /// First byte of the word at the cursor.
    pub(crate) start: usize,
    /// The `id` of the item of `instruments` around it, if it stands above.
    pub(crate) instrument: Option<String>,
}

/// Farthest line that is looked at above the cursor.
const FARTHEST: usize = 2_000;

/// Where a byte of a text stands.
pub(crate) fn context(text: &str, offset: usize) -> Context {
    let offset = text.floor_char_boundary(offset);
    let head = text.get(..offset).unwrap_or_default();
    let line_start = head.rfind('\n').map_or(0, |at| at + 1);
    let line = head.get(line_start..).unwrap_or_default();
    let (inline, slot, before) = inline(line);
    let above: Vec<&str> = head
        .get(..line_start)
        .unwrap_or_default()
        .lines()
        .rev()
        .take(FARTHEST)
        .collect();
    let (mut path, instrument) = parents(line, &above);
    let slot = match (slot, path.last()) {
        // An item of a list of texts.
        (Slot::Key, Some(list)) if inline.is_empty() && is_list_of_texts(list) => {
            Slot::Value(list.clone())
        }
        (slot, _) => slot,
    };
    path.extend(inline);
    let expression = matches!(&slot, Slot::Value(key) if crate::vocabulary::is_expression(key));
    Context {
        path,
        slot,
        start: offset - word(&before, expression).len(),
        before,
        instrument,
    }
}

/// Lists whose items are texts, not maps.
fn is_list_of_texts(key: &str) -> bool {
    matches!(
        key,
        "of" | "excludes" | "replaces" | "helps" | "roles" | "goals" | "applies" | "yearly"
    )
}

/// The word before the cursor.
fn word(before: &str, expression: bool) -> &str {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '_' || (c == '-' && !expression);
    let start = before
        .char_indices()
        .rev()
        .take_while(|(_, c)| fits(*c))
        .last()
        .map_or(before.len(), |(at, _)| at);
    before.get(start..).unwrap_or_default()
}

/// The keys whose brackets are open on the line, what is written, and what of it stands there.
fn inline(line: &str) -> (Vec<String>, Slot, String) {
    let body = line.trim_start_matches([' ', '-']);
    let mut open: Vec<(char, usize)> = vec![('{', 0)];
    let mut quote = None;
    let mut starts = vec![0usize];
    for (at, sign) in body.char_indices() {
        match (quote, sign) {
            (Some(mark), _) if sign == mark => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(sign),
            (None, '{' | '[') if begins_a_value(body, &starts, at) => {
                open.push((sign, at + 1));
                starts.push(at + 1);
            }
            (None, '}' | ']') if open.len() > 1 => {
                open.pop();
                starts.pop();
            }
            (None, ',') if open.len() > 1 => {
                if let Some(start) = starts.last_mut() {
                    *start = at + 1;
                }
            }
            (None, _) => {}
        }
    }
    let mut keys = Vec::new();
    let mut own = None;
    for (depth, start) in starts.iter().enumerate() {
        let end = open.get(depth + 1).map_or(body.len(), |(_, at)| at - 1);
        let piece = body.get(*start..end).unwrap_or_default();
        own = key_of(piece);
        let last = depth + 1 == starts.len();
        if let (Some((key, _)), false) = (&own, last) {
            keys.push(key.clone());
        }
    }
    let piece = starts
        .last()
        .and_then(|start| body.get(*start..))
        .unwrap_or_default();
    match own {
        Some((key, value)) => (keys, Slot::Value(key), value),
        // An item of a list in brackets is a value of the key before them.
        None if open.last().is_some_and(|(sign, _)| *sign == '[') => {
            let slot = keys.pop().map_or(Slot::Key, Slot::Value);
            (keys, slot, piece.to_owned())
        }
        None => (keys, Slot::Key, piece.to_owned()),
    }
}

/// Whether a bracket opens a list or a map: within a text it is a sign like any other.
fn begins_a_value(body: &str, starts: &[usize], at: usize) -> bool {
    let start = starts.last().copied().unwrap_or_default();
    let before = body.get(start..at).unwrap_or_default().trim_end();
    before.is_empty() || before.ends_with(':')
}

/// The key of a piece with what stands behind its colon.
fn key_of(piece: &str) -> Option<(String, String)> {
    let (key, value) = piece.split_once(':')?;
    let opens = value.is_empty() || value.starts_with(' ');
    let key = key
        .trim()
        .trim_start_matches("- ")
        .trim_matches(['"', '\'']);
    (opens && !key.is_empty()).then(|| {
        let value = value.trim_start().trim_start_matches(['"', '\'']);
        (key.to_owned(), value.to_owned())
    })
}

/// How far a line is indented, and where its key begins behind the dashes.
fn columns(line: &str) -> (usize, usize) {
    let dash = line.len() - line.trim_start_matches(' ').len();
    let key = line.len() - line.trim_start_matches([' ', '-']).len();
    (dash, key)
}

/// The keys around a line, from those above it; and the instrument around it.
fn parents(line: &str, above: &[&str]) -> (Vec<String>, Option<String>) {
    let (dash, key) = columns(line);
    let mut limit = if dash < key { dash + 1 } else { key };
    // Siblings of the line, and of every line that is around it, may name the instrument.
    let mut level = key;
    let (mut path, mut instrument) = (Vec::new(), None);
    for line in above {
        let body = line.trim();
        if body.is_empty() || body.starts_with('#') {
            continue;
        }
        let (dash, column) = columns(line);
        let piece = line.get(column..).unwrap_or_default();
        if let Some(id) = piece.strip_prefix("id:").filter(|_| column == level) {
            instrument.get_or_insert_with(|| (path.len(), id.trim().to_owned()));
        }
        if column < limit {
            if let Some((found, _)) = key_of(piece) {
                path.push(found);
            }
            level = column;
            limit = if dash < column { dash + 1 } else { column };
        } else if column == level && dash < column {
            limit = limit.min(dash + 1);
        }
    }
    let here =
        instrument.filter(|(depth, _)| path.get(*depth).is_some_and(|list| list == "instruments"));
    path.reverse();
    (path, here.map(|(_, id)| id))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The context at `|`.
    fn at(text: &str) -> Context {
        let offset = text.find('|').unwrap_or(text.len());
        context(&text.replacen('|', "", 1), offset)
    }

    const RULE: &str = "clause: 一\ninstruments:\n  - id: a-grant\n    title: 甲\n    eligible:\n      all:\n        - when: old >= |\n";

    #[test]
    fn keys_around_a_value_are_found() {
        let found = at(RULE);
        assert_eq!(found.path, ["instruments", "eligible", "all"]);
        assert_eq!(found.slot, Slot::Value("when".into()));
        assert_eq!(found.before, "old >= ");
        assert_eq!(found.instrument.as_deref(), Some("a-grant"));
    }

    #[test]
    fn brackets_on_one_line_are_seen() {
        let found = at("instruments:\n  - id: x\n    examples:\n      - {name: a, answers: {loc|");
        assert_eq!(found.path, ["instruments", "examples", "answers"]);
        assert_eq!(found.slot, Slot::Key);
        let found = at("instruments:\n  - id: x\n    roles: [seeker, fo|");
        assert_eq!(found.path, ["instruments"]);
        assert_eq!(found.slot, Slot::Value("roles".into()));
        for text in ["      - {when: \"a in [b, c|", "      - when: a in [b, c|"] {
            let found = at(text);
            assert_eq!(found.slot, Slot::Value("when".into()));
            assert_eq!(found.before, "a in [b, c");
        }
    }

    #[test]
    fn a_new_line_is_a_key() {
        let found = at("instruments:\n  - id: x\n    ti|");
        assert_eq!(
            (found.path, found.slot),
            (vec!["instruments".into()], Slot::Key)
        );
        let found = at("lists:\n  - ask: 问\n    of:\n      - lo|");
        assert_eq!(found.slot, Slot::Value("of".into()));
    }
}
