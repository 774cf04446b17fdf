//! `index.html` as Trunk makes it, around a program that is compiled already. So the published site
//! needs no Trunk, and `trunk serve` shows the same page while one works on it.
//!
//! Trunk's marks are tags with `data-trunk`. Those that `index.html` uses are understood here;
//! any other is an error, so that the two cannot part unnoticed.

use crate::hashes::hex;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// The mark of a tag that names a file of the sources.
const MARK: &str = "data-trunk";

/// What the hook of Trunk needs and no browser: Trunk takes it out itself.
const OWN: [&str; 3] = [MARK, "data-bin", "data-wasm-opt"];

/// Writes the page and all files that it names into an empty folder, with hashes in their names.
/// `program` holds `NAME.js` and `NAME_bg.wasm`.
///
/// # Errors
/// If a file is missing, or a tag is unknown.
pub fn stage(root: &Path, program: &Path, name: &str, to: &Path) -> Result<()> {
    let source = fs::read_to_string(root.join("index.html")).context("index.html")?;
    let mut page = String::new();
    let mut rest = source.as_str();
    while let Some((before, tag, after)) = next_tag(rest)? {
        page.push_str(before);
        page.push_str(&staged(root, program, name, &tag, to)?);
        rest = after;
    }
    page.push_str(rest);
    fs::write(to.join("index.html"), page).context("index.html")
}

/// The flags of the optimiser, as `index.html` gives them to Trunk.
///
/// # Errors
/// If it does not.
pub fn optimiser(root: &Path) -> Result<Vec<String>> {
    let source = fs::read_to_string(root.join("index.html")).context("index.html")?;
    let mut rest = source.as_str();
    while let Some((_, tag, after)) = next_tag(rest)? {
        if let Some(flags) = tag.get("data-wasm-opt-params") {
            return Ok(flags.split_whitespace().map(str::to_owned).collect());
        }
        rest = after;
    }
    bail!("index.html gives the optimiser no flags")
}

/// Markers of the parts of the start screen in `index.html`, in the order in which the program
/// writes them.
const START: [&str; 4] = [
    "<!-- head -->",
    "<!-- operator -->",
    "<!-- introduction -->",
    "<!-- form -->",
];

/// The file of the first questions, as `index.html` names it.
const QUESTIONS: &str = "questions.html";

/// The settings of the deployment, by the names of the page's metas.
const SITE: [&str; 3] = ["operator", "notice", "keep_days"];

/// The settings of the deployment in `deploy/site.json`.
///
/// # Errors
/// If it cannot be read, or is no JSON.
pub fn site(root: &Path) -> Result<Value> {
    let read = fs::read(root.join("deploy/site.json")).context("deploy/site.json")?;
    serde_json::from_slice(&read).context("deploy/site.json")
}

/// The value of a setting of the deployment as text; empty if it is not set.
#[must_use]
pub fn setting(site: &Value, name: &str) -> String {
    match site.get(name) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_)) | None => {
            String::new()
        }
    }
}

/// Puts the start screen into the page, as the program shows it, with the settings of the
/// deployment, and takes the comments out. The first questions become a file of their own, named by
/// its content: who sees the program first never needs it.
///
/// # Errors
/// If the page has no place for them.
pub fn start(dist: &Path, site: &Value, made: &str) -> Result<()> {
    let lines: Vec<&str> = made.lines().collect();
    let Some((questions, start)) = lines.split_last() else {
        bail!("the program has written no start screen");
    };
    if start.len() != START.len() {
        bail!("the start screen has {} lines", start.len());
    }
    let page = dist.join("index.html");
    let mut text = fs::read_to_string(&page)?;
    for (mark, part) in START.into_iter().zip(start) {
        text = replaced(&text, mark, part)?;
    }
    let named = format!("questions-{}.html", hash(questions.as_bytes()));
    text = replaced(&text, QUESTIONS, &named)?;
    fs::write(dist.join(named), questions)?;
    for name in SITE {
        let value = setting(site, name)
            .replace('&', "&amp;")
            .replace('"', "&quot;");
        let value = value.replace('<', "&lt;");
        let meta = |content: &str| format!("<meta name=\"{name}\" content=\"{content}\">");
        text = replaced(&text, &meta(""), &meta(&value))?;
    }
    fs::write(page, without_comments(&text)).context("index.html")
}

