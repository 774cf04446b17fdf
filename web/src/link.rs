//! A calculation as the fragment of an address: place, day, roles, answers, and by which law it
//! was made. Pure text work: nothing here knows a law, so whatever is read is only what somebody
//! claims, and is read against the law like any other answer.
//!
//! ```text
//! #s=1.<check>.<place>.<day>.<roles>.<law>.<digest>.<answers>
//! ```
//!
//! Only letters, digits, `.`, `-` and `_` are written, so that no messenger has a reason to change
//! or cut anything. Names in the law are written in small letters; capitals therefore stand for
//! the signs between them, and `Z` with two hex digits for any other byte. `check` tells a link that
//! was cut from a whole one; a link written by hand may leave it empty.

use huice_core::Date;
use huice_core::input::read_day;

/// Longest fragment that is read or written, in bytes. Web views pass on far longer ones.
pub const LONGEST: usize = 8000;

/// What a fragment of ours begins with.
pub const HEAD: &str = "#s=";

/// The version that is written, and the only one that is read.
const VERSION: &str = "1";

/// Signs between names, and the capitals that stand for them.
const SIGNS: [(u8, u8); 7] = [
    (b'=', b'I'),
    (b'\n', b'A'),
    (b'+', b'P'),
    (b',', b'C'),
    (b':', b'H'),
    (b';', b'S'),
    (b'?', b'Q'),
];

/// What a link says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Link {
    /// Code of the place; may be empty.
    pub place: String,
    /// Day of calculation; none: the day on which it is opened.
    pub day: Option<Date>,
    /// Names of goals, or of roles as older links have them, with `,` between them.
    pub roles: String,
    /// Which law it was made by, see [`mark`]; may be empty.
    pub law: String,
    /// What came out, for comparison; may be empty.
    pub digest: String,
    /// Lines `fact=answer`, as [`crate::saved_session`] writes them.
    pub answers: String,
}

/// Why a link cannot be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Longer than [`LONGEST`].
    TooLong,
    /// Of another version.
    Version,
    /// Cut short, changed, or never one of ours.
    Damaged,
}

impl Fault {
    /// What to tell a person.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::TooLong => "这个链接太长，打不开。请在下面自己选，或者请对方重新分享。",
            Self::Version => "这个链接是别的版本做的，打不开。请在下面自己选，或者请对方重新分享。",
            Self::Damaged => {
                "这个链接不完整，或者被改过，打不开。请在下面自己选，或者请对方重新分享。"
            }
        }
    }
}

/// Reads a fragment, from `#` on. None where it is no link of this sort at all.
///
/// # Errors
/// Where it is one, but cannot be opened.
#[must_use]
pub fn read(fragment: &str) -> Option<Result<Link, Fault>> {
    let heads = [HEAD, "#s%3D", "#s%3d"];
    let rest = heads.iter().find_map(|head| fragment.strip_prefix(head))?;
    Some(open(rest))
}

fn open(rest: &str) -> Result<Link, Fault> {
    if rest.len() > LONGEST {
        return Err(Fault::TooLong);
    }
    // Some apps add parameters of their own at the end.
    let rest = rest.split('&').next().unwrap_or_default();
    let plain = percent(rest).ok_or(Fault::Damaged)?;
    let (version, rest) = plain.split_once('.').ok_or(Fault::Damaged)?;
    if version != VERSION {
        return Err(Fault::Version);
    }
    let (check, rest) = rest.split_once('.').ok_or(Fault::Damaged)?;
    if !check.is_empty() && check != mark(rest.as_bytes(), CHECK) {
        return Err(Fault::Damaged);
    }
    let mut parts = rest.splitn(6, '.');
    let mut next = || parts.next().and_then(decoded).ok_or(Fault::Damaged);
    let place = next()?;
    let day = match next()?.as_str() {
        "" => None,
        day => Some(read_day(day).map_err(|_| Fault::Damaged)?),
    };
    let link = Link {
        place,
        day,
        roles: next()?,
        law: next()?,
        digest: next()?,
        answers: next()?,
    };
    // Both are shown or compared as they stand: nothing else may stand in them.
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let (sum, marks) = link.digest.split_once('-').unwrap_or((&link.digest, ""));
    let number = sum.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if !plain(&link.law) || !number || !plain(marks) {
        return Err(Fault::Damaged);
    }
    Ok(link)
}

