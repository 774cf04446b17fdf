//! What may be written after `huice`.

mod batch;
mod error;
mod values;

pub(crate) use batch::{DiffArgs, GenerateArgs, ScreenArgs};
pub(crate) use error::{asks_json, localised, say};

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use huice_core::ir::Role;
use huice_core::loan::Method;
use huice_core::{Date, Decimal};
use huice_syntax::Lang;
use std::path::PathBuf;
use values::{amount, day, days, method, months, percent};

/// 惠策：查就业创业补贴的规则，检查、试算、说明、打包。
#[derive(Debug, Parser)]
#[command(name = "huice", version, disable_help_subcommand = true)]
pub(crate) struct Args {
    /// 规则所在的文件夹
    #[arg(long, global = true, default_value = "rules", value_name = "文件夹")]
    pub(crate) rules: PathBuf,
    /// 不读规则，改读规则包，或者 `pack` 写出的文件夹
    #[arg(long, global = true, value_name = "文件")]
    pub(crate) pack: Option<PathBuf>,
    /// 输出 JSON
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// 检查结果用哪种语言：zh 中文，en 英文
    #[arg(
        long,
        global = true,
        value_enum,
        default_value = "zh",
        value_name = "语言"
    )]
    pub(crate) lang: LangArg,
    /// 要做什么
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// 检查全部规则文件，一次列出所有错误
    Check(CheckArgs),
    /// 把规则文件改成统一的写法
    Fmt {
        /// 只检查，不改；有写法不同的就算没通过
        #[arg(long)]
        check: bool,
    },
    /// 运行规则里的例子
    Test,
    /// 列出一项政策的每个界线，两边各一个例子；不写编号就列出还没有例子的界线
    Cases {
        /// 政策的编号
        #[arg(value_name = "编号")]
        id: Option<String>,
    },
    /// 写出带说明的空白规则：一个地方、一份文件或一项政策
    New {
        #[command(subcommand)]
        what: New,
    },
    /// 给编辑器用：边写边检查，补全、说明、改名（语言服务器，见 docs/editors.md）
    Lsp {
        /// 文件原文所在的文件夹：说明一个参数时，也给出原文那一句
        #[arg(long, value_name = "文件夹")]
        sources: Option<PathBuf>,
    },
    /// 列出所有地方，或一个地方的政策
    List(PlaceArg),
    /// 列出会问到的事项
    Facts {
        #[command(flatten)]
        place: PlaceArg,
        /// 只列会问这种人的事项，和谁知道、有多常见
        #[arg(long, value_enum, value_name = "身份")]
        asked_of: Option<RoleArg>,
    },
    /// 按一组回答，算出每项政策的结果
    Evaluate {
        #[command(flatten)]
        case: CaseArgs,
        /// 只看这些政策
        #[arg(long, value_name = "编号", num_args = 1..)]
        id: Vec<String>,
        /// 和 --json 一起用：同时输出怎样能办成
        #[arg(long)]
        changes: bool,
    },
    /// 下一个要问的问题
    Ask {
        #[command(flatten)]
        case: CaseArgs,
        /// 只看这类人要找的
        #[arg(long, value_enum, num_args = 1.., value_name = "身份")]
        role: Vec<RoleArg>,
    },
    /// 列一张表：典型的人，或者随机编出的人，各要答几屏
    People(Box<PeopleArgs>),
    /// 逐条说明一项政策的结果是怎么来的
    Explain {
        /// 政策的编号
        #[arg(value_name = "编号")]
        id: String,
        #[command(flatten)]
        case: CaseArgs,
    },
    /// 拿规则和文件原文核对：没有漏掉的，也没有编造的数字
    Audit {
        /// 文件原文所在的文件夹
        #[arg(long, value_name = "文件夹")]
        sources: Option<PathBuf>,
        /// 清单；和它放在一起的几个文件也会读
        #[arg(long, value_name = "文件", requires = "sources")]
        ledger: Option<PathBuf>,
    },
    /// 按月份算能确定的钱
    Plan {
        #[command(flatten)]
        case: CaseArgs,
        /// 只看这类人要找的
        #[arg(long, value_enum, num_args = 1.., value_name = "身份")]
        role: Vec<RoleArg>,
        /// 从这个月起算几个月，最多 600 个月
        #[arg(long, default_value = "36", value_name = "月数", value_parser = months)]
        months: u32,
    },
    /// 逐月估算一笔贷款
    Loan(Box<LoanArgs>),
    /// 写出规则包、索引和同样内容的 JSON
    Pack {
        /// 写到哪个文件夹
        #[arg(long, value_name = "文件夹")]
        out: PathBuf,
        /// 只写这个地方和它下面的地方，代码或名称
        #[arg(long, value_name = "地方")]
        within: Option<String>,
    },
    /// 写出不用脚本的网页：每个地方、文件、政策各一页
    Site {
        /// 写到哪个文件夹
        #[arg(long, value_name = "文件夹")]
        out: PathBuf,
        /// 从这些网页到计算页面的地址
        #[arg(long, value_name = "地址", default_value = "../index.html")]
        app: String,
        /// 网址清单（sitemap.txt）里每个名字前面的部分，如 https://example.cn/pages/
        #[arg(
            long,
            value_name = "网址",
            default_value = "",
            hide_default_value = true
        )]
        base: String,
    },
    /// 算一份名单：每个人的每项政策一行结果
    Screen(Box<ScreenArgs>),
    /// 比较两份规则：谁的结论或金额变了，总额变多少
    Diff(Box<DiffArgs>),
    /// 随机编出一份名单
    Generate(GenerateArgs),
    /// 一种规则文件的 JSON Schema，给编辑器用
    Schema {
        /// 哪一种
        #[arg(value_enum, value_name = "种类")]
        file: RuleFile,
    },
    /// 说明 E012 这样的代码是什么意思，附一个错的和一个对的例子
    ExplainCode {
        /// 代码
        #[arg(value_name = "代码")]
        code: String,
    },
}

