"""The package says what the command line says, in every kind of table."""

import datetime
import json
import pickle
import subprocess
import sys

import pandas
import polars
import pyarrow
import pyarrow.parquet
import pytest
from conftest import DAY, PEOPLE, PLACE, ROOT, program

import huice


def test_pyarrow(law, people, by_program):
    table = pyarrow.parquet.read_table(people)
    found = law.screen(table, DAY)
    assert found.equals(by_program)
    assert found.num_rows > PEOPLE * 10
    # Unknown facts and records are among them.
    missing = found.column("missing_kind").unique().to_pylist()
    assert {"fact", "judgement"} <= set(missing)
    records = table.column("hires").drop_null()
    assert any(text.startswith('[{"') for text in records.to_pylist())


def test_a_stream_stays_a_stream(law, people, by_program):
    reader = pyarrow.parquet.ParquetFile(people)
    batches = reader.iter_batches(batch_size=1000)
    stream = pyarrow.RecordBatchReader.from_batches(reader.schema_arrow, batches)
    found = law.screen(stream, datetime.date(2026, 11, 21))
    assert isinstance(found, pyarrow.RecordBatchReader)
    assert found.read_all().equals(by_program)


def test_polars(law, people, by_program):
    found = law.screen(polars.read_parquet(people), DAY)
    assert isinstance(found, polars.DataFrame)
    assert found.equals(polars.from_arrow(by_program))


def test_pandas(law, people, by_program):
    table = pandas.read_parquet(people)
    found = law.screen(table, DAY)
    assert isinstance(found, pandas.DataFrame)
    pandas.testing.assert_frame_equal(found, by_program.to_pandas())


def test_lists_and_named_parts_are_records(law):
    hires = [{"people": 2, "hired_on": datetime.date(2020, 5, 1)}]
    nested = pyarrow.table({"person": ["a"], "hires": [hires]})
    text = json.dumps([{"people": 2, "hired_on": "2020-05-01"}])
    written = pyarrow.table({"person": ["a"], "hires": [text]})
    assert law.screen(nested, DAY).equals(law.screen(written, DAY))


def test_what_cannot_be_used(law):
    table = polars.DataFrame({"person": ["a", "b"], "hukou_local": ["是", "也许"]})
    with pytest.raises(Exception, match="第 2 行“hukou_local”栏"):
        law.screen(table, DAY)
    (error,) = law.check(table, DAY)
    assert (error.row, error.person, error.column) == (2, "b", "hukou_local")
    found = law.screen(table, DAY, errors="skip")
    assert set(found["person"]) == {"a"}
    pictures = pyarrow.table({"person": ["a"], "hukou_local": [b"\x00"], "agee": [1]})
    columns = [error.column for error in law.check(pictures, DAY)]
    assert sorted(columns) == ["agee", "hukou_local"]
    with pytest.raises(ValueError, match="没有政策"):
        law.screen(table, DAY, only=["none"])
    with pytest.raises(TypeError):
        law.screen([1], DAY)
    with pytest.raises(ValueError):
        law.screen(table, "soon")


@pytest.mark.parametrize("kind", [pyarrow.table, polars.DataFrame, pandas.DataFrame])
def test_rows_of_one_person_do_not_count(law, kind):
    people = ["a", "b", "a", "c"]
    table = kind({"person": people, "hukou_local": ["是", "否", "否", "是"]})
    with pytest.raises(Exception, match="第 1 行：“person”栏的 a 在第 3 行也有"):
        law.screen(table, DAY)
    assert [(e.row, e.person) for e in law.check(table, DAY)] == [(1, "a"), (3, "a")]
    found = pyarrow.table(law.screen(table, DAY, errors="skip"))
    assert set(found["person"].to_pylist()) == {"b", "c"}


def test_one_person_in_the_shape_of_the_command_line(law, tmp_path):
    answers = {"hukou_local": True, "hires": [], "registration_date": "2019-07-01"}
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(answers))
    expected = json.loads(program("evaluate", "--answers", file, "--json"))
    assert law.evaluate(answers, DAY) == expected
    day = {**answers, "registration_date": datetime.date(2019, 7, 1)}
    assert law.evaluate(day, datetime.date(2026, 11, 21)) == expected
    with pytest.raises(ValueError, match="hukou_local"):
        law.evaluate({"hukou_local": "maybe"}, DAY)


def test_a_law_can_be_pickled_and_packed(law, tmp_path):
    again = pickle.loads(pickle.dumps(law))
    assert (again.place, again.place_name) == (PLACE, law.place_name)
    assert again.to_bytes() == law.to_bytes()
    (tmp_path / "law.pack").write_bytes(law.to_bytes())
    packed = huice.open(tmp_path / "law.pack")
    assert packed.instruments == law.instruments
    with pytest.raises(ValueError):
        huice.open(ROOT / "none", PLACE)


def test_the_notebook_runs():
    runner = ROOT / "crates/huice-batch/python/tests/notebook.py"
    run = [sys.executable, runner, ROOT / "docs/screening.ipynb"]
    result = subprocess.run(run, cwd=ROOT / "docs", capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
