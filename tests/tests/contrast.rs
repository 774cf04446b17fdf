//! Every pair of colours that can meet has enough contrast in every theme: 4.5 to 1 for text, 3 to
//! 1 for frames of controls and the focus. The pairs are read from the styles, so a new rule is
//! tested automatically.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_arithmetic,
    reason = "tests may fail loudly, and contrast is a ratio of powers"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A theme, and the rules that define its colours; later rules win.
const THEMES: [(&str, &[&str]); 5] = [
    ("light", &[":root"]),
    ("dark", &[":root", "[data-theme=dark]"]),
    (
        "dark of the system",
        &[":root", ":root:not([data-theme]):not([data-contrast])"],
    ),
    ("high", &[":root", "[data-contrast=high]"]),
    (
        "high dark",
        &[
            ":root",
            "[data-theme=dark]",
            "[data-contrast=high]",
            "[data-contrast=high][data-theme=dark]",
        ],
    ),
];

/// The background of text that sets none.
const GROUNDS: [&str; 3] = ["bg", "surface", "sunk"];

/// Colours that are only used on a background that another rule sets.
const ON_ITS_OWN: [&str; 1] = ["on-accent"];

/// The styles that are built; each only names files.
const ENTRIES: [&str; 2] = ["first.css", "huice.css"];

/// One rule: its selector and its declarations.
type Rule = (String, Vec<(String, String)>);

#[test]
fn every_style_beside_a_part_or_a_screen_is_built() {
    let web = huice_tests::root().join("web");
    let named: BTreeSet<PathBuf> = ENTRIES
        .iter()
        .flat_map(|entry| imported(&web.join("styles"), entry))
        .map(|file| file.canonicalize().unwrap())
        .collect();
    for folder in ["src/components", "src/screens", "styles"] {
        for file in fs::read_dir(web.join(folder)).unwrap() {
            let path = file.unwrap().path().canonicalize().unwrap();
            let name = path.file_name().unwrap().to_str().unwrap();
            let entry = folder == "styles" && ENTRIES.contains(&name);
            let style = name.ends_with(".css") && !entry;
            assert!(!style || named.contains(&path), "{name} is never built");
        }
    }
}

#[test]
fn text_can_be_read_in_every_theme() {
    let rules = rules();
    let mut pairs: BTreeSet<(String, String)> = BTreeSet::new();
    for (_, declared) in &rules {
        let of = |name: &str| {
            let values = declared.iter().filter(|(key, _)| key == name);
            values.filter_map(|(_, value)| token(value)).next_back()
        };
        let ground = of("background").or_else(|| of("background-color"));
        match (of("color"), ground) {
            (Some(text), Some(ground)) => {
                pairs.insert((text, ground));
            }
            (Some(text), None) if !ON_ITS_OWN.contains(&text.as_str()) => {
                pairs.extend(GROUNDS.map(|ground| (text.clone(), ground.to_owned())));
            }
            // Text that sets no colour has the usual ones.
            (None, Some(ground)) if ground.ends_with("-soft") || GROUNDS.contains(&&*ground) => {
                pairs.extend(["ink", "ink-2"].map(|text| (text.to_owned(), ground.clone())));
            }
            _ => {}
        }
    }
    assert!(
        pairs.len() > 30,
        "the styles were not understood: {pairs:?}"
    );
    assert!(pairs.contains(&("on-accent".into(), "accent".into())));
    // In a chip of the colour's own softer kind, and on what has been picked.
    assert!(pairs.contains(&("ok".into(), "ok-soft".into())));
    hold(&rules, pairs, 4.5);
}

#[test]
fn frames_and_the_focus_can_be_seen_in_every_theme() {
    let rules = rules();
    let mut lines: BTreeSet<String> = BTreeSet::new();
    for (_, declared) in &rules {
        for (key, value) in declared {
            if key == "border" || key == "border-color" || key == "outline" {
                lines.extend(token(value));
            }
        }
    }
    // A hairline between rows carries no information that the space does not.
    lines.remove("line");
    lines.retain(|name| !ON_ITS_OWN.contains(&name.as_str()));
    assert!(
        lines.contains("edge") && lines.contains("focus"),
        "{lines:?}"
    );
    let pairs = lines
        .iter()
        .flat_map(|line| GROUNDS.map(|ground| (line.clone(), ground.to_owned())));
    hold(&rules, pairs.collect(), 3.0);
}