/// The text with a part in the place of a mark.
fn replaced(text: &str, mark: &str, part: &str) -> Result<String> {
    if !text.contains(mark) {
        bail!("index.html has no `{mark}`");
    }
    Ok(text.replacen(mark, part, 1))
}

fn without_comments(text: &str) -> String {
    let mut parts = text.split("<!--");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (_, rest) = part.split_once("-->").unwrap_or(("", ""));
        out.push_str(rest.strip_prefix('\n').unwrap_or(rest));
    }
    out
}

/// A tag with its attributes; those without a value have an empty one.
struct Tag<'h> {
    name: &'h str,
    attributes: Vec<(&'h str, &'h str)>,
}

impl<'h> Tag<'h> {
    fn get(&self, name: &str) -> Option<&'h str> {
        let found = self.attributes.iter().find(|(own, _)| *own == name);
        found.map(|(_, value)| *value)
    }

    fn require(&self, name: &str) -> Result<&'h str> {
        self.get(name)
            .with_context(|| format!("<{} {MARK}> has no {name}", self.name))
    }
}

/// The text before the next marked tag, the tag, and the text after it.
fn next_tag(html: &str) -> Result<Option<(&str, Tag<'_>, &str)>> {
    let Some(at) = html.find(MARK) else {
        return Ok(None);
    };
    let (before, from) = html.split_at(at);
    let open = before.rfind('<').context("data-trunk outside a tag")?;
    let (before, head) = before.split_at(open);
    let name = head.trim_start_matches('<').trim();
    let (inner, mut after) = from.split_once('>').context("a tag without an end")?;
    if name == "script" {
        after = after
            .strip_prefix("</script>")
            .context("a script of Trunk with text in it")?;
    }
    let attributes = attributes(inner)?;
    Ok(Some((before, Tag { name, attributes }, after)))
}

fn attributes(mut text: &str) -> Result<Vec<(&str, &str)>> {
    let mut found = Vec::new();
    loop {
        text = text.trim_start();
        if text.is_empty() {
            return Ok(found);
        }
        let end = text.find([' ', '=']).unwrap_or(text.len());
        let (name, rest) = text.split_at(end);
        if let Some(value) = rest.strip_prefix("=\"") {
            let (value, rest) = value.split_once('"').context("a value without an end")?;
            found.push((name, value));
            text = rest;
        } else if rest.starts_with('=') {
            bail!("the value of {name} has no quotes");
        } else {
            found.push((name, ""));
            text = rest;
        }
    }
}

/// The text in the place of a tag; its files are copied.
fn staged(root: &Path, program: &Path, name: &str, tag: &Tag<'_>, to: &Path) -> Result<String> {
    if tag.name == "script" {
        let file = copied(&root.join(tag.require("src")?), to)?;
        let kept = tag.attributes.iter().filter(|(name, _)| *name != "src");
        let kept: String = kept.map(kept_attribute).collect();
        return Ok(format!("<script src=\"./{file}\"{kept}></script>"));
    }
    let source = || Ok::<_, anyhow::Error>(root.join(tag.require("href")?));
    match tag.require("rel")? {
        "icon" => Ok(format!(
            "<link rel=\"icon\" href=\"./{}\">",
            copied(&source()?, to)?
        )),
        "css" => {
            let file = copied(&source()?, to)?;
            Ok(format!("<link rel=\"stylesheet\" href=\"./{file}\">"))
        }
        "copy-file" => {
            let file = source()?;
            let own = file.file_name().context("a file without a name")?;
            fs::copy(&file, to.join(own)).with_context(|| file.display().to_string())?;
            Ok(String::new())
        }
        "rust" => started(program, name, to),
        other => bail!("index.html has a link for Trunk, rel=\"{other}\", that no build knows"),
    }
}

fn kept_attribute((name, value): &(&str, &str)) -> String {
    if OWN.iter().any(|own| name.starts_with(own)) {
        String::new()
    } else if value.is_empty() {
        format!(" {name}")
    } else {
        format!(" {name}=\"{value}\"")
    }
}