/// What to write a skeleton of.
#[derive(Debug, Subcommand)]
pub(crate) enum New {
    /// 在 places.yaml 里加一个地方
    Place {
        /// 行政区划代码，六位数字
        #[arg(value_name = "代码")]
        code: String,
        /// 名称
        #[arg(value_name = "名称")]
        name: String,
        /// 名称的拼音，用来查找
        #[arg(long, value_name = "拼音")]
        pinyin: String,
        /// 上级地方的代码
        #[arg(long, value_name = "代码")]
        within: Option<String>,
    },
    /// 写一份文件的 document.yaml
    Document {
        /// 文件的编号，也是文件夹的名字
        #[arg(value_name = "编号")]
        id: String,
        /// 它管的地方的代码
        #[arg(long, value_name = "代码")]
        place: String,
    },
    /// 由去年的文件写出今年的：每项政策照旧，只改变了的
    Successor {
        /// 今年的文件的编号，也是文件夹的名字
        #[arg(value_name = "编号")]
        id: String,
        /// 去年的文件的编号
        #[arg(long, value_name = "编号")]
        of: String,
        /// 从哪天起代替
        #[arg(long, value_name = "日期", value_parser = day)]
        from: Date,
    },
    /// 在一份文件里加一项政策
    Instrument {
        /// 政策的编号
        #[arg(value_name = "编号")]
        id: String,
        /// 文件的编号
        #[arg(long, value_name = "编号")]
        document: String,
        /// 第几条，如 三(八)
        #[arg(long, value_name = "条款")]
        clause: String,
    },
}

/// How strictly to check.
#[derive(Debug, ClapArgs)]
pub(crate) struct CheckArgs {
    /// 有提醒也算没通过
    #[arg(long)]
    pub(crate) deny_warnings: bool,
    /// 不结束：文件一改就再检查一遍
    #[arg(long)]
    pub(crate) watch: bool,
    /// 文件多少天没和原文核对过就提醒，最多 36500 天
    #[arg(long, value_name = "天数", value_parser = days)]
    pub(crate) checked_within: Option<u32>,
    /// 从哪一天往前数；不写就是今天
    #[arg(long, value_name = "日期", requires = "checked_within", value_parser = day)]
    pub(crate) as_of: Option<Date>,
}

/// A place, or all.
#[derive(Debug, ClapArgs)]
pub(crate) struct PlaceArg {
    /// 地方的代码或名称
    #[arg(long, value_name = "地方")]
    pub(crate) place: Option<String>,
}

