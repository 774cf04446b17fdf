//! What may be written after `screen`, `generate` and `diff`.

use super::values::{day, people};
use clap::Args as ClapArgs;
use huice_core::Date;
use std::path::PathBuf;

/// Many people.
#[derive(Debug, ClapArgs)]
pub(crate) struct ScreenArgs {
    /// 名单：.parquet、.csv、.ndjson、.arrow 或 .xlsx
    #[arg(value_name = "名单", required_unless_present = "template")]
    pub(crate) input: Option<PathBuf>,
    /// 结果写到哪个文件，格式看文件名的结尾
    #[arg(long, short, value_name = "文件", required_unless_present = "template")]
    pub(crate) output: Option<PathBuf>,
    /// 地方的代码或名称
    #[arg(long, value_name = "地方")]
    pub(crate) place: Option<String>,
    /// 按哪一天算，如 2020-01-01；不写就是今天
    #[arg(long, value_name = "日期", value_parser = day)]
    pub(crate) as_of: Option<Date>,
    /// 只看这些政策
    #[arg(long, value_name = "编号", num_args = 1..)]
    pub(crate) only: Vec<String>,
    /// 不符合的、不在有效期内的也写出来
    #[arg(long)]
    pub(crate) all: bool,
    /// 名单里哪一栏是人员编号；没有这一栏就用行号
    #[arg(long, value_name = "栏目", default_value = "person")]
    pub(crate) id: String,
    /// 前几个人的全部结果和理由另写一份，每人一行 JSON
    #[arg(long, value_name = "人数", default_value = "0")]
    pub(crate) explain: usize,
    /// 不计算，写一张空表：.xlsx 或 .csv，栏目和填法都在里面
    #[arg(long, value_name = "文件", conflicts_with_all = ["input", "output"])]
    pub(crate) template: Option<PathBuf>,
    /// 用几个线程；不写就用全部处理器
    #[arg(long, value_name = "个数")]
    pub(crate) threads: Option<usize>,
}

/// People who are made up.
#[derive(Debug, ClapArgs)]
pub(crate) struct GenerateArgs {
    /// 地方的代码或名称
    #[arg(long, value_name = "地方")]
    pub(crate) place: Option<String>,
    /// 编出多少人
    #[arg(long, value_name = "人数", value_parser = people)]
    pub(crate) people: u64,
    /// 从哪个数开始编：数一样，编出的人就一样
    #[arg(long, value_name = "数", default_value = "1")]
    pub(crate) seed: u64,
    /// 按哪一天算，如 2020-01-01；不写就是今天
    #[arg(long, value_name = "日期", value_parser = day)]
    pub(crate) as_of: Option<Date>,
    /// 写到哪个文件：.parquet、.csv、.ndjson 或 .arrow
    #[arg(long, short, value_name = "文件")]
    pub(crate) output: PathBuf,
}

/// Two versions of the rules.
#[derive(Debug, ClapArgs)]
pub(crate) struct DiffArgs {
    /// 旧的：规则文件夹、规则包，或者 git 里的版本
    #[arg(value_name = "旧")]
    pub(crate) old: String,
    /// 新的：同上
    #[arg(value_name = "新")]
    pub(crate) new: String,
    /// 拿这份名单比；不写就用手工算过的例子和随机编的人
    #[arg(long, value_name = "名单", requires = "place")]
    pub(crate) people: Option<PathBuf>,
    /// 只比这个地方，代码或名称
    #[arg(long, value_name = "地方")]
    pub(crate) place: Option<String>,
    /// 按哪一天算，如 2020-01-01；不写就是今天
    #[arg(long, value_name = "日期", value_parser = day)]
    pub(crate) as_of: Option<Date>,
    /// 每个地方编出多少人来比
    #[arg(long, value_name = "人数", default_value = "1000", value_parser = people)]
    pub(crate) generate: u64,
    /// 从哪个数开始编
    #[arg(long, value_name = "数", default_value = "1")]
    pub(crate) seed: u64,
    /// 手工算过的例子在哪个文件夹；没有这个文件夹就不比例子
    #[arg(long, value_name = "文件夹", default_value = "tests/golden")]
    pub(crate) golden: PathBuf,
}
