//! The law of a place.

use crate::stream::{Stream, Wanted, repeats};
use arrow::array::RecordBatchReader;
use arrow::ffi_stream::RecordBatchStreamReader;
use arrow_pyarrow::PyArrowType;
use huice_api::Evaluation;
use huice_batch::{Options, Repeats};
use huice_core::{CompiledLaw, Date, IncrementalEvaluator};
use huice_source::{Source, parse_answers};
use huice_syntax::Lang;
use huice_zh::input::{answer_error, date};
use huice_zh::read::read_answers_on;
use huice_zh::read::read_day;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;

/// The law of a place, opened.
#[pyclass(frozen, module = "huice._huice")]
pub struct Law {
    law: Arc<CompiledLaw>,
}

fn refuse(text: impl ToString) -> PyErr {
    PyValueError::new_err(text.to_string())
}

fn day(text: &str) -> PyResult<Date> {
    read_day(text).map_err(|error| refuse(format!("as_of：{}", date(error))))
}

#[pymethods]
impl Law {
    /// Opens rules, a pack or a folder of packs.
    #[staticmethod]
    fn open(path: PathBuf, place: Option<&str>) -> PyResult<Self> {
        let is_pack = path.is_file() || path.join(huice_pack::INDEX_FILE).is_file();
        let source = Source {
            rules: path.clone(),
            pack: is_pack.then_some(path),
            lang: Lang::Zh,
        };
        let law = source.law(place).map_err(refuse)?;
        Ok(Self {
            law: Arc::new(law.into()),
        })
    }

    /// Opens what `to_bytes` gave.
    #[staticmethod]
    fn from_bytes(bytes: &[u8]) -> PyResult<Self> {
        let law = huice_pack::decode(bytes).map_err(refuse)?;
        Ok(Self {
            law: Arc::new(law.into()),
        })
    }

    /// The law as a pack.
    fn to_bytes(&self) -> PyResult<Vec<u8>> {
        huice_pack::encode(self.law.law()).map_err(refuse)
    }

    /// The code of the place.
    #[getter]
    fn place(&self) -> &str {
        &self.law.place
    }

    /// The name of the place.
    #[getter]
    fn place_name(&self) -> &str {
        &self.law.place_name
    }

    /// The ids of the instruments, in the law's order.
    #[getter]
    fn instruments(&self) -> Vec<&str> {
        self.law.instruments.iter().map(|i| i.id.as_str()).collect()
    }

    /// The facts: id and label.
    #[getter]
    fn facts(&self) -> Vec<(&str, &str)> {
        let facts = self.law.facts.iter();
        facts.map(|f| (f.id.as_str(), f.label.as_str())).collect()
    }

    /// Everything that follows from one person's answers, from JSON to JSON.
    fn evaluate(&self, answers: &str, as_of: &str) -> PyResult<String> {
        let as_of = day(as_of)?;
        let raw = parse_answers(answers, "answers").map_err(refuse)?;
        let (answers, refused) = read_answers_on(&self.law, as_of, &raw);
        if !refused.is_empty() {
            let lines: Vec<String> = refused.iter().map(answer_error).collect();
            return Err(refuse(lines.join("\n")));
        }
        let law = Rc::new(CompiledLaw::new(self.law.law().clone()));
        let evaluator = IncrementalEvaluator::new(law, as_of, answers);
        serde_json::to_string(&Evaluation::new(&evaluator, &[])).map_err(refuse)
    }

    /// The long form of everybody in a stream of Arrow, as a stream. `again` is the same people once
    /// more: rows of one person are found in it.
    #[pyo3(signature = (people, again, as_of, only, all, person, skip_errors))]
    #[allow(
        clippy::too_many_arguments,
        reason = "the package's own function with names passes them one by one"
    )]
    fn screen(
        &self,
        people: PyArrowType<RecordBatchStreamReader>,
        again: Option<PyArrowType<RecordBatchStreamReader>>,
        as_of: &str,
        only: Vec<String>,
        all: bool,
        person: String,
        skip_errors: bool,
    ) -> PyResult<PyArrowType<Box<dyn RecordBatchReader + Send>>> {
        let wanted = Wanted {
            as_of: day(as_of)?,
            options: self.options(&only, all)?,
            repeats: self.repeats(again, &person)?,
            person,
            skip_errors,
        };
        let stream = Stream::new(Arc::clone(&self.law), people.0, wanted);
        Ok(PyArrowType(Box::new(stream)))
    }

    /// What cannot be used in a stream of Arrow: row, person, column, problem. `again` is the same
    /// people once more.
    fn check(
        &self,
        py: Python<'_>,
        people: PyArrowType<RecordBatchStreamReader>,
        again: Option<PyArrowType<RecordBatchStreamReader>>,
        as_of: &str,
        person: String,
    ) -> PyResult<Vec<(u64, String, String, String)>> {
        let wanted = Wanted {
            as_of: day(as_of)?,
            options: Options::default(),
            repeats: self.repeats(again, &person)?,
            person,
            skip_errors: true,
        };
        let stream = Stream::new(Arc::clone(&self.law), people.0, wanted);
        let errors = py.detach(|| stream.errors()).map_err(refuse)?;
        let parts = errors.into_iter();
        Ok(parts
            .map(|e| (e.row, e.person, e.column, e.problem))
            .collect())
    }
}

impl Law {
    fn repeats(
        &self,
        again: Option<PyArrowType<RecordBatchStreamReader>>,
        person: &str,
    ) -> PyResult<Repeats> {
        let found = again.map(|table| repeats(&self.law, table.0, person));
        found
            .transpose()
            .map(Option::unwrap_or_default)
            .map_err(refuse)
    }

    fn options(&self, only: &[String], all: bool) -> PyResult<Options> {
        let position = |id: &String| {
            let found = self.law.instrument(id);
            found
                .map(|(at, _)| at)
                .ok_or_else(|| refuse(format!("{}没有政策 `{id}`", self.law.place_name)))
        };
        Ok(Options {
            only: only.iter().map(position).collect::<PyResult<_>>()?,
            all,
        })
    }
}
