//! Pages of codes about the form of a file: E001 to E019, and about files that are not read.

use super::{Frame, Page};

pub(super) const PAGES: [Page; 22] = [
    Page {
        code: "E001",
        title: ("这里读不懂", "This cannot be read"),
        why: (
            "文件不是合格的 YAML：常见的是缩进没对齐、括号或引号没有关上、文字里有 `: ` 却没加引号。\n\
              读不懂的那一条会先跳过去，其余的照样检查。",
            "The file is not sound YAML. Often the indentation is uneven, a bracket or a quote is not closed, or a text holds `: ` without quotes.\nThe piece that cannot be read is skipped; the rest is checked all the same.",
        ),
        frame: Frame::Keys,
        bad: "note: 注意: 先登记: 再申请",
        good: "note: \"注意: 先登记: 再申请\"",
    },
    Page {
        code: "E002",
        title: ("有制表符", "There is a tab"),
        why: (
            "制表符在每台电脑上宽窄不一，缩进会看错。请用空格，每层两个。",
            "A tab is as wide as each editor likes, so indentation is misread. Use spaces, two for each level.",
        ),
        frame: Frame::Keys,
        bad: "note: 先\t登记",
        good: "note: 先登记",
    },
    Page {
        code: "E003",
        title: (
            "用了锚点或引用（& 和 *）",
            "An anchor or an alias (& and *)",
        ),
        why: (
            "规则要一眼看全，不许藏在别处。共用的条件写成 `definitions`，再用 `use`。\n\
              文字以 & 或 * 开头时加引号。",
            "A rule is read from top to bottom; nothing hides elsewhere. Write shared conditions into `definitions` and `use` them.\nA text that begins with & or * needs quotes.",
        ),
        frame: Frame::Keys,
        bad: "note: &a 先登记",
        good: "note: 先登记",
    },
    Page {
        code: "E004",
        title: ("用了标签（!）", "A tag (!)"),
        why: (
            "值是什么类型由检查器按规则定，不由标签定。文字以 ! 开头时加引号。",
            "The checker decides the type of a value by the rules, not by a tag. A text that begins with ! needs quotes.",
        ),
        frame: Frame::Keys,
        bad: "note: !!str 先登记",
        good: "note: 先登记",
    },
    Page {
        code: "E005",
        title: ("用了合并（<<）", "A merge (<<)"),
        why: (
            "合并会把别处的内容悄悄带进来。请写全，或写成 `definitions`。",
            "A merge brings in content from elsewhere unseen. Write the entries out, or make a definition.",
        ),
        frame: Frame::Keys,
        bad: "params:\n  <<: {}",
        good: "note: 先登记",
    },
    Page {
        code: "E006",
        title: ("一个文件里有两份内容", "Two documents in one file"),
        why: (
            "`---` 之后的内容容易被漏看。一个文件只写一条款。",
            "What follows `---` is easily overlooked. One file holds one clause.",
        ),
        frame: Frame::Facts,
        bad: "topic: 测试\nfacts: []\n---\ntopic: 另一份\nfacts: []",
        good: "topic: 测试\nfacts: []",
    },
    Page {
        code: "E007",
        title: ("同一个键写了两遍", "A key is written twice"),
        why: (
            "两遍里只有一遍算数，而看的人不知道是哪一遍。请留一个。",
            "Only one of the two counts, and a reader cannot know which. Keep one.",
        ),
        frame: Frame::Keys,
        bad: "note: 先登记\nnote: 后申请",
        good: "note: 先登记，后申请",
    },
    Page {
        code: "E008",
        title: ("套得太深", "Nested too deeply"),
        why: (
            "列表和键最多套 64 层。请把里面的一段写成 `definitions`，再用 `use`。",
            "Lists and keys may be nested 64 levels deep. Make the inner part a definition and `use` it.",
        ),
        frame: Frame::Keys,
        bad: "note: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
        good: "note: 先登记",
    },
    Page {
        code: "E009",
        title: ("文件太大", "The file is too large"),
        why: (
            "一个文件最多 2 MB。请按条款分开写。",
            "A file has at most 2 MB. Split it by clauses.",
        ),
        frame: Frame::Facts,
        bad: "（超过 2 MB 的文件）",
        good: "topic: 测试\nfacts: []",
    },
    Page {
        code: "E010",
        title: ("键不是一个词", "A key is not a word"),
        why: (
            "冒号前面要有一个词，不能空着，也不能是列表。",
            "A word stands before the colon. It cannot be empty, and it cannot be a list.",
        ),
        frame: Frame::Keys,
        bad: "? [note]\n: 先登记",
        good: "note: 先登记",
    },
    Page {
        code: "E011",
        title: ("有看不见的字符", "A character that cannot be seen"),
        why: (
            "从网页或文档复制来的文字常带零宽字符，会让两个看着一样的词不一样。请删掉重打。",
            "Text copied from pages and documents often holds zero-width characters: two words look alike and differ. Delete them and type the word again.",
        ),
        frame: Frame::Keys,
        bad: "note: 先\u{200b}登记",
        good: "note: 先登记",
    },
    Page {
        code: "E012",
        title: ("文件是空的", "The file is empty"),
        why: (
            "空文件多半是忘了写完。请写上内容，或删掉文件。",
            "An empty file was probably forgotten. Write its content, or delete it.",
        ),
        frame: Frame::Facts,
        bad: "# 还没写",
        good: "topic: 测试\nfacts: []",
    },
    Page {
        code: "E013",
        title: ("式子读不懂", "The expression cannot be read"),
        why: (
            "式子里只有 and or not == != < <= > >= + - * in has，\
              函数 min max if year_start 和 count sum any all。没有除法：请乘另一边。",
            "An expression holds only and or not == != < <= > >= + - * in has, the functions min max if year_start, and count sum any all. There is no division: multiply the other side.",
        ),
        frame: Frame::Keys,
        bad: "eligible:\n  when: age >= 16 岁 && hukou_local\n  say: 满 16 岁的本市户籍",
        good: "eligible:\n  when: age >= 16 岁 and hukou_local\n  say: 满 16 岁的本市户籍",
    },
    Page {
        code: "E014",
        title: ("数字或单位读不懂", "The number or its unit cannot be read"),
        why: (
            "单位有 元 元/月 元/年 月 年 人 户 个 次 岁 天 %，数字和单位之间空一格。\n\
              万元请写成元：30 万元写 `300000 元`。",
            "The units are 元 元/月 元/年 月 年 人 户 个 次 岁 天 %, with a space between number and unit.\nWrite sums out in 元: 30 万元 is `300000 元`.",
        ),
        frame: Frame::Keys,
        bad: "eligible:\n  when: rent_total <= 3 万元\n  say: 房租不超过 3 万元",
        good: "eligible:\n  when: rent_total <= 30000 元\n  say: 房租不超过 3 万元",
    },
    Page {
        code: "E015",
        title: ("用了全角符号", "A full-width sign"),
        why: (
            "式子和键后面的冒号要用半角：( ) , : < > = +。中文输入法打出的 （ ） ， ： 不认。",
            "Expressions and the colon behind a key use half-width signs: ( ) , : < > = +. The signs （ ） ， ： of a Chinese keyboard are not read.",
        ),
        frame: Frame::Keys,
        bad: "eligible:\n  when: （age >= 16 岁） and hukou_local\n  say: 满 16 岁的本市户籍",
        good: "eligible:\n  when: (age >= 16 岁) and hukou_local\n  say: 满 16 岁的本市户籍",
    },
    Page {
        code: "E016",
        title: (
            "式子太长或套得太深",
            "The expression is too long or nested too deeply",
        ),
        why: (
            "条件请拆成 `all` 和 `any`，金额请拆成 `let` 的几步：看的人也读得懂。",
            "Split a condition into `all` and `any`, an amount into steps of `let`: a reader follows it more easily too.",
        ),
        frame: Frame::Keys,
        bad: "eligible:\n  when: ((((((((((((((((((((((((((((((((((((((((((((hukou_local))))))))))))))))))))))))))))))))))))))))))))\n  say: 本市户籍",
        good: "eligible:\n  when: hukou_local\n  say: 本市户籍",
    },
    Page {
        code: "E017",
        title: ("排版会改变意思", "Formatting would change the meaning"),
        why: (
            "`huice fmt` 写完会再读一遍，跟原来不一样就不动文件。请把这个文件发给我们看看。",
            "`huice fmt` reads its own output again. If that differs from the file, it changes nothing. Please send us the file.",
        ),
        frame: Frame::Facts,
        bad: "（没有已知的例子）",
        good: "topic: 测试\nfacts: []",
    },
    Page {
        code: "E018",
        title: ("少一个空格", "A blank is missing"),
        why: (
            "键后面的冒号、列表的短横，后面都要空一格：没有空格，整行就成了一段文字。",
            "A blank stands behind the colon of a key and behind the dash of a list. Without it the whole line is one text.",
        ),
        frame: Frame::Keys,
        bad: "note:先登记",
        good: "note: 先登记",
    },
    Page {
        code: "E019",
        title: ("`#` 后面的字丢了", "What follows `#` is lost"),
        why: (
            "空格后面的 `#` 开始一段说明，说明不算数。文字里要用 `#`，就加引号；真是说明，`#` 后面空一格。",
            "A `#` behind a blank begins a comment, which counts for nothing. A text that holds one needs quotes; a comment has a blank behind its `#`.",
        ),
        frame: Frame::Keys,
        bad: "note: 一次性 #创业补贴",
        good: "note: \"一次性 #创业补贴\"",
    },
    Page {
        code: "E027",
        title: ("这个文件不会读", "The file is not read"),
        why: (
            "规则文件的名字以小写的 .yaml 结尾，放在 rules/ 的一两层文件夹里。别的名字一概不读，里面的政策就没有了。",
            "The name of a rule file ends in .yaml, in small letters, one or two folders below rules/. Nothing else is read, and its instruments would be missing.",
        ),
        frame: Frame::Name,
        bad: "demo/01-02.yml",
        good: "demo/01-02.yaml",
    },
    Page {
        code: "E028",
        title: ("不是 UTF-8", "Not UTF-8"),
        why: (
            "规则文件要存成 UTF-8。记事本：另存为 → 编码 → UTF-8。GBK（ANSI）和 UTF-16（Unicode）不读。",
            "Rule files are saved as UTF-8. In Notepad: Save as, Encoding, UTF-8. GBK (ANSI) and UTF-16 (Unicode) are not read.",
        ),
        frame: Frame::Name,
        bad: "（存成 GBK 的文件）",
        good: "demo/01-02.yaml",
    },
    Page {
        code: "E029",
        title: ("哪里都不管", "It applies nowhere"),
        why: (
            "`applies` 空着，这份文件的政策谁也看不到。请写它管的地方的代码。",
            "With an empty `applies` nobody sees the instruments of this document. Write the codes of the places where it applies.",
        ),
        frame: Frame::Document,
        bad: "id: demo\ntitle: 意见\nissuer: 市政府\napplies: []\nissued: 2019-01-01\nchecked: 2026-11-21\nsource: demo.txt",
        good: "id: demo\ntitle: 意见\nissuer: 市政府\napplies: [\"320281\"]\nissued: 2019-01-01\nchecked: 2026-11-21\nsource: demo.txt",
    },
];
