//! Words that break between their clauses before they break inside one, and there between words.

use huice_zh::read::is_letter;
use yew::prelude::*;

/// Words of these texts behind which a line may break: names of things to be had are long. A word that
/// often begins a longer one is none of them.
const WORDS: [&str; 108] = [
    "就业",
    "创业",
    "失业",
    "企业",
    "小微",
    "产业",
    "从业",
    "贷款",
    "补贴",
    "贴息",
    "保险",
    "保障",
    "社会",
    "人员",
    "人口",
    "家庭",
    "单位",
    "部门",
    "机构",
    "政府",
    "职业",
    "职工",
    "毕业生",
    "高校",
    "收入",
    "困难",
    "贫困",
    "风险",
    "农村",
    "农民",
    "退役",
    "工作",
    "工种",
    "等级",
    "岗位",
    "服务",
    "培训",
    "技能",
    "证书",
    "证明",
    "合同",
    "登记",
    "注销",
    "经营",
    "申请",
    "认定",
    "参加",
    "安排",
    "支持",
    "转移",
    "优先",
    "印发",
    "规定",
    "标准",
    "符合",
    "重点",
    "计划",
    "项目",
    "制度",
    "资源",
    "基地",
    "房屋",
    "土地",
    "劳动",
    "身份",
    "文件",
    "期间",
    "期限",
    "已经",
    "以后",
    "可以",
    "没有",
    "同意",
    "毕业",
    "执照",
    "本市",
    "户籍",
    "设备",
    "页面",
    "条件",
    "数字",
    "金额",
    "回答",
    "每个",
    "每条",
    "地区",
    "多少",
    "实际",
    "一直",
    "一共",
    "正常",
    "国家",
    "社区",
    "公积金",
    "人才",
    "网上",
    "这里",
    "影响",
    "计算",
    "以上",
    "裁员",
    "补偿",
    "个人",
    "资金",
    "专项",
    "租金",
    "社保",
    "个月",
];

/// What belongs to the word before it.
const ENDS: &str =
    "的者证率额家款局所生户人类型园史金费期吗了过数业日班力书表前后员钱个天机上下中里内外";

/// Before these words a line may break, but not where they belong to the one before: 不是.
const LINKS: &str = "或和与及是在从把被按做满就";
const BOUND: &str = "不就还算只都也要总但可正现所存实未成于而";

/// A number belongs to these.
const ORDINALS: &str = "第头前满近每超共付补贷";

/// The clauses of a text, each unbroken as long as it fits. What stands in brackets is one of them.
pub fn clauses(words: &str) -> Html {
    split(words)
        .map(|clause| html! { <span class="ph">{ for broken(clause) }</span> })
        .collect()
}

/// The parts of a text that stay in one line as long as they fit: its clauses, cut between words.
pub fn unbroken(words: &str) -> impl Iterator<Item = &str> {
    split(words).flat_map(pieces)
}

/// A clause, with a mark wherever a line may break in it.
fn broken(clause: &str) -> Vec<Html> {
    let mut all = Vec::new();
    for piece in pieces(clause) {
        if !all.is_empty() {
            all.push(html! { <wbr /> });
        }
        all.push(with_units(piece).into());
    }
    all
}

/// A piece in which a number keeps what stands before and behind it: 第 1 年, 6,000 元.
fn with_units(piece: &str) -> String {
    let mut last = ' ';
    let bound = |sign: char| sign.is_ascii_digit() || holds(ORDINALS, sign);
    let signs = piece.chars().map(|sign| {
        let sign = if sign == ' ' && bound(last) {
            '\u{a0}'
        } else {
            sign
        };
        last = sign;
        sign
    });
    signs.collect()
}

/// So many signs fit into the narrowest line: half a row of buttons, the heading of 长辈版.
const FITS: usize = 7;

/// A clause, cut where a line may break in it; one that fits stays whole.
fn pieces(clause: &str) -> Vec<&str> {
    if clause.chars().count() <= FITS {
        return vec![clause];
    }
    let (mut pieces, mut from) = (Vec::new(), 0);
    for (at, _) in clause.char_indices().skip(2) {
        if let Some((before, after)) = clause.split_at_checked(at)
            && may_break(before, after)
        {
            pieces.extend(before.get(from..));
            from = at;
        }
    }
    pieces.extend(clause.get(from..));
    pieces
}

/// Whether a line may break here: behind 的, before a word that links or a quoted one, behind a word
/// that is known; never so that one sign is left alone.
fn may_break(before: &str, after: &str) -> bool {
    let (last, next) = (before.chars().next_back(), after.chars().next());
    let (Some(last), Some(next)) = (last, next) else {
        return false;
    };
    if matches!(next, '“' | '《') {
        return !matches!(last, '（' | '“');
    }
    let letters = after.chars().take_while(|sign| is_letter(*sign));
    if letters.count() < 2 || !is_letter(last) {
        return false;
    }
    let begins_word = WORDS.iter().any(|word| after.starts_with(word));
    last == '的'
        || holds(LINKS, next) && !holds(BOUND, last) && !begins_word
        || WORDS.iter().any(|word| before.ends_with(word)) && (begins_word || !holds(ENDS, next))
}

/// Whether a text holds a sign. The library's own search is made for long texts, and large.
fn holds(text: &str, sign: char) -> bool {
    text.chars().any(|one| one == sign)
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
        let clings = holds("，：；。、？！）”’」", sign);
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

    #[test]
    fn long_clauses_break_between_words() {
        for cut in [
            "您拿到的|职业|技能|证书|是哪一级？",
            "营业执照上的|成立日期|是哪天？",
            "您以前还办过企业|或个体户吗？",
            "手里有|“零就业|家庭”的|认定|证明吗？",
            "手里有江阴市政府|同意|用原有房屋|土地|办新业态的|批复吗？",
            "人力资源|服务业的|工作日",
            "您在网上|开店|做生意吗？",
            "现在有几个人|在您这里|干活？",
            "您所在地区|出现严重规模性失业|风险",
            "富民创业|担保贷款|全额贴息",
            "写着|“就业|困难|人员”的|《就业|创业证》",
            "还不是小微企业",
            "创业者的一生",
            "先去了解一下再说",
        ] {
            let words = cut.replace('|', "");
            assert_eq!(pieces(&words).join("|"), cut);
        }
    }

    #[test]
    fn a_number_keeps_its_unit() {
        for words in [
            "头_3_年里付过房租",
            "没写哪天，2019_年 6_月 30_日以后",
            "取最小（14,400_元，6,000_元）＝ 6,000_元",
            "江苏省 无锡市",
        ] {
            assert_eq!(
                with_units(&words.replace('_', " ")),
                words.replace('_', "\u{a0}")
            );
        }
    }
}