/// Writes a fragment, `#` included.
///
/// # Errors
/// [`Fault::TooLong`] where nobody could read it again.
pub fn write(link: &Link) -> Result<String, Fault> {
    let day = link.day.map_or_else(String::new, |day| day.to_string());
    let mut rest = String::new();
    for part in [&link.place, &day, &link.roles, &link.law, &link.digest] {
        coded(&mut rest, part, false);
        rest.push('.');
    }
    coded(&mut rest, link.answers.trim_end_matches('\n'), true);
    let mut out = String::from(HEAD);
    for part in [VERSION, ".", &mark(rest.as_bytes(), CHECK), ".", &rest] {
        out.push_str(part);
    }
    if out.len() > LONGEST {
        return Err(Fault::TooLong);
    }
    Ok(out)
}

/// Signs of a check.
const CHECK: usize = 5;

/// The digits of marks, five bits each.
const DIGITS: &[u8; 32] = b"0123456789abcdefghijklmnopqrstuv";

/// A short mark of bytes, to tell whether two are the same; at most six signs tell anything. It
/// guards against slips, not against intent.
#[must_use]
pub fn mark(bytes: &[u8], signs: usize) -> String {
    // FNV-1a, then a stir, for only a part of the bits is kept.
    let mut hash = bytes.iter().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
    });
    hash = (hash ^ (hash >> 15)).wrapping_mul(0x2c1b_3c6d);
    hash ^= hash >> 12;
    let mut out = String::new();
    for _ in 0..signs {
        let digit = DIGITS.get((hash & 31) as usize);
        out.push(char::from(digit.copied().unwrap_or(b'0')));
        hash >>= 5;
    }
    out
}

/// Writes a text with capitals for signs. A dot ends a part, so only the last may hold one.
fn coded(out: &mut String, text: &str, dots: bool) {
    for byte in text.bytes() {
        let sign = SIGNS.iter().find(|(sign, _)| *sign == byte);
        match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' => out.push(char::from(byte)),
            b'.' if dots => out.push('.'),
            _ => match sign {
                Some((_, capital)) => out.push(char::from(*capital)),
                None => {
                    out.push('Z');
                    for digit in [byte >> 4, byte & 15] {
                        let digit = DIGITS.get(usize::from(digit));
                        out.push(char::from(digit.copied().unwrap_or(b'0')));
                    }
                }
            },
        }
    }
}

/// The text behind it; none for a sign that is never written.
fn decoded(text: &str) -> Option<String> {
    let mut out = Vec::new();
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let sign = SIGNS.iter().find(|(_, capital)| *capital == byte);
        out.push(match (byte, sign) {
            (_, Some((sign, _))) => *sign,
            (b'Z', None) => hex(bytes.next()?, bytes.next()?)?,
            (b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.', None) => byte,
            (_, None) => return None,
        });
    }
    String::from_utf8(out).ok()
}

/// Undoes percent signs that an app may have put for anything.
fn percent(text: &str) -> Option<String> {
    let mut out = Vec::new();
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        out.push(match byte {
            b'%' => hex(bytes.next()?, bytes.next()?)?,
            _ => byte,
        });
    }
    String::from_utf8(out).ok()
}

