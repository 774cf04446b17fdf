//! Pages of codes about types, units, days, citations and examples: E040 on, and the warnings.

use super::{Frame, Page};

pub(super) const PAGES: [Page; 20] = [
    Page {
        code: "E040",
        title: ("类型不对", "The wrong type"),
        why: (
            "是非、数字、日期、选项各有各的用法：条件要是非，金额要数字；日期跟日期比。",
            "Truths, numbers, days and options are used in different ways: a condition is a truth, an amount a number, and days are compared with days.",
        ),
        frame: Frame::Keys,
        bad: "eligible:\n  when: registration_date >= 6 月\n  say: 登记满 6 个月",
        good: "eligible:\n  when: as_of >= registration_date + 6 月\n  say: 登记满 6 个月",
    },
    Page {
        code: "E041",
        title: ("单位不对", "The wrong unit"),
        why: (
            "元和元、月和月才能比、才能加。元/月 乘 月 得 元，元/年 乘 年 得 元；一年是 12 个月。",
            "元 is compared with and added to 元, 月 to 月. 元/月 times 月 gives 元, 元/年 times 月 gives 元; a year has 12 months.",
        ),
        frame: Frame::Keys,
        bad: "eligible:\n  when: monthly_wage >= 2000 元\n  say: 月工资 2000 元以上",
        good: "eligible:\n  when: monthly_wage >= 2000 元/月\n  say: 月工资 2000 元以上",
    },
    Page {
        code: "E042",
        title: (
            "一条记录里的项用在了外面",
            "A field of a record outside of it",
        ),
        why: (
            "记录有好多条，项要写在 count、sum、any、all 里面；这几个也不能互相套。",
            "There are several records, so a field stands inside count, sum, any or all. These cannot stand inside each other.",
        ),
        frame: Frame::Keys,
        bad: "eligible:\n  when: people >= 3 人\n  say: 新招 3 人以上",
        good: "eligible:\n  when: sum(hires, people) >= 3 人\n  say: 新招 3 人以上",
    },
    Page {
        code: "E043",
        title: ("数字不合理", "The number cannot be right"),
        why: (
            "人、月、天、岁是整数；钱最多两位小数；min 不能比 max 大。",
            "People, months, days and ages are whole; money has at most two decimals; min is not above max.",
        ),
        frame: Frame::Keys,
        bad: "eligible:\n  when: insured_employees >= 2.5 人\n  say: 参保 2 人以上",
        good: "eligible:\n  when: insured_employees >= 3 人\n  say: 参保 3 人以上",
    },
    Page {
        code: "E044",
        title: ("这件事没法这样改", "It cannot be changed like this"),
        why: (
            "`change` 写人自己能做到的事：是非题改成 yes 或 no，数字和名单 more（数字也可 less），日期 later，选择题写选项；部门认定的事只能 `ask`。",
            "`change` says what people can do themselves: a truth becomes yes or no, a number or a list more (a number also less), a day later, a choice one of its options. What an office finds can only be asked for (`ask`).",
        ),
        frame: Frame::Facts,
        bad: "topic: 测试\nfacts:\n  - {id: signed, type: bool, ask: 签了吗？, label: 已签, change: {do: 去签合同, to: more}}",
        good: "topic: 测试\nfacts:\n  - {id: signed, type: bool, ask: 签了吗？, label: 已签, change: {do: 去签合同, to: yes}}",
    },
    Page {
        code: "E045",
        title: (
            "自己怎么说，写法不对",
            "Not the form of what one says of oneself",
        ),
        why: (
            "`value` 里要有一处 `{}`，那里填回答；`yes`、`no` 和选项是整句话，不留空。",
            "`value` holds `{}` once, for the answer; `yes`, `no` and options are whole sentences without it.",
        ),
        frame: Frame::Facts,
        bad: "phone:\n  - {fact: registration_date, value: 某月办的执照}",
        good: "phone:\n  - {fact: registration_date, value: \"{}办的执照\"}",
    },
    Page {
        code: "E050",
        title: ("没有这一天", "There is no such day"),
        why: (
            "日期写成 2019-07-01，而且日历上要真有这一天。",
            "A day is written 2019-07-01, and the calendar must have it.",
        ),
        frame: Frame::Keys,
        bad: "valid: {from: 2019-02-29}",
        good: "valid: {from: 2019-02-28}",
    },
    Page {
        code: "E051",
        title: ("先后颠倒", "The days stand in the wrong order"),
        why: (
            "起始日不能在截止日后面。两头的日子都算在内。",
            "The first day cannot come after the last. Both belong to the window.",
        ),
        frame: Frame::Keys,
        bad: "valid: {from: 2020-12-31, until: 2019-01-01}",
        good: "valid: {from: 2019-01-01, until: 2020-12-31}",
    },
    Page {
        code: "E052",
        title: ("出处的写法不对", "Not the form of a citation"),
        why: (
            "写条款、`#`、第几句：`三(八)#1a`；几句写 `#1-3` 或 `#1a,2`；\
              别的文件在前面加它的 id 和冒号。",
            "Write the clause, `#` and the sentence: `三(八)#1a`; several sentences as `#1-3` or `#1a,2`; another document by its id and a colon in front.",
        ),
        frame: Frame::Keys,
        bad: "terms:\n  - {label: 最长期限, value: 36 月, figure: 3年, cite: 一(一)第1句}",
        good: "terms:\n  - {label: 最长期限, value: 36 月, figure: 3年, cite: 一(一)#1}",
    },
    Page {
        code: "E053",
        title: ("不是这个文件的条款", "Not the clause of this file"),
        why: (
            "一个文件只写一条款的政策，好找。定义、参数和条件可以引用别的条款。",
            "A file holds the instruments of one clause, so that they are found. Definitions, parameters and conditions may cite other clauses.",
        ),
        frame: Frame::Keys,
        bad: "cite: 二(一)#1",
        good: "cite: 一(一)#1",
    },
    Page {
        code: "E054",
        title: ("少一句白话", "Plain words are missing"),
        why: (
            "条件会原样给人看当理由。一个是非题可以用它的 label，别的要自己写 `say`。各地问法不同的是非题，label 也不同，也要写。",
            "People read the condition as the reason. A single truth may use its label; anything else needs `say`, and so does a truth that places ask in other words.",
        ),
        frame: Frame::Keys,
        bad: "eligible:\n  when: age >= 16 岁",
        good: "eligible:\n  when: age >= 16 岁\n  say: 满 16 岁",
    },
    Page {
        code: "E055",
        title: ("不能重述它", "It cannot be restated"),
        why: (
            "`restates` 写另一份文件里的政策，那份文件要同样管到这里：区县的方案把市里的政策\
              再写一遍，还是同一项，不是第二项。被重述的不能本身又是重述，一份文件也只重述一次。",
            "`restates` names an instrument of another document that applies here too: a district's plan that repeats the city's grant is the same grant, not a second one. A restatement cannot be restated, and one document restates an instrument once.",
        ),
        frame: Frame::Keys,
        bad: "restates: far-one",
        good: "restates: whole-one",
    },
    Page {
        code: "E060",
        title: (
            "例子里的回答不能用",
            "The answer of the example cannot be used",
        ),
        why: (
            "回答要对得上问题的类型和范围，而且这个地方真的会问。",
            "An answer fits the type and the limits of its fact, and the fact is asked in this place.",
        ),
        frame: Frame::Keys,
        bad: "eligible:\n  when: hukou_local\nexamples:\n  - {name: 有户口, as_of: 2020-01-01, answers: {hukou_local: 3}, verdict: eligible}",
        good: "eligible:\n  when: hukou_local\nexamples:\n  - {name: 有户口, as_of: 2020-01-01, answers: {hukou_local: true}, verdict: eligible}",
    },
    Page {
        code: "E061",
        title: (
            "例子里的结果读不懂",
            "The result of the example cannot be read",
        ),
        why: (
            "金额写 `6000 元`、`2000 元..2600 元`、`at most 300000 元`、`not stated` 或 `none`；\
              `when` 只跟着 not_yet 和 not_in_force。",
            "Amounts are written `6000 元`, `2000 元..2600 元`, `at most 300000 元`, `not stated` or `none`; `when` belongs to not_yet and not_in_force.",
        ),
        frame: Frame::Keys,
        bad: "eligible:\n  when: hukou_local\nexamples:\n  - {name: 有户口, as_of: 2020-01-01, answers: {hukou_local: true}, verdict: eligible, amount: 6000}",
        good: "eligible:\n  when: hukou_local\nexamples:\n  - {name: 有户口, as_of: 2020-01-01, answers: {hukou_local: true}, verdict: eligible, amount: none}",
    },
    Page {
        code: "W001",
        title: ("参数没有用上", "The parameter is not used"),
        why: (
            "写了却没用，多半是式子里又写了一遍数字。请用参数的名字，或改成 `terms`。",
            "Probably the number stands in the expression once more. Use the parameter's name, or make it one of `terms`.",
        ),
        frame: Frame::Keys,
        bad: "amount: {value: 6000 元}\nparams:\n  grant: {value: 6000 元, figure: 6000元, cite: 一(一)#1, label: 标准}",
        good: "amount: {value: grant}\nparams:\n  grant: {value: 6000 元, figure: 6000元, cite: 一(一)#1, label: 标准}",
    },
    Page {
        code: "W002",
        title: ("问题没有用上", "The fact is not used"),
        why: (
            "没有规则用到它，就永远不会问。请用上，或删掉。",
            "No rule uses it, so it is never asked. Use it or delete it.",
        ),
        frame: Frame::Facts,
        bad: "topic: 测试\nfacts:\n  - {id: never_used, type: bool, ask: 是吗？, label: 测试}",
        good: "topic: 测试\nfacts: []",
    },
    Page {
        code: "W003",
        title: ("定义没有用上", "The definition is not used"),
        why: (
            "没有条件 `use` 它。请用上，或删掉。",
            "No condition has `use` for it. Use it or delete it.",
        ),
        frame: Frame::Clause,
        bad: "clause: 一(一)\nheading: 测试\ndefinitions:\n  - {id: one, title: 甲, cite: 一(一)#1, holds: {when: hukou_local}}",
        good: "clause: 一(一)\nheading: 测试",
    },
    Page {
        code: "W004",
        title: ("没有例子", "There are no examples"),
        why: (
            "例子既是测试，也告诉看的人这条规则是什么意思。请至少写一个会、一个不会。",
            "An example is a test and shows what the rule means. Write at least one that is eligible and one that is not.",
        ),
        frame: Frame::Keys,
        bad: "eligible:\n  when: hukou_local",
        good: "eligible:\n  when: hukou_local\nexamples:\n  - {name: 有户口, as_of: 2020-01-01, answers: {hukou_local: true}, verdict: eligible}",
    },
    Page {
        code: "W005",
        title: (
            "`covered` 跟文件对不上",
            "`covered` does not fit the documents",
        ),
        why: (
            "`covered: true` 的地方要有文件管到，有文件管到的地方要写 `covered: true`。",
            "A place with `covered: true` has a document that applies there, and the reverse.",
        ),
        frame: Frame::Places,
        bad: "places:\n  - {code: \"320281\", name: 江阴市, pinyin: jiangyinshi, covered: false}\n  - {code: \"500000\", name: 重庆市, pinyin: chongqingshi, covered: true}",
        good: "places:\n  - {code: \"320281\", name: 江阴市, pinyin: jiangyinshi, covered: true}\n  - {code: \"500000\", name: 重庆市, pinyin: chongqingshi, covered: true}",
    },
    Page {
        code: "E049",
        title: ("数和原文对不上", "Not what the figure says"),
        why: (
            "`figure` 照抄原文的数字，`value` 是规则用的同一个数，单位也要一样：1年 是 `12 月` 或 `1 年`，10万元 是 `100000 元`。",
            "`figure` is copied from the text, and `value` is the same number in the unit of the rules: 1年 is `12 月` or `1 年`, 10万元 is `100000 元`.",
        ),
        frame: Frame::Keys,
        bad: "terms:\n  - {label: 标准, value: 600 元, figure: 6000元, cite: 一(一)#1}",
        good: "terms:\n  - {label: 标准, value: 6000 元, figure: 6000元, cite: 一(一)#1}",
    },
];
