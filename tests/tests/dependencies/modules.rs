//! Which module of a crate uses which, read from its sources: `use` lines and paths in the code.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The path of a module from the root of its crate, which is the empty one.
pub type Module = Vec<String>;

/// The modules of one crate.
#[derive(Default)]
pub struct Crate {
    modules: BTreeSet<Module>,
    /// By module: every path that it names, from the root of the crate.
    named: BTreeMap<Module, BTreeSet<Module>>,
    /// By module and name: what it re-exports under that name.
    re_exports: BTreeMap<(Module, String), Module>,
}

impl Crate {
    /// Of its sources, by their paths from the root of the crate, without comments and tests.
    pub fn of(sources: &[(String, String)]) -> Self {
        let mut parsed = Self::default();
        let root = Module::new();
        parsed.modules.insert(root);
        for (path, _) in sources {
            parsed.modules.insert(module_of(path));
        }
        for (path, text) in sources {
            parsed.read(&module_of(path), text);
        }
        parsed
    }

    fn read(&mut self, module: &Module, text: &str) {
        for (path, name, public) in uses(text) {
            let Some(path) = self.absolute(module, &path) else {
                continue;
            };
            if public && let Some(name) = name {
                let key = (module.clone(), name);
                self.re_exports.insert(key, path.clone());
            }
            self.named.entry(module.clone()).or_default().insert(path);
        }
        for path in paths(text) {
            if let Some(path) = self.absolute(module, &path) {
                self.named.entry(module.clone()).or_default().insert(path);
            }
        }
    }

    /// A path from the root of the crate; `None` where it leads out of the crate.
    fn absolute(&self, module: &Module, path: &[String]) -> Option<Module> {
        let mut at = module.clone();
        let mut rest = path;
        match path.first()?.as_str() {
            "crate" => at.clear(),
            "self" => {}
            "super" => {
                at.pop()?;
            }
            // The name of a child; everything else is another crate.
            child => {
                at.push(child.to_owned());
                if !self.modules.contains(&at) {
                    return None;
                }
            }
        }
        rest = &rest[1..];
        while rest.first().is_some_and(|part| part == "super") {
            at.pop()?;
            rest = &rest[1..];
        }
        at.extend(rest.iter().cloned());
        Some(at)
    }

    /// The module that defines an item, followed through re-exports.
    fn home(&self, path: &Module) -> Module {
        let mut path = path.clone();
        // An item is seldom re-exported more than once.
        for _ in 0..8 {
            let length = (0..=path.len()).rev();
            let module = length.map(|n| path[..n].to_vec());
            let module = module.into_iter().find(|m| self.modules.contains(m));
            let module = module.unwrap_or_default();
            let rest = &path[module.len()..];
            let Some(name) = rest.first() else {
                return module;
            };
            match self.re_exports.get(&(module.clone(), name.clone())) {
                Some(target) => path = [target.as_slice(), &rest[1..]].concat(),
                None => return module,
            }
        }
        path
    }

    /// The circles: of modules side by side, those that lead to each other, with everything below
    /// them; each with those that it uses of its circle. What a module has to do with its own
    /// children is its own affair.
    pub fn circles(&self) -> Vec<BTreeMap<String, BTreeSet<String>>> {
        // By parent: from one child to another.
        let mut edges: BTreeMap<Module, BTreeSet<(String, String)>> = BTreeMap::new();
        for (from, named) in &self.named {
            for path in named {
                let to = self.home(path);
                let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
                if let (Some(a), Some(b)) = (from.get(common), to.get(common)) {
                    let level = edges.entry(from[..common].to_vec()).or_default();
                    level.insert((a.clone(), b.clone()));
                }
            }
        }
        let mut circles = Vec::new();
        for (parent, edges) in &edges {
            for circle in strongly_connected(edges) {
                let name = |child: &String| {
                    let path: Vec<&str> = parent.iter().map(String::as_str).collect();
                    [path.as_slice(), &[child.as_str()]].concat().join("::")
                };
                let mut named: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
                for (from, to) in edges.iter().filter(|(from, to)| from != to) {
                    if circle.contains(from) && circle.contains(to) {
                        named.entry(name(from)).or_default().insert(name(to));
                    }
                }
                circles.push(named);
            }
        }
        circles
    }
}

/// `a/b.rs` and `a/b/mod.rs` are `a::b`; `lib.rs` and `main.rs` are the root.
fn module_of(path: &str) -> Module {
    let path = Path::new(path).with_extension("");
    let parts = path.components();
    let mut parts: Module = parts
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    if parts.last().is_some_and(|last| last == "mod")
        || parts == ["lib".to_owned()]
        || parts == ["main".to_owned()]
    {
        parts.pop();
    }
    parts
}

