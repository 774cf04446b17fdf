//! `huice diff`: two versions of the rules over the same people.

mod golden;
mod report;
mod revision;

use crate::args::DiffArgs;
use crate::clock;
use crate::failure::Failure;
use huice_batch::diff::{Diff, compare, compare_made_up};
use huice_batch::{Repeats, read};
use huice_core::{CompiledLaw, Date, Law};
use huice_source::Source;
use std::collections::BTreeMap;

/// What was compared for one place.
pub(crate) struct PlaceDiff {
    pub(crate) place: String,
    pub(crate) name: String,
    /// Which people: those of a file, of the golden cases, or made up.
    pub(crate) whose: &'static str,
    pub(crate) diff: Diff,
}

/// Compares two versions.
pub(crate) fn diff(source: &Source, args: &DiffArgs, json: bool) -> Result<String, Failure> {
    let as_of = clock::as_of(args.as_of)?;
    let old = laws(source, &args.old)?;
    let new = laws(source, &args.new)?;
    let mut places = Vec::new();
    let mut lost = Vec::new();
    for (code, old) in &old {
        let wanted = args.place.as_ref();
        if wanted.is_some_and(|wanted| wanted != code && *wanted != old.place_name) {
            continue;
        }
        let Some(new) = new.get(code) else {
            lost.push(old.place_name.clone());
            continue;
        };
        places.extend(place(args, as_of, old, new)?);
    }
    if places.is_empty() && lost.is_empty() {
        return Err(Failure::Unusable("两份规则里没有同一个地方可以比".into()));
    }
    Ok(if json {
        report::json(&places, &lost, as_of)
    } else {
        report::text(&places, &lost, as_of)
    })
}

fn place(
    args: &DiffArgs,
    as_of: Date,
    old: &CompiledLaw,
    new: &CompiledLaw,
) -> Result<Vec<PlaceDiff>, Failure> {
    let place_diff = |whose, diff| PlaceDiff {
        place: old.place.clone(),
        name: old.place_name.clone(),
        whose,
        diff,
    };
    if let Some(path) = &args.people {
        let mut reader = read::open(path, new, "person")?;
        let scratch = std::env::temp_dir().join(format!("huice-diff-{}", std::process::id()));
        let repeats = Repeats::in_file((path, new, "person"), &scratch, |_| ())?;
        let diff = compare((&mut *reader, &repeats), (old, new), as_of)?;
        return Ok(vec![place_diff("名单", diff)]);
    }
    let cases = golden::cases(&args.golden, old, new)?;
    let made_up = compare_made_up((old, new), as_of, args.generate, args.seed);
    let mut all = vec![place_diff("随机编的人", made_up)];
    all.extend(cases.map(|diff| place_diff("手工算过的例子", diff)));
    Ok(all)
}

/// The laws of a version, by place.
fn laws(source: &Source, version: &str) -> Result<BTreeMap<String, CompiledLaw>, Failure> {
    let laws: Vec<Law> = revision::open(source, version)?;
    Ok(laws
        .into_iter()
        .map(|law| (law.place.clone(), law.into()))
        .collect())
}
