//! What a `huice` without the feature `batch` prints for commands over many people.

use crate::args::{DiffArgs, GenerateArgs, ScreenArgs};
use crate::failure::Failure;
use huice_source::Source;

fn without() -> Failure {
    Failure::Unusable(
        "这个 huice 不带名单计算；请用 `cargo xtask huice-batch` 做一个带的，在 target/batch/huice"
            .into(),
    )
}

pub(crate) fn screen(_: &Source, _: &ScreenArgs, _: bool) -> Result<String, Failure> {
    Err(without())
}

pub(crate) fn generate(_: &Source, _: &GenerateArgs, _: bool) -> Result<String, Failure> {
    Err(without())
}

pub(crate) fn diff(_: &Source, _: &DiffArgs, _: bool) -> Result<String, Failure> {
    Err(without())
}
