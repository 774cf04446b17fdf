//! Plain pages of everything in the rules: for browsers without scripts, for paper, and for
//! those who search.

mod conditions;
mod formula;
mod gather;
mod html;
mod instrument;
mod lists;
mod page;
mod privacy;
mod words;

use crate::failure::Failure;
use gather::Site;
use huice_check::Place;
use huice_core::ir::Law;
use page::{Frame, Page};

/// The sheet of all pages.
const SHEET: &str = include_str!("pages.css");

/// Name of the list of all pages.
pub(crate) const SITEMAP: &str = "sitemap.txt";

/// All files, by name. `app` is the address of the app as seen from the pages; `base` stands
/// before every name in the list of all pages.
///
/// # Errors
/// Where an id or a code cannot be the name of a file.
pub(crate) fn files(
    places: &[Place],
    laws: &[Law],
    app: &str,
    base: &str,
) -> Result<Vec<(String, String)>, Failure> {
    let site = Site::of(places, laws)?;
    let days = site.documents.values().map(|source| source.own.checked);
    let checked = days.max().map_or_else(String::new, huice_zh::words::day);
    let frame = Frame {
        app,
        checked: &checked,
    };
    let mut pages: Vec<Page> = vec![
        lists::index(&site, app),
        lists::lost(&site),
        privacy::page(),
    ];
    pages.extend(places.iter().map(|place| lists::place(&site, place, app)));
    pages.extend(
        site.documents
            .values()
            .map(|source| lists::of_document(&site, source)),
    );
    pages.extend(
        site.instruments
            .values()
            .map(|entry| instrument::page(&site, entry)),
    );
    let mut files: Vec<(String, String)> = pages
        .iter()
        .map(|page| (page.name.clone(), frame.draw(page)))
        .collect();
    let list: Vec<String> = pages
        .iter()
        .map(|page| format!("{base}{}\n", page.name))
        .collect();
    files.push((SITEMAP.into(), list.concat()));
    files.push((page::SHEET.into(), SHEET.into()));
    Ok(files)
}
