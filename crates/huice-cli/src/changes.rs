//! What would change a result, in plain words.

use huice_core::counterfactual::{ChangeSet, Counterfactuals, counterfactuals};
use huice_core::{Answers, CompiledLaw, Date, Decision};
use huice_zh::describe;
use huice_zh::terms;
use huice_zh::words;

/// The answers of one day.
pub(crate) struct Day<'a> {
    pub(crate) law: &'a CompiledLaw,
    pub(crate) as_of: Date,
    pub(crate) answers: &'a Answers,
}

impl Day<'_> {
    fn counterfactuals(&self, decision: &Decision) -> Counterfactuals {
        counterfactuals(self.law, self.as_of, self.answers, decision)
    }

    /// In plain words, a line each.
    pub(crate) fn lines(&self, decision: &Decision, lines: &mut Vec<String>) {
        let found = self.counterfactuals(decision);
        if let Some(day) = found.last_day {
            lines.push(String::new());
            lines.push(format!(
                "最晚：{}。过了这一天，照现在的情况就不行了。",
                words::day(day)
            ));
        }
        if found.change_sets.is_empty() {
            return;
        }
        lines.push(String::new());
        lines.push("怎样能办成（改动最少的办法，任选一条）：".into());
        for (n, change_set) in found.change_sets.iter().enumerate() {
            lines.push(format!("  {}. {}", n + 1, self.line(change_set)));
            if !change_set.remaining_needs.is_empty() {
                let needs: Vec<String> = change_set
                    .remaining_needs
                    .iter()
                    .map(|need| words::need(self.law, *need))
                    .collect();
                lines.push(format!("     还要看：{}", needs.join("；")));
            }
            if let Some(day) = change_set.last_day {
                lines.push(format!("     最晚{}办好。", words::day(day)));
            }
        }
    }

    fn line(&self, change_set: &ChangeSet) -> String {
        let acts: Vec<String> = change_set
            .changes
            .iter()
            .map(|change| {
                let say = describe(self.law, change);
                if change.office {
                    format!("{say}（由部门决定）")
                } else {
                    say
                }
            })
            .collect();
        format!(
            "{} → {}，{}",
            acts.join("，并且"),
            terms::verdict(&change_set.verdict),
            words::amount(&change_set.amount)
        )
    }
}
