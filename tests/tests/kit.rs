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
use xtask::{dist, kit};

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
    let now = kit::hex(read("web/embed/v1.json").as_bytes());
    assert_eq!(now, V1, "web/embed/v1.json has changed: make a v2 instead");
    assert_eq!(kit::VERSION, "v1");
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
        // Where it stands and its title are the page's own business; there is one language.
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
        assert_eq!(parts(&xtask::policy::policy(agent)), ours);
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
    let first = dist::pack(&folder, &deploy).unwrap();
    // Another day, another order of writing.
    fs::write(folder.join("index.html"), "<p>").unwrap();
    assert!(first == dist::pack(&folder, &deploy).unwrap());
    let out = folder.join("out");
    dist::unpack(&first, &out).unwrap();
    for name in ["index.html", "law/a.pack", "law/a.pack.gz"] {
        let kept = fs::read(folder.join(name)).unwrap();
        assert_eq!(fs::read(out.join("huice").join(name)).unwrap(), kept);
    }
    assert!(out.join("deploy/README.zh-CN.md").is_file());
}