/// The program's two files, and the tags that name them; see `Trunk.toml`. The loader fetches the
/// program when the first text has been painted: on a slow line it would come before that.
fn started(program: &Path, name: &str, to: &Path) -> Result<String> {
    let (script, wasm) = (format!("{name}.js"), format!("{name}_bg.wasm"));
    let (script, wasm) = (program.join(script), program.join(wasm));
    let mut both = fs::read(&script).with_context(|| script.display().to_string())?;
    both.extend(fs::read(&wasm).with_context(|| wasm.display().to_string())?);
    let name = format!("{name}-{}", hash(&both));
    fs::copy(&script, to.join(format!("{name}.js")))?;
    fs::copy(&wasm, to.join(format!("{name}_bg.wasm")))?;
    Ok(format!(
        "<script src=\"./{name}.js\" defer></script>\n<link rel=\"program\" \
         href=\"./{name}_bg.wasm\" type=\"application/wasm\" crossorigin>"
    ))
}

/// Copies a file under a name with its hash, and returns the name.
fn copied(file: &Path, to: &Path) -> Result<String> {
    let bytes = fs::read(file).with_context(|| file.display().to_string())?;
    let part =
        |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let (stem, end) = (part(file.file_stem()), part(file.extension()));
    let name = format!("{stem}-{}.{end}", hash(&bytes));
    fs::write(to.join(&name), bytes)?;
    Ok(name)
}

/// Sixteen hex digits: by these, servers and the worker know a name with a hash.
fn hash(bytes: &[u8]) -> String {
    let mut digits = hex(bytes);
    digits.truncate(16);
    digits
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::expect_used,
        reason = "tests may fail loudly"
    )]
    use super::*;
    use std::path::PathBuf;

    const PAGE: &str = r#"<head>
<link data-trunk rel="icon" href="icon.svg" data-integrity="none">
<link data-trunk rel="rust" href="Cargo.toml" data-bin="app" data-wasm-opt-params="-Oz --a">
<link data-trunk rel="copy-file" href="worker.js">
<script data-trunk src="loader.js" data-own="kept" defer></script>
</head>"#;

    fn folder(name: &str, page: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("huice-{name}-{}", std::process::id()));
        drop(fs::remove_dir_all(&folder));
        fs::create_dir_all(folder.join("out")).unwrap();
        for file in [
            "icon.svg",
            "worker.js",
            "loader.js",
            "app.js",
            "app_bg.wasm",
        ] {
            fs::write(folder.join(file), file).unwrap();
        }
        fs::write(folder.join("index.html"), page).unwrap();
        folder
    }

    #[test]
    fn every_file_is_there_under_the_name_that_the_page_has() {
        let root = folder("page", PAGE);
        stage(&root, &root, "app", &root.join("out")).unwrap();
        let page = fs::read_to_string(root.join("out/index.html")).unwrap();
        let mut named = 0;
        for part in page.split("\"./").skip(1) {
            let name = part.split('"').next().unwrap();
            assert!(root.join("out").join(name).is_file(), "{name}");
            assert!(crate::layout::is_hashed(Path::new(name)), "{name}");
            named += 1;
        }
        let worker = root.join("out/worker.js").is_file();
        let flags = optimiser(&root).unwrap();
        fs::remove_dir_all(root).unwrap();
        assert_eq!(named, 4, "{page}");
        assert!(worker && !page.contains("worker"), "{page}");
        assert!(!page.contains(MARK) && !page.contains("wasm-opt"), "{page}");
        assert!(
            page.contains(" data-own=\"kept\" defer></script>"),
            "{page}"
        );
        assert_eq!(flags, ["-Oz", "--a"]);
    }

    #[test]
    fn a_tag_that_is_not_known_is_an_error() {
        let page = PAGE.replace("copy-file", "sass");
        let root = folder("unknown", &page);
        let error = stage(&root, &root, "app", &root.join("out")).unwrap_err();
        fs::remove_dir_all(root).unwrap();
        assert!(error.to_string().contains("sass"), "{error}");
    }

    #[test]
    fn comments_are_taken_out() {
        let text = "<a>\n<!-- one\ntwo -->\n<b><!-- x --></b>";
        assert_eq!(without_comments(text), "<a>\n<b></b>");
    }
}
