//! What copied snippets and copied configurations rely on.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use xtask_site::embed_assets;
use xtask_site::hashes::hex;
use xtask_site::zip;

/// The contract of version 1, as it was published. A change of `web/embed/v1.json` is a new
/// version: a new file and a new folder in the site, while this one stays as it is.
const V1: &str = "cf26806126c0629a1240be6aa83d581cc242fedd423acf63c517bad9b3de1016";

fn read(path: &str) -> String {
    fs::read_to_string(huice_tests::root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn contract() -> Value {
    serde_json::from_str(&read("web/embed/v1.json")).unwrap()
}

fn keys(value: &Value) -> BTreeSet<String> {
    value.as_object().unwrap().keys().cloned().collect()
}

#[test]
fn the_first_contract_is_as_it_was_published() {
    let now = hex(read("web/embed/v1.json").as_bytes());
    assert_eq!(now, V1, "web/embed/v1.json has changed: make a v2 instead");
    assert_eq!(embed_assets::VERSION, "v1");
}

#[test]
fn the_scripts_keep_the_contract() {
    let contract = contract();
    let (embed, frame) = (read("web/embed/embed.js"), read("web/embed/frame.js"));
    for attribute in keys(&contract["attributes"]) {
        let name = attribute.strip_prefix("data-").unwrap();
        let option = contract["attributes"][&attribute].as_str().unwrap();
        let read = embed.contains(&format!("data('{name}')"))
            || (option == name && list(&embed, "OPTIONS").contains(name));
        assert!(read, "embed.js does not read {attribute}");
    }
    let options = keys(&contract["options"]);
    for option in list(&embed, "OPTIONS") {
        assert!(options.contains(&option), "{option} is not in the contract");
    }
    let table = frame.split_once("var OPTIONS = {").unwrap().1;
    let table = table.split_once("};").unwrap().0;
    let known: BTreeSet<String> = table
        .lines()
        .filter_map(|line| line.trim().split_once(": ["))
        .map(|(name, _)| name.to_owned())
        .collect();
    assert_eq!(known, options, "frame.js");
    for (way, script, other) in [("to host", &frame, &embed), ("to frame", &embed, &frame)] {
        for message in keys(&contract["messages"][way]) {
            let named = format!("'{message}'");
            assert!(script.contains(&named), "{message} is not sent");
            assert!(other.contains(&named), "{message} is not heard");
        }
    }
}

/// A list of names in a script.
fn list(script: &str, name: &str) -> BTreeSet<String> {
    let rest = script.split_once(&format!("var {name} = [")).unwrap().1;
    let inside = rest.split_once("];").unwrap().0;
    inside
        .split(',')
        .map(|item| item.trim().trim_matches('\'').to_owned())
        .collect()
}

#[test]
fn the_builder_and_the_instructions_know_every_option() {
    let contract = contract();
    let builder = read("web/embed/builder.js");
    let readme = read("deploy/README.zh-CN.md");
    let order = list(&builder, "ORDER");
    for attribute in keys(&contract["attributes"]) {
        assert!(readme.contains(&format!("`{attribute}`")), "{attribute}");
        let name = attribute.strip_prefix("data-").unwrap();
        // Its position and its title are up to the page; there is one language.
        if !["target", "title", "lang"].contains(&name) {
            assert!(order.contains(name), "builder.js does not write {name}");
        }
    }
}

/// The policy that every example gives.
const POLICY: &str = "default-src 'none'; script-src 'self' WASM; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; frame-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors HOSTS";

/// The parts of a policy, in no order, but for who may frame.
fn parts(policy: &str) -> BTreeSet<String> {
    let parts = policy.split(';').map(|part| part.trim().to_owned());
    parts
        .filter(|part| !part.starts_with("frame-ancestors"))
        .collect()
}

#[test]
fn every_example_gives_the_same_policy() {
    for (agent, word) in [("", "'wasm-unsafe-eval'"), ("Chrome/86.0", "'unsafe-eval'")] {
        let ours = parts(&POLICY.replace("WASM", word));
        assert_eq!(parts(&xtask_server::policy::policy(agent)), ours);
    }
    let hosts = "'self' https://www.example.gov.cn";
    let new = POLICY
        .replace("HOSTS", hosts)
        .replace("WASM", "'wasm-unsafe-eval'");
    let old = POLICY
        .replace("HOSTS", hosts)
        .replace("WASM", "'unsafe-eval'");
    for (file, both) in [
        ("deploy/caddy/Caddyfile", true),
        ("deploy/apache/huice.conf", true),
        ("deploy/iis/web.config", false),
        ("deploy/iis/web.rewrite.config", false),
    ] {
        let text = read(file);
        assert!(text.contains(&new), "{file}");
        assert_eq!(text.contains(&old), both, "{file}");
    }
    let nginx = POLICY
        .replace("HOSTS", "$huice_hosts")
        .replace("WASM", "$huice_wasm");
    assert!(read("deploy/nginx/huice-server.conf").contains(&nginx));
    let tomcat = POLICY
        .replace("HOSTS", "\" + hosts")
        .replace("WASM", "\" + wasm + \"");
    assert!(read("deploy/tomcat/huice.jsp").contains(&tomcat));
    let maps = read("deploy/nginx/huice-http.conf");
    for value in [hosts, "\"'wasm-unsafe-eval'\"", "\"'unsafe-eval'\""] {
        assert!(maps.contains(value), "{value}");
    }
}

#[test]
fn every_example_knows_every_sort_of_file() {
    for file in [
        "deploy/nginx/huice-server.conf",
        "deploy/apache/huice.conf",
        "deploy/caddy/Caddyfile",
        "deploy/iis/web.config",
        "deploy/iis/web.rewrite.config",
        "deploy/tomcat/web.xml",
    ] {
        let text = read(file);
        for end in ["wasm", "bin", "pack", "words"] {
            assert!(text.contains(end), "{file} does not know .{end}");
        }
        assert!(text.contains("application/wasm"), "{file}");
    }
}

#[test]
fn the_examples_in_xml_are_well_formed() {
    for (file, root) in [
        ("deploy/iis/web.config", "configuration"),
        ("deploy/iis/web.rewrite.config", "configuration"),
        ("deploy/tomcat/web.xml", "web-app"),
    ] {
        let text = read(file);
        let tree = roxmltree::Document::parse(&text).unwrap_or_else(|e| panic!("{file}: {e}"));
        assert_eq!(tree.root_element().tag_name().name(), root, "{file}");
    }
}

/// Where an element may stand in IIS's own schema, and which attributes it has there: of the
/// sections that the examples use.
const IIS: [(&str, &[&str]); 22] = [
    ("configuration", &[]),
    ("configuration/system.webServer", &[]),
    ("system.webServer/directoryBrowse", &["enabled"]),
    ("system.webServer/defaultDocument", &[]),
    ("defaultDocument/files", &[]),
    ("files/clear", &[]),
    ("files/add", &["value"]),
    (
        "system.webServer/urlCompression",
        &["doStaticCompression", "doDynamicCompression"],
    ),
    ("system.webServer/rewrite", &[]),
    ("rewrite/rules", &[]),
    ("rewrite/outboundRules", &[]),
    ("rules/rule", &["name", "stopProcessing"]),
    ("outboundRules/rule", &["name"]),
    ("rule/match", &["url", "serverVariable", "pattern"]),
    ("rule/conditions", &[]),
    ("conditions/add", &["input", "pattern", "matchType"]),
    ("rule/action", &["type", "url", "value"]),
    ("system.webServer/staticContent", &[]),
    ("staticContent/mimeMap", &["fileExtension", "mimeType"]),
    ("staticContent/clientCache", &["cacheControlMode"]),
    ("system.webServer/httpProtocol", &[]),
    ("httpProtocol/customHeaders", &[]),
];

#[test]
fn the_examples_of_iis_hold_what_its_schema_knows() {
    for file in ["deploy/iis/web.config", "deploy/iis/web.rewrite.config"] {
        let text = read(file);
        let tree = roxmltree::Document::parse(&text).unwrap();
        let mut names = BTreeSet::new();
        for node in tree.descendants().filter(roxmltree::Node::is_element) {
            let name = node.tag_name().name();
            let above = node.parent_element().map(|up| up.tag_name().name());
            let place = above.map_or_else(|| name.to_owned(), |up| format!("{up}/{name}"));
            let attributes: Vec<&str> = node.attributes().map(|one| one.name()).collect();
            // What is added must be removed before: a site above may have added it, and IIS
            // answers nothing but 500.19 where a key occurs twice.
            let key = match place.as_str() {
                "staticContent/mimeMap" => Some("fileExtension"),
                "customHeaders/add" => Some("name"),
                _ => None,
            };
            if let Some(key) = key {
                let value = node.attribute(key).unwrap();
                assert!(
                    names.insert((place.clone(), value)),
                    "{file}: {value} twice"
                );
                let removed = node.prev_siblings().any(|one| {
                    one.tag_name().name() == "remove" && one.attribute(key) == Some(value)
                });
                assert!(removed, "{file}: {value} is not removed first");
            }
            if name == "rule" {
                let value = node.attribute("name").unwrap();
                assert!(
                    names.insert((place.clone(), value)),
                    "{file}: {value} twice"
                );
            }
            let known: &[&str] = match place.as_str() {
                "staticContent/remove" => &["fileExtension"],
                "customHeaders/remove" => &["name"],
                "customHeaders/add" => &["name", "value"],
                other => {
                    let row = IIS.iter().find(|(place, _)| *place == other);
                    row.unwrap_or_else(|| panic!("{file}: IIS knows no {other}"))
                        .1
                }
            };
            for attribute in attributes {
                assert!(known.contains(&attribute), "{file}: {place} {attribute}");
            }
        }
    }
}

/// What is sent as its compressed form keeps the type of what it is a form of.
#[test]
fn iis_tells_the_type_of_every_compressed_form() {
    let text = read("deploy/iis/web.rewrite.config");
    let tree = roxmltree::Document::parse(&text).unwrap();
    let patterns = |name: &str, attribute: &str| -> Vec<String> {
        let nodes = tree.descendants().filter(|n| n.has_tag_name(name));
        nodes
            .filter_map(|n| n.attribute(attribute).map(str::to_owned))
            .collect()
    };
    let ends = |pattern: &str, after: &str, before: &str| -> Option<BTreeSet<String>> {
        let (_, rest) = pattern.split_once(after)?;
        let (inside, _) = rest.split_once(before)?;
        Some(inside.split('|').map(str::to_owned).collect())
    };
    let sent: Vec<_> = patterns("match", "url");
    assert_eq!(sent.len(), 2);
    let typed: BTreeSet<String> = patterns("add", "pattern")
        .iter()
        .filter_map(|pattern| ends(pattern, "\\.(", ")\\.(br|gz)$"))
        .flatten()
        .collect();
    for pattern in sent {
        assert_eq!(ends(&pattern, "\\.(", "))$"), Some(typed.clone()));
    }
}

#[test]
fn the_zip_is_the_same_for_the_same_site_and_holds_all_of_it() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("small-site");
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(folder.join("law")).unwrap();
    for (name, text) in [
        ("index.html", "<p>"),
        ("law/a.pack", "1"),
        ("law/a.pack.gz", "2"),
    ] {
        fs::write(folder.join(name), text).unwrap();
    }
    let deploy = huice_tests::root().join("deploy");
    let first = zip::pack(&folder, &deploy).unwrap();
    // Another day, another order of writing.
    fs::write(folder.join("index.html"), "<p>").unwrap();
    assert!(first == zip::pack(&folder, &deploy).unwrap());
    let out = folder.join("out");
    zip::unpack(&first, &out).unwrap();
    for name in ["index.html", "law/a.pack", "law/a.pack.gz"] {
        let kept = fs::read(folder.join(name)).unwrap();
        assert_eq!(fs::read(out.join("huice").join(name)).unwrap(), kept);
    }
    assert!(out.join("deploy/README.zh-CN.md").is_file());
}
