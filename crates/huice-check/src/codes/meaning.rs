//! Pages of codes about keys and names: E020 to E039.

use super::{Frame, Page};

pub(super) const PAGES: [Page; 20] = [
    Page {
        code: "E020",
        title: ("没有这个键", "There is no such key"),
        why: (
            "多半是打错了字；写在错的地方也会这样。提示里有最像的一个。",
            "Often a slip of the pen, or the key stands in the wrong place. The help names the most similar key.",
        ),
        frame: Frame::Keys,
        bad: "notes: 先登记",
        good: "note: 先登记",
    },
    Page {
        code: "E021",
        title: ("少了一个键", "A key is missing"),
        why: (
            "每项政策、每个问题都有非写不可的键，见 rules/README.md。",
            "Every instrument and every fact has keys that it cannot do without; see rules/README.md.",
        ),
        frame: Frame::Keys,
        bad: "terms:\n  - {label: 最长期限, value: 36 月, cite: 一(一)#1}",
        good: "terms:\n  - {label: 最长期限, value: 36 月, figure: 3年, cite: 一(一)#1}",
    },
    Page {
        code: "E022",
        title: ("写法不对", "Not the right shape"),
        why: (
            "该写列表的地方写了文字，或该写一个条件的地方写了几个。",
            "A text stands where a list belongs, or several conditions where one belongs.",
        ),
        frame: Frame::Keys,
        bad: "eligible:\n  - when: hukou_local",
        good: "eligible:\n  all:\n    - when: hukou_local",
    },
    Page {
        code: "E023",
        title: ("不是规定的词", "Not one of the fixed words"),
        why: (
            "kind、to、strength、roles、verdict 这些键只认规定的几个词，提示里都列出来了。",
            "The keys kind, to, strength, roles and verdict take only certain words. The help lists them.",
        ),
        frame: Frame::Keys,
        bad: "kind: csh",
        good: "kind: cash",
    },
    Page {
        code: "E024",
        title: ("名字重了", "A name is used twice"),
        why: (
            "一个名字只能指一样东西：两个问题、两项政策、参数和问题都不能同名。",
            "A name means one thing: two facts, two instruments, or a parameter and a fact cannot share one.",
        ),
        frame: Frame::Facts,
        bad: "topic: 测试\nfacts:\n  - {id: hukou_local, type: bool, ask: 您有户口吗？, label: 户口}",
        good: "topic: 测试\nfacts:\n  - {id: hukou_other, type: bool, ask: 您有户口吗？, label: 户口}",
    },
    Page {
        code: "E025",
        title: ("名字的写法不对", "Not the form of a name"),
        why: (
            "名字用小写英文字母开头，后面可以有数字和下划线（政策和定义还可以有 `-`）；\
              中文写在 label、title 里。",
            "A name begins with a small letter a-z; digits and underscores may follow, in instruments and definitions also `-`. Chinese belongs into label and title.",
        ),
        frame: Frame::Facts,
        bad: "topic: 测试\nfacts:\n  - {id: 户口, type: bool, ask: 您有户口吗？, label: 户口}",
        good: "topic: 测试\nfacts:\n  - {id: hukou_other, type: bool, ask: 您有户口吗？, label: 户口}",
    },
    Page {
        code: "E026",
        title: ("文件放错了地方", "The file lies in the wrong place"),
        why: (
            "一份文件一个文件夹，里面要有 document.yaml，文件夹的名字就是它的 id。",
            "Each document has a folder of its own with a document.yaml in it. The folder's name is the document's id.",
        ),
        frame: Frame::Document,
        bad: "id: other\ntitle: 意见\nissuer: 市政府\napplies: [\"320281\"]\nissued: 2019-01-01\nchecked: 2026-11-21\nsource: demo.txt",
        good: "id: demo\ntitle: 意见\nissuer: 市政府\napplies: [\"320281\"]\nissued: 2019-01-01\nchecked: 2026-11-21\nsource: demo.txt",
    },
    Page {
        code: "E030",
        title: ("没有这个名字", "There is no such name"),
        why: (
            "式子里的名字要么是 facts/ 里的问题，要么是这项政策的参数，要么是前面的 `let`。",
            "A name in an expression is a fact of facts/, a parameter of this instrument, or an earlier step of `let`.",
        ),
        frame: Frame::Keys,
        bad: "eligible:\n  when: hukou_locl",
        good: "eligible:\n  when: hukou_local",
    },
    Page {
        code: "E031",
        title: ("名字用错了地方", "The name stands in the wrong place"),
        why: (
            "定义不能写进式子，要单独写成 `use:`。",
            "A definition cannot stand in an expression. Write `use:` as a condition of its own.",
        ),
        frame: Frame::Keys,
        bad: "eligible:\n  when: demo_group\n  say: 属于这些人",
        good: "eligible:\n  use: demo_group",
    },
    Page {
        code: "E032",
        title: ("没有这个定义", "There is no such definition"),
        why: (
            "`use` 的定义要写在这份文件的 `definitions` 里，或写在同样管到这里的另一份文件里。",
            "`use` names a definition of this document, or of another document that applies here too.",
        ),
        frame: Frame::Keys,
        bad: "eligible:\n  use: demo_grup",
        good: "eligible:\n  use: demo_group",
    },
    Page {
        code: "E033",
        title: ("没有这个选项", "There is no such option"),
        why: (
            "选项要跟 facts/ 里写的一样。",
            "Options are written as in facts/.",
        ),
        frame: Frame::Keys,
        bad: "eligible:\n  when: cert_level == midle\n  say: 中级",
        good: "eligible:\n  when: cert_level == middle\n  say: 中级",
    },
    Page {
        code: "E034",
        title: ("不是部门认定的事", "Not a finding of an office"),
        why: (
            "`judge` 只用在有 `judgement`（由谁认定）的是非题上；自己知道的事写 `when`。",
            "`judge` is for a truth with `judgement` (who finds it). For what people know themselves write `when`.",
        ),
        frame: Frame::Keys,
        bad: "eligible:\n  judge: hukou_local",
        good: "eligible:\n  judge: recognised",
    },
    Page {
        code: "E035",
        title: ("没有这项政策", "There is no such instrument"),
        why: (
            "`excludes` 和 `replaces` 里写别的政策的 id。",
            "`excludes` and `replaces` name the ids of other instruments.",
        ),
        frame: Frame::Keys,
        bad: "excludes: [demo-bas]",
        good: "excludes: [demo-base]",
    },
    Page {
        code: "E036",
        title: ("没有这个地方", "There is no such place"),
        why: (
            "地方用六位代码（GB/T 2260），先写进 places.yaml。",
            "A place is a code of six digits (GB/T 2260) that stands in places.yaml.",
        ),
        frame: Frame::Document,
        bad: "id: demo\ntitle: 意见\nissuer: 市政府\napplies: [\"320999\"]\nissued: 2019-01-01\nchecked: 2026-11-21\nsource: demo.txt",
        good: "id: demo\ntitle: 意见\nissuer: 市政府\napplies: [\"320281\"]\nissued: 2019-01-01\nchecked: 2026-11-21\nsource: demo.txt",
    },
    Page {
        code: "E037",
        title: ("自己要用到自己", "It needs itself"),
        why: (
            "定义绕了一圈又用到自己，就永远定不下来；地方也不能在自己里面。",
            "A definition that leads back to itself can never be decided; a place cannot lie within itself.",
        ),
        frame: Frame::Clause,
        bad: "clause: 一(一)\nheading: 测试\ndefinitions:\n  - id: one\n    title: 甲\n    cite: 一(一)#1\n    holds: {use: two}\n  - id: two\n    title: 乙\n    cite: 一(一)#1\n    holds: {use: one}",
        good: "clause: 一(一)\nheading: 测试\ndefinitions:\n  - id: one\n    title: 甲\n    cite: 一(一)#1\n    holds: {use: two}\n  - id: two\n    title: 乙\n    cite: 一(一)#1\n    holds: {when: hukou_local}",
    },
    Page {
        code: "E038",
        title: ("套得太深", "Nested too deeply"),
        why: (
            "条件、式子、一环扣一环的定义都有限度，免得旧手机算不动。请拆开写。",
            "Conditions, expressions and chains of definitions have a limit, so that old phones can evaluate them. Split them.",
        ),
        frame: Frame::Keys,
        bad: "eligible:\n  when: age >= 1 岁+1 岁+1 岁+1 岁+1 岁+1 岁+1 岁+1 岁+1 岁+1 岁+1 岁+1 岁+1 岁+1 岁+1 岁+1 岁+1 岁+1 岁+1 岁+1 岁+1 岁+1 岁+1 岁+1 岁+1 岁+1 岁+1 岁+1 岁+1 岁+1 岁+1 岁+1 岁+1 岁+1 岁+1 岁+1 岁+1 岁+1 岁+1 岁+1 岁+1 岁+1 岁+1 岁+1 岁+1 岁+1 岁+1 岁+1 岁+1 岁+1 岁\n  say: 满 50 岁",
        good: "eligible:\n  when: age >= 50 岁\n  say: 满 50 岁",
    },
    Page {
        code: "E039",
        title: ("这个问题只在别处问", "The fact is asked elsewhere"),
        why: (
            "带 `place` 的问题只在那个地方问，别处的规则不能用它。",
            "A fact with `place` is asked only there. Rules of other places cannot use it.",
        ),
        frame: Frame::Keys,
        bad: "eligible:\n  when: far_only",
        good: "eligible:\n  when: hukou_local",
    },
    Page {
        code: "E056",
        title: ("没有这个目标", "There is no such goal"),
        why: (
            "`goals` 里写 goals.yaml 里的目标；按种类和身份就能选到的，不用再写。",
            "`goals` names goals of goals.yaml. What kind and role select already needs no name.",
        ),
        frame: Frame::Keys,
        bad: "goals: [lern]",
        good: "note: 先登记",
    },
    Page {
        code: "E057",
        title: ("不是电话号码", "Not a number to call"),
        why: (
            "电话只写数字，最多 12 位，加引号；拿不准的不写。",
            "A number to call has digits only, at most 12, in quotes. Leave out what is not certain.",
        ),
        frame: Frame::Places,
        bad: "places:\n  - {code: \"320281\", name: 江阴市, pinyin: jiangyinshi, covered: true, hotlines: [{number: 0510-12333, name: 人社咨询}]}\n  - {code: \"500000\", name: 重庆市, pinyin: chongqingshi, covered: true}",
        good: "places:\n  - {code: \"320281\", name: 江阴市, pinyin: jiangyinshi, covered: true, hotlines: [{number: \"12333\", name: 人社咨询}]}\n  - {code: \"500000\", name: 重庆市, pinyin: chongqingshi, covered: true}",
    },
    Page {
        code: "E058",
        title: ("谁代替谁写得不对", "Who takes whose place is wrong"),
        why: (
            "`superseded_by`、`repealed` 和 `amends` 说哪份文件、哪一条从哪天起不再管用，由什么代替。文件和条款要在规则里，日子要合得上，新文件要管到旧文件管的每个地方。规则里还没有的新文件，写 `title` 和 `number`。",
            "`superseded_by`, `repealed` and `amends` say which document or clause no longer holds, from when, and what takes its place. The document and the clause must be in the rules, the days must fit, and the newer document must apply wherever the older one does. For a newer document that the rules do not have yet, write `title` and `number`.",
        ),
        frame: Frame::Document,
        bad: "id: demo\ntitle: 意见\nissuer: 市政府\napplies: [\"320281\"]\nissued: 2019-01-01\nsuperseded_by: {document: demo-2027, from: 2027-01-01}\nchecked: 2026-11-21\nsource: demo.txt",
        good: "id: demo\ntitle: 意见\nissuer: 市政府\napplies: [\"320281\"]\nissued: 2019-01-01\nsuperseded_by: {title: 新办法, number: 2 号, from: 2027-01-01}\nchecked: 2026-11-21\nsource: demo.txt",
    },
];
