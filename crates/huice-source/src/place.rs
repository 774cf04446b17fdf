//! The place that somebody names, and what to say where there is no such place.

use crate::SourceError;
use huice_check::Place;
use huice_pack::IndexPlace;

/// Most places that are listed in a line.
const MOST_NAMES: usize = 100;

/// A place, of rules or of an index.
pub(crate) trait Named {
    /// Its code.
    fn code(&self) -> &str;
    /// Its name.
    fn name(&self) -> &str;
    /// Whether a document applies there.
    fn covered(&self) -> bool;
}

impl Named for Place {
    fn code(&self) -> &str {
        &self.code
    }
    fn name(&self) -> &str {
        &self.name
    }
    fn covered(&self) -> bool {
        self.covered
    }
}

impl Named for IndexPlace {
    fn code(&self) -> &str {
        &self.code
    }
    fn name(&self) -> &str {
        &self.name
    }
    fn covered(&self) -> bool {
        self.covered
    }
}

/// The place that is wanted, by code or name.
///
/// # Errors
/// Where none is named, or there is no such place.
pub(crate) fn wanted<'p, P: Named>(
    places: &'p [P],
    place: Option<&str>,
) -> Result<&'p P, SourceError> {
    let Some(typed) = place else {
        return Err(SourceError::Unusable(format!(
            "请用 --place 写明地方；有政策的是：{}",
            covered(places)
        )));
    };
    let text = plain(typed);
    let mut all = places.iter();
    let found = all.find(|p| p.code() == text || p.name() == text);
    found.ok_or_else(|| {
        let like = alike(places, &text);
        SourceError::Unusable(if like.is_empty() {
            format!("没有 `{typed}` 这个地方；有政策的是：{}", covered(places))
        } else {
            format!("没有 `{typed}` 这个地方；要找的是不是：{}", line(&like))
        })
    })
}

/// No document applies to a place.
pub(crate) fn without_law<P: Named>(places: &[P], found: &P) -> SourceError {
    SourceError::Unusable(format!(
        "没有收录管 {}（{}）的文件；有政策的是：{}",
        found.name(),
        found.code(),
        covered(places)
    ))
}

/// What was typed, in signs of the usual width, without spaces around it.
fn plain(typed: &str) -> String {
    let usual = |sign: char| match u32::from(sign) {
        // The full-width forms stand in the order of ASCII.
        wide @ 0xff01..=0xff5e => char::from_u32(wide - 0xfee0).unwrap_or(sign),
        _ => sign,
    };
    typed.trim().chars().map(usual).collect()
}

/// Places with law whose name holds the text, 渝北 for 渝北区; where there are none, those whose
/// name ends it, with or without 市, 区 or 县: 重庆渝北.
fn alike<'p, P: Named>(places: &'p [P], text: &str) -> Vec<&'p P> {
    if text.chars().count() < 2 {
        return Vec::new();
    }
    let all = || places.iter().filter(|p| p.covered());
    let holding: Vec<&P> = all().filter(|p| p.name().contains(text)).collect();
    if holding.is_empty() {
        let end = short(text);
        let ends = |p: &&P| text.ends_with(p.name()) || end.ends_with(short(p.name()));
        all().filter(ends).collect()
    } else {
        holding
    }
}

/// A name without what kind of place it is.
fn short(name: &str) -> &str {
    let cut = name.strip_suffix(['市', '区', '县']);
    cut.filter(|rest| rest.chars().count() > 1).unwrap_or(name)
}

/// The covered places in a line.
fn covered<P: Named>(places: &[P]) -> String {
    let all: Vec<&P> = places.iter().filter(|p| p.covered()).collect();
    line(&all)
}

fn line<P: Named>(places: &[&P]) -> String {
    let names: Vec<String> = places
        .iter()
        .take(MOST_NAMES)
        .map(|p| format!("{}（{}）", p.name(), p.code()))
        .collect();
    match places.len() {
        count if count > MOST_NAMES => format!("{}等 {count} 个", names.join("、")),
        _ => names.join("、"),
    }
}