#[test]
fn the_system_s_dark_is_the_dark_that_is_chosen() {
    let rules = rules();
    assert_eq!(colours(&rules, THEMES[1].1), colours(&rules, THEMES[2].1));
}

fn hold(rules: &[Rule], pairs: BTreeSet<(String, String)>, least: f64) {
    let mut faint = Vec::new();
    for (theme, selectors) in THEMES {
        let colours = colours(rules, selectors);
        for (front, ground) in &pairs {
            let colour =
                |name: &String| *colours.get(name).unwrap_or_else(|| panic!("no --{name}"));
            let ratio = contrast(colour(front), colour(ground));
            if ratio < least {
                faint.push(format!("{theme}: {front} on {ground}: {ratio:.2}"));
            }
        }
    }
    assert!(faint.is_empty(), "under {least}:\n{}", faint.join("\n"));
}

/// The rules of the app's styles, from inside of media rules too; those of print are on paper.
fn rules() -> Vec<Rule> {
    let web = huice_tests::root().join("web");
    let mut css = String::new();
    // In the order in which they count.
    for entry in ENTRIES {
        for file in imported(&web.join("styles"), entry) {
            css.push_str(&without_comments(&fs::read_to_string(&file).unwrap()));
        }
    }
    css.split('}')
        .filter_map(|piece| piece.rsplit_once('{'))
        .map(|(before, inside)| {
            let selector = before.rsplit(['{', '\n']).next().unwrap().trim();
            let declared = inside.split(';').filter_map(|one| one.split_once(':'));
            let declared = declared.map(|(key, value)| (key.trim().into(), value.trim().into()));
            (selector.to_owned(), declared.collect())
        })
        .collect()
}

/// A style without its comments and without the print rules, which come last in its file.
fn without_comments(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("/*") {
        out.push_str(before);
        let (_, after) = comment.split_once("*/").expect("a comment without an end");
        rest = after;
    }
    out.push_str(rest.split("@page").next().unwrap());
    out
}

/// The files that a style imports.
fn imported(folder: &Path, entry: &str) -> Vec<PathBuf> {
    let text = fs::read_to_string(folder.join(entry)).unwrap();
    let names = text
        .lines()
        .filter_map(|line| line.strip_prefix("@import \""));
    let files: Vec<_> = names
        .map(|name| folder.join(name.trim_end_matches("\";")))
        .collect();
    assert!(!files.is_empty(), "{entry} imports nothing");
    files
}

/// The token that a value names.
fn token(value: &str) -> Option<String> {
    // The last: a width comes before its colour.
    let (_, rest) = value.rsplit_once("var(--")?;
    Some(rest.split(')').next()?.to_owned())
}

/// The colours of a theme, by token.
fn colours(rules: &[Rule], selectors: &[&str]) -> BTreeMap<String, [u8; 3]> {
    let mut all = BTreeMap::new();
    for wanted in selectors {
        let matching: Vec<_> = rules.iter().filter(|(name, _)| name == wanted).collect();
        assert!(!matching.is_empty(), "no rule for {wanted}");
        for (key, value) in matching.into_iter().flat_map(|(_, declared)| declared) {
            if let (Some(name), Some(hex)) = (key.strip_prefix("--"), value.strip_prefix('#')) {
                all.insert(name.to_owned(), read(hex));
            }
        }
    }
    all
}

fn read(hex: &str) -> [u8; 3] {
    let long: String = match hex.len() {
        3 => hex.chars().flat_map(|c| [c, c]).collect(),
        6 => hex.into(),
        _ => panic!("#{hex}"),
    };
    [0, 2, 4].map(|at| u8::from_str_radix(&long[at..at + 2], 16).unwrap())
}

/// The ratio of WCAG 2.
fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
    let (a, b) = (light(a), light(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn light(colour: [u8; 3]) -> f64 {
    let part = |byte: u8| {
        let v = f64::from(byte) / 255.0;
        if v <= 0.040_45 {
            v / 12.92
        } else {
            ((v + 0.055) / 1.055).powf(2.4)
        }
    };
    let [r, g, b] = colour.map(part);
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

#[test]
fn the_ratio_is_that_of_the_standard() {
    assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 1e-9);
    // The grey that the standard's own examples call just enough on white.
    assert!((contrast([0x76; 3], [255; 3]) - 4.54).abs() < 0.01);
}
