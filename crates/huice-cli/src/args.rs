//! What may be written after `huice`.

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use huice_core::ir::Role;
use std::path::PathBuf;

/// 惠策：查就业创业补贴的规则，检查、试算、说明、打包。
#[derive(Debug, Parser)]
#[command(name = "huice", version, about, disable_help_subcommand = true)]
pub(crate) struct Args {
    /// Folder of the rules. 规则所在的文件夹
    #[arg(long, global = true, default_value = "rules", value_name = "DIR")]
    pub(crate) rules: PathBuf,
    /// Take the law from a pack, or a folder that `pack` wrote, instead of the rules. 改从规则包读取
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) pack: Option<PathBuf>,
    /// Print JSON. 输出 JSON
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check all rule files; report every error at once. 检查规则
    Check(CheckArgs),
    /// Write rule files in their one canonical form. 统一规则文件的写法
    Fmt {
        /// Change nothing; fail if a file is written otherwise. 只检查，不改
        #[arg(long)]
        check: bool,
    },
    /// Run the examples in the rule files. 运行规则里的例子
    Test,
    /// List the places, or the instruments of one. 列出地方或一地的政策
    List(PlaceArg),
    /// List what may be asked. 列出要问的事项
    Facts(PlaceArg),
    /// Evaluate every instrument for a set of answers. 试算
    Evaluate {
        #[command(flatten)]
        case: CaseArgs,
        /// Only these instruments. 只看这些政策
        #[arg(long, value_name = "ID", num_args = 1..)]
        id: Vec<String>,
        /// With --json: also what would change each result. 同时输出怎样能办成
        #[arg(long)]
        changes: bool,
    },
    /// The next question. 下一个要问的问题
    Ask {
        #[command(flatten)]
        case: CaseArgs,
        /// Only what people in this role look for. 只看这类人要找的
        #[arg(long, value_enum, num_args = 1..)]
        role: Vec<RoleArg>,
    },
    /// What the questions cost typical people, as a table. 典型的人各要答几屏
    People {
        /// Folder of the people, one JSON file for each. 这些人的文件夹
        #[arg(long, value_name = "DIR")]
        dir: PathBuf,
    },
    /// Why one instrument comes out as it does, clause by clause. 逐条说明理由
    Explain {
        /// The instrument. 政策
        id: String,
        #[command(flatten)]
        case: CaseArgs,
    },
    /// Hold the rules against the documents: nothing dropped, no figure invented. 核对原文
    Audit {
        /// Folder of the documents' texts. 文件原文所在的文件夹
        #[arg(long, value_name = "DIR")]
        sources: Option<PathBuf>,
        /// The ledger; what belongs to it is taken from beside it. 清单
        #[arg(long, value_name = "FILE", requires = "sources")]
        ledger: Option<PathBuf>,
    },
    /// The certain money of the coming months, by month. 按月份算能确定的钱
    Plan {
        #[command(flatten)]
        case: CaseArgs,
        /// Only what people in this role look for. 只看这类人要找的
        #[arg(long, value_enum, num_args = 1..)]
        role: Vec<RoleArg>,
        /// How many months, from this one on. 算几个月
        #[arg(long, default_value_t = 36, value_parser = clap::value_parser!(u16).range(1..=600))]
        months: u16,
    },
    /// A loan month by month: an estimate. 贷款逐月估算
    Loan(Box<LoanArgs>),
    /// Write packs, index and their JSON twins. 打包
    Pack {
        /// Folder to write to. 输出文件夹
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// Write plain pages of every place, document and instrument. 写出不用脚本的网页
    Site {
        /// Folder to write to. 输出文件夹
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// Address of the app, from the pages. 计算页面的地址
        #[arg(long, value_name = "HREF", default_value = "../index.html")]
        app: String,
        /// What stands before each name in sitemap.txt, as https://example.cn/pages/. 网址清单的开头
        #[arg(long, value_name = "URL", default_value = "")]
        base: String,
    },
    /// What a code such as E012 means, with a bad and a good example. 说明错误代码
    ExplainCode {
        /// The code. 代码
        code: String,
    },
}

/// How strictly to check.
#[derive(Debug, ClapArgs)]
pub(crate) struct CheckArgs {
    /// Fail on warnings too. 有提醒也算没通过
    #[arg(long)]
    pub(crate) deny_warnings: bool,
    /// Warn of documents not checked for more than so many days. 多少天没核对就提醒
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(..=36_500))]
    pub(crate) checked_within: Option<u32>,
    /// The day from which they are counted; today where left out. 从哪一天往前数
    #[arg(long, value_name = "DATE", requires = "checked_within")]
    pub(crate) as_of: Option<String>,
}

/// A place, or all.
#[derive(Debug, ClapArgs)]
pub(crate) struct PlaceArg {
    /// Code or name of the place. 地方的代码或名称
    #[arg(long, value_name = "CODE")]
    pub(crate) place: Option<String>,
}

/// A place, a day and answers.
#[derive(Debug, ClapArgs)]
pub(crate) struct CaseArgs {
    /// Code or name of the place. 地方的代码或名称
    #[arg(long, value_name = "CODE")]
    pub(crate) place: Option<String>,
    /// The day, as 2020-01-01; today where left out. 按哪一天算
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<String>,
    /// JSON object of answers by fact, or - for standard input. 回答
    #[arg(long, value_name = "FILE")]
    pub(crate) answers: Option<PathBuf>,
    /// Go on without the answers that are refused, and list them. 不能用的回答先放一边
    #[arg(long)]
    pub(crate) lenient: bool,
}

/// A loan.
#[derive(Debug, ClapArgs)]
pub(crate) struct LoanArgs {
    /// What is borrowed, in 元. 贷款金额（元）
    #[arg(long, value_name = "N")]
    pub(crate) amount: String,
    /// The yearly rate in percent, as 4.35. 年利率（%）
    #[arg(long, value_name = "PERCENT")]
    pub(crate) rate: String,
    /// For how many months. 期限（月）
    #[arg(long, value_name = "N")]
    pub(crate) months: u32,
    /// 等额本息, 等额本金 or 到期还本. 怎么还
    #[arg(long, value_name = "METHOD", default_value = "等额本息")]
    pub(crate) method: String,
    /// The share of the interest that is paid for you, as 50%. 贴息比例
    #[arg(long, value_name = "PERCENT", conflicts_with = "instrument")]
    pub(crate) subsidy: Option<String>,
    /// For how many months it is paid; as long as the loan where left out. 贴息月数
    #[arg(long, value_name = "N", requires = "subsidy")]
    pub(crate) subsidy_months: Option<u32>,
    /// Only on so much principal, in 元. 贴息的本金（元）
    #[arg(long, value_name = "N", requires = "subsidy")]
    pub(crate) subsidy_principal: Option<String>,
    /// On this yearly rate instead of the loan's own. 贴息按的年利率（%）
    #[arg(long, value_name = "PERCENT", requires = "subsidy")]
    pub(crate) subsidy_rate: Option<String>,
    /// Take limits and help with the interest from these instruments. 按这些政策的额度、期限和贴息算
    #[arg(long, value_name = "ID", num_args = 1..)]
    pub(crate) instrument: Vec<String>,
    #[command(flatten)]
    pub(crate) case: CaseArgs,
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