/// A place, a day and answers.
/// Whose questions are counted.
#[derive(Debug, ClapArgs)]
pub(crate) struct PeopleArgs {
    /// 这些人的文件夹，一人一个 JSON 文件
    #[arg(long, value_name = "文件夹", required_unless_present = "generate")]
    pub(crate) dir: Option<PathBuf>,
    /// 不读文件，每个地方编出这么多人
    #[arg(long, value_name = "人数", conflicts_with = "dir", requires = "places")]
    pub(crate) generate: Option<u64>,
    /// 编出的人住在哪里，代码或名称
    #[arg(long = "place", value_name = "地方", num_args = 1..)]
    pub(crate) places: Vec<String>,
    /// 编人从哪个数开始：数一样，编出的人就一样
    #[arg(long, value_name = "数", default_value = "1")]
    pub(crate) seed: u64,
    /// 按哪天算，如 2026-11-21；不写就是今天
    #[arg(long, value_name = "日期", value_parser = day)]
    pub(crate) as_of: Option<Date>,
    /// 逐个比较：每种省问题的办法各省多少
    #[arg(long, requires = "generate")]
    pub(crate) devices: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct CaseArgs {
    /// 地方的代码或名称
    #[arg(long, value_name = "地方")]
    pub(crate) place: Option<String>,
    /// 按哪一天算，如 2020-01-01；不写就是今天
    #[arg(long, value_name = "日期", value_parser = day)]
    pub(crate) as_of: Option<Date>,
    /// 回答所在的 JSON 文件；写 - 就从标准输入读
    #[arg(long, value_name = "文件")]
    pub(crate) answers: Option<PathBuf>,
    /// 不能用的回答先放一边，列在最后
    #[arg(long)]
    pub(crate) lenient: bool,
}

/// A loan.
#[derive(Debug, ClapArgs)]
pub(crate) struct LoanArgs {
    /// 贷款金额，如 300000 或 30万元
    #[arg(long, value_name = "金额", allow_negative_numbers = true, value_parser = amount)]
    pub(crate) amount: Decimal,
    /// 年利率，如 4.35%
    #[arg(long, value_name = "百分数", allow_negative_numbers = true, value_parser = percent)]
    pub(crate) rate: Decimal,
    /// 期限，如 36 或 36个月
    #[arg(long, value_name = "月数", allow_negative_numbers = true, value_parser = months)]
    pub(crate) months: u32,
    /// 怎么还：等额本息、等额本金或到期还本
    #[arg(long, value_name = "办法", default_value = "等额本息", value_parser = method)]
    pub(crate) method: Method,
    /// 财政贴息的比例，如 50%
    #[arg(long, value_name = "百分数", conflicts_with = "instrument", allow_negative_numbers = true, value_parser = percent)]
    pub(crate) subsidy: Option<Decimal>,
    /// 贴息几个月；不写就是整个贷款期
    #[arg(long, value_name = "月数", requires = "subsidy", allow_negative_numbers = true, value_parser = months)]
    pub(crate) subsidy_months: Option<u32>,
    /// 只给这么多本金贴息
    #[arg(long, value_name = "金额", requires = "subsidy", allow_negative_numbers = true, value_parser = amount)]
    pub(crate) subsidy_principal: Option<Decimal>,
    /// 贴息按这个年利率算；不写就按贷款的年利率
    #[arg(long, value_name = "百分数", requires = "subsidy", allow_negative_numbers = true, value_parser = percent)]
    pub(crate) subsidy_rate: Option<Decimal>,
    /// 按这些政策的额度、期限和贴息算
    #[arg(long, value_name = "编号", num_args = 1..)]
    pub(crate) instrument: Vec<String>,
    #[command(flatten)]
    pub(crate) case: CaseArgs,
}

/// A kind of rule file.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum RuleFile {
    /// 条款：定义和政策
    Clause,
    /// document.yaml
    Document,
    /// facts/ 里的文件
    Facts,
    /// places.yaml
    Places,
    /// goals.yaml
    Goals,
    /// terms.yaml
    Terms,
}

/// The language of diagnostics.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum LangArg {
    /// 中文
    Zh,
    /// 英文
    En,
}

impl LangArg {
    /// The checker's.
    pub(crate) fn lang(self) -> Lang {
        match self {
            Self::Zh => Lang::Zh,
            Self::En => Lang::En,
        }
    }
}

/// Who looks.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum RoleArg {
    /// 找工作的人
    Seeker,
    /// 创业者
    Founder,
    /// 用人单位
    Employer,
    /// 家庭
    Family,
    /// 机构
    Institution,
}

impl RoleArg {
    /// The core's.
    pub(crate) fn role(self) -> Role {
        match self {
            Self::Seeker => Role::Seeker,
            Self::Founder => Role::Founder,
            Self::Employer => Role::Employer,
            Self::Family => Role::Family,
            Self::Institution => Role::Institution,
        }
    }
}
