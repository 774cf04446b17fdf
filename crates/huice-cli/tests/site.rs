//! The plain pages: whole, linked, safe.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

mod common;

use common::{folder, huice};
use huice_check::{Corpus, SourceFile, check};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The repository, whose rules are the real ones.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The pages that `huice site` writes of the rules in a folder, by name.
fn pages(folder: &Path, name: &str, more: &[&str]) -> BTreeMap<String, String> {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    drop(std::fs::remove_dir_all(&out));
    let fixed = ["site", "--out", out.to_str().unwrap()];
    huice(folder, &[&fixed, more].concat(), b"").expect(0, &["index.html", "sitemap.txt"]);
    std::fs::read_dir(&out)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, std::fs::read_to_string(&path).unwrap())
        })
        .collect()
}

/// Every value of an attribute.
fn values<'t>(page: &'t str, attribute: &str) -> Vec<&'t str> {
    let mark = format!(" {attribute}=\"");
    page.split(mark.as_str())
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect()
}

/// The names of all elements.
fn elements(page: &str) -> Vec<&str> {
    page.split('<')
        .skip(1)
        .filter(|rest| !rest.starts_with(['/', '!']))
        .map(|rest| rest.split([' ', '>']).next().unwrap())
        .collect()
}

/// The checked rules of the repository.
fn corpus() -> Corpus {
    let mut files = Vec::new();
    let mut open = vec![root().join("rules")];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|end| end == "yaml") {
                let text = std::fs::read_to_string(&path).unwrap();
                let path = path.strip_prefix(root()).unwrap();
                let path = path.to_str().unwrap().replace('\\', "/");
                files.push(SourceFile { path, text });
            }
        }
    }
    check(&files).corpus.unwrap()
}

#[test]
fn every_place_instrument_and_lost_item_has_its_page() {
    let pages = pages(&root(), "site-whole", &[]);
    let corpus = corpus();
    let (mut instruments, mut lost) = (BTreeSet::new(), BTreeSet::new());
    for place in corpus.places() {
        let code = &place.code;
        let page = &pages[&format!("p-{code}.html")];
        assert!(page.contains(&place.name), "{code}");
        assert!(pages["index.html"].contains(&format!("\"p-{code}.html\"")));
        let law = corpus.law_for(code);
        assert_eq!(law.is_some(), place.covered);
        if let Some(law) = law {
            for (at, own) in (0u16..).zip(&law.instruments) {
                let link = format!("\"i-{}.html\"", own.id);
                // One grant with two sources is listed once, by the text of the narrower place.
                let listed = law.restated_by(at).is_none();
                assert_eq!(page.contains(&link), listed, "{code}: {link}");
                instruments.insert(own.id.clone());
            }
            let count = format!("共 {} 条", law.grants());
            assert!(page.contains(&count), "{code}: {count}");
            for own in law.missing {
                let link = format!("\"lost.html#{}\"", own.id);
                assert!(page.contains(&link), "{code}: {link}");
                lost.insert(own.id);
            }
        }
    }
    // The ledger counts as many.
    assert_eq!((instruments.len(), lost.len()), (471, 20));
    let written = pages.keys().filter(|name| name.starts_with("i-")).count();
    assert_eq!(written, 471);
    let told = values(&pages["lost.html"], "id");
    for id in &lost {
        assert!(told.contains(&id.as_str()), "{id} is not told as lost");
    }
}

#[test]
fn every_page_is_whole_and_every_link_leads_somewhere() {
    let pages = pages(&root(), "site-links", &["--app", "../app/"]);
    let listed: BTreeSet<&str> = pages["sitemap.txt"].lines().collect();
    let written: BTreeSet<&str> = pages.keys().map(String::as_str).collect();
    let files: BTreeSet<&str> = BTreeSet::from(["pages.css", "sitemap.txt"]);
    assert_eq!(listed, written.difference(&files).copied().collect());
    for (name, page) in pages.iter().filter(|(name, _)| name.ends_with(".html")) {
        let count = |wanted: &str| elements(page).iter().filter(|e| **e == wanted).count();
        for once in ["html", "head", "title", "body", "main", "h1"] {
            assert_eq!(count(once), 1, "{name}: {once}");
        }
        assert!(page.contains("<html lang=\"zh-CN\">"), "{name}");
        for never in ["script", "style", "img", "iframe", "form", "base"] {
            assert_eq!(count(never), 0, "{name}: {never}");
        }
        assert!(values(page, "style").is_empty(), "{name}");
        assert!(!page.contains(" on"), "{name}: a handler, or English");
        let ids = values(page, "id");
        let unique: BTreeSet<&&str> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len(), "{name}: an id stands twice");
        for href in values(page, "href") {
            let (file, part) = href.split_once('#').unwrap_or((href, ""));
            if href.starts_with("tel:") || href == "../app/" {
                continue;
            }
            let target = if file.is_empty() { name } else { file };
            let target = pages
                .get(target)
                .unwrap_or_else(|| panic!("{name} leads to {href}, which is not there"));
            assert!(
                part.is_empty() || values(target, "id").contains(&part),
                "{name} leads to {href}, which has no such part"
            );
        }
        balanced(name, page);
    }
}

