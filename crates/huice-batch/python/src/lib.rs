//! The inside of the Python package `huice`: laws and tables of Arrow. What people call is in
//! `python/huice`.

mod law;
mod stream;

use pyo3::prelude::*;

/// The module `huice._huice`.
#[pymodule]
fn _huice(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<law::Law>()?;
    module.add("__version__", env!("CARGO_PKG_VERSION"))
}
