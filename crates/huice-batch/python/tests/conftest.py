"""People and the program that the tests share."""

import os
import pathlib
import subprocess

import pyarrow.parquet
import pytest

import huice

ROOT = pathlib.Path(__file__).resolve().parents[4]
PLACE, DAY = "320281", "2026-11-21"
# CI compares fewer than a release does.
PEOPLE = int(os.environ.get("HUICE_PEOPLE", "20000"))


def program(*arguments):
    """Runs `huice`, which the tests are told of, or the one that is built."""
    built = os.environ.get("HUICE", str(ROOT / "target/debug/huice"))
    told = subprocess.run(
        [built, *map(str, arguments), "--place", PLACE, "--as-of", DAY],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert told.returncode == 0, told.stdout + told.stderr
    return told.stdout


@pytest.fixture(scope="session")
def law():
    return huice.open(ROOT / "rules", PLACE)


@pytest.fixture(scope="session")
def people(tmp_path_factory):
    """A file of people."""
    path = tmp_path_factory.mktemp("people") / "people.parquet"
    program("generate", "--people", PEOPLE, "--seed", 5, "-o", path)
    return path


@pytest.fixture(scope="session")
def by_program(people):
    """What the command line says of them."""
    path = people.with_name("out.parquet")
    program("screen", people, "-o", path)
    return pyarrow.parquet.read_table(path)