/// A byte of two hex digits.
fn hex(high: u8, low: u8) -> Option<u8> {
    let digit = |sign: u8| match sign {
        b'0'..=b'9' => Some(sign - b'0'),
        b'a'..=b'f' => Some(sign - b'a' + 10),
        b'A'..=b'F' => Some(sign - b'A' + 10),
        _ => None,
    };
    Some(digit(high)? << 4 | digit(low)?)
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::expect_used,
        reason = "tests may fail loudly"
    )]
    use super::*;

    fn link() -> Link {
        Link {
            place: "320281".into(),
            day: Date::parse("2026-11-21"),
            roles: "founder,employer".into(),
            law: mark(b"files", 6),
            digest: "18000-0a1b".into(),
            answers: "local=y\nrent=7200.5\nhires=n:3,since:2026-01;n:1\ngroups=a+b\nage=?".into(),
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let odd = Link {
            place: "Ä.Z&%#".into(),
            answers: "A=中文\u{7f}\u{0}..".into(),
            ..Link::default()
        };
        for link in [link(), Link::default(), odd] {
            let text = write(&link).unwrap();
            assert_eq!(read(&text), Some(Ok(link)), "{text}");
            let safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
            assert!(
                text.strip_prefix("#s=").unwrap().chars().all(safe),
                "{text}"
            );
        }
    }

    #[test]
    fn what_messengers_do_to_links_is_undone() {
        let text = write(&link()).unwrap();
        let escaped = text.replace('.', "%2E").replace('-', "%2d");
        assert_eq!(read(&escaped), Some(Ok(link())));
        let sign = text.replacen('=', "%3D", 1);
        assert_eq!(read(&sign), Some(Ok(link())));
        let more = format!("{text}&from=singlemessage&x=中文");
        assert_eq!(read(&more), Some(Ok(link())));
    }

    #[test]
    fn a_link_that_was_cut_or_changed_is_told() {
        let text = write(&link()).unwrap();
        for end in "#s=".len()..text.len() {
            let found = read(text.get(..end).unwrap()).expect("still ours");
            assert!(found.is_err(), "{end}: {found:?}");
        }
        for (at, _) in text.char_indices().skip("#s=1.".len()) {
            let mut changed = text.clone();
            changed.replace_range(at..=at, "~");
            assert_eq!(read(&changed), Some(Err(Fault::Damaged)), "{changed}");
        }
    }

    #[test]
    fn nothing_hostile_is_opened() {
        for (text, fault) in [
            ("#s=", Fault::Damaged),
            ("#s=2.x", Fault::Version),
            ("#s=1..320281", Fault::Damaged),
            ("#s=1..a.2026-02-30....", Fault::Damaged),
            ("#s=1..a.....Zff", Fault::Damaged),
            ("#s=1..a.....Z", Fault::Damaged),
            ("#s=1..a.....%", Fault::Damaged),
            ("#s=1..a.....<b>", Fault::Damaged),
            (
                "#s=1..a.2020-01-01.founder.zzzzzz.0Z20Ze7Za4Zba-.x",
                Fault::Damaged,
            ),
            ("#s=1..a...Z3cbZ3e.0-.x", Fault::Damaged),
        ] {
            assert_eq!(read(text), Some(Err(fault)), "{text}");
            assert!(!fault.words().is_empty());
        }
        let long = format!("#s={}", "a".repeat(LONGEST + 1));
        assert_eq!(read(&long), Some(Err(Fault::TooLong)));
        let much = Link {
            answers: "x".repeat(LONGEST),
            ..Link::default()
        };
        assert_eq!(write(&much), Err(Fault::TooLong));
        for other in ["", "#", "#/", "#/results", "#S=1", "s=1.", "#s"] {
            assert_eq!(read(other), None, "{other}");
        }
    }

    #[test]
    fn a_link_by_hand_needs_no_check() {
        let found = read("#s=1..320281..founder...localIyAage_under_35In").unwrap();
        let found = found.unwrap();
        assert_eq!(found.answers, "local=y\nage_under_35=n");
        assert_eq!((found.day, found.roles.as_str()), (None, "founder"));
    }

    #[test]
    fn marks_differ_where_bytes_do() {
        let mut seen: Vec<String> = (0u16..2000).map(|n| mark(&n.to_le_bytes(), 6)).collect();
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 2000);
        assert_eq!(mark(b"a", 4).len(), 4);
    }
}
