//! The site of a country: `index.bin` names its provinces, and the page fetches the index of the one
//! that it needs.

use crate::case::Case;
use crate::drivers::Engine;
use crate::offline::{first_visit, walk};
use crate::phone::{Phone, Result, Screen, same};
use crate::recipe::{copy, huice};
use crate::{dist, run};
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use xtask_server::server::Server;
use xtask_site::layout::WORKER;
use xtask_site::offline::stamp;
use xtask_tools::paths::Paths;

/// So many places more than today's.
const MORE: usize = 200;

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn a_page_of_a_country_fetches_one_province() {
    country(Engine::Chromium);
}

/// The same elsewhere.
mod engines {
    use super::{Engine, country};

    #[test]
    #[ignore = "needs a built site and other browsers: cargo xtask engines"]
    fn a_page_of_a_country_in_firefox() {
        country(Engine::Firefox);
    }
}

fn country(engine: Engine) {
    let site = site(&format!("country-{engine:?}"));
    let case = Case::read("G01", "b").unwrap();
    let server = Server::start(&site, 0).unwrap();
    let name = format!("country-{engine:?}");
    run(engine, &name, Screen::Phone, &Value::Null, async |phone| {
        let address = server.address();
        phone.go(&address).await?;
        phone.see("button[data-place='500000']").await?;
        same("at first", law(&server).join(" "), "index".into())?;
        // A province of which nothing is known costs no request.
        phone.write("#place", "示例").await?;
        phone.see("button[data-place='990001']").await?;
        same("to search", law(&server).join(" "), "names".into())?;
        // A place of another province, by its name.
        phone.go("about:blank").await?;
        phone.go(&address).await?;
        phone.write("#place", "江阴").await?;
        phone.see("button[data-place='320281']").await?;
        first_visit(&phone, &address, &case).await?;
        // Whatever the browser has kept: the law of this place, and the index of no other province.
        let fetched = law(&server);
        let of = |begin: &str| -> Vec<&str> {
            let all = fetched.iter().map(String::as_str);
            all.filter(|name| name.starts_with(begin)).collect()
        };
        same("indexes", of("index-"), vec!["index-320000"])?;
        same("documents", of("js-"), vec!["js-jy-2019-18"; 2])?;
        same("other law", of("cq-").len(), 0)?;
        again(&phone).await?;
        drop(server);
        phone.forget_everything().await?;
        walk(&phone, &address, &case).await
    });
}

/// After a reload the place and its law are still there.
async fn again(phone: &Phone) -> Result<()> {
    phone.reload().await?;
    phone.see("[data-fact]").await
}

/// The files of law that the page itself has asked for since the last call, in the order of the
/// requests, without hashes.
fn law(server: &Server) -> Vec<String> {
    let served = server.take_served().into_iter().filter(|row| !row.stored);
    served
        .filter_map(|row| {
            let name = row.path.split("/law/").nth(1)?.to_owned();
            let stem = name.split('.').next()?;
            let hash = stem.len().checked_sub(17).filter(|at| *at > 0);
            let hash = hash.filter(|at| stem.get(*at..).is_some_and(|end| end.starts_with('-')));
            Some(stem.get(..hash.unwrap_or(stem.len()))?.to_owned())
        })
        .collect()
}

/// The built site with the law of more places beside it.
fn site(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    drop(fs::remove_dir_all(&folder));
    let rules = folder.join("rules");
    copy(&huice_tests::root().join("rules"), &rules);
    let places = rules.join("places.yaml");
    let mut text = fs::read_to_string(&places).unwrap();
    text += "  - {code: \"990000\", name: 示例省, pinyin: shilisheng, covered: false}\n";
    for place in 1..=MORE {
        let code = 990_000 + place;
        let _ = writeln!(
            text,
            "  - {{code: \"{code}\", name: 示例{place}县, pinyin: shili, within: \"990000\", covered: false}}"
        );
    }
    fs::write(&places, text).unwrap();
    let site = folder.join("dist");
    copy(&dist(), &site);
    fs::remove_dir_all(site.join("law")).unwrap();
    let law = site.join("law").to_string_lossy().into_owned();
    huice(&rules, &["pack", "--out", &law], "").unwrap();
    restamp(&site);
    site
}

/// The worker knows the files of law by name.
fn restamp(site: &Path) {
    let worker = site.join(WORKER);
    let text = fs::read_to_string(&worker).unwrap();
    let (_, script) = text.split_once('\n').unwrap();
    fs::write(&worker, script).unwrap();
    for end in ["br", "gz"] {
        drop(fs::remove_file(site.join(format!("{WORKER}.{end}"))));
    }
    let paths = Paths {
        dist: site.to_path_buf(),
        ..Paths::here()
    };
    stamp(&paths).unwrap();
}