/// Every path of every `use`, with its name and whether it is re-exported.
fn uses(text: &str) -> Vec<(Vec<String>, Option<String>, bool)> {
    let mut uses = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let line = line.trim();
        let (visible, rest) = match line.strip_prefix("pub") {
            Some(rest) => (true, rest.trim_start_matches("(crate)").trim_start()),
            None => (false, line),
        };
        let Some(first) = rest.strip_prefix("use ") else {
            continue;
        };
        let mut tree = first.to_owned();
        while !tree.contains(';') {
            let Some(line) = lines.next() else { break };
            tree.push_str(line.trim());
        }
        let tree = tree.split(';').next().unwrap_or_default();
        expand(&[], tree, &mut |path, name| {
            uses.push((path, name, visible));
        });
    }
    uses
}

/// Every path of a tree of paths.
fn expand(before: &[String], tree: &str, see: &mut dyn FnMut(Vec<String>, Option<String>)) {
    let tree = tree.trim();
    if let Some((path, list)) = tree.split_once('{') {
        let mut before = before.to_vec();
        before.extend(parts(path));
        let list = list.strip_suffix('}').unwrap_or(list);
        let (mut depth, mut start) = (0, 0);
        for (at, sign) in list.char_indices().chain([(list.len(), ',')]) {
            match sign {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    if !list[start..at].trim().is_empty() {
                        expand(&before, &list[start..at], see);
                    }
                    start = at + 1;
                }
                _ => {}
            }
        }
        return;
    }
    let (path, renamed) = match tree.split_once(" as ") {
        Some((path, name)) => (path, Some(name.trim().to_owned())),
        None => (tree, None),
    };
    let mut all = before.to_vec();
    all.extend(parts(path));
    // `self` in braces is the path before them, and `*` names nothing.
    let star = all.last().is_some_and(|last| last == "*");
    if star || (all.len() > 1 && all.last().is_some_and(|last| last == "self")) {
        all.pop();
    }
    let name = renamed.or_else(|| all.last().cloned());
    see(all, if star { None } else { name });
}

fn parts(path: &str) -> impl Iterator<Item = String> {
    let parts = path.split("::").map(|part| part.trim().to_owned());
    parts.filter(|part| !part.is_empty())
}

/// Every path in the code that begins with `crate::` or `super::`.
fn paths(text: &str) -> Vec<Vec<String>> {
    let inside = |c: char| c.is_alphanumeric() || c == '_';
    let mut paths = Vec::new();
    for start in ["crate::", "super::"] {
        for (at, _) in text.match_indices(start) {
            let before = text[..at].chars().next_back();
            if before.is_some_and(|c| inside(c) || c == ':' || c == '$') {
                continue;
            }
            let path = &text[at..];
            let end = path.find(|c| !inside(c) && c != ':').unwrap_or(path.len());
            paths.push(parts(&path[..end]).collect());
        }
    }
    paths
}

/// The groups of more than one in which each leads to every other.
fn strongly_connected(edges: &BTreeSet<(String, String)>) -> Vec<BTreeSet<String>> {
    let reached = |from: &String| {
        let mut seen = BTreeSet::new();
        let mut waiting = vec![from.clone()];
        while let Some(at) = waiting.pop() {
            for (_, to) in edges.iter().filter(|(a, _)| *a == at) {
                if seen.insert(to.clone()) {
                    waiting.push(to.clone());
                }
            }
        }
        seen
    };
    let all: BTreeSet<&String> = edges.iter().map(|(from, _)| from).collect();
    let reach: BTreeMap<&String, BTreeSet<String>> =
        all.iter().map(|from| (*from, reached(from))).collect();
    let mut groups: Vec<BTreeSet<String>> = Vec::new();
    for from in all {
        if groups.iter().any(|group| group.contains(from)) {
            continue;
        }
        let back = |to: &&String| reach.get(to).is_some_and(|reach| reach.contains(from));
        let mut group: BTreeSet<String> = reach[from].iter().filter(back).cloned().collect();
        group.insert(from.clone());
        if group.len() > 1 {
            groups.push(group);
        }
    }
    groups
}

#[test]
fn circles_are_found() {
    let source = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    let found = Crate::of(&[
        source(
            "lib.rs",
            "mod a;\nmod b;\nmod c;\npub use b::{B, Other as D};\n",
        ),
        source(
            "a.rs",
            "mod own;\nuse own::X;\nuse crate::{\n    D,\n    c::{self, C},\n};\n",
        ),
        source("a/own.rs", "use super::Y;\n"),
        source("b.rs", "fn f() -> crate::a::own::X {}\n"),
        source("c.rs", "use std::fmt;\nuse crate::Nothing;\n"),
    ]);
    let edge = |from: &str, to: &str| (from.to_owned(), BTreeSet::from([to.to_owned()]));
    let circle = BTreeMap::from([edge("a", "b"), edge("b", "a")]);
    assert_eq!(found.circles(), [circle]);
}
