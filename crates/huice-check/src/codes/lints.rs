//! Pages of warnings about the meaning of a rule: W006 on.

use super::{Frame, Page};

pub(super) const PAGES: [Page; 11] = [
    Page {
        code: "W006",
        title: ("条件永远不成立", "The condition can never be true"),
        why: (
            "不管怎么回答都不符合：几个条件互相排斥，或者数字超出了问题能填的范围。",
            "No answers fit: its parts exclude each other, or a number lies outside what the fact accepts.",
        ),
        frame: Frame::Keys,
        bad: "eligible:\n  all:\n    - when: hukou_local\n    - unless: {when: hukou_local}",
        good: "eligible:\n  all:\n    - when: hukou_local\n    - unless: {when: recognised}",
    },
    Page {
        code: "W007",
        title: ("条件永远成立", "The condition can never be false"),
        why: (
            "不管怎么回答都符合，等于没写。请删掉，或改正数字和选项。",
            "It lets everybody in, as if it were not there. Delete it, or correct the number or the option.",
        ),
        frame: Frame::Keys,
        bad: "eligible:\n  any:\n    - {when: age >= 16 岁, say: 满 16 岁}\n    - {when: age < 18 岁, say: 不满 18 岁}",
        good: "eligible:\n  any:\n    - {when: age >= 18 岁, say: 满 18 岁}\n    - {when: age < 16 岁, say: 不满 16 岁}",
    },
    Page {
        code: "W008",
        title: ("两个界线互相矛盾", "Two thresholds contradict each other"),
        why: (
            "同一个数要同时满足两个界线，没有这样的数。多半是大于小于写反了，或该用 `any`。",
            "No number satisfies both. Probably a comparison is the wrong way round, or `any` is meant.",
        ),
        frame: Frame::Keys,
        bad: "eligible:\n  all:\n    - {when: months_worked >= 12 月, say: 干满 1 年}\n    - {when: months_worked < 6 月, say: 不到 6 个月}",
        good: "eligible:\n  all:\n    - {when: months_worked >= 6 月, say: 干满 6 个月}\n    - {when: months_worked < 12 月, say: 不到 1 年}",
    },
    Page {
        code: "W009",
        title: ("条件永远定不下来", "The condition can never be decided"),
        why: (
            "不管怎么回答，最后都要看文件没写明的事。那就只写 `open`，不要问别的。",
            "Whatever is answered, what the text leaves open is needed in the end. Write only `open` and ask nothing else.",
        ),
        frame: Frame::Keys,
        bad: "eligible:\n  any:\n    - all: [{when: hukou_local}, {open: 由部门定}]\n    - all: [{unless: {when: hukou_local}}, {open: 由部门定}]",
        good: "eligible:\n  open: 由部门定",
    },
    Page {
        code: "W010",
        title: (
            "例子没有把结果都显示出来",
            "The examples do not show every result",
        ),
        why: (
            "符合、不符合、不清楚，凡是会出现的结果，都要有一个例子；文件没写明、永远不会出现的不用写。",
            "Eligible, ineligible, undetermined: each result that can occur needs an example. What can never occur, because the text leaves it open, needs none.",
        ),
        frame: Frame::Keys,
        bad: "eligible:\n  when: hukou_local\nexamples:\n  - {name: 有户口, as_of: 2020-01-01, answers: {hukou_local: true}, verdict: eligible}",
        good: "eligible:\n  when: hukou_local\nexamples:\n  - {name: 有户口, as_of: 2020-01-01, answers: {hukou_local: true}, verdict: eligible}\n  - {name: 没有, as_of: 2020-01-01, answers: {hukou_local: false}, verdict: ineligible}\n  - {name: 不清楚, as_of: 2020-01-01, answers: {}, verdict: undetermined}",
    },
    Page {
        code: "W011",
        title: ("很久没有核对", "Not checked for a long time"),
        why: (
            "文件会修改、会废止。`huice check --checked-within 400` 会提醒 400 天没有核对过的文件。",
            "Documents are changed and repealed. `huice check --checked-within 400` warns of those not checked for 400 days.",
        ),
        frame: Frame::Document,
        bad: "id: demo\ntitle: 意见\nissuer: 市政府\napplies: [\"320281\"]\nissued: 2019-01-01\nchecked: 2020-01-01\nsource: demo.txt",
        good: "id: demo\ntitle: 意见\nissuer: 市政府\napplies: [\"320281\"]\nissued: 2019-01-01\nchecked: 2026-11-21\nsource: demo.txt",
    },
    Page {
        code: "W012",
        title: ("没有白话名称", "No title in plain words"),
        why: (
            "只要有一项写了 `plain`，凡是给人东西的每一项都要写：在窗口怎么说，就怎么写。`definition` 不用写；转述的沿用上级的。",
            "Once one instrument has `plain`, every one that gives something needs it: what one would say at the counter. A `definition` needs none; a restatement has that of the wider place.",
        ),
        frame: Frame::Clause,
        bad: "clause: 一(一)\nheading: 测试\ninstruments:\n  - {id: demo-one, title: 创业补贴, plain: 头一次开店，给一笔, summary: 给一次。, kind: service, to: founder, roles: [founder], strength: entitled, cite: 一(一)#1, amount: none}\n  - {id: demo-two, title: 开业指导, summary: 有人教。, kind: service, to: founder, roles: [founder], strength: entitled, cite: 一(一)#1, amount: none}",
        good: "clause: 一(一)\nheading: 测试\ninstruments:\n  - {id: demo-one, title: 创业补贴, plain: 头一次开店，给一笔, summary: 给一次。, kind: service, to: founder, roles: [founder], strength: entitled, cite: 一(一)#1, amount: none}\n  - {id: demo-base, title: 开业指导, plain: 开店有人教, summary: 有人教。, kind: service, to: founder, roles: [founder], strength: entitled, cite: 一(一)#1, amount: none}",
    },
    Page {
        code: "W013",
        title: (
            "白话名称太长或带了数目",
            "The plain title is too long or holds a sum",
        ),
        why: (
            "小手机一行只有 16 个字。数目另外有地方写，还会随回答变。",
            "A line of a small phone has room for 16 signs. The sum has a place of its own, and changes with the answers.",
        ),
        frame: Frame::Keys,
        bad: "plain: 在本市头一次开店并且开满半年的给一笔钱",
        good: "plain: 头一次开店，给一笔",
    },
    Page {
        code: "W014",
        title: ("选了这个目标，却什么都没有", "The goal leads to nothing"),
        why: (
            "能选的目标，在每个有政策的地方都要有东西；真没有，就在 `nowhere` 里写明哪里、为什么。",
            "A goal that can be chosen leads to something in every covered place. Where it does not, say where and why in `nowhere`.",
        ),
        frame: Frame::Goals,
        bad: "goals:\n  - {id: borrow, label: 想贷款, roles: [founder], kinds: [loan]}",
        good: "goals:\n  - id: borrow\n    label: 想贷款\n    roles: [founder]\n    kinds: [loan]\n    nowhere:\n      - {place: \"320281\", why: 文件没提贷款}\n      - {place: \"500000\", why: 文件没提贷款}",
    },
    Page {
        code: "W020",
        title: ("永远碰不到一起", "The two never meet"),
        why: (
            "`excludes`、`replaces`、`helps` 写的是别处文件的政策，两份文件没有共同的地方，写了也没有用。多半是编号写错了。",
            "`excludes`, `replaces` or `helps` names an instrument of a document that applies nowhere where this one does, so it says nothing. Probably the id is wrong.",
        ),
        frame: Frame::Keys,
        bad: "excludes: [far-one]",
        good: "excludes: [whole-one]",
    },
    Page {
        code: "W021",
        title: ("两个地方一样的名称", "Two places of one name"),
        why: (
            "同一个上级下面有两个同名的地方，选地方的人分不清。请删掉一个，或者改名称、上级。",
            "Two places within the same place have one name, and who chooses cannot tell them apart. Remove one, or correct its name or what it lies within.",
        ),
        frame: Frame::Places,
        bad: "places:\n  - {code: \"320281\", name: 江阴市, pinyin: jiangyinshi, covered: true}\n  - {code: \"500000\", name: 江阴市, pinyin: jiangyinshi, covered: true}",
        good: "places:\n  - {code: \"320281\", name: 江阴市, pinyin: jiangyinshi, covered: true}\n  - {code: \"500000\", name: 重庆市, pinyin: chongqingshi, covered: true}",
    },
];
