//! A form that was left before it was done, as text: nothing that was put in is lost on any way
//! out of a screen, nor by a reload.
//!
//! ```text
//! u,y,oself,mfirst,msecond,x,t3000,d2020-1-,c      a draft: one part for each thing put in
//! draft/2/field!draft;field!draft                  with the record that replaces the third one
//! draft/-/fact!draft;fact!draft                    with a new record, or the rows of a list
//! draft/-x/fact!;fact!                             以上都不是 of a list
//! ```

use crate::draft::{Draft, RecordDraft};
use huice_core::ir::{Fact, FactKind, OptionId};

/// Writes a form: the draft of its fact, and the record or the rows with the facts they belong to.
#[must_use]
pub fn write(fact: &Fact, draft: &Draft, record: Option<(&RecordDraft, &[&Fact])>) -> String {
    let mut out = write_draft(fact, draft);
    if let Some((record, facts)) = record {
        let mut at = match record.at {
            Some(at) => at.to_string(),
            None => "-".to_owned(),
        };
        if record.none {
            at.push('x');
        }
        let fields = facts.iter().zip(&record.fields);
        let fields: Vec<String> = fields
            .map(|(fact, draft)| format!("{}!{}", fact.id, write_draft(fact, draft)))
            .collect();
        out.push_str(&format!("/{at}/{}", fields.join(";")));
    }
    out
}

/// Reads a form for the facts that its record or list has now; what is none of theirs is left out.
#[must_use]
pub fn read(fact: &Fact, facts: &[&Fact], text: &str) -> (Draft, Option<RecordDraft>) {
    let mut parts = text.splitn(3, '/');
    let draft = read_draft(fact, parts.next().unwrap_or_default());
    let (Some(at), Some(fields)) = (parts.next(), parts.next()) else {
        return (draft, None);
    };
    let of = |fact: &&Fact| {
        let named = |field: &str| {
            let (id, draft) = field.split_once('!')?;
            (id == fact.id).then(|| read_draft(fact, draft))
        };
        fields.split(';').find_map(named).unwrap_or_default()
    };
    let record = RecordDraft {
        at: at.trim_end_matches('x').parse().ok(),
        fields: facts.iter().map(of).collect(),
        none: at.ends_with('x'),
        too_early: false,
    };
    (draft, Some(record))
}

fn options(fact: &Fact) -> &[(String, String)] {
    match &fact.kind {
        FactKind::Choice(options) | FactKind::Set(options) => options,
        FactKind::Bool { .. }
        | FactKind::Number { .. }
        | FactKind::Date
        | FactKind::Records { .. } => &[],
    }
}

fn write_draft(fact: &Fact, draft: &Draft) -> String {
    let named = |at: &OptionId| options(fact).get(usize::from(*at)).map(|(id, _)| id);
    let mut parts: Vec<String> = Vec::new();
    let marks = [
        (draft.unsure, 'u'),
        (draft.yes == Some(true), 'y'),
        (draft.yes == Some(false), 'n'),
        (draft.none, 'x'),
        (draft.coarse, 'c'),
    ];
    parts.extend(
        marks
            .iter()
            .filter(|(on, _)| *on)
            .map(|(_, sign)| sign.to_string()),
    );
    parts.extend(
        draft
            .one
            .iter()
            .filter_map(named)
            .map(|id| format!("o{id}")),
    );
    parts.extend(
        draft
            .many
            .iter()
            .filter_map(named)
            .map(|id| format!("m{id}")),
    );
    if !draft.text.is_empty() {
        parts.push(format!("t{}", escaped(&draft.text)));
    }
    if draft.date.iter().any(|part| !part.is_empty()) {
        parts.push(format!(
            "d{}",
            draft.date.each_ref().map(|part| escaped(part)).join("-")
        ));
    }
    parts.join(",")
}

fn read_draft(fact: &Fact, text: &str) -> Draft {
    let at = |id: &str| {
        let found = options(fact).iter().position(|(own, _)| own == id);
        found.and_then(|at| OptionId::try_from(at).ok())
    };
    let mut draft = Draft::default();
    for part in text.split(',') {
        let mut rest = part.chars();
        let sign = rest.next();
        let rest = rest.as_str();
        match sign {
            Some('u') => draft.unsure = true,
            Some('y') => draft.yes = Some(true),
            Some('n') => draft.yes = Some(false),
            Some('x') => draft.none = true,
            Some('c') => draft.coarse = true,
            Some('o') => draft.one = at(rest),
            Some('m') => draft.many.extend(at(rest)),
            Some('t') => draft.text = read_escaped(rest),
            Some('d') => {
                for (part, text) in draft.date.iter_mut().zip(rest.split('-')) {
                    *part = read_escaped(text);
                }
            }
            Some(_) | None => {}
        }
    }
    draft
}

/// Letters and digits as they are, every other sign as its number between `%` and `.`.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for sign in text.chars() {
        if sign.is_ascii_alphanumeric() {
            out.push(sign);
        } else {
            out.push_str(&format!("%{}.", u32::from(sign)));
        }
    }
    out
}

fn read_escaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((plain, coded)) = rest.split_once('%') {
        out.push_str(plain);
        let (number, behind) = coded.split_once('.').unwrap_or((coded, ""));
        out.extend(number.parse().ok().and_then(char::from_u32));
        rest = behind;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fact(id: &str) -> Fact {
        let options = ["first", "second", "third"].map(|id| (id.to_owned(), id.to_owned()));
        Fact::bare(id, FactKind::Set(options.to_vec()))
    }

    prop_compose! {
        fn drafts()(
            unsure: bool,
            yes: Option<bool>,
            one in proptest::option::of(0u16..3),
            many in proptest::sample::subsequence(vec![0u16, 1, 2], 0..=3),
            none: bool,
            text in ".{0,8}",
            date in proptest::array::uniform3(".{0,4}"),
            coarse: bool,
        ) -> Draft {
            Draft { unsure, yes, one, many, none, text, date, coarse, wrong: None }
        }
    }

    proptest! {
        #[test]
        fn whatever_was_put_in_comes_back(
            draft in drafts(),
            at in proptest::option::of(0usize..9),
            fields in proptest::collection::vec(drafts(), 2),
            open: bool,
            none: bool,
        ) {
            let (own, parts) = (fact("own"), [fact("a"), fact("b")]);
            let parts: Vec<&Fact> = parts.iter().collect();
            let record = open.then_some(RecordDraft { at, fields, none, too_early: false });
            let text = write(&own, &draft, record.as_ref().map(|r| (r, parts.as_slice())));
            prop_assert!(!text.contains(['=', '\n', ':']));
            prop_assert_eq!(read(&own, &parts, &text), (draft, record));
        }

        #[test]
        fn what_somebody_else_wrote_is_read_as_far_as_it_goes(text in ".{0,40}") {
            let own = fact("own");
            drop(read(&own, &[&own], &text));
        }
    }
}
