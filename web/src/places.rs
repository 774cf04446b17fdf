//! Places by name: what stands around them, and what somebody may mean who types a name.

use huice_core::text::{self, joined};
use huice_pack::{Index, IndexPlace};

/// Most places that are offered at once.
const OFFERED: usize = 8;

/// What kind of place a name ends with; people leave it out.
const ENDS: [&str; 4] = ["省", "市", "区", "县"];

/// The places that contain this one, the widest first, and the place itself.
fn chain<'i>(index: &'i Index, place: &'i IndexPlace) -> Vec<&'i IndexPlace> {
    let mut chain = vec![place];
    let mut at = place;
    // No place lies more than five deep; a ring in the data ends here too.
    for _ in 0..5 {
        let around = at.within.as_ref();
        let Some(next) = around.and_then(|code| index.places.iter().find(|p| p.code == *code))
        else {
            break;
        };
        chain.push(next);
        at = next;
    }
    chain.reverse();
    chain
}

/// The name with those of the places that contain it: 江苏省 无锡市 江阴市.
#[must_use]
pub fn full_name(index: &Index, place: &IndexPlace) -> String {
    let names: Vec<&str> = chain(index, place)
        .iter()
        .map(|p| p.name.as_str())
        .collect();
    joined(&names, " ")
}

/// A name as people say it: 重庆, 四川资阳.
#[must_use]
pub fn short_name(index: &Index, place: &IndexPlace) -> String {
    let chain = chain(index, place);
    let own = short(&place.name);
    match chain.first() {
        Some(widest) if widest.code != place.code => format!("{}{own}", short(&widest.name)),
        Some(_) | None => own.to_owned(),
    }
}

/// A name without what kind of place it is, where that leaves a name.
#[must_use]
pub fn short(name: &str) -> &str {
    let short = ENDS.iter().find_map(|end| name.strip_suffix(end));
    short.filter(|s| s.chars().count() > 1).unwrap_or(name)
}

/// The places with law that lie in no other one with law.
#[must_use]
pub fn widest_covered(index: &Index) -> Vec<&IndexPlace> {
    let all = index.places.iter();
    all.filter(|p| p.covered && !is_within_covered(index, p))
        .collect()
}

/// Whether districts of this place have law of their own.
#[must_use]
pub fn has_districts(index: &Index, place: &IndexPlace) -> bool {
    let inside = |p: &&IndexPlace| p.within.as_ref() == Some(&place.code);
    index.places.iter().filter(inside).any(|p| p.covered)
}

fn is_within_covered(index: &Index, place: &IndexPlace) -> bool {
    place.within.as_ref().is_some_and(|code| {
        let mut all = index.places.iter();
        all.any(|other| other.code == *code && other.covered)
    })
}

/// Places that a search text may mean, those with law first; without a text, those with law. Only
/// those that are offered; where they are a list of somebody's (`limited`), all of it.
#[must_use]
pub fn search<'i>(
    index: &'i Index,
    text: &str,
    limited: bool,
    offers: &impl Fn(&str) -> bool,
) -> Vec<&'i IndexPlace> {
    let text = plain(text);
    let mut found: Vec<(u8, &IndexPlace)> = Vec::new();
    for place in &index.places {
        // Without a text, a place that lies within another one on offer is not offered itself.
        if text.is_empty() && !limited && is_within_covered(index, place) {
            continue;
        }
        if !offers(&place.code) {
            continue;
        }
        let rank = match rank(index, place, &text) {
            Some(rank) if place.pack.is_some() => rank,
            Some(rank) if !text.is_empty() => rank + 10,
            Some(_) | None => continue,
        };
        // Places come in the order of their codes; equals stay in it.
        let at = found.partition_point(|(other, _)| *other <= rank);
        if at < OFFERED {
            found.insert(at, (rank, place));
            found.truncate(OFFERED);
        }
    }
    found.into_iter().map(|(_, place)| place).collect()
}

/// What was typed, in small letters of the usual width, without the signs between them.
fn plain(text: &str) -> String {
    text.chars()
        .map(|sign| match u32::from(sign) {
            // The full-width forms stand in the order of ASCII.
            wide @ 0xff01..=0xff5e => char::from_u32(wide - 0xfee0).unwrap_or(sign),
            _ => sign,
        })
        .filter(|c| !matches!(c, ' ' | '\u{3000}' | '\'' | '’' | '-' | '·' | ',' | '，'))
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

/// How well a place fits a text, the best first; none where it does not.
fn rank(index: &Index, place: &IndexPlace, text: &str) -> Option<u8> {
    if text.is_empty() {
        return place.covered.then_some(0);
    }
    if plain(&place.code) == text {
        return Some(0);
    }
    let chain = chain(index, place);
    let around = chain.split_last().map_or(&[][..], |(_, around)| around);
    let direct = fits(place, text);
    // 重庆渝北: the name of what contains it, then its own.
    let rest = after_names(around, text);
    let inside = (rest != text && !rest.is_empty()).then(|| fits(place, rest));
    direct.or(inside.flatten())
}

/// The text without the names of these places at its beginning, in their order, each in full or
/// short, in signs or in letters.
fn after_names<'t>(places: &[&IndexPlace], text: &'t str) -> &'t str {
    let mut rest = text;
    for place in places {
        let pinyin = letters(place);
        let names = [
            &place.name,
            short(&place.name),
            &pinyin,
            short_letters(&pinyin),
        ];
        let cut = names.into_iter().find_map(|name| rest.strip_prefix(name));
        rest = cut.unwrap_or(rest);
    }
    rest
}

