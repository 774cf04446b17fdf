//! Pages of codes about questions: who knows, what follows, and their words.

use super::{Frame, Page};

pub(super) const PAGES: [Page; 8] = [
    Page {
        code: "E046",
        title: ("问了不会知道的人", "Asked of somebody who cannot know"),
        why: (
            "`knows` 说谁知道，`asked_of` 只能在知道的人里挑。部门的认定、当地的公布谁也不问，在结果里说明要去问谁。",
            "`knows` says who knows it; `asked_of` chooses among those. What an office finds or a place announces is asked of nobody: the result says whom to ask.",
        ),
        frame: Frame::Facts,
        bad: "topic: 测试\nfacts:\n  - {id: a, type: bool, knows: employer, asked_of: [family], ask: 单位参保了吗？, label: 参保}",
        good: "topic: 测试\nfacts:\n  - {id: a, type: bool, knows: employer, asked_of: [employer], ask: 单位参保了吗？, label: 参保}",
    },
    Page {
        code: "E047",
        title: (
            "只有日期才分过去和将来",
            "Only a day lies in the past or the future",
        ),
        why: (
            "`past: true` 的日期不能晚于算的那天（毕业、登记、入职）。数字用 `min`、`max` 管。",
            "A day with `past: true` is not later than the day of evaluation (graduation, registration, hiring). Limits of a number are `min` and `max`.",
        ),
        frame: Frame::Facts,
        bad: "topic: 测试\nfacts:\n  - {id: a, type: integer, unit: 月, past: true, ask: 干了几个月？, label: 月数}",
        good: "topic: 测试\nfacts:\n  - {id: a, type: date, past: true, ask: 哪天入职的？, label: 入职日期}",
    },
    Page {
        code: "E048",
        title: ("推不出的值", "A value that cannot follow"),
        why: (
            "`follows` 的 `value` 要是问题能有的答案：是非写 true、false，选项写编号，几样的写列表，数字在范围内，记录只能写 none；日期总是要问的。",
            "The `value` of `follows` is an answer of the fact: true or false, the id of an option, a list of ids, a number within the limits; records can only be none. A day is always asked.",
        ),
        frame: Frame::Facts,
        bad: "topic: 测试\nfacts:\n  - id: a\n    type: bool\n    ask: 是吗？\n    label: 测试\n    follows:\n      - {value: 0, when: age < 16 岁, say: 您不满 16 岁}",
        good: "topic: 测试\nfacts:\n  - id: a\n    type: bool\n    ask: 是吗？\n    label: 测试\n    follows:\n      - {value: false, when: age < 16 岁, say: 您不满 16 岁}",
    },
    Page {
        code: "W015",
        title: ("两处推出的值不一样", "Two consequences differ"),
        why: (
            "两个 `when` 能同时成立，推出的却是两个答案。请收窄一个，或用 `contradicts` 写明两样不会同时是真的。",
            "Both `when` can hold at once, and they give different answers. Narrow one, or say with `contradicts` that both cannot be so.",
        ),
        frame: Frame::Facts,
        bad: "topic: 测试\nfacts:\n  - id: a\n    type: bool\n    ask: 是吗？\n    label: 测试\n    follows:\n      - {value: true, when: age >= 60 岁, say: 您满 60 岁了}\n      - {value: false, when: hukou_local, say: 您是本地户口}",
        good: "topic: 测试\nfacts:\n  - id: a\n    type: bool\n    ask: 是吗？\n    label: 测试\n    follows:\n      - {value: true, when: age >= 60 岁, say: 您满 60 岁了}\n      - {value: false, when: age < 60 岁 and hukou_local, say: 您不到 60 岁}",
    },
    Page {
        code: "W016",
        title: (
            "“这个”“上述”没有说是哪个",
            "\"This\" or \"the above\" without its name",
        ),
        why: (
            "一问一屏，前面说过什么已经看不见了。把那件事的名字写出来。",
            "One question fills a screen, so what was said before cannot be seen. Name the thing itself.",
        ),
        frame: Frame::Facts,
        bad: "topic: 测试\nfacts:\n  - {id: a, type: bool, ask: 这个手续办了吗？, label: 已办手续}",
        good: "topic: 测试\nfacts:\n  - {id: a, type: bool, ask: 失业登记办了吗？, label: 已办失业登记}",
    },
    Page {
        code: "W017",
        title: (
            "用数字代表别的意思",
            "A number that stands for something else",
        ),
        why: (
            "没有固定期限不是 1200 个月。另写一个选项或一个问题；0 代表没有，1 年填 12 是换算，可以写。",
            "No fixed term is not 1200 months. Write an option or a fact of its own. 0 for none is fine, and so is 12 for a year.",
        ),
        frame: Frame::Facts,
        bad: "topic: 测试\nfacts:\n  - {id: a, type: integer, unit: 月, ask: 合同签了几个月？, label: 合同月数, help: 无固定期限填 1200。}",
        good: "topic: 测试\nfacts:\n  - {id: a, type: integer, unit: 月, ask: 合同签了几个月？, label: 合同月数, help: 1 年填 12。}",
    },
    Page {
        code: "W018",
        title: ("行话没有解释", "A term of art without an explanation"),
        why: (
            "`terms.yaml` 里的词，一般人看不懂。问题里用了，就要写 `help`：说的是什么，到哪里看。",
            "Words of `terms.yaml` are not understood by most people. A question that uses one needs `help`: what it means, and where to look.",
        ),
        frame: Frame::Facts,
        bad: "topic: 测试\nfacts:\n  - {id: a, type: bool, ask: 您家是建档立卡户吗？, label: 建档立卡户}",
        good: "topic: 测试\nfacts:\n  - {id: a, type: bool, ask: 您家是建档立卡户吗？, label: 建档立卡户, help: 村里登记在册的贫困户，看《扶贫手册》。}",
    },
    Page {
        code: "W019",
        title: ("名称太长", "The label is too long"),
        why: (
            "`label` 在理由和回顾里占一行，最多 24 个字。细节写在 `ask` 里。",
            "A `label` is one row among the reasons and in the review: at most 24 characters. Details belong into `ask`.",
        ),
        frame: Frame::Facts,
        bad: "topic: 测试\nfacts:\n  - {id: a, type: bool, ask: 是吗？, label: 从困难企业或者化解过剩产能的企业下岗并且没有再找到工作的职工}",
        good: "topic: 测试\nfacts:\n  - {id: a, type: bool, ask: 是吗？, label: 困难企业下岗职工}",
    },
];
