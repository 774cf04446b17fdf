//! "Did you mean …?"

use huice_syntax::{Text, text};

/// Words of the rules, each quoted, so that they fit into either language.
pub(crate) fn quoted<T: AsRef<str>>(words: &[T]) -> String {
    let quoted: Vec<String> = words
        .iter()
        .map(|word| format!("`{}`", word.as_ref()))
        .collect();
    quoted.join(", ")
}

/// The most similar known name, as help; `None` where nothing is near.
pub(crate) fn did_you_mean<'k>(
    name: &str,
    known: impl IntoIterator<Item = &'k str>,
) -> Option<Text> {
    nearest(name, known).map(|k| text!("您想写的是不是 `{k}`？", "did you mean `{k}`?"))
}

/// The most similar known name; `None` where nothing is near.
pub(crate) fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let allowed = (name.chars().count() / 3).clamp(1, 3);
    // A longer or shorter form of the same word: boolean for bool.
    let same =
        |k: &str| k.len() >= 4 && name.len() >= 4 && (name.starts_with(k) || k.starts_with(name));
    known
        .into_iter()
        .map(|k| (distance(name, k), k))
        .filter(|(d, k)| *d <= allowed || same(k))
        .min()
        .map(|(_, k)| k)
}

/// Edit distance: letters to insert, delete, change, or swap with the next.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let mut previous = None;
    for (row, x) in a.chars().enumerate() {
        let mut next = vec![row + 1];
        for (n, y) in b.iter().enumerate() {
            let at = |line: &[usize], n: usize| line.get(n).copied().unwrap_or(usize::MAX / 2);
            let mut best = (at(&last, n) + usize::from(x != *y))
                .min(at(&last, n + 1) + 1)
                .min(at(&next, n) + 1);
            let swapped = n > 0 && previous == Some(*y) && b.get(n - 1) == Some(&x);
            if swapped {
                best = best.min(at(&before, n - 1) + 1);
            }
            next.push(best);
        }
        before = std::mem::replace(&mut last, next);
        previous = Some(x);
    }
    last.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        assert_eq!(distance("ab", "ba"), 1);
        assert_eq!(distance("hukou_local", "hukuo_local"), 1);
        let known = ["hukou_local", "age"];
        assert_eq!(
            did_you_mean("hukou_locl", known),
            Some(
                (
                    "您想写的是不是 `hukou_local`？",
                    "did you mean `hukou_local`?"
                )
                    .into()
            )
        );
        assert_eq!(did_you_mean("rents_premises", known), None);
    }
}