/// Every element that begins ends, in order.
fn balanced(name: &str, page: &str) {
    let mut open = Vec::new();
    for piece in page.split('<').skip(1) {
        let tag = piece.split([' ', '>']).next().unwrap();
        if let Some(end) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(end), "{name}");
        } else if !["!doctype", "meta", "link"].contains(&tag) {
            open.push(tag);
        }
    }
    assert!(open.is_empty(), "{name}: {open:?}");
}

#[test]
fn a_page_of_an_instrument_tells_everything() {
    let pages = pages(&root(), "site-one", &[]);
    let page = &pages["i-js-jy-startup-rent-subsidy.html"];
    for told in [
        "创业租金补贴",
        "谁领（补贴对象）",
        "申领条件",
        "从登记那天起满 6 个月",
        "补贴标准",
        "6,000 元",
        "三(八) 第1c句",
        "条文有两种读法",
        "三年合在一起算，能挪",
        "36 个月（3 年）",
        "澄政发〔2019〕18号",
        "有效期",
        "文字核对",
        "留好租房合同和付款凭证。",
        "tel:12333",
        "tel:12345",
    ] {
        assert!(page.contains(told), "{told}");
    }
    // A graduate counts only within five years: two tests joined by "each" within one of "any".
    let each = "下面每一条都要满足<ul><li>是高校毕业生</li><li>办营业执照那天，毕业没有超过 5 年</li></ul>";
    assert!(page.contains(each), "{page}");
    // A damaged document is told on its own page and on those of what is left of it.
    let told = pages.values().filter(|page| page.contains("看缺了哪些"));
    assert!(pages["d-cq-2020-4.html"].contains("看缺了哪些"));
    assert!(told.count() > 40);
}

#[test]
fn what_the_rules_say_is_never_markup() {
    let small = folder("site-hostile");
    let file = small.join("rules/test-doc/01.yaml");
    let text = std::fs::read_to_string(&file).unwrap();
    let title = text
        .lines()
        .find(|line| line.trim_start().starts_with("title: "))
        .unwrap();
    let hostile = "'<script>alert(1)</script>\"><img src=x onerror=alert(1)>'";
    let indent = &title[..title.find("title").unwrap()];
    let changed = text.replacen(title, &format!("{indent}title: {hostile}"), 1);
    assert_ne!(changed, text);
    std::fs::write(&file, changed).unwrap();
    let pages = pages(&small, "site-hostile-pages", &[]);
    let mut told = 0;
    for (name, page) in pages.iter().filter(|(name, _)| name.ends_with(".html")) {
        for never in ["script", "img"] {
            assert!(!elements(page).contains(&never), "{name}");
        }
        balanced(name, page);
        told += page
            .matches("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&gt;")
            .count();
    }
    assert!(told > 2, "the title is told {told} times");
}

#[test]
fn the_list_of_pages_takes_a_base() {
    let small = folder("site-base");
    let base = "https://example.cn/pages/";
    let pages = pages(&small, "site-base-pages", &["--base", base]);
    let list = &pages["sitemap.txt"];
    assert!(list.lines().all(|line| line.starts_with(base)), "{list}");
    assert!(list.contains("https://example.cn/pages/p-990001.html\n"));
}

#[test]
fn the_pages_have_the_colours_of_the_app() {
    let app = std::fs::read_to_string(root().join("web/styles/tokens.css")).unwrap();
    let own = std::fs::read_to_string(root().join("crates/huice-cli/src/site/pages.css")).unwrap();
    let tokens: Vec<&str> = own
        .split([';', '{', '}', '\n'])
        .map(str::trim)
        .filter(|part| part.starts_with("--"))
        .collect();
    assert!(tokens.len() >= 18, "{tokens:?}");
    for token in tokens {
        assert!(app.contains(token), "{token} is another colour in the app");
    }
}
