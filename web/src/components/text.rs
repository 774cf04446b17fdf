//! Words that break between their clauses before they break inside one.

use yew::prelude::*;

/// The clauses of a text, each unbroken as long as it fits. What stands in brackets is one of them.
pub fn clauses(words: &str) -> Html {
    split(words)
        .map(|clause| html! { <span class="ph">{ clause }</span> })
        .collect()
}

/// The clauses of a text, in order; joined they are the text.
fn split(words: &str) -> impl Iterator<Item = &str> {
    let mut rest = words;
    std::iter::from_fn(move || {
        let (clause, after) = rest.split_at_checked(end(rest))?;
        rest = after;
        (!clause.is_empty()).then_some(clause)
    })
}

/// Where the first clause of a text ends: behind a comma, a colon or a bracket, or before one that
/// opens.
fn end(words: &str) -> usize {
    let (mut before, mut inside) = (' ', false);
    for (at, sign) in words.char_indices() {
        let ends = match before {
            '，' | '：' | '；' | '。' | '、' | '？' | '！' => !inside,
            '）' => true,
            _ => false,
        };
        // No line begins with a mark that closes or ends something.
        let clings = "，：；。、？！）”’」".contains(sign);
        if at > 0 && !clings && (ends || (sign == '（' && !inside)) {
            return at;
        }
        inside = (inside || sign == '（') && sign != '）';
        before = sign;
    }
    words.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_break_between_their_clauses() {
        for clauses in [
            "哪天？",
            "您雇了多少人|（不算您自己）？",
            "您在本市创业吗|（已办执照，或准备办）？",
            "您|（或这位家人）|得了重大疾病吗？",
            "第 2 年，|一共付了多少租金？",
            "您的生意：|下面哪些对？",
            "（已判断），|还是没有",
            "依据 2019 年的文件，|可能已停办。|先打 12333。",
            "注销的是公司|（企业）、|个体户，|还是别的？",
            "高职、|大专、|本科。",
            "还能不能申请？|到哪里办？",
        ] {
            let words = clauses.replace('|', "");
            let found: Vec<_> = split(&words).collect();
            assert_eq!(found.join("|"), clauses);
        }
        assert_eq!(split("").count(), 0);
    }
}