fn fits(place: &IndexPlace, text: &str) -> Option<u8> {
    let pinyin = letters(place);
    if place.name.starts_with(text) {
        Some(0)
    } else if pinyin.starts_with(text) {
        Some(1)
    } else if text::contains(&place.name, text) {
        Some(2)
    } else if is_initials(&pinyin, text) {
        Some(3)
    } else {
        None
    }
}

fn letters(place: &IndexPlace) -> String {
    let letters = place.pinyin.chars().filter(char::is_ascii_alphabetic);
    letters.map(|c| c.to_ascii_lowercase()).collect()
}

fn short_letters(pinyin: &str) -> &str {
    let ends = ["sheng", "shi", "qu", "xian"];
    ends.iter()
        .find_map(|end| pinyin.strip_suffix(end))
        .unwrap_or(pinyin)
}

/// Whether the text is the first letters of a run of syllables from the beginning. Syllables are
/// not marked in the name, so every consonant that may begin one counts.
fn is_initials(pinyin: &str, text: &str) -> bool {
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'v');
    let mut before = 'a';
    let starts: Vec<char> = pinyin
        .chars()
        .filter(|c| {
            let opens = !vowel(*c) && (vowel(before) || matches!(before, 'n' | 'g' | 'r'));
            before = *c;
            opens
        })
        .collect();
    let mut rest = starts.iter();
    match (text.chars().next(), starts.first()) {
        (Some(a), Some(b)) if a == *b => text.chars().all(|c| rest.any(|s| *s == c)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        reason = "tests may fail loudly"
    )]
    use super::*;

    fn place(code: &str, name: &str, pinyin: &str, within: Option<&str>) -> IndexPlace {
        IndexPlace {
            code: code.into(),
            name: name.into(),
            pinyin: pinyin.into(),
            within: within.map(Into::into),
            covered: true,
            pack: Some(huice_pack::PackRef::default()),
            ..IndexPlace::default()
        }
    }

    fn around(code: &str, name: &str, pinyin: &str, within: Option<&str>) -> IndexPlace {
        IndexPlace {
            covered: false,
            pack: None,
            ..place(code, name, pinyin, within)
        }
    }

    fn index() -> Index {
        Index {
            version: String::new(),
            goals: Vec::new(),
            names: None,
            places: vec![
                around("320000", "江苏省", "jiangsusheng", None),
                around("320200", "无锡市", "wuxishi", Some("320000")),
                place("320281", "江阴市", "jiangyinshi", Some("320200")),
                place("500000", "重庆市", "chongqingshi", None),
                place("500101", "万州区", "wanzhouqu", Some("500000")),
                place("500112", "渝北区", "yubeiqu", Some("500000")),
                around("510000", "四川省", "sichuansheng", None),
                place("512000", "资阳市", "ziyangshi", Some("510000")),
            ],
        }
    }

    #[test]
    fn a_place_is_found_by_name_letters_and_initials() {
        let index = index();
        for (text, code) in [
            ("江阴", "320281"),
            ("jiangyin", "320281"),
            ("JY", "320281"),
            ("jys", "320281"),
            ("wz", "500101"),
            ("wan zhou", "500101"),
            ("cq", "500000"),
            ("zy", "512000"),
            ("阴", "320281"),
            ("重庆渝北", "500112"),
            ("重庆市渝北区", "500112"),
            ("重庆市 渝北", "500112"),
            ("chongqing yubei", "500112"),
            ("江苏省江阴市", "320281"),
            ("江苏无锡江阴", "320281"),
            ("四川资阳", "512000"),
            ("ｙｂ", "500112"),
            ("yu-bei", "500112"),
            ("500112", "500112"),
        ] {
            assert_eq!(
                search(&index, text, false, &|_| true)
                    .first()
                    .map(|p| p.code.as_str()),
                Some(code),
                "{text}"
            );
        }
        assert!(search(&index, "bj", false, &|_| true).is_empty());
        assert!(search(&index, "江苏渝北", false, &|_| true).is_empty());
        let offered: Vec<_> = search(&index, "", false, &|_| true)
            .iter()
            .map(|p| p.name.as_str())
            .collect();
        assert_eq!(offered, ["江阴市", "重庆市", "资阳市"]);
        // A list of places is offered as it is, whatever lies within what.
        let listed = search(&index, "", true, &|code| code == "500101");
        assert_eq!(listed.first().map(|p| p.name.as_str()), Some("万州区"));
        assert!(search(&index, "jy", true, &|code| code == "500101").is_empty());
    }

    #[test]
    fn a_name_tells_what_contains_it() {
        let index = index();
        let named = |code: &str| {
            let place = index.places.iter().find(|p| p.code == code).unwrap();
            (full_name(&index, place), short_name(&index, place))
        };
        let both = |full: &str, short: &str| (full.to_owned(), short.to_owned());
        assert_eq!(named("500101"), both("重庆市 万州区", "重庆万州"));
        assert_eq!(named("320281"), both("江苏省 无锡市 江阴市", "江苏江阴"));
        assert_eq!(named("500000"), both("重庆市", "重庆"));
        assert_eq!(short("忠县"), "忠县");
        let widest: Vec<_> = widest_covered(&index).iter().map(|p| &p.name).collect();
        assert_eq!(widest, ["江阴市", "重庆市", "资阳市"]);
        let cq = index.places.iter().find(|p| p.code == "500000").unwrap();
        assert!(has_districts(&index, cq));
    }
}
