//! What surrounds every page.

use super::html::{Tag, el, link};
use huice_core::Date;
use huice_core::ir::Document;
use huice_zh::{CALL_FIRST, Origin};

/// The sheet, beside the pages.
pub(crate) const SHEET: &str = "pages.css";

/// What a page may do: nothing but show itself, its sheet and its links.
const POLICY: &str = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'";

/// A page on its way.
pub(crate) struct Page {
    /// Name of its file.
    pub(crate) name: String,
    /// The heading.
    pub(crate) heading: String,
    /// One line for those who search.
    pub(crate) about: String,
    /// Pages above this one: address and name, widest first.
    pub(crate) path: Vec<(String, String)>,
    /// The content below the heading.
    pub(crate) inside: Vec<Tag>,
}

/// What is the same on all pages.
pub(crate) struct Frame<'a> {
    /// Address of the app, from here.
    pub(crate) app: &'a str,
    /// Day on which the rules were last checked, in words.
    pub(crate) checked: &'a str,
}

impl Frame<'_> {
    /// The page as a file.
    pub(crate) fn draw(&self, page: &Page) -> String {
        let meta = |name, content: &str| el("meta").at("name", name).at("content", content);
        let head = el("head")
            .put(el("meta").at("charset", "utf-8"))
            .put(meta("viewport", "width=device-width,initial-scale=1"))
            .put(meta("color-scheme", "light dark"))
            .put(meta("format-detection", "telephone=no"))
            .put(meta("referrer", "no-referrer"))
            .put(meta("description", &page.about))
            .put(
                el("meta")
                    .at("http-equiv", "Content-Security-Policy")
                    .at("content", POLICY),
            )
            .put(el("title").text(&page.heading).text(" · 惠策"))
            .put(el("link").at("rel", "stylesheet").at("href", SHEET));
        let main = el("main")
            .at("id", "main")
            .put(el("h1").text(&page.heading))
            .each(page.inside.iter().cloned());
        let body = el("body")
            .put(link("#main", "跳到正文").at("class", "skip"))
            .put(self.header())
            .maybe(path(&page.path))
            .put(main)
            .put(self.footer());
        el("html")
            .at("lang", "zh-CN")
            .put(head)
            .put(body)
            .document()
    }

    fn header(&self) -> Tag {
        el("header")
            .put(link("index.html", "惠策").at("class", "brand"))
            .put(link(self.app, "答几个题，算我的").at("class", "go"))
    }

    fn footer(&self) -> Tag {
        let ask = el("p")
            .text("有疑问，打 ")
            .put(link("tel:12333", "12333"))
            .text("（人社咨询）或 ")
            .put(link("tel:12345", "12345"))
            .text("（政务热线）。能不能领、领多少，由经办部门按当时的规定审核。");
        let more = el("p")
            .put(link("index.html", "所有地方"))
            .put(link("lost.html", "原文缺失的条目"))
            .put(link("privacy.html", "隐私说明"))
            .at("class", "links");
        el("footer").put(ask).put(more).put(
            el("p")
                .text("规则核对到")
                .text(self.checked)
                .text("。页面里的话是我们写的，以文件原文为准。"),
        )
    }
}

fn path(pages: &[(String, String)]) -> Option<Tag> {
    if pages.is_empty() {
        return None;
    }
    let steps = pages
        .iter()
        .map(|(address, name)| el("li").put(link(address, name)));
    Some(
        el("nav")
            .at("aria-label", "所在位置")
            .at("class", "path")
            .put(el("ol").each(steps)),
    )
}

/// A part with a heading.
pub(crate) fn section(heading: &str) -> Tag {
    el("section").put(el("h2").text(heading))
}

/// A paragraph.
pub(crate) fn p(words: &str) -> Tag {
    el("p").text(words)
}

/// What documents of these years may have become. Pages stand for years: they name the years, and
/// leave it to the reader how long ago that was.
pub(crate) fn warning<'d>(documents: impl IntoIterator<Item = &'d Document>) -> Option<Tag> {
    let origin = Origin::of(documents, Date::FIRST)?;
    Some(p(&format!("{}{CALL_FIRST}", origin.warning())).at("class", "warn"))
}

/// Names and values, side by side.
pub(crate) fn pairs(rows: Vec<(&str, Tag)>) -> Tag {
    let rows = rows
        .into_iter()
        .map(|(name, value)| el("div").put(el("dt").text(name)).put(value));
    el("dl").each(rows)
}

/// A value of [`pairs`].
pub(crate) fn dd(words: &str) -> Tag {
    el("dd").text(words)
}

/// A table whose first column names the row.
pub(crate) fn table(caption: &str, columns: &[&str], rows: &[Vec<String>]) -> Tag {
    let heads = columns
        .iter()
        .map(|name| el("th").at("scope", "col").text(name));
    let rows = rows.iter().map(|row| {
        el("tr").each(row.iter().enumerate().map(|(at, cell)| {
            let cell = cell.as_str();
            match at {
                0 => el("th").at("scope", "row").text(cell),
                _ => el("td").text(cell),
            }
        }))
    });
    el("table")
        .put(el("caption").text(caption))
        .put(el("thead").put(el("tr").each(heads)))
        .put(el("tbody").each(rows))
}
