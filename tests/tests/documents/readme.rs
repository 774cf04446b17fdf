//! The README has the same content in both languages: the same sections, commands, figures, pictures and
//! links. Only the words differ.

use crate::read;

const BOTH: [&str; 2] = ["README.md", "README.zh-CN.md"];

/// Text between fences, without comments and spaces at the ends.
fn commands(text: &str) -> Vec<String> {
    let blocks = text.split("\n```").skip(1).step_by(2);
    blocks
        .flat_map(str::lines)
        .map(|line| line.split('#').next().unwrap_or_default().trim().to_owned())
        .filter(|line| line.starts_with("cargo ") || line.starts_with("trunk "))
        .collect()
}

fn links(text: &str) -> Vec<String> {
    let targets = text.split("](").skip(1);
    let mut links: Vec<String> = targets
        .map(|part| part.split(')').next().unwrap_or_default().to_owned())
        // Each leads to the other.
        .filter(|link| !link.starts_with("README"))
        .collect();
    links.sort();
    links.dedup();
    links
}

fn pictures(text: &str) -> Vec<&str> {
    let sources = text.split("<img src=\"").skip(1);
    sources.filter_map(|part| part.split('"').next()).collect()
}

/// The figures of a table row, in their order.
fn figures(row: &str) -> Vec<String> {
    let mut figures = Vec::new();
    let mut figure = String::new();
    for letter in row.chars().chain([' ']) {
        if letter.is_ascii_digit() || (".,".contains(letter) && !figure.is_empty()) {
            figure.push(letter);
        } else if !figure.is_empty() {
            figures.push(
                std::mem::take(&mut figure)
                    .trim_end_matches(['.', ','])
                    .to_owned(),
            );
        }
    }
    figures
}

/// Every table row: the code of its first cell, and its figures.
fn rows(text: &str) -> Vec<(String, Vec<String>)> {
    let rows = text.lines().filter(|line| line.starts_with("| "));
    rows.map(|line| {
        let cell = line.split('|').nth(1).unwrap_or_default();
        let code = cell.split('`').nth(1).unwrap_or_default();
        (code.to_owned(), figures(line))
    })
    .collect()
}

fn sections(text: &str) -> usize {
    text.lines().filter(|line| line.starts_with("## ")).count()
}

#[test]
fn both_languages_have_the_same_commands_tables_pictures_and_links() {
    let [english, chinese] = BOTH.map(read);
    assert_eq!(sections(&english), sections(&chinese), "sections");
    assert_eq!(commands(&english), commands(&chinese), "commands");
    assert!(commands(&english).len() > 3, "the commands were not found");
    assert_eq!(pictures(&english), pictures(&chinese), "pictures");
    assert_eq!(links(&english), links(&chinese), "links");
    assert_eq!(rows(&english), rows(&chinese), "rows of tables");
    assert!(rows(&english).len() > 10, "the tables were not found");
}

#[test]
fn figures_are_read_in_any_language() {
    assert_eq!(figures("| `a` | about 2.5 min | 30 s |"), ["2.5", "30"]);
    assert_eq!(figures("| `a` | 约 2.5 分钟 | 30 秒。 |"), ["2.5", "30"]);
}
